"""Commission as tables: salespeople ranked, with the control total; and line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_INT
from xlar.core.commission import LINE_KINDS
from xlar.core.dates import iso
from xlar.core.money import format_minor
from xlar.core.problems import Text
from xlar.frames.cells import TOTAL
from xlar.frames.field import grouped
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Footing, Tabulated, hundred_millionths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.commission import CommissionReport

TITLE: Final = Text("提成", "Commission")
LINES_TITLE: Final = Text("提成明细", "Commission by receipt")
_PERIOD: Final = Text("期间", "period")

#: Columns by the amounts of the report.
_AMOUNTS: Final[Mapping[str, str]] = {
    "received": "received", "commission_base": "base", "unapplied_cash": "unapplied",
    "earned": "earned", "taken_back": "taken_back", "penalty": "penalty", "payable": "payable",
    "target": "target",
}  # fmt: skip
_LINE_COLUMNS: Final = (
    "salesperson", "currency", "customer_id", "receipt_no", "receipt_date", "invoice_no",
    "instalment", "commission_kind", "days_past_due", "commission_base", "commission_rate",
    "factor", "commission",
)  # fmt: skip


def commission_table(report: CommissionReport) -> Tabulated:
    """The salespeople, best first in each currency, and below them the sums with their control.

    Args:
        report: the commission.
    """
    codes = [report.ledger.currencies[place] for place in report.currency]
    names = ("rank", "salesperson", "currency", *_AMOUNTS, "attainment")
    return Tabulated(
        "commission",
        TITLE,
        report.end,
        tuple(FIELDS[name] for name in names),
        {
            "rank": report.rank,
            "salesperson": report.salesperson.tolist(),
            "currency": codes,
            **{column: report.amounts[name] for column, name in _AMOUNTS.items()},
            "attainment": report.attainment,
        },
        codes,
        notes=_notes(report),
        footings=tuple(_footing(report, place) for place in np.unique(report.currency).tolist()),
        facts=_facts(report),
    )


def lines_table(report: CommissionReport) -> Tabulated:
    """What each receipt earned on each invoice, or gave back.

    Args:
        report: the commission.
    """
    lines, documents = report.lines, report.ledger.documents
    codes = [report.ledger.currencies[place] for place in report.currency[lines.row]]
    instalment = documents.instalment[lines.invoice]
    return Tabulated(
        "commission_lines",
        LINES_TITLE,
        report.end,
        tuple(FIELDS[name] for name in _LINE_COLUMNS),
        {
            "salesperson": report.salesperson[lines.row].tolist(),
            "currency": codes,
            "customer_id": report.ledger.customers.id[documents.customer[lines.invoice]].tolist(),
            "receipt_no": documents.number[lines.receipt].tolist(),
            "receipt_date": documents.date[lines.receipt],
            "invoice_no": documents.number[lines.invoice].tolist(),
            "instalment": np.where(instalment > 0, instalment, NO_INT),
            "commission_kind": [LINE_KINDS[place] for place in lines.kind],
            "days_past_due": lines.days,
            "commission_base": lines.base,
            "commission_rate": lines.rate,
            "factor": lines.factor,
            "commission": lines.amount,
        },
        codes,
        notes=_notes(report),
        facts=_facts(report),
    )


def _facts(report: CommissionReport) -> dict[str, Any]:
    check = {code: format_minor(rest, code) for code, rest in report.check.items()}
    return {"from": iso(report.start), "to": iso(report.end), "check": check}


def _notes(report: CommissionReport) -> tuple[tuple[Text, Text], ...]:
    """The period, and for every currency that what was received is base and unapplied."""
    period = f"{iso(report.start)} – {iso(report.end)}"
    notes = [(_PERIOD, Text(period, period))]
    for place in np.unique(report.currency).tolist():
        code, mine = report.ledger.currencies[place], report.currency == place
        received, base, unapplied = (
            grouped(format_minor(int(report.amounts[name][mine].sum()), code))
            for name in ("received", "base", "unapplied")
        )
        rest = grouped(format_minor(report.check[code], code))
        proof = Text(
            f"回款 {received} = 提成基数 {base} + 未核销 {unapplied}；核对差异 {rest}",
            f"received {received} = base {base} + unapplied {unapplied}; check {rest}",
        )
        notes.append((Text(f"核对 {code}", f"check {code}"), proof))
    return tuple(notes)


def _footing(report: CommissionReport, place: int) -> Footing:
    mine = report.currency == place
    code = report.ledger.currencies[place]
    goals = report.amounts["target"][mine]
    goal = int(goals[goals != NO_AMOUNT].sum())
    cash = int(report.amounts["received"][mine][goals != NO_AMOUNT].sum())
    sums = {
        column: int(report.amounts[name][mine].sum())
        for column, name in _AMOUNTS.items()
        if name != "target"
    }
    return Footing(
        "totals",
        TOTAL,
        {
            "currency": code,
            **sums,
            "target": goal or NO_AMOUNT,
            "attainment": hundred_millionths(cash, goal) if goal > 0 else NO_AMOUNT,
        },
        code,
    )
