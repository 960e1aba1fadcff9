"""The worklist: every item that is overdue or soon due, the most pressing first, and what to do.

The priority of an item is the sum of the points of the facts that hold of it, so that each place
on the list can be explained; equal ones stand by what the customer owes. Definition and worked
figures: docs/methods/collections.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.collections.doubtful import is_doubtful, is_nobodys
from xlar.core.collections.promises import promise_report
from xlar.core.columns import NEVER, NO_DAY
from xlar.core.dates import add_months
from xlar.core.dunning_items import account_promises, dunning_items
from xlar.core.flags import codes_of
from xlar.core.indicators.classes import value_classes
from xlar.core.indicators.contacts import REACHED
from xlar.core.ladder import latest
from xlar.core.next_action import NO_LETTERS, SentLetters
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.stages import stages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.stages import StageReport

#: Facts that raise the priority of an item, with their words.
FACTS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "class_a": Text("大额客户", "large customer"),
        "class_b": Text("中等客户", "medium customer"),
        "class_c": Text("小额客户", "small customer"),
        "due_soon": Text("即将到期", "due soon"),
        "due_today": Text("今日到期", "due today"),
        "overdue": Text("逾期", "overdue"),
        "ultimatum": Text("最后通牒期", "final notice"),
        "agent": Text("专业追账期", "collection agent"),
        "legal": Text("法律阶段", "legal action"),
        "limitation": Text("时效将届满", "limitation near"),
        "promise_broken": Text("失约", "promise broken"),
        "not_contacted": Text("久未联系", "not contacted"),
        "doubtful": Text("呆账候选", "doubtful"),
    }
)
#: What is proposed, with its words; the next action and its day stand beside it.
MEASURES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "wait_promise": Text("等待还款承诺", "wait for the promise"),
        "chase_promise": Text("追问失约", "ask why the promise was broken"),
        "act_today": Text("今天办下一步", "next action today"),
        "act_later": Text("到日办下一步", "next action on its day"),
        "stop_deliveries": Text("停止发货", "stop deliveries"),
        "acknowledge": Text("取得签收或书面确认", "get it acknowledged in writing"),
        "lapsed": Text("时效已届满", "the claim has lapsed"),
        "name_collector": Text("指定催收人", "name a collector"),
        "report_doubtful": Text("上报呆账候选", "report as doubtful"),
    }
)

_SOON: Final = 2
_ULTIMATUM: Final = 5
_STAGES: Final = {
    "due_soon": (2,), "due_today": (3,), "overdue": (4,), "ultimatum": (5,), "agent": (6,),
    "legal": (7, 8),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Worklist:
    """One row per open debit that is overdue or due soon, the highest priority first.

    Attributes:
        ledger: the ledger.
        stages: the stage report the figures are those of.
        row: place of each item in it.
        priority: sum of the points of its facts.
        facts: codes of `FACTS` that hold of it.
        measures: codes of `MEASURES` proposed for it.
        contacted_on: day of the last contact about it or with its customer, NO_DAY = never.
        promised_until: last day of a running promise, NO_DAY = none.
        answered: whether its customer answered on the day looked from: the daily list's answer.
    """

    ledger: Ledger
    stages: StageReport
    row: Int64s
    priority: Int64s
    facts: tuple[tuple[str, ...], ...]
    measures: tuple[tuple[str, ...], ...]
    contacted_on: Int32s
    promised_until: Int32s
    answered: Bools

    def __len__(self) -> int:
        return len(self.row)

    @property
    def as_of(self) -> int:
        """The day number looked from."""
        return self.stages.as_of

    @property
    def document(self) -> Int64s:
        """Position of each item in ``ledger.documents``."""
        return self.stages.document[self.row]


def worklist(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    sent: SentLetters = NO_LETTERS,
) -> Worklist:
    """The worklist of a day.

    Args:
        ledger: the ledger, with the acts the register proves.
        as_of: day looked from.
        policy: settings; ``collections.points`` weighs the facts.
        sent: letters the register says were sent and not withdrawn.
    """
    policy = policy or Policy()
    report = stages(ledger, as_of, policy=policy, sent=sent)
    row = np.flatnonzero(report.stage >= _SOON)
    contacted, answered = _contacts(ledger, report.document[row], report.as_of)
    promised = _promised(ledger, as_of, row, sent, policy)
    broken = _broken(ledger, as_of, report.document[row], policy)
    near, lapsed = _limitation(report.limitation_date[row], report.as_of, policy)
    flags = _facts(ledger, report, row, policy, as_of)
    flags |= {
        "limitation": near | lapsed,
        "promise_broken": broken & (promised == NO_DAY),
        "not_contacted": _silent(report, row, contacted, policy),
    }
    priority = sum(
        policy.collections.worth(name) * flags[name].astype(np.int64) for name in FACTS
    ) + np.zeros(len(row), np.int64)
    measures = _measures(ledger, report, row, flags, promised, lapsed, near)
    order = np.lexsort(
        (
            ledger.documents.due[report.document[row]],
            -_owed(ledger, report)[ledger.group[report.document[row]]],
            -priority,
        )
    )
    facts = codes_of({name: flags[name][order] for name in FACTS})
    return Worklist(
        ledger, report, row[order], priority[order], facts,
        codes_of({name: measures[name][order] for name in MEASURES}),
        contacted[order], promised[order], answered[order],
    )  # fmt: skip


def _owed(ledger: Ledger, report: StageReport) -> Int64s:
    """What each group owes of the listed report."""
    sums = np.zeros(ledger.group_count, np.int64)
    np.add.at(sums, ledger.group[report.document], report.open)
    return sums


def _facts(
    ledger: Ledger, report: StageReport, row: Int64s, policy: Policy, as_of: date
) -> dict[str, Bools]:
    """Value class of the customer, stage, age since delivery."""
    document, stage = report.document[row], report.stage[row]
    found = {name: np.isin(stage, codes) for name, codes in _STAGES.items()}
    classes = value_classes(ledger, as_of, policy=policy)
    of_group = np.full(ledger.group_count, -1, np.int8)
    place = classes.customer * len(ledger.currencies) + classes.currency
    of_group[place] = classes.value_class
    mine = of_group[ledger.group[document]]
    found |= {f"class_{name}": mine == at for at, name in enumerate("abc")}
    days = policy.collections.doubtful_days
    found["doubtful"] = is_doubtful(ledger, document, report.as_of, days)
    return found


def _contacts(ledger: Ledger, document: Int64s, as_of: int) -> tuple[Int32s, Bools]:
    """The last contact about each item or with its customer, and who answered on the day."""
    acts, owner = ledger.acts, ledger.documents.customer[document]
    counts = np.isin(acts.kind, REACHED) & (acts.date <= as_of)
    named, general = counts & (acts.document >= 0), counts & (acts.document < 0)
    about = latest(len(ledger.documents), acts.document[named], acts.date[named])[document]
    with_him = latest(len(ledger.customers), acts.customer[general], acts.date[general])[owner]
    answered = np.zeros(len(ledger.customers), bool)
    today = (acts.date == as_of) & (acts.answer != "")
    answered[acts.customer[today.astype(bool)]] = True
    return np.maximum(about, with_him).astype(np.int32), answered[owner]


def _promised(
    ledger: Ledger, as_of: date, row: Int64s, sent: SentLetters, policy: Policy
) -> Int32s:
    """The last day of a running promise for each item or its customer's account."""
    items = dunning_items(ledger, as_of, sent, policy)
    owner = ledger.documents.customer[items.document[row]]
    account = np.full(len(ledger.customers), NO_DAY, np.int64)
    for customer, (_, day) in account_promises(ledger, items.as_of).items():
        account[customer] = day
    return np.maximum(items.promised_until[row], account[owner]).astype(np.int32)


def _broken(ledger: Ledger, as_of: date, document: Int64s, policy: Policy) -> Bools:
    """Which items a broken promise named, or whose customer broke one for his account."""
    report, promises = promise_report(ledger, as_of, policy=policy), ledger.promises
    place = report.place[(report.state == "broken").astype(bool)]
    named = promises.document[place]
    documents = np.zeros(len(ledger.documents), bool)
    documents[named[named >= 0]] = True
    customers = np.zeros(len(ledger.customers), bool)
    customers[promises.customer[place[named < 0]]] = True
    return documents[document] | customers[ledger.documents.customer[document]]


def _limitation(lapse: Int32s, as_of: int, policy: Policy) -> tuple[Bools, Bools]:
    """Whose lapse is to be warned of, and whose has passed."""
    months = max(policy.limitation.warn_months, default=0)
    runs = lapse != NEVER
    day = np.where(runs, lapse, as_of).astype(np.int32)
    lapsed: Bools = runs & (day < as_of)
    near: Bools = runs & ~lapsed & (add_months(day, -months) <= as_of)
    return near, lapsed


def _silent(report: StageReport, row: Int64s, contacted: Int32s, policy: Policy) -> Bools:
    """Overdue items nobody has spoken about for the days of the settings."""
    since = report.as_of - policy.collections.contact_days
    late = report.days_past_due[row] > policy.collections.contact_days
    silent: Bools = late & (contacted < since)
    return silent


def _measures(
    ledger: Ledger,
    report: StageReport,
    row: Int64s,
    flags: Mapping[str, Bools],
    promised: Int32s,
    lapsed: Bools,
    near: Bools,
) -> dict[str, Bools]:
    """What is proposed for each item: a running promise is waited for, else the next action."""
    action, on = report.next_action[row], report.next_action_date[row]
    has_action = (action != "").astype(bool)
    waits = (promised != NO_DAY) & (action != "write_off").astype(bool)
    today = has_action & ((on == NO_DAY) | (on <= report.as_of))
    days = report.days_past_due[row].astype(np.int64)
    return {
        "wait_promise": waits,
        "chase_promise": flags["promise_broken"],
        "act_today": today & ~waits,
        "act_later": has_action & ~today & ~waits,
        "stop_deliveries": report.stage[row] >= _ULTIMATUM,
        "acknowledge": near,
        "lapsed": lapsed,
        "name_collector": is_nobodys(ledger, report.document[row], days),
        "report_doubtful": flags["doubtful"] & (report.stage[row] >= _ULTIMATUM),
    }
