"""The macros as another program reads and runs them: LibreOffice with its support of VBA."""

from __future__ import annotations

import io
import re

import pytest
import xlsxwriter

from xlar.functions.registry import FUNCTIONS
from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.engine.process import Office
from xlar.workbook.macros import MESSAGES, PROJECT, macro_modules, macro_project

pytestmark = pytest.mark.office

SHEETS = ["Sheet1", "Sheet2"]
ALWAYS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN
VBA = "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"

# LibreOffice cannot compile xlwings' own module: it stands for what ours need of it.
TRANSPORT = """
Function GetConfig(key As String, Optional default As String)
    GetConfig = default
End Function
Function XLPy()
End Function
Sub RunPython(command As String)
End Sub
"""
# Error values and arrays cannot leave LibreOffice's Basic as they are; what they are can.
PROBE = """
Option Explicit
Function Kind(ByVal answer As Variant) As String
    Kind = TypeName(AR_Cells(answer))
End Function
Function Code(ByVal answer As Variant) As Long
    Code = CLng(AR_Cells(answer))
End Function
Function KindsOfTable() As String
    Dim table(0 To 1, 0 To 1) As Variant
    Dim cells As Variant
    table(0, 0) = "a"
    table(0, 1) = "#XLAR!2042"
    table(1, 0) = 1.5
    table(1, 1) = True
    cells = AR_Cells(table)
    KindsOfTable = TypeName(cells(0, 0)) & TypeName(cells(0, 1)) _
        & TypeName(cells(1, 0)) & TypeName(cells(1, 1))
End Function
Function KindsOfRow() As String
    Dim cells As Variant
    cells = AR_Cells(Array("#XLAR!2015", 2.5))
    KindsOfRow = TypeName(cells(0)) & TypeName(cells(1))
End Function
Function KindsOfValues() As String
    Dim values As Variant
    values = AR_Values("C1", Empty, 2.5)
    KindsOfValues = UBound(values) & TypeName(values(0)) & TypeName(values(1)) & TypeName(values(2))
End Function
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    """A workbook with the macros, open in LibreOffice."""
    path = tmp_path_factory.mktemp("office") / "book.xlsm"
    book = xlsxwriter.Workbook(path)
    book.set_vba_name("ThisWorkbook")
    texts, other = (book.add_worksheet(name) for name in ("_xlar_i18n", "Data"))
    texts.set_vba_name(SHEETS[0])
    other.set_vba_name(SHEETS[1])
    for row, (key, text) in enumerate(MESSAGES.items()):
        texts.write_row(row, 0, ("message", key, "", text.zh, text.en))
    book.add_vba_project(io.BytesIO(macro_project(FUNCTIONS.values(), SHEETS)), is_stream=True)
    book.close()
    try:
        office = Office()
    except bridge.NoOffice as missing:
        pytest.skip(missing.text("en"))
    desktop = office.context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", office.context
    )
    try:
        options = bridge.properties(Hidden=True, MacroExecutionMode=ALWAYS)
        yield desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, options)
    finally:
        office.end(desktop)


@pytest.fixture(scope="module")
def sources(document):
    """Every module as LibreOffice has read it."""
    library = document.BasicLibraries.getByName(PROJECT)
    return {name: library.getByName(name) for name in library.ElementNames}


@pytest.fixture(scope="module")
def call(document, sources):
    """Calls a macro and gives what it returns."""
    library = document.BasicLibraries.getByName(PROJECT)
    for name in ("xlwings", "Dictionary"):
        assert name in sources
        library.removeByName(name)
    library.insertByName("xlwings", VBA + TRANSPORT)
    library.insertByName("Probe", VBA + PROBE)
    scripts = document.getScriptProvider()

    def called(macro, *arguments):
        address = f"vnd.sun.star.script:{PROJECT}.{macro}?language=Basic&location=document"
        return scripts.getScript(address).invoke(arguments, (), ())[0]

    return called


def test_libreoffice_reads_every_module(sources):
    modules = {module.name: module for module in macro_modules(FUNCTIONS.values(), SHEETS)}
    assert sources.keys() == modules.keys()
    for name, source in sources.items():
        lines = [line.strip() for line in source.splitlines()]
        code = re.sub(r"(?m)^Attribute .*\n?", "", modules[name].code.replace("\r", ""))
        missing = [line for line in code.splitlines() if line.strip() not in lines]
        assert missing == [], name


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("#XLAR!2042", "Error"), ("客户", "String"), (1.5, "Double"), (True, "Boolean")],
)
def test_a_mark_becomes_an_error_value_and_nothing_else_does(call, answer, kind):
    assert call("Probe.Kind", answer) == kind


def test_marks_in_tables_and_rows_become_error_values(call):
    assert call("Probe.KindsOfTable") == "StringErrorDoubleBoolean"
    assert call("Probe.KindsOfRow") == "ErrorDouble"


def test_arguments_are_handed_on_in_their_order(call):
    assert call("Probe.KindsOfValues") == "2StringEmptyDouble"


def test_a_text_is_found_on_the_hidden_sheet(call):
    assert call("AR_Core.AR_Text", "message", "running") == MESSAGES["running"].zh
