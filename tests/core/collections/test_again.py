"""Who is to be reconciled again, and what he owes."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.collections.again import due_again
from xlar.core.columns import NO_INT
from xlar.core.policy import Policy

TEXT = """
customer C1
customer C2
customer C3
customer C4
2025-01-05 invoice C1 INV-1 100.00 due 2025-02-04
2025-01-05 invoice C1 INV-5 30.00 due 2025-02-04 currency USD
2025-01-05 invoice C2 INV-2 900.00 due 2025-02-04
2025-01-05 invoice C3 INV-3 50.00 due 2025-02-04
2025-06-01 receipt C3 R-1 50.00 for INV-3
2025-06-01 receipt C4 R-2 70.00
2025-12-31 slip C1 SL-1 100.00 sent 2026-01-05 returned 2026-01-20 result agreed
"""


def due(as_of, policy=None):
    report = due_again(ledger_of(TEXT), day(as_of), policy=policy)
    codes = [report.ledger.currencies[place] for place in report.currency.tolist()]
    names = report.ledger.customers.id[report.customer]
    return list(zip(names, codes, report.open.tolist(), report.days.tolist(), strict=True))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        # C1 agreed as of 31 December; six months later, 30 June, it is still in time
        ("2026-06-30", [("C2", "CNY", 900_00, NO_INT)]),
        # 31 December to 1 July: 182 days
        (
            "2026-07-01",
            [("C2", "CNY", 900_00, NO_INT), ("C1", "CNY", 100_00, 182), ("C1", "USD", 30_00, 182)],
        ),
        ("2025-01-04", []),
    ],
)
def test_who_owes_and_agreed_to_nothing_for_six_months(as_of, expected):
    assert due(as_of) == expected


def test_the_months_are_a_setting():
    policy = Policy.from_mapping({"agreements": {"reconcile_months": 12}})
    assert [row[0] for row in due("2026-07-01", policy)] == ["C2"]
