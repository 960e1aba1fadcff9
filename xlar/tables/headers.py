"""The row of headers of a table: where it is, and which column means what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Problem, Text
from xlar.tables import messages as say
from xlar.tables.grid import Place, found
from xlar.tables.names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlar.core.problems import Message
    from xlar.tables.names import ColumnSchema, TableSchema

MOST_TITLE_ROWS: Final = 20
_LONGEST_LIST: Final = 200
_MULTIPLE: Final = re.compile(
    r"(.+)[(\[【](?:千元|万元|万|十万元|百万元|百万|亿元|亿|thousands?|k|000s?|millions?|m)[)\]】]"
)


@dataclass(frozen=True)
class Header:
    """A row of headers.

    Attributes:
        place: where its columns stand, its own and the others.
        problems: what is wrong with it.
    """

    place: Place
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Claim:
    """A header that means a column, and where it stands."""

    position: int
    header: str


def titles(schema: TableSchema) -> Text:
    """The headers a table needs, for a message."""
    zh = "、".join(column.zh for column in schema.required)
    return Text(zh, ", ".join(column.name for column in schema.required))


def listed_headers(headers: Iterable[str]) -> str:
    """Headers in a sentence, cut where they are many.

    >>> listed_headers(["单据号", "金额"])
    '单据号, 金额'
    """
    text = ", ".join(header for header in headers if header)
    return text if len(text) <= _LONGEST_LIST else text[:_LONGEST_LIST] + "…"


def known_headers(schema: TableSchema, cells: Iterable[Any]) -> set[str]:
    """English names of the columns that the headers mean."""
    return {column.name for cell in cells if (column := schema.find(found(cell)))}


def is_complete(schema: TableSchema, cells: Iterable[Any]) -> bool:
    """Whether the headers mean every required column."""
    return known_headers(schema, cells).issuperset(column.name for column in schema.required)


def header_row(schema: TableSchema, rows: Sequence[Sequence[Any]]) -> int | None:
    """The position of the row of headers, or None where no row has any.

    The first of the top rows with every required header; else the one with the most headers.
    """
    required = {column.name for column in schema.required}
    best, most = None, 1  # a single word that means an optional column is a title or a note
    for position, row in enumerate(rows[:MOST_TITLE_ROWS]):
        known = known_headers(schema, row)
        if known >= required:
            return position
        score = len(known) + len(known & required)
        if score > most:
            best, most = position, score
    return best


def read_header(
    schema: TableSchema, cells: Sequence[Any], *, sheet: str | None, row: int, left: int = 0
) -> Header:
    """The meaning of every header of a row.

    Args:
        schema: the table.
        cells: the headers.
        sheet: name of the sheet, None for a CSV file.
        row: row of the headers, from 1.
        left: position of the first of them.
    """
    claims = _claims(schema, cells, left)
    positions: dict[str, int] = {}
    headers: dict[str, str] = {}
    doubles: list[tuple[ColumnSchema, _Claim, _Claim]] = []
    spare = list(claims.spare)
    for name, rivals in claims.own.items():
        column = schema.by_name[name]
        first, *rest = _ranked(column, rivals)
        positions[name], headers[name] = first.position, first.header
        doubles += [(column, first, rival) for rival in rest if _is_rival(column, first, rival)]
        spare += rest
    for claim in spare:
        positions[_free_name(claim, schema, positions)] = claim.position
    place = Place(sheet, row, positions, headers)
    problems = [
        _problem(schema, place, say.UNIT_HEADER, column, claim)
        for column, claim in claims.multiples
    ]
    problems += [
        _problem(schema, place, say.DUPLICATE_COLUMN, column, rival, first.header)
        for column, first, rival in doubles
    ]
    told = {column.name for column, _ in claims.multiples}
    return Header(place, (*problems, *_missing(schema, place, cells, told)))


@dataclass(frozen=True)
class _Claims:
    """What every header of a row means: one of the columns, a multiple of it, or nothing known."""

    own: dict[str, list[_Claim]]
    multiples: list[tuple[ColumnSchema, _Claim]]
    spare: list[_Claim]


def _claims(schema: TableSchema, cells: Sequence[Any], left: int) -> _Claims:
    claims = _Claims({}, [], [])
    for position, cell in enumerate(cells, left):
        claim = _Claim(position, found(cell))
        if column := schema.find(claim.header):
            claims.own.setdefault(column.name, []).append(claim)
        elif column := _multiple_of(schema, claim.header):
            claims.multiples.append((column, claim))
        elif claim.header:
            claims.spare.append(claim)
    return claims


def _multiple_of(schema: TableSchema, header: str) -> ColumnSchema | None:
    """The column whose header this is with a multiple such as （万元） as its unit."""
    match = _MULTIPLE.fullmatch(fold(header))
    return schema.by_header.get(match.group(1)) if match else None


def _ranked(column: ColumnSchema, claims: list[_Claim]) -> list[_Claim]:
    """The claims on a column, its own titles before mere aliases."""
    return sorted(claims, key=lambda claim: not _is_title(column, claim))


def _is_title(column: ColumnSchema, claim: _Claim) -> bool:
    return fold(claim.header) in map(fold, (column.name, column.zh, column.en))


def _is_rival(column: ColumnSchema, first: _Claim, second: _Claim) -> bool:
    """Whether two headers cannot stand side by side.

    A column's own title beats an alias, except for amounts: 金额 beside 价税合计 is the amount
    without tax, and nobody but the user can say which of them is meant.
    """
    return column.kind == "amount" or _is_title(column, first) == _is_title(column, second)


def _free_name(claim: _Claim, schema: TableSchema, taken: Iterable[str]) -> str:
    """The name under which a further column is carried along."""
    name, number = claim.header, 2
    while name in taken or name in schema.by_name:
        name, number = f"{claim.header} ({number})", number + 1
    return name


def _problem(
    schema: TableSchema,
    place: Place,
    words: Message,
    column: ColumnSchema,
    claim: _Claim,
    first: str = "",
) -> Problem:
    values = {"first": first, "second": claim.header}
    cell = place.cell_at(place.header_row, claim.position)
    return Problem(words, schema.name, place.header_row, column.name, claim.header, cell, values)


def _missing(
    schema: TableSchema, place: Place, cells: Sequence[Any], told: set[str]
) -> Iterator[Problem]:
    seen = listed_headers(map(found, cells))
    for column in schema.required:
        if column.name not in place.headers and column.name not in told:
            values = {"seen": seen, "title": Text(column.zh, f"{column.name} ({column.zh})")}
            cell = place.cell(place.header_row, None)
            yield Problem(
                say.MISSING_COLUMN, schema.name, place.header_row, column.name, "", cell, values
            )
