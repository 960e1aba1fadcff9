"""The sheet 指标看板: the figures that matter on cards, and four charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Text
from xlar.frames.fields import FIELDS
from xlar.workbook.template import names, styles
from xlar.workbook.template.chart_data import BASE, BY_CURRENCY, BY_SELLER, KEY, series, spilled
from xlar.workbook.template.chart_figures import SUMS, ChartFigures
from xlar.workbook.template.columns import beginning
from xlar.workbook.template.kit import Page
from xlar.workbook.template.trends import draw_trends

if TYPE_CHECKING:
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

_COLUMNS: Final = 12
_WIDTH: Final = 12.5
_HINT: Final = Text(
    "本位币金额；外币见各报表。图表随报表更新。",
    "Amounts in the base currency; others stand in the reports. The charts follow the reports.",
)
_CARD_AT: Final = 3
_CHARTS: Final = (
    ("aging", Text("账龄分布", "Aging by bucket"), "column", (43, 0)),
    ("stages", Text("各阶段未清金额", "Open amount by stage"), "bar", (43, 6)),
    ("top", Text("逾期最多的十家客户", "Top ten overdue"), "bar", (61, 0)),
    ("sellers", Text("业务员名下逾期", "Overdue by salesperson"), "column", (61, 6)),
)
_LAST_ROW: Final = 78
_CHART_SIZE: Final = {"width": 552, "height": 340}


def _draw(canvas: Canvas, kit: Kit) -> None:
    for place in range(_COLUMNS):
        canvas.column(place, _WIDTH, "plain")
    canvas.band(kit.sheet("Dashboard"), _HINT, _COLUMNS, _COLUMNS - 1)
    canvas.sheet.hide_gridlines(2)
    _draw_cards(canvas, kit)
    for number, (name, title, kind, at) in enumerate(_CHARTS):
        _draw_chart(canvas, kit, name, title[kit.lang], kind, at, styles.SERIES[number % 3])
    draw_trends(canvas, kit, (7, 25))
    canvas.page((0, 0, _LAST_ROW, _COLUMNS - 1))


def _draw_cards(canvas: Canvas, kit: Kit) -> None:
    figures = ChartFigures(kit)
    canvas.sheet.set_row_pixels(_CARD_AT, 24)
    canvas.sheet.set_row_pixels(_CARD_AT + 1, 40)
    for place, (label, formula, value, kind) in enumerate(_cards(kit, figures)):
        column = place * 2
        label_style = canvas.styles.get("card_label", right=2, right_color="#FFFFFF")
        style = canvas.styles.get("card", kind, right=2, right_color="#FFFFFF")
        canvas.sheet.merge_range(_CARD_AT, column, _CARD_AT, column + 1, "", label_style)
        canvas.sheet.write_string(_CARD_AT, column, label[kit.lang], label_style)
        canvas.sheet.merge_range(_CARD_AT + 1, column, _CARD_AT + 1, column + 1, "", style)
        canvas.sheet.write_formula(_CARD_AT + 1, column, formula, style, value)


def _cards(kit: Kit, figures: ChartFigures) -> list[tuple[Text, str, float, str]]:
    """Label, formula, value and kind of each card."""
    lang = kit.lang
    base = beginning(kit.cells(KEY, BASE))
    currencies = kit.cells(KEY, spilled(BY_CURRENCY))
    total, unapplied = (
        f"SUMIF({currencies},{base},{kit.cells(KEY, spilled(BY_CURRENCY + one))})" for one in (1, 2)
    )
    late = kit.cells(KEY, spilled(BY_SELLER + len(figures.sellers[0].titles) - 1))
    person, currency = (kit.cells(KEY, spilled(BY_SELLER + one)) for one in (0, 1))
    overdue = f'SUMIFS({late},{person},"{SUMS[0][lang]}*",{currency},{base})'
    gross = f"({total}-{unapplied})"
    columns, rows = figures.credit
    decision, hold = columns.place("decision"), FIELDS["decision"].words["hold"][lang]
    held = sum(row[decision] == hold for row in rows)
    decisions = kit.cells("Credit", columns.range("decision"))
    columns, rows = figures.worklist
    next_on, today = columns.place("next_action_date"), kit.figures.shown_day
    due = sum(isinstance(row[next_on], float) and row[next_on] <= today for row in rows)
    days = kit.cells("Worklist", columns.range("next_action_date"))
    own = figures.own_aging
    owed = own[1] - own[2]
    return [
        (Text("应收余额", "Receivables"), f"={total}", own[1], "amount"),
        (Text("逾期金额", "Overdue"), f"={overdue}", figures.overdue, "amount"),
        (Text("逾期占未收款", "Overdue of what is owed"), f"=IF({gross}=0,0,{overdue}/{gross})",
         figures.overdue / owed if owed else 0.0, "ratio"),
        (Text("未核销款", "Unapplied credit"), f"={unapplied}", own[2], "amount"),
        (Text("停止发货的客户", "Customers on hold"), f'=COUNTIF({decisions},"{hold}*")',
         float(held), "whole"),
        (Text("今日应办的单据", "Items to act on today"), f'=COUNTIF({days},"<="&{names.DAY})',
         float(due), "whole"),
    ]  # fmt: skip


def _draw_chart(
    canvas: Canvas, kit: Kit, name: str, title: str, kind: str, at: tuple[int, int], color: str
) -> None:
    """One chart: a single series without a legend."""
    labels, figures = series(kit, name)
    font: dict[str, Any] = {"name": styles.FONTS[kit.lang], "size": 9, "color": styles.MUTED}
    chart = kit.workbook.add_chart({"type": kind})
    chart.add_series(
        {
            "name": title, "categories": labels, "values": figures, "gap": 60,
            "fill": {"color": color}, "border": {"none": True},
            "data_labels": {"value": True, "num_format": "#,##0,;-#,##0,;", "font": font},
        }
    )  # fmt: skip
    thousands = {"zh": "千元", "en": "thousands"}[kit.lang]
    chart.set_title(
        {
            "name": f"{title}（{thousands}）" if kit.lang == "zh" else f"{title} ({thousands})",
            "name_font": {**font, "size": 11, "bold": True, "color": styles.BRAND},
            "overlay": False,
        }
    )
    chart.set_legend({"none": True})
    line = {"color": styles.LINE}
    categories = {"num_font": font, "line": line, "reverse": kind == "bar",
                  "major_tick_mark": "none"}  # fmt: skip
    values = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    lying = kind == "bar"  # whose horizontal axis is that of the values
    chart.set_x_axis(values if lying else categories)
    chart.set_y_axis(categories if lying else values)
    chart.set_chartarea({"border": line})
    chart.show_hidden_data()
    chart.set_size(_CHART_SIZE)
    canvas.sheet.insert_chart(*at, chart, {"object_position": 1, "description": title})


PAGE: Final = Page("Dashboard", Text("指标看板", "Dashboard"), _draw, styles.GOOD)
