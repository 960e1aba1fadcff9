"""What auditors ask beside the allowance: 账龄勾稽, 重分类, 期后回款."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import allocation_rows, settle
from xlar.core.buckets import Buckets
from xlar.core.dates import add_months_to, calendar_date, day_number
from xlar.core.ledger import METHODS, Kind
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Int64s
    from xlar.core.ledger import Ledger

_YEAR: Final = 12
_BANDS: Final = Buckets.of("audit")


@dataclass(frozen=True, eq=False)
class TieOut:
    """Bands that hold more than could have grown into them since a year ago.

    Per customer and currency, band k + 1 now may not exceed band k a year ago, nor the last band
    the last two of then: nothing gets older without having been there.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from; before: the day a year earlier.
        labels: names of the bands of calendar years.
        customer, currency, band: where it fails.
        balance: what the band holds now, minor units.
        source: what the bands it comes from held a year ago.
        items: positions of the documents in the band now, of each failure.
    """

    ledger: Ledger
    as_of: int
    before: int
    labels: tuple[str, ...]
    customer: Int64s
    currency: Int64s
    band: Int64s
    balance: Int64s
    source: Int64s
    items: tuple[Int64s, ...]

    def __len__(self) -> int:
        return len(self.band)


def tie_out(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> TieOut:
    """The year bands of a day held against those of a year before, 账龄勾稽.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; the method of allocation is ``aging.allocation``.
    """
    method = (policy or Policy()).aging.allocation
    day = day_number(as_of)
    before = add_months_to(day, -_YEAR)
    then, _ = _year_bands(ledger, before, settle(ledger, before, method).open)
    now, band = _year_bands(ledger, day, settle(ledger, day, method).open)
    source = np.zeros_like(now)
    source[:, 1:] = then[:, :-1]
    source[:, -1] += then[:, -1]
    source[:, 0] = now[:, 0]
    group, place = np.nonzero(now > source)
    customer, currency = np.divmod(group, np.int64(len(ledger.currencies)))
    items = _items_at(ledger, settle(ledger, day, method).open, band, group * len(now[0]) + place)
    return TieOut(
        ledger, day, before, _BANDS.labels, customer, currency, place, now[group, place],
        source[group, place], items,
    )  # fmt: skip


def _items_at(
    ledger: Ledger, open_amount: Int64s, band: Int64s, wanted: Int64s
) -> tuple[Int64s, ...]:
    """The open items of each wanted group and band."""
    items = np.flatnonzero(open_amount > 0)
    key = ledger.group[items] * len(_BANDS.labels) + band[items]
    items = items[np.argsort(key, kind="stable")]
    key.sort(kind="stable")
    starts, ends = (np.searchsorted(key, wanted, side=side) for side in ("left", "right"))
    return tuple(items[start:end] for start, end in zip(starts, ends, strict=True))


def _year_bands(ledger: Ledger, day: int, open_amount: Int64s) -> tuple[Int64s, Int64s]:
    """Open debits by group and year band, and the band of every document."""
    band = _BANDS.index(ledger.documents.date, day)
    sums = np.zeros((ledger.group_count, len(_BANDS.labels)), np.int64)
    debit = np.flatnonzero(open_amount > 0)
    np.add.at(sums, (ledger.group[debit], band[debit]), open_amount[debit])
    return sums, band


@dataclass(frozen=True, eq=False)
class Reclassification:
    """Balances by side: receivables are the positive nets, the negative ones contract liabilities.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        customer, currency: who has a net credit.
        credit: that credit, minor units, positive.
        receivables: Σ positive nets by currency position.
        liabilities: Σ net credits by currency position 合同负债.
    """

    ledger: Ledger
    as_of: int
    customer: Int64s
    currency: Int64s
    credit: Int64s
    receivables: Int64s
    liabilities: Int64s

    def __len__(self) -> int:
        return len(self.credit)


def reclassification(
    ledger: Ledger, as_of: date, *, policy: Policy | None = None
) -> Reclassification:
    """The customers whose balance is a credit, and the balance by side 重分类.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    day = day_number(as_of)
    open_amount = settle(ledger, day, (policy or Policy()).aging.allocation).open
    net = np.zeros(ledger.group_count, np.int64)
    np.add.at(net, ledger.group, open_amount)
    customer, currency = np.divmod(np.arange(len(net)), np.int64(len(ledger.currencies)))
    sides = []
    for amount in (np.maximum(net, 0), np.maximum(-net, 0)):
        sums = np.zeros(len(ledger.currencies), np.int64)
        np.add.at(sums, currency, amount)
        sides.append(sums)
    credit = np.flatnonzero(net < 0)
    return Reclassification(
        ledger, day, customer[credit], currency[credit], -net[credit], sides[0], sides[1]
    )


@dataclass(frozen=True, eq=False)
class SubsequentReceipts:
    """What was received after the day on items open on it, 期后回款.

    Attributes:
        ledger: the ledger.
        as_of: day number of the balance; until: last day of the receipts.
        customer, currency: whose.
        open: open items on ``as_of``, minor units.
        received: of them received by ``until``.
    """

    ledger: Ledger
    as_of: int
    until: int
    customer: Int64s
    currency: Int64s
    open: Int64s
    received: Int64s

    def __len__(self) -> int:
        return len(self.open)


def subsequent_receipts(
    ledger: Ledger, as_of: date, until: date | None = None, *, policy: Policy | None = None
) -> SubsequentReceipts:
    """The receipts after a day that were allocated to items open on it.

    Args:
        ledger: the ledger.
        as_of: day of the balance.
        until: last day of the receipts; by default that of the last one in the ledger.
        policy: settings; the method of allocation is ``aging.allocation``.
    """
    policy = policy or Policy()
    day = day_number(as_of)
    open_amount = np.maximum(settle(ledger, day, policy.aging.allocation).open, 0)
    documents = ledger.documents
    no_money = [METHODS.index(name) for name in policy.indicators.without_money]
    cash = (documents.kind == Kind.RECEIPT) & ~np.isin(documents.method, no_money)
    if until is None:
        until = calendar_date(int(documents.date[cash].max(initial=day)))
    rows = allocation_rows(ledger, until, policy=policy)
    money = (documents.date[rows.credit] > day) & cash[rows.credit]
    received = np.zeros(len(open_amount), np.int64)
    np.add.at(received, rows.debit[money], rows.amount[money])
    received = np.minimum(received, open_amount)
    opened, paid = (np.zeros(ledger.group_count, np.int64) for _ in range(2))
    np.add.at(opened, ledger.group, open_amount)
    np.add.at(paid, ledger.group, received)
    used = np.flatnonzero(opened)
    customer, currency = np.divmod(used, np.int64(len(ledger.currencies)))
    return SubsequentReceipts(
        ledger, day, day_number(until), customer, currency, opened[used], paid[used]
    )
