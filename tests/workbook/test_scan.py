"""Cells without a usable value, found in the files of every format."""

import shutil
import subprocess
import tracemalloc
import zipfile
from io import BytesIO

import openpyxl
import pytest
from books import DAY, ENTRY, FORMATS, INVOICES, Error, Formula, invoices, write, write_sheet_xml

from xlar.tables.faults import error_text
from xlar.workbook.biff12 import records
from xlar.workbook.compound import BadCompoundFile, CompoundFile
from xlar.workbook.read import read_source
from xlar.workbook.scan_ods import ods_faults
from xlar.workbook.scan_xml import scan_sheet


def scan(rows, prefix=""):
    """(row, position, code, seen) of every fault in a sheet with these rows."""
    p = f"{prefix}:" if prefix else ""
    own = f"xmlns:{prefix}" if prefix else "xmlns"
    xml = f"<{p}worksheet {own}='m'><{p}sheetData>{rows}</{p}sheetData></{p}worksheet>"
    return sorted(
        (fault.row, fault.position, fault.words.code, fault.seen)
        for fault in scan_sheet(BytesIO(xml.encode())).faults
    )


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ('<c r="B3" t="e"><v>#N/A</v></c>', "#N/A"),
        ("<c r='B3' t='e'><v>#REF!</v></c>", "#REF!"),
        ('<c t="e" r="B3"><v>#N/A</v></c>', "#N/A"),
        ('<c r="B3" s="4" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c\n r="B3"\n t = "e" ><v>#N/A</v></c>', "#N/A"),
        ('<c r="B3" t="e"><v xml:space="preserve">#N/A</v></c>', "#N/A"),
        ('<c r="$B$3" t="e"><v>#N/A</v></c>', "#N/A"),
    ],
)
def test_error_values_in_any_spelling(cell, seen):
    assert scan(f'<row r="3">{cell}</row>') == [(3, 1, "error_cell", seen)]


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ('<c r="B3"><f>1+1</f></c>', "=1+1"),
        ('<c r="B3"><f>1+1</f><v></v></c>', "=1+1"),
        ('<c r="B3"><f>1+1</f><v/></c>', "=1+1"),
        ('<c r="B3"><f>1+1</f><v /></c>', "=1+1"),
        ('<c r="B3"><f>1+1</f>\n  <v>\n</v>\n</c>', "=1+1"),
        ('<c r="B3"><f t="shared" si="0"/></c>', "=…"),
        ('<c r="B3"><f t="shared" si="0"/><v/></c>', "=…"),
        ('<c r="B3"><f/></c>', "=…"),
        ('<c r="B3" t="str"><f>A1&amp;"x"</f></c>', '=A1&"x"'),
        ('<c r="B3"><f t="array" ref="B3">SUM(A1)</f></c>', "=SUM(A1)"),
        ('<c r="B3" s="1"><f ca="1">NOW()</f><v></v></c>', "=NOW()"),
    ],
)
def test_formulas_without_a_result_in_any_spelling(cell, seen):
    assert scan(f'<row r="3">{cell}</row>') == [(3, 1, "no_value", seen)]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B3"><v>1</v></c>',
        '<c r="B3"><f>1+1</f><v>2</v></c>',
        '<c r="B3" t="str"><f>""</f><v></v></c>',
        '<c r="B3" t="str"><f>""</f><v/></c>',
        '<c r="B3"><f t="shared" si="0"/><v>0</v></c>',
        '<c r="B3" t="s"><v>0</v></c>',
        '<c r="B3" t="inlineStr"><is><t>say "e" and \'e\'</t></is></c>',
        '<c r="B3"/>',
        '<c r="B3" t="b"><v>1</v></c>',
    ],
)
def test_sound_cells_are_not_reported(cell):
    assert scan(f'<row r="3">{cell}</row>') == []


@pytest.mark.parametrize("prefix", ["", "x", "ns0"])
def test_prefixed_elements_are_understood(prefix):
    p = f"{prefix}:" if prefix else ""
    rows = (
        f'<{p}row r="2"><{p}c r="A2" t="e"><{p}v>#N/A</{p}v></{p}c>'
        f'<{p}c r="B2"><{p}f>1+1</{p}f></{p}c></{p}row>'
    )
    assert scan(rows, prefix) == [(2, 0, "error_cell", "#N/A"), (2, 1, "no_value", "=1+1")]


def test_cells_without_references_are_counted():
    bad, good = '<c t="e"><v>#N/A</v></c>', "<c><v>1</v></c>"
    rows = f"<row>{good}</row><row>{good}{good}{bad}</row><row r='9'>{bad}</row><row>{bad}</row>"
    assert [(row, position) for row, position, *_ in scan(rows)] == [(2, 2), (9, 0), (10, 0)]


def test_a_sheet_of_many_pieces_is_scanned_wholly_and_in_little_memory():
    row = b"<row>" + b"<c><v>1234567</v></c>" * 100 + b"</row>"
    bad = b'<row><c/><c t="e"><v>#N/A</v></c></row>'
    xml = b"<worksheet><sheetData>" + bad + row * 15_000 + bad + b"</sheetData></worksheet>"
    assert len(xml) > 7 * 2**22
    stream = BytesIO(xml)
    tracemalloc.start()
    found = [(fault.row, fault.position) for fault in scan_sheet(stream).faults]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [(1, 1), (15_002, 1)]
    assert peak < len(xml) / 2


def test_what_follows_the_cells_is_not_searched():
    assert scan('</sheetData><x t="e"/><sheetData>') == []


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("column", range(4))
def test_error_cells_are_found_in_every_format(tmp_path, suffix, column):
    row = list(ENTRY)
    row[column] = Error("#N/A")
    path = invoices(tmp_path / f"book{suffix}", ENTRY[:], row)
    [problem] = read_source(path).problems
    assert (problem.code, problem.row, problem.found) == ("error_cell", 3, "#N/A")
    assert problem.cell == f"发票!{'ABCD'[column]}3"


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".xlsb"])
@pytest.mark.parametrize("text", ["#DIV/0!", "#VALUE!", "#REF!"])
def test_error_values_are_shown_as_the_user_sees_them(tmp_path, suffix, text):
    path = invoices(tmp_path / f"book{suffix}", [*ENTRY[:3], Error(text)])
    assert [problem.found for problem in read_source(path).problems] == [text]


def test_formulas_written_by_openpyxl_have_no_result(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "发票"
    sheet.append(INVOICES)
    sheet.append([*ENTRY[:3], "=1+1"])
    sheet.append(
        ['="INV-"&2', "=B2", "=C2", "=D2"]
    )  # a row that reading the cells alone would drop
    book.save(tmp_path / "book.xlsx")
    problems = read_source(tmp_path / "book.xlsx").problems
    assert [(problem.code, problem.cell) for problem in problems] == [
        ("no_value", "发票!D2"),
        ("no_value", "发票!A3"),
        ("no_value", "发票!B3"),
        ("no_value", "发票!C3"),
        ("no_value", "发票!D3"),
    ]
    assert [problem.found for problem in problems][:2] == ["=1+1", '="INV-"&2']


def test_formulas_of_ods_without_a_result(tmp_path):
    path = invoices(tmp_path / "book.ods", [*ENTRY[:3], Formula("1+1")])
    [problem] = read_source(path).problems
    assert (problem.code, problem.cell, problem.found) == ("no_value", "发票!D2", "=1+1")


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_formulas_with_a_result_are_read(tmp_path, suffix):
    path = invoices(tmp_path / f"book{suffix}", [*ENTRY[:3], Formula("D1*2", 88.5)])
    source = read_source(path)
    assert source.problems == ()
    assert source.tables["invoices"].columns["amount"].tolist() == [885_000]


def test_repeated_rows_and_cells_of_ods_are_counted():
    content = (
        '<d xmlns:table="t" xmlns:calcext="c"><table:table table:name="S">'
        '<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>'
        '<table:table-row><table:table-cell table:number-columns-repeated="3"/>'
        '<table:covered-table-cell/><table:table-cell calcext:value-type="error"/>'
        "</table:table-row></table:table></d>"
    )
    [fault] = ods_faults(content.encode())["S"]
    assert (fault.row, fault.position, fault.seen) == (5, 4, "#ERROR!")


def test_an_error_text_typed_by_hand_is_no_better(tmp_path):
    path = invoices(tmp_path / "book.xlsx", ["#N/A", *ENTRY[1:3], "#VALUE!"])
    problems = read_source(path).problems
    assert [(problem.code, problem.cell) for problem in problems] == [
        ("error_cell", "发票!A2"),
        ("error_cell", "发票!D2"),
    ]


def test_errors_outside_the_tables_do_not_matter(tmp_path):
    rows = [["截至", Error()], INVOICES, ENTRY]
    path = write(tmp_path / "book.xlsx", {"发票": rows, "草稿": [[Error()]]})
    assert read_source(path).problems == ()


def test_errors_in_a_column_carried_along_are_one_warning(tmp_path):
    rows = [[*ENTRY, Error()], ["INV-2", *ENTRY[1:], 5], ["INV-3", *ENTRY[1:], Error("#REF!")]]
    path = invoices(tmp_path / "book.xlsx", *rows, header=[*INVOICES, "毛利"])
    [problem] = read_source(path).problems
    assert (problem.code, problem.severity, problem.cell) == (
        "error_cell_other",
        "warning",
        "发票!E2",
    )
    assert problem.values["count"] == 2


def test_rows_of_errors_only_are_not_blank(tmp_path):
    path = invoices(tmp_path / "book.xlsx", ENTRY, [Error()] * 4, ["INV-9", *ENTRY[1:]])
    assert {problem.row for problem in read_source(path).problems} == {3}


def test_prefixed_workbooks_are_read(tmp_path):
    def row(number, *cells):
        inside = "".join(
            f'<x:c r="{letter}{number}" t="inlineStr"><x:is><x:t>{cell}</x:t></x:is></x:c>'
            for letter, cell in zip("ABCD", cells, strict=True)
        )
        return f'<x:row r="{number}">{inside}</x:row>'

    rows = row(1, *INVOICES) + row(2, "INV-1", "C001", "2026-03-05", "12.50")
    path = write_sheet_xml(tmp_path / "book.xlsx", rows, prefix="x")
    source = read_source(path)
    assert source.problems == ()
    assert source.tables["invoices"].columns["amount"].tolist() == [125_000]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_files_saved_by_libreoffice(tmp_path, suffix):
    rows = [ENTRY, ["INV-2", "C001", DAY, Error("#N/A")], ["INV-3", "C001", DAY, Formula("1+1", 2)]]
    raw = invoices(tmp_path / "raw.xlsx", *rows)
    (tmp_path / "out").mkdir()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        "out",
        raw.name,
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    source = read_source(tmp_path / "out" / f"raw.{suffix}")
    assert [(problem.code, problem.cell) for problem in source.problems] == [
        ("error_cell", "发票!D3")
    ]
    assert source.tables["invoices"].columns["amount"].tolist()[::2] == [12_345_000, 20_000]


def test_binary_records_cut_short_do_not_stop_the_reader():
    assert list(records(bytes([0x9C]))) == [(0x9C, 1, 1)]
    assert list(records(b"\x05\xff\xff\xff\xff")) == [(5, 5, 5 + 0x0FFFFFFF)]


def test_an_unknown_error_code_has_a_name():
    assert error_text(0x63) == "#ERROR!"


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"x" * 600])
def test_what_is_no_compound_file_says_so(data):
    with pytest.raises(BadCompoundFile):
        CompoundFile(data)


def test_a_small_stream_of_a_compound_file_is_read(tmp_path):
    path = invoices(tmp_path / "book.xls", ENTRY)
    data = path.read_bytes()
    streams = CompoundFile(data).streams
    assert list(streams) == ["Workbook"]
    assert CompoundFile(data).read("Workbook")[:2] == b"\x09\x08"


def test_scanning_opens_only_sheets_that_are_read(tmp_path):
    path = write(tmp_path / "book.xlsx", {"发票": [INVOICES, ENTRY], "其他": [["x"]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet2.xml"] = b"<broken"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read_source(path).problems == ()


@pytest.mark.parametrize(
    ("before", "rows", "size"),
    [
        ('<dimension ref="A1:I9"/>', '<row r="7"><c r="AA7"/></row>', (7, 9)),
        ("", '<row r="7"><c r="AA7"/></row>', (7, 27)),
        ('<dimension ref="A1"/>', '<row r="7"><c r="B7"/></row>', (7, 2)),
        ("", "", (0, 0)),
    ],
)
def test_the_size_of_a_sheet(before, rows, size):
    xml = f"<worksheet>{before}<sheetData>{rows}</sheetData></worksheet>"
    found = scan_sheet(BytesIO(xml.encode()))
    assert (found.rows, found.columns) == size


@pytest.mark.parametrize("stated", [True, False])
def test_a_stray_cell_far_away_does_not_kill_the_reader(tmp_path, stated):
    path = invoices(tmp_path / "book.xlsx", ENTRY)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    stray = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    whole = 'dimension ref="A1:XFD1048576"' if stated else "nothing"
    parts[sheet] = parts[sheet].replace("</sheetData>", stray)
    parts[sheet] = parts[sheet].replace('dimension ref="A1:D2"', whole)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    [problem] = read_source(path).problems
    assert problem.code == "huge_sheet"
    assert "1,048,576 rows by 16,384 columns" in problem.text("en")
