"""Sections of the monthly report on what is open: aging, stages, the most overdue, the cash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.buckets import label_name
from xlar.core.dates import calendar_date
from xlar.core.forecast.expected import WEEK
from xlar.core.money import divide_round
from xlar.core.next_action import action_name
from xlar.core.stages import STAGES
from xlar.core.tables import NUMBER_SCALE
from xlar.documents.report.content import Chart, Grid, Head, Pair, Remarks, Section, Series
from xlar.documents.report.overview import late_customers

if TYPE_CHECKING:
    from typing import Any

    from xlar.core.columns import Int64s
    from xlar.documents.report.content import Role
    from xlar.documents.report.facts import Facts

_TOP: Final = 10


def share_of(part: int, whole: int) -> int | None:
    """A part of a whole in hundred-millionths, None of nothing.

    >>> share_of(1, 4), share_of(1, 0)
    (25000000, None)
    """
    return divide_round(part * NUMBER_SCALE, whole) if whole > 0 else None


def aging_section(facts: Facts) -> Section:
    """What is open by age and by stage."""
    return Section(
        "aging",
        facts.say("账龄与阶段", "Age and stage"),
        (Pair(_buckets(facts), _funnel(facts)),),
    )


def _buckets(facts: Facts) -> Grid:
    now, before = facts.agings[-1], facts.agings[-2] if len(facts.agings) > 1 else facts.agings[-1]
    whole = sum(now.buckets)
    rows = tuple(
        (label_name(label, facts.lang), amount, share_of(amount, whole), amount - earlier)
        for label, amount, earlier in zip(
            facts.aging.labels, now.buckets, before.buckets, strict=True
        )
    )
    credit = now.unapplied - before.unapplied
    totals = (
        (facts.say("未核销款", "unapplied"), now.unapplied, None, credit),
        (facts.say("合计", "total"), now.total, None, now.total - before.total),
    )
    heads = (
        Head(facts.say("账龄", "Bucket")),
        Head(facts.say("金额", "Amount"), "amount"),
        Head(facts.say("占比", "Share"), "ratio"),
        Head(facts.say("较上月", "Change"), "amount"),
    )
    return Grid(facts.say("账龄", "Aging"), heads, rows, totals, facts.code)


def _funnel(facts: Facts) -> Chart:
    report = facts.stages
    amounts = [int(report.open[facts.in_main & (report.stage == code)].sum()) for code in STAGES]
    counts = [int((facts.in_main & (report.stage == code)).sum()) for code in STAGES]
    names = tuple(
        facts.say(f"{name.zh}（{count} 张）", f"{name.en} ({count})")
        for name, count in zip(STAGES.values(), counts, strict=True)
    )
    title = facts.say("逾期阶段", "Open amount by stage")
    series = Series(facts.say("未清金额", "open"), tuple(map(facts.units, amounts)))
    return Chart(title, "bars", names, (series,), facts.scale, facts.unit)


def other_currencies(facts: Facts) -> tuple[Grid, ...]:
    """The other currencies, a row each: they are never added up."""
    report = facts.months
    last = {int(place): row for row, place in enumerate(report.currency.tolist())}
    rows = tuple(
        (
            facts.ledger.currencies[place],
            facts.amount(int(report.amounts["closing"][row]), facts.ledger.currencies[place]),
            facts.amount(int(report.amounts["overdue"][row]), facts.ledger.currencies[place]),
            facts.amount(int(report.amounts["received"][row]), facts.ledger.currencies[place]),
            int(report.figures["overdue_rate"][row]),
            int(report.figures["dso"][row]),
        )
        for place, row in last.items()
        if place != facts.main
    )
    if not rows:
        return ()
    heads = (
        Head(facts.say("币种", "Currency")),
        Head(facts.say("应收余额", "Receivables"), "figure"),
        Head(facts.say("逾期", "Overdue"), "figure"),
        Head(facts.say("本月回款", "Received"), "figure"),
        Head(facts.say("逾期率", "Overdue rate"), "ratio"),
        Head("DSO", "number"),
    )
    return (Grid(facts.say("其他币种", "Other currencies"), heads, rows),)


def overdue_section(facts: Facts) -> Section | None:
    """The customers most overdue."""
    top = late_customers(facts)[:_TOP]
    if not top:
        return None
    customers = facts.ledger.customers
    names = tuple(customers.name[place] or customers.id[place] for place, _ in top)
    title = facts.say("逾期最多的客户", "Customers most overdue")
    series = Series(facts.say("逾期", "overdue"), tuple(facts.units(amount) for _, amount in top))
    chart = Chart(title, "bars", names, (series,), facts.scale, facts.unit)
    heads = (
        Head(facts.say("客户", "Customer")),
        Head(facts.say("业务员", "Salesperson")),
        Head(facts.say("逾期金额", "Overdue"), "amount"),
        Head(facts.say("未清合计", "Open"), "amount"),
        Head(facts.say("最长天数", "Days"), "whole"),
        Head(facts.say("最急的下一步", "Most urgent step")),
    )
    rows = tuple(_customer(facts, place, amount) for place, amount in top)
    every = sum(amount for _, amount in late_customers(facts))
    part = sum(amount for _, amount in top)
    totals = (
        (facts.say(f"前 {len(top)} 家", f"first {len(top)}"), "", part, None, None, ""),
        (facts.say("全部逾期", "all overdue"), "", every, None, None, ""),
    )
    return Section("overdue", title, (chart, Grid("", heads, rows, totals, facts.code)))


def _customer(facts: Facts, place: int, overdue: int) -> tuple[Any, ...]:
    report, customers = facts.stages, facts.ledger.customers
    mine = np.flatnonzero(
        facts.in_main & (facts.ledger.documents.customer[report.document] == place)
    )
    oldest = mine[np.argmax(report.days_past_due[mine])]
    action = str(report.next_action[oldest])
    return (
        customers.name[place] or customers.id[place],
        customers.salesperson[place],
        overdue,
        int(report.open[mine].sum()),
        int(report.days_past_due[oldest]),
        action_name(action)[facts.lang] if action else "",
    )


def forecast_section(facts: Facts) -> Section | None:
    """The cash of the coming weeks."""
    report = facts.forecast
    mine = np.flatnonzero(report.currency == facts.main)
    if not len(mine):
        return None
    row = int(mine[0])
    title = facts.say("回款预测", "Cash forecast")
    return Section("forecast", title, (_outlook(facts, row), *_verdict(facts), _weeks(facts, row)))


def _outlook(facts: Facts, row: int) -> Chart:
    report = facts.forecast
    weeks = range(report.weeks)
    covered = f"{facts.policy.forecast.coverage:.0%}"
    labels = tuple(f"{calendar_date(report.first_day(week)):%m-%d}" for week in weeks)
    figures: tuple[tuple[str, Int64s, Role], ...] = (
        (facts.say("未清项回款", "open items"), report.expected, "bar"),
        (facts.say("票据到期", "bills due"), report.bills, "bar"),
        (facts.say(f"{covered} 区间下限", f"{covered} range, low"), report.low, "low"),
        (facts.say("上限", "high"), report.high, "high"),
        (facts.say("若都到期日付款", "if all paid when due"), report.on_due, "line"),
    )
    series = tuple(
        Series(name, tuple(facts.units(int(values[row, week])) for week in weeks), role)
        for name, values, role in figures
    )
    title = facts.say("每周预计现金与区间", "Cash by week, with its range")
    return Chart(title, "outlook", labels, series, facts.scale, facts.unit)


def _weeks(facts: Facts, row: int) -> Grid:
    report = facts.forecast
    heads = (
        Head(facts.say("周", "Week")),
        Head(facts.say("未清项", "Open items"), "amount"),
        Head(facts.say("票据", "Bills"), "amount"),
        Head(facts.say("预计现金", "Cash"), "amount"),
        Head(facts.say("下限", "Low"), "amount"),
        Head(facts.say("上限", "High"), "amount"),
    )
    rows: list[tuple[Any, ...]] = []
    for week in range(report.weeks):
        first = calendar_date(report.first_day(week))
        last = calendar_date(report.first_day(week) + WEEK - 1)
        expected, bills = int(report.expected[row, week]), int(report.bills[row, week])
        rows.append(
            (f"{first:%m-%d} – {last:%m-%d}", expected, bills, expected + bills,
             int(report.low[row, week]), int(report.high[row, week]))
        )  # fmt: skip
    later = (int(report.expected[row, -1]), int(report.bills[row, -1]))
    rows.append((facts.say("以后", "later"), *later, sum(later), None, None))
    expected, bills = int(report.expected[row].sum()), int(report.bills[row].sum())
    loss = int(report.loss[row])
    totals = (
        (facts.say("合计", "total"), expected, bills, expected + bills, None, None),
        (facts.say("预计损失", "expected loss"), loss, None, None, None, None),
        (facts.say("未清金额", "open items"), expected + loss, None, None, None, None),
    )
    return Grid("", heads, tuple(rows), totals, facts.code)


def _verdict(facts: Facts) -> tuple[Remarks, ...]:
    test = facts.forecast.tests.get(facts.code)
    if test is None:
        return ()
    error, on_due, on_average = (
        facts.brief(round(value))
        for value in (test.error, test.on_due_error, test.on_average_error)
    )
    inside = divide_round(100 * test.inside, test.weeks)
    first, last = calendar_date(test.origins[-1]), calendar_date(test.origins[0])
    sentence = facts.say(
        f"检验：自 {first} 至 {last} 的 {len(test.origins)} 次预测、{test.weeks} 周，平均每周误差 "
        f"{error}；都到期日付款的估计为 {on_due}，都按平均延迟的为 {on_average}。"
        f"实际回款 {inside}% 落在区间内。",
        f"Test: {len(test.origins)} forecasts from {first} to {last}, {test.weeks} weeks; mean "
        f"error per week {error}, against {on_due} if all paid when due and {on_average} at the "
        f"average delay. {inside}% of the weeks lay within the range.",
    )
    return (Remarks((sentence,)),)
