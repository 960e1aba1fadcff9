"""One LibreOffice with the extension, and the demonstration ledger open in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "commands"))
sys.path.insert(0, str(Path(__file__).parents[1] / "window"))
sys.path.insert(0, str(Path(__file__).parents[1] / "addin"))
sys.path.insert(0, str(Path(__file__).parent))
from calc_office import CalcOffice, lacking
from clicking import Clicks

from xlar.workbook.book import write_book
from xlar.workbook.demo import demo_settings, demo_tables

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def menu_office(tmp_path_factory) -> Iterator[CalcOffice]:
    """An office with the menu; skips where one cannot be started."""
    if missing := lacking():
        pytest.skip(f"not installed: {', '.join(missing)}")
    started = CalcOffice(XLAR_LANG="zh", XLAR_STATE=str(tmp_path_factory.mktemp("state")))
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
