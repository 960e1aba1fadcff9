"""The stand-in for Excel as a fixture."""

from __future__ import annotations

import pytest
import xlwings as xw

from fakes.excel_engine import installed
from fakes.excel_files import state


class FakeExcel:
    """What a test asks of the stand-in, or makes happen.

    Attributes:
        engine: the engine behind ``xw.Book()``.
    """

    def __init__(self, engine) -> None:
        self.engine = engine

    @property
    def writes(self) -> list[str]:
        """Every change since the start, in words."""
        return self.engine.writes

    def fail_after(self, number: int | None, times: int = 1) -> None:
        """Let the ``number``-th change from now fail, and those after it, ``times`` in all.

        None calls it off.
        """
        self.engine.fail_after(number, times)

    @staticmethod
    def protect(sheet: xw.Sheet) -> None:
        """Let every change on a sheet fail, as under Review, Protect Sheet."""
        sheet.impl.data.protected = True

    def state(self, book: xw.Book) -> dict:
        """Cells, looks, tables, names and order of sheets of a book, for comparing."""
        return state(book.impl.data)


@pytest.fixture
def fake_excel():
    """Excel in memory: ``xw.Book()`` makes books in it."""
    before = xw.engines.active, list(xw.engines.engines), dict(xw.engines.engines_by_name)
    impl, engine = installed()
    engine.activate()
    yield FakeExcel(impl)
    xw.engines.active, xw.engines.engines, xw.engines.engines_by_name = before
