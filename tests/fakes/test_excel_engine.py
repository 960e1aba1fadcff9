"""Sheets, tables, names and books of the stand-in for Excel; sources as in test_excel_cells."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
import xlwings as xw

from fakes.excel_values import ComError


def test_a_sheet_is_added_before_the_active_one_and_becomes_it(book):  # MS Sheets.Add
    added = book.sheets.add()
    assert [sheet.name for sheet in book.sheets] == ["Sheet2", "Sheet1"]
    assert book.sheets.active == added
    book.sheets.add("汇总", after=book.sheets["Sheet1"])
    assert [sheet.name for sheet in book.sheets] == ["Sheet2", "Sheet1", "汇总"]


@pytest.mark.parametrize("name", ["a/b", "x" * 32, "[a]", "'a", "history", ""])
def test_bad_sheet_names_are_refused_and_the_sheet_stays(book, name):
    with pytest.raises(ComError):
        book.sheets.add(name)
    assert len(book.sheets) == 2  # as xlwings does it on Windows: first add, then name


def test_sheet_names_differ_by_more_than_case(book):
    with pytest.raises(ValueError, match="already present"):
        book.sheets.add("SHEET1")


def test_the_last_visible_sheet_stays(book):
    with pytest.raises(ComError):
        book.sheets[0].delete()
    with pytest.raises(ComError):
        book.sheets[0].visible = False


def test_a_hidden_sheet_is_not_active(book):
    other = book.sheets.add("other")
    other.visible = False
    assert book.sheets.active.name == "Sheet1"
    assert other.visible == 0
    with pytest.raises(ComError):
        other.activate()


def test_names_and_formulas_follow_a_renamed_sheet(book, sheet):
    sheet["A1"].value = 5
    book.names.add("five", "=Sheet1!$A$1")
    other = book.sheets.add("other")
    other["A1"].formula = '=Sheet1!A1&"Sheet1!A1"'
    sheet.name = "my data"
    assert book.names["five"].refers_to == "='my data'!$A$1"
    assert other["A1"].formula == "='my data'!A1&\"Sheet1!A1\""
    assert other.range("five").value == 5


def test_names_and_formulas_of_a_deleted_sheet_are_lost(book, sheet):
    book.names.add("five", "=Sheet1!$A$1")
    other = book.sheets.add("other")
    other["A1"].formula = "=Sheet1!A1"
    sheet.delete()
    assert book.names["five"].refers_to == "=#REF!"
    assert other["A1"].formula == "=#REF!"


def test_a_copied_sheet_has_its_cells_and_tables_of_other_names(sheet):
    sheet["A1:A2"].value = [["id"], ["x"]]
    sheet.tables.add(sheet["A1:A2"], name="Docs")
    copy = sheet.copy()
    assert copy.name == "Sheet1 (2)"
    assert copy["A2"].value == "x"
    assert [table.name for table in copy.tables] == ["Docs2"]
    copy["A2"].value = "y"
    assert sheet["A2"].value == "x"


def test_the_parts_of_a_table(table):
    assert table.range.address == "$B$2:$C$4"
    assert table.header_row_range.value == ["单据号", "金额"]
    assert table.data_body_range.address == "$B$3:$C$4"
    assert table.totals_row_range is None
    assert table.parent.range("发票[金额]").value == [1, 2]


def test_totals_move_what_is_below(table, sheet, fake_excel):  # MS ListObject.ShowTotals
    fake_excel.engine.auto_expand = False
    sheet["B5"].value = "below"
    table.show_totals = True
    assert table.totals_row_range.address == "$B$5:$C$5"
    assert sheet["B6"].value == "below"
    table.show_totals = False
    assert table.range.address == "$B$2:$C$4"


def test_a_table_grows_when_rows_are_written_below(table, sheet):
    # MS Application.AutoCorrect.AutoExpandListRange, on by default
    sheet["B5:C6"].value = [["c", 3], ["d", 4]]
    assert table.range.address == "$B$2:$C$6"


@pytest.mark.parametrize("address", ["B6", "D5"])
def test_a_table_does_not_grow_by_cells_elsewhere(table, sheet, address):
    sheet[address].value = "x"
    assert table.range.address == "$B$2:$C$4"


def test_a_table_with_totals_does_not_grow(table, sheet):
    table.show_totals = True
    sheet["B6"].value = "c"
    assert table.range.address == "$B$2:$C$5"


def test_a_table_does_not_grow_where_that_is_switched_off(table, sheet, fake_excel):
    fake_excel.engine.auto_expand = False
    sheet["B5"].value = "c"
    assert table.range.address == "$B$2:$C$4"


def test_a_resized_table_keeps_its_header_row(table, sheet):  # MS ListObject.Resize
    table.resize(sheet["B2:C9"])
    assert table.data_body_range.address == "$B$3:$C$9"
    for bad in ("B3:C9", "E2:F4", "B2:C2"):
        with pytest.raises(ComError):
            table.resize(sheet[bad])


@pytest.mark.usefixtures("table")
def test_tables_do_not_overlap(sheet):
    with pytest.raises(ComError):
        sheet.tables.add(sheet["C4:D6"])


def test_headers_are_texts_not_blank_and_unique(sheet):  # support: "Overview of Excel tables"
    sheet["A1:D2"].value = [[2026, None, "x", "x"], [1, 2, 3, 4]]
    table = sheet.tables.add(sheet["A1:D2"])
    assert table.header_row_range.value == ["2026", "Column2", "x", "x2"]
    assert table.name == "Table1"


def test_a_table_of_a_header_alone_has_an_empty_row_to_type_in(sheet):
    sheet["A1:B1"].value = [["a", "b"]]
    table = sheet.tables.add(sheet["A1:B1"])
    assert table.range.address == "$A$1:$B$2"
    assert table.data_body_range is None
    sheet["A2"].value = "x"
    assert table.data_body_range.address == "$A$2:$B$2"


def test_cells_are_not_shifted_out_of_a_table(table, sheet):
    with pytest.raises(ComError, match="attempting to shift cells in a table"):
        sheet["B3"].insert("down")
    sheet["B3:C3"].insert("down")
    assert table.range.address == "$B$2:$C$5"
    sheet["B1:C1"].insert("down")
    assert table.range.address == "$B$3:$C$6"


@pytest.mark.parametrize("name", ["A1", "a b", "R", "1x"])
def test_bad_table_names_are_refused(table, name):
    with pytest.raises(ComError):
        table.name = name


def test_links(sheet):
    sheet["A1"].add_hyperlink("https://example.org", "here")
    assert (sheet["A1"].hyperlink, sheet["A1"].value) == ("https://example.org", "here")


def test_selection_needs_the_active_sheet(book, sheet):  # MS Range.Select
    sheet["B2:C3"].select()
    assert book.selection.address == "$B$2:$C$3"
    book.sheets.add("other")
    assert book.selection.sheet.name == "other"
    with pytest.raises(ComError):
        sheet["A1"].select()


def test_the_selection_is_that_of_the_active_book(book, sheet):
    sheet["B2"].select()
    second = xw.Book()
    assert book.selection.sheet.book == second
    book.activate()
    assert book.selection.address == "$B$2"


def test_books_know_nothing_of_each_other(sheet):
    second = xw.Book()
    sheet["A1"].value = 1
    assert second.sheets[0]["A1"].value is None
    assert [one.name for one in xw.books] == ["Book2", "Book1"]


def test_what_the_program_was_told_it_knows(book):
    app = book.app
    app.status_bar, app.calculation, app.screen_updating = "…", "manual", False
    assert (app.status_bar, app.calculation, app.screen_updating) == ("…", "manual", False)


def test_calculations_are_counted(book, fake_excel):
    book.app.calculate()
    assert fake_excel.engine.calculations() == 1


@pytest.mark.usefixtures("table")
def test_a_saved_book_comes_back_as_it_was(book, sheet, fake_excel, tmp_path):
    sheet["E1"].formula = "=SUM(发票[金额])"
    sheet["F1"].number_format = "@"
    sheet["F1"].value = "007"
    book.names.add("total", "=Sheet1!$E$1")
    book.sheets.add("hidden").visible = False
    before = fake_excel.state(book)
    book.save(tmp_path / "a.xlsx")
    book.close()
    again = xw.Book(tmp_path / "a.xlsx")
    assert fake_excel.state(again) == before
    assert again.sheets["Sheet1"]["E1"].value == 3
    assert again.fullname == str(tmp_path / "a.xlsx")


@pytest.mark.usefixtures("table")
def test_a_saved_book_is_a_real_workbook(book, sheet, tmp_path):
    sheet["E1"].number_format = "@"
    sheet["E1"].value = "=1+1"
    book.save(tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Sheet1"]
    assert (page["C4"].value, page["E1"].value, page["E1"].data_type) == (2, "=1+1", "s")
    assert page.tables["发票"].ref == "B2:C4"


@pytest.mark.usefixtures("fake_excel")
def test_a_book_opens_with_the_values_of_formulas_it_cannot_compute(tmp_path):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as file:
        page = file.add_worksheet("p")
        page.write_formula("A1", "=AR_BALANCE(1)", None, 12.5)
        page.write_datetime("A2", dt.datetime(2026, 6, 30), file.add_format({"num_format": 14}))
    cells = xw.Book(tmp_path / "a.xlsx").sheets["p"]
    assert (cells["A1"].value, cells["A1"].formula) == (12.5, "=AR_BALANCE(1)")
    assert cells["A2"].value == dt.datetime(2026, 6, 30)


def test_two_open_books_have_two_names(book, tmp_path):
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ComError):
        xw.Book().save(tmp_path / "a.xlsx")


def test_the_chosen_change_fails_and_the_next_do_not(sheet, fake_excel):
    fake_excel.fail_after(2)
    sheet["A1"].value = 1
    with pytest.raises(ComError, match=r"write Sheet1!\$A\$2"):
        sheet["A2"].value = 2
    sheet["A3"].value = 3
    assert sheet["A1:A3"].value == [1, None, 3]


def test_several_changes_in_a_row_can_fail(sheet, fake_excel):
    fake_excel.fail_after(1, times=2)
    for _ in range(2):
        with pytest.raises(ComError):
            sheet["A1"].value = 1
    sheet["A1"].value = 1
    assert sheet["A1"].value == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: setattr(sheet["A1"], "value", 1),
        lambda sheet: setattr(sheet["A1"], "number_format", "@"),
        lambda sheet: sheet["A1"].clear_contents(),
        lambda sheet: sheet["A1:B1"].insert("down"),
        lambda sheet: sheet.tables.add(sheet["A1:B2"]),
    ],
)
def test_a_protected_sheet_refuses_every_change(book, sheet, fake_excel, change):
    sheet["A1"].value = "x"
    before = fake_excel.state(book)
    fake_excel.protect(sheet)
    with pytest.raises(ComError, match="protected"):
        change(sheet)
    assert fake_excel.state(book) == before


def test_every_change_is_told(sheet, fake_excel):
    sheet["A1"].value = 1
    sheet["A1"].font.bold = True
    assert fake_excel.writes == ["write Sheet1!$A$1", "set bold"]


def test_what_the_stand_in_does_not_do_it_refuses(sheet):
    with pytest.raises(NotImplementedError):
        sheet["A1:A3"].sort(1)
    with pytest.raises(NotImplementedError):
        sheet["A1"].merge()
