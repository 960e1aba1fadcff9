"""``xlar run``: the commands of the ribbon from the command line."""

from __future__ import annotations

import pytest
from small_books import write_small
from typer.testing import CliRunner

from xlar.hosts.cli.app import app
from xlar.workbook.read import load
from xlar.workbook.sheets import Book


def xlar(*words):
    return CliRunner().invoke(app, [*map(str, words), "--lang", "zh"])


@pytest.fixture
def book(tmp_path):
    return write_small(tmp_path / "small.xlsx")


@pytest.mark.office
def test_a_report_is_written_to_another_file(book, tmp_path):
    before, out = book.read_bytes(), tmp_path / "out.xlsx"
    result = xlar("run", "账龄分析", book, "--out", out)
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "已更新 账龄分析，截止 2026-06-30。\n"
    rows = Book(out).grid("账龄分析").rows
    assert ["0012", "甲公司", "CNY", 800.0] in [row[:4] for row in rows]
    assert book.read_bytes() == before


@pytest.mark.office
def test_without_out_the_book_itself_is_saved_as_ods_too(book, tmp_path):
    ods = tmp_path / "small.ods"
    assert xlar("run", "aging", book, "--out", ods).exit_code == 0
    result = xlar("run", "credit", ods)
    assert result.exit_code == 0, result.stderr
    assert {"账龄分析", "信用监控"} <= set(Book(ods).names)
    assert not [one for one in load(ods).problems if one.severity == "error"]


@pytest.mark.office
def test_errors_in_the_data_save_nothing_and_end_with_1(tmp_path):
    book = write_small(tmp_path / "bad.xlsx", settings={"dunning.grace": "viele"})
    before = book.read_bytes()
    result = xlar("run", "aging", book)
    assert result.exit_code == 1
    assert "dunning.grace" in result.stderr or "参数" in result.stderr
    assert not result.stdout
    assert book.read_bytes() == before


@pytest.mark.office
def test_a_customer_and_other_arguments_are_passed_on(book):
    result = xlar("run", "order", book, "--customer", "1-2", "--set", "amount=50")
    assert result.exit_code == 0, result.stderr
    assert "1-2 CNY 50.00：停止发货" in result.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("fly", "BOOK"), "没有命令“fly”"),
        (("aging", "nothing.xlsx"), "nothing.xlsx"),
        (("aging", "BOOK", "--host", "paper"), "--host"),
        (("aging", "BOOK", "--set", "as_of"), "名称=值"),
        (("aging", "BOOK", "--out", "a.csv"), ".xlsx"),
        (("aging", "BOOK", "--out", "a.xlsm"), "LibreOffice"),
    ],
)
def test_wrong_use_ends_with_2_before_any_program_starts(book, words, told):
    result = xlar("run", *(book if word == "BOOK" else word for word in words))
    assert result.exit_code == 2
    assert told in result.stderr


def test_where_there_is_no_excel_that_is_told(book, monkeypatch):
    import xlwings as xw

    monkeypatch.setattr(xw.engines, "engines", [])
    result = xlar("run", "aging", book, "--host", "excel")
    assert result.exit_code == 2
    assert "--host calc" in result.stderr


@pytest.mark.office
def test_recalc_makes_the_reports_anew_and_saves_them(book, tmp_path):
    before, out = book.read_bytes(), tmp_path / "out.ods"
    result = xlar("recalc", book, "--out", out)
    assert result.exit_code == 0, result.stderr
    assert {"账龄分析", "信用监控"} <= set(Book(out).names)
    assert book.read_bytes() == before


def test_recalc_never_saves_over_an_xlsm(tmp_path):
    book = tmp_path / "book.xlsm"
    book.write_bytes(b"kept")
    result = xlar("recalc", book)
    assert result.exit_code == 2
    assert ".xlsm" in result.stderr
    assert book.read_bytes() == b"kept"
