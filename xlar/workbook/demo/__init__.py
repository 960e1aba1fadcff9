"""The demonstration: a plainly fictional company's receivables ledger of two years.

Always the same to the cent. 启明示例装备有限公司 sells to 120 invented customers from July 2024 to
30 June 2026; they pay early, late, in part, twice or no more, as the modules here describe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.aging import aging
from xlar.core.build import build
from xlar.core.money import format_minor
from xlar.core.policy import Policy
from xlar.workbook.demo.buyers import AS_OF, FILE_DOCUMENTS, buyers, customer_rows
from xlar.workbook.demo.department import (
    allowance_rows,
    approval_rows,
    plan_rows,
    score_rows,
    slip_rows,
    target_rows,
)
from xlar.workbook.demo.identity import SALESPEOPLE, phone_number, postal_address, tax_id
from xlar.workbook.demo.records import act_rows, promise_rows
from xlar.workbook.demo.rows import table_of
from xlar.workbook.demo.special import add_special_cases
from xlar.workbook.demo.trade import trade
from xlar.workbook.demo.watched import reassessed_rows, signal_rows

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.tables import Tables
    from xlar.workbook.demo.trade import Books

COMPANY: Final = "启明示例装备有限公司"
DOCUMENTS: Final = "函件"
"""The output folder for documents, beside the workbook."""

_COMPANY: Final = {
    "name": COMPANY,
    "tax_id": tax_id(999),
    "address": postal_address(998),
    "phone": phone_number(899),
    "contact": "财务部 应收示例",
    "email": "ar@example.com",
    "bank": "示例银行样板支行",
    "account": "0000 1234 5678 9012 345",
}

__all__ = ["AS_OF", "COMPANY", "DOCUMENTS", "demo_settings", "demo_tables"]

_DOLLAR: Final = "7.15"  # a made-up closing rate


def demo_tables() -> Tables:
    """The tables of the demonstration ledger.

    >>> [name for name in demo_tables()]
    ['customers', 'invoices', 'receipts', 'allocations', 'acts', 'promises', 'approvals', 'plans',
     'signals', 'scores', 'targets', 'allowances', 'slips']
    """
    customers = buyers()
    books = trade(customers)
    add_special_cases(books, customers)
    assessed = score_rows(customers)
    rows = {
        "customers": customer_rows(),
        "invoices": sorted(books.invoices, key=lambda row: row["invoice_date"]),
        "receipts": sorted(books.receipts, key=lambda row: row["receipt_date"]),
        "allocations": sorted(books.allocations, key=lambda row: row["date"]),
        "acts": act_rows(customers, _overdue(books)),
        "promises": promise_rows(),
        "approvals": approval_rows(),
        "plans": plan_rows(),
        "signals": signal_rows(),
        "scores": [*assessed, *reassessed_rows(assessed)],
        "targets": target_rows(books.receipts, customers),
        "allowances": allowance_rows(),
    }
    tables = {name: table_of(name, entries) for name, entries in rows.items()}
    return tables | {"slips": table_of("slips", slip_rows(tables))}


def demo_settings(tables: Tables) -> dict[str, str | date]:
    """The sheet 参数 of the demonstration: the day, the rate, the company, the general ledger.

    The general ledger agrees with the receivables.

    Args:
        tables: what `demo_tables` returned.
    """
    settings: dict[str, str | date] = {
        "as_of": AS_OF, "base_currency": "CNY", "rates.USD": _DOLLAR,
        **{f"company.{name}": value for name, value in _COMPANY.items()},
        "documents.folder": DOCUMENTS, "documents.auditor": "明鉴示例会计师事务所",
        "provision.opening": "{CNY = 1053000, USD = 9800}",
        "provision.revenue": "58000000", "scoring.file_documents": ",".join(FILE_DOCUMENTS),
        **{
            f"documents.salespeople.{name}": f"sales{number}@example.com"
            for number, name in enumerate(SALESPEOPLE, 1)
        },
    }  # fmt: skip
    ledger, _ = build(tables, Policy.from_mapping({"rates": {"USD": _DOLLAR}}))
    if ledger is not None:
        for code, total in aging(ledger, AS_OF).totals.items():
            settings[f"gl_balance.{code}"] = format_minor(total.total, code)
    return settings


def _overdue(books: Books) -> dict[str, list[tuple[str, date]]]:
    """Numbers and due dates of the overdue invoices nothing was designated to, by customer."""
    paid = {row.get("invoice_no") for row in (*books.receipts, *books.allocations)}
    overdue: dict[str, list[tuple[str, date]]] = {}
    for bill in books.bills:
        number = bill.row["invoice_no"]
        if bill.due < AS_OF and number not in paid:
            overdue.setdefault(bill.row["customer_id"], []).append((number, bill.due))
    return overdue
