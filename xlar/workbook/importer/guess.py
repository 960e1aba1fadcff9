"""Guessing what the columns of an export are, with a stated confidence.

A header's confidence is how near it comes to a known name, lowered where the cells do not fit:

====== ======================================================================
1.00   stated by the user's map
0.98 … a name of the schema or of a known accounting program
0.95   the same words in another form (``customerID``, ``Cust. No.``)
0.78 … all words of a known name, among others
0.60 … nearly the same letters
less   not used; offered as a candidate where a required column is missing
====== ======================================================================
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from xlar.tables.names import fold
from xlar.tables.schema import TABLES
from xlar.workbook.importer.content import fitting
from xlar.workbook.importer.targets import targets

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from xlar.tables.names import ColumnSchema
    from xlar.workbook.importer.model import Grid

THRESHOLD: Final = 0.6
CARRIED: Final = "（原表）"  # marks titles of columns that an earlier import carried along
_RIVAL: Final = 0.05  # two candidates nearer than this are not told apart by a guess
_FAINT: Final = 0.3  # not even a candidate
_NEAR: Final = 0.88  # letters in common that still pass for a slip of the pen

_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[\u3400-\u9fff]+")
_SAME: Final = {
    word: words.split()[0]
    for words in (
        "no number num nr id code",
        "date dt day",
        "customer cust client debtor",
        "invoice inv",
        "amount amt",
        "currency curr ccy",
        "document doc",
        "salesperson salesman",
        "terms term",
    )
    for word in words.split()
}
_LITTLE: Final = frozenset({"the", "of", "in", "on", "for"})


@dataclass(frozen=True, slots=True)
class Match:
    """A header that may mean a column.

    Attributes:
        place: number of the header in the grid.
        column: the column it may mean.
        score: confidence, 0 to 1.
        known: whether the header is one of the column's own names.
    """

    place: int
    column: ColumnSchema
    score: float
    known: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """The columns of a grid as columns of one table.

    Attributes:
        table: English name of the table.
        taken: the matches used, by column name.
        rivals: per column name the other headers that came near, best first.
    """

    table: str
    taken: dict[str, Match]
    rivals: dict[str, list[Match]]


def guess(
    grid: Grid,
    table: str,
    stated: Mapping[str, int] | None = None,
    translated: Container[str] = (),
) -> Guess:
    """The best assignment of a grid's headers to the columns of a table.

    Args:
        grid: the sheet or file.
        table: English name of the table it is taken for.
        stated: places of headers by column name that the user's map fixes.
        translated: columns whose words the map translates, so that they need not be ours.
    """
    stated = stated or {}
    matches = [
        match
        for match in _matches(grid, table, translated)
        if match.place not in stated.values() and match.column.name not in stated
    ]
    matches.sort(key=lambda match: (-match.score, match.place))
    taken: dict[str, Match] = {}
    rivals: dict[str, list[Match]] = {}
    used: set[int] = set()
    for match in matches:
        name = match.column.name
        if match.place in used or name in taken or match.score < THRESHOLD or name in rivals:
            if match.place not in used:
                rivals.setdefault(name, []).append(match)
            continue
        if _undecided(match, matches, used):
            rivals[name] = [match]
            continue
        taken[name] = match
        used.add(match.place)
    for place_of, column in ((stated[c.name], c) for c, _ in targets(table) if c.name in stated):
        taken[column.name] = Match(place_of, column, 1.0, known=True)
    return Guess(table, taken, rivals)


def _undecided(match: Match, matches: Sequence[Match], used: set[int]) -> bool:
    """Whether another header comes so near that taking this one would be chance."""
    if match.known:
        return False
    return any(
        other.column is match.column
        and other.place != match.place
        and other.place not in used
        and match.score - other.score < _RIVAL
        for other in matches
    )


def _matches(grid: Grid, table: str, translated: Container[str]) -> list[Match]:
    found = []
    for place, header in enumerate(grid.header):
        for column, likeness, known in _likenesses(header, table):
            cells = grid.columns[place]
            fit = 1.0 if column.name in translated else fitting(cells, column)
            score = round(likeness * _weight(fit, column, known=known), 3)
            found.append(Match(place, column, score, known))
    return found


@lru_cache(maxsize=4096)
def _likenesses(header: str, table: str) -> tuple[tuple[ColumnSchema, float, bool], ...]:
    """The columns a header comes near to, how near, and whether it is one of their names."""
    if header.endswith(CARRIED):
        return ()
    near = ((column, *_likeness(header, names)) for column, names in _names(table))
    return tuple(match for match in near if match[1] > _FAINT)


def _weight(fit: float, column: ColumnSchema, *, known: bool) -> float:
    """How far cells that do not fit the kind of the column lower the confidence.

    A header that names the column outright is believed even then, so that every wrong cell is
    reported as such; only the words of closed lists must be ours for the most part.
    """
    if fit >= 0.9 or (known and fit >= 0.5):
        return 1.0
    if known:
        return 0.5 if column.kind == "choice" else 0.8
    return 0.85 if fit >= 0.5 else 0.3


def _likeness(header: str, names: Sequence[_Name]) -> tuple[float, bool]:
    """How near a header comes to a column's names, and whether it is one of them."""
    folded, mine = fold(header), words(header)
    for place, name in enumerate(names):
        if folded == name.folded:
            return 0.99 - min(place, 10) / 1000, True
    return max((_nearness(folded, mine, name) for name in names), default=0.0), False


def _nearness(folded: str, mine: frozenset[str], name: _Name) -> float:
    theirs, other = name.words, name.folded
    if mine == theirs:
        return 0.95
    if len(theirs) > 1 and theirs < mine:
        return 0.55 + 0.35 * len(theirs) / len(mine)
    if not other.isascii() and len(other) > 2 and other in folded:
        return 0.5 + 0.4 * len(other) / len(folded)
    if len(other) > 3 and abs(len(other) - len(folded)) < 3:
        ratio = difflib.SequenceMatcher(None, folded, other).ratio()
        if ratio >= _NEAR:
            return 0.6 + 0.25 * (ratio - _NEAR) / (1 - _NEAR)
    common = len(mine & theirs)
    return 0.5 * common / len(mine | theirs) if common else 0.0


@dataclass(frozen=True, slots=True)
class _Name:
    """A known name of a column, in the forms compared."""

    folded: str
    words: frozenset[str]


@cache
def _names(table: str) -> tuple[tuple[ColumnSchema, tuple[_Name, ...]], ...]:
    """The columns a header may mean in a table, with all their names."""
    return tuple(
        (
            column,
            tuple(
                _Name(fold(name), words(name))
                for name in (column.name, column.zh, column.en, *column.aliases.split(), *more)
            ),
        )
        for column, more in targets(table)
    )


@cache
def _all_names() -> tuple[frozenset[str], frozenset[frozenset[str]]]:
    names = [name for table in TABLES for _, known in _names(table) for name in known]
    return frozenset(name.folded for name in names), frozenset(name.words for name in names)


def is_known_header(text: str) -> bool:
    """Whether a text is a name of a column of any table, in whatever form.

    >>> is_known_header("Inv. Number"), is_known_header("INV-1001")
    (True, False)
    """
    folded, forms = _all_names()
    return fold(text) in folded or words(text) in forms


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """The words of a header, in one form; Chinese stays one word.

    >>> words("customerID") == words("Cust. No.") == words("customer_code")
    True
    """
    plain = unicodedata.normalize("NFKC", text).replace("#", " no ")
    found = (word.casefold() for word in _WORDS.findall(plain))
    return frozenset(_SAME.get(word, word) for word in found if word not in _LITTLE)
