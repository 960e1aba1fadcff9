"""The aging report 账龄分析: open items by bucket, with its proof.

A row is one customer (or salesperson, region, document …) and one currency; currencies are never
added up. ``total = Σ buckets + unapplied`` in every row, and the report carries the difference
between its sum and ``Σ documents − Σ settled``, computed another way. The definition with its edge
cases: docs/methods/aging.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from xlar.core.allocation import AllocationMethod, Settlement, is_live, settle
from xlar.core.buckets import Basis, Buckets, Limits
from xlar.core.columns import NO_DAY, Int32s, Int64s, Texts, texts
from xlar.core.dates import day_number
from xlar.core.items import item_order
from xlar.core.money import to_minor
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.ledger import Ledger

By: TypeAlias = Literal["customer", "salesperson", "region", "currency", "invoice"]
Credits: TypeAlias = Literal["separate", "aged"]


@dataclass(frozen=True)
class Total:
    """The sum of an aging report in one currency, minor units."""

    total: int
    unapplied: int
    buckets: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class AgingReport:
    """Open items by aging bucket.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        buckets_of: the partition, with limits, basis and labels.
        allocation: how credit left over was treated.
        credits: unapplied credit in its own column, or aged by its own date.
        by: what a row is.
        key: position of the row's customer or document; place in ``key_names`` otherwise.
        key_names: names of the keys for salespersons and regions.
        currency: position of the row's currency in ``ledger.currencies``.
        buckets: minor units, one row per key and currency, one column per bucket.
        unapplied: credit not set against anything, minor units, at most 0.
        totals: sums by currency.
        check: Σ buckets + unapplied − (Σ documents − Σ settled) by currency: 0.
        gl_difference: total − general ledger balance, for currencies that have one.
    """

    ledger: Ledger
    as_of: int
    buckets_of: Buckets
    allocation: AllocationMethod
    credits: Credits
    by: By
    key: Int64s
    key_names: Texts
    currency: Int32s
    buckets: Int64s
    unapplied: Int64s
    totals: Mapping[str, Total]
    check: Mapping[str, int]
    gl_difference: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.key)

    @property
    def limits(self) -> Limits:
        """Ascending limits in days, or ``audit``."""
        return self.buckets_of.limits

    @property
    def basis(self) -> Basis:
        """The date the days are counted from."""
        return self.buckets_of.basis

    @property
    def labels(self) -> tuple[str, ...]:
        """One label per bucket."""
        return self.buckets_of.labels

    @property
    def total(self) -> Int64s:
        """Balance per row: Σ buckets + unapplied."""
        total: Int64s = self.buckets.sum(axis=1) + self.unapplied
        return total


def aging(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    by: By = "customer",
    limits: Limits | None = None,
    basis: Basis | None = None,
    allocation: AllocationMethod | None = None,
    credits: Credits | None = None,  # noqa: A002 - the field's word
) -> AgingReport:
    """The aging report on a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; what is not given below is taken from its ``aging``.
        by: what a row is.
        limits: ascending bucket limits in days (negative ones split what is not due), or ``audit``.
        basis: days from the due date or the document date.
        allocation: ``fifo`` or ``explicit``.
        credits: ``separate`` or ``aged``.

    Raises:
        BadValue: the limits do not ascend.
    """
    policy = policy or Policy()
    day = day_number(as_of)
    chosen = policy.aging.limits if limits is None else limits
    buckets = Buckets.of(chosen, basis or policy.aging.basis)
    method = allocation or policy.aging.allocation
    side = credits or policy.aging.credits
    settlement = settle(ledger, day, method)
    piles = _by_invoice if by == "invoice" else _by_group
    key, currency, key_names, sums, unapplied = piles(settlement, day, buckets, by, side == "aged")
    totals = _totals(ledger, currency, sums, unapplied)
    return AgingReport(
        ledger, day, buckets, method, side, by, key, key_names, currency, sums, unapplied,
        totals, _check(ledger, day, settlement, totals), _gl_difference(totals, policy),
    )  # fmt: skip


_Piles: TypeAlias = tuple[
    Int64s, Int32s, Texts, Int64s, Int64s
]  # key, currency, names, buckets, unapplied


def _by_invoice(settlement: Settlement, day: int, buckets: Buckets, _by: By, aged: bool) -> _Piles:
    """One row per open item."""
    ledger = settlement.ledger
    document = item_order(ledger, settlement.open)
    amount = settlement.open[document]
    sums = np.zeros((len(document), len(buckets.labels)), np.int64)
    placed = np.flatnonzero((amount > 0) | aged)
    sums[placed, _bucket(ledger, document[placed], buckets, day)] = amount[placed]
    unapplied = amount - sums.sum(axis=1)
    return document, ledger.documents.currency[document], texts([]), sums, unapplied


def _by_group(settlement: Settlement, day: int, buckets: Buckets, by: By, aged: bool) -> _Piles:
    """One row per customer, salesperson, region or nothing, and currency."""
    ledger, debits = settlement.ledger, settlement.ledger.debits
    amount = settlement.debit_open
    places = np.flatnonzero(amount)
    document, group, amount = debits.document[places], debits.group[places], amount[places]
    rest = np.flatnonzero(settlement.unapplied)
    if aged:
        credit = np.flatnonzero(settlement.open < 0)
        document, group = np.r_[document, credit], np.r_[group, ledger.group[credit]]
        amount, rest = np.r_[amount, settlement.open[credit]], rest[:0]
    row_group, key_names = row_groups(ledger, by)
    rows, rest_rows = row_group[group], row_group[rest]
    seen = np.zeros(int(row_group.max(initial=-1)) + 1, bool)
    seen[rows] = seen[rest_rows] = True
    present, place = np.flatnonzero(seen), np.cumsum(seen) - 1
    width = len(buckets.labels)
    sums = np.zeros(len(present) * width, np.int64)
    np.add.at(sums, place[rows] * width + _bucket(ledger, document, buckets, day), amount)
    unapplied = np.zeros(len(present), np.int64)
    np.add.at(unapplied, place[rest_rows], settlement.unapplied[rest])
    key, currency = np.divmod(present, np.int64(len(ledger.currencies)))
    return key, currency.astype(np.int32), key_names, sums.reshape(-1, width), unapplied


def row_groups(ledger: Ledger, by: By) -> tuple[Int64s, Texts]:
    """The row every group of the ledger belongs to: key × number of currencies + currency.

    Args:
        ledger: the ledger.
        by: what a row is; not ``invoice``.

    Returns:
        The row of each group, and the names of the keys for salespersons and regions.
    """
    group = np.arange(ledger.group_count, dtype=np.int64)
    if by == "customer":
        return group, texts([])
    customer, currency = np.divmod(group, np.int64(len(ledger.currencies)))
    if by == "currency":
        return currency, texts([])
    named = ledger.customers.salesperson if by == "salesperson" else ledger.customers.region
    names, key = np.unique(named.astype(str), return_inverse=True)
    return key[customer] * np.int64(len(ledger.currencies)) + currency, texts(names.tolist())


def _bucket(ledger: Ledger, document: Int64s, buckets: Buckets, day: int) -> Int64s:
    """The bucket of each document; a credit, which is never due, counts by its own date."""
    documents = ledger.documents
    if buckets.basis == "document":
        return buckets.index(documents.date[document], day)
    due = documents.due[document]
    return buckets.index(np.where(due == NO_DAY, documents.date[document], due), day)


def _totals(ledger: Ledger, currency: Int32s, sums: Int64s, unapplied: Int64s) -> dict[str, Total]:
    totals = {}
    for position in np.unique(currency).tolist():
        mine = currency == position
        in_buckets = tuple(sums[mine].sum(axis=0).tolist())
        credit = int(unapplied[mine].sum())
        totals[ledger.currencies[position]] = Total(sum(in_buckets) + credit, credit, in_buckets)
    return totals


def _check(
    ledger: Ledger, day: int, settlement: Settlement, totals: Mapping[str, Total]
) -> dict[str, int]:
    """The report's total less Σ documents − Σ settled, for every currency with documents."""
    documents = ledger.documents
    posted = np.where(is_live(ledger, day), documents.amount, 0) - settlement.written_off
    balance = np.zeros(len(ledger.currencies), np.int64)
    np.add.at(balance, documents.currency, posted)
    return {
        code: (totals[code].total if code in totals else 0) - int(balance[position])
        for position, code in enumerate(ledger.currencies)
        if code in totals or balance[position]
    }


def _gl_difference(totals: Mapping[str, Total], policy: Policy) -> dict[str, int]:
    return {
        code: (totals[code].total if code in totals else 0) - to_minor(balance, code)
        for code, balance in policy.gl_balance.items()
    }
