"""Fixtures for all tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["function_fixtures"]
# Looked at for examples in docstrings, files of one name would be taken for each other.
collect_ignore = [str(path) for path in Path(__file__).parent.rglob("conftest.py")]

# A shared machine has slow moments; how long an example takes is no law of ours.
settings.register_profile("xlar", deadline=None)
settings.load_profile("xlar")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/<name>; rewrites it under --golden-update."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden-update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"no golden file {name}: run pytest --golden-update"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def oracles() -> Path:
    """The folder of outside facts (``peers/`` and ``data/``)."""
    folder = os.environ.get("XLAR_ORACLES")
    if not folder:
        pytest.skip("needs the folder of outside facts: set XLAR_ORACLES")
    return Path(folder)
