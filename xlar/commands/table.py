"""The one table of commands: ribbon, Calc's menu, command line and docs/commands.md read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.commands.book_commands import BOOK_COMMANDS
from xlar.commands.command import GROUPS, MOST_CHARACTERS, Command, Parameter, ParameterKind
from xlar.commands.desk_commands import DESK_COMMANDS
from xlar.commands.figure_commands import FIGURE_COMMANDS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COMMANDS", "GROUPS", "MOST_CHARACTERS", "Command", "Parameter", "ParameterKind"]

COMMANDS: Final[Mapping[str, Command]] = {
    command.name: command for command in (*BOOK_COMMANDS, *DESK_COMMANDS, *FIGURE_COMMANDS)
}
"""The commands by name, in the order of their groups."""
