"""Parts of packages and containers, read without the reader of cells."""

import zipfile
from struct import pack
from xml.parsers import expat

import pytest
from books import DAY, ENTRY, INVOICES, invoices, write, write_ods, write_xlsx
from xlsb import record, text, write_xlsb

from xlar.workbook.biff8 import has_possible_size, old_book, scan_sheet
from xlar.workbook.biff12 import scan_sheet as scan_binary_sheet
from xlar.workbook.biff12 import workbook_bin
from xlar.workbook.compound import BadCompoundFile, CompoundFile
from xlar.workbook.files import BadFile, format_of, readable
from xlar.workbook.parts import ExcelTable, column_number, elements, read_package
from xlar.workbook.read import read_source
from xlar.workbook.sheets import Book


def package(path):
    with zipfile.ZipFile(path) as archive:
        return read_package(archive)


def test_elements_without_prefixes():
    xml = b'<x:a xmlns:x="u" r:id="1" xmlns:r="v"><!-- --><x:b c="2"/></x:a>'
    found = [(name, values.get("id"), values.get("c")) for name, values in elements(xml)]
    assert found == [("a", "1", None), ("b", None, "2")]


def test_broken_xml_says_so():
    with pytest.raises(expat.ExpatError):
        list(elements(b"<a><b></a>"))


@pytest.mark.parametrize(("name", "number"), [("A", 0), ("Z", 25), ("AA", 26), ("XFD", 16383)])
def test_column_numbers(name, number):
    assert column_number(name) == number


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_sheets_and_date_system_of_a_package(tmp_path, epoch_1904):
    path = write(tmp_path / "b.xlsx", {"发票": [INVOICES], "a & b": [[1]]}, epoch_1904=epoch_1904)
    found = package(path)
    assert found.sheets == {
        "发票": "xl/worksheets/sheet1.xml",
        "a & b": "xl/worksheets/sheet2.xml",
    }
    assert found.epoch_1904 is epoch_1904


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_sheets_and_date_system_of_a_binary_package(tmp_path, epoch_1904):
    path = write_xlsb(tmp_path / "b.xlsb", {"发票": [INVOICES]}, epoch_1904=epoch_1904)
    found = package(path)
    assert found.sheets == {"发票": "xl/worksheets/sheet1.bin"}
    assert found.epoch_1904 is epoch_1904


def test_an_excel_table_states_its_area(tmp_path):
    path = write_xlsx(
        tmp_path / "b.xlsx",
        {"甲": [["x"]], "乙": [[], ["", *INVOICES], ["", *ENTRY], ["", "合计"]]},
        tables=[("乙", "B2:E4", "ar_invoices")],
        totals=True,
    )
    assert package(path).tables == (
        ExcelTable(
            name="ar_invoices",
            sheet="乙",
            top=2,
            left=1,
            bottom=3,
            right=4,
            header=True,
            has_totals=True,
            columns=tuple(INVOICES),
        ),
    )


def test_an_excel_table_whose_header_is_hidden_is_read_by_its_titles(tmp_path):
    path = write_xlsx(
        tmp_path / "b.xlsx", {"甲": [INVOICES, ENTRY]}, tables=[("甲", "A1:D2", "invoices")]
    )
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/tables/table1.xml"
    parts[part] = parts[part].replace(b'ref="A1:D2"', b'ref="A2:D2" headerRowCount="0"', 1)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    table = read_source(path).tables["invoices"]
    assert table.columns["invoice_no"].tolist() == ["INV-1"]
    assert table.rows.tolist() == [2]


def test_a_link_to_a_file_outside_is_no_part(tmp_path):
    path = write(tmp_path / "b.xlsx", {"发票": [INVOICES, ENTRY]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("latin-1") for name in archive.namelist()}
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    parts[rels] = (
        '<Relationships><Relationship Id="rId1" Type="x/table" Target="http://example.com/t"'
        ' TargetMode="External"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.encode("latin-1"))
    assert package(path).tables == ()


# Binary formats.


def test_a_binary_workbook_may_lack_a_name():
    data = record(156, pack("<II", 0, 1) + b"\xff\xff\xff\xff" + text("发票"))
    assert workbook_bin(data) == ({"发票": ""}, False)


def test_the_size_of_a_binary_sheet():
    data = record(0, pack("<II", 6, 0)) + record(5, pack("<IId", 26, 0, 1.0))
    found = scan_binary_sheet(data)
    assert (found.rows, found.columns, found.faults) == (7, 27, [])


def stream(*parts):
    """Records of .xls from pairs of type and content, between a beginning and an end."""
    inside = b"".join(pack("<HH", kind, len(content)) + content for kind, content in parts)
    return pack("<HH", 0x809, 0) + inside + pack("<HH", 0x0A, 0)


@pytest.mark.parametrize(
    ("size", "possible"),
    [
        ((0, 10, 0, 5), True),
        ((0, 65_536, 0, 256), True),
        ((0, 0, 0, 0), True),
        ((9, 3, 0, 5), False),
        ((0, 10, 7, 5), False),
        ((0, 0x5E000003, 0, 5), False),
        ((0, 10, 0, 60_000), False),
    ],
)
def test_sizes_an_old_sheet_can_have(size, possible):
    assert has_possible_size(stream((0x200, pack("<IIHH", *size))), 0) is possible


def test_a_sheet_that_states_no_size_is_believed():
    assert has_possible_size(stream(), 0)


def test_facts_of_an_old_book():
    book = old_book(stream((0x22, b"\x01\0"), (0x85, pack("<I", 99)), (0xFC, pack("<II", 8, 5))))
    assert (book.encrypted, book.epoch_1904, book.starts, book.texts) == (False, True, [99], 8)
    assert old_book(stream((0x2F, b""))).encrypted


def test_faults_of_an_old_sheet():
    error = pack("<HHHBB", 4, 2, 0, 0x2A, 1)
    truth = pack("<HHHBB", 5, 2, 0, 1, 0)
    formula = pack("<HHH", 6, 3, 0) + b"\x02\0\x07\0\0\0\xff\xff" + bytes(8)
    found = scan_sheet(stream((0x205, error), (0x205, truth), (6, formula)), 0).faults
    assert [(fault.row, fault.position, fault.seen) for fault in found] == [
        (5, 2, "#N/A"),
        (7, 3, "#DIV/0!"),
    ]


def test_charts_inside_a_sheet_do_not_end_it():
    error = pack("<HHHBB", 4, 2, 0, 0x2A, 1)
    data = stream()[:-4] + stream() + pack("<HH", 0x205, 8) + error + pack("<HH", 0x0A, 0)
    assert len(scan_sheet(data, 0).faults) == 1


def test_a_chain_of_sectors_that_bites_its_tail_is_damage(tmp_path):
    data = bytearray(invoices(tmp_path / "b.xls", ENTRY).read_bytes())
    table = 512 * (1 + int.from_bytes(data[76:80], "little"))
    for at in range(table, table + 512, 4):
        data[at : at + 4] = (0).to_bytes(4, "little")
    with pytest.raises(BadCompoundFile):
        CompoundFile(bytes(data)).read("Workbook")


# What the reader of cells would die of, or never come back from.


def changed(path, old, new):
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))
    return path


def test_an_old_sheet_of_an_impossible_size_is_damage(tmp_path):
    path = invoices(tmp_path / "b.xls", ENTRY)
    size = pack("<HHIIHH", 0x200, 14, 0, 2, 0, 4)
    with pytest.raises(BadFile) as caught:
        format_of(changed(path, size, pack("<HHIIHH", 0x200, 14, 0, 0x5E000003, 0, 4)))
    assert caught.value.words.code == "damaged_file"


def test_an_old_book_that_claims_billions_of_texts_is_damage(tmp_path):
    path = invoices(tmp_path / "b.xls", ENTRY)
    data = path.read_bytes()
    at = data.index(b"\xfc\x00", data.index(b"\x85\x00"))
    path.write_bytes(data[: at + 4] + b"\xff\xff\xff\x7f" * 2 + data[at + 12 :])
    with pytest.raises(BadFile):
        format_of(path)


def test_an_ods_that_breaks_off_is_damage(tmp_path):
    path = write_ods(tmp_path / "b.ods", {"发票": [INVOICES, ["A", "C", DAY, 1]]})
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content[:-20])
    with pytest.raises(BadFile):
        format_of(path)


def test_a_binary_sheet_with_a_cell_far_away_is_too_large(tmp_path):
    path = write_xlsb(tmp_path / "b.xlsb", {"发票": [INVOICES]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "xl/worksheets/sheet1.bin"
    parts[part] += record(0, pack("<II", 0x00FFFFFF, 0)) + record(5, pack("<IId", 16_383, 0, 1.0))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert [problem.code for problem in read_source(path).problems] == ["huge_sheet"]


# Opening.


def test_a_sheet_is_read_once(tmp_path):
    book = Book(invoices(tmp_path / "b.xlsx", ENTRY))
    assert book.grid("发票") is book.grid("发票")
    assert book.faults("发票") is book.faults("发票")


def test_a_grid_states_where_it_begins(tmp_path):
    rows = [[], ["", "", "x", 5]]
    grid = Book(write(tmp_path / "b.xlsx", {"甲": rows})).grid("甲")
    assert (grid.top, grid.left, grid.rows) == (2, 2, [["x", 5.0]])


def test_whatever_goes_wrong_inside_a_file_is_damage():
    with pytest.raises(BadFile) as caught, readable():
        raise RecursionError
    assert caught.value.words.code == "damaged_file"


@pytest.mark.parametrize("mistake", [KeyboardInterrupt, SystemExit])
def test_the_user_can_always_stop(mistake):
    with pytest.raises(mistake), readable():
        raise mistake
