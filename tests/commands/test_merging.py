"""What of an import is new."""

from __future__ import annotations

from datetime import date

import pytest

from xlar.commands.merging import addition, joined
from xlar.core.tables import empty_table
from xlar.workbook.demo.rows import table_of


def _invoices(*rows):
    return table_of(
        "invoices",
        [
            {"invoice_no": number, "customer_id": customer, "amount": amount, **more}
            for number, customer, amount, more in rows
        ],
    )


def test_an_instalment_is_an_invoice_of_its_own():
    mine = _invoices(("I-1", "A", 100, {"instalment": 1}), ("I-1", "A", 100, {"instalment": 2}))
    theirs = _invoices(("I-1", "A", 100, {"instalment": 2}), ("I-1", "A", 50, {"instalment": 3}))
    found = addition(mine, theirs)
    assert found.new.columns["instalment"].tolist() == [3]
    assert found.known.columns["instalment"].tolist() == [2]


@pytest.mark.parametrize(
    ("customer", "amount", "differs"),
    [("A", 100, False), ("B", 100, True), ("A", 101, True)],
)
def test_a_known_invoice_that_says_something_else_is_marked(customer, amount, differs):
    found = addition(_invoices(("I-1", "A", 100, {})), _invoices(("I-1", customer, amount, {})))
    assert len(found.new) == 0
    assert found.differs.tolist() == [differs]


def test_a_blank_currency_differs_from_none():
    mine = _invoices(("I-1", "A", 100, {"currency": "USD"}))
    theirs = _invoices(("I-1", "A", 100, {"currency": ""}))
    assert addition(mine, theirs).differs.tolist() == [False]


def test_all_rows_of_a_new_receipt_come_and_none_of_a_known_one():
    day = date(2026, 6, 1)
    row = {"customer_id": "A", "receipt_date": day, "amount": 50}
    mine = table_of("receipts", [{"receipt_no": "R-1", **row}])
    theirs = table_of("receipts", [{"receipt_no": n, **row} for n in ("R-1", "R-2", "R-2")])
    found = addition(mine, theirs)
    assert found.new.columns["receipt_no"].tolist() == ["R-2", "R-2"]
    assert found.known.columns["receipt_no"].tolist() == ["R-1"]
    assert found.differs.tolist() == [False]


def test_everything_is_new_to_an_empty_table():
    found = addition(empty_table("invoices"), _invoices(("I-1", "A", 100, {})))
    assert (len(found.new), len(found.known)) == (1, 0)


def test_joined_tables_have_all_columns_and_rows_that_go_on():
    mine = _invoices(("I-1", "A", 100, {}))
    theirs = _invoices(("I-2", "B", 200, {"contract_no": "HT"}))
    whole = joined(mine, theirs, 9)
    assert whole.columns["invoice_no"].tolist() == ["I-1", "I-2"]
    assert whole.columns["contract_no"].tolist() == ["", "HT"]
    assert whole.rows.tolist() == [2, 9]
