"""docs/commands.md is what the table of commands says."""

from __future__ import annotations

from pathlib import Path

from xlar.commands.page import commands_page
from xlar.commands.table import COMMANDS

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_is_written_from_the_table(request):
    if request.config.getoption("--golden-update"):
        PAGE.write_text(commands_page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == commands_page()


def test_every_command_and_parameter_is_on_it():
    page = commands_page()
    for command in COMMANDS.values():
        assert f"· `{command.name}`" in page
        for parameter in command.parameters:
            assert f"| `{parameter.name}` {parameter.title.zh}" in page
