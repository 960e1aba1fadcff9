"""Drawing an Excel table: headers, cells, formats for rows to come, lists to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.workbook.template.canvas import fitting
from xlar.workbook.template.grids import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.tables.names import ColumnSchema
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.grids import TableGrid

LAST_ROW: Final = 50_000
"""The row down to which lists and conditional colors reach, for rows to come."""

_STYLE: Final = "Table Style Light 1"
_LEAST: Final = {"day": 12, "amount": 15, "id": 12}
_SAMPLE: Final = 500


def draw_table(
    canvas: Canvas,
    grid: TableGrid,
    top: int,
    left: int = 0,
    *,
    abouts: bool = False,
    widths: Sequence[float] = (),
    look: str = "cell",
) -> None:
    """Draw an Excel table.

    Args:
        canvas: the sheet.
        grid: its columns and cells.
        top: row of the headers, from 0.
        left: first column.
        abouts: whether the row above says what each column means.
        widths: widths of the columns; none = as wide as their cells need.
        look: how its cells look.
    """
    columns = []
    for place, column in enumerate(grid.schema.columns):
        at, cells = left + place, [row[place] for row in grid.rows]
        width = widths[place] if widths else _width(grid.headers[place], column, cells)
        kind = _number_format(column)
        canvas.column(at, width, "cell" if look == "input" else look, kind)
        for row, cell in enumerate(cells, top + 1):
            if cell is not None or look == "input":
                canvas.put(row, at, cell, look, kind)
        if abouts:
            canvas.put(top - 1, at, column.about, "about")
        offered = words(column, canvas.lang)
        if offered:
            canvas.choices((top + 1, at, LAST_ROW, at), offered)
        style = canvas.styles.get("required" if column.required else "header")
        columns.append({"header": grid.headers[place], "header_format": style})
    bottom, right = top + len(grid.rows), left + len(columns) - 1
    canvas.sheet.add_table(
        top, left, bottom, right,
        {"name": grid.schema.name, "columns": columns, "style": _STYLE},
    )  # fmt: skip
    canvas.sheet.set_row_pixels(top, 30)


def _number_format(column: ColumnSchema) -> str:
    return column.kind if column.kind in ("day", "amount", "number", "integer") else "text"


def _width(header: str, column: ColumnSchema, cells: Sequence[str | float | None]) -> float:
    texts = [cell for cell in cells[:_SAMPLE] if isinstance(cell, str)]
    return fitting([f"{header}   ", *texts], _LEAST.get(column.kind, 9), 44)
