"""The content of tables: their rows without blanks around them, and the hash that names them."""

from __future__ import annotations

import datetime as dt
import marshal
from hashlib import blake2b
from itertools import chain, compress, count
from operator import is_not
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from xlar.functions.convert import CellError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlar.functions.convert import Rows

_BLOCK: Final = 4096  # rows hashed at once


class Change(NamedTuple):
    """Which rows of two versions of a table are the very same objects.

    Attributes:
        head: how many at the top.
        tail: how many at the end, none of them among those at the top.
    """

    head: int
    tail: int


def change_of(old: Sequence[Any], new: Sequence[Any]) -> Change:
    """What two versions of a table share at both ends.

    >>> a, b, c = ("a",), ("b",), ("c",)
    >>> change_of([a, b, c], [a, ("x",), ("y",), c])
    Change(head=1, tail=1)
    """
    shorter = min(len(old), len(new))
    head = next(compress(count(), map(is_not, old, new)), shorter)
    tail = next(compress(count(), map(is_not, reversed(old), reversed(new))), shorter)
    return Change(head, min(tail, shorter - head))


class Content:
    """The content of a table.

    Args:
        rows: with its header, as the host gives them.
        last: an earlier content of the same table; of rows that are the very same objects nothing
            is worked out again.

    Attributes:
        rows: equally long, without blanks below and to the right.
        change: what the earlier content shares with it; nothing without one.
        blocks: hashes of its rows, some thousand at a time.
    """

    def __init__(self, rows: Sequence[Sequence[Any]], last: Content | None = None) -> None:
        self.change = Change(0, 0) if last is None else change_of(last.rows, rows)
        self.rows: Rows
        if last is not None and _stay_normal(last.rows, rows, self.change):
            self.rows = cast("Rows", tuple(rows))
        else:
            self.rows = normal_rows(rows)
            self.change = Change(0, 0) if last is None else change_of(last.rows, self.rows)
        self.blocks = self._blocks(last)

    @property
    def digest(self) -> bytes:
        """The hash of the whole."""
        return self.blocks[0] if len(self.blocks) == 1 else _hash(b"".join(self.blocks))

    def _blocks(self, last: Content | None) -> list[bytes]:
        """The hash of each block; of a block with the same rows it is known."""
        known: list[bytes] = [] if last is None else last.blocks
        (head, tail), size = self.change, len(self.rows)
        in_place = last is not None and len(last.rows) == size
        return [
            known[start // _BLOCK]
            if start + _BLOCK <= head or (in_place and size - tail <= start < size)
            else _hash(_bytes(self.rows[start : start + _BLOCK]))
            for start in range(0, max(size, 1), _BLOCK)
        ]


def normal_rows(rows: Sequence[Sequence[Any]]) -> Rows:
    """The rows of a table as they are hashed: equally long, without blanks at the end and right.

    >>> normal_rows([["a", 1.0, ""], ["b", None], [None, ""]])
    (('a', 1.0), ('b', ''))
    """
    last = len(rows)
    while last and all(cell is None or cell == "" for cell in rows[last - 1]):
        last -= 1
    tidy = tuple(map(tuple, rows[:last]))
    widths = set(map(len, tidy))
    width = widest = max(widths, default=0)
    if len(widths) > 1:
        tidy = tuple((*row, *("",) * (width - len(row))) for row in tidy)
    if type(None) in kinds_in(tidy):
        tidy = tuple(tuple("" if cell is None else cell for cell in row) for row in tidy)
    while width and all(row[width - 1] == "" for row in tidy):
        width -= 1
    return tidy if width == widest else tuple(row[:width] for row in tidy)


def kinds_in(rows: Sequence[Sequence[Any]]) -> set[type]:
    """The types of the cells of a table.

    >>> kinds_in([("a",), (1.0,)]) == {str, float}
    True
    """
    return set(map(type, chain.from_iterable(rows)))


def _stay_normal(old: Rows, new: Sequence[Any], change: Change) -> bool:
    """Whether rows are equally long and without blanks around them because earlier ones were."""
    if not change.head or old[0][-1] == "":
        return False  # the header keeps the width as it is
    fresh = new[change.head : len(new) - change.tail]
    ends = bool(change.tail) or not fresh or any(cell != "" for cell in fresh[-1])
    return (
        ends
        and bool(change.tail or fresh or len(new) == len(old))
        and all(type(row) is tuple and len(row) == len(old[0]) for row in fresh)
        and type(None) not in kinds_in(fresh)
    )


def table_digest(rows: Rows) -> bytes:
    """The hash of a table; error values and dates differ from the texts that show them."""
    return Content(rows).digest


def _bytes(rows: Rows) -> bytes:
    plain: Any = rows
    try:
        return marshal.dumps(plain, 2)  # version 2: equal values give equal bytes
    except ValueError:
        return marshal.dumps([[_hashable(cell) for cell in row] for row in rows], 2)


def _hash(data: bytes) -> bytes:
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
