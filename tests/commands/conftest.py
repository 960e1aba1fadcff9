"""A small ledger in an Excel in memory, and one LibreOffice for all tests that need it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwings as xw

sys.path.insert(0, str(Path(__file__).parent))
from fakes.fixtures import fake_excel
from small_books import SmallBook

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["fake_excel"]


@pytest.fixture(autouse=True)
def state_folder(tmp_path, monkeypatch) -> Path:
    """What xlar remembers, apart from the tester's own."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XLAR_STATE", str(folder))
    return folder


@pytest.fixture
def blank(fake_excel):
    """A new workbook in the Excel in memory."""
    assert fake_excel.engine
    return xw.Book()


@pytest.fixture
def small(fake_excel, tmp_path) -> SmallBook:
    """The small ledger, open in the Excel in memory."""
    return SmallBook(fake_excel, tmp_path / "ledger.xlsx")


@pytest.fixture(scope="session")
def calc() -> Iterator[object]:
    """A LibreOffice of our own, as an `xlwings.App`."""
    from xlar.hosts.calc import engine

    active = xw.engines.active
    engine.activate(force=True)
    app = xw.App(visible=False, add_book=False)
    xw.engines.active = active
    yield app
    app.quit()
