"""Workbooks of cells in memory: a ledger of one invoice and whatever sheets a test adds."""

from itertools import zip_longest

from xlar.tables.sheets import CellsInMemory, Grid

INVOICES = [
    ["单据号", "客户编码", "单据日期", "到期日", "金额"],
    ["I-1", "C1", "2026-06-01", "2026-06-30", 80.0],
]


def grid_of(name, rows):
    """A sheet from A1 whose rows are made equally long."""
    columns = list(zip_longest(*rows, fillvalue=""))
    return Grid(name, 1, 0, [list(row) for row in zip(*columns, strict=True)])


def book_of(sheets, tables=()):
    """A workbook with the sheets given as rows by name, beside its invoices."""
    grids = {"发票": INVOICES, **sheets}
    return CellsInMemory({name: grid_of(name, rows) for name, rows in grids.items()}, tables)
