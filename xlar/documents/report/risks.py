"""Sections of the monthly report on customers at risk and on the work of collecting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.collections import STATES, WEEK_TASKS, promise_report, week_plan
from xlar.core.columns import NO_AMOUNT
from xlar.core.dates import calendar_date, day_number
from xlar.core.errors import MissingRate
from xlar.core.signal_catalogue import SIGNS
from xlar.core.signals import RISKS, warnings
from xlar.documents.report.content import Grid, Head, Pair, Section

if TYPE_CHECKING:
    from typing import Any

    from xlar.core.signals import WarningReport
    from xlar.documents.report.facts import Facts

_MOST: Final = 8  # customers listed


def risk_section(facts: Facts) -> Section | None:
    """The customers of the gravest classes of risk, with what warns of them."""
    try:
        report = warnings(facts.ledger, facts.day, policy=facts.policy)
    except MissingRate:
        return None
    listed = report.concerned[report.risk[report.concerned] > 0]
    if not len(listed):
        return None
    listed = listed[np.argsort(-report.points[listed], kind="stable")]
    heads = (
        Head(facts.say("客户", "Customer")),
        Head(facts.say("风险", "Risk")),
        Head(facts.say("分值", "Points"), "whole"),
        Head(facts.say("信号", "Signals")),
    )
    rows = tuple(_customer(facts, report, int(place)) for place in listed[:_MOST])
    counts = np.bincount(report.risk, minlength=len(RISKS))[1:]
    told = facts.say("，", ", ").join(
        f"{name[facts.lang]} {count}"
        for name, count in zip([*RISKS.values()][1:], counts, strict=True)
    )
    note = facts.say(f"各风险等级的客户数：{told}。", f"Customers by class of risk: {told}.")
    title = facts.say("风险客户", "Customers at risk")
    return Section("risks", title, (Grid("", heads, rows, note=note),))


def _customer(facts: Facts, report: WarningReport, place: int) -> tuple[Any, ...]:
    customers, marks = facts.ledger.customers, report.marks
    codes = marks.code[marks.customer == place].tolist()
    signs = [SIGNS[code].name[facts.lang] if code in SIGNS else code for code in codes]
    return (
        customers.name[place] or customers.id[place],
        [*RISKS.values()][int(report.risk[place])][facts.lang],
        int(report.points[place]),
        facts.say("；", "; ").join(signs),
    )


def work_section(facts: Facts) -> Section | None:
    """What became of the month's promises, and the plan of the week."""
    grids = [grid for grid in (_promises(facts), _plan(facts)) if grid is not None]
    if not grids:
        return None
    parts = (Pair(grids[0], grids[1]),) if len(grids) > 1 else (grids[0],)
    return Section("work", facts.say("催收执行", "Collection work"), parts)


def _promises(facts: Facts) -> Grid | None:
    """The promises that named a day of the month, by what became of them."""
    report = promise_report(facts.ledger, facts.day, policy=facts.policy)
    promises = facts.ledger.promises
    first, last = day_number(facts.day.replace(day=1)), day_number(facts.day)
    pay_by = promises.pay_by[report.place]
    within = (pay_by >= first) & ((pay_by <= last) | (report.state == "running"))
    within &= facts.ledger.customers.currency[promises.customer[report.place]] == facts.main
    if not within.any():
        return None
    heads = (
        Head(facts.say("承诺", "Promises")),
        Head(facts.say("笔数", "Count"), "whole"),
        Head(facts.say("承诺金额", "Promised"), "amount"),
        Head(facts.say("已收", "Received"), "amount"),
    )
    rows = []
    for state, name in STATES.items():
        mine = within & (report.state == state)
        amount = promises.amount[report.place[mine]]
        rows.append(
            (name[facts.lang], int(mine.sum()), int(amount[amount != NO_AMOUNT].sum()),
             int(report.received[mine].sum()))
        )  # fmt: skip
    title = facts.say("本月到期和进行中的承诺", "Promises due this month or running")
    return Grid(title, heads, tuple(rows), (), facts.code)


def _plan(facts: Facts) -> Grid | None:
    """The tasks of the week of the day, by kind."""
    plan = week_plan(facts.ledger, facts.day, policy=facts.policy, sent=facts.sent)
    mine = plan.currency == facts.main
    if not mine.any():
        return None
    heads = (
        Head(facts.say("任务", "Task")),
        Head(facts.say("笔数", "Count"), "whole"),
        Head(facts.say("金额", "Amount"), "amount"),
    )
    rows = []
    for number, name in enumerate(WEEK_TASKS.values()):
        of_kind = mine & (plan.task == number)
        if of_kind.any():
            rows.append((name[facts.lang], int(of_kind.sum()), int(plan.amount[of_kind].sum())))
    first, last = calendar_date(plan.monday), calendar_date(plan.sunday)
    title = facts.say(
        f"本周计划 {first:%m-%d} 至 {last:%m-%d}", f"This week, {first:%m-%d} to {last:%m-%d}"
    )
    return Grid(title, heads, tuple(rows), (), facts.code)
