"""How cells look: font, borders, colors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlwings import base_classes

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.engine.members import Member

if TYPE_CHECKING:
    from collections.abc import Sequence

Color = tuple[int, int, int]

# The same property for western, Chinese and complex scripts; the first is the one read.
_SCRIPTS: Final = ("", "Asian", "Complex")
_BOLD: Final = 150.0
_NORMAL: Final = 100.0
_UNSET: Final = base_classes._UNSET  # noqa: SLF001 - the engine's side of Borders.set needs it

# com.sun.star.table.BorderLineStyle; Calc has no slanted dashes.
_STYLES: Final = {
    "continuous": 0,
    "dot": 1,
    "dash": 2,
    "double": 3,
    "dash_dot": 16,
    "dash_dot_dot": 17,
    "none": 32767,
}
# In hundredths of a millimetre.
_WEIGHTS: Final = {"hairline": 2, "thin": 26, "medium": 53, "thick": 88}
_TABLE_LINES: Final = {
    "edge_top": "TopLine",
    "edge_bottom": "BottomLine",
    "edge_left": "LeftLine",
    "edge_right": "RightLine",
    "inside_horizontal": "HorizontalLine",
    "inside_vertical": "VerticalLine",
}
_CELL_LINES: Final = {"diagonal_down": "DiagonalTLBR2", "diagonal_up": "DiagonalBLTR2"}


def color_number(color: Color | str | int) -> int:
    """A color of xlwings, ``(r, g, b)``, ``#rrggbb`` or Excel's number, as Calc's number.

    >>> hex(color_number((255, 128, 0))), hex(color_number("#ff8000")), hex(color_number(255))
    ('0xff8000', '0xff8000', '0xff0000')
    """
    if isinstance(color, str):
        return int(color.removeprefix("#"), 16)
    if isinstance(color, int):  # Excel puts red last
        color = (color & 255, color >> 8 & 255, color >> 16 & 255)
    red, green, blue = color
    return (red << 16) + (green << 8) + blue


def color_parts(number: int) -> Color | None:
    """Calc's number of a color as ``(r, g, b)``; ``None`` for *automatic* or *no fill*."""
    return None if number < 0 else (number >> 16 & 255, number >> 8 & 255, number & 255)


def common(area: Any, name: str) -> Any:
    """A property of all cells of a range; ``None`` where they differ."""
    ambiguous = bridge.enum("com.sun.star.beans.PropertyState", "AMBIGUOUS_VALUE")
    return None if area.getPropertyState(name) == ambiguous else area.getPropertyValue(name)


class Font(Member):
    """The font of a range."""

    __slots__ = ("api",)

    def __init__(self, area: Any) -> None:
        self.api = area

    def _set(self, name: str, value: Any) -> None:
        for script in _SCRIPTS:
            self.api.setPropertyValue(name + script, value)

    @property
    def bold(self) -> bool | None:
        """Is it bold? ``None`` where cells differ."""
        weight = common(self.api, "CharWeight")
        return None if weight is None else bool(weight > _NORMAL)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else _NORMAL)

    @property
    def italic(self) -> bool | None:
        """Is it italic? ``None`` where cells differ."""
        posture = common(self.api, "CharPosture")
        return None if posture is None else bool(posture.value != "NONE")

    @italic.setter
    def italic(self, value: bool) -> None:
        slant = bridge.enum("com.sun.star.awt.FontSlant", "ITALIC" if value else "NONE")
        self._set("CharPosture", slant)

    @property
    def size(self) -> float | None:
        """The size in points; ``None`` where cells differ."""
        size = common(self.api, "CharHeight")
        return None if size is None else float(size)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def name(self) -> str | None:
        """The font for western, Chinese and other text; ``None`` where cells differ."""
        name = common(self.api, "CharFontName")
        return None if name is None else str(name)

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def color(self) -> Color | None:
        """The color; the automatic one is black."""
        number = common(self.api, "CharColor")
        # The automatic color is black on paper, and Excel says so.
        return None if number is None else color_parts(number) or (0, 0, 0)

    @color.setter
    def color(self, value: Color | str | int) -> None:
        self.api.CharColor = color_number(value)


class Border(Member):
    """The lines along one side of a range, or inside it."""

    __slots__ = ("_side", "api")

    def __init__(self, area: Any, side: str) -> None:
        self.api, self._side = area, side

    def _line(self) -> Any:
        if self._side in _CELL_LINES:
            return self.api.getPropertyValue(_CELL_LINES[self._side])
        return getattr(self.api.TableBorder2, _TABLE_LINES[self._side])

    def change(self, style: Any = _UNSET, weight: Any = _UNSET, color: Any = _UNSET) -> None:
        """Change what is given; a line not drawn yet is drawn thin."""
        line = self._line()
        drawn = line.LineWidth > 0
        if style in {None, "none"}:
            line.LineWidth = line.OuterLineWidth = line.InnerLineWidth = line.LineDistance = 0
            line.LineStyle = _STYLES["none"]
        else:
            self._draw(line, style, weight, drawn=drawn)
        if color is not _UNSET:
            line.Color = color_number(color)
        self._put(line)

    @staticmethod
    def _draw(line: Any, style: Any, weight: Any, *, drawn: bool) -> None:
        if style is not _UNSET:
            if style not in _STYLES:
                raise ValueError(f"LibreOffice has no border lines of the style {style!r}")
            line.LineStyle = _STYLES[style]
        elif not drawn:
            line.LineStyle = _STYLES["continuous"]
        if weight is not _UNSET or not drawn:
            width = _WEIGHTS["thin" if weight is _UNSET else weight]
            line.LineWidth = line.OuterLineWidth = width

    def _put(self, line: Any) -> None:
        if self._side in _CELL_LINES:
            self.api.setPropertyValue(_CELL_LINES[self._side], line)
            return
        borders = self.api.TableBorder2
        for name in (*_TABLE_LINES.values(), "Distance"):
            setattr(borders, f"Is{name}Valid", name == _TABLE_LINES[self._side])
        setattr(borders, _TABLE_LINES[self._side], line)
        self.api.TableBorder2 = borders

    @property
    def line_style(self) -> str | None:
        """The style of the line; ``none`` where there is none."""
        line = self._line()
        if not line.LineWidth:
            return "none"
        return {number: name for name, number in _STYLES.items()}.get(line.LineStyle)

    @line_style.setter
    def line_style(self, value: str | None) -> None:
        self.change(style=value)

    @property
    def weight(self) -> str | None:
        """``hairline``, ``thin``, ``medium`` or ``thick``; ``None`` without a line."""
        width = self._line().LineWidth
        return min(_WEIGHTS, key=lambda name: abs(_WEIGHTS[name] - width)) if width else None

    @weight.setter
    def weight(self, value: str) -> None:
        self.change(weight=value)

    @property
    def color(self) -> Color | None:
        """The color of the line; ``None`` without one."""
        line = self._line()
        return color_parts(line.Color) if line.LineWidth else None

    @color.setter
    def color(self, value: Color | str | int) -> None:
        self.change(color=value)


class Borders(Member):
    """All lines of a range."""

    __slots__ = ("_shape", "api")

    def __init__(self, area: Any, shape: tuple[int, int]) -> None:
        self.api, self._shape = area, shape

    def __getitem__(self, side: str) -> Border:
        return Border(self.api, side)

    def _common(self, name: str) -> Any:
        rows, columns = self._shape
        sides = [
            side
            for side in base_classes.BORDER_GRID_SIDES
            if (side != "inside_vertical" or columns > 1)
            and (side != "inside_horizontal" or rows > 1)
        ]
        values = {getattr(self[side], name) for side in sides}
        return values.pop() if len(values) == 1 else None

    @property
    def line_style(self) -> str | None:
        """The style of all lines; ``None`` where they differ."""
        found: str | None = self._common("line_style")
        return found

    @property
    def weight(self) -> str | None:
        """The weight of all lines; ``None`` where they differ."""
        found: str | None = self._common("weight")
        return found

    @property
    def color(self) -> Color | None:
        """The color of all lines; ``None`` where they differ."""
        found: Color | None = self._common("color")
        return found

    def set(
        self,
        which: Sequence[str],
        *,
        line_style: Any = _UNSET,
        weight: Any = _UNSET,
        color: Any = _UNSET,
    ) -> None:
        """Change several sides at once."""
        for side in which:
            self[side].change(line_style, weight, color)

    def clear(self, which: Sequence[str]) -> None:
        """Take lines away."""
        self.set(which, line_style=None)
