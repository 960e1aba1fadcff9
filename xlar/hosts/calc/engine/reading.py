"""The values of a range, in few calls: numbers, texts, dates, truth values and errors."""

from __future__ import annotations

import functools
import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from xlar.hosts.calc.engine.cell_errors import excel_error
from xlar.hosts.calc.engine.number_formats import FormatMap
from xlar.hosts.calc.engine.serials import Serial

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlar.hosts.calc.engine.cleaning import Cleaner
    from xlar.hosts.calc.engine.number_formats import Kind, NumberFormats

    Mark = Callable[[float], Any]

P = ParamSpec("P")
T = TypeVar("T")

_NUMBERS: Final = 1  # com.sun.star.sheet.FormulaResult.VALUE
# A formula in a General cell shows a date where its function gives one, and only the cell itself
# knows it. Up to so many cells are asked one by one, longer columns at both ends.
_ASKED: Final = 200


def _uncollected(read: Callable[P, T]) -> Callable[P, T]:
    """The same function without the garbage collector, which looks at every new row in vain.

    A read makes a row object for each row of cells and no cycles; the collector's rounds over them
    take as long as the work itself.
    """

    @functools.wraps(read)
    def undisturbed(*args: P.args, **kwargs: P.kwargs) -> T:
        if not gc.isenabled():
            return read(*args, **kwargs)
        gc.disable()
        try:
            return read(*args, **kwargs)
        finally:
            gc.enable()

    return undisturbed


class Block(list[Sequence[Any]]):
    """Bare rows that know where they come from.

    Whoever asks xlwings for raw values gets them as they are; only where xlwings cleans values
    for its user, `cleaned` looks for dates and truth values.
    """

    _area: Any
    _formats: NumberFormats
    _shift: float

    @classmethod
    def of(cls, area: Any, formats: NumberFormats, shift: float) -> Block:
        """The bare rows of a UNO range; the arguments are those of `typed_rows`."""
        block = cls(raw_rows(area))
        block._area, block._formats, block._shift = area, formats, shift
        return block

    @_uncollected
    def cleaned(self, cleaner: Cleaner) -> list[list[Any]]:
        """The rows as the user of xlwings wants them, worked out column by column."""
        bare = list(zip(*self, strict=True))
        columns = [list(cleaner.column(values)) for values in bare]
        for mark, rows, sides in _marks(self._area, self._formats, self._shift):
            for c in sides:
                columns[c][rows] = cleaner.column(bare[c][rows], mark)
        return list(map(list, zip(*columns, strict=True)))


@_uncollected
def raw_rows(area: Any) -> Sequence[Sequence[Any]]:
    """Bare values: floats also for dates, ``""`` for empty cells, Excel's int for an error."""
    data: Sequence[Sequence[Any]] = area.getDataArray()
    if not any(None in row for row in data):
        return data
    rows = [list(row) for row in data]
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is None:
                row[c] = excel_error(area.getCellByPosition(c, r).getError())
    return rows


def typed_rows(area: Any, formats: NumberFormats, shift: float) -> Sequence[Sequence[Any]]:
    """The values with dates marked as `Serial` and truth values as bool.

    Args:
        area: the UNO range.
        formats: the number formats of its document.
        shift: days from 30 December 1899 to the document's day 0.
    """
    rows = [list(row) for row in raw_rows(area)]
    for mark, inside, sides in _marks(area, formats, shift):
        for row in rows[inside]:
            for c in sides:
                if type(row[c]) is float:
                    row[c] = mark(row[c])
    return rows


def _marks(area: Any, formats: NumberFormats, shift: float) -> list[tuple[Mark, slice, range]]:
    """Where numbers are dates or truth values: (what makes them so, rows, columns)."""
    marks: dict[str, Mark] = {"date": lambda number: Serial(number + shift), "bool": bool}
    kinds = [(formats.kind(key), part) for key, part in FormatMap.of(area).areas]
    kinds += _formulas(area, formats)
    at = area.RangeAddress
    return [
        (
            marks[kind],
            slice(part.StartRow - at.StartRow, part.EndRow - at.StartRow + 1),
            range(part.StartColumn - at.StartColumn, part.EndColumn - at.StartColumn + 1),
        )
        for kind, part in kinds
        if kind in marks
    ]


def _formulas(area: Any, formats: NumberFormats) -> list[tuple[Kind, Any]]:
    """The kinds of numeric formulas, column by column."""
    kinds: list[tuple[Kind, Any]] = []
    sheet = area.getSpreadsheet()
    for part in area.queryFormulaCells(_NUMBERS).RangeAddresses:
        height = part.EndRow - part.StartRow + 1
        for column in range(part.StartColumn, part.EndColumn + 1):
            rows = (
                range(part.StartRow, part.EndRow + 1)
                if height <= _ASKED
                else (part.StartRow, part.EndRow)
            )
            cells = [sheet.getCellByPosition(column, row) for row in rows]
            found = [formats.kind(cell.NumberFormat) for cell in cells]
            if len(set(found)) == 1:
                whole = sheet.getCellRangeByPosition(column, part.StartRow, column, part.EndRow)
                kinds.append((found[0], whole.RangeAddress))
            else:
                kinds += [
                    (kind, cell.RangeAddress) for kind, cell in zip(found, cells, strict=True)
                ]
    return kinds


def constant_text(cell: Any) -> str:
    """What stands in the formula bar for a cell without a formula."""
    return f"{cell:.15g}" if type(cell) is float else cell or ""
