"""Signals that the ledger itself shows, each by a test a hand can repeat.

What each is measured by and set against: docs/methods/signals.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import settle
from xlar.core.columns import NEVER, NO_AMOUNT
from xlar.core.customer_sales import customer_sales, first_days
from xlar.core.fx import convert
from xlar.core.ledger import Kind
from xlar.core.payment_record import medians, scaled_ratio
from xlar.core.signals.marks import Marks, found_mark, joined
from xlar.core.signals.receipts import turns
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from typing import TypeAlias

    from xlar.core.columns import Bools, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.payment_record import PaymentRecord
    from xlar.core.policy import Policy

    Finding: TypeAlias = tuple[Bools, Int64s, Int64s]  # who, what was measured, set against what

_PERIOD = 30  # days of sales that are compared
_PERIODS = 11  # periods before the last
_LEAST_PERIODS = 6
_LEAST_CUSTOMERS = 10  # with fewer, a large share says nothing
_LEAST_DISPUTES = 2


def found(ledger: Ledger, as_of: int, record: PaymentRecord, policy: Policy) -> Marks:
    """The signals that the figures of a day show.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        record: the payment record of that day.
        policy: windows and thresholds.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    findings: dict[str, Finding] = {
        "pays_later": (record.habit.slower, record.habit.recent, record.habit.usual),
        "breaks_promises": _promises(record, policy),
        "cheque_bounced": _bounced(ledger, as_of, policy),
        "grows_too_fast": growth(ledger, as_of, policy),
        "rising_disputes": _disputes(ledger, as_of, policy),
        "concentration": _concentration(ledger, as_of, policy),
    }
    for code, turn in turns(ledger, as_of, policy).items():
        findings[code] = turn.turned, turn.recent, turn.usual
    marks = []
    for code, (concerned, measured, usual) in findings.items():
        rows = np.flatnonzero(concerned)
        marks.append(found_mark(code, rows, (measured[rows], usual[rows]), as_of, policy.signals))
    return joined(marks)


def _counts(number: Int64s, against: int) -> Finding:
    """Counts that reach a number, set against it; 0 = against none."""
    least = max(against, 1)
    usual = np.full(len(number), against * NUMBER_SCALE, np.int64)
    return number >= least, number * NUMBER_SCALE, usual


def _promises(record: PaymentRecord, policy: Policy) -> Finding:
    return _counts(record.broken_promises, policy.signals.broken_promises)


def _bounced(ledger: Ledger, as_of: int, policy: Policy) -> Finding:
    """Receipts that were reversed lately, not on their own day."""
    documents = ledger.documents
    gone = (documents.kind == Kind.RECEIPT) & (documents.reversed_on > documents.date)
    gone &= documents.reversed_on <= as_of
    gone &= documents.reversed_on > as_of - policy.scoring.recent_days
    number = np.bincount(documents.customer[gone], minlength=len(ledger.customers))
    return _counts(number, 0)


def growth(ledger: Ledger, as_of: int, policy: Policy) -> Finding:
    """Sales of the last 30 days far above the median of the customer's 30-day periods before.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: the thresholds.
    """
    count, signals = len(ledger.customers), policy.signals
    sales = np.stack(
        [
            customer_sales(ledger, last - _PERIOD + 1, last, policy)
            for last in range(as_of, as_of - _PERIOD * (_PERIODS + 1), -_PERIOD)
        ]
    )
    now, before = sales[0], sales[1:]
    first = first_days(ledger, as_of).astype(np.int64)
    whole = np.where(first == NEVER, 0, (as_of + 1 - first) // _PERIOD - 1)
    known = np.arange(_PERIODS)[:, None] < whole
    _, customer = np.nonzero(known)
    usual, periods = medians(customer, before[known], count)
    deviation, _ = medians(customer, np.abs(before - usual)[known], count)
    spread = deviation // 10_000 * 14_826 + deviation % 10_000 * 14_826 // 10_000
    sudden = (periods >= _LEAST_PERIODS) & (usual > 0)
    sudden &= now > signals.growth_factor * usual
    sudden &= now - usual > signals.spreads * spread
    return sudden, scaled_ratio(now, usual), np.full(count, NUMBER_SCALE, np.int64)


def _disputes(ledger: Ledger, as_of: int, policy: Policy) -> Finding:
    """More disputes raised lately than in as many days before, on average."""
    documents, scoring = ledger.documents, policy.scoring
    day = np.maximum(documents.disputed_on, documents.date)  # NO_DAY is before any day
    raised = (documents.disputed > 0) & (day <= as_of)
    recent = raised & (day > as_of - scoring.recent_days)
    before = raised & ~recent & (day > as_of - scoring.recent_days - scoring.window_days)
    new, old = (
        np.bincount(documents.customer[chosen], minlength=len(ledger.customers))
        for chosen in (recent, before)
    )
    pace = old * scoring.recent_days
    rising = new * scoring.window_days > policy.signals.dispute_factor * pace
    usual = scaled_ratio(pace, np.full(len(pace), scoring.window_days, np.int64))
    return rising & (new >= _LEAST_DISPUTES), new * NUMBER_SCALE, usual


def _concentration(ledger: Ledger, as_of: int, policy: Policy) -> Finding:
    """Balances above a share of all balances owed to us, in the base currency."""
    open_ = settle(ledger, as_of, policy.aging.allocation).open
    sums = np.zeros(ledger.group_count, np.int64)
    np.add.at(sums, ledger.group, open_)
    table = sums.reshape(-1, max(len(ledger.currencies), 1))
    balance = np.zeros(len(table), np.int64)
    for place, code in enumerate(ledger.currencies):
        if table[:, place].any():
            base = ledger.base_currency
            balance += convert(table[:, place], code, base, policy, base)
    owed = np.maximum(balance, 0)
    total = np.full(len(owed), owed.sum(), np.int64)
    top, bottom = policy.signals.concentration.as_integer_ratio()
    share = scaled_ratio(owed, total)
    limit = top * NUMBER_SCALE // bottom
    many = np.count_nonzero(owed) >= _LEAST_CUSTOMERS
    concerned = (share > limit) & (share != NO_AMOUNT) & many
    return concerned, share, np.full(len(owed), limit, np.int64)
