"""The first page of the monthly report: key figures, what matters, and the trends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.buckets import label_name
from xlar.core.columns import NEVER, NO_AMOUNT
from xlar.core.dates import add_months_to, day_number
from xlar.core.money import divide_round, format_minor
from xlar.core.problems import Text
from xlar.core.tables import NUMBER_SCALE
from xlar.documents.report.content import Card, Chart, Grid, Head, Pair, Section, Series
from xlar.documents.report.facts import number_text, percent_text
from xlar.frames.field import grouped
from xlar.frames.tabulated import decimal_text

if TYPE_CHECKING:
    from xlar.documents.report.content import Tone
    from xlar.documents.report.facts import Facts

_MOVES: Final = (
    ("opening", Text("期初未收款", "Owed at the beginning")),
    ("sales", Text("加：销售", "Plus sales")),
    ("other", Text("加：利息、费用等", "Plus interest, fees and other")),
    ("received", Text("减：收款", "Less cash received")),
    ("otherwise", Text("减：非现金结算", "Less settled without cash")),
    ("written_off", Text("减：核销坏账", "Less written off")),
    ("recovered", Text("加：已核销收回", "Plus recovered")),
    ("advances", Text("加：预收变动", "Plus change in advances")),
)
_CLOSING: Final = Text("期末未收款", "Owed at the end")
_CREDIT: Final = Text("未核销款", "Credit not applied")
_NET: Final = Text("应收余额", "Receivables")
_SHOWN_MONTHS: Final = 3
_SOON_MONTHS: Final = 3  # a claim that lapses within so many months is named


def cards(facts: Facts) -> tuple[Card, ...]:
    """The key figures, each with its change against the month before."""
    return (
        _balance_card(facts),
        _amount_card(facts, "overdue", Text("逾期金额", "Overdue"), more_is="bad"),
        _ratio_card(facts, "overdue_rate", Text("逾期率", "Overdue rate"), more_is="bad"),
        _amount_card(facts, "received", Text("本月回款", "Cash received"), more_is="good"),
        _ratio_card(facts, "due_collection_rate", Text("到期回款率", "Collected of what fell due"),
                    more_is="good"),
        _days_card(facts, "dso", Text("应收周转天数 DSO", "DSO, days"), more_is="bad"),
    )  # fmt: skip


def _balance_card(facts: Facts) -> Card:
    totals = [total.total for total in facts.agings[-2:]]
    title = Text("应收余额", "Receivables")[facts.lang]
    before = totals[0] if len(totals) > 1 else 0
    return _changed_amount(facts, "receivables", title, totals[-1], before, "plain")


def _amount_card(facts: Facts, name: str, title: Text, more_is: Tone) -> Card:
    now, before = facts.moved(name), facts.moved(name, 1)
    return _changed_amount(facts, name, title[facts.lang], now, before, more_is)


def _changed_amount(
    facts: Facts, name: str, title: str, now: int, before: int, more_is: Tone
) -> Card:
    change = ""
    if before:
        rate = divide_round((now - before) * NUMBER_SCALE, abs(before))
        change = facts.say("较上月 ", "vs last month ") + _signed(percent_text(rate))
    plain = format_minor(now, facts.code)
    return Card(name, plain, title, grouped(plain), change, _tone(now - before, more_is))


def _ratio_card(facts: Facts, name: str, title: Text, more_is: Tone) -> Card:
    return _figure_card(facts, name, title, more_is, percent_text, (" 个百分点", " points"))


def _days_card(facts: Facts, name: str, title: Text, more_is: Tone) -> Card:
    return _figure_card(facts, name, title, more_is, number_text, (" 天", " days"))


def _figure_card(
    facts: Facts, name: str, title: Text, more_is: Tone, shown: Any, unit: tuple[str, str]
) -> Card:
    now, before = facts.figure(name), facts.figure(name, 1)
    if now == NO_AMOUNT:
        return Card(name, "", title[facts.lang], "–")
    change = ""
    if before != NO_AMOUNT:
        moved = _signed(shown(now - before).rstrip("%"))
        change = facts.say("较上月 ", "vs last month ") + moved + facts.say(*unit)
    tone = _tone(now - before, more_is)
    return Card(name, decimal_text(now), title[facts.lang], shown(now), change, tone)


def _signed(text: str) -> str:
    return text if text.startswith("-") else f"+{text}"


def _tone(change: int, more_is: Tone) -> Tone:
    if not change or more_is == "plain":
        return "plain"
    return more_is if change > 0 else ("good" if more_is == "bad" else "bad")


def findings(facts: Facts) -> tuple[str, ...]:
    """What a manager should know, in sentences."""
    found = [_balance(facts), _concentration(facts), _cash_to_come(facts), _held(facts),
             _lapsing(facts), _tampered(facts)]  # fmt: skip
    return tuple(sentence for sentence in found if sentence)


def _balance(facts: Facts) -> str:
    now = facts.agings[-1]
    change = now.total - facts.agings[-2].total if len(facts.agings) > 1 else 0
    overdue, rate = facts.brief(facts.moved("overdue")), facts.figure("overdue_rate")
    share = "–" if rate == NO_AMOUNT else percent_text(rate)
    more = Text("增加", "more") if change >= 0 else Text("减少", "less")
    size = facts.brief(abs(change))
    credit = facts.brief(-now.unapplied) if now.unapplied else ""
    return facts.say(
        f"应收余额 {facts.brief(now.total)}，比上月{more.zh} {size}"
        f"{f'；已扣未核销款 {credit}' if credit else ''}。逾期 {overdue}，占未收款的 {share}。",
        f"Receivables are {facts.brief(now.total)}, {size} {more.en} than a month before"
        f"{f', net of {credit} not applied' if credit else ''}. {overdue} are overdue, {share} of "
        "what is owed.",
    )


def _concentration(facts: Facts) -> str:
    rows = late_customers(facts)
    total = sum(amount for _, amount in rows)
    if not total:
        return ""
    top = rows[:5]
    part = sum(amount for _, amount in top)
    share = percent_text(divide_round(part * NUMBER_SCALE, total), 0)
    return facts.say(
        f"逾期最多的 {len(top)} 家客户合计 {facts.brief(part)}，占全部逾期的 {share}。",
        f"The {len(top)} customers most overdue owe {facts.brief(part)}, {share} of all overdue.",
    )


def late_customers(facts: Facts) -> list[tuple[int, int]]:
    """Customers and their overdue amounts in the main currency, the largest first."""
    report = facts.stages
    late = np.flatnonzero(facts.in_main & (report.days_past_due > 0))
    customer = facts.ledger.documents.customer[report.document[late]]
    sums = np.zeros(len(facts.ledger.customers), np.int64)
    np.add.at(sums, customer, report.open[late])
    places = np.flatnonzero(sums)
    order = places[np.argsort(-sums[places], kind="stable")]
    return [(int(place), int(sums[place])) for place in order]


def _cash_to_come(facts: Facts) -> str:
    report = facts.forecast
    mine = np.flatnonzero(report.currency == facts.main)
    if not len(mine):
        return ""
    weeks = min(4, report.weeks)
    cash = int((report.expected + report.bills)[mine[0], :weeks].sum())
    text = facts.say(
        f"未来 {weeks} 周预计现金 {facts.brief(cash)}",
        f"Cash expected in the next {weeks} weeks: {facts.brief(cash)}",
    )
    test = report.tests.get(facts.code)
    if test is None:
        return text + facts.say("。", ".")
    return text + facts.say(
        f"；同样的方法过去平均每周误差 {facts.brief(round(test.error))}，"
        f"按到期日估计则为 {facts.brief(round(test.on_due_error))}。",
        f"; the method erred by {facts.brief(round(test.error))} a week in the past, due dates "
        f"taken for payment by {facts.brief(round(test.on_due_error))}.",
    )


def _held(facts: Facts) -> str:
    if facts.credit is None:
        return ""
    held, asked = (
        sum(decision == code for decision in facts.credit.decision) for code in ("hold", "approve")
    )
    told = [
        facts.say(*texts)
        for count, *texts in (
            (held, f"{held} 家客户停止发货", f"deliveries to {held} customers are on hold"),
            (asked, f"{asked} 家须审批后发货", f"deliveries to {asked} need approval"),
        )
        if count
    ]
    sentence = facts.say("，", ", ").join(told)
    return f"{sentence[:1].upper()}{sentence[1:]}{facts.say('。', '.')}" if told else ""


def _lapsing(facts: Facts) -> str:
    report = facts.stages
    until = add_months_to(day_number(facts.day), _SOON_MONTHS)
    soon = (report.limitation_date <= until) & (report.limitation_date != NEVER) & facts.in_main
    if not soon.any():
        return ""
    total = int(report.open[soon].sum())
    count = int(soon.sum())
    return facts.say(
        f"{count} 笔共 {facts.brief(total)}，诉讼时效已过或在 {_SOON_MONTHS} 个月内届满。",
        f"{count} claims of {facts.brief(total)} have lapsed or lapse within "
        f"{_SOON_MONTHS} months.",
    )


def _tampered(facts: Facts) -> str:
    if facts.closed is None or not facts.closed.changes:
        return ""
    count = len(facts.closed.changes)
    return facts.say(
        f"已关账的 {facts.closed.month} 及以前有 {count} 处变动，见文末。",
        f"{count} changes in months closed up to {facts.closed.month}: see the end.",
    )


def trends(facts: Facts) -> Section:
    """How the receivables aged over the year, and how long they took to come in."""
    labels = tuple(f"{end:%y-%m}" for end in facts.month_ends)
    pair = Pair(_aging_trend(facts, labels), _dso_trend(facts, labels))
    return Section("trends", facts.say("走势", "Trends"), (pair,))


def _aging_trend(facts: Facts, labels: tuple[str, ...]) -> Chart:
    series = tuple(
        Series(
            label_name(label, facts.lang),
            tuple(facts.units(total.buckets[place]) for total in facts.agings),
        )
        for place, label in enumerate(facts.aging.labels)
    )
    title = facts.say("账龄走势", "Aging by month")
    return Chart(title, "stacked", labels, series, facts.scale, facts.unit)


def _dso_trend(facts: Facts, labels: tuple[str, ...]) -> Chart:
    names = (
        ("dso", Text("DSO", "DSO")),
        ("best_possible_dso", Text("最佳可能 DSO", "best possible DSO")),
    )
    backs = range(len(facts.month_ends) - 1, -1, -1)
    series = tuple(
        Series(
            title[facts.lang], tuple(_number(facts.figure(name, back)) for back in backs), "line"
        )
        for name, title in names
    )
    title = facts.say("应收周转天数 DSO", "Days sales outstanding")
    return Chart(title, "line", labels, series, unit=facts.say("天", "days"))


def _number(scaled: int) -> float | None:
    return None if scaled == NO_AMOUNT else scaled / NUMBER_SCALE


def movements(facts: Facts) -> Grid:
    """The movements of this month and the two before."""
    count = min(_SHOWN_MONTHS, len(facts.month_ends))
    heads = [Head(facts.say("项目", "Movement"))]
    heads += [Head(f"{end:%Y-%m}", "amount") for end in facts.month_ends[-count:]]
    rows = []
    for name, title in _MOVES:
        amounts = [facts.moved(name, back) for back in reversed(range(count))]
        if any(amounts) or name == "opening":
            rows.append((title[facts.lang], *amounts))
    totals = facts.agings[-count:]
    closing = (_CLOSING, [total.total - total.unapplied for total in totals])
    below = (closing, (_CREDIT, [total.unapplied for total in totals]),
             (_NET, [total.total for total in totals]))  # fmt: skip
    return Grid(
        "", tuple(heads), tuple(rows),
        tuple((title[facts.lang], *amounts) for title, amounts in below), facts.code,
    )  # fmt: skip
