"""A table of a workbook: its rows cut out of a sheet, with everything that is wrong around them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from xlar.core.problems import Problem
from xlar.tables import messages as say
from xlar.tables.findings import is_blank
from xlar.tables.grid import RawTable, address
from xlar.tables.headers import header_row, is_complete, read_header, titles
from xlar.tables.locate import only_area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.tables.grid import Place
    from xlar.tables.headers import Header
    from xlar.tables.locate import Candidate
    from xlar.tables.names import TableSchema
    from xlar.tables.sheets import ExcelTable, Grid, Workbook


def raw_table(
    book: Workbook, schema: TableSchema, candidate: Candidate
) -> tuple[RawTable | None, list[Problem]]:
    """The table before conversion, or None where its header cannot be used."""
    grid = book.grid(candidate.sheet)
    area = candidate.area or only_area(book, schema, candidate.sheet)
    if area is None:
        position = header_row(schema, grid.rows)
        if position is None:
            return None, _no_header(schema, grid)
        top, left, right = grid.top + position, grid.left, grid.left + _width(grid) - 1
        first, last = top + 1, grid.top + len(grid.rows) - 1
        cells = grid.rows[position]
    else:
        top, left, right, last = area.top, area.left, area.right, area.bottom
        first = top + 1 if area.header else top
        cells = _row(grid, top, left, right) if area.header else area.columns
    header = read_header(schema, cells, sheet=grid.sheet, row=top, left=left)
    problems = _merged_header(schema, grid, header) or list(header.problems)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    if area is not None:
        problems += _rows_below(schema, grid, header.place, area)
    return _cut(book, schema, grid, header.place, first, last, bounded=area is not None), problems


def _width(grid: Grid) -> int:
    return len(grid.rows[0]) if grid.rows else 0


def _row(grid: Grid, row: int, left: int, right: int) -> list[Any]:
    """The cells of a row of the sheet from one column to another, "" outside the grid."""
    at = row - grid.top
    cells = grid.rows[at] if 0 <= at < len(grid.rows) else ()
    return [
        cells[column - grid.left] if 0 <= column - grid.left < len(cells) else ""
        for column in range(left, right + 1)
    ]


def _cut(
    book: Workbook,
    schema: TableSchema,
    grid: Grid,
    place: Place,
    first: int,
    last: int,
    *,
    bounded: bool,
) -> RawTable:
    """The rows from ``first`` to ``last`` by column."""
    start = max(first, grid.top)
    stop = max(start, min(last, grid.top + len(grid.rows) - 1) + 1)
    width = _width(grid)
    cells = list(chain.from_iterable(grid.rows[start - grid.top : stop - grid.top]))

    def column(position: int) -> Sequence[Any]:
        at = position - grid.left
        return cells[at::width] if 0 <= at < width else [""] * (stop - start)

    own = [name for name in place.positions if name in schema.by_name]
    positions = set(place.positions.values())
    faults = {
        (fault.row, fault.position): (fault.words, fault.seen)
        for fault in book.faults(grid.sheet)
        if fault.position in positions and first <= fault.row and (fault.row <= last or not bounded)
    }
    return RawTable(
        schema,
        place,
        columns={name: column(place.positions[name]) for name in own},
        extras={n: column(p) for n, p in place.positions.items() if n not in schema.by_name},
        rows=range(start, stop),
        epoch_1904=book.epoch_1904,
        faults=faults,
        merged=grid.merged,
    )


def _no_header(schema: TableSchema, grid: Grid) -> list[Problem]:
    """The problem of a sheet without headers; none where it is empty and not needed."""
    if not grid.rows and schema.name != "invoices":
        return []
    cell = address(grid.sheet, grid.top, grid.left)
    values = {"headers": titles(schema)}
    return [Problem(say.NO_HEADER, schema.name, grid.top, None, "", cell, values)]


def _merged_header(schema: TableSchema, grid: Grid, header: Header) -> list[Problem]:
    """The problem of a header with merged cells or in two lines, where that does harm."""
    row, place = header.place.header_row, header.place
    own = {position for name, position in place.positions.items() if name in schema.by_name}
    above, below = (_filled(grid, other) for other in (row - 1, row + 1))
    if header.problems:
        boxes = [box for box in grid.merged if box[3] > box[1]]
        harm = any(row <= box[2] <= row + 1 for box in boxes)
        harm |= any(box[2] == row - 1 for box in boxes) and len(above) > 1
    else:
        harm = is_complete(schema, below.values()) or any(
            (right > left and bool(own & set(range(left, right + 1))))
            or (bottom > row and bool(own & below.keys()))
            for top, left, bottom, right in grid.merged
            if top <= row <= bottom
        )
    if not harm:
        return []
    return [Problem(say.MERGED_HEADER, schema.name, row, None, "", place.cell(row, None))]


def _filled(grid: Grid, row: int) -> dict[int, Any]:
    """The cells of a row that hold something, by position."""
    cells = _row(grid, row, grid.left, grid.left + _width(grid) - 1)
    return {at: cell for at, cell in enumerate(cells, grid.left) if not is_blank(cell)}


def _rows_below(schema: TableSchema, grid: Grid, place: Place, area: ExcelTable) -> list[Problem]:
    """The problem of entries that stand below an Excel table and outside it."""
    required = [place.positions[column.name] for column in schema.required]
    first = area.bottom + 1 + area.has_totals
    rows = [
        row
        for row in range(first, grid.top + len(grid.rows))
        if not any(is_blank(_row(grid, row, position, position)[0]) for position in required)
    ]
    if not rows:
        return []
    cell = place.cell(rows[0], None)
    values = {"count": len(rows)}
    return [Problem(say.ROWS_BELOW_TABLE, schema.name, rows[0], None, "", cell, values)]
