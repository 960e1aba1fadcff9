"""The register of everything that went out: register.csv in the output folder.

A batch of documents is a folder with its files and a manifest; renaming that folder into place
makes it part of the register. Whoever reads the register next adds the rows of manifests not yet in
register.csv. docs/register.md describes the folder, the numbers and what happens after a crash.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from xlar.core.errors import BadLedger
from xlar.core.problems import Problem, errors
from xlar.documents.register import messages as say
from xlar.documents.register.file import REGISTER, Contents, read_register_bytes, register_bytes
from xlar.documents.register.locks import FolderBusy, locked
from xlar.documents.register.manifest import digest, read_manifests
from xlar.documents.register.merge import merge
from xlar.documents.register.storage import (
    PRIVATE,
    NotReadable,
    NotWritable,
    leftovers,
    read_file,
    remove_leftovers,
    replace_file,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow


@dataclass(frozen=True)
class Register:
    """The register as it stands.

    Attributes:
        folder: the output folder.
        rows: one per document, in the order they were made.
        problems: what is wrong with register.csv and the batches; errors stop every change.
        language: language of the header of register.csv.
        titles: titles of further columns.
        extras: cells of those, by number.
    """

    folder: Path
    rows: tuple[RegisterRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: Language = "zh"
    titles: tuple[str, ...] = ()
    extras: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def sound(self) -> Register:
        """The register itself.

        Raises:
            BadLedger: it has errors; the exception carries them.
        """
        if found := errors(self.problems):
            raise BadLedger(found)
        return self


def read_register(folder: Path, language: Language = "zh") -> Register:
    """The register of an output folder, with the rows of all batches.

    Adds to register.csv what it lacks and removes what killed batches left behind, unless another
    process is at work there; the rows are complete either way. A folder that does not exist has an
    empty register and is not created.

    Args:
        folder: the output folder.
        language: of register.csv where it does not exist yet.

    Raises:
        NotReadable: register.csv is there and cannot be read.
    """
    register, changed = _look(folder, language)
    if changed or leftovers(folder):
        with suppress(FolderBusy, NotWritable), locked(folder, wait=0):
            return refresh(folder, language)
    return register


def refresh(folder: Path, language: Language = "zh") -> Register:
    """The register, with register.csv brought up to date; for who holds the folder's lock.

    Args:
        folder: the output folder.
        language: of register.csv where it does not exist yet.

    Raises:
        NotReadable: register.csv is there and cannot be read.
    """
    remove_leftovers(folder)
    register, changed = _look(folder, language)
    return saved(register) if changed and not errors(register.problems) else register


def saved(register: Register) -> Register:
    """The register with register.csv written, or with a warning that this must wait.

    For who holds the folder's lock, and only where the manifests say all of it, so nothing is lost.
    """
    try:
        save(register)
    except NotWritable:
        problem = Problem(say.NOT_SAVED, "register")
        return replace(register, problems=(*register.problems, problem))
    return register


def save(register: Register) -> None:
    """Write register.csv and the copy of it; for who holds the folder's lock.

    Raises:
        NotWritable: register.csv cannot be written, for example because it is open in Excel; it is
            unchanged.
    """
    data = register_bytes(register.rows, register.language, register.titles, register.extras)
    replace_file(register.folder / REGISTER, data)
    with suppress(NotWritable):
        replace_file(register.folder / PRIVATE / REGISTER, data)


def _look(folder: Path, language: Language) -> tuple[Register, bool]:
    """The register as file and manifests say, and whether the file lacks something.

    The file is read first: a batch that is committed in between is seen among the manifests.
    """
    data = read_file(folder / REGISTER)
    contents = Contents() if data is None else read_register_bytes(data)
    manifests, problems = read_manifests(folder)
    merged = merge(contents, manifests)
    register = Register(
        folder, merged.rows, (*merged.problems, *problems),
        contents.language or language, contents.extras, merged.extras,
    )  # fmt: skip
    return register, merged.changed


def check_files(register: Register) -> list[Problem]:
    """Warnings about registered files that are gone or were changed after they were made.

    Reads every file, so it takes a while in a large folder. Batches whose folder was moved away as
    a whole are passed over.

    Args:
        register: the register of the folder.
    """
    manifests, _ = read_manifests(register.folder)
    problems = []
    for folder, manifest in manifests.items():
        owner = {name: row.number for row in manifest.rows for name in row.files}
        for name, expected in manifest.hashes.items():
            try:
                data = read_file(register.folder / folder / name)
            except NotReadable:
                data = None
            if data is not None and digest(data) == expected:
                continue
            words = say.MISSING_FILE if data is None else say.CHANGED_FILE
            values = {"folder": folder}
            place = (None, owner.get(name, "files"))
            problems.append(Problem(words, "register", *place, name, None, values))
    return problems
