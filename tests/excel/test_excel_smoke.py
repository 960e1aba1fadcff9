"""The template in a real Excel: ``pytest -m excel`` on Windows.

In the order of a first day: the workbook opens, its functions compute, its buttons work, it is
saved. Whatever a test finds wrong here, no test elsewhere could have known.
"""

from __future__ import annotations

from contextlib import contextmanager
from time import perf_counter
from zipfile import ZipFile

import pytest

from xlar.commands.failures import last_failure
from xlar.commands.table import COMMANDS
from xlar.functions.registry import FUNCTIONS
from xlar.workbook.macros import macro_modules
from xlar.workbook.template import code_names

pytestmark = pytest.mark.excel

CALLS = 1_000
SECONDS = 10.0  # 10 ms a call; xlwings' own transport takes 13
ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
REPORTS = {"账龄分析": "AR_AGING", "信用监控": "AR_CREDIT", "催收工作台": "AR_STAGES"}
SELECTED = {"drill": ("账龄分析", "D7"), "order": ("客户", "A5"), "statement": ("客户", "A5")}
REFUSED = {
    "import": "没有选择文件",  # nobody is there to pick one
    "order": "",  # a customer without an amount
    "withdraw": "",  # nothing is selected
}
NOT_PRESSED = ("clear_demo",)  # last, by a test of its own


@contextmanager
def sheet_for(book, name):
    """A sheet of its own, which goes again."""
    sheet = book.sheets.add(name, after=book.sheets[-1])
    yield sheet
    sheet.delete()


def press(book, command):
    """Press a button; what the user would have been told of a failure, else ""."""
    before = last_failure()
    book.app.api.Run(f"'{book.name}'!AR_Run", command)
    after = last_failure()
    return "" if after is None or after == before else after.zh


def test_it_opens_with_all_its_macros(book):
    project = book.api.VBProject  # needs access to the object model, as setup-vba gives it
    names = {component.Name for component in project.VBComponents}
    assert names == {module.name for module in macro_modules(FUNCTIONS.values(), code_names())}
    assert project.VBComponents.Count == len(names)


def test_its_macros_compile_and_its_texts_are_found(book):
    found = book.app.api.Run(f"'{book.name}'!AR_Text", "message", "running")
    assert found == "xlar 正在运行，请稍候……"


def test_python_answers(book):
    with sheet_for(book, "第一次") as sheet:
        sheet["A1"].formula = "=AR_RMB(1409.5)"
        assert sheet["A1"].value == "人民币壹仟肆佰零玖元伍角"


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_the_example_of_a_function_computes(book, function):
    with sheet_for(book, "试算") as sheet:
        sheet["A1"].formula2 = function.example
        shown = sheet["A1"].api.Text
        assert shown not in ERRORS
        if function.shape == "table" and function.name != "AR_LASTERROR":
            assert sheet["A1"].api.HasSpill
            assert sheet["A1"].api.SpillingToRange.Columns.Count > 1


@pytest.mark.parametrize(("sheet", "function"), REPORTS.items())
def test_a_report_spills_from_one_formula(book, sheet, function):
    cell = book.sheets[sheet]["A5"]
    assert cell.formula2.startswith(f"={function}(")  # without @, not as an array of its own
    assert cell.api.HasSpill
    assert cell.api.SpillingToRange.Rows.Count > 100


def test_no_cell_shows_an_error(book):
    book.app.api.CalculateFullRebuild()
    wrong = [
        (sheet.name, cell)
        for sheet in book.sheets
        for row in sheet.used_range.options(ndim=2, err_to_str=True).value
        for cell in row
        if isinstance(cell, str) and cell in ERRORS
    ]
    assert wrong == []


def test_charts_are_there(book):
    assert sum(len(sheet.charts) for sheet in book.sheets) >= 3


def test_a_change_reaches_the_reports(book):
    table = book.sheets["发票"].tables[0]
    amount = table.header_row_range.value.index("金额")
    cell, total = table.data_body_range[0, amount], book.sheets["账龄分析"]
    before = total["A5"].expand().value
    cell.value = cell.value + 1000
    assert total["A5"].expand().value != before
    cell.value = cell.value - 1000
    assert total["A5"].expand().value == before


def test_a_thousand_calls_are_quick(book, record_property):
    with sheet_for(book, "计时") as sheet:
        cells = sheet[:CALLS, 0]
        book.app.calculation = "manual"
        cells.formula = '=AR_BALANCE("0001",ledger)+0*ROW()'
        begin = perf_counter()
        cells.api.Calculate()
        taken = perf_counter() - begin
        book.app.calculation = "automatic"
        record_property("milliseconds_per_call", taken)  # seconds for 1,000 are ms for one
        assert taken < SECONDS


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in NOT_PRESSED])
def test_a_button_does_its_work(book, command):
    sheet, cell = SELECTED.get(command, ("开始", "A1"))
    book.sheets[sheet].activate()
    book.sheets[sheet][cell].select()
    app = book.app
    before = (app.screen_updating, app.calculation, app.interactive, app.api.EnableEvents)
    told = press(book, command)
    if command in REFUSED:
        assert REFUSED[command] in told
    else:
        assert told == ""
    after = (app.screen_updating, app.calculation, app.interactive, app.api.EnableEvents)
    assert after == before
    assert app.status_bar is False


def test_saved_it_is_still_our_workbook(book, folder):
    book.save()
    copy = folder / "copy.xlsm"
    book.api.SaveCopyAs(str(copy))
    with ZipFile(copy) as package:
        names = package.namelist()
        ribbon = package.read("customUI/customUI14.xml").decode()
    assert "xl/vbaProject.bin" in names
    assert all(f'tag="{name}"' in ribbon for name in COMMANDS)


def test_the_example_can_be_cleared(book):
    assert press(book, "clear_demo") == ""
    assert book.sheets["发票"].tables[0].range.shape[0] == 2
