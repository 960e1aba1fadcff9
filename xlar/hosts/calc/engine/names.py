"""Defined names, of a book and of a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlar.hosts.calc.engine import addresses, bridge
from xlar.hosts.calc.engine.members import Member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlar.hosts.calc.engine.books import Book
    from xlar.hosts.calc.engine.ranges import Range
    from xlar.hosts.calc.engine.sheets import Sheet


class Name(Member):
    """One defined name."""

    __slots__ = ("_book", "_sheet", "api")

    def __init__(self, book: Book, named: Any, sheet: Sheet | None = None) -> None:
        self._book, self._sheet, self.api = book, sheet, named

    @property
    def name(self) -> str:
        """The name, with its sheet where it belongs to one."""
        scope = f"{addresses.quoted(self._sheet.name)}!" if self._sheet else ""
        return scope + str(self.api.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)

    @property
    def refers_to(self) -> str:
        """What it stands for, as an Excel formula."""
        return self._book.formulas.to_excel("=" + self.api.Content)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(self._book.formulas.to_calc("=" + value.removeprefix("="))[1:])

    @property
    def refers_to_range(self) -> Range:
        """The cells it stands for.

        Raises:
            ValueError: it stands for something else.
        """
        area = self.api.getReferredCells()
        if area is None:
            raise ValueError(f"the name {self.name} refers to {self.refers_to}, not to cells")
        return self._book.sheets(area.RangeAddress.Sheet + 1).range_at(area.RangeAddress)

    def delete(self) -> None:
        """Remove it."""
        (self._sheet or self._book).api.NamedRanges.removeByName(self.api.Name)


class Names(Member):
    """The names of a book with those of its sheets, or the names of one sheet."""

    __slots__ = ("_book", "_sheet")

    def __init__(self, book: Book, sheet: Sheet | None = None) -> None:
        self._book, self._sheet = book, sheet

    @property
    def api(self) -> Any:
        """The named ranges of the document or the sheet."""
        return (self._sheet or self._book).api.NamedRanges

    def _all(self) -> list[Name]:
        if self._sheet:
            return _names(self._book, self._sheet)
        return [
            *_names(self._book, None),
            *(name for sheet in self._book.sheets for name in _names(self._book, sheet)),
        ]

    def __iter__(self) -> Iterator[Name]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: int | str) -> Name:
        """The name as text, or at this place, counted from 1.

        Raises:
            KeyError: there is no such name.
        """
        if isinstance(key, int):
            return self._all()[key - 1]
        for name in self._all():
            if key.casefold() in {name.name.casefold(), _bare(name, self._sheet)}:
                return name
        raise KeyError(key)

    def snapshot(self) -> list[tuple[str, Name]]:
        """All names with their texts."""
        return [(name.name, name) for name in self._all()]

    def contains(self, key: int | str) -> bool:
        """Is there such a name?"""
        try:
            self(key)
        except (KeyError, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name, in place of one that exists; ``Sheet1!name`` belongs to a sheet."""
        scope, bare = addresses.split_sheet(name)
        sheet = self._book.sheets(scope) if scope else self._sheet
        named = (sheet or self._book).api.NamedRanges
        if named.hasByName(bare):
            named.removeByName(bare)
        origin = bridge.kind("com.sun.star.table.CellAddress")(0, 0, 0)
        content = self._book.formulas.to_calc("=" + refers_to.removeprefix("="))[1:]
        named.addNewByName(bare, content, origin, 0)
        return Name(self._book, named.getByName(bare), sheet)

    def of_range(self, cells: Range) -> Name | None:
        """The name that stands for exactly these cells."""
        wanted = f"={addresses.quoted(cells.sheet.name)}!{cells.address}"
        return next((name for name in self._all() if name.refers_to == wanted), None)

    def put(self, name: str, cells: Range) -> Name:
        """Let a name stand for these cells."""
        return self.add(name, f"={addresses.quoted(cells.sheet.name)}!{cells.address}")


def _names(book: Book, sheet: Sheet | None) -> list[Name]:
    named = (sheet or book).api.NamedRanges
    return [Name(book, named.getByName(name), sheet) for name in named.ElementNames]


def _bare(name: Name, sheet: Sheet | None) -> str:
    """The name without its sheet, where the sheet is understood."""
    return str(name.api.Name).casefold() if sheet else name.name.casefold()
