"""New sheets are easy on the eye, and a host that knows no looks is not stopped by that."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from xlar.commands.cells import Column, Link
from xlar.commands.look import Look, table_look


def look_of(*kinds, header_row=6):
    """How a table of columns of these kinds looks."""
    return table_look("表", header_row, [Column("", kind, ["", ""]) for kind in kinds])


@pytest.mark.parametrize(
    ("kinds", "right"),
    [
        (["text", "amount", "amount", "words"], ["B6:C6"]),
        (["day", "text", "whole"], ["A6:A6", "C6:C6"]),
        (["number", "decimal", "ratio"], ["A6:C6"]),
        (["text", "flag", "link"], []),
    ],
)
def test_titles_stand_right_over_figures(kinds, right):
    assert list(look_of(*kinds).right) == right


def test_the_table_is_fitted_and_its_titles_are_one_row():
    look = look_of("text", "amount", "words", header_row=9)
    assert (look.title, look.header, look.fitted) == ("A1", "A9:C9", "A9:C11")


@pytest.mark.parametrize(("header_row", "kept"), [(6, "1:6"), (12, "1:12"), (13, ""), (21, "")])
def test_titles_stay_in_sight_unless_too_much_stands_above_them(header_row, kept):
    assert look_of("text", header_row=header_row).kept == kept


def test_a_new_report_has_its_looks(small):
    small.run("aging")
    page = small.book.sheets["账龄分析"]
    assert page.range("A1").font.size == 14
    assert page.range("A6:L6").font.bold
    assert page.range("A6:L6").color == (232, 241, 245)
    assert page.range("A7").color is None
    assert page.range("A6:C6").horizontal_alignment == "general"
    assert page.range("D6:L6").horizontal_alignment == "right"


@pytest.mark.parametrize(
    ("before", "after", "wrapped"), [(8.0, 8.0, False), (50.0, 50.0, False), (80.0, 50.0, True)]
)
def test_a_long_text_goes_on_in_the_next_line(blank, before, after, wrapped):
    sheet = blank.sheets[0]
    sheet.range("B1").column_width = before
    Look(sheet.name, (), "A1:B2").carry_out(blank, ExitStack())
    column = sheet.range("B1:B2")
    assert (column.column_width, column.wrap_text) == (after, wrapped)


def test_a_link_has_room_for_its_text(blank):
    sheet = blank.sheets[0]
    columns = [Column("", "link", [Link("催收与确认记录!J3018", "表", "J3018")])]
    table_look(sheet.name, 1, columns).carry_out(blank, ExitStack())
    assert sheet.range("A1").column_width == 21.5  # seven letters of two, six of one, and space
