"""The indicators against SQL on the raw tables, month by month."""

from __future__ import annotations

from datetime import timedelta

import pytest
from figure_sql import AS_OF, database, ledger_of, raw_tables

from xlar.core.columns import NO_AMOUNT
from xlar.core.indicators import indicators

pytest.importorskip("duckdb")

MONTHS = 3

MONTH = """
select open_on(before) opening, sold(a, d) sales, posted(a, d) - sold(a, d) other,
    received(a, d) received, open_on(d) closing, overdue_on(d) overdue, lost(a, d) written_off,
    received(a, d) / (open_on(before) + posted(a, d)) collection_rate,
    received(a, d) / sold(a, d) sales_collection_rate,
    overdue_on(d) / open_on(d) overdue_rate,
    lost(a, d) / sold(a, d) bad_debt_rate,
    open_on(d) * 90 / sold(d - 89, d) dso,
    (open_on(d) - overdue_on(d)) * 90 / sold(d - 89, d) best_possible_dso,
    (open_on(before) + posted(a, d) - open_on(d))
        / (open_on(before) + posted(a, d) - open_on(d) + overdue_on(d)) collection_effectiveness,
    (paid_on_due(d, d, false) - paid_on_due(before, d, false)) / to_collect(a, d)
        due_collection_rate,
    sold(year_before(d) + 1, d) * 2 / (open_on(year_before(d)) + open_on(d)) turnover,
    late_days(a, d) days_late
from (select $1::date a, $2::date d, ($1::date - 1)::date before)
"""


def months():
    last = AS_OF
    for _ in range(MONTHS):
        yield last.replace(day=1), last
        last = last.replace(day=1) - timedelta(days=1)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_month_equals_sql(seed):
    raw = raw_tables(seed)
    report = indicators(ledger_of(raw), AS_OF, months=MONTHS)
    connection = database(raw)
    for back, (first, last) in enumerate(months()):
        row = MONTHS - 1 - back
        result = connection.execute(MONTH, [first, last])
        expected = dict(zip([one[0] for one in result.description], result.fetchone(), strict=True))
        for name, value in expected.items():
            if name in report.amounts:
                assert int(report.amounts[name][row]) == value, (name, first)
            else:
                found = int(report.figures[name][row])
                assert found != NO_AMOUNT
                assert found / 10**8 == pytest.approx(float(value), abs=1e-7), (name, first)
