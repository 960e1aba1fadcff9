"""Charts as SVG: plain shapes and texts in our own fonts, the same bytes every time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.documents.report.drawing import (
    BRAND,
    HAIR,
    INK,
    MUTED,
    Axis,
    Canvas,
    legend,
    legend_places,
    palette,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.documents.report.content import Chart, ChartKind, Series

_ROW: Final = 18.5  # height of a lying bar with its gap
_LEFT, _RIGHT, _BOTTOM = 44.0, 10.0, 22.0


def svg(chart: Chart, width: float, height: float) -> str:
    """A chart as an SVG text.

    Args:
        chart: what it shows.
        width: its width in points.
        height: its height in points; lying bars take what they need.
    """
    return _DRAWN[chart.kind](chart, width, height)


def _bars(chart: Chart, width: float, _: float) -> str:
    """Lying bars, one below the other, with names to the left and figures at their ends."""
    (series,) = chart.series
    canvas = Canvas(width, _ROW * max(len(chart.labels), 1) + 8)
    left = min(max((canvas.width_of(label) for label in chart.labels), default=0) + 8, width * 0.45)
    figures = [shown(value, chart) for value in series.values]
    right = max(map(canvas.width_of, figures), default=0) + 8
    most = max((value or 0 for value in series.values), default=0) or 1
    color = palette(1)[0]
    for place, (label, value) in enumerate(zip(chart.labels, series.values, strict=True)):
        y = _ROW * place + 5
        length = max(0.0, (value or 0) / most * (width - left - right))
        canvas.text(left - 5, y + 11, canvas.cut(label, left - 8), anchor="end")
        canvas.box(left, y, max(length, 0.6), _ROW - 6, color)
        canvas.text(left + length + 5, y + 11, figures[place], color=MUTED)
    canvas.line([(left, 2), (left, canvas.height - 2)], HAIR, 0.6)
    return canvas.svg()


def _stacked(chart: Chart, width: float, height: float) -> str:
    """Standing bars, the series on top of each other."""
    names = [one.name for one in chart.series]
    canvas, axis = _field(chart, width, height, _stack_top(chart.series), names)
    colors = palette(len(chart.series))
    _stack(canvas, axis, chart.series, colors)
    _below(canvas, chart, axis)
    legend(canvas, names, colors, _LEFT)
    return canvas.svg()


def _outlook(chart: Chart, width: float, height: float) -> str:
    """Stacked bars with a range around their tops, and marks to compare them with."""
    bars = [one for one in chart.series if one.role == "bar"]
    lines = [one for one in chart.series if one.role == "line"]
    low, high = (next(one for one in chart.series if one.role == role) for role in ("low", "high"))
    # what is only compared may lie above the picture: it must not flatten the bars
    top = max(_stack_top(bars), max((value or 0 for value in high.values), default=0))
    names = [*(one.name for one in bars), f"{low.name}–{high.name}", *(one.name for one in lines)]
    canvas, axis = _field(chart, width, height, top, names)
    colors = palette(len(bars))
    _stack(canvas, axis, bars, colors)
    for place, (least, most) in enumerate(zip(low.values, high.values, strict=True)):
        x, ends = axis.middle(place), (axis.y(least or 0), axis.y(most or 0))
        canvas.line([(x, ends[0]), (x, ends[1])], BRAND, 0.9)
        for y in ends:
            canvas.line([(x - 3, y), (x + 3, y)], BRAND, 0.9)
    for one in lines:
        _marks(canvas, chart, axis, one)
    _below(canvas, chart, axis)
    legend(canvas, names, [*colors, BRAND, *[INK] * len(lines)], _LEFT, thin=len(bars))
    return canvas.svg()


def _marks(canvas: Canvas, chart: Chart, axis: Axis, series: Series) -> None:
    """A short line at each figure; one above the picture is written at its edge."""
    for place, value in enumerate(series.values):
        left, figure = axis.left(place) - 2, value or 0.0
        if figure > axis.top:
            text = f"↑{shown(figure, chart)}"
            canvas.text(
                axis.middle(place), axis.y(axis.top) - 3, text, anchor="middle", color=MUTED
            )
        elif figure > 0:
            y = axis.y(figure)
            canvas.line([(left, y), (left + axis.bar + 4, y)], BRAND, 1.3)


def _lines(chart: Chart, width: float, height: float) -> str:
    """Lines with a dot and the figure at their ends."""
    most = max((value or 0 for one in chart.series for value in one.values), default=0)
    names = [one.name for one in chart.series]
    canvas, axis = _field(chart, width, height, most, names)
    colors = palette(len(chart.series))
    for one, color in zip(chart.series, colors, strict=True):
        points = [(axis.middle(n), axis.y(v)) for n, v in enumerate(one.values) if v is not None]
        canvas.line(points, color, 1.6)
        for x, y in points:
            canvas.dot(x, y, 1.7, color)
        last = next((value for value in reversed(one.values) if value is not None), None)
        if points and last is not None:
            x, y = points[-1]
            canvas.text(x, y - 5, shown(last, chart), anchor="middle", color=color, bold=True)
    _below(canvas, chart, axis)
    legend(canvas, names, colors, _LEFT)
    return canvas.svg()


_DRAWN: Final[Mapping[ChartKind, Callable[[Chart, float, float], str]]] = {
    "bars": _bars,
    "stacked": _stacked,
    "outlook": _outlook,
    "line": _lines,
}


def _field(
    chart: Chart, width: float, height: float, most: float, names: Sequence[str]
) -> tuple[Canvas, Axis]:
    """The room between the axes, with its grid lines and their figures, below the legend."""
    canvas = Canvas(width, height)
    top = legend_places(canvas, names, _LEFT)[-1][1] + 16
    axis = Axis(most, len(chart.labels), (_LEFT, width - _RIGHT), (top, height - _BOTTOM))
    for value in axis.ticks:
        y = axis.y(value)
        canvas.line([(_LEFT, y), (width - _RIGHT, y)], HAIR, 0.5)
        canvas.text(_LEFT - 5, y + 3, shown(value, chart), anchor="end", color=MUTED)
    return canvas, axis


def _stack_top(series: Sequence[Series]) -> float:
    sums = [
        sum(value or 0 for value in column)
        for column in zip(*(one.values for one in series), strict=True)
    ]
    return max(sums, default=0)


def _stack(canvas: Canvas, axis: Axis, series: Sequence[Series], colors: Sequence[str]) -> None:
    for place in range(axis.count):
        below = 0.0
        for one, color in zip(series, colors, strict=True):
            value = one.values[place] or 0.0
            if value > 0:
                y = axis.y(below + value)
                canvas.box(axis.left(place), y, axis.bar, axis.y(below) - y, color)
                below += value


def _below(canvas: Canvas, chart: Chart, axis: Axis) -> None:
    """The labels below, as many as there is room for."""
    widest = max(map(canvas.width_of, chart.labels), default=1) + 4
    step = max(1, -(-int(widest) // max(int(axis.step), 1)))
    last = len(chart.labels) - 1
    for place, label in enumerate(chart.labels):
        if (last - place) % step == 0:
            canvas.text(axis.middle(place), canvas.height - 8, label, anchor="middle", color=MUTED)
    canvas.line([(axis.span[0], axis.y(0)), (axis.span[1], axis.y(0))], MUTED, 0.7)
