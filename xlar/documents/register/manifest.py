"""manifest.json: what a batch registered, written before its folder gets its name.

The manifest is the lasting record of what was made; register.csv adds what became of it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import XlarError
from xlar.core.money import format_minor, to_minor
from xlar.core.problems import Problem
from xlar.core.registered import STATUSES, RegisteredItem, RegisterRow
from xlar.documents.register import messages as say
from xlar.documents.register.filenames import stays_inside
from xlar.documents.register.storage import NotReadable, read_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlar.core.problems import Message

MANIFEST: Final = "manifest.json"
SCHEMA: Final = 1
"""Version of the manifest's form; a reader refuses a higher one."""

DAYS: Final = (
    "date", "as_of", "period_from", "sent_on", "delivered_on", "returned_on", "withdrawn_on",
)  # fmt: skip
_NAMES: Final = dict.fromkeys(one.name for one in fields(RegisterRow))


@dataclass(frozen=True)
class Manifest:
    """What a batch registered.

    Attributes:
        batch: hash of the rows and files, the same in a copy of the folder.
        rows: its rows; ``batch`` of each is the name the folder was given.
        hashes: SHA-256 of every file, by name.
    """

    batch: str
    rows: tuple[RegisterRow, ...]
    hashes: Mapping[str, str]


class _Unreadable(XlarError):
    """A manifest that is none."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.what)
        self.words = words


def manifest_bytes(rows: Sequence[RegisterRow], hashes: Mapping[str, str]) -> bytes:
    """The content of manifest.json.

    Args:
        rows: rows of the register, numbered, with their files and the name of the folder.
        hashes: SHA-256 of every file, by name.
    """
    body = {"rows": [_plain(row) for row in rows], "files": dict(hashes)}
    batch = digest(json.dumps(body, ensure_ascii=False, sort_keys=True).encode())
    whole = {"schema": SCHEMA, "batch": batch, **body}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def read_manifests(folder: Path) -> tuple[dict[str, Manifest], list[Problem]]:
    """The manifests of the batches in an output folder by name of their folder, and problems.

    Args:
        folder: the output folder; temporary folders in it are passed over.
    """
    found: dict[str, Manifest] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob(f"*/{MANIFEST}")):
        name = path.parent.name
        if name.startswith("."):
            continue
        try:
            found[name] = _read(path)
        except _Unreadable as mistake:
            values = {"folder": name, "schema": SCHEMA}
            problems.append(Problem(mistake.words, "register", values=values))
    return found, problems


def _read(path: Path) -> Manifest:
    try:
        whole = json.loads((read_file(path) or b"").decode("utf-8-sig"))
        if whole["schema"] > SCHEMA:
            raise _Unreadable(say.NEWER_MANIFEST)
        rows = tuple(_row(plain) for plain in whole["rows"])
        hashes = {str(name): str(value) for name, value in whole["files"].items()}
        return Manifest(str(whole["batch"]), rows, hashes)
    except (NotReadable, ValueError, KeyError, TypeError, AttributeError) as mistake:
        raise _Unreadable(say.BAD_MANIFEST) from mistake


def _plain(row: RegisterRow) -> dict[str, Any]:
    """A row as plain values: days and amounts as text."""
    plain = {name: getattr(row, name) for name in _NAMES}
    days = {name: day and day.isoformat() for name in DAYS for day in [plain[name]]}
    amount = format_minor(row.amount, row.currency)
    return {**plain, **days, "amount": amount, "items": [list(item) for item in row.items]}


def _row(plain: Mapping[str, Any]) -> RegisterRow:
    """The row of plain values.

    Raises:
        KeyError, ValueError, TypeError: they are none.
    """
    values = {name: value for name, value in plain.items() if name in _NAMES}
    values |= {name: date.fromisoformat(values[name]) for name in DAYS if values.get(name)}
    values["amount"] = to_minor(values["amount"], values["currency"])
    values["items"] = tuple(RegisteredItem(*item) for item in values["items"])
    values["files"] = tuple(values["files"])
    row = RegisterRow(**values)
    whole = row.status in STATUSES and row.date and row.as_of
    if not whole or not all(map(stays_inside, row.files)):
        raise ValueError(f"not a row xlar wrote: {row.number}")
    return row
