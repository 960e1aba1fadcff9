"""Small sources on disk: folders of CSV files for tests of what reads files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

CUSTOMERS: Final = """\
customer_id,name,grade,credit_limit,salesperson,region
C001,甲示例公司,A,1000.00,张示例,华东
C002,乙示例公司,B,,李示例,华北
"""
INVOICES: Final = """\
invoice_no,customer_id,invoice_date,due_date,amount
INV-1,C001,2026-05-01,2026-05-31,1000.00
INV-2,C001,2026-06-01,2026-07-01,200.05
INV-3,C002,2026-01-02,2026-02-01,300.00
"""
RECEIPTS: Final = """\
receipt_no,customer_id,receipt_date,amount,invoice_no
R-1,C001,2026-06-10,50.00,INV-1
R-2,C001,2026-06-12,100.00,
"""


def ledger_folder(path: Path, **tables: str) -> Path:
    """A folder with a small ledger; other tables by name, an empty text leaves one out."""
    files = {"customers": CUSTOMERS, "invoices": INVOICES, "receipts": RECEIPTS} | tables
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        if text:
            (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path
