"""Indicators of other systems: DSO, CEI, count-back, average days late."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from ledgers import ledger_of
from peer_ledgers import load

from xlar.core.columns import NO_AMOUNT
from xlar.core.indicators import Missing, indicators
from xlar.core.indicators import formulas as f
from xlar.core.policy import Policy

pytestmark = pytest.mark.oracle

ALL = {"BC-AGE-06", "BC-AGE-07", "KPI-CEI-01", "KPI-DSO-02", "KPI-DSO-03"}


@pytest.fixture
def cases(oracles):
    return load(oracles)


def test_every_case_of_the_group_is_run(cases):
    assert {name for name, case in cases.items() if case["group"] == "kpi"} == ALL


def printed(figure, places=2):
    return round(float(figure), places)


def test_cei_best_possible_dso_and_days_delinquent(cases):
    case = cases["KPI-CEI-01"]
    given, expected = case["params"], case["expected"]
    opening, sales, closing, current, days = (
        int(given[name])
        for name in ("beginning_ar", "credit_sales", "ending_ar", "ending_current_ar", "days")
    )
    cei = f.collection_effectiveness(opening, sales, closing, current)
    dso = f.sales_outstanding(closing, sales, days)
    best = f.sales_outstanding(current, sales, days)
    assert printed(cei * 100) == float(expected["cei_pct"])
    assert printed(dso) == float(expected["dso"])
    assert printed(best) == float(expected["bpdso"])
    assert printed(f.less(dso, best)) == float(expected["add"])


def test_dso_of_a_quarter(cases):
    case = cases["KPI-DSO-02"]
    given = case["params"]
    dso = f.sales_outstanding(given["ar"], sum(given["sales"]), given["days"])
    assert printed(dso) == float(case["expected"]["dso"])


def test_count_back_in_months_of_30_days_and_in_calendar_months(cases):
    case = cases["KPI-DSO-03"]
    given = case["params"]
    sales = given["monthly_sales_newest_first"]
    by_30 = f.count_back(given["ar"], [(one, given["days_per_month"]) for one in sales])
    assert printed(by_30) == float(case["expected"]["dso_countback"])
    # xlar counts the days the months have: October, September, August
    by_calendar = f.count_back(given["ar"], list(zip(sales, (31, 30, 31), strict=True)))
    assert printed(by_calendar) == 75.17


def test_average_days_late_by_the_last_payment_of_each_invoice(cases):
    case = cases["BC-AGE-06"]
    due = date(2026, 6, 15)
    rows = ["customer C1"]
    for number, invoice in enumerate(case["params"]["invoices"]):
        days = invoice["payments_days"]
        rows.append(f"2026-05-01 invoice C1 I-{number} {len(days)} due {due}")
        rows += [
            f"{due + timedelta(late)} receipt C1 R-{number}-{late} 1 for I-{number}"
            for late in days
        ]
    report = indicators(ledger_of("\n".join(rows)), date(2026, 6, 30), months=1)
    expected = float(case["expected"]["average"])
    assert int(report.figures["days_late_simple"][0]) / 10**8 == expected


def test_without_a_due_date_there_is_no_figure_where_theirs_is_0(cases):
    # Their invoice may lack a due date and then counts as 0 days late. Here every invoice has one:
    # its own date where nothing else is stated, with a warning. So it was paid 9 days late; and
    # where nothing was paid, there is no figure rather than 0.
    (invoice,) = cases["BC-AGE-07"]["params"]["invoices"]
    assert invoice["due"] is None
    paid = f"""
        customer C1
        2026-01-01 invoice C1 I-1 10
        {invoice["paid"]} receipt C1 R-1 10 for I-1
    """
    report = indicators(ledger_of(paid), date(2026, 1, 31), months=1, policy=Policy())
    assert int(report.figures["days_late_simple"][0]) == 9 * 10**8
    before = indicators(ledger_of(paid), date(2026, 1, 9), months=1, policy=Policy())
    assert int(before.figures["days_late_simple"][0]) == NO_AMOUNT
    assert before.missing["days_late_simple"] == (Missing.NOTHING_PAID,)
