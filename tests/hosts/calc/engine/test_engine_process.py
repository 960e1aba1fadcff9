"""Offices started, attached to, lost and ended."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
import xlwings as xw

from xlar.hosts.calc import engine
from xlar.hosts.calc.engine import bridge, process
from xlar.hosts.calc.engine.file_locks import drop_stale_lock, lock_of
from xlar.hosts.calc.engine.members import OfficeGone

pytestmark = pytest.mark.office


def alive(pid):
    return (
        Path(f"/proc/{pid}").exists()
        and "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
    )


def until(fact, seconds=20):
    last = time.monotonic() + seconds
    while not fact() and time.monotonic() < last:
        time.sleep(0.05)
    return fact()


@pytest.fixture
def own(app):
    """An office besides the one of the session, which is the active one again afterwards."""
    started = xw.App(visible=False)
    yield started
    started.quit()
    app.activate()


def profile_of(started):
    return started.impl._office._profile


def test_quitting_ends_only_our_own_even_twice(own, book):
    pid, profile = own.pid, profile_of(own)
    assert xw.apps.active == own
    assert Path(f"/proc/{pid}/exe").resolve().name == "soffice.bin"
    assert profile.is_dir()
    own.quit()
    assert not alive(pid)
    assert not profile.exists()
    assert pid not in xw.apps.keys()  # noqa: SIM118 - not a dictionary
    own.quit()
    book.sheets[0]["A1"].value = 1
    assert book.sheets[0]["A1"].value == 1.0


def test_killing_removes_the_profile_too(own):
    profile = profile_of(own)
    own.kill()
    assert not alive(own.pid)
    assert not profile.exists()


def test_an_office_that_does_not_follow_is_ended(own, monkeypatch):
    monkeypatch.setattr(process, "_END_SECONDS", 1.0)
    pid = own.pid
    own.impl._office._process.wait = lambda _seconds, wait=own.impl._office._process.wait: wait(5)
    office = own.impl._office
    os.kill(pid, signal.SIGSTOP)
    office.end()
    assert not alive(pid)


def test_an_office_killed_in_the_middle_loses_nothing_on_disk(app, own, tmp_path):
    path, profile = tmp_path / "kept.ods", profile_of(own)
    book = own.books[0]
    book.sheets[0]["A1"].value = [["saved", 1]]
    book.save(path)
    before = path.read_bytes()
    book.sheets[0]["A1"].value = [["not saved", 2]]
    os.kill(own.pid, signal.SIGKILL)
    start = time.monotonic()
    for call in (
        lambda: book.sheets[0]["A1"].value,
        lambda: setattr(book.sheets[0]["A1"], "value", 3),
        book.save,
        own.books.add,
        lambda: len(book.sheets),
    ):
        with pytest.raises(OfficeGone, match="LibreOffice has ended"):
            call()
    assert time.monotonic() - start < 5
    assert path.read_bytes() == before
    assert until(lambda: own not in list(xw.apps))
    assert not profile.exists()
    assert lock_of(path).exists()
    with xw.App(visible=False, add_book=False) as again, again.books.open(path) as opened:
        assert opened.sheets[0]["A1:B1"].value == ["saved", 1.0]
    assert app in list(xw.apps)


def test_a_file_open_elsewhere_is_told_and_left_alone(own, book, tmp_path):
    path = tmp_path / "open.ods"
    book.save(path)
    with pytest.raises(OSError, match="is open in another LibreOffice"):
        own.books.open(path)
    assert lock_of(path).exists()
    assert own.books.open(path, read_only=True).name == "open.ods"


def test_the_lock_of_a_stranger_stays(tmp_path):
    path = tmp_path / "a.ods"
    lock_of(path).write_text(",someone,host,date,file:///profiles/someone/4;", "utf-8")
    drop_stale_lock(path)
    assert lock_of(path).exists()


def test_the_lost_office_is_told_in_chinese_too():
    assert "LibreOffice 已经退出" in OfficeGone().text("zh")


def test_attaching_to_a_running_office(app, book):
    book.sheets[0]["A1"].value = "here"
    attached = engine.attach(app.impl._office.spec)
    try:
        assert attached.pid != app.pid
        assert attached.books[book.name].sheets[0]["A1"].value == "here"
        document = attached.books[book.name].api
        engine.book_of(attached, document).set_mock_caller()
        assert xw.Book.caller().sheets[0]["A1"].value == "here"
        assert engine.book_of(attached, document).impl is attached.books[book.name].impl
    finally:
        attached.quit()
        if hasattr(xw.Book, "_mock_caller"):
            del xw.Book._mock_caller
    assert alive(app.pid)
    assert book.sheets[0]["A1"].value == "here"
    app.activate()


@pytest.mark.usefixtures("app")
def test_attaching_where_nobody_listens():
    with pytest.raises(ConnectionError, match="pipe,name=nobody"):
        engine.attach("pipe,name=nobody")


@pytest.mark.usefixtures("app")
def test_activating_more_than_once():
    first, again = engine.activate(force=True), engine.activate()
    assert first is again
    assert [one.name for one in xw.engines].count("libreoffice") == 1
    assert xw.engines.active.name == "libreoffice"


@pytest.mark.usefixtures("app")
def test_the_import_of_uno_leaves_python_as_it_was():
    assert __import__.__module__ == "builtins"


def test_no_office_and_no_interface_are_told(monkeypatch, tmp_path):
    monkeypatch.setattr(bridge, "program_folders", lambda: iter([tmp_path]))
    with pytest.raises(bridge.NoOffice, match=r"LibreOffice .* was not found") as told:
        process.program()
    assert "请安装" in told.value.text("zh")


@pytest.mark.usefixtures("app")
def test_a_program_that_ends_at_once():
    before = set(Path(process.tempfile.gettempdir()).glob("xlar-office-*"))
    with pytest.raises(process.OfficeDidNotStart, match="exit code 1"):
        xw.App(spec=shutil.which("false"), visible=False)
    assert set(Path(process.tempfile.gettempdir()).glob("xlar-office-*")) == before


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb, a screen that nobody sees")
def test_windows_on_a_screen(app, monkeypatch):
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        monkeypatch.setenv("DISPLAY", f":{screen.stdout.readline().strip()}")
        with xw.App() as shown:
            assert shown.visible is True
            window = shown.books[0].api.CurrentController.Frame.ContainerWindow
            assert window.isVisible()
            shown.visible = False
            assert (shown.visible, window.isVisible()) == (False, False)
            shown.books.add().sheets[0]["A1"].value = 1
    finally:
        screen.terminate()
        screen.communicate()
        app.activate()


def test_another_python_on_the_path_is_kept_from_the_office(tmp_path, monkeypatch):
    other = tmp_path / "conda" / "bin"
    other.mkdir(parents=True)
    (other / "python3").touch()
    plain = tmp_path / "tools"
    plain.mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join([str(other), str(plain), "/usr/bin"]))
    monkeypatch.setenv("PYTHONHOME", str(other))
    found = process.surroundings(LANG="C")
    assert found["PATH"].split(os.pathsep) == [str(plain), "/usr/bin"]
    assert "PYTHONHOME" not in found
    assert found["LANG"] == "C"
