"""What each customer bought, in his own currency, and since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NEVER
from xlar.core.exposure import sum_by_customer
from xlar.core.indicators.flows import is_sale

if TYPE_CHECKING:
    from xlar.core.columns import Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


def customer_sales(ledger: Ledger, first: int, last: int, policy: Policy) -> Int64s:
    """The sales of each customer from one day to another, both included, less credit notes.

    Args:
        ledger: the ledger.
        first: first day.
        last: last day.
        policy: the rates.

    Returns:
        Minor units of the customer's currency; below 0 where he returned more than he bought.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    documents = ledger.documents
    inside = (documents.date >= first) & (documents.date <= last)
    rows = np.flatnonzero(is_sale(ledger) & inside)
    customer, currency = documents.customer[rows], documents.currency[rows]
    return sum_by_customer(ledger, customer, currency, documents.amount[rows], policy)


def first_days(ledger: Ledger, as_of: int) -> Int32s:
    """The day of each customer's first document up to a day, NEVER where there is none.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
    """
    first = np.full(len(ledger.customers), NEVER, np.int32)
    known = np.flatnonzero(ledger.documents.date <= as_of)
    np.minimum.at(first, ledger.documents.customer[known], ledger.documents.date[known])
    return first
