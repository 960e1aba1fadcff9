"""The formulas of the indicators against worked examples, and where there is no figure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from xlar.core.columns import NO_AMOUNT
from xlar.core.indicators import REASONS, Missing
from xlar.core.indicators import formulas as f


def test_simple_dso_of_a_quarter():
    # 10,869 × 90 / (5,538 + 4,566 + 7,570 = 17,674) = 55.35, the example of JD Edwards
    found = f.sales_outstanding(10_869, 5_538 + 4_566 + 7_570, 90)
    assert found == Fraction(978_210, 17_674)
    assert round(float(found), 2) == 55.35


COUNT_BACK = [
    # 31 days of October, 30 of September, and 32/70 of August's 31: 61 + 14.1714… = 75.1714…
    (212_000, [(100_000, 31), (80_000, 30), (70_000, 31)], Fraction(61) + Fraction(32 * 31, 70)),
    # the same in months of 30 days: 60 + 13.714… = 73.71
    (212_000, [(100_000, 30), (80_000, 30), (70_000, 30)], Fraction(60) + Fraction(32 * 30, 70)),
    (180_000, [(100_000, 31), (80_000, 30), (70_000, 31)], Fraction(61)),  # exactly two months
    (50_000, [(100_000, 31)], Fraction(31, 2)),
    (0, [(100_000, 31)], Fraction(0)),
    (0, [], Fraction(0)),
    # a month without sales is passed with all its days
    (150_000, [(100_000, 31), (0, 30), (100_000, 31)], Fraction(61) + Fraction(31, 2)),
    # credit notes above sales give sales back to the older months: 120 = 100 − 20 + 40 of 80
    (120_000, [(100_000, 31), (-20_000, 30), (80_000, 31)], Fraction(61) + Fraction(31, 2)),
    (250_001, [(100_000, 31), (80_000, 30), (70_000, 31)], Missing.BEYOND_HISTORY),
    (1, [], Missing.BEYOND_HISTORY),
]


@pytest.mark.parametrize(("open_", "months", "expected"), COUNT_BACK)
def test_count_back_dso(open_, months, expected):
    assert f.count_back(open_, months) == expected


def test_count_back_as_printed():
    assert round(float(f.count_back(*COUNT_BACK[0][:2])), 2) == 75.17
    assert round(float(f.count_back(*COUNT_BACK[1][:2])), 2) == 73.71


def test_average_days_delinquent_are_dso_less_the_best_possible():
    # receivables 120, of them 70 current, sales 200 of 30 days: 18 − 10.5 = 7.5
    dso = f.sales_outstanding(120, 200, 30)
    best = f.sales_outstanding(70, 200, 30)
    assert (dso, best, f.less(dso, best)) == (18, Fraction(21, 2), Fraction(15, 2))


CEI = [
    # opening 6,200, sales 10,890 in three months, closing 6,340, current 3,590 (creditguru.com)
    (6_200, 10_890 // 3, 6_340, 3_590, Fraction(3_490, 6_240), 55.93),
    (6_200, 10_890, 6_340, 3_590, Fraction(10_750, 13_500), 79.63),
    (100, 200, 120, 70, Fraction(180, 230), 78.26),
]


@pytest.mark.parametrize(("opening", "sales", "closing", "current", "exact", "percent"), CEI)
def test_collection_effectiveness(opening, sales, closing, current, exact, percent):
    found = f.collection_effectiveness(opening, sales, closing, current)
    assert found == exact
    assert round(float(found) * 100, 2) == percent


def test_turnover_of_a_year():
    # 36 m ÷ ((6.2 m + 6.8 m) ÷ 2 = 6.5 m) = 5.538; 360 ÷ 5.538… = 65.00; 365 ÷ 5.538… = 65.90
    turns = f.turnover(36_000_000, 6_200_000, 6_800_000)
    assert f.scaled(turns) == 553_846_154
    assert f.turnover_days(turns, 360) == 65
    assert round(float(f.turnover_days(turns, 365)), 2) == 65.90


def test_lateness_weighted_by_amount_and_simple():
    # 100,000 ten days late and 300,000 two days early: 400,000 ÷ 400,000 = 1.0; (10 − 2) ÷ 2 = 4.0
    weighted = f.share(100_000 * 10 - 300_000 * 2, 400_000, Missing.NOTHING_PAID)
    assert (weighted, f.share(10 - 2, 2, Missing.NOTHING_PAID)) == (1, 4)


NO_FIGURE = [
    (f.sales_outstanding, (100, 0, 90), Missing.NO_SALES),
    (f.sales_outstanding, (100, -5, 90), Missing.NO_SALES),
    (f.share, (1, 0, Missing.NOTHING_OPEN), Missing.NOTHING_OPEN),
    (f.share, (1, -1, Missing.NOTHING_DUE), Missing.NOTHING_DUE),
    (f.collection_effectiveness, (0, 0, 0, 0), Missing.NOTHING_DUE),
    (f.turnover, (100, 0, 0), Missing.NOT_POSITIVE),
    (f.turnover_days, (Missing.SHORT_HISTORY, 360), Missing.SHORT_HISTORY),
    (f.turnover_days, (Fraction(0), 360), Missing.NO_SALES),
    (f.less, (Missing.NO_SALES, Fraction(1)), Missing.NO_SALES),
    (f.less, (Fraction(1), Missing.NO_SALES), Missing.NO_SALES),
]


@pytest.mark.parametrize(("formula", "given", "missing"), NO_FIGURE)
def test_there_is_no_figure_of_nothing(formula, given, missing):
    assert formula(*given) is missing
    assert f.scaled(formula(*given)) == NO_AMOUNT


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (Fraction(1, 3), 33_333_333),
        (Fraction(2, 3), 66_666_667),
        (Fraction(-1, 2 * 10**8), -1),  # half away from zero
        (Fraction(0), 0),
    ],
)
def test_hundred_millionths_are_rounded_once(figure, expected):
    assert f.scaled(figure) == expected


def test_every_reason_has_its_words():
    assert list(REASONS) == [each.value for each in Missing]
    assert all(text.zh and text.en for text in REASONS.values())
