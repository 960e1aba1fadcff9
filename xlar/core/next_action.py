"""What is to be done next about each open item, and by when.

The ladder proposes a letter and a call; what a suit, a dispute, a retention or a block makes of
that is decided here. The rules with worked cases: docs/methods/stages.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.approvals import paused_until
from xlar.core.columns import NEVER, NO_DAY, NO_INT, Int8s, Int32s, Int64s
from xlar.core.dates import LAST_DAY
from xlar.core.ladder import CONTACTS, ItemFacts, latest, next_contacts, next_letters, track_of
from xlar.core.ledger import DOCUMENT_TYPES, ActKind
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Bools, Texts
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

#: What can come next, with its words; letters are ``L0`` … by their level.
ACTIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "": Text("无", "nothing"),
        "L0": Text("到期提醒", "reminder before due"),
        "L1": Text("提示客户", "first reminder"),
        "L2": Text("再度提示", "second reminder"),
        "L3": Text("催款函一", "first formal demand"),
        "L4": Text("郑重通知", "solemn notice"),
        "L5": Text("催款函二", "second formal demand"),
        "L6": Text("最后通知", "final notice"),
        "L7": Text("律师函", "lawyer's letter"),
        "call": Text("电话或上门沟通", "call or visit"),
        "handover": Text("移交第三方追收", "hand over to an agent"),
        "lawsuit": Text("提起诉讼", "go to court"),
        "dispute": Text("先解决争议", "settle the dispute"),
        "write_off": Text("申请核销坏账", "apply for write-off"),
    }
)


def action_name(action: str) -> Text:
    """The words for an action; a letter of a ladder of one's own is named by its level.

    >>> action_name("L3").zh, action_name("L9").en
    ('催款函一', 'letter of level 9')
    """
    level = action.removeprefix("L")
    return ACTIONS.get(action) or Text(f"第 {level} 级函件", f"letter of level {level}")


_OTHERS: Final = (*CONTACTS, "dispute", "write_off", "")


@dataclass(frozen=True, eq=False)
class SentLetters:
    """Letters that went out and were not withdrawn, one row per letter and document in it.

    Attributes:
        document: positions in ``Ledger.documents``.
        level: letter level, 0 = the reminder before due.
        sent_on: day sent, day number.
    """

    document: Int64s
    level: Int8s
    sent_on: Int32s

    def __len__(self) -> int:
        return len(self.document)


NO_LETTERS: Final = SentLetters(np.zeros(0, np.int64), np.zeros(0, np.int8), np.zeros(0, np.int32))


def next_actions(
    ledger: Ledger, items: OpenItems, sent: SentLetters, bad_since: Int32s, policy: Policy
) -> tuple[Int8s, Texts, Int32s]:
    """Letter level, next action and its day, for each of the items: (level, action, day).

    Args:
        ledger: the ledger.
        items: open debits.
        sent: letters sent.
        bad_since: day each item became a bad debt, NO_DAY = it is none.
        policy: settings.
    """
    facts = item_facts(ledger, items, sent, policy)
    documents, rows = ledger.documents, items.document
    names = [f"L{level}" for level in range(_letter_count(policy))]
    place = {name: len(names) + number for number, name in enumerate(_OTHERS)}
    action, day = _from_ladder(ledger, items, facts, len(names), policy)
    bad = bad_since != NO_DAY
    disputed = documents.disputed[rows] >= items.open
    silent = (facts.sued_on != NO_DAY) | not_demanded(ledger, items)
    for where, name, when in (
        (bad, "write_off", bad_since),
        (disputed, "dispute", items.as_of),
        (silent, "", NO_DAY),
    ):
        action = np.where(where, place[name], action)
        day = np.where(where, when, day)
    block = ledger.customers.dunning_block_until[documents.customer[rows]].astype(np.int64)
    # an open-ended pause ends with the calendar, as one of the account does
    pause = np.minimum(paused_until(ledger, items.as_of)[rows], LAST_DAY - 1)
    block = np.maximum(block, pause)
    blocked = (block >= items.as_of) & (action != place[""])
    day = np.where(blocked, np.maximum(day, block + 1), day)
    words = np.array([*names, *_OTHERS], dtype=object)
    return facts.level.astype(np.int8), words[action], day.astype(np.int32)


def _letter_count(policy: Policy) -> int:
    return 1 + max([0, *(rung.level for rung in policy.dunning.ladder)])


def _from_ladder(
    ledger: Ledger, items: OpenItems, facts: ItemFacts, letter_count: int, policy: Policy
) -> tuple[Int64s, Int64s]:
    """A letter that is due, else the earlier of next letter and next call.

    Calls never block a letter: one that is due comes before a call that is due longer.
    """
    action = np.full(len(items.document), letter_count + _OTHERS.index(""), np.int64)
    day = np.full(len(action), NO_DAY, np.int64)
    grade = ledger.customers.grade[ledger.documents.customer[items.document]]
    for name in sorted(set(grade.tolist())):
        rows = np.flatnonzero(grade == name)
        track, here = track_of(policy.dunning, name), facts.at(rows)
        level, letter_day = next_letters(here, items.as_of, track, policy.dunning)
        contact, contact_day = next_contacts(here, items.as_of, track, policy.dunning)
        is_letter = (letter_day <= items.as_of) | (letter_day <= contact_day)
        when = np.where(is_letter, letter_day, contact_day)
        something = when != NEVER
        what = np.where(is_letter, level, letter_count + contact)
        action[rows[something]], day[rows[something]] = what[something], when[something]
    return action, day


def not_demanded(ledger: Ledger, items: OpenItems) -> Bools:
    """Items without a claim to demand yet: retentions not due, goods not yet invoiced."""
    kind = ledger.documents.type[items.document]
    retained = (kind == DOCUMENT_TYPES.index("retention")) & (items.days_past_due <= 0)
    result: Bools = retained | (kind == DOCUMENT_TYPES.index("unbilled"))
    return result


def item_facts(ledger: Ledger, items: OpenItems, sent: SentLetters, policy: Policy) -> ItemFacts:
    """What the next step of each item depends on.

    Args:
        ledger: the ledger.
        items: open debits.
        sent: letters sent.
        policy: settings.
    """
    documents, rows = ledger.documents, items.document
    customer = documents.customer[rows]
    grace = ledger.customers.grace[customer].astype(np.int64)
    count = len(documents)
    known = sent.sent_on <= items.as_of
    place, level, day = sent.document[known], sent.level[known], sent.sent_on[known]
    highest = np.zeros(count, np.int64)
    np.maximum.at(highest, place, level)
    top = level == highest[place]
    return ItemFacts(
        due=documents.due[rows].astype(np.int64),
        final=documents.final[rows].astype(np.int64),
        grace=np.where(grace == NO_INT, policy.dunning.grace, grace),
        level=highest[rows],
        sent_on=latest(count, place[top], day[top])[rows],
        reminded=latest(count, place[level == 0], day[level == 0])[rows] != NO_DAY,
        called_on=np.maximum(
            _last_act(ledger, items, (ActKind.CALL, ActKind.VISIT)),
            _last_customer_act(ledger, items, (ActKind.CALL, ActKind.VISIT)),
        ),
        handed_over_on=_last_act(ledger, items, (ActKind.OTHER,)),
        sued_on=_last_act(ledger, items, (ActKind.SUIT, ActKind.JUDGMENT)),
    )


def _acts(ledger: Ledger, as_of: int, kinds: tuple[ActKind, ...]) -> Bools:
    return np.logical_and(np.isin(ledger.acts.kind, kinds), ledger.acts.date <= as_of)


def _last_act(ledger: Ledger, items: OpenItems, kinds: tuple[ActKind, ...]) -> Int64s:
    """The last day of such an act that names the item."""
    acts = ledger.acts
    found = _acts(ledger, items.as_of, kinds) & (acts.document >= 0)
    days = latest(len(ledger.documents), acts.document[found], acts.date[found])
    return days[items.document]


def _last_customer_act(ledger: Ledger, items: OpenItems, kinds: tuple[ActKind, ...]) -> Int64s:
    """The last day of such an act towards the item's customer that names no document."""
    acts = ledger.acts
    found = _acts(ledger, items.as_of, kinds) & (acts.document < 0)
    days = latest(len(ledger.customers), acts.customer[found], acts.date[found])
    return days[ledger.documents.customer[items.document]]
