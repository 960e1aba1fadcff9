"""What the selected cells mean: the customer, currency and figure of a row of any table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.context import CannotRun
from xlar.commands.live import LiveBook
from xlar.core.problems import Text
from xlar.frames.fields import FIELDS
from xlar.tables.cells import identifier
from xlar.tables.grid import found
from xlar.tables.names import fold
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.tables.sheets import Grid

_HEADERS: Final[Mapping[str, frozenset[str]]] = {
    "customer_id": TABLES["customers"].by_name["customer_id"].headers,
    "currency": TABLES["invoices"].by_name["currency"].headers,
    "amount": TABLES["invoices"].by_name["amount"].headers
    | {fold("订单金额"), fold("order"), fold("order amount")},
    "number": frozenset(map(fold, ("编号", "函件编号", "number", "document number"))),
}


@dataclass(frozen=True)
class Selection:
    """The selected cells of a workbook.

    Attributes:
        grid: the sheet they are on.
        row: first row, from 1.
        column: first column, from 1.
        height: how many rows.
        width: how many columns.
    """

    grid: Grid
    row: int
    column: int
    height: int = 1
    width: int = 1

    @property
    def rows(self) -> range:
        """Its rows as far as the sheet has content."""
        last = self.grid.top + len(self.grid.rows)
        return range(self.row, min(self.row + self.height, last))

    def cell(self, row: int, column: int) -> Any:
        """A cell of the sheet by row and column from 1; "" outside its content."""
        y, x = row - self.grid.top, column - 1 - self.grid.left
        inside = 0 <= y < len(self.grid.rows) and 0 <= x < len(self.grid.rows[y])
        return self.grid.rows[y][x] if inside else ""

    def header_row(self, name: str, row: int) -> int | None:
        """The nearest row above with a header of this meaning."""
        for above in range(row - 1, self.grid.top - 1, -1):
            if self.column_of(name, above) is not None:
                return above
        return None

    def column_of(self, name: str, header_row: int) -> int | None:
        """The column, from 1, whose header in that row has this meaning."""
        y = header_row - self.grid.top
        cells: Sequence[Any] = self.grid.rows[y] if 0 <= y < len(self.grid.rows) else ()
        for column, cell in enumerate(cells, self.grid.left + 1):
            if isinstance(cell, str) and cell and fold(cell) in _HEADERS[name]:
                return column
        return None

    def value(self, name: str, row: int) -> Any:
        """The cell of a row under the header of this meaning; "" where there is none."""
        header = self.header_row(name, row)
        column = None if header is None else self.column_of(name, header)
        return "" if column is None else self.cell(row, column)

    def title(self, row: int, column: int) -> str:
        """The header of a column in the table of a row; "" outside a table of customers."""
        header = self.header_row("customer_id", row)
        return "" if header is None else found(self.cell(header, column)).strip()

    def customer(self, row: int | None = None) -> str:
        """The customer of a row, by default the first; "" where there is none."""
        cell = self.value("customer_id", self.row if row is None else row)
        return "" if cell == "" else identifier(cell)


def selected(book: Any, live: LiveBook | None = None) -> Selection | None:
    """The selected cells of a workbook; None where no cells of it are selected.

    xlwings gives the selection of the active workbook whichever is asked.

    Args:
        book: an `xlwings.Book`.
        live: the workbook as it is being read, so that no sheet is read twice.
    """
    area = book.selection
    if area is None or area.sheet.book != book:
        return None
    height, width = area.shape
    grid = (live or LiveBook(book)).grid(area.sheet.name)
    return Selection(grid, area.row, area.column, height, width)


def customer_of(book: Any, asked: str | None) -> str:
    """The customer asked for, else that of the selected row.

    Args:
        book: an `xlwings.Book`.
        asked: the argument ``customer``, if given.

    Raises:
        CannotRun: neither says any.
    """
    if asked:
        return asked
    cells = selected(book)
    if found_there := cells.customer() if cells else "":
        return found_there
    title = FIELDS["customer_id"].title
    raise CannotRun(
        Text(
            f"请选中有“{title.zh}”一列的表中某一客户所在的行，或给出客户编码。",
            "Select the row of a customer in a table with customer identifiers, or give one.",
        )
    )
