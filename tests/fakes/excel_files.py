"""Books of the stand-in for Excel as real files: whoever reads workbooks can read them."""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table as FileTable
from openpyxl.worksheet.table import TableStyleInfo

from fakes.excel_addresses import address_of, area_of, quoted
from fakes.excel_sheet import FORMAT, BookData, Entered, SheetData, TableData
from fakes.excel_values import ERRORS, GENERAL, ErrorValue

if TYPE_CHECKING:
    from pathlib import Path

_STATES = {-1: "visible", 0: "hidden", 2: "veryHidden"}
_VISIBLE = {state: number for number, state in _STATES.items()}
_SAVED: dict[str, BookData] = {}  # by the digest of the file: formulas keep their values


def write(book: BookData, path: Path) -> None:
    """Write a book as a workbook file."""
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        raise OSError(f"the stand-in writes .xlsx and .xlsm, not {path.suffix}")
    file = openpyxl.Workbook()
    file.remove(file.active)
    if book.epoch_1904:
        file.epoch = CALENDAR_MAC_1904
    for sheet in book.sheets:
        _write_sheet(file.create_sheet(sheet.name), sheet)
    for name, target in book.names.items():
        sheet_name, _, plain = name.rpartition("!")
        home = file[sheet_name.strip("'")] if sheet_name else file
        home.defined_names[plain] = DefinedName(plain, attr_text=target.removeprefix("="))
    file.active = book.active
    file.save(path)
    _SAVED[_digest(path)] = _snapshot(book)


def _write_sheet(page: Any, sheet: SheetData) -> None:
    page.sheet_state = _STATES[sheet.visible]
    for row, column in {*sheet.cells, *sheet.looks}:
        cell, held = page.cell(row, column), sheet.cells.get((row, column))
        if isinstance(held, Entered):
            cell.value = held.text
        elif isinstance(held, ErrorValue):
            cell.value, cell.data_type = held.text, "e"
        elif isinstance(held, str):
            cell.value, cell.data_type = held, "s"
        else:
            cell.value = held
        _write_look(cell, sheet, row, column)
    for column, width in sheet.widths.items():
        page.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    for table in sheet.tables:
        page.add_table(_file_table(table))


def _write_look(cell: Any, sheet: SheetData, row: int, column: int) -> None:
    cell.number_format = sheet.format(row, column)
    if sheet.look(row, column, "bold"):
        cell.font = Font(bold=True)
    if sheet.look(row, column, "wrap_text"):
        cell.alignment = Alignment(wrap_text=True)
    color = sheet.look(row, column, "color")
    if color:
        cell.fill = PatternFill("solid", fgColor="{:02x}{:02x}{:02x}".format(*color))


def _file_table(table: TableData) -> FileTable:
    address = address_of(table.area, rows=False, columns=False)
    found = FileTable(displayName=table.name, ref=address)
    found.tableStyleInfo = TableStyleInfo(name=table.style, showRowStripes=True)
    if table.totals:
        found.totalsRowCount = 1
    return found


def read(path: Path, host: Any) -> BookData:
    """Read a workbook file; one this stand-in has saved comes back with all it had."""
    known = _SAVED.get(_digest(path))
    book = _snapshot(known) if known else _read_file(path)
    book.host, book.path, book.name = host, str(path), path.name
    return book


def _read_file(path: Path) -> BookData:
    file = openpyxl.load_workbook(path, keep_vba=False)
    values = openpyxl.load_workbook(path, data_only=True)
    book = BookData(path.name, None)
    book.epoch_1904 = file.epoch == CALENDAR_MAC_1904
    for page in file.worksheets:
        book.sheets.append(_read_sheet(page, values[page.title], book))
        for name, defined in page.defined_names.items():
            book.names[f"{quoted(page.title)}!{name}"] = "=" + defined.value
    for name, defined in file.defined_names.items():
        book.names[name] = "=" + defined.value
    book.active = file.index(file.active) if file.active in file.worksheets else 0
    return book


def _read_sheet(page: Any, values: Any, book: BookData) -> SheetData:
    sheet = SheetData(page.title, book, visible=_VISIBLE[page.sheet_state])
    for row in page.iter_rows():
        for cell in row:
            place = cell.row, cell.column
            if cell.number_format != GENERAL:
                sheet.looks[place] = {FORMAT: cell.number_format}
            if cell.value is not None:
                sheet.cells[place] = _content(cell, values[cell.coordinate].value, book)
    for letter, dimension in page.column_dimensions.items():
        area = area_of(f"{letter}1")
        if area and dimension.customWidth:
            sheet.widths[area.column] = dimension.width
    for table in page.tables.values():
        area = area_of(table.ref)
        assert area
        found = TableData(table.displayName, sheet, area, totals=bool(table.totalsRowCount))
        found.waiting = area.height == 2 and not sheet.filled(
            area._replace(row=area.row + 1, height=1)
        )
        sheet.tables.append(found)
    return sheet


def _content(cell: Any, value: Any, book: BookData) -> Any:
    if cell.data_type == "f":
        text = cell.value if isinstance(cell.value, str) else cell.value.text
        plain = re.sub(r"_xlfn\.(_xlws\.)?", "", text)
        return Entered(plain if plain.startswith("=") else "=" + plain, _plain(value, book))
    return _plain(cell.value, book)


def _plain(value: Any, book: BookData) -> Any:
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return float(to_excel(value, CALENDAR_MAC_1904) if book.epoch_1904 else to_excel(value))
    if isinstance(value, str) and value in ERRORS:
        return ErrorValue(value)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _snapshot(book: BookData) -> BookData:
    host, book.host = book.host, None
    try:
        return copy.deepcopy(book)
    finally:
        book.host = host


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copied(sheet: SheetData, book: BookData) -> SheetData:
    """A sheet as Excel copies it: ``Sheet1 (2)``, tables renamed where their name is taken."""
    own, sheet.book = sheet.book, None  # type: ignore[assignment]
    try:
        found = copy.deepcopy(sheet)
    finally:
        sheet.book = own
    taken = {one.name.lower() for one in book.sheets}
    numbers = (f" ({number})" for number in range(2, 10_000))
    found.book = book
    if found.name.lower() in taken:
        stem = found.name
        found.name = next(
            n for end in numbers if (n := stem[: 31 - len(end)] + end).lower() not in taken
        )
    for table in found.tables:
        stem = table.name
        others = {one.name.lower() for page in book.sheets for one in page.tables}
        found_names = (stem, *(f"{stem}{number}" for number in range(2, 10_000)))
        table.name = next(name for name in found_names if name.lower() not in others)
    return found


def state(book: BookData) -> dict[str, Any]:
    """Everything a user could see of a book, for comparing before and after."""
    sheets = {
        sheet.name: {
            "cells": {p: (sheet.formula(*p), type(h).__name__) for p, h in sheet.cells.items()},
            "looks": _looks(sheet),
            "links": dict(sheet.links),
            "tables": [(t.name, t.area, t.totals, t.style) for t in sheet.tables],
            "widths": dict(sheet.widths),
            "visible": sheet.visible,
        }
        for sheet in book.sheets
    }
    return {"order": list(sheets), "sheets": sheets, "names": dict(book.names)}


def _looks(sheet: SheetData) -> dict[Any, Any]:
    """Looks that differ from a fresh cell's: a General format set on purpose is one of those."""
    plain = {(FORMAT, GENERAL), ("bold", False), ("color", None), ("wrap_text", False)}

    def own(look: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in look.items() if (key, value) not in plain}

    kept = {**sheet.looks, **sheet.row_looks, **sheet.column_looks, "all": sheet.base_look}
    return {place: found for place, look in kept.items() if (found := own(look))}
