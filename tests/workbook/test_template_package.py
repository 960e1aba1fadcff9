"""The file itself: its parts, its size, its bytes."""

import re
from io import BytesIO
from time import perf_counter
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter
from click.testing import CliRunner
from openxml_audit.cli import main as audit
from template_books import formulas, parts, template, text
from vba_read import VBA_Parser

from xlar.commands.table import COMMANDS, GROUPS
from xlar.functions.registry import FUNCTIONS
from xlar.workbook.macros import macro_project
from xlar.workbook.ribbon import ribbon_xml
from xlar.workbook.template import assemble, code_names, template_body, whole_template

BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@BOTH
def test_two_builds_are_the_same_bytes(lang):
    again = whole_template(tuple(COMMANDS.values()), GROUPS, lang)
    assert again == template(lang)


def test_a_build_is_small_and_takes_seconds():
    start = perf_counter()
    made = template_body()
    assert perf_counter() - start < 20  # 3 on an idle machine
    assert len(made) < 1_000_000
    assert len(template()) < 1_000_000


@BOTH
def test_the_body_alone_is_an_ordinary_workbook(lang):
    book = openpyxl.load_workbook(BytesIO(template_body(lang, demo=False)))
    assert book.sheetnames == formulas(lang).sheetnames


def test_sheets_stand_in_the_order_of_work():
    assert formulas().sheetnames == [
        "开始", "参数", "客户", "发票", "收款", "核销", "账龄分析", "信用监控", "催收工作台",
        "本周计划", "本周结果", "承诺跟踪", "分期跟踪", "争议", "对账单", "回执跟踪", "对账控制表",
        "催收与确认记录", "还款承诺", "分期", "审批", "对账回执", "发函登记", "评分", "预警信号",
        "目标", "单项计提", "客户评分", "风险预警", "指标", "提成", "坏账准备", "回款预测",
        "函件模板", "指标看板", "后台数据",
        "xlar.conf", "_xlar_i18n", "_IntelliSense_",
    ]  # fmt: skip


def test_sheets_of_the_english_template():
    assert formulas("en").sheetnames[:17] == [
        "Start", "Settings", "Customers", "Invoices", "Receipts", "Allocations", "Aging", "Credit",
        "Worklist", "Week Plan", "Week Result", "Promise Status", "Plan Status", "Disputes",
        "Statement", "Slip Status", "Slip Control",
    ]  # fmt: skip


def test_what_is_hidden():
    states = {sheet.title: sheet.sheet_state for sheet in formulas().worksheets}
    assert states.pop("后台数据") == "hidden"
    for name in ("xlar.conf", "_xlar_i18n", "_IntelliSense_"):
        assert states.pop(name) == "veryHidden"
    assert set(states.values()) == {"visible"}


@BOTH
def test_every_sheet_has_the_code_name_of_its_module(lang):
    written = [
        re.search(r'<sheetPr[^>]* codeName="(\w+)"', text(f"xl/worksheets/sheet{place}.xml", lang))
        for place in range(1, len(code_names()) + 1)
    ]
    assert tuple(found[1] for found in written) == code_names()
    assert 'codeName="ThisWorkbook"' in text("xl/workbook.xml", lang)


def test_code_names_are_names_vba_accepts():
    assert len(set(code_names())) == len(code_names()) == len(formulas().sheetnames)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,30}", name, re.ASCII) for name in code_names())


def test_macros_and_ribbon_are_declared():
    types = text("[Content_Types].xml")
    assert "application/vnd.ms-excel.sheet.macroEnabled.main+xml" in types
    assert '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>' in types
    assert 'relationships/vbaProject" Target="vbaProject.bin"' in text("xl/_rels/workbook.xml.rels")
    ribbon = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
    assert f'Type="{ribbon}" Target="customUI/customUI14.xml"' in text("_rels/.rels")


def test_the_parts_are_those_given():
    whole = assemble(template_body(demo=False), b"project", b"<customUI/>")
    with ZipFile(BytesIO(whole)) as package:
        assert package.read("xl/vbaProject.bin") == b"project"
        assert package.read("customUI/customUI14.xml") == b"<customUI/>"
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_a_package_that_has_macros_already_is_refused():
    with pytest.raises(ValueError, match="Content_Types"):
        assemble(template(), b"project", b"<customUI/>")


def test_relations_have_names_of_their_own():
    for name in ("_rels/.rels", "xl/_rels/workbook.xml.rels"):
        found = re.findall(r'Id="(\w+)"', text(name))
        assert len(found) == len(set(found))


def test_nothing_tells_where_it_was_made():
    core = text("docProps/core.xml")
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert re.findall(r"<dc:creator>(.*?)</dc:creator>", core) == ["xlar"]
    assert not any(b"/home/" in part or b"/root/" in part for part in parts().values())


@BOTH
def test_a_program_that_opens_it_does_not_calculate_everything(lang):
    calculation = re.search(r"<calcPr[^>]*>", text("xl/workbook.xml", lang))[0]
    assert calculation == '<calcPr calcId="191029"/>'


def verdict(path):
    """What openxml-audit foretells."""
    lines = CliRunner().invoke(audit, [str(path)]).output.splitlines()
    return [line for line in lines if "expected to open cleanly" in line or "Errors:" in line]


CLEAN = ["Microsoft Excel: expected to open cleanly (no findings)", "Errors: 0"]


@pytest.mark.parametrize(("lang", "demo"), [("zh", True), ("zh", False), ("en", False)])
def test_excel_is_expected_to_open_it_cleanly(tmp_path, lang, demo):
    path = tmp_path / "template.xlsm"
    path.write_bytes(template(lang, demo=demo))
    assert verdict(path) == CLEAN


def test_excel_is_expected_to_open_forty_sheets_with_macros_and_ribbon(tmp_path):
    names, body = [f"Sheet{number}" for number in range(1, 41)], BytesIO()
    book = xlsxwriter.Workbook(body)
    book.set_vba_name("ThisWorkbook")
    for name in names:
        book.add_worksheet().set_vba_name(name)
    book.close()
    ribbon = ribbon_xml(tuple(COMMANDS.values()), GROUPS, "zh")
    path = tmp_path / "forty.xlsm"
    path.write_bytes(assemble(body.getvalue(), macro_project(FUNCTIONS.values(), names), ribbon))
    assert verdict(path) == CLEAN


def test_the_project_has_a_module_for_every_sheet():
    found = VBA_Parser("template.xlsm", data=template()).extract_macros()
    modules = {name.removesuffix(".cls") for _, _, name, _ in found if name.endswith(".cls")}
    assert {"ThisWorkbook", *code_names()} <= modules


@BOTH
def test_no_name_or_table_is_called_like_a_function(lang):
    """Excel and Calc look names and functions up in one place, whatever their case."""
    book = formulas(lang)
    taken = [*book.defined_names, *(name for sheet in book for name in sheet.tables)]
    assert not {name.upper() for name in taken} & {*FUNCTIONS}
