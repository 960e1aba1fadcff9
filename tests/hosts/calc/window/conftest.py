"""Windows of LibreOffice on a screen that nobody sees, with the demonstration ledger in them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "addin"))
sys.path.insert(0, str(Path(__file__).parent))
from calc_window import CalcWindow, missing

from xlar.hosts.calc.engine.bridge import program_folders
from xlar.workbook.book import write_book
from xlar.workbook.demo import demo_settings, demo_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calc_window import WindowDocument


def _window(language: str) -> Iterator[CalcWindow]:
    if lacking := missing():
        pytest.skip(f"not installed: {', '.join(lacking)}")
    started = CalcWindow(language)
    yield started
    started.end()


@pytest.fixture(scope="session")
def chinese_window() -> Iterator[CalcWindow]:
    """LibreOffice in Chinese; skips where its language pack is not installed."""
    packs = [folder / "resource" / "zh_CN" for folder in program_folders()]
    if not any(pack.is_dir() for pack in packs):
        pytest.skip("not installed: libreoffice-l10n-zh-cn")
    yield from _window("zh-CN")


@pytest.fixture(scope="session")
def english_window() -> Iterator[CalcWindow]:
    """LibreOffice in English."""
    yield from _window("en-US")


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory) -> Path:
    """The made-up ledger of ``xlar demo`` as a workbook."""
    path = tmp_path_factory.mktemp("demo") / "demo.xlsx"
    tables = demo_tables()
    write_book(path, tables, settings=demo_settings(tables))
    return path


@pytest.fixture
def chinese_demo(chinese_window, demo_file) -> Iterator[WindowDocument]:
    """The demonstration ledger in a Chinese window."""
    shown = chinese_window.show(demo_file)
    yield shown
    shown.close()


@pytest.fixture
def english_demo(english_window, demo_file) -> Iterator[WindowDocument]:
    """The demonstration ledger in an English window."""
    shown = english_window.show(demo_file)
    yield shown
    shown.close()


@pytest.fixture
def template(tmp_path) -> Path:
    """A copy of the workbook for Excel."""
    found = Path(__file__).parents[4] / "workbook" / "ar_template.xlsm"
    return Path(shutil.copy(found, tmp_path))
