"""What the payments of a month paid: items due, and how late.

Between two days an item was paid what the allocations of the later day say less what those of the
earlier day said, so a payment that bounced in the month is taken off.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import is_effective, is_live, overlaps
from xlar.core.columns import NO_DAY
from xlar.core.indicators.flows import add_up
from xlar.core.ledger import Kind

if TYPE_CHECKING:
    from xlar.core.allocation import Settlement
    from xlar.core.columns import Bools, Int32s, Int64s


@dataclass(frozen=True, eq=False)
class Paid:
    """What had been allocated to invoices by a day.

    Attributes:
        settlement: the ledger as settled on that day.
        day: the day.
        credit: position of the receipt of each allocation.
        debit: position of the invoice.
        amount: minor units.
        date: day the allocation counts from.
        brings_money: which documents of the ledger bring money.
    """

    settlement: Settlement
    day: int
    credit: Int64s
    debit: Int64s
    amount: Int64s
    date: Int32s
    brings_money: Bools

    @cached_property
    def in_money(self) -> Int64s:
        """Money allocated to every document."""
        return self._by_document(self.money)

    @cached_property
    def received(self) -> Bools:
        """Which documents are receipts of money that hold on the day."""
        documents = self.settlement.ledger.documents
        live = is_live(self.settlement.ledger, self.day)
        held: Bools = live & self.brings_money & (documents.kind == Kind.RECEIPT)
        return held

    @cached_property
    def money(self) -> Bools:
        """Which of the allocations are of money."""
        return self.brings_money[self.credit]

    @cached_property
    def otherwise(self) -> Int64s:
        """What receipts without money settled of every document."""
        return self._by_document(~self.money)

    def _by_document(self, chosen: Bools) -> Int64s:
        shape = (len(self.settlement.explicit),)
        return add_up(self.debit[chosen], self.amount[chosen], shape)


def paid(settlement: Settlement, day: int, money: Bools) -> Paid:
    """Every allocation of a receipt to an invoice that counts on a day.

    Args:
        settlement: the ledger as settled on that day.
        day: the day.
        money: which documents of the ledger bring money.
    """
    ledger = settlement.ledger
    documents, own = ledger.documents, ledger.allocations
    effective = np.flatnonzero(is_effective(ledger, day))
    fifo_credit, fifo_debit, fifo_amount = overlaps(ledger, settlement)
    credit = np.r_[own.credit[effective].astype(np.int64), fifo_credit]
    debit = np.r_[own.debit[effective].astype(np.int64), fifo_debit]
    laid_over = np.maximum(documents.date[fifo_credit], documents.date[fifo_debit])
    date = np.r_[own.start[effective], laid_over]
    rows = np.flatnonzero(
        (documents.kind[credit] == Kind.RECEIPT) & (documents.kind[debit] == Kind.INVOICE)
    )
    amount = np.r_[own.amount[effective], fifo_amount][rows]
    return Paid(settlement, day, credit[rows], debit[rows], amount, date[rows], money)


def collected_on_due(now: Paid, before: Paid, line: Int64s, lines: int) -> tuple[Int64s, Int64s]:
    """Money received on items due by the end of the month, and what there was to receive.

    To receive: what was open at the start and due by the end, and what fell due in between, less
    credit notes.

    Args:
        now: allocations at the end of the month.
        before: allocations the day before it.
        line: line of the report each document belongs to.
        lines: how many lines there are.
    """
    documents = now.settlement.ledger.documents
    due = (documents.kind == Kind.INVOICE) & (documents.due <= now.day)
    there = (documents.date <= now.day) & (documents.written_off_on > before.day)
    rows = np.flatnonzero(due & there)
    gone = documents.written_off_on[rows] <= now.day
    money = (now.in_money - before.in_money)[rows]
    # A month's write-off ends what was to receive; a later recovery is money already counted.
    rest = now.settlement.open[rows] + np.where(gone, now.settlement.written_off[rows], 0)
    owed = money + rest + (now.otherwise - before.otherwise)[rows]
    shape = (lines,)
    return add_up(line[rows], money, shape), add_up(line[rows], owed, shape)


@dataclass(frozen=True, eq=False)
class Lateness:
    """How late the payments of a month were, by line.

    Attributes:
        amount: money received on invoices, minor units.
        amount_days: the same, each amount times its days past due (early: negative).
        count: invoices settled in the month.
        days: days past due of the last payment of each, added up.
    """

    amount: Int64s
    amount_days: Int64s
    count: Int64s
    days: Int64s


def lateness(now: Paid, first: int, line: Int64s, lines: int) -> Lateness:
    """How late the money of a month was.

    Args:
        now: allocations at the end of the month.
        first: first day of the month.
        line: line of the report each document belongs to.
        lines: how many lines there are.
    """
    documents, shape = now.settlement.ledger.documents, (lines,)
    rows = np.flatnonzero(now.money & (now.date >= first))
    debit, amount = now.debit[rows], now.amount[rows]
    days = documents.date[now.credit[rows]].astype(np.int64) - documents.due[debit]
    settled, late = _settled(now, first)
    return Lateness(
        add_up(line[debit], amount, shape),
        add_up(line[debit], amount * days, shape),
        add_up(line[settled], np.ones(len(settled), np.int64), shape),
        add_up(line[settled], late, shape),
    )


def _settled(now: Paid, first: int) -> tuple[Int64s, Int64s]:
    """Invoices the last payment of which settled them this month, and how late that one came."""
    documents = now.settlement.ledger.documents
    last = np.full(len(documents), NO_DAY, np.int32)
    received = np.full(len(documents), NO_DAY, np.int32)
    np.maximum.at(last, now.debit, now.date)
    money = np.flatnonzero(now.money)
    np.maximum.at(received, now.debit[money], documents.date[now.credit[money]])
    closed = (now.settlement.open == 0) & (documents.written_off_on > now.day)
    settled = np.flatnonzero(closed & (last >= first) & (received != NO_DAY))
    return settled, received[settled].astype(np.int64) - documents.due[settled]
