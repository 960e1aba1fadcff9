"""Cells of the stand-in for Excel do what Excel does; each rule with where it stands written.

MS: learn.microsoft.com/office/vba/api or support.microsoft.com. pywin32: PyComTypes. Where
neither says it, the rule is one that users see every day and the test says so.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from fakes.excel_values import ComError, com_value, is_currency, is_date

DAY = dt.date(2026, 6, 30)  # serial 46203: 45,658 is 2025-01-01, + 365 + 180


@pytest.mark.parametrize(
    ("text", "raw", "formula", "number_format"),
    [  # support.microsoft.com "Stop automatically changing numbers to dates"; the brief of typing
        ("=1+1", 2.0, "=1+1", "General"),
        ("0012", 12.0, "12", "General"),
        ("1E5", 100_000.0, "100000", "0.00E+00"),
        ("12%", 0.12, "0.12", "0%"),
        ("(5)", -5.0, "-5", "General"),
        ("1,234.50", 1234.5, "1234.5", "#,##0.00"),
        ("true", True, "TRUE", "General"),
        ("#N/A", -2_146_826_246, "#N/A", "General"),
        ("'0012", "0012", "0012", "General"),
        ("@x", "@x", "@x", "General"),
        ("12345678901234567890", 12345678901234500000.0, "1.23456789012345E+19", "General"),
        ("中文", "中文", "中文", "General"),
    ],
)
def test_a_text_in_a_general_cell_is_read_as_if_typed(sheet, text, raw, formula, number_format):
    sheet["A1"].value = text
    assert sheet["A1"].raw_value == raw
    assert type(sheet["A1"].raw_value) is type(raw)
    assert sheet["A1"].formula == formula
    assert sheet["A1"].number_format == number_format


@pytest.mark.parametrize(("text", "day"), [("2026-6-30", DAY), ("2026/6/30", DAY)])
def test_a_text_like_a_day_becomes_one(sheet, text, day):
    sheet["A1"].value = text
    assert sheet["A1"].value == dt.datetime.combine(day, dt.time())
    assert sheet["A1"].formula == "46203"
    assert is_date(sheet["A1"].number_format)


def test_two_numbers_become_a_day_of_this_year(sheet):
    sheet["A1"].value = "1-2"
    assert sheet["A1"].value == dt.datetime(dt.datetime.now().year, 1, 2)
    assert sheet["A1"].number_format == "d-mmm"


@pytest.mark.parametrize("text", ["=1+1", "0012", "1-2", "1E5", "@x", "#N/A", "TRUE", "-a"])
def test_a_text_cell_keeps_every_text(sheet, text):
    sheet["A1"].number_format = "@"
    sheet["A1"].value = text
    assert sheet["A1"].raw_value == text
    assert sheet["A1"].number_format == "@"


def test_a_text_cell_keeps_a_formula_as_text(sheet):  # known from typing into a text cell
    sheet["A1"].number_format = "@"
    sheet["A1"].formula = "=1+1"
    assert sheet["A1"].value == "=1+1"


def test_a_number_in_a_text_cell_is_a_text(sheet):
    sheet["A1"].number_format = "@"
    sheet["A1"].value = 12
    assert sheet["A1"].raw_value == "12"


def test_a_number_format_changes_nothing_that_stands_there(sheet):  # typed before "@" was set
    sheet["A1"].value = "0012"
    sheet["A1"].number_format = "@"
    assert sheet["A1"].raw_value == 12.0


@pytest.mark.parametrize("value", [None, "", float("nan")])
def test_nothing_written_empties_a_cell(sheet, value):  # _xlwindows.prepare_xl_data_element
    sheet["A1:A2"].value = [["x"], ["y"]]
    sheet["A1"].value = [[value]]
    assert sheet["A1"].raw_value is None
    assert sheet["A1"].formula == ""


def test_numbers_come_back_as_floats(sheet):
    sheet["A1"].value = 3
    assert type(sheet["A1"].raw_value) is float


def test_an_error_number_written_stays_a_number(sheet):
    # pywin32 sends an int as VT_I4: Excel cannot know that it was meant as an error
    sheet["A1"].value = -2_146_826_246
    assert type(sheet["A1"].raw_value) is float


def test_a_day_written_is_a_serial_with_a_date_format(sheet):  # MS Range.Value2: dates as Double
    sheet["A1"].value = DAY
    assert sheet["A1"].raw_value == dt.datetime(2026, 6, 30, tzinfo=dt.UTC)
    assert sheet["A1"].formula == "46203"
    assert sheet["A1"].number_format == "m/d/yyyy"


def test_a_serial_in_a_date_cell_is_a_day(sheet):
    sheet["A1"].number_format = "yyyy-mm-dd"
    sheet["A1"].value = 46203.0
    assert sheet["A1"].value == dt.datetime(2026, 6, 30)
    assert sheet["A1"].number_format == "yyyy-mm-dd"


def test_a_book_of_1904_counts_1462_days_less(book, sheet):  # MS "Date systems in Excel"
    book.impl.data.epoch_1904 = True
    sheet["A1"].value = DAY
    assert book.api.Date1904
    assert sheet["A1"].formula == "44741"
    assert sheet["A1"].value == dt.datetime(2026, 6, 30)


def test_an_amount_in_a_currency_cell_is_a_decimal(sheet):  # MS Range.Value: Currency
    sheet["A1"].number_format = "¥#,##0.00"
    sheet["A1"].value = 1.00004
    assert sheet["A1"].raw_value == Decimal("1.0000")
    assert sheet["A1"].formula == "1.00004"


@pytest.mark.parametrize(
    ("code", "date", "currency"),
    [
        ("General", False, False),
        ("0.00", False, False),
        ("yyyy-mm-dd", True, False),
        ("[h]:mm", True, False),
        ('0" days"', False, False),
        ("[Red]0.0", False, False),
        ("[$-804]yyyy年m月", True, False),
        ("$#,##0.00", False, True),
        ("[$¥-804]#,##0", False, True),
    ],
)
def test_kinds_of_number_formats(code, date, currency):
    assert (is_date(code), is_currency(code)) == (date, currency)


def test_a_number_beyond_all_days_in_a_date_cell_stays_a_number():
    assert com_value(1e9, "yyyy-mm-dd") == 1e9


@pytest.mark.parametrize(
    ("text", "number"),  # 0x800A0000 + number, as excel.md 6.1
    [("#NULL!", -2146826288), ("#DIV/0!", -2146826281), ("#VALUE!", -2146826273),
     ("#REF!", -2146826265), ("#NAME?", -2146826259), ("#NUM!", -2146826252),
     ("#N/A", -2146826246)],
)  # fmt: skip
def test_errors_are_numbers_in_raw_values_and_nothing_in_values(sheet, text, number):
    sheet["A1"].formula = text
    assert sheet["A1"].raw_value == number
    assert sheet["A1"].value is None
    assert sheet["A1"].options(err_to_str=True).value == text
    assert sheet["A1"].formula == text


def test_several_cells_come_as_rows(sheet):
    sheet["A1:B2"].value = [[1, "x"], [None, True]]
    assert sheet["A1:B2"].raw_value == ((1.0, "x"), (None, True))
    assert sheet["A1:A2"].formula == (("1",), ("",))


@pytest.mark.parametrize(
    ("given", "found"),  # MS "Range.Value" with arrays: what the array lacks becomes #N/A
    [
        ("x", (("x", "x"), ("x", "x"))),
        ([[1, 2]], ((1.0, 2.0), (1.0, 2.0))),
        ([[1], [2]], ((1.0, 1.0), (2.0, 2.0))),
        ([[1, 2], [3, 4], [5, 6]], ((1.0, 2.0), (3.0, 4.0))),
    ],
)
def test_values_fill_a_range(sheet, given, found):
    sheet["A1:B2"].raw_value = given
    assert sheet["A1:B2"].raw_value == found


def test_cells_for_which_an_array_has_nothing_are_not_available(sheet):
    sheet["A1:C3"].raw_value = [[1, 2], [3, 4]]
    assert sheet["C3"].raw_value == -2_146_826_246


def test_a_formula_for_a_range_moves_along(sheet):  # MS Range.Formula, as filled down
    sheet["A1:B2"].value = [[1, 2], [3, 4]]
    sheet["C1:C2"].formula = '=A1+$B$1&"A1"'
    assert sheet["C1:C2"].formula == (('=A1+$B$1&"A1"',), ('=A2+$B$1&"A1"',))
    assert sheet["C2"].value == "5A1"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7.0),
        ("=-(2^3)%", -0.08),
        ('="a"&"""b"', 'a"b'),
        ('=HYPERLINK("#A1","往")', "往"),
        ("=SUM(A1:A2,1)", 4.0),
        ("=A3", 0.0),
        ("=Sheet1!A1", 1.0),
    ],
)
def test_a_few_formulas_have_values(sheet, formula, value):
    sheet["A1:A2"].value = [[1], [2]]
    sheet["B1"].formula = formula
    assert sheet["B1"].value == value


@pytest.mark.parametrize(("formula", "text"), [("=1/0", "#DIV/0!"), ("=NOSUCH(1)", "#NAME?")])
def test_formulas_fail_as_errors(sheet, formula, text):
    sheet["A1"].formula = formula
    assert sheet["A1"].options(err_to_str=True).value == text


@pytest.mark.parametrize("text", ["=1+", "==", "=(1", "=a b", "- a b", '="' + "x" * 256 + '"'])
def test_what_is_no_formula_is_refused(sheet, text):  # MS "specifications": 255 in a formula
    with pytest.raises(ComError):
        sheet["A1"].value = text
    assert sheet["A1"].raw_value is None


def test_a_text_above_the_limit_is_refused_and_nothing_of_its_write_stays(sheet):
    with pytest.raises(ComError):  # MS "specifications": 32,767 characters in a cell
        sheet["A1:A2"].value = [["x"], ["y" * 32_768]]
    assert sheet["A1:A2"].raw_value == ((None,), (None,))


def test_formats_are_none_where_they_differ(sheet):  # MS Range.NumberFormat: Null
    sheet["A1"].number_format = "@"
    assert sheet["A1:B1"].number_format is None
    assert sheet["A1:A1"].number_format == "@"


def test_a_column_keeps_its_format_for_cells_to_come(sheet):
    sheet["A:A"].number_format = "@"
    sheet["A7"].value = "007"
    assert sheet["A7"].raw_value == "007"
    assert sheet["B7"].number_format == "General"


def test_clear_contents_leaves_the_looks(sheet):
    sheet["A1"].number_format = "@"
    sheet["A1"].value = "x"
    sheet["A1"].clear_contents()
    assert (sheet["A1"].raw_value, sheet["A1"].number_format) == (None, "@")


def test_clear_takes_the_looks_too(sheet):
    sheet["A1"].color = "#ff0000"
    sheet["A1"].font.bold = True
    sheet["A1"].clear()
    assert (sheet["A1"].color, sheet["A1"].font.bold) == (None, False)


def test_ranges_are_found_by_place_and_size(sheet):
    area = sheet["B2:D5"]
    assert area.address == "$B$2:$D$5"
    assert area[1:, 0].address == "$B$3:$B$5"
    assert area.offset(1, 1).resize(1, 2).address == "$C$3:$D$3"
    assert area(2, 3).get_address(row_absolute=False, column_absolute=False) == "D3"
    assert area.get_address(external=True) == "[Book1]Sheet1!$B$2:$D$5"
    assert sheet["AA:AB"].address == "$AA:$AB"


def test_block_ends_and_regions(sheet):  # MS Range.End, Range.CurrentRegion
    sheet["A1:B3"].value = [[1, 2], [3, 4], [5, None]]
    sheet["A9"].value = 7
    assert sheet["A1"].end("down").address == "$A$3"
    assert sheet["A3"].end("down").address == "$A$9"
    assert sheet["A9"].end("down").row == 1_048_576
    assert sheet["B3"].current_region.address == "$A$1:$B$3"
    assert sheet["A1"].expand().address == "$A$1:$B$3"
    assert sheet.used_range.address == "$A$1:$B$9"


def test_an_empty_sheet_uses_its_first_cell(sheet):
    assert sheet.used_range.address == "$A$1"


def test_a_look_makes_a_cell_used(sheet):  # known from Ctrl+End
    sheet["C3"].number_format = "@"
    assert sheet.used_range.address == "$C$3"


def test_inserted_cells_move_the_others_and_look_like_those_above(sheet):
    sheet["A1:A2"].value = [["x"], ["y"]]
    sheet["A1"].number_format = "@"
    sheet["A2"].insert("down")
    assert sheet["A1:A3"].value == ["x", None, "y"]
    assert sheet["A2"].number_format == "@"
    sheet["A2"].delete("up")
    assert sheet["A1:A2"].value == ["x", "y"]
