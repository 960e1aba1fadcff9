"""Disputes 争议: what of the open items is disputed, why, for how long, and what is not.

A dispute takes nothing out of the aging; it is left out of letters only (T53: of 100,000.00 with
5,000.00 disputed a letter demands 95,000.00, the aging shows 100,000.00). Definition:
docs/methods/agreements.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NO_DAY, NO_INT
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger

#: Reasons of disputes with their words.
DISPUTE_REASONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "": Text("未注明", "not stated"),
        "quality": Text("质量", "quality"),
        "quantity": Text("数量", "quantity"),
        "price": Text("价格", "price"),
        "delivery": Text("交期", "delivery"),
        "return": Text("退货", "return"),
        "rebate": Text("返利", "rebate"),
        "paperwork": Text("票据", "paperwork"),
        "other": Text("其他", "other"),
    }
)


@dataclass(frozen=True, eq=False)
class DisputeReport:
    """One row per open item with a disputed part, the longest open first; undated ones come last.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        document: positions in ``ledger.documents``.
        open: open amount, minor units.
        disputed: its disputed part, at most what is open.
        reason: code of `DISPUTE_REASONS`.
        days_open: days since the dispute was raised, NO_INT where its day is not given.
        is_slow: whether that is more than the days of the settings.
    """

    ledger: Ledger
    as_of: int
    document: Int64s
    open: Int64s
    disputed: Int64s
    reason: Texts
    days_open: Int32s
    is_slow: Bools

    def __len__(self) -> int:
        return len(self.document)


def dispute_report(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> DisputeReport:
    """The disputes open on a day; one raised later does not exist yet.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``agreements.dispute_days``.
    """
    policy, documents = policy or Policy(), ledger.documents
    items = open_items(ledger, as_of, policy=policy)
    raised = documents.disputed_on[items.document]
    rows = (items.open > 0) & (documents.disputed[items.document] > 0) & (raised <= items.as_of)
    document, open_, raised = items.document[rows], items.open[rows], raised[rows]
    days = np.where(raised == NO_DAY, NO_INT, items.as_of - raised.astype(np.int64))
    order = np.argsort(-days, kind="stable")
    document, open_, days = document[order], open_[order], days[order].astype(np.int32)
    return DisputeReport(
        ledger,
        items.as_of,
        document,
        open_,
        np.minimum(documents.disputed[document], open_),
        documents.dispute_reason[document],
        days,
        days > policy.agreements.dispute_days,
    )


__all__ = ["DISPUTE_REASONS", "DisputeReport", "dispute_report"]
