"""A command that hangs or crashes, and a document that is closed under it."""

from __future__ import annotations

import pytest
from calc_office import wait_for
from clicking import Clicks

pytestmark = pytest.mark.office


def is_writing(clicks, before):
    """Waits until a command has begun to write its sheets."""
    wait_for(lambda: set(clicks.sheets()) > before)


def test_a_hanging_command_is_ended_by_asking_again(clicks):
    before = clicks.content()
    ended = clicks.click("refresh")
    clicks.freeze_runner()
    done, message = clicks.insist(ended)
    assert not done
    assert message.startswith("命令没有回应，已强行结束")
    assert clicks.content() == before
    wait_for(clicks.is_free)
    assert clicks.run("aging")[0]


def test_what_a_hanging_command_wrote_is_taken_back(clicks):
    before = clicks.content()
    ended = clicks.click("refresh")
    is_writing(clicks, set(before))
    clicks.freeze_runner()
    assert not clicks.insist(ended)[0]
    assert clicks.content() == before
    wait_for(clicks.is_free)


def test_asking_twice_in_haste_lets_the_command_end_by_itself(clicks):
    ended = clicks.click("refresh")
    for _ in range(5):
        clicks.click("cancel")
    assert wait_for(lambda: ended.results) == [(False, "已取消，工作簿未改动。")]


@pytest.mark.parametrize("attempt", range(3))
def test_crashes_in_the_middle_of_writing_never_lock_the_office(clicks, attempt):
    before = clicks.content()
    ended = clicks.click("refresh")
    wait_for(lambda: len(clicks.sheets()) > len(before) + attempt)
    clicks.kill_runner()
    assert wait_for(lambda: ended.results)[0][1].startswith("命令意外中断")
    assert clicks.content() == before
    wait_for(clicks.is_free)


@pytest.mark.parametrize("state", ["starting", "writing", "hanging"])
def test_closing_the_document_ends_its_command(menu_office, demo_file, state):
    clicks = Clicks(menu_office, demo_file)
    before = set(clicks.sheets())
    ended = clicks.click("refresh")
    wait_for(clicks.runners)
    if state != "starting":
        is_writing(clicks, before)
    if state == "hanging":
        clicks.freeze_runner()
    clicks.doc.setModified(False)
    clicks.doc.close(True)
    ((done, message),) = wait_for(lambda: ended.results)
    assert not done
    assert message.startswith("文档已关闭，命令已停止")
    wait_for(lambda: not clicks.runners())
    again = Clicks(menu_office, demo_file)
    assert again.run("aging")[0]
    again.close()


def test_a_program_that_is_not_there_is_told_and_the_menu_works_again(clicks):
    with clicks.runner_is("/no/such/python"):
        done, message = clicks.run("aging")
    assert not done
    assert "/no/such/python" in message
    assert clicks.is_free()
    assert clicks.run("aging")[0]
