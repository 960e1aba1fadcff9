"""The compression and the obfuscation that [MS-OVBA] prescribes for a VBA project."""

from __future__ import annotations

from struct import pack
from typing import Final

_CHUNK: Final = 4096
_SHORTEST: Final = 3  # bytes a copy must save to be worth its token
_COMPRESSED, _RAW = 0xB000, 0x3000


class Incompressible(ValueError):
    """The last chunk of the data does not fit in itself: it is no text."""


def compressed(data: bytes) -> bytes:
    """A compressed container of data.

    Source: [MS-OVBA] 2.4.1; a copy is of the longest and then nearest match (2.4.1.3.19.4). The
    example is that of 3.2.3.

    Raises:
        Incompressible: the data are no text.

    >>> compressed(73 * b"a").hex(" ")
    '01 03 b0 02 61 45 00'
    """
    starts = range(0, len(data), _CHUNK)
    return b"\x01" + b"".join(_chunk(data[start : start + _CHUNK]) for start in starts)


def _chunk(chunk: bytes) -> bytes:
    body = _tokens(chunk)
    if len(body) < _CHUNK:
        return pack("<H", _COMPRESSED | len(body) - 1) + body
    if len(chunk) < _CHUNK:
        raise Incompressible("the data cannot be compressed")
    return pack("<H", _RAW | _CHUNK - 1) + chunk


def _tokens(chunk: bytes) -> bytes:
    """The chunk as groups of eight tokens, each after the byte that tells copies from letters."""
    body, seen, place = bytearray(), dict[bytes, list[int]](), 0
    while place < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if place == len(chunk):
                break
            length, back = _match(chunk, place, seen)
            if length:
                flags |= 1 << bit
                tokens += _copy(place, length, back)
            else:
                tokens.append(chunk[place])
            for at in range(place, place + max(length, 1)):
                seen.setdefault(chunk[at : at + _SHORTEST], []).append(at)
            place += max(length, 1)
        body.append(flags)
        body += tokens
    return bytes(body)


def _offset_bits(place: int) -> int:
    """How many bits of a token say how far back: as many as the place needs (2.4.1.3.19.1)."""
    return max(4, (place - 1).bit_length())


def _copy(place: int, length: int, back: int) -> bytes:
    return pack("<H", (back - 1) << (16 - _offset_bits(place)) | length - _SHORTEST)


def _match(chunk: bytes, place: int, seen: dict[bytes, list[int]]) -> tuple[int, int]:
    """The longest earlier text that stands here again, and how far back; (0, 0) without any."""
    start = chunk[place : place + _SHORTEST]
    if len(start) < _SHORTEST:
        return 0, 0
    longest = min((0xFFFF >> _offset_bits(place)) + _SHORTEST, len(chunk) - place)
    best = back = 0
    for at in reversed(seen.get(start, ())):
        length = _SHORTEST
        while length < longest and chunk[at + length] == chunk[place + length]:
            length += 1
        if length > best:
            best, back = length, place - at
        if best == longest:
            break
    return best, back


def obfuscated(data: bytes, project: str, seed: int) -> str:
    """Data as the lines CMG, DPB and GC of a project write them.

    It protects nothing; Excel only checks that it can be undone. Source: [MS-OVBA] 2.4.3.2.

    Args:
        data: what is written: flags, a password or a visibility.
        project: the project's ID, which is the key.
        seed: any byte; the same one makes the same line.

    >>> obfuscated(bytes([255]), "{00000000-0000-0000-0000-000000000000}", 0x4E)
    '4E4CE2FFEE01F402F4020B'
    """
    key = sum(project.encode("ascii")) & 0xFF
    versions, keys, plain = seed ^ 2, seed ^ key, key
    written = [seed, versions, keys]
    ignored = bytes([7] * ((seed & 6) // 2))
    for byte in ignored + pack("<I", len(data)) + data:
        secret = byte ^ ((versions + plain) & 0xFF)
        written.append(secret)
        versions, keys, plain = keys, secret, byte
    return "".join(f"{byte:02X}" for byte in written)
