"""Ranges of the stand-in for Excel, member by member as xlwings asks its Windows engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakes import excel_formulas as formulas
from fakes.excel_addresses import (
    COLUMNS,
    ROWS,
    Area,
    address_of,
    between,
    quoted,
)
from fakes.excel_looks import Looks
from fakes.excel_sheet import places
from fakes.excel_values import ComError, com_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakes.excel_sheet import SheetData

_STEPS = {"d": (1, 0), "u": (-1, 0), "r": (0, 1), "l": (0, -1)}
_NOT_AVAILABLE = "#N/A"


class Range(Looks):
    """Cells of a sheet; an area of no height or width holds none."""

    def __init__(self, data: SheetData, area: Area) -> None:
        self.data, self.area = data, area
        self.options: dict[str, Any] = {}

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        return (self.data, *self.area)

    @property
    def api(self) -> Any:
        return self if len(self) else None

    @property
    def sheet(self) -> Any:
        from fakes.excel_sheets import Sheet

        return Sheet(self.data)

    def __len__(self) -> int:
        return self.area.height * self.area.width

    def __bool__(self) -> bool:
        return True

    @property
    def row(self) -> int:
        return self.area.row

    @property
    def column(self) -> int:
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        return self.area.height, self.area.width

    def __call__(self, row: int, column: int | None = None) -> Range:
        """A cell by its place in the range, which may lie outside it."""
        if column is None:
            row, column = (row - 1) // self.area.width + 1, (row - 1) % self.area.width + 1
        return self._new(self.area.row + row - 1, self.area.column + column - 1)

    def _new(self, row: int, column: int, height: int = 1, width: int = 1) -> Range:
        area = between(row, column, row + height - 1, column + width - 1)
        if area is None:
            raise ComError("outside the sheet")
        return Range(self.data, area)

    def _grid(self, read: Callable[[int, int], Any]) -> Any:
        """As COM hands cells over: one alone, several as a tuple of tuples."""
        row, column, height, width = self.area
        if len(self) == 1:
            return read(row, column)
        columns = range(column, column + width)
        return tuple(tuple(read(r, c) for c in columns) for r in range(row, row + height))

    def _fill(self, values: Any, write: Callable[[int, int, Any], None]) -> None:
        """As COM takes values: one for all cells, or rows; a row or column alone is repeated, and
        cells for which rows hold nothing get #N/A."""
        if not isinstance(values, list | tuple):
            for place in places(self.area):
                write(*place, values)
            return
        rows = values if values and isinstance(values[0], list | tuple) else [values]
        for row, column in places(self.area):
            y = 0 if len(rows) == 1 else row - self.area.row
            x = 0 if len(rows[0]) == 1 else column - self.area.column
            inside = y < len(rows) and x < len(rows[y])
            write(row, column, rows[y][x] if inside else _NOT_AVAILABLE)

    @property
    def raw_value(self) -> Any:
        if not len(self):
            return None
        data, shift = self.data, self.data.book.shift

        def read(row: int, column: int) -> Any:
            return com_value(data.content(row, column), data.format(row, column), shift=shift)

        return self._grid(read)

    @raw_value.setter
    def raw_value(self, values: Any) -> None:
        self._write(values, self.data.put)

    def _write(self, values: Any, write: Callable[[int, int, Any], None]) -> None:
        if not len(self):
            return
        self.data.touch(f"write {self.data.name}!{self.address}")
        before = self._held()
        growing = self._tables_above()
        try:
            self._fill(values, write)
        except (ComError, TypeError):  # nothing of a write that fails stays
            self.data.clear(self.area, contents=True, looks=False)
            self.data.cells.update(before[0])
            self.data.looks.update(before[1])
            raise
        for table in growing:
            if self.data.filled(table.area._replace(row=table.area.bottom + 1, height=1)):
                table.area = table.area._replace(height=self.area.bottom - table.area.row + 1)
        self._keep_headers_texts()

    def _held(self) -> tuple[dict[Any, Any], dict[Any, Any]]:
        """Contents and looks of the cells as they are now."""
        cells, looks = self.data.cells, self.data.looks
        return (
            {place: cells[place] for place in places(self.area) if place in cells},
            {place: dict(looks.get(place, {})) for place in places(self.area)},
        )

    def _tables_above(self) -> list[Any]:
        """Tables that grow when this is written: it begins directly below, where nothing stood."""
        return [
            table
            for table in self.data.tables
            if table.sheet.book.host.auto_expand
            and not table.totals
            and not (table.waiting and table.body is None)
            and self.area.row == table.area.bottom + 1
            and table.area.column <= self.area.right
            and self.area.column <= table.area.right
            and not self.data.filled(
                table.area._replace(row=table.area.bottom + 1, height=self.area.height)
            )
        ]

    def _keep_headers_texts(self) -> None:
        from fakes.excel_tables import unique_headers

        for table in self.data.tables:
            if table.headers and table.area._replace(height=1).meets(self.area):
                unique_headers(self.data, table.area)

    @property
    def formula(self) -> Any:
        return self._grid(self.data.formula) if len(self) else None

    @formula.setter
    def formula(self, values: Any) -> None:
        if isinstance(values, str) and values.startswith("="):
            top, left = self.area.row, self.area.column
            formulas.check(values)
            self._write(
                values,
                lambda row, column, text: self.data.put_formula(
                    row, column, formulas.moved(text, row - top, column - left)
                ),
            )
        else:
            self._write(values, self.data.put_formula)

    formula2 = formula

    @property
    def formula_array(self) -> Any:
        return self.formula if len(self) == 1 else None

    has_array = False

    def _clear(self, *, contents: bool, looks: bool) -> None:
        if len(self):
            self.data.touch(f"clear {self.data.name}!{self.address}")
            self.data.clear(self.area, contents=contents, looks=looks)
            self._keep_headers_texts()

    def clear_contents(self) -> None:
        self._clear(contents=True, looks=False)

    def clear_formats(self) -> None:
        self._clear(contents=False, looks=True)

    def clear(self) -> None:
        self._clear(contents=True, looks=True)

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Shifts cells; new ones look like those above or to the left of them."""
        area = self.area
        down = shift == "down" or (shift is None and area.width >= area.height)
        self.data.touch("insert cells")
        last = self.data.used()
        if (last.bottom if down else last.right) + area.height >= (ROWS if down else COLUMNS):
            raise ComError("that would shift cells off the sheet")
        self.data.shift(area, area.height if down else 0, 0 if down else area.width)
        if copy_origin == "format_from_right_or_below":
            return
        for row, column in places(area):
            source = (area.row - 1, column) if down else (row, area.column - 1)
            if source in self.data.looks:
                self.data.looks[row, column] = dict(self.data.looks[source])

    def delete(self, shift: str | None = None) -> None:
        area = self.area
        up = shift == "up" or (shift is None and area.width >= area.height)
        self.data.touch("delete cells")
        self.data.shift(area, -area.height if up else 0, 0 if up else -area.width)

    def copy(self, destination: Any = None) -> None:
        """Contents, looks and links; references in formulas move along."""
        if destination is None:
            return
        target, (top, left, *_) = destination.impl, self.area
        target.data.touch("copy cells")
        for row, column in list(places(self.area)):
            place = target.area.row + row - top, target.area.column + column - left
            text, held = self.data.formula(row, column), self.data.cells.get((row, column))
            target.data.cells.pop(place, None)
            if text.startswith("=") and not isinstance(held, str):
                text = formulas.moved(text, place[0] - row, place[1] - column)
                target.data.put_formula(*place, text)
            elif held is not None:
                target.data.cells[place] = held
            target.data.looks[place] = dict(self.data.looks.get((row, column), {}))

    def end(self, direction: str) -> Range:
        """Where Ctrl with an arrow leads: the end of a block, else the next block or the edge."""
        down, right = _STEPS[direction[0]]
        row, column = self.area.row, self.area.column

        def inside(r: int, c: int) -> bool:
            return 1 <= r <= ROWS and 1 <= c <= COLUMNS

        def full(r: int, c: int) -> bool:
            return (r, c) in self.data.cells

        if full(row, column) and full(row + down, column + right):
            while full(row + down, column + right):
                row, column = row + down, column + right
            return self._new(row, column)
        line = [
            place for place in self.data.cells
            if (place[1] == column and (place[0] - row) * down > 0 if down
                else place[0] == row and (place[1] - column) * right > 0)
        ]  # fmt: skip
        if line:
            return self._new(*min(line, key=lambda p: abs(p[0] - row) + abs(p[1] - column)))
        edge = (ROWS if down > 0 else 1) if down else row, (
            COLUMNS if right > 0 else 1) if right else column  # fmt: skip
        assert inside(*edge)
        return self._new(*edge)

    @property
    def current_region(self) -> Range:
        """The block around, bounded by blank rows and columns."""
        top, left = self.area.row, self.area.column
        bottom, right = self.area.bottom, self.area.right
        while True:
            near = [
                place for place in self.data.cells
                if top - 1 <= place[0] <= bottom + 1 and left - 1 <= place[1] <= right + 1
            ]  # fmt: skip
            rows = [top, bottom, *(row for row, _ in near)]
            columns = [left, right, *(column for _, column in near)]
            grown = min(rows), min(columns), max(rows), max(columns)
            if grown == (top, left, bottom, right):
                return self._new(top, left, bottom - top + 1, right - left + 1)
            top, left, bottom, right = grown

    def get_address(
        self, row_absolute: bool = True, col_absolute: bool = True, external: bool = False
    ) -> str:
        text = address_of(self.area, rows=row_absolute, columns=col_absolute)
        if not external:
            return text
        book, sheet = self.data.book.name, self.data.name
        plain = quoted(sheet) == sheet and quoted(book) == book
        return f"[{book}]{sheet}!{text}" if plain else "'" + f"[{book}]{sheet}".replace(
            "'", "''") + f"'!{text}"  # fmt: skip

    @property
    def address(self) -> str:
        return self.get_address()

    def autofit(self, axis: str | None = None) -> None:
        self.data.touch("autofit")
        self.data.autofitted.append((self.area, axis))

    @property
    def hyperlink(self) -> str:
        place = self.area.row, self.area.column
        if place not in self.data.links:
            raise Exception("The cell doesn't seem to contain a hyperlink!")  # noqa: TRY002
        return self.data.links[place]

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:  # noqa: ARG002
        self.data.touch("add a link")
        place = self.area.row, self.area.column
        self.data.links[place] = address
        self.data.cells[place] = text_to_display

    @property
    def name(self) -> Any:
        from fakes.excel_tables import Name

        own = f"={quoted(self.data.name)}!{address_of(self.area)}"
        names = self.data.book.names
        return next((Name(self.data.book, n) for n, to in names.items() if to == own), None)

    @name.setter
    def name(self, value: str) -> None:
        from fakes.excel_tables import Names

        target = f"={quoted(self.data.name)}!{address_of(self.area)}"
        Names(self.data.book).add(value, target)

    def select(self) -> None:
        """Selecting works on the active sheet alone.

        https://learn.microsoft.com/office/vba/api/excel.range.select
        """
        book = self.data.book
        if book.sheets[book.active] is not self.data:
            raise ComError("Select method of Range class failed")
        self.data.selection = self.area

    @property
    def table(self) -> Any:
        from fakes.excel_tables import Table

        found = (t for t in self.data.tables if t.area.holds(self.area.row, self.area.column))
        return next(map(Table, found), None)

    merge_cells = False

    @property
    def merge_area(self) -> Range:
        return self._new(self.area.row, self.area.column)

    @property
    def note(self) -> None:
        return None

    @property
    def rows(self) -> Range:
        return self

    @property
    def columns(self) -> Range:
        return self
