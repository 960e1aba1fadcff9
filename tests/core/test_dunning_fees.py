"""Dunning fees: fixed, by rate, in ranges, between a minimum and a maximum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.dunning_fees import dunning_fee, minor_units
from xlar.core.policy_dunning import FeeRange


def fee(level=1, **parts):
    return FeeRange(level, **{name: Decimal(value) for name, value in parts.items()})


# amount, ranges, fee; all in units of the currency
CASES = [
    ("100.00", [], "0.00"),
    ("100.00", [fee(fixed="10")], "10.00"),
    ("100.00", [fee(rate="0.15")], "15.00"),
    ("100.00", [fee(fixed="10", rate="0.05")], "15.00"),
    ("0.10", [fee(rate="0.05")], "0.01"),  # 0.005 is rounded away from zero
    ("0.09", [fee(rate="0.05")], "0.00"),
    ("50.00", [fee(threshold="100", fixed="10")], "0.00"),
    ("100.00", [fee(threshold="100", fixed="10")], "10.00"),  # the threshold itself counts
    ("50.00", [fee(fixed="10", minimum="11")], "11.00"),
    ("50.00", [fee(fixed="10", maximum="9")], "9.00"),
    ("50.00", [fee(fixed="10", minimum="10", maximum="10")], "10.00"),
    # 10 + 100 × 5 % = 15; 20 + 50 × 2 % = 21
    ("150.00", [fee(fixed="10", rate="0.05"), fee(threshold="100", fixed="20", rate="0.02")],
     "36.00"),
    # three ranges: 1 % of 100, 2 % of 200, 3 % of 50
    ("350.00", [fee(rate="0.01"), fee(threshold="100", rate="0.02"),
                fee(threshold="300", rate="0.03")], "6.50"),
    ("100.00", [fee(level=2, fixed="10")], "0.00"),
]  # fmt: skip


@pytest.mark.parametrize(("amount", "ranges", "expected"), CASES)
def test_fee(amount, ranges, expected):
    minor = minor_units(Decimal(amount), "CNY")
    assert dunning_fee(minor, 1, tuple(ranges)) == minor_units(Decimal(expected), "CNY")


def test_the_order_of_the_ranges_does_not_matter():
    low, high = fee(fixed="10", rate="0.05"), fee(threshold="100", fixed="20", rate="0.02")
    assert dunning_fee(15_000, 1, (high, low)) == dunning_fee(15_000, 1, (low, high)) == 3_600


@pytest.mark.parametrize(("currency", "expected"), [("CNY", 1_050), ("JPY", 11), ("KWD", 10_500)])
def test_a_fee_is_one_of_the_currency_of_the_letter(currency, expected):
    # fixed 10.5: 10.50 yuan, 11 yen (no decimals), 10.500 dinars
    assert dunning_fee(10_000, 1, (fee(fixed="10.5"),), currency) == expected


@given(amount=st.integers(1, 10**12), more=st.integers(0, 10**9))
def test_a_larger_amount_never_costs_less(amount, more):
    ranges = (fee(fixed="5", rate="0.01", minimum="6", maximum="500"),
              fee(threshold="1000", rate="0.005"))  # fmt: skip
    assert dunning_fee(amount, 1, ranges) <= dunning_fee(amount + more, 1, ranges)
