"""The collection ladder 追收程序 for one grade: which letter or call comes next for an item.

Everything here works on columns, one place per open item; loops run over the rungs of the ladder.
The rules with worked cases: docs/methods/stages.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NEVER, NO_DAY

if TYPE_CHECKING:
    from typing import Self

    from xlar.core.columns import Bools, Column, Int64s
    from xlar.core.policy import DunningPolicy, Step

FORMAL_LEVEL: Final = 3  # 催款函一: due at once when the final deadline is past
CONTACTS: Final = ("call", "handover", "lawsuit")  # what a rung asks for besides letters


@dataclass(frozen=True, eq=False)
class ItemFacts:
    """What the next step depends on, one place per open item; days are day numbers.

    Attributes:
        due: due date.
        final: final deadline.
        grace: days of grace of the customer.
        level: highest level sent, 0 = none or the reminder before due.
        sent_on: last day that level was sent on, NO_DAY = never.
        reminded: whether the reminder before due was sent.
        called_on: last day of a call or visit, NO_DAY = none.
        handed_over_on: last day of a hand-over, NO_DAY = none.
        sued_on: last day of a suit or judgment, NO_DAY = none.
    """

    due: Int64s
    final: Int64s
    grace: Int64s
    level: Int64s
    sent_on: Int64s
    reminded: Bools
    called_on: Int64s
    handed_over_on: Int64s
    sued_on: Int64s

    def at(self, rows: Column) -> Self:
        """The facts of some of the items."""
        return replace(
            self, **{entry.name: getattr(self, entry.name)[rows] for entry in fields(self)}
        )


def track_of(settings: DunningPolicy, grade: str) -> tuple[Step, ...]:
    """The rungs for customers of a grade, in order of their days.

    Args:
        settings: ladder, rungs left out and other letter days by grade.
        grade: the grade; one without settings of its own has the whole ladder.

    >>> from xlar.core.policy import DunningPolicy
    >>> [(rung.level, rung.day) for rung in track_of(DunningPolicy(), "D") if rung.level >= 0]
    [(3, 1), (4, 5), (6, 13), (7, 217)]
    """
    days = settings.letter_days.get(grade)
    skipped = settings.skip_steps.get(grade, ())
    rungs = [rung for rung in settings.ladder if rung.step not in skipped]
    if days is not None:
        rungs = [
            replace(rung, day=days.get(str(rung.level), rung.day))
            for rung in rungs
            if rung.action != "letter" or str(rung.level) in days
        ]
    return tuple(sorted(rungs, key=lambda rung: (rung.day, rung.step)))


def next_letters(
    facts: ItemFacts, as_of: int, track: tuple[Step, ...], settings: DunningPolicy
) -> tuple[Int64s, Int64s]:
    """The next letter of each item and the day it is due: (level, day).

    Level -1 and NEVER where the last letter of the track has been sent.

    Args:
        facts: the items.
        as_of: day number looked from.
        track: the rungs for these items.
        settings: grace edge and the rule for first letters.
    """
    letters = sorted((rung for rung in track if rung.level >= 1), key=lambda rung: rung.level)
    start = _start(facts, settings)
    count = len(start)
    choice = _Choice(np.full(count, -1, np.int64), np.full(count, NEVER, np.int64))
    below = 1
    for rung in letters:
        follows = (facts.level >= below) & (facts.level < rung.level)
        choice.put(follows, rung.level, np.maximum(start + rung.day, facts.sent_on + rung.gap))
        below = rung.level
    unsent = facts.level < 1
    for place, rung in enumerate(letters):
        by_age = settings.first_letter == "by_age" and rung.level <= settings.first_letter_max
        reached = by_age & (start + rung.day <= as_of)
        # the first rung is the answer wherever no later one has been reached by age
        choice.put(unsent & reached if place else unsent, rung.level, start + rung.day)
    for rung in track:
        if rung.level == 0:
            to_come = unsent & ~facts.reminded & (facts.due > as_of)
            choice.put(to_come, rung.level, facts.due + rung.day)
        if rung.level == FORMAL_LEVEL:
            _escalate(facts, as_of, rung, settings, choice)
    return choice.level, choice.day


@dataclass
class _Choice:
    """The letter chosen for each item so far, and its day."""

    level: Int64s
    day: Int64s

    def put(self, rows: Bools, level: int, day: Int64s) -> None:
        """Choose another letter for some of the items."""
        self.level[rows] = level
        self.day[rows] = day[rows]


def _start(facts: ItemFacts, settings: DunningPolicy) -> Int64s:
    """The day rung days count from: the due date after grace."""
    start: Int64s = facts.due + facts.grace + int(settings.grace_edge == "strict")
    return start


def _escalate(
    facts: ItemFacts, as_of: int, formal: Step, settings: DunningPolicy, choice: _Choice
) -> None:
    """Bring the formal demand forward to the day after the final deadline.

    A letter sent after that deadline has acted already: from there its gap counts as usual. With
    first letters from level 1 the very first letter keeps its level.
    """
    at_once = np.maximum(facts.final, _start(facts, settings)) + 1
    late = (facts.level >= 1) & (facts.sent_on > facts.final)
    at_once = np.where(late, np.maximum(at_once, facts.sent_on + formal.gap), at_once)
    rows = (facts.level < FORMAL_LEVEL) & (choice.level >= 0) & (choice.level <= FORMAL_LEVEL)
    if settings.first_letter == "from_1":
        rows &= facts.level >= 1
    rows &= (at_once <= choice.day) | (at_once <= as_of)
    ladder_day = np.where(choice.level == FORMAL_LEVEL, choice.day, NEVER)
    choice.put(rows, FORMAL_LEVEL, np.minimum(ladder_day, at_once))


def next_contacts(
    facts: ItemFacts, as_of: int, track: tuple[Step, ...], settings: DunningPolicy
) -> tuple[Int64s, Int64s]:
    """The next call, hand-over or lawsuit of each item: (place in CONTACTS, day).

    It is the rung the item stands on, unless that is a letter or done already; else the first one
    still to come. Calls that a later rung has overtaken are not asked for any more. Place -1 and
    NEVER where nothing is left.

    Args:
        facts: the items.
        as_of: day number looked from.
        track: the rungs for these items.
        settings: grace edge.
    """
    start = _start(facts, settings)
    done_on = {
        "call": facts.called_on,
        "handover": np.maximum(facts.handed_over_on, facts.sued_on),
        "lawsuit": facts.sued_on,
    }
    contact = np.full(len(start), -1, np.int64)
    day = np.full(len(start), NEVER, np.int64)
    overtaken = np.full(len(start), NEVER, np.int64)  # the day the rung above begins
    for rung in reversed(track):
        begins = start + rung.day
        if rung.action != "letter":
            done = done_on[rung.action] >= begins
            rows = (begins > as_of) | ((overtaken > as_of) & ~done)
            contact[rows] = CONTACTS.index(rung.action)
            day[rows] = begins[rows]
        overtaken = begins
    return contact, day


def latest(count: int, place: Column, day: Column) -> Int64s:
    """The latest day per place, NO_DAY where there is none.

    >>> latest(2, np.array([0, 0]), np.array([5, 7])).tolist() == [7, NO_DAY]
    True
    """
    result = np.full(count, NO_DAY, np.int64)
    np.maximum.at(result, place, day)
    return result
