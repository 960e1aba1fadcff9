"""Reading 100,000 rows × 8 columns through the xlwings engine against bare UNO calls.

Run ``python benchmarks/engine.py``. Two of the columns are dates. Each pair reads the same cells
once with `getDataArray` alone and once in every way xlwings offers; figures are medians over pairs
measured in turn. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import platform
import random
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

import pandas as pd
import xlwings as xw

from xlar.hosts.calc import engine

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = {"raw": 1.1, "value": 1.8, "frame": 2.0}
FIRST_DAY = dt.date(2024, 1, 1)


def invoices(rows: int) -> list[list[Any]]:
    """Invoices with two texts that differ in every row, two dates, two figures."""
    dice = random.Random(7)
    found = []
    for row in range(rows):
        date = FIRST_DAY + dt.timedelta(dice.randrange(900))
        amount = dice.randrange(100, 10_000_000) / 100
        note = f"第{row % 100}批" if row % 3 == 0 else None
        numbers = (f"INV-{row:07d}", f"C{dice.randrange(2_000):05d}")
        found.append(
            [*numbers, date, date + dt.timedelta(30), amount, "CNY", note, float(row % 90)]
        )
    return found


def ways(cells: xw.Range) -> dict[str, Callable[[], Any]]:
    """Every way of reading that is measured."""
    return {
        "bare": cells.api.getDataArray,
        "raw": lambda: cells.options("raw").value,
        "value": lambda: cells.value,
        "frame": lambda: cells.options(pd.DataFrame, header=False, index=False).value,
    }


def seconds(work: Callable[[], Any]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(cells: xw.Range, pairs: int) -> dict[str, Any]:
    """Median seconds of every way, and the median ratio to the bare call of the same pair."""
    found: dict[str, list[float]] = {name: [] for name in ways(cells)}
    for _ in range(pairs):
        for name, work in ways(cells).items():
            found[name].append(seconds(work))
    return {
        "seconds": {name: round(statistics.median(times), 3) for name, times in found.items()},
        "ratio": {
            name: round(
                statistics.median(
                    mine / bare for mine, bare in zip(found[name], found["bare"], strict=True)
                ),
                2,
            )
            for name in LIMITS
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    engine.activate(force=True)
    rows = invoices(asked.rows)
    with xw.App(visible=False) as app:
        cells = app.books[0].sheets[0]["A1"].resize(len(rows), len(rows[0]))
        written = seconds(lambda: setattr(cells, "value", rows))
        assert cells[-1, 2].value == dt.datetime.combine(rows[-1][2], dt.time())
        result = {"rows": asked.rows, "write": round(written, 3)} | measure(cells, asked.pairs)
    result |= {"limits": LIMITS, "python": platform.python_version()}
    print(json.dumps(result))
    return 0 if all(result["ratio"][name] <= limit for name, limit in LIMITS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
