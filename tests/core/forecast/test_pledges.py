"""What customers have pledged, laid over what is open; and the parts an item falls into."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.dates import iso, parse_iso
from xlar.core.forecast.debits import open_debits, parts
from xlar.core.forecast.history import pieces
from xlar.core.forecast.pledges import kept_share, pledges
from xlar.core.policy import Policy
from xlar.core.policy_forecast import ForecastPolicy

ITEMS = """
2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31
2026-02-01 invoice C1 INV-2 200.00 due 2026-03-03
2026-02-01 invoice C2 INV-3 300.00 due 2026-03-03
"""
AS_OF = "2026-02-10"


def debits_of(text, as_of=AS_OF):
    ledger = ledger_of(text)
    known = pieces(ledger, day(as_of), Policy())
    return ledger, open_debits(ledger, known, parse_iso(as_of))


def pledged(more, as_of=AS_OF):
    ledger, debits = debits_of(ITEMS + more, as_of)
    found = pledges(ledger, debits)
    numbers = ledger.documents.number[debits.document[found.debit]].tolist()
    rows = zip(numbers, found.amount.tolist(), map(iso, found.day.tolist()), strict=True)
    return sorted(rows)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        # a sum for a document
        ("2026-02-05 promise C1 INV-1 60.00 pay 2026-02-20", [("INV-1", 6000, "2026-02-20")]),
        # no sum: all of it
        ("2026-02-05 promise C1 INV-2 - pay 2026-02-20", [("INV-2", 20000, "2026-02-20")]),
        # more than is open: what is open
        ("2026-02-05 promise C1 INV-1 900.00 pay 2026-02-20", [("INV-1", 10000, "2026-02-20")]),
        # for the account: the oldest due first
        (
            "2026-02-05 promise C1 - 150.00 pay 2026-02-20",
            [("INV-1", 10000, "2026-02-20"), ("INV-2", 5000, "2026-02-20")],
        ),
        # past its day, made later, for a document that is paid: nothing
        ("2026-02-01 promise C1 INV-1 - pay 2026-02-09", []),
        ("2026-02-11 promise C1 INV-1 - pay 2026-02-20", []),
        (
            "2026-02-05 receipt C1 R-1 100.00 for INV-1\n"
            "2026-02-05 promise C1 INV-1 - pay 2026-02-20",
            [],
        ),
        # today is the day: expected tomorrow
        ("2026-02-05 promise C1 INV-1 - pay 2026-02-10", [("INV-1", 10000, "2026-02-11")]),
        # made again: the last holds
        (
            "2026-02-05 promise C1 INV-1 - pay 2026-02-20\n"
            "2026-02-07 promise C1 INV-1 40.00 pay 2026-02-27",
            [("INV-1", 4000, "2026-02-27")],
        ),
    ],
)
def test_promises_laid_over_the_items(more, expected):
    assert pledged(more) == expected


def test_the_instalments_of_a_plan_go_one_after_the_other():
    plan = """
    2026-02-01 plan C1 PL-1 1 100.00 due 2026-02-28 invoice_no INV-1,INV-2
    2026-02-01 plan C1 PL-1 2 100.00 due 2026-03-31 invoice_no INV-1,INV-2
    2026-02-01 plan C1 PL-1 3 100.00 due 2026-04-30 invoice_no INV-1,INV-2
    """
    assert pledged(plan) == [
        ("INV-1", 10000, "2026-02-28"),
        ("INV-2", 10000, "2026-03-31"),
        ("INV-2", 10000, "2026-04-30"),
    ]


@pytest.mark.parametrize(
    ("plan", "as_of"),
    [
        ("2026-02-11 plan C1 PL-1 1 100.00 due 2026-02-28", AS_OF),  # not signed yet
        ("2026-02-01 plan C1 PL-1 1 100.00 due 2026-02-28 cancelled 2026-02-08", AS_OF),
        ("2026-02-01 plan C1 PL-1 1 100.00 due 2026-02-05", AS_OF),  # missed
    ],
)
def test_a_plan_that_does_not_hold_pledges_nothing(plan, as_of):
    assert pledged(plan, as_of) == []


def test_a_plan_that_names_nothing_is_for_the_account():
    assert pledged("2026-02-01 plan C1 PL-1 1 120.00 due 2026-02-28") == [
        ("INV-1", 10000, "2026-02-28"),
        ("INV-2", 2000, "2026-02-28"),
    ]


def test_the_share_of_promises_kept_is_measured():
    kept = """
    2026-01-05 promise C1 INV-1 - pay 2026-01-10 kept 1
    2026-01-05 promise C2 INV-3 - pay 2026-01-12 kept 0
    2026-01-05 promise C1 INV-2 - pay 2026-01-15 kept 1
    2026-02-05 promise C1 INV-2 - pay 2026-02-20 kept 0
    """  # the last is due later and not known yet
    ledger = ledger_of(ITEMS + kept)
    # (2 kept + 5 × 0.7) ÷ (3 due + 5)
    assert kept_share(ledger, parse_iso(AS_OF), (7, 10), 5) == pytest.approx(5.5 / 8)
    assert kept_share(ledger_of(ITEMS), parse_iso(AS_OF), (7, 10), 5) == pytest.approx(0.7)


def test_an_item_falls_into_its_pledged_disputed_and_free_parts():
    text = """
    2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31 disputed 1 disputed_amount 30.00
    2026-02-05 promise C1 INV-1 50.00 pay 2026-02-20
    """
    ledger, debits = debits_of(text)
    found = parts(ledger, debits, ForecastPolicy(dispute_days=30))
    days = map(iso, found.hold.tolist())
    rows = zip(found.amount.tolist(), days, found.chance.tolist(), strict=True)
    assert sorted(rows) == [
        (2000, AS_OF, 0.0),
        (3000, "2026-03-12", 0.0),
        (5000, "2026-02-20", 0.7),
    ]


@pytest.mark.parametrize(
    ("raised", "is_past", "disputed"),
    [
        ("", False, True),  # no day: known today …
        ("", True, False),  # … but on a day of the past nobody can say
        ("disputed_on 2026-02-10", True, True),
        ("disputed_on 2026-02-11", False, False),
    ],
)
def test_a_dispute_counts_from_the_day_it_was_raised(raised, is_past, disputed):
    text = f"2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31 disputed 1 {raised}"
    ledger, debits = debits_of(text)
    found = parts(ledger, debits, ForecastPolicy(), is_past=is_past)
    assert (found.hold[0] > debits.day) == disputed


def test_the_parts_of_every_item_add_up():
    more = """
    2026-02-05 promise C1 - 250.00 pay 2026-02-20
    2026-02-06 promise C2 INV-3 1.00 pay 2026-02-27
    """
    ledger, debits = debits_of(ITEMS + more)
    found = parts(ledger, debits, ForecastPolicy())
    sums = dict.fromkeys(range(len(debits)), 0)
    for place, amount in zip(found.debit.tolist(), found.amount.tolist(), strict=True):
        sums[place] += amount
    assert list(sums.values()) == debits.amount.tolist()
