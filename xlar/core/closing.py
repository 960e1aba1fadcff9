"""Closed months 关账: what stood in the books when a month was closed, and what changed since.

The rows dated up to the closing day are kept as texts, column by column; comparing them with the
rows of today gives what was added, removed and changed. What is dated later and written into an
old row, such as a write-off or a bounced cheque, is no change of the closed month. The definition
with its edge cases: docs/methods/closing.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from xlar.core.build.findings import shown
from xlar.core.columns import NO_DAY, texts

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from xlar.core.columns import Int64s, Texts
    from xlar.core.tables import Table, Tables

Kind: TypeAlias = Literal["added", "removed", "changed"]
Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class _Content:
    """What of a table is kept: its key, the day its rows are dated, what else makes figures."""

    key: tuple[str, ...]
    dated: str
    others: tuple[str, ...]
    later: str  # a day that may come after the closing without changing the month

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns kept."""
        return (*self.key, self.dated, *self.others, self.later)


CONTENT: Final[Mapping[str, _Content]] = {
    "invoices": _Content(
        ("invoice_no", "instalment"),
        "invoice_date",
        (
            "customer_id", "amount", "currency", "due_date", "terms", "received_on", "type",
            "ref_no", "tax", "rate", "late_rate",
        ),
        "written_off_on",
    ),
    "receipts": _Content(
        ("receipt_no",),
        "receipt_date",
        ("customer_id", "amount", "currency", "invoice_no", "rate", "method", "bill_due"),
        "reversed_on",
    ),
    "allocations": _Content(
        ("credit_no", "invoice_no", "instalment"), "date", ("amount",), "reversed_on"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class ClosedRows:
    """The rows of one table dated up to a closing day.

    Attributes:
        columns: names of the columns kept.
        rows: their texts, blank where nothing is given; in the order of the table.
        lines: row of each as the user sees it; empty where it was read from a file.
    """

    columns: tuple[str, ...]
    rows: tuple[Key, ...]
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a closed month that is not as it was.

    Attributes:
        table: English name of its table.
        key: its number, and instalment or the invoice it is for.
        kind: what happened to it.
        column: the column that changed; blank for a row added or removed.
        old: what stood there, or the amount of a row removed.
        new: what stands there now, or the amount of a row added.
        line: its row now, None for one removed.
    """

    table: str
    key: Key
    kind: Kind
    column: str
    old: str
    new: str
    line: int | None


def closed_rows(tables: Tables, locked_to: int) -> dict[str, ClosedRows]:
    """The rows dated up to a closing day.

    Args:
        tables: typed tables as read.
        locked_to: the closing day, day number.
    """
    return {name: _kept(tables[name], locked_to) for name in CONTENT if name in tables}


def changes_since(
    before: Mapping[str, ClosedRows], now: Mapping[str, ClosedRows]
) -> tuple[Change, ...]:
    """What was added, removed and changed, table by table.

    Args:
        before: the rows as they were when the month was closed.
        now: the rows dated up to the same day as they are.
    """
    nothing = ClosedRows((), ())
    return tuple(
        change
        for table in CONTENT
        for change in _compared(table, before.get(table, nothing), now.get(table, nothing))
    )


def _kept(table: Table, locked_to: int) -> ClosedRows:
    content = CONTENT[table.name]
    dated = table.column(content.dated, "day")
    rows = np.flatnonzero((dated != NO_DAY) & (dated <= locked_to))
    columns = [_texts(table, name, rows) for name in content.columns]
    if content.later in table.columns:
        columns[-1][table.columns[content.later][rows] > locked_to] = ""
    lines = tuple(table.rows[rows].tolist())
    values = tuple(zip(*(column.tolist() for column in columns), strict=True))
    return ClosedRows(content.columns, values, lines)


def _texts(table: Table, name: str, rows: Int64s) -> Texts:
    """A column as texts; each value is put into words once."""
    found = table.columns.get(name)
    if found is None:
        return texts([""] * len(rows))
    if found.dtype == object:
        return found[rows].copy()
    _, first, place = np.unique(found[rows], return_index=True, return_inverse=True)
    return texts([shown(table, name, row) for row in rows[first].tolist()])[place]


def _compared(table: str, before: ClosedRows, now: ClosedRows) -> Iterator[Change]:
    if before.rows == now.rows and before.columns == now.columns:
        return
    wanted = _differing(table, before, now)
    old, new = _by_key(table, before, wanted), _by_key(table, now, wanted)
    for key, (row, _) in old.items():
        if key not in new:
            yield Change(table, key, "removed", "", row["amount"], "", None)
            continue
        today, line = new[key]
        for column, was in row.items():
            if column in today and was != today[column]:
                yield Change(table, key, "changed", column, was, today[column], line)
    for key, (row, line) in new.items():
        if key not in old:
            yield Change(table, key, "added", "", "", row["amount"], line)


def _differing(table: str, before: ClosedRows, now: ClosedRows) -> Container[Key]:
    """The keys of rows that are not the same on both sides."""
    if before.columns != now.columns:
        return {_key(table, rows, row) for rows in (before, now) for row in rows.rows}
    old, new = Counter(before.rows), Counter(now.rows)
    return {_key(table, before, row) for row in (*(old - new), *(new - old))}


def _key(table: str, rows: ClosedRows, row: Key) -> Key:
    return tuple(row[rows.columns.index(name)] for name in CONTENT[table].key)


def _by_key(
    table: str, rows: ClosedRows, wanted: Container[Key]
) -> dict[Key, tuple[dict[str, str], int | None]]:
    """The wanted rows by their key; rows of one key, such as parts of a receipt, are counted."""
    places = [rows.columns.index(name) for name in CONTENT[table].key if name in rows.columns]
    lines = rows.lines or (None,) * len(rows.rows)
    found: dict[Key, tuple[dict[str, str], int | None]] = {}
    seen: Counter[Key] = Counter()
    for row, line in zip(rows.rows, lines, strict=True):
        key = tuple(row[place] for place in places)
        if key not in wanted:
            continue
        seen[key] += 1
        full = key if seen[key] == 1 else (*key, f"#{seen[key]}")
        found[full] = (dict(zip(rows.columns, row, strict=True)), line)
    return found
