"""What was read, before it is a ledger: tables of typed columns with their source rows.

A reader fills these from a workbook or a folder of CSV files; tests fill them by hand. The kinds:

========== ============================ ==================
kind       numpy type                   absent value
========== ============================ ==================
text       object (str)                 ``""``
day        int32 day number             ``NO_DAY``
amount     int64 ten-thousandths        ``NO_AMOUNT``
number     int64 hundred-millionths     ``NO_AMOUNT``
integer    int32                        ``NO_INT``
flag       int8, 0 or 1                 ``-1``
========== ============================ ==================

Amounts are ten-thousandths because the currency, and with it the number of decimals, may only be
known from another table. A column that the source lacks is simply not in ``columns``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT, Column, Int32s, blanks, constant

ColumnKind: TypeAlias = Literal["text", "day", "amount", "number", "integer", "flag"]

NUMBER_SCALE: Final = 10**8
"""What a column of kind ``number`` counts in one."""

ABSENT: Final[Mapping[ColumnKind, tuple[type[Any], Any]]] = {
    "text": (object, ""),
    "day": (np.int32, NO_DAY),
    "amount": (np.int64, NO_AMOUNT),
    "number": (np.int64, NO_AMOUNT),
    "integer": (np.int32, NO_INT),
    "flag": (np.int8, -1),
}


@dataclass(frozen=True, eq=False)
class Table:
    """One table as read.

    Attributes:
        name: English name, such as ``invoices``.
        columns: typed columns by English name.
        rows: row of each entry as the user sees it.
    """

    name: str
    columns: Mapping[str, Column]
    rows: Int32s

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str, kind: ColumnKind) -> Column:
        """The column, or its absent value in every row where the source lacks it."""
        if name in self.columns:
            return self.columns[name]
        dtype, absent = ABSENT[kind]
        if kind == "text":
            return blanks(len(self))
        return constant(absent, len(self), dtype)


def empty_table(name: str) -> Table:
    """A table without rows.

    >>> len(empty_table("acts"))
    0
    """
    return Table(name, {}, np.zeros(0, np.int32))


Tables: TypeAlias = Mapping[str, Table]
