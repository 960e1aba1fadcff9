"""The monthly report as a workbook: every figure a number, every chart a native one."""

from __future__ import annotations

import io
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from xlar.core.columns import NO_AMOUNT, NO_INT
from xlar.core.money import decimals
from xlar.core.tables import NUMBER_SCALE
from xlar.documents.render.xlsx import sheet_title
from xlar.documents.report.content import Chart, Grid, Pair, Remarks
from xlar.documents.report.drawing import BRAND, INK, MUTED, palette

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlar.documents.report.content import CellKind, MonthlyReport, Part, Series

_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)  # always the same, for equal bytes
_SERIAL_OF_DAY_0: Final = 25_569
_FORMATS: Final[Mapping[CellKind, str]] = {
    "amount": "#,##0.00",
    "whole": "#,##0",
    "number": "#,##0.0",
    "ratio": "0.0%",
    "day": "yyyy-mm-dd",
    "text": "@",
    "figure": "@",
}
_UNITS: Final = {10_000: "ten_thousands", 1_000: "thousands"}
_WIDTHS: Final = (30, *(15,) * 11)
_TALL: Final = 300  # pixels of a chart


def report_workbook(report: MonthlyReport) -> bytes:
    """The report as an ``.xlsx`` file: an overview, and a sheet for every section.

    Args:
        report: its content.
    """
    titles: set[str] = set()
    with _book(report.name) as (book, target):
        first = {"zh": "概览", "en": "Overview"}[report.lang]
        _Sheet(book, sheet_title(first, titles)).overview(report)
        for section in report.sections:
            page = _Sheet(book, sheet_title(section.title, titles))
            page.heading(section.title)
            for part in section.parts:
                page.part(part)
    return target.getvalue()


def grids_workbook(title: str, grids: Sequence[Grid], sheet: str) -> bytes:
    """Tables as an ``.xlsx`` file of one sheet.

    Args:
        title: heading of the sheet.
        grids: the tables, one below the other.
        sheet: its name.
    """
    with _book(title) as (book, target):
        page = _Sheet(book, sheet_title(sheet, set()))
        page.heading(title)
        for grid in grids:
            page.part(grid)
    return target.getvalue()


@contextmanager
def _book(title: str) -> Iterator[tuple[Any, io.BytesIO]]:
    """A workbook in memory that takes texts for texts; it is complete after the block."""
    import xlsxwriter  # loaded only where a workbook is written

    target = io.BytesIO()
    options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(target, {"in_memory": True, **options}) as book:
        book.set_properties({"title": title, "created": _CREATED})
        yield book, target


class _Sheet:
    """A sheet written from the top down."""

    def __init__(self, book: Any, title: str) -> None:
        self.book = book
        self.title = title
        self.row = 0
        self.sheet = book.add_worksheet(title)
        self.sheet.hide_gridlines(2)
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 1)  # a chart is not parted
        self.sheet.set_footer("&C&P / &N")
        for column, width in enumerate(_WIDTHS):
            self.sheet.set_column(column, column, width)
        self._styles: dict[tuple[Any, ...], Any] = {}

    def style(self, kind: CellKind = "text", **more: Any) -> Any:
        """The format of a kind of cell."""
        key = (kind, *sorted(more.items()))
        if key not in self._styles:
            right = {"align": "right"} if kind == "figure" else {}
            look = {"num_format": _FORMATS[kind], "font_size": 10, "font_color": INK, **right}
            self._styles[key] = self.book.add_format({**look, **more})
        return self._styles[key]

    def heading(self, text: str, size: int = 16) -> None:
        """A heading in a row of its own."""
        self.sheet.set_row(self.row, size * 1.7)
        look = self.style(bold=True, font_size=size, font_color=BRAND)
        self.sheet.write_string(self.row, 0, text, look)
        self.row += 1

    def line(self, text: str, color: str = INK) -> None:
        """A sentence in a row of its own."""
        self.sheet.write_string(self.row, 0, text, self.style(font_color=color))
        self.row += 1

    def overview(self, report: MonthlyReport) -> None:
        """Title, key figures, findings and notes."""
        self.heading(f"{report.title} · {report.subtitle}", 18)
        self.line(report.company, MUTED)
        self.row += 1
        edge: dict[str, Any] = {"bottom": 1, "bottom_color": MUTED}
        for card in report.cards:
            self.sheet.write_string(self.row, 0, card.title, self.style(**edge))
            value = self.style("figure", bold=True, font_size=12, font_color=BRAND, **edge)
            self.sheet.write_string(self.row, 1, card.value, value)
            self.sheet.write_string(self.row, 2, card.change, self.style("figure", **edge))
            self.row += 1
        self.row += 1
        for text in report.findings:
            self.line(f"· {text}")
        self.row += 1
        for text in report.notes:
            self.line(text, MUTED)

    def part(self, part: Part) -> None:
        """A part of a section, below the one before."""
        if isinstance(part, Pair):
            self.part(part.left)
            self.part(part.right)
        elif isinstance(part, Remarks):
            for text in part.texts:
                self.line(text)
            self.row += 1
        elif isinstance(part, Grid):
            self._grid(part)
        else:
            self._chart(part)

    def _grid(self, grid: Grid) -> None:
        if grid.title:
            self.heading(grid.title, 12)
        kinds = [head.kind for head in grid.heads]
        self._header([head.title for head in grid.heads], kinds)
        for rows, more in ((grid.rows, {}), (grid.totals, {"bold": True, "top": 1})):
            for row in rows:
                self._cells(row, kinds, grid.currency, more)
        if grid.note:
            self.line(grid.note, MUTED)
        self.row += 1

    def _header(self, titles: Sequence[str], kinds: Sequence[CellKind]) -> None:
        for column, (title, kind) in enumerate(zip(titles, kinds, strict=True)):
            align = "left" if kind == "text" else "right"
            look = self.style(bold=True, font_color="white", bg_color=BRAND, align=align)
            self.sheet.write_string(self.row, column, title, look)
        self.row += 1

    def _cells(
        self, row: Sequence[Any], kinds: Sequence[CellKind], currency: str, more: dict[str, Any]
    ) -> None:
        for column, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            look = self.style(kind, **more)
            if value in (None, "") or (not isinstance(value, str) and value in (NO_AMOUNT, NO_INT)):
                self.sheet.write_blank(self.row, column, None, look)
            elif isinstance(value, str):
                self.sheet.write_string(self.row, column, value, look)
            else:
                self.sheet.write_number(self.row, column, _number(value, kind, currency), look)
        self.row += 1

    def _chart(self, chart: Chart) -> None:
        """A chart, and its figures below."""
        self.heading(f"{chart.title}（{chart.unit}）" if chart.unit else chart.title, 12)
        kind: CellKind = "number" if chart.scale == 1 else "amount"
        above, self.row = self.row, self.row + _TALL // 20 + 2
        top = self.row
        self._header(
            ["", *(one.name for one in chart.series)], ["text", *(kind for _ in chart.series)]
        )
        for place, label in enumerate(chart.labels):
            figures = [one.values[place] for one in chart.series]
            self.sheet.write_string(self.row, 0, label, self.style())
            for column, value in enumerate(figures, 1):
                if value is not None:
                    self.sheet.write_number(self.row, column, value, self.style(kind))
            self.row += 1
        self.sheet.insert_chart(above, 0, self._native(chart, top), {"object_position": 1})
        self.row += 1

    def _native(self, chart: Chart, top: int) -> Any:
        lying = chart.kind == "bars"
        made = self._of_kind({"line": "line", "bars": "bar"}.get(chart.kind, "column"), chart, top)
        made.set_title({"none": True})
        made.set_size({"width": 860, "height": _TALL})
        made.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom"})
        values: dict[str, Any] = {"num_format": "#,##0", "min": 0, "line": {"none": True}}
        values["major_gridlines"] = {"visible": not lying, "line": {"color": "#DFE4E9"}}
        values["visible"] = not lying  # its bars carry their figures
        if chart.scale in _UNITS:
            values |= {"display_units": _UNITS[chart.scale], "display_units_visible": False}
        categories: dict[str, Any] = {"reverse": lying}
        made.set_x_axis(values if lying else categories)
        made.set_y_axis(categories if lying else values)
        return made

    def _of_kind(self, kind: str, chart: Chart, top: int) -> Any:
        """The native chart; the range of an outlook is two lines over its bars.

        What it is compared with stands in the table only: it would flatten the bars.
        """
        bars = [n for n, one in enumerate(chart.series) if one.role == "bar"]
        over = [n for n, one in enumerate(chart.series) if one.role in ("low", "high")]
        stacked = {"subtype": "stacked"} if chart.kind in ("stacked", "outlook") else {}
        made = self.book.add_chart({"type": kind, **stacked})
        mine = bars if chart.kind == "outlook" else range(len(chart.series))
        colors = palette(len(mine))
        for color, number in zip(colors, mine, strict=True):
            made.add_series(self._series(chart, number, top, color, is_line=kind == "line"))
        if chart.kind == "outlook" and over:
            lines = self.book.add_chart({"type": "line"})
            for number in over:
                lines.add_series(self._series(chart, number, top, BRAND, is_line=True))
            made.combine(lines)
        return made

    def _series(
        self, chart: Chart, number: int, top: int, color: str, *, is_line: bool
    ) -> dict[str, Any]:
        first, last, column = top + 1, top + len(chart.labels), number + 1
        one: Series = chart.series[number]
        look: dict[str, Any] = {"fill": {"color": color}, "gap": 50}
        if chart.kind == "bars":
            look["data_labels"] = {"value": True, "num_format": "#,##0"}
        if is_line:
            dash = {"dash_type": "dash"} if one.role in ("low", "high") else {}
            look = {"line": {"color": color, "width": 1.75, **dash}}
        return {
            "name": [self.title, top, column],
            "categories": [self.title, first, 0, last, 0],
            "values": [self.title, first, column, last, column],
            **look,
        }


def _number(value: int, kind: CellKind, currency: str) -> float:
    """A machine value as a cell holds it."""
    if kind == "amount":
        return float(value / 10 ** decimals(currency or "CNY"))
    if kind in ("ratio", "number"):
        return value / NUMBER_SCALE
    return float(value + _SERIAL_OF_DAY_0) if kind == "day" else float(value)
