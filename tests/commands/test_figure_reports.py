"""The sheets 指标 and 提成: figures, proof, looks."""

from __future__ import annotations

import pytest


def columns(small, sheet):
    """The rows of a sheet by their titles."""
    titles = small.rows(sheet)[small.rows(sheet).index(next(
        row for row in small.rows(sheet) if row and row[0] in ("月份", "名次")
    ))]  # fmt: skip
    return [dict(zip(titles, row, strict=True)) for row in small.table(sheet)]


def test_indicators_by_month_with_the_sum_of_the_months(small):
    outcome = small.run("indicators")
    assert (outcome.done, outcome.sheets) == (True, ["指标"])
    rows = columns(small, "指标")
    assert rows[-1]["月份"] == "合计"
    newest = rows[-2]
    assert newest["月份"] == "2026-06"
    assert newest["期末"] == rows[-1]["期末"] == 1100  # what the aging sheet says
    assert newest["逾期金额"] == 800


def test_the_basis_and_the_proof_stand_beside_the_figures(small):
    small.run("indicators")
    notes = small.notes("指标")
    assert notes["增值税口径"] == "DSO、周转率的应收与销售均含税"
    assert notes["核对差异 CNY"] == "0.00"


def test_days_have_two_decimals_and_rates_are_percentages(small):
    small.run("indicators")
    page = small.book.sheets["指标"]
    titles = next(row for row in small.rows("指标") if row[0] == "月份")
    for title, form in (("DSO", "#,##0.00"), ("逾期率", "0.0%"), ("月份", "@")):
        place = titles.index(title) + 1
        row = next(n for n, cells in enumerate(small.rows("指标"), 1) if cells[0] == "2026-06")
        assert page.range((row, place)).number_format == form


def test_commission_of_the_month_with_its_control(small):
    outcome = small.run("commission", as_of="2026-03-31")
    assert outcome.sheets == ["提成"]
    notes = small.notes("提成")
    assert notes["期间"] == "2026-03-01 – 2026-03-31"
    assert notes["核对 CNY"] == "回款 700.00 = 提成基数 700.00 + 未核销 0.00；核对差异 0.00"
    first, total = columns(small, "提成")
    # 25 days late: 700.00 × 1 % × 80 %
    assert (first["名次"], first["回款"], first["应付提成"]) == (1, 700, 5.6)
    assert (total["名次"], total["应付提成"]) == ("合计", 5.6)


def test_a_month_without_cash_has_no_commission(small):
    small.run("commission")
    assert small.notes("提成")["期间"] == "2026-06-01 – 2026-06-30"
    assert not any(any(row) for row in small.table("提成"))


@pytest.mark.parametrize("command", ["indicators", "commission"])
def test_making_it_again_changes_nothing(small, command):
    small.run(command)
    before = small.state()
    small.run(command)
    assert small.state() == before
