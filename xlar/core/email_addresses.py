"""E-mail addresses as people write them: one, or several set off by commas or semicolons."""

from __future__ import annotations

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?"
)
_SEPARATOR: Final = re.compile(r"[;,；，、]")


def split_addresses(text: str) -> list[str]:
    """The addresses a text lists, whether or not they are any.

    >>> split_addresses("a@x.example；b@y.example, ")
    ['a@x.example', 'b@y.example']
    """
    return [one.strip() for one in _SEPARATOR.split(text) if one.strip()]


def is_address(text: str) -> bool:
    """Whether a text is one e-mail address in a form that every mail program takes.

    >>> is_address("a@x.example"), is_address("a@x..example"), is_address("张三")
    (True, False, False)
    """
    return bool(_ADDRESS.fullmatch(text)) and ".." not in text
