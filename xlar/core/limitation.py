"""Limitation of action 诉讼时效: the day on which a claim can no longer be enforced in court.

The period begins at the due date and begins anew with every demand delivered, acknowledgement,
part payment or lawsuit that concerns the document. Only what is recorded and names the document
counts; the customer's own acts count even after the lapse. The definition with its edge cases and
sources: docs/methods/limitation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import is_effective, settle
from xlar.core.columns import NEVER, NO_DAY, Bools, Int8s, Int32s, Int64s, constant
from xlar.core.dates import add_months, add_months_to, day_number
from xlar.core.ledger import METHODS, ActKind, Kind, Ledger, Origin
from xlar.core.order import sort_order
from xlar.core.policy import LimitationPolicy, Policy
from xlar.core.records import SlipKind, SlipResult

if TYPE_CHECKING:
    from datetime import date

ENFORCEMENT_MONTHS: Final = 24  # 民事诉讼法: two years to apply for the enforcement of a judgment
GUARANTEE_MONTHS: Final = 6  # 民法典 692: guarantee without an agreed period

_OWN_ACTS: Final = (ActKind.ACKNOWLEDGEMENT, ActKind.PROMISE, ActKind.PLAN, ActKind.GUARANTEE)
_PAYMENTS: Final = ("", "transfer", "cash", "third_party", "bank_bill", "commercial_bill")


class Cause(IntEnum):
    """What made the period begin, in the order in which events of one day are taken."""

    DUE = 0  # the due date; the last one of instalments
    ACKNOWLEDGEMENT = 1  # acknowledgement, promise, plan or guarantee of the customer
    PAYMENT = 2  # part payment
    DEMAND = 3  # a demand delivered, or a call or visit with evidence
    SUIT = 4  # the end of a lawsuit, an arbitration or a payment order
    JUDGMENT = 5  # a judgment: from here the period of enforcement runs


@dataclass(frozen=True, eq=False)
class LimitationReport:
    """The limitation of every open debit, by customer, currency, date and number.

    Written-off items are listed too: the claim is kept (账销案存).

    Attributes:
        ledger: the ledger the positions refer to.
        as_of: day number looked from.
        document: positions of the debits.
        open: open amount, or what was written off, in minor units.
        last_start: day from which the period runs.
        cause: `Cause` of that start.
        lapse: last day of the period; NEVER while proceedings run.
        has_lapsed: whether that day is past.
        warn_months: the policy's months of warning.
        warnings: the day of each warning, one column per month of ``warn_months``.
    """

    ledger: Ledger
    as_of: int
    document: Int64s
    open: Int64s
    last_start: Int32s
    cause: Int8s
    lapse: Int32s
    has_lapsed: Bools
    warn_months: tuple[int, ...]
    warnings: Int32s

    def __len__(self) -> int:
        return len(self.document)

    def warned(self) -> Int64s:
        """How many of the warnings are due on the day looked from; all of them after the lapse."""
        reached: Int64s = (self.warnings <= self.as_of).sum(axis=1)
        return reached


def limitation(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> LimitationReport:
    """When each open claim lapses, as it stands on a day.

    Args:
        ledger: the ledger with its acts and promises.
        as_of: day looked from; nothing after it has happened yet.
        policy: settings; the period is ``limitation``.
    """
    policy, day = policy or Policy(), day_number(as_of)
    settlement = settle(ledger, day, policy.aging.allocation)
    documents = ledger.documents
    claim = np.where(ledger.is_debit, settlement.open + settlement.written_off, 0)
    rows = np.flatnonzero(claim > 0)
    order = sort_order(
        [ledger.group[rows], documents.date[rows]],
        lambda tied: [documents.number[rows[tied]], documents.instalment[rows[tied]]],
    )
    rows = rows[order]
    periods = _periods(ledger, rows, day, policy.limitation)
    lapse = periods.lapse()
    months = policy.limitation.warn_months
    warnings = np.stack([_before(lapse, count) for count in months], axis=1) if months else None
    return LimitationReport(
        ledger,
        day,
        rows,
        claim[rows],
        periods.start,
        periods.cause,
        lapse,
        lapse < day,
        months,
        np.zeros((len(rows), 0), np.int32) if warnings is None else warnings,
    )


def limitation_days(
    ledger: Ledger, document: Int64s, as_of: int, policy: LimitationPolicy | None = None
) -> Int32s:
    """The day on which each claim lapses; NEVER while proceedings run, and for credits.

    Args:
        ledger: the ledger with its acts and promises.
        document: positions in ``ledger.documents``, each at most once.
        as_of: day number looked from.
        policy: settings.
    """
    debit = ledger.is_debit[document]
    lapse = np.full(len(document), NEVER, np.int32)
    lapse[debit] = _periods(ledger, document[debit], as_of, policy or LimitationPolicy()).lapse()
    return lapse


def guarantee_lapse(due: int) -> int:
    """The last day on which a guarantor without an agreed period can be called upon.

    Six months from the due date (民法典 692); the period never begins anew.

    >>> from xlar.core.dates import iso, parse_iso
    >>> iso(guarantee_lapse(parse_iso("2026-08-31")))
    '2027-02-28'
    """
    return add_months_to(due, GUARANTEE_MONTHS)


@dataclass(frozen=True, eq=False)
class _Periods:
    """The running period of each document, moved on event by event."""

    start: Int32s
    months: Int32s
    cause: Int8s
    pending: Bools  # proceedings run, nothing lapses

    def lapse(self) -> Int32s:
        return np.where(self.pending, np.int32(NEVER), add_months(self.start, self.months))

    def move(self, item: Int64s, cause: Int8s, day: Int32s, until: Int32s) -> None:
        """Take one event of each of some documents.

        Args:
            item: the documents, each at most once.
            cause: kinds of the events.
            day: when they happened.
            until: from when the period runs anew; NEVER = proceedings still run.
        """
        lapse = add_months(self.start[item], self.months[item])
        is_alive = self.pending[item] | (day <= lapse)
        counts = is_alive | ~np.isin(cause, (Cause.DEMAND, Cause.SUIT))
        self.pending[item[counts & (until == NEVER)]] = True
        judged = cause == Cause.JUDGMENT
        self.pending[item[judged]] = False
        self.months[item[judged]] = ENFORCEMENT_MONTHS
        later = counts & (until != NEVER) & (until > self.start[item])
        self.start[item[later]] = until[later]
        self.cause[item[later]] = cause[later]


@dataclass(frozen=True, eq=False)
class _Events:
    """What can make a period begin anew."""

    document: Int32s
    cause: Int8s
    day: Int32s
    until: Int32s


def _periods(ledger: Ledger, rows: Int64s, day: int, policy: LimitationPolicy) -> _Periods:
    """The running period of each of the documents, as it stands on the day."""
    count = len(rows)
    periods = _Periods(
        _last_due(ledger, day)[rows],
        np.full(count, 12 * policy.years, np.int32),
        np.full(count, Cause.DUE, np.int8),
        np.zeros(count, bool),
    )
    place = np.full(len(ledger.documents), -1, np.int64)
    place[rows] = np.arange(count)
    events = _all_events(ledger, day, policy)
    known = np.flatnonzero(place[events.document] >= 0)
    item = place[events.document[known]]
    order = sort_order([item, events.day[known], events.cause[known]])
    item, known = item[order], known[order]
    turn = np.arange(len(item)) - np.searchsorted(item, item)
    for k in range(int(turn.max(initial=-1)) + 1):  # the k-th event of every document at once
        now = turn == k
        event = known[now]
        periods.move(item[now], events.cause[event], events.day[event], events.until[event])
    return periods


def _last_due(ledger: Ledger, day: int) -> Int32s:
    """The due date of each document, or the last one of its instalments known on the day."""
    documents = ledger.documents
    due = documents.due.copy()
    parts = np.flatnonzero(
        (documents.instalment != 0) & (documents.kind == Kind.INVOICE) & (documents.date <= day)
    )
    if len(parts):
        _, number = np.unique(documents.number[parts].astype(str), return_inverse=True)
        key = ledger.group[parts] * np.int64(len(parts)) + number
        _, debt = np.unique(key, return_inverse=True)
        last = np.full(len(parts), NO_DAY, np.int32)
        np.maximum.at(last, debt, due[parts])
        due[parts] = last[debt]
    return due


def _all_events(ledger: Ledger, day: int, policy: LimitationPolicy) -> _Events:
    """Everything that has happened by the day and names a document."""
    groups = (
        _demands(ledger, policy),
        _own_acts(ledger),
        _signed_slips(ledger, day),
        _signed_plans(ledger, day),
        _payments(ledger, day),
        _proceedings(ledger, day),
    )
    document, cause, on, until = (
        np.concatenate([getattr(group, name) for group in groups])
        for name in ("document", "cause", "day", "until")
    )
    happened = (on <= day) & (on != NO_DAY) & (document >= 0)
    return _Events(document[happened], cause[happened], on[happened], until[happened])


def _at_once(document: Int32s, cause: Cause, day: Int32s) -> _Events:
    """Events from whose own day the period runs anew."""
    return _Events(document, constant(cause, len(document), np.int8), day, day)


def _demands(ledger: Ledger, policy: LimitationPolicy) -> _Events:
    """Letters and e-mails on the day of their delivery, calls and visits that have evidence."""
    acts = ledger.acts
    delivered = acts.delivered_on
    if policy.delivered_after_sending is not None:
        assumed = acts.sent_on + np.int32(policy.delivered_after_sending)
        is_assumed = (delivered == NO_DAY) & (acts.sent_on != NO_DAY)
        delivered = np.where(is_assumed, assumed, delivered)
    written = np.isin(acts.kind, (ActKind.LETTER, ActKind.EMAIL))
    spoken = np.isin(acts.kind, (ActKind.CALL, ActKind.VISIT)) & acts.evidenced
    on = np.where(spoken, acts.date, np.maximum(delivered, acts.date))
    counts = spoken | (written & (delivered != NO_DAY))
    return _at_once(acts.document[counts], Cause.DEMAND, on[counts].astype(np.int32))


def _own_acts(ledger: Ledger) -> _Events:
    """What the customer declared, in an act or as a promise to pay."""
    acts, promises = ledger.acts, ledger.promises
    own = np.isin(acts.kind, _OWN_ACTS)
    return _at_once(
        np.concatenate([acts.document[own], promises.document]),
        Cause.ACKNOWLEDGEMENT,
        np.concatenate([acts.date[own], promises.promised_on]),
    )


def _signed_slips(ledger: Ledger, day: int) -> _Events:
    """Statements returned as right: they acknowledge what was open on the day of their balance.

    What was paid or written off by then did not stand on it, though a bounced payment may have
    opened it again since. An auditor's confirmation acknowledges nothing, nor does a statement
    returned with differences.
    """
    slips = ledger.records.slips
    signed = (slips.kind == SlipKind.STATEMENT) & (slips.result == SlipResult.AGREED)
    signed &= (slips.returned_on != NO_DAY) & (slips.returned_on <= day)
    rows = np.flatnonzero(signed)
    if not len(rows):  # the debits need not be sorted
        none = np.zeros(0, np.int32)
        return _at_once(none, Cause.ACKNOWLEDGEMENT, none)
    group = slips.customer[rows].astype(np.int64) * len(ledger.currencies) + slips.currency[rows]
    # the debits group by group, so that those of a slip's account are one piece
    debits = np.flatnonzero(ledger.is_debit)
    debits = debits[np.argsort(ledger.group[debits], kind="stable")]
    begin = np.searchsorted(ledger.group[debits], group)
    count = np.searchsorted(ledger.group[debits], group, side="right") - begin
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    document, slip = debits[np.repeat(begin, count) + within], np.repeat(rows, count)
    listed = np.zeros(len(document), bool)
    for one in np.unique(slips.as_of[rows]).tolist():
        mine = slips.as_of[slip] == one
        listed[mine] = settle(ledger, one).open[document[mine]] > 0
    document, slip = document[listed], slip[listed]
    return _at_once(document.astype(np.int32), Cause.ACKNOWLEDGEMENT, slips.returned_on[slip])


def _signed_plans(ledger: Ledger, day: int) -> _Events:
    """Plans for the documents they name: from the signature the last instalment begins the period.

    Instalments of one debt run from the last of them (民法典 189); those of a plan that was ended
    are no longer waited for, and the period runs from its end.
    """
    plans, named = ledger.records.plans, ledger.records.plan_documents
    _, number = np.unique(plans.number.astype(str), return_inverse=True)
    last = np.full(len(plans), NO_DAY, np.int32)
    np.maximum.at(last, number, plans.due)
    until = last[number]
    ended = np.where(plans.cancelled_on <= day, plans.cancelled_on, np.int32(NEVER))
    until = np.minimum(until, np.maximum(ended, plans.signed_on))
    row = named.plan
    cause = constant(Cause.ACKNOWLEDGEMENT, len(row), np.int8)
    return _Events(named.document, cause, plans.signed_on[row], until[row])


def _payments(ledger: Ledger, day: int) -> _Events:
    """Part payments, on the day of the receipt: when we book it is our own act.

    FIFO does not count, since nobody paid on that very item; nor do credit notes, discounts and
    charges, which are not payments; nor a receipt that bounced.
    """
    documents, allocations = ledger.documents, ledger.allocations
    credit = allocations.credit
    paid = np.isin(documents.method, [METHODS.index(method) for method in _PAYMENTS])
    paid &= documents.kind == Kind.RECEIPT
    counts = paid[credit] & is_effective(ledger, day) & (allocations.origin != Origin.FIFO)
    return _at_once(allocations.debit[counts], Cause.PAYMENT, documents.date[credit[counts]])


def _proceedings(ledger: Ledger, day: int) -> _Events:
    """Lawsuits, which end on the day the act calls delivered, and judgments."""
    acts = ledger.acts
    suit, judgment = acts.kind == ActKind.SUIT, acts.kind == ActKind.JUDGMENT
    ended = (acts.delivered_on != NO_DAY) & (acts.delivered_on <= day)
    until = np.where(ended, np.maximum(acts.delivered_on, acts.date), np.int32(NEVER))
    until = np.where(judgment, acts.date, until)
    counts = suit | judgment
    cause = np.where(judgment, Cause.JUDGMENT, Cause.SUIT).astype(np.int8)
    return _Events(acts.document[counts], cause[counts], acts.date[counts], until[counts])


def _before(lapse: Int32s, months: int) -> Int32s:
    """So many months before each lapse; NEVER where nothing lapses."""
    runs = lapse != NEVER
    return np.where(runs, add_months(np.where(runs, lapse, 0), -months), lapse).astype(np.int32)
