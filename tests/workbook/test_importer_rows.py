"""Rows that are no entries, repeated rows, and numbers used twice."""

from __future__ import annotations

import pytest
from exports import codes, column, imported, open_amounts, problem, texts_of

HEADER = "Invoice No | Customer | Invoice Date | Due Date | Amount | Remark\n"
ONE = "INV-1 | C1 | 2026-01-05 | 2026-02-04 | 100.00 | first\n"
TWO = "INV-2 | C1 | 2026-01-06 | 2026-02-05 | 200.00 | second\n"


def numbers(result):
    return column(result, "invoices", "invoice_no")


def aside(result):
    return [(row.row, row.reason.zh) for row in result.set_aside]


@pytest.mark.parametrize(
    "row",
    [
        "合计 | | | | 300.00 |",
        "| 总 计： | | | 300.00 |",
        "Total: | | | | 300.00 |",
        "| | | GRAND TOTAL | 300.00 |",
        "小计 | | | | 300.00 |",
        " | C1 | | | 300.00 | 小计",
    ],
)
def test_a_row_of_totals_is_set_aside(tmp_path, row):
    result = imported(tmp_path, HEADER + ONE + TWO + row)
    assert numbers(result) == ["INV-1", "INV-2"]
    assert aside(result) == [(4, "合计行")]
    assert codes(result) == []


def test_a_footer_is_set_aside(tmp_path):
    result = imported(tmp_path, HEADER + ONE + " | | | | | 制表人：张三\n")
    assert aside(result) == [(3, "只有一格文字，不是一笔数据")]


def test_an_entry_that_only_has_its_number_is_an_error_not_a_footer(tmp_path):
    result = imported(tmp_path, HEADER + ONE + "INV-9 | | | | |\n")
    assert not result.set_aside
    assert set(codes(result)) >= {"missing_value"}
    assert result.ledger is None


def test_an_entry_whose_number_is_not_a_total_stays(tmp_path):
    result = imported(tmp_path, HEADER + ONE + "T-1 | Total | 2026-01-05 | 2026-02-04 | 5.00 | x\n")
    assert numbers(result) == ["INV-1", "T-1"]


def test_blank_rows_are_passed_over(tmp_path):
    result = imported(tmp_path, HEADER + ONE + " | | | | | \n" + TWO)
    assert numbers(result) == ["INV-1", "INV-2"]
    assert not result.set_aside


def test_a_row_repeated_in_full_is_set_aside_and_listed(tmp_path):
    result = imported(tmp_path, HEADER + ONE + TWO + ONE)
    assert numbers(result) == ["INV-1", "INV-2"]
    assert aside(result) == [(4, "与第 2 行完全相同")]
    assert result.set_aside[0].cells["Remark"] == "first"
    assert "rows repeated in full set aside: 1" in texts_of(result)
    assert open_amounts(result, "2026-03-01") == {"INV-1": "100.00", "INV-2": "200.00"}


@pytest.mark.parametrize("again", [ONE.replace("first", "FIRST"), ONE.replace("first", "First ")])
def test_a_row_that_differs_in_case_or_blanks_only_is_set_aside_under_that_name(tmp_path, again):
    result = imported(tmp_path, HEADER + ONE + again)
    assert aside(result) == [(3, "与第 2 行只有大小写或空格不同")]
    assert "rows repeated but for case or blanks set aside: 1" in texts_of(result)


def test_numbers_that_differ_in_case_are_different_numbers(tmp_path):
    result = imported(tmp_path, HEADER + ONE + ONE.replace("INV-1", "inv-1"))
    assert numbers(result) == ["INV-1", "inv-1"]


def test_repeated_rows_can_be_an_error(tmp_path):
    toml = '[options]\nduplicates = "error"\n'
    found = problem(imported(tmp_path, HEADER + ONE + TWO + ONE, toml), "repeated_row")
    assert (found.severity, found.row) == ("error", 4)
    assert "与第 2 行完全相同" in found.text("zh")
    assert "the same as row 2 in every cell" in found.text("en")


def test_repeated_rows_can_be_kept_and_are_then_one_number_twice(tmp_path):
    toml = '[options]\nduplicates = "keep"\n'
    result = imported(tmp_path, HEADER + ONE + ONE, toml)
    assert codes(result) == ["same_number"]


def test_one_number_with_other_contents_is_an_error_naming_both_rows(tmp_path):
    result = imported(tmp_path, HEADER + ONE + TWO + ONE.replace("100.00", "120.00"))
    found = problem(result, "same_number")
    assert (found.severity, found.row, found.found) == ("error", 4, "INV-1")
    assert "the same number as row 2, with other contents: Amount 100.00 / 120.00" in found.text(
        "en"
    )
    assert "与第 2 行同号，但内容不同：Amount 100.00 / 120.00" in found.text("zh")
    assert codes(result) == ["same_number"]


def test_lines_of_one_document_can_make_up_a_number_of_two_columns(tmp_path):
    text = """
        Invoice No | Line | Customer | Invoice Date | Due Date   | Amount
        INV-1      | 1    | C1       | 2026-01-05   | 2026-02-04 | 100.00
        INV-1      | 2    | C1       | 2026-01-05   | 2026-02-04 | 120.00
    """
    assert codes(imported(tmp_path, text)) == ["same_number"]
    result = imported(tmp_path, text, '[columns]\ninvoice_no = ["Invoice No", "Line"]\n')
    assert numbers(result) == ["INV-1-1", "INV-1-2"]
    assert codes(result) == []


def test_instalments_of_one_number_are_no_repetition(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Instalment | Customer | Invoice Date | Due Date   | Amount
        INV-1      | 1          | C1       | 2026-01-05   | 2026-02-04 | 100.00
        INV-1      | 2          | C1       | 2026-01-05   | 2026-03-04 | 120.00
        """,
    )
    assert codes(result) == []
    assert column(result, "invoices", "instalment") == [1, 2]
