"""The buttons of the ribbon: what ``AR_Run`` of the workbook calls through ``RunPython``.

Whatever happens ends in a message for the person who pressed the button: an error that reached VBA
would be shown as its number, and Excel would stay as the command left it.
"""

from __future__ import annotations

import logging
import sys
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.context import Context
from xlar.commands.running import run
from xlar.commands.write import is_visible, reason_of
from xlar.core.problems import Text
from xlar.hosts.excel.person import Person, box_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from xlar.commands.context import Outcome
    from xlar.core.problems import Language
    from xlar.hosts.excel.person import Box

CONF: Final = "xlar.conf"
LOG: Final = logging.getLogger(__name__)
_MOST_PROBLEMS: Final = 5
_WHILE_RUNNING: Final = (("interactive", False), ("status_bar", None))
_LANGUAGE: Final = "language"


def click(command: str, lang: Language | None = None) -> None:
    """Run a command on the workbook whose button was pressed, and tell what came of it.

    Args:
        command: English name of the command.
        lang: language of everything said; default: that of the workbook.
    """
    import xlwings as xw

    app: Any = None
    try:
        book = xw.Book.caller()
        app = book.app
        press(book, command, lang or language_of(book), Person(app))
    except Exception as mistake:
        LOG.exception("the button %s failed", command)
        _tell_anyway(app, mistake)


def press(
    book: Any,
    command: str,
    lang: Language,
    person: Person,
    open_folder: Callable[[Path], None] | None = None,
    today: Callable[[], date] = date.today,
) -> None:
    """Run a command, go to the sheet it wrote, and tell what it did.

    Args:
        book: an `xlwings.Book`.
        command: English name of the command.
        lang: language of everything said.
        person: whom to tell.
        open_folder: shows a folder; default: the program of the system, if there is one.
        today: the day of the user.
    """
    shows = open_folder or _opener()
    with _held(book.app):
        outcome = run(command, Context(book, today(), lang, person))
    _go_to(book, outcome)
    told = _words(outcome, lang)
    if outcome.files and shows:
        folder = outcome.files[0].parent
        question = Text(f"打开文件夹 {folder}？", f"Open the folder {folder}?")
        if person.ask(f"{told}\n\n{question[lang]}"):
            shows(folder)
    else:
        person.tell(told, warns=not outcome.done)


def language_of(book: Any) -> Language:
    """The language of a workbook, as its hidden sheet of the connection names it; else Chinese.

    Args:
        book: an `xlwings.Book`.
    """
    if CONF not in [sheet.name for sheet in book.sheets]:
        return "zh"
    sheet = book.sheets[CONF]
    height = sheet.used_range.last_cell.row
    for key, value in sheet.range((1, 1), (height, 2)).options(ndim=2).value:
        if str(key).casefold() == _LANGUAGE:
            return "en" if str(value).strip().casefold() == "en" else "zh"
    return "zh"


@contextmanager
def _held(app: Any) -> Iterator[None]:
    """No typing into Excel while a command runs; its status bar is its own again afterwards.

    A program that knows no such thing is left as it is, and a setting that it refuses to take
    back keeps no other from its place.
    """
    with ExitStack() as restore:
        for name, value in _WHILE_RUNNING:
            with suppress(NotImplementedError):
                before = getattr(app, name)
                restore.callback(partial(_set_back, app, name, before))
                if value is not None:
                    setattr(app, name, value)
        yield


def _set_back(app: Any, name: str, before: Any) -> None:
    try:
        setattr(app, name, before)
    except Exception:
        LOG.exception("%s of Excel could not be restored", name)


def _go_to(book: Any, outcome: Outcome) -> None:
    """Show what was written, unless the person looks at a part of it already."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    written = [name for name in outcome.sheets if name in sheets and is_visible(sheets[name])]
    if written and book.sheets.active.name not in written:
        sheets[written[0]].activate()


def _words(outcome: Outcome, lang: Language) -> str:
    """The message, and the first problems where no sheet of theirs can be read."""
    lines = [outcome.message[lang]]
    if not outcome.sheets:
        lines += [problem.text(lang) for problem in outcome.problems[:_MOST_PROBLEMS]]
        if more := len(outcome.problems[_MOST_PROBLEMS:]):
            lines.append(Text(f"另有 {more:,} 条。", f"{more:,} more.")[lang])
    return "\n".join(lines)


def _opener() -> Callable[[Path], None] | None:
    """What shows a folder: on Windows its Explorer."""
    if sys.platform != "win32":
        return None
    import os

    return os.startfile


def _tell_anyway(app: Any, mistake: Exception) -> None:
    """Say that a button failed before or after its command, as far as anything can be said."""
    what = f"{type(mistake).__name__}: {reason_of(mistake)}"
    said = Text(
        f"按钮没有执行完（{what}）。详情在日志里；请用“诊断”查看并告知开发者。",
        f"The button did not finish ({what}). The log says more; see Diagnose, and report it.",
    )
    box: Box = box_of(app)
    with suppress(Exception):  # the box itself may be what fails, and the log has it all
        box(f"{said.zh}\n{said.en}", warns=True)
