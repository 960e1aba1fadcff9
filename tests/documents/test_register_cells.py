"""Cells of register.csv: what Excel makes of them, and back to the same values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.errors import BadValue
from xlar.core.registered import STATUSES, RegisteredItem
from xlar.documents.register.cells import (
    day_order,
    items_text,
    parse_amount,
    parse_choice,
    parse_day,
    parse_files,
    parse_items,
    parse_level,
    parse_text,
    protect,
    unprotect,
    words_of,
)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\t=1", "\r=1", "＝1", "'=1", "00123",
     "1234567890123", "'00123", "1E+15"],
)  # fmt: skip
def test_what_a_spreadsheet_would_misread_gets_an_apostrophe(text):
    assert protect(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "北方商贸", "a=b", "123", "0", "'tis", "SF1234567890123"])
def test_other_texts_stand_as_they_are(text):
    assert protect(text) == text


@given(st.text())
def test_protecting_can_always_be_undone(text):
    assert unprotect(protect(text)) == text


@given(st.text("='+-@0123456789 ", max_size=20))
def test_protecting_can_be_undone_for_texts_made_of_marks(text):
    assert unprotect(protect(text)) == text
    assert not protect(text).lstrip().startswith(tuple("=+-@"))


@pytest.mark.parametrize(
    "cell",
    ["2026-06-30", "2026/6/30", "2026.6.30", "2026年6月30日", "20260630", "46203", " 2026-6-30 ",
     "30/6/2026", "6/30/2026", "30.06.2026", "2026-06-30 00:00:00", "2026/6/30 0:00",
     "２０２６/6/30"],
)  # fmt: skip
def test_days_of_every_excel_are_read(cell):
    assert parse_day(cell) == date(2026, 6, 30)


@pytest.mark.parametrize(
    "cell",
    ["2026-02-30", "2026-13-01", "6/5/2026", "tomorrow", "2026-06", "30-Jun", "2026-06-30 08:15",
     "0", "3"],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_refused(cell):
    with pytest.raises(BadValue):
        parse_day(cell)


def test_day_and_month_are_told_apart_by_the_other_cells():
    # 6/30 can only be 30 June, so 6/5 is 5 June
    assert day_order(["6/5/2026", "6/30/2026", "2026-07-15", ""]) == "mdy"
    assert parse_day("6/5/2026", "mdy") == date(2026, 6, 5)
    assert parse_day("6/5/2026", "dmy") == date(2026, 5, 6)


def test_cells_that_prove_both_orders_prove_none():
    assert day_order(["6/30/2026", "30/6/2026"]) is None


def test_the_same_day_and_month_can_be_read_in_one_way_only():
    assert parse_day("6/6/2026") == date(2026, 6, 6)


def test_a_blank_day_is_none():
    assert parse_day("  ") is None


@pytest.mark.parametrize(
    ("cell", "currency", "minor"),
    [
        ("1234.50", "CNY", 123_450),
        ("1234.5", "CNY", 123_450),
        ("1,234.50", "CNY", 123_450),
        ("-0.05", "CNY", -5),
        ("1200", "JPY", 1_200),
        ("1.234", "KWD", 1_234),
    ],
)
def test_amounts_are_read_exactly(cell, currency, minor):
    assert parse_amount(cell, currency) == minor


@pytest.mark.parametrize("cell", ["1.23457E+11", "1,23", "12,34.50", "", "1 234", "NaN", "1.234"])
def test_amounts_that_were_cut_or_are_none_are_refused(cell):
    with pytest.raises(BadValue):
        parse_amount(cell, "CNY")


@pytest.mark.parametrize(("cell", "level"), [("", -1), ("0", 0), ("3", 3), ("L6", 6), ("l6", 6)])
def test_levels_are_read(cell, level):
    assert parse_level(cell) == level


@pytest.mark.parametrize("cell", ["L", "three", "-1", "100", "3.0"])
def test_what_is_no_level_is_refused(cell):
    with pytest.raises(BadValue):
        parse_level(cell)


@pytest.mark.parametrize(
    ("cell", "status"),
    [("已签收", "acknowledged"), ("ACKNOWLEDGED", "acknowledged"), (" 撤 回 ", "withdrawn")],
)
def test_a_choice_is_its_code_or_its_word_in_either_language(cell, status):
    assert parse_choice(cell, words_of(STATUSES)) == status


def test_a_word_that_is_no_choice_is_refused():
    with pytest.raises(BadValue):
        parse_choice("寄了", words_of(STATUSES))


@pytest.mark.parametrize("cell", ["1.23457E+12", "1E+20", "1,23457e+12"])
def test_a_number_excel_has_cut_is_refused(cell):
    with pytest.raises(BadValue):
        parse_text(cell)


NUMBERS = st.text(min_size=1).map(str.strip).filter(bool)
ITEMS = st.builds(RegisteredItem, NUMBERS, st.integers(0, 999), st.integers(-1, 7))


@given(st.lists(ITEMS, max_size=5))
def test_items_come_back_whatever_their_numbers(items):
    assert parse_items(items_text(items)) == tuple(items)


def test_items_read_as_people_write_them():
    assert (
        items_text([RegisteredItem("INV-1", 2, 3), RegisteredItem("INV-2")]) == "INV-1#2:L3;INV-2"
    )
    assert parse_items("INV-1#2:l3; INV-2 ;") == (
        RegisteredItem("INV-1", 2, 3),
        RegisteredItem("INV-2", 0, -1),
    )


@pytest.mark.parametrize("cell", ["#2", "INV-1:3", "INV-1#x", "INV-1:L3:L4"])
def test_what_is_no_list_of_items_is_refused(cell):
    with pytest.raises(BadValue):
        parse_items(cell)


def test_files_are_separated_by_a_mark_no_name_can_hold():
    assert parse_files("CK-2026-0001 甲.pdf|CK-2026-0001 甲.docx") == (
        "CK-2026-0001 甲.pdf",
        "CK-2026-0001 甲.docx",
    )
