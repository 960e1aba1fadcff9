"""What COM hands over and what Excel takes back, one row per case."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest

from xlar.functions.convert import CellError
from xlar.hosts.excel.variants import MISSING, argument, error_mark, result, rows

UTC = dt.UTC  # pywin32 gives every date this zone, and it means nothing


class PyTime(dt.datetime):
    """The dates of pywin32 are a subclass of datetime."""


# Excel's error values as COM gives them: 0x800A0000 + the number of the error, signed
# (learn.microsoft.com, "Cell error values"; 0x800A07FA is #N/A).
ERRORS = [
    (-2146826288, CellError.NULL),
    (-2146826281, CellError.DIV0),
    (-2146826273, CellError.VALUE),
    (-2146826265, CellError.REF),
    (-2146826259, CellError.NAME),
    (-2146826252, CellError.NUM),
    (-2146826246, CellError.NA),
]

SAME_IN_AND_OUT_OF_RANGES = [
    ("甲公司", "甲公司"),
    ("", ""),
    (0.0, 0.0),
    (46203.0, 46203.0),
    (True, True),
    (False, False),
    (7, 7.0),  # VT_I2, VT_I4: a literal in VBA
    (2**40, float(2**40)),  # VT_I8
    (Decimal("1234.5600"), 1234.56),  # VT_CY: .Value of a cell in a currency format
    (Decimal("-0.01"), -0.01),
    (dt.datetime(2026, 6, 30, tzinfo=UTC), 46203.0),
    (PyTime(2026, 6, 30, 12, tzinfo=UTC), 46203.5),
    (dt.date(2026, 6, 30), 46203.0),
    (object(), CellError.VALUE),  # such as a Workbook
    *ERRORS,
]


@pytest.mark.parametrize(("given", "expected"), SAME_IN_AND_OUT_OF_RANGES)
def test_a_cell_is_the_same_alone_and_in_a_range(given, expected):
    alone = argument(given)
    (first,), (inside,) = argument((("标题",), (given,)))
    assert (alone, first, inside) == (expected, "标题", expected)
    assert type(alone) is type(inside) is type(expected)


@pytest.mark.parametrize("given", [MISSING, None])
def test_an_argument_left_out_or_a_blank_cell_is_none(given):
    assert argument(given) is None


def test_a_number_that_only_looks_like_the_missing_argument_is_a_number():
    assert argument(float(MISSING)) == float(MISSING)
    assert rows(((MISSING,),)) == ((float(MISSING),),)


def test_a_blank_cell_of_a_range_is_an_empty_text():
    assert argument(((None, 1.0), ("a", None))) == (("", 1.0), ("a", ""))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (((1.0,),), ((1.0,),)),
        (((1.0, "a", None),), ((1.0, "a", ""),)),
        (((1.0,), (2.0,), (None,)), ((1.0,), (2.0,), ("",))),
        ((0.0, 30.0, 60), ((0.0, 30.0, 60.0),)),  # {0,30,60} or Array(0, 30, 60)
        ((), ()),
        ("甲", (("甲",),)),
        (None, (("",),)),
        (((None,), ((1.0,),)), (("",), (CellError.VALUE,))),  # an array inside an array
    ],
)
def test_ranges_keep_their_shape(given, expected):
    assert rows(given) == expected


def test_a_range_without_anything_to_convert_is_not_copied():
    given = tuple((f"I-{n}", float(n), True) for n in range(5))
    assert argument(given) is given
    assert result(given) is given


@pytest.mark.parametrize(
    ("day", "serial", "serial_1904"),
    [  # Excel: 1904 shows a day with a number 1462 lower
        (dt.date(1970, 1, 1), 25569.0, 24107.0),
        (dt.date(2026, 6, 30), 46203.0, 44741.0),
        (dt.datetime(2024, 2, 29, 6, tzinfo=UTC), 45351.25, 43889.25),
    ],
)
def test_days_are_serial_numbers_of_either_date_system(day, serial, serial_1904):
    assert argument(day) == serial
    assert argument(day, epoch_1904=True) == serial_1904
    assert rows(((day,),), epoch_1904=True) == ((serial_1904,),)
    if type(day) is dt.date:  # no function gives a time
        assert result(day) == ((serial,),)
        assert result((("日期",), (day,)), epoch_1904=True) == (("日期",), (serial_1904,))


RESULTS = [
    ("逾期", "逾期"),
    ("", ""),
    (None, ""),
    (1.5, 1.5),
    (True, True),
    (3, 3.0),
    (2**31, 2147483648.0),
    (10**15, 1e15),
    (Decimal("922337203685478.0001"), 922337203685478.0),  # more than VT_CY can hold
    (np.int64(7), 7.0),
    (np.float64(0.25), 0.25),
    (float("nan"), "#XLAR!2036"),
    (float("inf"), "#XLAR!2036"),
    (float("-inf"), "#XLAR!2036"),
    (dt.date(2026, 6, 30), 46203.0),
    *((error, f"#XLAR!{error.value}") for error in CellError),
]


@pytest.mark.parametrize(("given", "expected"), RESULTS)
def test_a_result_is_the_same_alone_and_in_a_table(given, expected):
    alone, table = result(given), result((("标题", 1.0), (given, 2.0)))
    assert alone == ((expected,),)
    assert table == (("标题", 1.0), (expected, 2.0))
    assert type(alone[0][0]) is type(table[1][0]) is type(expected)


def test_opposite_infinities_do_not_cancel_out():
    column = ((float("inf"),), (float("-inf"),), (1.0,))
    assert result(column) == (("#XLAR!2036",), ("#XLAR!2036",), (1.0,))


def test_a_sum_too_large_for_a_float_is_no_error_of_its_cells():
    assert result(((1e308,), (1e308,))) == ((1e308,), (1e308,))


def test_a_table_without_rows_is_one_blank_cell():
    assert result(()) == (("",),)


def test_every_error_that_goes_out_comes_back_as_a_number_of_excel():
    assert [error_mark(error) for _, error in ERRORS] == [
        "#XLAR!2000", "#XLAR!2007", "#XLAR!2015", "#XLAR!2023", "#XLAR!2029", "#XLAR!2036",
        "#XLAR!2042",
    ]  # fmt: skip
