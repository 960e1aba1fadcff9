"""Commission against SQL on the raw tables: every receipt on every invoice, and their sums."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from figure_sql import database, ledger_of, raw_tables

from xlar.core.commission import commission

pytest.importorskip("duckdb")

LINES = """
create or replace macro cash(d) as table
    select receipt, invoice, sum(paid)::bigint as paid, any_value(paid_on - due) as days
    from payments(d) where kind = 'receipt' and type <> 'discount' group by receipt, invoice;
create or replace macro factor(days) as (
    case when days <= 0 then 100 when days <= 30 then 80 when days <= 60 then 60
        when days <= 90 then 40 when days <= 180 then 20 else 0 end);
create or replace macro earned(paid, days) as (
    (paid * factor(days) + 5000) // 10000);
create or replace macro came(d) as (
    select coalesce(sum(amount), 0) from receipts where receipt_date <= d
        and coalesce(reversed_on, date '9999-12-31') > d and method <> 'discount');
"""
# 1 % of the cash in 分, times a factor in percent: paid × factor ÷ 10,000, half up

CHANGED = """
select receipt, invoice, coalesce(now.days, old.days) as days,
    coalesce(now.paid, 0) - coalesce(old.paid, 0) as base,
    coalesce(earned(now.paid, now.days), 0) - coalesce(earned(old.paid, old.days), 0) as amount
from cash($2::date) now full join cash(($1::date - 1)::date) old using (receipt, invoice)
where coalesce(now.paid, 0) <> coalesce(old.paid, 0)
"""
CONTROL = """
select came($2::date) - came(($1::date - 1)::date),
    (select coalesce(sum(paid), 0) from cash($2::date))
    - (select coalesce(sum(paid), 0) from cash(($1::date - 1)::date))
"""
PERIODS = [
    (date(2026, 5, 1), date(2026, 5, 31)),
    (date(2025, 11, 12), date(2026, 2, 3)),
    (date(2024, 1, 1), date(2026, 6, 18)),
]


@pytest.fixture(scope="module")
def both():
    raw = raw_tables(7)
    connection = database(raw)
    connection.execute(LINES)
    return ledger_of(raw), connection


@pytest.mark.parametrize("period", PERIODS)
def test_every_line_equals_sql(both, period):
    ledger, connection = both
    lines = commission(ledger, *period).lines
    number = ledger.documents.number
    found = {
        (number[receipt], number[invoice]): rest
        for receipt, invoice, *rest in zip(
            lines.receipt.tolist(), lines.invoice.tolist(), lines.days.tolist(),
            lines.base.tolist(), lines.amount.tolist(), strict=True,
        )
    }  # fmt: skip
    rows = connection.execute(CHANGED, list(period)).fetchall()
    expected = {(receipt, invoice): [int(one) for one in rest] for receipt, invoice, *rest in rows}
    assert len(found) > 30
    assert found == expected


@pytest.mark.parametrize("period", PERIODS)
def test_the_control_total_equals_sql(both, period):
    ledger, connection = both
    report = commission(ledger, *period)
    came, base = connection.execute(CONTROL, list(period)).fetchone()
    assert int(report.amounts["received"].sum()) == came
    assert int(report.amounts["base"].sum()) == base
    assert int(report.amounts["unapplied"].sum()) == came - base


def test_something_is_taken_back(both):
    """The ledger of this test has receipts that bounce after their month."""
    ledger, _ = both
    total = sum(
        int(commission(ledger, first, first + timedelta(days=27)).amounts["taken_back"].sum())
        for first in (date(2025, month, 1) for month in range(3, 12))
    )
    assert total < 0
