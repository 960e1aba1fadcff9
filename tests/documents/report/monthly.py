"""A month small enough to work out by hand.

On 30 June 2026: 甲 owes 600,000 of INV-1 (30 days late) and 300,000 of INV-3 (not due), 乙 owes
450,000 of INV-2 (21 days late): 1,350,000 in all, 1,050,000 of it overdue. On 31 May: 1,000,000
and 500,000, nothing overdue. In June 450,000 came in.
"""

from __future__ import annotations

from datetime import date

from ledgers import ledger_of

from xlar.core.closing import Change
from xlar.core.policy import Policy
from xlar.documents.report import ClosedMonths, Facts

BOOKS = """
customer C1 name 甲公司 salesperson 张
customer C2 name 乙公司 salesperson 李
customer C3 name Abroad salesperson 李 currency USD
2026-05-01 invoice C1 INV-1 1000000.00 due 2026-05-31
2026-05-10 invoice C2 INV-2 500000.00 due 2026-06-09
2026-06-05 receipt C1 R-1 400000.00 for INV-1
2026-06-10 invoice C1 INV-3 300000.00 due 2026-07-10
2026-06-20 receipt C2 R-2 50000.00
2026-06-20 invoice C3 INV-4 700.00 due 2026-07-20 currency USD
2026-06-01 target 张 500000.00
"""
POLICY = Policy.from_mapping(
    {
        "company": {"name": "云帆示例科技有限公司", "email": "ar@example.com"},
        "gl_balance": {"CNY": "1350000.00"},
        "rates": {"USD": "7.00"},
    }
)
CLOSED = ClosedMonths(
    "2026-05",
    (
        Change("invoices", ("INV-1", ""), "changed", "amount", "999.00", "1000000.00", 2),
        Change("receipts", ("R-9",), "removed", "", "5.00", "", None),
    ),
    {"CNY": "1499.00"},
    {"CNY": "1500000.00"},
)


def facts(lang="zh", more="", closed=None, day=date(2026, 6, 30), policy=POLICY):
    return Facts(ledger_of(BOOKS + more), policy, lang, day, closed=closed)


def section(report, name):
    return next(one for one in report.sections if one.name == name)
