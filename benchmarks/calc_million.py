"""An edit among a million invoices, to its result, against reading those cells in the office.

Run ``python benchmarks/calc_million.py``. Each pair reads the five columns of the invoices with
`getDataArray` inside the office's own process (a macro in its own Python, timed by itself), then
edits one amount and waits until ``=AR_AGING()`` shows the new total. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from typing import Any

from calc_books import CalcOffice, edit, filled, install_macro, reader, type_report

LIMIT = 2.0
CUSTOMERS = 500


def measure(office: CalcOffice, invoices: int, pairs: int) -> list[tuple[float, float]]:
    """Seconds of reading, and from edit to result, of each pair."""
    install_macro(office)
    document = filled(office, invoices, min(CUSTOMERS, invoices))
    at = type_report(document)
    read = reader(document)
    edit(document, at, 1)
    found = [
        (read("发票", f"A1:E{invoices + 1}"), edit(document, at, 1 + pair * invoices // pairs))
        for pair in range(pairs)
    ]
    document.close()
    assert not office.log(), office.log()
    return found


def summary(found: list[tuple[float, float]]) -> dict[str, Any]:
    """Least and median seconds of both, and of their ratios."""
    columns = {
        "read": [read for read, _ in found],
        "edit to result": [edited for _, edited in found],
        "ratio": [edited / read for read, edited in found],
    }
    return {
        name: {"min": round(min(one), 3), "median": round(statistics.median(one), 3)}
        for name, one in columns.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args()
    office = CalcOffice(XLAR_LANG="zh")
    try:
        found = measure(office, asked.invoices, asked.pairs)
    finally:
        office.end()
    result = {"invoices": asked.invoices, "pairs": asked.pairs} | summary(found)
    print(json.dumps(result | {"limit": LIMIT}, ensure_ascii=False))
    return 0 if result["ratio"]["median"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
