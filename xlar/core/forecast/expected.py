"""The cash expected week by week, and the two plain forecasts beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NEVER

if TYPE_CHECKING:
    from xlar.core.columns import Int32s, Int64s
    from xlar.core.forecast.debits import OpenDebits, Parts
    from xlar.core.forecast.history import Pieces
    from xlar.core.forecast.lateness import Floats, Lateness

WEEK: Final = 7
CERTAIN: Final = 10_000
"""A chance of recovery is given in ten-thousandths."""


@dataclass(frozen=True, eq=False)
class Expected:
    """What is expected of groups of items.

    Attributes:
        by_week: cash until the end of each week, minor units before rounding; rows are groups.
        variance: variance of each week's cash, if items were paid independently.
    """

    by_week: Floats
    variance: Floats


def expected_cash(
    debits: OpenDebits,
    split: Parts,
    customer: Int64s,
    late: Lateness,
    chance: Int32s,
    row: Int64s,
    size: tuple[int, int],
) -> Expected:
    """The cash expected by week.

    Args:
        debits: the open debits.
        split: their parts.
        customer: position of each debit's customer.
        late: how late the customers pay.
        chance: chance of recovery of each debit, in ten-thousandths: no more is expected of it.
        row: the row of the result each debit belongs to.
        size: rows of the result, and weeks.
    """
    owner, due = customer[split.debit], debits.due[split.debit].astype(np.int64)
    amount, rows = split.amount.astype(np.float64), row[split.debit]
    count, weeks = size
    ceiling = chance[split.debit] / CERTAIN
    at_hold = late.still_open(owner, split.hold - due)
    before, squared = np.zeros(len(amount)), amount**2
    cash, variance = np.zeros(size), np.zeros(size)
    for week in range(weeks):
        day = debits.day + WEEK * (week + 1)
        share = np.minimum(_paid_by(day, split, owner, due, at_hold, late), ceiling)
        gain = share - before
        cash[:, week] = np.bincount(rows, amount * share, count)
        variance[:, week] = np.bincount(rows, squared * gain * (1 - gain), count)
        before = share
    return Expected(cash, variance)


def _paid_by(
    day: int, split: Parts, owner: Int64s, due: Int64s, at_hold: Floats, late: Lateness
) -> Floats:
    """The share of each part whose money has come by a day."""
    days = np.full(len(owner), day, np.int64)
    settled = _settled_by(days, split, owner, due, at_hold, late)
    by_bill = late.bill_share[late.row[owner]]
    if not by_bill.any():
        return settled
    earlier = days - late.bill_days[late.row[owner]]
    through_bills = _settled_by(earlier, split, owner, due, at_hold, late)
    return (1 - by_bill) * settled + by_bill * through_bills


def _settled_by(
    days: Int64s, split: Parts, owner: Int64s, due: Int64s, at_hold: Floats, late: Lateness
) -> Floats:
    """The share of each part settled by its day: nothing before its hold."""
    left = late.still_open(owner, days - due)
    known = at_hold > 0
    gone = np.where(known, 1 - left / np.where(known, at_hold, 1.0), 1.0)
    share = split.chance + (1 - split.chance) * gone
    return np.where(days < split.hold, 0.0, share)


def plain_cash(
    debits: OpenDebits, row: Int64s, delay: Int64s | int, size: tuple[int, int]
) -> Int64s:
    """The cash by week if every item were paid so many days after its due date.

    What should have come by then comes in the first week; what is left after the last week stands
    in a further column.

    Args:
        debits: the open debits.
        row: the row of the result each belongs to.
        delay: days, for all or for each debit.
        size: rows of the result, and weeks.
    """
    return by_week(debits.due + delay, debits.amount, debits.day, row, size)


def by_week(
    days: Int32s | Int64s, amount: Int64s, day: int, row: Int64s, size: tuple[int, int]
) -> Int64s:
    """Amounts by row and week after a day; the last column holds what comes later.

    Args:
        days: when each comes; what came before counts for the first week.
        amount: minor units.
        day: the day before the first week.
        row: the row each belongs to.
        size: rows of the result, and weeks.
    """
    count, weeks = size
    week = np.clip((days.astype(np.int64) - day - 1) // WEEK, 0, weeks)
    width = weeks + 1
    cash = np.zeros(count * width, np.int64)
    np.add.at(cash, row * width + week, amount)
    return cash.reshape(-1, width)


def average_delay(known: Pieces, currency: Int64s, day: int, window: int, count: int) -> Int64s:
    """Days from due date to money, weighted by amount and rounded, per currency.

    Args:
        known: pieces of the ledger.
        currency: currency of each.
        day: only money that came by then counts,
        window: and within so many days.
        count: number of currencies.
    """
    paid = np.flatnonzero((known.cash <= day) & (known.cash > day - window) & (known.cash != NEVER))
    late = (known.cash[paid] - known.due[paid]) * known.amount[paid].astype(np.float64)
    total = np.bincount(currency[paid], known.amount[paid], count)
    sums = np.bincount(currency[paid], late, count)
    return np.rint(sums / np.maximum(total, 1)).astype(np.int64)
