"""The arguments of a call: cells to values, and single values stretched over ranges.

Where a range is given for a parameter that takes one value, the result is a range: a row or a
column stretches over the others, and what does not fit gives ``#N/A``, as in the spreadsheet's own
functions. A blank cell in a range gives a blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import BadValue, XlarError
from xlar.core.problems import Text
from xlar.functions.convert import (
    EXPECTED,
    READERS,
    CellError,
    is_missing,
    is_range,
    seen,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlar.functions.table import Function, Parameter


class PassedOn(Exception):
    """An argument is an error value, which the result then is too."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error)
        self.error = error


@dataclass(frozen=True)
class Blank:
    """A blank cell in a range of keys: the result there is blank."""


BLANK: Final = Blank()
_MISFIT: Final = PassedOn(CellError.NA)


def read_argument(parameter: Parameter, cell: Any, epoch_1904: bool) -> Any:
    """The value of an argument.

    Args:
        parameter: what it should be.
        cell: a canonical cell, or a range for a parameter that takes one.
        epoch_1904: whether serial numbers count from 1904.

    Raises:
        BadValue: it is missing, or something else.
        PassedOn: it is an error value.
    """
    if is_missing(cell):
        if parameter.optional:
            return parameter.default
        raise _missing(parameter)
    if isinstance(cell, CellError):
        raise PassedOn(cell)
    if is_range(cell) and not parameter.is_fixed:
        raise wrong_argument(parameter, cell)
    try:
        return READERS[parameter.kind](cell, parameter.readings[epoch_1904])
    except (BadValue, OverflowError) as mistake:
        raise wrong_argument(parameter, cell) from mistake


def single(parameter: Parameter, cell: Any) -> Any:
    """A range of one cell as that cell, where the parameter takes no table."""
    if is_range(cell) and parameter.kind != "table" and len(cell) == 1 and len(cell[0]) == 1:
        return cell[0][0]
    return cell


def _missing(parameter: Parameter) -> BadValue:
    wanted = _expected(parameter)
    return BadValue(
        Text(
            f"缺少参数 {parameter.name}，应为{wanted.zh}",
            f"{parameter.name} is missing, expected {wanted.en}",
        )
    )


def wrong_argument(parameter: Parameter, cell: Any) -> BadValue:
    """The mistake that an argument is not what it should be."""
    wanted, found = _expected(parameter), seen(cell)
    return BadValue(
        Text(
            f"参数 {parameter.name}：发现“{found}”，应为{wanted.zh}",
            f'{parameter.name}: found "{found}", expected {wanted.en}',
        )
    )


def _expected(parameter: Parameter) -> Text:
    if parameter.choices:
        words = parameter.choices
        return Text("、".join(one.zh for one in words), ", ".join(one.code for one in words))
    return EXPECTED[parameter.kind]


@dataclass(frozen=True)
class Spread:
    """Arguments stretched over ranges.

    Attributes:
        rows: height of the result.
        width: width of the result.
        columns: by parameter, one value per cell of the result, row by row: a value, `BLANK`, or
            the mistake that reading it was.
    """

    rows: int
    width: int
    columns: Sequence[Sequence[Any]]


def spread(
    function: Function, args: Sequence[Any], read: Callable[[Parameter, Any], Any]
) -> Spread | None:
    """The arguments cell by cell, None where no range stands for a single value.

    Args:
        function: the function called.
        args: canonical cells and ranges, one per parameter.
        read: reads one argument.
    """
    pairs = list(zip(function.parameters, args, strict=True))
    ranges = [cell for one, cell in pairs if is_range(cell) and not one.is_fixed]
    if not ranges:
        return None
    rows = max(map(len, ranges))
    width = max(len(cells[0]) if cells else 0 for cells in ranges)
    columns = [_stretched(_grid(parameter, cell, read), rows, width) for parameter, cell in pairs]
    return Spread(rows, width, columns)


def _grid(
    parameter: Parameter, cell: Any, read: Callable[[Parameter, Any], Any]
) -> list[list[Any]]:
    """The values of an argument as rows; one that takes a range whole is a single value."""

    def one(part: Any, *, inside: bool) -> Any:
        if inside and not parameter.optional and is_missing(part):
            return BLANK
        try:
            return read(parameter, part)
        except (XlarError, PassedOn) as mistake:
            return mistake

    if parameter.is_fixed or not is_range(cell):
        return [[one(cell, inside=False)]]
    return [[one(part, inside=True) for part in row] for row in cell]


def _stretched(grid: list[list[Any]], rows: int, width: int) -> list[Any]:
    if len(grid) == 1:
        grid = grid * rows
    full = [row * width if len(row) == 1 else row + [_MISFIT] * (width - len(row)) for row in grid]
    full += [[_MISFIT] * width] * (rows - len(full))
    return [value for row in full for value in row]


def trouble(values: Sequence[Any]) -> Any:
    """What keeps a cell from being worked out: the first mistake or blank among its values."""
    for value in values:
        if isinstance(value, XlarError | PassedOn | Blank):
            return value
    return None


def by_rows(cells: Sequence[Any], width: int) -> Iterator[tuple[Any, ...]]:
    """Cells in a line as rows.

    >>> list(by_rows([1, 2, 3, 4], 2))
    [(1, 2), (3, 4)]
    """
    return zip(*[iter(cells)] * width, strict=True)
