"""Payments an export states on its invoices become receipts with allocations."""

from __future__ import annotations

import pytest
from exports import codes, column, imported, open_amounts, problem, texts_of

PAID_IN_FULL = """
    Invoice No | Customer | Invoice Date | Due Date   | Amount  | Settled Date
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | 1000.00 | 2026-02-10
    INV-2      | C1       | 2026-01-20   | 2026-02-19 | 500.00  |
"""


def test_a_settlement_date_becomes_a_receipt_of_the_full_amount(tmp_path):
    result = imported(tmp_path, PAID_IN_FULL)
    assert codes(result) == []
    assert column(result, "receipts", "receipt_no") == ["RC-INV-1"]
    assert column(result, "receipts", "customer_id") == ["C1"]
    assert column(result, "receipts", "receipt_date") == ["2026-02-10"]
    assert column(result, "receipts", "amount") == [1000]
    assert column(result, "allocations", "credit_no") == ["RC-INV-1"]
    assert column(result, "allocations", "invoice_no") == ["INV-1"]
    assert column(result, "allocations", "amount") == [1000]
    assert column(result, "allocations", "date") == ["2026-02-10"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-04", {}),
        ("2026-01-05", {"INV-1": "1000.00"}),
        ("2026-02-09", {"INV-1": "1000.00", "INV-2": "500.00"}),
        ("2026-02-10", {"INV-2": "500.00"}),  # settled on the day is closed on the day
    ],
)
def test_an_invoice_is_open_from_its_date_to_the_day_before_its_settlement(tmp_path, day, expected):
    assert open_amounts(imported(tmp_path, PAID_IN_FULL), day) == expected


def test_the_step_says_how_many_receipts_were_made(tmp_path):
    result = imported(tmp_path, PAID_IN_FULL)
    assert "receipts with allocations made from payment columns: 1; e.g. RC-INV-1" in texts_of(
        result
    )


def test_a_settled_credit_note_is_paid_out_by_a_refund(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Customer | Invoice Date | Due Date   | Amount  | Settled Date
        CN-1       | C1       | 2026-01-05   |            | -200.00 | 2026-02-10
        INV-1      | C1       | 2026-01-05   | 2026-02-04 | 1000.00 |
        """,
    )
    assert column(result, "receipts", "amount") == [-200]
    assert column(result, "allocations", "credit_no") == ["CN-1"]
    assert column(result, "allocations", "invoice_no") == ["RC-CN-1"]
    assert open_amounts(result, "2026-02-09") == {"CN-1": "-200.00", "INV-1": "1000.00"}
    assert open_amounts(result, "2026-02-10") == {"INV-1": "1000.00"}
    assert codes(result) == []  # it needs no reference: it is settled


def test_an_instalment_is_settled_by_itself(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Instalment | Customer | Invoice Date | Due Date   | Amount | Settled Date
        INV-1      | 1          | C1       | 2026-01-05   | 2026-02-04 | 600.00 | 2026-02-10
        INV-1      | 2          | C1       | 2026-01-05   | 2026-03-04 | 400.00 |
        """,
    )
    assert column(result, "receipts", "receipt_no") == ["RC-INV-1-1"]
    assert column(result, "allocations", "instalment") == [1]
    assert open_amounts(result, "2026-02-10") == {"INV-1": "400.00"}


def test_a_receipt_number_in_use_is_not_used_again(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Customer | Invoice Date | Due Date   | Amount | Settled Date
        1          | C1       | 2026-01-05   | 2026-02-04 | 600.00 | 2026-02-10
        RC-1       | C1       | 2026-01-05   | 2026-02-04 | 400.00 |
        """,
    )
    assert column(result, "receipts", "receipt_no") == ["RC-1-2"]


def test_a_zero_amount_needs_no_receipt(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Customer | Invoice Date | Due Date   | Amount | Settled Date
        INV-1      | C1       | 2026-01-05   | 2026-02-04 | 0.00   | 2026-02-10
        """,
    )
    assert "receipts" not in result.tables
    assert codes(result) == ["zero_amount"]


def paid(tmp_path, amount: str, paid: str, date: str, status: str = "", toml: str = ""):
    """One invoice of this amount with what it says about its payment."""
    header = "Invoice No | Customer | Invoice Date | Due Date | Amount | Amount Paid | Payment Date"
    row = f"INV-1 | C1 | 2026-01-05 | 2026-02-04 | {amount} | {paid} | {date}"
    if status:
        header, row = f"{header} | Status", f"{row} | {status}"
    return imported(tmp_path, f"{header}\n{row}", toml)


@pytest.mark.parametrize(
    ("amount", "part", "open_then"),
    [
        ("1000.00", "1000.00", {}),
        ("1000.00", "400.00", {"INV-1": "600.00"}),
        ("1000.00", "$400.00", {"INV-1": "600.00"}),
        ("-200.00", "-50.00", {"INV-1": "-150.00"}),
        ("1000.00", "0.00", {"INV-1": "1000.00"}),
        ("1000.00", "", {"INV-1": "1000.00"}),
    ],
)
def test_an_amount_paid_with_its_date_is_a_receipt_of_that_amount(
    tmp_path, amount, part, open_then
):
    date = "" if part in ("", "0.00") else "2026-02-10"
    assert open_amounts(paid(tmp_path, amount, part, date), "2026-02-10") == open_then


@pytest.mark.parametrize(
    ("amount", "part", "date", "code", "severity", "zh", "en"),
    [
        ("1000", "400", "", "paid_without_date", "error", "没有付款日期", "without a date"),
        ("1000", "", "2026-02-10", "date_without_amount", "error", "已付金额为空", "is blank"),
        ("1000", "0", "2026-02-10", "date_without_payment", "warning", "为零", "nothing paid"),
        ("1000", "-400", "2026-02-10", "payment_sign", "error", "正负相反", "opposite sign"),
        ("-200", "50", "2026-02-10", "payment_sign", "error", "正负相反", "opposite sign"),
        ("1000", "1200", "2026-02-10", "overpaid", "warning", "200.00", "excess of 200.00"),
    ],
)
def test_what_does_not_fit_is_reported(tmp_path, amount, part, date, code, severity, zh, en):
    result = paid(tmp_path, amount, part, date)
    found = problem(result, code)
    assert (found.severity, found.row) == (severity, 2)
    assert zh in found.text("zh")
    assert en in found.text("en")
    assert (result.ledger is None) == (severity == "error")


def test_more_paid_than_owed_stays_unapplied(tmp_path):
    result = paid(tmp_path, "1000.00", "1200.00", "2026-02-10")
    assert open_amounts(result, "2026-02-10") == {"RC-INV-1": "-200.00"}


@pytest.mark.parametrize(
    ("part", "date", "status", "expected"),
    [
        ("1000", "2026-02-10", "Paid", []),
        ("0", "", "Open", []),
        ("0", "", "逾期", []),
        ("400", "2026-02-10", "Partially Paid", []),
        ("400", "2026-02-10", "Open", []),
        ("0", "", "Paid", ["status_paid"]),
        ("400", "2026-02-10", "Paid", ["status_part"]),
        ("1000", "2026-02-10", "Overdue", ["status_open"]),
    ],
)
def test_a_status_is_compared_with_the_payment(tmp_path, part, date, status, expected):
    assert codes(paid(tmp_path, "1000", part, date, status)) == expected


def test_a_status_that_is_not_believed_can_be_left_out(tmp_path):
    toml = '[columns]\npayment_status = ""\n'
    result = paid(tmp_path, "1000", "0", "", "Paid", toml)
    assert codes(result) == []
    assert open_amounts(result, "2026-02-10") == {"INV-1": "1000.00"}


STATUSES = """
    Invoice No | Customer | Invoice Date | Due Date   | Amount | Settled Date | Status
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00 | 2026-02-10   | Paid
    INV-2      | C1       | 2026-01-05   | 2026-02-04 | 200.00 | 2026-02-10   |
    INV-3      | C1       | 2026-01-05   | 2026-02-04 | 300.00 |              |
    INV-4      | C1       | 2026-01-05   | 2026-02-04 | 400.00 |              | {status}
"""


def test_a_blank_status_follows_the_payment_and_is_told_once(tmp_path):
    result = imported(tmp_path, STATUSES.format(status="Open"))
    found = problem(result, "blank_status")
    assert found.severity == "warning"
    assert "2 rows have no status: 1 with a payment count as paid, 1 without" in found.text("en")
    assert "2 行的状态为空：1 行有付款，按已付处理；1 行无付款" in found.text("zh")
    assert open_amounts(result, "2026-02-10") == {"INV-3": "300.00", "INV-4": "400.00"}


def test_a_void_invoice_is_set_aside(tmp_path):
    result = imported(tmp_path, STATUSES.format(status="作废"))
    assert open_amounts(result, "2026-02-10") == {"INV-3": "300.00"}
    aside = result.set_aside[0]
    assert (aside.row, aside.reason.zh) == (5, "状态为作废")
    assert aside.cells["Amount"] == "400.00"


def test_an_unknown_status_is_an_error_with_the_lines_to_paste(tmp_path):
    result = imported(tmp_path, STATUSES.format(status="Query"))
    found = problem(result, "unknown_payment_status")
    assert (found.severity, found.row, found.found) == ("error", 5, "Query")
    assert '"Query" = "paid"' in found.text("en")
    assert "[values.payment_status]" in found.text("zh")


@pytest.mark.parametrize("section", ["payment_status", "status"])
def test_the_map_translates_a_status(tmp_path, section):
    toml = f'[values.{section}]\n"query" = "open"\n'
    result = imported(tmp_path, STATUSES.format(status="Query"), toml)
    assert open_amounts(result, "2026-02-10")["INV-4"] == "400.00"


def test_a_payment_before_its_document_is_told_and_counts_from_the_document(tmp_path):
    result = imported(tmp_path, PAID_IN_FULL.replace("2026-02-10", "2026-01-01"))
    found = problem(result, "settled_early")
    assert (found.severity, found.row) == ("warning", 2)
    assert "1 payments are earlier than their documents (rows 2)" in found.text("en")
    assert "日月是否写反" in found.text("zh")
    assert open_amounts(result, "2026-01-05") == {}


STATUS_ONLY = """
    Invoice No | Customer | Invoice Date | Due Date   | Amount | Status
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00 | Paid
    INV-2      | C1       | 2026-01-05   | 2026-02-04 | 200.00 | Open
"""


def test_a_status_without_dates_of_payment_is_one_error(tmp_path):
    found = problem(imported(tmp_path, STATUS_ONLY), "no_payment_dates")
    assert found.severity == "error"
    assert "1 documents are paid, but no column holds the dates of payment" in found.text("en")
    assert 'paid_without_date = "set_aside"' in found.text("zh")


def test_paid_invoices_without_a_date_can_be_set_aside(tmp_path):
    toml = '[options]\npaid_without_date = "set_aside"\n'
    result = imported(tmp_path, STATUS_ONLY, toml)
    assert codes(result) == []
    assert open_amounts(result, "2026-03-01") == {"INV-2": "200.00"}
    assert [row.cells["Invoice No"] for row in result.set_aside] == ["INV-1"]


def test_amounts_paid_without_any_column_of_dates_are_one_error(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Customer | Invoice Date | Due Date   | Amount | Amount Paid
        INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00 | 40.00
        INV-2      | C1       | 2026-01-05   | 2026-02-04 | 100.00 | 40.00
        """,
    )
    assert "2 documents are paid" in problem(result, "no_payment_dates").text("en")


def test_payment_methods_are_translated_and_the_rest_kept_in_the_notes(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Customer | Invoice Date | Due Date   | Amount | Settled Date | Payment Method
        INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00 | 2026-02-10   | 电汇
        INV-2      | C1       | 2026-01-05   | 2026-02-04 | 200.00 | 2026-02-10   | BPAY
        INV-3      | C1       | 2026-01-05   | 2026-02-04 | 300.00 | 2026-02-10   |
        """,
    )
    assert column(result, "receipts", "method") == ["transfer", "", ""]
    assert column(result, "receipts", "notes") == ["", "付款方式 BPAY", ""]
    assert "unknown payment methods, kept in the notes: 1; e.g. BPAY × 1" in texts_of(result)


def test_the_currency_of_a_receipt_is_that_of_its_invoice(tmp_path):
    result = imported(
        tmp_path,
        """
        Invoice No | Customer | Invoice Date | Due Date   | Amount | Currency | Settled Date
        INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00 | USD      | 2026-02-10
        INV-2      | C1       | 2026-01-05   | 2026-02-04 | 100.00 | EUR      | 2026-02-10
        """,
    )
    assert column(result, "receipts", "currency") == ["USD", "EUR"]
    assert open_amounts(result, "2026-02-10") == {}
