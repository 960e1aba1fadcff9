"""Settings that stand in tables of their own: the ladder, fees, prime rates, exchange rates.

A row of prime or exchange rates is one setting (``interest.lpr.2025-05-20``, ``rates.USD``) and
adds to those known; the ladder and the fees replace the built-in ones as a whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Message
from xlar.tables.further import read_sheet
from xlar.tables.settings_schema import SETTING_TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.core.problems import Problem
    from xlar.tables.further import Sheet
    from xlar.tables.settings import Settings
    from xlar.tables.sheets import Workbook

NO_LEVEL: Final = Message.of(
    "letter_without_level",
    ("这一步发函，却没有函件级别", "this step is a letter and has no level"),
    ("级别的数字，如 3", "the number of a level, such as 3"),
    ("请填写函件级别，或改成其他方式", "Fill in the level, or choose another action"),
)

_NO_LETTER: Final = -1


def with_tables(settings: Settings, book: Workbook) -> tuple[Settings, list[Problem]]:
    """The settings of 参数 with those in tables of their own, and what is wrong in these.

    Args:
        settings: what 参数 says.
        book: a file, a workbook open in a host, or cells in memory.
    """
    problems: list[Problem] = []
    for schema in SETTING_TABLES.values():
        sheet = read_sheet(book, schema)
        if sheet is not None:
            problems += sheet.problems
            settings, more = _READERS[schema.name](settings, sheet)
            problems += more
    return settings, problems


def _ladder(settings: Settings, sheet: Sheet) -> tuple[Settings, list[Problem]]:
    steps = [(row, _step(record)) for row, record in sheet.records()]
    problems = [
        sheet.problem(NO_LEVEL, row, "level")
        for row, step in steps
        if step.get("action") == "letter" and step["level"] == _NO_LETTER
    ]
    return _with_list(settings, sheet, "dunning.ladder", [step for _, step in steps]), problems


def _step(record: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the ladder as the record of a step; days before the due date are negative."""
    step = {"gap": 0, "level": _NO_LETTER, "en": record.get("zh", ""), **record}
    whole = {name: step[name] for name in ("day", "level") if name in step}
    return step | {name: int(value) for name, value in whole.items() if value == int(value)}


def _fees(settings: Settings, sheet: Sheet) -> tuple[Settings, list[Problem]]:
    ranges = [record for _, record in sheet.records()]
    return _with_list(settings, sheet, "dunning.fees", ranges), []


def _with_list(
    settings: Settings, sheet: Sheet, name: str, records: Sequence[Mapping[str, Any]]
) -> Settings:
    """The settings with a list of records; none where the sheet has errors or no rows."""
    if not records or any(problem.severity == "error" for problem in sheet.problems):
        return settings
    header = sheet.place.header_row
    cell = sheet.place.cell(header, sheet.schema.columns[0].name)
    return replace(
        settings,
        lists={**settings.lists, name: tuple(records)},
        rows={**settings.rows, name: header},
        cells={**settings.cells, **({name: cell} if cell else {})},
    )


def _single(
    settings: Settings, sheet: Sheet, key: str, prefix: str
) -> tuple[Settings, list[Problem]]:
    """The settings with one more for every row: its name ends in ``key``, its value is the rate."""
    values, rows, cells = dict(settings.values), dict(settings.rows), dict(settings.cells)
    for row, record in sheet.records():
        if not {key, "rate"} <= record.keys():
            continue  # a problem by now
        name = f"{prefix}.{record[key]}"
        values[name], rows[name] = f"{record['rate']:f}", row
        cells[name] = sheet.place.cell(row, "rate") or ""
    return replace(settings, values=values, rows=rows, cells=cells), []


_READERS: Final[Mapping[str, Callable[[Settings, Sheet], tuple[Settings, list[Problem]]]]] = {
    "ladder": _ladder,
    "fees": _fees,
    "lpr": lambda settings, sheet: _single(settings, sheet, "day", "interest.lpr"),
    "rates": lambda settings, sheet: _single(settings, sheet, "currency", "rates"),
}
