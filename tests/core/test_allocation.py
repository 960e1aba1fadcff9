"""What the user allocates, refunds and writes off: worked by hand, each rule with its figures."""

from __future__ import annotations

import pytest
from figures import items
from ledgers import ledger_of

# name, ledger, as of, open items without FIFO
EXPLICIT = [
    (
        "part payment: 1000 - 600 = 400",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 600.00 for INV-1
        """,
        "2026-02-01",
        {"INV-1": "400.00"},
    ),
    (
        "two part payments on two days: on the first day only the first counts, 1000 - 300",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 300.00 for INV-1
        2026-02-02 receipt C001 R-2 500.00 for INV-1
        """,
        "2026-02-01",
        {"INV-1": "700.00"},
    ),
    (
        "payment in full leaves nothing",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 1000.00 for INV-1
        """,
        "2026-02-01",
        {},
    ),
    (
        "over-payment: 1200 - 1000 = 200 stays unapplied",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 1200.00 for INV-1
        """,
        "2026-02-01",
        {"R-1": "-200.00"},
    ),
    (
        "second payment of a part-paid invoice: open 400, so 600 of the 1000 stays unapplied",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 600.00 for INV-1
        2026-02-10 receipt C001 R-2 1000.00 for INV-1
        """,
        "2026-02-10",
        {"R-2": "-600.00"},
    ),
    (
        "early payment: before the invoice it is an unapplied 300",
        """
        2026-02-01 invoice C001 INV-1 1000.00 due 2026-03-03
        2026-01-15 receipt C001 R-1 300.00 for INV-1
        """,
        "2026-01-31",
        {"R-1": "-300.00"},
    ),
    (
        "early payment: it counts from the invoice date, 1000 - 300 = 700",
        """
        2026-02-01 invoice C001 INV-1 1000.00 due 2026-03-03
        2026-01-15 receipt C001 R-1 300.00 for INV-1
        """,
        "2026-02-01",
        {"INV-1": "700.00"},
    ),
    (
        "one receipt in two rows: 500 and 300 of 800, the part without a number unapplied",
        """
        2026-01-05 invoice C001 INV-1 500.00 due 2026-02-04
        2026-01-05 invoice C001 INV-2 400.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 500.00 for INV-1
        2026-02-01 receipt C001 R-1 300.00 for INV-2
        2026-02-01 receipt C001 R-1 50.00
        """,
        "2026-02-01",
        {"INV-2": "100.00", "R-1": "-50.00"},
    ),
    (
        "explicit row: 230 of a 300 receipt, 70 left on it",
        """
        2026-01-05 invoice C001 INV-1 5000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 300.00
        2026-02-01 allocation R-1 INV-1 230.00
        """,
        "2026-02-01",
        {"INV-1": "4770.00", "R-1": "-70.00"},
    ),
    (
        "explicit row before both documents counts from the later of them",
        """
        2026-02-01 invoice C001 INV-1 100.00 due 2026-03-03
        2026-02-10 receipt C001 R-1 100.00
        2026-01-01 allocation R-1 INV-1 100.00
        """,
        "2026-02-09",
        {"INV-1": "100.00"},
    ),
    (
        "explicit row undone: on its last day it still counts",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 100.00
        2026-02-01 allocation R-1 INV-1 100.00 reversed 2026-03-01
        """,
        "2026-02-28",
        {},
    ),
    (
        "explicit row undone: from that day both sides are open again",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 100.00
        2026-02-01 allocation R-1 INV-1 100.00 reversed 2026-03-01
        """,
        "2026-03-01",
        {"INV-1": "100.00", "R-1": "-100.00"},
    ),
    (
        "undone and redone: the second row holds from that day on",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 150.00
        2026-02-01 allocation R-1 INV-1 100.00 reversed 2026-03-01
        2026-03-01 allocation R-1 INV-1 100.00
        """,
        "2026-03-01",
        {"R-1": "-50.00"},
    ),
    (
        "bounced receipt: it is gone, the invoice open again",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 1000.00 for INV-1 reversed 2026-03-01
        """,
        "2026-03-01",
        {"INV-1": "1000.00"},
    ),
    (
        "bounced receipt replaced by another: the invoice is settled by the second",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 1000.00 for INV-1 reversed 2026-03-01
        2026-03-05 receipt C001 R-2 1000.00 for INV-1
        """,
        "2026-03-05",
        {},
    ),
    (
        "a payment made while the first still stood keeps what was open that day, 400",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 600.00 for INV-1 reversed 2026-03-01
        2026-02-15 receipt C001 R-2 1000.00 for INV-1
        """,
        "2026-03-01",
        {"INV-1": "600.00", "R-2": "-600.00"},
    ),
    (
        "credit note by reference: 1000 - 100 = 900",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-01-20 credit_note C001 CN-1 -100.00 ref INV-1
        """,
        "2026-01-20",
        {"INV-1": "900.00"},
    ),
    (
        "credit note by reference on a part-paid invoice takes what is open, 60 of its 100",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-10 receipt C001 R-1 40.00 for INV-1
        2026-01-20 credit_note C001 CN-1 -100.00 ref INV-1
        """,
        "2026-01-20",
        {"CN-1": "-40.00"},
    ),
    (
        "credit note without reference stays unapplied",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-01-20 credit_note C001 CN-1 -100.00
        """,
        "2026-01-20",
        {"INV-1": "1000.00", "CN-1": "-100.00"},
    ),
    (
        "a credit note can be allocated by a row",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-01-20 credit_note C001 CN-1 -100.00
        2026-01-25 allocation CN-1 INV-1 80.00
        """,
        "2026-01-25",
        {"INV-1": "920.00", "CN-1": "-20.00"},
    ),
    (
        "instalments 30/50/20 paid 40: first settled, 10 of the second",
        """
        2026-03-31 invoice C001 INV-1 30.00 due 2026-04-30 instalment 1
        2026-03-31 invoice C001 INV-1 50.00 due 2026-05-30 instalment 2
        2026-03-31 invoice C001 INV-1 20.00 due 2026-06-29 instalment 3
        2026-03-31 receipt C001 R-1 40.00 for INV-1
        """,
        "2026-03-31",
        {"INV-1#2": "40.00", "INV-1#3": "20.00"},
    ),
    (
        "instalments 60/100/40: 40 paid, then a credit note of 100: 20 + 80",
        """
        2026-03-31 invoice C001 INV-1 60.00 due 2026-04-30 instalment 1
        2026-03-31 invoice C001 INV-1 100.00 due 2026-05-30 instalment 2
        2026-03-31 invoice C001 INV-1 40.00 due 2026-06-29 instalment 3
        2026-03-31 receipt C001 R-1 40.00 for INV-1
        2026-04-01 credit_note C001 CN-1 -100.00 ref INV-1
        """,
        "2026-04-01",
        {"INV-1#2": "20.00", "INV-1#3": "40.00"},
    ),
    (
        "refund pays unapplied credit back: 200 - 50 = 150 left",
        """
        2026-01-10 receipt C001 R-1 200.00
        2026-02-03 refund C001 RF-1 -50.00
        """,
        "2026-02-03",
        {"R-1": "-150.00"},
    ),
    (
        "refund above the unapplied credit: 80 - 30 = 50 is owed to us",
        """
        2026-01-10 receipt C001 R-1 30.00
        2026-02-03 refund C001 RF-1 -80.00
        """,
        "2026-02-03",
        {"RF-1": "50.00"},
    ),
    (
        "refund before the money comes: the later receipt covers it, 80 - 50 = 30",
        """
        2026-02-03 refund C001 RF-1 -50.00
        2026-03-01 receipt C001 R-1 80.00
        """,
        "2026-03-01",
        {"R-1": "-30.00"},
    ),
    (
        "refund takes nothing that is allocated: 100 is on INV-1, the refund stays open",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-10 receipt C001 R-1 100.00 for INV-1
        2026-02-03 refund C001 RF-1 -50.00
        """,
        "2026-02-03",
        {"RF-1": "50.00"},
    ),
    (
        "refund that names its receipt: R-2 is repaid although R-1 is older",
        """
        2026-01-10 receipt C001 R-1 50.00
        2026-01-11 receipt C001 R-2 50.00
        2026-02-03 refund C001 RF-1 -50.00 for R-2
        """,
        "2026-02-03",
        {"R-1": "-50.00"},
    ),
    (
        "an early payment and one of the day meet the invoice: the earlier receipt comes first",
        """
        2026-02-01 invoice C001 INV-1 100.00 due 2026-03-03
        2026-02-01 receipt C001 R-1 100.00 for INV-1
        2026-01-15 receipt C001 R-2 80.00 for INV-1
        """,
        "2026-02-01",
        {"R-1": "-80.00"},
    ),
    (
        "a later credit note does not change what a receipt found: on 02-01 it paid all 100",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 100.00 for INV-1
        2026-03-01 credit_note C001 CN-1 -30.00 ref INV-1
        """,
        "2026-03-01",
        {"CN-1": "-30.00"},
    ),
    (
        "on one day the credit note goes to its invoice before the receipt does: 100 - 30 = 70",
        """
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 100.00 for INV-1
        2026-02-01 credit_note C001 CN-1 -30.00 ref INV-1
        """,
        "2026-02-01",
        {"R-1": "-30.00"},
    ),
    (
        "refund reversed: the credit is unapplied again",
        """
        2026-01-10 receipt C001 R-1 200.00
        2026-02-03 refund C001 RF-1 -50.00 reversed 2026-02-20
        """,
        "2026-02-20",
        {"R-1": "-200.00"},
    ),
    (
        "write-off: the day before it is open",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04 written_off_on 2026-06-01
        2026-03-01 receipt C001 R-1 300.00 for INV-1
        """,
        "2026-05-31",
        {"INV-1": "700.00"},
    ),
    (
        "write-off: from its day the 700 has left",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04 written_off_on 2026-06-01
        2026-03-01 receipt C001 R-1 300.00 for INV-1
        """,
        "2026-06-01",
        {},
    ),
    (
        "recovery: money for a written-off invoice is no unapplied credit",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04 written_off_on 2026-06-01
        2026-07-01 receipt C001 R-1 300.00 for INV-1
        """,
        "2026-07-01",
        {},
    ),
    (
        "recovery above what was written off: 1100 - 1000 = 100 unapplied",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04 written_off_on 2026-06-01
        2026-07-01 receipt C001 R-1 1100.00 for INV-1
        """,
        "2026-07-01",
        {"R-1": "-100.00"},
    ),
    (
        "a designated payment settles a disputed invoice",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04 disputed 1
        2026-02-01 receipt C001 R-1 1000.00 for INV-1
        """,
        "2026-02-01",
        {},
    ),
    (
        "the sign decides: a negative row of type invoice is a credit note",
        """
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04 type invoice
        2026-01-06 invoice C001 INV-2 -100.00 type invoice ref INV-1
        """,
        "2026-01-06",
        {"INV-1": "900.00"},
    ),
]


@pytest.mark.parametrize(
    ("text", "as_of", "expected"), [c[1:] for c in EXPLICIT], ids=[c[0] for c in EXPLICIT]
)
def test_explicit(text, as_of, expected):
    assert items(ledger_of(text), as_of, "explicit") == expected
