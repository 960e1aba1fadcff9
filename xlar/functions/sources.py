"""Which books a call means, and which day it looks from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from xlar.core.errors import BadValue
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.functions.arguments import PassedOn, read_argument, wrong_argument
from xlar.functions.books import LedgerStore, Recent, handle_key
from xlar.functions.content import normal_rows
from xlar.functions.convert import CellError, is_missing
from xlar.functions.reader import Reader
from xlar.functions.table import LostLedger
from xlar.functions.tables import named_tables, single_tables
from xlar.tables.settings import apply_settings, read_settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language
    from xlar.functions.books import Books
    from xlar.functions.table import Function

    Book: TypeAlias = Mapping[str, Sequence[Sequence[Any]]]

_WORKBOOKS: Final = 4  # workbooks whose last tables are kept


class NeedsTables(Exception):
    """The host must call again with the tables of the caller's workbook as ``book``.

    Attributes:
        handle: the handle that is not known; blank where this workbook itself is meant.
        only_settings: whether the sheet 参数 is all that is asked for.
    """

    def __init__(self, handle: str = "", *, only_settings: bool = False) -> None:
        super().__init__(handle)
        self.handle = handle
        self.only_settings = only_settings


class At(NamedTuple):
    """Where a call comes from.

    Attributes:
        today: the day of the user's calendar.
        book: the tables of the workbook, where the host gave them.
        book_id: which workbook that is.
        epoch_1904: whether serial numbers count from 1904.
        lang: language of titles and words.
        caller: the cell.
    """

    today: dt.date
    book: Book | None
    book_id: str
    epoch_1904: bool
    lang: Language
    caller: str


class Sources:
    """Finds the books of calls.

    Args:
        store: the ledgers.
    """

    def __init__(self, store: LedgerStore) -> None:
        self.store = store
        self._last: Recent[str, tuple[Book, Books, Reader]] = Recent(_WORKBOOKS, _WORKBOOKS)

    def books(self, function: Function, cells: Sequence[Any], at: At) -> Books | None:
        """The books of a call: of the tables given, of a handle, or of the workbook itself.

        None for a function that needs none.

        Args:
            function: the function called.
            cells: its arguments, one for each parameter.
            at: where the call comes from.

        Raises:
            NeedsTables: the workbook's tables are needed.
            XlarError: an argument is no table or no handle, or its ledger is lost.
        """
        if function.takes_tables:
            tables = {
                one.name: read_argument(one, cell, at.epoch_1904)
                for one, cell in zip(function.parameters, cells, strict=True)
                if not (one.optional and is_missing(cell))
            }
            return self.store.of(tables, epoch_1904=at.epoch_1904) if tables else self._own(at)
        place = function.ledger_place
        if place is None:
            return None
        if is_missing(cells[place]):
            return self._own(at) if function.parameters[place].inferred else None
        handle = cells[place]
        if isinstance(handle, CellError):
            raise PassedOn(handle)
        key = handle_key(handle) if isinstance(handle, str) else None
        if key is None:
            raise wrong_argument(function.parameters[place], handle)
        return self.store.find(key, epoch_1904=at.epoch_1904) or self._healed(key, handle, at)

    def _healed(self, key: str, handle: str, at: At) -> Books:
        """The books of an unknown handle, from the workbook's tables if they are still the same."""
        if at.book is None:
            raise NeedsTables(handle)
        candidates = {
            name: [rows for _, rows in some] for name, some in named_tables(at.book).items()
        }
        books = self.store.heal(key, candidates, epoch_1904=at.epoch_1904)
        if books is None:
            raise LostLedger(
                Text(
                    f"账套 {key} 已不在内存中，本工作簿的表也与它不符。请重新计算 AR_LEDGER 所在的"
                    "单元格（在其中按 F2 再按回车，或按 Ctrl+Alt+F9）",
                    f"the ledger {key} is no longer in memory and the tables of this workbook are "
                    "not its tables; recalculate the cell of AR_LEDGER (F2 and Enter in it, or "
                    "Ctrl+Alt+F9)",
                )
            )
        return books

    def _own(self, at: At) -> Books:
        """The books of the caller's workbook; the same mapping is not read again."""
        if at.book is None:
            raise NeedsTables
        last = self._last.get(at.book_id)
        if last is not None and last[0] is at.book:
            return last[1]
        tables = single_tables(at.book)
        if "invoices" not in tables:
            raise BadValue(
                Text(
                    "本工作簿中没有发票表；请建立名为“发票”的工作表或表格，或给出 ledger",
                    "this workbook has no table of invoices; name a sheet or table 发票 or "
                    "invoices, or give the ledger",
                )
            )
        reader = Reader() if last is None else last[2]
        books = self.store.of(tables, epoch_1904=at.epoch_1904, reader=reader)
        self._last.put(at.book_id, (at.book, books, reader))
        return books

    def day(self, books: Books | None, at: At) -> dt.date:
        """The day a call looks from where it does not say: the settings', else today.

        Args:
            books: the books of the call; without any the settings are those of the workbook.
            at: where the call comes from.

        Raises:
            NeedsTables: the workbook's settings are needed.
        """
        if books is not None:
            return books.as_of or at.today
        if at.book is None:
            raise NeedsTables(only_settings=True)
        rows = normal_rows(single_tables(at.book).get("settings", ()))
        return apply_settings(read_settings(enumerate(rows, 1)), None, Policy())[1] or at.today
