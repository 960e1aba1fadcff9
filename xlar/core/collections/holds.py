"""Delivery holds 发货控制: who gets no goods or needs a word first, and who was released by whom.

The decisions are those of the credit report. Definition: docs/methods/agreements.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.credit import credit

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Int64s
    from xlar.core.credit import CreditReport
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


@dataclass(frozen=True, eq=False)
class HoldReport:
    """The customers not released as a matter of course, held ones first.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        credit: the credit report.
        row: their places in it.
        approval: position of the approval that releases them, -1 = none.
    """

    ledger: Ledger
    as_of: int
    credit: CreditReport
    row: Int64s
    approval: Int64s

    def __len__(self) -> int:
        return len(self.row)


def hold_report(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> HoldReport:
    """Who is held or needs approval on a day, and who has one.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    report = credit(ledger, as_of, policy=policy)
    rank = {"hold": 0, "approve": 1, "release": 2}
    ranks = np.array([rank[each] for each in report.decision], np.int64)
    row = np.flatnonzero((ranks < rank["release"]) | (report.approval >= 0))
    row = row[np.argsort(ranks[row], kind="stable")]
    return HoldReport(ledger, report.as_of, report, row, report.approval[row])


__all__ = ["HoldReport", "hold_report"]
