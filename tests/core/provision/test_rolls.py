"""Roll rates by cohort: the full worked example over four year ends, and what guards it."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from ledgers import ledger_of
from roll_example import example

from xlar.core.dates import iso, parse_iso
from xlar.core.policy import Policy
from xlar.core.provision import NotEnoughHistory, provision
from xlar.core.provision.rolls import snapshot_days

YEAR_END = date(2025, 12, 31)
RULES = {"method": "roll_rates", "years": 4, "percentages": ["0.05", "0.1", "0.5", "1"]}


def policy(**changes):
    return Policy.from_mapping({"provision": RULES | changes})


@pytest.fixture(scope="module")
def report():
    return provision(example(), YEAR_END, policy=policy())


def figures(report):
    """Balance, allowance and rate in percent by band."""
    return [
        (int(balance) // 100, int(allowance) / 100, float(rate * 100))
        for balance, allowance, rate in zip(
            report.balance, report.allowance, report.rate, strict=True
        )
    ]


@pytest.mark.parametrize(
    ("window", "band", "base", "kept", "lost", "rate"),
    [
        (0, 0, 10_000_000, 1_450_000, 50_000, "0.15"),
        (1, 0, 12_000_000, 2_160_000, 0, "0.18"),
        (2, 0, 11_000_000, 1_760_000, 55_000, "0.165"),
        (0, 1, 1_500_000, 600_000, 0, "0.4"),
        (1, 1, 1_450_000, 623_500, 29_000, "0.45"),
        (2, 1, 2_160_000, 864_000, 216_000, "0.5"),
        (0, 2, 400_000, 240_000, 0, "0.6"),
        (1, 2, 600_000, 360_000, 60_000, "0.7"),
        (2, 2, 623_500, 436_450, 62_350, "0.8"),
    ],
)
def test_a_cohort_rolls_on(report, window, band, base, kept, lost, rate):
    rolls = report.rolls
    found = (rolls.base, rolls.kept, rolls.lost)
    assert [int(one[window, 0, band]) // 100 for one in found] == [base, kept, lost]
    assert rolls.rate(window, 0, band) == Fraction(rate)


def test_mean_and_loss_rates(report):
    # T34: 16.5, 45 and 70 %; 70 %; 45 × 70 = 31.5 %; 16.5 × 31.5 = 5.1975 %; over three years all
    assert report.rolls.mean[0] == (Fraction("0.165"), Fraction("0.45"), Fraction("0.7"))
    assert report.rolls.loss[0] == (
        Fraction("0.051975"), Fraction("0.315"), Fraction("0.7"), Fraction(1),
    )  # fmt: skip


def test_the_allowance_is_each_band_times_its_rate(report):
    assert figures(report) == [
        (13_000_000, 675_675.00, 5.1975),  # 13,000,000 × 5.1975 %
        (1_760_000, 554_400.00, 31.5),
        (864_000, 604_800.00, 70.0),
        (836_450, 836_450.00, 100.0),
    ]
    assert report.balance.sum() == 1_646_045_000


def test_the_forward_factor_multiplies_and_is_capped():
    # T35: × 1.05
    found = provision(example(), YEAR_END, policy=policy(forward="1.05"))
    assert [float(rate * 100) for rate in found.rate] == [5.457375, 33.075, 73.5, 100.0]
    # T36: 709,458.75 + 582,120.00 + 635,040.00 + 836,450.00
    assert found.allowance.tolist() == [70_945_875, 58_212_000, 63_504_000, 83_645_000]
    assert found.allowance.sum() == 276_306_875


def test_the_movement_closes_with_the_charge():
    # T37: 2,300,000 − 333,350 + 20,000 = 1,986,650; 2,763,068.75 − 1,986,650 = 776,418.75
    rules = policy(forward="1.05", opening={"CNY": 2_300_000})
    move = provision(example(recovered=20_000), YEAR_END, policy=rules).movements["CNY"]
    assert (move.opening, move.written_off, move.recovered) == (230_000_000, 33_335_000, 2_000_000)
    assert (move.charge, move.reversal, move.closing) == (77_641_875, 0, 276_306_875)


def test_the_weighted_mean_is_another():
    # T38: 16.5909, 45.6458 and 71.3767 %; with 1.05 in all 2,823,901.45
    found = provision(example(), YEAR_END, policy=policy(forward="1.05", weighted=True))
    means = [round(float(rate * 100), 4) for rate in found.rolls.mean[0]]
    assert means == [16.5909, 45.6458, 71.3767]
    assert found.allowance.sum() == 282_390_145


def test_what_was_written_off_has_rolled_on():
    # T39: 100 → 50 open + 20 written off is 70 %, not 50 %
    ledger = ledger_of("""
        2024-07-01 invoice C1 A 80 due 2024-08-01
        2024-07-01 invoice C1 B 20 due 2024-08-01 written_off 2025-03-01
        2025-02-01 receipt C1 R 30 for A
    """)
    rules = policy(windows=1, years=2)
    rolls = provision(ledger, YEAR_END, policy=rules).rolls
    assert rolls.rate(0, 0, 0) == Fraction(7, 10)


def test_one_cohort_followed_to_its_end():
    # T40 [finlearnhub.com]: 100,000 sold, 80,000, 45,000, 15,000 left, 3,000 lost
    left = (100_000, 80_000, 45_000, 15_000, 3_000)
    rates = [Fraction(after, before) for before, after in pairwise(left)]
    losses = [Fraction(1)]
    for rate in reversed(rates):
        losses.insert(0, losses[0] * rate)
    assert [round(float(loss * 100), 2) for loss in losses[:4]] == [3.00, 3.75, 6.67, 20.00]
    lines = ["2020-07-01 invoice C1 A 100000 due 2020-08-01"]
    for year, (before, after) in enumerate(pairwise(left), 2021):
        lines.append(f"{year}-02-01 receipt C1 R{year} {before - after} for A")
    lines.append("2024-07-01 invoice C1 B 1 due 2024-08-01")
    rules = policy(windows=4, years=5, percentages=["0"] * 5)
    report = provision(ledger_of("\n".join(lines)), date(2024, 12, 31), policy=rules)
    assert report.rolls.mean[0] == tuple(rates)
    assert report.rolls.loss[0] == tuple(losses)


def test_an_empty_band_of_a_window_is_skipped():
    ledger = ledger_of("""
        2023-07-01 invoice C1 A 100 due 2023-08-01
        2024-02-01 receipt C1 R1 60 for A
        2025-02-01 receipt C1 R2 10 for A
    """)
    rules = policy(windows=2, years=3, percentages=["0"] * 3)
    rolls = provision(ledger, YEAR_END, policy=rules).rolls
    # band 0: 40 of 100 in 2024, nothing new in 2025; band 1: empty, then 30 of 40
    assert rolls.mean[0] == (Fraction(2, 5), Fraction(3, 4))


def test_a_band_nobody_was_ever_in_is_taken_to_roll_on_whole():
    ledger = ledger_of("""
        2025-02-01 invoice C1 A 100 due 2025-03-01
        2026-02-01 receipt C1 R 60 for A
    """)
    rules = policy(windows=1)
    rolls = provision(ledger, date(2026, 12, 31), policy=rules).rolls
    assert rolls.mean[0] == (Fraction(2, 5), None, None)
    assert rolls.loss[0] == (Fraction(2, 5), Fraction(1), Fraction(1), Fraction(1))


def test_a_portfolio_without_a_past_takes_the_rates_of_all():
    ledger = ledger_of("""
        customer A name 甲 portfolio 经销
        customer B name 乙 portfolio 直销
        2024-07-01 invoice A A1 100 due 2024-08-01
        2025-02-01 receipt A R1 90 for A1
        2025-11-01 invoice B B1 100 due 2025-12-01
    """)
    report = provision(ledger, YEAR_END, policy=policy(windows=1, years=2))
    assert report.rolls.mean == ((Fraction(1, 10),), (Fraction(1, 10),))
    assert report.allowance.sum() == 1_000 + 1_000  # 10 left of A1 all of it, 10 % of B1


def test_a_snapshot_is_that_of_its_own_day():
    # 60 came in 2024 and bounced in 2025: at the end of 2024 40 were open, not 100
    ledger = ledger_of("""
        2024-07-01 invoice C1 A 100 due 2024-08-01
        2024-09-01 receipt C1 R 60 for A reversed 2025-03-01
    """)
    rolls = provision(ledger, YEAR_END, policy=policy(windows=1, years=2)).rolls
    assert (rolls.base[0, 0, 0], rolls.kept[0, 0, 0]) == (4_000, 4_000)


def test_customers_on_their_own_stay_in_past_cohorts():
    ledger = ledger_of("""
        2024-07-01 invoice C1 A 100 due 2024-08-01
        2024-07-01 invoice C2 B 100 due 2024-08-01
        2025-02-01 receipt C1 R1 50 for A
        2025-12-31 allowance C2 rate 1 reason 停业
    """)
    rules = policy(windows=1, years=2)
    assert provision(ledger, YEAR_END, policy=rules).rolls.mean[0] == (Fraction(3, 4),)


def test_write_offs_ignored_would_be_too_little():
    # T38: the same chain without what was written off gives 2,463,893.42, and that is wrong
    report = provision(example(), YEAR_END, policy=policy(forward="1.05"))
    rolls, loss = report.rolls, [Fraction(1)]
    for band in (2, 1, 0):
        pairs = zip(rolls.kept[:, 0, band].tolist(), rolls.base[:, 0, band].tolist(), strict=True)
        loss.insert(0, loss[0] * sum(Fraction(*pair) for pair in pairs) / 3)
    wrong = [
        round(int(balance) * min(rate * Fraction("1.05"), Fraction(1)))
        for balance, rate in zip(report.balance, loss, strict=True)
    ]
    assert sum(wrong) == 246_389_342 < report.allowance.sum()


def test_too_short_a_past_is_refused():
    ledger = ledger_of("2024-07-01 invoice C1 A 100 due 2024-08-01")
    with pytest.raises(NotEnoughHistory, match=r"3 windows of 12 months.*2022-12-31"):
        provision(ledger, YEAR_END, policy=policy())


def test_portfolios_have_rates_of_their_own():
    ledger = ledger_of("""
        customer A name 甲 portfolio 经销
        customer B name 乙 portfolio 直销
        2024-07-01 invoice A A1 100 due 2024-08-01
        2024-07-01 invoice B B1 100 due 2024-08-01
        2025-02-01 receipt A R1 90 for A1
        2025-02-01 receipt B R2 50 for B1
    """)
    report = provision(ledger, YEAR_END, policy=policy(windows=1, years=2))
    assert report.portfolio.tolist() == ["直销"] * 2 + ["经销"] * 2
    assert report.rolls.mean == ((Fraction(1, 2),), (Fraction(1, 10),))


def test_months_and_days_past_due_make_bands_too():
    ledger = ledger_of("""
        2026-01-01 invoice C1 A 100 due 2026-03-31
        2026-04-15 receipt C1 R 40 for A
    """)
    rules = policy(limits=[0, 30], interval_months=1, windows=1)
    report = provision(ledger, date(2026, 4, 30), policy=rules)
    assert report.labels == ("not_due", "1-30", "over_30")
    assert report.rolls.rate(0, 0, 0) == Fraction(3, 5)
    assert report.balance.tolist() == [0, 6_000, 0]


@pytest.mark.parametrize(
    ("as_of", "months", "days"),
    [
        ("2025-12-31", 12, ["2023-12-31", "2024-12-31", "2025-12-31"]),
        ("2026-06-30", 1, ["2026-04-30", "2026-05-31", "2026-06-30"]),
        ("2026-06-15", 3, ["2025-12-15", "2026-03-15", "2026-06-15"]),
    ],
)
def test_snapshots_stand_an_interval_apart_and_month_ends_stay_month_ends(as_of, months, days):
    found = snapshot_days(parse_iso(as_of), months, 2)
    assert [iso(day) for day in found] == days
