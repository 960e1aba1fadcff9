"""Runs of days over which the open amount of an item stays the same.

What follows from an amount day by day, such as late interest, is computed run by run: an item that
was paid once has two runs, however many days it was open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.order import sort_order

if TYPE_CHECKING:
    from xlar.core.columns import Int32s, Int64s


@dataclass(frozen=True, eq=False)
class Span:
    """The days over which each item is looked at.

    Attributes:
        amount: amount of the item, minor units.
        first: first day looked at.
        last: last day looked at, not before the first.
    """

    amount: Int64s
    first: Int32s
    last: Int32s

    def __len__(self) -> int:
        return len(self.amount)


@dataclass(frozen=True, eq=False)
class Reductions:
    """What lowers the open amount of an item for a time.

    Attributes:
        item: place of the item in the `Span`.
        amount: minor units, positive.
        first: first day with the lower amount.
        end: first day on which the amount is open again, NEVER = not.
    """

    item: Int64s
    amount: Int64s
    first: Int32s
    end: Int32s


@dataclass(frozen=True, eq=False)
class Periods:
    """Runs of days with one open amount above zero, item by item in order of days.

    Attributes:
        item: place of the item in the `Span`.
        first: first day of the run.
        days: number of days, positive.
        open: open amount on each of these days, minor units.
    """

    item: Int64s
    first: Int32s
    days: Int32s
    open: Int64s

    def __len__(self) -> int:
        return len(self.item)


def open_periods(span: Span, reductions: Reductions, cuts: tuple[Int64s, Int32s]) -> Periods:
    """The runs of days with one open amount.

    Args:
        span: items and the days looked at.
        reductions: what lowers their amounts.
        cuts: items and days on which a new run begins though the amount stays.

    >>> day = lambda *days: np.array(days, np.int32)
    >>> one, none = np.array([0]), np.zeros(0, np.int64)
    >>> paid = Reductions(one, np.array([40]), day(5), day(9))
    >>> runs = open_periods(Span(np.array([100]), day(1), day(10)), paid, (none, day()))
    >>> runs.first.tolist(), runs.days.tolist(), runs.open.tolist()
    ([1, 5, 9], [4, 4, 2], [100, 60, 100])
    """
    item, day, change = _events(span, reductions, cuts)
    order = sort_order([item, day])
    item, day, change = item[order], day[order], change[order]
    running = np.cumsum(change)
    # Every item begins anew; a running total beyond int64 wraps, and the subtraction wraps it back.
    begin = np.searchsorted(item, np.arange(len(span)))
    before = running[begin] - change[begin]
    open_amount = running - before[item]
    days = np.diff(day, append=np.int32(0))
    kept = (item == np.append(item[1:], -1)) & (days > 0) & (open_amount > 0)
    return Periods(item[kept], day[kept], days[kept], open_amount[kept])


def _events(
    span: Span, reductions: Reductions, cuts: tuple[Int64s, Int32s]
) -> tuple[Int64s, Int32s, Int64s]:
    """Item, day and change of the open amount; each item begins and ends with one."""
    items = np.arange(len(span))
    first = np.maximum(reductions.first, span.first[reductions.item])
    last = span.last[reductions.item]
    lowers = (first <= last) & (first < reductions.end)
    reopens = lowers & (reductions.end <= last)
    cut_item, cut_day = cuts
    inside = (span.first[cut_item] < cut_day) & (cut_day <= span.last[cut_item])
    by_item = reductions.item
    item = (items, by_item[lowers], by_item[reopens], cut_item[inside], items)
    day = (span.first, first[lowers], reductions.end[reopens], cut_day[inside], span.last + 1)
    amount = reductions.amount
    none = np.zeros(int(inside.sum()) + len(span), np.int64)
    change = (span.amount, -amount[lowers], amount[reopens], none)
    return np.concatenate(item), np.concatenate(day).astype(np.int32), np.concatenate(change)
