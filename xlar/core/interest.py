"""Late interest 逾期利息: what overdue items have earned by a day.

Each day after the due date, up to and including the day looked from, earns the day's open amount
times the yearly rate over the days of a year; the sum is rounded once per item. The day of a
payment itself still counts in full. The rate is the agreed one, else the statutory one. The
definition with its edge cases and sources: docs/methods/interest.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import AllocationMethod, allocation_rows
from xlar.core.dates import day_number
from xlar.core.errors import BadValue
from xlar.core.late_rate import MOST, UNIT, RateTable, lpr_table, parse_rate, sme_rate
from xlar.core.ledger import DOCUMENT_TYPES, Origin
from xlar.core.money import divide_round
from xlar.core.order import sort_order
from xlar.core.periods import Periods, Reductions, Span, open_periods
from xlar.core.policy import InterestPolicy, Policy
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from xlar.core.columns import Bools, Int8s, Int32s, Int64s
    from xlar.core.ledger import Ledger

__all__ = ["InterestReport", "RateSource", "interest", "interest_on", "parse_rate"]


class RateSource(IntEnum):
    """Where the rate of an item comes from."""

    CONTRACT = 0  # agreed: late_rate of the invoice
    STATUTORY = 1  # loan prime rate at the first overdue day, times the markup
    FLOATING = 2  # the same, following the table of the loan prime rate
    SME = 3  # rate a day of the State Council's order 802
    UNKNOWN = 4  # no loan prime rate known for the first overdue day


HIGH_RATE: Final = Text(
    "约定逾期利率超过一年期LPR的{multiple}倍，超出部分可能得不到法院支持，请核对合同约定。",
    "The agreed late rate exceeds {multiple} times the one-year LPR; a court may not grant the "
    "excess. Please check the contract.",
)
NO_RATE: Final = Text(
    "首个逾期日没有可用的LPR，逾期利息无法计算；请在参数中补充LPR，或在发票上填写逾期利率。",
    "No LPR is known for the first overdue day, so the interest cannot be computed; please add the "
    "LPR to the settings, or an agreed rate to the invoice.",
)
DISPUTED: Final = Text(
    "含争议金额，争议部分照常计息。",
    "Part of the item is disputed; interest runs on that part as well.",
)


@dataclass(frozen=True, eq=False)
class InterestReport:
    """Late interest per item, by customer, currency, date and number.

    Attributes:
        ledger: the ledger the positions refer to.
        as_of: day number looked from, the last day counted.
        allocation: how credit left over was treated.
        settings: the policy's rates and days of a year.
        document: positions of the items with interest.
        amount: interest in minor units, never 0.
        days: days that earned interest.
        rate: yearly rate of the last of those days, in 1e-8.
        source: `RateSource`.
        is_high: whether the agreed rate exceeds the policy's multiple of the loan prime rate.
        is_disputed: whether a part of the item is disputed (interest runs all the same).
        periods: the calculation run by run; ``item`` is the row of this report.
        period_rate: yearly rate of each run, in 1e-8.
        not_computable: positions of overdue items whose rate is not known.
    """

    ledger: Ledger
    as_of: int
    allocation: AllocationMethod
    settings: InterestPolicy
    document: Int64s
    amount: Int64s
    days: Int32s
    rate: Int64s
    source: Int8s
    is_high: Bools
    is_disputed: Bools
    periods: Periods
    period_rate: Int64s
    not_computable: Int64s

    def __len__(self) -> int:
        return len(self.document)

    def notes(self) -> tuple[tuple[int, Text], ...]:
        """What a reader must know of single items: position of the document, and the note."""
        multiple = self.settings.warn_multiple
        high = Text(HIGH_RATE.zh.format(multiple=multiple), HIGH_RATE.en.format(multiple=multiple))
        found = (
            (self.document[self.is_high], high),
            (self.document[self.is_disputed], DISPUTED),
            (self.not_computable, NO_RATE),
        )
        return tuple((int(row), text) for rows, text in found for row in rows)


def interest(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    allocation: AllocationMethod | None = None,
) -> InterestReport:
    """The late interest of every item overdue on a day, or paid late by then.

    Args:
        ledger: the ledger.
        as_of: the last day that earns interest.
        policy: settings; rates and days of a year are ``interest``.
        allocation: another method of allocation than the policy's.

    Raises:
        BadPolicy: a rate among the settings that is out of range.
    """
    policy = policy or Policy()
    method = allocation or policy.aging.allocation
    day, settings = day_number(as_of), policy.interest
    items = _items(ledger, day)
    span = _span(ledger, items, day)
    source, rate, table = _rates(ledger, items, settings)
    periods = open_periods(span, _reductions(ledger, items, as_of, method), _cuts(source, table))
    floating = source[periods.item] == RateSource.FLOATING
    period_rate = np.where(floating, table.on(periods.first), rate[periods.item])
    amount = _earned(periods, period_rate, settings.day_basis, len(items))
    days = np.bincount(periods.item, periods.days, len(items)).astype(np.int32)
    rows = np.flatnonzero(amount)
    document = items[rows]
    kept = amount[periods.item] != 0
    last = np.searchsorted(periods.item, rows, side="right") - 1
    row = np.searchsorted(rows, periods.item[kept])
    return InterestReport(
        ledger,
        day,
        method,
        settings,
        document,
        amount[rows],
        days[rows],
        period_rate[last],
        source[rows],
        _is_high(ledger, document, settings),
        ledger.documents.disputed[document] > 0,
        Periods(row, periods.first[kept], periods.days[kept], periods.open[kept]),
        period_rate[kept],
        items[(source == RateSource.UNKNOWN) & (days > 0)],
    )


def interest_on(
    amount: int,
    due: date,
    as_of: date,
    rate: int,
    payments: Iterable[tuple[date, int]] = (),
    *,
    day_basis: int = 365,
) -> int:
    """The late interest on a single sum, in minor units.

    Args:
        amount: minor units due.
        due: due date; the next day is the first that earns.
        as_of: last day that earns.
        rate: yearly rate in hundred-millionths (`parse_rate`).
        payments: day and minor units of each part payment.
        day_basis: days of a year, 365 or 360.

    Raises:
        BadValue: the payments come to more than the amount.

    >>> from datetime import date
    >>> due, as_of = date(2026, 3, 31), date(2026, 6, 30)
    >>> interest_on(10_000_000, due, as_of, parse_rate("年4.5%"))
    112192
    >>> interest_on(10_000_000, due, as_of, parse_rate("4.5%"), [(date(2026, 5, 15), 4_000_000)])
    89507
    """
    paid = [(day, part) for day, part in payments if day <= as_of]
    if sum(part for _, part in paid) > amount:
        raise BadValue("the payments come to more than the amount")
    earning = amount * max(0, (as_of - due).days)
    earning -= sum(part * max(0, (as_of - max(day, due)).days) for day, part in paid)
    return divide_round(earning * rate, day_basis * UNIT)


def _items(ledger: Ledger, day: int) -> Int64s:
    """Debits past their due date, in the order of reports.

    Charged interest earns none itself, unless a rate is agreed for it: no interest on interest.
    """
    documents = ledger.documents
    charged = documents.type == DOCUMENT_TYPES.index("interest")
    bears = ledger.is_debit & (~charged | (documents.late_rate >= 0))
    last = np.minimum(day, documents.written_off_on.astype(np.int64) - 1)
    items = np.flatnonzero(bears & (documents.date <= day) & (documents.due < last))
    order = sort_order(
        [ledger.group[items], documents.date[items]],
        lambda tied: [documents.number[items[tied]], documents.instalment[items[tied]]],
    )
    return items[order]


def _span(ledger: Ledger, items: Int64s, day: int) -> Span:
    """From the first overdue day to the day looked from, or the last before the write-off."""
    documents = ledger.documents
    last = np.minimum(np.int32(day), documents.written_off_on[items] - np.int32(1))
    return Span(documents.amount[items], documents.due[items] + np.int32(1), last)


def _reductions(ledger: Ledger, items: Int64s, as_of: date, method: AllocationMethod) -> Reductions:
    """What was allocated to the items; it lowers the open amount from the following day.

    Allocations that have ended since count for the days before; what was laid over without a row
    of its own is what the day looked from sees.
    """
    own = ledger.allocations
    past = np.flatnonzero(own.start <= day_number(as_of))
    rows = allocation_rows(ledger, as_of, allocation=method)
    laid = np.flatnonzero(np.isin(rows.origin, (Origin.FIFO, Origin.REFUND)))
    place = np.full(len(ledger.documents), -1, np.int64)
    place[items] = np.arange(len(items))
    item = place[np.concatenate([own.debit[past], rows.debit[laid]])]
    here = item >= 0
    return Reductions(
        item[here],
        np.concatenate([own.amount[past], rows.amount[laid]])[here],
        np.concatenate([own.start[past], rows.date[laid]])[here] + np.int32(1),
        np.concatenate([own.end[past], rows.end[laid]])[here],
    )


def _rates(
    ledger: Ledger, items: Int64s, settings: InterestPolicy
) -> tuple[Int8s, Int64s, RateTable]:
    """Source and yearly rate of each item, and the table that floating ones follow.

    An unknown rate is 0, so that the days it is missing for are still counted.
    """
    documents = ledger.documents
    table = lpr_table(settings.lpr, settings.markup)
    rate = table.on(documents.due[items] + 1)
    floats = settings.statutory == "floating"
    source = np.where(rate >= 0, RateSource.FLOATING if floats else RateSource.STATUTORY, 4)
    if settings.sme:
        rate[:], source[:] = sme_rate(settings), RateSource.SME
    agreed = documents.late_rate[items]
    source = np.where(agreed >= 0, RateSource.CONTRACT, source).astype(np.int8)
    rate = np.where(agreed >= 0, np.minimum(agreed, MOST), np.maximum(rate, 0))
    return source, rate, table


def _cuts(source: Int8s, table: RateTable) -> tuple[Int64s, Int32s]:
    """The days on which the rate of a floating item changes."""
    floating = np.flatnonzero(source == RateSource.FLOATING)
    days = table.days if len(floating) else table.days[:0]
    return np.tile(floating, len(days)), np.repeat(days, len(floating))


def _earned(periods: Periods, rate: Int64s, day_basis: int, count: int) -> Int64s:
    """The interest of each item, rounded once.

    amount × days × rate over day basis × 1e8, split before it could leave int64.
    """
    unit = day_basis * UNIT
    high, low = np.divmod(periods.open, unit)
    carried, rest = np.divmod(low * periods.days, unit)
    # rest < 3.65e10 and rate ≤ 2.5e8, so that their product stays below 2^63
    whole, part = np.divmod(rest * rate, unit)
    whole += (high * periods.days + carried) * rate
    total, parts = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(total, periods.item, whole)
    np.add.at(parts, periods.item, part)
    carried, rest = np.divmod(parts, unit)
    return total + carried + divide_round(rest, unit)


def _is_high(ledger: Ledger, document: Int64s, settings: InterestPolicy) -> Bools:
    """Where the agreed rate exceeds the multiple of the prime rate at the first overdue day."""
    documents = ledger.documents
    prime = lpr_table(settings.lpr).on(documents.due[document] + 1)
    numerator, denominator = settings.warn_multiple.as_integer_ratio()
    high = documents.late_rate[document] * denominator > prime * numerator
    is_high: Bools = high & (prime >= 0) & (documents.late_rate[document] >= 0)
    return is_high
