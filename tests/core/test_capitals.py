"""Amounts in Chinese capitals: the regulation's own examples, the gaps, and reading back."""

from __future__ import annotations

import random

import pytest

from xlar.core.capitals import from_capitals, in_capitals
from xlar.core.errors import BadValue
from xlar.core.money import to_minor

CASES = [
    # the six amounts printed in 支付结算办法附一
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    # the rest by its rules
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角"),
    ("10", "壹拾元整"),
    ("10.10", "壹拾元零壹角"),
    ("100.01", "壹佰元零壹分"),
    ("100008008.85", "壹亿零捌仟零捌元捌角伍分"),
    ("100000010.10", "壹亿零壹拾元零壹角"),
    ("1000100", "壹佰万零壹佰元整"),
    ("1001000", "壹佰万壹仟元整"),
    ("1000000000000", "壹万亿元整"),
    ("-100", "负壹佰元整"),
    ("-0.01", "负壹分"),
]


@pytest.mark.parametrize(("amount", "capitals"), CASES)
def test_the_capitals_of_an_amount(amount, capitals):
    assert in_capitals(to_minor(amount)) == f"人民币{capitals}"


@pytest.mark.parametrize(
    ("amount", "currency", "capitals"),
    [
        ("1200", "JPY", "日元壹仟贰佰元整"),
        ("0.05", "USD", "美元伍分"),
        ("1.005", "KWD", "KWD壹元零伍厘"),
        ("7.50", "EUR", "欧元柒元伍角"),
    ],
)
def test_other_currencies_are_named_in_front(amount, currency, capitals):
    assert in_capitals(to_minor(amount, currency), currency) == capitals


def test_reading_the_capitals_gives_the_amount_back():
    # sparse amounts: each digit is 0 with even chance, up to 10^13 yuan
    chance = random.Random(20260630)
    for _ in range(300_000):
        length = chance.randint(1, 15)
        digits = "".join(chance.choice("000001234567890"[:14]) for _ in range(length))
        minor = int(digits or 0) * chance.choice((1, 1, 1, -1))
        assert from_capitals(in_capitals(minor)) == minor


@pytest.mark.parametrize("text", ["壹佰元整", "人民币一百元整", "人民币壹X元整"])
def test_what_is_no_amount_in_capitals_is_refused(text):
    with pytest.raises(BadValue):
        from_capitals(text)
