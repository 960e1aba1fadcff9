"""From tables in cells to a checked ledger, with everything found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from xlar.core.build import build
from xlar.core.policy import Policy
from xlar.core.problems import Problem, errors
from xlar.tables import cell_messages as say_cell
from xlar.tables.convert import convert_table
from xlar.tables.cut import raw_table
from xlar.tables.further import read_sheet
from xlar.tables.locate import locate
from xlar.tables.schema import SETTINGS, TABLES
from xlar.tables.setting_tables import with_tables
from xlar.tables.settings import Settings, apply_settings, read_settings
from xlar.tables.settings_schema import SETTING_TABLES, WORDING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xlar.core.ledger import Ledger
    from xlar.core.tables import Table
    from xlar.tables.further import Sheet
    from xlar.tables.grid import Place, RawTable
    from xlar.tables.sheets import Grid, Workbook


@dataclass(frozen=True, eq=False)
class Source:
    """What stands in a workbook or folder, typed but not yet checked against the ledger's rules.

    Attributes:
        tables: typed tables by English name; one with an unusable header is not among them.
        problems: everything found so far, in the order of the tables and their rows.
        extras: further columns of every table, by header, untouched.
        places: where the columns of every table stand.
        stated: settings as read, with their places.
        texts: the sheet 函件模板 as read, None where there is none.
    """

    tables: Mapping[str, Table]
    problems: tuple[Problem, ...]
    extras: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    stated: Settings = field(default_factory=Settings)
    texts: Sheet | None = None

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


def source_of(book: Workbook) -> Source:
    """The typed tables of a workbook, with every problem found in reading them.

    Args:
        book: a file, a workbook open in a host, or cells in memory.

    >>> from xlar.tables.sheets import CellsInMemory, Grid
    >>> rows = [["单据号", "客户编码", "单据日期", "金额"], ["I-1", "C1", "2026-06-01", 80.0]]
    >>> source = source_of(CellsInMemory({"发票": Grid("发票", 1, 0, rows)}))
    >>> source.tables["invoices"].columns["amount"].tolist()  # ten-thousandths
    [800000]
    """
    found, problems = locate(book)
    raws = []
    for name, candidate in found.items():
        raw, more = raw_table(book, TABLES[name], candidate)
        raws += [raw] if raw is not None else []
        problems += more
    settings, more = with_tables(settings_of(book), book)
    source = assembled(raws, [*problems, *more], settings)
    return replace(source, texts=read_sheet(book, WORDING))


def settings_of(book: Workbook) -> Settings:
    """The settings on the sheet 参数; none where there is no such sheet."""
    for name in book.names:
        if SETTINGS.is_named(name):
            grid = book.grid(name)
            return read_settings(enumerate(_single_settings(book, grid), grid.top), name, grid.left)
    return Settings()


def _single_settings(book: Workbook, grid: Grid) -> list[Sequence[Any]]:
    """The rows of 参数 without the tables of settings that stand beside the single ones."""
    rows = [list(row) for row in grid.rows]
    for area in book.tables:
        own = any(schema.is_named(area.name) for schema in SETTING_TABLES.values())
        if own and area.sheet == grid.sheet:
            width = area.right - area.left + 1
            for row in rows[max(0, area.top - grid.top) : area.bottom + 1 - grid.top]:
                row[area.left - grid.left : area.right + 1 - grid.left] = [""] * width
    return list(rows)


def assembled(raws: Sequence[RawTable], problems: Sequence[Problem], settings: Settings) -> Source:
    """The source made of raw tables, converted here, and what was found before."""
    converted = {raw.schema.name: convert_table(raw) for raw in raws}
    return Source(
        {name: one.table for name, one in converted.items()},
        (*problems, *(problem for one in converted.values() for problem in one.problems)),
        {name: one.extras for name, one in converted.items()},
        {raw.schema.name: raw.place for raw in raws},
        settings,
    )


def checked(source: Source, policy: Policy | None = None, fallback: Policy | None = None) -> Loaded:
    """The ledger of a source, with everything found in reading and checking it.

    Args:
        source: typed tables.
        policy: settings that go before those of the source.
        fallback: settings where neither says anything; None for the defaults.
    """
    effective, as_of, more = apply_settings(source.stated, policy, fallback or Policy())
    problems = [*source.problems, *more]
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
