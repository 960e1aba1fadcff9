"""Receipts and allocations that an import makes, with numbers nothing else uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NO_INT, texts
from xlar.core.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlar.core.columns import Column
    from xlar.core.tables import ColumnKind

_RECEIPTS: Final[dict[str, ColumnKind]] = {
    "receipt_no": "text",
    "customer_id": "text",
    "receipt_date": "day",
    "amount": "amount",
    "currency": "text",
    "method": "text",
    "notes": "text",
}
_ALLOCATIONS: Final[dict[str, ColumnKind]] = {
    "credit_no": "text",
    "invoice_no": "text",
    "instalment": "integer",
    "amount": "amount",
    "date": "day",
}
_TYPES: Final = {"day": np.int32, "amount": np.int64, "integer": np.int32}


@dataclass
class Made:
    """Rows being made, each with the place of the document it came from.

    Attributes:
        taken: numbers in use.
        receipts: rows of the receipts table.
        allocations: rows of the allocations table.
        receipt_of: place of the invoices entry behind each receipt.
        allocation_of: place of the invoices entry behind each allocation.
    """

    taken: set[str]
    receipts: list[dict[str, Any]] = field(default_factory=list)
    allocations: list[dict[str, Any]] = field(default_factory=list)
    receipt_of: list[int] = field(default_factory=list)
    allocation_of: list[int] = field(default_factory=list)

    def number(self, wanted: str) -> str:
        """A number not yet in use, this one if it is free."""
        number, count = wanted, 1
        while number in self.taken:
            count += 1
            number = f"{wanted}-{count}"
        self.taken.add(number)
        return number

    def receipt(self, place: int, **row: Any) -> None:
        """Add a receipt, or a refund where the amount is negative."""
        self.receipts.append(row)
        self.receipt_of.append(place)

    def allocation(self, place: int, **row: Any) -> None:
        """Add an allocation."""
        self.allocations.append(row)
        self.allocation_of.append(place)

    def tables(self) -> tuple[Table, Table]:
        """The rows as typed tables; entries are numbered from 1."""
        return _table("receipts", self.receipts, _RECEIPTS), _table(
            "allocations", self.allocations, _ALLOCATIONS
        )


def _table(name: str, rows: list[dict[str, Any]], kinds: dict[str, ColumnKind]) -> Table:
    columns = {
        column: _column([row.get(column, _blank(kind)) for row in rows], kind)
        for column, kind in kinds.items()
    }
    return Table(name, columns, np.arange(1, len(rows) + 1, dtype=np.int32))


def _blank(kind: ColumnKind) -> Any:
    return "" if kind == "text" else NO_INT


def _column(values: list[Any], kind: ColumnKind) -> Column:
    return texts(values) if kind == "text" else np.array(values, _TYPES[kind])


def numbers_in_use(*columns: Iterable[str]) -> set[str]:
    """Every number that stands in one of the columns."""
    return {number for column in columns for number in column}
