"""Running a command by its name: whatever happens, the user gets an outcome, not a traceback."""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from xlar.commands.arguments import converted
from xlar.commands.checking import list_problems
from xlar.commands.context import Cancelled, CannotRun, Outcome
from xlar.commands.failures import Failure, remember
from xlar.commands.table import COMMANDS
from xlar.core.errors import BadLedger, XlarError
from xlar.core.problems import Text
from xlar.documents.faults import BadDocuments

if TYPE_CHECKING:
    from xlar.commands.context import Context
    from xlar.commands.table import Command

_LOG = logging.getLogger(__name__)


def run(name: str, context: Context) -> Outcome:
    """Run a command.

    Where the data has errors they are listed on the sheet 检查结果 and nothing else changes.

    Args:
        name: English name of the command.
        context: the open workbook, the person waiting, and the arguments as they were given.

    Returns:
        What was done, or why it was not.
    """
    title = context.book.name  # afterwards its host may be gone
    try:
        command = command_named(name)
        context = replace(context, arguments=converted(command, context.arguments))
        return command.run(context)
    except Exception as mistake:  # noqa: BLE001 - the last line of defence before the ribbon
        return _failed(name, title, context, mistake)


def command_named(name: str) -> Command:
    """The command of a name, English or Chinese.

    Raises:
        CannotRun: there is none.

    >>> command_named("账龄分析").name
    'aging'
    """
    for command in COMMANDS.values():
        if name in (command.name, command.title.zh, command.title.en):
            return command
    zh = "、".join(command.title.zh for command in COMMANDS.values())
    raise CannotRun(
        Text(f"没有命令“{name}”；可用的：{zh}。", f"no command {name!r}; try {', '.join(COMMANDS)}")
    )


def _failed(name: str, title: str, context: Context, mistake: Exception) -> Outcome:
    """The outcome of a command that was not carried out; remembered but for a cancelled one."""
    if isinstance(mistake, BadLedger | BadDocuments):
        outcome = _bad_data(context, mistake)
    elif isinstance(mistake, XlarError):
        outcome = Outcome(Text(mistake.text("zh"), mistake.text("en")), done=False)
    else:
        _LOG.error("command %s failed", name, exc_info=mistake)
        outcome = Outcome(_unforeseen(mistake), done=False)
    if not isinstance(mistake, Cancelled):
        remember(_failure(name, title, outcome, mistake))
    return outcome


def _bad_data(context: Context, mistake: BadLedger | BadDocuments) -> Outcome:
    """List the errors of the data on the sheet 检查结果."""
    count = sum(problem.severity == "error" for problem in mistake.problems)
    try:
        sheet = list_problems(context, mistake.problems)
    except Exception as reason:  # noqa: BLE001 - what is wrong with the data is told in any case
        first = mistake.problems[0]
        why = reason if isinstance(reason, XlarError) else XlarError(str(reason))
        message = Text(
            f"数据有 {count} 条错误，未作任何改动。{first.text('zh')}（{why.text('zh')}）",
            f"{count} errors in the data, nothing changed. {first.text('en')} ({why.text('en')})",
        )
        return Outcome(message, mistake.problems, done=False)
    message = Text(
        f"数据有 {count} 条错误，已列在“{sheet}”上；改正后重试，其他各表未改动。",
        f"{count} errors in the data, listed on {sheet}; correct them and try again. "
        "Nothing else was changed.",
    )
    return Outcome(message, mistake.problems, sheets=[sheet], done=False)


def _unforeseen(mistake: Exception) -> Text:
    what = f"{type(mistake).__name__}: {mistake}"
    return Text(
        f"程序内部出错，工作簿未改动（{what}）。请用“最后错误”查看详情并告知开发者。",
        f"Internal error, the workbook is unchanged ({what}); see Last error and report it.",
    )


def _failure(name: str, title: str, outcome: Outcome, mistake: Exception) -> Failure:
    foreseen = isinstance(mistake, XlarError) and mistake.__cause__ is None
    trace = "" if foreseen else "".join(traceback.format_exception(mistake))
    now = datetime.now().astimezone().isoformat(" ", "seconds")
    return Failure(now, title, name, outcome.message.zh, outcome.message.en, trace)
