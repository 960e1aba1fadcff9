"""What charts are drawn with: a canvas of plain shapes, axes with round figures, colors."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.documents.report.content import Chart

INK: Final = "#1b1f24"
MUTED: Final = "#5b6570"
HAIR: Final = "#dfe4e9"
BRAND: Final = "#1f3a5f"

_SERIES: Final = ("#1f7a8c", "#f2a541", "#b3261e")
_AGES: Final = (
    "#1f7a8c",
    "#7fb7a6",
    "#f3d27a",
    "#f2a541",
    "#e07b39",
    "#c8452e",
    "#8c1d18",
    "#5c1512",
)
_SIZE: Final = 7.5
_FAMILY: Final = "Xlar Sans, Xlar Sans Latin"
_WIDE: Final = 0x2E80  # from here on a character is as wide as it is high
_NARROW: Final = 0.56  # of the height, on average of Latin letters and figures


def palette(count: int) -> tuple[str, ...]:
    """Colors for so many series: a few distinct ones, or steps from green to dark red.

    >>> len(palette(2)), len(palette(7)), len(set(palette(12)))
    (2, 7, 8)
    """
    if count <= len(_SERIES):
        return _SERIES[:count]
    return tuple(_AGES[min(place, len(_AGES) - 1)] for place in range(count))


def shown(value: float | None, chart: Chart) -> str:
    """A figure as the chart shows it: scaled, grouped, with its decimals."""
    return "" if value is None else f"{value / chart.scale:,.{chart.digits}f}"


class Canvas:
    """Shapes and texts on a page of a size in points; y grows downwards.

    Args:
        width: width of the page.
        height: its height.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._parts: list[str] = []

    def width_of(self, text: str) -> float:
        """About how wide a text is."""
        return sum(_SIZE if ord(char) >= _WIDE else _SIZE * _NARROW for char in text)

    def cut(self, text: str, room: float) -> str:
        """The text, cut with an ellipsis where it does not fit."""
        if self.width_of(text) <= room:
            return text
        while text and self.width_of(text) + _SIZE > room:
            text = text[:-1]
        return f"{text}…"

    def text(
        self, x: float, y: float, text: str, *, anchor: str = "start", color: str = INK,
        bold: bool = False,
    ) -> None:  # fmt: skip
        """A text with its baseline at y."""
        weight = ' font-weight="bold"' if bold else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{color}"{weight}>'
            f"{escape(text)}</text>"
        )

    def box(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle."""
        self._parts.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
            f'fill="{color}"/>'
        )

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        """A filled circle."""
        self._parts.append(f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius}" fill="{color}"/>')

    def line(self, points: Sequence[tuple[float, float]], color: str, width: float) -> None:
        """A line through points."""
        if len(points) < 2:
            return
        path = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
        self._parts.append(
            f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="{width}" '
            'stroke-linejoin="round"/>'
        )

    def svg(self) -> str:
        """Everything drawn, as one text."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:.0f} '
            f'{self.height:.0f}" width="{self.width:.0f}pt" height="{self.height:.0f}pt" '
            f'font-family="{_FAMILY}" font-size="{_SIZE}">{"".join(self._parts)}</svg>'
        )


class Axis:
    """Places for bars side by side, and heights on a scale that ends at a round figure.

    Args:
        most: the largest figure.
        count: how many places.
        span: left and right end in points.
        rise: upper and lower end.
    """

    def __init__(
        self, most: float, count: int, span: tuple[float, float], rise: tuple[float, float]
    ) -> None:
        self.count = count
        self.span = span
        self._rise = rise
        self.tick = round_step(most)
        self.top = self.tick * max(1, -(-most // self.tick))
        self.step = (span[1] - span[0]) / max(count, 1)
        self.bar = self.step * 0.62

    @property
    def ticks(self) -> list[float]:
        """The figures of the grid lines."""
        return [self.tick * place for place in range(round(self.top / self.tick) + 1)]

    def y(self, value: float) -> float:
        """The height of a figure."""
        upper, lower = self._rise
        return lower - (lower - upper) * value / self.top

    def left(self, place: int) -> float:
        """The left edge of a bar."""
        return self.span[0] + self.step * place + (self.step - self.bar) / 2

    def middle(self, place: int) -> float:
        """The middle of a place."""
        return self.span[0] + self.step * (place + 0.5)


def round_step(most: float, parts: int = 4) -> float:
    """A round step that reaches a figure in about so many parts.

    >>> round_step(15_558_185), round_step(38.6), round_step(0)
    (5000000.0, 10.0, 1.0)
    """
    if most <= 0:
        return 1.0
    rough = most / parts
    power = 10.0 ** (len(f"{int(rough)}") - 1) if rough >= 1 else 0.1
    return next((step * power for step in (1, 2, 2.5, 5, 10) if step * power >= rough), 10 * power)


def legend_places(canvas: Canvas, names: Sequence[str], left: float) -> list[tuple[float, float]]:
    """Where each name of a legend begins, in lines from the top.

    Args:
        canvas: the page.
        names: the names.
        left: where a line begins.
    """
    places, x, y = [], left, 12.0
    for name in names:
        needed = 20 + canvas.width_of(name)
        if x + needed > canvas.width and x > left:
            x, y = left, y + 10
        places.append((x, y))
        x += needed
    return places


def legend(
    canvas: Canvas, names: Sequence[str], colors: Sequence[str], left: float, thin: int = 1 << 30
) -> None:
    """The names of the series with their colors, above.

    Args:
        canvas: where to.
        names: the names.
        colors: their colors.
        left: where a line begins.
        thin: from which place on a line stands for the series, not a box.
    """
    places = legend_places(canvas, names, left)
    for number, ((x, y), name, color) in enumerate(zip(places, names, colors, strict=True)):
        if number >= thin:
            canvas.line([(x, y - 3), (x + 8, y - 3)], color, 1.3)
        else:
            canvas.box(x, y - 6, 7, 6, color)
        canvas.text(x + 11, y, name, color=MUTED)
