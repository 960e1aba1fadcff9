"""Small whole numbers in figures and in Chinese numerals."""

from __future__ import annotations

import re

import pytest

from xlar.core.numerals import CHINESE, whole_number

DIGITS = "零一二三四五六七八九"


def written(number):
    """A number below a thousand as it is written: 105 is 一百零五, 110 is 一百一十."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def test_every_number_below_a_thousand():
    for number in range(1, 1000):
        assert re.fullmatch(CHINESE, written(number))
        assert whole_number(written(number)) == whole_number(str(number)) == number


@pytest.mark.parametrize(
    ("text", "number"), [("两", 2), ("两百", 200), ("二百零二", 202), ("0030", 30)]
)
def test_other_ways_of_writing(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "零", "百", "十百", "一百二", "一百零十", "三〇", "二二", "一千"]
)
def test_what_is_no_numeral(text):
    assert not re.fullmatch(CHINESE, text)
