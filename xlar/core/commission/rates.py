"""What share of cash is earned: the rate of a month's target or the settings', times a factor."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.dates import month_start
from xlar.core.money import divide_round, multiply_fraction
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from decimal import Decimal

    from xlar.core.columns import Int32s, Int64s
    from xlar.core.commission.sellers import Sellers
    from xlar.core.ledger import Ledger
    from xlar.core.policy import CommissionPolicy, Policy


def factors(days: Int64s, settings: CommissionPolicy) -> Int64s:
    """What is earned by days past due, in hundred-millionths; upper edges are inclusive.

    Args:
        days: days past due when the cash came.
        settings: factors by days.

    >>> from xlar.core.policy import Policy
    >>> (factors(np.array([-3, 0, 1, 30, 31, 181]), Policy().commission) // 10**6).tolist()
    [100, 100, 80, 80, 60, 0]
    """
    steps = sorted((int(day), factor) for day, factor in settings.factors.items())
    earned = [_scaled(factor) for _, factor in steps] + [_scaled(settings.factor_beyond)]
    edges = np.array([day for day, _ in steps], np.int64)
    return np.array(earned, np.int64)[np.searchsorted(edges, days, side="left")]


def rates(
    ledger: Ledger, cash_day: Int32s, seller: Int64s, sellers: Sellers, policy: Policy
) -> Int64s:
    """The rate of each amount of cash, in hundred-millionths: its month's target's, or the default.

    Args:
        ledger: the ledger with the targets.
        cash_day: day each amount was cash.
        seller: place of each amount's salesperson and currency in ``sellers``.
        sellers: who sells.
        policy: the default rate.
    """
    targets = ledger.records.targets
    found = np.full(len(seller), _scaled(policy.commission.rate), np.int64)
    own = np.flatnonzero(targets.commission_rate >= 0)
    if not len(own):
        return found
    place = targets.month[own].astype(np.int64) * len(sellers) + sellers.of_targets[own]
    order = np.argsort(place, kind="stable")
    known = place[order]
    wanted = month_start(cash_day).astype(np.int64) * len(sellers) + seller
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    hit = known[at] == wanted
    found[hit] = targets.commission_rate[own][order][at[hit]]
    return found


def earned(amount: Int64s, rate: Int64s, factor: Int64s) -> Int64s:
    """``amount × rate × factor``, each rounded once, half away from zero.

    Args:
        amount: minor units.
        rate: hundred-millionths.
        factor: hundred-millionths.

    >>> earned(np.array([8_000_000]), np.array([1_000_000]), np.array([80_000_000])).tolist()
    [64000]
    """
    result = np.zeros(len(amount), np.int64)
    pairs, place = np.unique(np.stack([rate, factor]), axis=1, return_inverse=True)
    for one, (share, part) in enumerate(pairs.T.tolist()):
        rows = place.ravel() == one
        result[rows] = multiply_fraction(amount[rows], Fraction(share * part, NUMBER_SCALE**2))
    return result


def _scaled(value: Decimal) -> int:
    top, bottom = value.as_integer_ratio()
    return divide_round(top * NUMBER_SCALE, bottom)
