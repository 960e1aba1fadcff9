"""Receipts that leave an invoice partly paid, or are round sums: a customer short of cash.

A customer who has always paid so is not conspicuous; one who has turned to it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import allocation_rows, is_live, settle
from xlar.core.dates import calendar_date
from xlar.core.exposure import minor_by_currency
from xlar.core.indicators.flows import brings_money
from xlar.core.ledger import Kind
from xlar.core.payment_record import scaled_ratio

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


@dataclass(frozen=True, eq=False)
class Turn:
    """Receipts of one kind by customer: lately, and before.

    Attributes:
        turned: who has turned to them.
        recent: share of the recent receipts, in hundred-millionths, or NO_AMOUNT.
        usual: share of the receipts before, or NO_AMOUNT.
    """

    turned: Bools
    recent: Int64s
    usual: Int64s


def turns(ledger: Ledger, as_of: int, policy: Policy) -> dict[str, Turn]:
    """Who has turned to part payments, and who to round sums, by code of the signal.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: windows, thresholds, what a round sum is.
    """
    documents = ledger.documents
    held = is_live(ledger, as_of) & (documents.kind == Kind.RECEIPT)
    rows = np.flatnonzero(held & brings_money(ledger, policy))
    part = _in_part(ledger, as_of, policy)[rows]
    left = settle(ledger, as_of, policy.aging.allocation).open[rows] != 0
    is_round = _round(ledger, policy)[rows] & (part | left)
    return {
        "part_payments": _turn(ledger, rows, part, as_of, policy),
        "round_sums": _turn(ledger, rows, is_round, as_of, policy),
    }


def _in_part(ledger: Ledger, as_of: int, policy: Policy) -> Bools:
    """Which credits left some invoice they were set against partly open on their day."""
    rows = allocation_rows(ledger, calendar_date(as_of), policy=policy)
    order = np.lexsort((rows.date, rows.debit))
    debit, date, amount = rows.debit[order], rows.date[order], rows.amount[order]
    running = np.cumsum(amount)
    new_debit = np.r_[True, debit[1:] != debit[:-1]][: len(debit)]
    start = np.maximum.accumulate(np.where(new_debit, np.arange(len(debit)), 0))
    before = running[start] - amount[start]
    same_day = np.r_[~new_debit[1:] & (date[1:] == date[:-1]), False][: len(debit)]
    last = np.where(same_day, len(debit), np.arange(len(debit)))
    end = np.minimum.accumulate(last[::-1])[::-1]  # the last row of the invoice's day
    settled = running[end] - before
    partly = settled < ledger.documents.amount[debit]
    found = np.zeros(len(ledger.documents), bool)
    found[rows.credit[order][partly]] = True
    return found


def _round(ledger: Ledger, policy: Policy) -> Bools:
    """Which documents are a multiple of the round sum of their currency."""
    step = np.maximum(minor_by_currency(ledger, policy.signals.round_sum), 1)
    return np.equal(ledger.documents.amount % step[ledger.documents.currency], 0)


def _turn(ledger: Ledger, rows: Int64s, marked: Bools, as_of: int, policy: Policy) -> Turn:
    """Enough recent receipts of the kind: at least the share, and twice the share before."""
    scoring, signals, count = policy.scoring, policy.signals, len(ledger.customers)
    date, customer = ledger.documents.date[rows], ledger.documents.customer[rows]
    recent = date > as_of - scoring.recent_days
    before = ~recent & (date > as_of - scoring.recent_days - scoring.window_days)

    def number(chosen: Bools) -> Int64s:
        return np.bincount(customer[chosen], minlength=count)

    new, new_marked = number(recent), number(recent & marked)
    old, old_marked = number(before), number(before & marked)
    share = signals.part_share.as_integer_ratio()
    enough = (2 * new >= signals.least_invoices) & (old >= signals.least_invoices)
    much = new_marked * share[1] >= share[0] * new
    risen = new_marked * old > 2 * old_marked * new
    return Turn(enough & much & risen, scaled_ratio(new_marked, new), scaled_ratio(old_marked, old))
