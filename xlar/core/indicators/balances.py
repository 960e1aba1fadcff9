"""What stood open on a day, line by line: the two ends of every month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.exposure import bills_held
from xlar.core.indicators.flows import add_up
from xlar.core.indicators.vat import on_basis

if TYPE_CHECKING:
    from xlar.core.allocation import Settlement
    from xlar.core.columns import Bools, Int64s
    from xlar.core.policy import Policy


@dataclass(frozen=True, eq=False)
class Balances:
    """Sums by line on one day, minor units.

    Attributes:
        open: open items, before unapplied credit.
        overdue: of that, past due.
        unapplied: credit set against nothing, at most 0.
        written_off: what has left the balance as bad debt, less recoveries.
        receivables: ``open`` on the basis of VAT of the settings.
        current: of that, not yet due.
        notes: bills held, on the same basis.
        late: which groups have an overdue item.
        concentration: open items of the largest customers, ``indicators.top_percent`` of them.
    """

    open: Int64s
    overdue: Int64s
    unapplied: Int64s
    written_off: Int64s
    receivables: Int64s
    current: Int64s
    notes: Int64s
    late: Bools
    concentration: Int64s


def balances(
    settlement: Settlement, day: int, line_of_group: Int64s, lines: int, policy: Policy
) -> Balances:
    """What is open on a day.

    Args:
        settlement: the ledger as settled on that day.
        day: the day.
        line_of_group: line of the report each group belongs to.
        lines: how many lines there are.
        policy: basis of VAT, and the share of customers that counts as the largest.

    Raises:
        MissingTax: an amount must be without VAT and its tax is not known.
    """
    ledger, shape = settlement.ledger, (lines,)
    documents = ledger.documents
    debit_open = settlement.debit_open
    places = np.flatnonzero(debit_open)
    document, group = ledger.debits.document[places], ledger.debits.group[places]
    amount, line = debit_open[places], line_of_group[group]
    overdue = documents.due[document] < day
    on_vat = on_basis(ledger, document, amount, policy)
    bills = bills_held(ledger, day, bank_bills=True)
    held = on_basis(ledger, bills, -documents.amount[bills], policy)
    by_group = add_up(group, amount, (ledger.group_count,))
    late = np.zeros(ledger.group_count, bool)
    late[group[overdue]] = True
    gone = np.flatnonzero(settlement.written_off)
    of_document = line_of_group[ledger.group[gone]]
    return Balances(
        open=add_up(line, amount, shape),
        overdue=add_up(line[overdue], amount[overdue], shape),
        unapplied=add_up(line_of_group, settlement.unapplied, shape),
        written_off=add_up(of_document, settlement.written_off[gone], shape),
        receivables=add_up(line, on_vat, shape),
        current=add_up(line[~overdue], on_vat[~overdue], shape),
        notes=add_up(line_of_group[ledger.group[bills]], held, shape),
        late=late,
        concentration=_largest(by_group, line_of_group, lines, policy.indicators.top_percent),
    )


def _largest(open_: Int64s, line_of_group: Int64s, lines: int, percent: int) -> Int64s:
    """The sum of the largest open amounts of each line, so many percent of them, rounded up."""
    groups = np.flatnonzero(open_)
    line, amount = line_of_group[groups], open_[groups]
    order = np.lexsort((-amount, line))
    count = np.bincount(line, minlength=lines)
    rank = np.arange(len(order)) - np.repeat(np.cumsum(count) - count, count)
    counted = rank < (-(-count * percent // 100))[line[order]]
    return add_up(line[order][counted], amount[order][counted], (lines,))
