"""The allowance: percentages, movement, entries, and its laws."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from exact import ledger_from
from hypothesis import given
from hypothesis import strategies as st
from ledger_strategies import ledgers
from ledgers import ledger_of

from xlar.core.errors import BadPolicy
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.provision import ENTRIES, provision
from xlar.core.provision.bands import bands_of

YEAR_END = date(2026, 12, 31)


def policy(**changes):
    return Policy.from_mapping({"provision": changes})


def years(*balances):
    """One invoice in each of the six year bands."""
    lines = [
        f"{2026 - age}-06-30 invoice C1 I{age} {balance} due {2026 - age}-07-30"
        for age, balance in enumerate(balances)
    ]
    return ledger_of("\n".join(lines))


T42 = years(8_000_000, 1_200_000, 500_000, 300_000, 100_000, 60_000)


def test_aging_percentages():
    # T42: 400,000 + 120,000 + 150,000 + 150,000 + 80,000 + 60,000 = 960,000
    report = provision(T42, YEAR_END)
    assert [cents // 100 for cents in report.allowance.tolist()] == [
        400_000, 120_000, 150_000, 150_000, 80_000, 60_000,
    ]  # fmt: skip
    assert report.labels == ("under_1y", "1-2y", "2-3y", "3-4y", "4-5y", "over_5y")


@pytest.mark.parametrize(
    ("opening", "entry"),
    [
        (835_000, ("charge", "impairment", "allowance", "CNY", 12_500_000)),
        (1_000_000, ("reversal", "allowance", "impairment", "CNY", 4_000_000)),
    ],
)
def test_what_is_booked(opening, entry):
    # T42: allowance 835,000 → 借 信用减值损失 125,000; 1,000,000 → 借 坏账准备 40,000
    (booked,) = provision(T42, YEAR_END, policy=policy(opening={"CNY": opening})).entries
    assert (booked.purpose, booked.debit, booked.credit, booked.currency, booked.amount) == entry


def test_a_matrix_of_days_past_due():
    # IFRS 9 IE, example 12: 45,000 + 120,000 + 144,000 + 165,000 + 106,000 = 580,000
    ledger = ledger_of("""
        2026-12-01 invoice C1 A 15000000 due 2026-12-31
        2026-11-01 invoice C1 B 7500000 due 2026-12-01
        2026-10-01 invoice C1 C 4000000 due 2026-11-01
        2026-09-01 invoice C1 D 2500000 due 2026-10-02
        2026-06-01 invoice C1 E 1000000 due 2026-07-01
    """)
    rules = policy(
        limits=[0, 30, 60, 90], percentages=["0.003", "0.016", "0.036", "0.066", "0.106"]
    )
    report = provision(ledger, YEAR_END, policy=rules)
    assert report.labels == ("not_due", "1-30", "31-60", "61-90", "over_90")
    assert [cents // 100 for cents in report.allowance.tolist()] == [
        45_000, 120_000, 144_000, 165_000, 106_000,
    ]  # fmt: skip
    assert report.allowance.sum() == 58_000_000


def test_each_band_is_rounded_once_half_away_from_zero():
    # 0.10 × 5 % = 0.005 → 0.01
    assert provision(years("0.10"), YEAR_END).allowance[0] == 1


def test_the_forward_factor_never_exceeds_the_balance():
    report = provision(T42, YEAR_END, policy=policy(forward="2"))
    assert report.rate[-2:] == (Fraction(1), Fraction(1))
    assert report.rate[0] == Fraction(1, 10)


def test_as_many_percentages_as_bands():
    with pytest.raises(BadPolicy, match=r"provision\.percentages: 6 rates for 3 bands"):
        provision(T42, YEAR_END, policy=policy(years=3))


LOST = """
    2025-02-01 invoice C1 A 1000 due 2025-03-01 written_off 2026-05-31
    2025-02-01 invoice C1 B 400 due 2025-03-01 written_off 2025-05-31
    2025-04-01 receipt C1 R1 250 for A
    2026-08-01 receipt C1 R2 100 for A
    2026-09-01 receipt C1 R3 30 for B
    2026-06-30 invoice C1 C 200 due 2026-07-30
"""


def test_write_offs_and_recoveries_of_the_period():
    # opening 900; written off in 2026 1,000 − 250 = 750; recovered 100 + 30; closing 200 × 5 %
    # 900 − 750 + 130 = 280 → 10: 270 taken back
    report = provision(ledger_of(LOST), YEAR_END, policy=policy(opening={"CNY": 900}))
    move = report.movements["CNY"]
    assert (move.written_off, move.recovered, move.closing) == (75_000, 13_000, 1_000)
    assert (move.charge, move.reversal) == (0, 27_000)
    assert [(one.purpose, one.debit, one.credit, one.amount) for one in report.entries] == [
        ("reversal", "allowance", "impairment", 27_000),
        ("write_off", "allowance", "receivables", 75_000),
        ("recovery", "receivables", "allowance", 13_000),
        ("receipt", "bank", "receivables", 13_000),
    ]


def test_small_companies_keep_no_allowance():
    report = provision(ledger_of(LOST), YEAR_END, policy=policy(gaap="small"))
    assert set(report.allowance.tolist()) == {0}
    assert [(one.purpose, one.debit, one.credit, one.amount) for one in report.entries] == [
        ("write_off", "other_expense", "receivables", 75_000),
        ("recovery", "bank", "other_income", 13_000),
    ]
    assert report.movements["CNY"].charge == 0


def test_the_period_may_begin_on_another_day():
    rules = policy(period_from=date(2025, 1, 1))
    move = provision(ledger_of(LOST), YEAR_END, policy=rules).movements["CNY"]
    assert move.written_off == 75_000 + 40_000


def test_currencies_are_never_added():
    ledger = ledger_of("""
        2026-06-30 invoice C1 A 1000 due 2026-07-30
        2026-06-30 invoice C1 B 2000 due 2026-07-30 currency JPY
    """)
    report = provision(ledger, YEAR_END)
    closing = {code: move.closing for code, move in report.movements.items()}
    assert closing == {"CNY": 5_000, "JPY": 100}


def test_accounts_have_names():
    entries = provision(ledger_of(LOST), YEAR_END).entries
    assert all({one.debit, one.credit} <= set(ENTRIES) for one in entries)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"percentages": ["1.1"]}, "provision.percentages: expected fractions from 0 to 1"),
        ({"windows": 0}, "provision.windows: expected more than 0"),
        ({"years": 7}, "provision.years: expected 2 to 6"),
        ({"limits": [30, 0]}, "provision.limits: expected ascending days"),
        ({"method": "roll_rates", "interval_months": 6}, "provision.interval_months"),
        ({"method": "roll_rates", "limits": [0, 30, 90], "interval_months": 1}, "interval_months"),
    ],
)
def test_settings_out_of_range_are_refused(changes, said):
    with pytest.raises(BadPolicy, match=said.replace(".", r"\.")):
        policy(**changes)


@given(ledgers(), st.integers(0, 10**7))
def test_laws(made, opening):
    """The movement closes, bands hold all open debits, and no allowance exceeds its balance."""
    tables, as_of = made
    ledger = ledger_from(tables)
    rules = policy(opening={"CNY": Decimal(opening) / 100})
    report = provision(ledger, as_of, policy=rules)
    for move in report.movements.values():
        assert move.closing == (
            move.opening + move.charge - move.reversal - move.written_off + move.recovered
            + move.other
        )  # fmt: skip
    assert set(report.check.values()) <= {0}
    items = open_items(ledger, as_of, policy=rules)
    assert report.balance.sum() == items.open[items.open > 0].sum()
    assert (report.allowance <= report.balance).all()


@pytest.mark.parametrize(
    ("label_count", "labels"),
    [(2, ("under_1y", "over_1y")), (4, ("under_1y", "1-2y", "2-3y", "over_3y"))],
)
def test_the_last_band_is_open(label_count, labels):
    assert bands_of(policy(years=label_count).provision).labels == labels
