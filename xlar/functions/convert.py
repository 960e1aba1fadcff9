"""Cells to Python values and back: one reader per kind of parameter.

**Canonical cells** are what every host turns its own values into first: None or "" where blank,
text, float, bool, `CellError`, a date where the host tells dates from numbers; a range is a
sequence of rows. Days otherwise arrive as serial numbers of the workbook's date system.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.core.dates import calendar_date
from xlar.core.errors import BadValue
from xlar.core.late_rate import parse_rate
from xlar.core.problems import Text
from xlar.core.terms import EXAMPLES, parse_term
from xlar.tables.cells import currency, day, day_in_text, identifier, shown, text
from xlar.tables.figures import number_forms, one_form
from xlar.tables.names import choice_words, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.core.buckets import Limits
    from xlar.core.terms import Term
    from xlar.tables.names import Choice

Kind: TypeAlias = Literal[
    "customer", "document", "currency", "day", "as_of", "amount", "rate", "days", "count",
    "terms", "limits", "choice", "text", "ledger", "table",
]  # fmt: skip


class CellError(Enum):
    """The error values of cells, with the numbers Excel gives them."""

    NULL = 2000
    DIV0 = 2007
    VALUE = 2015
    REF = 2023
    NAME = 2029
    NUM = 2036
    NA = 2042

    @property
    def text(self) -> str:
        """The error as a cell shows it.

        >>> CellError.NA.text, CellError.DIV0.text
        ('#N/A', '#DIV/0!')
        """
        return _ERROR_TEXTS[self.name]


_ERROR_TEXTS: Final = {
    "NULL": "#NULL!", "DIV0": "#DIV/0!", "VALUE": "#VALUE!", "REF": "#REF!", "NAME": "#NAME?",
    "NUM": "#NUM!", "NA": "#N/A",
}  # fmt: skip

Cell: TypeAlias = "str | float | bool | CellError | dt.date | None"
Rows: TypeAlias = "tuple[tuple[Cell, ...], ...]"

#: What a parameter of a kind should hold, for messages.
EXPECTED: Final[Mapping[Kind, Text]] = {
    "customer": Text("一个客户编码", "the identifier of a customer"),
    "document": Text("一个单据号，分期如 INV-1#2", "a document number, an instalment as INV-1#2"),
    "currency": Text("币种，如 CNY 或 美元", "a currency such as CNY"),
    "day": Text("日期，如 2026-06-30", "a date such as 2026-06-30"),
    "as_of": Text("日期，如 2026-06-30，或留空", "a date such as 2026-06-30, or nothing"),
    "amount": Text("金额", "an amount"),
    "rate": Text(
        "写明周期的利率，如 日万分之五、年6% 或 0.06", "a rate such as 6% a year, 0.05%/day or 0.06"
    ),
    "days": Text("整数天数", "a whole number of days"),
    "count": Text("正整数", "a whole number from 1"),
    "terms": Text(f"账期，如 {EXAMPLES}", f"a term of payment such as {EXAMPLES}"),
    "limits": Text(
        "由小到大的天数，如 0,30,60，或 audit", "ascending days such as 0,30,60, or audit"
    ),
    "text": Text("一段文字", "a text"),
    "ledger": Text("AR_LEDGER 所在的单元格", "the cell of AR_LEDGER"),
    "table": Text("含标题行的表，如 发票[#全部]", "a table with its headers"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a call are to be read.

    Attributes:
        epoch_1904: whether serial numbers count from 1904.
        choices: the words of a closed list.
    """

    epoch_1904: bool = False
    choices: tuple[Choice, ...] = ()


_USUAL: Final = Reading()
_RANGES: Final = frozenset((tuple, list))


def is_missing(cell: object) -> bool:
    """Whether an argument was left out, or is a blank cell.

    >>> is_missing(None), is_missing(" "), is_missing(0.0)
    (True, True, False)
    """
    return cell is None or (type(cell) is str and not cell.strip())


def is_range(cell: object) -> bool:
    """Whether an argument is a range of cells."""
    return type(cell) in _RANGES


def read(kind: Kind, cell: Any, reading: Reading = _USUAL) -> Any:
    """The value of an argument that is there.

    Args:
        kind: what it should be.
        cell: a canonical cell, or a range for ``limits`` and ``table``.
        reading: how to read it.

    Raises:
        BadValue: it is something else.

    >>> read("day", 46203.0), read("day", 44741.0, Reading(epoch_1904=True))
    (datetime.date(2026, 6, 30), datetime.date(2026, 6, 30))
    >>> read("limits", "0,30,60"), read("amount", "¥1,234.50"), read("customer", 1001.0)
    ((0, 30, 60), Decimal('1234.50'), '1001')
    """
    return READERS[kind](cell, reading)


def _bad(cell: Any) -> BadValue:
    return BadValue(f"found {cell!r}")


def _day(cell: Any, reading: Reading) -> dt.date:
    """A day; a text such as 30/06/2026 only where it can be read in one order."""
    if isinstance(cell, bool):
        raise _bad(cell)
    if isinstance(cell, str):
        found = day_in_text(cell)
        if isinstance(found, int):
            return calendar_date(found)
        ways = {found.day("dmy"), found.day("mdy")} - {None}
        if len(ways) != 1:
            raise _bad(cell)
        return calendar_date(ways.pop() or 0)
    return calendar_date(day(cell, epoch_1904=reading.epoch_1904))


def _decimal(cell: Any) -> Decimal:
    """A number, free of binary noise: 15 significant digits, as a spreadsheet shows it."""
    if isinstance(cell, str):
        return one_form(number_forms(cell), None)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell - cell != 0:
        raise _bad(cell)
    return Decimal(f"{cell:.15g}")


def _amount(cell: Any, _: Reading) -> Decimal:
    amount = _decimal(cell)
    if abs(amount) >= 10**13:
        raise _bad(cell)
    return amount


def _days(cell: Any, _: Reading) -> int:
    number = _decimal(cell)
    if number != int(number) or abs(number) > 10**6:
        raise _bad(cell)
    return int(number)


def _count(cell: Any, reading: Reading) -> int:
    number = _days(cell, reading)
    if number < 1:
        raise _bad(cell)
    return number


def _rate(cell: Any, _: Reading) -> int:
    """A yearly rate in hundred-millionths; a number is a fraction of a year's."""
    return parse_rate(cell if isinstance(cell, str) else f"{_decimal(cell):f}")


@lru_cache(1 << 12)
def _term_of(written: str) -> Term:
    return parse_term(written)


def _terms(cell: Any, _: Reading) -> Term:
    return _term_of(_text(cell))


def _limits(cell: Any, reading: Reading) -> Limits:
    """Limits as a text, a number, or a range of numbers."""
    if is_range(cell):
        cells = [one for row in cell for one in row if not is_missing(one)]
    elif isinstance(cell, str):
        if fold(cell) in ("audit", "审计"):
            return "audit"
        cells = list(cell.replace("，", ",").replace("、", ",").replace(";", ",").split(","))
    else:
        cells = [cell]
    limits = tuple(_days(one, reading) for one in cells)
    if not limits or any(low >= high for low, high in pairwise(limits)):
        raise _bad(cell)
    return limits


@lru_cache(1 << 6)
def _words(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    return choice_words(choices)


def _choice(cell: Any, reading: Reading) -> str:
    code = _words(reading.choices).get(fold(_text(cell)))
    if code is None:
        raise _bad(cell)
    return code


def _text(cell: Any, _: Reading | None = None) -> str:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise _bad(cell)
    return text(cell)


def _rows(cell: Any, _: Reading) -> Sequence[Sequence[Any]]:
    """A table; a single cell is one of one row."""
    return cell if is_range(cell) else ((cell,),)


READERS: Final[Mapping[Kind, Callable[[Any, Reading], Any]]] = {
    "customer": lambda cell, _: identifier(cell),
    "document": lambda cell, _: identifier(cell),
    "currency": lambda cell, _: currency(cell),
    "day": _day,
    "as_of": _day,
    "amount": _amount,
    "rate": _rate,
    "days": _days,
    "count": _count,
    "terms": _terms,
    "limits": _limits,
    "choice": _choice,
    "text": _text,
    "ledger": _text,
    "table": _rows,
}


def seen(cell: Any) -> str:
    """An argument as a message shows it.

    >>> seen(None), seen(CellError.NA), seen(((1.0,), (2.0,))), seen(46203.0)
    ('', '#N/A', '2×1', '46203')
    """
    if cell is None:
        return ""
    if isinstance(cell, CellError):
        return cell.text
    if is_range(cell):
        return f"{len(cell)}×{len(cell[0]) if cell else 0}"
    return shown(cell)[:80]


def serial(value: dt.date, *, epoch_1904: bool = False) -> float:
    """A date as the serial number of the workbook's date system.

    >>> serial(dt.date(2026, 6, 30)), serial(dt.date(2026, 6, 30), epoch_1904=True)
    (46203.0, 44741.0)
    """
    return float(value.toordinal() - _ORIGIN[epoch_1904])


_ORIGIN: Final = {
    False: dt.date(1899, 12, 30).toordinal(),
    True: dt.date(1904, 1, 1).toordinal(),
}


def cell_of(value: Any, *, epoch_1904: bool = False) -> Cell:
    """A Python value as a cell: days as serials, numbers as floats, nothing as "".

    >>> cell_of(dt.date(2026, 6, 30)), cell_of(None), cell_of(3), cell_of(Decimal("1.50"))
    (46203.0, '', 3.0, 1.5)
    """
    if value is None:
        return ""
    if isinstance(value, str | bool | CellError):
        return value
    if isinstance(value, dt.date):
        return serial(value, epoch_1904=epoch_1904)
    return float(value)


def column_of(values: Sequence[Any], kind: str, *, epoch_1904: bool = False) -> Sequence[Cell]:
    """A column of a report as cells; kinds as in `xlar.frames.fields.Field`."""
    if kind == "day":
        origin = _ORIGIN[epoch_1904]
        return ["" if day is None else float(day.toordinal() - origin) for day in values]
    return ["" if value is None else value for value in values] if None in values else values
