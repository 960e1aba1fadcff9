"""A month end on a million invoices: every report of the department, one after the other.

Run ``python benchmarks/month_end.py``. The reports run in one process on one ledger, so that what
one has worked out the next may use. Limits: 30 s and 2 GiB for 1,000,000 invoices of 20,000
customers, 2 s for the demonstration. Results: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from random_ledger import make_ledger

from xlar.core.aging import aging
from xlar.core.build import build
from xlar.core.credit import credit
from xlar.core.dates import calendar_date
from xlar.core.forecast.report import forecast
from xlar.core.indicators.report import indicators
from xlar.core.policy import Policy
from xlar.core.provision import provision
from xlar.core.scoring import score
from xlar.core.stages import stages
from xlar.workbook.demo import AS_OF, demo_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from xlar.core.ledger import Ledger

LIMITS = {"seconds": 30.0, "memory": 2048, "demo": 2.0}
LAST_DAY = calendar_date(20_698)  # by when all but a few receipts of the random ledger are in


def tasks(ledger: Ledger, as_of: date, policy: Policy) -> dict[str, Callable[[], object]]:
    """What a month end makes, by name."""
    return {
        "aging": lambda: aging(ledger, as_of, policy=policy),
        "credit": lambda: credit(ledger, as_of, policy=policy),
        "stages": lambda: stages(ledger, as_of, policy=policy),
        "score": lambda: score(ledger, as_of, policy=policy),
        "provision": lambda: provision(ledger, as_of, policy=policy),
        "kpi": lambda: indicators(ledger, as_of, policy=policy),
        "forecast": lambda: forecast(ledger, as_of, policy=policy),
    }


def timed(ledger: Ledger, as_of: date, policy: Policy) -> dict[str, float]:
    """Seconds of each report and of all."""
    found = {}
    for name, work in tasks(ledger, as_of, policy).items():
        start = time.perf_counter()
        work()
        found[name] = time.perf_counter() - start
    return found | {"all": sum(found.values())}


def peak() -> int:
    """The most memory this process has held, MiB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def main() -> None:
    """Time the demonstration first, which loads what has to be loaded, then the large ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="invoices")
    size = parser.parse_args().size
    policy = Policy.from_mapping({"rates": {"USD": "7.15"}})
    demo, _ = build(demo_tables(), policy)
    assert demo is not None
    timed(demo, AS_OF - timedelta(1), policy)
    result: dict[str, Any] = {"demo": timed(demo, AS_OF, policy)}
    ledger = make_ledger(size)
    result |= {"invoices": size, "customers": len(ledger.customers)}
    result["large"] = timed(ledger, LAST_DAY, policy)
    result["memory"] = peak()
    for name, seconds in result["large"].items():
        print(f"{name:10} {seconds:8.2f} s   demo {result['demo'][name]:6.2f} s")
    print(f"memory     {result['memory']:8} MiB")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
