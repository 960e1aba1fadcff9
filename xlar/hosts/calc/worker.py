"""The process that answers the worksheet functions for LibreOffice, over its two pipes.

LibreOffice brings a Python of its own, often older than xlar needs; so the extension starts
``python -I -m xlar.hosts.calc.worker`` of the Python that built it. The process ends with
LibreOffice, when nothing more can be read.
"""

from __future__ import annotations

import gc
import logging
import sys
from contextlib import suppress
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from xlar.functions.call import Session
from xlar.functions.convert import CellError
from xlar.functions.sources import NeedsTables
from xlar.functions.tables import named_tables
from xlar.hosts.calc.addin.component import wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import BinaryIO, TypeAlias

    Rows: TypeAlias = tuple[tuple[Any, ...], ...]
    Tables: TypeAlias = Mapping[str, Rows]

LOG: Final = logging.getLogger(__name__)


class Desk:
    """What the worker knows between messages: the session, and the tables of open documents.

    Args:
        session: the worksheet functions.

    >>> desk = Desk(Session(lambda: date(2026, 6, 30)))
    >>> desk.answer(("calls", "1", -1, "zh", (("AR_RMB", (1.0,)),)))
    [('人民币壹元整', False, False)]
    >>> desk.answer(("which", ("发票", "x")))
    ['invoices', '']
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._books: dict[str, tuple[int, Tables, bool]] = {}
        self._is_untidy = False
        self._verbs: Mapping[str, Callable[..., Any]] = {
            "hello": lambda: wire.VERSION,
            "which": which,
            "tables": self._keep,
            "changes": self._change,
            "calls": self._calls,
            "forget": self._forget,
        }

    def answer(self, message: tuple[Any, ...]) -> Any:
        """The answer to a message, as `xlar.hosts.calc.addin.component.wire` lists them."""
        verb, *arguments = message
        return self._verbs[verb](*arguments)

    def tidy(self) -> None:
        """Give back the memory of earlier tables, once those that followed have been asked about.

        A ledger holds what it has last settled, which holds it; so it does not go by itself.
        """
        if self._is_untidy:
            gc.collect()
            self._is_untidy = False

    def _keep(self, book: str, state: int, tables: dict[str, Any], epoch_1904: bool) -> bool:
        self._is_untidy = True
        known = {name: rows_in(rows) for name, rows in tables.items()}
        self._books[book] = state, known, epoch_1904
        return True

    def _change(
        self, book: str, known: int, state: int, parts: dict[str, Any], epoch_1904: bool
    ) -> bool:
        found = self._books.get(book)
        if found is None or found[0] != known:
            return False
        old = found[1]
        self._is_untidy = True
        news = {name: changed(old[name], *part) for name, part in parts.items()}
        tables = {name: news.get(name, rows) for name, rows in old.items()}
        self._books[book] = state, tables, epoch_1904
        return True

    def _forget(self, book: str) -> bool:
        return self._books.pop(book, None) is not None

    def _calls(
        self, book: str, state: int, lang: Any, calls: Sequence[tuple[str, tuple[Any, ...]]]
    ) -> list[tuple[Any, ...]]:
        return [tuple(self._call(book, state, lang, *call)) for call in calls]

    def _call(
        self, book: str, state: int, lang: Any, name: str, args: tuple[Any, ...]
    ) -> wire.Answer:
        """The answer to one call; the tables of the document are used only where asked for."""
        known, tables, epoch_1904 = self._books.get(book, (-1, None, False))
        where: dict[str, Any] = {"book_id": book, "lang": lang, "epoch_1904": epoch_1904}
        try:
            return wire.Answer(plain(self._session.call(name, args, **where)))
        except NeedsTables:
            if tables is None or known != state:
                return wire.Answer(lacks_tables=True)
        return wire.Answer(plain(self._session.call(name, args, book=tables, **where)), True)


def which(names: Sequence[str]) -> list[str]:
    """For each name of a sheet or range the table it names, or ``""``."""
    found = named_tables(dict.fromkeys(names, ()))
    tables = {own: table for table, some in found.items() for own, _ in some}
    return [tables.get(name, "") for name in names]


def cell_in(cell: Any) -> Any:
    """A cell as functions know it; an integer is an error value.

    >>> cell_in(2042), cell_in(1.0)
    (<CellError.NA: 2042>, 1.0)
    """
    return CellError(cell) if type(cell) is int else cell


def rows_in(rows: Rows) -> Rows:
    """The rows of a table as functions know them; without error values they stay as they are.

    >>> rows_in(((2042, "a"),))
    ((<CellError.NA: 2042>, 'a'),)
    """
    if int not in set(map(type, chain.from_iterable(rows))):
        return rows
    return tuple(tuple(map(cell_in, row)) for row in rows)


def changed(rows: Rows, head: int, tail: int, between: Rows) -> Rows:
    """A table of which only the first and the last rows stay; these are the very same objects.

    >>> changed((("a",), ("b",), ("c",)), 1, 1, ((2042,), ("d",)))
    (('a',), (<CellError.NA: 2042>,), ('d',), ('c',))
    """
    return rows[:head] + rows_in(between) + rows[len(rows) - tail :]


def plain(value: Any) -> Any:
    """A result in plain values.

    >>> plain((("a", CellError.NA),))
    (('a', 2042),)
    """
    if isinstance(value, tuple | list):
        return tuple(tuple(map(plain, row)) for row in value)
    return value.value if isinstance(value, CellError) else value


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer messages until the other side ends.

    Args:
        questions: the pipe they come from.
        answers: the pipe the answers go to.
    """
    desk = Desk(Session(date.today))  # the day of the user
    gc.freeze()  # modules live as long as the process
    with suppress(EOFError, BrokenPipeError):
        while True:
            message = wire.receive(questions)
            wire.send(answers, desk.answer(message))
            if message[0] == "calls":
                desk.tidy()


def main() -> None:
    """Serve LibreOffice; what is printed must not get among the answers."""
    answers, sys.stdout = sys.stdout.buffer, sys.stderr
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
