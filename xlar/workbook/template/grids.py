"""The tables of the template as cells: what its Excel tables show and its functions are given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from xlar.core.problems import Text
from xlar.core.tables import empty_table
from xlar.documents.register.sheet import REGISTER
from xlar.tables.choices import FLAGS
from xlar.tables.names import ColumnSchema
from xlar.tables.schema import TABLES
from xlar.workbook.book import column_cells, distinct
from xlar.workbook.template.canvas import serial

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language
    from xlar.core.tables import Tables
    from xlar.tables.names import Choice, Kind, TableSchema


@dataclass(frozen=True)
class TableGrid:
    """An Excel table: its columns and what stands below their headers.

    Attributes:
        schema: the table.
        headers: titles of the columns.
        rows: the cells, None where blank; at least one row, as an Excel table has.
    """

    schema: TableSchema
    headers: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]

    @property
    def whole(self) -> list[list[str | float]]:
        """Header and rows as a program gives them to a function: blanks are "", numbers floats."""
        rows = [
            ["" if cell is None else cell if isinstance(cell, str) else float(cell) for cell in row]
            for row in self.rows
        ]
        return [list(self.headers), *rows]


def words(column: ColumnSchema, lang: Language) -> list[str]:
    """The words a column offers, none where anything may stand there."""
    choices = FLAGS if column.kind == "flag" else column.choices
    return [one.zh if lang == "zh" else one.en for one in choices]


def table_grids(
    tables: Tables, lang: Language, extras: Mapping[str, Mapping[str, Sequence[Any]]] | None = None
) -> dict[str, TableGrid]:
    """The tables of the ledger, and the register, as Excel tables by English name.

    Args:
        tables: typed tables; those missing have no rows.
        lang: language of headers and words.
        extras: further columns by table and header, which come last.
    """
    grids = {}
    for schema in (*TABLES.values(), REGISTER):
        table = tables.get(schema.name, empty_table(schema.name))
        columns = [
            column_cells(column, table.columns[column.name], lang)
            if column.name in table.columns
            else [None] * len(table)
            for column in schema.columns
        ]
        own = [own_column(header, cells)
               for header, cells in (extras or {}).get(schema.name, {}).items()]  # fmt: skip
        whole = replace(schema, columns=(*schema.columns, *(column for column, _ in own)))
        rows = list(zip(*columns, *(cells for _, cells in own), strict=True))
        grids[schema.name] = grid_of(whole, rows, lang)
    return grids


def own_column(header: str, cells: Sequence[Any]) -> tuple[ColumnSchema, list[str | float | None]]:
    """A column that is the user's own: what it holds, and its cells.

    >>> column, cells = own_column("开户日", [date(2026, 6, 30), ""])
    >>> column.kind, cells
    ('day', [46203.0, None])
    """
    filled = [cell for cell in cells if cell is not None and cell != ""]
    kind: Kind = "text"
    if filled and all(isinstance(cell, date) for cell in filled):
        kind = "day"
    elif filled and all(isinstance(cell, int | float) for cell in filled):
        kind = "number"
    return ColumnSchema(header, header, header, kind, Text("", "")), [_plain(one) for one in cells]


def _plain(cell: Any) -> str | float | None:
    """A cell as a text or a number; a day as its serial, a time as a part of a day."""
    if isinstance(cell, datetime):
        return serial(cell.date()) + _plain_time(cell.time())
    if isinstance(cell, date):
        return serial(cell)
    if isinstance(cell, time):
        return _plain_time(cell)
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1)
    if isinstance(cell, bool):
        return str(cell).upper()
    return float(cell) if isinstance(cell, int | float) else str(cell or "") or None


def _plain_time(clock: time) -> float:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second) / timedelta(1)


def grid_of(
    schema: TableSchema, rows: Sequence[Sequence[str | float | None]], lang: Language
) -> TableGrid:
    """A table with these rows, or with one blank row where there are none."""
    headers = tuple(distinct([column.title(lang) for column in schema.columns]))
    filled = tuple(tuple(row) for row in rows) or ((None,) * len(headers),)
    return TableGrid(schema, headers, filled)


def choice_word(choices: Sequence[Choice], code: str, lang: Language) -> str:
    """The word of a list for a code."""
    found = next(one for one in choices if one.code == code)
    return found.zh if lang == "zh" else found.en
