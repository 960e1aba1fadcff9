"""Streams of a compound file: the container of .xls and of encrypted workbooks.

Source: [MS-CFB] 2. Written by hand because only two facts are needed from it (which streams there
are, and the bytes of one), and no library among the dependencies reads it.
"""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST: Final = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors


class BadCompoundFile(ValueError):
    """The container is damaged."""


class CompoundFile:
    """A compound file in memory.

    Attributes:
        streams: name of every stream, with its first sector and size.
    """

    streams: Mapping[str, tuple[int, int]]

    def __init__(self, data: bytes) -> None:
        if data[:8] != MAGIC or len(data) < 512:
            raise BadCompoundFile("not a compound file")
        self._data = data
        self._size = 1 << min(unpack_from("<H", data, 30)[0], 16)
        self._small = 1 << min(unpack_from("<H", data, 32)[0], 16)
        directory, _, self._cutoff, small_table, _, more, _ = unpack_from("<7I", data, 48)
        self._table = self._sector_table(more)
        self._small_table = self._numbers(self._chain(small_table))
        entries = self._entries(self._chain(directory))
        self.streams = {name: (start, size) for name, kind, start, size in entries if kind == 2}
        root = next(((start, size) for _, kind, start, size in entries if kind == 5), (_LAST, 0))
        self._ministream = self._chain(root[0])

    def read(self, name: str) -> bytes:
        """The bytes of a stream.

        Raises:
            KeyError: no stream of that name.
            BadCompoundFile: its chain of sectors is broken.
        """
        start, size = self.streams[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        small, stream = self._small, self._ministream
        parts = (stream[n * small : (n + 1) * small] for n in self._walk(start, self._small_table))
        return b"".join(parts)[:size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    @staticmethod
    def _numbers(data: bytes) -> Sequence[int]:
        return unpack_from(f"<{len(data) // 4}I", data)

    @staticmethod
    def _walk(start: int, table: Sequence[int]) -> list[int]:
        """The sectors of a chain, in order."""
        walked: list[int] = []
        while start < _LAST:
            if start >= len(table) or len(walked) > len(table):
                raise BadCompoundFile("a chain of sectors is broken")
            walked.append(start)
            start = table[start]
        return walked

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._walk(start, self._table)))

    def _sector_table(self, more: int) -> Sequence[int]:
        """The table of following sectors, itself listed in the header and further sectors."""
        listed = list(unpack_from("<109I", self._data, 76))
        seen = 0
        while more < _LAST and seen * self._size < len(self._data):
            numbers = self._numbers(self._sector(more))
            if not numbers:
                break
            listed += numbers[:-1]
            more, seen = numbers[-1], seen + 1
        table: list[int] = []
        for number in listed:
            if number < _LAST:
                table += self._numbers(self._sector(number))
        return table

    @staticmethod
    def _entries(directory: bytes) -> list[tuple[str, int, int, int]]:
        """Name, kind, first sector and size of every entry of the directory."""
        entries = []
        for at in range(0, len(directory) - 127, 128):
            (length,) = unpack_from("<H", directory, at + 64)
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = unpack_from("<II", directory, at + 116)
            entries.append((name, directory[at + 66], start, size))
        return entries
