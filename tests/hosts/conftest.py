"""The terminal and the small ledger most tests of commands start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from folders import ledger_folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small ledger in CSV files."""
    return ledger_folder(tmp_path / "ledger")


@pytest.fixture
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal wide enough for every table, without a language of its own."""
    monkeypatch.delenv("XLAR_LANG", raising=False)
    monkeypatch.delenv("XLAR_DEBUG", raising=False)
    monkeypatch.setenv("COLUMNS", "300")
