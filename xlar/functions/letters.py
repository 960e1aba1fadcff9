"""The register of letters as a table in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlar.documents.register.file import read_register_bytes
from xlar.documents.register.merge import merge
from xlar.documents.register.sheet import csv_of
from xlar.functions.convert import CellError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Problem
    from xlar.core.registered import RegisterRow


def read_letters(
    rows: Sequence[Sequence[Any]], *, epoch_1904: bool = False
) -> tuple[tuple[RegisterRow, ...], tuple[Problem, ...]]:
    """The rows of a register, and what is wrong with them; a table without rows has none.

    The cells go through the reader of register.csv, so the sheet and the file mean the same.

    Args:
        rows: canonical cells with the headers first.
        epoch_1904: whether serial numbers count from 1904.
    """
    if len(rows) < 2:
        return (), ()
    plain = [[cell.text if isinstance(cell, CellError) else cell for cell in row] for row in rows]
    merged = merge(read_register_bytes(csv_of(plain, epoch_1904=epoch_1904)), {})
    return merged.rows, merged.problems
