"""The source as typed tables whose entries still know the cells they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from xlar.core.tables import ABSENT, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Bools, Column, Int64s
    from xlar.core.problems import Message
    from xlar.core.tables import ColumnKind
    from xlar.tables.names import ColumnSchema
    from xlar.workbook.importer.model import Grid, Raw
    from xlar.workbook.importer.notes import Notes


def stored_as(column: ColumnSchema) -> ColumnKind:
    """The kind a column has in a typed table."""
    return "text" if column.kind in ("id", "choice", "currency") else column.kind  # type: ignore[return-value]


@dataclass(eq=False)
class Part:
    """One sheet or file as typed columns of one table.

    Attributes:
        grid: the cells.
        table: English name of the table.
        schema: what each column is, by name.
        headers: title in the source of each column.
        columns: typed columns by name.
        extras: cells of columns that fill none of ours, by header.
        places: place in the grid of each entry.
    """

    grid: Grid
    table: str
    schema: dict[str, ColumnSchema]
    headers: dict[str, str]
    columns: dict[str, Column]
    extras: dict[str, Sequence[Raw]]
    places: Int64s

    def __len__(self) -> int:
        return len(self.places)


@dataclass(eq=False)
class Merged:
    """All parts of one table, one below the other.

    Attributes:
        name: English name of the table.
        columns: typed columns by name; a column that a part lacks is absent in its entries.
        extras: cells of columns that fill none of ours, by header.
        parts: where it came from.
        part_of: number of the part of each entry.
        place_of: place in that part of each entry.
    """

    name: str
    columns: dict[str, Column] = field(default_factory=dict)
    extras: dict[str, list[Raw]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    part_of: Int64s = field(default_factory=lambda: np.zeros(0, np.int64))
    place_of: Int64s = field(default_factory=lambda: np.zeros(0, np.int64))

    def __len__(self) -> int:
        return len(self.part_of)

    def column(self, name: str, kind: ColumnKind) -> Column:
        """A column, or its absent value in every entry."""
        if name in self.columns:
            return self.columns[name]
        dtype, absent = ABSENT[kind]
        return np.full(len(self), absent, dtype)

    def has(self, *names: str) -> bool:
        """Whether any of these columns is there."""
        return any(name in self.columns for name in names)

    def header(self, place: int, column: str) -> str:
        """The title in the source of the column, for an entry."""
        part: Part = self.parts[self.part_of[place]]
        return part.headers.get(column, column)

    def row(self, place: int) -> int:
        """The row of an entry as the user sees it."""
        part = self.parts[self.part_of[place]]
        return int(part.grid.rows[part.places[self.place_of[place]]])

    def where(self, place: int) -> str:
        """An entry as a place to look at: the row, with the file where there are several."""
        label = f"{self.parts[self.part_of[place]].grid.label}:" if len(self.parts) > 1 else ""
        return f"{label}{self.row(place)}"

    def problem(
        self,
        notes: Notes,
        message: Message,
        place: int,
        column: str,
        /,
        *,
        found: str = "",
        **values: Any,
    ) -> None:
        """Report a problem at an entry."""
        part = self.parts[self.part_of[place]]
        at = int(part.places[self.place_of[place]])
        header = part.headers.get(column)
        notes.problem(message, part.grid, at, header or column, found=found, **values)

    def keep(self, wanted: Bools) -> None:
        """Leave only some of the entries."""
        chosen = np.flatnonzero(wanted)
        self.columns = {name: column[chosen] for name, column in self.columns.items()}
        places = chosen.tolist()
        self.extras = {name: [cells[p] for p in places] for name, cells in self.extras.items()}
        self.part_of, self.place_of = self.part_of[chosen], self.place_of[chosen]

    def leave_out(self, notes: Notes, place: int, reason: Any) -> None:
        """Record that an entry does not go into the ledger."""
        part = self.parts[self.part_of[place]]
        notes.leave_out(part.grid, int(part.places[self.place_of[place]]), reason)

    def as_table(self, names: Mapping[str, Any]) -> Table:
        """The contract's columns as a typed table; entries are numbered from 1."""
        columns = {name: column for name, column in self.columns.items() if name in names}
        return Table(self.name, columns, np.arange(1, len(self) + 1, dtype=np.int32))


def merged(name: str, parts: Sequence[Part]) -> Merged:
    """The parts of one table, one below the other."""
    kinds = {column: stored_as(part.schema[column]) for part in parts for column in part.columns}
    columns: dict[str, Column] = {}
    for column, kind in kinds.items():
        dtype, absent = ABSENT[kind]
        pieces = [part.columns.get(column, np.full(len(part), absent, dtype)) for part in parts]
        columns[column] = np.concatenate(pieces)
    extras: dict[str, list[Raw]] = {}
    for header in dict.fromkeys(header for part in parts for header in part.extras):
        extras[header] = [c for part in parts for c in part.extras.get(header, [None] * len(part))]
    part_of = np.concatenate([np.full(len(part), n, np.int64) for n, part in enumerate(parts)])
    place_of = np.concatenate([np.arange(len(part), dtype=np.int64) for part in parts])
    return Merged(name, columns, extras, list(parts), part_of, place_of)
