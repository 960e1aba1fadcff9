"""The benchmark of calls runs and measures every kind; how fast they are is not tested here."""

from __future__ import annotations

from benchmarked import benchmarked


def test_every_kind_of_call_is_measured():
    result = benchmarked("dispatch.py", "--rows", "2000", "--pairs", "20")
    assert result["rows"] == 2000
    assert {"empty", "again", "scalar", "ratio", "range", "cold", "known"} <= set(result)
