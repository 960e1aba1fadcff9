"""The collections desk, tabulated: the worklist, promises, the week."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.collections import WEEK_TASKS
from xlar.core.dates import iso
from xlar.core.problems import Text
from xlar.core.stages import STAGES
from xlar.core.tables import NUMBER_SCALE
from xlar.frames.cells import TOTAL
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Footing, Tabulated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.collections import PromiseReport, WeekPlan, WeekResult, Worklist
    from xlar.core.columns import Column
    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language

TITLES: Final[Mapping[str, Text]] = {
    "worklist": Text("催收工作台", "Worklist"),
    "promises": Text("承诺跟踪", "Promises"),
    "plan": Text("本周计划", "Plan of the week"),
    "result": Text("本周结果", "Result of the week"),
}
_CHANCE: Final = NUMBER_SCALE // 10_000
_WEEK: Final = Text("周", "week")
_NOBODY: Final = Text("未指定", "nobody named")


def worklist_table(report: Worklist, lang: Language = "zh") -> Tabulated:
    """The worklist: figures of the stage report, what came before, and what is proposed.

    Args:
        report: the worklist.
        lang: language of the stages' names.
    """
    ledger, rows, stages = report.ledger, report.document, report.stages
    documents, at = ledger.documents, report.row
    owner, codes = documents.customer[rows], _codes(ledger, documents.currency[rows])
    values: dict[str, Any] = {
        "priority": report.priority,
        "document_no": documents.number[rows].tolist(),
        **_named(ledger, owner),
        "collector": ledger.customers.collector[owner].tolist(),
        "currency": codes,
        "open": stages.open[at],
        "due_date": documents.due[rows],
        "days_past_due": stages.days_past_due[at],
        "stage": stages.stage[at],
        "stage_name": [STAGES[code][lang] for code in stages.stage[at].tolist()],
        "level": stages.level[at],
        "next_action": stages.next_action[at].tolist(),
        "next_action_date": stages.next_action_date[at],
        "measures": report.measures,
        "facts": report.facts,
        "contacted_on": report.contacted_on,
        "promised_until": report.promised_until,
        "answered": report.answered,
        "final_deadline": stages.final_deadline[at],
        "recovery_chance": stages.recovery_chance[at].astype(np.int64) * _CHANCE,
        "limitation_date": stages.limitation_date[at],
    }
    fields = tuple(FIELDS[name] for name in values)
    footings = [
        Footing("totals", TOTAL, {"currency": code, "open": total}, code)
        for code, total in _sums(codes, stages.open[at]).items()
    ]
    return Tabulated(
        "worklist", TITLES["worklist"], report.as_of, fields, values, codes,
        footings=tuple(footings),
    )  # fmt: skip


def promises_table(report: PromiseReport) -> Tabulated:
    """What has become of every promise."""
    ledger, place = report.ledger, report.place
    promises, documents = ledger.promises, ledger.documents
    document, owner = promises.document[place], promises.customer[place]
    named = document >= 0
    currency = np.where(named, documents.currency[document], ledger.customers.currency[owner])
    codes = _codes(ledger, currency)
    numbers = np.where(named, documents.number[document], "")
    values: dict[str, Any] = {
        **_named(ledger, owner),
        "document_no": numbers.tolist(),
        "currency": codes,
        "promised_on": promises.promised_on[place],
        "pay_by": promises.pay_by[place],
        "promised_amount": promises.amount[place],
        "received_since": report.received,
        "promise_state": report.state.tolist(),
        "final_deadline": report.final_deadline,
        "needs_approval": report.needs_approval,
        "approved": report.approved,
    }
    fields = tuple(FIELDS[name] for name in values)
    return Tabulated("promises", TITLES["promises"], report.as_of, fields, values, codes)


def plan_table(report: WeekPlan) -> Tabulated:
    """The tasks of the week, day by day."""
    ledger, documents = report.ledger, report.ledger.documents
    codes = _codes(ledger, report.currency)
    tasks, named = list(WEEK_TASKS), report.document >= 0
    numbers = np.where(named, documents.number[report.document], "")
    customers = ledger.customers
    values: dict[str, Any] = {
        "task_on": report.day,
        "task": [tasks[one] for one in report.task.tolist()],
        "next_action": report.action.tolist(),
        **_named(ledger, report.customer),
        "collector": customers.collector[report.customer].tolist(),
        "salesperson": customers.salesperson[report.customer].tolist(),
        "document_no": numbers.tolist(),
        "currency": codes,
        "amount": report.amount,
        "contact": customers.contact[report.customer].tolist(),
        "phone": customers.phone[report.customer].tolist(),
    }
    fields = tuple(FIELDS[name] for name in values)
    notes = ((_WEEK, _span(report.monday, report.sunday)),)
    facts = {"monday": iso(report.monday), "sunday": iso(report.sunday)}
    return Tabulated(
        "plan", TITLES["plan"], report.as_of, fields, values, codes, notes, facts=facts
    )


def result_table(report: WeekResult) -> Tabulated:
    """What came of the week's plan, by collector."""
    codes = _codes(report.ledger, report.currency)
    values: dict[str, Any] = {
        "collector": report.collector.tolist(),
        "currency": codes,
        "customers": report.customers,
        "contacted": report.contacted,
        "planned": report.planned,
        "received": report.received,
        "promises_due": report.promises,
        "promises_kept": report.kept,
    }
    named = replace(FIELDS["collector"], words={"": _NOBODY})
    fields = tuple(named if name == "collector" else FIELDS[name] for name in values)
    footings = []
    planned, received = _sums(codes, report.planned), _sums(codes, report.received)
    for code, total in planned.items():
        sums = {"currency": code, "planned": total, "received": received[code]}
        footings.append(Footing("totals", TOTAL, sums, code))
    notes = ((_WEEK, _span(report.monday, report.as_of)),)
    facts = {"monday": iso(report.monday)}
    return Tabulated(
        "result", TITLES["result"], report.as_of, fields, values, codes, notes, tuple(footings),
        facts,
    )  # fmt: skip


def _span(first: int, last: int) -> Text:
    said = f"{iso(first)} – {iso(last)}"
    return Text(said, said)


def _named(ledger: Ledger, owner: Column) -> dict[str, list[str]]:
    customers = ledger.customers
    return {"customer_id": customers.id[owner].tolist(), "name": customers.name[owner].tolist()}


def _codes(ledger: Ledger, currency: Column) -> list[str]:
    return [ledger.currencies[place] for place in currency.tolist()]


def _sums(codes: list[str], amounts: Column) -> dict[str, int]:
    currencies = np.array(codes, object)
    return {code: int(amounts[currencies == code].sum()) for code in sorted(set(codes))}
