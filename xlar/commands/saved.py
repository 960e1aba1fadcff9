"""Cells as they were before a command wrote over them, and how they come back."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.commands.live import cells_of, is_error, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_Class: TypeAlias = Literal["text", "formula", "plain"]
GENERAL: Final = "General"
TEXT: Final = "@"
_HEADING: Final = 8  # rows that title, notes and header of a table rarely exceed


@dataclass(frozen=True)
class Saved:
    """The content of a range: values and formulas; number formats are saved where they change.

    Attributes:
        area: the range.
        cells: rows of what to write back into each cell.
        classes: rows of how: as text, as a formula, or as the plain value.
    """

    area: Any
    cells: Sequence[Sequence[Any]]
    classes: Sequence[Sequence[_Class]]

    @classmethod
    def of(cls, area: Any) -> Saved:
        """The content of a range as it is now.

        Args:
            area: an `xlwings.Range`.
        """
        pairs = [
            [_saved(value, formula) for value, formula in zip(*rows, strict=True)]
            for rows in zip(cells_of(area), _formulas(area), strict=True)
        ]
        return cls(
            area,
            [[cell for cell, _ in row] for row in pairs],
            [[kind for _, kind in row] for row in pairs],
        )

    def restore(self) -> None:
        """Put the content back into cells that have their number formats again.

        What has not changed is not written: the write that failed may have found the sheet
        protected.
        """
        if (now := Saved.of(self.area)).cells == self.cells and now.classes == self.classes:
            return
        self.area.clear_contents()
        for x in range(self.area.shape[1]):
            column = [(row[x], kind[x]) for row, kind in zip(self.cells, self.classes, strict=True)]
            for y, cells, kind in _runs(column):
                _put(self.area[y : y + len(cells), x], cells, kind)


def format_as(area: Any, number_format: str, undo: ExitStack) -> None:
    """Give a range a number format, where it has another.

    Args:
        area: an `xlwings.Range`.
        number_format: the format.
        undo: is told how to take it back.
    """
    if area.number_format == number_format:
        return
    undo.callback(_restore_formats, list(formats_of(area)))
    area.number_format = number_format


def _restore_formats(parts: Sequence[tuple[Any, str]]) -> None:
    for part, number_format in parts:
        if part.number_format != number_format:
            part.number_format = number_format


def _formulas(area: Any) -> list[list[str]]:
    """The formulas of a range as rows, also of a single cell or row."""
    raw = area.formula
    if isinstance(raw, str):
        return [[raw]]
    if not isinstance(raw[0], list | tuple):
        return [list(raw)] if area.shape[0] == 1 else [[cell] for cell in raw]
    return [list(row) for row in raw]


def _saved(value: Any, formula: str) -> tuple[Any, _Class]:
    """What brings a cell back, and how it is written.

    A text that looks like a formula is its own value; a formula never is. Days and currency
    amounts lose something on their way here, their formula is the exact number.

    >>> _saved("=1+1", "=1+1"), _saved(2.0, "=1+1"), _saved(Decimal("1.5"), "1.50001")
    (('=1+1', 'text'), ('=1+1', 'formula'), (1.50001, 'plain'))
    """
    if isinstance(value, str) and value and value == formula:
        return value, "text"
    if is_error(value) or (isinstance(formula, str) and formula.startswith("=")):
        return formula, "formula"
    if isinstance(value, str):
        return value, "text" if value else "plain"
    if isinstance(value, Decimal | dt.datetime):
        return _number(formula, value), "plain"
    return value, "plain"


def _number(formula: str, value: Any) -> Any:
    try:
        return float(formula)
    except (TypeError, ValueError):
        return plain(value)


def _runs(column: Sequence[tuple[Any, _Class]]) -> Iterator[tuple[int, list[Any], _Class]]:
    """Stretches of a column written in the same way: first place, cells, way; blank ones not."""
    start = 0
    for kind, run in groupby(column, key=lambda pair: pair[1]):
        cells = [cell for cell, _ in run]
        if any(cell not in (None, "") for cell in cells):
            yield start, cells, kind
        start += len(cells)


def _put(area: Any, cells: Sequence[Any], kind: _Class) -> None:
    """Write a stretch of a column so that each cell is what it was.

    The host would take a text such as ``0012`` for a number in a General cell, and a number for a
    text in a text cell: for the moment of writing the cells have the format that keeps them.
    """
    rows = [[cell] for cell in cells]
    with ExitStack() as formats:
        if kind == "text":
            format_as(area, TEXT, formats)
        elif area.number_format in (TEXT, None):
            format_as(area, GENERAL, formats)
        if kind == "formula":
            area.formula = rows
        else:
            area.value = rows


def formats_of(area: Any) -> Iterator[tuple[Any, str]]:
    """The parts of a range that have one number format each.

    Tables differ between columns, and between heading and body: so columns first, then the first
    rows apart from the rest, then halves.

    Args:
        area: an `xlwings.Range`.
    """
    shown = area.number_format
    if shown is not None:
        yield area, shown
        return
    height, width = area.shape
    if width > 1:
        yield from formats_of(area[:, : width // 2])
        yield from formats_of(area[:, width // 2 :])
    elif height > 2 * _HEADING:
        yield from _halves(area[:_HEADING, :])
        yield from _halves(area[_HEADING:, :])
    else:
        yield from _halves(area)


def _halves(column: Any) -> Iterator[tuple[Any, str]]:
    shown = column.number_format
    half = column.shape[0] // 2
    if shown is not None or not half:
        yield column, shown or GENERAL
        return
    yield from _halves(column[:half, :])
    yield from _halves(column[half:, :])
