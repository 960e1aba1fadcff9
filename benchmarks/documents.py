"""PDF letters and statements of 500 customers in one process: how many a second, how much memory.

Run ``python benchmarks/documents.py``; add ``--customers 50`` for a short run. Contents are made
beforehand, so the figures are of checking, laying out and writing the PDF alone. Statements have 40
lines: 28 movements and 12 open items. Results and what they mean: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlar.core.capitals import in_capitals
from xlar.documents.content import Block, Item, Letter, Movement, Party, Statement
from xlar.documents.figures import amount, day, days
from xlar.documents.render.pdf import Renderer
from xlar.documents.wording import built_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xlar.documents.content import Document

AS_OF = date(2026, 6, 30)
PAY_BY = AS_OF + timedelta(days=7)
LEAST = {"letters": 80, "statements": 28}  # a second, in one process
GROWTH = 1.1  # at most, of memory from the first fifth of the run to its end
MOVEMENTS, OPEN = 28, 12
COMPANY = Party(
    "示例机械有限公司", "91350100M000100Y43", "", "示例省样板市创新路 88 号", "陈示例",
    "099-5550-0001", "ar@example.com", "示例银行创新支行", "3200 0155 0010 0888 666",
)  # fmt: skip


def customer(place: int) -> Party:
    """A customer with a name of its own, so that nothing laid out for another can be used again."""
    name = f"{chr(0x4E00 + place * 37 % 20_000)}{chr(0x4E00 + place * 91 % 20_000)}商贸有限公司"
    return Party(name, "91512081MA62K0260E", f"C{place:05}", f"样板市演示路 {place} 号", "李示例")


def items(place: int, count: int) -> tuple[Item, ...]:
    """Open items of a customer, all overdue."""
    made = []
    for line in range(count):
        due = AS_OF - timedelta(days=13 + (place + line * 7) % 60)
        minor = 1_000_000 + (place * 7_919 + line * 104_729) % 9_000_000
        made.append(
            Item(
                f"INV-{place:05}-{line:02}", 0, f"HT-2026-{place % 50:03}",
                due - timedelta(days=30),
                due, minor, minor, 0, (AS_OF - due).days, 3 + line % 2,
            )
        )  # fmt: skip
    return tuple(sorted(made, key=lambda item: item.due_date or AS_OF))


def letter(place: int) -> Letter:
    """A demand with one to eight items."""
    owed = items(place, 1 + place % 8)
    total, who = sum(item.open for item in owed), customer(place)
    values = {
        "customer": who.name, "company": COMPANY.name, "as_of": day(AS_OF, "zh"),
        "count": str(len(owed)), "several": "1" if len(owed) > 1 else "",
        "pay_by": day(PAY_BY, "zh"),
        "total": f"人民币{amount(total)}元", "capitals": in_capitals(total), "currency": "CNY",
        "first_due": day(owed[0].due_date or AS_OF, "zh"), "contract": owed[0].contract_no,
        "days": days(owed[0].days_past_due, "zh"), "company_contact": COMPANY.contact,
        "company_phone": COMPANY.phone,
    }  # fmt: skip
    filled = built_in().fill("letter", "zh", values, variant="L4")
    return Letter(
        "letter", 4, f"CK-2026-{place:05}", AS_OF, AS_OF, "zh", COMPANY, who, "CNY", total,
        in_capitals(total), filled.wording, notes=filled.notes, pay_by=PAY_BY, items=owed,
    )  # fmt: skip


def statement(place: int) -> Statement:
    """A month with 28 movements and 12 open items."""
    owed, who = items(place, OPEN), customer(place)
    closing = sum(item.open for item in owed)
    changes = [
        (-1) ** line * (100_000 + (place * 31 + line * 7_919) % 500_000)
        for line in range(MOVEMENTS)
    ]
    balance = opening = closing - sum(changes)
    movements = []
    for line, change in enumerate(changes):
        balance += change
        movements.append(
            Movement(
                date(2026, 6, 1 + line), "invoice" if change > 0 else "receipt",
                f"D-{place:05}-{line:02}", "", max(change, 0), max(-change, 0), balance,
            )
        )  # fmt: skip
    buckets = (("not_due", 0), ("1-30", closing // 2), ("31-60", 0), ("61-90", -(-closing // 2)))
    block = Block("CNY", opening, tuple(movements), closing, owed, buckets, (), (), 0)
    values = {
        "customer": who.name, "company": COMPANY.name, "start": day(date(2026, 6, 1), "zh"),
        "as_of": day(AS_OF, "zh"), "reply_by": day(PAY_BY, "zh"), "balances": amount(closing),
        "company_contact": COMPANY.contact, "company_phone": COMPANY.phone,
    }  # fmt: skip
    filled = built_in().fill("statement", "zh", values)
    return Statement(
        "statement", -1, f"DZ-2026-{place:05}", AS_OF, AS_OF, "zh", COMPANY, who, "CNY", closing,
        in_capitals(closing), filled.wording, notes=filled.notes, start=date(2026, 6, 1),
        blocks=(block,), reply_by=PAY_BY,
    )  # fmt: skip


def resident() -> float:
    """MiB of memory in use, 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    (line,) = (line for line in status.read_text("utf-8").splitlines() if "VmRSS" in line)
    return round(int(line.split()[1]) / 1024, 1)


def measure(renderer: Renderer, documents: Iterable[Document], count: int) -> dict[str, Any]:
    """How fast documents are rendered, and the memory after a fifth of them and after all."""
    made = list(documents)
    size, early = 0, 0.0
    wall, cpu = time.perf_counter(), time.process_time()
    for place, document in enumerate(made):
        size += len(renderer.render(document))
        if place == count // 5:
            early = resident()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "per_second": round(count / wall, 1),
        "per_second_of_processor": round(count / cpu, 1),
        "kilobytes": round(size / count / 1000, 1),
        "mebibytes": [early, resident()],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=500)
    count = parser.parse_args().customers
    makers: dict[str, Callable[[int], Document]] = {"letters": letter, "statements": statement}
    result: dict[str, Any] = {"customers": count, "python": platform.python_version()}
    with Renderer() as renderer:
        for make in makers.values():
            renderer.render(make(count))  # the compiler and its fonts are loaded once
        for name, make in makers.items():
            result[name] = measure(renderer, map(make, range(count)), count)
            print(f"{name}: {result[name]}")
    print(json.dumps(result))
    fast = all(result[name]["per_second"] >= least for name, least in LEAST.items())
    flat = all(
        last <= GROWTH * early for early, last in (result[name]["mebibytes"] for name in LEAST)
    )
    return 0 if fast and flat else 1


if __name__ == "__main__":
    sys.exit(main())
