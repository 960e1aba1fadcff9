"""Sections that not every month has, and the words around figures."""

from __future__ import annotations

from datetime import date

import pytest
from monthly import POLICY, facts, section

from xlar.core.policy import Policy
from xlar.documents.report import monthly_report
from xlar.documents.report.collecting import share_of
from xlar.documents.report.content import Grid, Pair
from xlar.documents.report.facts import number_text, percent_text
from xlar.documents.report.pdf import cell_text


def names(report):
    return [one.name for one in report.sections]


def with_settings(**groups):
    return Policy.from_mapping({"company": {"name": "甲"}, "rates": {"USD": "7"}, **groups})


def test_nobody_overdue_leaves_out_the_ranking():
    report = monthly_report(facts(day=date(2026, 5, 20)))
    assert "overdue" not in names(report)
    assert not any("逾期最多" in text for text in report.findings)


def test_nobody_selling_leaves_out_the_salespeople():
    quiet = facts()
    quiet.ledger.customers.salesperson[:] = ""
    quiet.ledger.records.targets.salesperson[:] = ""
    assert "people" not in names(monthly_report(quiet))


def test_signals_make_the_section_on_risks():
    seen = """
    2026-06-05 signal C1 sued
    2026-06-05 signal C1 自己写的信号 weight 6
    """
    (grid,) = section(monthly_report(facts(more=seen)), "risks").parts
    row = next(row for row in grid.rows if row[0] == "甲公司")
    assert row[2] >= 14  # 8 for the lawsuit, 6 for the user's own
    assert "被他人起诉" in row[3]
    assert "自己写的信号" in row[3]
    assert "各风险等级的客户数" in grid.note


def test_promises_of_the_month_by_what_became_of_them():
    made = """
    2026-06-01 promise C1 INV-1 400000.00 pay 2026-06-10
    2026-06-01 promise C2 INV-2 300000.00 pay 2026-06-15
    2026-06-20 promise C1 INV-1 600000.00 pay 2026-07-05
    """
    (pair,) = section(monthly_report(facts(more=made)), "work").parts
    assert isinstance(pair, Pair)
    assert [row[:3] for row in pair.left.rows] == [
        ("已履行", 1, 40_000_000),
        ("违约", 1, 30_000_000),
        ("进行中", 1, 60_000_000),
    ]
    assert "06-29 至 07-05" in pair.right.title


def test_without_promises_only_the_plan_stands_there():
    (grid,) = section(monthly_report(facts()), "work").parts
    assert isinstance(grid, Grid)
    assert grid.title.startswith("本周计划")


def test_roll_rates_without_history_leave_out_the_allowance():
    report = monthly_report(facts(policy=with_settings(provision={"method": "roll_rates"})))
    assert "allowance" not in names(report)


def test_the_allowance_of_the_forecast_is_not_the_expected_loss():
    report = monthly_report(facts())
    (pair,) = section(report, "allowance").parts
    assert pair.left.totals[0][3] == pair.right.totals[0][1] == 6_750_000


@pytest.mark.parametrize(
    ("lang", "minor", "shown"),
    [
        ("zh", 135_000_000, "135.0 万元"),
        ("zh", 10_000_000, "10.0 万元"),
        ("zh", 9_999_999, "99,999.99 元"),
        ("zh", -123_456_789, "-123.5 万元"),
        ("en", 135_000_000, "1,350.0 thousand CNY"),
        ("en", 999_999, "9,999.99 CNY"),
        ("en", 0, "0.00 CNY"),
    ],
)
def test_amounts_in_sentences(lang, minor, shown):
    assert facts(lang).brief(minor) == shown


@pytest.mark.parametrize(
    ("scaled", "digits", "shown"),
    [(35_650_000, 1, "35.7%"), (-9_449_999, 1, "-9.4%"), (100_000_000, 0, "100%"), (0, 1, "0.0%")],
)
def test_percent(scaled, digits, shown):
    assert percent_text(scaled, digits) == shown


def test_numbers_and_shares():
    assert number_text(7_615_000_000) == "76.2"  # half away from zero
    assert share_of(1, 3) == 33_333_333
    assert share_of(0, 0) is None


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (123_456, "amount", "1,234.56"),
        (-5, "amount", "-0.05"),
        (-(2**63), "amount", ""),
        (None, "amount", ""),
        (12_345, "whole", "12,345"),
        (-(2**31), "whole", ""),
        (20_634, "day", "2026-06-30"),
        (-(2**63), "ratio", ""),
        ("=1+1", "text", "=1+1"),
        ("", "figure", ""),
    ],
)
def test_a_cell_as_it_is_printed(value, kind, shown):
    assert cell_text(value, kind, "CNY") == shown


def test_yen_have_no_decimals():
    assert cell_text(1_200, "amount", "JPY") == "1,200"


def test_a_ledger_in_another_currency_is_reported_in_it():
    policy = Policy.from_mapping({"company": {"name": "甲"}, "base_currency": "JPY"})
    abroad = facts(policy=policy)
    assert abroad.code in ("CNY", "USD")  # nothing is owed in the base currency
    assert POLICY.base_currency == "CNY"
    assert monthly_report(abroad).currency == abroad.code
