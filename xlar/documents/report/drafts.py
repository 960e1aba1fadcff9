"""E-mail drafts with each salesperson's overdue items; nothing is ever sent from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.next_action import action_name
from xlar.documents.parties import company_party
from xlar.documents.render.eml import message
from xlar.documents.report.content import Grid, Head
from xlar.documents.report.workbook import grids_workbook

if TYPE_CHECKING:
    from typing import Any

    from xlar.core.columns import Int64s
    from xlar.documents.report.facts import Facts

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LISTED: Final = 15  # items in the text of the e-mail; all of them are in the workbook


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft for one salesperson.

    Attributes:
        name: the salesperson.
        data: the ``.eml`` file.
    """

    name: str
    data: bytes


def seller_drafts(facts: Facts) -> list[Draft]:
    """A draft for every salesperson with overdue items, by name; customers without one have none.

    It is addressed as ``documents.salespeople`` says; without an address that is left to whoever
    sends it.

    Args:
        facts: the figures of the month.

    Raises:
        BadAddress: the company's own e-mail address is none.
    """
    report = facts.stages
    late = np.flatnonzero(report.days_past_due > 0)
    customer = facts.ledger.documents.customer[report.document[late]]
    person = facts.ledger.customers.salesperson[customer]
    names = sorted({name for name in person.tolist() if name})
    return [
        Draft(name, _draft(facts, name, number, late[person == name]))
        for number, name in enumerate(names, 1)
    ]


def _draft(facts: Facts, name: str, number: int, rows: Int64s) -> bytes:
    """The e-mail: how much, the oldest items in words, all of them in a workbook."""
    grids = _lists(facts, rows)
    subject = facts.say(f"逾期清单 {facts.day}：{name}", f"Overdue items as of {facts.day}: {name}")
    sums = facts.say("；", "; ").join(
        f"{grid.currency} {facts.amount(grid.totals[0][3], grid.currency)}" for grid in grids
    )
    count, customers = len(rows), _customers(facts, rows)
    texts = [
        facts.say(f"{name}，您好！", f"Dear {name},"),
        facts.say(
            f"截至 {facts.day}，您名下 {customers} 家客户共有 {count} 笔逾期，合计 {sums}。"
            "天数最长的如下，全部见附件。请当日 18:00 前回复每笔的原因和预计付款日。",
            f"as of {facts.day}, {count} items of {customers} customers of yours are overdue, in "
            f"all {sums}. The longest overdue are listed below, all of them in the workbook. "
            "Please answer today by 18:00: the reason, and the day each will be paid.",
        ),
        *(_sentence(facts, row, grid.currency) for grid in grids for row in grid.rows[:_LISTED]),
        facts.policy.company.name,
    ]
    book = grids_workbook(subject, grids, facts.say("逾期清单", "Overdue"))
    attached = facts.say(f"逾期清单 {facts.day}.xlsx", f"overdue {facts.day}.xlsx")
    return message(
        company_party(facts.policy),
        facts.policy.documents.addresses_of(name),
        subject,
        texts,
        [(attached, book, _XLSX)],
        f"{facts.day:%Y%m%d}-{number}",
    )


def _customers(facts: Facts, rows: Int64s) -> int:
    return len(set(facts.ledger.documents.customer[facts.stages.document[rows]].tolist()))


def _sentence(facts: Facts, row: tuple[Any, ...], currency: str) -> str:
    customer, number, _, amount, days, step = row
    text = facts.say(
        f"{customer} {number}：{currency} {facts.amount(amount, currency)}，逾期 {days} 天",
        f"{customer} {number}: {currency} {facts.amount(amount, currency)}, {days} days overdue",
    )
    return f"{text}{facts.say('，', ', ')}{step}" if step else text


def _lists(facts: Facts, rows: Int64s) -> list[Grid]:
    """The items by currency, the longest overdue first."""
    report, documents = facts.stages, facts.ledger.documents
    currency = documents.currency[report.document[rows]]
    heads = (
        Head(facts.say("客户", "Customer")),
        Head(facts.say("单据号", "Document")),
        Head(facts.say("到期日", "Due"), "day"),
        Head(facts.say("未清金额", "Open"), "amount"),
        Head(facts.say("逾期天数", "Days"), "whole"),
        Head(facts.say("下一步", "Next step")),
    )
    grids = []
    for place in np.unique(currency).tolist():
        mine = rows[currency == place]
        mine = mine[np.argsort(-report.days_past_due[mine], kind="stable")]
        code = facts.ledger.currencies[place]
        total = (facts.say("合计", "total"), "", None, int(report.open[mine].sum()), None, "")
        cells = tuple(_item(facts, int(row)) for row in mine)
        grids.append(Grid(code, heads, cells, (total,), code))
    return grids


def _item(facts: Facts, row: int) -> tuple[Any, ...]:
    report, documents, customers = facts.stages, facts.ledger.documents, facts.ledger.customers
    place = int(report.document[row])
    owner = documents.customer[place]
    part = documents.instalment[place]
    action = str(report.next_action[row])
    return (
        customers.name[owner] or customers.id[owner],
        f"{documents.number[place]} / {part}" if part else documents.number[place],
        int(documents.due[place]),
        int(report.open[row]),
        int(report.days_past_due[row]),
        action_name(action)[facts.lang] if action else "",
    )
