"""Allocations that find too little: errors, warnings, and room given back."""

from __future__ import annotations

import pytest
from figures import items
from ledgers import ledger_of, problems_of

WRONG = [
    ("more than the receipt: 110 > 100", "2026-02-10 allocation R-1 INV-2 110.00"),
    ("more than the invoice: 60 > 50", "2026-02-10 allocation R-1 INV-1 60.00"),
    (
        "more than what is left of the receipt: 80 + 30 > 100",
        """
        2026-02-10 allocation R-1 INV-2 80.00
        2026-02-11 allocation R-1 INV-1 30.00
        """,
    ),
    (
        "more than what is left of the invoice: 40 + 20 > 50",
        """
        2026-02-09 receipt C001 R-2 40.00 for INV-1
        2026-02-10 allocation R-1 INV-1 20.00
        """,
    ),
    ("a document nobody knows", "2026-02-10 allocation R-1 INV-9 10.00"),
    ("a receipt nobody knows", "2026-02-10 allocation R-9 INV-1 10.00"),
    ("another customer's invoice", "2026-02-10 allocation R-1 INV-3 10.00"),
    ("another currency's invoice", "2026-02-10 allocation R-1 INV-4 10.00"),
]


@pytest.mark.parametrize("wrong", [case[1] for case in WRONG], ids=[case[0] for case in WRONG])
def test_an_allocation_without_room_is_an_error(wrong):
    ledger, problems = problems_of(f"""
        2026-01-05 invoice C001 INV-1 50.00 due 2026-02-04
        2026-01-05 invoice C001 INV-2 500.00 due 2026-02-04
        2026-01-05 invoice C002 INV-3 500.00 due 2026-02-04
        2026-01-05 invoice C001 INV-4 500.00 due 2026-02-04 currency USD
        2026-02-01 receipt C001 R-1 100.00
        {wrong}
    """)
    assert ledger is None
    assert [p.table for p in problems if p.severity == "error"] == ["allocations"]


def test_room_that_a_reversal_gave_back_can_be_used_again():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 100.00
        2026-02-02 receipt C001 R-2 100.00
        2026-02-03 allocation R-1 INV-1 100.00 reversed 2026-03-01
        2026-03-01 allocation R-2 INV-1 100.00
    """)
    assert items(ledger, "2026-02-28", "explicit") == {"R-2": "-100.00"}
    assert items(ledger, "2026-03-01", "explicit") == {"R-1": "-100.00"}


def test_what_exceeds_the_open_amount_is_a_warning():
    ledger, problems = problems_of("""
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 1200.00 for INV-1
    """)
    assert ledger is not None
    assert [(p.table, p.severity) for p in problems] == [("receipts", "warning")]


def test_credit_notes_above_their_invoice_are_an_error():
    ledger, problems = problems_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-20 credit_note C001 CN-1 -60.00 ref INV-1
        2026-01-21 credit_note C001 CN-2 -60.00 ref INV-1
    """)
    assert ledger is None
    assert "invoices" in {p.table for p in problems if p.severity == "error"}


def test_a_credit_note_without_reference_is_a_warning():
    ledger, problems = problems_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-20 credit_note C001 CN-1 -60.00
    """)
    assert ledger is not None
    assert [(p.table, p.severity) for p in problems] == [("invoices", "warning")]
