"""Cell addresses in Excel's manner: ``$A$1:$B$2``, ``A:C``, ``3:5``."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
_PART: Final = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,7})?")
_PLAIN: Final = re.compile(r"[\w.]+")


class Box(NamedTuple):
    """A rectangle of cells, counted from 1."""

    row: int
    column: int
    rows: int
    columns: int

    @classmethod
    def between(cls, first: Box, last: Box) -> Box:
        """The smallest rectangle that holds both."""
        row, column = min(first.row, last.row), min(first.column, last.column)
        bottom = max(first.row + first.rows, last.row + last.rows)
        right = max(first.column + first.columns, last.column + last.columns)
        return cls(row, column, bottom - row, right - column)


def column_name(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> column_name(1), column_name(28), column_name(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column from its letters.

    >>> column_number("A"), column_number("ab")
    (1, 28)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def parse(text: str) -> Box | None:
    """The rectangle of an address; ``None`` where the text is none.

    >>> parse("$B$2:D3"), parse("A:B").rows, parse("sales")
    (Box(row=2, column=2, rows=2, columns=3), 1048576, None)
    """
    first, colon, last = text.partition(":")
    ends = [_PART.fullmatch(part) for part in ((first, last) if colon else (first,))]
    parts = [(end[1], end[2]) for end in ends if end and (end[1] or end[2])]
    if len(parts) != len(ends) or len({(bool(a), bool(b)) for a, b in parts}) > 1:
        return None
    if not colon and not all(parts[0]):
        return None
    corners = [_corner(letters, digits) for letters, digits in parts]
    if any(not (0 < row <= ROWS and 0 < column <= COLUMNS) for row, column, _, _ in corners):
        return None
    return Box.between(corners[0], corners[-1])


def _corner(letters: str | None, digits: str | None) -> Box:
    return Box(
        int(digits) if digits else 1,
        column_number(letters) if letters else 1,
        1 if digits else ROWS,
        1 if letters else COLUMNS,
    )


def address(box: Box, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """The address of a rectangle; whole columns and rows without the other half.

    >>> address(Box(1, 1, 2, 2)), address(Box(1, 2, 1048576, 1))
    ('$A$1:$B$2', '$B:$B')
    """
    whole_columns, whole_rows = box.rows == ROWS, box.columns == COLUMNS
    rows, columns = "$" * row_absolute, "$" * column_absolute

    def corner(row: int, column: int) -> str:
        letters = "" if whole_rows and not whole_columns else f"{columns}{column_name(column)}"
        return letters + ("" if whole_columns and not whole_rows else f"{rows}{row}")

    first = corner(box.row, box.column)
    last = corner(box.row + box.rows - 1, box.column + box.columns - 1)
    single = box.rows == box.columns == 1
    return first if single else f"{first}:{last}"


def quoted(sheet: str) -> str:
    """A sheet name, or a book and a sheet, as it stands before ``!``.

    >>> quoted("Sheet1"), quoted("O'Hara 1")
    ('Sheet1', "'O''Hara 1'")
    """
    plain = _PLAIN.fullmatch(sheet) and not sheet[0].isdigit() and parse(sheet) is None
    return sheet if plain else "'" + sheet.replace("'", "''") + "'"


def split_sheet(text: str) -> tuple[str | None, str]:
    """A reference as (sheet, rest); the sheet is ``None`` where none is named.

    >>> split_sheet("'My Sheet'!A1"), split_sheet("A1")
    (('My Sheet', 'A1'), (None, 'A1'))
    """
    sheet, mark, rest = text.rpartition("!")
    if not mark:
        return None, text
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet, rest


def jump(filled: list[tuple[int, int]], at: int, last: int, *, forward: bool) -> int:
    """Where Ctrl and an arrow key lead along one row or column.

    Args:
        filled: stretches of cells that are not empty, ascending, both ends included.
        at: where the jump begins.
        last: the last cell of the row or column.
        forward: down or right; else up or left.

    >>> jump([(1, 3), (6, 6)], 1, 100, forward=True), jump([(1, 3), (6, 6)], 3, 100, forward=True)
    (3, 6)
    """
    if not forward:
        mirrored = [(-end, -start) for start, end in reversed(filled)]
        return -jump(mirrored, -at, -1, forward=True)
    for start, end in filled:
        if start <= at < end:
            return end
        if start > at:
            return start
    return last
