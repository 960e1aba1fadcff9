"""The benchmark of worksheet functions runs and checks its figures; its speed is not tested."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_benchmark_agrees_with_the_rows():
    finished = subprocess.run(
        [sys.executable, "benchmarks/functions.py", "--size", "2000", "--pairs", "1"],
        check=True,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    result = json.loads(finished.stdout.splitlines()[-1])
    assert result["invoices"] == 2000
    assert {"cold", "aging again", "cell", "cell again", "5000 balances"} <= set(result)
