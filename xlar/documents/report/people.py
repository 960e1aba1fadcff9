"""Sections of the monthly report on people: who collected what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_AMOUNT
from xlar.documents.report.content import Chart, Grid, Head, Section, Series

if TYPE_CHECKING:
    from typing import Any

    from xlar.documents.report.facts import Facts


def people_section(facts: Facts) -> Section | None:
    """The salespeople, who collected most first, with their targets and what is overdue."""
    report = facts.commission
    mine = [
        int(row) for row in np.flatnonzero(report.currency == facts.main) if report.salesperson[row]
    ]
    if not mine:
        return None
    title = facts.say("业务员回款", "Cash collected by salesperson")
    names = tuple(str(report.salesperson[row]) for row in mine)
    received = report.amounts["received"]
    chart = Chart(
        facts.say("本月回款排名", "Cash collected this month"),
        "bars",
        names,
        (
            Series(
                facts.say("回款", "cash"), tuple(facts.units(int(received[row])) for row in mine)
            ),
        ),
        facts.scale,
        facts.unit,
    )
    return Section("people", title, (chart, _ranking(facts, mine)))


def _ranking(facts: Facts, mine: list[int]) -> Grid:
    report = facts.commission
    standing = _standing(facts)
    heads = (
        Head(facts.say("名次", "Rank"), "whole"),
        Head(facts.say("业务员", "Salesperson")),
        Head(facts.say("回款", "Received"), "amount"),
        Head(facts.say("目标", "Target"), "amount"),
        Head(facts.say("完成率", "Attained"), "ratio"),
        Head(facts.say("逾期金额", "Overdue"), "amount"),
        Head(facts.say("逾期率", "Overdue rate"), "ratio"),
        Head(facts.say("应付提成", "Commission"), "amount"),
    )
    rows: list[tuple[Any, ...]] = []
    for row in mine:
        person = str(report.salesperson[row])
        overdue, rate = standing.get(person, (0, NO_AMOUNT))
        rows.append(
            (int(report.rank[row]), person, int(report.amounts["received"][row]),
             int(report.amounts["target"][row]), int(report.attainment[row]), overdue, rate,
             int(report.amounts["payable"][row]))
        )  # fmt: skip
    sums = [sum(max(row[place], 0) for row in rows) for place in (2, 3, 5, 7)]
    total = (
        None,
        facts.say("合计", "total"),
        sums[0],
        sums[1] or None,
        None,
        sums[2],
        None,
        sums[3],
    )
    return Grid("", heads, tuple(rows), (total,), facts.code)


def _standing(facts: Facts) -> dict[str, tuple[int, int]]:
    """What is overdue, and its rate, by salesperson."""
    report = facts.sellers
    found: dict[str, tuple[int, int]] = {}
    for row in np.flatnonzero(report.currency == facts.main).tolist():
        person: Any = report.names[report.key[row]]
        found[str(person)] = (
            int(report.amounts["overdue"][row]),
            int(report.figures["overdue_rate"][row]),
        )
    return found
