"""Worksheet functions from raw cells: cold, on a known handle, cell by cell, over ranges.

    python benchmarks/functions.py [--size 100000] [--pairs 5]

Every figure is checked against the ledger before it is timed. Times are medians; ratios compare
with the same thing done bare (marshalling the cells, an empty Python call). The last line is JSON.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import marshal
import random
import statistics
import time
from typing import TYPE_CHECKING, Any

from xlar.functions.call import Session

if TYPE_CHECKING:
    from collections.abc import Callable

TODAY = dt.date(2026, 6, 30)
CUSTOMERS = 5_000


def tables(size: int, salt: float = 0.0) -> list[Any]:
    """Customers, invoices of eight columns and receipts as a host gives them."""
    draw = random.Random(1)
    customers = [("客户编码", "客户名称", "信用额度", "账期")]
    customers += [(f"C{n:05}", f"客户{n}", 1e6 + salt, "N30") for n in range(CUSTOMERS)]
    invoices: list[Any] = [
        ("单据号", "客户编码", "单据日期", "到期日", "金额", "合同号", "类型", "备注")
    ]
    for n in range(size):
        day = float(45_500 + draw.randrange(600))
        amount = draw.randrange(100, 10**7) / 100
        owner = f"C{n % CUSTOMERS:05}"
        due = day + 30 if n % 3 else ""
        invoices.append((f"INV-{n:07}", owner, day, due, amount, f"HT-{n % 500}", "发票", ""))
    receipts: list[Any] = [("收款单号", "客户编码", "收款日期", "金额")]
    receipts += [
        (f"R-{n:06}", f"C{n % CUSTOMERS:05}", 46_000.0, draw.randrange(100, 10**6) / 100)
        for n in range(size // 50)
    ]
    return [tuple(customers), tuple(invoices), tuple(receipts)]


def timed(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def each(action: Callable[[int], Any], count: int) -> float:
    """Seconds per call of ``count`` different calls."""
    return timed(lambda: [action(n) for n in range(count)]) / count


def checked_session(given: list[Any]) -> tuple[Session, str]:
    """A session that knows the ledger, after its aging has been checked against the rows."""
    session = Session(lambda: TODAY)
    handle = str(session.call("AR_LEDGER", tuple(given)))
    report: Any = session.call("AR_AGING", (handle,))
    total = next(row for row in report if row[0] == "合计")
    owed = sum(round(row[4] * 100) for row in given[1][1:])
    owed -= sum(round(row[3] * 100) for row in given[2][1:])
    assert round(total[3] * 100) == owed, (total, owed)
    balance: Any = session.call("AR_BALANCE", ("C00001", handle))
    assert balance == next(row[3] for row in report if row[0] == "C00001")
    return session, handle


def cold(given: list[Any]) -> None:
    session = Session(lambda: TODAY)
    session.call("AR_AGING", (session.call("AR_LEDGER", tuple(given)),))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    given = tables(options.size)
    session, handle = checked_session(given)
    names = tuple((f"C{n:05}",) for n in range(CUSTOMERS))
    orders = tuple((1000.0 + n,) for n in range(CUSTOMERS))
    call = session.call
    runs: dict[str, list[float]] = {}
    for turn in range(options.pairs):
        day = 46_100.0 + turn
        call("AR_BALANCE", ("C00000", handle, day))  # the figures of the day
        measured = {
            "marshal the cells": timed(lambda: [marshal.dumps(one, 2) for one in given]),
            "cold": timed(lambda: cold(given)),
            "aging, another day": timed(lambda day=day: call("AR_AGING", (handle, day + 60))),
            "aging again": timed(lambda: call("AR_AGING", (handle,))),
            "cell": each(lambda n, day=day: call("AR_BALANCE", (names[n][0], handle, day)), 5000),
            "cell again": each(
                lambda n, day=day: call("AR_BALANCE", (names[n][0], handle, day)), 5000
            ),
            "5000 balances": timed(lambda day=day: call("AR_BALANCE", (names, handle, day))),
            "5000 order checks": timed(
                lambda day=day: call("AR_CREDIT_CHECK", (names, orders, handle, day))
            ),
        }
        for name, seconds in measured.items():
            runs.setdefault(name, []).append(seconds)
    median = {name: statistics.median(seconds) for name, seconds in runs.items()}
    bare = median["marshal the cells"]
    for name, seconds in median.items():
        print(f"{name:20} {seconds * 1e3:10.4f} ms  {seconds / bare:10.5f} x marshal")
    print(json.dumps({"invoices": options.size, **median}, ensure_ascii=False))


if __name__ == "__main__":
    main()
