"""Opening the workbook of the demonstration ledger in a fresh office until all figures are shown.

Run ``python benchmarks/calc_opening.py``. Each time a new process of LibreOffice is started with
the add-in and a profile of its own, and opens the file. The clock starts before the process does
and stops when no formula shows an error and the three reports stand whole. The process is cold,
the disk is warm: a first opening, not counted, has read all files before. Needs LibreOffice.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any

from calc_books import CalcOffice, wait_for

from xlar.hosts.calc.engine import bridge

LIMIT = 8.0
TEMPLATE = Path(__file__).parents[1] / "workbook" / "ar_template.xlsm"
REPORTS = ("账龄分析", "信用监控", "催收工作台")
_ERRORS = 4  # of com.sun.star.sheet.FormulaResult
_LEAST = 10  # rows of a report, its headings included
PATIENCE = 120.0


def opened(command: list[str], file: Path) -> float:
    """Seconds from the start of the process to all figures."""
    spec = f"pipe,name=xlar{uuid.uuid4().hex[:12]}"
    given = [f"--accept={spec};urp;" if part.startswith("--accept=") else part for part in command]
    start = time.perf_counter()
    environment = {**os.environ, "XLAR_LANG": "zh"}
    process = subprocess.Popen(given, env=environment, stderr=subprocess.DEVNULL)
    try:
        context = wait_for(lambda: _connected(spec), PATIENCE)
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        doc = desktop.loadComponentFromURL(bridge.url(file), "_blank", 0, ())
        wait_for(lambda: _shown(doc), PATIENCE)
        return time.perf_counter() - start
    finally:
        process.kill()
        process.wait()


def _connected(spec: str) -> Any:
    with suppress(ConnectionError):
        return bridge.connect(spec)
    return None


def _shown(doc: Any) -> bool:
    """Whether no formula shows an error, and the reports are there as far as their last rows."""
    sheets = [doc.Sheets.getByIndex(index) for index in range(doc.Sheets.Count)]
    if any(sheet.queryFormulaCells(_ERRORS).Count for sheet in sheets):
        return False
    rows = {name: _rows(doc.Sheets.getByName(name)) for name in REPORTS}
    totals = {row[0]: row for row in rows[REPORTS[0]]}
    return (
        all(len(some) > _LEAST for some in rows.values())
        and totals.get("合计", (0,) * 4)[3] > 0
        and totals.get("核对差异", (1,) * 4)[3] == 0
    )


def _rows(sheet: Any) -> tuple[tuple[Any, ...], ...]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    return cursor.getDataArray()  # reading makes LibreOffice calculate what is out of date


def measure(office: CalcOffice, times: int) -> list[float]:
    """Seconds of each opening, without the first."""
    office.kill()  # its profile, with the extension, is all that is wanted
    file = Path(shutil.copy(TEMPLATE, office.folder))
    found = [opened([*map(str, office.process.args)], file) for _ in range(times + 1)]
    assert not office.log(), office.log()
    return found[1:]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    office = CalcOffice(XLAR_LANG="zh")
    try:
        seconds = measure(office, asked.times)
    finally:
        office.end()
    result = {
        "times": asked.times,
        "min": round(min(seconds), 2),
        "median": round(statistics.median(seconds), 2),
        "max": round(max(seconds), 2),
        "limit": LIMIT,
    }
    print(json.dumps(result))
    return 0 if result["median"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
