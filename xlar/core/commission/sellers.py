"""Who sells in which currency, and what they were set to collect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_AMOUNT
from xlar.core.dates import month_start

if TYPE_CHECKING:
    from xlar.core.columns import Int64s, Texts
    from xlar.core.ledger import Ledger


@dataclass(frozen=True, eq=False)
class Sellers:
    """Salespersons and currencies; a place is salesperson × number of currencies + currency.

    Attributes:
        names: the salespersons, of customers and of targets, in order; blank for none.
        currencies: number of currencies.
        of_group: place of each group of the ledger.
        of_targets: place of each target.
    """

    names: Texts
    currencies: int
    of_group: Int64s
    of_targets: Int64s

    @classmethod
    def of(cls, ledger: Ledger) -> Sellers:
        """The salespersons of a ledger."""
        targets, width = ledger.records.targets, len(ledger.currencies)
        count = len(ledger.customers)
        everyone = np.r_[ledger.customers.salesperson, targets.salesperson].astype(str)
        names, key = np.unique(everyone, return_inverse=True)
        group = key[:count, None] * width + np.arange(width)
        return cls(
            names.astype(object),
            width,
            group.ravel().astype(np.int64),
            key[count:] * np.int64(width) + targets.currency,
        )

    def __len__(self) -> int:
        return len(self.names) * self.currencies


def targets_between(ledger: Ledger, first: int, last: int, sellers: Sellers) -> Int64s:
    """The cash to collect in the months a period touches, NO_AMOUNT where none is set.

    Args:
        ledger: the ledger with the targets.
        first: first day of the period.
        last: its last day.
        sellers: who sells.
    """
    targets = ledger.records.targets
    begin = int(month_start(np.array([first]))[0])
    rows = np.flatnonzero(
        (targets.month >= begin) & (targets.month <= last) & (targets.amount != NO_AMOUNT)
    )
    place, found = sellers.of_targets[rows], np.full(len(sellers), NO_AMOUNT, np.int64)
    found[place] = 0
    np.add.at(found, place, targets.amount[rows])
    return found
