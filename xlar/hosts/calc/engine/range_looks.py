"""The part of a range that is about its looks: formats, sizes, alignment, colors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.engine.looks import Borders, Color, Font, color_number, color_parts, common
from xlar.hosts.calc.engine.members import Member
from xlar.hosts.calc.engine.number_formats import FormatMap

if TYPE_CHECKING:
    from xlar.hosts.calc.engine.number_formats import NumberFormats

# Lengths in hundredths of a millimetre.
_POINT: Final = 2540 / 72
_PIXEL: Final = 2540 / 96
# A column of Excel is so many digits of its standard font wide, with a margin around them.
_DIGIT_PIXELS: Final = 7
_MARGIN_PIXELS: Final = 5
_FORMATS: Final = 32 | 256  # com.sun.star.sheet.CellFlags: attributes of cells and of their text
_ASKED: Final = 1000
_HORIZONTAL: Final = {
    "general": "STANDARD",
    "left": "LEFT",
    "center": "CENTER",
    "right": "RIGHT",
    "justify": "BLOCK",
    "fill": "REPEAT",
}
_VERTICAL: Final = {"top": 1, "center": 2, "bottom": 3, "justify": 4}


def _uniform(values: set[Any]) -> Any:
    return values.pop() if len(values) == 1 else None


def _of_all(lines: Any, name: str) -> Any:
    """A property of rows or columns; ``None`` where it differs among them."""
    count = lines.Count
    # A whole column has a million rows: the first thousand and the last one speak for all.
    asked = [*range(min(count, _ASKED)), count - 1]
    return _uniform({lines.getByIndex(index).getPropertyValue(name) for index in asked})


class RangeLooks(Member):
    """What a range looks like; ``Range`` adds where it lies and what it holds."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def shape(self) -> tuple[int, int]:
            """Rows and columns."""

        @property
        def api(self) -> Any:
            """The UNO range."""

        @property
        def formats(self) -> NumberFormats:
            """The number formats of the document."""

    @property
    def number_format(self) -> str | None:
        """Excel's code of the format; ``None`` where cells differ."""
        if self.shape == (1, 1):
            return self.formats.code(self.api.NumberFormat)
        keys = {key for key, _ in FormatMap.of(self.api).areas}
        found: str | None = _uniform({self.formats.code(key) for key in keys})
        return found

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.api.NumberFormat = self.formats.key(value)

    @property
    def font(self) -> Font:
        """The font."""
        return Font(self.api)

    @property
    def borders(self) -> Borders:
        """The lines around and between the cells."""
        return Borders(self.api, self.shape)

    @property
    def color(self) -> Color | None:
        """The color of the fill; ``None`` without one or where cells differ."""
        number = common(self.api, "CellBackColor")
        return None if number is None else color_parts(number)

    @color.setter
    def color(self, value: Color | str | int | None) -> None:
        self.api.CellBackColor = -1 if value is None else color_number(value)

    @property
    def column_width(self) -> float | None:
        """The width in digits of Excel's standard font; ``None`` where it differs."""
        width = _of_all(self.api.Columns, "Width")
        if width is None:
            return None
        return float(round(max(width / _PIXEL - _MARGIN_PIXELS, 0) / _DIGIT_PIXELS, 2))

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.api.Columns.Width = round((value * _DIGIT_PIXELS + _MARGIN_PIXELS) * _PIXEL)

    @property
    def row_height(self) -> float | None:
        """The height in points; ``None`` where it differs."""
        height = _of_all(self.api.Rows, "Height")
        return None if height is None else float(round(height / _POINT, 2))

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.api.Rows.Height = round(value * _POINT)

    @property
    def width(self) -> float:
        """The width in points."""
        return float(self.api.Size.Width / _POINT)

    @property
    def height(self) -> float:
        """The height in points."""
        return float(self.api.Size.Height / _POINT)

    @property
    def left(self) -> float:
        """Points from the left edge of the sheet."""
        return float(self.api.Position.X / _POINT)

    @property
    def top(self) -> float:
        """Points from the upper edge of the sheet."""
        return float(self.api.Position.Y / _POINT)

    @property
    def row_hidden(self) -> bool | None:
        """Are its rows hidden? ``None`` where some are."""
        shown = _of_all(self.api.Rows, "IsVisible")
        return None if shown is None else not shown

    @row_hidden.setter
    def row_hidden(self, value: bool) -> None:
        self.api.Rows.IsVisible = not value

    @property
    def column_hidden(self) -> bool | None:
        """Are its columns hidden? ``None`` where some are."""
        shown = _of_all(self.api.Columns, "IsVisible")
        return None if shown is None else not shown

    @column_hidden.setter
    def column_hidden(self, value: bool) -> None:
        self.api.Columns.IsVisible = not value

    def autofit(self, axis: str | None = None) -> None:
        """Fit the columns (``c``), the rows (``r``), or both to what they hold."""
        if axis in {None, "c", "columns"}:
            self.api.Columns.OptimalWidth = True
        if axis in {None, "r", "rows"}:
            self.api.Rows.OptimalHeight = True

    @property
    def wrap_text(self) -> bool | None:
        """Does long text go on in the next line? ``None`` where cells differ."""
        found: bool | None = common(self.api, "IsTextWrapped")
        return found

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.api.IsTextWrapped = value

    @property
    def horizontal_alignment(self) -> str | None:
        """Where text stands between left and right."""
        found = common(self.api, "HoriJustify")
        return found and {calc: name for name, calc in _HORIZONTAL.items()}.get(found.value)

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        if value not in _HORIZONTAL:
            raise ValueError(f"LibreOffice has no horizontal alignment {value!r}")
        justify = bridge.enum("com.sun.star.table.CellHoriJustify", _HORIZONTAL[value])
        self.api.HoriJustify = justify

    @property
    def vertical_alignment(self) -> str | None:
        """Where text stands between top and bottom."""
        found = common(self.api, "VertJustify")
        names = {calc: name for name, calc in _VERTICAL.items()}
        # Calc's own standard is the bottom, as is Excel's.
        return None if found is None else names.get(found, "bottom")

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        if value not in _VERTICAL:
            raise ValueError(f"LibreOffice has no vertical alignment {value!r}")
        self.api.VertJustify = _VERTICAL[value]

    def clear_formats(self) -> None:
        """Take all looks away; what the cells hold stays."""
        self.api.clearContents(_FORMATS)
