"""From a workbook or a folder of CSV files to a checked ledger."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlar.core.errors import BadLedger, BadPolicy
from xlar.core.policy import Policy
from xlar.core.problems import Problem, Text
from xlar.tables import messages as say
from xlar.tables.load import Loaded, Source, assembled, checked, source_of
from xlar.workbook.files import BadFile
from xlar.workbook.folder import read_folder
from xlar.workbook.sheets import Book

if TYPE_CHECKING:
    from xlar.core.ledger import Ledger


def read_source(path: Path) -> Source:
    """The typed tables of a workbook or folder, with every problem found in reading them.

    Args:
        path: an existing file or folder.
    """
    try:
        return assembled(*read_folder(path)) if path.is_dir() else source_of(Book(path))
    except BadFile as mistake:
        return Source({}, (mistake.problem(path),))


def load(path: Path, policy: Policy | None = None) -> Loaded:
    """The ledger of a workbook or folder, with everything found in reading and checking it.

    Args:
        path: an existing file or folder.
        policy: settings that go before those of the source.
    """
    source = read_source(path)
    fallback = None
    try:
        if (path / "policy.toml").is_file():
            fallback = policy_file(path / "policy.toml")
    except BadPolicy as mistake:
        values = {"reason": mistake.message}
        found = Problem(say.BAD_POLICY_FILE, found="policy.toml", values=values)
        source = replace(source, problems=(*source.problems, found))
    return checked(source, policy, fallback)


def read(path: Path | str, *, policy: Policy | None = None) -> Ledger:
    """The ledger of a workbook or a folder of CSV files.

    Args:
        path: an .xlsx, .xlsm, .xlsb, .xls or .ods file, or a folder with invoices.csv.
        policy: settings that go before those of the source.

    Raises:
        BadLedger: the data has errors; the error carries all problems.
        FileNotFoundError: there is no such file or folder.
    """
    loaded = _load_existing(path, policy)
    if loaded.ledger is None:
        raise BadLedger(loaded.problems)
    return loaded.ledger


def check(path: Path | str, *, policy: Policy | None = None) -> tuple[Problem, ...]:
    """Every problem of a workbook or a folder of CSV files, errors and warnings.

    Args:
        path: as for `read`.
        policy: settings that go before those of the source.

    Raises:
        FileNotFoundError: there is no such file or folder.
    """
    return _load_existing(path, policy).problems


def _load_existing(path: Path | str, policy: Policy | None) -> Loaded:
    place = Path(path)
    if not place.exists():
        raise FileNotFoundError(f"no such file or folder: {place}")
    return load(place, policy)


def policy_file(path: Path) -> Policy:
    """The settings in a TOML file.

    Raises:
        BadPolicy: not TOML, or a setting that is unknown or out of range.
    """
    try:
        return Policy.from_mapping(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        raise BadPolicy(
            Text(f"{path.name} 不是有效的 TOML：{mistake}", f"{path.name} is not TOML: {mistake}")
        ) from mistake
