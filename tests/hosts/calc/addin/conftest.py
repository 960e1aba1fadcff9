"""One LibreOffice with the extension for all tests; a fresh document for each."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from calc_office import CalcOffice, lacking
from small_ledger import fill

from xlar.workbook.book import write_book
from xlar.workbook.demo import demo_settings, demo_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calc_office import Document


@pytest.fixture(scope="session")
def start_office() -> Iterator[type[CalcOffice]]:
    """Starts an office; skips where one cannot be started."""
    if missing := lacking():
        pytest.skip(f"not installed: {', '.join(missing)}")
    return CalcOffice


@pytest.fixture(scope="session")
def office(start_office) -> Iterator[CalcOffice]:
    started = start_office(XLAR_LANG="zh")
    yield started
    started.end()


@pytest.fixture(scope="session")
def demo_book(tmp_path_factory) -> Path:
    """The made-up ledger of ``xlar demo`` as a workbook."""
    path = tmp_path_factory.mktemp("demo") / "demo.xlsx"
    tables = demo_tables()
    write_book(path, tables, settings=demo_settings(tables))
    return path


@pytest.fixture(scope="session")
def template(tmp_path_factory) -> Path:
    """A copy of the workbook for Excel with the made-up ledger."""
    found = Path(__file__).parents[4] / "workbook" / "ar_template.xlsm"
    return Path(shutil.copy(found, tmp_path_factory.mktemp("template")))


@pytest.fixture
def document(office) -> Iterator[Document]:
    """A document with the tables of the small ledger."""
    before = office.log()
    opened = office.open()
    fill(opened)
    yield opened
    opened.close()
    assert office.log().removeprefix(before) == ""
