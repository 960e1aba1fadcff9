"""Compression and obfuscation, read back by oletools and by the algorithm turned round."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vba_read import decompress_stream

from xlar.workbook.vba.compression import Incompressible, compressed, obfuscated

PROJECT = "{917DED54-440B-4FD1-A5C1-74ACF261E600}"


@pytest.mark.parametrize(
    ("text", "container"),
    [  # the examples of [MS-OVBA] 3.2.1 and 3.2.3
        (
            b"abcdefghijklmnopqrstuv.",
            "0119b000616263646566676800696a6b6c6d6e6f70007172737475762e",
        ),
        (b"a" * 73, "0103b002614500"),
        (b"", "01"),
    ],
)
def test_the_examples_of_the_specification(text, container):
    assert compressed(text).hex() == container


@pytest.mark.parametrize(
    "text",
    [
        b"x",
        b"\r\n" * 5000,
        b"Public Sub A()\r\nEnd Sub\r\n" * 900,
        bytes(range(32, 127)) * 100,
        b"a" * 4096,
        b"a" * 4097,
        b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa",
    ],
    ids=len,
)
def test_other_programs_read_back_the_same_text(text):
    assert decompress_stream(bytearray(compressed(text))) == text


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("ab \r\n_"), max_size=9000))
def test_any_text_is_read_back(text):
    assert decompress_stream(bytearray(compressed(text.encode()))) == text.encode()


def noise(size):
    return random.Random(1).randbytes(size)


def test_a_chunk_that_would_grow_is_stored_as_it_is():
    container = compressed(noise(4096))
    assert len(container) == 1 + 2 + 4096
    assert decompress_stream(bytearray(container)) == noise(4096)


def test_an_incompressible_end_is_refused():
    with pytest.raises(Incompressible):
        compressed(noise(4000))


def opened(line, project):
    """What a line hides ([MS-OVBA] 2.4.3.3)."""
    seed, versions, keys, *rest = bytes.fromhex(line)
    assert versions ^ seed == 2
    plain, known = bytearray(), keys ^ seed
    assert known == sum(project.encode()) & 0xFF
    for byte in rest:
        plain.append(byte ^ ((versions + known) & 0xFF))
        versions, keys, known = keys, byte, plain[-1]
    ignored = (seed & 6) // 2
    length = int.from_bytes(plain[ignored : ignored + 4], "little")
    assert len(plain) == ignored + 4 + length
    return bytes(plain[ignored + 4 :])


@pytest.mark.parametrize("seed", [0x00, 0x1A, 0x34, 0x4E, 0xFF])
@pytest.mark.parametrize("data", [bytes(4), b"\0", b"\xff"])
def test_a_line_opens_with_the_project_as_its_key(data, seed):
    assert opened(obfuscated(data, PROJECT, seed), PROJECT) == data


@pytest.mark.parametrize(
    ("line", "data"),
    [  # CMG, DPB and GC of [MS-OVBA] 3.1.3, written by Office
        ("0705D8E3D8EDDBF1DBF1DBF1DBF1", bytes(4)),
        ("0E0CD1ECDFF4E7F5E7F5E7", b"\0"),
        ("1517CAF1D6F9D7F9D706", b"\xff"),
    ],
)
def test_lines_written_by_office_open_the_same_way(line, data):
    assert opened(line, PROJECT) == data
