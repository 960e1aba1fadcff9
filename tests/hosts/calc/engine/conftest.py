"""One LibreOffice for all tests of the engine; a fresh book for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlwings as xw

from xlar.hosts.calc import engine
from xlar.hosts.calc.engine.bridge import NoOffice

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def app() -> Iterator[xw.App]:
    engine.activate(force=True)
    try:
        started = xw.App(visible=False, add_book=False)
    except NoOffice as missing:
        pytest.skip(missing.text("en"))
    yield started
    started.quit()


@pytest.fixture
def book(app: xw.App) -> Iterator[xw.Book]:
    opened = app.books.add()
    yield opened
    opened.close()


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets[0]
