"""Runs of days with one open amount, against a count of every single day."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.columns import NEVER
from xlar.core.periods import Reductions, Span, open_periods


def runs(items, reductions, cuts=()):
    """Runs (item, first, days, open) of (amount, first, last) and (item, amount, first, end)."""
    amount, first, last = (np.array(column) for column in zip(*items, strict=True))
    span = Span(amount, first.astype(np.int32), last.astype(np.int32))
    columns = [np.array([row[place] for row in reductions], np.int64) for place in range(4)]
    lowered = Reductions(columns[0], columns[1], *(c.astype(np.int32) for c in columns[2:]))
    cut = np.array([c[0] for c in cuts], np.int64), np.array([c[1] for c in cuts], np.int32)
    found = open_periods(span, lowered, cut)
    columns = (found.item, found.first, found.days, found.open)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_an_item_never_paid_is_one_run():
    assert runs([(100, 1, 10)], []) == [(0, 1, 10, 100)]


def test_a_part_payment_begins_a_second_run():
    assert runs([(100, 1, 10)], [(0, 40, 5, NEVER)]) == [(0, 1, 4, 100), (0, 5, 6, 60)]


def test_an_amount_paid_in_full_ends_the_runs():
    assert runs([(100, 1, 10)], [(0, 100, 5, NEVER)]) == [(0, 1, 4, 100)]


def test_what_was_paid_before_the_first_day_lowers_all_of_them():
    assert runs([(100, 5, 10)], [(0, 40, 1, NEVER)]) == [(0, 5, 6, 60)]
    assert runs([(100, 5, 10)], [(0, 100, 1, NEVER)]) == []


def test_what_is_paid_after_the_last_day_lowers_nothing():
    assert runs([(100, 1, 10)], [(0, 40, 11, NEVER)]) == [(0, 1, 10, 100)]


def test_a_reduction_that_ends_opens_the_amount_again():
    expected = [(0, 1, 2, 100), (0, 3, 3, 60), (0, 6, 5, 100)]
    assert runs([(100, 1, 10)], [(0, 40, 3, 6)]) == expected


def test_a_reduction_of_no_day_changes_nothing():
    assert runs([(100, 1, 10)], [(0, 40, 6, 6), (0, 40, 7, 5)]) == [(0, 1, 10, 100)]


def test_a_cut_begins_a_new_run_inside_the_span_only():
    cuts = [(0, 1), (0, 4), (0, 10), (0, 11)]
    assert runs([(100, 1, 10)], [], cuts) == [(0, 1, 3, 100), (0, 4, 6, 100), (0, 10, 1, 100)]


def test_items_do_not_touch_each_other():
    found = runs([(100, 1, 3), (7, 2, 2), (50, 1, 2)], [(2, 50, 2, NEVER), (0, 1, 3, NEVER)])
    assert found == [(0, 1, 2, 100), (0, 3, 1, 99), (1, 2, 1, 7), (2, 1, 1, 50)]


def test_sums_beyond_int64_on_the_way_do_no_harm():
    items = [(10**18, 1, 2)] * 50
    assert runs(items, []) == [(place, 1, 2, 10**18) for place in range(50)]


@given(
    st.lists(
        st.tuples(st.integers(50, 99), st.integers(1, 20), st.integers(0, 20)),
        min_size=1,
        max_size=4,
    ),
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.integers(1, 9),
            st.integers(0, 45),
            st.integers(0, 45) | st.just(NEVER),
        ),
        max_size=5,
    ),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 45)), max_size=3),
)
def test_every_day_is_in_one_run_with_its_open_amount(items, reductions, cuts):
    items = [(amount, first, first + days) for amount, first, days in items]
    reductions = [row for row in reductions if row[0] < len(items)]
    found = {}
    for item, first, days, amount in runs(
        items, reductions, [c for c in cuts if c[0] < len(items)]
    ):
        for day in range(first, first + days):
            assert (item, day) not in found
            found[item, day] = amount
    expected = {}
    for item, (amount, first, last) in enumerate(items):
        for day in range(first, last + 1):
            paid = sum(p for i, p, start, end in reductions if i == item and start <= day < end)
            expected[item, day] = amount - paid
    assert found == expected
