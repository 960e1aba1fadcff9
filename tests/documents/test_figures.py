"""Amounts and days as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from xlar.core.money import to_minor
from xlar.documents.figures import amount, day, days, item_number, short_day


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (0, "CNY", "0.00"),
        (5, "CNY", "0.05"),
        (-5, "CNY", "-0.05"),
        (99_999, "CNY", "999.99"),
        (100_000, "CNY", "1,000.00"),
        (123_450, "CNY", "1,234.50"),
        (-123_456_789, "USD", "-1,234,567.89"),
        (1_234_567, "JPY", "1,234,567"),
        (-1_000, "JPY", "-1,000"),
        (1_234_567, "KWD", "1,234.567"),
        (10**15, "CNY", "10,000,000,000,000.00"),
    ],
)
def test_amount_has_the_currencys_decimals_and_commas(minor, currency, text):
    assert amount(minor, currency) == text


@pytest.mark.parametrize("minor", [0, 1, -1, 99, 100, -12_345_678, 10**15 - 1])
@pytest.mark.parametrize("currency", ["CNY", "JPY", "KWD"])
def test_amount_reads_back(minor, currency):
    assert to_minor(amount(minor, currency).replace(",", ""), currency) == minor


@pytest.mark.parametrize(
    ("when", "zh", "en", "short"),
    [
        (date(2026, 6, 30), "2026年6月30日", "30 June 2026", "2026-06-30"),
        (date(2024, 2, 29), "2024年2月29日", "29 February 2024", "2024-02-29"),
        (date(2026, 12, 1), "2026年12月1日", "1 December 2026", "2026-12-01"),
    ],
)
def test_day_in_both_languages(when, zh, en, short):
    assert (day(when, "zh"), day(when, "en"), short_day(when)) == (zh, en, short)


def test_no_day_is_blank():
    assert not short_day(None)


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [(0, "0天", "0 days"), (1, "1天", "1 day"), (45, "45天", "45 days"), (-3, "-3天", "-3 days")],
)
def test_days_carry_their_unit(count, zh, en):
    assert (days(count, "zh"), days(count, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("instalment", "zh", "en"), [(0, "A-1", "A-1"), (1, "A-1 第1期", "A-1 (1)")]
)
def test_item_number_names_the_instalment(instalment, zh, en):
    assert (item_number("A-1", instalment, "zh"), item_number("A-1", instalment, "en")) == (zh, en)
