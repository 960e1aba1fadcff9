"""The benchmarks run and compare equal results; how fast they are is not tested here."""

from __future__ import annotations

import pytest
from benchmarked import benchmarked


def test_fifo_aging_agrees_with_duckdb_and_with_the_row_loop():
    result = benchmarked("fifo_aging.py", "--size", "2000", "--pairs", "1")
    assert (result["invoices"], result["receipts"], result["customers"]) == (2000, 1600, 40)
    assert {"cold", "again", "with rows", "row loop", "growth", "memory"} <= set(result)


@pytest.mark.office
@pytest.mark.live
@pytest.mark.parametrize("script", ["calc_native.py", "calc_million.py"])
def test_a_benchmark_of_the_calc_addin_runs_on_few_invoices(script):
    result = benchmarked(script, "--invoices", "1000", "--pairs", "1", keeps_limit=False)
    assert (result["invoices"], result["pairs"]) == (1000, 1)
    assert {"edit to result", "ratio", "limit"} <= set(result)


def test_a_month_end_runs_on_few_invoices():
    result = benchmarked("month_end.py", "--size", "2000")
    reports = {"aging", "credit", "stages", "score", "provision", "kpi", "forecast", "all"}
    assert set(result["large"]) == set(result["demo"]) == reports
    assert (result["invoices"], result["customers"]) == (2000, 40)
