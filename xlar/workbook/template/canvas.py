"""One sheet of the template being drawn: typed cells, a title band, tables and spilled reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xlar.core.dates import day_number
from xlar.core.problems import Text
from xlar.workbook.book import breadth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language
    from xlar.workbook.template.styles import Styles

Cell: TypeAlias = "str | float | date | None"

SERIAL_OF_DAY_0: Final = 25_569
_HOME: Final = Text("返回开始", "Back to Start")
_FOOTER: Final = Text("&L&8&A&C&8第 &P 页，共 &N 页&R&8&D", "&L&8&A&C&8Page &P of &N&R&8&D")
_A4: Final = 9
_READABLE: Final = 190  # characters across a page that can still be read
_RIGHT: Final = frozenset({"amount", "bucket", "whole", "ratio", "number", "integer"})


def serial(day: date) -> float:
    """The spreadsheet serial of a day.

    >>> serial(date(2026, 6, 30))
    46203.0
    """
    return float(day_number(day) + SERIAL_OF_DAY_0)


@dataclass
class Canvas:
    """A sheet being drawn.

    Attributes:
        sheet: the `xlsxwriter` worksheet.
        styles: formats of the workbook.
        lang: language of the texts.
        home: name of the first sheet, where its title band leads back to.
        widths: widths of the columns so far, in characters.
        lines: what every rule of the sheet adds to its look.
    """

    sheet: Any
    styles: Styles
    lang: Language
    home: str = ""
    widths: dict[int, float] = field(default_factory=dict)
    lines: Mapping[str, Any] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Cell | Text, look: str = "plain",
            kind: str = "", **more: Any) -> None:  # fmt: skip
        """Write one cell; a text is never taken for a formula, a link or a number.

        Args:
            row: row from 0.
            column: column from 0.
            value: what stands there; a text in two languages is written in that of the sheet.
            look: how it looks.
            kind: kind of its number format.
            more: further properties of its format.
        """
        style = self.styles.get(look, kind, **more)
        if isinstance(value, Text):
            value = value[self.lang]
        if isinstance(value, date):
            value = serial(value)
        if isinstance(value, str) and value:
            self.sheet.write_string(row, column, value, style)
        elif isinstance(value, int | float):
            self.sheet.write_number(row, column, value, style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def formula(self, row: int, column: int, formula: str, value: str | float,
                look: str = "plain", kind: str = "", **more: Any) -> None:  # fmt: skip
        """Write a formula with the value it has.

        Args:
            row: row from 0.
            column: column from 0.
            formula: the formula as a file holds it, in English.
            value: its result, which is shown until a program calculates it anew.
            look: how it looks.
            kind: kind of its number format.
            more: further properties of its format.
        """
        style = self.styles.get(look, kind, **more)
        self.sheet.write_formula(row, column, formula, style, value)

    def spill(
        self, row: int, column: int, formula: str, rows: Sequence[Sequence[Cell]],
        kinds: Sequence[str] = (), *, header: bool = False,
    ) -> None:  # fmt: skip
        """Write a formula that fills a range, with everything it fills it with.

        Args:
            row: first row, from 0.
            column: first column, from 0.
            formula: the formula.
            rows: its result, all rows equally long.
            kinds: kind of each column's number format.
            header: whether the first row holds titles.
        """
        bottom, right = row + len(rows) - 1, column + len(rows[0]) - 1

        def style(x: int, y: int) -> Any:
            kind, more = kinds[x] if kinds else "", apart(kinds, x)
            if header and y == 0:
                align = {"day": "center"}.get(kind, "right" if kind in _RIGHT else "left")
                return self.styles.get("header", align=align, **more)
            return self.styles.get("cell", kind, **more)

        self.sheet.write_dynamic_array_formula(
            row, column, bottom, right, formula, style(0, 0), _spilled(rows[0][0])
        )
        for y, cells in enumerate(rows):
            for x, cell in enumerate(cells):
                value = _spilled(cell)
                if x == y == 0:
                    continue  # it carries the formula
                if isinstance(value, str):
                    self.sheet.write_string(row + y, column + x, value, style(x, y))
                else:
                    self.sheet.write_number(row + y, column + x, value, style(x, y))

    def link(self, row: int, column: int, sheet: str, label: Text | str, look: str = "link",
             **more: Any) -> None:  # fmt: skip
        """Write a link to a sheet, as a formula, so that it keeps its look in every program."""
        text = label[self.lang] if isinstance(label, Text) else label
        self.formula(row, column, f'=HYPERLINK("#\'{sheet}\'!A1","{text}")', text, look, **more)

    def band(self, title: Text | str, hint: Text | str, width: int, home: int = 7) -> None:
        """The title on a colored band, a way back, and a sentence below.

        Args:
            title: the title.
            hint: what the sheet is for.
            width: how many columns the band is wide.
            home: the column of the way back, where the band reaches it; else its last.
        """
        self.sheet.set_row_pixels(0, 40)
        for column in range(1, width):
            self.put(0, column, None, "band")
        self.put(0, 0, title, "title")
        self.put(1, 0, hint, "hint")
        self.sheet.set_row_pixels(1, 26)
        if self.home:
            self.link(0, min(home, width - 1), self.home, _HOME, "home")

    def column(
        self, place: int, width: float, look: str = "cell", kind: str = "", **more: Any
    ) -> None:
        """Give a column its width in characters and the format of cells to come."""
        self.widths[place] = width
        self.sheet.set_column(place, place, width, self.styles.get(look, kind, **more))

    def page(
        self, area: tuple[int, int, int, int], *, landscape: bool = True, header: int | None = None
    ) -> None:
        """Set up printing: A4, as many pages wide as can be read, page numbers below.

        Args:
            area: what is printed: first row, first column, last row, last column.
            landscape: whether the paper lies.
            header: the row repeated on every page, with the first two columns if several are wide.
        """
        sheet = self.sheet
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        width = sum(self.widths.get(column, 9) for column in range(area[1], area[3] + 1))
        across = max(1, round(width / _READABLE))
        sheet.fit_to_pages(across, 0)
        sheet.set_footer(_FOOTER[self.lang])
        sheet.print_area(*area)
        if header is not None:
            sheet.repeat_rows(header)
        if across > 1:
            sheet.repeat_columns(0, 1)

    def choices(self, area: tuple[int, int, int, int], source: Sequence[str] | str) -> None:
        """Offer a list in some cells; another word draws a question only.

        Args:
            area: first row, first column, last row, last column.
            source: the words, or a formula of a range.
        """
        listed = source if isinstance(source, str) else list(source)
        self.sheet.data_validation(
            *area, {"validate": "list", "source": listed, "error_type": "warning"}
        )

    def rule(self, area: tuple[int, int, int, int], criteria: str, **look: Any) -> None:
        """Change how cells look while a formula holds for them."""
        drawn = {**self.lines, **look}
        rule = {"type": "formula", "criteria": criteria, "format": self.styles.rule(**drawn)}
        self.sheet.conditional_format(*area, rule)


def _spilled(cell: Cell) -> str | float:
    """A value of a spilled range: nothing is an empty text there, as a formula gives it."""
    if isinstance(cell, date):
        return serial(cell)
    return "" if cell is None else cell


def apart(kinds: Sequence[str], place: int) -> dict[str, Any]:
    """What keeps a column of texts away from the figures left of it.

    >>> apart(["amount", "text", "text"], 1), apart(["amount", "text", "text"], 2)
    ({'indent': 1}, {})
    """
    follows = 0 < place < len(kinds) and kinds[place] == "text" and kinds[place - 1] in _RIGHT
    return {"indent": 1} if follows else {}


def fitting(texts: Sequence[str], least: float = 8, most: float = 40) -> float:
    """A width at which texts are not cut.

    >>> fitting(["客户编码", "A1"]), fitting([])
    (11.0, 8)
    """
    longest = max((breadth(text) * 1.1 + 2.2 for text in texts), default=0)
    return min(most, max(least, round(longest, 0)))
