"""What Excel makes of a text written to a cell of the format General.

Excel reads such a text as if it were typed: ``0012`` becomes the number 12, ``1-2`` the second
of January, ``=1+1`` a formula. The rules are those of English and Chinese regional settings:
year before month before day, or month before day. Pure: no spreadsheet program is asked.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias

EPOCH: Final = dt.date(1899, 12, 30)
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DIGITS: Final = 15  # Excel keeps so many digits of a number and puts zeros in place of the rest
_ERRORS: Final = frozenset(["#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!"])
_LARGEST: Final = 1e308
_PIVOT: Final = 30  # two digits below are 20xx, the others 19xx

# No text that begins otherwise is anything but text; asked first, as most texts are just that.
_FIRST: Final = frozenset(" \t\n\r0123456789+-=@(.$¥￥€£#'tTfFjJmMaAsSoOnNdD")

# Digits are those of the keyboard: Excel leaves １２ alone.
_ANY_CASE: Final = re.IGNORECASE | re.ASCII
_NUMBER: Final = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[+-]?)\s*(?P<currency>[$¥￥€£]?)\s*(?P<sign2>[+-]?)"
    r"(?P<digits>\d{1,3}(?:,\d{3})+|\d+)?(?P<fraction>\.\d*)?"
    r"(?P<exponent>[eE][+-]?\d{1,3})?\s*(?P<percent>%?)\s*(?P<close>\))?",
    re.ASCII,
)
_FRACTION: Final = re.compile(r"([+-]?)(\d+) +(\d+)/(\d+)", re.ASCII)
_TIME: Final = re.compile(
    r"(?P<h>\d{1,4}):(?P<m>[0-5]?\d)(?::(?P<s>[0-5]?\d)(?P<f>\.\d+)?)?(?: +(?P<half>[ap])m?)?",
    _ANY_CASE,
)
_SEPARATED: Final = re.compile(r"(\d{1,4})([-/])(\d{1,4})(?:\2(\d{1,4}))?", re.ASCII)
_CHINESE: Final = re.compile(
    r"(\d{4}|\d{2})年(\d{1,2})月(?:(\d{1,2})[日号])?|(\d{1,2})月(\d{1,2})[日号]", re.ASCII
)
_DAY_MONTH: Final = re.compile(r"(\d{1,2})[- /]?([a-z]{3,9})(?:[- /,]+(\d{4}|\d{2}))?", _ANY_CASE)
_MONTH_DAY: Final = re.compile(
    r"([a-z]{3,9})[- /]?(\d{1,4})(?:(?:, *| +|[-/])(\d{4}|\d{2}))?", _ANY_CASE
)
_CALL: Final = re.compile(r"@[A-Za-z_][\w.]*\(.*", re.DOTALL)
_GENERAL: Final = "General"


@dataclass(frozen=True, slots=True)
class Formula:
    """A text that Excel takes for a formula; ``text`` begins with ``=``."""

    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that brings its number format with it: a date, a percentage, an amount."""

    value: float
    number_format: str


Typed: TypeAlias = Formula | Shown | float | bool | str


def as_excel_types(text: str, year: int | None = None) -> Typed:
    """What stands in a General cell after ``text`` was written to it.

    Args:
        text: the text as written.
        year: the year of dates without one; the current year where none is given.

    Returns:
        A `Formula`, a number (`Shown` where Excel also sets a number format), a truth value, or
        the text that stays text, without a leading apostrophe.

    >>> as_excel_types("=1+1"), as_excel_types("0012"), as_excel_types("中文")
    (Formula(text='=1+1'), 12.0, '中文')
    >>> as_excel_types("1-2", year=2026)
    Shown(value=46024.0, number_format='d-mmm')
    >>> as_excel_types("1E5"), as_excel_types("'0012")
    (Shown(value=100000.0, number_format='0.00E+00'), '0012')
    """
    if not text or text[0] not in _FIRST:
        return text
    if text[0] == "'":
        return text[1:]
    bare = text.strip()
    if bare.upper() in {"TRUE", "FALSE"}:
        return bare.upper() == "TRUE"
    if bare.upper() in _ERRORS:
        return Formula("=" + bare.upper())
    number = _number(bare)
    if number is not None:
        return number
    return _fraction(bare) or _moment(bare, year) or _formula(text) or text


def _formula(text: str) -> Formula | None:
    """A formula: after ``=``, ``+`` or ``-`` whatever follows, after ``@`` only a function."""
    if _CALL.fullmatch(text):
        return Formula("=" + text[1:])
    if text[0] == "=" and len(text) > 1:
        return Formula(text)
    if text[0] in "+-" and text.strip("+- "):
        return Formula("=" + text)
    return None


def _number(bare: str) -> float | Shown | None:
    found = _NUMBER.fullmatch(bare)
    if found is None or not any(c.isdigit() for c in (found["digits"] or found["fraction"] or "")):
        return None
    brackets, signs = (found["open"], found["close"]), found["sign"] + found["sign2"]
    if any(brackets) != all(brackets) or len(signs) > 1 or (any(brackets) and signs):
        return None
    value = _cut(found) * (-1 if signs == "-" or found["open"] else 1)
    if abs(value) > _LARGEST:
        return None
    shown = _number_format(found)
    if found["percent"]:
        value /= 100
    return value if shown == _GENERAL else Shown(float(value), shown)


def _cut(found: re.Match[str]) -> float:
    """The number with Excel's fifteen digits."""
    whole = (found["digits"] or "").replace(",", "").lstrip("0")
    part = (found["fraction"] or "").lstrip(".")
    digits = whole + part
    significant = len(digits) - len(digits.lstrip("0")) + _DIGITS
    kept = digits[:significant] + "0" * (len(digits) - significant)
    return float(
        Decimal(f"{kept or '0'}E-{len(part)}").scaleb(int((found["exponent"] or "e0")[1:]))
    )


def _number_format(found: re.Match[str]) -> str:
    decimals = ".00" if (found["fraction"] or ".") != "." else ""
    if found["percent"]:
        return f"0{decimals}%"
    if found["exponent"]:
        return "0.00E+00"
    if found["currency"]:
        return f"{found['currency']}#,##0{decimals}"
    return f"#,##0{decimals}" if "," in (found["digits"] or "") else _GENERAL


def _fraction(bare: str) -> Shown | None:
    found = _FRACTION.fullmatch(bare)
    if found is None or int(found[4]) == 0:
        return None
    value = int(found[2]) + int(found[3]) / int(found[4])
    places = "?" * max(len(found[3]), len(found[4]))
    return Shown(-value if found[1] == "-" else value, f"# {places}/{places}")


def _moment(bare: str, year: int | None) -> Shown | None:
    """A date, a time, or a date and a time with a blank between them."""
    day, _, clock = bare.partition(" ") if ":" in bare else (bare, "", "")
    if ":" in day:
        return _clock(bare)
    # As Excel does: a date without its year is one of this year.
    date = _date(day, year or dt.datetime.now().astimezone().year)
    if date is None or not clock:
        return date
    time = _clock(clock.strip())
    if time is None or time.value >= 1:
        return None
    return Shown(date.value + time.value, "yyyy-m-d h:mm")


def _clock(text: str) -> Shown | None:
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hours, half = int(found["h"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    seconds = hours * 3600 + int(found["m"]) * 60 + float((found["s"] or "0") + (found["f"] or ""))
    code = ("[h]" if hours >= 24 else "h") + ":mm" + (":ss" if found["s"] or hours >= 24 else "")
    return Shown(seconds / 86400, code + (" AM/PM" if half else ""))


def _date(text: str, year: int) -> Shown | None:
    for pattern, read in _DATES:
        found = pattern.fullmatch(text)
        if found is not None:
            return read(found, year)
    return None


def _full_year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) > 2 else number + (2000 if number < _PIVOT else 1900)


def _serial(year: int, month: int, day: int, code: str) -> Shown | None:
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    days = (date - EPOCH).days
    # Excel believes in a 29 February 1900, so the days before it are one less.
    days -= 1 if days < 61 else 0
    return Shown(float(days), code) if days > 0 else None


def _separated(found: re.Match[str], year: int) -> Shown | None:
    """``2026-6-30``, ``6/30/2026``, ``6-30``, ``2026-6``, ``6-2026``."""
    first, _, second, third = found.groups()
    if third is None:
        return _two_parts(first, second, year)
    if len(first) > 2:
        return _serial(int(first), int(second), int(third), "yyyy-m-d") if len(first) == 4 else None
    if len(second) > 2 or len(third) == 3:
        return None
    return _serial(_full_year(third), int(first), int(second), "yyyy-m-d")


def _two_parts(first: str, second: str, year: int) -> Shown | None:
    if len(first) == 4:
        return _serial(int(first), int(second), 1, "mmm-yy") if len(second) <= 2 else None
    if len(first) > 2 or len(second) == 3:
        return None
    day = _serial(year, int(first), int(second), "d-mmm") if len(second) <= 2 else None
    return day or _serial(_full_year(second), int(first), 1, "mmm-yy")


def _chinese(found: re.Match[str], year: int) -> Shown | None:
    if found[1] is None:
        return _serial(year, int(found[4]), int(found[5]), 'm"月"d"日"')
    code = 'yyyy"年"m"月"' + ('d"日"' if found[3] else "")
    return _serial(_full_year(found[1]), int(found[2]), int(found[3] or 1), code)


def _month(name: str) -> int:
    """The number of an English month, written out or as three letters; 0 for other words."""
    word = name.lower()
    return next((at for at, full in enumerate(_MONTHS, 1) if word in {full, full[:3]}), 0)


def _day_month(found: re.Match[str], year: int) -> Shown | None:
    code = "d-mmm-yy" if found[3] else "d-mmm"
    when = _full_year(found[3]) if found[3] else year
    return _serial(when, _month(found[2]), int(found[1]), code)


def _month_day(found: re.Match[str], year: int) -> Shown | None:
    month = _month(found[1])
    if found[3]:
        return _serial(_full_year(found[3]), month, int(found[2]), "d-mmm-yy")
    if len(found[2]) == 4:
        return _serial(int(found[2]), month, 1, "mmm-yy")
    if len(found[2]) == 3:
        return None
    return _serial(year, month, int(found[2]), "d-mmm") or _serial(
        _full_year(found[2]), month, 1, "mmm-yy"
    )


_DATES: Final = (
    (_SEPARATED, _separated),
    (_CHINESE, _chinese),
    (_DAY_MONTH, _day_month),
    (_MONTH_DAY, _month_day),
)
