"""How customers pay, answer and keep their promises, and who of them owes most."""

from __future__ import annotations

import pytest
from indicator_ledgers import COLLECTION, figure, run

from xlar.core.indicators import Missing


def test_days_late_weighted_by_amount_and_simple():
    text = """
        customer C1
        2026-01-01 invoice C1 I-1 100000.00 due 2026-02-01
        2026-01-01 invoice C1 I-2 300000.00 due 2026-02-20
        2026-02-11 receipt C1 R-1 100000.00 for I-1    # ten days late
        2026-02-18 receipt C1 R-2 300000.00 for I-2    # two days early
    """
    report = run(text, "2026-02-28")
    assert (figure(report, "days_late"), figure(report, "days_late_simple")) == (1, 4)


LATENESS = [
    # only the last payment of a settled invoice counts in the simple average
    ("2026-02-05 receipt C1 R-1 40.00 for I-1\n2026-02-11 receipt C1 R-2 60.00 for I-1", 7.6, 10),
    # an invoice that is not settled is no part of it
    ("2026-02-05 receipt C1 R-1 40.00 for I-1", 4, Missing.NOTHING_PAID),
    # settled without money: nobody paid
    ("2026-02-05 receipt C1 R-1 100.00 for I-1 method offset document A-1",
     Missing.NOTHING_PAID, Missing.NOTHING_PAID),
    # a receipt that did not hold paid nothing
    ("2026-02-05 receipt C1 R-1 100.00 for I-1 reversed 2026-02-20",
     Missing.NOTHING_PAID, Missing.NOTHING_PAID),
    # a discount settles the rest: the money came on the 5th
    ("2026-02-05 receipt C1 R-1 98.00 for I-1\n2026-02-11 receipt C1 R-2 2.00 for I-1 "
     "method discount", 4, 4),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "weighted", "simple"), LATENESS)
def test_which_payments_count_as_late(rows, weighted, simple):
    text = f"customer C1\n2026-01-01 invoice C1 I-1 100.00 due 2026-02-01\n{rows}"
    report = run(text, "2026-02-28")
    assert figure(report, "days_late") == weighted
    assert figure(report, "days_late_simple") == simple


def test_collection_effectiveness_of_a_month():
    # opening 1,000, new 2,000, closing 1,200 of which 1,040 not due: 1,800 ÷ 1,960 = 0.9184
    assert figure(run(COLLECTION, "2026-01-31"), "collection_effectiveness") == 0.9184


CONTACTS = [
    ("2026-02-10 act C1 call", 0.5),
    ("2026-02-10 act C1 call\n2026-02-20 act C2 visit", 1.0),
    ("2026-02-10 act C1 call\n2026-02-11 act C1 email", 0.5),
    ("2026-02-10 act C3 call", 0.0),  # not on the list
    ("2026-01-31 act C1 call\n2026-03-01 act C2 call", 0.0),  # not in the month
    ("2026-02-10 act C1 suit", 0.0),  # no contact
]


@pytest.mark.parametrize(("rows", "expected"), CONTACTS)
def test_contact_rate(rows, expected):
    text = f"""
        customer C1
        customer C2
        customer C3
        2026-01-01 invoice C1 I-1 100.00 due 2026-01-20   # overdue at the start, paid in February
        2026-02-15 receipt C1 R-1 100.00 for I-1
        2026-01-01 invoice C2 I-2 100.00 due 2026-02-20   # overdue at the end
        2026-01-01 invoice C3 I-3 100.00 due 2026-03-20   # never
        {rows}
    """
    assert figure(run(text, "2026-02-28"), "contact_rate") == expected


PROMISES = [
    # what the user says comes first
    ("2026-02-02 promise C1 I-1 60.00 pay 2026-02-10 kept 1", 1),
    ("2026-02-02 promise C1 I-1 60.00 pay 2026-02-20 kept 0", 0),
    # 60 came on the 15th
    ("2026-02-02 promise C1 I-1 60.00 pay 2026-02-15", 1),
    ("2026-02-02 promise C1 I-1 60.00 pay 2026-02-14", 0),
    ("2026-02-02 promise C1 I-1 60.01 pay 2026-02-15", 0),
    ("2026-02-15 promise C1 I-1 60.00 pay 2026-02-20", 0),  # it was there when he promised
    ("2026-02-02 promise C1 - 60.00 pay 2026-02-15", 1),
    ("2026-02-02 promise C1 - 60.01 pay 2026-02-15", 0),
    ("2026-02-02 promise C1 I-1 - pay 2026-02-15", 0),  # all of it: 40 are open
    ("2026-02-02 promise C1 I-2 - pay 2026-02-20", 1),
]


@pytest.mark.parametrize(("row", "expected"), PROMISES)
def test_promise_rate(row, expected):
    text = f"""
        customer C1
        2026-01-01 invoice C1 I-1 100.00 due 2026-01-20
        2026-01-01 invoice C1 I-2 50.00 due 2026-01-20
        2026-02-15 receipt C1 R-1 60.00 for I-1
        2026-01-30 receipt C1 R-2 50.00 for I-2
        {row}
    """
    assert figure(run(text, "2026-02-28"), "promise_rate") == expected


def test_promises_due_in_other_months_do_not_count():
    text = COLLECTION + "2026-01-02 promise C1 I-1 10.00 pay 2026-02-01"
    assert figure(run(text, "2026-01-31"), "promise_rate") is Missing.NO_PROMISE


def test_concentration_is_the_share_of_the_largest_fifth():
    # of six customers a fifth is 1.2, rounded up two: (500 + 300) ÷ 1,000
    sums = {"C1": 50, "C2": 500, "C3": 60, "C4": 300, "C5": 40, "C6": 50}
    text = "\n".join(
        f"customer {name}\n2026-01-05 invoice {name} I-{name} {amount}.00"
        for name, amount in sums.items()
    )
    assert figure(run(text, "2026-01-31"), "concentration") == 0.8
    half = run(text, "2026-01-31", policy={"indicators": {"top_percent": 50}})
    assert figure(half, "concentration") == 0.86
