"""Books: a ledger with its settings and the letters sent, and the store that finds them again.

A **handle** such as ``3f9c12ab45de · 1,284`` names books by their content: 12 hex digits of a hash
of every cell of their tables, then the number of documents. Equal tables have equal handles, in any
process and on any day; a changed cell changes the handle.
"""

from __future__ import annotations

import datetime as dt
import marshal
import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import product
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from xlar.core.errors import BadLedger
from xlar.core.problems import errors
from xlar.core.registered import sent_letters, with_register
from xlar.functions.convert import CellError
from xlar.functions.figures import Figures
from xlar.functions.letters import read_letters
from xlar.functions.tables import BOOK_TABLES, ORDER
from xlar.tables.cell_messages import ERROR_CELL
from xlar.tables.faults import Fault
from xlar.tables.load import checked, source_of
from xlar.tables.sheets import CellsInMemory, Grid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from xlar.core.ledger import Ledger
    from xlar.core.next_action import SentLetters
    from xlar.core.policy import Policy
    from xlar.core.problems import Problem
    from xlar.core.registered import RegisterRow
    from xlar.functions.convert import Rows

_K = TypeVar("_K")
_V = TypeVar("_V")

_HANDLE: Final = re.compile(r"([0-9a-f]{12})(?: · [\d,]+)?")
_DAYS_KEPT: Final = 12  # a year of month ends


class Recent(Generic[_K, _V]):
    """The values used last, as many as there is room for.

    Args:
        count: how many at most.
        weight: how much they may weigh together; the last one stays however heavy it is.

    >>> recent = Recent(count=2, weight=10)
    >>> for name in "abc":
    ...     recent.put(name, name.upper(), 1)
    >>> recent.get("a"), recent.get("c")
    (None, 'C')
    """

    def __init__(self, count: int, weight: int) -> None:
        self._room = count, weight
        self._kept: OrderedDict[_K, tuple[_V, int]] = OrderedDict()
        self._weight = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: _K) -> _V | None:
        """The value, which is then the one used last; None where it is not kept."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: _K, value: _V, weight: int = 1) -> None:
        """Keep a value, and drop those not used for longest until there is room."""
        if key in self._kept:
            self._weight -= self._kept.pop(key)[1]
        self._kept[key] = value, weight
        self._weight += weight
        count, most = self._room
        while len(self._kept) > max(count, 1) or (self._weight > most and len(self._kept) > 1):
            _, (_, lighter) = self._kept.popitem(last=False)
            self._weight -= lighter


@dataclass(frozen=True, eq=False)
class Books:
    """What worksheet functions look at.

    Attributes:
        handle: the name of their content.
        ledger: the ledger with the acts its register proves; None where the data has errors.
        problems: everything found in reading and checking; rows count from the header, which is 1.
        policy: the settings.
        as_of: the day to look from, where the settings state one.
        letters: the register of letters.
    """

    handle: str
    ledger: Ledger | None
    problems: tuple[Problem, ...]
    policy: Policy
    as_of: dt.date | None
    letters: tuple[RegisterRow, ...] = ()

    def sound(self) -> Ledger:
        """The ledger.

        Raises:
            BadLedger: the data has errors.
        """
        if self.ledger is None:
            raise BadLedger(errors(self.problems))
        return self.ledger

    @cached_property
    def sent(self) -> SentLetters:
        """The letters that went out."""
        return sent_letters(self.sound(), self.letters)

    @cached_property
    def customers(self) -> Mapping[str, int]:
        """Positions of the customers by identifier."""
        return {name: place for place, name in enumerate(self.sound().customers.id.tolist())}

    @cached_property
    def documents(self) -> Mapping[str, list[int]]:
        """Positions of the rows of invoices by number; several where it is in instalments."""
        columns = self.sound().documents
        found: dict[str, list[int]] = {}
        rows = (columns.kind <= 1).nonzero()[0].tolist()  # invoices and credit notes
        numbers = columns.number.tolist()
        for row in rows:
            found.setdefault(numbers[row], []).append(row)
        return found

    @cached_property
    def _days(self) -> Recent[dt.date, Figures]:
        return Recent(_DAYS_KEPT, _DAYS_KEPT)

    def on(self, day: dt.date) -> Figures:
        """The figures of a day; those of the days asked for last are kept.

        Raises:
            BadLedger: the data has errors.
        """
        figures = self._days.get(day)
        if figures is None:
            figures = Figures(self.sound(), day, self.policy, self.sent)
            self._days.put(day, figures)
        return figures


def normal_rows(rows: Sequence[Sequence[Any]]) -> Rows:
    """The rows of a table as they are hashed: equally long, without blanks at the end and right.

    >>> normal_rows([["a", 1.0, ""], ["b", None], [None, ""]])
    (('a', 1.0), ('b', ''))
    """
    last = len(rows)
    while last and all(cell is None or cell == "" for cell in rows[last - 1]):
        last -= 1
    tidy = tuple(map(tuple, rows[:last]))
    width = widest = max(map(len, tidy), default=0)
    if any(len(row) != width for row in tidy):
        tidy = tuple((*row, *("",) * (width - len(row))) for row in tidy)
    if any(None in row for row in tidy):
        tidy = tuple(tuple("" if cell is None else cell for cell in row) for row in tidy)
    while width and all(row[width - 1] == "" for row in tidy):
        width -= 1
    return tidy if width == widest else tuple(row[:width] for row in tidy)


def table_digest(rows: Rows) -> bytes:
    """The hash of a table; error values and dates differ from the texts that show them."""
    plain: Any = rows
    try:
        data = marshal.dumps(plain, 2)  # version 2: equal values give equal bytes
    except ValueError:
        data = marshal.dumps([[_hashable(cell) for cell in row] for row in rows], 2)
    return blake2b(data, digest_size=16).digest()


def _hashable(cell: Any) -> Any:
    if isinstance(cell, CellError):
        return cell.text.encode()
    return repr(cell).encode() if isinstance(cell, dt.date) else cell


def key_of(digests: Iterable[tuple[str, bytes]]) -> str:
    """The 12 digits that name the tables with these hashes, in the order of AR_LEDGER."""
    whole = blake2b(digest_size=16)
    for name, digest in digests:
        whole.update(name.encode() + b"\0" + digest)
    return whole.hexdigest()[:12]


@lru_cache(1 << 10)
def handle_key(text: str) -> str | None:
    """The 12 digits of a handle, None for any other text.

    >>> handle_key("3f9c12ab45de · 1,284"), handle_key("C001")
    ('3f9c12ab45de', None)
    """
    found = _HANDLE.fullmatch(text.strip())
    return found[1] if found else None


class LedgerStore:
    """Books by content, those used last.

    Args:
        count: how many ledgers at most.
        documents: how many documents they may have together.
    """

    def __init__(self, count: int = 32, documents: int = 4_000_000) -> None:
        self._books: Recent[tuple[str, bool], Books] = Recent(count, documents)

    def __len__(self) -> int:
        return len(self._books)

    def find(self, key: str, *, epoch_1904: bool = False) -> Books | None:
        """The books of the 12 digits of a handle, where they are kept."""
        return self._books.get((key, epoch_1904))

    def of(self, tables: Mapping[str, Sequence[Sequence[Any]]], *, epoch_1904: bool) -> Books:
        """The books of tables, kept ones if their content is the same.

        Args:
            tables: rows with headers by English name, of those in `xlar.functions.tables.ORDER`.
            epoch_1904: whether serial numbers count from 1904.
        """
        rows = {name: normal_rows(tables[name]) for name in ORDER if name in tables}
        key = key_of((name, table_digest(table)) for name, table in rows.items())
        books = self.find(key, epoch_1904=epoch_1904)
        return books or self._built(key, rows, epoch_1904=epoch_1904)

    def heal(
        self,
        key: str,
        candidates: Mapping[str, Sequence[Sequence[Sequence[Any]]]],
        *,
        epoch_1904: bool,
    ) -> Books | None:
        """The books of those of the tables whose content is the handle's, if there are such.

        Args:
            key: the 12 digits of a handle.
            candidates: tables by English name; any of each name, or none, may be the right one.
            epoch_1904: whether serial numbers count from 1904.
        """
        offers: list[list[tuple[str, bytes, Rows] | None]] = [
            [None, *((name, table_digest(rows), rows) for rows in map(normal_rows, tables))]
            for name in ORDER
            if (tables := candidates.get(name))
        ]
        for chosen in product(*offers):
            there = [one for one in chosen if one is not None]
            if key_of((name, digest) for name, digest, _ in there) == key:
                found = {name: rows for name, _, rows in there}
                return self._built(key, found, epoch_1904=epoch_1904)
        return None

    def _built(self, key: str, tables: Mapping[str, Rows], *, epoch_1904: bool) -> Books:
        books = _read(key, tables, epoch_1904=epoch_1904)
        weight = 0 if books.ledger is None else len(books.ledger.documents)
        self._books.put((key, epoch_1904), books, weight)
        return books


def _read(key: str, tables: Mapping[str, Rows], *, epoch_1904: bool) -> Books:
    grids, found = {}, {}
    for name, rows in tables.items():
        if name != "register":
            sheet = BOOK_TABLES[name].zh
            plain, faults = _without_errors(rows)
            grids[sheet], found[sheet] = Grid(sheet, 1, 0, plain), faults
    loaded = checked(source_of(CellsInMemory(grids, (), epoch_1904, found)))
    letters, more = read_letters(tables.get("register", ()), epoch_1904=epoch_1904)
    problems = tuple(replace(one, cell=None) for one in (*loaded.problems, *more))
    ledger = None if errors(problems) or loaded.ledger is None else loaded.ledger
    if ledger is not None:
        ledger = with_register(ledger, letters)
    count = (
        sum(map(len, loaded.source.tables.values())) if ledger is None else len(ledger.documents)
    )
    handle = f"{key} · {count:,}"
    return Books(handle, ledger, problems, loaded.policy, loaded.as_of, letters)


def _without_errors(rows: Rows) -> tuple[Rows, list[Fault]]:
    """The rows with error values blank, and these as faults."""
    kinds = {kind for row in rows for kind in set(map(type, row))}
    if CellError not in kinds:
        return rows, []
    faults = [
        Fault(row, position, ERROR_CELL, cell.text)
        for row, cells in enumerate(rows, 1)
        for position, cell in enumerate(cells)
        if isinstance(cell, CellError)
    ]
    blanked = tuple(
        tuple("" if isinstance(cell, CellError) else cell for cell in row) for row in rows
    )
    return blanked, faults
