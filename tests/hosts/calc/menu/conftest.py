"""One LibreOffice with the extension, and the demonstration ledger open in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "addin"))
sys.path.insert(0, str(Path(__file__).parent))
from calc_office import CalcOffice
from clicking import Clicks

from xlar.workbook.book import write_book
from xlar.workbook.demo import demo_settings, demo_tables

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def menu_office() -> Iterator[CalcOffice]:
    """An office with the menu; skips where there is no LibreOffice."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    started = CalcOffice(XLAR_LANG="zh")
    yield started
    started.end()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory) -> Path:
    """The made-up ledger of ``xlar demo`` as a workbook."""
    path = tmp_path_factory.mktemp("demo") / "demo.xlsx"
    tables = demo_tables()
    write_book(path, tables, settings=demo_settings(tables))
    return path


@pytest.fixture
def clicks(menu_office, demo_file) -> Iterator[Clicks]:
    """The demonstration ledger, open, with a menu to click on."""
    opened = Clicks(menu_office, demo_file)
    yield opened
    opened.close()
