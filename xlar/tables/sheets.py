"""What reading needs to know of a workbook, whether it is a file, open in a host, or in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.tables.faults import Fault


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet.

    Attributes:
        sheet: its name.
        top: row of the first of ``rows``, from 1.
        left: column of the first cell of each row, from 0.
        rows: the cells, "" where blank; all rows equally long.
        merged: rectangles of merged cells: first row, first column, last row, last column.
    """

    sheet: str
    top: int
    left: int
    rows: Sequence[Sequence[Any]]
    merged: Sequence[tuple[int, int, int, int]] = ()


@dataclass(frozen=True)
class ExcelTable:
    """An Excel table (ListObject).

    Attributes:
        name: its name, as formulas use it.
        sheet: name of its sheet.
        top: first row, from 1; the header unless ``header`` is False.
        left: first column, from 0.
        bottom: last row, without the total row.
        right: last column.
        header: whether its first row is the header.
        has_totals: whether a total row follows.
        columns: titles of the columns.
    """

    name: str
    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    header: bool
    has_totals: bool
    columns: tuple[str, ...]


class Workbook(Protocol):
    """A workbook as reading sees it: cells, Excel tables, faults."""

    @property
    def names(self) -> Sequence[str]:
        """Names of its sheets of cells, in their order."""

    @property
    def tables(self) -> Sequence[ExcelTable]:
        """Its Excel tables."""

    @property
    def epoch_1904(self) -> bool:
        """Whether serial numbers in its cells count from 1904."""

    def grid(self, name: str) -> Grid:
        """The cells of a sheet."""

    def faults(self, name: str) -> Sequence[Fault]:
        """The cells of a sheet with an error value or a formula without a stored result."""


@dataclass(frozen=True)
class CellsInMemory:
    """A workbook whose cells are at hand already, such as the ranges given to a function.

    Attributes:
        grids: the sheets by name, in their order.
        tables: its Excel tables.
        epoch_1904: whether serial numbers count from 1904.
        found: faults by sheet.

    >>> CellsInMemory({"发票": Grid("发票", 1, 0, [["单据号"]])}).grid("发票").rows
    [['单据号']]
    """

    grids: Mapping[str, Grid]
    tables: Sequence[ExcelTable] = ()
    epoch_1904: bool = False
    found: Mapping[str, Sequence[Fault]] = field(default_factory=dict)

    @property
    def names(self) -> Sequence[str]:
        """Names of its sheets, in their order."""
        return list(self.grids)

    def grid(self, name: str) -> Grid:
        """The cells of a sheet."""
        return self.grids[name]

    def faults(self, name: str) -> Sequence[Fault]:
        """The cells of a sheet without a usable value."""
        return self.found.get(name, ())
