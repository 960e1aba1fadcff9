"""Books: a ledger with its settings and the letters sent, and the store that finds them again.

A **handle** such as ``3f9c12ab45de · 1,284`` names books by their content: 12 hex digits of a hash
of every cell of their tables, then the number of documents. Equal tables have equal handles, in any
process and on any day; a changed cell changes the handle.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from xlar.core.approvals import with_approvals
from xlar.core.errors import BadLedger
from xlar.core.problems import errors
from xlar.core.registered import sent_letters, with_register
from xlar.functions.content import Content, key_of
from xlar.functions.figures import Figures
from xlar.functions.letters import read_letters
from xlar.functions.reader import Reader
from xlar.functions.tables import ORDER
from xlar.tables.load import checked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from xlar.core.ledger import Ledger
    from xlar.core.next_action import SentLetters
    from xlar.core.policy import Policy
    from xlar.core.problems import Problem
    from xlar.core.registered import RegisterRow
    from xlar.tables.load import Source

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
            ledger = with_approvals(self.sound(), day, self.policy)
            figures = Figures(ledger, day, self.policy, self.sent)
            self._days.put(day, figures)
        return figures

    def at(self, day: dt.date) -> Ledger:
        """The ledger of a day, with the extensions and pauses approved by then.

        Raises:
            BadLedger: the data has errors.
        """
        return self.on(day).ledger


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

    def of(
        self,
        tables: Mapping[str, Sequence[Sequence[Any]]],
        *,
        epoch_1904: bool,
        reader: Reader | None = None,
    ) -> Books:
        """The books of tables, kept ones if their content is the same.

        Args:
            tables: rows with headers by English name, of those in `xlar.functions.tables.ORDER`.
            epoch_1904: whether serial numbers count from 1904.
            reader: of their workbook, which has read earlier tables of it.
        """
        reader = reader or Reader()
        contents = reader.contents({name: tables[name] for name in ORDER if name in tables})
        key = key_of((name, content.digest) for name, content in contents.items())
        books = self.find(key, epoch_1904=epoch_1904)
        return books or self._built(key, contents, reader, epoch_1904=epoch_1904)

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
        offers: list[list[tuple[str, Content] | None]] = [
            [None, *((name, content) for content in map(Content, tables))]
            for name in ORDER
            if (tables := candidates.get(name))
        ]
        for chosen in product(*offers):
            there = dict(one for one in chosen if one is not None)
            if key_of((name, content.digest) for name, content in there.items()) == key:
                return self._built(key, there, Reader(), epoch_1904=epoch_1904)
        return None

    def _built(
        self, key: str, contents: Mapping[str, Content], reader: Reader, *, epoch_1904: bool
    ) -> Books:
        source = reader.source(contents, epoch_1904=epoch_1904)
        books = _books(key, source, contents.get("register"), epoch_1904=epoch_1904)
        weight = 0 if books.ledger is None else len(books.ledger.documents)
        self._books.put((key, epoch_1904), books, weight)
        return books


def _books(key: str, source: Source, register: Content | None, *, epoch_1904: bool) -> Books:
    loaded = checked(source)
    rows = () if register is None else register.rows
    letters, more = read_letters(rows, epoch_1904=epoch_1904)
    problems = tuple(replace(one, cell=None) for one in (*loaded.problems, *more))
    ledger = None if errors(problems) or loaded.ledger is None else loaded.ledger
    if ledger is not None:
        ledger = with_register(ledger, letters)
    count = sum(map(len, source.tables.values())) if ledger is None else len(ledger.documents)
    handle = f"{key} · {count:,}"
    return Books(handle, ledger, problems, loaded.policy, loaded.as_of, letters)
