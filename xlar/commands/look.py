"""How the sheets that commands make look: fonts, colors, widths, and what stays in sight."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.cells import Link, area_address
from xlar.workbook.book import breadth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import ExitStack

    from xlar.commands.cells import CellKind, Column

_WIDEST: Final = 50.0  # characters; a text that is longer goes on in the next line
_BESIDE: Final = 1.5  # characters of space that a link is given
_TITLE_SIZE: Final = 14.0  # points
_TITLE_HEIGHT: Final = 26.0  # points: room for Chinese letters of that size in any font
_INK: Final = "#17415F"  # as the headings of the template
_PALE: Final = "#E8F1F5"
_MOST_ROWS_KEPT: Final = 12  # of what stands above a table: more would leave the table no room
_FIGURES: Final[frozenset[CellKind]] = frozenset(
    {"amount", "whole", "number", "decimal", "ratio", "day"}
)


@dataclass(frozen=True)
class Look:
    """How a new sheet looks; what a host does not know, such as fonts, it leaves plain.

    Attributes:
        sheet: name of the sheet.
        bold: cells in bold.
        fitted: the area whose columns are as wide as their content; long texts are wrapped.
        title: the cell with the heading of the sheet.
        header: cells with the titles of the columns.
        right: those of them that stand over figures.
        widths: least width of each fitted column in characters, as far as given.
        kept: rows that stay in sight, such as ``1:6``.
    """

    sheet: str
    bold: Sequence[str]
    fitted: str
    title: str = ""
    header: str = ""
    right: Sequence[str] = ()
    widths: Sequence[float] = ()
    kept: str = ""

    def carry_out(self, book: Any, undo: ExitStack) -> None:  # noqa: ARG002 - goes with the sheet
        """Set fonts, colors and widths."""
        sheet = book.sheets[self.sheet]
        for does in (self._fonts, self._colors, self._align, self._fit, self._keep):
            with suppress(NotImplementedError):
                does(sheet)

    def _fonts(self, sheet: Any) -> None:
        for cells in filter(None, (*self.bold, self.title, self.header)):
            sheet.range(cells).font.bold = True
        if self.title:
            font = sheet.range(self.title).font
            font.size, font.color = _TITLE_SIZE, _INK
            sheet.range(self.title).row_height = _TITLE_HEIGHT
            sheet.range(self.title).vertical_alignment = "center"

    def _colors(self, sheet: Any) -> None:
        if self.header:
            sheet.range(self.header).color = _PALE
            sheet.range(self.header).font.color = _INK

    def _align(self, sheet: Any) -> None:
        for cells in self.right:
            sheet.range(cells).horizontal_alignment = "right"

    def _fit(self, sheet: Any) -> None:
        fitted = sheet.range(self.fitted)
        fitted.columns.autofit()
        is_wrapped = False
        for place, column in enumerate(fitted.columns):
            least = self.widths[place] if place < len(self.widths) else 0.0
            width = max(column.column_width, least)
            if width > _WIDEST:
                column.wrap_text = is_wrapped = True
            if min(width, _WIDEST) != column.column_width:
                column.column_width = min(width, _WIDEST)
        if is_wrapped:
            fitted.vertical_alignment = "top"
            fitted.rows.autofit()

    def _keep(self, sheet: Any) -> None:
        if self.kept:
            sheet.freeze_panes.freeze_at(self.kept)


def table_look(sheet: str, header_row: int, columns: Sequence[Column]) -> Look:
    """How a sheet looks that has a heading in its first cell and a table further down.

    Args:
        sheet: name of the sheet.
        header_row: row of the titles of the columns, from 1.
        columns: the table from column A.
    """
    width = max(len(columns), 2)
    return Look(
        sheet,
        bold=(),
        fitted=area_address(header_row, 1, len(columns[0].cells) + 1, width),
        title="A1",
        header=area_address(header_row, 1, 1, width),
        right=tuple(_over_figures(header_row, columns)),
        widths=[_link_width(column) for column in columns],
        kept=f"1:{header_row}" if header_row <= _MOST_ROWS_KEPT else "",
    )


def _over_figures(row: int, columns: Sequence[Column]) -> Iterator[str]:
    """The titles that stand over figures, neighbours together."""
    kinds = enumerate((column.kind in _FIGURES for column in columns), 1)
    for is_figure, run in groupby(kinds, itemgetter(1)):
        places = [place for place, _ in run]
        if is_figure:
            yield area_address(row, places[0], 1, len(places))


def _link_width(column: Column) -> float:
    """A link is a formula that may not be computed yet when widths are set: its text is measured.

    >>> from xlar.commands.cells import Column
    >>> _link_width(Column("", "link", [Link("发票!J3018", "发票", "J3018"), None]))
    11.5
    """
    texts = (cell.text for cell in column.cells if isinstance(cell, Link))
    return max((_BESIDE + breadth(text) for text in texts), default=0.0)
