"""A workbook's own ladder and wording count on the command line as they do at the buttons."""

from __future__ import annotations

import json
import zipfile

import openpyxl
import pytest
from typer.testing import CliRunner

from xlar.hosts.cli.app import app
from xlar.workbook.read import load

SHEETS = {
    "发票": [
        ["单据号", "客户编码", "单据日期", "到期日", "金额"],
        ["I-1", "C1", "2026-05-01", "2026-06-01", 80],
    ],
    "参数": [["company.name", "启明示例装备有限公司"], ["documents.formats", "docx"]],
    "催收阶梯": [
        ["步骤", "追收程序", "逾期天数", "方式", "函件级别"],
        [1, "提示", 1, "函件", 1],
        [2, "催告", 20, "函件", 4],
    ],
    "函件模板": [["类别", "级别", "主题"], ["催款函", 4, "致{customer}：请付款"]],
}


@pytest.fixture
def book(tmp_path):
    def written(**changed):
        path = tmp_path / "book.xlsx"
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for name, rows in {**SHEETS, **changed}.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
        workbook.save(path)
        return path

    return written


def letters(path):
    words = ["letters", path, "--as-of", "2026-06-30", "--output", path.parent / "out"]
    return CliRunner().invoke(app, [*map(str, words), "--format", "json"])


def test_the_ladder_decides_and_the_wording_is_printed(book):
    result = letters(book())
    assert result.exit_code == 0, result.stderr
    (row,) = json.loads(result.stdout)["documents"]
    assert row["level"] == 4  # 29 days late
    with zipfile.ZipFile(row["files"][0]) as package:
        assert "致C1：请付款" in package.read("word/document.xml").decode("utf-8")


def test_a_mistake_in_the_wording_stops_letters_and_not_reports(book):
    path = book(函件模板=[["类别", "级别", "主题"], ["催款函", 4, "请付{totl}"]])
    result = letters(path)
    assert result.exit_code == 1
    assert "函件模板!C2" in result.stderr
    assert not (path.parent / "out").exists()
    assert load(path).ledger is not None


def test_a_mistake_in_the_ladder_stops_both(book):
    path = book(催收阶梯=[[*SHEETS["催收阶梯"][0]], [1, "提示", 1, "威胁", 1]])
    assert letters(path).exit_code == 1
    assert [(problem.cell, problem.code) for problem in load(path).problems] == [
        ("催收阶梯!D2", "bad_choice")
    ]
