"""One cell to one value: a pure function per kind of column.

Each takes what a spreadsheet or a CSV file holds (text, number, date, time or truth value) and
returns the value, or raises `BadCell` with the words of the problem. Nothing is guessed: a text
that can be read in two ways that differ raises too, unless the caller says which way is meant.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.core.dates import FIRST_DAY, LAST_DAY, day_number, from_serial
from xlar.core.errors import BadValue
from xlar.core.money import currency_code
from xlar.core.problems import Text
from xlar.tables import cell_messages as say
from xlar.tables.choices import FLAGS
from xlar.tables.names import Choice, choice_words, fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.problems import Message

Cell: TypeAlias = "str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta"
Order: TypeAlias = Literal["dmy", "mdy"]

_FLAG_WORDS: Final = choice_words(FLAGS)


class BadCell(BadValue):
    """A cell that does not hold what its column should.

    Attributes:
        words: the words of the problem.
        values: what fills their placeholders.
    """

    def __init__(self, message: Message, **values: Any) -> None:
        super().__init__(message.what)
        self.words = message
        self.values = values


# Text and identifiers.

_BLANKS: Final = dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u3000"), " ")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"), "")
TIDY: Final = {**_BLANKS, **_INVISIBLE}
# Full-width letters, digits and the signs that occur in numbers of documents.
_NARROW: Final = {
    **TIDY,
    **{0xFF01 + n: chr(0x21 + n) for n in range(94) if chr(0x21 + n).isalnum()},
    **{ord(wide): narrow for wide, narrow in zip("－／＿．＃", "-/_.#", strict=True)},
}
ERROR_TEXT: Final = re.compile(
    r"#(?:N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:\d+|错误:\d+"
)
_CUT: Final = re.compile(r"\d(?:\.\d+)?E\+\d{2,}", re.IGNORECASE)


def text(cell: Cell) -> str:
    """A cell as text: trimmed, whole numbers without a point, dates as ISO.

    >>> text(" 华东　"), text(12.0), text(dt.date(2026, 6, 30))
    ('华东', '12', '2026-06-30')
    """
    if isinstance(cell, str):
        if "\ufffd" in cell:
            raise BadCell(say.BAD_CHARACTER)
        return cell.strip() if cell.isascii() else cell.translate(TIDY).strip()
    return shown(cell)


def identifier(cell: Cell) -> str:
    """An identifier as text.

    Leading zeros of a text survive; blanks around it and full-width letters and digits do not.

    >>> identifier(" 00123 "), identifier(10023.0), identifier("ＩＮＶ－１")
    ('00123', '10023', 'INV-1')
    """
    if isinstance(cell, str):
        plain = text(cell)
        if not plain.isascii():
            plain = plain.translate(_NARROW)
        if _CUT.fullmatch(plain):
            raise BadCell(say.CUT_IDENTIFIER)
        return plain
    if isinstance(cell, bool):
        raise BadCell(say.BAD_IDENTIFIER)
    if isinstance(cell, int | float):
        if not abs(cell) < 10**15:  # not "≥": also what is no number at all
            raise BadCell(say.CUT_IDENTIFIER)
        if cell != int(cell) or cell < 0:
            raise BadCell(say.BAD_IDENTIFIER)
        return str(int(cell))
    raise BadCell(say.DATE_IDENTIFIER)


def shown(cell: Cell) -> str:
    """A cell as the user sees it.

    >>> shown(dt.datetime(2026, 6, 30, 8, 15)), shown(True), shown(0.1)
    ('2026-06-30 08:15:00', 'TRUE', '0.1')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        whole = abs(cell) < 10**15 and cell == int(cell)
        return f"{cell:.0f}" if whole else f"{cell:.15G}"
    return str(cell)


# Days.

_YEAR_FIRST: Final = re.compile(
    r"(\d{4})\s*(?:年|[-/.\s])\s*(\d{1,2})\s*(?:月|[-/.\s])\s*(\d{1,2})\s*日?"
)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_NAMED: Final = re.compile(
    r"(?:(\d{1,2})[-\s/.]*([a-z]{3,9})|([a-z]{3,9})[-\s/.]*(\d{1,2}))[,.\s/-]+(\d{4})"
)
_TIME: Final = re.compile(
    r"(?:T|\s+)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]m|Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TwoWayDay:
    """A date in text with the year last, whose day and month may stand in either order.

    >>> TwoWayDay(3, 4, 2026).day("dmy") == day_number(dt.date(2026, 4, 3))
    True
    >>> TwoWayDay(12, 25, 2026).day("dmy") is None
    True
    """

    first: int
    second: int
    year: int

    def day(self, order: Order) -> int | None:
        """The day number in that order, or None where there is no such day."""
        day, month = (self.first, self.second) if order == "dmy" else (self.second, self.first)
        return _calendar(self.year, month, day)


def _calendar(year: int, month: int, day: int) -> int | None:
    try:
        return day_number(dt.date(year, month, day))
    except ValueError:
        return None


def day_in_text(written: str) -> int | TwoWayDay:
    """The day number a text means, or both ways to read it.

    Raises:
        BadCell: not a date, or one with a year of two digits.

    >>> day_in_text("2026年6月30日") == day_in_text("2026.6.30") == day_in_text("30 Jun 2026")
    True
    >>> day_in_text("03/04/2026")
    TwoWayDay(first=3, second=4, year=2026)
    """
    plain = _TIME.sub("", unicodedata.normalize("NFKC", written).translate(TIDY).strip())
    found: int | None = None
    if match := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        found = _calendar(*map(int, match.groups()))
    elif match := _YEAR_LAST.fullmatch(plain):
        two_way = TwoWayDay(*map(int, match.groups()))
        readings = {two_way.day("dmy"), two_way.day("mdy")}
        if len(readings) == 2:
            return two_way
        found = readings.pop()
    elif match := _NAMED.fullmatch(plain.casefold()):
        found = _named_month(*match.groups())
    if found is None:
        raise BadCell(say.BAD_DAY)
    return found


def _named_month(
    day: str | None, month: str | None, month_first: str | None, day_second: str | None, year: str
) -> int | None:
    name = month or month_first or ""
    for number, full in enumerate(_MONTHS, 1):
        if full.startswith(name) or (name == "sept" and number == 9):
            return _calendar(int(year), number, int(day or day_second or 0))
    return None


def day(cell: Cell, *, epoch_1904: bool = False, order: Order | None = None) -> int:
    """The day number of a cell.

    Args:
        cell: a date, a text, a serial number of the workbook's date system, or 20260630.
        epoch_1904: whether serial numbers count from 1904.
        order: how to read a text such as 03/04/2026.

    Raises:
        BadCell: not a date, or a text of two readings and no ``order``.

    >>> day("2026-06-30") == day(46203) == day(dt.date(2026, 6, 30)) == day(20260630.0)
    True
    """
    if isinstance(cell, dt.date):
        return day_number(cell)
    if isinstance(cell, str):
        found = day_in_text(cell)
        if isinstance(found, int):
            return found
        if order is None:
            raise BadCell(say.AMBIGUOUS_DAYS, count=1, rows="")
        known = found.day(order)
        if known is None:
            raise BadCell(say.BAD_DAY)
        return known
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _serial_day(cell, epoch_1904=epoch_1904)
    raise BadCell(say.BAD_DAY)


def _serial_day(number: float, *, epoch_1904: bool) -> int:
    found: int | None = None
    if 61 <= number < 10**6:
        found = from_serial(int(number), epoch_1904=epoch_1904)
    elif 10**7 <= number < 10**8:  # 20260630
        found = _calendar(int(number) // 10_000, int(number) // 100 % 100, int(number) % 100)
    if found is None or not FIRST_DAY <= found <= LAST_DAY:
        raise BadCell(say.BAD_DAY)
    return found


# Words of closed lists.


def flag(cell: Cell) -> int:
    """1 for yes, 0 for no.

    >>> flag("是"), flag("N"), flag(True), flag("√")
    (1, 0, 1, 1)
    """
    if isinstance(cell, int | float) and cell in (0, 1):
        return int(cell)
    code = _FLAG_WORDS.get(fold(cell)) if isinstance(cell, str) else None
    if code is None:
        raise BadCell(say.BAD_FLAG)
    return int(code == "yes")


def choice(cell: Cell, words: Mapping[str, str], choices: tuple[Choice, ...] = ()) -> str:
    """The English code of a word of a list.

    Args:
        cell: the word.
        words: the code of every folded word, `xlar.tables.names.choice_words`.
        choices: the list, for the problem's words.

    >>> choice("红字发票", {"红字发票": "credit_note"})
    'credit_note'
    """
    code = words.get(fold(text(cell)))
    if code is None:
        raise BadCell(say.BAD_CHOICE, choices=choice_list(choices))
    return code


def choice_list(choices: tuple[Choice, ...]) -> Text:
    """The words of a list, for a message.

    >>> from xlar.tables.choices import STATUSES
    >>> choice_list(STATUSES)["en"]
    'normal, frozen, blacklisted'
    """
    zh = "、".join(one.zh for one in choices)
    return Text(zh, ", ".join(one.code for one in choices))


def currency(cell: Cell) -> str:
    """The ISO code of a currency.

    >>> currency("人民币"), currency("usd"), currency("￥")
    ('CNY', 'USD', 'CNY')
    """
    if isinstance(cell, str):
        try:
            return currency_code(unicodedata.normalize("NFKC", text(cell)))
        except BadCell:
            raise
        except BadValue as mistake:
            raise BadCell(say.BAD_CURRENCY) from mistake
    raise BadCell(say.BAD_CURRENCY)
