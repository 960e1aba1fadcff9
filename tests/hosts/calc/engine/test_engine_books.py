"""Apps, books, sheets and names: the expectations of xlwings' own tests."""

from __future__ import annotations

import pytest
import xlwings as xw

pytestmark = pytest.mark.office


def test_books_by_place_and_by_name(app, book):
    assert app.books[len(app.books) - 1] == book
    assert app.books(len(app.books)) == book
    assert app.books[book.name] == book
    with pytest.raises(KeyError):
        app.books("no such book")


def test_adding_and_closing_books(app):
    count = len(app.books)
    added = app.books.add()
    assert (len(app.books), app.books.count, app.books.active) == (count + 1, count + 1, added)
    added.close()
    assert len(app.books) == count


def test_two_books_do_not_mix(app, book):
    other = app.books.add()
    other.sheets[0]["A1"].value, book.sheets[0]["A1"].value = 2, 1
    other.sheets[0]["A1"].name = "here"
    other.sheets[0].tables.add(other.sheets[0]["C1:D2"], "Table")
    assert (book.sheets[0]["A1"].value, other.sheets[0]["A1"].value) == (1.0, 2.0)
    assert (len(book.names), len(book.sheets[0].tables)) == (0, 0)
    assert book != other
    assert book.sheets[0] != other.sheets[0]
    book.activate()
    assert app.books.active == book
    other.activate()
    assert app.books.active == other
    other.close()
    assert book.sheets[0]["A1"].value == 1.0


def test_the_caller(book):
    book.set_mock_caller()
    try:
        xw.Book.caller().sheets[0]["A1"].value = 333
        assert book.sheets[0]["A1"].value == 333.0
    finally:
        del xw.Book._mock_caller


def test_a_missing_file(app, tmp_path):
    with pytest.raises(FileNotFoundError):
        app.books.open(tmp_path / "none.xlsx")


def test_what_is_no_spreadsheet(app, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html><body><p>text</p></body></html>", encoding="utf-8")
    count = len(app.books)
    with pytest.raises((ValueError, OSError), match=r"page\.html"):
        app.books.open(page)
    assert len(app.books) == count


def test_facts_of_the_app(app, book):
    assert app.engine.name == "libreoffice"
    assert app in list(xw.apps)
    assert xw.apps[app.pid] == app
    assert xw.apps.active == app
    assert app.version >= 7
    assert app.path.endswith("program")
    assert book.app == app
    assert app.visible is False
    with pytest.raises(KeyError):
        xw.apps[-999]


def test_calculation_by_hand(app, book):
    book.sheets[0]["A1"].value = [[1, "=A1+1"]]
    assert app.calculation == "automatic"
    with app.properties(calculation="manual"):
        book.sheets[0]["A1"].value = 5
        assert book.sheets[0]["B1"].value == 2.0
        app.calculate()
        assert book.sheets[0]["B1"].value == 6.0
    book.sheets[0]["A1"].value = 7
    assert book.sheets[0]["B1"].value == 8.0


def test_what_else_can_be_set_about_the_app(app, book):
    with app.properties(screen_updating=False, display_alerts=False, status_bar="进行中"):
        assert (app.screen_updating, app.display_alerts, app.status_bar) == (False, False, "进行中")
        assert book.api.hasControllersLocked()
    assert (app.screen_updating, app.display_alerts, app.status_bar) == (True, True, False)
    assert not book.api.hasControllersLocked()


def test_a_kind_of_calculation_that_calc_has_not(app):
    with pytest.raises(NotImplementedError, match="semiautomatic"):
        app.calculation = "semiautomatic"


@pytest.mark.parametrize(
    ("place", "order"),
    [
        ({}, ["new", "Sheet1", "二"]),
        ({"before": "二"}, ["Sheet1", "new", "二"]),
        ({"after": "Sheet1"}, ["Sheet1", "new", "二"]),
        ({"after": 2}, ["Sheet1", "二", "new"]),
    ],
)
def test_adding_sheets(book, place, order):
    book.sheets.add("二", after=1)
    book.sheets[0].activate()
    added = book.sheets.add("new", **place)
    assert (book.sheet_names, book.sheets.active, added.name) == (order, added, "new")


def test_sheets_by_place_and_by_name(book):
    book.sheets.add("数据", after=1)
    assert book.sheets["数据"] == book.sheets[1] == book.sheets(2)
    assert book.sheets["SHEET1"].index == 1
    assert "数据" in book.sheets
    assert "none" not in book.sheets
    with pytest.raises(KeyError):
        book.sheets["none"]
    with pytest.raises(ValueError, match="already present"):
        book.sheets.add("数据")


def test_sheets_without_a_name_get_a_free_one(book):
    assert [book.sheets.add().name, book.sheets.add().name] == ["Sheet2", "Sheet3"]


def test_renaming_moving_and_deleting_sheets(book):
    one, two = book.sheets[0], book.sheets.add("two", after=1)
    one.name = "第一"
    assert book.sheet_names == ["第一", "two"]
    with pytest.raises(ValueError, match="exists already"):
        one.name = "TWO"
    one.move(after=two)
    assert book.sheet_names == ["two", "第一"]
    two.delete()
    assert book.sheet_names == ["第一"]
    with pytest.raises(ValueError, match="the only sheet"):
        one.delete()


def test_copying_a_sheet(book):
    book.sheets[0]["A1"].value = [[1, "=A1+1"]]
    copy = book.sheets[0].copy()
    assert (copy.name, copy.index, copy["B1"].formula) == ("Sheet1 (2)", 2, "=A1+1")
    named = book.sheets[0].copy(before=book.sheets[0], name="copy")
    assert (named.name, named.index, named["B1"].value) == ("copy", 1, 2.0)


def test_copying_a_sheet_to_another_book(app, book):
    book.sheets[0]["A1"].value = "甲"
    other = app.books.add()
    copy = book.sheets[0].copy(after=other.sheets[0], name="copied")
    assert (copy.book, other.sheet_names, copy["A1"].value) == (other, ["Sheet1", "copied"], "甲")
    other.close()


def test_hiding_sheets(book):
    two = book.sheets.add("two")
    two.visible = False
    assert (two.visible, book.sheets["Sheet1"].visible) == (False, True)
    with pytest.raises(ValueError, match="last visible sheet"):
        book.sheets["Sheet1"].visible = False
    two.visible = True
    assert two.visible is True


def test_clearing_a_sheet(sheet):
    sheet["B2"].value, sheet["B2"].color = 1, (255, 0, 0)
    sheet.clear_contents()
    assert (sheet["B2"].value, sheet["B2"].color) == (None, (255, 0, 0))
    sheet.clear_formats()
    assert sheet["B2"].color is None
    sheet["B2"].value = 1
    sheet.clear()
    assert sheet["B2"].value is None


def test_a_sheet_held_while_cells_move_up(sheet):
    sheet["A1"].value = [[1, 2], [3, 4]]
    sheet["A1"].delete("up")
    assert sheet["A1:B2"].value == [[3.0, 2.0], [None, 4.0]]
    assert sheet.name == "Sheet1"


# Names


def test_names_of_ranges(book, sheet):
    sheet["B2:D10"].name = "test1"
    sheet["A1"].name = "测试2"
    assert [name.name for name in book.names] == ["test1", "测试2"]
    assert (len(book.names), book.names.count, book.names(1).name) == (2, 2, "test1")
    assert "test1" in book.names
    assert "TEST1" in book.names
    assert not book.names.contains("test3")
    assert sheet["B2:D10"].name.name == "test1"
    assert sheet["A9"].name is None
    assert book.names["test1"].refers_to == "=Sheet1!$B$2:$D$10"
    assert book.names["测试2"].refers_to_range == sheet["A1"]


def test_a_name_stands_for_its_cells(book, sheet):
    sheet["A1"].name = "test1"
    sheet["test1"].value = 123
    assert book.names["test1"].refers_to_range.value == 123.0
    sheet["B1"].formula = "=test1*2"
    assert (sheet["B1"].value, sheet["B1"].formula) == (246.0, "=test1*2")


def test_names_of_one_sheet(book, sheet):
    other = book.sheets.add("My Sheet", after=sheet)
    sheet["B2:C3"].name = "Sheet1!scoped"
    sheet["scoped"].value = [[1.0, 2.0], [3.0, 4.0]]
    assert sheet["B2:C3"].value == [[1.0, 2.0], [3.0, 4.0]]
    assert sheet["B2:C3"].name.name == "Sheet1!scoped"
    assert [name.name for name in sheet.names] == ["Sheet1!scoped"]
    with pytest.raises(ValueError, match="no address, name or table"):
        other["scoped"]
    other.names.add("own", "='My Sheet'!$A$1:$B$3")
    assert other["A1:B3"].name.name == "'My Sheet'!own"
    assert book.names["'My Sheet'!own"].refers_to_range == other["A1:B3"]


def test_changing_and_deleting_names(book, sheet):
    book.names.add("test1", "=Sheet1!$A$1:$B$3")
    assert sheet["A1:B3"].name.name == "test1"
    book.names["test1"].refers_to = "=Sheet1!$A$2"
    assert book.names["test1"].refers_to_range == sheet["A2"]
    book.names["test1"].name = "renamed"
    del book.names["renamed"]
    assert len(book.names) == 0
    with pytest.raises(KeyError):
        book.names["renamed"]


def test_a_name_for_a_constant(book, sheet):
    book.names.add("rate", "=0.13")
    sheet["A1"].formula = "=rate*100"
    assert sheet["A1"].value == 13.0
    with pytest.raises(ValueError, match="not to cells"):
        book.names["rate"].refers_to_range  # noqa: B018
