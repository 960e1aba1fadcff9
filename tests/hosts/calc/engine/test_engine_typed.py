"""Texts in General cells, as Excel reads them; the expectations are Excel's, tried by hand there.

The serial numbers: 2026-01-02 is 46024, 2026-06-30 is 46203 (45658 is 2025-01-01).
"""

from __future__ import annotations

import pytest

from xlar.hosts.calc.engine.typed import Formula, Shown, as_excel_types

NUMBERS = [
    ("0", 0.0),
    ("0012", 12.0),
    ("-5", -5.0),
    ("+5", 5.0),
    (" 12 ", 12.0),
    (".5", 0.5),
    ("5.", 5.0),
    ("(5)", -5.0),
    ("20260630", 20260630.0),
    ("12345678901234567890", 12345678901234500000.0),
    ("0.12345678901234567", 0.123456789012345),
]
SHOWN = [
    ("1E5", 100000.0, "0.00E+00"),
    ("1e-3", 0.001, "0.00E+00"),
    ("50%", 0.5, "0%"),
    ("12.5%", 0.125, "0.00%"),
    ("1,234", 1234.0, "#,##0"),
    ("1,234.50", 1234.5, "#,##0.00"),
    ("$5", 5.0, "$#,##0"),
    ("¥1,234.50", 1234.5, "¥#,##0.00"),
    ("-￥3", -3.0, "￥#,##0"),
    ("1 1/2", 1.5, "# ?/?"),
    ("-2 3/16", -2.1875, "# ??/??"),
    ("1-2", 46024.0, "d-mmm"),
    ("1/2", 46024.0, "d-mmm"),
    ("12-2026", 46357.0, "mmm-yy"),
    ("2026-12", 46357.0, "mmm-yy"),
    ("2-31", 11355.0, "mmm-yy"),
    ("2026-6-30", 46203.0, "yyyy-m-d"),
    ("2026/06/30", 46203.0, "yyyy-m-d"),
    ("6/30/2026", 46203.0, "yyyy-m-d"),
    ("6/30/26", 46203.0, "yyyy-m-d"),
    ("2026年6月30日", 46203.0, 'yyyy"年"m"月"d"日"'),
    ("2026年6月", 46174.0, 'yyyy"年"m"月"'),
    ("1月2日", 46024.0, 'm"月"d"日"'),
    ("2-Jan", 46024.0, "d-mmm"),
    ("Jan 2", 46024.0, "d-mmm"),
    ("Jan-2027", 46388.0, "mmm-yy"),
    ("2 Jan 2026", 46024.0, "d-mmm-yy"),
    ("January 2, 2026", 46024.0, "d-mmm-yy"),
    ("12:30", 0.5208333333333334, "h:mm"),
    ("6:00:36", 0.25041666666666668, "h:mm:ss"),
    ("1:30 PM", 0.5625, "h:mm AM/PM"),
    ("12:00 am", 0.0, "h:mm AM/PM"),
    ("36:00", 1.5, "[h]:mm:ss"),
    ("2026-06-30 12:00", 46203.5, "yyyy-m-d h:mm"),
]
FORMULAS = [
    ("=1+1", "=1+1"),
    ("=SUM(A1:A3)", "=SUM(A1:A3)"),
    ("+1+1", "=+1+1"),
    ("-A1", "=-A1"),
    ("+86 138", "=+86 138"),
    ("@SUM(A1:A3)", "=SUM(A1:A3)"),
    ("#N/A", "=#N/A"),
    ("#div/0!", "=#DIV/0!"),
]
TEXTS = [
    "",
    "中文",
    "INV-0001",
    "@x",
    "@",
    "=",
    "-",
    "--",
    "+ ",
    "1.2.3",
    "2026.6.30",
    "13/2/2026",
    "2026-13-1",
    "2026-2-30",
    "1-2-3-4",
    "1234-5678",
    "12 34",
    "1,23",
    "(-5)",
    "(5",
    "1e400",
    "13:00 PM",
    "1:75",
    "May",
    "Mayor 5",
    "TRUEX",
    "１２",
    "50 %%",
    "1/0/2026",
    "2026年13月1日",
    "1899-12-30",
    "#hash",
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number(text, number):
    assert as_excel_types(text) == number
    assert type(as_excel_types(text)) is float


@pytest.mark.parametrize(("text", "value", "code"), SHOWN)
def test_a_number_that_brings_its_format(text, value, code):
    found = as_excel_types(text, year=2026)
    assert isinstance(found, Shown)
    assert (found.value, found.number_format) == (pytest.approx(value, abs=1e-12), code)


@pytest.mark.parametrize(("text", "formula"), FORMULAS)
def test_a_formula(text, formula):
    assert as_excel_types(text) == Formula(formula)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_stays_text(text):
    assert as_excel_types(text) == text


@pytest.mark.parametrize(("text", "value"), [("TRUE", True), ("false", False), (" True ", True)])
def test_a_truth_value(text, value):
    assert as_excel_types(text) is value


def test_a_leading_apostrophe_keeps_text_and_is_not_part_of_it():
    assert as_excel_types("'0012") == "0012"
    assert as_excel_types("'=1+1") == "=1+1"


def test_days_before_march_1900_follow_excels_leap_day():
    assert as_excel_types("1900-1-1") == Shown(1.0, "yyyy-m-d")
    assert as_excel_types("1900-3-1") == Shown(61.0, "yyyy-m-d")


@pytest.mark.parametrize(("digits", "year"), [("29", 47299.0), ("30", 11139.0)])
def test_two_digits_of_a_year_turn_at_thirty(digits, year):
    # 2029-06-30 and 1930-06-30
    assert as_excel_types(f"6/30/{digits}").value == year


@pytest.mark.office
@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("0012", 12.0, "General"),
        ("1E5", 100000.0, "0.00E+00"),
        ("50%", 0.5, "0%"),
        ("=1+1", 2.0, "General"),
        ("@x", "@x", "General"),
        ("中文", "中文", "General"),
        ("'0012", "0012", "@"),
        ("1,234.50", 1234.5, "#,##0.00"),
        ("TRUE", True, "General"),
    ],
)
def test_the_cell_after_a_text_was_written(sheet, text, value, code):
    sheet["B2"].value = text
    assert sheet["B2"].value == value
    assert sheet["B2"].number_format == code


@pytest.mark.office
@pytest.mark.parametrize("text", ["0012", "=1+1", "1-2", "1E5", "TRUE", "'x", "@SUM(1)", "-"])
def test_text_cells_keep_every_text(sheet, text):
    sheet["A1:B2"].number_format = "@"
    sheet["A1:B2"].value = [[text, "x"], ["y", text]]
    assert sheet["A1:B2"].value == [[text, "x"], ["y", text]]
    assert sheet["A1"].number_format == "@"


@pytest.mark.office
def test_text_and_general_cells_side_by_side(sheet):
    sheet["A:A"].number_format = "@"
    sheet["A1"].value = [["0012", "0012"], ["=1", "=1"], [5, 5], [True, True]]
    assert sheet["A1:B4"].value == [["0012", 12.0], ["=1", 1.0], ["5", 5.0], ["TRUE", True]]


@pytest.mark.office
def test_cells_with_another_format_keep_it(sheet):
    sheet["A1:A2"].number_format = "0.000"
    sheet["A1"].value = [["50%"], ["1,234"]]
    assert sheet["A1:A2"].number_format == "0.000"
    assert sheet["A1:A2"].value == [0.5, 1234.0]
