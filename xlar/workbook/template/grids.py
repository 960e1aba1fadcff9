"""The tables of the template as cells: what its Excel tables show and its functions are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlar.core.tables import empty_table
from xlar.documents.register.sheet import REGISTER
from xlar.tables.choices import FLAGS
from xlar.tables.schema import TABLES
from xlar.workbook.book import column_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Language
    from xlar.core.tables import Tables
    from xlar.tables.names import Choice, ColumnSchema, TableSchema


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


def table_grids(tables: Tables, lang: Language) -> dict[str, TableGrid]:
    """The tables of the ledger, and the register, as Excel tables by English name.

    Args:
        tables: typed tables; those missing have no rows.
        lang: language of headers and words.
    """
    grids = {}
    for schema in TABLES.values():
        table = tables.get(schema.name, empty_table(schema.name))
        columns = [
            column_cells(column, table.columns[column.name], lang)
            if column.name in table.columns
            else [None] * len(table)
            for column in schema.columns
        ]
        grids[schema.name] = grid_of(schema, list(zip(*columns, strict=True)), lang)
    grids[REGISTER.name] = grid_of(REGISTER, (), lang)
    return grids


def grid_of(
    schema: TableSchema, rows: Sequence[Sequence[str | float | None]], lang: Language
) -> TableGrid:
    """A table with these rows, or with one blank row where there are none."""
    headers = tuple(column.title(lang) for column in schema.columns)
    filled = tuple(tuple(row) for row in rows) or ((None,) * len(headers),)
    return TableGrid(schema, headers, filled)


def choice_word(choices: Sequence[Choice], code: str, lang: Language) -> str:
    """The word of a list for a code."""
    found = next(one for one in choices if one.code == code)
    return found.zh if lang == "zh" else found.en
