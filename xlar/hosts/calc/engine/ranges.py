"""A range of cells: where it lies, what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine import addresses, bridge, pdf
from xlar.hosts.calc.engine.addresses import Box
from xlar.hosts.calc.engine.members import UnsupportedMember
from xlar.hosts.calc.engine.range_values import RangeValues

if TYPE_CHECKING:
    from xlar.hosts.calc.engine.books import Book
    from xlar.hosts.calc.engine.names import Name
    from xlar.hosts.calc.engine.number_formats import NumberFormats
    from xlar.hosts.calc.engine.sheets import Sheet
    from xlar.hosts.calc.engine.tables import Table

_CONTENT: Final = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: all but notes and looks
_DIRECTIONS: Final = {"d": "down", "u": "up", "r": "right", "l": "left"}
_AHEAD: Final = {"down": True, "right": True, "up": False, "left": False}


class Range(RangeValues):
    """A rectangle of cells of one sheet; it may be empty, as a slice may be."""

    __slots__ = ("_sheet", "box", "options")

    def __init__(self, sheet: Sheet, box: Box) -> None:
        self._sheet, self.box = sheet, box
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> Any:
        """The UNO range; ``None`` for an empty slice."""
        if not len(self):
            return None
        top, left, rows, columns = self.box
        sheet = self._sheet.api
        if len(self) == 1:
            return sheet.getCellByPosition(left - 1, top - 1)
        right, bottom = left + columns - 2, top + rows - 2
        return sheet.getCellRangeByPosition(left - 1, top - 1, right, bottom)

    @property
    def sheet(self) -> Sheet:
        """The sheet it lies on."""
        return self._sheet

    @property
    def _book(self) -> Book:
        return self._sheet.book

    @property
    def formats(self) -> NumberFormats:
        """The number formats of the document."""
        return self._sheet.book.formats

    @property
    def coords(self) -> tuple[str, int, int, int]:
        """The sheet's name, the first row and column, the number of cells."""
        return self._sheet.name, self.row, self.column, len(self)

    @property
    def row(self) -> int:
        """The first row, counted from 1."""
        return self.box.row

    @property
    def column(self) -> int:
        """The first column, counted from 1."""
        return self.box.column

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.box.rows, self.box.columns

    def __len__(self) -> int:
        return self.box.rows * self.box.columns

    def __call__(self, row: int, column: int | None = None) -> Range:
        """A cell, by row and column or by its number, counted from 1."""
        if column is None:
            below, beside = divmod(row - 1, self.box.columns)
            row, column = below + 1, beside + 1
        return self._sheet.cell_range(Box(self.row + row - 1, self.column + column - 1, 1, 1))

    @property
    def max_cells_per_read(self) -> None:
        """Reads are never cut into pieces."""
        return None

    @property
    def max_cells_per_write(self) -> None:
        """Writes are never cut into pieces."""
        return None

    def end(self, direction: str) -> Range:
        """Where Ctrl and an arrow key lead: ``down``, ``up``, ``right``, ``left``."""
        direction = _DIRECTIONS[direction[:1]]
        row, column = self.box.row, self.box.column
        along = direction in {"down", "up"}
        line = Box(1, column, addresses.ROWS, 1) if along else Box(row, 1, 1, addresses.COLUMNS)
        parts = self._sheet.cell_range(line).api.queryContentCells(_CONTENT).RangeAddresses
        filled = sorted(
            (part.StartRow + 1, part.EndRow + 1)
            if along
            else (part.StartColumn + 1, part.EndColumn + 1)
            for part in parts
        )
        last = addresses.ROWS if along else addresses.COLUMNS
        to = addresses.jump(filled, row if along else column, last, forward=_AHEAD[direction])
        return self._sheet.cell_range(Box(to, column, 1, 1) if along else Box(row, to, 1, 1))

    def expand(self, mode: Any = "table") -> Range:
        """The range grown over the filled cells beside it."""
        import xlwings as xw
        from xlwings import expansion

        expander = expansion.expanders.get(mode, mode)
        found: Range = expander.expand(xw.Range(impl=self)).impl
        return found

    @property
    def current_region(self) -> Range:
        """The block of filled cells around the first cell."""
        first = self._sheet.cell_range(Box(self.row, self.column, 1, 1))
        cursor = self._sheet.api.createCursorByRange(first.api)
        cursor.collapseToCurrentRegion()
        return self._sheet.range_at(cursor.RangeAddress)

    @property
    def address(self) -> str:
        """The address, as ``$A$1:$B$2``."""
        if not len(self):
            cell = addresses.address(Box(self.row, self.column, 1, 1))
            return f"{cell}{{{self.box.rows}x{self.box.columns}}}"
        return addresses.address(self.box)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """The address, absolute or not, with book and sheet or not."""
        found = addresses.address(self.box, row_absolute=row_absolute, column_absolute=col_absolute)
        if not external:
            return found
        book = self._sheet.book.name
        outside = addresses.quoted(f"[{book}]{self._sheet.name}")
        plain = addresses.quoted(book) == book and addresses.quoted(self._sheet.name)[0] != "'"
        return f"[{book}]{self._sheet.name}!{found}" if plain else f"{outside}!{found}"

    def insert(self, shift: str | None = None, copy_origin: str | None = None) -> None:
        """Insert empty cells; what stood here moves ``down`` or ``right``."""
        if copy_origin == "format_from_right_or_below":
            raise UnsupportedMember("Range", f"insert(copy_origin={copy_origin!r})")
        shift = shift or ("down" if self.shape[1] >= self.shape[0] else "right")
        mode = {"down": "DOWN", "right": "RIGHT"}[shift]
        mode = self._whole() or mode
        insert_mode = bridge.enum("com.sun.star.sheet.CellInsertMode", mode)
        self._sheet.api.insertCells(self.api.RangeAddress, insert_mode)

    def delete(self, shift: str | None = None) -> None:
        """Delete the cells; what stands beside moves ``up`` or ``left``."""
        shift = shift or ("up" if self.shape[1] >= self.shape[0] else "left")
        mode = self._whole() or {"up": "UP", "left": "LEFT"}[shift]
        delete_mode = bridge.enum("com.sun.star.sheet.CellDeleteMode", mode)
        self._sheet.api.removeRange(self.api.RangeAddress, delete_mode)

    def _whole(self) -> str | None:
        if self.box.columns == addresses.COLUMNS:
            return "ROWS"
        return "COLUMNS" if self.box.rows == addresses.ROWS else None

    def copy(self, destination: Any = None) -> None:
        """Copy it to a place in the same book."""
        if destination is None:
            raise UnsupportedMember("Range", "copy() to the clipboard")
        target: Range = destination.impl
        if target.sheet.book is not self.sheet.book:
            raise UnsupportedMember("Range", "copy() to another book")
        first = target.api.getCellByPosition(0, 0).CellAddress
        self._sheet.api.copyRange(first, self.api.RangeAddress)

    @property
    def hyperlink(self) -> str:
        """The target of the link in the first cell.

        Raises:
            ValueError: there is no link.
        """
        fields = self.api.getCellByPosition(0, 0).TextFields
        if not fields.Count:
            raise ValueError("The cell doesn't seem to contain a hyperlink!")
        return str(fields.getByIndex(0).URL)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        """Put a link into the first cell."""
        del screen_tip  # Calc shows the address itself
        cell = self.api.getCellByPosition(0, 0)
        field = self._sheet.book.api.createInstance("com.sun.star.text.TextField.URL")
        field.URL, field.Representation = address, text_to_display
        cell.setString("")
        cell.insertTextContent(cell.createTextCursor(), field, False)

    @property
    def name(self) -> Name | None:
        """The name that stands for just these cells."""
        return self._sheet.book.names.of_range(self)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.book.names.put(value, self)

    @property
    def table(self) -> Table | None:
        """The table the first cell lies in."""
        for table in self._sheet.tables:
            box = table.range.box
            if box == Box.between(box, Box(self.row, self.column, 1, 1)):
                return table
        return None

    @property
    def merge_area(self) -> Range:
        """The merged cells around the first cell."""
        cursor = self._sheet.api.createCursorByRange(self.api.getCellByPosition(0, 0))
        cursor.collapseToMergedArea()
        return self._sheet.range_at(cursor.RangeAddress)

    @property
    def merge_cells(self) -> bool:
        """Is the first cell merged with others?"""
        return bool(self.merge_area.api.getIsMerged())

    def merge(self, across: bool) -> None:
        """Merge the cells into one, or each row by itself."""
        parts = [self.box]
        if across:
            parts = [self.box._replace(row=self.row + i, rows=1) for i in range(self.box.rows)]
        for part in parts:
            self._sheet.cell_range(part).api.merge(True)

    def unmerge(self) -> None:
        """Take merged cells apart."""
        self.api.merge(False)

    def select(self) -> None:
        """Select the cells."""
        self._sheet.book.controller.select(self.api)

    def to_pdf(self, path: str, quality: str) -> None:
        """Print the cells into a PDF file."""
        pdf.export(self._sheet.book.api, path, quality, self.api)
