"""The charts of the dashboard over time: aging and DSO by month, cash by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Text
from xlar.frames.fields import FIELDS
from xlar.workbook.template import styles
from xlar.workbook.template.chart_data import series

if TYPE_CHECKING:
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

_HALF: Final = {"width": 552, "height": 340}
_WHOLE: Final = {"width": 1104, "height": 340}
_TREND: Final = Text("账龄走势（千元）", "Aging by month (thousands)")
_DSO: Final = Text("应收周转天数 DSO", "Days sales outstanding")
_CASH: Final = Text("未来各周预计现金与区间（千元）", "Cash by week with its range (thousands)")
_PARTS: Final = (Text("未逾期", "Not overdue"), Text("逾期", "Overdue"))
_DAYS: Final = (Text("DSO", "DSO"), Text("最佳可能 DSO", "Best possible DSO"))
_WEEKS: Final = ("forecast", "bills_due", "cash_low", "cash_high")
_LATE: Final = styles.SERIES[2]


def draw_trends(canvas: Canvas, kit: Kit, rows: tuple[int, int]) -> None:
    """Aging and DSO by month beside each other, the cash of the coming weeks below.

    Args:
        canvas: the dashboard.
        kit: what the template is made from.
        rows: the rows the two lines of charts begin in.
    """
    aging = _columns(kit, "trend", [text[kit.lang] for text in _PARTS], (styles.ACCENT, _LATE))
    _finish(kit, aging, _TREND, "#,##0,", _HALF)
    canvas.sheet.insert_chart(rows[0], 0, aging, _placed(_TREND, kit))
    dso = kit.workbook.add_chart({"type": "line"})
    for number, (name, color) in enumerate(zip(_DAYS, styles.SERIES, strict=False), 3):
        dso.add_series(_line(kit, "dso", number, name[kit.lang], color))
    _finish(kit, dso, _DSO, "0", _HALF)
    canvas.sheet.insert_chart(rows[0], 6, dso, _placed(_DSO, kit))
    names = [FIELDS[name].title[kit.lang] for name in _WEEKS]
    cash = _columns(kit, "cash", names[:2], styles.SERIES)
    beside = kit.workbook.add_chart({"type": "line"})
    for number in (3, 4):
        one = _line(kit, "cash", number, names[number - 1], styles.BRAND)
        one["line"] |= {"dash_type": "round_dot", "width": 1.25}
        beside.add_series(one)
    cash.combine(beside)
    _finish(kit, cash, _CASH, "#,##0,", _WHOLE)
    canvas.sheet.insert_chart(rows[1], 0, cash, _placed(_CASH, kit))


def _columns(kit: Kit, block: str, names: list[str], colors: tuple[str, ...]) -> Any:
    """Columns on top of each other, from the first figures of a block."""
    chart = kit.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for number, (name, color) in enumerate(zip(names, colors, strict=False), 1):
        labels, figures = series(kit, block, number)
        chart.add_series(
            {"name": name, "categories": labels, "values": figures, "gap": 60,
             "fill": {"color": color}, "border": {"none": True}}
        )  # fmt: skip
    return chart


def _line(kit: Kit, block: str, number: int, name: str, color: str) -> dict[str, Any]:
    labels, figures = series(kit, block, number)
    line = {"color": color, "width": 2}
    return {"name": name, "categories": labels, "values": figures, "line": line}


def _finish(kit: Kit, chart: Any, title: Text, number_format: str, size: dict[str, int]) -> None:
    """Title, axes, legend and size, in the look of the other charts."""
    font: dict[str, Any] = {"name": styles.FONTS[kit.lang], "size": 9, "color": styles.MUTED}
    heading = {**font, "size": 11, "bold": True, "color": styles.BRAND}
    chart.set_title({"name": title[kit.lang], "name_font": heading, "overlay": False})
    chart.set_legend({"position": "bottom", "font": font})
    line = {"color": styles.LINE}
    chart.set_x_axis({"num_font": font, "line": line, "major_tick_mark": "none"})
    grid = {"visible": True, "line": {**line, "width": 0.5}}
    chart.set_y_axis(
        {"num_font": font, "num_format": number_format, "min": 0, "line": {"none": True},
         "major_gridlines": grid}
    )  # fmt: skip
    chart.set_chartarea({"border": line})
    chart.show_hidden_data()
    chart.set_size(size)


def _placed(title: Text, kit: Kit) -> dict[str, Any]:
    return {"object_position": 1, "description": title[kit.lang]}
