"""Late interest: hand-worked figures, the rules one by one, and every day counted singly."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from figures import amount_of, day, name_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledger_strategies import days, tables
from ledgers import ledger_of

from xlar.core.allocation import allocation_rows
from xlar.core.build import build
from xlar.core.dates import day_number, iso, parse_iso
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.interest import RateSource, interest, interest_on
from xlar.core.late_rate import UNIT, parse_rate
from xlar.core.ledger import Origin
from xlar.core.policy import Policy

# one-year LPR as test data: 3.35 % from 2024-07-22, 3.10 % from 10-21, 3.00 % from 2025-05-20
LPR = {"2024-07-22": "0.0335", "2024-10-21": "0.0310", "2025-05-20": "0.0300"}


def policy(**values):
    return Policy.from_mapping({"interest": {"lpr": LPR, **values}})


def earned(text, as_of, method="fifo", **values):
    """Interest by document, as text."""
    ledger = text if not isinstance(text, str) else ledger_of(text)
    report = interest(ledger, day(as_of), policy=policy(**values), allocation=method)
    pairs = zip(report.document, report.amount, strict=True)
    return {name_of(ledger, place): amount_of(ledger, place, minor) for place, minor in pairs}


def only(text, as_of, **values):
    (amount,) = earned(text, as_of, **values).values()
    return amount


ONE = "2026-03-01 invoice C1 INV-1 100000.00 due 2026-03-31"
PAID = f"{ONE}\n2026-05-15 receipt C1 R-1 40000.00 for INV-1"
MILLION = "2024-09-01 invoice C1 INV-1 1000000.00 due 2024-09-30"


@pytest.mark.parametrize(
    ("text", "as_of", "values", "expected"),
    [
        # T26: 100 000 × 91 days; 3.00 % × 1.5 = 4.5 %
        (ONE, "2026-06-30", {}, "1121.92"),
        (ONE, "2026-06-30", {"day_basis": 360}, "1137.50"),
        (ONE, "2026-06-30", {"markup": "1.3"}, "972.33"),
        (ONE, "2026-06-30", {"sme": True}, "4550.00"),  # 100 000 × 0.05 % × 91
        (ONE, "2026-06-30", {"sme": True, "day_basis": 360}, "4550.00"),  # a rate a day either way
        # T27: 100 000 × 45 days = 554.7945 and 60 000 × 46 days = 340.2740
        (PAID, "2026-06-30", {}, "895.07"),
        # T28: fixed at breach 3.35 % × 1.5 × 92 days; floating 20 days, then 72 days at 4.65 %
        (MILLION, "2024-12-31", {}, "12665.75"),
        (MILLION, "2024-12-31", {"statutory": "floating"}, "11926.03"),
        # T29: 0.03 % a day: 100 000 × 10.95 % × 91 / 365 = 2 730.00
        (f"{ONE} late_rate 日万分之三", "2026-06-30", {}, "2730.00"),
        (f"{ONE} late_rate 月1%", "2026-06-30", {}, "2991.78"),  # 12 %
        (f"{ONE} late_rate 年6%", "2026-06-30", {}, "1495.89"),
        (f"{ONE} late_rate 6%", "2026-06-30", {"sme": True}, "1495.89"),  # agreed before statutory
        (f"{ONE} late_rate 6%", "2026-06-30", {"statutory": "floating"}, "1495.89"),
    ],
)
def test_worked_figures(text, as_of, values, expected):
    assert only(text, as_of, **values) == expected


def test_nothing_is_earned_before_the_first_overdue_day():
    assert earned(ONE, "2026-03-30") == {}
    assert earned(ONE, "2026-03-31") == {}
    assert earned(ONE, "2026-04-01") == {"INV-1": "12.33"}  # T28: one day


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ("2026-03-31", {}),  # T28: paid on the due date, 0 days
        ("2026-04-01", {"INV-1": "12.33"}),  # T28: the day after, 1 day
        ("2026-04-10", {"INV-1": "123.29"}),  # 10 days, the day of payment included
        ("2026-03-02", {}),
        ("2026-07-01", {"INV-1": "1121.92"}),  # not yet paid on the day looked from
    ],
)
def test_an_item_paid_in_full_earned_until_the_day_of_payment(paid, expected):
    text = f"{ONE}\n{paid} receipt C1 R-1 100000.00 for INV-1"
    assert earned(text, "2026-06-30") == expected


def test_a_payment_before_the_due_date_lowers_every_day():
    text = f"{ONE}\n2026-03-05 receipt C1 R-1 40000.00 for INV-1"
    assert only(text, "2026-06-30") == "673.15"  # 60 000 × 91 days × 4.5 %


def test_credit_laid_over_the_item_counts_from_the_later_of_both_documents():
    text = f"{ONE}\n2026-05-15 receipt C1 R-1 40000.00"
    assert earned(text, "2026-06-30", "fifo") == {"INV-1": "895.07"}
    assert earned(text, "2026-06-30", "explicit") == {"INV-1": "1121.92"}


def test_the_policy_names_the_method_of_allocation():
    ledger = ledger_of(f"{ONE}\n2026-05-15 receipt C1 R-1 40000.00")
    explicit = Policy.from_mapping({"aging": {"allocation": "explicit"}, "interest": {"lpr": LPR}})
    report = interest(ledger, day("2026-06-30"), policy=explicit)
    assert (report.allocation, report.amount.tolist()) == ("explicit", [112_192])


def test_a_credit_note_by_reference_lowers_from_its_own_date():
    text = f"{ONE}\n2026-05-15 credit_note C1 CN-1 -40000.00 ref INV-1"
    assert only(text, "2026-06-30") == "895.07"


def test_a_bounced_receipt_lowers_only_the_days_it_stood():
    # 40 000 less on 05-16 … 05-31 (16 days): 1 121.9178 − 40 000 × 16 × 4.5 % / 365 = 78.9041
    text = f"{ONE}\n2026-05-15 receipt C1 R-1 40000.00 for INV-1 reversed 2026-06-01"
    assert only(text, "2026-06-30") == "1043.01"
    assert only(text, "2026-05-31") == "673.15"  # 554.7945 + 60 000 × 16 days = 118.3562
    assert only(text, "2026-06-01") == "685.48"  # one day more with all of it: + 12.3288


def test_an_allocation_undone_lowers_only_the_days_it_stood():
    text = f"""{ONE}
    2026-05-01 receipt C1 R-1 40000.00
    2026-05-15 allocation R-1 INV-1 40000.00 reversed 2026-06-01"""
    assert earned(text, "2026-06-30", "explicit") == {"INV-1": "1043.01"}


def test_paid_again_on_the_day_the_first_receipt_bounced():
    # only 06-01 itself is open in full: 554.7945 + 16 d × 60 000 + 1 d × 100 000 + 29 d × 60 000
    text = f"""{ONE}
    2026-05-15 receipt C1 R-1 40000.00 for INV-1 reversed 2026-06-01
    2026-06-01 receipt C1 R-2 40000.00 for INV-1"""
    assert only(text, "2026-06-30") == "900.00"


def test_a_written_off_item_earns_until_the_day_before():
    text = f"{ONE} written_off 2026-05-16"
    assert only(text, "2026-06-30") == "554.79"  # 45 days, to 05-15
    assert earned(f"{ONE} written_off 2026-04-01", "2026-06-30") == {}


def test_a_disputed_part_earns_too_and_is_noted():
    ledger = ledger_of(f"{ONE} disputed 1 disputed_amount 5000.00")
    report = interest(ledger, day("2026-06-30"), policy=policy())
    assert report.amount.tolist() == [112_192]
    ((place, note),) = report.notes()
    assert name_of(ledger, place) == "INV-1"
    assert "争议" in note["zh"]
    assert "disputed" in note["en"]


def test_a_retention_earns_after_its_own_due_date():
    text = "2026-01-01 invoice C1 Q-1 100000.00 due 2026-03-31 type retention"
    assert earned(text, "2026-03-31") == {}
    assert only(text, "2026-06-30") == "1121.92"


def test_no_interest_on_charged_interest_unless_agreed():
    text = f"{ONE} type interest"
    assert earned(text, "2026-06-30") == {}
    assert only(f"{text} late_rate 年4.5%", "2026-06-30") == "1121.92"


def test_a_refund_beyond_the_credit_is_an_item_of_its_own():
    text = "2026-03-31 refund C1 RF-1 -100000.00"
    assert earned(text, "2026-06-30") == {"RF-1": "1121.92"}


def test_credits_and_items_not_yet_there_earn_nothing():
    text = """
    2026-03-01 receipt C1 R-1 500.00
    2026-03-01 credit_note C1 CN-1 -500.00
    2026-07-01 invoice C1 INV-2 1000.00 due 2026-05-01
    """
    assert earned(text, "2026-06-30") == {}


def test_interest_below_half_a_cent_is_no_row():
    assert earned("2026-03-01 invoice C1 INV-1 1.00 due 2026-03-31", "2026-05-10") == {}  # 0.00493
    assert (
        only("2026-03-01 invoice C1 INV-1 1.00 due 2026-03-31", "2026-05-11") == "0.01"
    )  # 0.00505


def test_half_a_cent_is_rounded_up():
    # 365.00 × 50 days × 0.01 % = 1.825
    text = "2026-03-01 invoice C1 INV-1 365.00 due 2026-03-31 late_rate 年3.65%"
    assert only(text, "2026-05-20") == "1.83"


def test_currencies_have_their_own_decimals():
    text = """
    2026-03-01 invoice C1 Y-1 100000 due 2026-03-31 currency JPY
    2026-03-01 invoice C1 K-1 100000.000 due 2026-03-31 currency KWD
    """
    assert earned(text, "2026-06-30") == {"Y-1": "1122", "K-1": "1121.918"}


def test_a_rate_of_nought_is_agreed():
    assert earned(f"{ONE} late_rate 0", "2026-06-30") == {}


@pytest.mark.parametrize("values", [{}, {"statutory": "floating"}])
def test_without_a_prime_rate_for_the_first_overdue_day_nothing_is_guessed(values):
    text = """
    2024-07-01 invoice C1 OLD 1000.00 due 2024-07-20
    2024-07-01 invoice C1 NEW 1000.00 due 2024-07-21
    2024-07-01 invoice C1 PAID 1000.00 due 2024-07-20
    2024-07-19 receipt C1 R-1 1000.00 for PAID
    2024-07-01 invoice C1 AGREED 1000.00 due 2024-07-20 late_rate 6%
    """
    ledger = ledger_of(text)
    report = interest(ledger, day("2024-08-31"), policy=policy(**values))
    assert {name_of(ledger, place) for place in report.document} == {"NEW", "AGREED"}
    assert [name_of(ledger, place) for place in report.not_computable] == ["OLD"]
    ((place, note),) = report.notes()
    assert (name_of(ledger, place), "LPR" in note["zh"], "LPR" in note["en"]) == ("OLD", True, True)


def test_the_small_seller_s_rate_needs_no_prime_rate():
    ledger = ledger_of("2020-01-01 invoice C1 OLD 1000.00 due 2020-01-31")
    report = interest(ledger, day("2020-02-10"), policy=policy(sme=True, lpr={}))
    assert report.amount.tolist() == [500]  # 1 000 × 0.05 % × 10
    assert report.not_computable.tolist() == []


@pytest.mark.parametrize(
    ("rate", "is_high"),
    [("年12%", False), ("年12.01%", True), ("日万分之三", False), ("日万分之五", True)],
)
def test_an_agreed_rate_above_four_times_the_prime_rate_is_noted(rate, is_high):
    ledger = ledger_of(f"{ONE} late_rate {rate}")  # LPR 3.00 %
    report = interest(ledger, day("2026-06-30"), policy=policy())
    assert report.is_high.tolist() == [is_high]
    assert [
        note for _, note in report.notes() if "4倍" in note["zh"] and "4 times" in note["en"]
    ] == [note for _, note in report.notes()]
    assert len(report.notes()) == is_high


def test_without_a_prime_rate_an_agreed_rate_is_not_called_high():
    ledger = ledger_of(f"{ONE} late_rate 日万分之五")
    assert not interest(ledger, day("2026-06-30"), policy=policy(lpr={})).is_high.any()


def test_where_each_rate_comes_from():
    ledger = ledger_of(f"{ONE}\n2026-03-01 invoice C1 INV-2 100000.00 due 2026-03-31 late_rate 6%")
    for values, source, rate in [
        ({}, RateSource.STATUTORY, 4_500_000),
        ({"statutory": "floating"}, RateSource.FLOATING, 4_500_000),
        ({"sme": True}, RateSource.SME, 18_250_000),
    ]:
        report = interest(ledger, day("2026-06-30"), policy=policy(**values))
        assert report.source.tolist() == [source, RateSource.CONTRACT]
        assert report.rate.tolist() == [rate, 6_000_000]


def test_the_calculation_is_listed_run_by_run():
    ledger = ledger_of(f"{MILLION}\n2024-11-05 receipt C1 R-1 400000.00 for INV-1")
    report = interest(ledger, day("2024-12-31"), policy=policy(statutory="floating"))
    periods = report.periods
    rows = zip(periods.first, periods.days, periods.open, report.period_rate, strict=True)
    assert [(iso(first), *map(int, rest)) for first, *rest in rows] == [
        ("2024-10-01", 20, 100_000_000, 5_025_000),
        ("2024-10-21", 16, 100_000_000, 4_650_000),
        ("2024-11-06", 56, 60_000_000, 4_650_000),
    ]
    assert (report.days.tolist(), report.rate.tolist()) == ([92], [4_650_000])
    # 2 753.4247 + 2 038.3562 + 4 280.5479
    assert report.amount.tolist() == [907_233]


def test_rows_stand_by_customer_currency_date_and_number():
    text = """
    2026-03-02 invoice C2 B 1000.00 due 2026-03-31
    2026-03-02 invoice C1 D 1000.00 due 2026-03-31 currency USD
    2026-03-02 invoice C1 C 1000.00 due 2026-03-31
    2026-03-02 invoice C1 A 1000.00 due 2026-04-30
    2026-03-01 invoice C1 Z 1000.00 due 2026-03-31
    """
    assert list(earned(text, "2026-06-30")) == ["Z", "A", "C", "D", "B"]


def test_an_empty_ledger_earns_nothing():
    ledger = ledger_of("2026-03-01 receipt C1 R-1 500.00")
    report = interest(ledger, day("2026-06-30"))
    assert (len(report), report.notes(), len(report.periods)) == (0, (), 0)


def test_a_markup_that_is_not_exact_is_refused():
    with pytest.raises(BadPolicy, match="8 decimals"):
        interest(ledger_of(ONE), day("2026-06-30"), policy=policy(markup="1.3333333"))


def test_the_largest_sums_are_exact():
    # 10^15 minor units at 250 % over a hundred years: 10^15 × 2.5 × 36 525 / 365
    ledger = ledger_of("2050-01-01 invoice C1 BIG 10000000000000.00 due 2050-01-01 late_rate 250%")
    report = interest(ledger, date(2150, 1, 1), policy=policy())
    assert report.days.tolist() == [36_524]
    assert report.amount.tolist() == [(10**15 * 5 * 36_524 + 365) // (2 * 365)]


# A single sum


@pytest.mark.parametrize(
    ("rate", "basis", "expected"),
    [
        ("4.5%", 365, 112_192),
        ("4.5%", 360, 113_750),
        ("3.9%", 365, 97_233),
        ("日万分之五", 365, 455_000),
    ],
)
def test_interest_on_a_single_sum(rate, basis, expected):
    found = interest_on(
        10_000_000, day("2026-03-31"), day("2026-06-30"), parse_rate(rate), day_basis=basis
    )
    assert found == expected  # T26


def test_interest_on_a_sum_paid_in_parts():
    due, as_of, rate = day("2026-03-31"), day("2026-06-30"), parse_rate("4.5%")
    assert (
        interest_on(10_000_000, due, as_of, rate, [(day("2026-05-15"), 4_000_000)]) == 89_507
    )  # T27
    early = [(day("2026-03-01"), 4_000_000), (day("2026-07-01"), 6_000_000)]
    assert interest_on(10_000_000, due, as_of, rate, early) == 67_315  # 60 000 × 91 days
    assert interest_on(10_000_000, due, due, rate) == 0
    assert interest_on(10_000_000, as_of, due, rate) == 0


def test_payments_above_the_sum_are_refused():
    with pytest.raises(BadValue, match="more than the amount"):
        interest_on(100, day("2026-03-31"), day("2026-06-30"), UNIT, [(day("2026-04-01"), 101)])


# Every day counted singly, on random ledgers


POLICIES = st.fixed_dictionaries(
    {
        "day_basis": st.sampled_from([365, 360]),
        "statutory": st.sampled_from(["fixed", "floating"]),
        "sme": st.sampled_from([False, False, True]),
        "markup": st.sampled_from(["1.3", "1.5"]),
        "lpr": st.sampled_from(
            [
                {"2025-05-20": "0.0300"},
                {"2026-02-20": "0.0295", "2026-04-20": "0.0290", "2026-04-21": "0.0310"},
                {},
            ]
        ),
    }
)
RATES = st.lists(st.sampled_from([-1, -1, 0, 6_000_000, 18_250_000]), min_size=1, max_size=5)


def counted_day_by_day(ledger, as_of, method, settings):
    """Exact interest of each debit by the definition, one day after the other."""
    documents, own = ledger.documents, ledger.allocations
    paid = list(zip(own.debit, own.amount, own.start, own.end, strict=True))
    rows = allocation_rows(ledger, as_of, allocation=method)
    laid = np.isin(rows.origin, (Origin.FIFO, Origin.REFUND))
    columns = (rows.debit, rows.amount, rows.date, rows.end)
    paid += list(zip(*(column[laid] for column in columns), strict=True))
    today, found, unknown = day_number(as_of), {}, set()
    for place in np.flatnonzero((documents.amount > 0) & (documents.date <= today)):
        due, last = int(documents.due[place]), min(today, int(documents.written_off_on[place]) - 1)
        parts = [row[1:] for row in paid if row[0] == place]
        total = Fraction(0)
        for on in range(due + 1, last + 1):
            covered = sum(int(amount) for amount, start, end in parts if start < on < end)
            # credit laid over afresh can meet a day on which a receipt since bounced still stood
            left = max(int(documents.amount[place]) - covered, 0)
            rate = rate_on(int(documents.late_rate[place]), due, on, settings)
            if rate is None and left:
                unknown.add(place)
            total += left * (rate or 0) / settings.day_basis
        found[place] = int(total + Fraction(1, 2))
    return {place: minor for place, minor in found.items() if minor}, unknown


def rate_on(agreed, due, day_, settings):
    """The yearly rate of one day, None where it is not known."""
    if agreed >= 0:
        return Fraction(agreed, UNIT)
    if settings.sme:
        return Fraction(settings.sme_daily) * settings.day_basis
    if not [published for published in settings.lpr if parse_iso(published) <= due + 1]:
        return None
    wanted = day_ if settings.statutory == "floating" else due + 1
    known = [published for published in sorted(settings.lpr) if parse_iso(published) <= wanted]
    return Fraction(settings.lpr[known[-1]]) * Fraction(settings.markup)


@settings(
    max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(tables(), days, st.sampled_from(["fifo", "explicit"]), POLICIES, RATES)
def test_every_day_counted_singly_gives_the_same(source, as_of, method, values, rates):
    ledger, _ = build(source, Policy())
    agreed = np.resize(np.array(rates, np.int64), len(ledger.documents))
    ledger = dataclasses.replace(
        ledger, documents=dataclasses.replace(ledger.documents, late_rate=agreed)
    )
    chosen = Policy.from_mapping({"interest": values})
    expected, unknown = counted_day_by_day(ledger, as_of, method, chosen.interest)
    report = interest(ledger, as_of, policy=chosen, allocation=method)
    assert dict(zip(report.document.tolist(), report.amount.tolist(), strict=True)) == expected
    assert set(report.not_computable.tolist()) == unknown


@settings(
    max_examples=100, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(tables(), days, st.integers(1, 60))
def test_the_runs_of_days_add_up_to_the_report(source, as_of, later):
    ledger, _ = build(source, Policy())
    report = interest(ledger, as_of, policy=policy())
    totals, spans = {}, {}
    periods = report.periods
    for row, length, amount, rate in zip(
        periods.item, periods.days, periods.open, report.period_rate, strict=True
    ):
        part = Fraction(int(amount) * int(length) * int(rate), 365 * UNIT)
        totals[row] = totals.get(row, 0) + part
        spans[row] = spans.get(row, 0) + length
    assert [
        int(totals[row] + Fraction(1, 2)) for row in range(len(report))
    ] == report.amount.tolist()
    assert [spans[row] for row in range(len(report))] == report.days.tolist()
    whole = interest(
        ledger, date.fromordinal(as_of.toordinal() + later), policy=policy(), allocation="explicit"
    )
    earlier = interest(ledger, as_of, policy=policy(), allocation="explicit")
    grown = dict(zip(whole.document, whole.amount, strict=True))
    assert all(
        grown[place] >= minor for place, minor in zip(earlier.document, earlier.amount, strict=True)
    )


# Other systems


@pytest.mark.oracle
def test_interest_of_other_systems(oracles):
    cases = json.loads((oracles / "peers" / "cases.json").read_text(encoding="utf-8"))["cases"]
    by_id = {case["id"]: case for case in cases if case["group"] == "interest"}
    assert set(by_id) == {"BC-INT-02", "ERP-DUN-02"}
    params = by_id["BC-INT-02"]["params"]
    ledger = ledger_of(
        f"""{params["due"]} invoice C1 INV-1 1000.00 due {params["due"]}
        {params["paid"]} receipt C1 R-1 1000.00 for INV-1"""
    )
    report = interest(ledger, day(params["memo_date"]), policy=policy())
    assert report.days.tolist() == [by_id["BC-INT-02"]["expected"]["interest_days"]]
    case = by_id["ERP-DUN-02"]
    rate = case["params"]["rate_pct_pa"]
    (invoice,) = case["documents"]
    ledger = ledger_of(
        f"{invoice['date']} invoice {invoice['customer']} {invoice['id']} {invoice['amount']} "
        f"due {invoice['due']} currency {case['currency']} late_rate {rate}%"
    )
    report = interest(ledger, day(case["as_of"]), policy=policy())
    assert (report.amount.tolist(), report.days.tolist()) == ([41], [15])
    assert case["expected"]["interest"] == 0.41
    assert case["expected"]["overdue_days"] == 15
