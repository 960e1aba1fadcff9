"""Approvals, differences by cause, sums of disputes and who is to be reconciled, tabulated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.core.collections.differences import UNEXPLAINED
from xlar.core.collections.dispute_sums import dispute_sums
from xlar.core.columns import NO_INT
from xlar.core.money import format_minor
from xlar.core.problems import Text
from xlar.core.records import ApprovalKind
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Footing, Tabulated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.collections.again import DueAgainReport
    from xlar.core.collections.differences import DifferenceReport
    from xlar.core.collections.dispute_sums import By
    from xlar.core.collections.disputes import DisputeReport
    from xlar.core.collections.granted import ApprovalReport

TITLES: Final[Mapping[str, Text]] = {
    "approvals": Text("审批清单", "Approvals"),
    "differences": Text("差异汇总", "Differences by cause"),
    "due": Text("应对账客户", "To be reconciled"),
}
_BY: Final[Mapping[By, Text]] = {
    "reason": Text("按原因", "By reason"),
    "salesperson": Text("按业务员", "By salesperson"),
}
_NOT_GIVEN: Final = Text("未填", "not given")


def approvals_table(report: ApprovalReport) -> Tabulated:
    """Every approval given, what it permits, and how long it still holds."""
    ledger, row = report.ledger, report.row
    approvals, customers = ledger.records.approvals, ledger.customers
    customer = approvals.customer[row]
    codes = [ledger.currencies[place] for place in customers.currency[customer].tolist()]
    values: dict[str, Any] = {
        "approval_no": approvals.number[row].tolist(),
        "approval_kind": [ApprovalKind(kind).name.lower() for kind in approvals.kind[row].tolist()],
        "customer_id": customers.id[customer].tolist(),
        "name": customers.name[customer].tolist(),
        "documents": [", ".join(numbers) for numbers in report.documents],
        "currency": codes,
        "approved_amount": approvals.amount[row],
        "extended_to": approvals.extended_to[row],
        "approved_on": approvals.date[row],
        "approved_by": approvals.approved_by[row].tolist(),
        "approval_reason": approvals.reason[row].tolist(),
        "approved_to": approvals.valid_to[row],
        "days_left": report.days_left,
        "approval_state": report.state.tolist(),
    }
    return _table("approvals", report.as_of, values, codes)


def differences_table(report: DifferenceReport) -> Tabulated:
    """What the slips that came back explain, by cause, and what nobody explains."""
    codes = [report.ledger.currencies[place] for place in report.currency.tolist()]
    causes = report.cause.tolist()
    values: dict[str, Any] = {
        "balance_on": report.day,
        "currency": codes,
        "cause": causes,
        "books": [
            "" if cause == UNEXPLAINED else "theirs" if is_theirs else "ours"
            for cause, is_theirs in zip(causes, report.is_theirs.tolist(), strict=True)
        ],
        "slip_count": report.slips,
        "difference": report.amount,
    }
    return _table("differences", report.as_of, values, codes)


def due_table(report: DueAgainReport) -> Tabulated:
    """Who is to be sent a statement again, and what he owes."""
    ledger, customers, place = report.ledger, report.ledger.customers, report.customer
    codes = [ledger.currencies[one] for one in report.currency.tolist()]
    values: dict[str, Any] = {
        "customer_id": customers.id[place].tolist(),
        "name": customers.name[place].tolist(),
        "salesperson": customers.salesperson[place].tolist(),
        "collector": customers.collector[place].tolist(),
        "currency": codes,
        "open": report.open,
        "reconciled_on": report.last,
        "days_since": report.days,
    }
    return _table("due", report.as_of, values, codes)


def with_dispute_sums(table: Tabulated, report: DisputeReport) -> Tabulated:
    """The table of disputes with their sums by reason and by salesperson below it.

    Args:
        table: the disputes.
        report: what it was made of.
    """
    lines = {by: _sum_lines(report, by) for by in _BY}
    footings = [_footing(by, line) for by, found in lines.items() for line in found]
    facts = {f"by_{by}": [_plain(by, line) for line in found] for by, found in lines.items()}
    return replace(table, footings=(*table.footings, *footings), facts={**table.facts, **facts})


def _sum_lines(report: DisputeReport, by: By) -> list[dict[str, Any]]:
    sums, codes = dispute_sums(report, by), report.ledger.currencies
    names = ("items", "open", "disputed", "longest", "slow")
    columns = [sums.key.tolist(), [codes[place] for place in sums.currency.tolist()]]
    columns += [getattr(sums, name).tolist() for name in names]
    rows = zip(*columns, strict=True)
    return [dict(zip(("key", "currency", *names), row, strict=True)) for row in rows]


def _footing(by: By, line: Mapping[str, Any]) -> Footing:
    key, label = line["key"], _BY[by]
    reason = FIELDS["dispute_reason"].words[key] if by == "reason" else Text(key, key)
    shown = reason if key or by == "reason" else _NOT_GIVEN
    values = {
        "currency": line["currency"],
        "open": line["open"],
        "disputed_part": line["disputed"],
        "undisputed": line["open"] - line["disputed"],
        "days_open": line["longest"],
    }
    told = Text(f"{label.zh}：{shown.zh}", f"{label.en}: {shown.en}")
    return Footing("", told, values, line["currency"])


def _plain(by: By, line: Mapping[str, Any]) -> dict[str, Any]:
    amounts = {name: format_minor(line[name], line["currency"]) for name in ("open", "disputed")}
    longest = None if line["longest"] == NO_INT else line["longest"]
    rest = {"items": line["items"], **amounts, "longest": longest, "slow": line["slow"]}
    return {by: line["key"] or None, "currency": line["currency"], **rest}


def _table(name: str, as_of: int, values: dict[str, Any], codes: list[str]) -> Tabulated:
    fields = tuple(FIELDS[key] for key in values)
    return Tabulated(name, TITLES[name], as_of, fields, values, codes)
