"""Where documents go and what they are made from: output folder, register, wording, template."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from xlar.core.problems import Problem, Text, errors
from xlar.documents.faults import BadDocuments
from xlar.documents.letter import letters
from xlar.documents.parties import company_problems
from xlar.documents.register import read_register
from xlar.documents.register.storage import NotWritable
from xlar.documents.render.docx import BadTemplate
from xlar.documents.statement import confirmations, statements
from xlar.documents.wording import built_in, with_file, with_sheet

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from xlar.core.dunning_choice import LetterKind
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow
    from xlar.documents.content import Document, Skipped
    from xlar.documents.wording import Wordings
    from xlar.tables.further import Sheet

    Drafts: TypeAlias = tuple[Sequence[Document], Sequence[Skipped]]


@dataclass(frozen=True)
class Desk:
    """All that a document is made from.

    Attributes:
        ledger: the ledger; day: day of the figures; policy: settings.
        folder: the output folder; register: what was made before.
        wording: the texts; template: the company's own Word template, None for the built-in one.
        lang: language of messages.
        problems: warnings about the company, the wording and the register.
    """

    ledger: Ledger
    day: dt.date
    policy: Policy
    folder: Path
    register: tuple[RegisterRow, ...]
    wording: Wordings
    lang: Language
    template: Path | None = None
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(
        cls,
        ledger: Ledger,
        day: dt.date,
        policy: Policy,
        source: Path | None,
        *,
        lang: Language = "zh",
        output: str | None = None,
        texts: Sheet | None = None,
    ) -> Desk:
        """The desk for a ledger.

        Args:
            ledger: the ledger.
            day: day of the figures.
            policy: settings.
            source: workbook or folder they belong to, None for a workbook never saved.
            lang: language of messages.
            output: the output folder, None for that of the settings.
            texts: the sheet 函件模板, None where there is none.

        Raises:
            BadDocuments: the company has no name, or the wording has errors.
            BadLedger: the register has errors.
            BadTemplate: there is no such Word template.
            NotReadable, NotWritable: the register or the folder cannot be used.
        """
        wording, problems = wording_of(policy, source, texts)
        problems += company_problems(policy)
        if found := errors(problems):
            raise BadDocuments(found)
        folder = usable(output_folder(output, policy, source))
        register = read_register(folder, lang).sound()
        warnings = (*problems, *register.problems)
        template = template_of(policy, source)
        return cls(ledger, day, policy, folder, register.rows, wording, lang, template, warnings)

    def statements(
        self, *, start: dt.date | None = None, customers: Iterable[str] | None = None
    ) -> Drafts:
        """Statements of account, and who gets none.

        Args:
            start: first day of the period; None = where the last statement ended, else the month's
                first.
            customers: identifiers of the only customers; None = all.

        Raises:
            XlarError: as `xlar.documents.statement.statements` does.
        """
        return statements(
            self.ledger, self.day, policy=self.policy, wording=self.wording,
            register=self.register, start=start, customers=customers,
        )  # fmt: skip

    def confirmations(
        self, *, negative: bool = False, customers: Iterable[str] | None = None
    ) -> Drafts:
        """Confirmations for the auditor, and who gets none.

        Args:
            negative: whether only an answer that differs is asked for.
            customers: identifiers of the only customers; None = all.

        Raises:
            XlarError: as `xlar.documents.statement.confirmations` does.
        """
        return confirmations(
            self.ledger, self.day, policy=self.policy, wording=self.wording,
            negative=negative, customers=customers,
        )  # fmt: skip

    def letters(
        self,
        *,
        kind: LetterKind = "letter",
        level: int | None = None,
        customers: Iterable[str] | None = None,
    ) -> Drafts:
        """Letters that are due, and who gets none.

        Args:
            kind: ``letter``, or ``agency``, ``lawyer``, ``stop``.
            level: a level for all letters, in place of what the ladder says.
            customers: identifiers of the only customers; None = all.

        Raises:
            XlarError: as `xlar.documents.letter.letters` does.
        """
        return letters(
            self.ledger, self.day, policy=self.policy, wording=self.wording,
            register=self.register, customers=customers, kind=kind, level=level,
        )  # fmt: skip


def output_folder(given: str | None, policy: Policy, source: Path | None) -> Path:
    """The output folder: as given, else as the settings say, else ``xlar`` in Documents.

    Args:
        given: a folder that goes before that of the settings.
        policy: its ``documents.folder``; a relative one lies beside the source.
        source: workbook or folder the settings belong to, None for none.

    >>> from xlar.core.policy import Policy
    >>> policy = Policy.from_mapping({"documents": {"folder": "out"}})
    >>> output_folder(None, policy, Path("books/ar.xlsx")).as_posix()
    'books/out'
    >>> output_folder("here", policy, Path("books/ar.xlsx")).as_posix()
    'here'
    """
    if given is not None:
        return Path(given).expanduser()
    if policy.documents.folder:
        return _beside(source, policy.documents.folder)
    return Path.home() / "Documents" / "xlar"


def usable(folder: Path) -> Path:
    """The folder, which exists or can be made.

    Raises:
        NotWritable: it is a file, or lies in one.
    """
    for path in (folder, *folder.parents):
        if path.is_dir():
            break
        if path.exists():
            raise NotWritable(Text(f"{path} 不是文件夹。", f"{path} is not a folder"))
    return folder


def known_letters(policy: Policy, source: Path | None, lang: Language) -> tuple[RegisterRow, ...]:
    """The rows of the register the settings name; none where they name no folder.

    Raises:
        BadLedger: the register has errors.
        NotReadable: it cannot be read.
    """
    if not policy.documents.folder:
        return ()
    return read_register(output_folder(None, policy, source), lang).sound().rows


def wording_of(
    policy: Policy, source: Path | None, texts: Sheet | None = None
) -> tuple[Wordings, list[Problem]]:
    """The built-in texts with the company's file and its sheet laid over them, and what is wrong.

    Args:
        policy: its ``documents.wording`` names the file.
        source: workbook or folder the settings belong to, None for none.
        texts: the sheet 函件模板, which has the last word.
    """
    wording, problems = built_in(), list[Problem]()
    if policy.documents.wording:
        wording, problems = with_file(_beside(source, policy.documents.wording))
    if texts is not None:
        wording, more = with_sheet(texts, wording)
        problems += more
    return wording, problems


def template_of(policy: Policy, source: Path | None) -> Path | None:
    """The company's own Word template; None where it has none.

    Raises:
        BadTemplate: the settings name a file that is not there.
    """
    if not policy.documents.template:
        return None
    path = _beside(source, policy.documents.template)
    if not path.is_file():
        raise BadTemplate(
            Text(
                f"找不到 Word 模板 {path}。请核对设置 documents.template，或清空。",
                f"there is no Word template {path}. Check the setting documents.template, or "
                "clear it.",
            )
        )
    return path


def _beside(source: Path | None, name: str) -> Path:
    """A path of the settings: relative to the folder the source is, or lies in."""
    path = Path(name).expanduser()
    if source is None or path.is_absolute():
        return path
    return (source if source.is_dir() else source.parent) / path
