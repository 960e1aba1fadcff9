"""Which open items a run takes up: by the ladder, at a level asked for, or for a special kind.

A run *takes up* items that call for a letter now; a letter then *lists* further items of the same
customer and currency. The rules: docs/methods/dunning.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from xlar.core.credit import credit
from xlar.core.dates import calendar_date
from xlar.core.dunning_items import ITEM_REASONS, letters_of
from xlar.core.errors import BadValue
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Collection

    from xlar.core.columns import Bools, Int8s, Int64s
    from xlar.core.dunning_items import DunningItems
    from xlar.core.policy import Policy

LetterKind: TypeAlias = Literal["letter", "agency", "lawyer", "stop"]

_ULTIMATUM, _AGENT, _LEGAL, _LAST = 5, 6, 7, 7  # stages


@dataclass(frozen=True, eq=False)
class Choice:
    """What a run makes of each open debit.

    Attributes:
        taken_up: it calls for a letter now.
        listed: it stands on its customer's letter, if there is one.
        level: its own level on that letter, -1 = none.
        reason: why it is not demanded, place in `ITEM_REASONS`; 0 = it may be.
        is_forced: neither ladder nor interval decide.
    """

    taken_up: Bools
    listed: Bools
    level: Int64s
    reason: Int8s
    is_forced: bool = False


def by_ladder(items: DunningItems) -> Choice:
    """The items whose next letter is due; listed are all that have had a letter or get one now."""
    may = items.reason == 0
    due = may & (items.next_day <= items.as_of) & (items.next_level >= 1)
    again = may & (items.days_past_due > 0) & (items.level >= 1)
    level = np.where(due, items.next_level, np.where(again, items.level, -1))
    return Choice(due, due | again, level, items.reason)


def reminders(items: DunningItems) -> Choice:
    """The items of which the customer is to be reminded before they fall due."""
    due = (items.reason == 0) & (items.next_day <= items.as_of) & (items.next_level == 0)
    return Choice(due, due, np.where(due, 0, -1), items.reason)


def at_level(items: DunningItems, level: int, policy: Policy) -> Choice:
    """All items that can have a letter of a level, whatever the ladder says.

    Args:
        items: the open debits.
        level: 0 = those soon due, else those overdue.
        policy: settings.

    Raises:
        BadValue: the ladder has no letter of that level.
    """
    rungs = [rung for rung in letters_of(policy.dunning.ladder) if rung.level == level]
    if not rungs:
        levels = "、".join(str(rung.level) for rung in letters_of(policy.dunning.ladder))
        raise BadValue(
            Text(
                f"追收程序中没有第 {level} 级函件；可选 {levels}。",
                f"the ladder has no letter of level {level}; there are {levels}",
            )
        )
    reason = _without(items, "no_level", "write_off")
    days = items.days_past_due
    soon = (days < 0) & (days >= min(rung.day for rung in rungs))
    listed = (reason == 0) & (soon if level == 0 else days > 0)
    return Choice(listed, listed, np.where(listed, level, -1), reason, is_forced=True)


def special(
    items: DunningItems, kind: LetterKind, done: Collection[int], policy: Policy, *, by_name: bool
) -> Choice:
    """The items of a hand-over, a lawyer's letter or a stop of deliveries.

    Args:
        items: the open debits.
        kind: ``agency``, ``lawyer`` or ``stop``.
        done: positions of documents that an earlier document of the kind names.
        policy: settings.
        by_name: customers were named by the user: all they owe overdue is taken up.

    Raises:
        MissingRate: a stop needs the credit standing, and a currency has no rate.
    """
    waived = ("no_level", "write_off") if by_name else ("no_level",)
    reason = _without(items, *waived)
    taken_up = listed = (reason == 0) & (items.days_past_due > 0)
    if not by_name:
        taken_up, listed = _default(items, kind, listed, policy)
        taken_up = taken_up & ~np.isin(items.document, list(done))
    level = _lawyer_level(policy) if kind == "lawyer" else -1
    return Choice(taken_up, listed, np.full(len(items), level), reason, is_forced=True)


def _without(items: DunningItems, *waived: str) -> Int8s:
    """Why items are not demanded, some reasons left aside."""
    codes = [ITEM_REASONS.index(name) for name in waived]
    return np.where(np.isin(items.reason, codes), np.int8(0), items.reason)


def _default(
    items: DunningItems, kind: LetterKind, may: Bools, policy: Policy
) -> tuple[Bools, Bools]:
    stage = items.stage
    if kind == "stop":
        held = _on_hold(items, policy)
        return may & ((stage >= _ULTIMATUM) | held), may
    late = may & (stage >= _AGENT) & (stage <= _LAST)
    if kind == "agency":
        late = late & ~items.handed_over
        return late & items.has_all_letters, late & items.has_all_letters
    return late & (stage == _LEGAL) & items.has_all_letters, late


def _on_hold(items: DunningItems, policy: Policy) -> Bools:
    """Whether the item's customer gets no goods on credit."""
    report = credit(items.ledger, calendar_date(items.as_of), policy=policy)
    held = np.zeros(len(items.ledger.customers), bool)
    held[report.customer] = [decision == "hold" for decision in report.decision]
    result: Bools = held[items.ledger.documents.customer[items.document]]
    return result


def _lawyer_level(policy: Policy) -> int:
    """The level that the ladder gives the lawyer's letter, -1 = none."""
    return max([-1, *(rung.level for rung in policy.dunning.ladder if rung.action == "lawsuit")])
