"""A small ledger twice: as the ``.Value2`` of four Excel tables, and as the core's own text."""

from __future__ import annotations

import datetime as dt


def serial(text: str) -> float:
    """A day as the number that stands in its cell."""
    return float((dt.date.fromisoformat(text) - dt.date(1899, 12, 30)).days)


AS_OF = serial("2026-06-30")

CUSTOMERS = (
    ("客户编码", "客户名称", "信用额度", "账期"),
    ("C001", "华东商贸", 100000.0, "N30"),
    ("C002", "Nordlicht GmbH", None, "月结30"),
    (1003.0, "西部建材", 50000.0, None),
    (None, None, None, None),
)
INVOICES = (
    ("单据号", "客户编码", "单据日期", "到期日", "金额", "备注"),
    ("A-1", "C001", serial("2026-03-01"), serial("2026-03-31"), 100000.0, None),
    ("A-2", "C001", serial("2026-06-15"), serial("2026-07-15"), 30000.0, "第二批"),
    ("B-1", "C002", serial("2026-05-20"), serial("2026-06-19"), 5000.5, None),
)
RECEIPTS = (
    ("收款单号", "客户编码", "收款日期", "金额"),
    ("R-1", "C001", serial("2026-05-01"), 40000.0),
    ("R-3", 1003.0, serial("2026-06-01"), 200.0),
)
SETTINGS = (("名称", "值"), ("截止日期", AS_OF))

BOOK = (
    ("客户", CUSTOMERS),
    ("发票", INVOICES),
    ("收款", RECEIPTS),
    ("参数", SETTINGS),
    ("图表数据", ((1.0, 2.0),)),
)

TEXT = """
customer C001 name 华东商贸 credit_limit 100000.00 terms N30
customer C002 name "Nordlicht GmbH" terms 月结30
customer 1003 name 西部建材 credit_limit 50000.00
2026-03-01 invoice C001 A-1 100000.00 due 2026-03-31
2026-06-15 invoice C001 A-2 30000.00 due 2026-07-15
2026-05-20 invoice C002 B-1 5000.50 due 2026-06-19
2026-05-01 receipt C001 R-1 40000.00
2026-06-01 receipt 1003 R-3 200.00
"""
