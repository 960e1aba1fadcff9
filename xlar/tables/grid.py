"""Tables as they stand in the source: raw cells by column, and where each of them is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Problem
from xlar.tables.cells import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Message
    from xlar.tables.cells import Cell
    from xlar.tables.names import TableSchema

_LONGEST_SHOWN: Final = 80
_PLAIN_SHEET: Final = re.compile(r"[^\W\d][\w.]*")


def letters(column: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters(0), letters(25), letters(26), letters(702)
    ('A', 'Z', 'AA', 'AAA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(sheet: str, row: int, column: int) -> str:
    """The address of a cell as a spreadsheet writes it; row from 1, column from 0.

    >>> address("发票", 7, 3), address("My sheet", 1, 0)
    ('发票!D7', "'My sheet'!A1")
    """
    quoted = sheet.replace("'", "''")
    name = sheet if _PLAIN_SHEET.fullmatch(sheet) else f"'{quoted}'"
    return f"{name}!{letters(column)}{row}"


def found(cell: Cell | None) -> str:
    r"""A cell as a problem shows it: as the user sees it, in one line, at most 80 characters.

    >>> found("x" * 100)[-3:], found("two\nlines")
    ('xx…', 'two lines')
    """
    if cell is None:
        return ""
    text = " ".join(shown(cell).split()) if isinstance(cell, str) else shown(cell)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


@dataclass(frozen=True)
class Place:
    """Where the columns of a table stand.

    Attributes:
        sheet: name of the sheet, None for a CSV file.
        header_row: row of the header, from 1.
        positions: position of every column from 0, by English name; of others by their header.
        headers: the header of every column as the user wrote it, by English name.
    """

    sheet: str | None
    header_row: int
    positions: Mapping[str, int]
    headers: Mapping[str, str] = field(default_factory=dict)

    def cell(self, row: int | None, column: str | None) -> str | None:
        """The address of a cell; that of the row's first column where the column is unknown."""
        first = min(self.positions.values(), default=0)
        return self.cell_at(row, self.positions.get(column or "", first))

    def cell_at(self, row: int | None, position: int) -> str | None:
        """The address of the cell in a row and at a position from 0, None for a CSV file."""
        if self.sheet is None or row is None:
            return None
        return address(self.sheet, row, position)


@dataclass(frozen=True, eq=False)
class RawTable:
    """One table before conversion.

    Attributes:
        schema: what the table should be.
        place: where its columns stand.
        columns: cells by English column name, "" where blank.
        extras: cells of further columns by header, carried along untouched.
        rows: row of each entry as the user sees it, from 1.
        epoch_1904: whether serial numbers count from 1904.
        faults: cells without a usable value, by (row, position): the words of the problem and
            what the user sees there.
        merged: rectangles of merged cells (first row, first column, last row, last column), rows
            from 1, columns from 0.
    """

    schema: TableSchema
    place: Place
    columns: Mapping[str, Sequence[Any]]
    extras: Mapping[str, Sequence[Any]]
    rows: Sequence[int]
    epoch_1904: bool = False
    faults: Mapping[tuple[int, int], tuple[Message, str]] = field(default_factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()

    def problem(
        self,
        message: Message,
        row: int | None = None,
        column: str | None = None,
        found: str = "",
        **values: Any,
    ) -> Problem:
        """A problem at a place of this table."""
        cell = self.place.cell(row, column)
        return Problem(message, self.schema.name, row, column, found, cell, values)
