"""How late customers pay: the chance that an item is still open so many days after its due date.

A survival curve per customer by the product-limit method of Kaplan and Meier (1958), with delayed
entry: an item is at risk from the day after its date, and items still open count as long as they
have been open. Where a customer has shown little, his daily chance of paying is drawn towards the
portfolio's, as by a beta prior worth ``shrinkage`` items (Hjort 1990).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from xlar.core.columns import NEVER

if TYPE_CHECKING:
    from typing import TypeAlias

    from xlar.core.columns import Int32s, Int64s
    from xlar.core.forecast.history import Pieces
    from xlar.core.policy_forecast import ForecastPolicy

Floats: TypeAlias = npt.NDArray[np.float64]

# Bins of days late: single days around the due date, wider ones far from it.
EDGES: Final = np.concatenate(
    [np.arange(-368, -60, 28), np.arange(-60, 91), np.arange(97, 182, 7), np.arange(209, 731, 28)]
)
_FIRST, _LAST = int(EDGES[0]), int(EDGES[-1])
_WIDTH: Final = np.diff(EDGES)
_BINS: Final = len(_WIDTH)
_DAYS: Final = np.arange(_FIRST, _LAST)
_BIN: Final = np.searchsorted(EDGES, _DAYS, side="right") - 1  # of each day late
# By days late from the day before the first bin on: the bin, and what of it is gone that evening.
_PLACE: Final = np.r_[0, _BIN]
_SHARE: Final = np.r_[0.0, (_DAYS - EDGES[_BIN] + 1) / _WIDTH[_BIN]]

# Where nothing at all is known: nobody pays early, and one in ten of the open items each day.
_UNKNOWN: Final = np.where(EDGES[:-1] >= 0, 1 - 0.9**_WIDTH, 0.0)


@dataclass(frozen=True, eq=False)
class Lateness:
    """How late each customer pays.

    Attributes:
        row: row of each customer of the ledger, -1 = not asked for.
        open: share still open at the beginning of every bin of days late, one row per customer.
        bill_share: share of what he pays that he pays by bill.
        bill_days: days from such a bill's receipt to its due date.
    """

    row: Int64s
    open: Floats
    bill_share: Floats
    bill_days: Int64s

    def still_open(self, customer: Int64s, days_late: Int64s) -> Floats:
        """The share of a customer's items that is open at the end of the day so many days late.

        Args:
            customer: positions in ``Ledger.customers``.
            days_late: days after the due date, negative before.
        """
        day = days_late - (_FIRST - 1)
        row = self.row[customer] * (_BINS + 1) + _PLACE.take(day, mode="clip")
        curve = self.open.ravel()
        found: Floats = curve[row]
        found += _SHARE.take(day, mode="clip") * (curve[row + 1] - found)
        return found


def lateness(
    known: Pieces, customer: Int64s, day: int, asked: Int64s, settings: ForecastPolicy
) -> Lateness:
    """How late customers pay, learned from what was known on a day.

    Args:
        known: pieces of the ledger; what happened after the day is not looked at.
        customer: position of each piece's customer in ``Ledger.customers``.
        day: the day, day number.
        asked: whether each customer of the ledger is wanted, 0 or 1.
        settings: window and shrinkage.
    """
    first = np.maximum(known.dated + 1, day - settings.window_days + 1)
    last = np.minimum(known.closed, day)
    seen = np.flatnonzero(first <= last)
    first, last, due = first[seen], last[seen], known.due[seen]
    paid = (known.closed[seen] <= day) & (known.cash[seen] != NEVER)
    owner, weight = customer[seen], _by_items(customer[seen], known.amount[seen], len(asked))
    row = np.where(asked > 0, np.cumsum(asked) - 1, -1)
    count = int(asked.sum())
    entering, leaving = _bin(first - due), _bin(last - due)
    chance = _chances(row[owner], count, (entering, leaving), weight, paid, settings.shrinkage)
    curve = np.ones((count, _BINS + 1))
    np.cumprod(1.0 - chance, axis=1, out=curve[:, 1:])
    delay = np.where(paid, known.cash[seen] - known.closed[seen], 0)
    share, days = _bills(row[owner], count, np.where(paid, weight, 0), delay, settings.shrinkage)
    return Lateness(row, curve, share, days)


def _bin(days_late: Int32s) -> Int64s:
    """The bin of each lateness; beyond the last, the place after it."""
    inside = np.clip(days_late, _FIRST, _LAST - 1) - _FIRST
    return np.where(days_late >= _LAST, _BINS, _BIN[inside])


def _by_items(customer: Int64s, amount: Int64s, count: int) -> Floats:
    """Amounts as multiples of the customer's average, so that they add up to his items."""
    sizes = amount.astype(np.float64)
    total = np.bincount(customer, sizes, count)
    items = np.bincount(customer, minlength=count)
    return sizes * (items / np.where(total > 0, total, 1.0))[customer]


def _chances(
    row: Int64s,
    count: int,
    bins: tuple[Int64s, Int64s],
    weight: Floats,
    paid: npt.NDArray[np.bool_],
    shrinkage: int,
) -> Floats:
    """The chance to be paid within each bin, where still open at its beginning, by customer."""
    entering, leaving = bins
    width = _BINS + 1
    paid_weight = np.where(paid, weight, 0.0)
    everyone = _shrunk(
        _sums(leaving, paid_weight, 1),
        _sums(entering, weight, 1),
        _sums(leaving, weight, 1),
        _UNKNOWN,
        shrinkage,
    )[0]
    mine = np.flatnonzero(row >= 0)
    first = row[mine] * width
    return _shrunk(
        _sums(first + leaving[mine], paid_weight[mine], count),
        _sums(first + entering[mine], weight[mine], count),
        _sums(first + leaving[mine], weight[mine], count),
        everyone,
        shrinkage,
    )


def _sums(place: Int64s, weight: Floats, count: int) -> Floats:
    """Weights summed by row and bin."""
    width = _BINS + 1
    sums: Floats = np.asarray(np.bincount(place, weight, count * width), np.float64)
    return sums.reshape(count, width)


def _shrunk(paid: Floats, entered: Floats, left: Floats, prior: Floats, weight: int) -> Floats:
    """Paid ÷ at risk in each bin, with a prior worth so many items at risk.

    What leaves unpaid within a bin counts as at risk in it.
    """
    at_risk = np.cumsum(entered - left, axis=1)
    at_risk += left
    at_risk = np.maximum(at_risk[:, :_BINS], paid[:, :_BINS])  # sums of floats may fall short
    chances: Floats = (paid[:, :_BINS] + weight * prior) / (at_risk + weight)
    return chances


def _bills(
    row: Int64s, count: int, paid: Floats, delay: Int32s, shrinkage: int
) -> tuple[Floats, Int64s]:
    """Share of what each customer pays by bill, and the days such a bill runs."""
    by_bill = np.where(delay > 0, paid, 0.0)
    usual = by_bill.sum() / max(paid.sum(), 1.0)
    run = (by_bill * delay).sum() / by_bill.sum() if usual > 0 else 0.0
    mine = np.flatnonzero(row >= 0)
    total = np.bincount(row[mine], paid[mine], count)
    bills = np.bincount(row[mine], by_bill[mine], count)
    days = np.bincount(row[mine], (by_bill * delay)[mine], count)
    share = (bills + shrinkage * usual) / (total + shrinkage)
    spread = (days + shrinkage * usual * run) / np.maximum(bills + shrinkage * usual, 1e-9)
    return share, np.rint(spread).astype(np.int64)
