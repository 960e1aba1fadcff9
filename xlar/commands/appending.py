"""Entries added to the tables of a workbook: below the last one, in the columns they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.cells import Column, area
from xlar.commands.context import CannotRun
from xlar.commands.write import Block, Fill, NewSheet
from xlar.core.problems import Text
from xlar.tables.grid import address
from xlar.tables.schema import TABLES
from xlar.workbook.book import column_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import ExitStack

    from xlar.commands.cells import CellKind
    from xlar.commands.live import LiveBook
    from xlar.commands.write import Step
    from xlar.core.problems import Language
    from xlar.core.tables import Table
    from xlar.tables.grid import Place
    from xlar.tables.names import ColumnSchema, Kind
    from xlar.tables.sheets import ExcelTable

_KINDS: Final[Mapping[Kind, CellKind]] = {
    "day": "day",
    "amount": "amount",
    "number": "number",
    "integer": "whole",
}


@dataclass(frozen=True)
class Grow:
    """An Excel table that makes room for entries below and columns on its right.

    It grows before they are written: the host then carries the formulas of its other columns
    down, and growing by itself while they are written has nothing left to do.

    Attributes:
        area: the table as it is.
        size: its height and width afterwards.
    """

    area: ExcelTable
    size: tuple[int, int]

    @property
    def sheet(self) -> str:
        """The sheet it stands on."""
        return self.area.sheet

    def carry_out(self, book: Any, undo: ExitStack) -> None:
        """Resize it."""
        sheet = book.sheets[self.area.sheet]
        undo.callback(self._shrink, sheet)
        sheet.tables[self.area.name].resize(self._cells(sheet, self.size))

    def _cells(self, sheet: Any, size: tuple[int, int]) -> Any:
        return area(sheet, self.area.top, self.area.left + 1, *size)

    def _shrink(self, sheet: Any) -> None:
        """Give it its old size; what the host filled into the rest, which was blank, goes."""
        height = self.area.bottom - self.area.top + 1
        width = self.area.right - self.area.left + 1
        sheet.tables[self.area.name].resize(self._cells(sheet, (height, width)))
        left = self.area.left + 1
        for row, column, rows, columns in (
            (self.area.bottom + 1, left, self.size[0] - height, self.size[1]),
            (self.area.top, left + width, self.size[0], self.size[1] - width),
        ):
            if rows and columns:
                area(sheet, row, column, rows, columns).clear_contents()


@dataclass(frozen=True)
class NewTable:
    """An Excel table on a sheet that the same plan makes.

    Attributes:
        sheet: name of the sheet.
        table: its name.
        size: its height and width from the first cell of the sheet.
    """

    sheet: str
    table: str
    size: tuple[int, int]

    def carry_out(self, book: Any, undo: ExitStack) -> None:  # noqa: ARG002 - goes with the sheet
        """Make it."""
        sheet = book.sheets[self.sheet]
        sheet.tables.add(source=area(sheet, 1, 1, *self.size), name=self.table)


def new_sheet(table: Table, lang: Language) -> list[Step]:
    """What it takes to make the sheet of a table the workbook does not have."""
    schema = TABLES[table.name]
    headers = [Column("", "text", [column.title(lang)]) for column in schema.columns]
    body = [_cells(column, table) for column in schema.columns]
    size = len(table) + 1, len(headers)
    blocks = [Block(1, 1, headers), Block(2, 1, body)]
    name = schema.title(lang)
    return [
        NewSheet(name),
        Fill(name, (1, 1), size, blocks, is_new=True),
        NewTable(name, schema.name, size),
    ]


@dataclass(frozen=True)
class Bottom:
    """Where a table of a workbook ends.

    Attributes:
        place: where its columns stand.
        row: its last row, from 1.
        area: the Excel table, None for a plain sheet.
    """

    place: Place
    row: int
    area: ExcelTable | None = None


def bottom_of(live: LiveBook, place: Place) -> Bottom:
    """Where a table ends: its Excel table, else the last row with anything in its columns.

    Raises:
        CannotRun: the table has a row of totals, which hides where entries end.
    """
    sheet = place.sheet or ""
    for table in live.tables:
        if table.sheet == sheet and table.top <= place.header_row <= table.bottom:
            if table.has_totals:
                raise CannotRun(
                    Text(
                        f"“{sheet}”的表有汇总行；请先在“表设计”里取消“汇总行”，再试。",
                        f"the table on {sheet} has a total row: hide it and try again",
                    )
                )
            return Bottom(place, _last_filled(live, place, table.bottom), table)
    return Bottom(place, _last_filled(live, place, None))


def _last_filled(live: LiveBook, place: Place, limit: int | None) -> int:
    """The last row with anything in the columns of a table, the header's at least."""
    grid = live.grid(place.sheet or "")
    positions = [position - grid.left for position in place.positions.values()]
    last = place.header_row
    for row, cells in enumerate(grid.rows, grid.top):
        if (limit is None or row <= limit) and row > last:
            filled = any(position < len(cells) and cells[position] != "" for position in positions)
            last = row if filled else last
    return last


def appended(live: LiveBook, bottom: Bottom, table: Table, lang: Language) -> list[Step]:
    """What it takes to add entries below a table of the workbook.

    Columns that the workbook's table lacks and the entries fill are put on its right.

    Raises:
        CannotRun: cells there are not blank.
    """
    place, sheet = bottom.place, bottom.place.sheet or ""
    further = _further(place, table)
    left = bottom.area.left if bottom.area else min(place.positions.values())
    right = bottom.area.right if bottom.area else max(place.positions.values())
    positions = {
        **{name: place.positions[name] for name in table.columns if name in place.positions},
        **{column.name: right + 1 + n for n, column in enumerate(further)},
    }
    first, last = bottom.row + 1, bottom.row + len(table)
    end = right + len(further)
    check_blank(live, sheet, range(first, last + 1), range(left, end + 1))
    check_blank(live, sheet, range(place.header_row, first), range(right + 1, end + 1))
    steps: list[Step] = []
    if bottom.area is not None:
        height = max(last, bottom.area.bottom) - bottom.area.top + 1
        steps.append(Grow(bottom.area, (height, end - left + 1)))
    if further:
        headers = [Column("", "text", [column.title(lang)]) for column in further]
        steps.append(filled(sheet, place.header_row, right + 1, headers))
    schema = TABLES[table.name]
    for position, names in runs_of(positions):
        cells = [_cells(schema.by_name[name], table) for name in names]
        steps.append(filled(sheet, first, position, cells))
    return steps


def _further(place: Place, table: Table) -> list[ColumnSchema]:
    """The columns that the entries fill and the workbook's table lacks."""
    schema = TABLES[table.name]
    return [
        column
        for column in schema.columns
        if column.name in table.columns
        and column.name not in place.positions
        and any(cell is not None for cell in _cells(column, table).cells)
    ]


def _cells(column: ColumnSchema, table: Table) -> Column:
    values = table.columns.get(column.name)
    kind = _KINDS.get(column.kind, "text")
    cells = [None] * len(table) if values is None else column_cells(column, values)
    return Column(column.zh, kind, cells)


def runs_of(positions: Mapping[str, int]) -> Iterator[tuple[int, list[str]]]:
    """Neighbouring columns: position of the first, and their names.

    >>> list(runs_of({"a": 3, "b": 1, "c": 2, "d": 7}))
    [(1, ['b', 'c', 'a']), (7, ['d'])]
    """
    ordered = sorted(positions, key=lambda name: positions[name])
    start = 0
    for place in range(1, len(ordered) + 1):
        ends = (
            place == len(ordered) or positions[ordered[place]] > positions[ordered[place - 1]] + 1
        )
        if ends:
            yield positions[ordered[start]], ordered[start:place]
            start = place


def filled(sheet: str, row: int, position: int, columns: Sequence[Column]) -> Fill:
    """Columns put in the place of what stands there.

    Args:
        sheet: name of the sheet.
        row: row of their first cells, from 1.
        position: position of the first column, from 0.
        columns: the columns; their titles are not written.
    """
    size = len(columns[0].cells), len(columns)
    return Fill(sheet, (row, position + 1), size, [Block(row, position + 1, columns)])


def check_blank(live: LiveBook, sheet: str, rows: Sequence[int], positions: Sequence[int]) -> None:
    """Refuse to write over what stands where new entries go.

    Args:
        live: the workbook.
        sheet: name of the sheet.
        rows: rows from 1.
        positions: positions of the columns from 0.

    Raises:
        CannotRun: a cell there is not blank.
    """
    grid = live.grid(sheet)
    for row in rows:
        if not grid.top <= row < grid.top + len(grid.rows):
            continue
        cells = grid.rows[row - grid.top]
        for position in positions:
            at = position - grid.left
            if 0 <= at < len(cells) and cells[at] != "":
                where = address(sheet, row, position)
                raise CannotRun(
                    Text(
                        f"{where} 不是空白，新数据要写在这里；请移开后重试。",
                        f"{where} is not blank where new entries go; move it and try again",
                    )
                )
