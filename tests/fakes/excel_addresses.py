"""Addresses of cells, as Excel writes and reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

ROWS, COLUMNS = 1_048_576, 16_384
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class Area(NamedTuple):
    """A rectangle of cells: first row and column from 1, and its size."""

    row: int
    column: int
    height: int
    width: int

    @property
    def bottom(self) -> int:
        return self.row + self.height - 1

    @property
    def right(self) -> int:
        return self.column + self.width - 1

    def meets(self, other: Area) -> bool:
        return (
            self.row <= other.bottom
            and other.row <= self.bottom
            and self.column <= other.right
            and other.column <= self.right
        )

    def holds(self, row: int, column: int) -> bool:
        return self.row <= row <= self.bottom and self.column <= column <= self.right


def letters(column: int) -> str:
    """The letters of a column, from 1."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def number_of(column: str) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - 64
    return number


def area_of(address: str) -> Area | None:
    """The cells of ``A1``, ``$A$1:B2``, ``A:C`` or ``1:3``; None for anything else."""
    first, _, last = address.replace("$", "").partition(":")
    last = last or first
    if (one := _CELL.fullmatch(first)) and (two := _CELL.fullmatch(last)):
        return between(int(one[2]), number_of(one[1]), int(two[2]), number_of(two[1]))
    if ":" in address and first.isalpha() and last.isalpha():
        return between(1, number_of(first), ROWS, number_of(last))
    if ":" in address and first.isdigit() and last.isdigit():
        return between(int(first), 1, int(last), COLUMNS)
    return None


def between(row: int, column: int, other_row: int, other_column: int) -> Area | None:
    """The rectangle between two corners; None outside the sheet."""
    top, bottom = sorted((row, other_row))
    left, right = sorted((column, other_column))
    if top < 1 or left < 1 or bottom > ROWS or right > COLUMNS:
        return None
    return Area(top, left, bottom - top + 1, right - left + 1)


def address_of(area: Area, *, rows: bool = True, columns: bool = True) -> str:
    """The address, as ``$A$1:$B$2``, ``$A:$C`` or ``$1:$3``."""
    row, column = "$" * rows, "$" * columns
    if area.height == ROWS and area.width < COLUMNS:
        return f"{column}{letters(area.column)}:{column}{letters(area.right)}"
    if area.width == COLUMNS:
        return f"{row}{area.row}:{row}{area.bottom}"
    first = f"{column}{letters(area.column)}{row}{area.row}"
    last = f"{column}{letters(area.right)}{row}{area.bottom}"
    return first if area.height == area.width == 1 else f"{first}:{last}"


def quoted(sheet: str) -> str:
    """A sheet's name as it stands before ``!``."""
    plain = re.fullmatch(r"[^\W\d][\w.]*", sheet) and area_of(sheet) is None
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


def split(reference: str) -> tuple[str, str]:
    """Sheet ("" if none) and the rest of a reference as ``'My Sheet'!A1``."""
    sheet, mark, rest = reference.rpartition("!")
    if not mark:
        return "", reference
    return (sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet), rest
