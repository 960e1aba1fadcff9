"""The VBA project as other programs read it: oletools, olefile, pyOpenVBA."""

from __future__ import annotations

import io
import re
import zipfile
from struct import unpack_from

import olefile
import pytest
import xlsxwriter
from pyopenvba import ExcelFile, check_file
from vba_read import VBA_Parser, decompress_stream

from xlar.functions.registry import FUNCTIONS
from xlar.workbook.macros import PROJECT, macro_modules, macro_project
from xlar.workbook.vba.modules import BadSource, Module, read_module
from xlar.workbook.vba.project import build_project

WORKBOOK = Module("ThisWorkbook", "Option Explicit\n", "workbook")


def sheets(count):
    return [f"Sheet{n}" for n in range(1, count + 1)]


@pytest.fixture(scope="module", params=[1, 40, 300])
def built(request):
    """Modules and project of workbooks with few and with many sheets."""
    modules = macro_modules(FUNCTIONS.values(), sheets(request.param))
    return modules, build_project(PROJECT, modules)


def stream(project, *path):
    with olefile.OleFileIO(io.BytesIO(project), raise_defects=olefile.DEFECT_POTENTIAL) as file:
        return file.openstream(list(path)).read()


def records(project):
    """The records of the stream ``dir``; the version (9) alone does not state its length."""
    data, at = decompress_stream(bytearray(stream(project, "VBA", "dir"))), 0
    while at < len(data):
        number, size = unpack_from("<HI", data, at)
        size = 6 if number == 9 else size
        yield number, data[at + 6 : at + 6 + size]
        at += 6 + size


def test_every_module_is_stored_as_it_was_given(built):
    modules, project = built
    for module in modules:
        text = decompress_stream(bytearray(stream(project, "VBA", module.name)))
        assert text == module.stored, module.name


def test_olevba_lists_exactly_the_modules(built):
    modules, project = built
    parser = VBA_Parser("vbaProject.bin", data=project)
    found = {name.rpartition(".")[0]: code for *_, name, code in parser.extract_macros()}
    parser.close()
    assert found.keys() == {module.name for module in modules}
    for module in modules:
        assert module.code.strip() in found[module.name].replace("\n", "\r\n").replace("\r\r", "\r")


def test_there_is_no_compiled_code_anywhere(built):
    modules, project = built
    assert stream(project, "VBA", "_VBA_PROJECT").hex() == "cc61ffff000100"
    with olefile.OleFileIO(io.BytesIO(project)) as file:
        names = {path[-1] for path in file.listdir()}
    assert not [name for name in names if name.startswith("__SRP_")]
    offsets = [data for number, data in records(project) if number == 0x31]
    assert offsets == [bytes(4)] * len(modules)


def test_the_directory_counts_and_names_the_modules(built):
    modules, project = built
    found = list(records(project))
    assert [data for number, data in found if number == 0x0F] == [
        len(modules).to_bytes(2, "little")
    ]
    assert [data.decode() for number, data in found if number == 0x19] == [m.name for m in modules]
    kinds = [number for number, _ in found if number in (0x21, 0x22)]
    assert kinds == [0x21 if module.kind == "standard" else 0x22 for module in modules]
    assert found[-1] == (0x10, b"")


def test_two_builds_are_the_same_bytes(built):
    modules, project = built
    assert build_project(PROJECT, modules) == project


def test_the_listing_names_what_each_module_is():
    listing = stream(macro_project(FUNCTIONS.values(), sheets(2)), "PROJECT").decode("ascii")
    lines = listing.split("\r\n")
    assert "Document=ThisWorkbook/&H00000000" in lines
    assert "Document=Sheet2/&H00000000" in lines
    assert "Class=Dictionary" in lines
    assert {"Module=AR_Core", "Module=AR_Functions", "Module=xlwings"} <= set(lines)
    assert 'Name="xlar"' in lines


def workbook(path, count=3):
    """A workbook with macros whose code names are those of the modules."""
    book = xlsxwriter.Workbook(path)
    book.set_vba_name("ThisWorkbook")
    for name in sheets(count):
        book.add_worksheet().set_vba_name(name)
    project = macro_project(FUNCTIONS.values(), sheets(count))
    book.add_vba_project(io.BytesIO(project), is_stream=True)
    book.close()
    return path


def test_pyopenvba_finds_nothing_wrong_with_a_workbook(tmp_path):
    report = check_file(workbook(tmp_path / "book.xlsm"))
    assert [str(issue) for issue in report.issues] == []


def test_code_names_of_the_workbook_are_the_document_modules(tmp_path):
    path = workbook(tmp_path / "book.xlsm")
    with zipfile.ZipFile(path) as parts:
        xml = b"".join(parts.read(n) for n in parts.namelist() if n.endswith(".xml")).decode()
    modules = macro_modules(FUNCTIONS.values(), sheets(3))
    documents = {module.name for module in modules if module.kind in ("sheet", "workbook")}
    assert set(re.findall(r'codeName="(\w+)"', xml)) == documents


def test_pyopenvba_reads_every_source_back(tmp_path):
    with ExcelFile(workbook(tmp_path / "book.xlsm")) as file:
        for module in macro_modules(FUNCTIONS.values(), sheets(3)):
            assert file.get_module(module.name).splitlines() == module.stored.decode().splitlines()


@pytest.mark.parametrize(
    ("modules", "fault"),
    [
        ([], "exactly one module must be the workbook's"),
        ([WORKBOOK, Module("Other", "", "workbook")], "exactly one module"),
        ([WORKBOOK, Module("Sheet1"), Module("sheet1")], "sheet1: the name is used twice"),
        ([WORKBOOK, Module("XLAR")], "xlar: the name is used twice"),
        ([WORKBOOK, Module("A", 'x = "客户"')], "A: line 1: not ASCII"),
        ([WORKBOOK, Module("A", "x" * 1024)], "A: line 1: 1024 characters"),
        ([WORKBOOK, Module("A", "Sub B()")], "A: line 1: Sub is not closed"),
    ],
)
def test_a_project_that_excel_would_refuse_is_not_built(modules, fault):
    with pytest.raises(BadSource, match=fault):
        build_project(PROJECT, modules)


@pytest.mark.parametrize("name", ["", "1A", "_A", "客户", "A" * 32, "A B"])
def test_a_module_must_have_a_name_that_vba_accepts(name):
    with pytest.raises(BadSource, match="not a name"):
        Module(name)


def test_the_header_of_an_exported_class_is_left_out():
    exported = 'VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\nAttribute VB_Name = "A"\nDim x\n\n'
    assert Module("A", exported, "class").code == "Dim x\r\n"


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [("standard", 1), ("class", 8), ("workbook", 8), ("sheet", 8)],
)
def test_a_module_starts_with_the_attributes_of_its_kind(kind, attributes):
    stored = Module("A", "Option Explicit", kind).stored.decode().split("\r\n")
    assert stored[0] == 'Attribute VB_Name = "A"'
    assert sum(line.startswith("Attribute VB_") for line in stored) == attributes


def test_a_file_that_is_not_ascii_is_refused(tmp_path):
    (tmp_path / "A.bas").write_bytes("' 客户".encode("gbk"))
    with pytest.raises(BadSource, match="byte 2 is not ASCII"):
        read_module(tmp_path / "A.bas")


@pytest.mark.parametrize(
    ("name", "kind"), [("A.bas", "standard"), ("A.cls", "class"), ("ThisWorkbook.cls", "workbook")]
)
def test_the_kind_of_a_file_follows_from_its_name(tmp_path, name, kind):
    (tmp_path / name).write_bytes(b"Option Explicit\r\n")
    assert read_module(tmp_path / name).kind == kind
