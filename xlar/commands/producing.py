"""From drafts to registered documents: what would be made, what is made, and who gets nothing."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlar.core.dunning_skips import REASONS
from xlar.core.problems import Text
from xlar.documents.content import Skipped
from xlar.documents.making import make
from xlar.documents.register.batch import identity, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.commands.desk import Desk
    from xlar.core.problems import Language, Problem
    from xlar.core.registered import RegisterRow
    from xlar.documents.content import Document

SKIPPED: Final[Mapping[str, Text]] = {
    **REASONS,
    "no_balance": Text("没有余额和往来", "neither a balance nor movements"),
}
"""Why somebody gets no document."""

_FOR_ONE_PROCESS: Final = 60  # documents; to start another process takes as long as some of them
_MOST_PROCESSES: Final = 4


@dataclass(frozen=True)
class Made:
    """What came of the drafts.

    Attributes:
        rows: the rows registered; without number and files in a preview.
        skipped: who got nothing because it stands already.
        folder: the batch folder, None where there is none.
        problems: warnings, such as that register.csv could not be written yet.
    """

    rows: tuple[RegisterRow, ...]
    skipped: tuple[Skipped, ...]
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()

    def files(self) -> list[Path]:
        """The files made, in the order of the rows."""
        if self.folder is None:
            return []
        return [self.folder / name for row in self.rows for name in row.files]


def preview(desk: Desk, documents: Sequence[Document]) -> Made:
    """What would be made of the documents; nothing is."""
    standing = {identity(row): row for row in desk.register if row.stands}
    rows = [row_of(document) for document in _in_order(documents)]
    repeated = [standing[identity(row)] for row in rows if identity(row) in standing]
    fresh = tuple(row for row in rows if identity(row) not in standing)
    return Made(fresh, _already(repeated))


def produce(
    desk: Desk,
    documents: Sequence[Document],
    formats: Sequence[str] | None = None,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Made:
    """What was made of the documents: all of them, or nothing and an error.

    Args:
        desk: where to and under which settings.
        documents: contents without numbers.
        formats: endings, None = those of the settings.
        progress: called with documents done, documents in all and the customer just done.
        cancelled: asked before each document; the batch stops where it says yes.

    Raises:
        BadDocuments: a character cannot be printed.
        Cancelled: ``cancelled`` said yes.
        FolderBusy, NotReadable, NotWritable: the folder cannot be used.
    """
    if not documents:
        return Made((), ())
    batch = make(
        desk.folder, _in_order(documents), formats=formats or desk.policy.documents.formats,
        template=desk.template, language=desk.lang, processes=_processes(len(documents)),
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
    return Made(batch.rows, _already(batch.repeated), batch.folder, batch.problems)


def _processes(count: int) -> int:
    """How many processes render: one where the program around us is no Python that can be started.

    A spreadsheet program that runs us inside itself would start a second window of itself.
    """
    is_python = Path(sys.executable or "").stem.lower().startswith("python")
    if count <= _FOR_ONE_PROCESS or not is_python:
        return 1
    return min(os.cpu_count() or 1, _MOST_PROCESSES)


def _in_order(documents: Sequence[Document]) -> list[Document]:
    """The documents in the order of their numbers."""
    return sorted(documents, key=lambda one: (one.customer.code, one.currency))


def _already(rows: Sequence[RegisterRow]) -> tuple[Skipped, ...]:
    return tuple(Skipped(row.customer_id, row.currency, "already", row.number) for row in rows)


def by_customer(skipped: Sequence[Skipped]) -> list[Skipped]:
    """Those who get nothing, by customer and currency."""
    return sorted(skipped, key=lambda one: (one.customer_id, one.currency))


def explained(skipped: Skipped, lang: Language) -> str:
    """Why somebody gets nothing, with the document and the day it speaks of.

    >>> explained(Skipped("C1", "CNY", "draft_pending", "CK-2026-0001"), "en")
    'a draft is neither sent nor withdrawn yet (CK-2026-0001)'
    """
    words = SKIPPED[skipped.reason][lang]
    if skipped.number:
        words += f"（{skipped.number}）" if lang == "zh" else f" ({skipped.number})"
    if skipped.next_on is None:
        return words
    day = skipped.next_on
    return f"{words}，{day} 起可发" if lang == "zh" else f"{words}, next on {day}"


def ending(made: Made, *, is_preview: bool) -> Text:
    """How many documents there are, and where."""
    count = len(made.rows)
    if is_preview:
        return Text(
            f"预览：将制作 {count} 份，尚未生成任何文件。",
            f"dry run: {count} documents would be made, none was",
        )
    if made.folder is None:
        return Text("没有要制作的文件。", "there was nothing to make")
    return Text(f"已制作 {count} 份，在 {made.folder}", f"{count} documents made, in {made.folder}")
