"""A table of raw cells to a table of typed columns, with every problem in it.

Clean columns take one pass each; only cells that are not clean go one by one through the functions
of `xlar.tables.cells` and `xlar.tables.figures`, and equal cells only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.money import SCALE
from xlar.core.tables import ABSENT, Table
from xlar.tables.cells import choice, currency, flag
from xlar.tables.column_days import convert_days
from xlar.tables.column_figures import convert_figures, convert_integers
from xlar.tables.column_texts import convert_identifiers, convert_texts, convert_words
from xlar.tables.entries import (
    WANTED,
    blank_rows,
    fault_problems,
    listed,
    missing_problems,
    total_problems,
    total_rows,
)
from xlar.tables.figures import RATE_SCALE
from xlar.tables.findings import is_blank, mapped
from xlar.tables.grid import found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from xlar.core.columns import Column
    from xlar.core.problems import Problem
    from xlar.core.tables import ColumnKind
    from xlar.tables.findings import Finding
    from xlar.tables.grid import RawTable
    from xlar.tables.names import ColumnSchema, Kind

TYPED: Final[Mapping[Kind, ColumnKind]] = {
    "id": "text",
    "choice": "text",
    "currency": "text",
    "text": "text",
    "day": "day",
    "amount": "amount",
    "number": "number",
    "integer": "integer",
    "flag": "flag",
}


def _flags(cells: Sequence[Any]) -> tuple[Column, list[Finding]]:
    values, findings = mapped(cells, flag, -1)
    return np.array(values, np.int8), findings


_CONVERTERS: Final[Mapping[Kind, Callable[[Sequence[Any]], tuple[Column, list[Finding]]]]] = {
    "id": convert_identifiers,
    "text": convert_texts,
    "amount": partial(convert_figures, scale=SCALE),
    "number": partial(convert_figures, scale=RATE_SCALE),
    "integer": convert_integers,
    "flag": _flags,
    "currency": partial(convert_words, one=currency),
}


@dataclass(frozen=True, eq=False)
class Converted:
    """A typed table and what was found in it.

    Attributes:
        table: the typed columns; what did not convert is absent.
        extras: further columns of the same rows, untouched.
        problems: everything found, from the top of the table down.
    """

    table: Table
    extras: Mapping[str, Sequence[Any]]
    problems: tuple[Problem, ...]


def convert_column(
    schema: ColumnSchema, cells: Sequence[Any], *, epoch_1904: bool = False
) -> tuple[Column, list[Finding]]:
    """The typed column, absent values where a cell is blank or does not convert.

    >>> from xlar.tables.schema import TABLES
    >>> column, findings = convert_column(TABLES["invoices"].by_name["amount"], [1.5, "x"])
    >>> column.tolist()[0], findings[0].words.code
    (15000, 'bad_amount')
    """
    if schema.kind == "day":
        return convert_days(cells, epoch_1904=epoch_1904)
    if schema.kind == "choice":
        return convert_words(cells, partial(choice, words=schema.words, choices=schema.choices))
    return _CONVERTERS[schema.kind](cells)


def convert_table(raw: RawTable) -> Converted:
    """The typed table; rows that are wholly empty, and rows that are totals, are left out."""
    columns: dict[str, Column] = {}
    problems: list[Problem] = []
    for name, cells in raw.columns.items():
        schema = raw.schema.by_name[name]
        columns[name], findings = convert_column(schema, cells, epoch_1904=raw.epoch_1904)
        problems += [_problem(raw, schema, finding) for finding in findings]
    missing = _missing(raw, columns)
    totals = total_rows(raw, missing)
    left_out = blank_rows(raw, missing) | totals.keys()
    rows_of_totals = {raw.rows[index] for index in totals}
    problems = [problem for problem in problems if problem.row not in rows_of_totals]
    problems += total_problems(raw, totals)
    problems += missing_problems(raw, missing, left_out)
    problems += fault_problems(raw)
    problems.sort(key=lambda p: (p.row or 0, raw.place.positions.get(p.column or "", 0)))
    return _assembled(raw, columns, left_out, problems)


def _problem(raw: RawTable, schema: ColumnSchema, finding: Finding) -> Problem:
    """A finding of a column as a problem with its place."""
    values = dict(finding.values)
    values.setdefault("wanted", WANTED[schema.kind])
    for name, indices in finding.places.items():
        values[name] = listed([raw.rows[index] for index in indices])
    cell = raw.columns[schema.name][finding.index]
    row = raw.rows[finding.index]
    return raw.problem(finding.words, row, schema.name, found(cell), **values)


def _missing(raw: RawTable, columns: Mapping[str, Column]) -> dict[str, set[int]]:
    """Positions of the entries whose required cells are blank, by column."""
    missing = {}
    for schema in raw.schema.required:
        if schema.name in columns:
            absent = ABSENT[TYPED[schema.kind]][1]
            places = np.flatnonzero(columns[schema.name] == absent).tolist()
            cells = raw.columns[schema.name]
            missing[schema.name] = {index for index in places if is_blank(cells[index])}
    return missing


def _assembled(
    raw: RawTable,
    columns: Mapping[str, Column],
    left_out: AbstractSet[int],
    problems: Sequence[Problem],
) -> Converted:
    rows, extras = np.asarray(raw.rows, np.int32), raw.extras
    if left_out:
        keep = np.ones(len(rows), np.bool_)
        keep[sorted(left_out)] = False
        rows, columns = rows[keep], {name: column[keep] for name, column in columns.items()}
        extras = {name: list(compress(cells, keep)) for name, cells in extras.items()}
    return Converted(Table(raw.schema.name, columns, rows), extras, tuple(problems))
