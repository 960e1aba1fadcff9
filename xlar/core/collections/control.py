"""The control table of slips 对账回执控制表: how much of the balance was sent and confirmed.

One row per day of balance, form and currency: what the ledger held, what was sent, agreed,
differing and silent, and the shares asked for. Worked figures: docs/methods/reconciliation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import settle
from xlar.core.collections.slips import slip_report
from xlar.core.columns import NO_DAY
from xlar.core.dates import add_months_to, calendar_date, day_number
from xlar.core.payment_record import scaled_ratio
from xlar.core.policy import Policy
from xlar.core.records import SlipKind

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.collections.slips import SlipReport
    from xlar.core.columns import Bools, Int32s, Int64s
    from xlar.core.ledger import Ledger


@dataclass(frozen=True, eq=False)
class ControlTable:
    """One row per day of balance, form and currency.

    Amounts are our balances in minor units; shares are hundred-millionths, NO_AMOUNT where there is
    nothing to divide by.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        day: day of the balances.
        is_audit: whether confirmations for the auditor, else statements.
        currency: position in ``ledger.currencies``.
        balance: the ledger's receivables on that day: customers with a debit balance.
        slips: how many were sent.
        sent: the balances of these.
        agreed: of these, confirmed as they are.
        differing: returned with differences; confirmed_part: what of that the answers bear out.
        silent: not returned; alternative: of that, with an alternative test.
    """

    ledger: Ledger
    as_of: int
    day: Int64s
    is_audit: Bools
    currency: Int64s
    balance: Int64s
    slips: Int64s
    sent: Int64s
    agreed: Int64s
    differing: Int64s
    confirmed_part: Int64s
    silent: Int64s
    alternative: Int64s

    def __len__(self) -> int:
        return len(self.day)

    @property
    def confirmed(self) -> Int64s:
        """What the answers bear out."""
        return self.agreed + self.confirmed_part

    @property
    def sent_share(self) -> Int64s:
        """Sent ÷ balance."""
        return scaled_ratio(self.sent, self.balance)

    @property
    def returned_share(self) -> Int64s:
        """Returned ÷ sent."""
        return scaled_ratio(self.agreed + self.differing, self.sent)

    @property
    def confirmed_share(self) -> Int64s:
        """Confirmed ÷ balance."""
        return scaled_ratio(self.confirmed, self.balance)

    @property
    def covered_share(self) -> Int64s:
        """Confirmed or tested otherwise ÷ balance."""
        return scaled_ratio(self.confirmed + self.alternative, self.balance)


def control_table(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> ControlTable:
    """What of each day's balance was sent, returned and confirmed.

    Negative confirmations are counted with the others; their silence is no agreement.

    Args:
        ledger: the ledger.
        as_of: day looked from; what came back later is silent still.
        policy: settings.
    """
    policy = policy or Policy()
    report = slip_report(ledger, as_of, policy=policy)
    slips, count = ledger.records.slips, len(ledger.currencies)
    sent = np.flatnonzero(report.is_sent)
    row = report.row[sent]
    audit = (slips.kind[row] != SlipKind.STATEMENT).astype(np.int64)
    key = (slips.as_of[row].astype(np.int64) * 2 + audit) * count + slips.currency[row]
    keys, line = np.unique(key, return_inverse=True)
    day, rest = np.divmod(keys, 2 * count)
    back, state = report.is_back[sent], report.state[sent]
    amount, confirmed = report.balance[sent], report.confirmed[sent]
    agreed = (state == "agreed").astype(bool)

    def sums(chosen: Bools, values: Int64s) -> Int64s:
        found = np.zeros(len(keys), np.int64)
        np.add.at(found, line[chosen], values[chosen])
        return found

    differing = back & ~agreed
    return ControlTable(
        ledger,
        report.as_of,
        day,
        rest // count == 1,
        rest % count,
        _balances(ledger, day, rest % count, policy),
        np.bincount(line, minlength=len(keys)),
        sums(np.ones(len(sent), bool), amount),
        sums(agreed, amount),
        sums(differing, amount),
        sums(differing, confirmed),
        sums(~back, amount),
        sums(~back & report.alternative[sent], amount),
    )


def _balances(ledger: Ledger, day: Int64s, currency: Int64s, policy: Policy) -> Int64s:
    """The debit balances of all customers on each day in each currency, added up."""
    found = np.zeros(len(day), np.int64)
    for one in np.unique(day).tolist():
        open_ = settle(ledger, one, policy.aging.allocation).open
        net = np.zeros(ledger.group_count, np.int64)
        np.add.at(net, ledger.group, open_)
        held = np.maximum(net.reshape(-1, len(ledger.currencies)), 0).sum(axis=0)
        rows = day == one
        found[rows] = held[currency[rows]]
    return found


def last_reconciled(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> Int32s:
    """The day of the last balance each customer agreed to or reconciled, NO_DAY = none.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    report: SlipReport = slip_report(ledger, as_of, policy=policy)
    done = np.isin(report.state, ("agreed", "reconciled"))
    slips, row = ledger.records.slips, report.row[done]
    found = np.full(len(ledger.customers), NO_DAY, np.int32)
    np.maximum.at(found, slips.customer[row], slips.as_of[row])
    return found


def to_reconcile(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> Int64s:
    """The customers who owe something and have not reconciled within the months of the settings.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``agreements.reconcile_months``.

    Returns:
        Positions in ``ledger.customers``.
    """
    policy, day = policy or Policy(), day_number(as_of)
    open_ = settle(ledger, day, policy.aging.allocation).open
    owing = np.zeros(len(ledger.customers), bool)
    owing[ledger.documents.customer[open_ > 0]] = True
    limit = add_months_to(day, -policy.agreements.reconcile_months)
    late = last_reconciled(ledger, calendar_date(day), policy=policy) < limit
    return np.flatnonzero(owing & late)


__all__ = ["ControlTable", "control_table", "last_reconciled", "to_reconcile"]
