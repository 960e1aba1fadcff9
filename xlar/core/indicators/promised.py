"""Which promises that fell due were kept: the success rate 成功率."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import settle
from xlar.core.columns import NO_AMOUNT
from xlar.core.indicators.flows import add_up

if TYPE_CHECKING:
    from xlar.core.allocation import AllocationMethod
    from xlar.core.columns import Bools, Column, Int64s
    from xlar.core.indicators.payments import Paid
    from xlar.core.ledger import Ledger


def promises_due(
    ledger: Ledger, now: Paid, first: int, line_of_group: Int64s, lines: int
) -> tuple[Int64s, Int64s]:
    """How many promises fell due in a month, and how many of them were kept.

    What the user says comes first. Where nothing is said, a promise was kept if the money that came
    after it was given, up to the day it named, reaches its amount; without an amount, if nothing of
    what it named was open on that day.

    Args:
        ledger: the ledger.
        now: allocations at the end of the month.
        first: first day of the month.
        line_of_group: line of the report each group belongs to.
        lines: how many lines there are.
    """
    promises = ledger.promises
    rows = np.flatnonzero((promises.pay_by >= first) & (promises.pay_by <= now.day))
    kept = promises.kept[rows] > 0
    unsaid = np.flatnonzero(promises.kept[rows] < 0)
    if len(unsaid):
        kept[unsaid] = kept_by_money(ledger, now, rows[unsaid])
    one_each = np.unique(promises.row[rows], return_index=True)[1]  # one may name several documents
    rows, kept = rows[one_each], kept[one_each]
    document, customer = promises.document[rows], promises.customer[rows].astype(np.int64)
    currency = ledger.customers.currency[customer].astype(np.int64)
    named = document >= 0
    currency[named] = ledger.documents.currency[document[named]]
    line = line_of_group[customer * len(ledger.currencies) + currency]
    ones = np.ones(len(rows), np.int64)
    return add_up(line, ones, (lines,)), add_up(line, kept.astype(np.int64), (lines,))


def kept_by_money(ledger: Ledger, now: Paid, rows: Int64s) -> Bools:
    """Whether money and balances say that promises were kept by the day they named.

    Args:
        ledger: the ledger.
        now: allocations on the day looked from.
        rows: positions of the promises.
    """
    amount, promise = ledger.promises.amount[rows], _promise_of(ledger, rows)
    came = add_up(promise, received_since(ledger, now, rows), (int(promise.max(initial=-1)) + 1,))
    kept: Bools = (amount != NO_AMOUNT) & (came[promise] >= amount)
    whole = np.flatnonzero(amount == NO_AMOUNT)
    until = np.minimum(ledger.promises.pay_by[rows], now.day)
    for day in np.unique(until[whole]).tolist():
        some = whole[until[whole] == day]
        kept[some] = _nothing_open(ledger, day, now.settlement.method, rows[some])
    missed = np.zeros(len(came), bool)
    missed[promise[~kept]] = True  # a promise for several documents is kept for all or not at all
    return ~missed[promise]


def _promise_of(ledger: Ledger, rows: Int64s) -> Int64s:
    """Which promise each row belongs to; one that names several documents has a row for each."""
    promise: Int64s = np.unique(ledger.promises.row[rows], return_inverse=True)[1].astype(np.int64)
    return promise


def _nothing_open(ledger: Ledger, day: int, method: AllocationMethod, rows: Int64s) -> Bools:
    """Whether nothing of what promises named was open on a day."""
    document, customer = ledger.promises.document[rows], ledger.promises.customer[rows]
    open_ = np.maximum(settle(ledger, day, method).open, 0)
    rest = add_up(ledger.documents.customer, open_, (len(ledger.customers),))[customer]
    named = document >= 0
    rest[named] = open_[document[named]]
    settled: Bools = rest == 0
    return settled


def received_since(ledger: Ledger, now: Paid, rows: Int64s) -> Int64s:
    """The money that came after each promise was given, up to the day it named.

    On the document it names, else of the customer in his own currency.

    Args:
        ledger: the ledger.
        now: allocations on the day looked from.
        rows: positions of the promises.
    """
    promises, documents = ledger.promises, ledger.documents
    document, customer = promises.document[rows], promises.customer[rows]
    after, until = promises.promised_on[rows], promises.pay_by[rows]
    named = document >= 0
    money = np.flatnonzero(now.money)
    of_document = _between(
        now.debit[money], documents.date[now.credit[money]], now.amount[money],
        np.where(named, document, -1), after, until,
    )  # fmt: skip
    receipts = np.flatnonzero(
        now.received & (documents.currency == ledger.customers.currency[documents.customer])
    )
    of_customer = _between(
        documents.customer[receipts], documents.date[receipts], -documents.amount[receipts],
        np.where(named, -1, customer), after, until,
    )  # fmt: skip
    came: Int64s = np.where(named, of_document, of_customer)
    return came


def _between(
    key: Column, day: Column, amount: Int64s, wanted: Column, after: Column, until: Column
) -> Int64s:
    """The amounts of each wanted key dated after one day and up to another."""
    concerned = np.isin(key, wanted)
    key, day, amount = key[concerned], day[concerned], amount[concerned]
    # A key and a day as one number, so that both ends of each span are found by one search.
    place = key.astype(np.int64) * 2**32 + day
    order = np.argsort(place, kind="stable")
    place, running = place[order], np.r_[0, np.cumsum(amount[order])]
    base = wanted.astype(np.int64) * 2**32
    stop = np.searchsorted(place, base + until, side="right")
    start = np.searchsorted(place, base + after, side="right")
    found: Int64s = running[stop] - running[start]
    return found
