"""The sheet 检查结果: every problem with a link to its cell."""

from __future__ import annotations

import pytest

from xlar.commands.checking import link_to
from xlar.core.problems import Problem
from xlar.tables.messages import NO_INVOICES


def test_a_clean_ledger_is_told_with_its_counts_and_proof(small):
    outcome = small.run("check")
    assert outcome.done
    assert outcome.message.zh == "错误 0 条，提醒 0 条，详见“检查结果”。"
    notes = small.notes("检查结果")
    assert (notes["问题"], notes["客户"], notes["发票"], notes["收款"]) == ("0", "2", "3", "1")
    assert notes["核对差异 CNY"] == "0.00"


def test_the_difference_to_the_general_ledger_is_shown(small):
    page = small.book.sheets["参数"]
    page.range("A3:B3").number_format = "@"
    page.range("A3:B3").value = ["gl_balance.CNY", "1099.00"]
    small.run("check")
    assert small.notes("检查结果")["与总账差异 CNY"] == "1.00"


def test_every_problem_is_a_row_with_a_link_errors_first(small):
    page = small.book.sheets["发票"]
    page.range("C3").value = "昨天"
    page.range("F2").value = 40_000  # due before its date: a warning
    page.range("D4").value = "#N/A"
    outcome = small.run("check")
    assert not outcome.done
    rows = small.table("检查结果")
    assert [row[0] for row in rows] == ["错误", "错误"] or rows[0][0] == "错误"
    assert {"昨天", "#N/A"} <= {row[4] for row in rows}
    cells = [row[1] for row in small.book.sheets["检查结果"].range("A1:G12").formula]
    assert '=HYPERLINK("#\'发票\'!C3","发票!C3")' in cells
    assert '=HYPERLINK("#\'发票\'!D4","发票!D4")' in cells


def test_tables_and_columns_are_named_in_the_users_language(small):
    small.book.sheets["发票"].range("C3").value = "昨天"
    small.run("check")
    assert small.table("检查结果")[0][2:4] == ["发票", "单据日期"]
    small.run("check", lang="en")
    assert small.table("检查结果")[0][2:4] == ["Invoices", "Invoice Date"]


def test_errors_stop_a_report_and_are_listed_and_nothing_else_changes(small):
    small.run("aging")
    before = small.state()["sheets"]
    small.book.sheets["发票"].range("D3").value = "不是金额"
    outcome = small.run("aging")
    assert not outcome.done
    assert outcome.sheets == ["检查结果"]
    after = small.state()["sheets"]
    assert after["账龄分析"] == before["账龄分析"]
    assert small.table("检查结果")[0][4] == "不是金额"


def test_when_nothing_is_wrong_any_more_the_list_is_empty(small):
    small.book.sheets["发票"].range("D3").value = "不是金额"
    small.run("check")
    small.book.sheets["发票"].range("D3").value = 500
    assert small.run("check").done
    assert not any(any(row) for row in small.table("检查结果"))


@pytest.mark.parametrize(
    ("cell", "formula"),
    [
        ("发票!D7", '=HYPERLINK("#\'发票\'!D7","发票!D7")'),
        ("'It''s'!A1", "=HYPERLINK(\"#'It''s'!A1\",\"'It''s'!A1\")"),
        ("[export.xlsx]发票!D7", '="[export.xlsx]发票!D7"'),
        ("没有!D7", '="没有!D7"'),
        (None, '="invoices"'),
    ],
)
def test_only_a_cell_of_this_book_is_a_link(cell, formula):
    problem = Problem(NO_INVOICES, "invoices", cell=cell)
    assert link_to(problem, "en", {"发票", "It's"}).formula == formula
