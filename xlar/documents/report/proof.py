"""The last section of the monthly report: closed months, and that the figures tie out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.documents.report.content import Grid, Head, Section
from xlar.frames.closing import changes_table
from xlar.frames.field import grouped
from xlar.frames.tabulated import cells_of

if TYPE_CHECKING:
    from xlar.documents.report.facts import ClosedMonths, Facts

_MOST: Final = 40  # changes listed; the others are counted


def proof_section(facts: Facts) -> Section:
    """What changed in closed months, and the checks of every report."""
    parts: list[Grid] = []
    if facts.closed is not None:
        parts.append(_closed(facts, facts.closed))
    parts.append(_checks(facts))
    return Section("proof", facts.say("关账与核对", "Closed months and checks"), tuple(parts))


def _closed(facts: Facts, closed: ClosedMonths) -> Grid:
    changes = closed.changes[:_MOST]
    table = cells_of(changes_table(changes, facts.aging.as_of), facts.lang)
    names = ("table", "document_no", "change", "column", "old_value", "new_value")
    fields = [field for field in table.fields if field.name in names]
    heads = tuple(
        Head(field.title[facts.lang], "figure" if field.name.endswith("value") else "text")
        for field in fields
    )
    columns = [table.column(field.name) for field in fields]
    rows = tuple(tuple(cell or "" for cell in row) for row in zip(*columns, strict=True))
    then, now = (
        "  ".join(f"{code} {grouped(amount)}" for code, amount in balances.items())
        for balances in (closed.balances, closed.balances_now)
    )
    more = len(closed.changes) - len(changes)
    note = facts.say(
        f"{closed.month} 末余额：关账时 {then}，现在 {now}。"
        + (f"另有 {more} 处变动。" if more else ""),
        f"Balance at the end of {closed.month}: {then} when closed, {now} now."
        + (f" {more} more changes." if more else ""),
    )
    title = facts.say(
        f"{closed.month} 关账后的变动" if changes else f"{closed.month} 已关账，此后没有变动",
        f"Changes since {closed.month} was closed"
        if changes
        else f"{closed.month} is closed; nothing changed since",
    )
    return Grid(title, heads, rows, note=note)


def _checks(facts: Facts) -> Grid:
    """Differences of the reports to the documents and to the general ledger: all should be 0."""
    found = (
        (facts.say("账龄合计与单据", "aging against documents"), facts.aging.check),
        (facts.say("回款预测与余额", "forecast against balance"), facts.forecast.check),
        (facts.say("应收变动各月", "movements of the months"), facts.months.check),
        (facts.say("提成基数与收款", "commission against receipts"), facts.commission.check),
        (facts.say("与总账余额", "against the general ledger"), facts.aging.gl_difference),
    )
    codes = sorted({code for _, check in found for code in check})
    heads = (
        Head(facts.say("核对项目", "Check")),
        *(Head(f"{facts.say('差异', 'difference')} {code}", "figure") for code in codes),
    )
    rows = tuple(
        (title, *(facts.amount(check[code], code) if code in check else "–" for code in codes))
        for title, check in found
        if check
    )
    note = facts.say("差异均应为 0。", "All differences should be 0.")
    return Grid(facts.say("核对", "Checks"), heads, rows, note=note)
