"""A ledger small enough to work out by hand, with every text a spreadsheet would spoil.

On 30 June 2026: customer 0012 owes 300 of 1E5, due 4 February (146 days late), and 500 of @x, due
19 June (11 days late); customer 1-2 owes 300 of =1+1, due 10 July, with a limit of 200.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import xlwings as xw

from xlar.commands.context import Context
from xlar.commands.running import run
from xlar.workbook.book import write_book
from xlar.workbook.demo.rows import table_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xlar.commands.context import Outcome

AS_OF = date(2026, 6, 30)
CUSTOMERS = [
    {"customer_id": "0012", "name": "甲公司", "credit_limit": 1_000_00},
    {"customer_id": "1-2", "name": "=1+1", "credit_limit": 200_00},
]
INVOICES = [
    {
        "invoice_no": "1E5", "customer_id": "0012", "invoice_date": date(2026, 1, 5),
        "due_date": date(2026, 2, 4), "amount": 1_000_00,
    },
    {
        "invoice_no": "@x", "customer_id": "0012", "invoice_date": date(2026, 5, 20),
        "due_date": date(2026, 6, 19), "amount": 500_00,
    },
    {
        "invoice_no": "=1+1", "customer_id": "1-2", "invoice_date": date(2026, 6, 10),
        "due_date": date(2026, 7, 10), "amount": 300_00,
    },
]  # fmt: skip
RECEIPTS = [
    {
        "receipt_no": "R-1", "customer_id": "0012", "receipt_date": date(2026, 3, 1),
        "amount": 700_00,
    }
]  # fmt: skip
ROWS: Mapping[str, Any] = {"customers": CUSTOMERS, "invoices": INVOICES, "receipts": RECEIPTS}


def write_small(path: Path, settings: Mapping[str, Any] | None = None, **rows: Any) -> Path:
    """Write the ledger as a file, with other rows for some tables."""
    tables = {name: table_of(name, one) for name, one in {**ROWS, **rows}.items() if one}
    write_book(path, tables, settings={"as_of": AS_OF, **(settings or {})})
    return path


class SmallBook:
    """The small ledger in an Excel in memory.

    Attributes:
        excel: the Excel in memory.
        book: the open workbook.
    """

    def __init__(self, excel: Any, path: Path) -> None:
        self.excel = excel
        self.book = xw.Book(str(write_small(path)))

    def run(self, name: str, ui: Any = None, lang: str = "zh", **arguments: Any) -> Outcome:
        """Run a command."""
        more = {} if ui is None else {"ui": ui}
        return run(name, Context(self.book, AS_OF, lang, arguments=arguments, **more))

    def context(self, **arguments: Any) -> Context:
        """What a command would be given."""
        return Context(self.book, AS_OF, arguments=arguments)

    def rows(self, sheet: str) -> list[list[Any]]:
        """Everything on a sheet, from its first cell."""
        page = self.book.sheets[sheet]
        last = page.used_range.last_cell
        found = page.range((1, 1), (last.row, last.column)).options(ndim=2).value
        return [[None if cell == "" else cell for cell in row] for row in found]

    def table(self, sheet: str) -> list[list[Any]]:
        """The rows of a report below its header."""
        rows = self.rows(sheet)
        blank = next(n for n, row in enumerate(rows) if not any(row))
        return rows[blank + 2 :]

    def notes(self, sheet: str) -> dict[str, Any]:
        """What stands above the table of a report, by label."""
        notes: dict[str, Any] = {}
        for label, value, *_ in self.rows(sheet)[1:]:
            if label is None:
                break
            notes[label] = value
        return notes

    def append(self, sheet: str, **cells: Any) -> None:
        """Type a row below the last one of a table, as its user does: the table grows."""
        page = self.book.sheets[sheet]
        last = page.tables[0].range.last_cell.row
        for header, cell in cells.items():
            column = self.rows(sheet)[0].index(header) + 1
            place = page.range((last + 1, column))
            if isinstance(cell, str):
                place.number_format = "@"
            place.value = cell

    def select(self, sheet: str, address: str) -> None:
        """Select cells, as the user does."""
        page = self.book.sheets[sheet]
        page.activate()
        page.range(address).select()

    def state(self) -> dict:
        """Everything a user could see of the workbook."""
        return self.excel.state(self.book)
