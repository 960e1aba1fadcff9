"""Numeric alarms beside the signals: days overdue, grade, collection time."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import settle
from xlar.core.columns import NO_INT
from xlar.core.exposure import minor_by_currency
from xlar.core.ledger import Kind
from xlar.core.problems import Text
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Bools, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.payment_record import PaymentRecord
    from xlar.core.policy import Policy

#: The alarms with their words.
ALARMS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "overdue": Text("逾期天数过长", "an item is long overdue"),
        "grade": Text("信用等级过低", "low credit grade"),
        "collection": Text("收款天数过长", "long collection time"),
    }
)


def longest_overdue(ledger: Ledger, as_of: int, policy: Policy) -> Int64s:
    """Days past due of each customer's oldest open invoice, NO_INT where nothing is overdue.

    What is too small for the order check (``credit.ignore_overdue``) is left out.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: the method of allocation, and what is too small.
    """
    documents, open_ = ledger.documents, settle(ledger, as_of, policy.aging.allocation).open
    least = minor_by_currency(ledger, policy.credit.ignore_overdue)[documents.currency]
    overdue = (documents.kind == Kind.INVOICE) & (documents.due < as_of) & (open_ > least)
    rows = np.flatnonzero(overdue)
    longest = np.full(len(ledger.customers), NO_INT, np.int64)
    np.maximum.at(longest, documents.customer[rows], as_of - documents.due[rows].astype(np.int64))
    return longest


def alarms(
    ledger: Ledger, longest: Int64s, record: PaymentRecord, policy: Policy
) -> Mapping[str, Bools]:
    """Which customers are cause for each alarm.

    Args:
        ledger: the ledger.
        longest: days past due of each customer's oldest open invoice.
        record: the payment record.
        policy: the limits.
    """
    signals = policy.signals
    return {
        "overdue": longest > signals.overdue_days,
        "grade": np.isin(ledger.customers.grade, signals.alarm_grades),
        "collection": record.collection_days > signals.collection_days * NUMBER_SCALE,
    }
