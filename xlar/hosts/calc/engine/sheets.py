"""Sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine import addresses
from xlar.hosts.calc.engine.addresses import Box
from xlar.hosts.calc.engine.members import Member
from xlar.hosts.calc.engine.names import Names
from xlar.hosts.calc.engine.panes import FreezePanes
from xlar.hosts.calc.engine.ranges import Range
from xlar.hosts.calc.engine.tables import Table, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlar.hosts.calc.engine.books import Book

_EDGES: Final = (0, 0, addresses.ROWS - 1, addresses.COLUMNS - 1)
_WHOLE: Final = Box(1, 1, addresses.ROWS, addresses.COLUMNS)


class Sheet(Member):
    """One sheet."""

    __slots__ = ("_sheet", "book")

    def __init__(self, book: Book, sheet: Any) -> None:
        self.book, self._sheet = book, sheet

    @property
    def api(self) -> Any:
        """The UNO sheet."""
        # Deleting cells and moving up those below also cuts them out of the UNO sheets that are
        # held, whose cells are then no longer where they were: such a sheet is fetched anew.
        area = self._sheet.RangeAddress
        if (area.StartRow, area.StartColumn, area.EndRow, area.EndColumn) != _EDGES:
            self._sheet = self.book.api.Sheets.getByIndex(area.Sheet)
        return self._sheet

    @property
    def name(self) -> str:
        """The name."""
        return str(self.api.Name)

    @name.setter
    def name(self, value: str) -> None:
        others = {sheet.name.casefold() for sheet in self.book.sheets} - {self.name.casefold()}
        if value.casefold() in others:
            raise ValueError(f"a sheet {value} exists already")
        self.api.setName(value)

    @property
    def index(self) -> int:
        """The place among the sheets, counted from 1."""
        return int(self.api.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        """Is it shown?"""
        return bool(self.api.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        if not value and self.visible and sum(sheet.visible for sheet in self.book.sheets) == 1:
            raise ValueError(f"{self.name} is the last visible sheet and cannot be hidden")
        self.api.IsVisible = bool(value)

    def cell_range(self, box: Box) -> Range:
        """The cells of a rectangle."""
        return Range(self, box)

    def range_at(self, area: Any) -> Range:
        """The cells of a UNO address."""
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self, Box(area.StartRow + 1, area.StartColumn + 1, rows, columns))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Cells by address, by row and column, by name or table, or between two of these.

        Raises:
            IndexError: row or column 0.
            ValueError: the text stands for no cells.
        """
        first = self._range(arg1, arg2 if isinstance(arg1, int) else None)
        if arg2 is None or isinstance(arg1, int):
            return first
        last = self._range(arg2)
        return Range(first.sheet, Box.between(first.box, last.box))

    def _range(self, given: Any, column: int | None = None) -> Range:
        if isinstance(given, Range):
            return given
        if isinstance(given, int) and column is not None:
            given = (given, column)
        if isinstance(given, tuple):
            if 0 in given[:2]:
                raise IndexError("rows and columns are counted from 1: there is no cell 0")
            row, left, *shape = given
            rows, columns = shape or (1, 1)
            return Range(self, Box(row, left, rows, columns))
        return self._referred(given)

    def _referred(self, text: str) -> Range:
        """The cells that an address, a defined name or a table stands for."""
        name, rest = addresses.split_sheet(text)
        sheet = self.book.sheets(name) if name else self
        box = addresses.parse(rest)
        if box is not None:
            return Range(sheet, box)
        for names in (sheet.names, self.book.names):
            if names.contains(rest):
                return names(rest).refers_to_range
        return self._in_table(rest)

    def _in_table(self, text: str) -> Range:
        name, bracket, column = text.partition("[")
        for sheet in self.book.sheets:
            if name not in sheet.tables:
                continue
            table: Table = sheet.tables(name)
            part = column.removesuffix("]") if bracket else ""
            found = {"": table.data_body_range, "#All": table.range, "#Data": table.data_body_range}
            cells = found[part] if part in found else table.columns(part).data_body_range
            if cells is not None:
                return cells
        raise ValueError(f"{text!r} is no address, name or table of the book {self.book.name}")

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, _WHOLE)

    @property
    def used_range(self) -> Range:
        """The smallest range with everything that is used."""
        cursor = self.api.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return self.range_at(cursor.RangeAddress)

    def last_used_row(self) -> int:
        """The last row with content, counted from 1."""
        cursor = self.api.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return int(cursor.RangeAddress.EndRow) + 1

    def database_ranges(self) -> list[Any]:
        """The UNO database ranges that lie on this sheet."""
        ranges, at = self.book.api.DatabaseRanges, self.index - 1
        found = [ranges.getByName(name) for name in ranges.ElementNames]
        return [one for one in found if one.DataArea.Sheet == at]

    @property
    def names(self) -> Names:
        """The defined names of the sheet."""
        return Names(self.book, self)

    @property
    def tables(self) -> Tables:
        """The tables."""
        return Tables(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        """Rows and columns that stay in sight."""
        return FreezePanes(self)

    def activate(self) -> None:
        """Make it the active sheet of its book."""
        self.book.controller.setActiveSheet(self.api)

    select = activate

    def clear(self) -> None:
        """Empty all cells and take their looks away."""
        self.cells.clear()

    def clear_contents(self) -> None:
        """Empty all cells."""
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        """Take the looks of all cells away."""
        self.cells.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns (``c``), rows (``r``), or both to what they hold."""
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Delete it.

        Raises:
            ValueError: it is the only one.
        """
        if len(self.book.sheets) == 1:
            raise ValueError(f"{self.name} is the only sheet and cannot be deleted")
        self.book.api.Sheets.removeByName(self.name)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Copy it beside a sheet of this or another book."""
        target, at = _place(before, after)
        name = target.book.sheets.free_name(self.name)
        sheets = target.book.api.Sheets
        if target.book is self.book:
            sheets.copyByName(self.name, name, at)
        else:
            sheets.importSheet(self.book.api, self.name, at)

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        """Move it beside another sheet of the book."""
        _, at = _place(before, after)
        self.book.api.Sheets.moveByName(self.name, at)


def _place(before: Sheet | None, after: Sheet | None) -> tuple[Sheet, int]:
    """The neighbour, and the position next to it, from 0."""
    if before is not None:
        return before, before.index - 1
    if after is not None:
        return after, after.index
    raise ValueError("one of before and after must be given")


class Sheets(Member):
    """The sheets of a book."""

    __slots__ = ("book",)

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        """The UNO sheets."""
        return self.book.api.Sheets

    @property
    def active(self) -> Sheet:
        """The active sheet."""
        return Sheet(self.book, self.book.controller.ActiveSheet)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(self.book, self.api.getByIndex(i)) for i in range(len(self))])

    def __call__(self, key: int | str) -> Sheet:
        """The sheet with this name, or at this place, counted from 1.

        Raises:
            KeyError: there is none.
        """
        if isinstance(key, int):
            if not 0 < key <= len(self):
                raise KeyError(key)
            return Sheet(self.book, self.api.getByIndex(key - 1))
        if self.api.hasByName(key):
            return Sheet(self.book, self.api.getByName(key))
        for sheet in self:  # Excel does not heed case
            if sheet.name.casefold() == key.casefold():
                return sheet
        raise KeyError(key)

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        """A new sheet, before the active one where no place is given."""
        if before is None and after is None:
            before = self.active
        _, at = _place(before, after)
        name = name or self.free_name()
        self.api.insertNewByName(name, at)
        sheet = self(name)
        sheet.activate()
        return sheet

    def free_name(self, of: str | None = None) -> str:
        """A name no sheet has: ``Sheet3``, or ``data (2)`` for a copy of ``data``."""
        number, pattern = (1, "Sheet{}") if of is None else (2, of[:26] + " ({})")
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)
