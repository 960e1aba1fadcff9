"""Where ranges lie and what formulas they hold: the expectations of xlwings' own tests."""

from __future__ import annotations

import pytest
import xlwings as xw

pytestmark = pytest.mark.office


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        (("A1",), "$A$1"),
        (("A1:A1",), "$A$1"),
        (("B2:D5",), "$B$2:$D$5"),
        (("D5:B2",), "$B$2:$D$5"),
        ((("$b$2"),), "$B$2"),
        (((1, 1),), "$A$1"),
        (((1, 1), (1, 1)), "$A$1"),
        (((2, 2), (5, 4)), "$B$2:$D$5"),
        (("A1", (2, 2)), "$A$1:$B$2"),
        (((1, 1), "B2"), "$A$1:$B$2"),
        (("A:C",), "$A:$C"),
        (("2:3",), "$2:$3"),
        (("Sheet1!B2",), "$B$2"),
        (("XFD1048576",), "$XFD$1048576"),
    ],
)
def test_naming_a_range(sheet, cells, address):
    assert sheet.range(*cells).address == address


@pytest.mark.parametrize("cells", [((0, 1),), ((1, 1), (1, 0)), ((1, 0),)])
def test_there_is_no_cell_zero(sheet, cells):
    with pytest.raises(IndexError, match="counted from 1"):
        sheet.range(*cells)


@pytest.mark.parametrize("name", ["nosuch", "A0", "XFE1", "A1:B", "A1048577", "A1,B2"])
def test_what_is_no_range(sheet, name):
    with pytest.raises(ValueError, match="no address, name or table"):
        sheet.range(name)


def test_ranges_of_other_sheets_do_not_mix(book):
    one, two = book.sheets[0], book.sheets.add()
    with pytest.raises(ValueError, match="First range is not on this sheet"):
        one.range(two.range("A1"), one.range("B2"))
    with pytest.raises(ValueError, match="Second range is not on this sheet"):
        one.range(one.range("A1"), two.range("B2"))


def test_the_active_sheet_is_meant_without_another(app, sheet):
    xw.Range("B2").value = 5
    assert app.range("B2").value == 5.0
    assert sheet["B2"].value == 5.0


def test_facts_of_a_range(sheet):
    cells = sheet["B3:F5"]
    assert (cells.row, cells.column, cells.shape, cells.size) == (3, 2, (3, 5), 15)
    assert (len(cells), cells.count, cells.rows.count, cells.columns.count) == (15, 15, 3, 5)
    assert cells.sheet == sheet
    assert cells.last_cell.address == "$F$5"
    assert cells.rows[0].address == "$B$3:$F$3"
    assert cells.columns[-1].address == "$F$3:$F$5"


@pytest.mark.parametrize(
    ("slice_", "address"),
    [
        ((0, 0), "$B$2"),
        ((-1, -1), "$D$5"),
        ((slice(None), 1), "$C$2:$C$5"),
        ((slice(1, 3), slice(0, 2)), "$B$3:$C$4"),
        ((slice(None), slice(None, -1)), "$B$2:$C$5"),
    ],
)
def test_slices(sheet, slice_, address):
    assert sheet["B2:D5"][slice_].address == address


def test_cells_one_after_another(sheet):
    sheet["A20"].value = [[1.0, 2.0], [3.0, 4.0]]
    cells = sheet["A20:B21"]
    assert [cell.value for cell in cells] == [1.0, 2.0, 3.0, 4.0]
    assert cells(3).address == "$A$21"
    assert cells[3].value == 4.0


def test_offset_and_resize(sheet):
    assert sheet["A1:B2"].offset(2, 1).address == "$B$3:$C$4"
    assert sheet["A1"].resize(3, 2).address == "$A$1:$B$3"
    assert sheet["A1:C3"].resize(column_size=1).address == "$A$1:$A$3"


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ((), "$A$1:$C$3"),
        ((False,), "$A1:$C3"),
        ((True, False), "A$1:C$3"),
        ((False, False), "A1:C3"),
        ((True, True, True), "'My Sheet'!$A$1:$C$3"),
    ],
)
def test_get_address(sheet, arguments, address):
    sheet.name = "My Sheet"
    assert sheet["A1:C3"].get_address(*arguments) == address


def test_get_address_with_the_book(book, sheet):
    found = sheet["A1"].get_address(external=True)
    assert found == f"'[{book.name}]Sheet1'!$A$1"


@pytest.mark.parametrize(
    ("start", "direction", "stop"),
    [
        ("A1", "down", "A5"),
        ("A1", "d", "A5"),
        ("C5", "up", "C1"),
        ("C5", "u", "C1"),
        ("A1", "right", "C1"),
        ("A1", "r", "C1"),
        ("C5", "left", "A5"),
        ("C5", "l", "A5"),
        ("A5", "down", "A9"),
        ("A9", "down", "A1048576"),
        ("A1048576", "up", "A9"),
        ("E1", "left", "C1"),
        ("E7", "right", "XFD7"),
        ("B7", "up", "B5"),
    ],
)
def test_end(sheet, start, direction, stop):
    sheet["A1:C5"].value = 1.0
    sheet["A9"].value = 1.0
    assert sheet[start].end(direction) == sheet[stop]


def test_current_region(sheet):
    sheet["A20"].value = [[1.0, 2.0], [3.0, 4.0]]
    sheet["D20"].value = 9
    assert sheet["B21"].current_region.value == [[1.0, 2.0], [3.0, 4.0]]


def test_used_range(sheet):
    assert sheet.used_range.address == "$A$1"
    sheet["B3:C5"].value = 1
    assert sheet.used_range.address == "$B$3:$C$5"


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A2:A10)",
        "=SUM(A2,B2,3)",
        '=IF(A1>1,"a,b;c",{1,2;3,4})',
        "=Sheet1!$A$1+'My Sheet'!B2",
        "=SUM(A:A)",
        '=COUNTIFS(C1:C9,">1",D1:D9,"<>")',
        "=IFERROR(1/0,#N/A)",
        "=STDEV.S(A2:A9)",
        '=HYPERLINK("http://example.com","text")',
        '=TEXT(A2,"yyyy-mm-dd")',
        "=#N/A",
    ],
)
def test_formulas_are_excels(book, formula):
    book.sheets.add("My Sheet", after=book.sheets[0])
    cell = book.sheets[0]["E1"]
    cell.formula = formula
    assert cell.formula == formula


def test_formulas_of_many_cells(sheet):
    sheet["A1"].value = [[1, 2], [3, "x"]]
    sheet["C1:C2"].formula = [["=A1+B1"], ["=SUM(A1,A2)"]]
    assert sheet["A1:C2"].formula == (("1", "2", "=A1+B1"), ("3", "x", "=SUM(A1,A2)"))
    assert sheet["C1:C2"].value == [3.0, 4.0]


@pytest.mark.parametrize("bold", [False, True])
def test_one_formula_for_many_cells_moves_its_references(sheet, bold):
    sheet["A1"].options(transpose=True).value = [1, 2, 3]
    sheet["B2"].font.bold = bold
    sheet["B1:C3"].formula = "=A1*2+$A$1"
    assert sheet["B1:C3"].formula == (
        ("=A1*2+$A$1", "=B1*2+$A$1"),
        ("=A2*2+$A$1", "=B2*2+$A$1"),
        ("=A3*2+$A$1", "=B3*2+$A$1"),
    )
    assert sheet["B1"].font.bold is False
    assert sheet["B2"].font.bold is bold


def test_a_text_that_looks_like_a_formula_is_none(sheet):
    sheet["A1"].number_format = "@"
    sheet["A1"].value = "=1+1"
    assert sheet["A1"].value == "=1+1"
    assert sheet["A1"].formula == "=1+1"


def test_array_formulas(sheet):
    sheet["A1"].value = [[1, 4], [2, 5], [3, 6]]
    sheet["D1"].formula_array = "=SUM(A1:A3*B1:B3)"
    assert sheet["D1"].value == 32.0
    assert sheet["D1"].formula_array == "=SUM(A1:A3*B1:B3)"
    sheet["E1:E3"].formula_array = "=A1:A3*2"
    assert sheet["E1:E3"].value == [2.0, 4.0, 6.0]
    assert (sheet["E1:E3"].has_array, sheet["E2"].has_array, sheet["A1"].has_array) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("cells", "shift", "values"),
    [
        ("A1:B1", "down", [[None, None, 3.0], [1.0, 2.0, 6.0], [4.0, 5.0, None]]),
        ("A1:A2", "right", [[None, 1.0, 2.0], [None, 4.0, 5.0], [None, None, None]]),
        ("1:1", None, [[None] * 3, [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
        ("B:B", None, [[1.0, None, 2.0], [4.0, None, 5.0], [None] * 3]),
    ],
)
def test_insert(sheet, cells, shift, values):
    sheet["A1"].value = [[1, 2, 3], [4, 5, 6]]
    sheet[cells].insert(shift)
    assert sheet["A1:C3"].value == values


@pytest.mark.parametrize(
    ("cells", "shift", "values"),
    [
        ("A1:B1", "up", [[4.0, 5.0, 3.0], [None, None, 6.0]]),
        ("A1:A2", "left", [[2.0, 3.0, None], [5.0, 6.0, None]]),
        ("1:1", None, [[4.0, 5.0, 6.0], [None] * 3]),
        ("B:B", None, [[1.0, 3.0, None], [4.0, 6.0, None]]),
    ],
)
def test_delete(sheet, cells, shift, values):
    sheet["A1"].value = [[1, 2, 3], [4, 5, 6]]
    sheet[cells].delete(shift)
    assert sheet["A1:C2"].value == values


def test_copy_inside_the_book(book, sheet):
    sheet["A1"].value = [[1, "=A1+1"]]
    sheet["A1:B1"].copy(sheet["A5"])
    assert sheet["A5:B5"].formula == (("1", "=A5+1"),)
    other = book.sheets.add()
    sheet["A1:B1"].copy(other["C3"])
    assert other["C3:D3"].value == [1.0, 2.0]


def test_clear(sheet):
    sheet["A1:B2"].value = 22
    sheet["A1:B2"].color = (255, 0, 0)
    sheet["A1"].clear_contents()
    assert (sheet["A1"].value, sheet["A1"].color) == (None, (255, 0, 0))
    sheet["B1"].clear_formats()
    assert (sheet["B1"].value, sheet["B1"].color) == (22.0, None)
    sheet["A2:B2"].clear()
    assert (sheet["A2"].value, sheet["A2"].color) == (None, None)


@pytest.mark.parametrize(
    ("address", "found"),
    [("www.xlwings.org", "http://www.xlwings.org"), ("http://例.cn/", "http://例.cn/")],
)
def test_hyperlinks(sheet, address, found):
    sheet["A1"].value = "old"
    sheet["A1"].add_hyperlink(address, "the text")
    assert sheet["A1"].hyperlink == found
    assert sheet["A1"].value == "the text"


def test_a_hyperlink_formula_and_none(sheet):
    sheet["A1"].formula = '=HYPERLINK("http://example.com","text")'
    assert sheet["A1"].hyperlink == "http://example.com"
    sheet["A2"].value = "plain"
    with pytest.raises(ValueError, match="doesn't seem to contain a hyperlink"):
        sheet["A2"].hyperlink  # noqa: B018


def test_merged_cells(sheet):
    sheet["A1:C2"].merge()
    assert sheet["B2"].merge_cells
    assert sheet["B1"].merge_area.address == "$A$1:$C$2"
    sheet["A1:C2"].unmerge()
    assert not sheet["A1"].merge_cells
    sheet["A1:C2"].merge(across=True)
    assert sheet["B2"].merge_area.address == "$A$2:$C$2"


def test_selection(book, sheet):
    sheet["A2:C3"].select()
    assert book.selection.address == "$A$2:$C$3"
