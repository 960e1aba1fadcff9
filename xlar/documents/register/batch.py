"""A batch: documents numbered, rendered and registered together, or not at all.

The files and a manifest with the rows of the register are written into a temporary folder; renaming
that folder is the commit. A batch that ends before, however it ends, has used no number and leaves
nothing that anybody takes for a document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.core.registered import RegisteredItem, RegisterRow
from xlar.documents.content import Agreement, Letter, Statement
from xlar.documents.register import refresh, saved
from xlar.documents.register.filenames import file_stem, room_in, safe_name, same_name
from xlar.documents.register.locks import WAIT, locked
from xlar.documents.register.manifest import MANIFEST, digest, manifest_bytes
from xlar.documents.register.numbering import SERIES, Numbers
from xlar.documents.register.storage import (
    commit_folder,
    discard_folder,
    scratch_folder,
    write_new,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xlar.core.problems import Language, Problem
    from xlar.documents.content import Document
    from xlar.documents.register import Register

_ENDING: Final = re.compile("[a-z]{2,4}")

Files: TypeAlias = "Mapping[str, bytes]"
"""The files of one document by their ending: ``{"pdf": …, "docx": …}``."""


class Task(NamedTuple):
    """A numbered document that is to be rendered.

    Attributes:
        render: makes its files from the number and the name they will have without ending.
        number: its number.
        stem: the name of its files without ending.
    """

    render: Callable[[str, str], Files]
    number: str
    stem: str


def rendered(task: Task) -> Files:
    """The files of one document; what a batch maps over its tasks."""
    return task.render(task.number, task.stem)


@dataclass(frozen=True)
class Job:
    """A document that is to be made.

    Attributes:
        row: its row of the register; number, files and batch are filled in by the batch.
        name: name of the customer, for the names of the files.
        render: makes its files from its number and their name without ending.
    """

    row: RegisterRow
    name: str
    render: Callable[[str, str], Files]


@dataclass(frozen=True)
class Batch:
    """What a batch did.

    Attributes:
        folder: the folder it made, None where there was nothing to make.
        rows: the rows it registered.
        repeated: documents that stand already and were not made again.
        problems: warnings, such as that register.csv could not be written yet.
    """

    folder: Path | None
    rows: tuple[RegisterRow, ...]
    repeated: tuple[RegisterRow, ...]
    problems: tuple[Problem, ...] = ()


class Cancelled(XlarError):
    """The batch was stopped before it was done."""


Mapper: TypeAlias = "Callable[[Callable[[Task], Files], Iterable[Task]], Iterable[Files]]"


def row_of(document: Document) -> RegisterRow:
    """The row that registers a document, as a draft.

    The items of a letter or an agreement are named; a statement is told by its period and balance.
    """
    items: tuple[RegisteredItem, ...] = ()
    if isinstance(document, Letter | Agreement):
        items = tuple(RegisteredItem(i.number, i.instalment, i.level) for i in document.items)
    return RegisterRow(
        number="",
        kind=document.kind,
        level=document.level,
        customer_id=document.customer.code,
        currency=document.currency,
        amount=document.total,
        date=document.date,
        as_of=document.as_of,
        period_from=document.start if isinstance(document, Statement) else None,
        language=document.language,
        items=items,
    )


def run_batch(
    folder: Path,
    jobs: Iterable[Job],
    *,
    language: Language = "zh",
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    mapper: Mapper = map,
    wait: float = WAIT,
) -> Batch:
    """What became of the jobs: a new folder with all of them that do not stand in the register yet.

    A job is left out where a document of the same kind, level, customer, currency, period and as-of
    day stands (draft, sent or signed for), so running a batch twice makes nothing twice.

    Args:
        folder: the output folder; it is created where it does not exist.
        jobs: the documents in the order of their numbers.
        language: of the folder's name, and of register.csv where it does not exist yet.
        progress: called with documents done, documents in all and the customer just done.
        cancelled: asked before each document; the batch stops where it says yes.
        mapper: maps a function over tasks in their order, as ``map`` or ``pool.imap`` do; a pool
            needs renderers that can be sent to its processes.
        wait: seconds to wait for another process that writes in the folder.

    Raises:
        BadLedger: the register has errors; nothing was made.
        Cancelled: ``cancelled`` said yes; nothing was made.
        FolderBusy, NotReadable, NotWritable: the folder cannot be used; nothing was made.
        Exception: whatever a renderer raises; nothing was made.
    """
    with locked(folder, wait=wait):
        register = refresh(folder, language).sound()
        fresh, repeated = _sorted_out(register, list(jobs))
        if not fresh:
            return Batch(None, (), repeated, register.problems)
        target = folder / _folder_name(register, [job.row for job in fresh], language)
        run = _Run(target, progress, cancelled, mapper)
        rows = run.make(fresh)
        after = saved(replace(register, rows=register.rows + rows))
    return Batch(target, rows, repeated, after.problems)


def _sorted_out(
    register: Register, jobs: Iterable[Job]
) -> tuple[list[Job], tuple[RegisterRow, ...]]:
    """The jobs to do, numbered, and the rows that stand in the place of the others."""
    standing = {identity(row): row for row in register.rows if row.stands}
    numbers = Numbers(row.number for row in register.rows)
    fresh: list[Job] = []
    repeated: list[RegisterRow] = []
    for job in jobs:
        if stands := standing.get(identity(job.row)):
            repeated.append(stands)
            continue
        number = numbers.next(job.row.kind, job.row.date.year)
        row = replace(job.row, number=number)
        standing[identity(row)] = row
        fresh.append(replace(job, row=row))
    return fresh, tuple(dict.fromkeys(repeated))


def identity(row: RegisterRow) -> tuple[object, ...]:
    """What makes two documents the same one: a batch makes none that stands already."""
    return row.kind, row.level, row.customer_id, row.currency, row.as_of, row.period_from


def _folder_name(register: Register, rows: Sequence[RegisterRow], language: Language) -> str:
    """The name of the next folder of its day and kind, such as ``2026-06-30 催款函 003``."""
    kinds = {row.kind for row in rows}
    title = SERIES[kinds.pop()].title if len(kinds) == 1 else Text("函件", "documents")
    start = safe_name(f"{rows[0].as_of} {title[language]}")
    there = {row.batch for row in register.rows}
    there |= {path.name for path in register.folder.iterdir()}
    taken = {same_name(name) for name in there}
    count = 1
    while same_name(f"{start} {count:03d}") in taken:
        count += 1
    return f"{start} {count:03d}"


@dataclass(frozen=True)
class _Run:
    """The making of a batch's folder."""

    target: Path
    progress: Callable[[int, int, str], None] | None
    cancelled: Callable[[], bool] | None
    mapper: Mapper

    def make(self, jobs: Sequence[Job]) -> tuple[RegisterRow, ...]:
        """Fill a temporary folder and give it its name; it is gone where that fails."""
        scratch = scratch_folder(self.target.parent)
        try:
            rows = self._fill(scratch, jobs)
            commit_folder(scratch, self.target)
        except BaseException:
            discard_folder(scratch)
            raise
        return rows

    def _fill(self, scratch: Path, jobs: Sequence[Job]) -> tuple[RegisterRow, ...]:
        room, taken = room_in(self.target), {same_name(MANIFEST)}
        tasks = [
            Task(job.render, job.row.number, file_stem(job.row.number, job.name, taken, room))
            for job in jobs
        ]
        rows: list[RegisterRow] = []
        hashes: dict[str, str] = {}
        for job, task, files in zip(jobs, tasks, self._rendered(jobs, tasks), strict=True):
            named = {f"{task.stem}.{_ending(ending)}": data for ending, data in files.items()}
            for name, data in named.items():
                write_new(scratch / name, data)
                hashes[name] = digest(data)
            rows.append(replace(job.row, files=tuple(named), batch=self.target.name))
            if self.progress is not None:
                self.progress(len(rows), len(jobs), job.name)
        write_new(scratch / MANIFEST, manifest_bytes(rows, hashes))
        return tuple(rows)

    def _rendered(self, jobs: Sequence[Job], tasks: Sequence[Task]) -> Iterator[Files]:
        """The files of every document in order, until somebody wants to stop."""
        results = iter(self.mapper(rendered, tasks))
        for job in jobs:
            if self.cancelled is not None and self.cancelled():
                raise Cancelled(
                    Text(
                        "已取消：没有生成任何文件，也没有占用编号。",
                        "cancelled: no file was made and no number used",
                    )
                )
            try:
                files = next(results)
            except Exception as mistake:
                mistake.add_note(f"{job.row.kind} {job.row.customer_id} {job.name}")
                raise
            yield files


def _ending(ending: str) -> str:
    if not _ENDING.fullmatch(ending):
        raise ValueError(f"not an ending of a file name: {ending!r}")
    return ending
