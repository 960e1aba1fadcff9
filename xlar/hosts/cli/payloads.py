"""Reports as plain values with exactly the keys of the contract, ready for JSON.

Amounts are strings with the currency's decimals, ratios decimal strings, days whole numbers, dates
``YYYY-MM-DD``; what is absent is None. Rows stand by customer, currency, date and number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from xlar.core.columns import NO_AMOUNT, NO_INT
from xlar.core.dates import iso
from xlar.core.ledger import Kind, Origin, Status
from xlar.core.money import format_minor
from xlar.core.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlar.core.aging import AgingReport
    from xlar.core.allocation import AllocationRows
    from xlar.core.columns import Int32s, Int64s
    from xlar.core.credit import CreditReport
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language
    from xlar.core.stages import StageReport
    from xlar.tables.load import Loaded

Payload: TypeAlias = dict[str, Any]

KINDS: Final = tuple(kind.name.lower() for kind in Kind)
ORIGINS: Final = tuple(origin.name.lower() for origin in Origin)
STATUSES: Final = tuple(status.name.lower() for status in Status)


def check_payload(loaded: Loaded, lang: Language) -> Payload:
    """All problems of a source, and how much there is in it."""
    problems = [
        {
            "severity": problem.severity,
            "table": problem.table,
            "row": problem.row,
            "cell": problem.cell,
            "column": problem.column,
            "found": problem.found or None,
            "expected": problem.expected(lang) or None,
            "message": problem.text(lang),
        }
        for problem in loaded.problems
    ]
    tables = loaded.source.tables
    counts = {
        name: len(tables[name]) if name in tables else 0
        for name in ("customers", "invoices", "receipts", "allocations")
    }
    if loaded.ledger is not None:
        counts["customers"] = len(loaded.ledger.customers)
    for severity in ("error", "warning"):
        counts[f"{severity}s"] = sum(problem["severity"] == severity for problem in problems)
    return {"problems": problems, "counts": counts}


def items_payload(report: OpenItems) -> Payload:
    """The open items."""
    documents = report.ledger.documents
    rows = [
        identity
        | {
            "amount": format_minor(amount, identity["currency"]),
            "open": format_minor(opened, identity["currency"]),
            "days_past_due": _whole(days),
            "disputed": disputed > 0,
        }
        for identity, amount, opened, days, disputed in zip(
            _identities(report.ledger, report.document),
            documents.amount[report.document].tolist(),
            report.open.tolist(),
            report.days_past_due.tolist(),
            documents.disputed[report.document].tolist(),
            strict=True,
        )
    ]
    return {"as_of": iso(report.as_of), "allocation": report.allocation, "rows": rows}


def _identities(ledger: Ledger, rows: Int64s | Int32s) -> Iterator[Payload]:
    """What identifies each document: number, kind, customer, currency and dates."""
    documents = ledger.documents
    owners = ledger.customers.id[documents.customer[rows]].tolist()
    for number, instalment, kind, owner, currency, day, due, amount in zip(
        documents.number[rows].tolist(),
        documents.instalment[rows].tolist(),
        documents.kind[rows].tolist(),
        owners,
        documents.currency[rows].tolist(),
        documents.date[rows].tolist(),
        documents.due[rows].tolist(),
        documents.amount[rows].tolist(),
        strict=True,
    ):
        yield {
            "document_no": number,
            "instalment": instalment or None,
            "kind": KINDS[kind],
            "customer_id": owner,
            "currency": ledger.currencies[currency],
            "document_date": iso(day),
            "due_date": iso(due) if amount > 0 else None,
        }


def age_payload(report: AgingReport) -> Payload:
    """The aging report."""
    labels = report.labels
    currencies = [report.ledger.currencies[place] for place in report.currency.tolist()]
    rows = []
    for key, currency, total, unapplied, buckets in zip(
        report.key.tolist(),
        currencies,
        report.total.tolist(),
        report.unapplied.tolist(),
        report.buckets.tolist(),
        strict=True,
    ):
        row = _key(report, key) | {"currency": currency}
        rows.append(row | _sums(total, unapplied, buckets, labels, currency))
    totals = {
        code: _sums(sums.total, sums.unapplied, sums.buckets, labels, code)
        for code, sums in report.totals.items()
    }
    return {
        "as_of": iso(report.as_of),
        "basis": report.basis,
        "limits": report.limits if isinstance(report.limits, str) else list(report.limits),
        "allocation": report.allocation,
        "credits": report.credits,
        "by": report.by,
        "buckets": list(labels),
        "rows": rows,
        "totals": totals,
        "check": {code: format_minor(rest, code) for code, rest in report.check.items()},
    }


def _key(report: AgingReport, key: int) -> Payload:
    """What identifies a row of the aging report."""
    customers, documents = report.ledger.customers, report.ledger.documents
    if report.by == "customer":
        return {"customer_id": customers.id[key], "name": customers.name[key] or None}
    if report.by == "invoice":
        owner, due = documents.customer[key], _due(report.ledger, key)
        days = None if due is None else report.as_of - int(documents.due[key])
        return {
            "document_no": documents.number[key],
            "kind": KINDS[documents.kind[key]],
            "customer_id": customers.id[owner],
            "name": customers.name[owner] or None,
            "due_date": due,
            "days_past_due": days,
        }
    return {} if report.by == "currency" else {report.by: report.key_names[key] or None}


def _sums(
    total: int, unapplied: int, buckets: Sequence[int], labels: Sequence[str], currency: str
) -> Payload:
    amounts = (format_minor(amount, currency) for amount in buckets)
    return {
        "total": format_minor(total, currency),
        "unapplied": format_minor(unapplied, currency),
        "buckets": dict(zip(labels, amounts, strict=True)),
    }


def credit_payload(report: CreditReport, allocation: str) -> Payload:
    """Limit, exposure and decision of every customer."""
    ledger, customers = report.ledger, report.ledger.customers
    rows = []
    for place, position in enumerate(report.customer.tolist()):
        currency = ledger.currencies[report.currency[place]]
        rows.append(
            {
                "customer_id": customers.id[position],
                "currency": currency,
                "grade": customers.grade[position] or None,
                "limit": _amount(report.limit[place], currency),
                "exposure": _amount(report.exposure[place], currency),
                "headroom": _amount(report.headroom[place], currency),
                "overdue": _amount(report.overdue[place], currency),
                "status": STATUSES[customers.status[position]],
                "decision": report.decision[place],
                "reasons": list(report.reasons[place]),
            }
        )
    return {"as_of": iso(report.as_of), "allocation": allocation, "rows": rows}


def stages_payload(report: StageReport, lang: Language) -> Payload:
    """Stage, ladder step and next action of every open item."""
    rows = [
        {
            "document_no": identity["document_no"],
            "customer_id": identity["customer_id"],
            "currency": identity["currency"],
            "open": format_minor(opened, identity["currency"]),
            "days_past_due": days,
            "stage": stage,
            "stage_name": STAGES[stage][lang],
            "step": step,
            "level": level,
            "final_deadline": iso(final),
            "next_action": action or None,
            "next_action_date": iso(then),
            "recovery_chance": ratio(chance),
            "limitation_date": iso(lapse),
        }
        for identity, opened, days, stage, step, level, final, action, then, chance, lapse in zip(
            _identities(report.ledger, report.document),
            report.open.tolist(),
            report.days_past_due.tolist(),
            report.stage.tolist(),
            report.step.tolist(),
            report.level.tolist(),
            report.final_deadline.tolist(),
            report.next_action.tolist(),
            report.next_action_date.tolist(),
            report.recovery_chance.tolist(),
            report.limitation_date.tolist(),
            strict=True,
        )
    ]
    return {"as_of": iso(report.as_of), "allocation": report.allocation, "rows": rows}


def allocate_payload(rows: AllocationRows) -> Payload:
    """The allocations that count on the day."""
    numbers = rows.ledger.documents.number
    entries = [
        {
            "credit_no": credit_no,
            "invoice_no": identity["document_no"],
            "instalment": identity["instalment"],
            "customer_id": identity["customer_id"],
            "currency": identity["currency"],
            "amount": format_minor(amount, identity["currency"]),
            "date": iso(day),
            "origin": ORIGINS[origin],
        }
        for credit_no, identity, amount, day, origin in zip(
            numbers[rows.credit].tolist(),
            _identities(rows.ledger, rows.debit),
            rows.amount.tolist(),
            rows.date.tolist(),
            rows.origin.tolist(),
            strict=True,
        )
    ]
    order = ("customer_id", "currency", "date", "credit_no", "invoice_no")
    entries.sort(key=lambda row: [*(row[name] for name in order), row["instalment"] or 0])
    return {"as_of": iso(rows.as_of), "allocation": rows.method, "rows": entries}


def ratio(ten_thousandths: int) -> str:
    """A ratio as a decimal string with at least two decimals.

    >>> ratio(9300), ratio(9650), ratio(10_000)
    ('0.93', '0.965', '1.00')
    """
    whole, rest = divmod(int(ten_thousandths), 10_000)
    digits = f"{rest:04d}"
    return f"{whole}.{digits[:2]}{digits[2:].rstrip('0')}"


def _due(ledger: Ledger, position: int) -> str | None:
    """The due date of a debit; credits have none."""
    documents = ledger.documents
    return iso(documents.due[position]) if documents.amount[position] > 0 else None


def _whole(value: int) -> int | None:
    return None if value == NO_INT else int(value)


def _amount(minor: int, currency: str) -> str | None:
    return None if minor == NO_AMOUNT else format_minor(int(minor), currency)
