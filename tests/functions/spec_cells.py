"""Cells as a spreadsheet hands them over, written for people, and a ledger worked by hand."""

from __future__ import annotations

from datetime import date, timedelta

TODAY = date(2026, 6, 30)


def serial(day: str) -> float:
    return float((date.fromisoformat(day) - date(1899, 12, 30)).days)


def day_of(cell: float) -> str:
    return (date(1899, 12, 30) + timedelta(days=int(cell))).isoformat()


def table(header: str, *rows: tuple) -> tuple[tuple, ...]:
    """A table as a range gives it: days as serial numbers, blank cells empty."""
    cells = [
        tuple(
            serial(c) if isinstance(c, str) and c.count("-") == 2 and len(c) == 10 else c for c in r
        )
        for r in rows
    ]
    return (tuple(header.split()), *cells)


def column(rows: tuple[tuple, ...], title: str) -> list:
    return [row[rows[0].index(title)] for row in rows[1:]]


CUSTOMERS = table(
    "客户编码 客户名称 信用额度 状态 业务员",
    ("007", "甲公司", 1000.0, "正常", "张"),
    ("C2", "乙公司", None, "正常", "李"),
    ("C3", "丙公司", 500.0, "冻结", "张"),
    ("C4", "丁公司", 0.0, "正常", "李"),
)
INVOICES = table(
    "单据号 客户编码 单据日期 到期日 金额 币种 争议金额",
    ("I-1", "007", "2026-04-01", "2026-05-01", 600.0, "CNY", None),
    ("I-2", "007", "2026-06-01", "2026-07-01", 400.0, "CNY", None),
    ("I-3", "C2", "2026-05-31", "2026-06-30", 250.5, "CNY", None),
    ("I-4", "C2", "2026-05-01", "2026-05-31", 100.0, "USD", None),
    ("I-5", "C3", "2025-01-01", "2025-02-01", 99.99, "CNY", 9.99),
)
RECEIPTS = table(
    "收款单号 客户编码 收款日期 金额 核销单据号",
    ("R-1", "007", "2026-05-20", 250.0, "I-1"),
    ("R-2", "007", "2026-06-20", 100.0, None),
    ("R-3", "C4", "2026-06-25", 70.0, None),
)
SETTINGS = (("名称", "值"), ("汇率 USD", 7.0), ("总账余额 CNY", 930.49))
"""On 30 June 2026, oldest first: 007 owes 350 − 100 = 250 of I-1 (60 days late) and 400 of I-2 (due
tomorrow), together 650 of a limit of 1,000. C2 owes 250.50 (due today) and 100 dollars (30 days
late). C3 owes 99.99, 514 days late. C4 has 70 to its credit. CNY: 650 + 250.50 + 99.99 − 70 =
930.49; USD 100."""
