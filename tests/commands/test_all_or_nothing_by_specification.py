"""A command does everything or nothing, as the user of the workbook sees it."""

from __future__ import annotations

import importlib

import pytest
import xlwings as xw
from hard_books import HARD, WRITTEN, arguments_for, command, fill, put

from xlar.commands.context import Silent
from xlar.commands.table import COMMANDS

_WRITES_FILES_ONLY = {"values", "statement", "statements", "confirmations", "report"}
_NOTHING_HERE = {
    "clear_demo",  # no row of this book is of the demonstration; see test_clearing
    "close",  # the settings of this book have no cell for the closing day; see test_closing
}
WRITING = [
    name
    for name in COMMANDS
    if name not in {"last_error", "withdraw", *_WRITES_FILES_ONLY, *_NOTHING_HERE}
]


def _imported(name):
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        return None


@pytest.fixture
def built():
    """Skips a command whose module does not exist yet."""

    def check(name: str) -> None:
        module, _, function = COMMANDS[name].does.partition(":")
        if not hasattr(_imported(f"xlar.commands.{module}"), function):
            pytest.skip(f"{name} is not built yet")

    return check


@pytest.fixture
def book(fake_excel, tmp_path):
    found = fill(xw.Book())
    company = [["company.name", "示例公司"], ["documents.formats", "docx"]]
    found.sheets["参数"]["A3:B4"].value = company
    assert fake_excel.writes
    found.save(tmp_path / "ledger.xlsx")
    return found


def _seen(book, fake_excel):
    app = book.app
    return (
        fake_excel.state(book), book.sheets.active.name, book.selection.address,
        app.calculation, app.screen_updating, app.status_bar, app.enable_events, app.display_alerts,
    )  # fmt: skip


def _fresh(book, tmp_path):
    """Nothing written yet."""


def _with_reports(book, tmp_path):
    """Reports of an earlier day, looks and cells of the user's own in and beside them."""
    for name in ("refresh", "check", "drill", "order"):
        command(book, name, **arguments_for(name, tmp_path))
    page = book.sheets["账龄分析"]
    page["A1"].color = "#ffff00"
    page["D9"].number_format = "0.0"
    page["Z3"].formula = "=SUM(D1:D99)"
    page["Z4"].number_format = "@"
    page["Z4"].value = "0012"
    put(book.sheets["发票"], len(HARD) + 3, [["new", "0012", WRITTEN, WRITTEN, 1.0]])
    book.sheets["发票"].activate()
    book.sheets["发票"]["B3"].select()


@pytest.mark.parametrize("prepare", [_fresh, _with_reports])
@pytest.mark.parametrize("name", WRITING)
def test_whichever_write_fails_all_is_as_before(
    name, prepare, book, fake_excel, tmp_path, built, monkeypatch
):
    built(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    prepare(book, tmp_path)
    arguments = arguments_for(name, tmp_path)
    before = _seen(book, fake_excel)
    for number in range(1, 400):
        fake_excel.fail_after(number)
        outcome = command(book, name, **arguments)
        fake_excel.fail_after(None)
        if outcome.done or "made to fail" not in outcome.message.en:
            break
        assert _seen(book, fake_excel) == before, f"{number}: {fake_excel.writes[-1]}"
    assert outcome.done, outcome.message.zh
    assert number > 1


@pytest.mark.parametrize("name", ["refresh", "check", "drill", "order", "import"])
def test_what_could_not_be_taken_back_is_not_called_unchanged(name, book, fake_excel, tmp_path):
    """A write fails and so does the first attempt to undo: the message must not lie."""
    _with_reports(book, tmp_path)
    arguments = arguments_for(name, tmp_path)
    book.save(tmp_path / "kept.xlsx")
    lies = []
    for number in range(1, 400):
        before = fake_excel.state(book)
        fake_excel.fail_after(number, times=2)
        outcome = command(book, name, **arguments)
        fake_excel.fail_after(None)
        if outcome.done:
            break
        if fake_excel.state(book) != before:
            if "未改动" in outcome.message.zh or "unchanged" in outcome.message.en:
                lies.append(f"{number}: {outcome.message.zh}")
            book.close()
            book = xw.Book(str(tmp_path / "kept.xlsx"))
    assert not lies


@pytest.mark.parametrize("sheet", ["账龄分析", "信用监控"])
def test_a_protected_report_is_named_and_all_is_as_before(book, fake_excel, sheet):
    command(book, "refresh", as_of="2026-05-31")
    fake_excel.protect(book.sheets[sheet])
    before = fake_excel.state(book)
    outcome = command(book, "refresh")
    assert not outcome.done
    assert fake_excel.state(book) == before
    assert sheet in outcome.message.zh


class _Stops(Silent):
    def __init__(self, after: int) -> None:
        self.left = after

    def cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("name", ["refresh", "check", "drill", "order", "import"])
def test_wherever_it_is_stopped_all_is_as_before(name, book, fake_excel, tmp_path):
    before = _seen(book, fake_excel)
    arguments = arguments_for(name, tmp_path)
    for steps in range(200):
        outcome = command(book, name, ui=_Stops(steps), **arguments)
        if outcome.done:
            break
        assert _seen(book, fake_excel) == before, steps
    assert outcome.done
    assert steps > 1


@pytest.mark.parametrize("name", ["values", "last_error"])
def test_what_only_reads_changes_nothing(name, book, fake_excel):
    before = _seen(book, fake_excel)
    assert command(book, name).done
    assert _seen(book, fake_excel) == before


@pytest.mark.parametrize("name", ["refresh", "check", "drill", "order"])
def test_twice_is_as_once(name, book, fake_excel, tmp_path):
    arguments = arguments_for(name, tmp_path)
    assert command(book, name, **arguments).done
    once = fake_excel.state(book)
    assert command(book, name, **arguments).done
    assert fake_excel.state(book) == once


def test_a_report_that_shrinks_leaves_no_old_row(book):
    command(book, "aging")
    command(book, "aging", as_of="2026-04-30")  # before every document
    cells = [c for row in book.sheets["账龄分析"].used_range.options(ndim=2).value for c in row]
    assert not set(HARD) & set(cells)
    assert 100.0 not in cells


def test_what_the_user_keeps_beside_a_report_stays(book):
    command(book, "aging")
    page = book.sheets["账龄分析"]
    page["Z3"].formula = "=1+1"
    page["A99"].value = "mine"
    command(book, "aging")
    assert (page["Z3"].formula, page["A99"].value) == ("=1+1", "mine")


def test_a_sheet_of_the_users_own_under_a_reports_name_is_refused(book, fake_excel):
    book.sheets.add("账龄分析")["B2"].value = "my notes"
    before = fake_excel.state(book)
    outcome = command(book, "aging")
    assert not outcome.done
    assert "my notes" in outcome.message.zh
    assert fake_excel.state(book) == before


def test_errors_in_the_data_change_no_sheet_but_the_list(book, fake_excel):
    command(book, "refresh")
    book.sheets["发票"]["E3"].formula = "=1/0"
    before = fake_excel.state(book)["sheets"]
    outcome = command(book, "refresh")
    assert not outcome.done
    after = fake_excel.state(book)["sheets"]
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"检查结果"}
    assert "#DIV/0!" in str(book.sheets["检查结果"].used_range.value)
