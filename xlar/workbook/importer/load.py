"""Sheets and files of any known kind as grids of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import ParseError

from xlar.core.problems import Message, Problem, Text
from xlar.tables import messages as say
from xlar.tables.names import fold
from xlar.tables.schema import SETTINGS
from xlar.workbook.files import BadFile
from xlar.workbook.folder import decoded, records
from xlar.workbook.importer.header import Cells, grid_of
from xlar.workbook.importer.html import html_tables, is_html, is_spreadsheet_xml, spreadsheet_xml
from xlar.workbook.sheets import Book

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from xlar.workbook.importer.model import Grid
    from xlar.workbook.importer.notes import Notes

TEXTS: Final = (".csv", ".txt", ".tsv", ".tab")
KNOWN: Final = (*TEXTS, ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".htm", ".html", ".xml")
OUR_PAGES: Final = ("导入报告", "搁置的行")  # sheets an earlier import wrote

NOTHING_THERE: Final = Message(
    "nothing_to_import",
    "error",
    Text("文件夹里没有可导入的文件", "no file to import in the folder"),
    Text("CSV、文本或工作簿文件", "CSV, text or workbook files"),
    Text("请核对文件夹", "Check the folder"),
)


def load_grids(raw: Path, notes: Notes, headers: Iterable[str] = ()) -> list[Grid]:
    """The sheets of a file, or of every file of a folder, that hold anything.

    Args:
        raw: the file or folder.
        notes: where files that cannot be read are reported.
        headers: titles the user's map names, by which the row of headers is known.
    """
    known = frozenset(map(fold, headers))
    files = [raw]
    if raw.is_dir():
        files = [f for f in sorted(raw.iterdir()) if f.suffix.lower() in KNOWN and _is_meant(f)]
        if not files:
            notes.problem(NOTHING_THERE, found=raw.name)
    grids = []
    for file in files:
        for cells in _readable_cells(file, notes, in_folder=raw.is_dir()):
            grid = grid_of(cells, known, notes)
            if grid is not None:
                grids.append(grid)
    return grids


def _is_meant(path: Path) -> bool:
    return path.is_file() and not path.name.startswith((".", "~$"))


def _readable_cells(path: Path, notes: Notes, *, in_folder: bool) -> list[Cells]:
    """The cells of a file; why there are none is a problem."""
    try:
        return _cells(path, notes, in_folder=in_folder)
    except BadFile as mistake:
        notes.problems.append(mistake.problem(path))
    except PermissionError:
        notes.problems.append(Problem(say.NO_ACCESS, found=path.name))
    return []


def _cells(path: Path, notes: Notes, *, in_folder: bool) -> list[Cells]:
    """The cells of a file, by what it is rather than by what it calls itself."""
    content = path.read_bytes()
    if not content:
        raise BadFile(say.EMPTY_FILE)
    if path.suffix.lower() in TEXTS:
        return _of_text(path, content, notes)
    if is_html(content[:4096]):
        return _of_html(path, content)
    if is_spreadsheet_xml(content[:4096]):
        return _of_xml(content)
    try:
        return _of_book(path, in_folder=in_folder)
    except BadFile as mistake:
        if mistake.words is say.TEXT_FILE:
            return _of_text(path, content, notes)
        raise


def _of_book(path: Path, *, in_folder: bool) -> list[Cells]:
    book = Book(path)
    found = []
    for name in book.names:
        if name in OUR_PAGES or SETTINGS.is_named(name):
            continue
        sheet = book.grid(name)
        label = f"[{path.name}]{name}" if in_folder else name
        names = (label, name) if len(book.names) > 1 else (label, name, path.stem)
        faults = {(fault.row, fault.position): fault for fault in book.faults(name)}
        numbers = range(sheet.top, sheet.top + len(sheet.rows))
        found.append(
            Cells(label, sheet.rows, numbers, names, True, sheet.left, faults, book.epoch_1904)
        )
    return found


def _of_html(path: Path, content: bytes) -> list[Cells]:
    tables = html_tables(content)
    numbered = [f"{path.name}#{number}" for number in range(1, len(tables) + 1)]
    labels = [path.name] if len(tables) == 1 else numbered
    return [
        Cells(label, rows, range(1, len(rows) + 1), (label, path.stem))
        for label, rows in zip(labels, tables, strict=True)
    ]


def _of_xml(content: bytes) -> list[Cells]:
    try:
        sheets = spreadsheet_xml(content)
    except (ParseError, ValueError) as mistake:
        raise BadFile(say.DAMAGED_FILE) from mistake
    return [
        Cells(name, rows, range(1, len(rows) + 1), (name,), addressed=True) for name, rows in sheets
    ]


def _of_text(path: Path, content: bytes, notes: Notes) -> list[Cells]:
    found = records(decoded(content))
    if found.broken is not None:
        notes.problems.append(Problem(say.OPEN_QUOTE, path.name, found.broken))
        return []
    names = (path.name, path.stem)
    return [Cells(path.name, found.fields, found.lines, names, fixed_width=True)]
