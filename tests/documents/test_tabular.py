"""Columns, widths and sizes of tables."""

from __future__ import annotations

import pytest

from xlar.documents.render.plain import BREAK
from xlar.documents.render.tabular import PAGE, Column, table, text_width


def money(*texts: str) -> Column:
    return Column("金额", texts, right=True, foot=["1.00"])


def numbers(*texts: str) -> Column:
    return Column("单据号", texts, elastic=True, foot=["合计"])


@pytest.mark.parametrize(
    ("text", "ems"),
    [("", 0.0), ("0", 0.555), ("-1.00", 2.293), ("1,234.50", 3.886), ("合计", 2.0), ("（）", 2.0)],
)
def test_figures_and_characters_have_exact_widths(text, ems):
    assert text_width(text) == ems


def test_a_table_fills_the_page():
    laid = table([numbers("A-1"), money("5.00")])
    assert sum(laid["widths"]) == pytest.approx(PAGE, abs=0.1)
    assert laid["size"] == 8.5
    assert laid["even"]


def test_figures_are_flush_right():
    assert table([numbers("A-1"), money("5.00")])["sides"] == ["l", "r"]


def test_rows_and_foot_run_across_the_columns():
    laid = table([numbers("A-1", "A-2"), money("5.00", "6.00")])
    assert laid["rows"] == [["A-1", "5.00"], ["A-2", "6.00"]]
    assert laid["foot"] == [["合计", "1.00"]]


def test_type_gets_smaller_before_a_cell_breaks():
    laid = table([numbers("2" * 24), *[money("10,000,000,000.00")] * 5])
    assert laid["size"] < 8.5
    assert laid["rows"][0][0] == "2" * 24


def test_a_cell_too_wide_for_any_size_breaks_and_figures_stay_whole():
    laid = table([numbers("W" * 300), *[money("10,000,000,000.00")] * 4])
    assert laid["size"] == 6.5
    assert BREAK in laid["rows"][0][0]
    assert laid["rows"][0][1:] == ["10,000,000,000.00"] * 4
    assert not laid["even"]
    assert sum(laid["widths"]) <= PAGE + 0.1


def test_a_short_column_keeps_its_room_beside_a_long_one():
    laid = table([numbers("W" * 300), numbers("HT-1"), *[money("10,000,000,000.00")] * 3])
    assert laid["rows"][0][1] == "HT-1"


def test_figures_never_run_out_of_their_column():
    for texts in (("1.00",), ("-10,000,000,000,000.00",) * 3, ("1,234,567.89",) * 6):
        laid = table([numbers("N"), *[money(text) for text in texts]])
        for text, width in zip(laid["rows"][0][1:], laid["widths"][1:], strict=True):
            assert text_width(text) * laid["size"] <= width


def test_a_left_column_keeps_its_distance_from_figures_before_it():
    alone = table([numbers("N"), Column("级别", ["催款函"], foot=[""])], room=60)
    after = table([numbers("N"), money("1"), Column("级别", ["催款函"], foot=[""])], room=90)
    assert after["widths"][2] - alone["widths"][1] == pytest.approx(9.0, abs=1.5)


@pytest.mark.parametrize("head", ["Outstanding", "Days overdue", "Interest", "未付金额", "AMOUNT"])
def test_no_word_of_a_head_runs_into_the_next_column(head):
    laid = table([numbers("N" * 60), *[Column(head, ["1.00"], right=True, foot=["1.00"])] * 4])
    longest = max(map(text_width, head.split()))
    assert min(laid["widths"][1:]) >= longest * laid["size"] + 6.6


def test_a_long_chinese_head_goes_on_two_lines():
    laid = table([numbers("N" * 60), *[Column("最后一次付款日期", ["1.00"], foot=[""])] * 4])
    assert laid["widths"][1] < 8 * laid["size"]


def test_control_signs_in_cells_go():
    assert table([numbers("A\u202e\n1"), money("1.00")])["rows"][0][0] == "A 1"
