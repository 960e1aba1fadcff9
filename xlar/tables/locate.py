"""Which sheet or Excel table of a workbook is which table of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Problem, Text
from xlar.tables import messages as say
from xlar.tables.grid import address, found
from xlar.tables.headers import MOST_TITLE_ROWS, header_row, is_complete, listed_headers, titles
from xlar.tables.names import fold
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from xlar.tables.names import TableSchema
    from xlar.tables.sheets import ExcelTable, Workbook

_BY_EXCEL_TABLE: Final = 0
_BY_TITLE: Final = 1
_BY_ALIAS: Final = 2


@dataclass(frozen=True)
class Candidate:
    """A sheet, or an Excel table on it, that may be a table of the ledger.

    Attributes:
        rank: how strongly its name says so, 0 first.
        sheet: name of the sheet.
        area: the Excel table, or None for the sheet as a whole.
    """

    rank: int
    sheet: str
    area: ExcelTable | None = None

    @property
    def name(self) -> str:
        """The name by which a user knows it."""
        return self.sheet if self.area is None else f"{self.sheet}!{self.area.name}"


def locate(book: Workbook) -> tuple[dict[str, Candidate], list[Problem]]:
    """Where every table of the ledger stands, by English name; and what is unclear about it."""
    located: dict[str, Candidate] = {}
    problems: list[Problem] = []
    for schema in TABLES.values():
        candidate, unclear = find(book, schema)
        problems += unclear
        if candidate is not None:
            located[schema.name] = candidate
    if "invoices" not in located and not any(p.table == "invoices" for p in problems):
        problems.append(_no_invoices(book))
    return located, problems


def find(book: Workbook, schema: TableSchema) -> tuple[Candidate | None, list[Problem]]:
    """Where a table stands, None where nothing or more than one thing has its name; and why.

    Args:
        book: the workbook.
        schema: the table.
    """
    candidates = _candidates(book, schema)
    if not candidates:
        return None, []
    best = [one for one in candidates if one.rank == candidates[0].rank]
    if len(best) > 1:
        seen = listed_headers(one.name for one in best)
        return None, [Problem(say.TWO_TABLES, schema.name, values={"seen": seen})]
    return best[0], _ignored(book, schema, best[0], candidates[1:])


def _candidates(book: Workbook, schema: TableSchema) -> list[Candidate]:
    """Every place whose name says it is the table, the strongest first."""
    tables = [
        Candidate(_BY_EXCEL_TABLE, table.sheet, table)
        for table in book.tables
        if schema.is_named(table.name)
    ]
    own = {fold(schema.name), fold(schema.zh), fold(schema.en)}
    sheets = [
        Candidate(_BY_TITLE if fold(name) in own else _BY_ALIAS, name)
        for name in book.names
        if schema.is_named(name) and name not in {one.sheet for one in tables}
    ]
    return tables + sorted(sheets, key=lambda one: one.rank)


def only_area(book: Workbook, schema: TableSchema, sheet: str) -> ExcelTable | None:
    """The Excel table on a sheet, if it is the only one there and its headers are the table's."""
    areas = [table for table in book.tables if table.sheet == sheet]
    if len(areas) != 1:
        return None
    return areas[0] if is_complete(schema, areas[0].columns) else None


def _ignored(
    book: Workbook, schema: TableSchema, used: Candidate, others: list[Candidate]
) -> list[Problem]:
    """A warning for every other sheet that has the headers of the table as well."""
    problems = []
    for other in others:
        grid = book.grid(other.sheet)
        position = header_row(schema, grid.rows)
        if position is not None and is_complete(schema, grid.rows[position]):
            row = grid.top + position
            values = {"used": used.name, "table_name": Text(schema.zh, schema.name)}
            cell = address(other.sheet, row, grid.left)
            problems.append(
                Problem(say.IGNORED_SHEET, schema.name, row, None, other.sheet, cell, values)
            )
    return problems


def _no_invoices(book: Workbook) -> Problem:
    """The problem of a workbook without invoices: what is there instead."""
    seen = []
    for name in book.names[:MOST_TITLE_ROWS]:
        rows = book.grid(name).rows
        widest = max(rows[:MOST_TITLE_ROWS], key=lambda row: sum(map(bool, row)), default=())
        headers = listed_headers(found(cell) for cell in widest)
        seen.append(f"{name} ({headers or '–'})")
    values = {"seen": Text("；".join(seen), "; ".join(seen)), "headers": titles(TABLES["invoices"])}
    return Problem(say.NO_INVOICES, "invoices", values=values)
