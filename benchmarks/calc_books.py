"""Documents in a real, headless Calc with the add-in, for the benchmarks that drive it.

The office has a profile of its own, and is ended with it. Cells are read *in the office itself* by
a small macro in Python (`MACRO`), so that no pipe between two processes stands in such a time.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "hosts" / "calc" / "addin"))
from calc_office import CalcOffice, Document, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["CalcOffice", "Document", "wait_for"]

AS_OF: Final = 46203.0  # 2026-06-30
HEADER: Final = ("单据号", "客户编码", "单据日期", "到期日", "金额")
CENTS: Final = 100
PATIENCE: Final = 600.0
MACRO: Final = '''"""Reads cells inside the office; times in seconds."""
import time


def read(sheet, address):
    """How long `getDataArray` takes, its tuples of Python included."""
    cells = XSCRIPTCONTEXT.getDocument().Sheets.getByName(sheet).getCellRangeByName(address)
    start = time.perf_counter()
    rows = cells.getDataArray()
    return time.perf_counter() - start
'''
_BLOCK: Final = 50_000  # rows written at once


def invoices(count: int, customers: int) -> Iterator[tuple[Any, ...]]:
    """Random invoices, paid by nobody, up to 500 days overdue."""
    dice = random.Random(7)
    for number in range(count):
        due = AS_OF + 30 - dice.randrange(530)
        amount = dice.randrange(100, 10_000_000) / CENTS
        yield f"INV-{number:07d}", f"C{number % customers:05d}", due - 30, due, amount


def filled(office: CalcOffice, count: int, customers: int) -> Document:
    """A document with invoices, the day to look from, and an empty sheet for the report."""
    document = office.open()
    document.sheet("报表")
    document.fill("参数", [("名称", "值"), ("截止日期", AS_OF)])
    rows = [HEADER, *invoices(count, customers)]
    for start in range(0, len(rows), _BLOCK):
        document.fill("发票", rows[start : start + _BLOCK], f"A{start + 1}")
    return document


def type_report(document: Document) -> tuple[int, int]:
    """Enter ``=AR_AGING()``; the row of its total, from 0, and its column of balances."""
    document.type("A1", "=AR_AGING()")
    wait_for(lambda: document.array("A1") != "A1", PATIENCE)
    report = document.rows(document.array("A1"))
    total = next(row for row, cells in enumerate(report) if cells[0] == "合计")
    return total, report[0].index("余额合计")


def cents(value: float) -> int:
    """An amount in cents."""
    return round(value * CENTS)


def edit(document: Document, at: tuple[int, int], row: int) -> float:
    """Seconds from the edit of one invoice until the report shows the new total.

    Args:
        document: with its report on the first sheet.
        at: the total's cell.
        row: of the invoice, from 0 for the header.
    """
    amount = document.sheet("发票").getCellByPosition(HEADER.index("金额"), row)
    total = document.sheet("报表").getCellByPosition(at[1], at[0])
    wanted = cents(total.Value) + CENTS
    new = amount.Value + 1
    start = time.perf_counter()
    amount.setValue(new)
    wait_for(lambda: cents(total.Value) == wanted, PATIENCE)
    return time.perf_counter() - start


def install_macro(office: CalcOffice) -> None:
    """Put the macro where the office finds it."""
    file = office.profile / "user" / "Scripts" / "python" / "read_cells.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(MACRO, encoding="utf-8")


def reader(document: Document) -> Callable[[str, str], float]:
    """A function that reads a range of a sheet inside the office; its seconds."""
    script = document.doc.getScriptProvider().getScript(
        "vnd.sun.star.script:read_cells.py$read?language=Python&location=user"
    )
    return lambda sheet, address: float(script.invoke((sheet, address), (), ())[0])
