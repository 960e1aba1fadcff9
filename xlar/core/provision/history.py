"""What was open on past days, and what of it was written off and recovered.

Each day is settled as that day's own reports have it; what a write-off took is the item less the
allocations counted before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import is_effective, settle
from xlar.core.dates import day_number
from xlar.core.ledger import Kind

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.allocation import AllocationMethod
    from xlar.core.columns import Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


@dataclass(frozen=True, eq=False)
class History:
    """The debits of a ledger on its past days.

    Attributes:
        ledger: the ledger.
        as_of: day number up to which it is known.
        method: how credit left over is treated.
        debit: positions of the debits.
    """

    ledger: Ledger
    as_of: int
    method: AllocationMethod
    debit: Int64s

    @property
    def gone_on(self) -> Int32s:
        """The day each debit was written off."""
        return self.ledger.documents.written_off_on[self.debit]

    def open_on(self, day: int) -> Int64s:
        """The open amount of each debit on a day, minor units.

        Args:
            day: day number.
        """
        return settle(self.ledger, day, self.method).open[self.debit]

    def written_off(self, after: int, until: int) -> Int64s:
        """The amount of each debit written off in a period, minor units.

        Args:
            after: day number before the period.
            until: its last day.
        """
        own, documents = self.ledger.allocations, self.ledger.documents
        gone = documents.written_off_on
        mine = (gone > after) & (gone <= until) & (documents.date <= until)
        lost = np.where(mine & self.ledger.is_debit, documents.amount, 0)
        before = is_effective(self.ledger, self.as_of) & (own.start < gone[own.debit])
        rows = np.flatnonzero(before & mine[own.debit])
        np.subtract.at(lost, own.debit[rows], own.amount[rows])
        return lost[self.debit]

    def recovered_in(self, after: int, until: int) -> Int64s:
        """The money received in a period on each debit written off before, minor units.

        Args:
            after: day number before the period.
            until: its last day.
        """
        own, documents = self.ledger.allocations, self.ledger.documents
        late = own.start >= documents.written_off_on[own.debit]
        money = documents.kind[own.credit] == Kind.RECEIPT
        within = (own.start > after) & (own.start <= until)
        rows = np.flatnonzero(late & money & within & is_effective(self.ledger, self.as_of))
        back = np.zeros(len(documents), np.int64)
        np.add.at(back, own.debit[rows], own.amount[rows])
        return back[self.debit]


def history(ledger: Ledger, as_of: date, policy: Policy) -> History:
    """The past of every debit as it is known on a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; the method of allocation is ``aging.allocation``.
    """
    debit = np.flatnonzero(ledger.is_debit)
    return History(ledger, day_number(as_of), policy.aging.allocation, debit)
