"""The small ledger with a company, a ladder and an output folder, and what the command line says.

On 30 June 2026: customer 0012 is 11 and 146 days late with 800 in all, so that by age level 5 of
the ladder is due; customer 1-2 owes 300 that is not due before 10 July.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import xlwings as xw
from small_books import SmallBook, write_small
from typer.testing import CliRunner

from xlar.documents.register import read_register
from xlar.hosts.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlar.core.registered import RegisterRow

SETTINGS: Mapping[str, Any] = {
    "company.name": "启明示例装备有限公司",
    "company.bank": "示例银行",
    "company.account": "0000 1234",
    "documents.folder": "out",
    "documents.formats": "docx",
    "documents.auditor": "示例会计师事务所",
    "documents.auditor_address": "示例路 1 号",
}
DAY = "2026-06-30"


class Asked:
    """A person who answers every question in one way, and may stop.

    Args:
        answer: what is answered.
        stops_at: number of documents after which the person stops, None for never.
    """

    def __init__(self, answer: bool = True, stops_at: int | None = None) -> None:
        self.answer, self.stops_at = answer, stops_at
        self.questions: list[str] = []
        self.shown: list[tuple[int, int, str]] = []

    def ask(self, question: str) -> bool:
        """The same answer to everything."""
        self.questions.append(question)
        return self.answer

    def progress(self, done: int, total: int, text: str) -> None:
        """Remembered."""
        self.shown.append((done, total, text))

    def cancelled(self) -> bool:
        """Whether so many documents are done."""
        return self.stops_at is not None and any(
            done >= self.stops_at for done, total, _ in self.shown if total
        )

    def choose_file(self, title: str, suffixes: Sequence[str]) -> Path | None:  # noqa: ARG002
        """None is picked."""
        return None

    def tell(self, message: str) -> None:
        """Heard."""


class OfficeBook(SmallBook):
    """The small ledger, ready for documents."""

    def __init__(self, excel: Any, path: Path, **settings: Any) -> None:
        self.excel, self.path = excel, path
        write_small(path, {**SETTINGS, **settings})
        self.book = xw.Book(str(path))

    @property
    def folder(self) -> Path:
        """The output folder."""
        return self.path.parent / "out"

    @property
    def register(self) -> tuple[RegisterRow, ...]:
        """The register as it stands."""
        return read_register(self.folder).rows

    def files(self) -> list[str]:
        """Names of the documents made, in their order."""
        return sorted(path.name for path in self.folder.rglob("*.docx"))

    def numbers(self) -> list[str]:
        """The first column of 发函登记 below its header."""
        return [row[0] for row in self.rows("发函登记")[1:]]

    def type(self, row: int, **cells: Any) -> None:
        """Type into a row of 发函登记, from 1 below its header."""
        page, titles = self.book.sheets["发函登记"], self.rows("发函登记")[0]
        for title, cell in cells.items():
            page.range((row + 1, titles.index(title) + 1)).value = cell


def command_line(*words: object) -> dict[str, Any]:
    """What ``xlar … --format json`` prints."""
    result = CliRunner().invoke(app, [*map(str, words), "--format", "json"])
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found
