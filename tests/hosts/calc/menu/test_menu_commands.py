"""The commands of the menu, in a LibreOffice that has the extension."""

from __future__ import annotations

import pytest
from calc_office import wait_for

pytestmark = pytest.mark.office

BUSY = "另一个命令正在运行。"


@pytest.mark.parametrize(
    ("command", "sheet"), [("aging", "账龄分析"), ("check", "检查结果"), ("credit", "信用监控")]
)
def test_a_command_writes_its_sheet_and_goes_there(clicks, command, sheet):
    done, message = clicks.run(command)
    assert done, message
    assert sheet in clicks.sheets()
    assert clicks.doc.CurrentController.ActiveSheet.Name == sheet
    wait_for(clicks.is_free)


def test_the_selected_figure_is_drilled_into(clicks):
    clicks.run("aging")
    customers = [cells[0] for cells in clicks.rows("账龄分析")]
    clicks.select("账龄分析", f"D{customers.index('0004') + 1}")
    done, message = clicks.run("drill")
    assert done, message
    assert clicks.doc.CurrentController.ActiveSheet.Name == "明细穿透"


def test_one_undo_takes_a_command_back(clicks):
    before = clicks.content()
    assert clicks.run("aging")[0]
    assert clicks.content() != before
    assert clicks.doc.UndoManager.getCurrentUndoActionTitle() == "xlar 账龄分析 Aging"
    clicks.doc.UndoManager.undo()
    assert clicks.content() == before
    assert not clicks.doc.UndoManager.isUndoPossible()


def test_a_cancelled_command_leaves_the_book_as_it_was(clicks):
    before = clicks.content()
    ended = clicks.click("refresh")
    clicks.click("cancel")
    ((done, message),) = wait_for(lambda: ended.results)
    assert (done, message) == (False, "已取消，工作簿未改动。")
    assert clicks.content() == before
    wait_for(clicks.is_free)


def test_a_crash_is_told_and_leaves_the_office_free(clicks):
    before = clicks.content()
    ended = clicks.click("refresh")
    clicks.kill_runner()
    ((done, message),) = wait_for(lambda: ended.results)
    assert not done
    assert message.startswith("命令意外中断")
    assert clicks.content() == before
    wait_for(clicks.is_free)
    assert clicks.run("aging")[0]


def test_a_crash_in_the_middle_of_writing_is_taken_back(clicks):
    before = clicks.content()
    ended = clicks.click("refresh")
    wait_for(lambda: set(clicks.sheets()) > set(before))
    clicks.kill_runner()
    assert not wait_for(lambda: ended.results)[0][0]
    assert clicks.content() == before
    wait_for(clicks.is_free)


def test_a_second_command_waits_for_the_first(clicks):
    first = clicks.click("aging")
    assert clicks.run("credit") == (False, f"{BUSY}\nAnother command is running.")
    assert wait_for(lambda: first.results)[0][0]


def test_what_a_toolbar_adds_is_no_argument_of_a_command(clicks):
    done, message = clicks.run("aging", KeyModifier="0", as_of="2026-05-31")
    assert (done, message) == (True, "已更新 账龄分析，截止 2026-05-31。")


def test_an_unknown_command_is_told(clicks):
    done, message = clicks.run("nonsense")
    assert not done
    assert message.startswith("没有命令“nonsense”")
