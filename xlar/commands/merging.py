"""What an import adds to tables that exist: entries whose key is not there yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.tables import Table
from xlar.tables.convert import TYPED
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Bools, Column, Int64s

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "customers": ("customer_id",),
    "invoices": ("invoice_no", "instalment"),
    "receipts": ("receipt_no",),
    "allocations": ("credit_no", "invoice_no", "instalment", "date"),
    "acts": ("date", "customer_id", "kind", "invoice_no"),
    "promises": ("customer_id", "promised_on", "pay_by", "invoice_no"),
    "approvals": ("approval_no",),
    "plans": ("plan_no", "instalment"),
    "slips": ("slip_no", "difference_kind"),
    "signals": ("date", "customer_id", "signal"),
    "scores": ("date", "customer_id"),
    "targets": ("month", "salesperson", "currency"),
    "allowances": ("customer_id", "valid_from"),
}
"""What tells entries of a table apart; all rows of one receipt come together or not at all."""

_SAME: Final = ("customer_id", "currency", "amount")
"""What should agree where an entry is there already."""


@dataclass(frozen=True, eq=False)
class Addition:
    """What an import means for one table.

    Attributes:
        new: the entries to add.
        known: the entries that are there already.
        differs: for each known one, whether customer, currency or amount differ.
    """

    new: Table
    known: Table
    differs: Bools


def addition(existing: Table, imported: Table) -> Addition:
    """The entries of an import that a table does not have yet, and those it has.

    Args:
        existing: the table of the workbook.
        imported: the table of the import.
    """
    places = {key: place for place, key in enumerate(keys_of(existing))}
    found = np.array([places.get(key, -1) for key in keys_of(imported)], np.int64)
    known = np.flatnonzero(found >= 0)
    return Addition(
        rows_of(imported, np.flatnonzero(found < 0)),
        rows_of(imported, known),
        _differs(existing, found[known], imported, known),
    )


def rows_of(table: Table, places: Int64s) -> Table:
    """Some entries of a table."""
    columns = {name: column[places] for name, column in table.columns.items()}
    return Table(table.name, columns, table.rows[places])


def joined(existing: Table, new: Table, first: int) -> Table:
    """A table with entries below its own.

    Args:
        existing: the table.
        new: the entries.
        first: row the first of them will have.
    """
    names = dict.fromkeys([*existing.columns, *new.columns])
    columns = {
        name: np.concatenate([_column(existing, name), _column(new, name)]) for name in names
    }
    rows = np.arange(first, first + len(new), dtype=np.int32)
    return Table(existing.name, columns, np.concatenate([existing.rows, rows]))


def _column(table: Table, name: str) -> Column:
    return table.column(name, TYPED[TABLES[table.name].by_name[name].kind])


def keys_of(table: Table, names: Sequence[str] = ()) -> Sequence[tuple[Any, ...]]:
    """What tells the entries of a table apart.

    Args:
        table: the entries.
        names: the columns that do; default: its `KEYS`.
    """
    columns = (_column(table, name).tolist() for name in names or KEYS[table.name])
    return list(zip(*columns, strict=True))


def _differs(existing: Table, found: Int64s, imported: Table, known: Int64s) -> Bools:
    """Whether known entries say something else than the workbook, where both say something."""
    if imported.name not in ("invoices", "receipts"):
        return np.zeros(len(known), bool)
    differs: Bools = np.zeros(len(known), bool)
    for name in _SAME:
        if name in existing.columns and name in imported.columns:
            mine, theirs = existing.columns[name][found], imported.columns[name][known]
            differs |= (mine != theirs) & (mine != "") & (theirs != "")
    if imported.name == "receipts":  # one receipt may stand in several rows
        differs[:] = False
    return differs
