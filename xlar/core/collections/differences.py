"""Differences by cause 差异汇总: what the slips that came back explain, and what is left.

Of each day of balance, ours less theirs is the sum of its causes and of what nobody explains (the
余额调节表 of all slips together). Worked figures: docs/methods/reconciliation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.collections.slips import THEIRS, slip_report
from xlar.core.columns import NO_AMOUNT, texts
from xlar.core.records import DIFFERENCE_KINDS

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Bools, Int64s, Texts
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

UNEXPLAINED: Final = "unexplained"
_CAUSES: Final = (*DIFFERENCE_KINDS[1:], UNEXPLAINED)


@dataclass(frozen=True, eq=False)
class DifferenceReport:
    """One row per day of balance, currency and cause, the latest day first; what is left last.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        day: day of the balances.
        currency: position in ``ledger.currencies``.
        cause: code of `CAUSES`, or UNEXPLAINED.
        is_theirs: whether it is to be put right in the customers' books.
        slips: how many name it.
        amount: ours less theirs for this cause, minor units.
    """

    ledger: Ledger
    as_of: int
    day: Int64s
    currency: Int64s
    cause: Texts
    is_theirs: Bools
    slips: Int64s
    amount: Int64s

    def __len__(self) -> int:
        return len(self.day)


def difference_report(
    ledger: Ledger, as_of: date, *, policy: Policy | None = None
) -> DifferenceReport:
    """The causes of the differences in the slips that have come back by a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    slips = ledger.records.slips
    report = slip_report(ledger, as_of, policy=policy)
    differs = np.isin(report.state, ("reconciled", "differing"))
    row, cause, amount = _named(ledger, report.row[differs])
    left = differs & (report.unexplained != NO_AMOUNT) & (report.unexplained != 0)
    row = np.r_[row, report.row[left]]
    cause = np.r_[cause, np.full(int(left.sum()), len(_CAUSES) - 1)]
    amount = np.r_[amount, report.unexplained[left]]
    width = len(_CAUSES)
    account = slips.as_of[row].astype(np.int64) * len(ledger.currencies) + slips.currency[row]
    keys, line = np.unique(-account * width + cause, return_inverse=True)
    sums = np.zeros(len(keys), np.int64)
    np.add.at(sums, line, amount)
    key, kind = np.divmod(keys, width)
    day, currency = np.divmod(-key, len(ledger.currencies))
    order = np.lexsort((kind, currency, -day))
    codes = [_CAUSES[place] for place in kind[order].tolist()]
    return DifferenceReport(
        ledger,
        report.as_of,
        day[order],
        currency[order],
        texts(codes),
        np.array([code in THEIRS for code in codes], bool),
        np.bincount(line, minlength=len(keys))[order],
        sums[order],
    )


def _named(ledger: Ledger, first: Int64s) -> tuple[Int64s, Int64s, Int64s]:
    """Rows of some slips that name a cause: row, cause and amount."""
    slips = ledger.records.slips
    known = {(slips.number[row], slips.customer[row]) for row in first.tolist()}
    named = [
        row
        for row in np.flatnonzero(slips.difference_kind > 0).tolist()  # records, of which few
        if (slips.number[row], slips.customer[row]) in known
    ]
    row = np.array(named, np.int64)
    amount = slips.difference[row]
    return row, slips.difference_kind[row] - np.int64(1), np.where(amount == NO_AMOUNT, 0, amount)


__all__ = ["UNEXPLAINED", "DifferenceReport", "difference_report"]
