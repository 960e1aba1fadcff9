"""Files: saved, opened again, printed."""

from __future__ import annotations

import datetime as dt
import re
import zlib

import openpyxl
import pytest
import xlwings as xw

pytestmark = pytest.mark.office

ROWS = [
    ["单据号", "日期", "金额", "已付"],
    ["0012", dt.datetime(2026, 6, 30), 1234.5, True],
    ["=1+1", dt.datetime(2026, 6, 30, 12, 30), -0.01, False],
    [None, None, None, None],
    ["最后", dt.datetime(1999, 12, 31), 0.0, True],
]


def pages(path):
    """The number of pages of a PDF, also where they stand in compressed object streams."""
    content = path.read_bytes()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            content += zlib.decompress(stream)
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b", content))


@pytest.fixture
def filled(sheet):
    sheet.name = "发票"
    sheet["A:A"].number_format = "@"
    sheet["C:C"].number_format = "#,##0.00;[Red]-#,##0.00"
    sheet["A1"].value = ROWS
    sheet["A1:D1"].font.bold = True
    sheet["A1:D1"].color = (220, 230, 240)
    sheet["E2"].formula = "=SUM(发票[金额])"
    sheet.tables.add(sheet["A1:D5"], name="发票")
    sheet["C2"].name = "first"
    sheet["A1"].column_width = 20
    return sheet


@pytest.mark.parametrize("suffix", [".ods", ".xlsx"])
def test_saved_and_opened_again(app, book, filled, tmp_path, suffix):
    path = tmp_path / f"应收 账款{suffix}"
    filled["E2"].formula = "=SUM(发票[金额])"
    book.save(path)
    assert (book.fullname, book.name) == (str(path), path.name)
    book.close()
    again = app.books.open(path)
    sheet = again.sheets["发票"]
    assert sheet["A1:D5"].value == ROWS
    assert sheet["A1:A5"].number_format == "@"
    assert sheet["C2"].number_format == "#,##0.00;[Red]-#,##0.00"
    assert (sheet["A1"].font.bold, sheet["A1"].color) == (True, (220, 230, 240))
    assert sheet["A1"].column_width == pytest.approx(20, abs=0.1)
    assert [(table.name, table.range.address) for table in sheet.tables] == [("发票", "$A$1:$D$5")]
    assert again.names["first"].refers_to == "=发票!$C$2"
    assert sheet["E2"].value == pytest.approx(1234.49)
    assert again.app.books.open(path) == again
    app.books.add()  # closed in place of the one of the fixture
    again.close()


@pytest.fixture
def book(app):
    opened = app.books.add()
    yield opened
    for one in app.books:
        one.close()


@pytest.mark.usefixtures("filled")
def test_what_excel_sees(book, tmp_path):
    path = tmp_path / "out.xlsx"
    book.save(path)
    seen = openpyxl.load_workbook(path)["发票"]
    assert [seen["A2"].value, seen["B2"].value, seen["C2"].value, seen["D2"].value] == [
        "0012",
        dt.datetime(2026, 6, 30),
        1234.5,
        True,
    ]
    assert seen.tables["发票"].ref == "A1:D5"
    assert seen["E2"].value == "=SUM(发票[金额])"


def test_saved_where_it_is(app, book, tmp_path):
    book.sheets[0]["A1"].value = 1
    book.save(tmp_path / "a.ods")
    book.sheets[0]["A1"].value = 2
    book.save()
    book.close()
    with app.books.open(tmp_path / "a.ods") as again:
        assert again.sheets[0]["A1"].value == 2.0


def test_saved_without_a_name(book, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = book.name
    book.save()
    assert (tmp_path / f"{name}.ods").is_file()


def test_saved_with_a_password(app, book, tmp_path):
    book.sheets[0]["A1"].value = "secret"
    book.save(tmp_path / "p.xlsx", password="pass")
    book.close()
    with app.books.open(tmp_path / "p.xlsx", password="pass") as again:
        assert again.sheets[0]["A1"].value == "secret"


def test_comma_separated_values(app, book, tmp_path):
    book.sheets[0]["A1"].value = [["客户", "金额"], ["甲,乙", 1.5]]
    book.save(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text("utf-8").splitlines() == ["客户,金额", '"甲,乙",1.5']
    book.close()
    with app.books.open(tmp_path / "out.csv") as again:
        assert again.sheets[0]["A1:B2"].value == [["客户", "金额"], ["甲,乙", 1.5]]


@pytest.mark.parametrize("name", ["out.docx", "out"])
def test_kinds_of_files_that_cannot_be_saved(book, tmp_path, name):
    with pytest.raises(ValueError, match="unknown kind of file"):
        book.save(tmp_path / name)


def test_a_folder_that_is_not_there(book, tmp_path):
    with pytest.raises(OSError, match="cannot be written"):
        book.save(tmp_path / "none" / "a.ods")
    with pytest.raises(OSError, match="cannot be written"):
        book.to_pdf(tmp_path / "none" / "a.pdf")


def test_opened_for_reading_only(app, book, tmp_path):
    book.save(tmp_path / "a.ods")
    book.close()
    with app.books.open(tmp_path / "a.ods", read_only=True) as again:
        assert again.api.isReadonly()


def test_a_book_of_its_path(book, tmp_path):
    book.save(tmp_path / "a.ods")
    assert xw.Book(tmp_path / "a.ods") == book
    book.close()
    again = xw.Book(tmp_path / "a.ods")
    assert again.name == "a.ods"


@pytest.mark.parametrize(
    ("options", "count"),
    [({}, 2), ({"include": 1}, 1), ({"include": ["two", 1]}, 2), ({"exclude": "two"}, 1)],
)
def test_pdf_of_a_book(book, tmp_path, options, count):
    two = book.sheets.add("two", after=1)
    book.sheets.add("#left out")["A1"].value = "x"
    book.sheets["Sheet1"]["A1"].value = "应收账款"
    two["A1"].value = 2
    book.to_pdf(tmp_path / "out.pdf", **options)
    assert pages(tmp_path / "out.pdf") == count
    assert all(sheet.visible for sheet in book.sheets)


def test_pdf_of_a_sheet_and_of_a_range(book, tmp_path):
    book.sheets[0]["A1:A200"].value = "row"
    book.sheets.add("two")["A1"].value = 2
    book.sheets["Sheet1"].to_pdf(tmp_path / "sheet.pdf")
    assert pages(tmp_path / "sheet.pdf") > 1
    book.sheets["Sheet1"]["A1:A3"].to_pdf(tmp_path / "range.pdf", quality="minimum")
    assert pages(tmp_path / "range.pdf") == 1
