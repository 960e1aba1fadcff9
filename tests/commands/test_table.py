"""The one table of commands."""

from __future__ import annotations

import subprocess
import sys

import pytest

from xlar.commands.table import COMMANDS, GROUPS, MOST_CHARACTERS

NAMES = [
    "import",
    "check",
    "refresh",
    "clear_demo",
    "aging",
    "drill",
    "values",
    "credit",
    "order",
    "score",
    "warnings",
    "statement",
    "statements",
    "confirmations",
    "slips",
    "agreements",
    "worklist",
    "plan",
    "promises",
    "letters",
    "withdraw",
    "register",
    "forecast",
    "provision",
    "indicators",
    "commission",
    "audit",
    "report",
    "close",
    "last_error",
    "diagnose",
]


def test_every_command_is_there_in_the_order_of_the_groups():
    assert sorted(COMMANDS) == sorted(NAMES)
    groups = [command.group for command in COMMANDS.values()]
    assert list(dict.fromkeys(groups)) == list(GROUPS)


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_its_texts_are_there_in_both_languages_and_short_enough(command):
    parameters = [(one.title, one.about) for one in command.parameters]
    for text in (command.title, command.about, *(text for pair in parameters for text in pair)):
        assert 0 < len(text.zh) <= MOST_CHARACTERS
        assert 0 < len(text.en) <= MOST_CHARACTERS
    assert command.icon


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_it_does_is_there(command):
    assert callable(command.run)


def test_no_two_commands_share_a_name():
    names = [name for one in COMMANDS.values() for name in (one.name, one.title.zh, one.title.en)]
    titles = [name.casefold() for name in names]
    assert len(set(titles)) >= len(COMMANDS) * 2


def test_reading_the_table_loads_nothing_heavy():
    program = (
        "import sys, xlar.commands.table; "
        "print({'numpy', 'pandas', 'xlwings', 'xlsxwriter'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"
