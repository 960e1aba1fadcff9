"""The forecast tested on the past: hand-worked errors, and ours better than the plain ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.build import build
from xlar.core.dates import calendar_date, parse_iso
from xlar.core.forecast import forecast
from xlar.core.policy import Policy
from xlar.core.policy_forecast import ForecastPolicy
from xlar.workbook.demo import AS_OF, demo_tables
from xlar.workbook.importer import import_file

FIRST = parse_iso("2025-01-06")  # a Monday


def weekly(count, days_late, amount="100.00"):
    """An invoice a week, due after 28 days, each paid so many days late."""
    rows = []
    for number in range(count):
        dated = FIRST + 7 * number
        due = dated + 28
        rows += [
            f"{calendar_date(dated)} invoice C1 I-{number} {amount} due {calendar_date(due)}",
            f"{calendar_date(due + days_late)} receipt C1 R-{number} {amount} for I-{number}",
        ]
    return ledger_of("\n".join(rows))


def test_the_plain_forecasts_err_as_worked_by_hand():
    # Seen from Monday evening of an invoice: 6 items are open, due on days −7, 0, 7, 14, 21, 28
    # and paid 14 days late: one in each of the weeks 1 to 6. All on their due dates: three at once
    # (days −7, 0 and 7), then one in each of the weeks 2 to 4, none in 5 to 8.
    policy = replace(Policy(), forecast=ForecastPolicy(weeks=8, origins=1))
    as_of = FIRST + 7 * 60
    (test,) = forecast(weekly(80, 14), calendar_date(as_of), policy=policy).tests.values()
    assert test.weeks == 4  # only the weeks that have passed since
    # came 1, 1, 1, 1; expected 3, 1, 1, 1
    assert test.on_due_error == pytest.approx((2 + 0 + 0 + 0) * 10_000 / 4)
    assert test.on_average_error == 0  # every item is as late as the average
    assert test.cash == 40_000


def test_a_customer_who_always_pays_alike_is_foreseen():
    policy = replace(Policy(), forecast=ForecastPolicy(weeks=4, origins=6))
    (test,) = forecast(weekly(80, 14), calendar_date(FIRST + 560), policy=policy).tests.values()
    assert test.error < 0.25 * test.on_due_error
    assert test.origins == tuple(FIRST + 560 - 28 * n for n in range(1, 7))


def test_without_half_a_year_before_it_no_day_is_tested():
    young = forecast(weekly(80, 14), calendar_date(FIRST + 28 * 7))
    assert young.tests == {}
    older = forecast(weekly(80, 14), calendar_date(FIRST + 28 * 9))
    assert len(older.tests["CNY"].origins) == 2  # 182 days, and 28 more


def test_no_test_where_none_is_wanted():
    policy = replace(Policy(), forecast=ForecastPolicy(origins=0))
    assert forecast(weekly(80, 14), calendar_date(FIRST + 560), policy=policy).tests == {}


def test_ours_beats_both_plain_forecasts_on_the_demonstration():
    policy = Policy.from_mapping({"rates": {"USD": "7.15"}})
    ledger, _ = build(demo_tables(), policy)
    tests = forecast(ledger, AS_OF, policy=policy).tests
    assert tests.keys() == {"CNY", "USD"}
    for test in tests.values():
        assert len(test.origins) == 12
        assert test.error < 0.75 * min(test.on_due_error, test.on_average_error)
        assert 0.7 < test.inside / test.weeks < 0.95  # the range is meant to hold four in five


@pytest.mark.oracle
@pytest.mark.parametrize("as_of", ["2012-12-31", "2013-06-30", "2013-09-30", "2013-12-31"])
def test_ours_beats_both_plain_forecasts_on_a_published_ledger(oracles, as_of):
    ledger = import_file(oracles / "data" / "ibm" / "ibm_ar.csv").ledger
    (test,) = forecast(ledger, date.fromisoformat(as_of)).tests.values()
    assert test.error < 0.75 * min(test.on_due_error, test.on_average_error)
    assert abs(test.forecast - test.cash) < 0.02 * test.cash
    assert 0.7 < test.inside / test.weeks < 0.95
