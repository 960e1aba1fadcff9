"""Workbooks and sheets as the stand-in for Excel keeps them in memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from fakes import excel_formulas as formulas
from fakes.excel_addresses import COLUMNS, ROWS, Area, area_of, quoted, split
from fakes.excel_values import GENERAL, TEXT, ComError, ErrorValue, Formula, entered, formula_text

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int]
FORMAT = "number_format"
_FIRST_CELL = Area(1, 1, 1, 1)
_NAMELESS = re.compile(r"[\\/?*\[\]:]")


@dataclass(slots=True)
class Entered:
    """A formula in a cell, and the value a file held for it."""

    text: str
    cached: Any = None


@dataclass
class TableData:
    """A table (ListObject); ``waiting`` means that its one body row is the empty insert row."""

    name: str
    sheet: SheetData
    area: Area
    headers: bool = True
    totals: bool = False
    style: str = "TableStyleMedium2"
    filter: bool = True
    waiting: bool = False

    @property
    def body(self) -> Area | None:
        top, height = self.area.row + self.headers, self.area.height - self.headers - self.totals
        if height < 1 or (
            self.waiting and not self.sheet.filled(self.area._replace(row=top, height=1))
        ):
            return None
        return self.area._replace(row=top, height=height)


@dataclass
class BookData:
    """A workbook; ``host`` is the engine that has it open."""

    name: str
    host: Any
    path: str = ""
    sheets: list[SheetData] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    active: int = 0
    epoch_1904: bool = False

    def touch(self, what: str) -> None:
        """Called before anything in the book changes."""
        self.host.touch(what)

    @property
    def shift(self) -> int:
        return 1_462 if self.epoch_1904 else 0

    def sheet(self, name: str) -> SheetData:
        for sheet in self.sheets:
            if sheet.name.lower() == name.lower():
                return sheet
        raise KeyError(name)

    def table(self, name: str) -> TableData | None:
        tables = (table for sheet in self.sheets for table in sheet.tables)
        return next((table for table in tables if table.name.lower() == name.lower()), None)

    def checked_sheet_name(self, name: str, own: SheetData | None = None) -> str:
        """A name a sheet may have: 1 to 31 characters, none of ``\\/?*[]:``, used once.

        https://support.microsoft.com/office/rename-a-worksheet-3f1f7148-ee83-404d-8ef0-9ff99fbad1f9
        """
        taken = {sheet.name.lower() for sheet in self.sheets if sheet is not own}
        bad = not name or len(name) > 31 or _NAMELESS.search(name) or "'" in {name[0], name[-1]}
        if bad or name.lower() in taken or name.lower() == "history":
            raise ComError(f"a sheet cannot be named {name!r}")
        return name

    def free_sheet_name(self, stem: str = "Sheet", shape: str = "{}{}") -> str:
        taken = {sheet.name.lower() for sheet in self.sheets}
        numbers = range(1, len(taken) + 2)
        return next(n for i in numbers if (n := shape.format(stem, i)).lower() not in taken)

    def reference(self, text: str, home: SheetData) -> tuple[SheetData, Area]:
        """The cells of an address, a name, a table or a column of one.

        Raises:
            KeyError: it is none of them.
        """
        sheet_name, rest = split(text.removeprefix("=").rstrip("#"))
        sheet = self.sheet(sheet_name) if sheet_name else home
        area = area_of(rest)
        if area is not None:
            return sheet, area
        for key in (f"{quoted(sheet.name)}!{rest}".lower(), rest.lower()):
            for name, target in self.names.items():
                if name.lower() == key:
                    return self.reference(target, home)
        table = self.table(rest.partition("[")[0])
        if table is None or table.body is None:
            raise KeyError(text)
        column = rest.partition("[")[2].rstrip("]").lstrip("[@#")
        if not column or column in {"Data", "All"}:
            return table.sheet, table.area if column == "All" else table.body
        headers = [str(table.sheet.content(table.area.row, c)) for c in range(
            table.area.column, table.area.right + 1)]  # fmt: skip
        if column not in headers:
            raise KeyError(text)
        return table.sheet, table.body._replace(
            column=table.area.column + headers.index(column), width=1
        )


@dataclass(eq=False)
class SheetData:
    """A sheet: contents, looks (of cells, rows, columns and all), links and tables."""

    name: str
    book: BookData
    cells: dict[Place, Any] = field(default_factory=dict)
    looks: dict[Place, dict[str, Any]] = field(default_factory=dict)
    row_looks: dict[int, dict[str, Any]] = field(default_factory=dict)
    column_looks: dict[int, dict[str, Any]] = field(default_factory=dict)
    base_look: dict[str, Any] = field(default_factory=dict)
    links: dict[Place, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    tables: list[TableData] = field(default_factory=list)
    visible: int = -1
    protected: bool = False
    selection: Area = _FIRST_CELL
    autofitted: list[tuple[Area, str | None]] = field(default_factory=list)
    computing: set[Place] = field(default_factory=set)

    def touch(self, what: str) -> None:
        """Called before anything on the sheet changes.

        Raises:
            ComError: the sheet is protected.
        """
        self.book.touch(what)
        if self.protected:
            raise ComError("the cell or chart you're trying to change is on a protected sheet")

    def look(self, row: int, column: int, key: str, default: Any = None) -> Any:
        for source in (
            self.looks.get((row, column)),
            self.row_looks.get(row),
            self.column_looks.get(column),
            self.base_look,
        ):
            if source and key in source:
                return source[key]
        return default

    def format(self, row: int, column: int) -> str:
        return str(self.look(row, column, FORMAT, GENERAL))

    def set_look(self, area: Area, key: str, value: Any) -> None:
        """Give cells a look; whole rows and columns keep it for cells to come."""
        if area.height == ROWS or area.width == COLUMNS:
            self._set_lines(area, key, value)
            return
        for place in places(area):
            self.looks.setdefault(place, {})[key] = value

    def _set_lines(self, area: Area, key: str, value: Any) -> None:
        for place, look in self.looks.items():
            if area.holds(*place):
                look.pop(key, None)
        if area.height == ROWS and area.width == COLUMNS:
            self.base_look[key] = value
            for line in (*self.row_looks.values(), *self.column_looks.values()):
                line.pop(key, None)
        elif area.height == ROWS:
            for column in range(area.column, area.right + 1):
                self.column_looks.setdefault(column, {})[key] = value
        else:
            for row in range(area.row, area.bottom + 1):
                self.row_looks.setdefault(row, {})[key] = value

    def content(self, row: int, column: int) -> Any:
        """What a cell shows: None, str, bool, float or `ErrorValue`; formulas by their value."""
        found = self.cells.get((row, column))
        if type(found) is not Entered:
            return found
        if (row, column) in self.computing:
            return 0.0  # a circle
        self.computing.add((row, column))
        try:
            value = formulas.value_of(found.text, self._contents)
        finally:
            self.computing.discard((row, column))
        unknown = value == ErrorValue("#NAME?") and found.cached is not None
        return found.cached if unknown else value

    def _contents(self, reference: str) -> list[Any]:
        sheet, area = self.book.reference(reference, self)
        clipped = sheet.clipped(area)
        return [sheet.content(*place) for place in places(clipped)] if clipped else [None]

    def formula(self, row: int, column: int) -> str:
        found = self.cells.get((row, column))
        return found.text if type(found) is Entered else formula_text(found)

    def put(self, row: int, column: int, value: Any) -> None:
        """Write one value as Excel takes it."""
        code = self.format(row, column)
        content, new_code = entered(value, code, shift=self.book.shift)
        if type(content) is Formula:
            formulas.check(content.text)
            content = Entered(content.text)
        if content is None:
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = content
        if new_code != code:
            self.looks.setdefault((row, column), {})[FORMAT] = new_code

    def put_formula(self, row: int, column: int, text: Any) -> None:
        """Write through ``Formula``: in a text cell the formula stays a text, else it is one."""
        formula = isinstance(text, str) and text.startswith("=") and len(text) > 1
        if formula and self.format(row, column) != TEXT:
            formulas.check(text)
            self.cells[row, column] = Entered(text)
        else:
            self.put(row, column, text)

    def filled(self, area: Area) -> bool:
        """Whether any cell of an area has content."""
        clipped = self.clipped(area)
        return clipped is not None and any(place in self.cells for place in places(clipped))

    def clipped(self, area: Area) -> Area | None:
        """The part of an area within the used range, so that whole columns are no long loops."""
        used = self.used()
        top, left = max(area.row, used.row), max(area.column, used.column)
        bottom, right = min(area.bottom, used.bottom), min(area.right, used.right)
        if bottom < top or right < left:
            return None
        return Area(top, left, bottom - top + 1, right - left + 1)

    def used(self) -> Area:
        """The used range: cells with content or a look of their own; A1 where there are none."""
        spots = {*self.cells, *(place for place, look in self.looks.items() if look)}
        for table in self.tables:
            spots |= {(table.area.row, table.area.column), (table.area.bottom, table.area.right)}
        if not spots:
            return Area(1, 1, 1, 1)
        rows, columns = [r for r, _ in spots], [c for _, c in spots]
        top, left = min(rows), min(columns)
        return Area(top, left, max(rows) - top + 1, max(columns) - left + 1)

    def clear(self, area: Area, *, contents: bool, looks: bool) -> None:
        for kept, wanted in ((self.cells, contents), (self.looks, looks), (self.links, looks)):
            if wanted:
                for place in [place for place in kept if area.holds(*place)]:
                    del kept[place]
        if looks and (area.height == ROWS or area.width == COLUMNS):
            if area.height == ROWS and area.width == COLUMNS:
                self.base_look.clear()
            for column in [
                c for c in self.column_looks if area.height == ROWS and area.holds(1, c)
            ]:
                del self.column_looks[column]
            for row in [r for r in self.row_looks if area.width == COLUMNS and area.holds(r, 1)]:
                del self.row_looks[row]

    def shift(self, area: Area, rows: int, columns: int) -> None:
        """Move what lies from an area on down, right, or over it up or to the left.

        Tables that would be torn stop it; those that hold the area grow or shrink.
        """
        for table in self.tables:
            table.area = _shifted_table(table, area, rows, columns)
        for kept in (self.cells, self.looks, self.links):
            moved = {}
            for (row, column), what in kept.items():
                place = _shifted((row, column), area, rows, columns)
                if place is not None:
                    moved[place] = what
            kept.clear()
            kept.update(moved)


def places(area: Area) -> Iterator[Place]:
    for row in range(area.row, area.bottom + 1):
        for column in range(area.column, area.right + 1):
            yield row, column


def _shifted(place: Place, area: Area, rows: int, columns: int) -> Place | None:
    row, column = place
    if rows and area.column <= column <= area.right and row >= area.row:
        return None if rows < 0 and row <= area.bottom else (row + rows, column)
    if columns and area.row <= row <= area.bottom and column >= area.column:
        return None if columns < 0 and column <= area.right else (row, column + columns)
    return place


def _shifted_table(table: TableData, area: Area, rows: int, columns: int) -> Area:
    """Where a table is after the shift.

    Raises:
        ComError: "This operation is not allowed. The operation is attempting to shift cells in a
            table on your worksheet."
    """
    own = table.area
    if columns:
        touched = area.row <= own.bottom and own.row <= area.bottom and own.right >= area.column
        whole = area.row <= own.row and own.bottom <= area.bottom and area.column <= own.column
        if touched and not whole:
            raise ComError("the operation is attempting to shift cells in a table")
        return own._replace(column=own.column + columns) if touched else own
    touched = area.column <= own.right and own.column <= area.right and own.bottom >= area.row
    if not touched:
        return own
    if area.column > own.column or area.right < own.right:
        raise ComError("the operation is attempting to shift cells in a table")
    if rows > 0:
        inside = area.row > own.row
        return (
            own._replace(height=own.height + rows) if inside else own._replace(row=own.row + rows)
        )
    if area.bottom < own.row:
        return own._replace(row=own.row + rows)
    if area.row <= own.row:
        raise ComError("the header row of a table cannot be deleted")
    return own._replace(height=own.height - (min(area.bottom, own.bottom) - area.row + 1))
