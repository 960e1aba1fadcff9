"""dev.py: what it says when something is missing, and that it sets up only once."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def dev():
    """A fresh copy of the module, which a test may alter."""
    specification = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def project(dev, tmp_path, monkeypatch):
    """An empty project in a folder of its own, and the commands its set-up would run."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "pyproject.toml").write_text("", "utf-8")
    for lock in ("build", "runtime"):
        (tmp_path / "requirements" / f"{lock}.txt").write_text("a==1\n", "utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "LOCKS", tmp_path / "requirements")
    commands = []

    def carry_out(command):
        commands.append(command)
        if "venv" in command:
            python = dev.program(Path(command[-1]), "python")
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()

    monkeypatch.setattr(dev, "carry_out", carry_out)
    return commands


def kinds(commands):
    """What each command of a set-up does: create, pins or xlar."""
    named = {"--clear": "create", "--requirement": "pins", "--editable": "xlar"}
    return [next(named[part] for part in command if part in named) for command in commands]


def test_the_first_run_creates_fills_and_installs(dev, project):
    dev.environment(*dev.RUNTIME)
    assert kinds(project) == ["create", "pins", "xlar"]


def test_the_second_run_does_nothing(dev, project, capsys):
    dev.environment(*dev.RUNTIME)
    project.clear()
    capsys.readouterr()
    dev.environment(*dev.RUNTIME)
    assert project == []
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("file", ["pyproject.toml", "requirements/runtime.txt"])
def test_a_changed_lock_or_project_file_installs_again_into_the_same_environment(
    dev, project, file
):
    dev.environment(*dev.RUNTIME)
    project.clear()
    (dev.ROOT / file).write_text("b==2\n", "utf-8")
    dev.environment(*dev.RUNTIME)
    assert kinds(project) == ["pins", "xlar"]


def test_an_interrupted_run_is_taken_up_again(dev, project, monkeypatch):
    whole = dev.carry_out

    def interrupted(command):
        if "--editable" in command:
            raise KeyboardInterrupt
        whole(command)

    monkeypatch.setattr(dev, "carry_out", interrupted)
    with pytest.raises(KeyboardInterrupt):
        dev.environment(*dev.RUNTIME)
    monkeypatch.setattr(dev, "carry_out", whole)
    project.clear()
    dev.environment(*dev.RUNTIME)
    assert kinds(project) == ["pins", "xlar"]


def test_another_python_gets_an_environment_of_its_own(dev, project, monkeypatch):
    dev.environment(*dev.RUNTIME)
    project.clear()
    monkeypatch.setattr(dev.sys, "version_info", (3, 99, 0, "final", 0))
    dev.environment(*dev.RUNTIME)
    assert kinds(project) == ["create", "pins", "xlar"]


def test_an_old_python_is_told_which_one_is_needed(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 2, "final", 0))
    assert dev.main(["demo"]) == 2
    message = capsys.readouterr().err
    assert "xlar needs Python 3.11 or later; this is 3.9" in message
    assert "需要 Python 3.11" in message


def test_a_python_without_venv_is_told_what_to_install(dev, monkeypatch, capsys):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        dev.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else found(name)
    )
    assert dev.main(["test"]) == 2
    message = capsys.readouterr().err
    assert "lacks ensurepip" in message
    assert "sudo apt install python3-venv" in message


@pytest.mark.parametrize(
    ("last_words", "advice"),
    [
        ("ERROR: NewConnectionError: Failed to establish a new connection", "check the network"),
        ("ERROR: Temporary failure in name resolution", "check the network"),
        ("ERROR: No space left on device", "Put right what it says"),
    ],
)
def test_a_failed_installation_ends_with_its_last_words_and_advice(
    dev, monkeypatch, capsys, last_words, advice
):
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr=f"noise\n{last_words}\n")
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: failed)
    monkeypatch.setattr(dev, "environment", lambda *_: dev.carry_out(["pip"]))
    assert dev.main(["demo"]) == 1
    message = capsys.readouterr().err
    assert last_words in message
    assert advice in message


@pytest.mark.parametrize("arguments", [[], ["unknown"], ["lock", "extra"]])
def test_wrong_use_shows_what_it_can_do(dev, capsys, arguments):
    assert dev.main(arguments) == 2
    assert "python3 dev.py demo" in capsys.readouterr().err


def test_every_check_runs_though_an_early_one_fails(dev, monkeypatch, capsys):
    ran = []

    def run(command, **_):
        ran.append(Path(command[0]).stem)
        return subprocess.CompletedProcess(command, int("ruff" in ran[-1]))

    monkeypatch.setattr(dev.subprocess, "run", run)
    monkeypatch.setattr(dev, "environment", lambda *_: Path("env"))
    assert dev.main(["test"]) == 1
    assert ran == ["ruff", "ruff", "mypy", "lint-imports", "python"]
    assert "Failed: ruff check --quiet ., ruff format" in capsys.readouterr().err


def test_locks_are_made_with_the_oldest_python(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev.sys, "version_info", (3, 13, 1, "final", 0))
    assert dev.main(["lock"]) == 2
    assert "Run this with Python 3.11." in capsys.readouterr().err


@pytest.mark.usefixtures("project")
def test_a_lock_keeps_its_lines_for_other_systems(dev, monkeypatch):
    lock = dev.LOCKS / "runtime.txt"
    lock.write_text('a==1\nb==1 ; sys_platform == "win32"\n', "utf-8")
    monkeypatch.setattr(dev, "newest", lambda *_: ["a==2", "c==3"])
    dev.write_lock("runtime", ["a"], ())
    lines = lock.read_text("utf-8").splitlines()
    assert lines[1:] == ["a==2", "c==3", 'b==1 ; sys_platform == "win32"']
