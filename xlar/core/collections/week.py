"""The week of the collections desk: Monday's plan and Friday's result.

The plan names a task, its day and the amount it is about: a call 7 days before an item is due, a
confirmation 3 days before, collection on the day; promises to be watched; the next action of what
is overdue, on its day or on Monday where it is late. The result holds the plan's amounts against
the money that came on the same items in the week.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import allocation_rows
from xlar.core.collections.promises import promise_report
from xlar.core.columns import NO_AMOUNT, NO_DAY, texts
from xlar.core.dates import calendar_date, day_number
from xlar.core.indicators.contacts import REACHED
from xlar.core.indicators.flows import brings_money
from xlar.core.ledger import Kind
from xlar.core.next_action import NO_LETTERS, SentLetters
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.stages import stages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Column, Int64s, Texts
    from xlar.core.ledger import Ledger

WEEK_TASKS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "call": Text("到期前致电", "call before due"),
        "confirm": Text("确认付款安排", "confirm the payment"),
        "collect": Text("到期收款", "collect"),
        "promise": Text("跟踪承诺", "watch the promise"),
        "action": Text("办下一步", "next action"),
    }
)
_BEFORE_DUE: Final = ("call", "confirm", "collect")
_DAYS: Final = 7


@dataclass(frozen=True, eq=False)
class WeekPlan:
    """The tasks of a week, day by day.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        monday: first day of the week; sunday: its last.
        task: place in `WEEK_TASKS`.
        day: day of the task.
        customer, currency: whom it is about, positions.
        document: the item, -1 where a promise names none.
        amount: what it is about, minor units.
        action: code of the next action, blank for other tasks.
    """

    ledger: Ledger
    as_of: int
    monday: int
    task: Int64s
    day: Int64s
    customer: Int64s
    currency: Int64s
    document: Int64s
    amount: Int64s
    action: Texts

    def __len__(self) -> int:
        return len(self.task)

    @property
    def sunday(self) -> int:
        """The last day of the week."""
        return self.monday + _DAYS - 1


def monday_of(day: int) -> int:
    """The Monday of the week of a day.

    >>> from xlar.core.dates import iso, parse_iso
    >>> iso(monday_of(parse_iso("2026-06-30")))
    '2026-06-29'
    """
    return day - calendar_date(day).weekday()


def week_plan(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    sent: SentLetters = NO_LETTERS,
) -> WeekPlan:
    """The plan of the week of a day, from what is open on that day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``collections.call_days`` are the days before due.
        sent: letters that went out.
    """
    policy = policy or Policy()
    day, monday = day_number(as_of), monday_of(day_number(as_of))
    report = stages(ledger, as_of, policy=policy, sent=sent)
    due = ledger.documents.due[report.document].astype(np.int64)
    found = []
    for task, before in zip(_BEFORE_DUE, policy.collections.call_days, strict=True):
        found.append(_tasks(report.document, report.open, due - before, task, monday))
    late = (report.next_action != "").astype(bool) & (report.next_action_date != NO_DAY)
    on = np.maximum(report.next_action_date.astype(np.int64), monday)
    rows = np.flatnonzero(late & (report.days_past_due > 0))
    actions = _tasks(report.document[rows], report.open[rows], on[rows], "action", monday)
    named = dict(zip(report.document[rows].tolist(), report.next_action[rows], strict=True))
    promised = _promised(ledger, as_of, monday, policy)
    table = np.concatenate([*found, actions, promised])
    table = table[np.lexsort((table[:, 1], table[:, 0], table[:, 2]))]
    task, document, on_day, amount, customer = table.T
    named_document = document >= 0
    documents = ledger.documents
    owner = np.where(named_document, documents.customer[document], customer)
    currency = np.where(
        named_document, documents.currency[document], ledger.customers.currency[owner]
    )
    is_action = task == list(WEEK_TASKS).index("action")
    action = [
        named[one] if acts else ""
        for one, acts in zip(document.tolist(), is_action.tolist(), strict=True)
    ]
    return WeekPlan(
        ledger, day, monday, task, on_day, owner, currency, document, amount, texts(action)
    )


def _tasks(document: Int64s, amount: Int64s, day: Int64s, task: str, monday: int) -> Int64s:
    """Tasks whose day lies in the week, as rows of task, document, day, amount, customer."""
    rows = np.flatnonzero((day >= monday) & (day < monday + _DAYS))
    code = np.full(len(rows), list(WEEK_TASKS).index(task), np.int64)
    nobody = np.full(len(rows), -1, np.int64)
    return np.stack([code, document[rows], day[rows], amount[rows], nobody], axis=1)


def _promised(ledger: Ledger, as_of: date, monday: int, policy: Policy) -> Int64s:
    """The promises that name a day of the week and have not been kept."""
    report, promises = promise_report(ledger, as_of, policy=policy), ledger.promises
    pay_by = promises.pay_by[report.place].astype(np.int64)
    within = (pay_by >= monday) & (pay_by < monday + _DAYS)
    place = report.place[within & (report.state != "kept").astype(bool)]
    code = np.full(len(place), list(WEEK_TASKS).index("promise"), np.int64)
    amount = np.where(promises.amount[place] == NO_AMOUNT, 0, promises.amount[place])
    named, days, owner = (
        column[place].astype(np.int64)
        for column in (promises.document, promises.pay_by, promises.customer)
    )
    return np.stack([code, named, days, amount, owner], axis=1)


@dataclass(frozen=True, eq=False)
class WeekResult:
    """What came of a week's plan, by collector and currency.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        monday: first day of the week.
        collector: who collects; blank for nobody.
        currency: position.
        customers: how many customers the plan names.
        contacted: how many of them were reached in the week.
        planned: open amount of the items of the plan on Monday's eve, minor units.
        received: money received on them in the week.
        promises: how many promises named a day of the week so far; kept: how many were kept.
    """

    ledger: Ledger
    as_of: int
    monday: int
    collector: Texts
    currency: Int64s
    customers: Int64s
    contacted: Int64s
    planned: Int64s
    received: Int64s
    promises: Int64s
    kept: Int64s

    def __len__(self) -> int:
        return len(self.planned)


def week_result(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> WeekResult:
    """What came of the plan that Monday had, up to the day looked from.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    policy = policy or Policy()
    day = day_number(as_of)
    monday = monday_of(day)
    plan = week_plan(ledger, calendar_date(monday), policy=policy)
    document = np.unique(plan.document[plan.document >= 0])
    amount = np.zeros(len(ledger.documents), np.int64)
    amount[plan.document[plan.document >= 0]] = plan.amount[plan.document >= 0]
    received = _received(ledger, as_of, monday, document, policy)
    names = sorted(set(ledger.customers.collector.tolist()))
    at = {name: place for place, name in enumerate(names)}
    desk = np.array([at[name] for name in ledger.customers.collector.tolist()], np.int64)
    count = len(ledger.currencies)

    def sums(key: Column, values: Column) -> Int64s:
        found = np.zeros(len(names) * count, np.int64)
        np.add.at(found, key, values)
        return found

    group = np.unique(plan.customer * count + plan.currency)
    line = desk[group // count] * count + group % count
    of_item = (
        desk[ledger.documents.customer[document]] * count + ledger.documents.currency[document]
    )
    reached = _reached(ledger, monday, day)[group // count]
    due, kept, of_promise = _promises(ledger, as_of, monday, desk, policy)
    columns = [
        sums(line, np.ones(len(group), np.int64)),
        sums(line, reached.astype(np.int64)),
        sums(of_item, amount[document]),
        sums(of_item, received),
        sums(of_promise, due),
        sums(of_promise, kept),
    ]
    used = np.flatnonzero(np.any(columns, axis=0))
    return WeekResult(
        ledger, day, monday, texts([names[place // count] for place in used.tolist()]),
        used % count, *(column[used] for column in columns),
    )  # fmt: skip


def _received(ledger: Ledger, as_of: date, monday: int, document: Int64s, policy: Policy) -> Int64s:
    """The money that came from Monday on and was allocated to each item."""
    rows, documents = allocation_rows(ledger, as_of, policy=policy), ledger.documents
    money = brings_money(ledger, policy) & (documents.kind == Kind.RECEIPT)
    mine = np.flatnonzero(money[rows.credit] & (documents.date[rows.credit] >= monday))
    sums = np.zeros(len(documents), np.int64)
    np.add.at(sums, rows.debit[mine], rows.amount[mine])
    return sums[document]


def _reached(ledger: Ledger, first: int, last: int) -> Bools:
    """Which customers were reached in a period."""
    acts = ledger.acts
    rows = np.isin(acts.kind, REACHED) & (acts.date >= first) & (acts.date <= last)
    reached = np.zeros(len(ledger.customers), bool)
    reached[acts.customer[rows]] = True
    return reached


def _promises(
    ledger: Ledger, as_of: date, monday: int, desk: Int64s, policy: Policy
) -> tuple[Int64s, Int64s, Int64s]:
    """Promises that named a day of the week so far: one each, whether kept, and their line."""
    report, promises = promise_report(ledger, as_of, policy=policy), ledger.promises
    pay_by = promises.pay_by[report.place]
    rows = np.flatnonzero((pay_by >= monday) & (pay_by <= report.as_of))
    rows = rows[np.unique(promises.row[report.place[rows]], return_index=True)[1]]
    place = report.place[rows]
    document, customer = promises.document[place], promises.customer[place].astype(np.int64)
    currency = np.where(
        document >= 0, ledger.documents.currency[document], ledger.customers.currency[customer]
    )
    kept = (report.state[rows] == "kept").astype(np.int64)
    return np.ones(len(rows), np.int64), kept, desk[customer] * len(ledger.currencies) + currency
