"""Allocation: which credit settles which debit on a given day.

Explicit allocations count from the latest of their own and both documents' dates until they or
their receipt are reversed. Credit left over is first taken by refunds (a refund pays unapplied
credit back). What is then still left stays unapplied (``explicit``) or is laid over the open items
oldest due first (``fifo``), afresh for every day looked at; disputed parts and written-off items
are passed over. The definition with its edge cases: docs/methods/allocation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from xlar.core.columns import NEVER, Bools, Int8s, Int32s, Int64s, constant
from xlar.core.dates import day_number
from xlar.core.ledger import Kind, Ledger, Order, Origin
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from datetime import date

AllocationMethod: TypeAlias = Literal["fifo", "explicit"]


@dataclass(frozen=True, eq=False)
class Settlement:
    """What every document is worth on a day.

    Attributes:
        ledger: the ledger the positions refer to.
        explicit: amount per document left by explicit allocations and write-offs, signed.
        written_off: amount per document that left the balance as a bad debt, less recoveries.
        taken: amount per place of ``ledger.debits`` taken from credit left over.
        pool: credit left over per group, before anything was taken from it.
        method: what happened to credit that is not allocated explicitly.
    """

    ledger: Ledger
    explicit: Int64s
    written_off: Int64s
    taken: Int64s
    pool: Int64s
    method: AllocationMethod

    @cached_property
    def given(self) -> Int64s:
        """Amount per place of ``ledger.credits`` given to debits from what was left over."""
        credits_ = self.ledger.credits
        return _fill(credits_, -self.explicit[credits_.document], self._demand)

    @cached_property
    def _demand(self) -> Int64s:
        return _group_totals(self.ledger.debits, self.taken, self.ledger.group_count)

    @property
    def debit_open(self) -> Int64s:
        """Open amount per place of ``ledger.debits``."""
        return self.explicit[self.ledger.debits.document] - self.taken

    @property
    def unapplied(self) -> Int64s:
        """Credit not set against anything per group, at most 0."""
        return self._demand - self.pool

    @cached_property
    def open(self) -> Int64s:
        """Open amount per document, signed minor units (0 = settled, or not yet there)."""
        open_amount = self.explicit.copy()
        open_amount[self.ledger.debits.document] -= self.taken
        open_amount[self.ledger.credits.document] += self.given
        open_amount.flags.writeable = False
        return open_amount


@dataclass(frozen=True, eq=False)
class AllocationRows:
    """Every allocation effective on a day, explicit ones first, then refunds and FIFO.

    Attributes:
        ledger: the ledger the positions refer to.
        as_of: day number looked from.
        method: how credit left over was treated.
        credit: position of the credit in ``ledger.documents``.
        debit: position of the debit.
        amount: minor units, positive.
        date: day it counts from.
        end: first day it no longer counts, NEVER = open-ended.
        origin: `xlar.core.ledger.Origin`.
    """

    ledger: Ledger
    as_of: int
    method: AllocationMethod
    credit: Int32s
    debit: Int32s
    amount: Int64s
    date: Int32s
    end: Int32s
    origin: Int8s

    def __len__(self) -> int:
        return len(self.amount)


def is_live(ledger: Ledger, as_of: int) -> Bools:
    """Which documents count on the day: dated by then and not yet reversed."""
    documents = ledger.documents
    return (documents.date <= as_of) & (documents.reversed_on > as_of)


def is_effective(ledger: Ledger, as_of: int) -> Bools:
    """Which of the ledger's own allocations count on the day."""
    allocations = ledger.allocations
    return (allocations.start <= as_of) & (allocations.end > as_of)


def settle(ledger: Ledger, as_of: int, method: AllocationMethod = "fifo") -> Settlement:
    """The open amount of every document on a day.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        method: what happens to credit that is not allocated explicitly.

    The last settlement of a ledger is kept for the next report on the same day.
    """
    known = ledger.memo.get((as_of, method))
    if isinstance(known, Settlement):
        return known
    ledger.memo.clear()
    settlement = _settle(ledger, as_of, method)
    for shared in (settlement.explicit, settlement.taken, settlement.pool):
        shared.flags.writeable = False  # several reports read it
    ledger.memo[as_of, method] = settlement
    return settlement


def _settle(ledger: Ledger, as_of: int, method: AllocationMethod) -> Settlement:
    documents, allocations = ledger.documents, ledger.allocations
    open_amount = np.where(is_live(ledger, as_of), documents.amount, 0)
    if len(allocations):
        effective = np.flatnonzero(is_effective(ledger, as_of))
        amount = allocations.amount[effective]
        np.subtract.at(open_amount, allocations.debit[effective], amount)
        np.add.at(open_amount, allocations.credit[effective], amount)
    gone = documents.written_off_on <= as_of
    written_off = constant(0, len(documents), np.int64)
    if gone.any():
        written_off = np.where(gone, open_amount, 0)
        open_amount -= written_off
    taken, pool = _lay_over(ledger, open_amount, method)
    return Settlement(ledger, open_amount, written_off, taken, pool, method)


def _lay_over(
    ledger: Ledger, open_amount: Int64s, method: AllocationMethod
) -> tuple[Int64s, Int64s]:
    """What the debits take of the credit left over, in their order; and that credit."""
    debits = ledger.debits
    capacity = open_amount[debits.document]
    if method == "fifo":
        if ledger.documents.disputed.any():
            capacity -= np.minimum(ledger.documents.disputed[debits.document], capacity)
    else:
        capacity = np.where(ledger.documents.kind[debits.document] == Kind.REFUND, capacity, 0)
    pool = np.zeros(ledger.group_count, np.int64)
    credit = ledger.credit_places
    np.subtract.at(pool, ledger.group[credit], open_amount[credit])
    return _fill(debits, capacity, pool), pool


def _group_totals(order: Order, amounts: Int64s, group_count: int) -> Int64s:
    totals = np.zeros(group_count, np.int64)
    if len(order.first):
        totals[order.group[order.first]] = np.add.reduceat(amounts, order.first)
    return totals


def _fill(order: Order, capacity: Int64s, pool: Int64s) -> Int64s:
    """What each place takes of its group's pool, the first place first."""
    if not len(order.first):
        return capacity
    before = np.cumsum(capacity)
    before -= capacity
    counts = np.diff(np.r_[order.first, len(capacity)])
    rest = np.repeat(pool[order.group[order.first]] + before[order.first], counts)
    rest -= before
    np.maximum(
        rest, 0, out=rest
    )  # in place: at a million documents new memory costs more than sums
    return np.minimum(rest, capacity, out=rest)


def allocation_rows(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    allocation: AllocationMethod | None = None,
) -> AllocationRows:
    """All allocations that count on a day, as rows.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; the method is ``aging.allocation``.
        allocation: another method than the policy's.
    """
    day = day_number(as_of)
    method = allocation or (policy or Policy()).aging.allocation
    own = ledger.allocations
    effective = np.flatnonzero(is_effective(ledger, day))
    credit, debit, amount = overlaps(ledger, settle(ledger, day, method))
    documents = ledger.documents
    dates = np.maximum(documents.date[credit], documents.date[debit])
    refund = documents.kind[debit] == Kind.REFUND
    origin = np.where(refund, Origin.REFUND, Origin.FIFO).astype(np.int8)
    return AllocationRows(
        ledger,
        day,
        method,
        np.concatenate([own.credit[effective], credit]).astype(np.int32),
        np.concatenate([own.debit[effective], debit]).astype(np.int32),
        np.concatenate([own.amount[effective], amount]),
        np.concatenate([own.start[effective], dates]).astype(np.int32),
        np.concatenate([own.end[effective], constant(NEVER, len(amount), np.int32)]),
        np.concatenate([own.origin[effective], origin]),
    )


def overlaps(ledger: Ledger, settlement: Settlement) -> tuple[Int64s, Int64s, Int64s]:
    """The amounts laid over as rows: credit position, debit position, minor units.

    Both sides stand group by group and every group gives as much as it takes, so the two running
    totals are two ladders of equal height; a row is the piece between two neighboring rungs.
    """
    taking = np.flatnonzero(settlement.taken)
    giving = np.flatnonzero(settlement.given)
    debit_rungs = np.cumsum(settlement.taken[taking])
    credit_rungs = np.cumsum(settlement.given[giving])
    rungs = np.concatenate([debit_rungs, credit_rungs])
    rungs.sort(kind="stable")
    rungs = rungs[np.r_[True, rungs[1:] != rungs[:-1]]] if len(rungs) else rungs
    amount = np.diff(rungs, prepend=0)
    debit = taking[np.searchsorted(debit_rungs, rungs)]
    credit = giving[np.searchsorted(credit_rungs, rungs)]
    return ledger.credits.document[credit], ledger.debits.document[debit], amount
