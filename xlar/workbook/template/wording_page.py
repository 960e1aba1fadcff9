"""The sheet 函件模板: the texts of statements and letters, a row for each document and tone."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.documents.wording import built_in
from xlar.documents.wording.sheet import wording_rows
from xlar.tables.settings_schema import WORDING
from xlar.workbook.book import breadth
from xlar.workbook.template import styles
from xlar.workbook.template.grids import grid_of
from xlar.workbook.template.kit import Page
from xlar.workbook.template.tables import draw_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Language
    from xlar.documents.wording import Wordings
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

_HEADER: Final = 3
_LINE: Final = 14.5  # points a line is high
_HIGHEST: Final = 409  # points a row can be high
_WIDTHS: Final = (14, 13, 10, 10, 18, 26, 20, 52, 52, 46, 46)
_HINT: Final = Text(
    "改写任何一格即改写函件，一行一段。花括号是占位符；行首的 {?contract} 表示有合同号才印这一行。"
    "空白 = 不改，“–” = 不印。",
    "Change any cell to change the documents; a line is a paragraph. Names in braces are filled "
    "in; {?name} in front of a line prints it only where there is one.",
)


def _rows(wordings: Wordings, lang: Language) -> list[list[str | None]]:
    """The texts, those of the template's own language first; labels only where changed."""
    languages: tuple[Language, Language] = ("zh", "en") if lang == "zh" else ("en", "zh")
    own = wording_rows(built_in(), languages)
    return [
        [cell or None for cell in row]
        for row in wording_rows(wordings, languages)
        if row[0] != _LABELS or row not in own
    ]


_LABELS: Final = next(one.zh for one in WORDING.by_name["kind"].choices if one.code == "labels")


def _draw(canvas: Canvas, kit: Kit) -> None:
    grid = grid_of(WORDING, _rows(kit.own.wordings or built_in(), kit.lang), kit.lang)
    canvas.band(kit.sheet("Wording"), _HINT, len(_WIDTHS))
    draw_table(canvas, grid, _HEADER, abouts=True, widths=_WIDTHS, look="wrap_top")
    canvas.sheet.set_row_pixels(_HEADER - 1, 44)
    canvas.sheet.freeze_panes(_HEADER + 1, 4)
    for row, cells in enumerate(grid.rows, _HEADER + 1):
        canvas.sheet.set_row(row, _height(cells))
    canvas.page((0, 0, _HEADER + len(grid.rows), len(_WIDTHS) - 1), header=_HEADER)


def _height(cells: Sequence[str | float | None]) -> float:
    """A height in points at which no text of a row is cut."""
    lines = max(
        sum(ceil((breadth(line) + 1) * 1.1 / width) for line in str(cell).splitlines())
        for cell, width in zip(cells, _WIDTHS, strict=True)
        if cell
    )
    return min(_HIGHEST, _LINE * lines + 4)


PAGE: Final = Page("Wording", Text(WORDING.zh, WORDING.en), _draw, styles.WARN)
