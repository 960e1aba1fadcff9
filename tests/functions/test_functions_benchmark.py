"""The benchmark of worksheet functions runs and checks its figures; its speed is not tested."""

from __future__ import annotations

from benchmarked import benchmarked


def test_the_benchmark_agrees_with_the_rows():
    result = benchmarked("functions.py", "--size", "2000", "--pairs", "1")
    assert result["invoices"] == 2000
    assert {"cold", "aging again", "cell", "cell again", "5000 balances"} <= set(result)
