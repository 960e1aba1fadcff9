"""Customers of an export: lists, lists beside lists, and flat invoices that name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exports import codes, column, csv_text, import_with, imported, mapping, problem, texts_of

if TYPE_CHECKING:
    from pathlib import Path

INVOICES = """
    invoice_no | customer_id | invoice_date | due_date   | amount
    INV-1      | C1          | 2026-01-05   | 2026-02-04 | 100.00
    INV-2      | C2          | 2026-01-05   | 2026-02-04 | 200.00
"""
CUSTOMERS = """
    customer_id | name | credit_limit
    C1          | One  | 5,000.00
    C2          | Two  |
"""


def folder(tmp_path, **files: str) -> Path:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in files.items():
        (raw / f"{name}.csv").write_text(csv_text(text), encoding="utf-8")
    return raw


def test_a_folder_of_invoices_and_customers_is_one_ledger(tmp_path):
    result = import_with(folder(tmp_path, customers=CUSTOMERS, invoices=INVOICES), tmp_path)
    assert codes(result) == []
    assert column(result, "customers", "name") == ["One", "Two"]
    assert column(result, "customers", "credit_limit")[0] == 5000


def test_file_names_hint_at_what_they_hold(tmp_path):
    raw = folder(tmp_path, acme_customers_2026=CUSTOMERS, acme_ar_items=INVOICES)
    result = import_with(raw, tmp_path)
    assert sorted(result.tables) == ["customers", "invoices"]


def test_a_second_list_without_names_fills_what_the_first_leaves_blank(tmp_path):
    areas = """
        customer | sales_area | payment_terms | currency
        C1       | East       | N30           | CNY
        C1       | West       | N30           | CNY
        C2       | East       | 30天          | CNY
        C9       | East       | N90           | CNY
    """
    raw = folder(tmp_path, customers=CUSTOMERS, customer_terms=areas, invoices=INVOICES)
    result = import_with(raw, tmp_path)
    assert codes(result) == []
    assert column(result, "customers", "customer_id") == ["C1", "C2"]
    assert column(result, "customers", "terms") == ["N30", "30天"]
    assert column(result, "customers", "currency") == ["CNY", "CNY"]
    assert "not in the list of names, not imported: 1; e.g. C9" in texts_of(result)
    assert [row.reason.zh for row in result.set_aside] == ["已并入客户 C1"] * 2 + ["已并入客户 C2"]


def test_values_that_contradict_each_other_are_left_blank_and_told(tmp_path):
    areas = """
        customer | sales_area | payment_terms
        C1       | East       | N30
        C1       | West       | N60
    """
    raw = folder(tmp_path, customers=CUSTOMERS, customer_terms=areas, invoices=INVOICES)
    result = import_with(raw, tmp_path)
    found = problem(result, "conflicting_values")
    assert (found.severity, found.row, found.column) == ("warning", 2, "payment_terms")
    assert "C1 has different values in rows customer_terms.csv:2" in found.text("en")
    assert "N30, N60" in found.text("zh")
    assert column(result, "customers", "terms") == ["", ""]


def test_an_unknown_code_against_a_known_term_is_a_contradiction_not_a_gap(tmp_path):
    areas = """
        customer | sales_area | payment_terms
        C1       | East       | Z009
        C1       | West       | N30
    """
    raw = folder(tmp_path, customers=CUSTOMERS, customer_terms=areas, invoices=INVOICES)
    result = import_with(raw, tmp_path)
    assert sorted(codes(result)) == ["conflicting_values", "unmapped_terms"]
    assert column(result, "customers", "terms")[0] == ""


def test_a_list_without_any_names_is_refused(tmp_path):
    only = """
        customer_id | credit_limit
        C1          | 5,000.00
        C2          | 1,000.00
    """
    result = import_with(folder(tmp_path, customers=only, invoices=INVOICES), tmp_path)
    found = problem(result, "missing_column")
    assert "客户名称" in found.text("zh")


def test_a_customer_listed_twice_with_other_contents_is_an_error(tmp_path):
    twice = CUSTOMERS + "    C1 | Uno | 7,000.00\n"
    result = import_with(folder(tmp_path, customers=twice, invoices=INVOICES), tmp_path)
    found = problem(result, "same_number")
    assert (found.row, found.found) == (4, "C1")
    assert "credit_limit 5,000.00 / 7,000.00" in found.text("en")
    assert "name One / Uno" in found.text("en")


def test_a_customer_listed_twice_in_other_letters_is_set_aside(tmp_path):
    twice = CUSTOMERS + "    C1 | ONE | 5,000.00\n"
    result = import_with(folder(tmp_path, customers=twice, invoices=INVOICES), tmp_path)
    assert codes(result) == []
    assert len(result.set_aside) == 1


def test_an_unknown_customer_is_an_error(tmp_path):
    raw = folder(tmp_path, customers=CUSTOMERS.replace("C2", "C3"), invoices=INVOICES)
    found = problem(import_with(raw, tmp_path), "unknown_customer")
    assert (found.table, found.row, found.column) == ("invoices.csv", 3, "customer_id")


def test_unknown_customers_can_be_added(tmp_path):
    raw = folder(tmp_path, customers=CUSTOMERS.replace("C2", "C3"), invoices=INVOICES)
    result = import_with(raw, tmp_path, '[options]\nunknown_customers = "add"\n')
    assert codes(result) == []
    assert column(result, "customers", "customer_id") == ["C1", "C3", "C2"]
    assert column(result, "customers", "name") == ["One", "Two", "C2"]
    assert "customers added that the list lacks: 1; e.g. C2" in texts_of(result)


FLAT = """
    发票号 | 客户编码 | 客户名称 | 业务员 | 开票日期   | 到期日     | 价税合计
    1001   | K1       | 甲公司   | 王     | 2026-01-05 | 2026-02-04 | 100.00
    1002   | K2       | 乙公司   | 李     | 2026-01-05 | 2026-02-04 | 200.00
    1003   | K1       | 甲公司   | 赵     | 2026-01-05 | 2026-02-04 | 300.00
"""


def test_a_flat_list_gives_the_customers_it_names(tmp_path):
    result = imported(tmp_path, FLAT)
    assert codes(result) == []
    assert column(result, "customers", "customer_id") == ["K1", "K2"]
    assert column(result, "customers", "name") == ["甲公司", "乙公司"]
    assert column(result, "customers", "salesperson") == ["", "李"]  # two of them for K1: neither
    assert "customers listed from the invoices: 2" in texts_of(result)


def test_two_names_of_one_customer_are_told_and_the_frequent_one_taken(tmp_path):
    text = FLAT + "    1004 | K1 | 甲集团 | 王 | 2026-01-05 | 2026-02-04 | 1.00\n"
    result = imported(tmp_path, text)
    found = problem(result, "two_names")
    assert found.severity == "warning"
    assert "K1 goes by different names: 甲公司, 甲集团" in found.text("en")
    assert column(result, "customers", "name")[0] == "甲公司"


def test_a_flat_list_without_codes_uses_the_names_and_says_so(tmp_path):
    text = "\n".join(
        " | ".join(cell for place, cell in enumerate(line.split("|")) if place != 1)
        for line in FLAT.strip().splitlines()
    )
    result = imported(tmp_path, text)
    assert column(result, "invoices", "customer_id") == ["甲公司", "乙公司", "甲公司"]
    assert mapping(result)["客户名称"] == "customer_id"
    assert problem(result, "uncertain_column").severity == "warning"


@pytest.mark.parametrize("header", ["客户", "Customer Name", "购货单位名称"])
def test_headers_of_customer_names(tmp_path, header):
    result = imported(tmp_path, FLAT.replace("客户名称", header))
    assert mapping(result)[header] == "customer_name"
