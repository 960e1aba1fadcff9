"""A book in the stand-in for Excel, its first sheet, and a table on it."""

from __future__ import annotations

import pytest
import xlwings as xw

from fakes.fixtures import fake_excel

__all__ = ["fake_excel"]


@pytest.fixture
def book(fake_excel):
    assert not fake_excel.writes
    return xw.Book()


@pytest.fixture
def sheet(book):
    return book.sheets[0]


@pytest.fixture
def table(sheet):
    sheet["B2:C4"].value = [["单据号", "金额"], ["a", 1], ["b", 2]]
    return sheet.tables.add(sheet["B2:C4"], name="发票")
