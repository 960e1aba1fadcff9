"""What cash had paid by a day, receipt by receipt and invoice by invoice.

A receipt by bill is cash on the day the bill is (``commission.bill_day``). On any day the cash that
came is what it paid on invoices, what was paid back to customers, and what is not applied yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import is_effective, is_live, overlaps, settle
from xlar.core.columns import NO_DAY
from xlar.core.indicators.flows import add_up, brings_money
from xlar.core.ledger import METHODS, Kind

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

BILLS: Final = tuple(METHODS.index(name) for name in ("bank_bill", "commercial_bill"))


@dataclass(frozen=True, eq=False)
class Standing:
    """Cash on a day.

    Attributes:
        pair: receipt × number of documents + invoice, ascending.
        amount: cash of the receipt that stands against the invoice, minor units.
        received: by group, cash that came less what was paid back.
        unapplied: by group, what of it stands against nothing.
        written_off: by document, what has left the balance as bad debt, less recoveries.
    """

    pair: Int64s
    amount: Int64s
    received: Int64s
    unapplied: Int64s
    written_off: Int64s


def cash_days(ledger: Ledger, policy: Policy) -> Int32s:
    """The day each receipt is cash: a bill's due date, or its own.

    Args:
        ledger: the ledger.
        policy: whether a bill is cash when it falls due or when it is received.
    """
    documents = ledger.documents
    if policy.commission.bill_day == "receipt":
        return documents.date
    by_bill = np.isin(documents.method, BILLS) & (documents.bill_due != NO_DAY)
    days: Int32s = np.where(by_bill, np.maximum(documents.bill_due, documents.date), documents.date)
    return days


def standing(ledger: Ledger, day: int, policy: Policy) -> Standing:
    """Cash as it stands on a day.

    Args:
        ledger: the ledger.
        day: the day.
        policy: settings.
    """
    documents = ledger.documents
    settlement = settle(ledger, day, policy.aging.allocation)
    counts = _is_cash(ledger, day, policy)
    own, effective = ledger.allocations, np.flatnonzero(is_effective(ledger, day))
    credit, debit, amount = overlaps(ledger, settlement)
    credit = np.r_[own.credit[effective].astype(np.int64), credit]
    debit = np.r_[own.debit[effective].astype(np.int64), debit]
    amount = np.r_[own.amount[effective], amount]
    to_refund = documents.kind[debit] == Kind.REFUND
    rows = np.flatnonzero(counts[credit] & ~to_refund)
    pair, place = np.unique(credit[rows] * len(documents) + debit[rows], return_inverse=True)
    paid = add_up(place, amount[rows], (len(pair),))
    by_group = (ledger.group_count,)
    back = np.flatnonzero(to_refund & (documents.kind[credit] == Kind.RECEIPT))
    refunds = np.flatnonzero((documents.kind == Kind.REFUND) & is_live(ledger, day))
    rest = add_up(ledger.group[refunds], documents.amount[refunds], by_group)
    rest -= add_up(ledger.group[credit[back]], amount[back], by_group)
    group = ledger.group[pair // max(len(documents), 1)]
    taken = _taken_back(group, documents.date[pair // max(len(documents), 1)], paid, rest)
    receipts = np.flatnonzero(counts)
    cash = add_up(ledger.group[receipts], -documents.amount[receipts], by_group)
    cash -= add_up(group, taken, by_group)
    back = back[counts[credit[back]]]
    cash -= add_up(ledger.group[credit[back]], amount[back], by_group)
    unapplied = add_up(ledger.group[receipts], -settlement.open[receipts], by_group)
    return Standing(pair, paid - taken, cash, unapplied, settlement.written_off)


def _taken_back(group: Int64s, day: Int32s, paid: Int64s, rest: Int64s) -> Int64s:
    """What refunds that no receipt was left for take off what was paid: the latest receipts first.

    Args:
        group: group of each pair.
        day: day of its receipt.
        paid: cash of it.
        rest: by group, what was paid back out of no unapplied receipt.
    """
    taken = np.zeros(len(paid), np.int64)
    rows = np.flatnonzero(rest[group] > 0)
    rows = rows[np.lexsort((-rows, -day[rows].astype(np.int64), group[rows]))]
    if len(rows):
        group, paid = group[rows], paid[rows]
        first = np.r_[True, group[1:] != group[:-1]]
        before = np.cumsum(paid) - paid
        before -= before[np.maximum.accumulate(np.where(first, np.arange(len(rows)), 0))]
        taken[rows] = np.clip(rest[group] - before, 0, paid)
    return taken


def _is_cash(ledger: Ledger, day: int, policy: Policy) -> Bools:
    """Which documents are receipts whose money is there on the day."""
    receipts = brings_money(ledger, policy) & (ledger.documents.kind == Kind.RECEIPT)
    there: Bools = receipts & is_live(ledger, day) & (cash_days(ledger, policy) <= day)
    return there
