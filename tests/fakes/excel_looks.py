"""How cells of the stand-in for Excel look: formats, fonts, colors, sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes, utils

from fakes.excel_sheet import FORMAT, places
from fakes.excel_values import GENERAL, ComError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakes.excel_addresses import Area
    from fakes.excel_sheet import SheetData

_WIDTH, _HEIGHT = 8.43, 15.0


class Look:
    """A property of the looks of cells: the common value, None where they differ."""

    def __init__(self, key: str, default: Any, clean: Callable[[Any], Any] = lambda v: v) -> None:
        self.key, self.default, self.clean = key, default, clean

    def __get__(self, owner: Any, _: type) -> Any:
        area = owner.area
        if area.height * area.width > 1_000_000:
            return owner.data.look(area.row, area.column, self.key, self.default)
        found = {owner.data.look(*place, self.key, self.default) for place in places(area)}
        return found.pop() if len(found) == 1 else None

    def __set__(self, owner: Any, value: Any) -> None:
        owner.data.touch(f"set {self.key}")
        owner.data.set_look(owner.area, self.key, self.clean(value))


def _rgb(color: Any) -> tuple[int, int, int] | None:
    if isinstance(color, str):
        color = utils.hex_to_rgb(color)
    elif isinstance(color, int):
        color = utils.int_to_rgb(color)
    return None if color is None else tuple(color)


class Font(base_classes.Font):
    """The font of a range."""

    api = property(lambda self: self)

    bold = Look("bold", default=False, clean=bool)
    italic = Look("italic", default=False, clean=bool)
    size = Look("size", 11.0, float)
    color = Look("font_color", (0, 0, 0), _rgb)
    name = Look("font", "Calibri")

    def __init__(self, data: SheetData, area: Area) -> None:
        self.data, self.area = data, area


class Looks(base_classes.Range):
    """What a range can be asked and told about its looks."""

    data: SheetData
    area: Area

    number_format = Look(FORMAT, GENERAL)
    wrap_text = Look("wrap_text", default=False, clean=bool)
    horizontal_alignment = Look("horizontal_alignment", "general")
    vertical_alignment = Look("vertical_alignment", "bottom")
    color = Look("color", None, _rgb)

    @property
    def font(self) -> Font:
        return Font(self.data, self.area)

    @property
    def column_width(self) -> float | None:
        columns = range(self.area.column, self.area.right + 1)
        found = {self.data.widths.get(column, _WIDTH) for column in columns}
        return found.pop() if len(found) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.data.touch("set a width")
        if not 0 <= value <= 255:
            raise ComError("a column is at most 255 characters wide")
        for column in range(self.area.column, self.area.right + 1):
            self.data.widths[column] = float(value)

    @property
    def row_height(self) -> float | None:
        rows = range(self.area.row, self.area.bottom + 1)
        found = {self.data.heights.get(row, _HEIGHT) for row in rows}
        return found.pop() if len(found) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.data.touch("set a height")
        for row in range(self.area.row, self.area.bottom + 1):
            self.data.heights[row] = float(value)

    def _hidden(self, kept: set[int], lines: range, value: bool | None = None) -> bool | None:
        if value is not None:
            self.data.touch("hide lines")
            (kept.update if value else kept.difference_update)(lines)
        found = {line in kept for line in lines}
        return found.pop() if len(found) == 1 else None

    @property
    def row_hidden(self) -> bool | None:
        return self._hidden(self.data.hidden_rows, range(self.area.row, self.area.bottom + 1))

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self._hidden(self.data.hidden_rows, range(self.area.row, self.area.bottom + 1), value)

    @property
    def column_hidden(self) -> bool | None:
        columns = range(self.area.column, self.area.right + 1)
        return self._hidden(self.data.hidden_columns, columns)

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        columns = range(self.area.column, self.area.right + 1)
        self._hidden(self.data.hidden_columns, columns, value)

    @property
    def left(self) -> float:
        return sum(self.data.widths.get(c, _WIDTH) * 5.7 for c in range(1, self.area.column))

    @property
    def top(self) -> float:
        return sum(self.data.heights.get(r, _HEIGHT) for r in range(1, self.area.row))

    @property
    def width(self) -> float:
        columns = range(self.area.column, self.area.right + 1)
        return sum(self.data.widths.get(c, _WIDTH) * 5.7 for c in columns)

    @property
    def height(self) -> float:
        rows = range(self.area.row, self.area.bottom + 1)
        return sum(self.data.heights.get(r, _HEIGHT) for r in rows)
