"""The formulas of a document that call our functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import TypeAlias

    Shape: TypeAlias = tuple[int, int]

_SEARCH = r"AR_[A-Z_]+ *\("
_CALL = re.compile(r"=(?:[\w.]+\.)?(\w+)(\(.*\))", re.DOTALL)
_QUOTED = re.compile(r'"[^"]*"' + r"|'[^']*'")
_NAME = re.compile(r"\bar_[a-z_]+(?= *\()", re.IGNORECASE)
_WHOLE = re.compile(r"(?<!\[)\[(#\w+)\](?!\])")


class Spot(NamedTuple):
    """A formula in a cell or over a range.

    Attributes:
        cells: the range.
        formula: what was entered, without the braces of an array formula.
        is_array: whether it was entered as an array formula.
    """

    cells: Any
    formula: str
    is_array: bool

    @property
    def shape(self) -> Shape:
        """Rows and columns it has."""
        return self.cells.Rows.Count, self.cells.Columns.Count

    def is_understood(self, names: Collection[str]) -> bool:
        """Whether LibreOffice knows the functions in it; it then calls them by longer names."""
        return not any(name.upper() in names for name in _NAME.findall(self.formula))

    def calculate(self) -> None:
        """Let LibreOffice calculate it now; it would do so when it is next seen."""
        self.cells.getCellByPosition(0, 0).getError()

    def enter(self, names: Collection[str], cells: Any = None) -> None:
        """Enter the formula anew, over other cells if these are given.

        Args:
            names: names of our functions.
            cells: a range, which makes it an array formula.
        """
        formula = understood(self.formula, names)
        if self.is_array or cells is not None:
            (cells or self.cells).setArrayFormula(formula)
        else:
            self.cells.setFormula(formula)


def called_function(formula: str) -> str | None:
    """The name in a formula that is one call and nothing else.

    >>> called_function("=AR_AGING(a1;SUM(b1))"), called_function("=ORG.X.ARAGING()")
    ('AR_AGING', 'ARAGING')
    >>> called_function("=AR_AGING()+SUM(1)"), called_function('=AR_STATEMENT(")")')
    (None, 'AR_STATEMENT')
    """
    found = _CALL.fullmatch(formula)
    if not found:
        return None
    depth = 0
    rest = _QUOTED.sub("", found.group(2))
    for place, letter in enumerate(rest, 1):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return found.group(1) if place == len(rest) else None
    return None


def spots_of(doc: Any) -> Iterator[Spot]:
    """The formulas of a document that call one of our functions anywhere.

    Args:
        doc: a spreadsheet document.
    """
    for index in range(doc.Sheets.Count):
        sheet = doc.Sheets.getByIndex(index)
        search = sheet.createSearchDescriptor()
        search.SearchString = _SEARCH
        search.SearchRegularExpression = True
        found = sheet.findAll(search)
        if found is not None:
            yield from _spots(sheet, found)


def _spots(sheet: Any, found: Any) -> Iterator[Spot]:
    """The formulas of cells; of an array formula one cell is asked, however many it has."""
    seen: set[tuple[int, int]] = set()
    left = [(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow) for at in found.RangeAddresses]
    left.reverse()
    while left:
        column, row, right, bottom = left.pop()
        spot = _spot(sheet, sheet.getCellByPosition(column, row))
        own = spot.cells.RangeAddress
        last, lowest = min(right, own.EndColumn), min(bottom, own.EndRow)
        if lowest < bottom:
            left.append((column, lowest + 1, right, bottom))
        if last < right:
            left.append((last + 1, row, right, lowest))
        if (own.StartRow, own.StartColumn) not in seen:
            seen.add((own.StartRow, own.StartColumn))
            yield spot


def _spot(sheet: Any, cell: Any) -> Spot:
    formula = cell.getFormula()  # not getArrayFormula, whose commas cannot be entered again
    if not formula.startswith("{"):
        return Spot(cell, formula, False)
    cursor = sheet.createCursorByRange(cell)
    cursor.collapseToCurrentArray()
    at = cursor.RangeAddress
    cells = sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, at.EndColumn, at.EndRow)
    return Spot(cells, formula.strip("{}"), True)


def understood(formula: str, names: Collection[str]) -> str:
    """A formula of Excel's as LibreOffice understands it.

    Args:
        formula: as the loaded cell has it.
        names: names of our functions.

    >>> understood("=ar_ledger(tbl_a[#All];;b)+ar_as_of", ["AR_LEDGER"])
    '=AR_LEDGER(tbl_a[[#All]];;b)+ar_as_of'
    """

    def named(match: Any) -> str:
        name: str = match.group()
        return name.upper() if name.upper() in names else name

    return _WHOLE.sub(r"[[\1]]", _NAME.sub(named, formula))
