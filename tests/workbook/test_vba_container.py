"""Compound files: read back by olefile and by the reader of the project."""

from __future__ import annotations

import io

import olefile
import pytest

from xlar.workbook.compound import CompoundFile
from xlar.workbook.vba.container import TooLarge, compound


def streams_of(data):
    """Every stream by path, as olefile reads them; any defect it sees fails the test."""
    with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_POTENTIAL) as file:
        return {"/".join(path): file.openstream(path).read() for path in file.listdir()}


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 511, 4095, 4096, 4097, 70_000])
def test_a_stream_of_any_size_is_read_back(size):
    content = bytes(n % 251 for n in range(size))
    data = compound({"A": content, "B": b"b"})
    assert streams_of(data) == {"A": content, "B": b"b"}
    assert CompoundFile(data).read("A") == content


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 100, 700])
def test_any_number_of_streams_is_found_by_name(count):
    tree = {f"Stream{n}": str(n).encode() for n in range(count)}
    data = compound({"VBA": tree})
    assert streams_of(data) == {f"VBA/{name}": content for name, content in tree.items()}
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        assert all(file.exists(f"VBA/{name}") for name in tree)


def depths(entries, number, depth=0, blacks=0, red=False):
    """Black nodes above every leaf; a red node below a red one fails."""
    if number == olefile.NOSTREAM:
        return {blacks}
    entry = entries[number]
    is_red = entry.color == 0
    assert not (red and is_red)
    below = [
        depths(entries, child, depth + 1, blacks + (not is_red), is_red)
        for child in (entry.sid_left, entry.sid_right)
    ]
    return below[0] | below[1]


@pytest.mark.parametrize("count", range(1, 40))
def test_the_directory_is_a_balanced_red_black_tree(count):
    data = compound({f"S{n:02}": b"x" for n in range(count)})
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        assert len(depths(file.direntries, file.root.sid_child)) == 1


def test_names_are_ordered_by_length_before_letters():
    data = compound({"bb": b"", "A": b"", "c": b"", "aaa": b""})
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        entries, names = file.direntries, []

        def walk(number):
            if number != olefile.NOSTREAM:
                walk(entries[number].sid_left)
                names.append(entries[number].name)
                walk(entries[number].sid_right)

        walk(file.root.sid_child)
    assert names == ["A", "c", "bb", "aaa"]


def test_the_same_streams_give_the_same_bytes():
    assert compound({"A": b"1", "S": {"B": b"2"}}) == compound({"A": b"1", "S": {"B": b"2"}})


def test_the_largest_project_still_reads_back_and_a_larger_one_is_refused():
    room = 109 * 127 * 512  # sectors that the header's part of the table can name
    content = b"x" * (room - 8 * 512)
    assert CompoundFile(compound({"A": content})).read("A") == content
    with pytest.raises(TooLarge):
        compound({"A": b"x" * room})
