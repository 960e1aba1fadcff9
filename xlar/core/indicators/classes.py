"""Value classes: the few customers who hold most of the receivables (80/20, ABC)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.dates import day_number
from xlar.core.indicators.flows import add_up
from xlar.core.items import open_items
from xlar.core.money import divide_round
from xlar.core.policy import Policy
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Int8s, Int32s, Int64s
    from xlar.core.ledger import Ledger

CLASSES: Final = ("A", "B", "C")


@dataclass(frozen=True, eq=False)
class ValueClasses:
    """Customers by what they owe, the largest first within each currency.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        policy: the settings.
        customer: position in ``ledger.customers``.
        currency: position in ``ledger.currencies``.
        rank: place within the currency, from 1.
        open: open items before unapplied credit, minor units.
        share: of the currency's open items, in hundred-millionths.
        cumulative: share of this customer and all larger ones.
        value_class: position in `CLASSES`.
    """

    ledger: Ledger
    as_of: int
    policy: Policy
    customer: Int64s
    currency: Int32s
    rank: Int64s
    open: Int64s
    share: Int64s
    cumulative: Int64s
    value_class: Int8s

    def __len__(self) -> int:
        return len(self.customer)


def value_classes(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> ValueClasses:
    """The customers with open items, in classes A, B and C by ``indicators.abc``.

    A customer is in class A while those before it hold less than A's percentage, so the one that
    crosses the line is still in it; likewise B.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    policy = policy or Policy()
    items = open_items(ledger, as_of, policy=policy)
    owed = np.flatnonzero(items.open > 0)
    group = ledger.group[items.document[owed]]
    by_group = add_up(group, items.open[owed], (ledger.group_count,))
    groups = np.flatnonzero(by_group)
    customer, currency = np.divmod(groups, max(len(ledger.currencies), 1))
    order = np.lexsort((customer, -by_group[groups], currency))
    customer, currency = customer[order], currency[order]
    amount = by_group[groups][order]
    width = len(ledger.currencies)
    totals, counts = add_up(currency, amount, (width,)), np.bincount(currency, minlength=width)
    running = np.cumsum(amount) - (np.cumsum(totals) - totals)[currency]
    rank = np.arange(1, len(order) + 1) - (np.cumsum(counts) - counts)[currency]
    whole = totals[currency]
    before = _share(running - amount, whole)
    edges = np.cumsum(policy.indicators.abc)[:2] * (NUMBER_SCALE // 100)
    return ValueClasses(
        ledger,
        day_number(as_of),
        policy,
        customer,
        currency.astype(np.int32),
        rank,
        amount,
        _share(amount, whole),
        _share(running, whole),
        np.searchsorted(edges, before, side="right").astype(np.int8),
    )


def _share(part: Int64s, whole: Int64s) -> Int64s:
    """Parts of wholes in hundred-millionths."""
    pairs = zip(part.tolist(), whole.tolist(), strict=True)
    return np.array([divide_round(one * NUMBER_SCALE, all_) for one, all_ in pairs], np.int64)
