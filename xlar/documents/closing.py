"""The file that keeps what stood in the books when a month was closed.

``closing.json`` lies beside the register in the output folder and is replaced as a whole. It holds
the rows dated up to the last closing day, and one entry for every month closed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlar.core.closing import ClosedRows
from xlar.core.dates import iso, parse_iso
from xlar.core.errors import BadValue
from xlar.core.problems import Text
from xlar.documents.register.storage import NotReadable, make_folder, read_file, replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE: Final = "closing.json"
_FORMAT: Final = 1


@dataclass(frozen=True)
class Month:
    """A month that was closed.

    Attributes:
        month: ``2026-05``.
        closed_on: day it was closed, YYYY-MM-DD.
        balances: open balance at its end by currency, as text.
        documents: rows kept by table.
        accepted: changes of earlier months found and accepted in closing it.
    """

    month: str
    closed_on: str
    balances: Mapping[str, str]
    documents: Mapping[str, int]
    accepted: int = 0


@dataclass(frozen=True)
class Closing:
    """The closing file.

    Attributes:
        locked_to: last day of the last closed month, day number.
        rows: the rows dated up to it, as they were, by table.
        months: the months closed, the oldest first.
    """

    locked_to: int
    rows: Mapping[str, ClosedRows]
    months: tuple[Month, ...]

    @property
    def balances(self) -> Mapping[str, str]:
        """The open balance on the closing day as it was, by currency."""
        return self.months[-1].balances if self.months else {}


def read_closing(folder: Path) -> Closing | None:
    """What was closed; None where no month was.

    Args:
        folder: the output folder.

    Raises:
        NotReadable: the file is there and cannot be read, or is none of ours.
    """
    data = read_file(folder / FILE)
    if data is None:
        return None
    try:
        return _closing(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, BadValue) as mistake:
        path = folder / FILE
        raise NotReadable(
            Text(
                f"“{path}”不是关账文件，或已损坏。请从备份恢复，或删除后重新关账。",
                f"{path} is no closing file, or damaged; restore it from a backup, or delete it "
                "and close the month again",
            )
        ) from mistake


def write_closing(folder: Path, closing: Closing) -> Path:
    """Replace the closing file; returns its path.

    Args:
        folder: the output folder, made where it does not exist.
        closing: what it is to hold.

    Raises:
        NotWritable: it cannot be written; it is unchanged.
    """
    make_folder(folder)
    path = folder / FILE
    replace_file(path, _bytes(closing))
    return path


def _bytes(closing: Closing) -> bytes:
    values = {
        "format": _FORMAT,
        "locked_to": iso(closing.locked_to),
        "months": [vars(month) for month in closing.months],
        "columns": {name: rows.columns for name, rows in closing.rows.items()},
        "rows": {name: rows.rows for name, rows in closing.rows.items()},
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def _closing(values: Mapping[str, Any]) -> Closing:
    if values["format"] != _FORMAT:
        raise BadValue(f"unknown format {values['format']!r}")
    rows = {
        name: ClosedRows(tuple(columns), tuple(map(tuple, values["rows"][name])))
        for name, columns in values["columns"].items()
    }
    months = tuple(Month(**month) for month in values["months"])
    return Closing(parse_iso(values["locked_to"]), rows, months)


__all__ = ["FILE", "Closing", "Month", "read_closing", "write_closing"]
