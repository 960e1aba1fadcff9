"""Credit laid over the oldest items: worked by hand, each rule with its figures."""

from __future__ import annotations

import pytest
from figures import items, rows
from ledgers import ledger_of

# name, ledger, as of, open items
FIFO = [
    (
        "oldest due first: 300 settles INV-2 (due 02-01) and 100 of INV-1 (due 03-01)",
        """
        2026-01-01 invoice C001 INV-1 200.00 due 2026-03-01
        2026-01-02 invoice C001 INV-2 200.00 due 2026-02-01
        2026-02-10 receipt C001 R-1 300.00
        """,
        "2026-02-10",
        {"INV-1": "100.00"},
    ),
    (
        "same due date: the older document first",
        """
        2026-01-02 invoice C001 INV-1 200.00 due 2026-02-01
        2026-01-01 invoice C001 INV-2 200.00 due 2026-02-01
        2026-02-10 receipt C001 R-1 250.00
        """,
        "2026-02-10",
        {"INV-1": "150.00"},
    ),
    (
        "same due and document date: the lower number first",
        """
        2026-01-01 invoice C001 INV-2 200.00 due 2026-02-01
        2026-01-01 invoice C001 INV-1 200.00 due 2026-02-01
        2026-02-10 receipt C001 R-1 250.00
        """,
        "2026-02-10",
        {"INV-2": "150.00"},
    ),
    (
        "over-payment of INV-1: its 200 go on to INV-2, 300 - 200 = 100",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-01-05 invoice C001 INV-2 300.00 due 2026-03-04
        2026-02-01 receipt C001 R-1 1200.00 for INV-1
        """,
        "2026-02-01",
        {"INV-2": "100.00"},
    ),
    (
        "a credit note without reference pays the oldest: 1000 - 100",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-01-20 credit_note C001 CN-1 -100.00
        """,
        "2026-01-20",
        {"INV-1": "900.00"},
    ),
    (
        "more credit than debt: the older credit is used up, the younger keeps 50",
        """
        2026-01-05 invoice C001 INV-1 150.00 due 2026-02-04
        2026-01-20 receipt C001 R-2 100.00
        2026-01-10 receipt C001 R-9 100.00
        """,
        "2026-01-20",
        {"R-2": "-50.00"},
    ),
    (
        "instalments in order of their due dates: 30 + 10",
        """
        2026-03-31 invoice C001 INV-1 30.00 due 2026-04-30 instalment 1
        2026-03-31 invoice C001 INV-1 50.00 due 2026-05-30 instalment 2
        2026-03-31 invoice C001 INV-1 20.00 due 2026-06-29 instalment 3
        2026-03-31 receipt C001 R-1 40.00
        """,
        "2026-03-31",
        {"INV-1#2": "40.00", "INV-1#3": "20.00"},
    ),
    (
        "instalments due on one day: the lower one first, whatever the order of rows",
        """
        2026-03-31 invoice C001 INV-1 50.00 due 2026-04-30 instalment 2
        2026-03-31 invoice C001 INV-1 50.00 due 2026-04-30 instalment 1
        2026-03-31 receipt C001 R-1 60.00
        """,
        "2026-03-31",
        {"INV-1#2": "40.00"},
    ),
    (
        "a wholly disputed invoice is passed over",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04 disputed 1
        2026-01-05 invoice C001 INV-2 100.00 due 2026-03-04
        2026-02-10 receipt C001 R-1 120.00
        """,
        "2026-02-10",
        {"INV-1": "100.00", "R-1": "-20.00"},
    ),
    (
        "of a part in dispute only the rest is paid: 100 - 30 = 70, then 50 of INV-2",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04 disputed 1 disputed_amount 30.00
        2026-01-05 invoice C001 INV-2 100.00 due 2026-03-04
        2026-02-10 receipt C001 R-1 120.00
        """,
        "2026-02-10",
        {"INV-1": "30.00", "INV-2": "50.00"},
    ),
    (
        "what is open of a part-paid invoice may all be in dispute: 100 - 80 = 20 < 30",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04 disputed 1 disputed_amount 30.00
        2026-01-06 receipt C001 R-1 80.00 for INV-1
        2026-02-10 receipt C001 R-2 10.00
        """,
        "2026-02-10",
        {"INV-1": "20.00", "R-2": "-10.00"},
    ),
    (
        "a written-off invoice is passed over",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04 written_off_on 2026-03-01
        2026-01-05 invoice C001 INV-2 100.00 due 2026-03-04
        2026-02-10 receipt C001 R-1 100.00
        """,
        "2026-03-01",
        {},
    ),
    (
        "two currencies never meet: dollars do not pay yuan",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04 currency CNY
        2026-01-05 invoice C001 INV-2 100.00 due 2026-03-04 currency USD
        2026-02-10 receipt C001 R-1 150.00 currency USD
        """,
        "2026-02-10",
        {"INV-1": "100.00", "R-1": "-50.00"},
    ),
    (
        "nor two customers",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-10 receipt C002 R-1 150.00
        """,
        "2026-02-10",
        {"INV-1": "100.00", "R-1": "-150.00"},
    ),
    (
        "a document of tomorrow is not there yet",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-11 receipt C001 R-1 100.00
        """,
        "2026-02-10",
        {"INV-1": "100.00"},
    ),
    (
        "the customer's designation comes before age: R-1 pays INV-2, nothing is left for INV-1",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-05 invoice C001 INV-2 100.00 due 2026-03-04
        2026-02-10 receipt C001 R-1 100.00 for INV-2
        """,
        "2026-02-10",
        {"INV-1": "100.00"},
    ),
    (
        "a refund is served before old invoices: 100 - 60 = 40 for INV-1",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-01-06
        2026-01-10 receipt C001 R-1 100.00
        2026-02-03 refund C001 RF-1 -60.00
        """,
        "2026-02-03",
        {"INV-1": "60.00"},
    ),
    (
        "a bounced receipt gives back what FIFO took",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-10 receipt C001 R-1 70.00 reversed 2026-02-20
        """,
        "2026-02-20",
        {"INV-1": "100.00"},
    ),
]


@pytest.mark.parametrize(
    ("text", "as_of", "expected"), [c[1:] for c in FIFO], ids=[c[0] for c in FIFO]
)
def test_fifo(text, as_of, expected):
    assert items(ledger_of(text), as_of, "fifo") == expected


def test_rows_of_every_origin():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-06 invoice C001 INV-2 100.00 due 2026-02-05
        2026-01-07 invoice C001 INV-3 100.00 due 2026-02-06
        2026-01-08 credit_note C001 CN-1 -10.00 ref INV-2
        2026-01-10 receipt C001 R-1 60.00 for INV-3
        2026-01-11 receipt C001 R-2 100.00
        2026-01-12 allocation R-2 INV-2 20.00
        2026-01-13 refund C001 RF-1 -30.00
    """)
    # 100 - 20 allocated - 30 refunded = 50 left, all for INV-1, the oldest
    assert rows(ledger, "2026-01-13") == [
        "CN-1 > INV-2 10.00 from 2026-01-08 (reference)",
        "R-1 > INV-3 60.00 from 2026-01-10 (shorthand)",
        "R-2 > INV-1 50.00 from 2026-01-11 (fifo)",
        "R-2 > INV-2 20.00 from 2026-01-12 (explicit)",
        "R-2 > RF-1 30.00 from 2026-01-13 (refund)",
    ]
    assert items(ledger, "2026-01-13") == {"INV-1": "50.00", "INV-2": "70.00", "INV-3": "40.00"}


def test_a_fifo_row_counts_from_the_later_of_its_documents():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-01 invoice C001 INV-2 100.00 due 2026-03-04
        2026-01-20 receipt C001 R-1 150.00
    """)
    assert rows(ledger, "2026-02-01") == [
        "R-1 > INV-1 100.00 from 2026-01-20 (fifo)",
        "R-1 > INV-2 50.00 from 2026-02-01 (fifo)",
    ]


def test_fifo_is_laid_afresh_every_day():
    """An invoice entered later but due earlier takes the money from the day it exists."""
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-03-01
        2026-01-10 receipt C001 R-1 100.00
        2026-02-01 invoice C001 INV-2 100.00 due 2026-02-01
    """)
    assert items(ledger, "2026-01-31") == {}
    assert items(ledger, "2026-02-01") == {"INV-1": "100.00"}


def test_two_credits_over_two_debits_meet_in_order():
    ledger = ledger_of("""
        2026-01-01 invoice C001 INV-1 100.00 due 2026-02-01
        2026-01-02 invoice C001 INV-2 100.00 due 2026-02-02
        2026-01-10 receipt C001 R-1 70.00
        2026-01-11 receipt C001 R-2 70.00
    """)
    # R-1 70 on INV-1; R-2 30 on INV-1 and 40 on INV-2
    assert rows(ledger, "2026-01-11") == [
        "R-1 > INV-1 70.00 from 2026-01-10 (fifo)",
        "R-2 > INV-1 30.00 from 2026-01-11 (fifo)",
        "R-2 > INV-2 40.00 from 2026-01-11 (fifo)",
    ]
