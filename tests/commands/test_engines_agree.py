"""The stand-in for Excel and the engine for LibreOffice give a command the same answers.

Each was written without the other; where they differ, one of them is not like Excel.
"""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw

pytestmark = pytest.mark.office

TEXTS = (
    "=1+1", "0012", "1-2", "1E5", "@x", "'x", "12%", "$5", "(5)", "1,234.5", "2026-6-30", "0:30",
    "TRUE", "#N/A", "中文", "3/4", "1 1/2", '="a"&"b"', "x\ny", "- ", "a=b",
)  # fmt: skip
DAY = dt.date(2026, 6, 30)


def _naive(cell):
    return cell.replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell


def _rows(area):
    raw = area.raw_value
    rows = raw if isinstance(raw, list | tuple) else ((raw,),)
    return [[_naive(cell) for cell in row] for row in rows]


def _columns(rows):
    return [[cell] for cell in rows]


def texts_in_general_cells(sheet):
    place = sheet.range((1, 1), (len(TEXTS), 1))
    place.value = _columns(TEXTS)
    return place.value


def texts_in_text_cells(sheet):
    place = sheet.range((1, 1), (len(TEXTS), 1))
    place.number_format = "@"
    place.value = _columns(TEXTS)
    return _rows(place), place.number_format


def formulas_of_constants(sheet):
    sheet["A1:A4"].value = _columns([12, 0.5, "x", DAY])
    sheet["A5"].formula = "=A1*2"
    return [[str(cell) for cell in row] for row in sheet["A1:A5"].formula]


def kinds_of_values(sheet):
    sheet["A1:A4"].value = _columns([12, "x", None, 2.5])
    return [type(cell).__name__ for cell in sheet["A1:A4"].value]


def truth_values(sheet):
    sheet["A1:A2"].value = _columns([True, False])
    return [type(cell).__name__ for cell in sheet["A1:A2"].value], sheet["A1:A2"].value


def serials_in_date_cells(sheet):
    sheet["A1:B1"].number_format = "yyyy-mm-dd"
    sheet["A1:B1"].value = [46203.0, 46203.5]
    return sheet["A1:B1"].value, sheet["A1"].number_format


def days_in_general_cells(sheet):
    sheet["A1"].value = DAY
    return sheet["A1"].value, sheet["A1"].number_format == "General"


def errors(sheet):
    sheet["A1:A3"].formula = _columns(["=1/0", "=NA()", "=A1+1"])
    return _rows(sheet["A1:A3"]), sheet["A1:A3"].value


def errors_as_texts(sheet):
    sheet["A1"].formula = "=1/0"
    return sheet["A1"].options(err_to_str=True).value


def mixed_formats(sheet):
    sheet["A1"].number_format = "@"
    return sheet["A1:B1"].number_format, sheet["A1:A1"].number_format


def columns_with_a_format(sheet):
    sheet["B:B"].number_format = "@"
    sheet["B5"].value = "0012"
    return sheet["B5"].value, sheet["C5"].number_format


def formats_after_clearing(sheet):
    sheet["A1"].number_format = "0.00"
    sheet["A1"].value = 1
    sheet["A1"].clear_contents()
    kept = sheet["A1"].number_format
    sheet["A1"].clear()
    return kept, sheet["A1"].number_format


def ends_and_regions(sheet):
    sheet["A1:B3"].value = [[1, 2], [3, 4], [5, None]]
    sheet["D9"].value = 1
    return (
        sheet["A1"].end("down").address, sheet["A3"].end("up").address,
        sheet["B1"].end("right").address, sheet["A1"].current_region.address,
        sheet["A1"].expand().address, sheet.used_range.address,
    )  # fmt: skip


def an_empty_sheet(sheet):
    return sheet.used_range.address, sheet.used_range.value


def inserted_and_deleted(sheet):
    sheet["A1:B3"].value = [[1, 2], [3, 4], [5, 6]]
    sheet["A2"].insert("down")
    sheet["B1"].delete("up")
    return sheet["A1:B4"].value


def names_of_sheets(sheet):
    book = sheet.book
    book.sheets.add("乙", after=sheet)
    book.sheets.add("甲 (1)", before=sheet)
    order = [one.name for one in book.sheets]
    book.sheets["乙"].name = "O'Neil"
    return order, [one.name for one in book.sheets], book.sheets.active.name


def bad_sheet_names(sheet):
    refused = []
    for name in ("a/b", "x" * 32, "[a]"):
        try:
            sheet.name = name
        except Exception as error:  # noqa: BLE001 - each program fails in its own way
            refused.append(bool(str(error)))
    return refused, sheet.name


def references_to_renamed_sheets(sheet):
    other = sheet.book.sheets.add("other", after=sheet)
    sheet["A1"].value = 7
    other["A1"].formula = f"={sheet.name}!A1"
    sheet.name = "my data"
    return other["A1"].formula, other["A1"].value


def tables(sheet):
    sheet["A1:B3"].value = [["id", "sum"], ["x", 1], ["y", 2]]
    table = sheet.tables.add(sheet["A1:B3"], name="Docs")
    table.resize(sheet["A1:B5"])
    return (
        table.name, table.range.address, table.data_body_range.address,
        table.header_row_range.value, bool(table.show_totals), table.totals_row_range,
    )  # fmt: skip


def cells_below_a_table(sheet):
    sheet["A1:B2"].value = [["id", "sum"], ["x", 1]]
    table = sheet.tables.add(sheet["A1:B2"], name="Docs")
    sheet["A3:B3"].value = ["y", 2]
    return table.range.address


def defined_names(sheet):
    sheet["B2"].value = 5
    sheet.book.names.add("five", f"={sheet.name}!$B$2")
    name = sheet.book.names["five"]
    found = name.refers_to, name.refers_to_range.address, sheet.range("five").value
    name.delete()
    return found, len(sheet.book.names)


def links(sheet):
    sheet["A1"].formula = f'=HYPERLINK("#{sheet.name}!B2","往 ""B2""")'
    return sheet["A1"].value, sheet["A1"].formula


def looks(sheet):
    sheet["A1"].color = (255, 255, 0)
    sheet["A1"].font.bold = True
    sheet["A1"].wrap_text = True
    return sheet["A1"].color, bool(sheet["A1"].font.bold), bool(sheet["A1"].wrap_text)


def filled_formulas(sheet):
    sheet["A1:A3"].value = _columns([1, 2, 3])
    sheet["B1:B3"].formula = "=A1*2"
    return sheet["B1:B3"].value, sheet["B3"].formula


def copied_sheets(sheet):
    sheet["A1"].value = "x"
    copy = sheet.copy(name="copy")
    copy["A1"].value = "y"
    return sheet["A1"].value, copy.name, copy.index


SCENES = [
    value for value in list(vars().values())
    if callable(value) and getattr(value, "__module__", "") == __name__
    and not value.__name__.startswith("_")
]  # fmt: skip


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_both_do_the_same(scene, calc, fake_excel):
    fake = scene(xw.Book().sheets[0])
    assert fake_excel.engine.app.data
    xw.engines.active = calc.engine  # the fixture of the stand-in puts the old one back
    book = calc.books.add()
    try:
        real = scene(book.sheets[0])
    finally:
        book.close()
    assert real == fake
