"""A workbook opened for reading: cells, Excel tables, merged cells, faults of any format."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

from xlar.tables import messages as say
from xlar.tables.faults import Scan
from xlar.tables.sheets import Grid
from xlar.workbook import biff8, biff12
from xlar.workbook.compound import CompoundFile
from xlar.workbook.files import BadFile, format_of, readable, workbook_stream
from xlar.workbook.parts import Package, read_package
from xlar.workbook.scan_ods import ods_faults
from xlar.workbook.scan_xml import scan_sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlar.tables.faults import Fault
    from xlar.tables.sheets import ExcelTable
    from xlar.workbook.files import Format


_MOST_CELLS: Final = 50_000_000
_MOST_COLUMNS: Final = 16_384


class Book:
    """A workbook file of any of the formats, an `xlar.tables.sheets.Workbook`.

    Attributes:
        format: which one.
        names: names of its sheets of cells, in their order.

    Raises:
        BadFile: it cannot be opened, here or when a sheet is read.
    """

    def __init__(self, path: Path) -> None:
        self.format: Format = format_of(path)
        with readable():
            import python_calamine as calamine  # loaded only to read a workbook

            self._data = path.read_bytes()
            self._cells = calamine.load_workbook(BytesIO(self._data))
            kind = calamine.SheetTypeEnum.WorkSheet
            self._places = {
                sheet.name: place
                for place, sheet in enumerate(self._cells.sheets_metadata)
                if sheet.typ == kind
            }
        self.names = list(self._places)
        self._grids: dict[str, Grid] = {}
        self._scans: dict[str, Scan] = {}

    @property
    def tables(self) -> tuple[ExcelTable, ...]:
        """Its Excel tables; none where the format has none or keeps them in binary form."""
        return self._package.tables

    @property
    def epoch_1904(self) -> bool:
        """Whether serial numbers in its cells count from 1904."""
        if self.format == "xls":
            return self._old.epoch_1904
        return self._package.epoch_1904

    def grid(self, name: str) -> Grid:
        """The cells of a sheet; read once."""
        if name not in self._grids:
            self._grids[name] = self._read(name)
        return self._grids[name]

    def _read(self, name: str) -> Grid:
        # The reader of cells takes memory for the whole rectangle, and dies where that is too much.
        scan = self._scan(name)
        if scan.rows * scan.columns > _MOST_CELLS or scan.columns > _MOST_COLUMNS:
            size = {"rows": f"{scan.rows:,}", "columns": f"{scan.columns:,}"}
            raise BadFile(say.HUGE_SHEET, sheet=name, **size)
        with readable():
            sheet = self._cells.get_sheet_by_name(name)
            if sheet.width > _MOST_COLUMNS:
                raise BadFile(say.DAMAGED_FILE)
            rows = sheet.to_python()
            top, left = sheet.start or (0, 0)
            merged = [
                (first[0] + 1, first[1], last[0] + 1, last[1])
                for first, last in sheet.merged_cell_ranges or ()
            ]
        return Grid(name, top + 1, left, rows, merged)

    def faults(self, name: str) -> Sequence[Fault]:
        """The cells of a sheet with an error value or a formula without a stored result."""
        return self._scan(name).faults

    def _scan(self, name: str) -> Scan:
        """What scanning the sheet found; scanned once."""
        if name not in self._scans:
            with readable():
                self._scans[name] = self._scan_now(name)
        return self._scans[name]

    def _scan_now(self, name: str) -> Scan:
        if self.format == "xls":
            place, starts = self._places[name], self._old.starts
            at = starts[place] if place < len(starts) else len(self._stream)
            return biff8.scan_sheet(self._stream, at)
        if self.format == "ods":
            return Scan(self._ods_faults.get(name, ()))
        with self._archive.open(self._package.sheets[name]) as part:
            return biff12.scan_sheet(part.read()) if self.format == "xlsb" else scan_sheet(part)

    @cached_property
    def _archive(self) -> ZipFile:
        return ZipFile(BytesIO(self._data))

    @cached_property
    def _package(self) -> Package:
        if self.format in ("xls", "ods"):
            return Package({})
        with readable():
            return read_package(self._archive)

    @cached_property
    def _ods_faults(self) -> Mapping[str, Sequence[Fault]]:
        return ods_faults(self._archive.read("content.xml"))

    @cached_property
    def _stream(self) -> bytes:
        return workbook_stream(CompoundFile(self._data))

    @cached_property
    def _old(self) -> biff8.OldBook:
        with readable():
            return biff8.old_book(self._stream)
