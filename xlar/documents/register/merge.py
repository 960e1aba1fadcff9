"""The register as it stands: what register.csv says, and what the manifests of the batches say.

A manifest is the truth about what was made, register.csv about what became of it. So a change of a
fixed column by hand (or by Excel, which cuts leading zeros) is undone, and a row that is not in the
file yet, or is gone from it, comes from its manifest.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import BadValue
from xlar.core.problems import Problem, Text
from xlar.core.registered import STATUSES, RegisterRow
from xlar.documents.register import messages as say
from xlar.documents.register.cells import unprotect
from xlar.documents.register.columns import COLUMNS, WANTED, read_cell, shown
from xlar.documents.register.numbering import missing_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from xlar.core.problems import Message
    from xlar.documents.register.columns import Column
    from xlar.documents.register.file import Contents, Entry
    from xlar.documents.register.manifest import Manifest

STATUS_DAYS: Final = {
    "sent": "sent_on",
    "acknowledged": "delivered_on",
    "returned": "returned_on",
    "withdrawn": "withdrawn_on",
}
"""The column that holds the day of a status."""

_DEFAULTS: Final = {
    one.name: one.default for one in fields(RegisterRow) if one.default is not MISSING
}


@dataclass(frozen=True)
class Merged:
    """The register put together.

    Attributes:
        rows: rows of the file in its order, then those of new batches.
        problems: everything found.
        extras: cells of further columns, by number.
        changed: whether register.csv must be written to say the same.
    """

    rows: tuple[RegisterRow, ...]
    problems: tuple[Problem, ...]
    extras: Mapping[str, tuple[str, ...]]
    changed: bool


def merge(contents: Contents, manifests: Mapping[str, Manifest]) -> Merged:
    """The register of a file and the manifests beside it.

    Args:
        contents: what stands in register.csv.
        manifests: by name of their folder.
    """
    made, problems = _made(manifests)
    problems = [*contents.problems, *problems]
    rows: dict[str, RegisterRow] = {}
    changed = False
    for entry in contents.entries:
        if entry.number in rows:
            problems.append(Problem(say.TWICE, "register", entry.line, "number", entry.number))
            continue
        row, found = _Reading(contents, entry, made.get(entry.number)).row()
        problems += found
        if row is not None:
            rows[row.number] = row
            problems += _day_problems(row, entry.line)
            changed |= row.batch != unprotect(entry.cells.get("batch", ""))
    known = {entry.number for entry in contents.entries}
    added = [row for number, row in made.items() if number not in known]
    problems += _put_back(added, made, known)
    rows |= {row.number: row for row in added}
    problems += [
        Problem(say.MISSING_NUMBERS, "register", None, "number", gap)
        for gap in map(_range, missing_numbers(known | rows.keys()))
    ]
    changed |= bool(added) or any(one.code == say.RESTORED.code for one in problems)
    extras = {entry.number: entry.extras for entry in contents.entries}
    return Merged(tuple(rows.values()), tuple(problems), extras, changed)


def _range(gap: tuple[str, str]) -> str:
    first, last = gap
    return first if first == last else f"{first} … {last}"


def _made(manifests: Mapping[str, Manifest]) -> tuple[dict[str, RegisterRow], list[Problem]]:
    """What was made, by number, with the folder it lies in now.

    Of a copied folder the one that still has its first name counts.
    """
    made: dict[str, RegisterRow] = {}
    batches: dict[str, str] = {}
    problems = []
    for folder, manifest in manifests.items():
        for row in manifest.rows:
            before = made.get(row.number)
            if before is not None and batches[row.number] != manifest.batch:
                values = {"first": before.batch, "second": folder}
                problems.append(
                    Problem(say.TWO_BATCHES, "register", None, "number", row.number, None, values)
                )
            elif before is None or folder == row.batch:
                made[row.number] = row if row.batch == folder else replace(row, batch=folder)
                batches[row.number] = manifest.batch
    return made, problems


@dataclass(frozen=True)
class _Reading:
    """The reading of one row of register.csv.

    Attributes:
        contents: the file; entry: the row in it.
        made: what its manifest says, None where there is no manifest any more.
    """

    contents: Contents
    entry: Entry
    made: RegisterRow | None

    def row(self) -> tuple[RegisterRow | None, list[Problem]]:
        """The row and what is wrong with it; None where it lacks what a row needs."""
        values: dict[str, Any] = {"number": self.entry.number}
        problems: list[Problem] = []
        for column in COLUMNS[1:]:
            if self.made is not None and column.made:
                values[column.name] = getattr(self.made, column.name)
                problems += self._restored(column, self.made)
                continue
            try:
                values[column.name] = self._value(column)
            except BadValue:
                problems.append(self._problem(say.BAD_CELL, column, WANTED[column.form]))
                values[column.name] = getattr(self.made, column.name, None)
        if self.made is None and problems:
            return None, problems
        return RegisterRow(**values), problems

    def _value(self, column: Column) -> Any:
        """What the cell in a column says.

        Raises:
            BadValue: it cannot be read, or is blank or gone and may not be.
        """
        cell = self.entry.cells.get(column.name)
        if cell is None and column.name in _DEFAULTS:
            return _DEFAULTS[column.name]
        currency = self.entry.cells.get("currency", "")
        return read_cell(column, cell or "", currency, self.contents.order)

    def _restored(self, column: Column, made: RegisterRow) -> list[Problem]:
        """A warning where a fixed column says something else; a renamed folder is no reason."""
        cell = self.entry.cells.get(column.name)
        if cell is None or column.name == "batch":
            return []
        if cell == shown(column, made, self.contents.language or "zh").strip():
            return []  # as it was written: no need to read it
        with suppress(BadValue):
            if self._value(column) == getattr(made, column.name):
                return []
        wanted = Text(shown(column, made, "zh"), shown(column, made, "en"))
        return [self._problem(say.RESTORED, column, wanted)]

    def _problem(self, words: Message, column: Column, wanted: Text) -> Problem:
        found, values = self.entry.cells.get(column.name, ""), {"wanted": wanted}
        return Problem(words, "register", self.entry.line, column.name, found, None, values)


def _day_problems(row: RegisterRow, line: int) -> list[Problem]:
    """What does not go together in the status of a row and its days."""
    problems = []
    column = STATUS_DAYS.get(row.status)
    if column and getattr(row, column) is None:
        values = {"status": STATUSES[row.status]}
        problems.append(Problem(say.NO_STATUS_DAY, "register", line, column, "", None, values))
    for name in STATUS_DAYS.values():
        day, (earliest, before) = getattr(row, name), earliest_day(row, name)
        if day is not None and day < earliest:
            order = {"earliest": str(earliest), "before": before}
            problems.append(Problem(say.DAY_ORDER, "register", line, name, str(day), None, order))
    return problems


def earliest_day(row: RegisterRow, column: str) -> tuple[date, Text]:
    """The earliest day that can stand in the day column of a status, and what day it is.

    It is sent after its own date, and all else comes after it was sent.
    """
    if column != "sent_on" and row.sent_on is not None:
        return row.sent_on, say.SENT_DAY
    return row.date, say.OWN_DAY


def _put_back(
    added: Iterable[RegisterRow], made: Mapping[str, RegisterRow], known: set[str]
) -> list[Problem]:
    """A warning for every row that was gone while others of its batch are there."""
    there = {made[number].batch for number in known if number in made}
    return [
        Problem(say.PUT_BACK, "register", None, "number", row.number, None,
                {"status": STATUSES[row.status]})
        for row in added
        if row.batch in there
    ]  # fmt: skip
