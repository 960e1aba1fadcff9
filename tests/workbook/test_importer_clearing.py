"""Clearing groups of an accounting program's items."""

from __future__ import annotations

import pytest
from exports import codes, column, imported, open_amounts, problem, texts_of

HEADER = (
    "accountingDocument | customer | documentDate | dueDate | amountInTransactionCurrency"
    " | transactionCurrency | clearingDate | clearingAccountingDocument\n"
)


def items(tmp_path, *rows: str, header: str = HEADER):
    return imported(tmp_path, header + "\n".join(rows))


def allocations(result) -> list[tuple[object, ...]]:
    names = ("credit_no", "invoice_no", "amount", "date")
    return list(zip(*(column(result, "allocations", name) for name in names), strict=True))


def receipts(result) -> list[tuple[object, ...]]:
    names = ("receipt_no", "amount", "receipt_date")
    return list(zip(*(column(result, "receipts", name) for name in names), strict=True))


def test_a_group_that_nets_to_zero_is_settled_within_itself(tmp_path):
    result = items(
        tmp_path,
        "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00  | INR | 2026-03-01 | 900",
        "102 | C1 | 2026-02-05 | 2026-03-05 | -300.00 | INR | 2026-03-01 | 900",
    )
    assert codes(result) == []
    assert "receipts" not in result.tables
    assert allocations(result) == [("102", "101", 300, "2026-03-01")]
    assert open_amounts(result, "2026-02-28") == {"101": "300.00", "102": "-300.00"}
    assert open_amounts(result, "2026-03-01") == {}
    assert "1 clearing groups: items settled on the clearing date: 2; e.g. 900" in texts_of(result)


def test_what_a_group_lacks_is_one_receipt_with_a_warning(tmp_path):
    result = items(
        tmp_path,
        "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00  | INR | 2026-03-01 | 900",
        "103 | C1 | 2026-01-07 | 2026-02-07 | 250.00  | INR | 2026-03-01 | 900",
        "102 | C1 | 2026-02-05 | 2026-03-05 | -100.00 | INR | 2026-03-01 | 900",
    )
    # 300 + 250 − 100 = 450 came from outside; the credit goes to the older debit
    assert receipts(result) == [("RC-900", 450, "2026-03-01")]
    assert allocations(result) == [
        ("102", "101", 100, "2026-03-01"),
        ("RC-900", "101", 200, "2026-03-01"),
        ("RC-900", "103", 250, "2026-03-01"),
    ]
    assert column(result, "receipts", "notes") == [
        "清账凭证 900，不在本次导出中 · cleared by 900, not in this extract"
    ]
    found = problem(result, "cleared_outside")
    assert found.severity == "warning"
    assert "clearing document 900 lacks 450.00 of credit" in found.text("en")
    assert "已补记收款 RC-900" in found.text("zh")
    assert open_amounts(result, "2026-03-01") == {}


def test_what_a_group_has_too_much_is_one_refund_with_a_warning(tmp_path):
    result = items(
        tmp_path,
        "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00  | INR | 2026-03-01 | 900",
        "102 | C1 | 2026-02-05 | 2026-03-05 | -200.00 | INR | 2026-03-01 | 900",
        "103 | C1 | 2026-02-06 | 2026-03-06 | -250.00 | INR | 2026-03-01 | 900",
    )
    # 450 of credit against 300: 150 of the younger credit went elsewhere
    assert receipts(result) == [("RC-900", -150, "2026-03-01")]
    assert allocations(result) == [
        ("102", "101", 200, "2026-03-01"),
        ("103", "101", 100, "2026-03-01"),
        ("103", "RC-900", 150, "2026-03-01"),
    ]
    found = problem(result, "refunded_outside")
    assert "has 150.00 of credit too much" in found.text("en")
    assert "已补记退款 RC-900" in found.text("zh")
    assert open_amounts(result, "2026-02-28") == {
        "101": "300.00",
        "102": "-200.00",
        "103": "-250.00",
    }
    assert open_amounts(result, "2026-03-01") == {}


def test_credit_goes_to_the_oldest_debit_first_whatever_the_order_of_rows(tmp_path):
    result = items(
        tmp_path,
        "103 | C1 | 2026-01-09 | 2026-02-05 | 100.00  | INR | 2026-03-01 | 900",
        "102 | C1 | 2026-01-05 | 2026-02-05 | 100.00  | INR | 2026-03-01 | 900",
        "101 | C1 | 2026-01-05 | 2026-02-05 | 100.00  | INR | 2026-03-01 | 900",
        "201 | C1 | 2026-02-05 | 2026-03-05 | -150.00 | INR | 2026-03-01 | 900",
    )
    assert allocations(result) == [
        ("201", "101", 100, "2026-03-01"),
        ("201", "102", 50, "2026-03-01"),
        ("RC-900", "102", 50, "2026-03-01"),
        ("RC-900", "103", 100, "2026-03-01"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        "102 | C2 | 2026-02-05 | 2026-03-05 | -300.00 | INR | 2026-03-01 | 900",  # customer
        "102 | C1 | 2026-02-05 | 2026-03-05 | -300.00 | USD | 2026-03-01 | 900",  # currency
        "102 | C1 | 2026-02-05 | 2026-03-05 | -300.00 | INR | 2027-03-01 | 900",  # next year's 900
    ],
)
def test_one_number_is_a_group_per_customer_currency_and_day(tmp_path, other):
    one = "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00 | INR | 2026-03-01 | 900"
    result = items(tmp_path, one, other)
    assert codes(result) == ["cleared_outside", "refunded_outside"]
    assert [row[:2] for row in receipts(result)] == [("RC-900", 300), ("RC-900-2", -300)]
    assert open_amounts(result, "2027-03-01") == {}


def test_items_without_a_clearing_document_stay_open(tmp_path):
    result = items(tmp_path, "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00 | INR | |")
    assert open_amounts(result, "2026-03-01") == {"101": "300.00"}
    assert codes(result) == []


def test_a_clearing_date_without_a_document_settles_the_item_alone(tmp_path):
    result = items(
        tmp_path,
        "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00 | INR | 2026-03-01 |",
        "102 | C1 | 2026-01-05 | 2026-02-05 | 100.00 | INR |            |",
    )
    assert receipts(result) == [("RC-101", 300, "2026-03-01")]
    assert open_amounts(result, "2026-03-01") == {"102": "100.00"}


def test_a_clearing_document_without_a_date_is_an_error(tmp_path):
    result = items(tmp_path, "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00 | INR | | 900")
    found = problem(result, "clearing_without_date")
    assert (found.severity, found.row, found.found) == ("error", 2, "900")
    assert "没有清账日期" in found.text("zh")
    assert result.ledger is None


def test_a_clearing_document_in_a_source_without_dates_is_an_error(tmp_path):
    header = HEADER.replace(" | clearingDate", "")
    row = "101 | C1 | 2026-01-05 | 2026-02-05 | 300.00 | INR | 900"
    assert codes(items(tmp_path, row, header=header)) == ["clearing_without_date"]
