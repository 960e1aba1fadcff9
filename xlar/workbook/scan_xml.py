"""Cells of an .xlsx sheet without a usable value: error values, formulas without a result.

The reader of cells gives an empty text for both, so the XML is searched itself: piece by piece as
it is unpacked, with plain byte searches first, so that a clean sheet costs little.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import IO, TYPE_CHECKING, Final

from xlar.tables import cell_messages as say
from xlar.tables.faults import Fault, Scan
from xlar.workbook.parts import column_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PIECE: Final = 1 << 20
_ROOT: Final = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_DIMENSION: Final = re.compile(rb"dimension\s+ref=[\"'][A-Z]+\d+:([A-Z]+)\d+[\"']")
_COLUMN: Final = re.compile(rb"\sr=[\"']([A-Z]{1,3})\d")
_REFERENCE: Final = re.compile(r"\$?([A-Z]+)\$?(\d+)")
_ATTRIBUTE: Final = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True)
class _Tags:
    """The searches for a sheet whose elements carry a certain prefix, such as ``x:``."""

    prefix: bytes

    def _compiled(self, pattern: bytes) -> re.Pattern[bytes]:
        return re.compile(pattern.replace(b"~", re.escape(self.prefix)))

    @cached_property
    def row(self) -> re.Pattern[bytes]:
        return self._compiled(rb"<~row(?=[\s/>])([^>]*)>")

    @cached_property
    def cell(self) -> re.Pattern[bytes]:
        return self._compiled(rb"<~c(?=[\s/>])([^>]*)>")

    @cached_property
    def long_formula(self) -> re.Pattern[bytes]:
        """The end of a formula that no value follows."""
        return self._compiled(rb"</~f\s*>(?=\s*(?:<~v(?:\s[^>]*)?(?:/>|>\s*</~v\s*>)\s*)?</~c\s*>)")

    @cached_property
    def short_formula(self) -> re.Pattern[bytes]:
        """An empty formula element that no value follows: part of a shared formula."""
        return self._compiled(
            rb"<~f(?:\s[^>]*)?/>(?=\s*(?:<~v(?:\s[^>]*)?(?:/>|>\s*</~v\s*>)\s*)?</~c\s*>)"
        )

    @cached_property
    def value(self) -> re.Pattern[bytes]:
        return self._compiled(rb"\s*<~v(?:\s[^>]*)?(?:/>|>([^<]*)<)")

    @cached_property
    def formula(self) -> re.Pattern[bytes]:
        return self._compiled(rb"<~f(?:\s[^>]*)?>([^<]*)<")


def scan_sheet(stream: IO[bytes]) -> Scan:
    """The cells of a sheet with an error value or a formula without a stored result, and its size.

    Args:
        stream: the unpacked part of the sheet.
    """
    faults: list[Fault] = []
    tags, rest, rows, columns, stated = None, b"", 0, 0, False
    while piece := stream.read(_PIECE):
        data = rest + piece
        if tags is None:
            root = _ROOT.search(data)
            prefix = root.group(1) if root else None
            tags = _Tags(prefix + b":" if prefix else b"")
            size = _DIMENSION.search(data)
            stated = size is not None
            columns = column_number(size.group(1).decode()) + 1 if size else 0
        end = data.rfind(b"</" + tags.prefix + b"row")
        if end >= 0:
            faults += _faults(data[:end], tags, rows)
            rows = _last_row(data[:end], tags, rows)
            if not stated:
                letters = set(_COLUMN.findall(data[:end]))
                columns = max([columns, *(column_number(one.decode()) + 1 for one in letters)])
            data = data[end:]
        if b"</" + tags.prefix + b"sheetData" in data:
            break
        rest = data
    return Scan(faults, rows, columns)


def _faults(data: bytes, tags: _Tags, rows_before: int) -> Iterator[Fault]:
    """The faults of whole rows.

    A single byte is found many times faster than several, and most sheets lack these: every error
    value begins with ``#``, every formula stands in an element ``f``.
    """
    for quoted in (b'"e"', b"'e'") if b"#" in data else ():
        at = data.find(quoted)
        while at >= 0:
            cell = _cell_before(data, at, tags)
            if cell is not None and at < cell.end() and _attributes(cell).get("t") == "e":
                place = _place(cell, tags, rows_before)
                yield Fault(*place, say.ERROR_CELL, _content(tags.value, cell, "#ERROR!"))
            at = data.find(quoted, at + 3)
    if b"f" not in data or b"<" + tags.prefix + b"f" not in data:
        return
    for pattern in (tags.long_formula, tags.short_formula):
        for match in pattern.finditer(data):
            cell = _cell_before(data, match.start(), tags)
            # A formula may well have an empty text as its result; then the cell says so.
            has_text = tags.value.match(data, match.end())
            if cell is not None and not (has_text and _attributes(cell).get("t") == "str"):
                place = _place(cell, tags, rows_before)
                yield Fault(*place, say.NO_VALUE, "=" + _content(tags.formula, cell, "…"))


def _cell_before(data: bytes, at: int, tags: _Tags) -> re.Match[bytes] | None:
    """The start tag of the cell that the byte ``at`` belongs to."""
    while (at := data.rfind(b"<" + tags.prefix + b"c", 0, at)) >= 0:
        if match := tags.cell.match(data, at):
            return match
    return None


def _attributes(tag: re.Match[bytes]) -> Mapping[str, str]:
    found = _ATTRIBUTE.findall(tag.group(1))
    return {name.decode(): (double or single).decode() for name, double, single in found}


def _content(pattern: re.Pattern[bytes], cell: re.Match[bytes], otherwise: str) -> str:
    """The text of the first element in a cell that the pattern matches."""
    match = pattern.search(cell.string, cell.end())
    text = (match.group(1) or b"") if match else b""
    return unescape(text.decode("utf-8", "replace")).strip() or otherwise


def _place(cell: re.Match[bytes], tags: _Tags, rows_before: int) -> tuple[int, int]:
    """Row from 1 and column from 0 of a cell, counted where the file does not state them."""
    stated = _REFERENCE.fullmatch(_attributes(cell).get("r", ""))
    if stated:
        return int(stated.group(2)), column_number(stated.group(1))
    before = cell.string[: cell.start()]
    row = _last_row(before, tags, rows_before)
    row_start = max((tag.start() for tag in tags.row.finditer(before)), default=0)
    return row, sum(1 for _ in tags.cell.finditer(before, row_start))


def _last_row(data: bytes, tags: _Tags, rows_before: int) -> int:
    """The number of the last row that begins in the data."""
    at = data.rfind(b"<" + tags.prefix + b"row")
    last = tags.row.match(data, at) if at >= 0 else None
    if last is not None and "r" in _attributes(last):
        return int(_attributes(last)["r"])
    number = rows_before
    for tag in tags.row.finditer(data):
        number = int(_attributes(tag).get("r", number + 1))
    return number
