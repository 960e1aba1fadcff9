"""Guessing what headers mean, and how sure that is."""

from __future__ import annotations

import datetime as dt

import pytest
from exports import grid

from xlar.workbook.importer.content import fitting, is_term_or_code
from xlar.workbook.importer.guess import THRESHOLD, guess, is_known_header, words
from xlar.workbook.importer.targets import target, targets

DAY = dt.date(2026, 3, 4)
SAMPLE = {
    "day": DAY,
    "amount": 12.5,
    "number": 7.1,
    "integer": 2,
    "flag": "是",
    "currency": "CNY",
    "id": "A-1",
    "text": "words",
}


def taken(table="invoices", stated=None, translated=(), **cells):
    """The header taken for each column of a one-row grid."""
    source = grid(list(cells.values()), header=list(cells))
    found = guess(source, table, stated, translated)
    return {name: source.header[match.place] for name, match in found.taken.items()}


def score(header: str, cell: object, column: str, table: str = "invoices") -> float:
    found = guess(grid([cell], header=[header]), table).taken
    return found[column].score if column in found else 0.0


@pytest.mark.parametrize("table", ["customers", "invoices", "receipts", "allocations"])
def test_every_name_of_every_column_is_known_for_certain(table):
    for column, more in targets(table):
        cell = column.choices[0].zh if column.choices else SAMPLE.get(column.kind, "x")
        for name in (column.name, column.zh, column.en, *column.aliases.split(), *more):
            found = guess(grid([cell], header=[name]), table).taken
            assert any(match.score >= 0.95 for match in found.values()), (table, name)


@pytest.mark.parametrize(
    ("header", "cell", "column", "least"),
    [
        ("customerID", "C1", "customer_id", 0.95),
        ("Cust. No.", "C1", "customer_id", 0.95),
        ("CUSTOMER NUMBER", "C1", "customer_id", 0.95),
        ("invoiceNumber", "1", "invoice_no", 0.95),
        ("Inv #", "1", "invoice_no", 0.95),
        ("accountingDocument", "1", "invoice_no", 0.95),
        ("InvoiceAmount", 5.0, "amount", 0.95),
        ("amount_incl_gst", 5.0, "amount", 0.95),
        ("价税合计", 5.0, "amount", 0.95),
        ("SettledDate", DAY, "settled_on", 0.95),
        ("clearingAccountingDocument", "9", "clearing_document", 0.95),
        ("payment_terms_days", "30", "terms", 0.95),
        ("客户编码（必填）", "C1", "customer_id", 0.95),
        ("Invoice Date (UTC)", DAY, "invoice_date", 0.75),
        ("单据开票日期", DAY, "invoice_date", 0.6),
        ("Invocie Number", "1", "invoice_no", 0.6),
        ("Due Date 2", DAY, "due_date", 0.75),
    ],
)
def test_headers_are_recognised_with_a_confidence(header, cell, column, least):
    assert least <= score(header, cell, column) < 1


@pytest.mark.parametrize(
    "header",
    ["countryCode", "PaperlessDate", "PaperlessBill", "DaysToSettle", "DaysLate", "glAccount",
     "fiscalYear", "InvoiceMonth", "referenceDocument", "lastChangeDateTime", "category", "X"],
)  # fmt: skip
def test_headers_that_are_nothing_of_ours_are_left(header):
    assert not taken(**{header: "2013-04-06"})


def test_cells_that_do_not_fit_lower_the_confidence_but_a_plain_name_is_believed():
    assert score("Invoice Date", "soon", "invoice_date") == pytest.approx(0.79, abs=0.01)
    assert score("Invoice Date", DAY, "invoice_date") == 0.99
    assert score("My Invoice Date", "soon", "invoice_date") < THRESHOLD


def test_a_closed_list_needs_words_of_ours():
    assert taken(Status="Paid") == {"payment_status": "Status"}
    assert not taken(Status="0815")


def test_words_the_map_translates_need_not_be_ours():
    assert taken(Status="0815", translated={"payment_status"}) == {"payment_status": "Status"}


def test_the_name_declared_first_wins_and_the_other_is_a_rival():
    source = grid([DAY, DAY], header=["postingDate", "documentDate"])
    found = guess(source, "invoices")
    assert source.header[found.taken["invoice_date"].place] == "documentDate"
    assert [source.header[one.place] for one in found.rivals["invoice_date"]] == ["postingDate"]


def test_two_headers_equally_near_are_both_refused():
    source = grid([DAY, DAY], header=["Invoice Date East", "Invoice Date West"])
    found = guess(source, "invoices")
    assert "invoice_date" not in found.taken
    assert len(found.rivals["invoice_date"]) == 2


def test_every_header_is_used_once():
    assert taken(Customer="C1", Name="x") == {"customer_id": "Customer"}


def test_what_the_map_states_goes_first():
    found = taken(stated={"invoice_date": 1}, invoice_date=DAY, booked=DAY)
    assert found["invoice_date"] == "booked"


def test_columns_carried_along_by_an_earlier_import_are_not_taken_again():
    assert not taken(**{"SettledDate（原表）": DAY})


def test_gross_and_net_are_told_apart():
    found = taken(amount_excl_gst=90.0, gst=10.0, amount_incl_gst=100.0, amount_paid=0.0)
    assert found == {
        "net_amount": "amount_excl_gst",
        "tax": "gst",
        "amount": "amount_incl_gst",
        "amount_paid": "amount_paid",
    }


@pytest.mark.parametrize(
    ("text", "known"),
    [("Inv. Number", True), ("客户名称", True), ("INV-1001", False), ("4,235.00", False)],
)
def test_headers_are_told_from_data(text, known):
    assert is_known_header(text) == known


def test_words_of_a_header_in_one_form():
    assert words("amountInTransactionCurrency") == {"amount", "transaction", "currency"}
    assert words("Inv. Amt") == {"invoice", "amount"}
    assert words("单据 日期") == {"单据", "日期"}


@pytest.mark.parametrize(
    ("column", "cells", "share"),
    [
        ("invoice_date", [DAY, "2026-01-02", "x", 46203.0], 0.75),
        ("invoice_date", [5, 12.5], 0.0),
        ("amount", ["¥1,234.50", 12, "x", None], 2 / 3),
        ("invoice_no", ["A", 7.0, 7.5, DAY], 0.5),
        ("disputed", ["是", "No", "maybe", "否"], 0.75),
        ("currency", ["CNY", "人民币", "12", "x"], 0.5),
        ("instalment", [1, "2", 2.5, "x"], 0.5),
        ("terms", ["N30", "Z001", "as agreed with the customer"], 2 / 3),
        ("rate", [7.1, "x"], 0.5),
        ("notes", ["x", 3], 1.0),
        ("type", ["发票", "红字", "x", "y"], 0.5),
        ("amount", [None, "", "  "], 1.0),
    ],
)
def test_the_share_of_cells_that_fit_a_column(column, cells, share):
    assert fitting(cells, target("invoices", column)) == pytest.approx(share)


@pytest.mark.parametrize(("cell", "is_one"), [("30", True), ("Z001", True), ("", False)])
def test_terms_and_their_codes(cell, is_one):
    assert is_term_or_code(cell) == is_one


def test_columns_only_exports_have_are_targets_of_invoices_alone():
    assert target("invoices", "settled_on") is not None
    assert target("receipts", "settled_on") is None
