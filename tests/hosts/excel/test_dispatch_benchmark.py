"""The benchmark of calls runs and measures every kind; how fast they are is not tested here."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from excel_process import ROOT


def test_every_kind_of_call_is_measured():
    finished = subprocess.run(
        [sys.executable, "benchmarks/dispatch.py", "--rows", "2000", "--pairs", "20"],
        check=True,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    result = json.loads(finished.stdout.splitlines()[-1])
    assert result["rows"] == 2000
    assert {"empty", "again", "scalar", "ratio", "range", "cold", "known"} <= set(result)
