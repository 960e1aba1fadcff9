"""The register as a table of a workbook, 发函登记: the columns of register.csv in cells.

The cells go through the reader of register.csv, so that sheet and file mean the same.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.core.dates import iso
from xlar.core.errors import BadValue
from xlar.core.problems import Text
from xlar.documents.register.cells import fold
from xlar.documents.register.columns import BY_TITLE, COLUMNS
from xlar.documents.register.file import read_register_bytes
from xlar.documents.register.merge import merge
from xlar.documents.register.messages import DAY_ORDER, NO_STATUS_DAY
from xlar.tables.cells import day, shown
from xlar.tables.names import ColumnSchema, TableSchema

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Problem
    from xlar.core.registered import RegisterRow
    from xlar.documents.register.manifest import Manifest
    from xlar.tables.grid import RawTable
    from xlar.tables.names import Kind

_KINDS: Final[Mapping[str, Kind]] = {"amount": "amount", "day": "day", "level": "integer"}
_NEEDED: Final = ("number", "status")
_ABOUT_DAYS: Final = (NO_STATUS_DAY.code, DAY_ORDER.code)  # a sheet is judged by what it changes


def _column(one: Any) -> ColumnSchema:
    title, kind = one.name.replace("_", " ").title(), _KINDS.get(one.form, "text")
    return ColumnSchema(one.name, one.zh, title, kind, Text("", ""), one.name in _NEEDED)


REGISTER: Final = TableSchema(
    "register", "发函登记", "Register", "letters 函件登记", tuple(map(_column, COLUMNS))
)
"""The table 发函登记; a sheet needs the columns of number and status."""


def csv_of(rows: Sequence[Sequence[Any]], *, epoch_1904: bool = False) -> bytes:
    """Cells as the content of register.csv, a line for every row.

    Args:
        rows: cells with the headers first.
        epoch_1904: whether serial numbers count from 1904.
    """
    forms = [one.form if (one := BY_TITLE.get(fold(str(title)))) else "" for title in rows[0]]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(
        [_text(cell, form, epoch_1904) for cell, form in zip(row, forms, strict=True)]
        for row in rows
    )
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Any, form: str, epoch_1904: bool) -> str:
    """A cell as register.csv writes it, in one line; serial numbers in columns of days as days."""
    if cell is None:
        return ""
    if form == "day" and isinstance(cell, float):
        try:
            return iso(day(cell, epoch_1904=epoch_1904)) or ""
        except BadValue:
            pass
    return " ".join(shown(cell).split())


def sheet_rows(
    raw: RawTable, manifests: Mapping[str, Manifest]
) -> tuple[dict[int, RegisterRow], list[Problem]]:
    """What a sheet says of every document, by the row it stands in; and what is wrong there.

    Args:
        raw: the table as it stands.
        manifests: what the batches say was made; the sheet cannot change that.
    """
    names = [name for name in raw.columns if name in REGISTER.by_name]
    cells = zip(*(raw.columns[name] for name in names), strict=True)
    data = csv_of([names, *cells], epoch_1904=raw.epoch_1904)
    contents = read_register_bytes(data)
    merged = merge(contents, manifests)
    rows = {entry.number: raw.rows[entry.line - 2] for entry in reversed(contents.entries)}
    problems = [
        replace(one, row=row, cell=raw.place.cell(row, one.column))
        for one in merged.problems
        if one.row is not None and one.code not in _ABOUT_DAYS and (row := raw.rows[one.row - 2])
    ]
    return {rows[row.number]: row for row in merged.rows if row.number in rows}, problems
