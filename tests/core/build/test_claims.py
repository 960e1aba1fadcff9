"""What is open decides how far an allocation goes."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import ledger_of, problems_of

from xlar.core.allocation import allocation_rows
from xlar.core.build.capacity import Occupancy, first_over
from xlar.core.dates import parse_iso
from xlar.core.ledger import Origin

SPANS = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(1, 50)), max_size=8)


def rows(ledger, as_of="2026-12-31", allocation="explicit"):
    found = allocation_rows(ledger, date.fromisoformat(as_of), allocation=allocation)
    number = ledger.documents.number
    pairs = zip(found.credit, found.debit, found.amount.tolist(), found.origin, strict=True)
    return [(number[c], number[d], a / 100, Origin(o).name.lower()) for c, d, a, o in pairs]


def busiest(spans, start, end):
    return max(
        (sum(a for s, n, a in spans if s <= day < s + n) for day in range(start, end)), default=0
    )


@given(SPANS, st.integers(0, 12), st.integers(1, 8))
def test_free_is_what_the_busiest_day_leaves(spans, start, length):
    book = Occupancy(1000)
    for first, days, amount in spans:
        book.occupy(first, first + days, amount)
    assert book.free(start, start + length) == 1000 - busiest(spans, start, start + length)


@given(SPANS, st.integers(20, 120))
def test_a_document_is_over_when_its_busiest_day_is(spans, size):
    columns = np.array(spans, np.int64).reshape(-1, 3).T
    document = np.zeros(len(spans), np.int64)
    found = first_over(document, columns[0], columns[0] + columns[1], columns[2], np.array([size]))
    assert bool(len(found)) == (busiest(spans, 0, 20) > size)


def test_an_invoice_paid_by_a_bounced_receipt_can_be_paid_again():
    ledger = ledger_of("""
        2026-01-05 invoice C1 I1 100.00 due 2026-02-01
        2026-01-10 receipt C1 R1 100.00 for I1 reversed 2026-01-20
        2026-01-25 receipt C1 R2 100.00 for I1
    """)
    assert rows(ledger, "2026-01-15") == [("R1", "I1", 100.0, "shorthand")]
    assert rows(ledger) == [("R2", "I1", 100.0, "shorthand")]


def test_a_receipt_before_the_other_bounced_finds_only_what_is_open_meanwhile():
    # R2 comes while R1 still holds 100: nothing is free on 01-15, so all of it stays unapplied
    ledger, problems = problems_of("""
        2026-01-05 invoice C1 I1 100.00 due 2026-02-01
        2026-01-10 receipt C1 R1 100.00 for I1 reversed 2026-01-20
        2026-01-15 receipt C1 R2 100.00 for I1
    """)
    assert rows(ledger) == []
    assert [(p.code, p.values["open"], p.values["excess"]) for p in problems] == [
        ("excess_unapplied", "0.00", "100.00")
    ]


def test_the_earlier_receipt_takes_what_is_open_first():
    ledger, problems = problems_of("""
        2026-01-05 invoice C1 I1 100.00 due 2026-02-01
        2026-01-12 receipt C1 R2 70.00 for I1
        2026-01-10 receipt C1 R1 60.00 for I1
    """)
    assert sorted(rows(ledger)) == [
        ("R1", "I1", 60.0, "shorthand"),
        ("R2", "I1", 40.0, "shorthand"),
    ]
    assert [(p.row, p.values["excess"]) for p in problems] == [(2, "30.00")]


def test_explicit_rows_go_before_what_a_receipt_names():
    ledger, problems = problems_of("""
        2026-01-05 invoice C1 I1 100.00 due 2026-02-01
        2026-01-05 invoice C1 I2 100.00 due 2026-02-01
        2026-01-10 receipt C1 R1 100.00 for I1
        2026-01-10 allocation R1 I2 80.00
    """)
    assert sorted(rows(ledger)) == [("R1", "I1", 20.0, "shorthand"), ("R1", "I2", 80.0, "explicit")]
    assert problems == []


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ("40.00", [("R1", 1, 30.0), ("R1", 2, 10.0)]),  # 30 + 10 of 50
        ("100.00", [("R1", 1, 30.0), ("R1", 2, 50.0), ("R1", 3, 20.0)]),
    ],
)
def test_a_receipt_for_an_invoice_in_instalments_is_laid_over_them_by_due_date(paid, expected):
    ledger = ledger_of(f"""
        2026-01-05 invoice C1 I1 20.00 due 2026-04-01 instalment 3
        2026-01-05 invoice C1 I1 30.00 due 2026-02-01 instalment 1
        2026-01-05 invoice C1 I1 50.00 due 2026-03-01 instalment 2
        2026-01-10 receipt C1 R1 {paid} for I1
    """)
    found = allocation_rows(ledger, date(2026, 12, 31), allocation="explicit")
    instalment = ledger.documents.instalment[found.debit]
    number = ledger.documents.number[found.credit]
    assert (
        sorted(zip(number, instalment.tolist(), (found.amount / 100).tolist(), strict=True))
        == expected
    )


def test_an_explicit_row_may_name_the_instalment():
    ledger = ledger_of("""
        2026-01-05 invoice C1 I1 30.00 due 2026-02-01 instalment 1
        2026-01-05 invoice C1 I1 50.00 due 2026-03-01 instalment 2
        2026-01-10 receipt C1 R1 50.00
        2026-01-11 allocation R1 I1 50.00 instalment 2
    """)
    found = allocation_rows(ledger, date(2026, 12, 31), allocation="explicit")
    assert ledger.documents.instalment[found.debit].tolist() == [2]


def test_an_explicit_row_on_all_instalments_must_find_enough():
    _, problems = problems_of("""
        2026-01-05 invoice C1 I1 30.00 due 2026-02-01 instalment 1
        2026-01-05 invoice C1 I1 50.00 due 2026-03-01 instalment 2
        2026-01-10 receipt C1 R1 90.00
        2026-01-11 allocation R1 I1 81.00
    """)
    assert [(p.code, p.row, p.values["open"]) for p in problems] == [
        ("over_allocated_debit", 2, "80.00")
    ]


def test_rows_of_one_receipt_are_parts_of_it():
    ledger = ledger_of("""
        2026-01-05 invoice C1 I1 30.00 due 2026-02-01
        2026-01-05 invoice C1 I2 50.00 due 2026-03-01
        2026-01-10 receipt C1 R1 30.00 for I1
        2026-01-10 receipt C1 R1 45.00 for I2
        2026-01-10 receipt C1 R1 5.00 for I2 method charge
    """)
    assert len(ledger.documents) == 3
    assert ledger.documents.amount.tolist()[-1] == -8000
    assert sorted(rows(ledger)) == [
        ("R1", "I1", 30.0, "shorthand"),
        ("R1", "I2", 5.0, "shorthand"),
        ("R1", "I2", 45.0, "shorthand"),
    ]


def test_a_refund_may_name_the_credit_it_pays_back():
    ledger = ledger_of("""
        2026-01-05 receipt C1 R1 100.00
        2026-01-06 receipt C1 R2 100.00
        2026-01-10 refund C1 RF -60.00 for R2
    """)
    assert rows(ledger) == [("R2", "RF", 60.0, "shorthand")]


def test_an_allocation_starts_with_the_latest_of_three_dates():
    ledger = ledger_of("""
        2026-01-20 invoice C1 I1 100.00 due 2026-02-01
        2026-01-05 receipt C1 R1 100.00
        2026-01-10 allocation R1 I1 100.00 reversed 2026-03-01
    """)
    assert ledger.allocations.start.tolist() == [parse_iso("2026-01-20")]
    assert ledger.allocations.end.tolist() == [parse_iso("2026-03-01")]


def test_an_allocation_reversed_before_it_starts_never_counts():
    ledger = ledger_of("""
        2026-01-20 invoice C1 I1 100.00 due 2026-02-01
        2026-01-05 receipt C1 R1 100.00
        2026-01-10 allocation R1 I1 100.00 reversed 2026-01-15
    """)
    assert len(ledger.allocations) == 0


def test_a_receipt_paying_thousands_of_invoices_too_many_is_still_quick():
    lines = [f"2026-01-05 invoice C1 I{n} 1.00 due 2026-02-01" for n in range(3000)]
    lines += [f"2026-01-10 receipt C1 R1 2.00 for I{n}" for n in range(3000)]
    ledger, problems = problems_of("\n".join(lines))
    assert int(ledger.allocations.amount.sum()) == 300_000
    assert len(problems) == 3000
