"""Tables: database ranges of Calc, which grow with the rows typed below them.

Excel's tables take in what is typed below them, Calc's database ranges do not. So a table reaches
from its header to the last used row of its columns, but never into the next table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine.addresses import Box
from xlar.hosts.calc.engine.members import Member, UnsupportedMember

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlar.hosts.calc.engine.ranges import Range
    from xlar.hosts.calc.engine.sheets import Sheet

_CONTENT: Final = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: all but notes and looks


class Table(Member):
    """One table."""

    __slots__ = ("api", "parent")

    def __init__(self, sheet: Sheet, database_range: Any) -> None:
        self.parent, self.api = sheet, database_range

    @property
    def name(self) -> str:
        """The name."""
        return str(self.api.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)

    display_name = name

    @property
    def range(self) -> Range:
        """All of it, down to the last used row of its columns."""
        declared = self.parent.range_at(self.api.DataArea).box
        rows = max(declared.rows, self._last_used(declared) - declared.row + 1)
        return self.parent.cell_range(declared._replace(rows=rows))

    def _last_used(self, declared: Box) -> int:
        """The last row with content below the table, above whatever table comes next."""
        if self.api.TotalsRow:
            return 0
        below = declared.row + declared.rows
        bottom = self.parent.last_used_row()
        for other in self.parent.database_ranges():
            area = self.parent.range_at(other.DataArea).box
            beside = (
                area.column < declared.column + declared.columns
                and declared.column < area.column + area.columns
            )
            if beside and area.row >= below:
                bottom = min(bottom, area.row - 1)
        if bottom < below:
            return 0
        rest = declared._replace(row=below, rows=bottom - below + 1)
        parts = self.parent.cell_range(rest).api.queryContentCells(_CONTENT).RangeAddresses
        return max((part.EndRow + 1 for part in parts), default=0)

    @property
    def show_headers(self) -> bool:
        """Has it a header?"""
        return bool(self.api.ContainsHeader)

    @property
    def show_totals(self) -> bool:
        """Has it a row of totals?"""
        return bool(self.api.TotalsRow)

    @property
    def show_autofilter(self) -> bool:
        """Are there filter buttons in the header?"""
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.api.AutoFilter = value

    @property
    def header_row_range(self) -> Range | None:
        """The header."""
        box = self.range.box
        return self.parent.cell_range(box._replace(rows=1)) if self.show_headers else None

    @property
    def data_body_range(self) -> Range | None:
        """The rows between header and totals; ``None`` where there are none."""
        box = self.range.box
        first, last = int(self.show_headers), int(self.show_totals)
        rows = box.rows - first - last
        return (
            self.parent.cell_range(box._replace(row=box.row + first, rows=rows))
            if rows > 0
            else None
        )

    @property
    def totals_row_range(self) -> Range | None:
        """The row of totals, if there is one."""
        box = self.range.box
        last = box._replace(row=box.row + box.rows - 1, rows=1)
        return self.parent.cell_range(last) if self.show_totals else None

    @property
    def insert_row_range(self) -> None:
        """Calc has no row that waits for input."""
        return

    def resize(self, range: Any) -> None:  # noqa: A002 - the name in xlwings
        """Let it lie on other cells."""
        self.api.setDataArea(range.impl.api.RangeAddress)

    @property
    def rows(self) -> TableRows:
        """The rows of its body."""
        return TableRows(self)

    @property
    def columns(self) -> TableColumns:
        """The columns."""
        return TableColumns(self)


class Tables(Member):
    """The tables of a sheet."""

    __slots__ = ("parent",)

    def __init__(self, sheet: Sheet) -> None:
        self.parent = sheet

    @property
    def api(self) -> Any:
        """The UNO database ranges of the document."""
        return self.parent.book.api.DatabaseRanges

    def _all(self) -> list[Table]:
        return [Table(self.parent, one) for one in self.parent.database_ranges()]

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, key: int | str) -> Table:
        """By name, or by place counted from 1.

        Raises:
            KeyError: there is none.
        """
        tables = self._all()
        if isinstance(key, int) and 0 < key <= len(tables):
            return tables[key - 1]
        for table in tables:
            if isinstance(key, str) and table.name.casefold() == key.casefold():
                return table
        raise KeyError(key)

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def add(
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: bool = True,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """A table over cells with a header; over the block around a single cell.

        Raises:
            ValueError: the name is taken.
        """
        del table_style_name  # Calc has no table styles
        if source_type or link_source or destination or not has_headers:
            raise UnsupportedMember("Tables", "add() other than from a range with headers")
        cells: Range = source.impl
        if len(cells) == 1:
            cells = cells.current_region
        name = name or self._free_name()
        if self.api.hasByName(name):
            raise ValueError(f"a table {name} exists already")
        self.api.addNewByName(name, cells.api.RangeAddress)
        table = self.api.getByName(name)
        table.ContainsHeader = table.AutoFilter = True
        return Table(self.parent, table)

    def _free_name(self) -> str:
        number = 1
        while self.api.hasByName(f"Table{number}"):
            number += 1
        return f"Table{number}"


class TableRow(Member):
    """One row of a table's body."""

    __slots__ = ("_table", "index")

    def __init__(self, table: Table, index: int) -> None:
        self._table, self.index = table, index

    @property
    def range(self) -> Range:
        """Its cells."""
        body = self._table.data_body_range
        if body is None or not 0 < self.index <= body.box.rows:
            raise IndexError(f"the table {self._table.name} has no row {self.index}")
        return self._table.parent.cell_range(
            body.box._replace(row=body.row + self.index - 1, rows=1)
        )

    def delete(self) -> None:
        """Delete it; the rows below move up."""
        self.range.delete("up")


class TableRows(Member):
    """The body of a table, row by row."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    @property
    def column_count(self) -> int:
        """The number of columns."""
        return self._table.range.box.columns

    def __len__(self) -> int:
        body = self._table.data_body_range
        return body.box.rows if body else 0

    def __iter__(self) -> Iterator[TableRow]:
        return (TableRow(self._table, number + 1) for number in range(len(self)))

    def __call__(self, key: int) -> TableRow:
        """By name, or by place counted from 1.

        Raises:
            KeyError: there is none.
        """
        if not 0 < key <= len(self):
            raise KeyError(key)
        return TableRow(self._table, key)

    def add(self, values: Sequence[Any] | None, index: int | None) -> TableRow:
        """A new row, at the end or before the row ``index``, which is moved down."""
        box, rows = self._table.range.box, len(self)
        index = index or rows + 1
        first = box.row + int(self._table.show_headers)
        row = self._table.parent.cell_range(Box(first + index - 1, box.column, 1, box.columns))
        if index <= rows or self._table.show_totals or self._is_occupied(row):
            row.insert("down")
        declared = self._table.parent.range_at(self._table.api.DataArea).box
        if declared.rows < rows + 1 + (row.row > 0):
            grown = box._replace(rows=max(declared.rows, box.rows + 1))
            self._table.api.setDataArea(self._table.parent.cell_range(grown).api.RangeAddress)
        if values is not None:
            row.raw_value = [list(values)]
        return TableRow(self._table, index)

    @staticmethod
    def _is_occupied(row: Range) -> bool:
        return bool(row.api.queryContentCells(_CONTENT).RangeAddresses)


class TableColumn(Member):
    """One column of a table."""

    __slots__ = ("_table", "index")

    def __init__(self, table: Table, index: int) -> None:
        self._table, self.index = table, index

    def _cut(self, cells: Range) -> Range:
        box = cells.box._replace(column=cells.column + self.index - 1, columns=1)
        return self._table.parent.cell_range(box)

    @property
    def range(self) -> Range:
        """The column with its header."""
        return self._cut(self._table.range)

    @property
    def data_body_range(self) -> Range | None:
        """The column without its header; ``None`` where there are no rows."""
        body = self._table.data_body_range
        return self._cut(body) if body else None

    @property
    def name(self) -> str:
        """The text of its header."""
        return str(self.range.api.getCellByPosition(0, 0).String)


class TableColumns(Member):
    """The columns of a table."""

    __slots__ = ("_table",)

    def __init__(self, table: Table) -> None:
        self._table = table

    def _all(self) -> list[TableColumn]:
        width = self._table.range.box.columns
        return [TableColumn(self._table, number + 1) for number in range(width)]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[TableColumn]:
        return iter(self._all())

    def __call__(self, key: int | str) -> TableColumn:
        """By name, or by place counted from 1.

        Raises:
            KeyError: there is none.
        """
        for column in self._all():
            if key == column.index or (
                isinstance(key, str) and column.name.casefold() == key.casefold()
            ):
                return column
        raise KeyError(key)

    def __contains__(self, key: int | str) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True
