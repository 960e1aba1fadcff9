"""What a run of letters knows of each open item: what may be demanded, its level, its next letter.

Everything here works on columns, one place per open debit. The rules: docs/methods/dunning.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.approvals import paused_until
from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY
from xlar.core.dates import day_number
from xlar.core.items import OpenItems, open_items
from xlar.core.ladder import latest, next_letters, track_of
from xlar.core.ledger import DOCUMENT_TYPES
from xlar.core.next_action import SentLetters, item_facts, not_demanded
from xlar.core.plans import covered_until
from xlar.core.stages import BAD_DEBT, stages

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Bools, Column, Int8s, Int32s, Int64s
    from xlar.core.ladder import ItemFacts
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy, Step

#: Why an item is not demanded, the weightiest first; the place in this tuple is the code.
ITEM_REASONS: Final = (
    "", "paused", "promise", "disputed", "sued", "write_off", "retention", "unbilled", "no_level",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class DunningItems:
    """The open debits of a day, in the order of the open items; days are day numbers.

    Attributes:
        ledger: the ledger looked at.
        as_of: day looked from.
        document: positions in ``ledger.documents``.
        demand: what may be demanded: open less its disputed part.
        disputed: the part left out.
        days_past_due: as_of − due date.
        stage: overdue stage 1 to 8.
        reason: place in `ITEM_REASONS`, 0 = it may be demanded.
        level: highest letter level sent, 0 = none.
        next_level: level of the next letter, -1 = none.
        next_day: day that letter is due, NEVER = none.
        has_all_letters: whether the last letter of the ladder was sent.
        handed_over: whether it was handed to an agent.
        promised_until: last day of a running promise for it, or the next one of a plan that holds,
            NO_DAY = none.
        paused_until: last day of a pause that names it, NO_DAY = none, NEVER = open-ended.
        unapplied: credit not set against anything, by group of the ledger, minor units.
    """

    ledger: Ledger
    as_of: int
    document: Int64s
    demand: Int64s
    disputed: Int64s
    days_past_due: Int32s
    stage: Int8s
    reason: Int8s
    level: Int64s
    next_level: Int64s
    next_day: Int64s
    has_all_letters: Bools
    handed_over: Bools
    promised_until: Int64s
    paused_until: Int64s
    unapplied: Int64s

    def __len__(self) -> int:
        return len(self.document)


def dunning_items(ledger: Ledger, as_of: date, sent: SentLetters, policy: Policy) -> DunningItems:
    """Every open debit of the day with what a run of letters must know of it.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        sent: letters that went out.
        policy: settings.
    """
    day = day_number(as_of)
    report = stages(ledger, as_of, policy=policy, sent=sent)
    items = OpenItems(
        ledger, day, report.allocation, report.document, report.open, report.days_past_due
    )
    facts = item_facts(ledger, items, sent, policy)
    level, next_day, last = _next(ledger, items, facts, policy)
    level, next_day = _repeats(items, facts, sent, last, (level, next_day), policy)
    disputed = np.minimum(ledger.documents.disputed[items.document], items.open)
    promised = np.maximum(
        _promised_until(ledger, items), covered_until(ledger, as_of, policy)[items.document]
    )
    paused = paused_until(ledger, day)[items.document]
    sued, exhausted = facts.sued_on != NO_DAY, (level < 0) & (facts.level >= 1)
    silent = not_demanded(ledger, items)
    unbilled = ledger.documents.type[items.document] == DOCUMENT_TYPES.index("unbilled")
    # the weightiest last: it overwrites the others
    reason = np.zeros(len(items), np.int8)
    for name, where in (
        ("no_level", exhausted),
        ("retention", silent & ~unbilled),
        ("unbilled", silent & unbilled),
        ("write_off", report.stage == BAD_DEBT),
        ("sued", sued),
        ("disputed", disputed >= items.open),
        ("promise", promised != NO_DAY),
        ("paused", paused != NO_DAY),
    ):
        reason[where] = ITEM_REASONS.index(name)
    return DunningItems(
        ledger, day, items.document, items.open - disputed, disputed, items.days_past_due,
        report.stage, reason, facts.level, level, next_day,
        facts.level >= last, facts.handed_over_on != NO_DAY, promised, paused,
        _unapplied(ledger, as_of, policy),
    )  # fmt: skip


def _next(
    ledger: Ledger, items: OpenItems, facts: ItemFacts, policy: Policy
) -> tuple[Int64s, Int64s, Int64s]:
    """Level and day of the next letter, and the last level of the ladder for the customer's grade.

    The lawyer's letter belongs to the lawsuit and is no letter of the run.
    """
    level = np.full(len(items), -1, np.int64)
    day = np.full(len(items), NEVER, np.int64)
    last = np.zeros(len(items), np.int64)
    grade = ledger.customers.grade[ledger.documents.customer[items.document]]
    for name in sorted(set(grade.tolist())):
        rows = np.flatnonzero(grade == name)
        track = letters_of(track_of(policy.dunning, name))
        level[rows], day[rows] = next_letters(facts.at(rows), items.as_of, track, policy.dunning)
        last[rows] = max([0, *(rung.level for rung in track)])
    return level, day, last


def letters_of(ladder: tuple[Step, ...]) -> tuple[Step, ...]:
    """The rungs of a ladder that are letters of ours.

    >>> from xlar.core.policy import LADDER
    >>> [rung.level for rung in letters_of(LADDER)]
    [0, 1, 2, 3, 4, 5, 6]
    """
    return tuple(rung for rung in ladder if rung.action == "letter")


def _repeats(
    items: OpenItems,
    facts: ItemFacts,
    sent: SentLetters,
    last: Int64s,
    following: tuple[Int64s, Int64s],
    policy: Policy,
) -> tuple[Int64s, Int64s]:
    """The next letters, with the last one of the ladder repeated as often as the policy allows."""
    level, day = following
    if not policy.dunning.last_repeats:
        return level, day
    known = sent.sent_on <= items.as_of
    size = int(items.document.max(initial=-1)) + 1
    place = np.full(max(size, int(sent.document.max(initial=-1)) + 1), -1, np.int64)
    place[items.document] = np.arange(len(items))
    row = place[sent.document]
    at_last = known & (row >= 0) & (sent.level == last[row])
    times = np.bincount(row[at_last], minlength=len(items))
    again = (facts.level == last) & (last > 0) & (times <= policy.dunning.last_repeats)
    when = facts.sent_on + policy.dunning.interval
    return np.where(again, last, level), np.where(again, when, day)


def _promised_until(ledger: Ledger, items: OpenItems) -> Int64s:
    """The last day of a promise that runs and covers the item, NO_DAY where there is none.

    A promise covers the items it names; one that names none and no amount, all items of the
    customer dated by the day it was made.
    """
    promises, documents = ledger.promises, ledger.documents
    running = _running(ledger, items.as_of)
    named = running & (promises.document >= 0)
    until = latest(len(documents), promises.document[named], promises.pay_by[named])[items.document]
    whole = running & (promises.document < 0) & (promises.amount == NO_AMOUNT)
    if not whole.any():
        return until
    count, owner = len(ledger.customers), promises.customer[whole]
    customer = documents.customer[items.document]
    made_on = latest(count, owner, promises.promised_on[whole])[customer]
    covers: Column = documents.date[items.document] <= made_on
    pay_by = latest(count, owner, promises.pay_by[whole])[customer]
    return np.where(covers, np.maximum(until, pay_by), until)


def _running(ledger: Ledger, as_of: int) -> Bools:
    """Which promises run on a day: given by then, their day not past, not called broken by hand."""
    promises = ledger.promises
    in_time = (promises.promised_on <= as_of) & (promises.pay_by >= as_of)
    running: Bools = in_time & (promises.kept != 0)
    return running


def account_promises(ledger: Ledger, as_of: int) -> dict[int, tuple[int, int]]:
    """Running promises of a sum for the account as a whole: (minor units, pay by) by customer.

    Args:
        ledger: the ledger; the sums are in the customers' own currencies.
        as_of: day looked from.
    """
    promises = ledger.promises
    rows = np.flatnonzero(
        _running(ledger, as_of) & (promises.document < 0) & (promises.amount != NO_AMOUNT)
    )
    found: dict[int, tuple[int, int]] = {}
    for row in rows.tolist():
        owner = int(promises.customer[row])
        sum_before, last_day = found.get(owner, (0, NO_DAY))
        total = sum_before + int(promises.amount[row])
        found[owner] = (total, max(last_day, int(promises.pay_by[row])))
    return found


def _unapplied(ledger: Ledger, as_of: date, policy: Policy) -> Int64s:
    """Credit not set against anything, by group, as a positive amount."""
    items = open_items(ledger, as_of, policy=policy)
    left = np.zeros(ledger.group_count, np.int64)
    credit = items.open < 0
    np.add.at(left, ledger.group[items.document[credit]], -items.open[credit])
    return left
