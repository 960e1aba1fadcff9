"""Open items: every document with an amount left on a given day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import AllocationMethod, settle
from xlar.core.columns import NO_INT, Int32s, Int64s
from xlar.core.dates import day_number
from xlar.core.order import sort_order
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.ledger import Ledger


@dataclass(frozen=True, eq=False)
class OpenItems:
    """Documents with an open amount, by customer, currency, date and number.

    Attributes:
        ledger: the ledger the positions refer to.
        as_of: day number looked from.
        allocation: how credit left over was treated.
        document: positions in ``ledger.documents``.
        open: open amounts, signed minor units, never 0 (owed to us positive).
        days_past_due: as_of − due date; NO_INT for credits, which have no due date.
    """

    ledger: Ledger
    as_of: int
    allocation: AllocationMethod
    document: Int64s
    open: Int64s
    days_past_due: Int32s

    def __len__(self) -> int:
        return len(self.document)


def open_items(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    allocation: AllocationMethod | None = None,
) -> OpenItems:
    """The open items on a day.

    Args:
        ledger: the ledger.
        as_of: day looked from; documents and allocations after it do not exist yet.
        policy: settings; the method of allocation is ``aging.allocation``.
        allocation: another method than the policy's.
    """
    day = day_number(as_of)
    method = allocation or (policy or Policy()).aging.allocation
    open_amount = settle(ledger, day, method).open
    rows = item_order(ledger, open_amount)
    opened = open_amount[rows]
    days = np.where(opened > 0, day - ledger.documents.due[rows].astype(np.int64), NO_INT)
    return OpenItems(ledger, day, method, rows, opened, days.astype(np.int32))


def item_order(ledger: Ledger, open_amount: Int64s) -> Int64s:
    """Positions of the documents with an open amount, by customer, currency, date and number.

    Args:
        ledger: the ledger.
        open_amount: open amount of every document.
    """
    documents = ledger.documents
    rows = np.flatnonzero(open_amount)
    places = sort_order(
        [ledger.group[rows], documents.date[rows]],
        lambda tied: [documents.number[rows[tied]], documents.instalment[rows[tied]]],
    )
    return rows[places]
