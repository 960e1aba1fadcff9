"""What a promise or a plan holds back of the letters."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.dunning import dunning_run
from xlar.core.policy import Policy

INVOICE = "customer C1\n2026-01-05 invoice C1 INV-1 1000.00 due 2026-02-04\n"
PROMISE = "2026-03-01 promise C1 INV-1 - pay 2026-03-20"
PLAN = """
2026-03-01 plan C1 PL-1 1 500.00 due 2026-03-20 invoice_no INV-1
2026-03-01 plan C1 PL-1 2 500.00 due 2026-04-20 invoice_no INV-1
"""


@pytest.mark.parametrize(
    ("more", "as_of", "reasons"),
    [
        (PROMISE, "2026-03-20", ["promise"]),
        (PROMISE, "2026-03-21", []),
        # the customer said already that he will not pay
        (f"{PROMISE} kept 0", "2026-03-10", []),
        (f"{PROMISE} kept 1", "2026-03-10", ["promise"]),
        ("2026-03-01 promise C1 - 1000.00 pay 2026-03-20 kept 0", "2026-03-10", []),
        (PLAN, "2026-03-20", ["promise"]),
        (PLAN, "2026-03-21", []),
        (f"{PLAN}2026-03-20 receipt C1 R-1 500.00 for INV-1", "2026-04-20", ["promise"]),
        (f"{PLAN}2026-03-20 receipt C1 R-1 500.00 for INV-1", "2026-04-21", []),
        (PLAN.replace("invoice_no", "cancelled 2026-03-10 invoice_no"), "2026-03-10", []),
    ],
)
def test_no_letter_while_a_promise_or_a_plan_holds(more, as_of, reasons):
    run = dunning_run(ledger_of(INVOICE + more), day(as_of), policy=Policy(), register=())
    assert [one.reason for one in run.skipped] == reasons
    assert bool(run.letters) is not bool(reasons)
