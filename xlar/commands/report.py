"""A report on a sheet of its own: what it holds, where it may write, what stands there before.

A report says in its last note which cells it takes, so that making it again clears exactly those:
whatever the user keeps beside or below it stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.cells import Column, Link, area_address
from xlar.commands.context import CannotRun
from xlar.commands.live import LiveBook, cells_of
from xlar.commands.look import table_look
from xlar.commands.write import Block, Fill, NewSheet, Recalculate
from xlar.core.problems import Text
from xlar.tables.grid import address, found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.commands.context import Context
    from xlar.commands.write import Step
    from xlar.core.problems import Language

MOST_ROWS: Final = 1_048_576
_AREA: Final = Text("本表范围", "This report")
_AREA_CELLS: Final = re.compile(r"A1:([A-Z]{1,3})(\d{1,7})")
# With the add-in, Calc names the functions by the interface they belong to.
_OWN_FORMULA: Final = re.compile(
    r"=.*\b(?:AR_[A-Z_]+|ORG\.XLAR\.CALC\.FUNCTIONS\.AR[A-Z]+)\(", re.IGNORECASE | re.DOTALL
)
_MOST_NOTES: Final = 60


@dataclass(frozen=True)
class Report:
    """A report for a sheet of its own.

    Attributes:
        sheet: title of the sheet; see `sheet_named`.
        title: heading in the first cell.
        columns: its columns, at least two, equally long.
        notes: what stands between heading and table: a label, and a text or `Link` beside it.
        after: title of the sheet a new sheet follows; none for the last one.
        titles: further headings by which the sheet is known as this report's.
    """

    sheet: Text
    title: str
    columns: Sequence[Column]
    notes: Sequence[tuple[str, str | Link]] = ()
    after: Text | None = None
    titles: Sequence[str] = field(default_factory=tuple)

    @property
    def header_row(self) -> int:
        """Row of the header, from 1: below title, notes, the note on the area and a blank row."""
        return len(self.notes) + 4

    @property
    def height(self) -> int:
        """How many rows it takes from the first of the sheet."""
        return self.header_row + len(self.columns[0].cells)

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return max(len(self.columns), 2)

    def blocks(self, lang: Language) -> list[Block]:
        """What is written, each block in as few writes as its kinds of cells allow."""
        own = (_AREA[lang], area_address(1, 1, self.height, self.width))
        notes: list[tuple[str, str | Link]] = [(self.title, ""), *self.notes, own]
        plain = [value if isinstance(value, str) else "" for _, value in notes]
        texts = Column("", "text", [label for label, _ in notes]), Column("", "text", plain)
        header = [Column("", "text", [column.title]) for column in self.columns]
        links = [
            Block(row, 2, [Column("", "link", [value])])
            for row, (_, value) in enumerate(notes, 1)
            if isinstance(value, Link)
        ]
        body = Block(self.header_row + 1, 1, self.columns)
        return [Block(1, 1, texts), *links, Block(self.header_row, 1, header), body]


def sheet_named(context: Context, title: Text) -> str:
    """The name of a report's sheet: in the user's language, or in the other where one is ours.

    A sheet of the other title that holds no report of ours belongs to somebody, and is let be.

    Args:
        context: the open workbook.
        title: title of the sheet.
    """
    own, name = title[context.lang], data_sheet_named(context, title)
    is_own = name.casefold() == own.casefold()
    return name if is_own or _holds_report(context.book.sheets[name]) else own


def data_sheet_named(context: Context, title: Text) -> str:
    """The name of a sheet as the workbook has it, in whichever language; else the user's.

    Args:
        context: the open workbook.
        title: title of the sheet.
    """
    there = {sheet.name.casefold(): sheet.name for sheet in context.book.sheets}
    titles = title[context.lang], title.zh, title.en
    return next((there[one] for name in titles if (one := name.casefold()) in there), titles[0])


def _holds_report(sheet: Any) -> bool:
    """Whether a sheet is one of our reports, of formulas or written by a command."""
    return is_live(sheet) or _noted_area(sheet) is not None


def steps_for(context: Context, report: Report) -> list[Step]:
    """What it takes to put a report on its sheet; a sheet of live formulas is recalculated instead.

    Args:
        context: the open workbook.
        report: the report.

    Raises:
        CannotRun: the sheet holds something else where the report needs room.
    """
    name = sheet_named(context, report.sheet)
    if report.height > MOST_ROWS:
        raise CannotRun(
            Text(
                f"“{name}”有 {report.height:,} 行，一张工作表放不下；请缩小范围。",
                f"{name} takes {report.height:,} rows, more than a sheet has; narrow it",
            )
        )
    size = report.height, report.width
    blocks = report.blocks(context.lang)
    if name not in [sheet.name for sheet in context.book.sheets]:
        after = data_sheet_named(context, report.after) if report.after else ""
        filled = Fill(name, (1, 1), size, blocks, is_new=True)
        return [NewSheet(name, after), filled, table_look(name, report.header_row, report.columns)]
    sheet = context.book.sheets[name]
    if is_live(sheet):
        return [Recalculate(name)]
    own = own_area(sheet, (report.title, *report.titles, report.sheet.zh, report.sheet.en))
    _check_room(LiveBook(context.book), name, report, own)
    whole = max(own[0], size[0]), max(own[1], size[1])
    return [Fill(name, (1, 1), whole, blocks)]


def is_live(sheet: Any) -> bool:
    """Whether a sheet holds formulas of ours, which show the report themselves.

    Args:
        sheet: an `xlwings.Sheet`.
    """
    used = sheet.used_range
    top = used[: min(used.shape[0], _MOST_NOTES), :].formula
    rows = [top] if isinstance(top, str) else top
    cells = (cell for row in rows for cell in ([row] if isinstance(row, str) else row))
    return any(isinstance(cell, str) and _OWN_FORMULA.match(cell) for cell in cells)


def own_area(sheet: Any, titles: Sequence[str]) -> tuple[int, int]:
    """Height and width of the area from A1 that an earlier report wrote; nothing where none did.

    Args:
        sheet: an `xlwings.Sheet`.
        titles: headings by which the report is known.
    """
    title = cells_of(sheet.range((1, 1), (1, 2)))[0][0]
    return (title in titles and _noted_area(sheet)) or (0, 0)


def _noted_area(sheet: Any) -> tuple[int, int] | None:
    """Height and width that a report says it takes; None where no report is noted."""
    for label, value in cells_of(sheet.range((1, 1), (_MOST_NOTES, 2))):
        if label in (_AREA.zh, _AREA.en) and (cells := _AREA_CELLS.fullmatch(str(value))):
            last = sheet.range(f"{cells[1]}{cells[2]}")
            return last.row, last.column
    return None


def _check_room(book: LiveBook, name: str, report: Report, own: tuple[int, int]) -> None:
    """Refuse to write over what is not the report's.

    Raises:
        CannotRun: a cell there is not blank.
    """
    grid = book.grid(name)
    for row, cells in enumerate(grid.rows, grid.top):
        if row > report.height:
            break
        for column, cell in enumerate(cells, grid.left + 1):
            is_own = row <= own[0] and column <= own[1]
            if cell != "" and column <= report.width and not is_own:
                where, seen = address(name, row, column - 1), found(cell)
                raise CannotRun(
                    Text(
                        f"{where} 处有“{seen}”，报表要用这里。请移开，或给工作表改名后重试。",
                        f"{where} holds {seen!r} where the report needs room; move it or rename "
                        "the sheet, and try again",
                    )
                )
