"""Where documents go and what they are made with: the output folder, its register, the wording."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xlar.core.problems import Text, errors
from xlar.documents.faults import BadDocuments
from xlar.documents.parties import company_problems
from xlar.documents.register import read_register
from xlar.documents.render.docx import BadTemplate
from xlar.documents.wording import built_in, with_file
from xlar.hosts.cli.mistakes import WrongUse, say_problems

if TYPE_CHECKING:
    import datetime as dt

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Language, Problem
    from xlar.core.registered import RegisterRow
    from xlar.documents.wording import Wordings
    from xlar.hosts.cli.request import Request


@dataclass(frozen=True)
class Desk:
    """All that a document is made from.

    Attributes:
        ledger: the ledger; day: day of the figures; policy: settings.
        folder: the output folder; register: what was made before.
        wording: the texts; template: the company's own Word template, None for the built-in one.
        lang: language of messages.
    """

    ledger: Ledger
    day: dt.date
    policy: Policy
    folder: Path
    register: tuple[RegisterRow, ...]
    wording: Wordings
    lang: Language
    template: Path | None = None

    @classmethod
    def of(cls, request: Request, output: str | None) -> Desk:
        """What a request names, read; warnings are said.

        Args:
            request: source, day and settings.
            output: the output folder, None for that of the settings.

        Raises:
            BadLedger: the data or the register has errors.
            BadDocuments: the company has no name, or the wording has errors.
            NotReadable: the register cannot be read.
        """
        ledger, day, policy = request.ledger()
        return cls.for_ledger(ledger, day, policy, request.source, output, request.lang)

    @classmethod
    def for_ledger(
        cls,
        ledger: Ledger,
        day: dt.date,
        policy: Policy,
        source: Path,
        output: str | None,
        lang: Language,
    ) -> Desk:
        """The same for a ledger that was read already.

        Raises:
            BadDocuments, BadLedger, NotReadable: as `of` does.
        """
        wording, problems = wording_of(policy, source)
        problems += company_problems(policy)
        if found := errors(problems):
            raise BadDocuments(found)
        folder = usable(output_folder(output, policy, source))
        register = read_register(folder, lang).sound()
        say_problems((*problems, *register.problems), lang)
        template = template_of(policy, source)
        return cls(ledger, day, policy, folder, register.rows, wording, lang, template)


def output_folder(given: str | None, policy: Policy, source: Path | None) -> Path:
    """The output folder: as given, else as the settings say, else ``xlar`` in Documents.

    Args:
        given: value of ``--output``.
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
        WrongUse: it is a file, or lies in one.
    """
    for path in (folder, *folder.parents):
        if path.is_dir():
            break
        if path.exists():
            raise WrongUse(Text(f"{path} 不是文件夹。", f"{path} is not a folder"))
    return folder


def known_letters(policy: Policy, source: Path, lang: Language) -> tuple[RegisterRow, ...]:
    """The rows of the register the settings name; none where they name no folder.

    Raises:
        BadLedger: the register has errors.
        NotReadable: it cannot be read.
    """
    if not policy.documents.folder:
        return ()
    return read_register(output_folder(None, policy, source), lang).sound().rows


def wording_of(policy: Policy, source: Path) -> tuple[Wordings, list[Problem]]:
    """The texts with the company's own laid over them, and what is wrong with those."""
    if not policy.documents.wording:
        return built_in(), []
    return with_file(_beside(source, policy.documents.wording))


def template_of(policy: Policy, source: Path) -> Path | None:
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
