"""A compound file ([MS-CFB], version 3) written from streams; `xlar.workbook.compound` reads them.

Small streams lie in the mini stream, all others in sectors of 512 bytes; the same streams always
give the same bytes: there are no times and no identifiers in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import pack
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Tree: TypeAlias = "Mapping[str, bytes | Tree]"

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _SMALL, _CUTOFF = 512, 64, 4096
_FREE, _LAST, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NOBODY: Final = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_LISTED: Final = 109  # sectors of the table that the header itself can name


class TooLarge(ValueError):
    """The streams need a longer table of sectors than the header can name: some 7 megabytes."""


@dataclass
class _Entry:
    """An entry of the directory."""

    name: str
    kind: int
    data: bytes = b""
    color: int = _BLACK
    left: int = _NOBODY
    right: int = _NOBODY
    child: int = _NOBODY
    start: int = 0
    size: int = 0

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0" if self.name else b""
        links = pack("<HBBIII", len(name), self.kind, self.color, self.left, self.right, self.child)
        return name.ljust(64, b"\0") + links + bytes(36) + pack("<IQ", self.start, self.size)


@dataclass
class _Sectors:
    """Sectors of one size, each with the number of the one after it."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        """Put data at the end; the number of their first sector."""
        if not data:
            return _LAST
        first, count = len(self.table), -(-len(data) // self.size)
        self.table += [*range(first + 1, first + count), _LAST]
        self.data += data.ljust(count * self.size, b"\0")
        return first


def compound(tree: Tree) -> bytes:
    """A compound file.

    Args:
        tree: streams by name, and storages as trees of their own.

    Raises:
        TooLarge: the streams come to more than some 7 megabytes.

    >>> compound({"A": b"1"})[:8] == MAGIC, len(compound({"A": b"1"}))
    (True, 2560)
    """
    entries = [_Entry("Root Entry", _ROOT)]
    entries[0].child = _enter(tree, entries)
    sectors, small = _Sectors(_SECTOR), _Sectors(_SMALL)
    for entry in entries[1:]:
        if entry.kind == _STREAM:
            entry.size = len(entry.data)
            entry.start = (small if entry.size < _CUTOFF else sectors).add(entry.data)
    entries[0].start, entries[0].size = sectors.add(bytes(small.data)), len(small.data)
    small_table = sectors.add(_numbers(small.table))
    directory = b"".join(entry.packed() for entry in entries)
    unused = _Entry("", 0).packed()
    first = sectors.add(directory + unused * (-len(entries) % (_SECTOR // len(unused))))
    return _file(sectors, first, (small_table, -(-len(small.table) * 4 // _SECTOR)))


def _enter(tree: Tree, entries: list[_Entry]) -> int:
    """Add a storage's children to the directory; the number of the root of their search tree."""
    numbers = []
    for name, content in tree.items():
        numbers.append(len(entries))
        if isinstance(content, bytes):
            entries.append(_Entry(name, _STREAM, content))
        else:
            entries.append(_Entry(name, _STORAGE))
            entries[numbers[-1]].child = _enter(content, entries)
    numbers.sort(key=lambda number: (len(entries[number].name), entries[number].name.upper()))
    return _balanced(numbers, entries, (len(numbers) + 1).bit_length() - 1)


def _balanced(numbers: list[int], entries: list[_Entry], black: int) -> int:
    """Link sorted entries to a red-black tree: only its last, incomplete level is red."""
    if not numbers:
        return _NOBODY
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.left = _balanced(numbers[:middle], entries, black - 1)
    entry.right = _balanced(numbers[middle + 1 :], entries, black - 1)
    entry.color = _BLACK if black > 0 else _RED
    return numbers[middle]


def _numbers(table: list[int]) -> bytes:
    padded = table + [_FREE] * (-len(table) % (_SECTOR // 4))
    return pack(f"<{len(padded)}I", *padded)


def _file(sectors: _Sectors, directory: int, small_table: tuple[int, int]) -> bytes:
    """The header, the sectors, and the table of sectors behind them."""
    used, per_sector = len(sectors.table), _SECTOR // 4
    count = -(-used // (per_sector - 1))  # the table holds its own sectors, too
    if count > _LISTED:
        raise TooLarge("the project is too large")
    table = _numbers([*sectors.table, *[_TABLE] * count])
    own = [*range(used, used + count), *[_FREE] * (_LISTED - count)]
    header = pack("<8s16x5H6x", MAGIC, 0x3E, 3, 0xFFFE, 9, 6)
    header += pack("<4xI", count) + pack("<I4xI", directory, _CUTOFF)
    header += pack("<4I", *small_table, _LAST, 0) + pack(f"<{_LISTED}I", *own)
    return header + bytes(sectors.data) + table.ljust(count * _SECTOR, b"\xff")
