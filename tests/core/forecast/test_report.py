"""The forecast: figures worked by hand, its rules one by one, and the law that it adds up."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest
from exact import ledger_from
from figures import day
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_strategies import ledgers
from ledgers import ledger_of

from xlar.core.aging import aging
from xlar.core.dates import calendar_date, iso
from xlar.core.forecast import forecast
from xlar.core.policy import Policy
from xlar.core.policy_forecast import ForecastPolicy

TWO = """
2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31
2026-02-05 receipt C1 R-1 100.00 for INV-1                # 5 days late
2026-02-01 invoice C1 INV-2 100.00 due 2026-03-02         # open, due today
"""


def policy(**values):
    return replace(Policy(), forecast=ForecastPolicy(**{"shrinkage": 1, "weeks": 2} | values))


def cash(text, as_of, **values):
    """Expected cash per week and later, in minor units, of a ledger with one currency."""
    report = forecast(ledger_of(text), day(as_of), policy=policy(**values))
    assert set(report.check.values()) == {0}
    return report.expected[0].tolist()


def test_the_cash_of_an_item_by_week():
    # chances of a day, as test_lateness.py works them out: 2.5 % on days 1 to 4, 77.5 % on the
    # fifth, 10 % after
    first_week = 1 - 0.975**4 * 0.225 * 0.9**2
    second_week = 1 - 0.975**4 * 0.225 * 0.9**9
    until_first, until_second = round(10_000 * first_week), round(10_000 * second_week)
    assert (until_first, until_second) == (8353, 9212)
    assert cash(TWO, "2026-03-02") == [8353, 9212 - 8353, 10_000 - 9212]


def test_nothing_is_expected_before_a_promised_day_and_then_the_kept_share():
    promise = "2026-03-01 promise C1 INV-2 - pay 2026-03-12"
    # kept with 0.7 on the 10th day; else 10 % a day on days 11 to 14
    second_week = 0.7 + 0.3 * (1 - 0.9**4)
    assert cash(TWO + promise, "2026-03-02") == [
        0,
        round(10_000 * second_week),
        10_000 - round(10_000 * second_week),
    ]


def test_a_dispute_holds_its_part_back():
    disputed = TWO.replace("due 2026-03-02", "due 2026-03-02 disputed 1 disputed_amount 40.00")
    # 60.00 as before; 40.00 nothing for 7 days, then 10 % a day on days 8 to 14
    free = [1 - 0.975**4 * 0.225 * 0.9**2, 1 - 0.975**4 * 0.225 * 0.9**9]
    until = [round(6000 * free[0]), round(6000 * free[1] + 4000 * (1 - 0.9**7))]
    assert cash(disputed, "2026-03-02", dispute_days=7) == [
        until[0], until[1] - until[0], 10_000 - until[1],
    ]  # fmt: skip


def test_no_more_is_expected_than_the_chance_of_recovery():
    old = "2025-06-03 invoice C1 INV-1 1000.00 due 2025-06-30"  # 365 days late: 25 %
    report = forecast(ledger_of(old), day("2026-06-30"), policy=policy())
    assert report.loss.tolist() == [75_000]
    assert report.expected.sum() == 25_000


def test_a_bill_held_brings_its_money_when_it_falls_due():
    bill = """
    2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31
    2026-02-05 receipt C1 R-1 100.00 for INV-1 method commercial_bill bill_due 2026-03-10
    """
    report = forecast(ledger_of(bill), day("2026-03-02"), policy=policy())
    assert report.bills.tolist() == [[0, 10_000, 0]]  # the eighth day
    assert report.expected.tolist() == [[0, 0, 0]]
    assert report.open.tolist() == [0]


@pytest.mark.parametrize(
    "more",
    [
        "bill_due 2026-03-02",  # fell due today: it is cash
        "bill_due 2026-03-10 reversed 2026-03-01",  # dishonoured: the item is open again
    ],
)
def test_a_bill_that_is_no_longer_held_brings_nothing(more):
    text = f"""
    2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31
    2026-02-05 receipt C1 R-1 100.00 for INV-1 method bank_bill {more}
    """
    assert not forecast(ledger_of(text), day("2026-03-02"), policy=policy()).bills.any()


def test_money_that_is_there_already_does_not_come_again():
    text = """
    2026-02-01 invoice C1 INV-1 100.00 due 2026-03-31
    2026-02-20 receipt C1 R-1 30.00
    2026-02-20 receipt C2 R-2 500.00
    """
    explicit = Policy.from_mapping({"aging": {"allocation": "explicit"}})
    report = forecast(ledger_of(text), day("2026-03-02"), policy=explicit)
    assert report.open.tolist() == [7_000]
    assert report.unapplied.tolist() == [-50_000]
    assert report.expected.sum() == 7_000
    assert report.check == {"CNY": 0}


def test_the_plain_forecasts_stand_beside():
    late = "2026-01-01 invoice C2 INV-9 50.00 due 2026-02-20"  # overdue
    report = forecast(ledger_of(TWO + late), day("2026-03-02"), policy=policy(weeks=3))
    assert report.on_due.tolist() == [[15_000, 0, 0, 0]]  # what is overdue comes at once
    # on average 5 days late: 7 March is in the first week, 25 February is past
    assert report.on_average.tolist() == [[15_000, 0, 0, 0]]


def test_the_average_delay_is_weighted_by_amount():
    text = """
    2026-01-01 invoice C1 INV-1 300.00 due 2026-01-31
    2026-01-01 invoice C1 INV-2 100.00 due 2026-01-31
    2026-01-29 receipt C1 R-1 300.00 for INV-1                # two days early
    2026-02-10 receipt C1 R-2 100.00 for INV-2                # ten days late
    2026-01-01 invoice C1 INV-3 80.00 due 2026-08-09
    """
    report = forecast(ledger_of(text), day("2026-08-02"), policy=policy())
    # (300 × −2 + 100 × 10) ÷ 400 = 1: the 80.00 comes on 10 August, in the second week
    assert report.on_due.tolist() == [[8_000, 0, 0]]
    assert report.on_average.tolist() == [[0, 8_000, 0]]


def test_the_range_is_the_spread_of_items_paid_one_by_one():
    report = forecast(ledger_of(TWO), day("2026-03-02"), policy=policy())
    chance = 1 - 0.975**4 * 0.225 * 0.9**2
    reach = NormalDist().inv_cdf(0.9) * 10_000 * (chance * (1 - chance)) ** 0.5
    assert report.low[0, 0] == 8353 - round(reach)
    assert report.high[0, 0] == 10_000  # never more than is open


def test_weeks_begin_the_day_after():
    report = forecast(ledger_of(TWO), day("2026-03-02"), policy=policy())
    assert [iso(report.first_day(week)) for week in range(3)] == [
        "2026-03-03", "2026-03-10", "2026-03-17",
    ]  # fmt: skip


@pytest.mark.parametrize("by", ["customer", "salesperson", "region"])
def test_finer_rows_add_up_to_the_currencies(by):
    text = """
    customer C1 name 甲 salesperson 张 region 华东
    customer C2 name 乙 salesperson 李 region 华东
    customer C3 name 丙 salesperson 张 region 华南
    """ + "".join(
        f"2026-0{m}-1{n} invoice C{n} I-{n}{m} {n * 37 + m}.13 due 2026-0{m + 1}-1{n} "
        f"currency {'USD' if n == 3 else 'CNY'}\n"
        for n in (1, 2, 3)
        for m in (1, 2, 3)
    )
    ledger = ledger_of(text)
    whole = forecast(ledger, day("2026-04-01"))
    fine = forecast(ledger, day("2026-04-01"), by=by)
    for place in range(len(whole)):
        mine = fine.currency == whole.currency[place]
        assert fine.expected[mine].sum(axis=0).tolist() == whole.expected[place].tolist()
        assert fine.loss[mine].sum() == whole.loss[place]
    assert fine.check == whole.check


def test_an_empty_ledger_has_nothing_to_expect():
    report = forecast(ledger_of("customer C1 name 甲"), day("2026-04-01"))
    assert len(report) == 0
    assert report.check == {}
    assert report.tests == {}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ledgers(), st.integers(1, 20), st.sampled_from(("fifo", "explicit")))
def test_the_weeks_and_the_loss_add_up_to_what_is_open(case, weeks, method):
    source, as_of = case
    ledger = ledger_from(source)
    chosen = Policy.from_mapping({"aging": {"allocation": method}, "forecast": {"weeks": weeks}})
    report = forecast(ledger, as_of, policy=chosen)
    assert (report.expected.sum(axis=1) + report.loss).tolist() == report.open.tolist()
    assert (report.expected >= 0).all()
    assert (report.on_due.sum(axis=1) == report.open).all()
    assert (report.on_average.sum(axis=1) == report.open).all()
    assert set(report.check.values()) <= {0}
    total = aging(ledger, as_of, policy=chosen).totals
    for place, code in enumerate(ledger.currencies):
        mine = report.currency == place
        balance = int((report.open + report.unapplied)[mine].sum())
        assert balance == (total[code].total if code in total else 0)
    inside = report.expected[:, :-1] + report.bills[:, :-1]
    assert (report.low <= inside).all()
    assert (inside <= report.high).all()


def test_the_past_looks_only_at_what_was_known():
    rows = []
    for number in range(60):
        dated = calendar_date(20_454 + number * 7)
        due, paid = calendar_date(20_484 + number * 7), calendar_date(20_490 + number * 7)
        rows.append(f"{dated} invoice C1 I-{number} 100.00 due {due}")
        rows.append(f"{paid} receipt C1 R-{number} 100.00 for I-{number}")
    as_of = calendar_date(20_454 + 52 * 7)
    whole = forecast(ledger_of("\n".join(rows)), as_of)
    known = [row for row in rows if row[:10] <= as_of.isoformat()]
    cut = [row for row in known if "receipt" not in row or row[:10] <= as_of.isoformat()]
    alone = forecast(ledger_of("\n".join(cut)), as_of)
    assert np.array_equal(whole.expected, alone.expected)
    assert whole.tests == alone.tests
