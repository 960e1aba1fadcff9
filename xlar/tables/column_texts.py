"""Columns of identifiers, texts and words of closed lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from xlar.core.columns import Texts, texts
from xlar.tables.cells import identifier, text
from xlar.tables.findings import LONGEST, Finding, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FULL_WIDTH: Final = re.compile("[\uff01-\uff5e]")
_SIGNS: Final = ("\ufffd", "#", "Err:", "错误")  # of lost characters and of error values in text
_SIGNS_OF_IDENTIFIERS: Final = (*_SIGNS, "E+", "e+")  # numbers in scientific notation


def convert_identifiers(cells: Sequence[Any]) -> tuple[Texts, list[Finding]]:
    """Identifiers as text; see `xlar.tables.cells.identifier`.

    >>> convert_identifiers(["A1 ", 7.0, ""])[0].tolist()
    ['A1', '7', '']
    """
    return _convert(cells, _SIGNS_OF_IDENTIFIERS, identifier)


def convert_texts(cells: Sequence[Any]) -> tuple[Texts, list[Finding]]:
    """Texts, trimmed; see `xlar.tables.cells.text`."""
    return _convert(cells, _SIGNS, text)


def _convert(
    cells: Sequence[Any], signs: Sequence[str], one: Callable[[Any], str]
) -> tuple[Texts, list[Finding]]:
    if set(map(type, cells)) == {str} and max(map(len, cells)) <= LONGEST:
        joined = "!".join(cells)
        odd = any(sign in joined for sign in signs) or not joined.isprintable()
        if not odd and (one is text or joined.isascii() or not _FULL_WIDTH.search(joined)):
            trimmed = [cell.strip() for cell in cells] if " " in joined else cells
            return texts(list(trimmed)), []
    values, findings = mapped(cells, one, "")
    return texts(values), findings


def convert_words(cells: Sequence[Any], one: Callable[[Any], str]) -> tuple[Texts, list[Finding]]:
    """The codes of words of a closed list."""
    values, findings = mapped(cells, one, "")
    return texts(values), findings
