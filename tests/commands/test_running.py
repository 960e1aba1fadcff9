"""Whatever happens, the user gets an outcome he can act on."""

from __future__ import annotations

import json

import pytest

from xlar.commands import reports
from xlar.commands.failures import Failure, last_failure, remember
from xlar.commands.failures import state_folder as folder_of_state
from xlar.commands.running import command_named


@pytest.mark.parametrize("name", ["aging", "账龄分析", "Aging"])
def test_a_command_is_known_by_its_names(name):
    assert command_named(name).name == "aging"


def test_an_unknown_command_is_told_with_those_there_are(small):
    outcome = small.run("fly")
    assert not outcome.done
    assert "账龄分析" in outcome.message.zh
    assert "aging" in outcome.message.en


def test_an_unknown_argument_is_told(small):
    outcome = small.run("aging", colour="red")
    assert "colour" in outcome.message.zh
    assert "as_of" in outcome.message.zh


def test_what_nobody_foresaw_is_told_logged_and_remembered(small, monkeypatch, caplog):
    def broken(_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(reports, "aging_sheet", broken)
    outcome = small.run("aging")
    assert not outcome.done
    assert "ZeroDivisionError: oops" in outcome.message.zh
    assert "Traceback" in caplog.text
    assert "broken" in last_failure().trace


def test_a_failure_outlives_the_process_that_had_it(small, state_folder):
    small.run("drill", customer="9999")
    kept = json.loads((state_folder / "last_error.json").read_text(encoding="utf-8"))
    assert kept["command"] == "drill"
    assert kept["book"] == "ledger.xlsx"
    assert "9999" in kept["zh"]
    assert not kept["trace"]


def test_a_cancelled_command_is_no_failure(small):
    from xlar.commands.context import Silent

    class Stops(Silent):
        def cancelled(self):
            return True

    assert not small.run("aging", ui=Stops()).done
    assert last_failure() is None


def test_errors_are_told_even_where_they_cannot_be_listed(small):
    small.book.sheets["发票"].range("D3").value = "不是金额"
    small.book.sheets.add("检查结果").range("A1").value = "别人的"
    outcome = small.run("aging")
    assert not outcome.done
    assert "发票!D3" in outcome.message.zh
    assert "检查结果!A1" in outcome.message.zh


def test_where_nothing_can_be_kept_the_command_still_answers(small, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XLAR_STATE", str(blocked / "below"))
    assert "9999" in small.run("drill", customer="9999").message.zh


@pytest.mark.parametrize("text", ["", "[]", '{"when": 1}', "{"])
def test_a_damaged_memory_is_no_memory(state_folder, text):
    state_folder.mkdir()
    (state_folder / "last_error.json").write_text(text)
    assert last_failure() is None


def test_a_failure_comes_back_as_it_was():
    failure = Failure("2026-06-30 08:00:00+08:00", "账.xlsx", "aging", "不行", "no")
    remember(failure)
    assert last_failure() == failure


@pytest.mark.parametrize(
    ("platform", "variables", "end"),
    [
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/xlar"),
        ("darwin", {"HOME": "/h"}, "/h/Library/Application Support/xlar"),
        ("linux", {"XDG_STATE_HOME": "/s"}, "/s/xlar"),
        ("linux", {"HOME": "/h"}, "/h/.local/state/xlar"),
    ],
)
def test_each_system_has_its_own_folder(monkeypatch, platform, variables, end):
    for name in ("XLAR_STATE", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", platform)
    assert str(folder_of_state()) == end
