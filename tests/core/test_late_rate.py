"""Late interest rates: what a contract's words mean, and the prime rate of a day."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.dates import parse_iso
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.late_rate import EXAMPLES, MOST, UNIT, lpr_table, parse_rate, sme_rate
from xlar.core.policy import InterestPolicy


@pytest.mark.parametrize(
    ("forms", "percent"),
    [
        # 0.05 % a day × 365
        ("日万分之五|每日万分之五|按日万分之5|日息万分之五|逾期按日万分之五计算违约金", "18.25"),
        ("0.05%/天|日0.05%|每天0.05%|0.05% per day|0.05% a day|daily 0.05%|０.０５％／日", "18.25"),
        ("0.5‰/日|日0.0005|日利率0.05%", "18.25"),
        ("日万分之三|0.03%/天", "10.95"),  # T29
        ("每日千分之一|日千分之1|0.1%/日", "36.5"),
        # 1 % a month × 12
        ("月1%|月息1%|月利率1%|每月百分之一|1%/月|1% per month|1% monthly|1%/每月", "12"),
        ("月千分之五|0.5%/月", "6"),
        ("年6%|年利率6%|年化6%|6%/年|6% p.a.|6% per annum|6% a year|年0.06|百分之六", "6"),
        ("6%|6 %|0.06|.06|6.00%", "6"),
        ("10.95%", "10.95"),
        ("4.35%", "4.35"),
        ("年万分之五", "0.05"),
        ("0|0%|日0%", "0"),
        ("250%|年250%", "250"),
    ],
)
def test_yearly_rate_of_the_words(forms, percent):
    for form in forms.split("|"):
        assert parse_rate(form) == int(Decimal(percent) * UNIT / 100), form


def test_a_rate_a_day_counts_the_days_of_the_year_chosen():
    assert parse_rate("日万分之五", day_basis=360) == 18 * UNIT // 100
    assert parse_rate("年6%", day_basis=360) == 6 * UNIT // 100


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("", "不是利率", "is not an interest rate"),
        ("LPR", "不是利率", "is not an interest rate"),
        ("LPR的4倍", "不是利率", "is not an interest rate"),
        ("-6%", "不是利率", "is not an interest rate"),
        ("6%%", "不是利率", "is not an interest rate"),
        ("月息1分", "不是利率", "is not an interest rate"),
        ("双方协商", "不是利率", "is not an interest rate"),
        ("万分之五", "没有写明按日", "does not say whether a day"),
        ("千分之一", "没有写明按日", "does not say whether a day"),
        ("0.05%", "没有写明按日", "does not say whether a day"),
        ("0.0005", "没有写明按日", "does not say whether a day"),
        ("日6%/月", "两种计息周期", "names two periods"),
        ("6", "超过250%", "more than 250 % a year"),
        ("1.5", "超过250%", "more than 250 % a year"),
        ("日1%", "超过250%", "more than 250 % a year"),
        ("250.01%", "超过250%", "more than 250 % a year"),
        ("5.123456789%", "小数位数过多", "too many decimals"),
    ],
)
def test_what_is_not_clear_is_not_guessed(text, zh, en):
    with pytest.raises(BadValue) as caught:
        parse_rate(text)
    assert zh in caught.value.text("zh")
    assert en in caught.value.text("en")


def test_the_examples_of_the_message_are_understood():
    assert all(0 < parse_rate(text) <= MOST for text in EXAMPLES.split(", "))


@given(st.integers(0, 250 * 10**4))
def test_a_yearly_percentage_comes_back_exactly(ten_thousandths):
    percent = Decimal(ten_thousandths).scaleb(-4)
    assert parse_rate(f"年{percent:f}%") == ten_thousandths * UNIT // 10**6


@given(st.text("日月年天每万千百分之五一%‰0.5/ padAPR ", max_size=10))
def test_any_text_is_a_rate_in_range_or_a_bad_value(text):
    try:
        rate = parse_rate(text)
    except BadValue:
        return
    assert 0 <= rate <= MOST


def test_the_prime_rate_stands_until_the_next():
    table = lpr_table({"2024-10-21": Decimal("0.0310"), "2024-07-22": Decimal("0.0335")})
    days = ["2024-07-21", "2024-07-22", "2024-10-20", "2024-10-21", "2030-01-01"]
    found = table.on(np.array([parse_iso(day) for day in days], np.int32))
    assert found.tolist() == [-1, 3_350_000, 3_350_000, 3_100_000, 3_100_000]


def test_an_empty_table_knows_no_rate():
    assert lpr_table({}).on(np.array([20_000], np.int32)).tolist() == [-1]


def test_the_factor_is_exact():
    table = lpr_table({"2024-07-22": Decimal("0.0335")}, Decimal("1.5"))
    assert table.rates.tolist() == [5_025_000]


@pytest.mark.parametrize("rate", ["0.123456789", "2.6", "-0.01"])
def test_a_prime_rate_out_of_range_is_refused(rate):
    with pytest.raises(BadPolicy, match="is not between 0 and"):
        lpr_table({"2024-07-22": Decimal(rate)})


def test_the_rate_for_small_sellers_follows_the_days_of_the_year():
    assert sme_rate(InterestPolicy()) == 18_250_000
    assert sme_rate(InterestPolicy(day_basis=360)) == 18_000_000
