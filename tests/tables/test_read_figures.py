"""Numbers in cells: every style, exact counts, refusals."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.tables.cells import BadCell
from xlar.tables.figures import count_of, integer, number_forms, one_form, scaled


def cents(cell, style=None):
    return scaled(cell, 100, style)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (1234.5, 123450),
        (1234, 123400),
        (0.0, 0),
        (-0.01, -1),
        (0.1 + 0.2, 30),
        (1.1 * 3, 330),
        (4.35, 435),
        (99_999_999_999.99, 9_999_999_999_999),
        ("1234.5", 123450),
        ("1234", 123400),
        ("1,234.50", 123450),
        ("1,234,567.89", 123456789),
        ("1,234,567", 123456700),
        ("¥1,234.50", 123450),
        ("￥1,234.50", 123450),
        ("¥ 1,234.50", 123450),
        ("$4,235.00", 423500),
        ("€12,50", 1250),
        ("12,50 €", 1250),
        ("CNY 12", 1200),
        ("12 CNY", 1200),
        ("RMB1,234.50", 123450),
        ("人民币1,234.50元", 123450),
        ("1,234.50元", 123450),
        ("US$12.00", 1200),
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1\u202f234,50", 123450),
        ("1 234 567.8", 123456780),
        ("1'234.50", 123450),
        ("1’234’567.00", 123456700),
        ("1.234,50", 123450),
        ("1.234.567,89", 123456789),
        ("1.234.567", 123456700),
        ("12,5", 1250),
        ("1234,50", 123450),
        ("0,5", 50),
        (".5", 50),
        ("(12.00)", -1200),
        ("（12.00）", -1200),
        ("(1,234.50)", -123450),
        ("¥(12.00)", -1200),
        ("(¥12.00)", -1200),
        ("-12.00", -1200),
        ("－12.00", -1200),
        ("−12.00", -1200),
        ("¥-12.00", -1200),
        ("-¥12.00", -1200),
        ("12.00-", -1200),
        ("12.00 -", -1200),
        ("+12.00", 1200),
        ("１，２３４．５０", 123450),
        ("１２元", 1200),
        (" 12.00 ", 1200),
        ("\u300012.00", 1200),
        ("0012.50", 1250),
        ("12.50000", 1250),
        ("-0.00", 0),
    ],
)
def test_amount_reads(cell, value):
    assert cents(cell) == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.2万", "amount_unit"),
        ("3千元", "amount_unit"),
        ("12k", "amount_unit"),
        ("5%", "amount_unit"),
        ("abc", "bad_amount"),
        ("", "bad_amount"),
        ("-", "bad_amount"),
        ("--12", "bad_amount"),
        ("(-12.00)", "bad_amount"),
        ("-12.00-", "bad_amount"),
        ("12,34.50", "bad_amount"),
        ("1,2345.00", "bad_amount"),
        ("1,,234", "bad_amount"),
        ("12.", "bad_amount"),
        ("1.2.3", "bad_amount"),
        ("1 23,50", "bad_amount"),
        ("12.00 CR", "bad_amount"),
        ("1e5", "bad_amount"),
        ("=1+1", "bad_amount"),
        ("壹佰元", "bad_amount"),
        ("待定", "bad_amount"),
        (True, "bad_amount"),
        (float("inf"), "bad_amount"),
        (float("nan"), "bad_amount"),
        (dt.date(2026, 1, 2), "date_amount"),
        (dt.time(1, 2), "date_amount"),
        (12.345, "too_many_decimals"),
        ("12.3456", "too_many_decimals"),
        (1e16, "amount_too_large"),
        ("9" * 25, "amount_too_large"),
    ],
)
def test_amount_refuses(cell, code):
    with pytest.raises(BadCell) as caught:
        cents(cell)
    assert caught.value.words.code == code


@pytest.mark.parametrize(
    ("cell", "style", "value"),
    [
        ("1,234", None, 12_340_000),
        ("1,234", "point", 12_340_000),
        ("1,234", "comma", 12_340),
        ("1.234", "point", 12_340),
        ("1.234", "comma", 12_340_000),
        ("0.123", None, 1_230),
        ("0,123", None, 1_230),
        ("1234.567", None, 12_345_670),
        ("1234,567", None, 12_345_670),
        ("-1,234", None, -12_340_000),
        ("1,234.5", "comma", 12_345_000),
    ],
)
def test_three_digits_after_a_single_mark(cell, style, value):
    assert scaled(cell, 10_000, style) == value


@pytest.mark.parametrize(
    ("cell", "style"), [("1.234", None), ("1.234", "mixed"), ("1,234", "mixed")]
)
def test_two_readings_and_nothing_to_tell_between_them(cell, style):
    with pytest.raises(BadCell) as caught:
        scaled(cell, 10_000, style)
    assert caught.value.words.code == "ambiguous_amount"
    assert caught.value.values == {"small": "1.234", "large": "1234"}


def test_forms_name_the_styles_in_which_a_text_is_right():
    assert set(number_forms("1,234.50")) == {"point"}
    assert set(number_forms("12,50")) == {"comma"}
    assert set(number_forms("1234")) == {"point", "comma"}
    assert one_form(number_forms("1234"), None) == 1234


def test_floats_are_taken_as_the_spreadsheet_shows_them():
    # 15 significant digits: 1234567890.12 is stored as 1234567890.1199998855…
    assert scaled(1234567890.12, 10_000) == 12_345_678_901_200
    assert scaled(0.07 * 100, 10_000) == 70_000  # 7.000000000000001


@given(st.integers(-(10**14), 10**14))
def test_every_amount_of_cents_survives_a_float(minor):
    assert cents(minor / 100) == minor


@given(st.integers(-(10**14), 10**14))
def test_every_amount_of_cents_survives_text(minor):
    exact = Decimal(minor) / 100
    assert cents(f"{exact:,.2f}") == cents(f"{exact:.2f}") == minor
    assert cents(f"{exact:,.2f}".translate(str.maketrans(",.", ".,"))) == minor


@pytest.mark.parametrize(
    ("cell", "value"), [(3.0, 3), ("3", 3), ("０３", 3), (0, 0), ("1,000", 1000)]
)
def test_integer_reads(cell, value):
    assert integer(cell) == value


@pytest.mark.parametrize("cell", [1.5, "1.5", "三", -1, "-1", 2**31, True, dt.date(2026, 1, 1)])
def test_integer_refuses(cell):
    with pytest.raises(BadCell) as caught:
        integer(cell)
    assert caught.value.words.code == "bad_integer"


def test_count_of_is_exact():
    assert count_of(Decimal("0.00000001"), 10**8) == 1
