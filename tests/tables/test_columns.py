"""Whole columns: fast paths equal single cells, and what only a whole column can tell."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.dates import day_number
from xlar.tables.cells import BadCell, day, identifier
from xlar.tables.column_days import convert_days
from xlar.tables.column_figures import convert_figures, convert_integers
from xlar.tables.column_texts import convert_identifiers, convert_texts
from xlar.tables.convert import convert_column
from xlar.tables.figures import scaled
from xlar.tables.findings import is_blank, mapped
from xlar.tables.schema import TABLES

MARCH_4, APRIL_3 = day_number(dt.date(2026, 3, 4)), day_number(dt.date(2026, 4, 3))
DEC_31 = day_number(dt.date(2026, 12, 31))


def codes(findings):
    return [finding.words.code for finding in findings]


# Identifiers and texts.


@pytest.mark.parametrize(
    "cells",
    [
        ["A1", "B2"],
        ["A1 ", " B2"],
        ["A1", 7.0],
        ["Ａ１", "B2"],
        ["A\u00a01", ""],
        ["华东-1", "1"],
        ["A1\n", "\tB2"],
        ["", "\u3000"],
        [],
    ],
)
def test_identifiers_of_a_column_are_those_of_its_cells(cells):
    column, findings = convert_identifiers(cells)
    assert column.tolist() == [identifier(cell) if cell != "" else "" for cell in cells]
    assert findings == []


def test_every_bad_identifier_is_found_at_its_place():
    column, findings = convert_identifiers(
        ["A1", 1e20, "#N/A", dt.date(2026, 1, 2), "B\ufffd", True]
    )
    assert column.tolist() == ["A1", "", "", "", "", ""]
    assert [(finding.index, finding.words.code) for finding in findings] == [
        (1, "cut_identifier"),
        (2, "error_cell"),
        (3, "date_identifier"),
        (4, "bad_character"),
        (5, "bad_identifier"),
    ]


def test_a_truth_and_the_number_one_are_different_identifiers():
    column, findings = convert_identifiers([1.0, True, 1])
    assert column.tolist() == ["1", "", "1"]
    assert codes(findings) == ["bad_identifier"]


def test_texts_keep_full_width_letters():
    assert convert_texts([" ＡＢ公司 ", "x"])[0].tolist() == ["ＡＢ公司", "x"]


def test_a_text_longer_than_a_cell_can_hold_is_found():
    column, findings = convert_texts(["x" * 32_768, "y"])
    assert column.tolist() == ["", "y"]
    assert findings[0].values == {"count": "32,768"}


@given(st.lists(st.text(max_size=6), max_size=8))
def test_any_texts_convert_as_their_cells_do(cells):
    column, findings = convert_identifiers(cells)
    bad = {finding.index for finding in findings}
    for index, cell in enumerate(cells):
        if index not in bad:
            assert column[index] == ("" if is_blank(cell) else identifier(cell))
        else:
            assert column[index] == ""


# Days.


@pytest.mark.parametrize("epoch_1904", [False, True])
@given(
    st.lists(
        st.one_of(
            st.sampled_from([59.0, 60.0, 60.5, 61.0, 25_568.0, 25_569, 24_107.0, 109_574.0]),
            st.sampled_from([999_999.5, 10.0**6, 20260630.0, 20261301, float("nan"), -1.0]),
            st.floats(),
            st.floats(0, 120_000),
            st.integers(0, 120_000),
        )
    )
)
def test_serial_numbers_are_the_days_of_single_cells(epoch_1904, cells):
    column, findings = convert_days(cells, epoch_1904=epoch_1904)
    days, mistakes = mapped(cells, lambda cell: day(cell, epoch_1904=epoch_1904), NO_DAY)
    assert column.tolist() == days
    assert findings == mistakes


def test_days_of_any_form():
    cells = [
        dt.date(2026, 3, 4),
        dt.datetime.fromisoformat("2026-03-04T10:00"),
        "",
        "2026年3月4日",
        46085,
    ]
    column, findings = convert_days(cells)
    assert column.tolist() == [MARCH_4, MARCH_4, NO_DAY, MARCH_4, MARCH_4]
    assert column.dtype == np.int32
    assert findings == []


def test_serial_numbers_of_1904():
    assert convert_days([44623.0, ""], epoch_1904=True)[0].tolist() == [MARCH_4, NO_DAY]


@pytest.mark.parametrize(
    ("cells", "days", "order"),
    [
        (["03/04/2026", "31/12/2026"], [APRIL_3, DEC_31], "日/月/年"),
        (["03/04/2026", "12/31/2026"], [MARCH_4, DEC_31], "月/日/年"),
        (["12/31/2026", "", "03/04/2026"], [DEC_31, NO_DAY, MARCH_4], "月/日/年"),
    ],
)
def test_the_order_that_a_column_proves_is_used_and_told(cells, days, order):
    column, findings = convert_days(cells)
    assert column.tolist() == days
    assert codes(findings) == ["day_order"]
    assert findings[0].values["order"]["zh"] == order
    assert findings[0].words.severity == "warning"


def test_the_proof_of_an_order_is_named():
    _, [finding] = convert_days(["2026-01-01", "03/04/2026", "31/12/2026"])
    assert finding.values["proof"] == "31/12/2026"
    assert finding.places == {"proof_row": [2]}


def test_an_order_without_proof_is_not_guessed():
    column, [finding] = convert_days(["03/04/2026", "01/02/2026", dt.date(2026, 1, 31)])
    assert column.tolist()[:2] == [NO_DAY, NO_DAY]
    assert (finding.words.code, finding.places) == ("ambiguous_days", {"rows": [0, 1]})


def test_contradicting_orders_are_not_guessed():
    column, [finding] = convert_days(["31/12/2026", "12/31/2026", "03/04/2026"])
    assert column.tolist() == [NO_DAY] * 3
    assert finding.words.code == "mixed_days"
    assert finding.places == {"dmy_rows": [0], "mdy_rows": [1]}


def test_equal_day_and_month_need_no_proof():
    assert convert_days(["04/04/2026", "05/05/2026"])[1] == []


def test_a_column_damaged_by_regional_settings_is_diagnosed():
    # 3 Apr and 7 May were stored with day and month exchanged; 25 and 31 December stayed text.
    cells = [dt.date(2026, 4, 3), dt.date(2026, 7, 5), "12/25/2026", "12/31/2026"]
    _, [finding] = convert_days(cells)
    assert finding.words.code == "swapped_days"
    assert {**finding.values, "order": finding.values["order"]["en"]} == {
        "order": "month/day/year",
        "dates": 2,
        "texts": 2,
    }


def test_dates_with_days_above_12_were_not_exchanged():
    assert codes(convert_days([dt.date(2026, 4, 30), "12/25/2026"])[1]) == ["day_order"]


def test_a_bad_day_does_not_hide_the_others():
    column, findings = convert_days(["2026-02-30", "2026-03-04", True])
    assert column.tolist() == [NO_DAY, MARCH_4, NO_DAY]
    assert [(finding.index, finding.words.code) for finding in findings] == [
        (0, "bad_day"),
        (2, "bad_day"),
    ]


# Amounts.


def amounts(*cells):
    column, findings = convert_figures(cells, 10_000)
    return column.tolist(), codes(findings)


@pytest.mark.parametrize(
    ("cells", "counts"),
    [
        ((1.5, 2), [15_000, 20_000]),
        ((0.1 + 0.2, 1234567890.12), [3_000, 12_345_678_901_200]),
        ((1.5, ""), [15_000, NO_AMOUNT]),
        ((" ", 1.5), [NO_AMOUNT, 15_000]),
        ((1.5, "1,234.50"), [15_000, 12_345_000]),
        (("1,234.50", "¥12"), [12_345_000, 120_000]),
        (("1234", "-5.1", "0.05"), [12_340_000, -51_000, 500]),
        (("1,234",), [12_340_000]),
        (("1,234", 7.0), [12_340_000, 70_000]),
        (("1,234", "0.5"), [12_340_000, 5_000]),
        (("1,234", "12,5"), [12_340, 125_000]),
        (("1.234", "0.5"), [12_340, 5_000]),
        (("1.234", "1,234,567"), [12_340, 12_345_670_000]),
        (("1.234", "12,50"), [12_340_000, 125_000]),
        (("1.234", "1.234,50"), [12_340_000, 12_345_000]),
    ],
)
def test_amounts_of_a_column(cells, counts):
    assert amounts(*cells) == (counts, [])


@pytest.mark.parametrize(
    ("cells", "counts", "found"),
    [
        (("1.234",), [NO_AMOUNT], ["ambiguous_amount"]),
        (("1.234", 1.5), [NO_AMOUNT, 15_000], ["ambiguous_amount"]),
        (("1.234", "1,234"), [NO_AMOUNT, 12_340_000], ["ambiguous_amount"]),
        (("0.5", "0,5"), [5_000, 5_000], ["mixed_styles"]),
        (("0.5", "0,5", "1,234"), [5_000, 5_000, NO_AMOUNT], ["ambiguous_amount", "mixed_styles"]),
        (
            ("x", 1.23456, 1e300),
            [NO_AMOUNT] * 3,
            ["too_many_decimals", "amount_too_large", "bad_amount"],
        ),
        ((dt.date(2026, 1, 1), 1.0), [NO_AMOUNT, 10_000], ["date_amount"]),
        ((True, 1.0), [NO_AMOUNT, 10_000], ["bad_amount"]),
        (("#DIV/0!", "1"), [NO_AMOUNT, 10_000], ["error_cell"]),
        ((float("nan"), 1.0), [NO_AMOUNT, 10_000], ["bad_amount"]),
    ],
)
def test_what_a_column_of_amounts_finds(cells, counts, found):
    assert amounts(*cells) == (counts, found)


def test_mixed_styles_name_the_rows_of_both():
    _, findings = convert_figures(["x", "0.5", 7.0, "0,5", "1,5"], 100)
    assert findings[-1].places == {"point_rows": [1], "comma_rows": [3, 4]}


def test_rates_have_eight_decimals():
    assert convert_figures([7.12345678, "0.5"], 10**8)[0].tolist() == [712_345_678, 50_000_000]


@given(
    st.lists(
        st.one_of(
            st.floats(allow_nan=True, allow_infinity=True),
            st.integers(-(10**6), 10**6).map(lambda cents: cents / 100),
            st.sampled_from(["1,234.50", "12.5", "x", "", "¥7", "(3.00)", "１２"]),
        ),
        max_size=6,
    )
)
def test_amounts_of_a_column_are_those_of_its_cells(cells):
    column, findings = convert_figures(cells, 10_000)
    singles = [single(cell) for cell in cells]
    assert column.tolist() == [value for value, _ in singles]
    expected = {index: words for index, (_, words) in enumerate(singles) if words}
    assert {finding.index: finding.words for finding in findings} == expected


def single(cell):
    """What a cell alone converts to: its count and the words of its problem."""
    try:
        return (NO_AMOUNT if is_blank(cell) else scaled(cell, 10_000)), None
    except BadCell as mistake:
        return NO_AMOUNT, mistake.words


def test_integers_of_a_column():
    column, findings = convert_integers([1.0, "2", "", "x"])
    assert column.tolist() == [1, 2, NO_INT, NO_INT]
    assert codes(findings) == ["bad_integer"]


# Any kind.


@pytest.mark.parametrize(
    ("column", "cells", "values"),
    [
        ("invoice_no", ["A1", 2.0], ["A1", "2"]),
        ("notes", [" x ", 2.0], ["x", "2"]),
        ("invoice_date", ["2026-03-04"], [MARCH_4]),
        ("amount", ["1.5"], [15_000]),
        ("rate", [7.1], [710_000_000]),
        ("instalment", [3.0], [3]),
        ("disputed", ["是", "", "no"], [1, -1, 0]),
        ("type", ["红字", ""], ["credit_note", ""]),
        ("currency", ["RMB", "", "usd"], ["CNY", "", "USD"]),
    ],
)
def test_a_column_converts_by_its_kind(column, cells, values):
    found, findings = convert_column(TABLES["invoices"].by_name[column], cells)
    assert found.tolist() == values
    assert findings == []


def test_equal_cells_are_converted_once():
    seen = []
    mapped(["a", "b", "a"], lambda cell: seen.append(cell) or cell, "")
    assert seen == ["a", "b"]
