"""The payment record: parts of invoices, weighted days late, habit, broken promises."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
import reference
import score_reference
from exact import ledger_from
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_strategies import ledgers
from ledgers import ledger_of

from xlar.core.columns import NO_AMOUNT
from xlar.core.dates import calendar_date, day_number, parse_iso
from xlar.core.errors import MissingRate
from xlar.core.payment_record import (
    broken_promises,
    medians,
    parts,
    payment_record,
    scaled_ratio,
)
from xlar.core.policy import Policy

AS_OF = "2026-06-30"
DAY = parse_iso(AS_OF)
ONE = 10**8
RATES = {"CNY": Decimal(1), "USD": Decimal("7.1"), "JPY": Decimal("0.05")}


def record_of(text, as_of=AS_OF, policy=None):
    return payment_record(ledger_of(text), parse_iso(as_of), policy or Policy())


def days_late(text, **options):
    found = int(record_of(text, **options).days_late[0])
    return None if found == NO_AMOUNT else found / ONE


# T49: 100,000 ten days late and 300,000 two days early: (1,000,000 − 600,000) ÷ 400,000 = 1.0
T49 = """
    2026-04-01 invoice C1 I-1 100000.00 due 2026-05-01
    2026-05-11 receipt C1 R-1 100000.00 for I-1
    2026-04-01 invoice C1 I-2 300000.00 due 2026-05-01
    2026-04-29 receipt C1 R-2 300000.00 for I-2
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(T49, 1.0, id="T49"),
        pytest.param(
            # 60 × 5 + 40 × 30 = 1,500 ÷ 100
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
            2026-04-06 receipt C1 R-1 60.00 for I-1
            2026-05-01 receipt C1 R-2 40.00 for I-1
            """,
            15.0, id="one invoice, two receipts",
        ),
        pytest.param(
            # 60 × 5 + 40 × 90 so far = 3,900 ÷ 100
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
            2026-04-06 receipt C1 R-1 60.00 for I-1
            """,
            39.0, id="the unpaid part counts with its days so far",
        ),
        pytest.param(
            "2026-06-01 invoice C1 I-1 100.00 due 2026-06-30", None, id="due today is not late"
        ),
        pytest.param(
            "2026-06-01 invoice C1 I-1 100.00 due 2026-06-29", 1.0, id="one day past due"
        ),
        pytest.param(
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01 disputed 1 disputed_amount 40.00
            2026-03-01 invoice C1 I-2 60.00 due 2026-06-29
            """,
            # 60 undisputed × 90 + 60 × 1 = 5,460 ÷ 120
            45.5, id="a disputed part is no lateness",
        ),
        pytest.param(
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01 written_off 2026-06-01
            2026-03-01 invoice C1 I-2 100.00 due 2026-04-01
            2026-04-01 receipt C1 R-1 100.00 for I-2
            """,
            45.0, id="what was written off stays unpaid: (90 + 0) ÷ 2",
        ),
        pytest.param(
            """
            2025-01-01 invoice C1 I-1 100.00 due 2025-01-31 written_off 2025-06-29
            2026-03-01 invoice C1 I-2 100.00 due 2026-04-01
            2026-04-03 receipt C1 R-1 100.00 for I-2
            """,
            2.0, id="a write-off before the window is past",
        ),
        pytest.param(
            """
            2025-05-01 invoice C1 I-1 100.00 due 2025-05-31
            2025-06-30 receipt C1 R-1 100.00 for I-1
            2026-03-01 invoice C1 I-2 100.00 due 2026-04-01
            2026-04-03 receipt C1 R-2 100.00 for I-2
            """,
            2.0, id="payments 365 days ago are out of the window",
        ),
        pytest.param(
            """
            2025-05-01 invoice C1 I-1 100.00 due 2025-05-31
            2025-07-01 receipt C1 R-1 100.00 for I-1
            """,
            31.0, id="364 days ago they are in it",
        ),
        pytest.param(
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
            2026-01-01 receipt C1 R-1 100.00 for I-1
            """,
            -31.0, id="paid in advance counts from the day of the invoice",
        ),
        pytest.param(
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
            2026-04-06 receipt C1 R-1 98.00 for I-1
            2026-06-20 receipt C1 R-2 2.00 for I-1 method discount
            """,
            5.0, id="what is settled without money says nothing",
        ),
        pytest.param(
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
            2026-04-01 receipt C1 R-1 100.00 for I-1 reversed 2026-06-01
            """,
            90.0, id="a payment that bounced never was",
        ),
        pytest.param(
            """
            2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
            2026-04-02 credit_note C1 CN-1 -100.00 ref I-1
            """,
            None, id="a credit note is no payment",
        ),
    ],
)  # fmt: skip
def test_weighted_days_late(text, expected):
    assert days_late(text) == expected


def test_the_other_measures_of_the_record():
    # T49: late 100,000 of 400,000; held 40 days × 100,000 + 28 × 300,000 = 12.4 m ÷ 400,000 = 31
    record = record_of(T49)
    assert record.late_share.tolist() == [ONE // 4]
    assert record.collection_days.tolist() == [31 * ONE]


def test_sums_in_other_currencies_are_converted_at_the_rates():
    # CNY 710.00 two days late; USD 100.00 = CNY 710.00 eight days late: (2 + 8) ÷ 2
    text = """
        customer C1 currency CNY
        2026-03-01 invoice C1 I-1 710.00 due 2026-04-01
        2026-04-03 receipt C1 R-1 710.00 for I-1
        2026-03-01 invoice C1 I-2 100.00 due 2026-04-01 currency USD
        2026-04-09 receipt C1 R-2 100.00 for I-2 currency USD
    """
    policy = Policy(rates={"USD": Decimal("7.1")})
    assert days_late(text, policy=policy) == 5.0
    with pytest.raises(MissingRate):
        record_of(text)


def test_explicit_allocation_leaves_a_lump_sum_unapplied():
    text = """
        2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
        2026-04-11 receipt C1 R-1 100.00
    """
    explicit = Policy.from_mapping({"aging": {"allocation": "explicit"}})
    assert days_late(text) == 10.0
    assert days_late(text, policy=explicit) == 90.0


# --- habit ---------------------------------------------------------------------------------------


def invoices(lateness, first="2025-06-01", apart=30, term=10):
    """One invoice every 30 days, each paid so many days late; None = not paid."""
    rows = []
    for number, late in enumerate(lateness):
        dated = parse_iso(first) + number * apart
        due = dated + term
        rows.append(f"{calendar_date(dated)} invoice C1 I-{number} 10.00 due {calendar_date(due)}")
        if late is not None:
            paid_on = calendar_date(due + late)
            rows.append(f"{paid_on} receipt C1 R-{number} 10.00 for I-{number}")
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("before", "lately", "usual", "recent", "slower"),
    [
        # deviations from 5: 1 0 0 1 0 0 0 → median 0: more than 7 days above the usual is slower
        ((4, 5, 5, 6, 5, 5, 5, 5, 5), (12, 12, 12), 5, 12, False),
        ((4, 5, 5, 6, 5, 5, 5, 5, 5), (13, 13, 13), 5, 13, True),
        # one late case does not move a median
        ((5, 5, 5, 90, 5, 5, 5, 5, 5), (5, 5, 80), 5, 5, False),
        # 0 10 … 80: median 40, deviations 40 30 20 10 0 10 20 30 40 → 20 × 1.4826 × 3 = 88.956
        ((0, 10, 20, 30, 40, 50, 60, 70, 80), (128, 128, 128), 40, 128, False),
        ((0, 10, 20, 30, 40, 50, 60, 70, 80), (129, 129, 129), 40, 129, True),
        # paying earlier is no sign
        ((30,) * 9, (0, 0, 0), 30, 0, False),
    ],
)
def test_habit(before, lately, usual, recent, slower):
    # the last of nine is due on 2026-01-06, the recent three are paid ten days ago and before
    old = invoices(before, first="2025-05-01")
    rows = []
    for number, late in enumerate(lately):
        due = DAY - 10 - number - late
        dated = calendar_date(due - 10)
        rows += [
            f"{dated} invoice C1 N-{number} 10.00 due {calendar_date(due)}",
            f"{calendar_date(due + late)} receipt C1 S-{number} 10.00 for N-{number}",
        ]
    found = record_of("\n".join([old, *rows])).habit
    assert (found.usual[0], found.recent[0]) == (usual * ONE, recent * ONE)
    assert found.trend.tolist() == [(recent - usual) * ONE]
    assert found.slower.tolist() == [slower]


def test_an_overdue_item_says_nothing_until_it_is_later_than_usual():
    old = invoices((20,) * 6)
    fresh = """
        2026-05-01 invoice C1 N-1 10.00 due {0}
        2026-05-01 invoice C1 N-2 10.00 due {0}
        2026-05-01 invoice C1 N-3 10.00 due {0}
    """
    waiting = record_of(old + fresh.format("2026-06-10")).habit  # 20 days so far
    assert waiting.recent.tolist() == [NO_AMOUNT]
    slower = record_of(old + fresh.format("2026-06-02")).habit  # 28 days so far
    assert (slower.recent.tolist(), slower.slower.tolist()) == ([28 * ONE], [True])


@pytest.mark.parametrize(("old", "new", "known"), [(5, 3, True), (4, 3, False), (5, 2, False)])
def test_a_habit_needs_enough_invoices(old, new, known):
    rows = [invoices((5,) * old, first="2025-08-01")]
    for number in range(new):
        rows += [
            f"2026-05-01 invoice C1 N-{number} 10.00 due 2026-05-20",
            f"2026-06-20 receipt C1 S-{number} 10.00 for N-{number}",
        ]
    found = record_of("\n".join(rows)).habit
    assert (found.trend != NO_AMOUNT).tolist() == [known]
    assert found.slower.tolist() == [known]


# --- promises ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("promises", "broken"),
    [
        ("2026-05-01 promise C1 I-1 50.00 pay 2026-05-20", 1),
        ("2026-05-01 promise C1 I-1 50.00 pay 2026-05-20 kept 1", 0),
        ("2026-05-01 promise C1 I-1 50.00 pay 2026-06-12", 0),  # paid on 10 June
        ("2026-05-01 promise C1 I-1 50.00 pay 2026-06-12 kept 0", 1),
        ("2026-06-11 promise C1 I-1 50.00 pay 2026-06-29", 1),  # yesterday
        ("2026-06-11 promise C1 I-1 50.00 pay 2026-06-30", 0),  # can still be kept
        ("2026-05-01 promise C1 I-1,I-2 50.00 pay 2026-05-20", 1),  # one promise, two documents
        ("2025-05-01 promise C1 - 50.00 pay 2025-06-29 kept 0", 0),  # out of the window
        ("2025-05-01 promise C1 - 50.00 pay 2025-06-30 kept 0", 1),
    ],
)
def test_broken_promises(promises, broken):
    text = f"""
        2026-03-01 invoice C1 I-1 100.00 due 2026-04-01
        2026-03-01 invoice C1 I-2 100.00 due 2026-07-01
        2026-06-10 receipt C1 R-1 60.00 for I-1
        {promises}
    """
    assert broken_promises(ledger_of(text), DAY, Policy()).tolist() == [broken]


def test_without_promises_none_is_broken():
    assert record_of(T49).broken_promises.tolist() == [0]


# --- helpers -------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-50, 50)), max_size=40))
def test_medians_equal_those_of_numpy(pairs):
    key = np.array([key for key, _ in pairs], np.int64)
    value = np.array([value for _, value in pairs], np.int64)
    found, number = medians(key, value, 4)
    for place in range(4):
        own = value[key == place]
        assert number[place] == len(own)
        assert found[place] == (np.floor(np.median(own)) if len(own) else 0)


@given(st.integers(-(10**17), 10**17), st.integers(0, 9 * 10**14))
def test_scaled_ratio_is_rounded_half_away_from_zero(above, below):
    if below and abs(above) // below > 10**9:
        above //= 10**9
    (found,) = scaled_ratio(np.array([above]), np.array([below])).tolist()
    if not below:
        assert found == NO_AMOUNT
    else:
        quotient = (2 * abs(above) * ONE + below) // (2 * below)
        assert found == (quotient if above >= 0 else -quotient)


# --- against the reference -----------------------------------------------------------------------

MANY = settings(
    max_examples=120, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@MANY
@given(ledgers(), st.sampled_from(("fifo", "explicit")), st.sampled_from((30, 90, 365)))
def test_the_record_equals_the_reference(case, method, window):
    source, day = case
    policy = Policy.from_mapping(
        {"aging": {"allocation": method}, "scoring": {"window_days": window}}
    )
    policy = replace(policy, rates={name: RATES[name] for name in ("USD", "JPY")})
    ledger = ledger_from(source)
    found = payment_record(ledger, day_number(day), policy)
    expected = score_reference.records(reference.read(source), day, RATES, method, window)
    for place, customer in enumerate(ledger.customers.id.tolist()):
        own = expected[customer]
        for name in ("amount", "amount_days", "late", "held_days"):
            assert getattr(found, name)[place] == getattr(own, name), (customer, name)


@MANY
@given(ledgers())
def test_parts_are_what_was_paid_and_what_is_overdue(case):
    source, day = case
    ledger = ledger_from(source)
    found = parts(ledger, day_number(day), Policy())
    book = score_reference.parts(reference.read(source), day, "fifo")
    assert (found.amount > 0).all()
    assert len(np.unique(found.document)) == len(book)
    assert (found.day <= day_number(day)).all()
    assert (found.late[found.unpaid] > 0).all()


@MANY
@given(ledgers())
def test_what_happens_after_the_day_does_not_matter(case):
    source, day = case
    policy = replace(Policy(), rates={name: RATES[name] for name in ("USD", "JPY")})
    cut = reference.cut(source, day)
    whole, part = (
        payment_record(ledger_from(tables), day_number(day), policy) for tables in (source, cut)
    )
    assert whole.amount_days.tolist() == part.amount_days.tolist()
    assert whole.late.tolist() == part.late.tolist()


def test_the_window_ends_with_the_day():
    later = day_number(calendar_date(DAY) + timedelta(days=1))
    text = "2026-03-01 invoice C1 I-1 100.00 due 2026-04-01"
    assert payment_record(ledger_of(text), later, Policy()).days_late.tolist() == [91 * ONE]
