"""Files of every kind as grids, and their row of headers."""

from __future__ import annotations

import datetime as dt

import pytest
from books import FORMATS, Error, write
from exports import codes, column, import_with, problem

from xlar.workbook.importer.html import html_tables, is_html, is_spreadsheet_xml, spreadsheet_xml
from xlar.workbook.importer.load import load_grids
from xlar.workbook.importer.notes import Notes

DAY = dt.date(2026, 3, 5)
HEADER = ["Invoice No", "Customer", "Invoice Date", "Due Date", "Amount"]
ROW = ["0012", "C001", DAY, DAY, 1234.5]
CSV = "Invoice No,Customer,Invoice Date,Due Date,Amount\n0012,C001,2026-03-05,2026-03-05,1234.5\n"
HTML = """<html><head><meta charset="utf-8"><style>td {color: red}</style></head><body>
<table border=1><tr><th>Invoice No</th><th>Customer<th>Invoice Date<th>Due Date<th>Amount</tr>
<tr><td>0012<td>C001<td>2026-03-05<td>2026-03-05<td align=right>1,234.50</tr></table>
</body></html>"""
XML = """<?xml version="1.0"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Sheet1"><Table>
<Row ss:Index="2"><Cell><Data ss:Type="String">Invoice No</Data></Cell>
<Cell><Data ss:Type="String">Customer</Data></Cell>
<Cell><Data ss:Type="String">Invoice Date</Data></Cell>
<Cell><Data ss:Type="String">Due Date</Data></Cell>
<Cell ss:Index="6"><Data ss:Type="String">Amount</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">0012</Data></Cell>
<Cell><Data ss:Type="String">C001</Data></Cell>
<Cell><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell>
<Cell ss:Index="6"><Data ss:Type="Number">1234.5</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def is_the_one_invoice(result) -> bool:
    assert codes(result) == []
    assert column(result, "invoices", "invoice_no") == ["0012"]
    assert column(result, "invoices", "invoice_date") == ["2026-03-05"]
    assert column(result, "invoices", "amount") == [1234.5]
    return True


@pytest.mark.parametrize("suffix", FORMATS)
def test_workbooks_of_every_format_are_read(tmp_path, suffix):
    path = write(tmp_path / f"raw{suffix}", {"Sheet1": [HEADER, ROW]})
    assert is_the_one_invoice(import_with(path, tmp_path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("raw.csv", CSV.encode()),
        ("raw.csv", CSV.encode("utf-8-sig")),
        ("raw.csv", CSV.encode("utf-16")),
        ("raw.csv", CSV.replace("Customer", "客户编码").encode("gbk")),
        ("raw.txt", CSV.replace(",", "\t").encode()),
        ("raw.tsv", CSV.replace(",", "\t").encode()),
        ("raw.csv", CSV.replace(",", ";").encode()),
        ("raw.csv", b"sep=|\n" + CSV.replace(",", "|").encode()),
        ("raw.csv", b"Report of 5 March\n\n" + CSV.encode()),
        ("raw.xls", CSV.replace(",", "\t").encode()),
        ("raw.xls", HTML.encode()),
        ("raw.html", HTML.encode()),
        ("raw.xls", HTML.replace("Customer", "客户编码").replace("utf-8", "gb2312").encode("gbk")),
        ("raw.xls", HTML.replace('<meta charset="utf-8">', "").encode("utf-16")),
        ("raw.xls", XML.replace('<Cell ss:Index="6"><Data', "<Cell/><Cell><Data").encode()),
        ("raw.xls", HTML.replace("charset", "x").replace("Customer", "客户编码").encode("gbk")),
        ("raw.xls", XML.encode()),
        ("raw.xml", XML.replace("1.0", "1.0", 1).encode("utf-16")),
    ],
)
def test_texts_and_pages_are_read_whatever_they_call_themselves(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    assert is_the_one_invoice(import_with(path, tmp_path))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("raw.csv", b"", "empty_file"),
        ("raw.xlsx", b"", "empty_file"),
        ("raw.xlsx", b"PK\x03\x04 no zip", "damaged_file"),
        ("raw.xls", XML.replace("</Row>", "").encode(), "damaged_file"),
        ("raw.csv", b'a,b\n"open,1\n', "open_quote"),
        ("raw.csv", b"\x81\x20\xff\x00", "bad_encoding"),
        ("raw.pdf", b"%PDF-1.7", "wrong_extension"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    result = import_with(path, tmp_path)
    assert codes(result) == [code]
    assert result.ledger is None


def test_a_missing_file_is_the_callers_mistake(tmp_path):
    with pytest.raises(FileNotFoundError):
        import_with(tmp_path / "none.csv", tmp_path)


def test_a_folder_without_files_says_so(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "~$book.xlsx").write_bytes(b"x")
    (tmp_path / "raw" / "notes.md").write_bytes(b"x")
    assert codes(import_with(tmp_path / "raw", tmp_path)) == ["nothing_to_import"]


def test_a_row_with_more_fields_than_headers_is_an_error_in_its_row(tmp_path):
    path = tmp_path / "raw.csv"
    path.write_text(CSV.replace("1234.5", "1,234.50"), encoding="utf-8")
    found = problem(import_with(path, tmp_path), "too_many_fields")
    assert (found.row, found.found) == (2, "234.50")


def grids(path, headers=()):
    notes = Notes()
    found = load_grids(path, notes, headers)
    assert notes.problems == []
    return found


def test_the_header_is_found_below_titles_and_rows_are_those_of_the_sheet(tmp_path):
    rows = [["应收账款明细表", None], ["2026 年 3 月", None], HEADER, ROW]
    (grid,) = grids(write(tmp_path / "raw.xlsx", {"Sheet1": rows}))
    assert grid.header == tuple(HEADER)
    assert list(grid.rows) == [4]
    assert grid.address(0, "Amount") == "Sheet1!E4"


def test_a_header_of_unknown_titles_is_found_by_the_map(tmp_path):
    rows = [["a", "b", "c", "d"], ["Beleg", "Kto", None, "Betrag"], ["x", "y", "z", "1"]]
    path = write(tmp_path / "raw.xlsx", {"Sheet1": rows})
    assert grids(path)[0].header[0] == "a"
    assert grids(path, ["Betrag"])[0].header == ("Beleg", "Kto", "(C)", "Betrag")


def test_headers_are_made_different_and_columns_without_one_kept(tmp_path):
    rows = [["Invoice No", "Amount", "Amount", None], ["x", 1.0, 2.0, "note"]]
    (grid,) = grids(write(tmp_path / "raw.xlsx", {"Sheet1": rows}))
    assert grid.header == ("Invoice No", "Amount", "Amount (2)", "(D)")
    assert grid.columns[3] == ["note"]


def test_every_sheet_is_a_grid_but_those_without_entries_and_our_own_pages(tmp_path):
    sheets = {
        "Jan": [HEADER, ROW],
        "Feb": [HEADER, ["0013", *ROW[1:]]],
        "Empty": [],
        "参数": [["设置", "值"], ["base_currency", "USD"]],
        "导入报告": [["类别"], ["x"]],
        "搁置的行": [["来源"], ["x"]],
    }
    path = write(tmp_path / "raw.xlsx", sheets)
    assert [grid.label for grid in grids(path)] == ["Jan", "Feb"]
    assert column(import_with(path, tmp_path), "invoices", "invoice_no") == ["0012", "0013"]


def test_sheets_of_a_workbook_in_a_folder_carry_its_name(tmp_path):
    (tmp_path / "raw").mkdir()
    write(tmp_path / "raw" / "march.xlsx", {"Sheet1": [HEADER, ROW]})
    (grid,) = grids(tmp_path / "raw")
    assert grid.label == "[march.xlsx]Sheet1"
    assert grid.address(0, "Amount") == "'[march.xlsx]Sheet1'!E2"
    assert grid.names == ("[march.xlsx]Sheet1", "Sheet1", "march")


def test_error_values_are_reported_at_their_cell(tmp_path):
    rows = [HEADER, [*ROW[:4], Error("#N/A")], ["0013", *ROW[1:]]]
    result = import_with(write(tmp_path / "raw.xlsx", {"Sheet1": rows}), tmp_path)
    found = problem(result, "error_cell")
    assert (found.cell, found.found) == ("Sheet1!E2", "#N/A")
    assert "missing_value" not in codes(result)  # the cell is told once


def test_error_values_in_a_column_carried_along_are_one_warning(tmp_path):
    rows = [[*HEADER, "x1"], [*ROW, Error("#N/A")], ["0013", *ROW[1:], Error("#REF!")]]
    result = import_with(write(tmp_path / "raw.xlsx", {"Sheet1": rows}), tmp_path)
    found = problem(result, "error_cell_other")
    assert (found.severity, found.cell) == ("warning", "Sheet1!F2")
    assert "2 error values" in found.text("en")


def test_serials_of_a_1904_workbook_are_days_of_1904(tmp_path):
    rows = [HEADER, [*ROW[:2], 44624, 44624, 5.0]]
    path = write(tmp_path / "raw.xlsx", {"Sheet1": rows}, epoch_1904=True)
    assert column(import_with(path, tmp_path), "invoices", "invoice_date") == ["2026-03-05"]


def test_identifiers_a_spreadsheet_has_spoiled_are_errors(tmp_path):
    rows = [HEADER, [DAY, *ROW[1:]], [12345678901234567890.0, *ROW[1:]]]
    result = import_with(write(tmp_path / "raw.xlsx", {"Sheet1": rows}), tmp_path)
    assert {"date_identifier", "cut_identifier"} <= set(codes(result))


@pytest.mark.parametrize(
    ("content", "html", "xml"),
    [
        (HTML.encode(), True, False),
        (b"\xef\xbb\xbf  <TABLE><tr><td>x", True, False),
        (XML.encode(), False, True),
        (CSV.encode(), False, False),
        (b"<?xml version='1.0'?><other/>", False, False),
    ],
)
def test_pages_and_xml_are_told_apart(content, html, xml):
    assert is_html(content) == html
    assert is_spreadsheet_xml(content) == xml


@pytest.mark.parametrize(
    ("page", "tables"),
    [
        ("<table><tr><td>a</td><td>b</td></tr></table>", [[["a", "b"]]]),
        ("<table><tr><td>a<td>b<tr><td>c", [[["a", "b"], ["c"]]]),
        ("<table><td>a</td></table>", [[["a"]]]),
        ("<table><tr><td colspan=3>a<td>b</table>", [[["a", None, None, "b"]]]),
        ("<table><tr><td> x<br>y&nbsp;&lt; </table>", [[["x y <"]]]),
        ("<table><tr><td><script>no</script>yes</table>", [[["yes"]]]),
        ("<table><tr><td></td><td>b</table>", [[[None, "b"]]]),
        ("<table><tr><td>a<table><tr><td>in</table></table>", [[["a"]], [["in"]]]),
        ("<p>text</p><table></table>", []),
        ("text </td></table> more", []),
    ],
)
def test_tables_of_a_page(page, tables):
    assert html_tables(page.encode()) == tables


def test_an_unknown_charset_falls_back():
    page = '<meta charset="none-such"><table><tr><td>客户</table>'
    assert html_tables(page.encode()) == [[["客户"]]]


def test_cells_of_xml_spreadsheets():
    rows = spreadsheet_xml(XML.replace("Number", "Boolean").replace(">1234.5<", ">1<").encode())
    assert rows[0][0] == "Sheet1"
    assert rows[0][1][0] == []  # the row before ss:Index="2"
    assert rows[0][1][2] == [
        "0012",
        "C001",
        dt.datetime(2026, 3, 5),
        dt.datetime(2026, 3, 5),
        None,
        True,
    ]


def test_error_values_outside_the_entries_do_not_matter(tmp_path):
    rows = [[Error("#N/A")], HEADER, ROW]
    assert is_the_one_invoice(import_with(write(tmp_path / "raw.xlsx", {"S": rows}), tmp_path))
