"""The section of the monthly report on the loss allowance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.buckets import label_name
from xlar.core.problems import Text
from xlar.core.provision import NotEnoughHistory, provision
from xlar.documents.report.collecting import share_of
from xlar.documents.report.content import Grid, Head, Pair, Section

if TYPE_CHECKING:
    from typing import Any

    from xlar.core.provision import ProvisionReport
    from xlar.documents.report.facts import Facts

_MOVEMENT: Final = (
    ("opening", 1, Text("期初准备", "Opening")),
    ("charge", 1, Text("加：计提", "Plus charge")),
    ("reversal", -1, Text("减：转回", "Less reversal")),
    ("written_off", -1, Text("减：核销", "Less written off")),
    ("recovered", 1, Text("加：收回", "Plus recovered")),
    ("other", 1, Text("加：其他变动", "Plus other")),
)
_CLOSING: Final = Text("期末准备", "Closing")


def allowance_section(facts: Facts) -> Section | None:
    """The allowance by band, and its movement; none where its method has no history yet."""
    try:
        report = provision(facts.ledger, facts.day, policy=facts.policy)
    except NotEnoughHistory:
        return None
    if facts.code not in report.movements:
        return None
    pair = Pair(_bands(facts, report), _movement(facts, report))
    return Section("allowance", facts.say("坏账准备", "Loss allowance"), (pair,))


def _bands(facts: Facts, report: ProvisionReport) -> Grid:
    heads = (
        Head(facts.say("账龄段", "Band")),
        Head(facts.say("余额", "Balance"), "amount"),
        Head(facts.say("损失率", "Rate"), "ratio"),
        Head(facts.say("准备", "Allowance"), "amount"),
    )
    rows: list[tuple[Any, ...]] = []
    for band, label in enumerate(report.labels):
        mine = (report.band == band) & (report.currency == facts.main)
        balance, allowance = int(report.balance[mine].sum()), int(report.allowance[mine].sum())
        if balance or allowance:
            rate = share_of(allowance, balance)
            rows.append((label_name(label, facts.lang), balance, rate, allowance))
    mine = report.own.currency == facts.main
    if mine.any():
        balance = int(report.own.balance[mine].sum())
        allowance = int(report.own.allowance[mine].sum())
        title = facts.say("单项计提", "assessed on their own")
        rows.append((title, balance, share_of(allowance, balance), allowance))
    balance, allowance = sum(row[1] for row in rows), sum(row[3] for row in rows)
    total = (facts.say("合计", "total"), balance, share_of(allowance, balance), allowance)
    return Grid(facts.say("按账龄段", "By band"), heads, tuple(rows), (total,), facts.code)


def _movement(facts: Facts, report: ProvisionReport) -> Grid:
    movement = report.movements[facts.code]
    heads = (
        Head(facts.say("项目", "Movement")),
        Head(facts.say("金额", "Amount"), "amount"),
    )
    rows = tuple(
        (title[facts.lang], sign * getattr(movement, name))
        for name, sign, title in _MOVEMENT
        if getattr(movement, name) or name == "opening"
    )
    closing = (_CLOSING[facts.lang], movement.closing)
    return Grid(
        facts.say("本期变动", "Movement of the period"), heads, rows, (closing,), facts.code
    )
