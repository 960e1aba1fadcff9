"""The template after its user has worked in it: rows and columns added, sheets renamed."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.table import TableColumn
from template_books import template

from xlar.workbook.read import load

ROWS = {
    "customers": [{"客户编码": "0042", "客户名称": "甲", "账期": "N30"},
                  {"客户编码": "K-2", "客户名称": "=乙&丙"}],
    "invoices": [
        {"单据号": "0000123", "客户编码": "0042", "单据日期": dt.date(2026, 5, 1), "金额": 1200.5},
        {"单据号": "9E9", "客户编码": "K-2", "单据日期": "2026/6/1", "金额": "3,000.00"},
    ],
    "receipts": [{"收款单号": "R1", "客户编码": "0042", "收款日期": dt.date(2026, 6, 2),
                  "金额": 200.5, "核销单据号": "0000123"}],
}  # fmt: skip


class User:
    """Somebody who works in the template, with another program's idea of its tables."""

    def __init__(self):
        self.book = openpyxl.load_workbook(BytesIO(template(demo=False)), keep_vba=True)

    def table(self, name):
        return next((sheet, sheet.tables[name]) for sheet in self.book if name in sheet.tables)

    def append(self, name, rows):
        """Type rows below the table's last one, which is blank at first; the table grows."""
        sheet, table = self.table(name)
        left, top, right, bottom = range_boundaries(table.ref)
        titles = [sheet.cell(top, column).value for column in range(left, right + 1)]
        first = bottom if sheet.cell(bottom, left).value is None else bottom + 1
        for place, row in enumerate(rows):
            for title, cell in row.items():
                at = sheet.cell(first + place, left + titles.index(title))
                at.value = cell
                at.data_type = "s" if isinstance(cell, str) else at.data_type
        last = first + len(rows) - 1
        table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{last}"
        table.autoFilter.ref = table.ref

    def add_column(self, name, title, cells):
        """Type a header beside a table and cells below it; the table grows."""
        sheet, table = self.table(name)
        left, top, right, bottom = range_boundaries(table.ref)
        for place, cell in enumerate([title, *cells]):
            sheet.cell(top + place, right + 1).value = cell
        table.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right + 1)}{bottom}"
        table.autoFilter.ref = table.ref
        table.tableColumns.append(TableColumn(id=len(table.tableColumns) + 1, name=title))

    def read(self, path):
        self.book.save(path)
        return load(path)


@pytest.fixture
def user():
    found = User()
    for name, rows in ROWS.items():
        found.append(name, rows)
    return found


def figures(loaded):
    assert [problem.text("zh") for problem in loaded.problems if problem.severity == "error"] == []
    documents = loaded.ledger.documents
    return dict(zip(documents.number.tolist(), documents.amount.tolist(), strict=True))


FIGURES = {"0000123": 1_200_50, "9E9": 3_000_00, "R1": -200_50}


def test_rows_typed_into_tables_are_read(user, tmp_path):
    loaded = user.read(tmp_path / "a.xlsm")
    assert figures(loaded) == FIGURES
    assert loaded.ledger.customers.id.tolist() == ["0042", "K-2"]
    assert loaded.ledger.customers.name.tolist() == ["甲", "=乙&丙"]


def test_columns_of_the_user_change_nothing(user, tmp_path):
    user.add_column("invoices", "我的备注", ["催过", "=1+1"])
    user.add_column("customers", "Sales区", ["东", "西"])
    assert figures(user.read(tmp_path / "a.xlsm")) == FIGURES


@pytest.mark.parametrize("title", ["Sheet1", "2026 年应收", "收款", "It's"])
def test_a_renamed_sheet_is_known_by_its_table(user, tmp_path, title):
    if title == "收款":
        user.book["收款"].title = "钱"
    user.book["发票"].title = title
    assert figures(user.read(tmp_path / "a.xlsm")) == FIGURES


def test_sheets_in_another_order_and_more_of_them(user, tmp_path):
    user.book.move_sheet("发票", -3)
    notes = user.book.create_sheet("随手记", 0)
    notes.append(["单据号", "想法"])
    notes.append(["0000123", "打电话"])
    assert figures(user.read(tmp_path / "a.xlsm")) == FIGURES
