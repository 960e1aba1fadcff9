"""The macros, run: values, error values, lost ledgers, lost servers, buttons."""

from __future__ import annotations

import re

import pytest
from pyopenvba.interpreter._values import VBAErrorValue
from vba_run import Control, Excel, from_com

from xlar.functions.call import Session
from xlar.functions.registry import FUNCTIONS
from xlar.hosts.excel import udfs
from xlar.workbook.macros import MESSAGES, SOURCES
from xlar.workbook.template import hidden
from xlar.workbook.wrappers import wrapper_source

WRAPPERS = wrapper_source(FUNCTIONS.values())
NA, VALUE = VBAErrorValue(2042), VBAErrorValue(2015)
NA_OF_COM = -2146826246

# Calls a wrapper as a formula does, and what a formula hands over.
FORMULAS = """
Option Explicit
Public Function Given(area As Variant) As Variant
    Given = AR_Values(area)
End Function
Public Function GivenCells(address As String) As Variant
    GivenCells = AR_Values(ThisWorkbook.Worksheets(1).Range(address))
End Function
Public Function LeftOut() As Variant
    LeftOut = Passed(1)
End Function
Private Function Passed(first As Variant, Optional x As Variant, Optional y As Variant) As Variant
    Passed = AR_Values(first, x, y)
End Function
Public Function Called(name As String, handle As String) As Variant
    Dim again As Boolean
    Called = Array(AR_Call(name, AR_Values("C1", handle), 1, again), again)
End Function
Public Function CalledWithout(name As String) As Variant
    Dim again As Boolean
    CalledWithout = Array(AR_Call(name, AR_Values("C1"), 1, again), again)
End Function
Public Function Balance(customer As String, handle As Variant) As Variant
    Balance = AR_BALANCE(customer, handle)
End Function
Public Function BalanceHere(customer As String) As Variant
    BalanceHere = AR_BALANCE(customer)
End Function
Public Function LedgerOf(address As String) As Variant
    LedgerOf = AR_LEDGER(, ThisWorkbook.Worksheets(1).Range(address))
End Function
Public Function Aged(handle As Variant) As Variant
    Aged = AR_AGING(handle)
End Function
"""


def excel(answer=lambda *_: (("",),)):
    one = Excel(answer, WRAPPERS)
    one.add_module(FORMULAS, name="Formulas")
    return one


@pytest.fixture
def session(monkeypatch):
    """A process that has seen no ledger yet."""
    fresh = Session(udfs._SESSION._today)
    monkeypatch.setattr(udfs, "_SESSION", fresh)
    return fresh


def python(entry, *arguments):
    """The real function behind the macros."""
    return getattr(udfs, entry)(*arguments)


# -- values --


@pytest.mark.parametrize("value", [1.5, "客户", True, "", 0])
def test_a_plain_value_is_handed_on_as_it_is(value):
    assert excel().run("Given", value) == [value]


def test_an_argument_that_was_left_out_is_nothing():
    assert excel().run("LeftOut") == [1, None, None]


def test_a_range_is_its_values_and_a_blank_cell_nothing():
    one = excel()
    one.sheet(1).set_value("A1", "C1")
    one.sheet(1).set_value("B2", 5)
    assert one.run("GivenCells", "A1:B2") == [[["C1", None], [None, 5.0]]]
    assert one.run("GivenCells", "A1") == ["C1"]
    assert one.run("GivenCells", "B1") == [None]


def test_whole_columns_and_rows_end_with_the_contents_of_the_sheet():
    one = excel()
    one.sheet(1).set_value("A1", "C1")
    one.sheet(1).set_value("B3", 5)
    assert one.run("GivenCells", "A:A") == [[["C1"], [None], [None]]]
    assert one.run("GivenCells", "1:1") == [[["C1", None]]]
    assert one.run("GivenCells", "F:F") == [[[None], [None], [None]]]


def test_an_area_in_several_pieces_is_an_error_value():
    assert excel().run("GivenCells", "A1,C3") == [VALUE]


# -- answers --


@pytest.mark.parametrize(
    ("mark", "number"),
    [("#XLAR!2042", 2042), ("#XLAR!2015", 2015), ("#XLAR!2007", 2007), ("#XLAR!", 2015)],
)
def test_a_mark_becomes_an_error_value(mark, number):
    assert excel().run("AR_Cells", mark) == VBAErrorValue(number)


@pytest.mark.parametrize("value", [1.5, "客户", True, "", "#N/A", "XLAR!2042"])
def test_any_other_answer_stays(value):
    assert excel().run("AR_Cells", value) == value


def test_marks_in_tables_and_rows_become_error_values():
    one = excel()
    table = from_com((("客户", "#XLAR!2042"), (1.0, True)))
    assert one.run("AR_Cells", table) == [["客户", NA], [1.0, True]]
    assert one.run("AR_Cells", from_com((("#XLAR!2015", 2.0),))) == [VALUE, 2.0]


# -- calls --


def test_a_call_says_language_dates_workbook_and_cell():
    one = excel(lambda *_: ((7.0,),))
    one.called_from("C3")
    one.book.counts_from_1904 = True
    assert one.run("Called", "AR_BALANCE", "h") == [7.0, False]
    context = ("zh", True, "Book1", "[Book1]Sheet1!$C$3")
    arguments = ("AR_BALANCE", ("C1", "h"), context)
    assert one.calls == [("xlar.hosts.excel.udfs", "dispatch", arguments)]


def test_the_language_is_that_of_the_configuration():
    one = excel()
    one.configure("LANGUAGE", "EN")
    one.run("Called", "AR_BALANCE", "h")
    assert one.calls[0][2][2][0] == "en"


def test_the_server_is_started_once_for_all_calls():
    one = excel()
    for _ in range(3):
        one.run("Called", "AR_BALANCE", "h")
    assert one.created == ["the DLL"]


def asking(entry, *_):
    """A Python that knows no ledger."""
    return (("#XLAR!TABLES",),) if entry == "dispatch" else ((9.0,),)


def with_tables(one):
    sheet = one.sheet(1)
    for place, value in {"A1": "单据号", "B1": "金额", "A2": "I-1", "B2": 80}.items():
        sheet.set_value(place, value)
    one.run("AddTable")
    return one


ADD_TABLE = """
Public Sub AddTable()
    With ThisWorkbook.Worksheets(1)
        .ListObjects.Add(1, .Range("A1:B2"), , 1).Name = "invoices"
    End With
End Sub
"""


def test_tables_are_sent_once_python_asks_for_them():
    one = excel(asking)
    one.add_module(ADD_TABLE, name="Tables")
    with_tables(one)
    assert one.run("Called", "AR_BALANCE", "old handle") == [9.0, False]
    assert [entry for _, entry, _ in one.calls] == ["dispatch", "dispatch_with"]
    rows = (("单据号", "金额"), ("I-1", 80.0))
    assert one.calls[1][2][3] == (("invoices", rows),)


def test_a_workbook_without_tables_sends_its_sheets():
    one = excel(asking)
    one.sheet(1).set_value("A1", "单据号")
    one.run("Called", "AR_BALANCE", "old handle")
    assert one.calls[1][2][3] == (("Sheet1", "单据号"),)


def test_a_call_without_a_ledger_must_be_calculated_again_and_one_with_a_handle_not():
    one = excel(asking)
    assert one.run("CalledWithout", "AR_BALANCE") == [9.0, True]
    assert one.run("Called", "AR_BALANCE", "handle") == [9.0, False]


def test_only_a_call_without_a_ledger_is_volatile():
    one = excel(asking)
    one.run("BalanceHere", "C1")
    assert one.application.volatile == 1
    one.run("Balance", "C1", "handle")
    assert one.application.volatile == 1


def test_tables_that_are_not_those_of_a_handle_are_not_sent_for_every_cell():
    one = excel(asking)
    answers = [one.run("Called", "AR_BALANCE", "lost") for _ in range(3)]
    assert answers == [[9.0, False], [NA, True], [NA, True]]
    assert [entry for _, entry, _ in one.calls].count("dispatch_with") == 1
    assert one.run("Called", "AR_BALANCE", "another") == [9.0, False]


# -- servers that fail --


def test_a_server_that_has_gone_is_started_again():
    one = excel(lambda *_: ((1.0,),))
    one.run("Called", "AR_BALANCE", "h")
    one.servers[0].is_gone = True
    assert one.run("Called", "AR_BALANCE", "h") == [1.0, False]
    assert one.created == ["the DLL", "the DLL"]


def test_functions_do_not_start_python_again_and_again():
    one = excel()
    one.configure("INTERPRETER_WIN", "")
    for _ in range(3):
        assert one.run("Called", "AR_BALANCE", "h") == [VALUE, True]
    assert one.created == []
    assert "not_installed" in str(one.application.vba_get("StatusBar"))
    one.configure("INTERPRETER_WIN", "python.exe")
    assert one.run("Called", "AR_BALANCE", "h") == [VALUE, True]  # for half a minute
    one.run("AR_Renew")  # as every button does
    assert one.run("Called", "AR_BALANCE", "h") == ["", False]
    assert one.application.vba_get("StatusBar") is False


def test_python_is_not_started_while_a_formula_is_typed():
    one = excel()
    one.application.wizard.is_open = True
    assert one.run("Called", "AR_BALANCE", "h") == [VALUE, True]
    assert one.created == []
    one.application.wizard.is_open = False
    assert one.run("Called", "AR_BALANCE", "h") == ["", False]


@pytest.mark.parametrize(
    ("transport", "started"),
    [("COM", "Xlar.Server"), ("com", "Xlar.Server"), ("DLL", "the DLL"), ("", "the DLL")],
)
def test_the_configuration_says_who_starts_the_server(transport, started):
    one = excel()
    one.configure("TRANSPORT", transport)
    one.run("Called", "AR_BALANCE", "h")
    assert one.created == [started]


# -- with the real functions behind --


def invoices(one):
    rows = [
        ("单据号", "客户编码", "单据日期", "到期日", "金额"),
        ("I-1", "C1", 46143, 46173, 80),  # 2026-05-01, due 2026-05-31
        ("I-2", "C1", 46174, 46204, 20.5),
    ]
    for y, row in enumerate(rows, 1):
        for letter, value in zip("ABCDE", row, strict=True):
            one.sheet(1).set_value(f"{letter}{y}", value)
    return one


@pytest.mark.usefixtures("session")
def test_a_ledger_and_a_balance_are_calculated():
    one = invoices(excel(python))
    handle = one.run("LedgerOf", "A1:E3")
    assert handle.endswith("· 2")
    assert one.run("Balance", "C1", handle) == 100.5
    assert one.run("Balance", "C9", handle) == NA
    assert one.run("Balance", "C1", "no handle") == VALUE


def test_a_handle_survives_the_end_of_the_server(session, monkeypatch):
    one = invoices(excel(python))
    one.sheet(1).sheet.name = "发票"
    handle = one.run("LedgerOf", "A1:E3")
    monkeypatch.setattr(udfs, "_SESSION", Session(session._today))
    assert one.run("Balance", "C1", handle) == 100.5
    assert [entry for _, entry, _ in one.calls] == ["dispatch", "dispatch", "dispatch_with"]


@pytest.mark.usefixtures("session")
def test_without_a_ledger_the_workbook_itself_is_read():
    one = invoices(excel(python))
    one.sheet(1).sheet.name = "发票"
    assert one.run("BalanceHere", "C1") == 100.5
    one.sheet(1).set_value("E2", 90)
    assert one.run("BalanceHere", "C1") == 110.5
    assert one.application.volatile == 2


@pytest.mark.usefixtures("session")
def test_a_table_spills():
    one = invoices(excel(python))
    table = one.run("Aged", one.run("LedgerOf", "A1:E3"))
    assert table[0][0] == "客户编码"
    assert len({len(row) for row in table}) == 1
    assert table[1][0] == "C1"


# -- buttons --


def texts(one):
    """The hidden sheet of texts."""
    one.book.vba_get("Worksheets").vba_get("Add").name = "_xlar_i18n"
    rows = [("kind", "name", "item", "zh", "en")]
    rows += [("message", key, "", text.zh, text.en) for key, text in MESSAGES.items()]
    rows += [("category", "AR_RMB", "", "xlar 工具", "xlar Helpers")]
    fill(one, "_xlar_i18n", rows)
    return one


def fill(one, sheet, rows):
    for y, row in enumerate(rows, 1):
        for letter, value in zip("ABCDEFGH", row, strict=False):
            one.sheet(sheet).set_value(f"{letter}{y}", value)


def state(one):
    names = (
        "StatusBar", "Cursor", "EnableEvents", "DisplayAlerts", "Calculation", "ScreenUpdating",
        "Interactive",
    )  # fmt: skip
    return {name: one.application.vba_get(name) for name in names}


def test_a_button_runs_its_command_and_leaves_excel_as_it_was():
    one = texts(excel())
    before = state(one)
    one.run("AR_Click", Control("check"))
    command = "import xlar.hosts.excel.buttons; xlar.hosts.excel.buttons.click('check')\n"
    assert one.run("Ran") == command
    assert state(one) == before
    assert one.shown == []


def test_esc_ends_the_command_and_not_the_macro():
    one = texts(excel())
    one.run("AR_Run", "check")
    assert one.application.cancel_keys == [0]  # xlDisabled; Excel itself sets it back


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_button_that_fails_says_so_and_leaves_excel_as_it_was(lang):
    one = texts(excel())
    one.configure("LANGUAGE", lang)
    before = state(one)
    one.configure("FAILS", "yes")
    one.run("AR_Run", "check")
    assert one.shown == [f"{MESSAGES['unreachable'][lang]}\n\nPython exited"]
    assert state(one) == before
    one.run("AR_Run", "aging")  # the next click is not held to be a second one
    assert one.run("Ran").count("click(") == 2


def test_a_button_drops_a_server_that_does_not_answer():
    one = excel()
    one.run("Called", "AR_BALANCE", "h")
    one.servers[0].is_gone = True
    one.run("AR_Run", "check")
    one.run("Called", "AR_BALANCE", "h")
    assert len(one.servers) == 2


# -- texts --


@pytest.mark.parametrize(
    ("kind", "key", "text"),
    [
        ("message", "running", MESSAGES["running"].zh),
        ("category", "AR_RMB", "xlar 工具"),
        ("category", "running", "running"),
        ("message", "none", "none"),
    ],
)
def test_a_text_is_found_by_its_kind_and_name(kind, key, text):
    assert texts(excel()).run("AR_Text", kind, key) == text


def test_every_text_that_macros_ask_for_exists():
    code = "".join(file.read_text("ascii") for file in SOURCES.glob("*.bas"))
    assert set(re.findall(r'AR_Text\("message", "(\w+)"\)', code)) == set(MESSAGES)


def constants(module):
    code = (SOURCES / f"{module}.bas").read_text("ascii")
    return dict(re.findall(r'Private Const (\w+) As \w+ = "?(\w+)"?', code))


def test_the_hidden_sheets_that_macros_read_are_those_of_the_template():
    core, catalog = constants("AR_Core"), constants("AR_Catalog")
    titles = {page.title.zh for page in hidden.PAGES}
    assert {core["TEXT_SHEET"], catalog["CATALOG"]} <= titles
    columns = [hidden.I18N_HEADERS.index(lang) + 1 for lang in ("zh", "en")]
    assert [int(core["CHINESE"]), int(core["ENGLISH"])] == columns


def test_python_and_transport_are_left_to_the_computer():
    chosen = {"Interpreter_Win", "Interpreter_Mac", "Interpreter", "Transport", "TEMP DIR"}
    assert {key for key, value in hidden.CONF.items() if not value} >= chosen


def test_functions_are_described_from_the_hidden_sheets():
    one = texts(excel())
    one.book.vba_get("Worksheets").vba_get("Add").name = "_IntelliSense_"
    rows = [
        ("FunctionInfo",),
        ("AR_RMB", "人民币大写", "", "amount", "金额"),
        ("AR_NONE", "无参数", ""),
    ]
    fill(one, "_IntelliSense_", rows)
    one.run("AR_Describe")
    assert one.application.described == [
        ("'Book1'!AR_RMB", "人民币大写", "xlar 工具", ("金额",)),
        ("'Book1'!AR_NONE", "无参数", "AR_NONE", -2147352572),
    ]


def test_a_workbook_without_hidden_sheets_opens_all_the_same():
    one = excel()
    one.run("AR_Describe")
    assert one.application.described == []
