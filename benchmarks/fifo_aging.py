"""FIFO open items and aging by customer, in memory: against DuckDB, against a row loop, by size.

Run ``python benchmarks/fifo_aging.py``. Every figure is a median over pairs measured in turn within
one run, so that a busy machine slows both sides. DuckDB works on all cores and xlar on one, so
beside the ratio of elapsed times stands the least favorable one that processor time allows: DuckDB
spread perfectly over all cores. Results and what they mean: docs/performance.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import row_loop
from duckdb_aging import SHORTCUT, SQL, ask, duckdb_tables
from random_ledger import make_ledger

from xlar.core.aging import aging
from xlar.core.allocation import allocation_rows
from xlar.core.dates import calendar_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlar.core.ledger import (
        Ledger,
    )

AS_OF = calendar_date(20_650)
LATER = AS_OF + timedelta(days=31)
LIMITS = (0, 30, 60, 90, 180, 365)
RATIOS = {"cold": 1.5, "again": 0.7, "with rows": 3.0}  # at most so many times DuckDB
TIMES_THE_ROW_LOOP = 50  # at least
GROWTH = 14  # at most, for ten times the documents
MEMORY = 1024  # MiB at most


def cold(ledger: Ledger) -> Ledger:
    """The same ledger without anything worked out yet."""
    return dataclasses.replace(ledger)


class Seconds(NamedTuple):
    """Elapsed time, and time of the processor on all cores together."""

    wall: float
    cpu: float


def seconds(work: Callable[[], object]) -> Seconds:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Seconds(time.perf_counter() - wall, time.process_time() - cpu)


def compare(ledger: Ledger, pairs: int) -> dict[str, Any]:
    """Seconds of each task, each pair DuckDB first and xlar right after it."""
    connection = duckdb_tables(ledger)
    warm = cold(ledger)
    check_equal(warm, connection)
    tasks: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "cold": (
            lambda: ask(connection, SQL, AS_OF),
            lambda: aging(cold(ledger), AS_OF, limits=LIMITS),
        ),
        "again": (
            lambda: ask(connection, SQL, LATER),
            lambda: _another_day(warm),
        ),
        "with rows": (
            lambda: ask(connection, SQL, AS_OF),
            lambda: _with_rows(cold(ledger)),
        ),
        "shortcut": (
            lambda: ask(connection, SHORTCUT, AS_OF),
            lambda: aging(cold(ledger), AS_OF, limits=LIMITS),
        ),
    }
    times: dict[str, list[tuple[Seconds, Seconds]]] = defaultdict(list)
    for _ in range(pairs):
        for name, (theirs, ours) in tasks.items():
            times[name].append((seconds(theirs), seconds(ours)))
    return {name: _summary(measured) for name, measured in times.items()}


def _another_day(ledger: Ledger) -> object:
    ledger.memo.clear()  # the ledger keeps its last settlement; here each is to be a new one
    return aging(ledger, LATER, limits=LIMITS)


def _with_rows(ledger: Ledger) -> object:
    return aging(ledger, AS_OF, limits=LIMITS), allocation_rows(ledger, AS_OF)


def _summary(pairs: list[tuple[Seconds, Seconds]]) -> dict[str, float]:
    cores = os.cpu_count() or 1
    least = [ours.cpu / (theirs.cpu / cores) for theirs, ours in pairs]
    return {
        "duckdb_s": round(statistics.median(theirs.wall for theirs, _ in pairs), 3),
        "xlar_s": round(statistics.median(ours.wall for _, ours in pairs), 3),
        "ratio": round(statistics.median(ours.wall / theirs.wall for theirs, ours in pairs), 2),
        "duckdb_cpu_s": round(statistics.median(theirs.cpu for theirs, _ in pairs), 3),
        "xlar_cpu_s": round(statistics.median(ours.cpu for _, ours in pairs), 3),
        "ratio_by_cpu": round(statistics.median(least), 2),
    }


def check_equal(ledger: Ledger, connection: Any) -> None:
    """Stop where the two tables differ by a cent, or the report's own proof is not 0."""
    for day in (AS_OF, LATER):
        report = aging(ledger, day, limits=LIMITS)
        mine = np.zeros((len(ledger.customers), len(report.labels)), np.int64)
        mine[report.key] = report.buckets
        for sql in (SQL, SHORTCUT):
            answer = list(ask(connection, sql, day).values())
            theirs = np.zeros_like(mine)
            theirs[answer[0]] = np.stack(answer[1:], axis=1).astype(np.int64)
            if (mine != theirs).any() or report.check["CNY"]:
                raise SystemExit(f"xlar and DuckDB differ on {day}")
        rows = allocation_rows(ledger, day)
        settled = np.zeros(len(ledger.documents), np.int64)
        np.add.at(settled, rows.debit, rows.amount)
        there = ledger.is_debit & (ledger.documents.date <= (day - calendar_date(0)).days)
        if ledger.documents.amount[there].sum() - settled[there].sum() != mine.sum():
            raise SystemExit(f"allocation rows and open items differ on {day}")


def against_row_loop(measured: Ledger, big: Ledger, pairs: int) -> dict[str, float]:
    """How many times faster than the row loop.

    Where the row loop is given a smaller ledger than xlar, its time is scaled up by the number of
    documents; that is kind to it, because its rows then fit the processor's cache.
    """
    rows = row_loop.documents_of(measured)
    table = row_loop.report(rows, AS_OF, LIMITS)
    mine = aging(measured, AS_OF, limits=LIMITS)
    for place, bands, unapplied in zip(
        mine.key, mine.buckets.tolist(), mine.unapplied.tolist(), strict=True
    ):
        line = table[measured.customers.id[place], "CNY"]
        if [amount * 100 for amount in line] != [*bands, unapplied]:
            raise SystemExit("the row loop and xlar differ")
    factor = len(big.documents) / len(rows)
    times = [
        (
            seconds(lambda: row_loop.report(row_loop.documents_of(measured), AS_OF, LIMITS)).cpu,
            seconds(lambda: row_loop.report(rows, AS_OF, LIMITS)).cpu,
            seconds(lambda: aging(cold(big), AS_OF, limits=LIMITS)).cpu,
        )
        for _ in range(pairs)
    ]
    return {
        "documents": len(rows),
        "from_columns_s": round(statistics.median(whole for whole, _, _ in times), 3),
        "rows_ready_s": round(statistics.median(loop for _, loop, _ in times), 3),
        "times_from_columns": round(
            statistics.median(whole * factor / ours for whole, _, ours in times)
        ),
        "times_rows_ready": round(
            statistics.median(loop * factor / ours for _, loop, ours in times)
        ),
    }


def growth(big: Ledger, small: Ledger, pairs: int) -> dict[str, float]:
    """Times as long for ten times the documents, in processor time."""
    times = [
        (
            seconds(lambda: aging(cold(small), AS_OF, limits=LIMITS)).cpu,
            seconds(lambda: aging(cold(big), AS_OF, limits=LIMITS)).cpu,
        )
        for _ in range(pairs)
    ]
    return {
        "small_s": round(statistics.median(one for one, _ in times), 4),
        "big_s": round(statistics.median(ten for _, ten in times), 3),
        "growth": round(statistics.median(ten / one for one, ten in times), 1),
    }


def peak(size: int) -> dict[str, int]:
    """Peak memory of a process of its own that makes the ledger and every report of it."""
    answer = subprocess.run(
        [sys.executable, __file__, "--memory", "--size", str(size)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    return dict(json.loads(answer.stdout))


def own_peak(size: int) -> dict[str, int]:
    ledger = make_ledger(size)
    before = _rss()
    _with_rows(cold(ledger))
    aging(ledger, LATER, limits=LIMITS)
    return {"ledger_mib": before, "peak_mib": _rss()}


def _rss() -> int:
    """Peak memory in MiB; Linux lets ru_maxrss of a child begin with that of its parent."""
    status = Path("/proc/self/status")
    if status.exists():
        (peak_line,) = (line for line in status.read_text().splitlines() if "VmHWM" in line)
        return int(peak_line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(size: int, pairs: int, *, whole_loop: bool = False) -> dict[str, Any]:
    """All figures of one run."""
    big, tenth = make_ledger(size), make_ledger(size // 10)
    looped = big if whole_loop else make_ledger(size // 50)
    result: dict[str, Any] = {
        "invoices": size,
        "receipts": size * 4 // 5,
        "customers": len(big.customers),
        "pairs": pairs,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }
    result |= compare(big, pairs)
    result["row loop"] = against_row_loop(looped, big, 3 if whole_loop else pairs)
    result["growth"] = growth(big, tenth, pairs)
    result["memory"] = peak(size)
    return result


def show(result: dict[str, Any]) -> None:
    print(
        f"{result['invoices']:,} invoices, {result['receipts']:,} receipts, "
        f"{result['customers']:,} customers; {result['pairs']} pairs, {result['cores']} cores"
    )
    print(f"{'':34}{'DuckDB s':>10}{'xlar s':>10}{'ratio':>8}{'by CPU':>8}{'at most':>9}")
    for name, words in (
        ("cold", "open items + aging, cold"),
        ("again", "another day, same ledger"),
        ("with rows", "with allocation rows, cold"),
        ("shortcut", "against bands only, no open items"),
    ):
        line = result[name]
        times = f"{line['duckdb_s']:10.3f}{line['xlar_s']:10.3f}"
        ratios = f"{line['ratio']:8.2f}{line['ratio_by_cpu']:8.2f}"
        print(f"{words:34}{times}{ratios}{RATIOS.get(name, ''):>9}")
    loop = result["row loop"]
    print(
        f"row loop with Decimal over {loop['documents']:,} documents: xlar is "
        f"{loop['times_from_columns']} times as fast from the same columns, "
        f"{loop['times_rows_ready']} times with all rows ready (at least {TIMES_THE_ROW_LOOP})"
    )
    print(f"ten times the documents: {result['growth']['growth']} times as long (at most {GROWTH})")
    print(f"peak memory: {result['memory']['peak_mib']} MiB (at most {MEMORY})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="invoices")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--whole-loop", action="store_true", help="all documents in the row loop")
    parser.add_argument("--memory", action="store_true", help="only this process's peak memory")
    options = parser.parse_args()
    if options.memory:
        print(json.dumps(own_peak(options.size)))
        return
    result = measure(options.size, options.pairs, whole_loop=options.whole_loop)
    show(result)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
