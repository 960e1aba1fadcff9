"""How every debit was settled: in pieces, each on one day, or not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import allocation_rows, settle
from xlar.core.columns import NEVER, NO_DAY, constant
from xlar.core.dates import day_number
from xlar.core.indicators.flows import brings_money
from xlar.core.ledger import Columns

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Column, Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


@dataclass(frozen=True, eq=False)
class Pieces(Columns):
    """Parts of debits, one row per part that was settled by one credit, or is open.

    Attributes:
        document: position of the debit in ``Ledger.documents``.
        group: its group in the ledger.
        amount: minor units, positive.
        dated: day of the debit.
        due: its due date.
        closed: day from which the part was no longer open, NEVER = it is.
        cash: day its money came, which for a bill is the day the bill falls due; NEVER = no money.
    """

    document: Int64s
    group: Int64s
    amount: Int64s
    dated: Int32s
    due: Int32s
    closed: Int32s
    cash: Int32s

    def of(self, rows: Column) -> Pieces:
        """The pieces at these places."""
        return Pieces(
            self.document[rows], self.group[rows], self.amount[rows], self.dated[rows],
            self.due[rows], self.closed[rows], self.cash[rows],
        )  # fmt: skip

    def open_on(self, day: int) -> Pieces:
        """The pieces open at the end of a day."""
        return self.of(np.flatnonzero((self.dated <= day) & (self.closed > day)))


def pieces(ledger: Ledger, as_of: date, policy: Policy) -> Pieces:
    """The pieces of all debits as they stand on a day.

    Credit that nobody designated is laid over the oldest items whatever the policy says: money
    that is there already will not come again.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: which methods of receipt bring no money.
    """
    day = day_number(as_of)
    rows = allocation_rows(ledger, as_of, allocation="fifo")
    settlement = settle(ledger, day, "fifo")
    lost = np.flatnonzero((settlement.written_off > 0) & ledger.is_debit)
    left = np.flatnonzero(settlement.open > 0)
    document = np.concatenate([rows.debit, lost, left]).astype(np.int64)
    amount = np.concatenate([rows.amount, settlement.written_off[lost], settlement.open[left]])
    never = constant(NEVER, len(left), np.int32)
    closed = np.concatenate([rows.date, ledger.documents.written_off_on[lost], never])
    no_cash = constant(NEVER, len(lost) + len(left), np.int32)
    cash = np.concatenate([_cash_day(ledger, rows.credit, rows.date, policy), no_cash])
    documents = ledger.documents
    return Pieces(
        document, ledger.group[document], amount, documents.date[document],
        documents.due[document], closed, cash,
    )  # fmt: skip


def _cash_day(ledger: Ledger, credit: Int32s, settled: Int32s, policy: Policy) -> Int32s:
    """The day the money of each allocation came, NEVER where a credit brought none."""
    bill_due = ledger.documents.bill_due[credit]
    return np.where(
        brings_money(ledger, policy)[credit],
        np.where(bill_due == NO_DAY, settled, np.maximum(settled, bill_due)),
        NEVER,
    ).astype(np.int32)
