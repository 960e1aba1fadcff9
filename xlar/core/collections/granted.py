"""Approvals granted 审批清单: which hold, which run out soon, which have run out.

An approval holds from its date to its last day, both included. Definition:
docs/methods/agreements.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NEVER, NO_INT, texts
from xlar.core.dates import day_number, iso
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger

EXPIRING_DAYS: Final = 30
"""An approval whose last day is so near runs out soon."""

#: Whether an approval still holds, with its words; the order of the list.
APPROVAL_STATES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "expiring": Text("即将到期", "runs out soon"),
        "in_force": Text("有效", "in force"),
        "expired": Text("已失效", "run out"),
    }
)
#: What an approval permits, with its words.
APPROVAL_KIND_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "release": Text("放货", "release"),
        "limit": Text("超额", "limit"),
        "promise": Text("承诺超期", "late promise"),
        "extension": Text("展期", "extension"),
        "write_off": Text("核销坏账", "write-off"),
        "netting": Text("抵减", "netting"),
        "pause": Text("暂停催收", "pause"),
        "other": Text("其他", "other"),
    }
)


@dataclass(frozen=True, eq=False)
class ApprovalReport:
    """One row per approval given by a day: those running out soon, those in force, the rest.

    Within a state the one that ends first comes first; of those that have ended, the last.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        row: first row of each approval in ``ledger.records.approvals``.
        documents: numbers of the documents it names; none: the account as a whole.
        state: code of `APPROVAL_STATES`.
        days_left: days to its last day, 0 on it; NO_INT where it has none or has ended.
    """

    ledger: Ledger
    as_of: int
    row: Int64s
    documents: tuple[tuple[str, ...], ...]
    state: Texts
    days_left: Int32s

    def __len__(self) -> int:
        return len(self.row)


def approval_report(ledger: Ledger, as_of: date, *, within: int = EXPIRING_DAYS) -> ApprovalReport:
    """The approvals given by a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        within: days before its last day from which an approval runs out soon.
    """
    approvals, day = ledger.records.approvals, day_number(as_of)
    named = _documents(ledger, day)
    row = np.array([rows[0] for rows in named], np.int64)
    until = approvals.valid_to[row].astype(np.int64)
    left = until - day
    rank = np.select([left < 0, left <= within], [2, 0], 1)
    order = np.lexsort((row, np.where(left < 0, -until, until), rank))
    ends = (left >= 0) & (until != NEVER)
    numbers = ledger.documents.number
    documents = [
        tuple(numbers[place] for place in approvals.document[rows].tolist() if place >= 0)
        for rows in named
    ]
    names = list(APPROVAL_STATES)
    return ApprovalReport(
        ledger,
        day,
        row[order],
        tuple(documents[place] for place in order.tolist()),
        texts([names[place] for place in rank[order].tolist()]),
        np.where(ends, left, NO_INT).astype(np.int32)[order],
    )


def _documents(ledger: Ledger, day: int) -> list[list[int]]:
    """The rows of each approval given by the day: one for each document it names."""
    approvals = ledger.records.approvals
    found: dict[tuple[str, int, int, int], list[int]] = {}
    for row in np.flatnonzero(approvals.date <= day).tolist():
        customer, kind = int(approvals.customer[row]), int(approvals.kind[row])
        key = approvals.number[row], customer, kind, int(approvals.date[row])
        found.setdefault(key, []).append(row)
    return list(found.values())


def named_approval(ledger: Ledger, place: int) -> Text:
    """An approval in words: its number, who gave it, until when.

    Args:
        ledger: the ledger.
        place: its position in ``ledger.records.approvals``.
    """
    approvals = ledger.records.approvals
    number, who, until = approvals.number[place], approvals.approved_by[place], ""
    if approvals.valid_to[place] != NEVER:
        until = iso(int(approvals.valid_to[place])) or ""
    zh = " ".join(part for part in (number, who, until and f"至 {until}") if part)
    en = " ".join(part for part in (number, who, until and f"until {until}") if part)
    return Text(f"审批 {zh}", f"approval {en}")


__all__ = [
    "APPROVAL_KIND_WORDS",
    "APPROVAL_STATES",
    "EXPIRING_DAYS",
    "ApprovalReport",
    "approval_report",
    "named_approval",
]
