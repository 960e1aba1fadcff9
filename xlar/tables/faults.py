"""A cell without a usable value, as scanning a sheet finds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Message

# Codes of error values in the binary formats: [MS-XLSB] 2.5.97.2 BErr, the same in [MS-XLS].
ERROR_CODES: Final[Mapping[int, str]] = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell with an error value, or a formula without a stored result.

    Attributes:
        row: row from 1.
        position: column from 0.
        words: the words of the problem.
        seen: what the user sees there: the error value, or the formula.
    """

    row: int
    position: int
    words: Message
    seen: str


@dataclass(frozen=True)
class Scan:
    """What scanning a sheet found.

    Attributes:
        faults: its cells without a usable value.
        rows: its last row.
        columns: how many columns it has, as far as the file states it cheaply.
    """

    faults: Sequence[Fault]
    rows: int = 0
    columns: int = 0


def error_text(code: int) -> str:
    """The error value of a code.

    >>> error_text(0x2A), error_text(0x63)
    ('#N/A', '#ERROR!')
    """
    return ERROR_CODES.get(code, "#ERROR!")
