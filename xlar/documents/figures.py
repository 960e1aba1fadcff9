"""Amounts and days as people read them on paper, the same in every renderer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.money import format_minor

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.problems import Language

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def amount(minor: int, currency: str = "CNY") -> str:
    """An amount with the currency's decimals and thousands set off by commas.

    Args:
        minor: minor units, of any sign; the minus sign is a plain hyphen, so that the text can be
            searched for and copied into a cell.
        currency: ISO 4217 code; it decides the decimals and is not printed.

    >>> amount(123_450), amount(-5), amount(0), amount(1_200_000, "JPY")
    ('1,234.50', '-0.05', '0.00', '1,200,000')
    """
    whole, point, part = format_minor(abs(minor), currency).partition(".")
    return f"{'-' if minor < 0 else ''}{int(whole):,}{point}{part}"


def day(when: date, language: Language) -> str:
    """A day written out, as in the head and the text of a letter.

    >>> from datetime import date
    >>> day(date(2026, 6, 30), "zh"), day(date(2026, 6, 3), "en")
    ('2026年6月30日', '3 June 2026')
    """
    if language == "zh":
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def short_day(when: date | None) -> str:
    """A day as ``YYYY-MM-DD``, as in the columns of a table; blank for none.

    >>> from datetime import date
    >>> short_day(date(2026, 6, 3)), short_day(None)
    ('2026-06-03', '')
    """
    return "" if when is None else when.isoformat()


def days(count: int, language: Language) -> str:
    """A number of days with its unit.

    >>> days(1, "zh"), days(1, "en"), days(30, "en"), days(0, "en")
    ('1天', '1 day', '30 days', '0 days')
    """
    if language == "zh":
        return f"{count}天"
    return f"{count} day{'' if count == 1 else 's'}"


def item_number(number: str, instalment: int, language: Language) -> str:
    """A document number with its instalment (0 = not in instalments), as tables of items show it.

    >>> item_number("INV-1", 0, "zh"), item_number("INV-1", 2, "zh"), item_number("INV-1", 2, "en")
    ('INV-1', 'INV-1 第2期', 'INV-1 (2)')
    """
    if not instalment:
        return number
    return f"{number} 第{instalment}期" if language == "zh" else f"{number} ({instalment})"
