"""Tables for paper: which columns are worth their room, how wide each is, in what size of type.

Widths are worked out here, because typst would lay out every cell twice to find them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from xlar.documents.render.plain import BREAK, breakable_anywhere, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE: Final = 476.0  # points between the margins (168 mm)
_SIZES: Final = (8.5, 8.0, 7.5, 7.0, 6.5)  # the largest that fits is taken
_PADDING: Final = 6.6  # points at both sides of a cell together
_PARTED: Final = 9.0  # points more in front of a left column that follows a right one
_NARROW: Final = frozenset(" !'(),.:;Iijl|·‘’")
_BOLD: Final = 1.06  # how much wider than the regular weight the bold one is
_LONG_HEAD: Final = 4.5  # ems; a longer Chinese head goes on two lines


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its cells.

    Attributes:
        head: its heading.
        cells: one text per row.
        right: whether it is set flush right, as figures are.
        elastic: whether it gives way and its cells are broken when room is short.
        foot: its cells in the last rows, which are bold.
    """

    head: str
    cells: Sequence[str]
    right: bool = False
    elastic: bool = False
    foot: Sequence[str] = ()


def text_width(text: str) -> float:
    """The width of a text in ems: exact for figures, on the safe side for letters.

    >>> text_width("1,234.50"), text_width("合计")
    (3.886, 2.0)
    """
    return round(sum(map(_advance, text)), 3)


@cache
def _advance(sign: str) -> float:
    if sign.isdigit() and sign.isascii():
        return 0.555
    if sign in ",.":
        return 0.278
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    if sign in _NARROW or sign == "-":
        return 0.35
    if sign in "mwMW@%—…":
        return 0.95
    return 0.68 if sign.isupper() else 0.58


def table(columns: Sequence[Column], *, room: float = PAGE) -> dict[str, Any]:
    """The table as the template ``data-table`` takes it.

    Every column of figures and days is as wide as its widest cell; the elastic ones share what is
    left. The type gets smaller before a cell is broken.

    Args:
        columns: at least one elastic, all with as many cells and as many foot cells.
        room: points from margin to margin.
    """
    layout = _Layout(columns, room)
    size, widths = layout.fitted()
    cells = [
        [_cell(text, width, size) if column.elastic else plain(text) for text in column.cells]
        for column, width in zip(columns, layout.inner(widths), strict=True)
    ]
    return {
        "heads": [plain(column.head) for column in columns],
        "sides": ["r" if column.right else "l" for column in columns],
        "widths": [round(width, 2) for width in widths],
        "size": size,
        "even": not any(BREAK in cell for column in cells for cell in column),
        "rows": [list(row) for row in zip(*cells, strict=True)],
        "foot": [list(map(plain, row)) for row in zip(*(one.foot for one in columns), strict=True)],
    }


class _Layout:
    """The widths of a table's columns."""

    def __init__(self, columns: Sequence[Column], room: float) -> None:
        self.columns = columns
        self.room = room
        self.needs = [_need(column) for column in columns]
        sides = [column.right for column in columns]
        self.insets = [
            _PADDING + (_PARTED if before and not right else 0.0)
            for before, right in zip([False, *sides], sides, strict=False)
        ]

    def inner(self, widths: Sequence[float]) -> list[float]:
        """What each width leaves for text."""
        return [width - inset for width, inset in zip(widths, self.insets, strict=True)]

    def wanted(self, size: float) -> list[float]:
        """The width each column wants in type of a size."""
        return [need * size + inset for need, inset in zip(self.needs, self.insets, strict=True)]

    def fitted(self) -> tuple[float, list[float]]:
        """The largest size at which every cell stays on one line, and the widths; else the least.

        Room to spare goes half to all columns, half to the elastic ones.
        """
        for size in _SIZES:
            spare = self.room - sum(self.wanted(size))
            if spare >= 0:
                half, elastic = spare / 2, sum(column.elastic for column in self.columns)
                widths = [
                    want + half / len(self.columns) + (half / elastic if column.elastic else 0.0)
                    for want, column in zip(self.wanted(size), self.columns, strict=True)
                ]
                return size, widths
        return _SIZES[-1], self._squeezed(_SIZES[-1])

    def _squeezed(self, size: float) -> list[float]:
        """Widths where the elastic columns give way, the widest of them most."""
        pairs = list(zip(self.wanted(size), self.columns, strict=True))
        firm = sum(want for want, column in pairs if not column.elastic)
        left = self.room - firm
        limit = _water_level([want for want, column in pairs if column.elastic], left)
        return [min(want, limit) if column.elastic else want for want, column in pairs]


def _water_level(wants: Sequence[float], room: float) -> float:
    """The width no column may exceed for all of them to fit.

    >>> _water_level([10.0, 50.0, 90.0], 100.0)
    45.0
    """
    left, count = room, len(wants)
    for want in sorted(wants):
        if want * count >= left:
            break
        left -= want
        count -= 1
    return left / max(count, 1)


def _need(column: Column) -> float:
    """Ems a column wants: its widest cell and its head, a long Chinese one on two lines."""
    cells = max(map(text_width, column.cells), default=0.0)
    foot = max((_BOLD * text_width(cell) for cell in column.foot), default=0.0)
    words = column.head.split() if " " in column.head else [column.head]
    head = _BOLD * max(map(text_width, words), default=0.0)
    if head > _LONG_HEAD and len(words) == 1 and not column.head.isascii():
        head /= 2
    return max(cells, head + 0.5, 0.0 if column.elastic else foot)


def _cell(text: str, width: float, size: float) -> str:
    clean = plain(text)
    fits = text_width(clean) * size <= width + 0.01
    return clean if fits else breakable_anywhere(clean)
