"""Tables: database ranges that grow with the rows below them."""

from __future__ import annotations

import pandas as pd
import pytest

pytestmark = pytest.mark.office

ROWS = [["单据号", "客户", "金额"], ["INV-1", "甲", 1.5], ["INV-2", "乙", 2.0]]


@pytest.fixture
def table(sheet):
    sheet["B2"].value = ROWS
    return sheet.tables.add(sheet["B2:D4"], name="发票")


def test_facts_of_a_table(sheet, table):
    assert (table.name, table.display_name, table.parent) == ("发票", "发票", sheet)
    assert table.range.address == "$B$2:$D$4"
    assert table.header_row_range.value == ROWS[0]
    assert table.data_body_range.value == ROWS[1:]
    assert (table.show_headers, table.show_totals, table.show_autofilter) == (True, False, True)
    assert table.totals_row_range is None
    assert table.insert_row_range is None


def test_tables_of_a_sheet(book, sheet, table):
    assert [one.name for one in sheet.tables] == ["发票"]
    assert (len(sheet.tables), sheet.tables[0], sheet.tables["发票"]) == (1, table, table)
    assert "发票" in sheet.tables
    assert "客户" not in sheet.tables
    with pytest.raises(KeyError):
        sheet.tables["客户"]
    assert len(book.sheets.add().tables) == 0
    assert sheet["C3"].table == table
    assert sheet["A1"].table is None


def test_a_table_without_a_name_from_one_of_its_cells(sheet):
    sheet["B2"].value = ROWS
    found = sheet.tables.add(sheet["C3"])
    assert (found.name, found.range.address) == ("Table1", "$B$2:$D$4")
    with pytest.raises(ValueError, match="exists already"):
        sheet.tables.add(sheet["F1:G2"], name="Table1")


def test_a_table_grows_with_the_rows_below(sheet, table):
    sheet["B5"].value = ["INV-3", "丙", 3]
    sheet["C7"].value = "丁"
    assert table.range.address == "$B$2:$D$7"
    assert len(table.rows) == 5
    sheet["A9"].value = "beside"
    assert table.range.address == "$B$2:$D$7"


def test_a_table_does_not_grow_into_the_next(sheet, table):
    sheet["C9"].value = [["x", "y"], [1, 2]]
    below = sheet.tables.add(sheet["C9:D10"], name="below")
    sheet["B6"].value = "INV-4"
    sheet["C12"].value = 5
    assert table.range.address == "$B$2:$D$6"
    assert below.range.address == "$C$9:$D$12"


def test_an_empty_table_has_no_body(sheet):
    sheet["A1"].value = ["a", "b"]
    table = sheet.tables.add(sheet["A1:B1"])
    assert (table.data_body_range, len(table.rows)) == (None, 0)
    sheet["A2"].value = [1, 2]
    assert table.data_body_range.value == [1.0, 2.0]


def test_columns(table):
    assert [column.name for column in table.columns] == ["单据号", "客户", "金额"]
    assert table.columns["金额"].data_body_range.value == [1.5, 2.0]
    assert table.columns[1].range.value == ["客户", "甲", "乙"]
    assert (table.columns("金额").index, "税额" in table.columns) == (3, False)
    with pytest.raises(KeyError):
        table.columns["税额"]


def test_adding_rows(sheet, table):
    sheet["B6"].value = None
    row = table.rows.add(["INV-3", "丙", 3.0])
    assert (row.index, row.range.value) == (3, ["INV-3", "丙", 3.0])
    table.rows.add(["INV-0", "零", 0.0], index=1)
    assert [one.range.value[0] for one in table.rows] == ["INV-0", "INV-1", "INV-2", "INV-3"]
    assert table.range.address == "$B$2:$D$6"
    table.rows.add()
    assert table.range.address == "$B$2:$D$7"


def test_adding_the_first_row(sheet):
    sheet["A1"].value = ["a", "b"]
    table = sheet.tables.add(sheet["A1:B1"])
    table.rows.add([1, 2])
    assert (table.range.address, table.rows[0].range.value) == ("$A$1:$B$2", [1.0, 2.0])


def test_deleting_rows(sheet, table):
    table.rows[0].delete()
    assert table.data_body_range.value == ROWS[2]
    assert sheet["B5"].value is None


def test_resizing_and_renaming(sheet, table):
    table.resize(sheet["B2:D9"])
    assert table.range.address == "$B$2:$D$9"
    table.name = "receipts"
    assert sheet.tables["receipts"].range.address == "$B$2:$D$9"
    table.show_autofilter = False
    assert table.show_autofilter is False


def test_updating_from_a_frame(table):
    frame = pd.DataFrame({"单据号": ["X-1"], "客户": ["己"], "金额": [9.0]})
    table.update(frame, index=False)
    assert table.range.value == [["单据号", "客户", "金额"], ["X-1", "己", 9.0]]


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(发票[金额])", 3.5),
        ('=SUMIFS(发票[金额],发票[客户],"甲")', 1.5),
        ("=SUM(发票[[#Data],[金额]])", 3.5),
        ("=ROWS(发票[#All])", 3.0),
        ("=ROWS(发票)", 2.0),
    ],
)
def test_formulas_with_tables(sheet, formula, value):
    sheet["F1"].formula = formula
    assert (sheet["F1"].value, sheet["F1"].formula) == (value, formula)


@pytest.mark.usefixtures("table")
def test_all_of_a_table_in_its_long_form(sheet):
    sheet["F1"].formula = "=ROWS(发票[[#All]])"
    assert (sheet["F1"].value, sheet["F1"].formula) == (3.0, "=ROWS(发票[#All])")


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("发票", "$B$3:$D$4"),
        ("发票[#All]", "$B$2:$D$4"),
        ("发票[#Data]", "$B$3:$D$4"),
        ("发票[金额]", "$D$3:$D$4"),
    ],
)
def test_tables_as_ranges(sheet, reference, address):
    assert sheet[reference].address == address


@pytest.mark.parametrize("options", [{"has_headers": False}, {"link_source": True}])
def test_what_calcs_tables_cannot(sheet, options):
    with pytest.raises(NotImplementedError, match=r"Tables\.add"):
        sheet.tables.add(sheet["A1:B2"], **options)


@pytest.mark.usefixtures("table")
def test_a_table_named_as_a_sheet(book, sheet):
    book.sheets.add("发票", after=sheet)["A1"].value = 5
    book.sheets.add("发票 1", after=sheet)["A1"].value = 7
    formula = "=ROWS(发票)+发票!A1+'发票 1'!A1&\"发票\""
    sheet["F1"].formula = formula
    assert (sheet["F1"].value, sheet["F1"].formula) == ("14发票", formula)
