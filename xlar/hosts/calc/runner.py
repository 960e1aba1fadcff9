"""Runs one command for the menu of LibreOffice, in a process of its own, on the open document.

LibreOffice brings a Python of its own, often older than xlar needs; so the extension starts
``python -I -m xlar.hosts.calc.runner`` of the Python that built it. Its task is the first line on
stdin; what is said either way stands in `xlar.hosts.calc.menu.component.talk`.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.context import Context, Outcome
from xlar.commands.running import run
from xlar.core.problems import Text
from xlar.hosts.calc.engine import activate, attach, bridge
from xlar.hosts.calc.menu.component.blanks import BLANKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import BinaryIO

    import xlwings as xw

    from xlar.core.problems import Language

_BETWEEN: Final = 0.1  # seconds; a progress shown more often slows the command down
_PATIENCE: Final = 60.0  # seconds for LibreOffice to open its door
LEAVE: Final = 30.0  # seconds for a command to stop when LibreOffice is no more
_MOST_PROBLEMS: Final = 5


class Person:
    """The person before LibreOffice, an `xlar.commands.context.UI`.

    Args:
        hears: what comes from LibreOffice, line by line.
        says: what goes there.
    """

    def __init__(self, hears: BinaryIO, says: BinaryIO) -> None:
        self._hears, self._says = hears, says
        self._answers: queue.Queue[Any] = queue.Queue()
        self._stop = threading.Event()
        self._shown = float("-inf")
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def say(self, **message: Any) -> None:
        """Send one message."""
        self._says.write(json.dumps(message).encode("ascii") + b"\n")
        self._says.flush()

    def progress(self, done: int, total: int, text: str) -> None:
        """Show it, but for what follows at once."""
        now = time.monotonic()
        if now - self._shown >= _BETWEEN:
            self._shown = now
            self.say(progress=[done, total, text])

    def cancelled(self) -> bool:
        """Whether the person, or LibreOffice's end, wants the command to stop."""
        return self._stop.is_set()

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:
        """A file the person picks, or None."""
        self.say(choose=[title, list(suffixes)])
        picked = self._answers.get()
        return Path(picked) if picked else None

    def ask(self, question: str) -> bool:
        """Whether the person agrees."""
        self.say(ask=question)
        return bool(self._answers.get())

    def tell(self, message: str) -> None:
        """Show a message."""
        self.say(tell=message)

    def wait(self) -> None:
        """Wait until LibreOffice says no more; Python cannot end well while a thread reads."""
        self._listening.join()

    def _listen(self) -> None:
        for line in self._hears:
            message = json.loads(line)
            if "cancel" in message:
                self._stop.set()
            else:
                self._answers.put(message["answer"])
        self._stop.set()
        self._answers.put(None)
        threading.Thread(target=_leave, daemon=True).start()


def _leave() -> None:
    """End a command that nobody waits for any more and that does not see it."""
    time.sleep(LEAVE)
    os._exit(1)


def carry_out(task: Mapping[str, Any], person: Person) -> None:
    """Run the command of a task, show what it wrote, and say what it did.

    Args:
        task: ``spec`` where LibreOffice listens, ``document`` its number there, ``command`` and
            ``arguments``.
        person: whom to tell.

    Raises:
        ConnectionError: LibreOffice listens no more.
        LookupError: the document is closed.
    """
    activate(force=True)
    app = _attached(task["spec"])
    book = _book(app, task["document"])
    book.impl.before_write = partial(_keep_blank, app.impl.context, book.api)
    lang = language(app)
    context = Context(book, date.today(), lang, person, task["arguments"])  # noqa: DTZ011 - the user's own day
    outcome = run(task["command"], context)
    _go_to(book, outcome)
    _offer_folder(outcome, lang, person)
    person.say(outcome={"message": words(outcome, lang), "done": outcome.done})


def _keep_blank(context: Any, document: Any, area: Any) -> None:
    """Have undo empty the cells of an area that are blank now.

    Args:
        context: that of the office.
        document: the open document.
        area: a range of its cells.
    """
    given = (document.RuntimeUID, area)
    made = context.ServiceManager.createInstanceWithArgumentsAndContext(BLANKS, given, context)
    if made is not None:  # an extension installed by an earlier xlar makes none
        document.UndoManager.addUndoAction(made)


def language(app: xw.App) -> Language:
    """The language to speak: what ``XLAR_LANG`` says, else what LibreOffice speaks.

    Args:
        app: the office.
    """
    manager = app.impl.context.ServiceManager
    name = "com.sun.star.configuration.ConfigurationProvider"
    provider = manager.createInstanceWithContext(name, app.impl.context)
    setup = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationAccess",
        bridge.properties(nodepath="/org.openoffice.Setup/L10N"),
    )
    wanted = os.environ.get("XLAR_LANG") or setup.getByName("ooLocale") or "zh"
    return "zh" if wanted.lower().startswith("zh") else "en"


def words(outcome: Outcome, lang: Language) -> str:
    r"""The message, the first problems where no sheet of theirs can be read, and the files.

    Args:
        outcome: what the command did.
        lang: the language.

    >>> words(Outcome(Text("完成。", "Done."), files=[Path("a.pdf")]), "en")
    'Done.\na.pdf'
    """
    lines = [outcome.message[lang]]
    if not outcome.sheets:
        lines += [problem.text(lang) for problem in outcome.problems[:_MOST_PROBLEMS]]
    lines += [str(file) for file in outcome.files[:_MOST_PROBLEMS]]
    return "\n".join(lines)


def _attached(spec: str) -> xw.App:
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            return attach(spec)
        except ConnectionError:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)


def _book(app: xw.App, document: str) -> xw.Book:
    for book in app.books:
        if str(book.api.RuntimeUID) == document:
            return book
    raise LookupError("the document is closed")


def _go_to(book: xw.Book, outcome: Outcome) -> None:
    """Show what was written, unless the person looks at a part of it already."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    written = [name for name in outcome.sheets if name in sheets and sheets[name].visible]
    if written and book.sheets.active.name not in written:
        sheets[written[0]].activate()


def _offer_folder(outcome: Outcome, lang: Language, person: Person) -> None:
    if outcome.files:
        folder = outcome.files[0].parent
        question = Text(f"打开文件夹 {folder}？", f"Open the folder {folder}?")
        if person.ask(f"{outcome.message[lang]}\n\n{question[lang]}"):
            person.say(open=str(folder))


def own_line() -> BinaryIO:
    """The line for messages, which nobody else can print to: other libraries print to stderr."""
    says = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return says


def main() -> None:
    """Do what LibreOffice asks for."""
    says = own_line()
    task = json.loads(sys.stdin.buffer.readline())
    person = Person(sys.stdin.buffer, says)
    carry_out(task, person)
    person.wait()


if __name__ == "__main__":
    main()
