"""``xlar`` as typed at a terminal, run within the test's own process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from typer.testing import CliRunner

from xlar.hosts.cli.app import app

if TYPE_CHECKING:
    from click.testing import Result


def xlar(*words: object) -> Result:
    """What these words after ``xlar`` come to."""
    return CliRunner().invoke(app, [str(word) for word in words])


def json_of(*words: object) -> Any:
    """The JSON they print; the command must succeed."""
    result = xlar(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)
