"""From contents to files: every document rendered in its formats, as one registered batch.

Renderers are kept per process: with more than one process each worker has its own compiler.
"""

from __future__ import annotations

import signal
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Message, Problem, Text
from xlar.documents.content import Statement
from xlar.documents.faults import BadDocuments
from xlar.documents.register.batch import Job, row_of, run_batch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from xlar.core.problems import Language
    from xlar.documents.content import Document
    from xlar.documents.register.batch import Batch, Mapper

FORMATS: Final = ("pdf", "docx", "xlsx", "eml")
_MIME: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@cache
def _pdf(images: Path | None) -> Any:
    from xlar.documents.render.pdf import Renderer  # loaded only where a PDF is made

    return Renderer(images)


@cache
def _word(template: Path | None) -> Any:
    from xlar.documents.render.docx import Renderer  # loaded only for Word files

    return Renderer(template)


@dataclass(frozen=True)
class Press:
    """Renders one document in its formats; can be sent to another process.

    Attributes:
        document: what to render; its number is filled in when it is known.
        formats: endings; ``xlsx`` is made of statements only, ``eml`` has the PDF attached.
        images: folder of logo and seal, None for none.
        template: the company's own Word template, None for the built-in one.
    """

    document: Document
    formats: tuple[str, ...]
    images: Path | None = None
    template: Path | None = None

    def __call__(self, number: str, stem: str) -> dict[str, bytes]:
        """The files by ending."""
        document = replace(self.document, number=number)
        files: dict[str, bytes] = {}
        if "pdf" in self.formats or "eml" in self.formats:
            files["pdf"] = _pdf(self.images).render(document)
        if "docx" in self.formats:
            files["docx"] = _word(self.template).render(document)
        if "xlsx" in self.formats and isinstance(document, Statement):
            from xlar.documents.render.xlsx import statement_workbook

            files["xlsx"] = statement_workbook([document])
        if "eml" in self.formats:
            from xlar.documents.render.eml import draft

            attached = [(f"{stem}.pdf", files["pdf"], _MIME["pdf"])]
            files["eml"] = draft(document, attached)
        return {ending: files[ending] for ending in files if ending in self.formats}


def check(documents: Sequence[Document], images: Path | None = None) -> None:
    """Look for characters that cannot be printed before anything is made.

    Args:
        documents: what is to be rendered.
        images: folder of logo and seal.

    Raises:
        BadDocuments: there are some; each problem names customer and character.
    """
    renderer = _pdf(images)
    problems = [problem for document in documents for problem in renderer.check(document)]
    if problems:
        raise BadDocuments(problems)


BAD_EMAIL: Final = Message(
    "bad_email",
    "error",
    Text("客户 {customer} 的邮箱不是有效地址", "the e-mail of customer {customer} is no address"),
    Text("如 ar@example.com", "for example ar@example.com"),
    Text("请更正客户表，或不生成邮件草稿", "Correct the customers table, or leave out the drafts"),
)


def check_addresses(documents: Sequence[Document]) -> None:
    """Look for e-mail addresses that are none before anything is made.

    Raises:
        BadDocuments: there are some; each problem names customer and address.
    """
    from xlar.documents.render.eml import BadAddress, addresses

    problems = {}
    for document in documents:
        party = document.addressee or document.customer
        try:
            addresses(party)
        except BadAddress:
            problems[party] = Problem(
                BAD_EMAIL,
                "customers",
                column="email",
                found=party.email[:80],
                values={"customer": party.code or party.name},
            )
    if problems:
        raise BadDocuments(list(problems.values()))


def _deaf() -> None:
    """Ctrl-C reaches every process of a terminal; one that heeds it is waited for in vain."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def make(
    folder: Path,
    documents: Sequence[Document],
    *,
    formats: Sequence[str],
    template: Path | None = None,
    language: Language = "zh",
    processes: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Render documents and register them; what stands in the register already is left out.

    Args:
        folder: the output folder; logo and seal lie there too.
        documents: contents without numbers.
        formats: endings of the files to make.
        template: the company's own Word template.
        language: of the batch folder's name.
        processes: how many render at once.
        progress: called with documents done, documents in all and the customer just done.
        cancelled: asked before each document; the batch stops where it says yes.

    Raises:
        BadDocuments: a character cannot be printed, or an e-mail address is none; nothing was made.
        Cancelled: ``cancelled`` said yes; nothing was made.
        FolderBusy, NotReadable, NotWritable: the folder cannot be used; nothing was made.
    """
    wanted = tuple(ending for ending in FORMATS if ending in formats)
    if "pdf" in wanted or "eml" in wanted:
        check(documents, folder)
    if "eml" in wanted:
        check_addresses(documents)
    jobs = [
        Job(row_of(one), one.customer.name, Press(one, wanted, folder, template))
        for one in documents
    ]
    with ExitStack() as stack:
        mapper: Mapper = map
        if processes > 1 and len(jobs) > processes:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # spawn: a forked copy of a threaded renderer can hang
            pool = ProcessPoolExecutor(processes, get_context("spawn"), _deaf)
            stack.callback(pool.shutdown, cancel_futures=True)
            mapper = pool.map
        return run_batch(
            folder, jobs, language=language, progress=progress, cancelled=cancelled, mapper=mapper
        )
