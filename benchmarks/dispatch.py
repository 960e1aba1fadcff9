"""Calls of worksheet functions through the server's own code, against an empty call.

Run ``python benchmarks/dispatch.py``. Everything between Excel and the cell is xlwings' real code
over the tests' fake of pywin32; what the processes say to each other through COM is not measured.
The empty call is a function whose three values xlwings hands on untouched, as the calls of our
own wrappers do; both are called in turn within the run, and figures are medians. ``cold`` builds
the ledger of 100,000 rows of eight cells and its aging table; ``known`` asks for the table again.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "hosts" / "excel"))
import fake_pywin32

from xlar.hosts.excel.server import calm_collector

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = {"ratio": 2.0, "cold": 0.6, "known": 0.005, "range": 0.2}  # seconds, but for the ratio
HEADER = ("单据号", "客户编码", "单据日期", "到期日", "金额", "币种", "合同号", "备注")
MODULE = "xlar.hosts.excel.udfs"
CONTEXT = ("zh", False, "ar.xlsm", "账龄分析!B2", 1.0)
MISSING = -2147352572
AS_OF = 46203.0  # 2026-06-30


def invoices(count: int, seed: int) -> tuple[tuple[Any, ...], ...]:
    """A table of invoices as ``.Value2`` gives it."""
    dice = random.Random(seed)
    rows: list[tuple[Any, ...]] = [HEADER]
    for number in range(count):
        date = 46203.0 - dice.randrange(900)
        amount = dice.randrange(100, 10_000_000) / 100
        customer = f"C{dice.randrange(2_000):05d}"
        note = None if number % 3 else "第二批"
        rows.append(
            (f"I-{seed}-{number:07d}", customer, date, date + 30, amount, "CNY", "HT01", note)
        )
    return tuple(rows)


def empty_module() -> ModuleType:
    """A module with a function that does nothing."""
    import xlwings as xw

    @xw.func
    @xw.arg("name", "raw")
    @xw.arg("_values", "raw")
    @xw.arg("_context", "raw")
    @xw.ret("raw")
    def nothing(name: Any, _values: Any, _context: Any) -> Any:
        return ((name,),)

    module = ModuleType("nothing_at_all")
    module.__file__ = __file__
    module.nothing = nothing  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    return module


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(rows: int, pairs: int) -> dict[str, float]:
    """Median seconds of every kind of call."""
    fake_pywin32.install()
    from xlwings.com_server import XLPython

    server = XLPython()
    empty_module()

    def call(name: str, *values: Any) -> Any:
        return server.CallUDF(MODULE, "dispatch", (name, values, CONTEXT))

    def cold(table: tuple[tuple[Any, ...], ...]) -> Any:
        return call("AR_AGING", call("AR_LEDGER", MISSING, table), AS_OF)

    cold(invoices(100, 0))  # modules are loaded by the first call
    calm_collector()
    tables = [invoices(rows, seed) for seed in range(1, 4)]
    result = {"cold": statistics.median(seconds(lambda t=table: cold(t)) for table in tables)}
    handle = call("AR_LEDGER", MISSING, tables[0])
    keys = tuple((f"C{number % 2000:05d}",) for number in range(5000))
    assert len(call("AR_BALANCE", keys, handle, AS_OF)) == 5000
    days = [AS_OF - number for number in range(1, 10)]
    result["range"] = statistics.median(
        seconds(lambda d=day: call("AR_BALANCE", keys, handle, d)) for day in days
    )
    result["known"] = statistics.median(
        seconds(lambda: call("AR_AGING", handle, AS_OF)) for _ in range(9)
    )
    taken: dict[str, list[float]] = {"empty": [], "again": [], "scalar": []}
    names = [f"C{number:05d}" for number in range(2000)]
    for turn in range(pairs):
        name = names[turn % 2000]
        arguments = (name, (name, handle, AS_OF), CONTEXT)
        taken["empty"].append(
            seconds(lambda a=arguments: server.CallUDF("nothing_at_all", "nothing", a))
        )
        fresh = AS_OF - 1 - turn // 2000
        taken["scalar"].append(seconds(lambda n=name, d=fresh: call("AR_BALANCE", n, handle, d)))
        taken["again"].append(seconds(lambda n=names[0]: call("AR_BALANCE", n, handle, AS_OF - 1)))
    return result | {name: statistics.median(times) for name, times in taken.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=4_000)
    given = parser.parse_args()
    found = measure(given.rows, given.pairs)
    found["ratio"] = found["scalar"] / found["empty"]
    beyond = [name for name, limit in LIMITS.items() if found[name] > limit]
    print(f"empty call            {found['empty'] * 1e6:10.1f} µs")
    print(f"AR_BALANCE, a new cell {found['scalar'] * 1e6:9.1f} µs  = {found['ratio']:.2f} × empty")
    print(f"AR_BALANCE, seen before {found['again'] * 1e6:8.1f} µs")
    print(f"5,000 cells, one range {found['range'] * 1e3:9.1f} ms")
    print(f"AR_AGING, cold        {found['cold'] * 1e3:10.1f} ms  ({given.rows:,} rows of 8)")
    print(f"AR_AGING, known handle {found['known'] * 1e3:9.1f} ms")
    print(f"beyond the limits: {', '.join(beyond) or 'nothing'}")
    print(json.dumps(found | {"rows": given.rows, "on": platform.platform()}))


if __name__ == "__main__":
    main()
