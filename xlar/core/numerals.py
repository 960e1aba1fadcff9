"""Small whole numbers in figures or in Chinese numerals, as they stand in terms and contracts."""

from __future__ import annotations

from typing import Final

_ONE: Final = "[一二两三四五六七八九]"
_TENS: Final = f"{_ONE}?十{_ONE}?"

CHINESE: Final = f"(?:{_ONE}百(?:零{_ONE}|{_ONE}十{_ONE}?)?|{_TENS}|{_ONE})"
"""Pattern of a Chinese numeral below a thousand; 一百二, which is 102 to some, is none."""

_DIGITS: Final = "零一二三四五六七八九"


def whole_number(text: str) -> int:
    """The number that figures, or Chinese numerals as in `CHINESE`, stand for.

    >>> [whole_number(text) for text in ("30", "十五", "一百零五", "两", "一百二十")]
    [30, 15, 105, 2, 120]
    """
    if text.isascii():
        return int(text)
    total = digit = 0
    for character in text.replace("两", "二"):
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS.index(character)
    return total + digit
