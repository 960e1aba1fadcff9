"""Saved cells come back exactly: values, formulas, texts that look like either, formats."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack

import pytest

from xlar.commands.saved import Saved, format_as, formats_of

CELLS = [
    ("General", 12.5),
    ("General", "plain"),
    ("@", "0012"),
    ("@", "=1+1"),
    ("@", "1-2"),
    ("@", "1E5"),
    ("General", True),
    ("yyyy-mm-dd", dt.datetime(2026, 6, 30)),
    ("$#,##0.00", 1234.56789),
    ("0.0%", 0.125),
    ("General", None),
]


@pytest.fixture
def sheet(blank):
    return blank.sheets[0]


def _fill(sheet, cells, row=1):
    for column, (number_format, value) in enumerate(cells, 1):
        place = sheet.range((row, column))
        place.number_format = number_format
        place.value = value


def _written_over_and_restored(area, number_format, value):
    with ExitStack() as undo:
        undo.callback(Saved.of(area).restore)
        format_as(area, number_format, undo)
        area.value = value


@pytest.mark.parametrize(("number_format", "value"), CELLS)
def test_one_cell_comes_back(sheet, fake_excel, number_format, value):
    _fill(sheet, [(number_format, value)])
    before = fake_excel.state(sheet.book)
    _written_over_and_restored(sheet.range("A1"), "0", 99)
    assert fake_excel.state(sheet.book) == before


def test_all_of_them_side_by_side_and_below_each_other_come_back(sheet, fake_excel):
    _fill(sheet, CELLS)
    for row, cell in enumerate(CELLS, 2):
        _fill(sheet, [cell], row)
    sheet.range("B5").formula = "=SUM(A1:A3)"
    sheet.range("B6").formula = '="0012"'
    before = fake_excel.state(sheet.book)
    _written_over_and_restored(sheet.range("A1:L14"), "@", "x")
    assert fake_excel.state(sheet.book) == before


def test_a_text_in_a_general_cell_that_looks_like_a_number_comes_back_as_text(sheet, fake_excel):
    place = sheet.range("A1:A3")
    place.number_format = "@"
    place.value = [["0012"], ["=1+1"], ["1-2"]]
    place.number_format = "General"  # the texts stay texts
    before = fake_excel.state(sheet.book)
    saved = Saved.of(place)
    place.value = [[1.0], [2.0], [3.0]]
    saved.restore()
    assert fake_excel.state(sheet.book) == before


def test_a_number_in_a_text_cell_comes_back_as_a_number(sheet, fake_excel):
    sheet.range("A1").value = 12.5
    sheet.range("A1").number_format = "@"
    before = fake_excel.state(sheet.book)
    saved = Saved.of(sheet.range("A1"))
    sheet.range("A1").value = "x"
    saved.restore()
    assert fake_excel.state(sheet.book) == before


def test_a_format_that_is_there_already_is_not_set_again(sheet, fake_excel):
    sheet.range("A1:B9").number_format = "0.0%"
    start = len(fake_excel.writes)
    with ExitStack() as undo:
        format_as(sheet.range("A1:B9"), "0.0%", undo)
    assert len(fake_excel.writes) == start


def test_an_error_value_comes_back(sheet, fake_excel):
    sheet.range("A1").value = "#N/A"
    before = fake_excel.state(sheet.book)
    saved = Saved.of(sheet.range("A1:B1"))
    sheet.range("A1").value = "x"
    saved.restore()
    assert fake_excel.state(sheet.book) == before


def test_formats_are_found_in_parts(sheet):
    sheet.range("A1:B10").number_format = "0"
    sheet.range("B4").number_format = "@"
    parts = {part.address: found for part, found in formats_of(sheet.range("A1:B10"))}
    assert parts["$A$1:$A$10"] == "0"
    assert parts["$B$4"] == "@"
    assert sum(len(part) for part, _ in formats_of(sheet.range("A1:B10"))) == 20


def test_the_formats_of_a_uniform_area_take_one_look(sheet):
    sheet.range("A1:Z900").number_format = "0"
    assert len(list(formats_of(sheet.range("A1:Z900")))) == 1
