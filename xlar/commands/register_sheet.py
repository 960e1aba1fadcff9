"""The sheet 发函登记: what stands there, and the register written back row by row.

Rows keep their place, so that the user's own columns and order stay; new documents go below.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.appending import Grow, NewTable, bottom_of, check_blank, filled, runs_of
from xlar.commands.cells import Column, area_address
from xlar.commands.live import LiveBook
from xlar.commands.look import Look
from xlar.commands.write import Block, Fill, NewSheet
from xlar.core.errors import BadLedger
from xlar.core.problems import errors
from xlar.documents.register.cells import unprotect
from xlar.documents.register.columns import COLUMNS, shown
from xlar.documents.register.manifest import read_manifests
from xlar.documents.register.sheet import REGISTER, sheet_rows
from xlar.tables.cut import raw_table
from xlar.tables.locate import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlar.commands.cells import CellKind
    from xlar.commands.write import Step
    from xlar.core.problems import Language, Problem
    from xlar.core.registered import RegisterRow
    from xlar.tables.grid import Place, RawTable

_KINDS: Final[Mapping[str, CellKind]] = {"amount": "amount", "day": "day", "level": "whole"}
_BY_NAME: Final = {one.name: one for one in COLUMNS}


@dataclass(frozen=True, eq=False)
class RegisterSheet:
    """The sheet as it stands.

    Attributes:
        live: the workbook.
        raw: its table, None where the workbook has none.
        rows: what it says, by row.
        problems: warnings about it.
    """

    live: LiveBook
    raw: RawTable | None
    rows: Mapping[int, RegisterRow]
    problems: Sequence[Problem] = ()

    @classmethod
    def of(cls, book: Any, folder: Path) -> RegisterSheet:
        """The sheet of an open workbook.

        Args:
            book: an `xlwings.Book`.
            folder: the output folder, whose batches say what was made.

        Raises:
            BadLedger: something on it cannot be read.
        """
        live = LiveBook(book)
        candidate, problems = find(live, REGISTER)
        if candidate is None:
            _refuse(problems)
            return cls(live, None, {})
        raw, more = raw_table(live, REGISTER, candidate)
        _refuse([*problems, *more])
        if raw is None:
            return cls(live, None, {})
        rows, found = sheet_rows(raw, read_manifests(folder)[0])
        _refuse(found)
        return cls(live, raw, rows, found)

    def steps(self, register: Sequence[RegisterRow], lang: Language) -> list[Step]:
        """What it takes to bring the sheet up to date.

        Args:
            register: every row.
            lang: language of the words, and of the headers of a new sheet.

        Raises:
            CannotRun: cells below the table are not blank.
        """
        if self.raw is None:
            return _new(register, lang)
        place, sheet = self.raw.place, self.raw.place.sheet or ""
        bottom = bottom_of(self.live, place)
        there = {row.number: at for at, row in self.rows.items()}
        below = [row for row in register if row.number not in there]
        last = bottom.row + len(below)
        if last == place.header_row:
            return []
        placed = {there[row.number]: row for row in register if row.number in there}
        placed |= dict(enumerate(below, bottom.row + 1))
        first = place.header_row + 1
        rows = [placed.get(row) for row in range(first, last + 1)]
        own = {name: at for name, at in place.positions.items() if name in _BY_NAME}
        check_blank(
            self.live, sheet, range(bottom.row + 1, last + 1), sorted(place.positions.values())
        )
        steps: list[Step] = []
        if bottom.area is not None and last > bottom.area.bottom:
            size = last - bottom.area.top + 1, bottom.area.right - bottom.area.left + 1
            steps.append(Grow(bottom.area, size))
        for position, names in runs_of(own):
            columns = [_column(name, rows, lang) for name in names]
            steps.append(filled(sheet, first, position, columns))
        return steps

    @property
    def place(self) -> Place | None:
        """Where its columns stand, None where the workbook has no such sheet."""
        return None if self.raw is None else self.raw.place


def _refuse(problems: Sequence[Problem]) -> None:
    if found := errors(list(problems)):
        raise BadLedger(found)


def _new(register: Sequence[RegisterRow], lang: Language) -> list[Step]:
    """What it takes to make the sheet."""
    sheet, width = REGISTER.title(lang), len(COLUMNS)
    headers = [Column("", "text", [column.title(lang)]) for column in REGISTER.columns]
    body = [_column(one.name, register, lang) for one in COLUMNS]
    size = max(len(register), 1) + 1, width
    blocks = [Block(1, 1, headers), Block(2, 1, body)]
    return [
        NewSheet(sheet),
        Fill(sheet, (1, 1), size, blocks, is_new=True),
        NewTable(sheet, REGISTER.name, size),
        Look(sheet, [area_address(1, 1, 1, width)], area_address(1, 1, *size)),
    ]


def _column(name: str, rows: Sequence[RegisterRow | None], lang: Language) -> Column:
    """A column of the sheet, blank where no row is given."""
    cells = [None if row is None else _cell(name, row, lang) for row in rows]
    return Column("", _KINDS.get(_BY_NAME[name].form, "text"), cells)


def _cell(name: str, row: RegisterRow, lang: Language) -> Any:
    column = _BY_NAME[name]
    text = shown(column, row, lang)
    if column.form == "day":
        return getattr(row, name)
    if column.form in ("amount", "level"):
        return float(text) if text else None
    return unprotect(text) or None
