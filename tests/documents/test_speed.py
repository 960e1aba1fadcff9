"""The benchmark of PDF runs; how fast it is is not tested here."""

from __future__ import annotations

from benchmarked import benchmarked


def test_the_benchmark_of_documents_runs():
    result = benchmarked("documents.py", "--customers", "3", keeps_limit=False)
    assert result["customers"] == 3
    for name in ("letters", "statements"):
        assert result[name]["per_second"] > 0
        assert result[name]["kilobytes"] > 10
