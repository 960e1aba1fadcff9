"""Charts as SVG: well-formed, the figures on them, the same bytes every time."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from xlar.documents.report.charts import svg
from xlar.documents.report.content import Chart, Series
from xlar.documents.report.drawing import Axis, Canvas, palette, round_step

SVG = "{http://www.w3.org/2000/svg}"


def chart(kind, *series, labels=("甲", "乙 & <丙>"), scale=1, digits=0):
    return Chart("题", kind, labels, series, scale, "万元", digits)


BARS = chart("bars", Series("逾期", (20_000.0, 5_000.0)), scale=1_000)
STACK = chart("stacked", Series("一", (1.0, 2.0)), Series("二", (3.0, None)))
LINE = chart("line", Series("DSO", (40.0, 61.4)), Series("最佳", (None, 30.0)))
OUTLOOK = chart(
    "outlook",
    Series("回款", (10.0, 20.0)),
    Series("票据", (5.0, 0.0)),
    Series("下限", (8.0, 12.0), "low"),
    Series("上限", (22.0, 28.0), "high"),
    Series("到期日", (900.0, 9.0), "line"),
)
ALL = (BARS, STACK, LINE, OUTLOOK)


def drawn(one, width=400, height=200):
    return ET.fromstring(svg(one, width, height))


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def boxes(root):
    return [
        tuple(float(element.get(name)) for name in ("x", "y", "width", "height"))
        for element in root.iter(f"{SVG}rect")
    ]


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.kind)
def test_a_chart_is_well_formed_within_its_page_and_always_the_same(one):
    root = drawn(one)
    assert svg(one, 400, 200) == svg(one, 400, 200)
    _, _, width, height = map(float, root.get("viewBox").split())
    for x, y, wide, high in boxes(root):
        assert 0 <= x <= x + wide <= width
        assert 0 <= y <= y + high <= height + 0.01
    assert "乙 & <丙>" in texts(root)


def test_lying_bars_are_as_long_as_their_figures_and_carry_them():
    root = drawn(BARS)
    (first, second) = boxes(root)
    assert first[2] == pytest.approx(4 * second[2], abs=0.1)  # 20 : 5
    assert {"20", "5"} <= set(texts(root))


def test_stacked_bars_stand_on_each_other():
    root = drawn(STACK)
    one_left, two_left = (box for box in boxes(root)[:2])
    assert two_left[1] + two_left[3] == pytest.approx(one_left[1], abs=0.02)
    assert two_left[3] == pytest.approx(3 * one_left[3], abs=0.05)


def test_a_line_ends_with_its_figure():
    assert {"61", "30"} <= set(texts(drawn(LINE)))


def test_an_outlook_shows_what_lies_above_it_as_a_figure():
    shown = texts(drawn(OUTLOOK))
    assert "↑900" in shown
    assert {"回款", "票据", "下限–上限", "到期日"} <= set(shown)


def test_nothing_to_draw_is_no_mistake():
    for kind in ("bars", "stacked", "line"):
        assert svg(chart(kind, Series("空", ()), labels=()), 400, 200)
    assert svg(chart("stacked", Series("零", (0.0, 0.0))), 400, 200)


@pytest.mark.parametrize(
    ("most", "step"), [(4, 1), (9, 2.5), (38.6, 10), (100, 25), (1_555, 500), (0, 1), (0.3, 0.1)]
)
def test_axes_have_round_steps(most, step):
    assert round_step(most) == pytest.approx(step)


def test_an_axis_reaches_its_largest_figure():
    axis = Axis(1_555, 3, (40, 340), (20, 180))
    assert axis.top == 2_000
    assert axis.ticks == [0, 500, 1_000, 1_500, 2_000]
    assert axis.y(0) == 180
    assert axis.y(2_000) == 20
    assert axis.middle(0) == pytest.approx(90)


def test_a_long_name_is_cut_with_an_ellipsis():
    canvas = Canvas(100, 100)
    assert canvas.cut("很长很长很长很长的名称", 40).endswith("…")
    assert canvas.cut("短", 40) == "短"


def test_a_few_series_have_distinct_colors():
    assert len(set(palette(3))) == 3
    assert len(palette(20)) == 20
