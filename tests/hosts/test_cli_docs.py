"""docs/cli.md: every file shown is written, every command run, every output compared.

``pytest --golden-update`` writes the outputs anew.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xlar.hosts.cli.app import app

COMMANDS = (
    "check", "items", "age", "credit", "stages", "allocate", "score", "warnings",
    "kpi", "commission", "provision",
    "worklist", "plan", "agreements", "reconcile", "forecast", "report", "close", "statements",
    "letters", "register", "withdraw", "import", "run", "demo", "new", "upgrade", "build", "doctor",
    "excel", "recalc",
)  # fmt: skip
DOCS = Path(__file__).parents[2] / "docs"
FILE = re.compile(r"`([\w./-]+\.\w+)`\n\n```\w+\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def played(text: str) -> str:
    """The page with every output as it really is."""
    for path, content in FILE.findall(text):
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(content, encoding="utf-8")
    return CONSOLE.sub(_played_block, text)


def _played_block(found: re.Match[str]) -> str:
    lines = []
    for line in found[1].splitlines():
        if line.startswith("$ xlar "):
            result = CliRunner().invoke(app, shlex.split(line)[2:])
            output = (result.stdout.removeprefix("\ufeff") + result.stderr).splitlines()
            lines += [line, *(shown.rstrip() for shown in output)]
    return "```console\n" + "\n".join(lines) + "\n```"


def test_every_example_of_the_page_is_what_happens(tmp_path, monkeypatch, request):
    page = DOCS / "cli.md"
    text = page.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("XLAR_LANG", raising=False)
    real = played(text)
    if request.config.getoption("--golden-update"):
        page.write_text(real, encoding="utf-8", newline="\n")
    assert real == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_on_the_page(command):
    assert f"\n## {command}\n" in (DOCS / "cli.md").read_text(encoding="utf-8")


def test_every_option_is_on_the_page():
    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        shown = CliRunner().invoke(app, [command, "--help"]).stdout
        options = set(re.findall(r"--[a-z-]+", shown)) - {"--help"}
        assert {option for option in options if option not in text} == set()
