"""The process that Excel starts: what it serves, what it logs, and how it fails."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from excel_process import HERE, ROOT

from xlar.hosts.excel.install import CLASS_ID
from xlar.hosts.excel.server import logs_folder

OTHER = "{11111111-2222-3333-4444-555555555555}"


def run(*command, state):
    return subprocess.run(
        [sys.executable, "-B", *command],
        check=False,
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
        env={
            "PATH": "",
            "PYTHONPATH": os.pathsep.join(map(str, (ROOT, HERE))),
            "PYTHONUTF8": "1",
            "XLAR_STATE": str(state),
        },
    )


def log_in(state):
    (log,) = (state / "logs").glob("server-*.log")
    return log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "clsid"),
    [([OTHER], OTHER), ([OTHER, "-Embedding"], OTHER), (["-Embedding"], CLASS_ID)],
)
def test_a_client_gets_its_answer_from_the_class_asked_for(arguments, clsid, tmp_path):
    done = run(str(HERE / "serve_once.py"), *arguments, state=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{clsid} 人民币壹佰元整"


def test_the_log_tells_what_was_served_and_that_it_ended(tmp_path):
    run(str(HERE / "serve_once.py"), OTHER, state=tmp_path)
    log = log_in(tmp_path)
    assert f"functions as {OTHER}" in log
    assert sys.executable in log
    assert log.rstrip().endswith("ended")


def test_a_server_that_cannot_start_says_why_in_its_log(tmp_path):
    done = run(str(HERE / "serve_once.py"), "broken", OTHER, state=tmp_path)
    assert done.returncode == 1
    assert "import of xlwings halted" in log_in(tmp_path)


def test_without_a_folder_for_its_log_it_serves_all_the_same(tmp_path):
    (tmp_path / "file").touch()
    done = run(str(HERE / "serve_once.py"), OTHER, state=tmp_path / "file")
    assert done.stdout.startswith(f"{OTHER} 人民币壹佰元整")


def test_a_trial_prints_the_milliseconds_of_a_call(tmp_path):
    done = run(str(HERE / "serve_once.py"), "--trial", state=tmp_path)
    assert 0 < float(done.stdout) < 50
    assert not (tmp_path / "logs").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there it serves until Excel ends")
def test_elsewhere_than_on_windows_it_ends_with_the_reason(tmp_path):
    trial = run("-m", "xlar.hosts.excel.server", "--trial", state=tmp_path)
    assert trial.returncode == 1
    assert "on Windows only" in trial.stderr.splitlines()[-1]
    served = run("-m", "xlar.hosts.excel.server", OTHER, state=tmp_path)
    assert served.returncode == 1
    assert "on Windows only" in log_in(tmp_path)


def test_the_logs_lie_in_the_state_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XLAR_STATE", str(tmp_path))
    assert logs_folder() == tmp_path / "logs"


def test_twenty_logs_are_kept(tmp_path):
    for number in range(30):
        log = tmp_path / f"server-{number}.log"
        log.write_text("old", encoding="utf-8")
        os.utime(log, (number, number))
    code = "import sys, pathlib; from xlar.hosts.excel.server import open_log; "
    code += "open_log(pathlib.Path(sys.argv[1])); print('noted')"
    run("-c", code, str(tmp_path), state=tmp_path)
    kept = {log.name for log in tmp_path.glob("*.log")}
    assert len(kept) == 20
    assert "server-29.log" in kept
    assert "server-10.log" not in kept


def test_what_is_printed_goes_to_the_log(tmp_path):
    code = "import sys, pathlib; from xlar.hosts.excel.server import open_log; "
    code += "print(open_log(pathlib.Path(sys.argv[1])).name); print('账', file=sys.stderr)"
    done = run("-c", code, str(tmp_path), state=tmp_path)
    (log,) = tmp_path.glob("*.log")
    assert (done.stdout, done.stderr) == ("", "")
    assert log.read_text(encoding="utf-8") == f"{log.name}\n账\n"
