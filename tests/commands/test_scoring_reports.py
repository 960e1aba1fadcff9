"""The sheets 客户评分 and 风险预警: figures, notes, looks."""

from __future__ import annotations

import datetime as dt

import pytest


def rows(small, sheet, key="客户编码"):
    """The rows of a sheet by their titles."""
    titles = next(row for row in small.rows(sheet) if row and row[0] == key)
    return [dict(zip(titles, row, strict=True)) for row in small.table(sheet) if row[0]]


def test_scores_of_every_customer(small):
    outcome = small.run("score")
    assert (outcome.done, outcome.sheets) == (True, ["客户评分"])
    late, fresh = rows(small, "客户评分")
    # 700 paid 25 days late, 300 open for 146 and 500 for 11: 66,800 ÷ 1,500
    assert late["加权迟付天数"] == pytest.approx(66_800 / 1_500)
    assert (late["付款记录"], late["交易历史"], late["合作年限"]) == (25, 17, 20)
    # (25 × 40 + 17 × 15 + 20 × 10) ÷ 65
    assert late["评分"] == pytest.approx(1_455 / 65)
    assert (late["评定等级"], late["建议额度"], late["额度依据"]) == ("D", 0, "按公式")
    assert (late["复评日期"], late["复评原因"]) == (dt.datetime(2026, 6, 30), "从未评定")
    # nothing paid and nothing due: half of the weights is not known, and the customer is new
    assert (fresh["客户名称"], fresh["评分"], fresh["评定等级"]) == ("=1+1", None, None)
    assert (fresh["建议额度"], fresh["额度依据"]) == (20_000, "新客户试用额度")


def test_the_day_compared_with_and_the_grades_stand_above(small):
    small.run("score")
    notes = small.notes("客户评分")
    assert notes["比较日期"] == "2025-12-30"
    assert notes["等级分布"] == "D 1  未评 1"


def test_customers_with_warnings(small):
    outcome = small.run("warnings")
    assert (outcome.done, outcome.sheets) == (True, ["风险预警"])
    (only,) = rows(small, "风险预警")
    assert (only["客户编码"], only["风险等级"], only["权重合计"]) == ("0012", "正常", 0)
    assert (only["数值预警"], only["最长逾期天数"]) == ("逾期天数过长", 146)
    assert small.notes("风险预警")["风险分布"] == "正常 2"


def test_in_english(small):
    small.run("warnings", lang="en")
    (only,) = rows(small, "Warnings", key="Customer")
    assert (only["Risk"], only["Alarms"]) == ("normal", "an item is long overdue")


@pytest.mark.parametrize(
    ("command", "sheet", "title", "form"),
    [
        ("score", "客户评分", "评分", "#,##0.00"),
        ("score", "客户评分", "逾期付款比例", "0.0%"),
        ("score", "客户评分", "客户编码", "@"),
        ("warnings", "风险预警", "平均收款天数", "#,##0.00"),
    ],
)
def test_figures_look_like_what_they_are(small, command, sheet, title, form):
    small.run(command)
    every = small.rows(sheet)
    header = next(n for n, row in enumerate(every) if row[0] == "客户编码")
    cell = (header + 2, every[header].index(title) + 1)
    assert small.book.sheets[sheet].range(cell).number_format == form


def test_refresh_makes_both(small):
    outcome = small.run("refresh")
    assert {"客户评分", "风险预警"} <= set(outcome.sheets)
