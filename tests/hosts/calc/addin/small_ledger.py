"""A ledger that can be worked out by hand, as cells."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from calc_office import Document


def serial(text: str) -> float:
    """A day as the number that stands in its cell."""
    return float((dt.date.fromisoformat(text) - dt.date(1899, 12, 30)).days)


TABLES = {
    "客户": (
        ("客户编码", "客户名称", "信用额度", "账期"),
        ("C001", "华东商贸", 100000.0, "N30"),
        ("C002", "Nordlicht GmbH", "", "月结30"),
    ),
    "发票": (
        ("单据号", "客户编码", "单据日期", "到期日", "金额"),
        ("A-1", "C001", serial("2026-03-01"), serial("2026-03-31"), 100000.0),
        ("A-2", "C001", serial("2026-06-15"), serial("2026-07-15"), 30000.0),
        ("B-1", "C002", serial("2026-05-20"), serial("2026-06-19"), 5000.5),
    ),
    "收款": (
        ("收款单号", "客户编码", "收款日期", "金额"),
        ("R-1", "C001", serial("2026-05-01"), 40000.0),
    ),
    "参数": (("名称", "值"), ("截止日期", serial("2026-06-30"))),
}
AMOUNT_OF_A1 = "E2"  # in the sheet 发票
NEW_INVOICE = ("B-2", "C002", serial("2026-06-01"), serial("2026-07-01"), 999.5)


def fill(document: Document) -> None:
    """Write the tables to sheets of their names."""
    for name, rows in TABLES.items():
        document.fill(name, rows)
