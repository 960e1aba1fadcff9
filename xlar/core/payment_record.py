"""How late a customer pays: the record that scoring and warning signals are measured from.

Every invoice is looked at in parts: what each receipt paid of it, and what of it is overdue and not
yet paid, which counts with its days so far. Definitions and figures: docs/methods/scoring.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import settle
from xlar.core.collections.promises import promise_report
from xlar.core.columns import NO_AMOUNT, NO_DAY
from xlar.core.dates import calendar_date
from xlar.core.exposure import sum_by_customer
from xlar.core.indicators.flows import brings_money
from xlar.core.indicators.payments import paid
from xlar.core.ledger import Columns, Kind
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from xlar.core.allocation import Settlement
    from xlar.core.columns import Bools, Column, Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

_DIGITS = 10_000  # NUMBER_SCALE in two steps, so that a remainder times this stays below 2^63
_DEVIATION = 14_826  # ten-thousandths: the spread of a normal distribution ÷ its median deviation


@dataclass(frozen=True, eq=False)
class Parts(Columns):
    """Parts of invoices that were paid, or are overdue, one row each.

    Attributes:
        document: position of the invoice in ``Ledger.documents``.
        amount: minor units, positive.
        day: day the part was paid; the day looked from where it is not.
        late: that day − due date; negative = early.
        unpaid: whether it is not paid.
    """

    document: Int64s
    amount: Int64s
    day: Int64s
    late: Int64s
    unpaid: Bools

    def of(self, rows: Column) -> Parts:
        """The parts at these places."""
        return Parts(
            self.document[rows], self.amount[rows], self.day[rows], self.late[rows],
            self.unpaid[rows],
        )  # fmt: skip


def parts(ledger: Ledger, as_of: int, policy: Policy) -> Parts:
    """All parts of invoices, as they stand on a day.

    What is disputed is no lateness, and neither is what was settled without money. An item written
    off stays unpaid: its customer did not pay.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: the method of allocation, and the methods of receipt that bring no money.
    """
    settlement = settle(ledger, as_of, policy.aging.allocation)
    now = paid(settlement, as_of, brings_money(ledger, policy))
    dates, due = ledger.documents.date, ledger.documents.due
    debit, credit = now.debit[now.money], now.credit[now.money]
    day = np.maximum(dates[credit], dates[debit]).astype(np.int64)
    unpaid, rest = _unpaid(settlement, as_of)
    document = np.concatenate([debit, unpaid])
    days = np.concatenate([day, np.full(len(unpaid), as_of, np.int64)])
    return Parts(
        document,
        np.concatenate([now.amount[now.money], rest]),
        days,
        days - due[document],
        np.arange(len(document)) >= len(debit),
    )


def _unpaid(settlement: Settlement, as_of: int) -> tuple[Int64s, Int64s]:
    """What is overdue of every invoice, disputed parts left out."""
    documents = settlement.ledger.documents
    overdue = (documents.kind == Kind.INVOICE) & (documents.due < as_of)
    rows = np.flatnonzero(overdue & ((settlement.open > 0) | (settlement.written_off > 0)))
    rest = settlement.open[rows] + np.maximum(settlement.written_off[rows], 0)
    rest -= np.minimum(documents.disputed[rows], rest)
    return rows[rest > 0], rest[rest > 0]


@dataclass(frozen=True, eq=False)
class PaymentRecord:
    """The payment record of every customer; amounts are minor units of the customer's currency.

    Attributes:
        amount: paid within the window, and overdue.
        amount_days: the same, each part times its days late.
        late: of the amount, what was late.
        held_days: each part times its days since the date of the invoice.
        broken_promises: promises due within the window that were not kept.
        habit: days late of the invoices, recent and usual.
    """

    amount: Int64s
    amount_days: Int64s
    late: Int64s
    held_days: Int64s
    broken_promises: Int64s
    habit: Habit

    @property
    def days_late(self) -> Int64s:
        """Weighted days late in hundred-millionths, NO_AMOUNT where nothing was paid or is due."""
        return scaled_ratio(self.amount_days, self.amount)

    @property
    def late_share(self) -> Int64s:
        """Share of the amount that was late, in hundred-millionths, or NO_AMOUNT."""
        return scaled_ratio(self.late, self.amount)

    @property
    def collection_days(self) -> Int64s:
        """Weighted days from invoice to payment in hundred-millionths, or NO_AMOUNT."""
        return scaled_ratio(self.held_days, self.amount)


def payment_record(ledger: Ledger, as_of: int, policy: Policy) -> PaymentRecord:
    """The payment record of every customer on a day.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: windows, method of allocation, rates.

    Raises:
        MissingRate: a customer pays in a currency that has no rate.
    """
    every, documents = parts(ledger, as_of, policy), ledger.documents
    written_off = documents.written_off_on[every.document]
    inside = np.where(every.unpaid, np.minimum(written_off, as_of), every.day)
    found = every.of(inside > as_of - policy.scoring.window_days)
    customer, currency = documents.customer[found.document], documents.currency[found.document]
    held = found.day - documents.date[found.document]

    def summed(amount: Int64s) -> Int64s:
        return sum_by_customer(ledger, customer, currency, amount, policy)

    return PaymentRecord(
        summed(found.amount),
        summed(found.amount * found.late),
        summed(np.where(found.late > 0, found.amount, 0)),
        summed(found.amount * held),
        broken_promises(ledger, as_of, policy),
        habit(ledger, every, as_of, policy),
    )


def broken_promises(ledger: Ledger, as_of: int, policy: Policy) -> Int64s:
    """How many promises of each customer fell due within the window and were not kept.

    A promise for the day looked from can still be kept.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: window and method of allocation.
    """
    if not len(ledger.promises):
        return np.zeros(len(ledger.customers), np.int64)
    report = promise_report(ledger, calendar_date(as_of), policy=policy)
    promises = ledger.promises
    broken = report.place[report.state == "broken"]
    broken = broken[promises.pay_by[broken] >= as_of - policy.scoring.window_days]
    _, first = np.unique(promises.row[broken], return_index=True)  # one row per document it names
    return np.bincount(promises.customer[broken[first]], minlength=len(ledger.customers))


@dataclass(frozen=True, eq=False)
class Habit:
    """Days late of each customer's invoices: lately, and before, in hundred-millionths.

    Attributes:
        recent: median of the recent invoices, NO_AMOUNT where there are too few.
        usual: median of the invoices before, NO_AMOUNT where there are too few.
        spread: 1.4826 × median deviation from it, 0 where it is not known.
        slower: whether the recent ones are clearly later.
    """

    recent: Int64s
    usual: Int64s
    spread: Int64s
    slower: Bools

    @property
    def trend(self) -> Int64s:
        """Recent − usual: above 0 = slower than before; NO_AMOUNT where it is not known."""
        return np.where(self.recent == NO_AMOUNT, NO_AMOUNT, self.recent - self.usual)


def habit(ledger: Ledger, every: Parts, as_of: int, policy: Policy) -> Habit:
    """Whether customers pay later than their own habit, by medians that single cases do not move.

    An invoice belongs to the day of its last payment. One that is overdue is a recent one, but only
    once it is later than usual: until then it says nothing.

    Args:
        ledger: the ledger.
        every: all parts of invoices.
        as_of: day number looked from.
        policy: windows and thresholds.
    """
    scoring, signals, count = policy.scoring, policy.signals, len(ledger.customers)
    customer, late, day, unpaid = _invoices(ledger, every)
    recent = day > as_of - scoring.recent_days
    before = ~recent & (day > as_of - scoring.recent_days - scoring.window_days)
    usual, base = medians(customer[before], late[before], count)
    told = recent & ~(unpaid & (late <= usual[customer]))
    now, fresh = medians(customer[told], late[told], count)
    deviation, _ = medians(customer[before], np.abs(late - usual[customer])[before], count)
    enough = base >= signals.least_invoices
    known = enough & (2 * fresh >= signals.least_invoices)
    spread = np.where(enough, deviation * _DEVIATION // 10_000, 0)
    least = np.maximum(signals.slower_days * NUMBER_SCALE, signals.spreads * spread)
    return Habit(
        np.where(known, now, NO_AMOUNT),
        np.where(enough, usual, NO_AMOUNT),
        spread,
        known & (now - usual > least),
    )


def _invoices(ledger: Ledger, every: Parts) -> tuple[Int32s, Int64s, Int64s, Bools]:
    """Of each invoice: customer, weighted days late, last day, and whether some of it is unpaid."""
    document, place = np.unique(every.document, return_inverse=True)
    amount, weighted = np.zeros((2, len(document)), np.int64)
    np.add.at(amount, place, every.amount)
    np.add.at(weighted, place, every.amount * every.late)
    day = np.full(len(document), NO_DAY, np.int64)
    np.maximum.at(day, place, every.day)
    unpaid = np.zeros(len(document), bool)
    unpaid[place[every.unpaid]] = True
    customer = ledger.documents.customer[document]
    return customer, scaled_ratio(weighted, amount), day, unpaid


def medians(key: Column, value: Int64s, count: int) -> tuple[Int64s, Int64s]:
    """The median of the values of each key, 0 where there are none, and how many there are.

    The mean of the two in the middle, rounded down, where their number is even.

    Args:
        key: whose each value is, 0 to ``count`` − 1.
        value: whole numbers.
        count: how many keys there are.

    >>> [found.tolist() for found in medians(np.array([0, 2, 0, 0]), np.array([9, 4, 1, 2]), 3)]
    [[2, 0, 4], [3, 0, 1]]
    """
    order = np.lexsort((value, key))
    number = np.bincount(key, minlength=count)
    first = np.cumsum(number) - number
    some = np.flatnonzero(number)
    low, high = (first + (number - 1) // 2)[some], (first + number // 2)[some]
    result = np.zeros(count, np.int64)
    ordered = value[order]
    result[some] = (ordered[low] + ordered[high]) // 2
    return result, number


def scaled_ratio(above: Int64s, below: Int64s) -> Int64s:
    """``above ÷ below`` in hundred-millionths, rounded half away from zero, without overflow.

    Args:
        above: whole numbers.
        below: whole numbers below 2^63 ÷ 10,000; where one is not positive the ratio is NO_AMOUNT.

    >>> scaled_ratio(np.array([2, -1, 5]), np.array([3, 8, 0])).tolist() == [
    ...     66666667, -12500000, NO_AMOUNT]
    True
    """
    known = below > 0
    divisor = np.where(known, below, 1)
    result, rest = np.divmod(np.abs(above), divisor)
    for _ in range(2):
        digits, rest = np.divmod(rest * _DIGITS, divisor)
        result = result * _DIGITS + digits
    result += 2 * rest >= divisor
    return np.where(known, np.where(above < 0, -result, result), NO_AMOUNT)
