"""The parts the indicators are made of: months, shares of tax, value classes."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import ledger_of

from xlar.core.dates import iso, parse_iso
from xlar.core.indicators import CLASSES, value_classes
from xlar.core.indicators.months import months_back, months_until
from xlar.core.indicators.vat import proportion
from xlar.core.money import LIMIT
from xlar.core.policy import Policy

MONTHS = [
    ("2026-06-30", 2, "2020-01-01", [("2026-05-01", "2026-05-31"), ("2026-06-01", "2026-06-30")]),
    ("2026-01-10", 2, "2020-01-01", [("2025-12-01", "2025-12-31"), ("2026-01-01", "2026-01-10")]),
    ("2026-06-30", 5, "2026-06-20", [("2026-06-01", "2026-06-30")]),
    ("2026-06-30", 2, "2026-07-20", [("2026-06-01", "2026-06-30")]),
]


@pytest.mark.parametrize(("day", "count", "earliest", "expected"), MONTHS)
def test_months_up_to_a_day(day, count, earliest, expected):
    found = months_until(parse_iso(day), count, parse_iso(earliest))
    pairs = zip(found.first.tolist(), found.last.tolist(), strict=True)
    assert [(iso(first), iso(last)) for first, last in pairs] == expected


def test_the_month_a_day_is_in():
    months = months_until(parse_iso("2026-06-15"), 2, 0)
    days = ["2026-04-30", "2026-05-01", "2026-05-31", "2026-06-15", "2026-06-16"]
    found = months.place(np.array([parse_iso(day) for day in days]))
    assert found.tolist() == [-1, 0, 0, 1, -1]


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-06-30", 12, "2025-06-30"),
        ("2026-06-30", 1, "2026-05-31"),  # a month end goes to a month end
        ("2025-02-28", 12, "2024-02-29"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-05-30", 3, "2026-02-28"),
        ("2026-06-15", 12, "2025-06-15"),
    ],
)
def test_so_many_months_before(day, count, expected):
    assert iso(months_back(parse_iso(day), count)) == expected


@st.composite
def shares(draw):
    whole = draw(st.integers(1, LIMIT))
    return draw(st.integers(0, whole)), draw(st.integers(0, whole)), whole


@given(shares())
def test_a_share_is_exact_up_to_the_largest_amounts(case):
    amount, part, whole = case
    exact = Fraction(amount * part, whole)
    expected = (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
    columns = (np.array([value]) for value in (amount, part, whole))
    assert proportion(*columns).tolist() == [expected]


def classes(text, **settings):
    policy = Policy.from_mapping({"indicators": settings})
    found = value_classes(ledger_of(text), date(2026, 6, 30), policy=policy)
    ids = found.ledger.customers.id[found.customer].tolist()
    return found, list(zip(ids, [CLASSES[place] for place in found.value_class], strict=True))


def owing(**sums):
    return "\n".join(
        f"customer {name}\n2026-01-05 invoice {name} I-{name} {amount} due 2026-02-01"
        for name, amount in sums.items()
    )


def test_value_classes_by_what_the_larger_customers_hold():
    # 70, 85 (crosses 80: still A), 95 (before it 85: B), 99 (before it 95: C), 100
    found, by_class = classes(owing(C1=70, C2=15, C3=10, C4=4, C5=1))
    assert by_class == [("C1", "A"), ("C2", "A"), ("C3", "B"), ("C4", "C"), ("C5", "C")]
    assert (found.cumulative // 10**6).tolist() == [70, 85, 95, 99, 100]
    assert (found.share // 10**6).tolist() == [70, 15, 10, 4, 1]
    assert found.rank.tolist() == [1, 2, 3, 4, 5]


def test_one_customer_who_holds_it_all_is_in_class_a():
    assert classes(owing(C1=1))[1] == [("C1", "A")]


def test_the_limits_of_the_classes_are_settings():
    assert classes(owing(C1=50, C2=50), abc=[50, 30, 20])[1] == [("C1", "A"), ("C2", "B")]


def test_currencies_have_classes_of_their_own():
    text = owing(C1=70, C2=30) + "\n2026-01-05 invoice C2 U-1 5 due 2026-02-01 currency USD"
    found, by_class = classes(text)
    assert by_class == [("C1", "A"), ("C2", "A"), ("C2", "A")]
    assert found.rank.tolist() == [1, 2, 1]
    assert found.share.tolist() == [70_000_000, 30_000_000, 100_000_000]


def test_unapplied_credit_is_no_part_of_it():
    text = owing(C1=70, C2=30) + "\n2026-01-05 receipt C2 R-1 50"
    assert classes(text)[0].open.tolist() == [7_000]  # first in, first out settles C2


def test_nothing_open_has_no_classes():
    assert classes("customer C1")[1] == []
