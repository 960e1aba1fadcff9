"""Weeks of cash: the plain forecasts, and what the curves make of parts that are held back."""

from __future__ import annotations

import numpy as np
import pytest

from xlar.core.columns import NEVER
from xlar.core.forecast.debits import OpenDebits, Parts
from xlar.core.forecast.expected import average_delay, by_week, expected_cash, plain_cash
from xlar.core.forecast.history import Pieces
from xlar.core.forecast.lateness import EDGES, Lateness

DAY = 20_000


def days(*values):
    return np.array(values, np.int32)


def longs(*values):
    return np.array(values, np.int64)


def debits(*items):
    """Open debits of one customer, as (amount, due less the day)."""
    count = np.zeros(len(items), np.int64)
    amounts, due = zip(*items, strict=True)
    return OpenDebits(np.arange(len(items)), count, longs(*amounts), DAY + days(*due), DAY)


@pytest.mark.parametrize(
    ("offset", "week"),
    [(-400, 0), (0, 0), (1, 0), (7, 0), (8, 1), (14, 1), (15, 2), (21, 2), (22, 3), (9_999, 3)],
)
def test_the_week_of_a_day(offset, week):
    found = by_week(days(DAY + offset), longs(5), DAY, longs(0), (1, 3))
    assert found.tolist() == [[5 if place == week else 0 for place in range(4)]]


def test_amounts_of_one_row_and_week_add_up_and_no_others():
    found = by_week(
        days(DAY + 1, DAY + 2, DAY + 8, DAY + 1), longs(1, 2, 4, 8), DAY, longs(0, 0, 0, 1), (3, 2)
    )
    assert found.tolist() == [[3, 4, 0], [8, 0, 0], [0, 0, 0]]


def test_money_that_never_comes_comes_later():
    assert by_week(days(NEVER), longs(7), DAY, longs(0), (1, 2)).tolist() == [[0, 0, 7]]


def test_the_plain_forecasts_move_every_due_date():
    open_ = debits((100, -30), (200, 6), (400, 13))
    rows = longs(0, 0, 0)
    assert plain_cash(open_, rows, 0, (1, 2)).tolist() == [[300, 400, 0]]
    assert plain_cash(open_, rows, 8, (1, 2)).tolist() == [[100, 200, 400]]
    assert plain_cash(open_, rows, longs(40, 0, 0), (1, 2)).tolist() == [[200, 500, 0]]


def test_the_average_delay_looks_at_the_window_and_each_currency_alone():
    known = Pieces(
        longs(0, 1, 2, 3, 4),
        longs(0, 0, 1, 0, 0),
        longs(300, 100, 50, 1_000, 1_000),
        days(*[DAY - 90] * 5),
        days(*[DAY - 60] * 5),
        days(DAY - 50, DAY - 20, DAY - 59, DAY - 400, NEVER),
        days(DAY - 50, DAY - 20, DAY - 59, DAY - 400, NEVER),
    )
    # (300 × 10 + 100 × 40) ÷ 400 = 17.5, so 18 days; 1 in the other currency; none in a third
    assert average_delay(known, longs(0, 0, 1, 0, 0), DAY, 365, 3).tolist() == [18, 1, 0]


def steady(rate, *, bill_share=0.0, bill_days=0):
    """One customer of whom each day from the due date on the same share of the rest pays."""
    first = np.maximum(EDGES.astype(float), 0)
    curve = np.where(EDGES <= 0, 1.0, (1 - rate) ** first)
    return Lateness(longs(0), curve[None, :], np.array([bill_share]), longs(bill_days))


def weeks_of(parts, open_, late, chance=10_000, weeks=2):
    count = len(open_)
    found = expected_cash(
        open_, parts, np.zeros(count, np.int64), late, np.full(count, chance, np.int32),
        np.zeros(count, np.int64), (1, weeks),
    )  # fmt: skip
    return found.by_week[0], found.variance[0]


def one_part(amount, hold, chance):
    return Parts(longs(0), longs(amount), longs(DAY + hold), np.array([chance]))


def test_a_free_item_follows_the_curve_from_where_it_is():
    cash, variance = weeks_of(one_part(1_000, 0, 0.0), debits((1_000, -10)), steady(0.1))
    assert cash == pytest.approx([1_000 * (1 - 0.9**7), 1_000 * (1 - 0.9**14)])
    first = 1 - 0.9**7
    assert variance[0] == pytest.approx(1_000**2 * first * (1 - first))


def test_a_pledged_part_waits_for_its_day():
    cash, _ = weeks_of(one_part(1_000, 9, 0.6), debits((1_000, -10)), steady(0.1))
    # 60 % on day 9, then 10 % of the rest on each of days 10 to 14
    assert cash == pytest.approx([0, 1_000 * (0.6 + 0.4 * (1 - 0.9**5))])


def test_no_more_than_the_chance_of_recovery_is_expected():
    cash, _ = weeks_of(one_part(1_000, 0, 0.0), debits((1_000, -10)), steady(0.5), chance=7_300)
    assert cash == pytest.approx([730, 730])


def test_what_comes_by_bill_comes_later_by_its_days():
    late = steady(0.1, bill_share=0.25, bill_days=7)
    cash, _ = weeks_of(one_part(1_000, 0, 0.0), debits((1_000, -10)), late)
    one, two = 1 - 0.9**7, 1 - 0.9**14
    assert cash == pytest.approx([1_000 * 0.75 * one, 1_000 * (0.75 * two + 0.25 * one)])


def test_beyond_two_years_late_nothing_more_is_expected():
    cash, _ = weeks_of(one_part(1_000, 0, 0.0), debits((1_000, -800)), steady(0.1))
    assert cash == pytest.approx([0, 0])


def test_nothing_open_expects_nothing():
    nothing = np.zeros(0, np.int64)
    empty = OpenDebits(nothing, nothing, nothing, nothing.astype(np.int32), DAY)
    parts = Parts(nothing, nothing, nothing, np.zeros(0))
    cash, variance = weeks_of(parts, empty, steady(0.1))
    assert cash.tolist() == [0, 0]
    assert variance.tolist() == [0, 0]
