"""Rows written by hand as typed tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

from xlar.core.dates import day_number
from xlar.core.money import SCALE
from xlar.core.tables import ABSENT, ColumnKind, Table
from xlar.tables.convert import TYPED
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Column


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """The table with these rows.

    Args:
        name: English name of the table.
        rows: values by English column name: texts, dates, amounts in hundredths, numbers as text,
            whole numbers, and truth values; what is absent is left out.

    >>> table = table_of("allocations", [{"credit_no": "R1", "invoice_no": "I1", "amount": 1050}])
    >>> table.columns["amount"].tolist(), table.rows.tolist()
    ([105000], [2])
    """
    used = {column for row in rows for column in row}
    columns = {
        column.name: _column(TYPED[column.kind], [row.get(column.name) for row in rows])
        for column in TABLES[name].columns
        if column.name in used
    }
    unknown = used - columns.keys()
    if unknown:
        raise LookupError(f"{name} has no column {', '.join(sorted(unknown))}")
    return Table(name, columns, np.arange(2, len(rows) + 2, dtype=np.int32))


def _column(kind: ColumnKind, values: list[Any]) -> Column:
    dtype, absent = ABSENT[kind]
    column = np.empty(len(values), dtype)
    column[:] = [absent if value is None else _stored(kind, value) for value in values]
    return column


def _stored(kind: ColumnKind, value: Any) -> Any:
    if kind == "day":
        return day_number(value)
    if kind == "amount":
        return value * (SCALE // 100)
    return int(Decimal(value) * 10**8) if kind == "number" else value
