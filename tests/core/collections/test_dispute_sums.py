"""Disputes added up by reason and by salesperson."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.collections.dispute_sums import dispute_sums
from xlar.core.collections.disputes import dispute_report
from xlar.core.columns import NO_INT

TEXT = """
customer C1 salesperson 张
customer C2 salesperson 李
customer C3 currency USD
2026-01-05 invoice C1 INV-1 1000.00 due 2026-02-04 disputed_amount 100.00 dispute_reason price disputed_on 2026-03-01
2026-01-05 invoice C1 INV-2 1000.00 due 2026-02-04 disputed_amount 300.00 dispute_reason quality disputed_on 2026-03-20
2026-01-05 invoice C2 INV-3 500.00 due 2026-02-04 disputed_amount 500.00 dispute_reason price
2026-01-05 invoice C3 INV-4 80.00 due 2026-02-04 disputed_amount 8.00
"""  # noqa: E501 a row of the table is a line


def sums(by, as_of="2026-04-01", text=TEXT):
    report = dispute_report(ledger_of(text), day(as_of))
    found = dispute_sums(report, by)
    codes = [report.ledger.currencies[place] for place in found.currency.tolist()]
    names = ("items", "open", "disputed", "longest", "slow")
    columns = (getattr(found, name).tolist() for name in names)
    return list(zip(found.key, codes, *columns, strict=True))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        # 1 March to 1 April: 31 days, more than the 30 of the settings; INV-3 has no day
        (
            "reason",
            [
                ("price", "CNY", 2, 1_500_00, 600_00, 31, 1),
                ("quality", "CNY", 1, 1_000_00, 300_00, 12, 0),
                ("", "USD", 1, 80_00, 8_00, NO_INT, 0),
            ],
        ),
        (
            "salesperson",
            [
                ("李", "CNY", 1, 500_00, 500_00, NO_INT, 0),
                ("张", "CNY", 2, 2_000_00, 400_00, 31, 1),
                ("", "USD", 1, 80_00, 8_00, NO_INT, 0),
            ],
        ),
    ],
)
def test_the_largest_sum_of_a_currency_stands_first(by, expected):
    assert sums(by) == expected


def test_a_dispute_raised_later_is_not_counted():
    assert [row[:3] for row in sums("reason", "2026-03-01") if row[1] == "CNY"] == [
        ("price", "CNY", 2)
    ]


def test_no_disputes_no_rows():
    assert sums("reason", text="customer C1") == []
