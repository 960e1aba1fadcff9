"""Candidates for bad debt 呆账候选, shipped or invoiced long ago; and items nobody owns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Int64s
    from xlar.core.ledger import Ledger

_NAMELESS_DAYS: Final = 90


def is_doubtful(ledger: Ledger, document: Int64s, as_of: int, days: int) -> Bools:
    """Which open debits have been unpaid for more than so many days since delivery or invoice.

    Args:
        ledger: the ledger.
        document: positions of open debits.
        as_of: day number looked from.
        days: how many days.
    """
    documents = ledger.documents
    since = np.minimum(documents.start[document], documents.date[document]).astype(np.int64)
    old: Bools = as_of - since > days
    return old & (documents.due[document] < as_of)


def is_nobodys(ledger: Ledger, document: Int64s, days_past_due: Int64s) -> Bools:
    """Which items overdue by up to three months have no collector.

    Args:
        ledger: the ledger.
        document: positions of open debits.
        days_past_due: of each.
    """
    named = ledger.customers.collector[ledger.documents.customer[document]] != ""
    overdue = (days_past_due > 0) & (days_past_due <= _NAMELESS_DAYS)
    found: Bools = overdue & ~named.astype(bool)
    return found
