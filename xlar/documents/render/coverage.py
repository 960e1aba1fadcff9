"""The characters xlar's own fonts can print.

typst draws an empty box for a character no font has and says nothing, so this is asked first. The
list is written by ``tools/build_fonts.py`` from the fonts themselves.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

FONTS: Final = Path(__file__).parent / "fonts"


@cache
def printable() -> frozenset[str]:
    """Every character of the regular weight, 33 thousand of them.

    >>> [sign in printable() for sign in "A中䶮㛃喆镕é🙂"]
    [True, True, True, True, True, True, True, False]
    """
    signs: set[str] = set()
    for line in (FONTS / "coverage.txt").read_text("ascii").split():
        first, _, last = line.partition("-")
        signs.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(signs)


def unprintable(text: str) -> list[str]:
    """The characters of a text that no font of ours has, each once, in order of code point.

    >>> unprintable("龘𠮷🙂abc🙂")
    ['🙂']
    """
    return sorted(set(text) - printable())
