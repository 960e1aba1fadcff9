"""The benchmark of PDF runs; how fast it is is not tested here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_benchmark_of_documents_runs():
    finished = subprocess.run(
        [sys.executable, "benchmarks/documents.py", "--customers", "3"],
        check=False,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    result = json.loads(finished.stdout.splitlines()[-1])
    assert result["customers"] == 3
    for name in ("letters", "statements"):
        assert result[name]["per_second"] > 0
        assert result[name]["kilobytes"] > 10
