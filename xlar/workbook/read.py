"""From a workbook or a folder of CSV files to a checked ledger."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlar.core.build import build
from xlar.core.errors import BadLedger, BadPolicy
from xlar.core.policy import Policy
from xlar.core.problems import Problem, Text, errors
from xlar.workbook import cell_messages as say_cell
from xlar.workbook import messages as say
from xlar.workbook.convert import convert_table
from xlar.workbook.files import BadFile
from xlar.workbook.folder import read_folder
from xlar.workbook.locate import locate
from xlar.workbook.schema import SETTINGS, TABLES
from xlar.workbook.settings import Settings, apply_settings, read_settings
from xlar.workbook.sheets import Book
from xlar.workbook.tables import raw_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xlar.core.ledger import Ledger
    from xlar.core.tables import Table
    from xlar.workbook.grid import Place, RawTable


@dataclass(frozen=True, eq=False)
class Source:
    """What stands in a workbook or folder, typed but not yet checked against the ledger's rules.

    Attributes:
        path: the file or folder.
        tables: typed tables by English name; one with an unusable header is not among them.
        problems: everything found so far, in the order of the tables and their rows.
        extras: further columns of every table, by header, untouched.
        places: where the columns of every table stand.
        stated: settings as read, with their places.
    """

    path: Path
    tables: Mapping[str, Table]
    problems: tuple[Problem, ...]
    extras: Mapping[str, Mapping[str, Sequence[Any]]]
    places: Mapping[str, Place]
    stated: Settings

    @property
    def settings(self) -> Mapping[str, str]:
        """Settings of the sheet 参数 as text, by name."""
        return self.stated.values

    def locate(self, table: str | None, row: int | None, column: str | None) -> str | None:
        """The address of a cell such as ``发票!D7``; None in a folder of CSV files."""
        place = self.places.get(table or "")
        return None if place is None else place.cell(row, column)


@dataclass(frozen=True, eq=False)
class Loaded:
    """A source read and checked.

    Attributes:
        ledger: the ledger, None where a problem is an error.
        problems: everything found in reading and checking.
        source: what was read.
        policy: the settings in force.
        as_of: the day to look from, if the source states one.
    """

    ledger: Ledger | None
    problems: tuple[Problem, ...]
    source: Source
    policy: Policy
    as_of: date | None


def read_source(path: Path) -> Source:
    """The typed tables of a workbook or folder, with every problem found in reading them.

    Args:
        path: an existing file or folder.
    """
    try:
        raws, problems, settings = read_folder(path) if path.is_dir() else _read_book(path)
    except BadFile as mistake:
        return Source(path, {}, (mistake.problem(path),), {}, {}, Settings())
    converted = {raw.schema.name: convert_table(raw) for raw in raws}
    for one in converted.values():
        problems += one.problems
    return Source(
        path,
        {name: one.table for name, one in converted.items()},
        tuple(problems),
        {name: one.extras for name, one in converted.items()},
        {raw.schema.name: raw.place for raw in raws},
        settings,
    )


def _read_book(path: Path) -> tuple[list[RawTable], list[Problem], Settings]:
    book = Book(path)
    found, problems = locate(book)
    raws = []
    for name, candidate in found.items():
        raw, more = raw_table(book, TABLES[name], candidate)
        raws += [raw] if raw is not None else []
        problems += more
    settings = Settings()
    for name in book.names:
        if SETTINGS.is_named(name):
            grid = book.grid(name)
            settings = read_settings(enumerate(grid.rows, grid.top), name, grid.left)
            break
    return raws, problems, settings


def load(path: Path, policy: Policy | None = None) -> Loaded:
    """The ledger of a workbook or folder, with everything found in reading and checking it.

    Args:
        path: an existing file or folder.
        policy: settings that go before those of the source.
    """
    source = read_source(path)
    problems = list(source.problems)
    fallback = Policy()
    try:
        if (path / "policy.toml").is_file():
            fallback = policy_file(path / "policy.toml")
    except BadPolicy as mistake:
        values = {"reason": mistake.message}
        problems.append(Problem(say.BAD_POLICY_FILE, found="policy.toml", values=values))
    effective, as_of, more = apply_settings(source.stated, policy, fallback)
    problems += more
    ledger = None
    if not _is_incomplete(source):
        ledger, found = build(source.tables, effective)
        problems += _news(source, found)
    if errors(problems):
        ledger = None
    return Loaded(ledger, tuple(problems), source, effective, as_of)


def _is_incomplete(source: Source) -> bool:
    """Whether a table is missing that the source has, or should have."""
    named = {problem.table for problem in source.problems if problem.severity == "error"}
    return "invoices" not in source.tables or any(
        name in TABLES and name not in source.tables for name in named
    )


def _news(source: Source, found: Sequence[Problem]) -> list[Problem]:
    """What checking found beyond what reading has said already, with the cells filled in."""
    wrong = errors(source.problems)
    rows = {(problem.table, problem.row) for problem in wrong}
    columns = {(problem.table, problem.column) for problem in wrong}
    return [
        replace(problem, cell=source.locate(problem.table, problem.row, problem.column))
        for problem in found
        if (problem.table, problem.row) not in rows
        and not (problem.code == say_cell.BLANK.code and (problem.table, problem.column) in columns)
    ]


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
