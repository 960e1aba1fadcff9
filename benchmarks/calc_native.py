"""An edit to the result of ``=AR_AGING()``, against a sheet of SUMIFS with the same figures.

Run ``python benchmarks/calc_native.py``. Both stand in one document: the report, and for every
customer and band a ``SUMIFS`` over the invoices with a helper column of days overdue. After each
edit first the report is waited for, then the native sheet, which the same edit has put out of
date, is read; LibreOffice recalculates it then, and only then. All figures of both are compared
to the cent after every edit. Nothing is paid, because `SUMIFS` cannot lay payments over invoices.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from typing import Any

from calc_books import AS_OF, CalcOffice, Document, cents, edit, filled, type_report

LIMIT, AIM = 30.0, 60.0
CUSTOMERS = 500
BANDS = ((None, 0), (0, 30), (30, 60), (60, 90), (90, 180), (180, 365), (365, None))


def write_native(document: Document, invoices: int, customers: int) -> Any:
    """Write the helper column and the sheet of SUMIFS; the cells of the figures."""
    last = invoices + 1
    helper = document.sheet("天数")  # beside the invoices it would be read by the report, too
    days = helper.getCellRangeByName(f"A2:A{last}")
    days.setFormulaArray(tuple((f"={AS_OF:.0f}-$发票.D{row}",) for row in range(2, last + 1)))
    sheet = document.sheet("原生")
    names = [(f"C{number:05d}",) for number in range(customers)]
    document.fill("原生", names, "A1")
    figures = sheet.getCellRangeByPosition(1, 0, len(BANDS), customers - 1)
    figures.setFormulaArray(
        tuple(
            tuple(_sum(last, row, low, high) for low, high in BANDS)
            for row in range(1, customers + 1)
        )
    )
    figures.getDataArray()
    return figures


def _sum(last: int, row: int, low: int | None, high: int | None) -> str:
    """The formula for a customer and a band of days overdue, ``low`` not among them."""
    days = f"$天数.$A$2:$A${last}"
    conditions = [f'{days};"{sign}{day}"' for sign, day in ((">", low), ("<=", high)) if day]
    if 0 in (low, high):
        conditions.insert(0, f'{days};"{">" if low == 0 else "<="}0"')
    conditions.insert(0, f"$发票.$B$2:$B${last};$A{row}")
    return f"=SUMIFS($发票.$E$2:$E${last};{';'.join(conditions)})"


def assert_equal(document: Document, native: tuple[tuple[float, ...], ...], total: int) -> None:
    """The report and the native sheet agree in every figure, and the figures are not all zero."""
    report = document.rows(document.array("A1"))
    left = report[0].index("未到期")
    ours = [tuple(map(cents, row[left:])) for row in report[1:total]]
    theirs = [tuple(map(cents, row)) for row in native]
    assert ours == theirs
    assert all(any(band) for band in zip(*theirs, strict=True))


def measure(office: CalcOffice, invoices: int, pairs: int) -> list[tuple[float, float]]:
    """Seconds of the native sheet and of the report for each edit."""
    customers = min(CUSTOMERS, invoices)
    document = filled(office, invoices, customers)
    at = type_report(document)
    figures = write_native(document, invoices, customers)
    found = []
    for pair in range(pairs):
        ours = edit(document, at, 1 + pair * invoices // pairs)
        start = time.perf_counter()
        native = figures.getDataArray()
        found.append((time.perf_counter() - start, ours))
        assert_equal(document, native, at[0])
    document.close()
    assert not office.log(), office.log()
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=3)
    asked = parser.parse_args()
    office = CalcOffice(XLAR_LANG="zh")
    try:
        found = measure(office, asked.invoices, asked.pairs)
    finally:
        office.end()
    columns = {
        "native": [native for native, _ in found],
        "edit to result": [ours for _, ours in found],
        "ratio": [native / ours for native, ours in found],
    }
    result: dict[str, Any] = {"invoices": asked.invoices, "pairs": asked.pairs}
    for name, figures in columns.items():
        result[name] = {"min": round(min(figures), 4), "median": statistics.median(figures)}
        result[name]["median"] = round(result[name]["median"], 4)
    print(json.dumps(result | {"limit": LIMIT, "aim": AIM}, ensure_ascii=False))
    return 0 if result["ratio"]["median"] >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
