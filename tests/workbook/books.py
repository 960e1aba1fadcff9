"""Workbooks of every format for tests of reading, from rows of plain values.

A cell is a text, a number, a day, a truth, None, an `Error` or a `Formula`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

import xlsb
import xlsxwriter
import xlwt

if TYPE_CHECKING:
    from pathlib import Path

INVOICES = ["单据号", "客户编码", "单据日期", "金额"]
DAY = dt.date(2026, 3, 5)
ENTRY = ["INV-1", "C001", DAY, 1234.5]
FORMATS = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"]


@dataclass(frozen=True)
class Error:
    """A cell with an error value."""

    text: str = "#N/A"


@dataclass(frozen=True)
class Formula:
    """A formula; without a value where ``value`` is None."""

    text: str = "1+1"
    value: Any = None


def write(path: Path, sheets: dict[str, list[list[Any]]], *, epoch_1904: bool = False) -> Path:
    """A workbook in the format that the path's suffix says."""
    if path.suffix == ".xlsb":
        plain = {
            name: [[cell.text if isinstance(cell, Error) else cell for cell in row] for row in rows]
            for name, rows in sheets.items()
        }
        return xlsb.write_xlsb(path, plain, epoch_1904=epoch_1904)
    if path.suffix == ".xls":
        return write_xls(path, sheets, epoch_1904=epoch_1904)
    if path.suffix == ".ods":
        return write_ods(path, sheets)
    return write_xlsx(path, sheets, epoch_1904=epoch_1904)


def invoices(path: Path, *rows: list[Any], header: list[Any] = INVOICES, **options: Any) -> Path:
    """A workbook with one sheet 发票: a header and the given rows."""
    return write(path, {"发票": [header, *rows]}, **options)


def write_xlsx(
    path: Path,
    sheets: dict[str, list[list[Any]]],
    *,
    epoch_1904: bool = False,
    tables: list[tuple[str, str, str]] = (),
    merged: list[tuple[str, str]] = (),
    totals: bool = False,
) -> Path:
    """A workbook by XlsxWriter.

    ``tables`` are (sheet, area, name) of Excel tables, ``merged`` (sheet, area) of merged cells.
    """
    book = xlsxwriter.Workbook(path, {"date_1904": epoch_1904})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for _, area in (one for one in merged if one[0] == name):
            sheet.merge_range(area, "")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _put(sheet, number, column, cell, day)
        for _, area, title in (one for one in tables if one[0] == name):
            _add_table(sheet, area, title, rows, totals=totals)
    book.close()
    return path


def _put(sheet: Any, row: int, column: int, cell: Any, day: Any) -> None:
    match cell:
        case None | "":
            pass
        case Error(text):
            sheet.write_formula(row, column, "=NA()", None, text)
        case Formula(text, value):
            sheet.write_formula(row, column, "=" + text, None, value)
        case bool():
            sheet.write_boolean(row, column, cell)
        case dt.datetime() | dt.date():
            sheet.write_datetime(row, column, cell, day)
        case dt.time():
            sheet.write_datetime(row, column, cell, day)
        case str():
            sheet.write_string(row, column, cell)
        case _:
            sheet.write_number(row, column, cell)


def _add_table(sheet: Any, area: str, title: str, rows: Any, *, totals: bool) -> None:
    first = int("".join(filter(str.isdigit, area.partition(":")[0])))
    headers = rows[first - 1][ord(area[0]) - ord("A") :]
    columns = [{"header": str(header)} for header in headers]
    options = {"name": title, "columns": columns, "total_row": totals}
    sheet.add_table(area, options)


def write_xls(path: Path, sheets: dict[str, list[list[Any]]], *, epoch_1904: bool = False) -> Path:
    """An .xls by xlwt."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = epoch_1904
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    codes = {"#N/A": 0x2A, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17}
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, Error):
                    sheet.row(number).set_cell_error(column, codes[cell.text])
                elif isinstance(cell, Formula):
                    sheet.write(number, column, xlwt.Formula(cell.text))
                elif isinstance(cell, dt.date):
                    sheet.write(number, column, cell, day)
                elif cell not in (None, ""):
                    sheet.write(number, column, cell)
    book.save(str(path))
    return path


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    ' office:version="1.2"><office:body><office:spreadsheet>'
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def write_ods(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """An .ods as LibreOffice writes it."""
    body = ""
    for name, rows in sheets.items():
        lines = "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows
        )
        body += f"<table:table table:name={quoteattr(name)}>{lines}</table:table>"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS_HEAD + body + _ODS_TAIL)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def _ods_cell(cell: Any) -> str:
    match cell:
        case None | "":
            return "<table:table-cell/>"
        case Error(text):
            return (
                '<table:table-cell table:formula="of:=NA()" office:value-type="string"'
                ' office:string-value="" calcext:value-type="error">'
                f"<text:p>{escape(text)}</text:p></table:table-cell>"
            )
        case Formula(text, None):
            return f"<table:table-cell table:formula={quoteattr('of:=' + text)}/>"
        case Formula(text, value):
            return _ods_cell(value).replace(
                "<table:table-cell",
                f"<table:table-cell table:formula={quoteattr('of:=' + text)}",
                1,
            )
        case bool():
            kind = f'"boolean" office:boolean-value="{str(cell).lower()}"'
        case dt.date():
            kind = f'"date" office:date-value="{cell.isoformat()}"'
        case str():
            kind = '"string"'
        case _:
            kind = f'"float" office:value="{cell}"'
    return (
        f"<table:table-cell office:value-type={kind}><text:p>{escape(str(cell))}</text:p>"
        "</table:table-cell>"
    )


_NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_sheet_xml(path: Path, rows: str, *, prefix: str = "", name: str = "发票") -> Path:
    """An .xlsx whose only sheet is given as the XML of its rows.

    Texts are best given in place: ``<c r="A1" t="inlineStr"><is><t>…</t></is></c>``.
    """
    p = f"{prefix}:" if prefix else ""
    own = f"xmlns:{prefix}" if prefix else "xmlns"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_NAMESPACE}" xmlns:r="{_RELATION}"><sheets>'
            f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": (
            f'<?xml version="1.0"?><{p}worksheet {own}="{_NAMESPACE}"><{p}sheetData>{rows}'
            f"</{p}sheetData></{p}worksheet>"
        ),
    }
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def folder(path: Path, **files: str | bytes) -> Path:
    """A folder of CSV files; texts are written as UTF-8."""
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (path / f"{name}.csv").write_bytes(data)
    return path
