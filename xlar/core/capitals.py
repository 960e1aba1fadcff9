"""Amounts in Chinese capitals 大写金额, as cheques and letters carry them.

The rules are those of 支付结算办法附一: 整 only after 元; 零 for every gap inside the figure,
once; after 元 a 零 where the 元 digit is 0 and 角 is not, or where 角 is 0 and 分 is not. Where
万 is 0 and 千 is not, no 零 is written, unless the whole 万 group is empty.
"""

from __future__ import annotations

from typing import Final

from xlar.core.errors import BadValue
from xlar.core.money import decimals

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("仟", "佰", "拾", "")
_FRACTIONS: Final = ("角", "分", "厘")
_CURRENCIES: Final = {
    "CNY": "人民币", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元",
    "GBP": "英镑", "AUD": "澳元", "CAD": "加元", "SGD": "新加坡元", "CHF": "瑞士法郎",
    "KRW": "韩元", "TWD": "新台币",
}  # fmt: skip


def in_capitals(minor: int, currency: str = "CNY") -> str:
    """An amount in Chinese capitals, with the currency in front.

    Args:
        minor: minor units, of any sign.
        currency: ISO 4217 code; a code without a Chinese name is written as it is.

    >>> in_capitals(140_950), in_capitals(10_700_053)
    ('人民币壹仟肆佰零玖元伍角', '人民币壹拾万柒仟元零伍角叁分')
    >>> in_capitals(-10_000), in_capitals(5, "USD")
    ('人民币负壹佰元整', '美元伍分')
    """
    places = decimals(currency)
    whole, part = divmod(abs(minor), 10**places)
    sign = "负" if minor < 0 else ""
    return f"{_CURRENCIES.get(currency, currency)}{sign}{_yuan(whole, part, places)}"


def _yuan(whole: int, part: int, places: int) -> str:
    front = f"{_integer(whole)}元" if whole else ""
    if not part:
        return f"{front or '零元'}整"
    digits = f"{part:0{places}d}".rstrip("0")
    words, gap = "", bool(whole) and whole % 10 == 0
    for digit, unit in zip(digits, _FRACTIONS, strict=False):
        if digit == "0":
            gap = bool(front or words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + unit
        gap = False
    return front + words


def _integer(number: int) -> str:
    """A positive whole number: what stands before 亿, before 万, and the last four digits."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            high, low = divmod(number, size)
            if not low:
                return f"{_integer(high)}{unit}"
            return f"{_integer(high)}{unit}{'零' if low < size // 10 else ''}{_integer(low)}"
    words, gap = "", False
    for digit, place in zip(f"{number:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return words


def from_capitals(text: str) -> int:
    """The minor units an amount in capitals means; the inverse of `in_capitals`.

    Raises:
        BadValue: not an amount in capitals.

    >>> from_capitals("人民币壹仟肆佰零玖元伍角")
    140950
    """
    currency = next((code for code, name in _CURRENCIES.items() if text.startswith(name)), None)
    if currency is None:
        raise BadValue(f"no currency in front: {text!r}")
    rest = text.removeprefix(_CURRENCIES[currency])
    sign = -1 if rest.startswith("负") else 1
    rest = rest.removeprefix("负").removesuffix("整")
    whole, _, part = rest.rpartition("元")
    places = decimals(currency)
    minor: int = _parse_integer(whole) * 10**places
    for digit, unit in zip(part.replace("零", "")[::2], part.replace("零", "")[1::2], strict=True):
        minor += _parse_digit(digit) * 10 ** (places - 1 - _FRACTIONS.index(unit))
    return sign * minor


def _parse_digit(sign: str) -> int:
    place = _DIGITS.find(sign)
    if place < 0:
        raise BadValue(f"not a digit in capitals: {sign!r}")
    return place


def _parse_integer(words: str) -> int:
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if unit in words:
            high, _, low = words.rpartition(unit)
            return _parse_integer(high) * size + _parse_integer(low)
    number = digit = 0
    for sign in words:
        if sign in ("仟", "佰", "拾"):
            number += digit * 10 ** (3 - _PLACES.index(sign))
            digit = 0
        else:
            digit = _parse_digit(sign)
    return number + digit
