"""The last command that failed, kept outside the process: a ribbon starts a new one every time."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

_FILE: Final = "last_error.json"


@dataclass(frozen=True)
class Failure:
    """A command that was not carried out.

    Attributes:
        when: local time, to the second.
        book: name of the workbook.
        command: English name of the command.
        zh: what went wrong and what to do, in Chinese.
        en: the same in English.
        trace: where in the program it went wrong, for what nobody foresaw.
    """

    when: str
    book: str
    command: str
    zh: str
    en: str
    trace: str = ""


def state_folder() -> Path:
    """The folder of what xlar remembers on this computer: ``XLAR_STATE``, else the system's."""
    if given := os.environ.get("XLAR_STATE"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "xlar"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "xlar"
    return Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state")) / "xlar"


def remember(failure: Failure) -> None:
    """Keep a failure as the last one; where nothing can be written it is forgotten."""
    folder = state_folder()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(failure), ensure_ascii=False, indent=1)
        (folder / _FILE).write_text(text, encoding="utf-8")


def last_failure() -> Failure | None:
    """The last failure remembered, or None."""
    with suppress(OSError, ValueError, TypeError):
        return Failure(**json.loads((state_folder() / _FILE).read_text(encoding="utf-8")))
    return None
