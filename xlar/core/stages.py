"""The stage report: how far each open debit is overdue, what was sent, and what comes next.

``stage`` and ``step`` follow from the days past due alone, the letter ``level`` from what the
register says was sent. The definition with its edge cases: docs/methods/stages.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import allocation_rows
from xlar.core.columns import NO_DAY, Int8s, Int32s, Int64s
from xlar.core.dates import add_months, add_months_to
from xlar.core.items import open_items
from xlar.core.ledger import Kind
from xlar.core.limitation import limitation_days
from xlar.core.money import divide_round
from xlar.core.next_action import NO_LETTERS, SentLetters, next_actions
from xlar.core.policy import Policy
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.allocation import AllocationMethod
    from xlar.core.columns import Column, Texts
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger
    from xlar.core.policy import StagePolicy, Step

BAD_DEBT: Final = 8

#: The eight stages with their names.
STAGES: Final[Mapping[int, Text]] = MappingProxyType(
    {
        1: Text("合同期内", "within terms"),
        2: Text("预警期", "due soon"),
        3: Text("到期", "due today"),
        4: Text("逾期", "overdue"),
        5: Text("最后通牒", "final notice"),
        6: Text("专业追账", "collection agent"),
        7: Text("付诸法律", "legal action"),
        BAD_DEBT: Text("坏账", "bad debt"),
    }
)


@dataclass(frozen=True, eq=False)
class StageReport:
    """One row per open debit, in the order of the open items.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        allocation: how credit left over was treated.
        document: positions in ``ledger.documents``.
        open: open amounts, minor units, positive.
        days_past_due: as_of − due date.
        stage: 1 to 8, see `STAGES`.
        step: number of the rung of the ladder that the days have reached; 0 before the first.
        level: highest letter level sent by then; 0 = none, or only the reminder before due.
        final_deadline: 最后收款期限, day number.
        next_action: ``L0`` … ``L7``, ``call``, ``handover``, ``lawsuit``, ``dispute``,
            ``write_off``, or blank where nothing is to be done.
        next_action_date: day it is due, in the past where it is late; NO_DAY where blank.
        recovery_chance: in ten-thousandths.
        limitation_date: day the claim lapses, NEVER while proceedings run.
    """

    ledger: Ledger
    as_of: int
    allocation: AllocationMethod
    document: Int64s
    open: Int64s
    days_past_due: Int32s
    stage: Int8s
    step: Int8s
    level: Int8s
    final_deadline: Int32s
    next_action: Texts
    next_action_date: Int32s
    recovery_chance: Int32s
    limitation_date: Int32s

    def __len__(self) -> int:
        return len(self.document)


def stages(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    sent: SentLetters = NO_LETTERS,
) -> StageReport:
    """The stage, ladder step, letter level and next action of every open debit.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
        sent: letters the register says were sent and not withdrawn.
    """
    policy = policy or Policy()
    items = _debits_of(open_items(ledger, as_of, policy=policy))
    documents, rows = ledger.documents, items.document
    bad_since = _bad_since(ledger, as_of, items, policy)
    stage = stage_of(items.days_past_due, policy.stages)
    stage[bad_since != NO_DAY] = BAD_DEBT
    level, action, action_date = next_actions(ledger, items, sent, bad_since, policy)
    return StageReport(
        ledger,
        items.as_of,
        items.allocation,
        rows,
        items.open,
        items.days_past_due,
        stage,
        step_of(items.days_past_due, policy.dunning.ladder),
        level,
        documents.final[rows],
        action,
        action_date,
        recovery_chance(items.days_past_due, policy.stages),
        limitation_days(ledger, rows, items.as_of, policy.limitation),
    )


def stage_of(days_past_due: Column, settings: StagePolicy) -> Int8s:
    """The stage 1 to 7 by days past due; a bad debt (8) takes more than days to tell.

    >>> stage_of(np.array([-8, -7, -1, 0, 1, 29, 30, 37, 217]), Policy().stages).tolist()
    [1, 2, 2, 3, 4, 4, 5, 6, 7]
    """
    later = (settings.ultimatum_day, settings.agent_day, settings.legal_day)
    first = (-settings.warning_days, 0, 1, *later)
    return (1 + np.searchsorted(first, days_past_due, side="right")).astype(np.int8)


def step_of(days_past_due: Column, ladder: tuple[Step, ...]) -> Int8s:
    """The number of the highest rung whose day has been reached, 0 before the first.

    >>> step_of(np.array([-8, -7, 0, 1, 21, 217]), Policy().dunning.ladder).tolist()
    [0, 0, 0, 1, 7, 12]
    """
    steps = np.array([0, *(rung.step for rung in ladder)], np.int8)
    return steps[np.searchsorted([rung.day for rung in ladder], days_past_due, side="right")]


def recovery_chance(days_past_due: Column, settings: StagePolicy) -> Int32s:
    """The chance to recover an item, in ten-thousandths: linear between the points of the policy.

    >>> recovery_chance(np.array([0, 15, 45, 120, 400, 1000]), Policy().stages).tolist()
    [10000, 9650, 8900, 6767, 2385, 1300]
    """
    points = settings.recovery
    (first_day, highest), (last_day, lowest) = points[0], points[-1]
    days = np.clip(days_past_due.astype(np.int64), first_day, last_day)
    chance = np.where(days <= first_day, highest, lowest)
    for (start, upper), (end, lower) in pairwise(points):
        rows = (days > start) & (days <= end)
        scaled = upper * (end - start) + (lower - upper) * (days[rows] - start)
        chance[rows] = divide_round(scaled, end - start)
    return chance.astype(np.int32)


def promise_needs_approval(pay_by: int, final_deadline: int) -> bool:
    """Whether a promise to pay reaches beyond the final deadline.

    Args:
        pay_by: day promised, day number.
        final_deadline: final deadline of the item, day number.

    >>> promise_needs_approval(20645, 20645), promise_needs_approval(20646, 20645)
    (False, True)
    """
    return pay_by > final_deadline


def _debits_of(items: OpenItems) -> OpenItems:
    debits = items.open > 0
    return replace(
        items,
        document=items.document[debits],
        open=items.open[debits],
        days_past_due=items.days_past_due[debits],
    )


def _bad_since(ledger: Ledger, as_of: date, items: OpenItems, policy: Policy) -> Int32s:
    """The day each item became a bad debt, NO_DAY where it is none.

    That is the day after ``bad_debt_months`` since the due date, or later the day on which nothing
    has been received for ``bad_debt_quiet_months``.
    """
    since = np.full(len(items.document), NO_DAY, np.int32)
    old = np.flatnonzero(items.days_past_due > 0)
    passed = add_months(ledger.documents.due[items.document[old]], policy.stages.bad_debt_months)
    old, passed = old[passed < items.as_of], passed[passed < items.as_of]
    if not len(old):
        return since
    rows = allocation_rows(ledger, as_of, policy=policy, allocation=items.allocation)
    received = np.full(len(ledger.documents), NO_DAY, np.int32)
    by_receipt = ledger.documents.kind[rows.credit] == Kind.RECEIPT
    np.maximum.at(received, rows.debit[by_receipt], rows.date[by_receipt])
    last = received[items.document[old]]
    quiet = last <= add_months_to(items.as_of, -policy.stages.bad_debt_quiet_months)
    old, passed, last = old[quiet], passed[quiet], last[quiet]
    since[old] = passed + 1
    paid = last != NO_DAY
    silent = add_months(last[paid], policy.stages.bad_debt_quiet_months)
    since[old[paid]] = np.maximum(since[old[paid]], silent)
    return since


__all__ = [
    "BAD_DEBT",
    "NO_LETTERS",
    "STAGES",
    "SentLetters",
    "StageReport",
    "promise_needs_approval",
    "recovery_chance",
    "stage_of",
    "stages",
    "step_of",
]
