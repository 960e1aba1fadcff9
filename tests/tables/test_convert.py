"""A table of raw cells to typed columns: blank rows, total rows, faults, order of problems."""

import pytest

from xlar.core.columns import NO_AMOUNT, NO_DAY
from xlar.tables import cell_messages as say
from xlar.tables.convert import convert_table
from xlar.tables.entries import listed
from xlar.tables.grid import Place, RawTable
from xlar.tables.schema import TABLES

NAMES = ["invoice_no", "customer_id", "invoice_date", "amount", "notes"]
GOOD = ["A", "C", "2026-03-04", 1.5, ""]


def raw(*rows, first=2, extras=None, **options):
    columns = {name: [row[at] for row in rows] for at, name in enumerate(NAMES)}
    positions = {name: at for at, name in enumerate([*NAMES, *(extras or {})])}
    return RawTable(
        TABLES["invoices"],
        Place("发票", first - 1, positions),
        columns,
        extras or {},
        range(first, first + len(rows)),
        **options,
    )


def converted(*rows, **options):
    return convert_table(raw(*rows, **options))


def told(result):
    return [(problem.code, problem.row, problem.column) for problem in result.problems]


def test_a_sound_table_has_no_problems():
    result = converted(GOOD, ["B", "C", "2026-03-05", "2", "x"])
    assert result.problems == ()
    assert {name: column.tolist() for name, column in result.table.columns.items()} == {
        "invoice_no": ["A", "B"],
        "customer_id": ["C", "C"],
        "invoice_date": [20516, 20517],
        "amount": [15_000, 20_000],
        "notes": ["", "x"],
    }


def test_a_table_without_rows():
    result = converted()
    assert (len(result.table), result.problems) == (0, ())


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers():
    blank = ["", " ", "", "\u3000", ""]
    result = converted(blank, GOOD, blank, GOOD, extras={"序号": [1, 2, 3, 4]})
    assert result.table.rows.tolist() == [3, 5]
    assert result.extras == {"序号": [2, 4]}
    assert result.problems == ()


def test_a_row_with_something_in_it_is_not_blank():
    result = converted(["", "", "", "", "备注"], GOOD)
    assert told(result) == [
        ("missing_value", 2, "invoice_no"),
        ("missing_value", 2, "customer_id"),
        ("missing_value", 2, "invoice_date"),
        ("missing_value", 2, "amount"),
    ]
    assert result.table.rows.tolist() == [2, 3]


@pytest.mark.parametrize(
    "row",
    [
        ["合计", "", "", 3.0, ""],
        ["", "合计：", "", 3.0, ""],
        ["", "", "合 计", 3.0, ""],
        ["总计", "", "", "3.00", ""],
        ["小计", "C", "", 3.0, ""],
        ["Total", "", "", 3.0, ""],
        ["", "", "", 3.0, "Grand Total"],
        ["SUB-TOTAL", "", "", 3.0, ""],
    ],
)
def test_total_rows_are_one_problem_each_and_no_entries(row):
    result = converted(GOOD, row)
    assert told(result) == [("total_row", 3, None)]
    assert result.table.rows.tolist() == [2]


def test_a_total_in_a_further_column_counts_too():
    result = converted(GOOD, ["", "", "", 3.0, ""], extras={"序号": [1, "合计"]})
    assert told(result) == [("total_row", 3, None)]
    assert result.extras == {"序号": [1]}


def test_an_entry_whose_notes_speak_of_a_total_is_none():
    assert converted(["A", "C", "2026-03-04", 1.5, "合计"]).problems == ()


def test_problems_stand_in_the_order_of_rows_and_columns():
    result = converted(
        ["A", "", "x", "y", ""],
        [True, "C", "2026-03-04", "1.2万", ""],
    )
    assert told(result) == [
        ("missing_value", 2, "customer_id"),
        ("bad_day", 2, "invoice_date"),
        ("bad_amount", 2, "amount"),
        ("bad_identifier", 3, "invoice_no"),
        ("amount_unit", 3, "amount"),
    ]


def test_problems_carry_cell_and_what_was_found():
    [problem] = converted(["A", "C", "2026-02-30", 1.5, ""], first=7).problems
    assert (problem.cell, problem.found, problem.row) == ("发票!C7", "2026-02-30", 7)


def test_a_required_cell_of_blanks_only_is_missing():
    assert told(converted([" ", "C", "2026-03-04", 1.5, ""])) == [
        ("missing_value", 2, "invoice_no")
    ]


def test_a_cell_with_a_fault_is_told_once():
    faults = {(2, 3): (say.ERROR_CELL, "#N/A"), (2, 4): (say.NO_VALUE, "=1+1")}
    result = converted(["A", "C", "2026-03-04", "", ""], faults=faults)
    assert [(p.code, p.column, p.found) for p in result.problems] == [
        ("error_cell", "amount", "#N/A"),
        ("no_value", "notes", "=1+1"),
    ]
    assert result.table.columns["amount"].tolist() == [NO_AMOUNT]


def test_faults_below_the_last_row_with_a_value_are_told():
    result = converted(GOOD, faults={(9, 0): (say.NO_VALUE, "=A1")})
    assert [(p.code, p.cell) for p in result.problems] == [("no_value", "发票!A9")]


def test_faults_in_further_columns_are_one_warning_each():
    faults = {(row, 5): (say.ERROR_CELL, "#N/A") for row in (2, 3)}
    result = converted(GOOD, GOOD, extras={"毛利": ["", ""]}, faults=faults)
    assert told(result) == [("error_cell_other", 2, "毛利")]


def test_merged_cells_are_told_from_blank_ones():
    rows = [GOOD, ["B", "", "2026-03-04", 1.5, ""], ["C", "", "2026-03-04", 1.5, ""]]
    result = converted(*rows, merged=[(2, 1, 3, 1)])
    assert told(result) == [("merged_cell", 3, "customer_id"), ("missing_value", 4, "customer_id")]


def test_a_column_without_an_order_is_one_problem_and_blanks_are_told_apart():
    result = converted(
        ["A", "C", "03/04/2026", 1.5, ""],
        ["B", "C", "05/06/2026", 1.5, ""],
        ["D", "C", "", 1.5, ""],
    )
    assert told(result) == [
        ("ambiguous_days", 2, "invoice_date"),
        ("missing_value", 4, "invoice_date"),
    ]
    assert result.problems[0].values["rows"] == "2, 3"
    assert result.table.columns["invoice_date"].tolist() == [NO_DAY] * 3


def test_optional_columns_may_be_blank_or_absent():
    table = converted(GOOD).table
    assert table.column("due_date", "day").tolist() == [NO_DAY]
    assert table.column("notes", "text").tolist() == [""]


@pytest.mark.parametrize(
    ("rows", "text"),
    [([3], "3"), ([3, 5], "3, 5"), (range(2, 13), "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …")],
)
def test_rows_are_listed_up_to_ten(rows, text):
    assert listed(rows) == text
