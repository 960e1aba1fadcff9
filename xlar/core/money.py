"""Money: currencies, minor units, rounding half away from zero, and exact text.

Every amount in the core is an int64 count of minor units (分, cents) of its currency. Text goes
in and comes out through this module; floats never enter a calculation.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING, Final, overload

import numpy as np

from xlar.core.errors import BadValue

if TYPE_CHECKING:
    from fractions import Fraction

    from xlar.core.columns import Int64s

SCALE: Final = 10_000  # amounts read from a source are ten-thousandths until the currency is known
LIMIT: Final = 10**15  # the largest amount of one document, in minor units: 10 trillion yuan

_SAFE: Final = 2**62  # products of a ratio's terms that leave room for an amount
_EXACT: Final = Context(prec=40, traps=[InvalidOperation, Inexact])  # digits are never dropped

# ISO 4217: currencies whose minor unit is not a hundredth.
_DECIMALS: Final = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}

_NAMES: Final = {
    **dict.fromkeys(("RMB", "人民币", "人民币元", "￥", "¥", "元", "CNH"), "CNY"),
    **dict.fromkeys(("美元", "美金", "$", "US$"), "USD"),
    **dict.fromkeys(("欧元", "€"), "EUR"),
    **dict.fromkeys(("港币", "港元", "HK$"), "HKD"),
    **dict.fromkeys(("日元", "日圆"), "JPY"),
    **dict.fromkeys(("英镑", "£"), "GBP"),
}


def currency_code(name: str) -> str:
    """The ISO 4217 code meant by a currency's name, symbol or code.

    Raises:
        BadValue: the name is neither known nor three letters.

    >>> [currency_code(name) for name in ("人民币", "rmb", "￥", "usd")]
    ['CNY', 'CNY', 'CNY', 'USD']
    """
    text = name.strip().upper()
    code = _NAMES.get(text, text)
    if not re.fullmatch("[A-Z]{3}", code):
        raise BadValue(f"not a currency: {name!r}")
    return code


def decimals(currency: str) -> int:
    """The number of decimals of a currency's minor unit (ISO 4217).

    >>> decimals("CNY"), decimals("JPY"), decimals("KWD")
    (2, 0, 3)
    """
    return _DECIMALS.get(currency, 2)


def to_minor(amount: str | int | Decimal, currency: str = "CNY") -> int:
    """The amount in minor units, exactly.

    Raises:
        BadValue: not a number, or more decimals than the currency has.

    >>> to_minor("1234.50"), to_minor("-0.05"), to_minor("1200", "JPY")
    (123450, -5, 1200)
    """
    try:
        scaled = _EXACT.scaleb(Decimal(amount), decimals(currency))
        minor = int(scaled if scaled.adjusted() < _EXACT.prec else "too large")
    except (ArithmeticError, ValueError) as mistake:
        raise BadValue(f"not an amount: {amount!r}") from mistake
    if minor != scaled:
        raise BadValue(f"{amount} has more than {decimals(currency)} decimals ({currency})")
    return minor


def format_minor(minor: int, currency: str = "CNY") -> str:
    """Minor units as plain text with the currency's decimals, never ``-0.00``.

    >>> format_minor(-5), format_minor(123450), format_minor(0), format_minor(1200, "JPY")
    ('-0.05', '1234.50', '0.00', '1200')
    """
    places = decimals(currency)
    if not places:
        return str(minor)
    digits = str(abs(minor)).rjust(places + 1, "0")
    return f"{'-' if minor < 0 else ''}{digits[:-places]}.{digits[-places:]}"


@overload
def divide_round(numerator: int, denominator: int) -> int: ...
@overload
def divide_round(numerator: Int64s, denominator: int | Int64s) -> Int64s: ...
def divide_round(numerator: int | Int64s, denominator: int | Int64s) -> int | Int64s:
    """The quotient rounded half away from zero: the one place where money is rounded.

    Args:
        numerator: whole numbers.
        denominator: positive whole numbers.

    >>> divide_round(5, 2), divide_round(-5, 2), divide_round(7, 3)
    (3, -3, 2)
    """
    if isinstance(numerator, int) and isinstance(denominator, int):
        quotient = (2 * abs(numerator) + denominator) // (2 * denominator)
        return quotient if numerator >= 0 else -quotient
    quotients, rest = np.divmod(np.abs(numerator), denominator)
    quotients += 2 * rest >= denominator
    return np.where(numerator < 0, -quotients, quotients)


def multiply_ratio(amounts: Int64s, numerator: int | Int64s, denominator: int) -> Int64s:
    """``amounts × numerator ÷ denominator``, rounded half away from zero, without overflow.

    Args:
        amounts: minor units, below 10^15 in size.
        numerator: non-negative whole number, for all or for each amount.
        denominator: positive; ``numerator × denominator`` must stay below 2^62.

    >>> multiply_ratio(np.array([10_000, -5]), 3, 2).tolist()
    [15000, -8]
    """
    whole, rest = np.divmod(np.abs(amounts), denominator)
    scaled: Int64s = np.multiply(rest, numerator)
    sizes = whole * numerator + divide_round(scaled, denominator)
    return np.where(amounts < 0, -sizes, sizes)


def multiply_fraction(amounts: Int64s, ratio: Fraction) -> Int64s:
    """``amounts × ratio``, rounded half away from zero, whatever the ratio (not negative).

    >>> from fractions import Fraction
    >>> multiply_fraction(np.array([10_000, -5]), Fraction(3, 2)).tolist()
    [15000, -8]
    """
    top, bottom = ratio.numerator, ratio.denominator
    if top * bottom < _SAFE:
        return multiply_ratio(amounts, top, bottom)
    return np.array([divide_round(each * top, bottom) for each in amounts.tolist()], np.int64)


def round_to(minor: int, step: int) -> int:
    """The amount rounded half away from zero to a multiple of ``step`` minor units.

    >>> round_to(191_241, 10)
    191240
    """
    return divide_round(minor, step) * step


def convert(minor: int, source: str, target: str, rate: Decimal) -> int:
    """An amount converted at ``rate`` (units of ``target`` for one of ``source``).

    >>> convert(11_500, "USD", "CNY", Decimal("0.5"))
    5750
    """
    scaled = rate * Decimal(10) ** (decimals(target) - decimals(source))
    numerator, denominator = scaled.as_integer_ratio()
    return divide_round(minor * numerator, denominator)
