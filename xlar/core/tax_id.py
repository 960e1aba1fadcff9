"""统一社会信用代码: the 18-character identifier of a Chinese organization and its check digit."""

from __future__ import annotations

from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z, so that none is misread


def check_digit(first17: str) -> str:
    """The check digit of the first 17 characters (GB 32100-2015, weights 3^(i−1) mod 31).

    Raises:
        ValueError: a character outside the standard's alphabet.

    >>> check_digit("91350100M000100Y4")
    '3'
    """
    total = sum(pow(3, place, 31) * _ALPHABET.index(sign) for place, sign in enumerate(first17))
    return _ALPHABET[-total % 31]


def is_tax_id(text: str) -> bool:
    """Whether the text is a 统一社会信用代码 with a right check digit.

    >>> is_tax_id("91350100M000100Y43"), is_tax_id("91350100M000100Y4Z")
    (True, False)
    """
    return len(text) == 18 and set(text) <= set(_ALPHABET) and check_digit(text[:17]) == text[17]
