"""Text from data made fit for paper: nothing in it can hide, reverse or break what is printed."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Control, format and unassigned signs. Among the format signs are those that reverse the direction
# of what follows (U+202E), join without showing (U+200D), or hide (U+E0000 tags).
_DROPPED: Final = {"Cc", "Cf", "Cn", "Cs"}
_SPACES: Final = {"Zs", "Zl", "Zp"}
_KEPT_SPACES: Final = {"\u00a0", "\u3000"}
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# All that is not plain already: most texts hold none of these and are left alone.
_ODD: Final = re.compile(
    "[^ -~\u00c0-\u00ff\u2014\u2018-\u201d\u2026\u3001-\u301f"
    "\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]"
)
_RUN: Final = re.compile(r"[!-~\u00a1-\u024f]{41,}")
_STEP: Final = 20  # a run without a blank may break after so many letters
BREAK: Final = "\u200b"  # an invisible place to break a line at


def plain(text: str) -> str:
    r"""The text on one line, without signs that cannot be seen.

    Letters with separate accents are joined (NFC), line ends and odd blanks become blanks; control
    signs, direction overrides, joiners and variation selectors go.

    >>> plain("ACME\u202e Ltd.\r\nBeijing\x07"), plain("Cafe\u0301")
    ('ACME Ltd. Beijing', 'Café')
    """
    if not _ODD.search(text):
        return text
    spaced = re.sub(r"[\t\r\n\v\f]+", " ", unicodedata.normalize("NFC", text))
    return "".join(map(_shown, _SELECTORS.sub("", spaced)))


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in _DROPPED:
        return ""
    return " " if category in _SPACES and sign not in _KEPT_SPACES else sign


def plain_lines(text: str) -> list[str]:
    r"""The lines of a text, each made plain; blank ones left out.

    >>> plain_lines("one\ntwo\r\n\n")
    ['one', 'two']
    """
    return [line for part in text.splitlines() if (line := plain(part).strip())]


def breakable(text: str) -> str:
    """The text with places to break inside letters that run on for more than a line.

    >>> breakable("x" * 50).count(BREAK), breakable("INV-2026-0001")
    (2, 'INV-2026-0001')
    """
    return _RUN.sub(lambda run: _broken(run[0], _STEP), text)


def breakable_anywhere(text: str) -> str:
    """The text with a place to break after every sign, for a narrow column."""
    return _broken(text, 1)


def _broken(text: str, step: int) -> str:
    return BREAK.join(text[start : start + step] for start in range(0, len(text), step))
