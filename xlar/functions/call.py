"""Calls of worksheet functions with the cells of a host: one `Session` per host process."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import BadLedger, BadValue, XlarError
from xlar.core.problems import Text, errors
from xlar.functions.answers import answered, answered_over
from xlar.functions.arguments import PassedOn, read_argument, single, spread
from xlar.functions.books import LedgerStore, Recent
from xlar.functions.convert import CellError, is_missing, is_range
from xlar.functions.mistakes import Mistake, Mistakes
from xlar.functions.registry import FUNCTIONS
from xlar.functions.sources import At, NeedsTables, Sources
from xlar.functions.table import error_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable

    from xlar.core.problems import Language
    from xlar.functions.answers import Result
    from xlar.functions.books import Books
    from xlar.functions.sources import Book
    from xlar.functions.table import Function, Parameter

__all__ = ["NeedsTables", "Session", "message_of"]

LOG: Final = logging.getLogger(__name__)

_MOST_RESULTS: Final = 20_000
_MOST_CELLS: Final = 1_500_000
_SHOWN: Final = 3  # problems named in a message


class Session:
    """Worksheet functions for one host process, with the ledgers and results it used last.

    It is not made for several threads at once.

    Args:
        today: the day of the user's calendar.
        store: the ledgers.

    >>> from datetime import date
    >>> session = Session(lambda: date(2026, 6, 30))
    >>> session.call("AR_BUCKET", (45.0,))
    '31-60天'
    >>> rows = [["单据号", "客户编码", "单据日期", "到期日", "金额"]]
    >>> rows += [["I-1", "C1", "2026-05-01", "2026-05-31", 80.0]]
    >>> handle = session.call("AR_LEDGER", (None, rows))
    >>> handle.split(" · ")[1], session.call("AR_BALANCE", ("C1", handle))
    ('1', 80.0)
    """

    def __init__(self, today: Callable[[], dt.date], store: LedgerStore | None = None) -> None:
        self._today = today
        self.store = LedgerStore() if store is None else store
        self.mistakes = Mistakes()
        self._sources = Sources(self.store)
        self._results: Recent[Hashable, Result] = Recent(_MOST_RESULTS, _MOST_CELLS)

    def call(
        self,
        name: str,
        args: tuple[Any, ...],
        *,
        book: Book | None = None,
        book_id: str = "",
        epoch_1904: bool = False,
        lang: Language = "zh",
        caller: str = "",
    ) -> Result:
        """The value of a function: a cell, or rows of cells where it spills or a range was given.

        Args:
            name: name of the function.
            args: canonical cells and ranges (`xlar.functions.convert`); trailing ones may lack.
            book: the tables of the caller's workbook by name of sheet or Excel table, each with its
                headers; given when the call was answered by `NeedsTables`. The mapping may be kept,
                so it must not change afterwards.
            book_id: which workbook that is.
            epoch_1904: whether serial numbers in it count from 1904.
            lang: language of titles and words.
            caller: the cell that calls, for messages.

        Raises:
            NeedsTables: the ledger is not known, or the workbook itself is meant, and ``book`` was
                not given. Nothing else: a mistake is an error value and a line in ``mistakes``.
        """
        function = FUNCTIONS.get(name)
        if function is None:
            return CellError.NAME
        at = At(self._today(), book, book_id, epoch_1904, lang, caller)
        key = _key(function, args, at)
        known = None if key is None else self._results.get(key)
        if known is not None:
            return known
        try:
            return self._answer(function, args, at, key)
        except NeedsTables:
            raise
        except PassedOn as passed:
            return passed.error
        except XlarError as mistake:
            return self._failed(function, mistake, at)
        except Exception:
            LOG.exception("%s failed", name)
            wrong = Text("程序内部错误，详见日志", "internal error, see the log")
            return self._failed(function, BadValue(wrong), at)

    def _answer(
        self, function: Function, args: tuple[Any, ...], at: At, key: Hashable | None
    ) -> Result:
        """The result worked out, and kept under its key."""
        cells = _cells(function, args)
        books = self._sources.books(function, cells, at)
        day = None
        if function.day_place is not None and _is_lacking(cells[function.day_place]):
            day = self._sources.day(books, at)
        if key is not None and at.book is not None:  # what the workbook says belongs to the key
            key = key, None if books is None else books.handle, day
            known = self._results.get(key)
            if known is not None:
                return known
        result = self._worked_out(function, cells, books, day, at)
        if key is not None:
            weight = len(result) * len(result[0]) if isinstance(result, tuple) else 1
            self._results.put(key, result, weight)
        return result

    def _worked_out(
        self,
        function: Function,
        cells: list[Any],
        books: Books | None,
        day: dt.date | None,
        at: At,
    ) -> Result:
        def read(parameter: Parameter, cell: Any) -> Any:
            if parameter.is_books:
                return books
            if parameter.inferred and is_missing(cell):
                return day
            return read_argument(parameter, cell, at.epoch_1904)

        given = {"lang": at.lang, "mistakes": self.mistakes}
        own = {name: given[name] for name in function.injected}
        stretches = function.shape == "scalar" and any(map(is_range, cells))
        over = spread(function, cells, read) if stretches else None
        if over is None:
            values = [read(one, cell) for one, cell in zip(function.parameters, cells, strict=True)]
            return answered(function, values, own, epoch_1904=at.epoch_1904, lang=at.lang)
        result, mistake = answered_over(function, over, own, epoch_1904=at.epoch_1904)
        if mistake is not None:
            self._failed(function, mistake, at)
        return result

    def _failed(self, function: Function, mistake: XlarError, at: At) -> CellError:
        """The error value of a mistake, which is noted."""
        error = error_of(mistake)
        self.mistakes.note(Mistake(function.name, error, message_of(mistake), at.caller))
        return error


def _cells(function: Function, args: tuple[Any, ...]) -> list[Any]:
    """One argument for each parameter."""
    lacking = len(function.parameters) - len(args)
    if lacking < 0:
        raise BadValue(Text("参数过多", "too many arguments"))
    cells = [
        single(one, cell) if is_range(cell) else cell
        for one, cell in zip(function.parameters, args, strict=False)
    ]
    return cells + [None] * lacking


def _is_lacking(cell: Any) -> bool:
    """Whether an argument is missing, or somewhere in a range given for it."""
    if is_range(cell):
        return any(is_missing(one) for row in cell for one in row)
    return is_missing(cell)


def _key(function: Function, args: tuple[Any, ...], at: At) -> Hashable | None:
    """What a result is kept under; None where it is not kept.

    Types belong to it because TRUE equals 1; ranges with truth values are rare and not kept.
    """
    if function.volatile or function.takes_tables:
        return None
    types = tuple(map(type, args))
    if tuple in types and any(
        bool in map(type, row) for one in args if type(one) is tuple for row in one
    ):
        return None
    key = function.name, args, types, at.epoch_1904, at.lang, at.today
    try:
        hash(key)
    except TypeError:
        return None
    return key


def message_of(mistake: XlarError) -> Text:
    """A mistake in words; of a ledger with errors the first ones.

    >>> message_of(BadValue("not a date")).zh
    'not a date'
    """
    if isinstance(mistake, BadLedger):
        found = errors(mistake.problems)
        zh = "；".join(one.text("zh").rstrip("。") for one in found[:_SHOWN])
        en = "; ".join(one.text("en").rstrip(".") for one in found[:_SHOWN])
        return Text(
            f"数据有 {len(found)} 处错误，请先改正（AR_PROBLEMS 列出全部）：{zh}",
            f"the data has {len(found)} errors to correct first (AR_PROBLEMS lists them): {en}",
        )
    said = mistake.message
    return said if isinstance(said, Text) else Text(said, said)
