"""Cells of register.csv: values to text that Excel leaves alone, and text of people to values."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from xlar.core.dates import calendar_date, from_serial
from xlar.core.errors import BadValue
from xlar.core.money import to_minor
from xlar.core.registered import RegisteredItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from xlar.core.problems import Text

Order: TypeAlias = Literal["dmy", "mdy"]

# What Excel would take for a formula, or for a number of which it drops digits.
_FORMULA: Final = tuple("=+-@＝＋－＠")
_CUT_NUMBER: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d{2,}", re.ASCII | re.IGNORECASE)
_LONG_NUMBER: Final = re.compile(r"0\d+|\d{12,}", re.ASCII)

_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.年])(\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_DIGITS_ONLY: Final = re.compile(r"(\d{4})()(\d{2})(\d{2})", re.ASCII)
_SERIAL: Final = re.compile(r"[2-9]\d{4}", re.ASCII)
_MIDNIGHT: Final = re.compile(r"[ T]0{1,2}:00(?::00)?$")

_QUOTED: Final = re.compile("[%;#:]")
_ITEM: Final = re.compile(r"([^;#:]+)(?:#(\d{1,9}))?(?::[Ll](\d{1,2}))?", re.ASCII)


@lru_cache(1 << 10)
def fold(word: str) -> str:
    """A header or a word folded, so that case, width, blanks and underscores do not matter.

    >>> fold(" Sent_On ") == fold("sent on") == fold("ＳＥＮＴＯＮ")
    True
    """
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", word)).casefold()


def protect(text: str) -> str:
    """A text that a spreadsheet takes for neither a formula nor a number it would cut.

    >>> protect("=1+1"), protect("00123"), protect("北方商贸"), protect("'=1")
    ("'=1+1", "'00123", '北方商贸', "''=1")
    """
    return f"'{text}" if _is_risky(text) else text


def unprotect(cell: str) -> str:
    """The text that `protect` was given; any other cell as it is.

    >>> unprotect("'=1+1"), unprotect("'tis"), unprotect("''=1")
    ('=1+1', "'tis", "'=1")
    """
    return cell[1:] if cell.startswith("'") and _is_risky(cell) else cell


def _is_risky(text: str) -> bool:
    bare = text.lstrip("'")
    if bare[:1].isalpha():  # nearly every text
        return False
    return bare.lstrip().startswith(_FORMULA) or any(
        form.fullmatch(bare) for form in (_LONG_NUMBER, _CUT_NUMBER)
    )


def parse_text(cell: str) -> str:
    """A text cell.

    Raises:
        BadValue: a spreadsheet has cut it, as ``1.23457E+12``.
    """
    if _CUT_NUMBER.fullmatch(cell):
        raise BadValue(f"cut by a spreadsheet: {cell}")
    return unprotect(cell)


@lru_cache(1 << 12)
def parse_day(cell: str, order: Order | None = None) -> date | None:
    """The day in a cell, None where it is blank.

    Args:
        cell: ``2026-06-30``, ``2026/6/30``, ``2026年6月30日``, ``20260630``, the serial of a
            spreadsheet, or with the year last where that can be read in one way only.
        order: of day and month where the year stands last, as `day_order` finds it.

    Raises:
        BadValue: none of these.

    >>> parse_day("2026/6/30"), parse_day("30.6.2026"), parse_day("46203"), parse_day("")
    (datetime.date(2026, 6, 30), datetime.date(2026, 6, 30), datetime.date(2026, 6, 30), None)
    """
    plain = _MIDNIGHT.sub("", unicodedata.normalize("NFKC", cell).strip())
    if not plain:
        return None
    try:
        if found := _YEAR_FIRST.fullmatch(plain) or _DIGITS_ONLY.fullmatch(plain):
            year, _, month, day = found.groups()
            return date(int(year), int(month), int(day))
        if _SERIAL.fullmatch(plain):
            return calendar_date(from_serial(int(plain)))
        return _year_last(plain, order)
    except ValueError as mistake:
        raise BadValue(f"not a day: {cell!r}") from mistake


def _year_last(plain: str, order: Order | None) -> date:
    found = _YEAR_LAST.fullmatch(plain)
    if not found:
        raise BadValue(f"not a day: {plain!r}")
    first, second, year = map(int, found.groups())
    if first == second or first > 12 or (order == "dmy" and second <= 12):
        return date(year, second, first)
    if second > 12 or order == "mdy":
        return date(year, first, second)
    raise BadValue(f"day and month cannot be told apart: {plain!r}")


def day_order(cells: Iterable[str]) -> Order | None:
    """How days with the year last are written, where the cells prove it without contradiction.

    >>> day_order(["6/30/2026", "6/5/2026"]), day_order(["6/5/2026"])
    ('mdy', None)
    """
    proved: set[Order] = set()
    for cell in cells:
        if found := _YEAR_LAST.fullmatch(_MIDNIGHT.sub("", cell.strip())):
            first, second, _ = map(int, found.groups())
            if first > 12 >= second:
                proved.add("dmy")
            elif second > 12 >= first:
                proved.add("mdy")
    return proved.pop() if len(proved) == 1 else None


def parse_amount(cell: str, currency: str) -> int:
    """The amount in a cell in minor units.

    Raises:
        BadValue: not an amount, or more decimals than the currency has.

    >>> parse_amount("1,234.5", "CNY")
    123450
    """
    if not re.fullmatch(r"-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?", cell, re.ASCII):
        raise BadValue(f"not an amount: {cell!r}")
    return to_minor(cell.replace(",", ""), currency)


def parse_level(cell: str) -> int:
    """The letter level in a cell, -1 where it is blank.

    Raises:
        BadValue: not a level.

    >>> parse_level("L3"), parse_level("3"), parse_level("")
    (3, 3, -1)
    """
    if not cell:
        return -1
    if not re.fullmatch(r"[Ll]?\d{1,2}", cell, re.ASCII):
        raise BadValue(f"not a level: {cell!r}")
    return int(cell.lstrip("Ll"))


def words_of(choices: Mapping[str, Text]) -> dict[str, str]:
    """The codes by their folded words: the code itself and its text in both languages."""
    return {fold(word): code for code, text in choices.items() for word in (code, text.zh, text.en)}


def parse_choice(cell: str, words: Mapping[str, str]) -> str:
    """The code meant by a code or its word in either language.

    Args:
        cell: a word.
        words: what `words_of` returns.

    Raises:
        BadValue: none of the words.
    """
    try:
        return words[fold(cell)]
    except KeyError:
        raise BadValue(f"none of {', '.join(words)}: {cell!r}") from None


def items_text(items: Iterable[RegisteredItem]) -> str:
    """Items in one cell.

    >>> items_text([RegisteredItem("INV-1", 2, 3), RegisteredItem("A#1;B")])
    'INV-1#2:L3;A%231%3BB'
    """
    return ";".join(
        _QUOTED.sub(lambda found: f"%{ord(found[0]):02X}", item.number)
        + (f"#{item.instalment}" if item.instalment else "")
        + (f":L{item.level}" if item.level >= 0 else "")
        for item in items
    )


def parse_items(cell: str) -> tuple[RegisteredItem, ...]:
    """The items in a cell.

    Raises:
        BadValue: not of the form `items_text` gives.

    >>> [tuple(item) for item in parse_items("INV-1#2:L3;A%231%3BB")]
    [('INV-1', 2, 3), ('A#1;B', 0, -1)]
    """
    return tuple(_item(part.strip()) for part in cell.split(";") if part.strip())


def _item(part: str) -> RegisteredItem:
    found = _ITEM.fullmatch(part)
    if not found:
        raise BadValue(f"not an item: {part!r}")
    number, instalment, level = found.groups()
    plain = re.sub("%(3B|23|3A|25)", lambda code: chr(int(code[1], 16)), number)
    return RegisteredItem(plain, int(instalment or 0), -1 if level is None else int(level))


def parse_files(cell: str) -> tuple[str, ...]:
    """The names in a cell, separated by ``|``, which no file name can hold."""
    return tuple(part.strip() for part in unprotect(cell).split("|") if part.strip())
