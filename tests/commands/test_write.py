"""All or nothing: a write that fails anywhere leaves the workbook as it was."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from xlar.commands.cells import Column
from xlar.commands.context import Cancelled, Context, Silent
from xlar.commands.failures import last_failure
from xlar.commands.saved import Saved
from xlar.commands.write import Block, Fill, NewSheet, NotWritten, carry_out

MOST_WRITES = 300


def _with_old_reports(small):
    """Both reports from an earlier day, with formulas and texts of the user's inside them."""
    small.run("refresh", as_of="2026-05-31")
    page = small.book.sheets["账龄分析"]
    page.range("D7").formula = "=400+400"
    page.range("B7").number_format = "General"
    page.range("C8").number_format = "0.0%"
    return small


def _nothing(small):
    return small


@pytest.mark.parametrize("prepared", [_nothing, _with_old_reports])
@pytest.mark.parametrize("command", ["refresh", "check", "diagnose"])
def test_whichever_write_fails_the_book_is_as_before(small, prepared, command):
    prepared(small)
    before = small.state()
    for number in range(1, MOST_WRITES):
        small.excel.fail_after(number)
        outcome = small.run(command)
        small.excel.fail_after(None)
        if outcome.done:
            break
        assert small.state() == before, f"write {number}: {small.excel.writes[-1]}"
        assert "made to fail" in outcome.message.en
    assert number > 5
    assert outcome.done


class _Stops(Silent):
    """Somebody who stops the command at the n-th look."""

    def __init__(self, after: int) -> None:
        self.left = after

    def cancelled(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_a_command_can_be_cancelled_at_every_step_and_leaves_the_book_as_before(small):
    small.run("aging", as_of="2026-05-31")
    before = small.state()
    for after in range(MOST_WRITES):
        outcome = small.run("refresh", ui=_Stops(after))
        if outcome.done:
            break
        assert outcome.message.zh == "已取消，工作簿未改动。"
        assert small.state() == before
    assert after > 3
    assert outcome.done


class _Watches(Silent):
    """Somebody who writes down what is shown."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int, str]] = []

    def progress(self, done: int, total: int, text: str) -> None:
        self.seen.append((done, total, text))


def test_progress_is_shown(small):
    ui = _Watches()
    small.run("refresh", ui=ui)
    assert ui.seen[0] == (0, 0, "读取工作簿 …")
    assert ui.seen[-1][0] == ui.seen[-1][1] > 0


def test_everything_is_computed_before_the_first_write(small):
    small.run("aging")
    start = len(small.excel.writes)
    small.book.sheets["发票"].range("D2").value = "不是金额"
    small.run("refresh")
    changed = small.excel.writes[start + 1 :]
    assert changed
    assert not any("账龄分析" in what or "信用监控" in what for what in changed)


def test_calculation_and_screen_are_as_before_also_after_a_failure(small):
    app = small.book.app
    small.excel.fail_after(4)
    small.run("aging")
    small.excel.fail_after(None)
    assert (app.calculation, app.screen_updating) == ("automatic", True)


def test_a_report_takes_few_writes(small):
    start = len(small.excel.writes)
    small.run("aging")
    done = small.excel.writes[start:]
    # notes, header, then the texts and the amounts of all rows
    assert [what for what in done if what.startswith("write")] == [
        "write 账龄分析!$A$1:$B$4", "write 账龄分析!$A$6:$L$6",
        "write 账龄分析!$A$7:$C$10", "write 账龄分析!$D$7:$L$10",
    ]  # fmt: skip
    assert len([what for what in done if what == "set number_format"]) == 4


def test_steps_are_undone_in_reverse_order(small):
    before = small.state()
    steps = [
        NewSheet("新表"),
        Fill("新表", (1, 1), (1, 1), [Block(1, 1, [Column("", "text", ["a"])])], is_new=True),
        Fill("收款", (1, 1), (9, 9), [Block(1, 1, [Column("", "text", ["b"])])]),
        Fill("没有", (1, 1), (1, 1), []),
    ]
    with pytest.raises(NotWritten, match="没有"):
        carry_out(small.context(), steps)
    assert small.state() == before


def test_an_interrupt_from_the_keyboard_is_undone_too(small):
    class _Interrupts(Silent):
        def cancelled(self) -> bool:
            raise KeyboardInterrupt

    before = small.state()
    context = Context(small.book, small.context().today, ui=_Interrupts())
    with pytest.raises(KeyboardInterrupt):
        carry_out(context, [NewSheet("新表")])
    assert small.state() == before


def test_a_sheet_that_got_no_name_is_deleted(small):
    before = small.state()
    with ExitStack() as undo, pytest.raises(Exception, match="cannot be named"):
        NewSheet("a/b").carry_out(small.book, undo)
    assert small.state() == before


def test_a_refused_write_says_what_to_do_and_is_remembered_with_its_trace(small):
    small.excel.fail_after(5)
    outcome = small.run("aging")
    assert "受保护" in outcome.message.zh
    assert "as it was" in outcome.message.en
    assert "ComError" in last_failure().trace


def test_where_taking_back_fails_too_the_user_is_told_not_to_save(small, monkeypatch):
    def refuses(_):
        raise OSError("read-only")

    small.run("aging")
    before = small.state()["sheets"]
    monkeypatch.setattr(Saved, "restore", refuses)
    small.excel.fail_after(3)
    outcome = small.run("refresh", as_of="2026-05-31")
    assert "不要保存" in outcome.message.zh
    assert "read-only" in outcome.message.en
    assert "信用监控" not in small.state()["sheets"]
    assert small.state()["sheets"]["发票"] == before["发票"]


def test_cancelled_says_that_nothing_changed():
    assert "unchanged" in Cancelled().text("en")
