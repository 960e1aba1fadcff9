"""Cells of a sheet or file as columns below their row of headers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xlar.tables import messages as say
from xlar.tables.findings import is_blank
from xlar.tables.grid import found, letters
from xlar.tables.names import fold
from xlar.workbook.importer.guess import is_known_header
from xlar.workbook.importer.model import Grid

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from xlar.tables.faults import Fault
    from xlar.workbook.importer.notes import Notes

_MOST_TITLE_ROWS: Final = 20


@dataclass(frozen=True, eq=False)
class Cells:
    """The rows of a sheet or file as they stand there.

    Attributes:
        label: name of the sheet or file, for messages.
        rows: the cells.
        numbers: row of each as the user sees it.
        names: what the user's map may call it.
        addressed: whether cells have addresses, as on a sheet.
        left: number of the first column, from 0.
        faults: cells without a usable value, by row and column of the sheet.
        epoch_1904: whether serial numbers count from 1904.
        fixed_width: whether a cell right of the last header is a mistake of the file.
    """

    label: str
    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]
    names: tuple[str, ...]
    addressed: bool = False
    left: int = 0
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)
    epoch_1904: bool = False
    fixed_width: bool = False


def grid_of(cells: Cells, known: Container[str], notes: Notes) -> Grid | None:
    """The cells below their header as columns; None where there is nothing.

    Args:
        cells: the rows.
        known: folded titles that the user's map names.
        notes: where rows longer than the header are reported, if that is a mistake.
    """
    start = _header_row(cells.rows, known)
    if start is None:
        return None
    body = cells.rows[start + 1 :]
    width = _width(cells.rows[start])
    reach = max((_width(row[width:]) for row in body if len(row) > width), default=0)
    if not cells.fixed_width:
        width += reach
    columns = tuple(
        [None if place >= len(row) or row[place] == "" else row[place] for row in body]
        for place in range(width)
    )
    grid = Grid(
        cells.label,
        _titles(cells.rows[start], width, cells.left),
        columns,
        cells.numbers[start + 1 :],
        cells.names,
        cells.addressed,
        cells.left,
        cells.faults,
        cells.epoch_1904,
    )
    if cells.fixed_width and reach:
        _report_long_rows(grid, body, notes)
    return grid


def _width(row: Sequence[Any]) -> int:
    """The number of cells up to the last that is not blank."""
    width = len(row)
    while width and is_blank(row[width - 1]):
        width -= 1
    return width


def _report_long_rows(grid: Grid, body: Sequence[Sequence[str]], notes: Notes) -> None:
    """Report rows with more fields than there are headers: a separator stood within a value."""
    width = len(grid.header)
    for place, row in enumerate(body):
        if _width(row) > width:
            seen = next(cell for cell in row[width:] if not is_blank(cell))
            notes.problem(say.TOO_MANY_FIELDS, grid, place, found=seen, count=len(row), width=width)


def _header_row(rows: Sequence[Sequence[Any]], known: Container[str]) -> int | None:
    """The row with most headers known to us; else the first with most texts."""
    best, most = None, (0, 0)
    for place, row in enumerate(rows[:_MOST_TITLE_ROWS]):
        texts = [cell for cell in row if isinstance(cell, str) and not is_blank(cell)]
        score = (sum(is_known_header(t) or fold(t) in known for t in texts), len(texts))
        if score > most:
            best, most = place, score
    return best


def _titles(cells: Sequence[Any], width: int, left: int) -> tuple[str, ...]:
    """The headers, made different from each other; one without a title is named by its column."""
    titles: list[str] = []
    for place in range(width):
        cell = cells[place] if place < len(cells) else None
        title = f"({letters(left + place)})" if is_blank(cell) else " ".join(found(cell).split())
        name, number = title, 1
        while name in titles:
            number += 1
            name = f"{title} ({number})"
        titles.append(name)
    return tuple(titles)
