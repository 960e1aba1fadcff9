"""From any figure to its documents and back."""

from __future__ import annotations

import pytest


@pytest.fixture
def report(small):
    small.run("aging")
    return small


def _numbers(small):
    return [row[0] for row in small.table("明细穿透") if row[0]]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("D7", ["1E5", "@x"]),  # the balance of 0012
        ("G7", ["@x"]),  # its 1 to 30 days
        ("J7", ["1E5"]),  # its 91 to 180 days
        ("F8", ["=1+1"]),  # not due, of 1-2
        ("B8", ["=1+1"]),  # a name stands for the customer
        ("H7", []),  # nothing in 31 to 60 days
        ("E7", []),  # nothing unapplied
    ],
)
def test_a_figure_leads_to_its_documents(report, cell, numbers):
    report.select("账龄分析", cell)
    assert report.run("drill").done
    assert _numbers(report) == numbers
    assert report.book.sheets.active.name == "明细穿透"


def test_the_documents_explain_the_figure_to_the_cent(report):
    report.select("账龄分析", "G7")
    report.run("drill")
    notes = report.notes("明细穿透")
    assert notes["合计 CNY"] == "500.00"
    assert notes["与所选数字之差"] == "0.00"


def test_a_figure_that_is_out_of_date_shows_its_difference(report):
    report.book.sheets["账龄分析"].range("G7").value = 499.5
    report.select("账龄分析", "G7")
    report.run("drill")
    assert report.notes("明细穿透")["与所选数字之差"] == "0.50"


def test_links_lead_to_the_source_row_and_back(report):
    report.select("账龄分析", "J7")
    report.run("drill")
    page = report.book.sheets["明细穿透"]
    assert page.range("B3").formula == '=HYPERLINK("#\'账龄分析\'!J7","账龄分析!J7")'
    rows = report.rows("明细穿透")
    header = next(n for n, row in enumerate(rows) if row[0] == "单据号")
    link = rows[header].index("原始行") + 1
    formula = page.range((header + 2, link)).formula
    assert formula == '=HYPERLINK("#\'发票\'!A2","发票 第 2 行")'


def test_unapplied_credit_leads_to_receipts(small):
    small.append("收款", 收款单号="R-2", 客户编码="1-2", 收款日期=46_200.0, 金额=450.0)
    small.run("aging")
    assert small.table("账龄分析")[1][4] == -150
    small.select("账龄分析", "E8")
    small.run("drill")
    assert _numbers(small) == ["R-2"]
    assert small.notes("明细穿透")["与所选数字之差"] == "0.00"
    page = small.book.sheets["明细穿透"]
    assert any("'收款'!A3" in str(cell) for row in page.used_range.formula for cell in row)


def test_any_table_with_customers_will_do(small):
    small.select("客户", "C3")
    assert small.run("drill").done
    assert _numbers(small) == ["=1+1"]


def test_overdue_of_the_credit_report_leads_to_what_is_overdue(small):
    small.run("credit")
    header = small.rows("信用监控")[4]
    small.select("信用监控", f"{'ABCDEFGHIJ'[header.index('逾期金额')]}6")
    small.run("drill")
    assert _numbers(small) == ["1E5", "@x"]


def test_the_customer_can_be_asked_for(small):
    assert small.run("drill", customer="0012").done
    assert _numbers(small) == ["1E5", "@x"]


@pytest.mark.parametrize(
    ("sheet", "cell"), [("账龄分析", "A1"), ("账龄分析", "A2"), ("参数", "A2"), ("账龄分析", "M50")]
)
def test_a_cell_of_no_customer_is_told_and_changes_nothing(report, sheet, cell):
    before = report.state()
    report.select(sheet, cell)
    outcome = report.run("drill")
    assert not outcome.done
    assert "选中" in outcome.message.zh
    assert report.state() == before


def test_the_row_of_totals_leads_to_all_documents_of_its_currency(report):
    report.select("账龄分析", "G9")
    assert report.run("drill").done
    assert _numbers(report) == ["@x"]
    assert report.notes("明细穿透")["与所选数字之差"] == "0.00"


def test_a_customer_that_is_not_there_is_told(small):
    outcome = small.run("drill", customer="9999")
    assert "9999" in outcome.message.zh
    assert not outcome.done


def test_one_drill_replaces_the_other(report):
    report.select("账龄分析", "D7")
    report.run("drill")
    report.select("账龄分析", "F8")
    report.run("drill")
    assert _numbers(report) == ["=1+1"]
