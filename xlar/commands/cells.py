"""Columns of cells to be written, so that a host keeps every one of them for what it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.commands.live import epoch_1904
from xlar.commands.saved import GENERAL, TEXT, format_as
from xlar.core.dates import day_number
from xlar.core.money import SCALE
from xlar.tables.figures import scaled
from xlar.tables.grid import letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import ExitStack

CellKind: TypeAlias = Literal[
    "text", "amount", "whole", "number", "decimal", "day", "ratio", "flag", "words", "link"
]

_FORMATS: Final[Mapping[CellKind, str]] = {
    "amount": "#,##0.00",
    "whole": "0",
    "number": GENERAL,
    "decimal": "#,##0.00",
    "day": "yyyy-mm-dd",
    "ratio": "0.0%",
    "link": GENERAL,
}
_LONGEST: Final = 32_000  # characters; a cell holds 32,767
_LONGEST_LINK: Final = 250  # characters of a text within a formula
_SERIAL_OF_DAY_0: Final = 25_569  # of 1970-01-01 in the date system of 1900
_YEARS_1904: Final = 1_462  # days by which the date system of 1904 starts later


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of the same workbook when clicked.

    Attributes:
        text: what is shown.
        sheet: name of the sheet it leads to; "" for a text that leads nowhere.
        cell: the cell there, such as ``D7``.
    """

    text: str
    sheet: str = ""
    cell: str = "A1"

    @property
    def formula(self) -> str:
        """The formula of the link: it is cleared, saved and restored like any other cell.

        >>> print(Link('say "x" ', "It's", "D7").formula)
        =HYPERLINK("#'It''s'!D7","say ""x"" ")
        """
        shown = self.text[:_LONGEST_LINK].replace('"', '""')
        if not self.sheet:
            return f'="{shown}"' if shown else ""
        quoted = self.sheet.replace("'", "''").replace('"', '""')
        return f"""=HYPERLINK("#'{quoted}'!{self.cell}","{shown}")"""


@dataclass(frozen=True)
class Column:
    """A column to be written.

    Attributes:
        title: its header.
        kind: what its cells are.
        cells: text, number, date, `Link`, or None for a blank cell.
    """

    title: str
    kind: CellKind
    cells: Sequence[Any]

    @property
    def look(self) -> tuple[str, bool]:
        """The number format of its cells, and whether they are links."""
        return _FORMATS.get(self.kind, TEXT), self.kind == "link"


def write_columns(
    sheet: Any, row: int, column: int, columns: Sequence[Column], undo: ExitStack
) -> None:
    """Write columns side by side, neighbours of one look together: number format, then values.

    Args:
        sheet: an `xlwings.Sheet`.
        row: row of their first cells, from 1.
        column: column of the first of them, from 1.
        columns: equally long columns; their titles are not written.
        undo: is told how to take the formats back; the content is saved by the caller.
    """
    height = len(columns[0].cells) if columns else 0
    if not height:
        return
    early, first = epoch_1904(sheet.book), column
    for (number_format, is_link), group in groupby(columns, lambda one: one.look):
        run = list(group)
        place = area(sheet, row, first, height, len(run))
        format_as(place, number_format, undo)
        if is_link:
            place.formula = _rows([[_formula(cell) for cell in one.cells] for one in run])
        else:
            place.value = _rows([[cell_value(c, early=early) for c in one.cells] for one in run])
        first += len(run)


def area(sheet: Any, row: int, column: int, height: int, width: int) -> Any:
    """A range by its first cell, from 1, and its size."""
    return sheet.range((row, column), (row + height - 1, column + width - 1))


def area_address(row: int, column: int, height: int, width: int) -> str:
    """The address of a range by its first cell, from 1, and its size.

    >>> area_address(1, 1, 130, 11)
    'A1:K130'
    """
    last = f"{letters(column + width - 2)}{row + height - 1}"
    return f"{letters(column - 1)}{row}:{last}"


def cell_value(cell: Any, *, early: bool = False) -> Any:
    """A cell as hosts take it: a day as its serial number, a long text cut.

    Args:
        cell: the cell.
        early: whether serial numbers count from 1904.

    >>> cell_value(date(2026, 6, 30)), cell_value(date(2026, 6, 30), early=True), cell_value("")
    (46203.0, 44741.0, None)
    """
    if isinstance(cell, date):
        serial = day_number(cell) + _SERIAL_OF_DAY_0
        return float(serial - _YEARS_1904 if early else serial)
    if isinstance(cell, str):
        return (cell if len(cell) <= _LONGEST else cell[:_LONGEST] + "…") or None
    if isinstance(cell, int) and not isinstance(cell, bool):
        return float(cell)
    return cell


def decimal_of(cell: Any) -> Decimal:
    """A cell as an exact amount, free of binary noise.

    Raises:
        BadCell: not an amount.

    >>> decimal_of(0.1 + 0.2), decimal_of("1,200.50")
    (Decimal('0.3'), Decimal('1200.5'))
    """
    return Decimal(scaled(cell, SCALE)) / SCALE


def _formula(cell: Link | None) -> str:
    return "" if cell is None else cell.formula


def _rows(columns: Sequence[Sequence[Any]]) -> list[list[Any]]:
    return [list(row) for row in zip(*columns, strict=True)]
