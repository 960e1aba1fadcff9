"""A ledger whose every text a spreadsheet would take for something else, typed into any program.

Customer n of `HARD` owes n hundred, due on 31 May 2026, 30 days before `AS_OF`; the first also has
an invoice of 40 due on 10 July.
"""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING, Any

from xlar.commands.context import Context
from xlar.commands.running import run

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = dt.date(2026, 6, 30)
HARD = (
    "=1+1", "0012", "1-2", "1E5", "@x", "+5", "-7", "(8)", "12%", "0:30", "TRUE", "2026-06-30",
    "￥5", "12345678901234567890", "1,234", "3/4", "=SUM(A1)", "@SUM(1)",
)  # fmt: skip
DUE, SOON, WRITTEN = dt.date(2026, 5, 31), dt.date(2026, 7, 10), dt.date(2026, 5, 1)
CUSTOMERS = [["客户编码", "客户名称", "信用额度"], *([name, name, 1000.0] for name in HARD)]
INVOICES = [
    ["单据号", "客户编码", "单据日期", "到期日", "金额"],
    *([f"{name}", name, WRITTEN, DUE, 100.0 * n] for n, name in enumerate(HARD, 1)),
    ["0040", HARD[0], WRITTEN, SOON, 40.0],
]
SETTINGS = [["名称", "值"], ["截止日期", AS_OF]]
SHEETS = {"客户": CUSTOMERS, "发票": INVOICES}


def fill(book: Any, sheets: dict[str, list[list[Any]]] = SHEETS, *, tables: bool = True) -> Any:
    """Type the ledger into a book, texts into text cells.

    Args:
        book: an empty `xlwings.Book`.
        sheets: rows by name of sheet.
        tables: whether each is an Excel table, or just cells.
    """
    for name, rows in sheets.items():
        sheet = book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
        put(sheet, 1, rows)
        if tables:
            last = len(rows), len(rows[0])
            sheet.tables.add(sheet.range((1, 1), last), name=f"t_{sheet.index}")
    settings = book.sheets.add("参数", after=book.sheets[len(book.sheets) - 1])
    put(settings, 1, SETTINGS)
    return book


def put(sheet: Any, row: int, rows: list[list[Any]]) -> None:
    """Type rows into a sheet from a row on."""
    for column in range(len(rows[0])):
        place = sheet.range((row, column + 1), (row + len(rows) - 1, column + 1))
        if any(isinstance(line[column], str) for line in rows[-1:]):
            place.number_format = "@"
        place.value = [[line[column]] for line in rows]


def command(book: Any, name: str, ui: Any = None, **arguments: Any) -> Any:
    """Run a command in Chinese."""
    more = {} if ui is None else {"ui": ui}
    return run(name, Context(book, AS_OF, arguments=arguments, **more))


def body(book: Any, name: str) -> list[dict[str, Any]]:
    """The rows of a report by its headers: the first row that begins with 客户编码 or 单据号."""
    sheet = book.sheets[name]
    last = sheet.used_range.last_cell
    rows = sheet.range((1, 1), (last.row, last.column)).options(ndim=2).value
    heads = {"客户编码", "单据号"}
    top = next(n for n, row in enumerate(rows) if row[0] in heads)
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :] if row[0]]


EXPORT = [
    ("单据号", "客户编码", "单据日期", "到期日", "金额"),
    ("00077", "0012", "2026-06-01", "2026-07-01", "12.50"),
    ("=9*9", "1-2", "2026-06-02", "2026-07-02", "13.50"),
]
ARGUMENTS = {
    "drill": {"customer": "0012"},
    "order": {"customer": "0012", "amount": "10.00"},
    "statement": {"customer": "0012"},
}


def arguments_for(name: str, folder: Path) -> dict[str, str]:
    """What a command needs to be told, an export to import among it."""
    if name != "import":
        return ARGUMENTS.get(name, {})
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(EXPORT)
    return {"file": str(path)}
