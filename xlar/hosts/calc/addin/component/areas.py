"""The tables of a document: where they are, and their cells.

A table is a database range, or a whole sheet, whose name is one of a table's. Calc's database
ranges do not take in rows typed below them as Excel's tables do, so a table reaches from its
header to the last row used on its sheet, but not into the next table below.
"""

from __future__ import annotations

from itertools import compress, count
from operator import ne
from typing import TYPE_CHECKING, Any, NamedTuple

from .unotypes import excel_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    Rows: TypeAlias = tuple[tuple[Any, ...], ...]
    Part: TypeAlias = tuple[int, int, Rows]
    Which: TypeAlias = Callable[[Sequence[str]], Sequence[str]]


class Area(NamedTuple):
    """Where a table is.

    Attributes:
        name: its own name.
        sheet: index of its sheet.
        left: first column, from 0.
        top: row of its header, from 0.
        right: last column; -1 for the last one used.
        bottom: last row it may reach to; -1 for the last one used.
    """

    name: str
    sheet: int
    left: int
    top: int
    right: int
    bottom: int


def areas_of(doc: Any, which: Which) -> list[Area]:
    """The tables of a document.

    Args:
        doc: a spreadsheet document.
        which: tells for each name the table it names, or ``""``.
    """
    ranges = [(one.Name, one.DataArea) for one in _database_ranges(doc)]
    sheets = list(doc.Sheets.ElementNames)
    kinds = which([name for name, _ in ranges] + sheets)
    named = [(name, at, kind) for (name, at), kind in zip(ranges, kinds) if kind]  # noqa: B905 - Python 3.8
    areas = [
        Area(name, at.Sheet, at.StartColumn, at.StartRow, at.EndColumn, _floor(at, ranges))
        for name, at, _ in named
    ]
    kept = {(at.Sheet, kind) for _, at, kind in named}
    areas += [
        Area(name, index, 0, 0, -1, -1)
        for index, (name, kind) in enumerate(zip(sheets, kinds[len(ranges) :]))  # noqa: B905 - Python 3.8
        if kind and (index, kind) not in kept
    ]
    return areas


def _database_ranges(doc: Any) -> list[Any]:
    ranges = doc.DatabaseRanges
    return [ranges.getByName(name) for name in ranges.ElementNames]


def _floor(at: Any, ranges: Sequence[tuple[str, Any]]) -> int:
    """The row above the next range below, or -1 where there is none."""
    below = [
        other.StartRow
        for _, other in ranges
        if other.Sheet == at.Sheet
        and other.StartRow > at.EndRow
        and other.StartColumn <= at.EndColumn
        and other.EndColumn >= at.StartColumn
    ]
    return min(below) - 1 if below else -1


def columns_of(doc: Any, area: Area) -> Any:
    """The range that tells when an area changes: its columns from the header down."""
    sheet = doc.Sheets.getByIndex(area.sheet)
    last = sheet.RangeAddress
    right = last.EndColumn if area.right < 0 else area.right
    bottom = last.EndRow if area.bottom < 0 else area.bottom
    return sheet.getCellRangeByPosition(area.left, area.top, right, bottom)


def rows_of(doc: Any, area: Area) -> Rows:
    """The cells of an area, errors as Excel's numbers."""
    sheet = doc.Sheets.getByIndex(area.sheet)
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    used = cursor.RangeAddress
    right = used.EndColumn if area.right < 0 else area.right
    bottom = used.EndRow if area.bottom < 0 else min(used.EndRow, area.bottom)
    if bottom < area.top:
        return ()
    cells = sheet.getCellRangeByPosition(area.left, area.top, right, bottom)
    rows = cells.getDataArray()
    if not any(None in row for row in rows):
        return rows  # type: ignore[no-any-return]
    return tuple(
        tuple(
            excel_code(cells.getCellByPosition(x, y).getError()) if cell is None else cell
            for x, cell in enumerate(row)
        )
        for y, row in enumerate(rows)
    )


def tables_of(doc: Any, areas: Sequence[Area]) -> dict[str, Rows]:
    """The cells of all areas by their names."""
    return {area.name: rows_of(doc, area) for area in areas}


def parts_of(old: Mapping[str, Rows], new: Mapping[str, Rows]) -> dict[str, Part] | None:
    """What of tables has changed, as `wire` tells of it; None where there are other tables.

    >>> parts_of({"x": (("a",), ("b",))}, {"x": (("a",), ("c",), ("b",))})
    {'x': (1, 1, (('c',),))}
    """
    if list(old) != list(new):
        return None
    parts = {name: _part(rows, new[name]) for name, rows in old.items()}
    return {name: part for name, part in parts.items() if part is not None}


def _part(old: Rows, new: Rows) -> Part | None:
    shorter = min(len(old), len(new))
    head = next(compress(count(), map(ne, old, new)), shorter)
    if head == len(old) == len(new):
        return None
    tail = next(compress(count(), map(ne, reversed(old), reversed(new))), shorter)
    tail = min(tail, shorter - head)
    return head, tail, new[head : len(new) - tail]
