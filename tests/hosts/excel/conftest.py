"""One server process for all tests of the room."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from excel_process import Excel

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def excel() -> Iterator[Excel]:
    """The server of the worksheet functions over the real code of xlwings."""
    process = Excel()
    yield process
    process.close()
