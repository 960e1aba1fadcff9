"""The progress bar and Ctrl-C between two documents."""

from __future__ import annotations

import io
import os
import signal
import threading

import pytest
from rich.console import Console

from xlar.core.problems import Text
from xlar.hosts.cli.progress import progress_bar, stoppable

TITLE = Text("制作函件", "making documents")


@pytest.mark.parametrize(("lang", "left"), [("zh", "剩余"), ("en", "left")])
def test_the_bar_shows_customer_count_and_remaining_time(lang, left):
    target = Console(file=io.StringIO(), force_terminal=True, width=100)
    with progress_bar(TITLE, lang, target) as tell:
        tell(3, 10, "[b]甲公司")
    shown = target.file.getvalue()
    assert all(word in shown for word in (TITLE[lang], "3/10", left, "[b]甲公司"))


def test_no_bar_where_nobody_is_looking(capsys):
    with progress_bar(TITLE, "zh") as tell:
        assert tell is None
    assert capsys.readouterr().err == ""


def test_ctrl_c_is_noted_and_a_second_one_interrupts():
    before = signal.getsignal(signal.SIGINT)
    with stoppable() as pressed:
        assert not pressed()
        os.kill(os.getpid(), signal.SIGINT)
        assert pressed()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_leaves_the_signals_alone():
    found = []

    def work():
        with stoppable() as pressed:
            found.append(pressed())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [False]
