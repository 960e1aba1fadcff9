"""Sheets of the stand-in for Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from fakes import excel_formulas as formulas
from fakes.excel_addresses import COLUMNS, ROWS, Area, between, quoted
from fakes.excel_range import Range
from fakes.excel_sheet import BookData, Entered, SheetData
from fakes.excel_tables import Names, Tables
from fakes.excel_values import ComError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALL = Area(1, 1, ROWS, COLUMNS)


class Sheets(base_classes.Sheets):
    api = property(lambda self: self)

    def __init__(self, book: BookData) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self.book.sheets[self.book.active])

    def __call__(self, key: int | str) -> Sheet:
        try:
            return Sheet(
                self.book.sheet(key) if isinstance(key, str) else self.book.sheets[key - 1]
            )
        except (KeyError, IndexError):
            raise ComError(f"no sheet {key!r}") from None

    def __contains__(self, name: str) -> bool:
        return any(sheet.name.lower() == name.lower() for sheet in self.book.sheets)

    def __len__(self) -> int:
        return len(self.book.sheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter([Sheet(data) for data in self.book.sheets])

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        """A new sheet, before the active one unless told where; it becomes the active one."""
        self.book.touch("add a sheet")
        if before or after:
            place = self.book.sheets.index((before or after).data) + bool(not before)
        else:
            place = self.book.active
        data = SheetData(self.book.free_sheet_name(), self.book)
        self.book.sheets.insert(place, data)
        self.book.active = place
        sheet = Sheet(data)
        if name is not None:
            sheet.name = name  # as on Windows: a bad name leaves the new sheet behind
        return sheet


class Sheet(base_classes.Sheet):
    def __init__(self, data: SheetData) -> None:
        self.data = data

    @property
    def api(self) -> Sheet:
        return self

    @property
    def name(self) -> str:
        return self.data.name

    @name.setter
    def name(self, value: str) -> None:
        book = self.data.book
        book.touch("rename a sheet")
        new = book.checked_sheet_name(value, self.data)
        _rename_references(book, self.data.name, new)
        self.data.name = new

    @property
    def book(self) -> Any:
        from fakes.excel_engine import Book

        return Book(self.data.book.host.app, self.data.book)

    @property
    def index(self) -> int:
        return self.data.book.sheets.index(self.data) + 1

    @property
    def names(self) -> Names:
        return Names(self.data.book, f"{quoted(self.data.name)}!")

    @property
    def cells(self) -> Range:
        return Range(self.data, _ALL)

    @property
    def used_range(self) -> Range:
        return Range(self.data, self.data.used())

    @property
    def tables(self) -> Tables:
        return Tables(self.data)

    notes = comments = pictures = charts = shapes = ()

    def range(self, first: Any, last: Any = None) -> Range:
        """By address, name, (row, column), both corners, or (row, column, height, width)."""
        if isinstance(first, tuple) and len(first) == 4:
            return Range(self.data, Area(*first))
        if isinstance(first, int) and isinstance(last, int):
            first, last = (first, last), None
        corners = [self._corner(one) for one in (first, last) if one is not None]
        (sheet, one), (_, two) = corners[0], corners[-1]
        area = between(
            min(one.row, two.row), min(one.column, two.column),
            max(one.bottom, two.bottom), max(one.right, two.right),
        )  # fmt: skip
        assert area
        return Range(sheet, area)

    def _corner(self, what: Any) -> tuple[SheetData, Area]:
        if isinstance(what, Range):
            return what.data, what.area
        if isinstance(what, tuple):
            if 0 in what:
                raise IndexError("Attempted to access 0-based Range. Ranges are 1-based.")
            area = between(*what, *what)
            if area is None:
                raise ComError(f"{what} is outside the sheet")
            return self.data, area
        try:
            return self.data.book.reference(what, self.data)
        except KeyError:
            raise ComError(f"{what!r} is no range") from None

    def activate(self) -> None:
        """A hidden sheet cannot be activated."""
        if self.data.visible != -1:
            raise ComError("Activate method of Worksheet class failed")
        self.data.book.active = self.data.book.sheets.index(self.data)

    select = activate

    def clear(self) -> None:
        self.cells.clear()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        self.cells.autofit(axis)

    @property
    def visible(self) -> int:
        return self.data.visible

    @visible.setter
    def visible(self, value: bool | int) -> None:
        """-1 visible, 0 hidden, 2 very hidden; one sheet of a book stays visible."""
        book = self.data.book
        book.touch("show or hide a sheet")
        state = -1 if value is True or value in {-1, 1} else int(value)
        if state != -1:
            self._another_visible()
        self.data.visible = state

    def _another_visible(self) -> None:
        book = self.data.book
        others = [s for s in book.sheets if s is not self.data and s.visible == -1]
        if not others:
            raise ComError("a workbook must contain at least one visible worksheet")
        if book.sheets[book.active] is self.data:
            place = book.active
            book.active = min(map(book.sheets.index, others), key=lambda i: (abs(i - place), -i))

    def delete(self) -> None:
        """Its names and references to it become #REF!."""
        book = self.data.book
        book.touch("delete a sheet")
        self._another_visible()
        active = book.sheets[book.active]
        _rename_references(book, self.data.name, None)
        book.sheets.remove(self.data)
        book.active = book.sheets.index(active)

    def copy(self, before: Any = None, after: Any = None) -> None:
        """A copy with the same cells and looks, named ``Sheet1 (2)``; its tables get new names."""
        from fakes.excel_files import copied

        target = (before or after).data
        target.book.touch("copy a sheet")
        data = copied(self.data, target.book)
        place = target.book.sheets.index(target) + bool(not before)
        target.book.sheets.insert(place, data)
        target.book.active = place

    def move(self, before: Any = None, after: Any = None) -> None:
        book, target = self.data.book, (before or after).data
        book.touch("move a sheet")
        book.sheets.remove(self.data)
        book.sheets.insert(book.sheets.index(target) + bool(not before), self.data)
        book.active = book.sheets.index(self.data)


def _rename_references(book: BookData, old: str, new: str | None) -> None:
    """Names and formulas follow a sheet that is renamed (None: deleted)."""
    marks = (f"{quoted(old)}!", f"'{old}'!")
    fresh = "#REF!" if new is None else f"{quoted(new)}!"

    def follow(text: str) -> str:
        parts = []
        for token in formulas.TOKEN.finditer(text, 1):
            part, mark = token[0], next((m for m in marks if token[0].strip().startswith(m)), None)
            if mark and not token["text"]:
                part = fresh if new is None else part.replace(mark, fresh, 1)
            parts.append(part)
        return "=" + "".join(parts)

    for key, target in list(book.names.items()):
        book.names[key] = follow(target)
    for sheet in book.sheets:
        for held in sheet.cells.values():
            if isinstance(held, Entered) and any(mark in held.text for mark in marks):
                held.text = follow(held.text)
