"""How debits were settled: in pieces, each closed on a day, with the day its money came."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.columns import NEVER
from xlar.core.dates import iso, parse_iso
from xlar.core.forecast.debits import open_debits
from xlar.core.forecast.history import pieces
from xlar.core.policy import Policy

INVOICE = "2026-01-05 invoice C1 INV-1 100.00 due 2026-02-04\n"


def told(text, as_of="2026-06-30", policy=None):
    """Every piece as (number, amount, closed, money came)."""
    ledger = ledger_of(text)
    found = pieces(ledger, day(as_of), policy or Policy())
    names = ledger.documents.number[found.document].tolist()
    rows = zip(
        names, found.amount.tolist(), map(iso, found.closed), map(iso, found.cash), strict=True
    )
    return sorted(rows, key=lambda row: (row[0], row[2] or "9", row[1]))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", [("INV-1", 10_000, None, None)]),
        (
            "2026-02-10 receipt C1 R-1 40.00 for INV-1",
            [("INV-1", 4_000, "2026-02-10", "2026-02-10"), ("INV-1", 6_000, None, None)],
        ),
        # nobody designated it: first in, first out, whatever the policy
        (
            "2026-02-10 receipt C1 R-1 100.00",
            [("INV-1", 10_000, "2026-02-10", "2026-02-10")],
        ),
        # the money of a bill comes when it falls due
        (
            "2026-02-10 receipt C1 R-1 100.00 for INV-1 method bank_bill bill_due 2026-08-10",
            [("INV-1", 10_000, "2026-02-10", "2026-08-10")],
        ),
        # a bill that was due before it was received
        (
            "2026-02-10 receipt C1 R-1 100.00 for INV-1 method bank_bill bill_due 2026-02-01",
            [("INV-1", 10_000, "2026-02-10", "2026-02-10")],
        ),
        ("2026-02-10 credit_note C1 CN -100.00 ref INV-1", [("INV-1", 10_000, "2026-02-10", None)]),
        (
            "2026-02-10 receipt C1 R-1 100.00 for INV-1 method rounding",
            [("INV-1", 10_000, "2026-02-10", None)],
        ),
        # a cheque that bounced is as if it had never come
        (
            "2026-02-10 receipt C1 R-1 100.00 for INV-1 reversed 2026-03-01",
            [("INV-1", 10_000, None, None)],
        ),
        # paid before it was invoiced
        (
            "2025-12-20 receipt C1 R-1 100.00 for INV-1",
            [("INV-1", 10_000, "2026-01-05", "2026-01-05")],
        ),
    ],
)
def test_a_piece(more, expected):
    assert told(INVOICE + more) == expected


def test_what_was_written_off_is_closed_that_day_without_money():
    text = INVOICE.replace("due 2026-02-04", "due 2026-02-04 written_off 2026-05-31")
    paid = "2026-03-01 receipt C1 R-1 30.00 for INV-1"
    assert told(text + paid) == [
        ("INV-1", 3_000, "2026-03-01", "2026-03-01"),
        ("INV-1", 7_000, "2026-05-31", None),
    ]


def test_which_methods_bring_no_money_is_a_setting():
    policy = Policy.from_mapping({"indicators": {"without_money": ["cash"]}})
    more = "2026-02-10 receipt C1 R-1 100.00 for INV-1 method "
    assert told(INVOICE + more + "cash", policy=policy)[0][3] is None
    assert told(INVOICE + more + "rounding", policy=policy)[0][3] == "2026-02-10"


def test_a_past_day_sees_what_was_open_on_it():
    ledger = ledger_of(INVOICE + "2026-02-10 receipt C1 R-1 40.00 for INV-1")
    known = pieces(ledger, day("2026-06-30"), Policy())
    opened = {
        text: int(open_debits(ledger, known, parse_iso(text)).amount.sum())
        for text in ("2026-01-04", "2026-01-05", "2026-02-09", "2026-02-10")
    }
    assert opened == {
        "2026-01-04": 0,  # not there yet
        "2026-01-05": 10_000,
        "2026-02-09": 10_000,
        "2026-02-10": 6_000,  # a payment counts on its day
    }


def test_the_parts_of_one_debit_are_one_open_debit():
    ledger = ledger_of(INVOICE + "2026-02-10 receipt C1 R-1 40.00 for INV-1")
    known = pieces(ledger, day("2026-06-30"), Policy())
    assert len(known) == 2
    assert len(open_debits(ledger, known, parse_iso("2026-02-01"))) == 1
    assert known.closed.max() == NEVER
