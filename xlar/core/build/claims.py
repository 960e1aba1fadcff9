"""Allocations asked for, and how far what is open lets them be.

A claim names a credit, one debit or the instalments of one, and an amount. Claims of the table
allocations are exact; those that receipts and credit notes make by naming an invoice take what is
open and leave the rest unapplied.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.build.capacity import Occupancy
from xlar.core.ledger import Allocations, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Column, Int32s, Int64s
    from xlar.core.ledger import Documents


@dataclass(frozen=True)
class Claims:
    """Allocations asked for, one source's together.

    Attributes:
        table: the table they stand in.
        column: the column that names the debit.
        origin: where they come from.
        row: position in the table.
        credit: position of the credit among the documents.
        debit: position of the debit; of the first instalment where several are meant.
        amount: minor units asked for.
        date: own date.
        reversed_on: own reversal, or NEVER.
        several: for claims on an invoice in instalments all of them, by place of the claim.
    """

    table: str
    column: str
    origin: Origin
    row: Int64s
    credit: Int32s
    debit: Int32s
    amount: Int64s
    date: Int32s
    reversed_on: Int32s
    several: Mapping[int, Sequence[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.row)

    def keep(self, places: Int64s) -> Claims:
        """Some of the claims."""
        columns = {
            one.name: getattr(self, one.name)[places]
            for one in fields(self)
            if one.name in ("row", "credit", "debit", "amount", "date", "reversed_on")
        }
        several = {
            new: self.several[old] for new, old in enumerate(places.tolist()) if old in self.several
        } if self.several else {}  # fmt: skip
        return replace(self, **columns, several=several)

    def targets(self, place: int) -> Sequence[int]:
        """The debits a claim may be laid on, in order."""
        return self.several.get(place, (int(self.debit[place]),))


@dataclass(frozen=True)
class Placed:
    """Allocations as they came out."""

    credit: Int32s
    debit: Int32s
    amount: Int64s
    start: Int32s
    end: Int32s
    origin: Origin


@dataclass(frozen=True)
class Shortfall:
    """A claim that found too little: its source, its place there, what it got and what it lacks.

    ``by_credit`` says that its credit ran short, not the document it names.
    """

    claims: Claims
    place: int
    got: int
    lacks: int
    by_credit: bool


def span(
    documents: Documents, credit: Column, debit: Column, date: Column, reversed_on: Column
) -> tuple[Int32s, Int32s]:
    """First effective day of allocations, and the first day after."""
    start = np.maximum(date, np.maximum(documents.date[credit], documents.date[debit]))
    end = np.minimum(reversed_on, documents.reversed_on[credit])
    return start, np.maximum(start, np.minimum(end, documents.reversed_on[debit]))


def place_whole(documents: Documents, claims: Claims) -> Placed:
    """The claims just as asked."""
    start, end = span(documents, claims.credit, claims.debit, claims.date, claims.reversed_on)
    return Placed(claims.credit, claims.debit, claims.amount, start, end, claims.origin)


def tight(documents: Documents, sources: Sequence[Claims]) -> list[Int64s]:
    """Per source the claims that meet a document more is asked of than it has."""
    asked = np.zeros(len(documents), np.int64)
    for claims in sources:
        np.add.at(asked, claims.credit, claims.amount)
        np.add.at(asked, claims.debit, claims.amount)
        for place, targets in claims.several.items():
            asked[list(targets)] += claims.amount[place]
    short = asked > np.abs(documents.amount)
    return [
        np.union1d(
            np.flatnonzero(short[claims.credit] | short[claims.debit]),
            np.array(sorted(claims.several), np.int64),
        ).astype(np.int64)
        for claims in sources
    ]


def place_in_turn(
    documents: Documents, sources: Sequence[Claims], before: Sequence[Placed]
) -> tuple[list[Placed], list[Shortfall]]:
    """The claims one after another, each taking what is then free on both sides.

    They take their turn on the day they become effective, so that a past day never depends on
    what was booked later; on one day in order of the sources, then of the credits.

    Args:
        documents: the documents.
        sources: claims in order of precedence.
        before: what already stands.
    """
    books = _occupied(documents, sources, before)
    rows: list[list[tuple[int, int, int, int, int]]] = [[] for _ in sources]
    short = []
    for source, place in _turns(documents, sources):
        claims = sources[source]
        left, by_credit = _place_one(documents, claims, place, books, rows[source])
        if left:
            got = int(claims.amount[place]) - left
            short.append(Shortfall(claims, place, got, left, by_credit))
    return [_placed(found, one.origin) for found, one in zip(rows, sources, strict=True)], short


def _turns(documents: Documents, sources: Sequence[Claims]) -> list[tuple[int, int]]:
    """Source and place of each claim, in order of day, source, credit and debit.

    The row comes last: it decides only between claims that differ in nothing else.
    """
    keys: list[tuple[object, ...]] = []
    for source, claims in enumerate(sources):
        start, _ = span(documents, claims.credit, claims.debit, claims.date, claims.reversed_on)
        columns = [
            column.tolist()
            for column in (
                start, np.full(len(start), source),
                documents.date[claims.credit], documents.number[claims.credit],
                documents.due[claims.debit], documents.date[claims.debit],
                documents.number[claims.debit], documents.instalment[claims.debit],
                claims.amount, np.arange(len(start)),
            )
        ]  # fmt: skip
        keys += zip(*columns, strict=True)
    return [(int(str(key[1])), int(str(key[-1]))) for key in sorted(keys)]


def _placed(rows: Sequence[tuple[int, int, int, int, int]], origin: Origin) -> Placed:
    columns = np.array(rows, np.int64).reshape(-1, 5)
    credit, debit, first, last = columns[:, [0, 1, 3, 4]].T.astype(np.int32)
    return Placed(credit, debit, columns[:, 2], first, last, origin)


def _occupied(
    documents: Documents, sources: Sequence[Claims], before: Sequence[Placed]
) -> dict[int, Occupancy]:
    met: set[int] = set()
    for claims in sources:
        met.update(claims.credit.tolist(), claims.debit.tolist(), *claims.several.values())
    books = {place: Occupancy(abs(int(documents.amount[place]))) for place in met}
    concerned = np.zeros(len(documents), bool)
    concerned[list(met)] = True
    for one in before:
        for side in (one.credit, one.debit):
            rows = np.flatnonzero(concerned[side])
            for place, start, end, amount in zip(
                side[rows].tolist(), one.start[rows].tolist(), one.end[rows].tolist(),
                one.amount[rows].tolist(), strict=True,
            ):  # fmt: skip
                if end > start:
                    books[place].occupy(start, end, amount)
    return books


def _place_one(
    documents: Documents,
    claims: Claims,
    place: int,
    books: dict[int, Occupancy],
    rows: list[tuple[int, int, int, int, int]],
) -> tuple[int, bool]:
    """Lay one claim on its targets.

    Returns:
        What is left although its credit still has something (of an exact claim whatever is left),
        and whether it is the credit that ran short.
    """
    credit, left = int(claims.credit[place]), int(claims.amount[place])
    one = np.array([credit], np.int32)
    spare = 0
    for target in claims.targets(place):
        first, last = span(
            documents,
            one,
            np.array([target], np.int32),
            claims.date[place : place + 1],
            claims.reversed_on[place : place + 1],
        )
        start, end = int(first[0]), int(last[0])
        if end <= start:
            return 0, False
        spare = books[credit].free(start, end)
        amount = min(left, spare, books[target].free(start, end))
        if amount > 0:
            books[credit].occupy(start, end, amount)
            books[target].occupy(start, end, amount)
            rows.append((credit, target, amount, start, end))
            left -= amount
            spare -= amount
        if not left:
            break
    return (left if spare or claims.origin is Origin.EXPLICIT else 0), not spare


def joined(placed: Sequence[Placed]) -> Allocations:
    """All placed amounts as one set of columns; what never becomes effective is left out."""
    kept = [np.flatnonzero((one.amount > 0) & (one.end > one.start)) for one in placed]

    def column(name: str, dtype: type[np.generic]) -> Column:
        parts = [getattr(one, name)[keep] for one, keep in zip(placed, kept, strict=True)]
        return np.concatenate([np.zeros(0, dtype), *parts]).astype(dtype)

    origin = [
        np.full(len(keep), one.origin, np.int8) for one, keep in zip(placed, kept, strict=True)
    ]
    return Allocations(
        column("credit", np.int32), column("debit", np.int32), column("amount", np.int64),
        column("start", np.int32), column("end", np.int32),
        np.concatenate([np.zeros(0, np.int8), *origin]),
    )  # fmt: skip
