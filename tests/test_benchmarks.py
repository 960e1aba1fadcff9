"""The benchmarks run and compare equal results; how fast they are is not tested here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_fifo_aging_agrees_with_duckdb_and_with_the_row_loop():
    finished = subprocess.run(
        [sys.executable, "benchmarks/fifo_aging.py", "--size", "2000", "--pairs", "1"],
        check=True,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    result = json.loads(finished.stdout.splitlines()[-1])
    assert (result["invoices"], result["receipts"], result["customers"]) == (2000, 1600, 40)
    assert {"cold", "again", "with rows", "row loop", "growth", "memory"} <= set(result)
