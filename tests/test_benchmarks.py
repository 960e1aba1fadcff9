"""The benchmarks run and compare equal results; how fast they are is not tested here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.office
@pytest.mark.live
@pytest.mark.parametrize("script", ["calc_native.py", "calc_million.py"])
def test_a_benchmark_of_the_calc_addin_runs_on_few_invoices(script):
    finished = subprocess.run(
        [sys.executable, f"benchmarks/{script}", "--invoices", "1000", "--pairs", "1"],
        check=False,  # so few rows keep no limit
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    result = json.loads(finished.stdout.splitlines()[-1])
    assert (result["invoices"], result["pairs"]) == (1000, 1)
    assert {"edit to result", "ratio", "limit"} <= set(result)


def test_a_month_end_runs_on_few_invoices():
    finished = subprocess.run(
        [sys.executable, "benchmarks/month_end.py", "--size", "2000"],
        check=True,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    result = json.loads(finished.stdout.splitlines()[-1])
    reports = {"aging", "credit", "stages", "score", "provision", "kpi", "forecast", "all"}
    assert set(result["large"]) == set(result["demo"]) == reports
    assert (result["invoices"], result["customers"]) == (2000, 40)
