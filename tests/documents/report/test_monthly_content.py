"""What a monthly report says: key figures, findings and sections worked by hand."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from monthly import CLOSED, POLICY, facts, section

from xlar.core.build import build
from xlar.core.policy import Policy
from xlar.core.tables import NUMBER_SCALE
from xlar.documents.report import Facts, monthly_report
from xlar.documents.report.content import Chart, Grid, Pair
from xlar.workbook.demo import AS_OF, demo_settings, demo_tables


@pytest.fixture(scope="module")
def report():
    return monthly_report(facts(closed=CLOSED))


def parts(section):
    for part in section.parts:
        yield from (part.left, part.right) if isinstance(part, Pair) else (part,)


def part(report, name, kind, number=0):
    return [one for one in parts(section(report, name)) if isinstance(one, kind)][number]


def test_the_key_figures_with_their_changes(report):
    cards = {card.name: card for card in report.cards}
    assert (cards["receivables"].value, cards["receivables"].change) == (
        "1,350,000.00",
        "较上月 -10.0%",
    )  # 1,350,000 against 1,500,000
    assert cards["overdue"].value == "1,050,000.00"
    assert cards["overdue_rate"].value == "77.8%"  # 1,050 ÷ 1,350
    assert cards["overdue_rate"].tone == "bad"
    assert (cards["received"].plain, cards["received"].change) == ("450000.00", "")
    assert report.name == "应收账款月报 2026-06"
    assert report.subtitle == "2026 年 6 月，截至 2026-06-30"


def test_the_findings_are_sentences_with_the_same_figures(report):
    assert report.findings[0] == (
        "应收余额 135.0 万元，比上月减少 15.0 万元。逾期 105.0 万元，占未收款的 77.8%。"
    )
    assert report.findings[1] == "逾期最多的 2 家客户合计 105.0 万元，占全部逾期的 100%。"
    assert report.findings[-1] == "已关账的 2026-05 及以前有 2 处变动，见文末。"
    english = monthly_report(facts("en")).findings
    assert english[0].startswith("Receivables are 1,350.0 thousand CNY, 150.0 thousand CNY less")


def test_the_aging_of_the_month_against_the_one_before(report):
    grid = part(report, "aging", Grid)
    rows = {row[0]: row[1:] for row in grid.rows}
    assert rows["未到期"] == (30_000_000, 22_222_222, -120_000_000)
    assert rows["1-30天"] == (105_000_000, 77_777_778, 105_000_000)
    assert grid.totals[-1] == ("合计", 135_000_000, None, -15_000_000)


def test_the_funnel_of_stages(report):
    chart = part(report, "aging", Chart)
    figures = dict(zip(chart.labels, chart.series[0].values, strict=True))
    assert figures["合同期内（1 张）"] == 300_000
    assert figures["逾期（1 张）"] == 450_000  # 21 days
    assert figures["最后通牒（1 张）"] == 600_000  # 30 days


def test_the_trend_of_the_aging_ends_with_this_month(report):
    chart = part(report, "trends", Chart)
    assert chart.labels == ("26-05", "26-06")
    assert [series.values[-1] for series in chart.series][:2] == [300_000, 1_050_000]


def test_the_movements_lead_from_opening_to_closing(report):
    grid = part(report, "moves", Grid)
    rows = {row[0]: row[1:] for row in grid.rows}
    assert rows["期初未收款"] == (0, 150_000_000)
    assert rows["加：销售"] == (150_000_000, 30_000_000)
    assert rows["减：收款"] == (0, 45_000_000)
    assert grid.totals[-1][1:] == (150_000_000, 135_000_000)


def test_other_currencies_stand_apart(report):
    grid = part(report, "moves", Grid, 1)
    assert grid.rows[0][:2] == ("USD", "700.00")


def test_the_customers_most_overdue_with_the_most_urgent_step(report):
    grid = part(report, "overdue", Grid)
    assert [row[:5] for row in grid.rows] == [
        ("甲公司", "张", 60_000_000, 90_000_000, 30),
        ("乙公司", "李", 45_000_000, 45_000_000, 21),
    ]
    assert all(row[5] for row in grid.rows)


def test_the_forecast_adds_up_and_its_chart_is_its_table(report):
    grid, chart = part(report, "forecast", Grid), part(report, "forecast", Chart)
    assert len(grid.rows) == 14
    total, loss, owed = (row[1] for row in grid.totals)
    assert sum(row[1] for row in grid.rows) == total
    assert total + loss == owed == 135_000_000
    expected = next(series for series in chart.series if series.name == "未清项回款")
    assert [round(100 * value) for value in expected.values] == [row[1] for row in grid.rows[:13]]


def test_the_salespeople_by_cash_with_their_targets(report):
    grid = part(report, "people", Grid)
    assert [row[:4] for row in grid.rows] == [
        (1, "张", 40_000_000, 50_000_000),
        (2, "李", 5_000_000, -(2**63)),  # no target
    ]
    assert grid.rows[0][4] == 80_000_000  # 400 of 500 thousand
    assert grid.rows[0][6] == round(600 / 900 * NUMBER_SCALE)
    assert grid.totals[0][2] == 45_000_000


def test_the_allowance_by_band(report):
    grid = part(report, "allowance", Grid)
    assert grid.rows == (("1年以内", 135_000_000, 5_000_000, 6_750_000),)  # 5 %


def test_changes_in_closed_months_are_listed_with_old_and_new(report):
    grid = part(report, "proof", Grid)
    assert grid.title == "2026-05 关账后的变动"
    assert grid.rows == (
        ("发票", "INV-1", "改动", "金额", "999.00", "1000000.00"),
        ("收款", "R-9", "删除", "", "5.00", ""),
    )
    assert "关账时 CNY 1,499.00，现在 CNY 1,500,000.00" in grid.note


def test_a_closed_month_without_changes_says_so():
    quiet = dataclasses.replace(CLOSED, changes=())
    grid = part(monthly_report(facts(closed=quiet)), "proof", Grid)
    assert grid.title == "2026-05 已关账，此后没有变动"


def test_every_check_is_zero(report):
    grid = [one for one in parts(section(report, "proof")) if isinstance(one, Grid)][-1]
    assert len(grid.rows) == 5
    assert {cell for row in grid.rows for cell in row[1:]} <= {"0.00", "–"}


def test_without_rates_the_report_is_still_made():
    limited = "2026-06-21 invoice C1 INV-5 10.00 due 2026-07-21 currency USD"
    plain = Policy.from_mapping({"company": {"name": "甲"}})
    report = monthly_report(facts(policy=plain, more=limited))
    assert not any("停止发货" in text for text in report.findings)  # exposure cannot be converted
    assert section(report, "overdue")


def test_an_empty_ledger_has_a_report():
    report = monthly_report(facts(day=date(2026, 4, 30)))
    assert [card.value for card in report.cards][:2] == ["0.00", "0.00"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_grid_is_as_wide_as_its_head_and_every_series_as_its_labels(lang):
    tables = demo_tables()
    settings = {name: value for name, value in demo_settings(tables).items() if name != "as_of"}
    policy = Policy.from_mapping({"rates": {"USD": "7.15"}, "company": {"name": "启明"}})
    assert settings
    ledger, _ = build(tables, policy)
    report = monthly_report(Facts(ledger, policy, lang, AS_OF))
    assert [one.name for one in report.sections] == [
        "trends", "aging", "moves", "overdue", "forecast", "people", "work", "risks", "allowance",
        "proof",
    ]  # fmt: skip
    for one in report.sections:
        for piece in parts(one):
            if isinstance(piece, Grid):
                widths = {len(row) for row in (*piece.rows, *piece.totals)}
                assert widths <= {len(piece.heads)}
            elif isinstance(piece, Chart):
                assert {len(series.values) for series in piece.series} == {len(piece.labels)}


def test_the_policy_of_the_sample_is_complete():
    assert POLICY.company.name
