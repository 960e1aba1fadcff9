"""The copy that may leave the house: values only, nothing hidden."""

from __future__ import annotations

import re
from zipfile import ZipFile

import openpyxl
import pytest

from xlar.workbook.read import load


@pytest.fixture
def rich(small):
    """The small ledger with everything that must not leave the house."""
    small.run("refresh")
    page = small.book.sheets["账龄分析"]
    page.range("N1").formula = "=SUM(D7:D8)"
    page.range("N2").formula = "=1/0"
    page.range("N3").number_format = "@"
    page.range("N3").value = "=1+1"
    hidden = small.book.sheets.add("隐藏")
    hidden.range("A1").value = "秘密"
    hidden.visible = False
    small.book.names.add("secret", "='隐藏'!$A$1")
    return small


def _copied(small):
    outcome = small.run("values")
    assert outcome.done, outcome.message.zh
    [path] = outcome.files
    return path


def test_the_copy_lies_beside_the_book_under_a_name_of_its_own(rich, tmp_path):
    first, second = _copied(rich), _copied(rich)
    assert first == tmp_path / "ledger 数值副本.xlsx"
    assert second == tmp_path / "ledger 数值副本 (2).xlsx"
    assert not list(tmp_path.glob(".*.xlsx"))


def test_values_stand_instead_of_formulas(rich):
    page = openpyxl.load_workbook(_copied(rich))["账龄分析"]
    assert page["N1"].value == 1100
    assert page["N2"].value == "#DIV/0!"
    assert page["N3"].value == "=1+1"
    assert page["N3"].data_type == "s"
    assert not any(cell.data_type == "f" for row in page.rows for cell in row)


def test_nothing_private_is_in_the_file(rich):
    path = _copied(rich)
    book = openpyxl.load_workbook(path)
    assert "隐藏" not in book.sheetnames
    assert "参数" not in book.sheetnames
    assert not book.defined_names
    with ZipFile(path) as archive:
        names = archive.namelist()
        everything = "".join(
            archive.read(name).decode("utf-8") for name in names if name.endswith(".xml")
        )
    assert "秘密" not in everything
    assert "secret" not in everything
    assert not re.search(r"<f[ >]", everything)
    assert not [name for name in names if re.search("vba|external|connection|hyperlink", name)]


def test_the_copy_is_a_ledger_with_the_same_figures(rich):
    loaded = load(_copied(rich))
    assert not [problem for problem in loaded.problems if problem.severity == "error"]
    assert loaded.ledger.documents.amount.sum() == 1_100_00
    assert loaded.ledger.documents.number.tolist() == ["1E5", "@x", "=1+1", "R-1"]


def test_formats_and_tables_stay(rich):
    book = openpyxl.load_workbook(_copied(rich))
    assert book["账龄分析"]["D7"].number_format == "#,##0.00"
    assert book["发票"]["C2"].number_format == "yyyy-mm-dd"
    assert book["发票"]["A2"].number_format == "@"
    assert "invoices" in book["发票"].tables


def test_the_open_book_is_only_read(rich):
    before, start = rich.state(), len(rich.excel.writes)
    _copied(rich)
    assert rich.state() == before
    assert len(rich.excel.writes) == start


def test_a_name_can_be_given(small, tmp_path):
    assert small.run("values", file=str(tmp_path / "外发.xlsx")).files == [tmp_path / "外发.xlsx"]


@pytest.mark.parametrize("name", ["外发.xlsm", "ledger.xlsx", "外发"])
def test_a_name_that_will_not_do_is_told(small, tmp_path, name):
    outcome = small.run("values", file=str(tmp_path / name))
    assert not outcome.done
    assert name in outcome.message.zh


def test_a_folder_that_is_not_there_is_told_and_nothing_left(small, tmp_path):
    outcome = small.run("values", file=str(tmp_path / "no" / "a.xlsx"))
    assert not outcome.done
    assert "无法写入" in outcome.message.zh


def test_a_book_never_saved_needs_a_name(blank):
    from datetime import date

    from xlar.commands.context import Context
    from xlar.commands.running import run

    blank.sheets[0].range("A1").value = "x"
    assert "保存" in run("values", Context(blank, date(2026, 6, 30))).message.zh


def test_a_cancelled_copy_leaves_no_file(small, tmp_path):
    from xlar.commands.context import Silent

    class Stops(Silent):
        def cancelled(self):
            return True

    assert not small.run("values", ui=Stops()).done
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["ledger.xlsx"]
