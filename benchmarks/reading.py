"""Reading a workbook of 100,000 invoices into a checked ledger, against the bare reader of cells.

Run ``python benchmarks/reading.py``. Each pair reads the same file once with python-calamine alone
(`to_python()` of the sheet) and once with xlar (search for error cells, conversion and checks
included); figures are medians over pairs measured in turn. Results: docs/performance.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import platform
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import python_calamine
import xlsxwriter

from xlar.workbook.read import load, read_source

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 2.0  # at most so many times the bare reader
HEADER = ("单据号", "客户编码", "单据日期", "到期日", "金额", "币种", "合同号", "订单号", "备注")
FIRST_DAY = dt.date(2024, 1, 1)


def write_workbook(path: Path, rows: int) -> None:
    """Invoices with text identifiers, real dates and two amounts of a hundred as text."""
    dice = random.Random(7)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("发票")
    day, text = (book.add_format({"num_format": code}) for code in ("yyyy-mm-dd", "@"))
    sheet.write_row(0, 0, HEADER)
    for row in range(1, rows + 1):
        date = FIRST_DAY + dt.timedelta(dice.randrange(900))
        amount = dice.randrange(100, 10_000_000) / 100
        sheet.write_string(row, 0, f"INV-{row:07d}", text)
        sheet.write_string(row, 1, f"C{dice.randrange(2_000):05d}", text)
        sheet.write_datetime(row, 2, date, day)
        sheet.write_datetime(row, 3, date + dt.timedelta(30), day)
        if row % 50 == 0:
            sheet.write_string(row, 4, f"¥{amount:,.2f}", text)
        else:
            sheet.write_number(row, 4, amount)
        sheet.write_string(row, 5, "CNY")
        sheet.write_string(row, 6, f"HT{dice.randrange(5_000):06d}", text)
        sheet.write_string(row, 7, f"SO{dice.randrange(90_000):06d}", text)
        sheet.write_string(row, 8, f"第{row % 100}批")
    book.close()


def bare(path: Path) -> None:
    """Every cell of the sheet, and nothing else."""
    python_calamine.load_workbook(path).get_sheet_by_name("发票").to_python()


def checked(path: Path) -> None:
    """The ledger, without a problem."""
    loaded = load(path)
    assert loaded.ledger is not None, loaded.problems[:3]
    assert not loaded.problems


def seconds(work: Callable[[Path], object], path: Path) -> float:
    start = time.perf_counter()
    work(path)
    return time.perf_counter() - start


def measure(path: Path, pairs: int) -> dict[str, Any]:
    """Median seconds of the bare reader, of typed tables and of the ledger, and their ratios."""
    tasks = {"calamine": bare, "tables": read_source, "ledger": checked}
    found: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(pairs):
        for name, work in tasks.items():
            found[name].append(seconds(work, path))
    ratios = {
        name: statistics.median(
            mine / theirs for mine, theirs in zip(found[name], found["calamine"], strict=True)
        )
        for name in ("tables", "ledger")
    }
    return {
        "seconds": {name: round(statistics.median(times), 3) for name, times in found.items()},
        "ratio": {name: round(ratio, 2) for name, ratio in ratios.items()},
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_workbook(path, asked.rows)
        megabytes = round(path.stat().st_size / 1e6, 1)
        result = {"rows": asked.rows, "columns": len(HEADER), "megabytes": megabytes}
        result |= measure(path, asked.pairs) | {"limit": LIMIT, "python": platform.python_version()}
    print(json.dumps(result))
    return 0 if result["ratio"]["ledger"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
