"""The open workbook as reading sees it: one call per sheet, whatever program holds it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from xlar.tables.cell_messages import ERROR_CELL
from xlar.tables.faults import Fault, error_text
from xlar.tables.sheets import ExcelTable, Grid

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST_ERROR: Final = -2_146_826_288  # #NULL!, 0x800A0000 + 2000; the others follow by their codes
_ERRORS: Final = range(_FIRST_ERROR, _FIRST_ERROR + 100)
_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no time zone
_SECONDS: Final = 86_400
_UNKNOWN: Final = -1
_VALUES: Final = (str, float, bool, Decimal, dt.date, dt.time, dt.timedelta)
_PLAIN: Final = frozenset((str, float, bool))


class LiveBook:
    """An open workbook, an `xlar.tables.sheets.Workbook`.

    Sheets are read once, when first asked for: an instance lives as long as one command.

    Args:
        book: an `xlwings.Book`.
    """

    def __init__(self, book: Any) -> None:
        self._book = book
        self._grids: dict[str, Grid] = {}
        self._faults: dict[str, list[Fault]] = {}

    @cached_property
    def names(self) -> Sequence[str]:
        """Names of its sheets, in their order."""
        return [sheet.name for sheet in self._book.sheets]

    @cached_property
    def tables(self) -> Sequence[ExcelTable]:
        """Its Excel tables."""
        return [
            _excel_table(sheet.name, table, self.grid(sheet.name))
            for sheet in self._book.sheets
            for table in sheet.tables
        ]

    @cached_property
    def epoch_1904(self) -> bool:
        """Whether serial numbers in its cells count from 1904."""
        return epoch_1904(self._book)

    def grid(self, name: str) -> Grid:
        """The cells of a sheet; read once."""
        if name not in self._grids:
            used = self._book.sheets[name].used_range
            rows, faults = plain_rows(cells_of(used), used.row, used.column - 1)
            filled = any(cell != "" for row in rows for cell in row)
            self._grids[name] = Grid(name, used.row, used.column - 1, rows if filled else [])
            self._faults[name] = faults
        return self._grids[name]

    def faults(self, name: str) -> Sequence[Fault]:
        """The cells of a sheet with an error value."""
        self.grid(name)
        return self._faults[name]


def cells_of(area: Any) -> list[list[Any]]:
    """The raw values of a range as rows, also of a single cell or row.

    A host whose raw values do not tell days from numbers may offer ones that do, by ``typed()``;
    there a day is a kind of float.

    Args:
        area: an `xlwings.Range`.
    """
    raw = area.raw_value
    if hasattr(raw, "typed"):
        raw = raw.typed()
    height, width = area.shape
    if not isinstance(raw, list | tuple):
        return [[raw]]
    if not isinstance(raw[0], list | tuple):
        return [list(raw)] if height == 1 else [[cell] for cell in raw]
    assert len(raw[0]) == width
    return [list(row) for row in raw]


def plain_rows(
    rows: Sequence[Sequence[Any]], top: int = 1, left: int = 0
) -> tuple[list[list[Any]], list[Fault]]:
    """Raw values as the cells reading knows, and the error values among them.

    Args:
        rows: raw values of any host.
        top: row of the first, from 1.
        left: column of the first cell of each, from 0.

    >>> rows, [fault] = plain_rows([["A", None, -2146826246]])
    >>> rows, (fault.row, fault.position, fault.seen)
    ([['A', '', '']], (1, 2, '#N/A'))
    """
    faults: list[Fault] = []

    def odd(cell: Any, row: int, column: int) -> Any:
        if not is_error(cell):
            return plain(cell)
        code = cell - _FIRST_ERROR if isinstance(cell, int) else _UNKNOWN
        faults.append(Fault(row, column, ERROR_CELL, error_text(code)))
        return ""

    cells = [
        [cell if type(cell) in _PLAIN else odd(cell, top + y, left + x)
         for x, cell in enumerate(row)]
        for y, row in enumerate(rows)
    ]  # fmt: skip
    return cells, faults


def is_error(cell: Any) -> bool:
    """Whether a raw value is an error value.

    Hosts give numbers as floats and errors as integers; Excel for Mac has an object for any error.

    >>> is_error(-2146826246), is_error(5), is_error(True), is_error(object()), is_error(None)
    (True, False, False, True, False)
    """
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell in _ERRORS
    return cell is not None and not isinstance(cell, _VALUES)


def plain(cell: Any) -> Any:
    """One raw value that is no error as the cell reading knows.

    Currency cells arrive as decimals, days with a time zone that means nothing.

    >>> plain(None), plain(Decimal("1.50")), plain(dt.datetime(2026, 6, 30, tzinfo=dt.UTC))
    ('', 1.5, datetime.datetime(2026, 6, 30, 0, 0))
    """
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return dt.datetime(*cell.timetuple()[:6])  # noqa: DTZ001 - a cell knows no time zone
    if isinstance(cell, float) and type(cell) is not float:
        return _EPOCH + dt.timedelta(seconds=round(cell * _SECONDS))
    if isinstance(cell, Decimal | int | float) and not isinstance(cell, bool):
        return float(cell)
    return cell


def epoch_1904(book: Any) -> bool:
    """Whether serial numbers of a workbook count from 1904; False where the host does not say.

    Args:
        book: an `xlwings.Book`.
    """
    with suppress(Exception):  # each host fails in its own way where it knows no such thing
        return bool(book.api.Date1904)
    with suppress(Exception):
        return bool(book.api.NullDate.Year == 1904)
    return False


def _excel_table(sheet: str, table: Any, grid: Grid) -> ExcelTable:
    area, header = table.range, table.header_row_range
    totals = bool(table.show_totals)
    top, left = area.row, area.column - 1
    height, width = area.shape
    cells = grid.rows[top - grid.top] if header is not None and grid.rows else ()
    titles = [str(cell) for cell in cells[left - grid.left : left - grid.left + width]]
    return ExcelTable(
        name=table.name,
        sheet=sheet,
        top=top,
        left=left,
        bottom=top + height - 1 - totals,
        right=left + width - 1,
        header=header is not None,
        has_totals=totals,
        columns=tuple(titles),
    )
