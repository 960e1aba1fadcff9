"""Tables and names of the stand-in for Excel."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from fakes.excel_addresses import Area, area_of
from fakes.excel_sheet import TableData
from fakes.excel_values import ComError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakes.excel_sheet import BookData, SheetData

_NAME = re.compile(r"[^\W\d\\][\w.\\?]*|\\[\w.]+")


def checked_name(book: BookData, name: str, own: TableData | None = None) -> str:
    """A name a table or range may have: no blank, no cell address, used once.

    https://support.microsoft.com/office/rename-an-excel-table-fbf49a4f-82a3-43eb-8ba2-44d21233b114
    """
    table = book.table(name)
    taken = (table is not None and table is not own) or (
        own is not None and name.lower() in {one.lower() for one in book.names}
    )
    if not _NAME.fullmatch(name) or area_of(name) or name.upper() in {"R", "C"} or taken:
        raise ComError(f"{name!r} cannot be a name")
    return name


def unique_headers(sheet: SheetData, area: Area) -> None:
    """Headers become texts, blank ones Column1, repeated ones get a number, as Excel does it."""
    seen: set[str] = set()
    for offset, column in enumerate(range(area.column, area.right + 1), start=1):
        content = sheet.cells.get((area.row, column))
        stem = sheet.formula(area.row, column) if content is not None else f"Column{offset}"
        numbers = range(2, area.width + 2)
        title = next(t for t in (stem, *(f"{stem}{n}" for n in numbers)) if t.lower() not in seen)
        seen.add(title.lower())
        sheet.cells[area.row, column] = title


class Table(base_classes.Table):
    api = property(lambda self: self)

    def __init__(self, data: TableData) -> None:
        self.data = data

    def _touch(self, what: str) -> None:
        self.data.sheet.touch(what)

    def _range(self, area: Area | None) -> Any:
        from fakes.excel_range import Range

        return None if area is None else Range(self.data.sheet, area)

    @property
    def name(self) -> str:
        return self.data.name

    @name.setter
    def name(self, value: str) -> None:
        self._touch("rename a table")
        self.data.name = checked_name(self.data.sheet.book, value, self.data)

    display_name = name

    @property
    def parent(self) -> Any:
        from fakes.excel_sheets import Sheet

        return Sheet(self.data.sheet)

    @property
    def range(self) -> Any:
        return self._range(self.data.area)

    @property
    def header_row_range(self) -> Any:
        return self._range(self.data.area._replace(height=1)) if self.data.headers else None

    @property
    def data_body_range(self) -> Any:
        return self._range(self.data.body)

    @property
    def insert_row_range(self) -> Any:
        area = self.data.area
        return None if self.data.body else self._range(area._replace(row=area.row + 1, height=1))

    @property
    def totals_row_range(self) -> Any:
        area = self.data.area
        return self._range(area._replace(row=area.bottom, height=1)) if self.data.totals else None

    @property
    def show_totals(self) -> bool:
        return self.data.totals

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        self._touch("show totals")
        if value == self.data.totals:
            return
        area, sheet = self.data.area, self.data.sheet
        if value:
            below = area._replace(row=area.bottom + 1, height=1)
            if sheet.filled(below):
                sheet.shift(below, 1, 0)
            sheet.cells[below.row, below.column] = "Total"
            self.data.area = area._replace(height=area.height + 1)
        else:
            last = area._replace(row=area.bottom, height=1)
            sheet.clear(last, contents=True, looks=False)
            self.data.area = area._replace(height=area.height - 1)
        self.data.totals = value

    @property
    def show_headers(self) -> bool:
        return self.data.headers

    @property
    def show_autofilter(self) -> bool:
        return self.data.filter

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self._touch("show a filter")
        self.data.filter = value

    @property
    def table_style(self) -> str:
        return self.data.style

    @table_style.setter
    def table_style(self, value: str) -> None:
        self._touch("style a table")
        self.data.style = value

    def resize(self, range: Any) -> None:  # noqa: A002 - the name that xlwings gives it
        """The header stays in its row, the new range overlaps the old and holds a row of data.

        https://learn.microsoft.com/office/vba/api/excel.listobject.resize
        """
        self._touch("resize a table")
        own, area = self.data.area, range.impl.area
        if area.row != own.row or not area.meets(own) or area.height < 2:
            raise ComError("the header row stays where it is, ranges overlap, one row at least")
        others = [table for table in self.data.sheet.tables if table is not self.data]
        if range.impl.data is not self.data.sheet or any(area.meets(one.area) for one in others):
            raise ComError("a table cannot overlap another table")
        self.data.area, self.data.waiting = area, False
        unique_headers(self.data.sheet, area)

    def delete(self) -> None:
        self._touch("delete a table")
        self.data.sheet.clear(self.data.area, contents=True, looks=True)
        self.data.sheet.tables.remove(self.data)

    Delete = delete

    def Unlist(self) -> None:  # noqa: N802 - the name in Excel's own objects
        self._touch("unlist a table")
        self.data.sheet.tables.remove(self.data)


class Tables(base_classes.Tables):
    api = property(lambda self: self)

    def __init__(self, sheet: SheetData) -> None:
        self.sheet = sheet

    def __call__(self, key: int | str) -> Table:
        if isinstance(key, str):
            for table in self.sheet.tables:
                if table.name.lower() == key.lower():
                    return Table(table)
            raise KeyError(key)
        return Table(self.sheet.tables[key - 1])

    def __len__(self) -> int:
        return len(self.sheet.tables)

    def __iter__(self) -> Iterator[Table]:
        return map(Table, list(self.sheet.tables))

    def __contains__(self, key: str) -> bool:
        return any(table.name.lower() == key.lower() for table in self.sheet.tables)

    def add(
        self,
        source: Any,
        name: str | None = None,
        has_headers: bool = True,
        table_style_name: str = "TableStyleMedium2",
        **others: Any,
    ) -> Table:
        """A table over a range; a range that is only a header gets an empty row to type in."""
        assert not any(others.values()), others
        book, area = self.sheet.book, source.impl.area
        self.sheet.touch("add a table")
        if any(area.meets(table.area) for table in self.sheet.tables):
            raise ComError("a table cannot overlap another table")
        if not has_headers:
            self.sheet.shift(area._replace(height=1), 1, 0)
            area = area._replace(height=area.height + 1)
        waiting = area.height == 1
        found = TableData("", self.sheet, area._replace(height=2) if waiting else area)
        found.style, found.waiting = table_style_name, waiting
        free = (f"Table{number}" for number in range(1, 10_000))
        found.name = checked_name(
            book, name or next(n for n in free if book.table(n) is None), found
        )
        unique_headers(self.sheet, found.area)
        self.sheet.tables.append(found)
        return Table(found)


class Name(base_classes.Name):
    api = property(lambda self: self)

    def __init__(self, book: BookData, key: str) -> None:
        self.book, self.key = book, key

    def delete(self) -> None:
        self.book.touch("delete a name")
        del self.book.names[self.key]

    @property
    def name(self) -> str:
        return self.key

    @name.setter
    def name(self, value: str) -> None:
        self.book.touch("rename a name")
        self.book.names[checked_name(self.book, value)] = self.book.names.pop(self.key)
        self.key = value

    @property
    def refers_to(self) -> str:
        return self.book.names[self.key]

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.book.touch("change a name")
        self.book.names[self.key] = value

    @property
    def refers_to_range(self) -> Any:
        from fakes.excel_range import Range

        try:
            return Range(*self.book.reference(self.refers_to, self.book.sheets[0]))
        except KeyError:
            raise ComError(f"{self.key} refers to no range") from None


class Names(base_classes.Names):
    """The names of a book, or those of one sheet."""

    api = property(lambda self: self)

    def __init__(self, book: BookData, prefix: str = "") -> None:
        self.book, self.prefix = book, prefix

    def _keys(self) -> list[str]:
        return [key for key in self.book.names if key.startswith(self.prefix)]

    def __call__(self, key: int | str) -> Name:
        if isinstance(key, int):
            return Name(self.book, self._keys()[key - 1])
        for name in self._keys():
            if name.lower() in {key.lower(), (self.prefix + key).lower()}:
                return Name(self.book, name)
        raise ComError(f"no name {key!r}")

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(key, Name(self.book, key)) for key in self._keys()]

    def contains(self, key: int | str) -> bool:
        try:
            self(key)
        except (ComError, IndexError):
            return False
        return True

    def __len__(self) -> int:
        return len(self._keys())

    def add(self, name: str, refers_to: str) -> Name:
        self.book.touch("add a name")
        checked_name(self.book, name.rpartition("!")[2])
        key = name if "!" in name else self.prefix + name
        self.book.names[key] = refers_to if refers_to.startswith("=") else "=" + refers_to
        return Name(self.book, key)
