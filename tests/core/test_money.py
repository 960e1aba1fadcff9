"""Money: currencies, minor units, rounding and exact text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.errors import BadValue
from xlar.core.money import (
    LIMIT,
    convert,
    currency_code,
    decimals,
    divide_round,
    format_minor,
    multiply_ratio,
    round_to,
    to_minor,
)

amounts = st.integers(-LIMIT, LIMIT)
currencies = st.sampled_from(["CNY", "USD", "JPY", "KWD"])


def half_away(value):
    """Rounding half away from zero, by `decimal`."""
    with localcontext(prec=80):
        quotient = Decimal(value.numerator) / Decimal(value.denominator)
        return int(quotient.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ("CNY cny RMB rmb 人民币 人民币元 ￥ ¥ 元 CNH", "CNY"),
        ("USD usd 美元 美金 $ US$", "USD"),
        ("EUR 欧元 €", "EUR"),
        ("HKD 港币 港元 HK$", "HKD"),
        ("JPY 日元 日圆", "JPY"),
        ("GBP 英镑 £", "GBP"),
        ("SGD sgd", "SGD"),
    ],
)
def test_currency_of_every_name(names, code):
    assert {currency_code(name) for name in names.split()} == {code}
    assert currency_code(f"  {code} ") == code


@pytest.mark.parametrize("name", ["", "  ", "CN", "CNYY", "C1Y", "里拉", "12", "人民"])
def test_an_unknown_currency_is_refused(name):
    with pytest.raises(BadValue):
        currency_code(name)


@pytest.mark.parametrize(("code", "places"), [("CNY", 2), ("JPY", 0), ("KRW", 0), ("KWD", 3)])
def test_decimals_of_the_minor_unit(code, places):
    assert decimals(code) == places


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("1234.50", "CNY", 123450),
        ("1234.5", "CNY", 123450),
        ("1234.500000", "CNY", 123450),
        ("-0.05", "CNY", -5),
        ("-0.00", "CNY", 0),
        ("0", "CNY", 0),
        (".5", "CNY", 50),
        ("1200", "JPY", 1200),
        ("1200.0", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("1.2E+3", "CNY", 120000),
        (7, "CNY", 700),
        (Decimal("0.1"), "CNY", 10),
        ("10000000000000.00", "CNY", LIMIT),
    ],
)
def test_minor_units_of_an_amount(amount, currency, minor):
    assert to_minor(amount, currency) == minor


@pytest.mark.parametrize(
    ("amount", "currency"),
    [
        ("0.005", "CNY"),
        ("1.5", "JPY"),
        ("1.2345", "KWD"),
        ("0.01000000000000000000000000000001", "CNY"),
    ],
)
def test_more_decimals_than_the_currency_has_are_refused(amount, currency):
    with pytest.raises(BadValue, match="decimals"):
        to_minor(amount, currency)


@pytest.mark.parametrize(
    "amount",
    [
        "",
        " ",
        "abc",
        "1,234.50",
        "¥1",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1e999999999",
        "1..2",
        "1234567890" * 5,
    ],
)
def test_what_is_no_amount_is_refused(amount):
    with pytest.raises(BadValue, match="not an amount"):
        to_minor(amount)


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (0, "CNY", "0.00"),
        (5, "CNY", "0.05"),
        (-5, "CNY", "-0.05"),
        (-50, "CNY", "-0.50"),
        (-100, "CNY", "-1.00"),
        (123450, "CNY", "1234.50"),
        (-1200, "JPY", "-1200"),
        (0, "JPY", "0"),
        (-1, "KWD", "-0.001"),
        (np.int64(LIMIT), "CNY", "10000000000000.00"),
    ],
)
def test_text_of_an_amount(minor, currency, text):
    assert format_minor(minor, currency) == text


@given(amounts, currencies)
def test_text_and_minor_units_come_back(minor, currency):
    text = format_minor(minor, currency)
    assert to_minor(text, currency) == minor
    assert Decimal(text) == Decimal(minor).scaleb(-decimals(currency))
    assert len(text.partition(".")[2]) == decimals(currency)
    assert text.lstrip("-")[:2] != "00"


@pytest.mark.parametrize(
    ("numerator", "denominator", "quotient"),
    [
        (5, 2, 3),
        (-5, 2, -3),
        (4, 2, 2),
        (7, 3, 2),
        (8, 3, 3),
        (-7, 3, -2),
        (0, 7, 0),
        (1, 2, 1),
        (-1, 2, -1),
        (149, 100, 1),
        (150, 100, 2),
        (-149, 100, -1),
        (10**40 + 5 * 10**19, 10**20, 10**20 + 1),
    ],
)
def test_half_is_rounded_away_from_zero(numerator, denominator, quotient):
    assert divide_round(numerator, denominator) == quotient


@given(st.lists(st.integers(-(2**62), 2**62), max_size=6), st.integers(1, 2**61))
def test_rounding_of_columns_is_that_of_decimal(numerators, denominator):
    expected = [half_away(Fraction(value, denominator)) for value in numerators]
    assert [divide_round(value, denominator) for value in numerators] == expected
    assert divide_round(np.array(numerators, np.int64), denominator).tolist() == expected


@given(st.lists(amounts, max_size=6), st.integers(0, 10**6), st.integers(1, 10**8))
def test_a_ratio_of_an_amount_is_exact(values, numerator, denominator):
    if any(abs(value) * numerator // denominator >= 2**62 for value in values):
        return
    found = multiply_ratio(np.array(values, np.int64), numerator, denominator)
    assert found.tolist() == [half_away(Fraction(v * numerator, denominator)) for v in values]


def test_a_ratio_beyond_int64_on_the_way_is_exact():
    # 10^15 × 10^9 is beyond int64, the result is not: 10^15 × (1 + 10^-9)
    found = multiply_ratio(np.array([LIMIT, -LIMIT]), 10**9 + 1, 10**9)
    assert found.tolist() == [LIMIT + 10**6, -LIMIT - 10**6]


@pytest.mark.parametrize(
    ("minor", "step", "rounded"),
    [
        (191_241, 10, 191_240),
        (191_245, 10, 191_250),
        (-191_245, 10, -191_250),
        (7, 1, 7),
        (3, 100, 0),
    ],
)
def test_rounding_to_a_step(minor, step, rounded):
    assert round_to(minor, step) == rounded


@pytest.mark.parametrize(
    ("minor", "source", "target", "rate", "expected"),
    [
        (11_500, "USD", "CNY", "0.5", 5_750),
        (10_000, "USD", "CNY", "7.12345", 71_235),  # 712.345 half away from zero
        (-10_000, "USD", "CNY", "7.12345", -71_235),
        (10_000, "USD", "JPY", "150.005", 15_001),  # 100 dollars = 15 000.5 yen
        (15_000, "JPY", "CNY", "0.05", 75_000),  # 15 000 yen = 750.00
        (1_000, "KWD", "CNY", "23.5", 2_350),  # 1.000 dinar
        (1, "CNY", "CNY", "1", 1),
    ],
)
def test_conversion(minor, source, target, rate, expected):
    assert convert(minor, source, target, Decimal(rate)) == expected


@given(amounts, currencies, currencies, st.decimals("0.0001", "2000", places=6))
def test_conversion_is_one_rounding_of_the_exact_product(minor, source, target, rate):
    exact = Fraction(minor, 10 ** decimals(source)) * Fraction(rate) * 10 ** decimals(target)
    assert convert(minor, source, target, rate) == half_away(exact)
