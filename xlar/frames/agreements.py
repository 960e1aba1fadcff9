"""Plans, disputes, delivery holds, slips and their control table, tabulated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY
from xlar.core.problems import Text
from xlar.core.records import SlipKind
from xlar.frames.cells import TOTAL
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Footing, Tabulated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.collections.control import ControlTable
    from xlar.core.collections.disputes import DisputeReport
    from xlar.core.collections.holds import HoldReport
    from xlar.core.collections.slips import SlipReport
    from xlar.core.columns import Column, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.plans import PlanReport

TITLES: Final[Mapping[str, Text]] = {
    "plans": Text("分期跟踪", "Instalment plans"),
    "disputes": Text("争议", "Disputes"),
    "holds": Text("发货控制", "Delivery holds"),
    "slips": Text("回执跟踪", "Slips"),
    "control": Text("对账控制表", "Control of slips"),
}


def plans_table(report: PlanReport) -> Tabulated:
    """The instalments of all plans, with what is due of them now."""
    plans, row = report.ledger.records.plans, report.row
    values: dict[str, Any] = {
        "plan_no": plans.number[row].tolist(),
        **_customer(report.ledger, plans.customer[row]),
        "instalment": plans.instalment[row],
        "due_date": plans.due[row],
        "amount": plans.amount[row],
        "paid": report.paid,
        "open": report.open,
        "due_now": report.due_now,
        "days_past_due": report.days_past_due,
        "plan_state": report.state.tolist(),
        "signed_on": plans.signed_on[row],
    }
    codes = _codes(report.ledger, plans.currency[row])
    return _table("plans", report.as_of, values, codes, ("amount", "paid", "open", "due_now"))


def disputes_table(report: DisputeReport) -> Tabulated:
    """The disputed items, with what of each is not disputed."""
    documents, row = report.ledger.documents, report.document
    values: dict[str, Any] = {
        "document_no": documents.number[row].tolist(),
        **_customer(report.ledger, documents.customer[row]),
        "due_date": documents.due[row],
        "open": report.open,
        "disputed_part": report.disputed,
        "undisputed": report.open - report.disputed,
        "dispute_reason": report.reason.tolist(),
        "disputed_on": documents.disputed_on[row],
        "days_open": report.days_open,
        "slow": report.is_slow,
    }
    codes = _codes(report.ledger, documents.currency[row])
    return _table("disputes", report.as_of, values, codes, ("open", "disputed_part", "undisputed"))


def holds_table(report: HoldReport) -> Tabulated:
    """Who gets no goods, who must ask, and who was released by whom and why."""
    ledger, credit, row = report.ledger, report.credit, report.row
    customer = credit.customer[row]
    values: dict[str, Any] = {
        **_customer(ledger, customer),
        "salesperson": ledger.customers.salesperson[customer].tolist(),
        "limit": credit.limit[row],
        "exposure": credit.exposure[row],
        "overdue": credit.overdue[row],
        "decision": [credit.decision[place] for place in row.tolist()],
        "reasons": [credit.reasons[place] for place in row.tolist()],
        **_approval(ledger, report.approval),
    }
    return _table("holds", report.as_of, values, _codes(ledger, credit.currency[row]), ())


def _approval(ledger: Ledger, place: Int64s) -> dict[str, Any]:
    """The approvals at some positions, blank where there is none."""
    approvals, known = ledger.records.approvals, place >= 0

    def of(values: Column, absent: object) -> Column:
        found = np.full(len(place), absent, values.dtype)
        found[known] = values[place[known]]
        return found

    return {
        "approval_no": of(approvals.number, "").tolist(),
        "approved_on": of(approvals.date, NO_DAY),
        "approved_by": of(approvals.approved_by, "").tolist(),
        "approval_reason": of(approvals.reason, "").tolist(),
        "approved_to": of(approvals.valid_to, NEVER),
    }


def slips_table(report: SlipReport) -> Tabulated:
    """Every slip as one line of the reconciliation: ours − our items = theirs + their items."""
    slips, row = report.ledger.records.slips, report.row
    values: dict[str, Any] = {
        "slip_no": slips.number[row].tolist(),
        **_customer(report.ledger, slips.customer[row]),
        "slip_kind": [SlipKind(kind).name.lower() for kind in slips.kind[row].tolist()],
        "balance_on": slips.as_of[row],
        "slip_state": report.state.tolist(),
        "our_balance": report.balance,
        "our_items": report.our_items,
        "their_balance": report.their_balance,
        "their_items": report.their_items,
        "unexplained": report.unexplained,
        "confirmed": report.confirmed,
        "difference_kinds": report.kinds,
        "sent_on": slips.sent_on[row],
        "returned_on": np.where(report.is_back, slips.returned_on[row], NO_DAY),
        "days_out": report.days_out,
        "alternative_test": report.alternative,
    }
    codes = _codes(report.ledger, slips.currency[row])
    return _table("slips", report.as_of, values, codes, ())


def control_sheet(report: ControlTable) -> Tabulated:
    """The control table: amounts sent and confirmed, and their shares."""
    values: dict[str, Any] = {
        "balance_on": report.day,
        "slip_form": ["audit" if audit else "statement" for audit in report.is_audit.tolist()],
        "currency": (codes := _codes(report.ledger, report.currency)),
        "balance": report.balance,
        "slips_sent": report.slips,
        "sent_amount": report.sent,
        "agreed": report.agreed,
        "differing": report.differing,
        "confirmed_part": report.confirmed_part,
        "silent": report.silent,
        "alternative": report.alternative,
        "sent_share": report.sent_share,
        "returned_share": report.returned_share,
        "confirmed_share": report.confirmed_share,
        "covered_share": report.covered_share,
    }
    return _table("control", report.as_of, values, codes, ())


def _customer(ledger: Ledger, place: Column) -> dict[str, Any]:
    customers = ledger.customers
    return {
        "customer_id": customers.id[place].tolist(),
        "name": customers.name[place].tolist(),
        "collector": customers.collector[place].tolist(),
    }


def _codes(ledger: Ledger, currency: Column) -> list[str]:
    return [ledger.currencies[place] for place in currency.tolist()]


def _table(
    name: str, as_of: int, values: dict[str, Any], codes: list[str], summed: tuple[str, ...]
) -> Tabulated:
    """The table, with the sums of some columns by currency; every row shows its currency."""
    if "currency" not in values:
        before = next(key for key in values if FIELDS[key].kind == "amount")
        at = list(values).index(before)
        names = [*list(values)[:at], "currency", *list(values)[at:]]
        values = {key: codes if key == "currency" else values[key] for key in names}
    places = np.array(codes, dtype=object)
    footings = [
        Footing(
            "totals",
            TOTAL,
            {"currency": code, **{one: _sum(values[one], places == code) for one in summed}},
            code,
        )
        for code in sorted(set(codes) if summed else ())
    ]
    fields = tuple(FIELDS[key] for key in values)
    return Tabulated(name, TITLES[name], as_of, fields, values, codes, footings=tuple(footings))


def _sum(amount: Column, mine: Column) -> int:
    return int(amount[mine & (amount != NO_AMOUNT)].sum())
