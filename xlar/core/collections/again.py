"""Balances to be reconciled again 应对账客户: who owes, and has agreed to nothing for too long.

Definition: docs/methods/reconciliation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.collections.control import last_reconciled, to_reconcile
from xlar.core.columns import NO_DAY, NO_INT
from xlar.core.items import open_items
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Int32s, Int64s
    from xlar.core.ledger import Ledger


@dataclass(frozen=True, eq=False)
class DueAgainReport:
    """One row per customer to be reconciled and currency owed, the largest of a currency first.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        customer: positions in ``ledger.customers``.
        currency: positions in ``ledger.currencies``.
        open: open debits, minor units.
        last: day of the last balance agreed or reconciled, NO_DAY = none.
        days: days since then, NO_INT = never.
    """

    ledger: Ledger
    as_of: int
    customer: Int64s
    currency: Int64s
    open: Int64s
    last: Int32s
    days: Int32s

    def __len__(self) -> int:
        return len(self.customer)


def due_again(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> DueAgainReport:
    """Who is to be sent a statement again, and what he owes.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``agreements.reconcile_months``.
    """
    policy = policy or Policy()
    items = open_items(ledger, as_of, policy=policy)
    debit = items.open > 0
    owed = np.zeros(ledger.group_count, np.int64)
    np.add.at(owed, ledger.group[items.document[debit]], items.open[debit])
    customer, currency = np.divmod(np.flatnonzero(owed), len(ledger.currencies))
    owed = owed[owed > 0]
    late = np.isin(customer, to_reconcile(ledger, as_of, policy=policy))
    customer, currency, owed = customer[late], currency[late], owed[late]
    order = np.lexsort((customer, -owed, currency))
    customer, currency, owed = customer[order], currency[order], owed[order]
    last = last_reconciled(ledger, as_of, policy=policy)[customer]
    days = np.where(last == NO_DAY, NO_INT, items.as_of - last.astype(np.int64))
    return DueAgainReport(
        ledger, items.as_of, customer, currency, owed, last, days.astype(np.int32)
    )


__all__ = ["DueAgainReport", "due_again"]
