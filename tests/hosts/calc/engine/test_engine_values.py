"""Values there and back: the expectations of xlwings' own tests of ranges and conversion."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

pytestmark = pytest.mark.office

NA = -2146826246
DIV = -2146826281
DATA = [
    [1.0, 2.222, 3.333],
    ["Test1", None, "éöà"],
    [dt.datetime(1962, 11, 3), dt.datetime(2020, 12, 31, 12, 12, 20), 9.999],
]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (1, 1.0),
        (1.5, 1.5),
        ("text", "text"),
        ("中文 ﾃｽﾄ 🙂", "中文 ﾃｽﾄ 🙂"),
        (None, None),
        ("", None),
        (True, True),
        (False, False),
        (dt.date(2026, 6, 30), dt.datetime(2026, 6, 30)),
        (dt.datetime(2026, 6, 30, 13, 45, 1), dt.datetime(2026, 6, 30, 13, 45, 1)),
        (dt.datetime(2026, 6, 30, 1, 2, 3, 456000), dt.datetime(2026, 6, 30, 1, 2, 3, 456000)),
        (Decimal("12.34"), 12.34),
        (float("nan"), None),
        (np.float64(2.5), 2.5),
        (np.int64(7), 7.0),
        (np.bool_(True), True),
        (np.datetime64("2026-06-30"), dt.datetime(2026, 6, 30)),
        (pd.Timestamp("2026-06-30 12:00"), dt.datetime(2026, 6, 30, 12)),
        (pd.NaT, None),
        (pd.NA, None),
        (-0.1, -0.1),
        (1e300, 1e300),
    ],
)
def test_one_value_there_and_back(sheet, given, found):
    sheet["B2"].value = given
    assert sheet["B2"].value == found
    assert type(sheet["B2"].value) is type(found)


@pytest.mark.parametrize("value", [object(), {1, 2}, dt.time(12), b"x"])
def test_what_no_cell_can_hold_is_named(sheet, value):
    with pytest.raises(TypeError, match="a cell cannot hold"):
        sheet["A1"].value = [value]


@pytest.mark.parametrize(
    ("given", "address", "found"),
    [
        ([1.0, 2.0], "A1:B1", [1.0, 2.0]),
        ([[1.0], [2.0]], "A1:A2", [1.0, 2.0]),
        ([[1.0, 2.0], [3.0, 4.0]], "A1:B2", [[1.0, 2.0], [3.0, 4.0]]),
        (((1, "a"), (None, "b")), "A1:B2", [[1.0, "a"], [None, "b"]]),
        (np.array([[1.0, 2.0], [3.0, np.nan]]), "A1:B2", [[1.0, 2.0], [3.0, None]]),
        ({"a": 1.0, "b": 2.0}, "A1:B2", [["a", 1.0], ["b", 2.0]]),
        (DATA, "A1:C3", DATA),
    ],
)
def test_many_values(sheet, given, address, found):
    sheet["A1"].value = given
    assert sheet[address].value == found


@pytest.mark.parametrize("mode", ["table", "down", "right", "vertical", "horizontal", "d", "r"])
def test_expand(sheet, mode):
    sheet["C3"].value = DATA
    found = sheet["C3"].expand(mode).value
    wanted = {"t": DATA, "d": [row[0] for row in DATA], "r": DATA[0]}
    assert found == wanted[{"v": "d", "h": "r"}.get(mode[0], mode[0])]


def test_expand_as_an_option_of_the_read(sheet):
    sheet["A1"].value = DATA
    assert sheet["A1"].options(expand="table").value == DATA


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"ndim": 2}, [[1.0]]),
        ({"ndim": 1}, [1.0]),
        ({"numbers": int}, 1),
        ({"numbers": lambda number: f"{number:.2f}"}, "1.00"),
    ],
)
def test_options_of_one_number(sheet, options, found):
    sheet["A1"].value = 1
    assert sheet["A1"].options(**options).value == found


def test_options_of_many_cells(sheet):
    sheet["A1"].value = [[1, dt.date(2026, 6, 30)], ["x", None]]
    cells = sheet["A1:B2"]
    assert cells.options(dates=dt.date).value == [[1.0, dt.date(2026, 6, 30)], ["x", None]]
    assert cells.options(empty="-").value[1] == ["x", "-"]
    assert cells.options(numbers=int, dates=lambda **parts: parts["year"]).value[0] == [1, 2026]
    assert cells.options(transpose=True).value[1] == [dt.datetime(2026, 6, 30), None]
    assert cells.options(chunksize=1).value == cells.value


def test_writing_down_a_column(sheet):
    sheet["A1"].options(transpose=True).value = [1, 2, 3]
    assert sheet["A1:A3"].value == [1.0, 2.0, 3.0]


def test_one_value_fills_the_range(sheet):
    sheet["A1:C5"].value = 1.0
    assert sheet["A1:C5"].value == [[1.0] * 3] * 5


def test_nothing_empties_the_range_and_leaves_its_format(sheet):
    sheet["A1:B2"].number_format = "0.00"
    sheet["A1:B2"].value = 1
    sheet["A:B"].value = None
    assert sheet["A1:B2"].value == [[None, None]] * 2
    assert sheet["A1"].number_format == "0.00"


@pytest.mark.parametrize("rows", [[[1], [1, 2]], [[1, 2, 3], [4, 5], [6, 7, 8]], ((1,), (1, 2))])
def test_rows_of_different_length_are_refused(sheet, rows):
    with pytest.raises(Exception, match=r"."):
        sheet["A1"].value = rows


def test_an_empty_list_writes_nothing(sheet):
    sheet["A1"].value = "stays"
    sheet["A1"].value = []
    assert sheet["A1"].value == "stays"


def test_an_empty_slice_holds_nothing(sheet):
    empty = sheet["A1:B2"][0:0, :]
    assert empty.raw_value is None
    assert empty.address == "$A$1{0x2}"
    empty.clear()


def test_formula_results_that_are_dates_or_truth_values(sheet):
    sheet["A1"].value = [["=DATE(2026,6,30)", "=1=1", "=1+1"], [dt.date(2026, 1, 1), False, 3]]
    assert sheet["A1:C2"].value == [
        [dt.datetime(2026, 6, 30), True, 2.0],
        [dt.datetime(2026, 1, 1), False, 3.0],
    ]


@pytest.mark.parametrize("rows", [3, 300])
def test_a_column_of_date_formulas(sheet, rows):
    sheet["A1"].resize(rows).value = "=DATE(2026,1,ROW())"
    found = sheet["A1"].resize(rows).value
    assert found[0] == dt.datetime(2026, 1, 1)
    assert found[-1] == dt.datetime(2026, 1, 1) + dt.timedelta(rows - 1)


def test_errors_are_excels_numbers_when_raw(sheet):
    sheet["A1"].value = [["=1/0", 1], ["=NA()", "x"]]
    assert [list(row) for row in sheet["A1:B2"].options("raw").value] == [[DIV, 1.0], [NA, "x"]]
    assert sheet["A1"].raw_value == DIV
    assert all(type(value) is int for value in (sheet["A1"].raw_value, sheet["A2"].raw_value))


def test_errors_are_nothing_or_text_when_cleaned(sheet):
    sheet["A1"].value = [["=1/0", 1], ["=NA()", "x"]]
    assert sheet["A1:B2"].value == [[None, 1.0], [None, "x"]]
    texts = sheet["A1:B2"].options(err_to_str=True).value
    assert texts == [["#DIV/0!", 1.0], ["#N/A", "x"]]


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("=1/0", "#DIV/0!"),
        ("=NA()", "#N/A"),
        ("=nosuchname", "#NAME?"),
        ('="a"*1', "#VALUE!"),
        ("=EXP(1000)", "#NUM!"),
    ],
)
def test_every_error_by_its_name(sheet, formula, text):
    sheet["A1"].formula = formula
    assert sheet["A1"].options(err_to_str=True).value == text


def test_errors_can_be_written_back(sheet):
    sheet["A1"].value = [["#N/A", 1], [DIV, NA]]
    assert sheet["A1:B2"].options(err_to_str=True).value == [["#N/A", 1.0], ["#DIV/0!", "#N/A"]]


def test_raw_values_leave_dates_alone(sheet):
    sheet["A1"].value = [[dt.date(2026, 6, 30), "x", None]]
    assert list(sheet["A1:C1"].options("raw").value[0]) == [46203.0, "x", ""]
    assert sheet["A1:C1"].value == [dt.datetime(2026, 6, 30), "x", None]


def test_raw_values_are_written_as_they_are_shaped(sheet):
    sheet["A1:B1"].options("raw").value = ((1, "x"),)
    assert sheet["A1:B1"].value == [1.0, "x"]
    with pytest.raises(ValueError, match=r"do not fill \$A\$1:\$B\$1"):
        sheet["A1:B1"].options("raw").value = ((1, 2), (3, 4))


def test_a_frame_there_and_back(sheet):
    frame = pd.DataFrame(
        {
            "客户": ["甲", "乙"],
            "日期": pd.to_datetime(["2026-06-30", "2026-07-01"]),
            "金额": [1.5, 2.0],
        }
    )
    sheet["A1"].options(index=False).value = frame
    found = sheet["A1"].options(pd.DataFrame, index=False, expand="table").value
    assert found["客户"].tolist() == ["甲", "乙"]
    assert found["日期"].tolist() == frame["日期"].tolist()
    assert found["金额"].tolist() == [1.5, 2.0]


def test_a_frame_with_its_index_and_a_series(sheet):
    frame = pd.DataFrame({"a": [1.0, 2.0]}, index=pd.Index(["x", "y"], name="key"))
    sheet["A1"].value = frame
    pd.testing.assert_frame_equal(
        sheet["A1:B3"].options(pd.DataFrame).value, frame, check_column_type=False
    )
    sheet["D1"].value = pd.Series([1.0, 2.0], name="s", index=pd.Index(["x", "y"], name="key"))
    assert sheet["D1:E3"].options(pd.Series).value.tolist() == [1.0, 2.0]


def test_numpy_and_dictionaries_there_and_back(sheet):
    sheet["A1"].value = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert sheet["A1:B2"].options(np.array).value.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    sheet["D1"].value = {"a": 1.0, "b": 2.0}
    assert sheet["D1:E2"].options(dict).value == {"a": 1.0, "b": 2.0}


def test_dates_bring_a_format_only_to_general_cells(sheet):
    sheet["B1"].number_format = "d/m/yy"
    sheet["A1"].value = [[dt.date(2026, 6, 30)] * 2, [dt.datetime(2026, 6, 30, 1), 2]]
    assert [sheet[a].number_format for a in ("A1", "B1", "A2", "B2")] == [
        "yyyy-mm-dd",
        "d/m/yy",
        "yyyy-mm-dd hh:mm:ss",
        "General",
    ]


def test_a_book_with_the_days_of_the_mac(book, sheet):
    book.api.NullDate = type(book.api.NullDate)(1, 1, 1904)
    sheet["A1"].value = [[dt.date(2026, 6, 30), "2026-6-30"]]
    assert sheet["A1:B1"].value == [dt.datetime(2026, 6, 30)] * 2
    assert sheet["A1"].api.Value == 46203 - 1462


def test_many_strings_of_one_column_are_read_in_pieces(sheet):
    rows = [
        [f"INV-{n}", "0012" if n % 7 == 0 else f"x{n}", "=1+1" if n % 5 == 0 else n]
        for n in range(60)
    ]
    sheet["A1"].value = rows
    found = sheet["A1"].resize(60, 3).value
    assert [row[1] for row in found[:8]] == [12.0, *(f"x{n}" for n in range(1, 7)), 12.0]
    assert [row[2] for row in found[:6]] == [2.0, 1.0, 2.0, 3.0, 4.0, 2.0]
