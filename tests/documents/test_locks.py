"""One writer at a time, and whoever waits learns for whom."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time

import pytest
from killing import context, die

from xlar.documents.register import locks
from xlar.documents.register.locks import FolderBusy, locked
from xlar.documents.register.storage import NotWritable


def holder(folder):
    return folder / ".xlar" / "holder.json"


def test_the_folder_is_made_where_it_does_not_exist(tmp_path):
    with locked(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").is_dir()


def test_who_holds_it_is_noted_and_struck_out_again(tmp_path):
    with locked(tmp_path):
        assert json.loads(holder(tmp_path).read_text("utf-8"))["process"] == str(os.getpid())
    assert not holder(tmp_path).exists()


def test_whoever_comes_second_is_told_by_whom_it_is_held(tmp_path, monkeypatch):
    monkeypatch.setattr(locks.getpass, "getuser", lambda: "王会计")
    monkeypatch.setattr(locks.platform, "node", lambda: "PC-12")
    with locked(tmp_path), pytest.raises(FolderBusy) as refusal, locked(tmp_path, wait=0):
        pass
    assert f"王会计（PC-12，进程 {os.getpid()}）" in refusal.value.text("zh")
    assert f"王会计 (PC-12, process {os.getpid()}) since 20" in refusal.value.text("en")


def test_an_account_without_a_name_is_no_obstacle(tmp_path, monkeypatch):
    def nameless():
        raise KeyError("uid")

    monkeypatch.setattr(locks.getpass, "getuser", nameless)
    with locked(tmp_path):
        assert json.loads(holder(tmp_path).read_text("utf-8"))["user"] == "?"


@pytest.mark.parametrize("content", [None, "", "[]", "{}"])
def test_without_a_note_of_the_holder_the_message_is_shorter(tmp_path, content):
    with locked(tmp_path):
        holder(tmp_path).unlink()
        if content is not None:
            holder(tmp_path).write_text(content)
        with (
            pytest.raises(FolderBusy, match="in use by another xlar"),
            locked(tmp_path, wait=0),
        ):
            pass
        holder(tmp_path).touch()


def test_whoever_waits_gets_it_when_it_is_free(tmp_path):
    order = []

    def second():
        with locked(tmp_path, wait=10):
            order.append("second")

    with locked(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_it_is_free_again_after_a_mistake_inside(tmp_path):
    with pytest.raises(ValueError, match="inside"), locked(tmp_path):
        raise ValueError("inside")
    with locked(tmp_path, wait=0):
        pass


def hold_and_die(folder):
    with locked(folder):
        die()


def test_a_process_that_is_killed_releases_it(tmp_path):
    process = context.Process(target=hold_and_die, args=(tmp_path,))
    process.start()
    process.join()
    assert process.exitcode != 0
    assert holder(tmp_path).exists()  # the note of the dead one stays, and hinders nobody
    with locked(tmp_path, wait=0):
        assert json.loads(holder(tmp_path).read_text("utf-8"))["process"] == str(os.getpid())


def test_other_processes_are_kept_out(tmp_path):
    path = os.pathsep.join(sys.path)
    code = (
        "import sys; from pathlib import Path; from xlar.documents.register.locks import locked\n"
        "with locked(Path(sys.argv[1]), wait=0): pass"
    )
    with locked(tmp_path):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True,
            encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": path},
        )  # fmt: skip
    assert ran.returncode == 1
    assert "FolderBusy" in ran.stderr


def test_a_folder_where_nothing_may_be_written_is_refused(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(locks.FileLock, "acquire", refused)
    with pytest.raises(NotWritable, match="cannot be locked"), locked(tmp_path):
        pass
