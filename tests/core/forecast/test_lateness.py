"""How late customers pay: survival curves worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.dates import parse_iso
from xlar.core.forecast.history import pieces
from xlar.core.forecast.lateness import EDGES, lateness
from xlar.core.policy import Policy
from xlar.core.policy_forecast import ForecastPolicy

TWO = """
2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31
2026-02-05 receipt C1 R-1 100.00 for INV-1                # 5 days late
2026-02-01 invoice C1 INV-2 100.00 due 2026-03-02         # open, due today
"""


def learned(text, as_of, **settings):
    ledger = ledger_of(text)
    known = pieces(ledger, day(as_of), Policy())
    asked = np.ones(len(ledger.customers), np.int64)
    owner = known.group // len(ledger.currencies)
    return lateness(known, owner, parse_iso(as_of), asked, ForecastPolicy(**settings))


def open_after(found, days, customer=0):
    places = np.array(days)
    return found.still_open(np.full(len(places), customer), places)


def test_the_curve_is_the_product_of_the_daily_chances():
    found = learned(TWO, "2026-03-02", shrinkage=1)
    # days 1 to 4: one item at risk, none paid; the prior of one item pays 0.1 a day
    everyone = (0 + 0.1) / (1 + 1)
    quiet = (0 + everyone) / (1 + 1)
    # day 5: the one at risk is paid
    on_fifth = (1 + (1 + 0.1) / 2) / 2
    expected = (1 - quiet) ** 4 * (1 - on_fifth)
    after, due = open_after(found, [5, 0])
    assert after / due == pytest.approx(expected, rel=1e-12)


def test_beyond_what_was_seen_the_prior_pays_one_in_ten_a_day():
    found = learned(TWO, "2026-03-02", shrinkage=1)
    five, twelve = open_after(found, [5, 12])
    assert twelve / five == pytest.approx(0.9**7, rel=1e-12)


def test_before_the_due_date_a_customer_who_never_paid_early_is_all_open():
    found = learned(TWO, "2026-03-02", shrinkage=1)
    assert open_after(found, [-400, -40, -1]).tolist() == [1.0, 1.0, 1.0]


def test_nothing_known_at_all_pays_from_the_due_date_on():
    found = learned("2026-03-01 invoice C1 INV-1 100.00 due 2026-03-31", "2026-03-01")
    assert open_after(found, [-1, 0, 6]).tolist() == pytest.approx([1, 0.9, 0.9**7])


def test_an_open_item_counts_as_at_risk_as_long_as_it_has_been_open():
    late = "2026-02-01 invoice C1 INV-3 100.00 due 2026-02-20"  # open, 10 days late
    with_late = learned(TWO + late, "2026-03-02", shrinkage=1)
    # day 5: two at risk, one paid; the prior is two at risk and the prior's own
    everyone = (1 + 0.1) / (2 + 1)
    on_fifth = (1 + everyone) / (2 + 1)
    four, five = open_after(with_late, [4, 5])
    assert five / four == pytest.approx(1 - on_fifth, rel=1e-12)


@pytest.mark.parametrize(
    "closing",
    [
        "2026-02-05 credit_note C1 CN-1 -100.00 ref INV-1",
        "2026-02-05 receipt C1 R-1 100.00 for INV-1 method offset document 协议1",
        "2026-02-05 receipt C1 R-1 100.00 for INV-1 method discount",
    ],
)
def test_what_brought_no_money_is_no_payment(closing):
    found = learned(f"2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31\n{closing}", "2026-03-02")
    unknown = learned("2026-03-02 invoice C1 INV-1 100.00 due 2026-03-31", "2026-03-02")
    # one item at risk on days 0 to 5 and not paid slows the customer; it does not speed him up
    assert open_after(found, [5])[0] > open_after(unknown, [5])[0]


def test_amounts_weigh_within_a_customer():
    big = learned(
        "2026-01-01 invoice C1 INV-1 300.00 due 2026-01-31\n"
        "2026-01-01 invoice C1 INV-2 100.00 due 2026-01-31\n"
        "2026-02-01 receipt C1 R-1 300.00 for INV-1\n"  # 1 day late
        "2026-02-05 receipt C1 R-2 100.00 for INV-2",  # 5 days late
        "2026-03-02",
        shrinkage=1,
    )
    # the two items weigh 1.5 and 0.5
    everyone = (1.5 + 0.1) / (2 + 1)
    first_day = (1.5 + everyone) / (2 + 1)
    due, one = open_after(big, [0, 1])
    assert one / due == pytest.approx(1 - first_day, rel=1e-12)


def test_a_customer_of_whom_nothing_is_known_pays_as_the_others_do():
    text = TWO + "2026-03-01 invoice C2 INV-9 50.00 due 2026-04-30"
    found = learned(text, "2026-03-02", shrinkage=1)
    four, five = open_after(found, [4, 5], customer=1)
    assert five / four == pytest.approx(1 - (1 + 0.1) / 2, rel=1e-12)


def test_many_payments_outweigh_the_prior():
    rows = [
        f"2026-01-{n:02} invoice C1 INV-{n} 100.00 due 2026-02-{n:02}\n"
        f"2026-02-{n + 3:02} receipt C1 R-{n} 100.00 for INV-{n}"
        for n in range(1, 21)
    ]
    found = learned("\n".join(rows), "2026-03-02", shrinkage=1)
    two, three = open_after(found, [2, 3])
    assert two > 0.97  # on each day 20 at risk, none paid
    assert three < 0.01


def test_only_the_window_teaches():
    found = learned(TWO, "2027-03-02", window_days=30, shrinkage=1)
    four, five = open_after(found, [4, 5])
    assert five / four == pytest.approx(0.9, rel=1e-12)


def test_what_happened_later_is_not_known_yet():
    ledger = ledger_of(TWO)
    known = pieces(ledger, day("2026-03-02"), Policy())
    asked = np.ones(1, np.int64)
    before = lateness(known, known.group, parse_iso("2026-02-04"), asked, ForecastPolicy())
    four, five = open_after(before, [4, 5])
    assert five / four == pytest.approx(0.9, rel=1e-12)  # the payment of 5 February is not in it


def test_bills_delay_the_money_by_the_share_paid_so():
    found = learned(
        """
        2026-01-01 invoice C1 INV-1 300.00 due 2026-01-31
        2026-01-01 invoice C1 INV-2 100.00 due 2026-01-31
        2026-01-31 receipt C1 R-1 300.00 for INV-1 method bank_bill bill_due 2026-05-01
        2026-01-31 receipt C1 R-2 100.00 for INV-2
        """,
        "2026-06-30",
        shrinkage=1,
    )
    # 1.5 of 2 items by a bill of 90 days; the portfolio's habit is the same
    assert found.bill_share.tolist() == pytest.approx([(1.5 + 0.75) / (2 + 1)])
    assert found.bill_days.tolist() == [90]


def test_the_bins_are_single_days_around_the_due_date():
    near = EDGES[(EDGES >= -60) & (EDGES <= 90)]
    assert near.tolist() == list(range(-60, 91))
    assert (np.diff(EDGES) > 0).all()
