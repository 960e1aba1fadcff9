"""The process of a command and the conversation with it; no office is needed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from types import SimpleNamespace as Some

import pytest
from calc_office import wait_for
from clicking import is_running

from xlar.hosts.calc import runner as program
from xlar.hosts.calc.menu.component.talk import Runner

TASK = {"command": "aging"}
DEAF = "import time\nwhile True:\n    time.sleep(1)"
OUTCOME = '{"outcome": {"message": "fine", "done": true}}'


@pytest.fixture
def start():
    """Starts a process as the menu does: the process, and the list of what it says."""
    started = []

    def one(code):
        heard = []
        runner = Runner([sys.executable, "-c", textwrap.dedent(code)], TASK, heard.append)
        started.append(runner)
        return runner, heard

    yield one
    for runner in started:
        runner.kill()
        runner.end()
        wait_for(lambda runner=runner: not is_running(runner.pid))


@pytest.mark.parametrize("made", [None, "an action"], ids=["earlier extension", "this one"])
def test_commands_also_run_with_an_extension_installed_earlier(made):
    noted = []
    manager = Some(createInstanceWithArgumentsAndContext=lambda *_: made)
    document = Some(RuntimeUID="1", UndoManager=Some(addUndoAction=noted.append))
    program._keep_blank(Some(ServiceManager=manager), document, "an area")
    assert noted == [made] * (made is not None)


def test_the_task_is_the_first_line_it_reads(start):
    _, heard = start("print(input())")
    assert wait_for(lambda: heard)[0] == TASK


def test_one_that_ends_without_an_outcome_has_crashed(start):
    _, heard = start("import sys; sys.exit('no memory')")
    assert wait_for(lambda: heard) == [{"crash": "no memory (1)"}]


def test_one_that_does_not_go_is_ended(start):
    runner, _ = start(DEAF)
    runner.end()
    wait_for(lambda: not is_running(runner.pid))


def test_one_that_is_killed_has_crashed(start):
    runner, heard = start(DEAF)
    runner.kill()
    assert wait_for(lambda: heard) == [{"crash": "- (-9)"}]


HOLDER = f"""
    import subprocess, sys
    holder = subprocess.Popen([sys.executable, "-c", {DEAF!r}])
    print('{{"tell": "%s"}}' % holder.pid, flush=True)
    sys.exit(3)
"""


def test_a_crash_is_heard_though_a_process_it_started_lives_on(start):
    runner, heard = start(HOLDER)
    wait_for(lambda: len(heard) == 2)
    assert heard[1] == {"crash": "- (3)"}
    runner.end()
    wait_for(lambda: not is_running(int(heard[0]["tell"])))


def test_what_is_no_message_is_passed_over(start):
    _, heard = start(f"print('5'); print('[]'); print('{{}}'); print('half{{'); print('{OUTCOME}')")
    assert wait_for(lambda: heard) == [{"outcome": {"message": "fine", "done": True}}]


BUSY_PERSON = """
import sys, time
from xlar.hosts.calc import runner
runner.LEAVE = 0.5
runner.Person(sys.stdin.buffer, sys.stdout.buffer)
while True:
    time.sleep(1)
"""


def test_a_busy_command_ends_when_libreoffice_is_no_more():
    process = subprocess.Popen([sys.executable, "-c", BUSY_PERSON], stdin=subprocess.PIPE)
    process.stdin.close()
    assert process.wait(timeout=120) == 1


def test_what_other_libraries_print_is_no_message(tmp_path):
    code = "import os\nfrom xlar.hosts.calc.runner import own_line\nsays = own_line()\n"
    code += "os.write(1, b'noise')\nprint('noise')\nsays.write(b'{}')\nsays.flush()\n"
    said = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, timeout=120, cwd=tmp_path
    )
    assert said.stdout == b"{}"
