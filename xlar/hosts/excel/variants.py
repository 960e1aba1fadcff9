"""Values of Excel, as COM hands them over, to canonical cells and back.

Excel's ``.Value2`` gives floats, text, truth values, nothing for a blank cell and a negative int
for an error; ``.Value`` also gives dates and, for cells in a currency format, decimals. A range is
a tuple of rows; what VBA's ``Array(1, 2)`` or a formula's ``{1,2}`` gives is one flat row. Python
cannot return an error value, so one goes back as a text that VBA turns into the error:
``#XLAR!2042`` becomes ``CVErr(2042)``, which is #N/A.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xlar.functions.convert import CellError, cell_of, serial

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Variant: TypeAlias = "str | float | bool"
Result: TypeAlias = "tuple[tuple[Variant, ...], ...]"

MISSING: Final = -2147352572  # DISP_E_PARAMNOTFOUND: an optional argument that was left out
ERROR_MARK: Final = "#XLAR!"

_FIRST_ERROR: Final = -0x7FF60000  # 0x800A0000 as a signed number; Excel's own number is added
_ERRORS: Final = {_FIRST_ERROR + error.value: error for error in CellError}
_PLAIN: Final = frozenset({str, float, bool})
_PLAIN_OR_BLANK: Final = _PLAIN | {type(None)}
_DAY: Final = dt.timedelta(days=1)


def error_mark(error: CellError) -> str:
    """The text that stands for an error value on its way to Excel.

    >>> error_mark(CellError.NA)
    '#XLAR!2042'
    """
    return f"{ERROR_MARK}{error.value}"


def argument(value: Any, *, epoch_1904: bool = False) -> Any:
    """A canonical argument: None where left out or blank, rows where it is a range.

    Args:
        value: what COM gave.
        epoch_1904: whether the workbook counts days from 1904; a date becomes its serial number.

    >>> argument(MISSING), argument(-2146826246), argument((("甲", None),))
    (None, <CellError.NA: 2042>, (('甲', ''),))
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return rows(value, epoch_1904=epoch_1904)
    return None if value is None or value == MISSING else _cell(value, epoch_1904)


def rows(values: Any, *, epoch_1904: bool = False) -> tuple[tuple[Any, ...], ...]:
    """The canonical rows of a range, a flat row or a single cell; a blank cell is "".

    Rows in which nothing needs a change are given back as they are.

    >>> rows((1.0, None)), rows("甲"), rows(((Decimal("1.50"),), (2.0,)))
    (((1.0, ''),), (('甲',),), ((1.5,), (2.0,)))
    """
    if type(values) is not tuple:
        values = (values,)
    if values and type(values[0]) is not tuple:
        values = (values,)
    return _by_column(values, lambda column: _cells(column, epoch_1904))


def result(value: Any, *, epoch_1904: bool = False) -> Result:
    """A canonical result as Excel takes it: rows of float, text and truth values.

    Nothing is "", an error value its mark, a day its serial number; every number is a float, and
    one that is none (NaN, infinite) is #NUM!.

    Args:
        value: a cell, or rows of cells.
        epoch_1904: whether the workbook counts days from 1904.

    >>> result(None), result((("逾期", 3), (CellError.NA, dt.date(2026, 6, 30))))
    ((('',),), (('逾期', 3.0), ('#XLAR!2042', 46203.0)))
    """
    if type(value) is not tuple:
        return ((_variant(value, epoch_1904),),)
    if not value:
        return (("",),)
    return _by_column(value, lambda column: _variants(column, epoch_1904))


def _by_column(
    table: tuple[tuple[Any, ...], ...], converted: Callable[[Sequence[Any]], Sequence[Any]]
) -> tuple[tuple[Any, ...], ...]:
    """The rows with every column converted; the same rows where no column is changed.

    Ranges have hundreds of thousands of cells, so the types of a column are looked at as a set.
    """
    columns = [*zip(*table, strict=True)]
    after = [converted(column) for column in columns]
    if all(new is old for new, old in zip(after, columns, strict=True)):
        return table
    return tuple(zip(*after, strict=True))


def _cells(column: Sequence[Any], epoch_1904: bool) -> Sequence[Any]:
    """Canonical cells of a column of a range."""
    kinds = {*map(type, column)}
    if kinds <= _PLAIN:
        return column
    if kinds <= _PLAIN_OR_BLANK:
        return ["" if cell is None else cell for cell in column]
    return [_cell(cell, epoch_1904) for cell in column]


def _variants(column: Sequence[Any], epoch_1904: bool) -> Sequence[Variant]:
    """A column of a result as Excel takes it."""
    kinds = {*map(type, column)}
    numbers = [cell for cell in column if type(cell) is float] if float in kinds else ()
    if kinds <= _PLAIN and isfinite(sum(numbers)):
        return column
    return [_variant(cell, epoch_1904) for cell in column]


def _cell(value: Any, epoch_1904: bool) -> Any:
    """A canonical cell of a value that may be anything, "" where it is blank."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if value is None:
        return ""
    if kind is int:
        return _ERRORS.get(value) or float(value)
    if isinstance(value, dt.date):  # the dates of pywin32 are a kind of datetime
        return _serial(value, epoch_1904)
    return float(value) if isinstance(value, Decimal) else CellError.VALUE


def _variant(value: Any, epoch_1904: bool) -> Variant:
    """A value as Excel takes it."""
    cell: Any = cell_of(value, epoch_1904=epoch_1904)
    if isinstance(cell, float) and not isfinite(cell):
        cell = CellError.NUM
    variant: Variant = error_mark(cell) if isinstance(cell, CellError) else cell
    return variant


def _serial(day: dt.date, epoch_1904: bool) -> float:
    """The day number of a date, with its time where it has one; a time zone is left out."""
    number = serial(day, epoch_1904=epoch_1904)
    if not isinstance(day, dt.datetime):
        return number
    return number + (day - day.replace(hour=0, minute=0, second=0, microsecond=0)) / _DAY
