"""Numbers of documents: gapless per kind and year."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.documents.content import Kind
from xlar.documents.register.numbering import SERIES, Numbers, missing_numbers


def test_the_first_number_of_a_kind_and_year_is_one():
    assert Numbers([]).next("statement", 2026) == "DZ-2026-0001"


def test_numbers_follow_the_highest_given_out():
    numbers = Numbers(["CK-2026-0001", "CK-2026-0009", "CK-2025-0100"])
    assert [numbers.next("letter", 2026), numbers.next("letter", 2026)] == [
        "CK-2026-0010",
        "CK-2026-0011",
    ]


def test_every_kind_and_year_counts_for_itself():
    numbers = Numbers(["CK-2026-0004"])
    assert numbers.next("letter", 2027) == "CK-2027-0001"
    assert numbers.next("statement", 2026) == "DZ-2026-0001"


def test_the_ten_thousandth_number_has_five_digits():
    assert Numbers(["CK-2026-9999"]).next("letter", 2026) == "CK-2026-10000"


def test_every_kind_of_document_has_a_series():
    assert set(SERIES) == set(get_args(Kind))


def test_no_two_kinds_share_a_prefix():
    assert len({series.prefix for series in SERIES.values()}) == len(SERIES)


@pytest.mark.parametrize("number", ["手工-1", "ck-2026-0001", "CK-2026-1", "CK-26-0001", ""])
def test_numbers_of_another_form_belong_to_no_series(number):
    assert missing_numbers([number]) == []
    assert Numbers([number]).next("letter", 2026) == "CK-2026-0001"


def test_gaps_are_found_also_before_the_first():
    assert missing_numbers(["CK-2026-0003", "CK-2026-0005", "DZ-2026-0002"]) == [
        ("CK-2026-0001", "CK-2026-0002"),
        ("CK-2026-0004", "CK-2026-0004"),
        ("DZ-2026-0001", "DZ-2026-0001"),
    ]


@given(st.lists(st.sampled_from(["letter", "statement", "stop"]), max_size=30))
def test_numbers_given_out_have_no_gap_and_no_double(kinds):
    numbers = Numbers([])
    given_out = [numbers.next(kind, 2026) for kind in kinds]
    assert len(set(given_out)) == len(kinds)
    assert missing_numbers(given_out) == []
