"""Columns written to a sheet stay what they are."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from decimal import Decimal

import pytest

from xlar.commands.cells import Column, Link, area_address, decimal_of
from xlar.commands.cells import write_columns as write_columns_undoably
from xlar.core.errors import BadValue

SPOILED = [
    "=1+1", "0012", "1-2", "1E5", "@x", "+8", "-5", "2026-06-30", "1/2", "TRUE", "12%", "￥5",
    "20位数电票12345678901234567890", "12345678901234567890", " ", "'0012", "#N/A", "(5)", "中文",
    '=HYPERLINK("http://x")', "1,234.50", "12:30",
]  # fmt: skip


def write_columns(*arguments):
    """Write for good."""
    with ExitStack() as undo:
        write_columns_undoably(*arguments, undo)
        undo.pop_all()


@pytest.fixture
def sheet(blank):
    return blank.sheets[0]


@pytest.mark.parametrize("kind", ["text", "flag", "words"])
def test_texts_stay_the_texts_they_are(sheet, kind):
    write_columns(sheet, 1, 1, [Column("", kind, SPOILED)])
    cells = sheet.range((1, 1), (len(SPOILED), 1))
    assert cells.options(ndim=1).value == SPOILED
    assert not any(str(row).startswith("=") and row != text
                   for row, text in zip(cells.formula, SPOILED, strict=True)
                   if isinstance(row, str))  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "cell", "shown", "number_format"),
    [
        ("amount", -1234.5, -1234.5, "#,##0.00"),
        ("whole", 146.0, 146.0, "0"),
        ("whole", 146, 146.0, "0"),
        ("ratio", 0.965, 0.965, "0.0%"),
        ("number", 7.15, 7.15, "General"),
        ("amount", None, None, "#,##0.00"),
    ],
)
def test_numbers_are_numbers_in_their_format(sheet, kind, cell, shown, number_format):
    write_columns(sheet, 3, 2, [Column("", kind, [cell])])
    assert sheet.range("B3").value == shown
    assert sheet.range("B3").number_format == number_format


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_days_are_days_in_both_date_systems(sheet, epoch_1904):
    sheet.book.impl.data.epoch_1904 = epoch_1904
    write_columns(sheet, 1, 1, [Column("", "day", [date(2026, 6, 30), None])])
    found = sheet.range("A1").value
    assert (found.year, found.month, found.day) == (2026, 6, 30)
    assert sheet.range("A1").number_format == "yyyy-mm-dd"
    assert sheet.range("A2").value is None


def test_a_link_shows_its_text_and_leads_to_its_cell(sheet):
    write_columns(sheet, 1, 1, [Column("", "link", [Link("I-1", "发 票's", "A7"), None])])
    assert sheet.range("A1").formula == "=HYPERLINK(\"#'发 票''s'!A7\",\"I-1\")"
    assert sheet.range("A2").value is None


def test_the_text_of_a_link_is_never_part_of_its_formula():
    link = Link('"&CMD("x")&"', "发票", "A1")
    assert link.formula == '=HYPERLINK("#\'发票\'!A1","""&CMD(""x"")&""")'


def test_a_text_that_leads_nowhere_is_shown_as_text(sheet):
    write_columns(sheet, 1, 1, [Column("", "link", [Link('a"b')])])
    assert sheet.range("A1").formula == '="a""b"'


def test_a_text_too_long_for_a_cell_is_cut(sheet):
    write_columns(sheet, 1, 1, [Column("", "text", ["x" * 40_000])])
    assert sheet.range("A1").value == "x" * 32_000 + "…"


def test_neighbours_of_one_kind_are_written_together(sheet, fake_excel):
    columns = [Column("", kind, [1.0, 2.0]) for kind in ("amount",) * 5]
    start = len(fake_excel.writes)
    write_columns(sheet, 1, 1, columns)
    assert len(fake_excel.writes) - start == 2


def test_no_rows_write_nothing(sheet, fake_excel):
    start = len(fake_excel.writes)
    write_columns(sheet, 1, 1, [Column("", "text", [])])
    assert len(fake_excel.writes) == start


def test_addresses():
    assert area_address(5, 27, 2, 1) == "AA5:AA6"


@pytest.mark.parametrize(
    ("cell", "amount"), [(1e-3 + 2e-3, "0.003"), ("1,200.50", "1200.50"), (5, "5"), ("￥3", "3")]
)
def test_a_cell_is_an_exact_amount(cell, amount):
    assert decimal_of(cell) == Decimal(amount)


@pytest.mark.parametrize("cell", ["abc", "", float("nan")])
def test_what_is_no_amount_is_refused(cell):
    with pytest.raises(BadValue):
        decimal_of(cell)
