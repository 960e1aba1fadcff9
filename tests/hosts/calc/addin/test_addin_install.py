"""``xlar calc install`` and ``uninstall``: taken, refused, and what to do then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from calc_office import PATIENCE, not_as_root

from xlar.hosts.calc.addin import install
from xlar.hosts.calc.addin.package import IDENTIFIER
from xlar.hosts.calc.engine.bridge import NoOffice

ROOT = "ERROR: Cannot run unopkg as root without --shared or --bundled option."
UNKNOWN = (
    "ERROR: Exception occurred: There is no such extension deployed: org.xlar.calc at ./x.cxx:973\n"
    "\nERROR: unopkg failed."
)
LOCKED = (
    "ERROR: unopkg cannot be started. The lock file indicates it is already running. If this does"
    " not apply, delete the lock file at:\n/home/a/.config/libreoffice/4/.lock"
)


@pytest.mark.parametrize(
    ("said", "reason", "advice"),
    [
        (ROOT, "as root", "as the ordinary user of LibreOffice, without sudo"),
        (UNKNOWN, "no such extension deployed", "nothing to remove"),
        (LOCKED, "already running", "delete the file .lock in its profile"),
        ("ERROR: no space\nERROR: unopkg failed.", "no space;", "close all of its windows"),
        ("killed", "killed;", "close all of its windows"),
        ("", "take it: 3;", "close all of its windows"),
    ],
)
def test_a_refusal_says_why_and_what_to_do(tmp_path, monkeypatch, said, reason, advice):
    program = tmp_path / "unopkg"
    program.write_text(f"#!/bin/sh\ncat <<'E' >&2\n{said}\nE\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(install, "unopkg", lambda: program)
    with pytest.raises(install.CannotInstall) as refused:
        install.uninstall()
    told = refused.value.text("en")
    assert reason in told
    assert advice in told
    assert "unopkg failed" not in told


def test_without_libreoffice_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr(install, "program_folders", list)
    with pytest.raises(NoOffice, match="install LibreOffice"):
        install.install()


@pytest.fixture
def home():
    """The folder of an ordinary user whose LibreOffice is as new as on the first day."""
    folder = Path(tempfile.mkdtemp(prefix="xlar-home-"))  # pytest's own are for root alone
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def run(start_office, home):
    """Runs a command for that user."""
    assert start_office
    packages = os.pathsep.join([str(Path(__file__).parents[4]), *filter(None, sys.path)])
    environment = [f"HOME={home}", f"TMPDIR={home}", f"PYTHONPATH={packages}"]

    def done(*command):
        words = ["env", "-u", "XDG_CONFIG_HOME", *environment, *map(str, command)]
        return subprocess.run(
            not_as_root(home, words), cwd=home,
            check=False, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip

    return done


@pytest.fixture
def xlar(run):
    """Runs xlar for that user, with a Python that he may run."""
    for python in (sys.executable, "/usr/bin/python3"):
        if run(python, "-c", "import xlar.hosts.cli.app").returncode == 0:
            return lambda *words: run(python, "-m", "xlar", *words)
    pytest.skip("not installed: a Python with xlar's packages that an ordinary user may run")


@pytest.mark.office
def test_it_is_installed_again_and_removed(xlar, run):
    for _ in range(2):
        done = xlar("calc", "install")
        assert (done.returncode, "Installed" in done.stdout) == (0, True), done.stderr
    assert IDENTIFIER in run(install.unopkg(), "list").stdout
    done = xlar("calc", "uninstall")
    assert (done.returncode, "Removed" in done.stdout) == (0, True), done.stderr
    assert IDENTIFIER not in run(install.unopkg(), "list").stdout
    again = xlar("calc", "uninstall")
    assert again.returncode == 2
    assert "它没有安装" in again.stderr


@pytest.mark.office
def test_the_lock_of_a_running_office_is_told(xlar, run, home):
    assert xlar("calc", "install").returncode == 0
    lock = home / ".config" / "libreoffice" / "4" / ".lock"
    lock.touch()
    refused = xlar("calc", "uninstall")
    assert refused.returncode == 2
    assert ".lock" in refused.stderr
    lock.unlink()
    assert xlar("calc", "uninstall").returncode == 0
    assert run(install.unopkg(), "list").returncode == 0


@pytest.mark.office
@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="needs root")
def test_root_is_told_to_be_somebody_else(start_office):
    assert start_office
    done = subprocess.run(
        [sys.executable, "-m", "xlar", "calc", "install"],
        check=False, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 2
    assert "普通用户" in done.stderr
