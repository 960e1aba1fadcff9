"""The help of every command, as agreed."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from xlar.hosts.cli.app import app

COMMANDS = (
    "check", "items", "age", "credit", "stages", "allocate", "import", "demo", "statements",
    "letters", "register", "withdraw", "new", "upgrade", "build", "doctor", "excel",
    "recalc",
)  # fmt: skip
SHARED = ("--as-of", "--format", "--out", "--lang", "--policy")


def help_of(*words, width="100"):
    result = CliRunner().invoke(app, [*words, "--help"], env={"COLUMNS": width}, prog_name="xlar")
    assert result.exit_code == 0
    return result.stdout


def test_the_list_of_commands(golden):
    golden("cli/help.txt", help_of())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command(command, golden):
    golden(f"cli/help-{command}.txt", help_of(command))


@pytest.mark.parametrize("command", COMMANDS[:6])
@pytest.mark.parametrize("option", SHARED)
def test_every_report_takes_the_shared_options(command, option):
    assert option in help_of(command)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained_in_both_languages(command):
    text = re.sub(r"\s+", " ", help_of(command, width="500").split("Options:")[1])
    for part in re.split(r" (?:-o, |--to, )?(?=--[a-z])", text)[1:]:
        if not part.startswith("--help"):
            assert " / " in part, part
            assert re.search(r"[\u4e00-\u9fff]", part), part
