"""Sheets that are no part of the ledger: read in the same way, a row at a time."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xlar.core.dates import calendar_date
from xlar.core.money import SCALE
from xlar.core.problems import Problem
from xlar.core.tables import ABSENT, Table, empty_table
from xlar.tables.convert import TYPED, convert_table
from xlar.tables.cut import raw_table
from xlar.tables.figures import RATE_SCALE
from xlar.tables.grid import Place
from xlar.tables.locate import find

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from xlar.core.problems import Message
    from xlar.core.tables import ColumnKind
    from xlar.tables.names import TableSchema
    from xlar.tables.sheets import Workbook

_PLAIN: Mapping[ColumnKind, Callable[[Any], Any]] = {
    "text": str,
    "day": calendar_date,
    "amount": lambda count: Decimal(count) / SCALE,
    "number": lambda count: Decimal(count) / RATE_SCALE,
    "integer": int,
    "flag": bool,
}


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet as it was read.

    Attributes:
        schema: what it should be.
        table: its typed columns; empty where its header cannot be used.
        place: where they stand.
        problems: everything found in it.
    """

    schema: TableSchema
    table: Table
    place: Place
    problems: tuple[Problem, ...] = ()

    def records(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every row with what its cells hold, by column; cells left blank are not among them."""
        columns = {
            column.name: (TYPED[column.kind], self.table.columns[column.name].tolist())
            for column in self.schema.columns
            if column.name in self.table.columns
        }
        for index, row in enumerate(self.table.rows.tolist()):
            yield (
                row,
                {
                    name: _PLAIN[kind](cells[index])
                    for name, (kind, cells) in columns.items()
                    if cells[index] != ABSENT[kind][1]
                },
            )

    def problem(
        self, message: Message, row: int | None, column: str | None, found: str = "", **values: Any
    ) -> Problem:
        """A problem at a cell of the sheet."""
        cell = self.place.cell(row, column)
        return Problem(message, self.schema.name, row, column, found, cell, values)


def read_sheet(book: Workbook, schema: TableSchema) -> Sheet | None:
    """A sheet or Excel table by its name; None where the workbook has none.

    Args:
        book: a file, a workbook open in a host, or cells in memory.
        schema: what it should be.

    >>> from xlar.tables.settings_schema import SETTING_TABLES
    >>> from xlar.tables.sheets import CellsInMemory, Grid
    >>> rows = [["币种", "汇率"], ["美元", 7.1]]
    >>> book = CellsInMemory({"汇率": Grid("汇率", 1, 0, rows)})
    >>> list(read_sheet(book, SETTING_TABLES["rates"]).records())
    [(2, {'currency': 'USD', 'rate': Decimal('7.1')})]
    """
    candidate, problems = find(book, schema)
    nothing = Sheet(schema, empty_table(schema.name), Place(None, 0, {}), tuple(problems))
    if candidate is None:
        return nothing if problems else None
    raw, more = raw_table(book, schema, candidate)
    problems += more
    if raw is None:
        return Sheet(schema, nothing.table, nothing.place, tuple(problems))
    converted = convert_table(raw)
    return Sheet(schema, converted.table, raw.place, (*problems, *converted.problems))
