"""A button pressed in the Excel in memory: what is said, what stays, and what never happens."""

from __future__ import annotations

import logging
import sys
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw
from commands.small_books import AS_OF, SmallBook
from fakes.fixtures import fake_excel

from xlar.commands import running
from xlar.commands.context import Outcome
from xlar.commands.table import COMMANDS, Command
from xlar.core.problems import Text
from xlar.hosts.excel import buttons
from xlar.hosts.excel import person as person_module
from xlar.hosts.excel.buttons import click, language_of, press
from xlar.hosts.excel.person import Person

__all__ = ["fake_excel"]


@pytest.fixture(autouse=True)
def _state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XLAR_STATE", str(tmp_path / "state"))


@pytest.fixture
def small(fake_excel, tmp_path):
    return SmallBook(fake_excel, tmp_path / "ledger.xlsx")


@pytest.fixture
def said():
    """What the boxes showed: text, whether it asks, whether it warns."""
    return []


@pytest.fixture
def person(small, said):
    """Somebody who says yes to everything."""

    def box(text, *, asks=False, warns=False):
        said.append((text, asks, warns))
        return asks

    return Person(small.book.app, box, lambda: False)


@pytest.fixture
def outcome_of(monkeypatch):
    """Makes a command out of a function."""

    def replaced(does):
        monkeypatch.setitem(COMMANDS, "made", Command("made", Text("", ""), "", Text("", ""), ""))
        monkeypatch.setattr(Command, "run", property(lambda _: does))

    return replaced


def conf(book, language):
    page = book.sheets.add("xlar.conf", after=book.sheets[-1])
    page.range("A1").value = [["PYTHONPATH", None], ["Language", language]]


def test_the_outcome_is_told_and_its_sheet_shown(small, person, said):
    press(small.book, "aging", "zh", person, today=lambda: AS_OF)
    assert small.book.sheets.active.name == "账龄分析"
    [(text, asks, warns)] = said
    assert text == "已更新 账龄分析，截止 2026-06-30。"
    assert not asks
    assert not warns


def test_the_sheet_looked_at_stays_if_the_command_wrote_it(small, person, outcome_of):
    outcome_of(lambda _: Outcome(Text("好", "fine"), sheets=["发票", "客户"]))
    small.select("客户", "A2")
    press(small.book, "made", "zh", person)
    assert small.book.sheets.active.name == "客户"


def test_a_hidden_sheet_is_not_gone_to(small, person, outcome_of):
    outcome_of(lambda _: Outcome(Text("好", "fine"), sheets=["发票"]))
    small.select("客户", "A2")
    small.book.sheets["发票"].visible = False
    press(small.book, "made", "zh", person)
    assert small.book.sheets.active.name == "客户"


def test_a_command_that_was_not_done_warns(small, person, said):
    press(small.book, "nonsense", "en", person)
    [(text, _, warns)] = said
    assert text.startswith("no command 'nonsense'")
    assert warns


def test_problems_without_a_sheet_are_told_the_first_five(small, person, said, outcome_of):
    small.append("发票", 单据号="1E5", 客户编码="0012")
    outcome_of(lambda context: Outcome(Text("有误", "wrong"), context.load().problems * 6))
    press(small.book, "made", "zh", person)
    lines = said[0][0].splitlines()
    assert lines[0] == "有误"
    assert len(lines) == 7
    assert lines[-1].startswith("另有 ")


def test_the_folder_of_files_is_offered_and_opened(small, person, said, outcome_of, tmp_path):
    made, opened = tmp_path / "函件" / "a.pdf", []
    outcome_of(lambda _: Outcome(Text("做好了", "made"), files=[made]))
    press(small.book, "made", "zh", person, opened.append)
    assert said == [(f"做好了\n\n打开文件夹 {made.parent}？", True, False)]
    assert opened == [made.parent]


def test_a_folder_nobody_wants_to_see_is_not_opened(small, outcome_of, tmp_path):
    outcome_of(lambda _: Outcome(Text("做好了", "made"), files=[tmp_path / "a.pdf"]))
    opened = []
    nobody = Person(small.book.app, lambda *_, **__: False, lambda: False)
    press(small.book, "made", "zh", nobody, opened.append)
    assert opened == []


def test_excel_is_left_as_it_was(small, person, outcome_of):
    app, seen = small.book.app, []
    app.calculation = "semiautomatic"

    def does(context):
        seen.append((app.interactive, app.status_bar))
        context.step(0, 0, Text("读取", "reading"))
        seen.append((app.interactive, app.status_bar))
        raise ZeroDivisionError

    outcome_of(does)
    before = dict(small.excel.engine.app.state)
    press(small.book, "made", "zh", person)
    assert seen == [(False, False), (False, "读取")]
    assert small.excel.engine.app.state == before


def test_nothing_flickers_or_recalculates_while_a_report_is_written(small, person, monkeypatch):
    app, seen = small.excel.engine.app, set()
    touch = type(small.excel.engine).touch

    def watched(engine, what):
        if not what.startswith(("activate", "select")):
            seen.add((app.state["screen_updating"], app.state["calculation"]))
        touch(engine, what)

    monkeypatch.setattr(type(small.excel.engine), "touch", watched)
    press(small.book, "credit", "zh", person)
    assert seen == {(False, "manual")}
    assert (app.state["screen_updating"], app.state["calculation"]) == (True, "automatic")


@pytest.mark.parametrize("writes", [1, 2, 5])
def test_a_write_that_fails_is_told_and_taken_back(small, person, said, writes):
    before, state = small.state(), dict(small.excel.engine.app.state)
    small.excel.fail_after(writes)
    press(small.book, "aging", "zh", person, today=lambda: AS_OF)
    assert small.state() == before
    assert small.excel.engine.app.state == state
    [(text, _, warns)] = said
    assert "工作簿已恢复原样" in text
    assert warns


def test_esc_stops_a_command_and_leaves_the_workbook_as_it_was(small, said):
    before = small.state()
    stopped = Person(small.book.app, lambda text, **_: said.append(text) or False, lambda: True)
    press(small.book, "aging", "en", stopped)
    assert said == ["Cancelled; the workbook is unchanged."]
    assert small.state() == before


def test_progress_is_shown_five_times_a_second_at_most(small, monkeypatch):
    shown, times = [], iter([0.0, 0.1, 0.25, 0.3, 0.5])
    app = small.excel.engine.app
    monkeypatch.setattr(
        type(app), "status_bar", property(lambda _: False, lambda _, text: shown.append(text))
    )
    person = Person(small.book.app, clock=lambda: next(times))
    for done in range(5):
        person.progress(done * 1000, 4000, "写入 …")
    assert shown == ["写入 … 0/4,000", "写入 … 2,000/4,000", "写入 … 4,000/4,000"]


def test_a_status_bar_that_cannot_be_set_stops_nothing(small, monkeypatch):
    def refuses(_, text):
        raise OSError(text)

    app = small.excel.engine.app
    monkeypatch.setattr(type(app), "status_bar", property(lambda _: False, refuses))
    Person(small.book.app).progress(0, 0, "读取 …")


@pytest.mark.parametrize(
    ("chosen", "path"), [(r"D:\账\导出.xlsx", Path(r"D:\账\导出.xlsx")), (False, None)]
)
def test_a_file_is_chosen_in_the_window_of_excel(small, monkeypatch, chosen, path):
    asked = []

    def choose(_, *given):
        asked.append(given)
        return chosen

    monkeypatch.setattr(type(small.excel.engine.app), "GetOpenFilename", choose, raising=False)
    person = Person(small.book.app)
    assert person.choose_file("选择文件", (".csv", ".xlsx")) == path
    assert asked == [("选择文件 (*.csv;*.xlsx),*.csv;*.xlsx", 1, "选择文件")]


def test_where_excel_shows_no_alerts_nobody_is_asked(small, caplog, monkeypatch):
    app = small.excel.engine.app
    app.display_alerts = False
    monkeypatch.setattr(type(app), "GetOpenFilename", lambda *_: "x.csv", raising=False)
    person = Person(small.book.app)
    with caplog.at_level(logging.INFO):
        assert person.ask("继续？")
        person.tell("做好了")
        assert person.choose_file("选择文件", (".csv",)) is None
    assert app.said == []
    assert "做好了" in caplog.text


@pytest.mark.skipif(sys.platform == "win32", reason="the box of Windows waits for a person")
def test_boxes_are_those_of_excel_where_there_is_no_windows(small):
    app = small.excel.engine.app
    person = Person(small.book.app)
    app.answer = "yes"
    assert person.ask("继续？")
    app.answer = "no"
    assert not person.ask("继续？")
    person.tell("好")
    person.tell("不好", warns=True)
    assert [said[:4] for said in app.said] == [
        ("继续？", "xlar", "yes_no", "info"), ("继续？", "xlar", "yes_no", "info"),
        ("好", "xlar", "ok", "info"), ("不好", "xlar", "ok", "critical"),
    ]  # fmt: skip
    assert not person.cancelled()


class Windows:
    """The functions of Windows that are called, with what they answer and were told."""

    def __init__(self, answer=1, keys=(), foreground=0):
        self.answer, self.keys, self.foreground = answer, list(keys), foreground
        self.shown = []

    def MessageBoxW(self, *told):  # noqa: N802 - the name that Windows has for it
        self.shown.append(told)
        return self.answer

    def GetAsyncKeyState(self, key):  # noqa: N802 - the same
        assert key == 27
        return self.keys.pop(0)

    def GetForegroundWindow(self):  # noqa: N802 - the same
        return self.foreground


@pytest.mark.parametrize(
    ("asks", "warns", "answer", "style", "said_yes"),
    [  # https://learn.microsoft.com/windows/win32/api/winuser/nf-winuser-messageboxw
        (False, False, 1, 0x10040, False),
        (False, True, 1, 0x10030, False),
        (True, False, 6, 0x10024, True),
        (True, False, 7, 0x10024, False),
    ],
)
def test_the_box_of_windows(small, monkeypatch, asks, warns, answer, style, said_yes):
    windows = Windows(answer)
    monkeypatch.setattr(person_module, "_user32", lambda: windows)
    box = person_module._windows_box(small.book.app)
    assert box("欠款 ¥5", asks=asks, warns=warns) == said_yes
    assert windows.shown == [(small.book.app.hwnd, "欠款 ¥5", "xlar", style)]


@pytest.mark.parametrize(
    ("keys", "foreground", "pressed"),
    [
        ((1, 0), 0, False),  # pressed before the command began
        ((0, 1), 0, True),  # pressed since
        ((0, -32768), 0, True),  # down now
        ((0, 1), 99, False),  # in another program
    ],
)
def test_esc_counts_in_excel_and_while_the_command_runs(
    small, monkeypatch, keys, foreground, pressed
):
    windows = Windows(keys=keys, foreground=foreground)
    monkeypatch.setattr(person_module, "_user32", lambda: windows)
    assert person_module._windows_escape(small.book.app)() == pressed


@pytest.mark.parametrize(
    ("written", "lang"),
    [("zh", "zh"), ("en", "en"), (" EN ", "en"), ("", "zh"), (None, "zh"), ("fr", "zh")],
)
def test_the_language_is_that_of_the_workbook(small, written, lang):
    conf(small.book, written)
    assert language_of(small.book) == lang


def test_a_workbook_without_a_connection_is_chinese(small):
    assert language_of(small.book) == "zh"


@pytest.mark.skipif(sys.platform == "win32", reason="the box of Windows waits for a person")
class TestClick:
    @pytest.fixture(autouse=True)
    def _caller(self, small, monkeypatch):
        monkeypatch.setattr(xw.Book, "_mock_caller", small.book, raising=False)

    @pytest.fixture
    def boxes(self, small):
        return small.excel.engine.app.said

    def test_it_runs_on_the_workbook_that_calls(self, boxes):
        assert click("check") is None
        assert "检查" in boxes[0][0]

    def test_it_speaks_the_language_of_the_workbook(self, small, boxes):
        conf(small.book, "en")
        click("last_error")
        assert boxes[0][0].isascii()

    def test_the_language_may_be_given(self, boxes):
        click("last_error", "en")
        assert boxes[0][0].isascii()

    def test_today_is_the_day_of_the_user(self, outcome_of, boxes):
        outcome_of(lambda context: Outcome(Text(str(context.today), "")))
        click("made")
        assert boxes[0][0] == str(date.today())

    def test_what_nobody_foresaw_is_told_and_logged(self, boxes, monkeypatch, caplog):
        monkeypatch.setattr(buttons, "language_of", lambda _: 1 / 0)
        with caplog.at_level(logging.ERROR):
            assert click("check") is None
        assert "ZeroDivisionError" in boxes[0][0]
        assert "the button check failed" in caplog.text

    def test_a_box_that_fails_raises_nothing(self, small, monkeypatch, caplog):
        def refuses(*_):
            raise OSError("no box")

        monkeypatch.setattr(type(small.excel.engine.app), "alert", refuses)
        assert click("check") is None
        assert "no box" in caplog.text

    def test_no_calling_workbook_raises_nothing(self, monkeypatch, caplog):
        def refuses():
            raise OSError("gone")

        monkeypatch.setattr(xw.Book, "caller", refuses)
        assert click("check") is None
        assert "gone" in caplog.text

    def test_a_setting_that_excel_keeps_is_logged(self, small, boxes, monkeypatch, caplog):
        app = small.excel.engine.app
        given = []

        def refuses(_, value):
            given.append(value)
            if value is True:
                raise OSError("kept")

        monkeypatch.setattr(type(app), "interactive", property(lambda _: True, refuses))
        click("last_error")
        assert given == [False, True]
        assert "interactive of Excel could not be restored" in caplog.text
        assert boxes


def test_every_button_of_the_ribbon_is_a_command_click_knows():
    assert all(running.command_named(name).name == name for name in COMMANDS)
