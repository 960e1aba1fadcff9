"""What Excel makes of a value given to it, and what it gives back through COM.

Sources: Microsoft, `Range.Value`_ (currency cells come as Currency, dates as Date) and the
notes on errors as ``0x800A0000 + number``; pywin32 (Date as a datetime in UTC, Currency as
Decimal, both directions).

.. _Range.Value: https://learn.microsoft.com/office/vba/api/excel.range.value
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from xlar.hosts.calc.engine.typed import Formula, Shown, as_excel_types

GENERAL, TEXT = "General", "@"
DAY, MOMENT, CURRENCY = "m/d/yyyy", "m/d/yyyy h:mm", "$#,##0.00"
ERRORS = {
    text: -2_146_828_288 + number
    for text, number in {
        "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023,
        "#NAME?": 2029, "#NUM!": 2036, "#N/A": 2042,
    }.items()
}  # fmt: skip
LONGEST_TEXT = 32_767
_EPOCH = dt.datetime(1899, 12, 30)
_YEARS_1904 = 1_462
_LAST_DAY = 2_958_466
_DIGITS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


class ComError(Exception):
    """What pywin32 raises where Excel refuses: one number for nearly everything."""

    def __init__(self, why: str) -> None:
        super().__init__(-2_147_352_567, "Exception occurred.", (0, "Microsoft Excel", why))


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error value that stands in a cell."""

    text: str


def is_date(code: str) -> bool:
    """Whether a number format shows a date or a time."""
    return code != GENERAL and bool(re.search(r"[ymdhs]", _DIGITS.sub("", code), re.IGNORECASE))


def is_currency(code: str) -> bool:
    return bool(re.search(r"[$¥￥€£](?!-)|\[\$[¥￥€£$]", code.replace("[$-", "[-")))


def com_value(content: Any, code: str, *, shift: int = 0) -> Any:
    """A cell's content as ``Range.Value`` gives it.

    Args:
        content: None, str, bool, float or `ErrorValue`.
        code: the number format of the cell.
        shift: days by which the book's date system starts after 1899-12-30.
    """
    if isinstance(content, ErrorValue):
        return ERRORS[content.text]
    if not isinstance(content, float):
        return content
    if is_date(code) and 0 <= content + shift < _LAST_DAY:
        moment = _EPOCH + dt.timedelta(milliseconds=round((content + shift) * 86_400_000))
        return moment.replace(tzinfo=dt.UTC)
    if is_currency(code) and abs(content) < 9.2e14:
        return Decimal(content).quantize(Decimal("0.0001"), ROUND_HALF_EVEN)
    return content


def serial_of(moment: dt.date, shift: int = 0) -> float:
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime(moment.year, moment.month, moment.day)
    return (moment.replace(tzinfo=None) - _EPOCH) / dt.timedelta(days=1) - shift


def entered(value: Any, code: str, *, shift: int = 0) -> tuple[Any, str]:
    """What a cell holds after a value was written to it, and the number format it then has.

    Texts in General cells are read as if typed, in text cells they stay as they are; dates and
    currency amounts bring a format to a General cell.

    Returns:
        Content (`Formula` among them) and number format.
    """
    if value is None or value == "":
        return None, code
    if isinstance(value, str):
        return _entered_text(value, code, shift)
    content, own = _plain(value, shift)
    if code == TEXT and not isinstance(content, str):
        return formula_text(content), code
    return content, own if code == GENERAL else code


def _plain(value: Any, shift: int) -> tuple[Any, str]:
    if isinstance(value, bool):
        return value, GENERAL
    if isinstance(value, Decimal):
        return float(round(value, 4)), CURRENCY
    if isinstance(value, dt.date):
        serial = serial_of(value, shift)
        return serial, MOMENT if serial % 1 else DAY
    if isinstance(value, int | float):
        return float(value), GENERAL
    raise TypeError(
        f"Objects of type '{type(value).__name__}' can not be converted to a COM VARIANT"
    )


def _entered_text(text: str, code: str, shift: int) -> tuple[Any, str]:
    if len(text) > LONGEST_TEXT:
        raise ComError("a cell holds at most 32,767 characters")
    if code == TEXT:
        return text, code
    if text.strip().upper() in ERRORS:
        return ErrorValue(text.strip().upper()), code
    typed = as_excel_types(text)
    if isinstance(typed, Shown):
        days = shift if "y" in typed.number_format or "d" in typed.number_format else 0
        return typed.value - days, typed.number_format if code == GENERAL else code
    if typed == "":
        return None, code
    return typed, code


def formula_text(content: Any) -> str:
    """A constant as ``Range.Formula`` shows it."""
    if content is None:
        return ""
    if isinstance(content, bool):
        return str(content).upper()
    if isinstance(content, ErrorValue):
        return content.text
    return f"{content:.15G}" if isinstance(content, float) else content


__all__ = ["Formula", "entered"]
