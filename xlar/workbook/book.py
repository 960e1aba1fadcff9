"""Writing a ledger as a workbook in the contract's form.

One sheet per table under its Chinese name, each an Excel table under its English name. Text stays
text (format ``@``, never a formula, a link or a number), days are real dates, amounts numbers with
two decimals. The file is written beside its place and moved there at the end, so that a run that
dies leaves the old one; the same ledger gives the same bytes.
"""

from __future__ import annotations

import os
import tempfile
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.dates import calendar_date, day_number
from xlar.core.errors import BadValue
from xlar.core.money import SCALE
from xlar.core.tables import empty_table
from xlar.tables.choices import FLAGS
from xlar.tables.schema import SETTINGS, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.core.columns import Column
    from xlar.core.problems import Language
    from xlar.core.tables import Table, Tables
    from xlar.tables.names import Choice, ColumnSchema, TableSchema

Cell: TypeAlias = "str | int | float | bool | date | time | timedelta | None"

MOST_ROWS: Final = 1_048_576
_LONGEST: Final = 32_767  # characters in one cell
_EXACT: Final = 10**15  # whole numbers of more digits lose some in a spreadsheet
_SERIAL_OF_DAY_0: Final = 25_569
_CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)  # always the same, for equal bytes
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS: Final[Mapping[str, str]] = {
    "text": "@",
    "day": "yyyy-mm-dd",
    "amount": "#,##0.00",
    "fine amount": "#,##0.00##",
    "number": "0.########",
    "integer": "0",
    "time": "yyyy-mm-dd hh:mm:ss",
}
SETTING_NOTES: Final[Mapping[str, str]] = {
    "as_of": "截止日；空白为今天 · the day looked from; blank is today",
    "base_currency": "本位币 · currency of the books",
}


@dataclass(frozen=True)
class Page:
    """A further sheet: a heading and rows of plain cells, such as the report of an import.

    Attributes:
        title: name of the sheet.
        header: titles of the columns.
        rows: the cells; a text is written as text, a date as a date.
        widths: widths of the columns in characters; the last one holds for all that follow.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    widths: tuple[int, ...] = (16,)


def write_book(
    path: Path,
    tables: Tables,
    *,
    settings: Mapping[str, Cell] | None = None,
    notes: Mapping[str, str] | None = None,
    extras: Mapping[str, Mapping[str, Sequence[Cell]]] | None = None,
    pages: Sequence[Page] = (),
) -> None:
    """Write a ledger as a ``.xlsx`` workbook.

    Args:
        path: the file, replaced if it exists.
        tables: typed tables by English name; a table without rows is left out, invoices never.
        settings: what stands on the sheet 参数, such as ``as_of`` and ``base_currency``.
        notes: explanations beside settings.
        extras: further columns by table and header, carried along untouched.
        pages: further sheets.

    Raises:
        BadValue: more rows than a sheet has, or a text too long for a cell.
        OSError: the file cannot be written.
    """
    path = Path(path)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".xlsx", dir=path.resolve().parent)
    os.close(handle)
    draft = Path(name)
    try:
        with _Book(draft) as book:
            book.write_settings(settings or {}, {**SETTING_NOTES, **(notes or {})})
            for schema in TABLES.values():
                table = tables.get(schema.name, empty_table(schema.name))
                if len(table) or schema.name == "invoices":
                    book.write_table(schema, table, (extras or {}).get(schema.name, {}))
            for page in pages:
                book.write_page(page)
        _take_over_mode(draft, path)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _take_over_mode(draft: Path, path: Path) -> None:
    """Give the new file the permissions of the old one, or those of an ordinary new file."""
    mask = os.umask(0)
    os.umask(mask)
    draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~mask)


class _Book:
    """A workbook being written."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter  # heavy, and not needed by what only imports this module

        self._workbook = xlsxwriter.Workbook(str(path), _OPTIONS)
        self._workbook.set_properties({"created": _CREATED.replace(tzinfo=None)})
        self._formats: dict[str, Any] = {}
        self._wrapped = self._workbook.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top"}
        )
        self._heading = self._workbook.add_format({"bold": True, "bottom": 1})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._workbook.close()

    def _format(self, name: str) -> Any:
        if name not in self._formats:
            self._formats[name] = self._workbook.add_format({"num_format": _FORMATS[name]})
        return self._formats[name]

    def write_settings(self, settings: Mapping[str, Cell], notes: Mapping[str, str]) -> None:
        """The sheet 参数: one setting a row."""
        sheet = self._workbook.add_worksheet(SETTINGS.zh)
        text = self._format("text")
        for row, (key, value) in enumerate(settings.items(), 1):
            self._write_cells(sheet, row, (key, value, notes.get(key)), text)
        for column, width in enumerate((26, 16, 70)):
            sheet.set_column(column, column, width, text)
        _finish(sheet, SETTINGS.name, ("设置", "值", "说明"), len(settings))

    def write_table(
        self, schema: TableSchema, table: Table, extras: Mapping[str, Sequence[Cell]]
    ) -> None:
        """A sheet with one table, its further columns on the right."""
        if len(table) >= MOST_ROWS:
            most = f"{MOST_ROWS - 1:,}"
            raise BadValue(f"{schema.zh}: {len(table):,} rows; a sheet has {most} below its header")
        sheet = self._workbook.add_worksheet(schema.zh)
        if schema.name == "invoices":
            sheet.activate()
        for place, column in enumerate(schema.columns):
            values = table.columns.get(column.name)
            cells = () if values is None else column_cells(column, values)
            style = self._format(_format_of(column, values))
            _write_column(sheet, place, cells, style)
            sheet.set_column(place, place, _width(column, cells), style)
            _offer_choices(sheet, place, column, len(table))
        headers = [column.zh for column in schema.columns]
        for place, (header, carried) in enumerate(extras.items(), len(headers)):
            for row, value in enumerate(carried, 1):
                self._write_cell(sheet, row, place, value)
            sheet.set_column(place, place, max(10, min(30, breadth(header) + 4)))
        _finish(sheet, schema.name, distinct([*headers, *extras]), len(table))

    def write_page(self, page: Page) -> None:
        """A sheet of plain cells."""
        sheet = self._workbook.add_worksheet(page.title)
        for place, title in enumerate(page.header):
            sheet.write_string(0, place, title, self._heading)
            sheet.set_column(place, place, page.widths[min(place, len(page.widths) - 1)])
        for row, cells in enumerate(page.rows, 1):
            self._write_cells(sheet, row, cells, self._wrapped)
        sheet.autofilter(0, 0, max(len(page.rows), 1), len(page.header) - 1)
        sheet.freeze_panes(1, 0)

    def _write_cells(self, sheet: Any, row: int, cells: Sequence[Cell], text: Any) -> None:
        for place, cell in enumerate(cells):
            self._write_cell(sheet, row, place, cell, text)

    def _write_cell(
        self, sheet: Any, row: int, place: int, cell: Cell, text: Any | None = None
    ) -> None:
        """One plain cell, a text in the given format."""
        if isinstance(cell, datetime) and cell.time() != time():
            sheet.write_datetime(row, place, cell, self._format("time"))
        elif isinstance(cell, date):
            _put(sheet, row, place, _serial(day_number(cell)), self._format("day"))
        elif isinstance(cell, str) and cell:
            _put(sheet, row, place, cell, text or self._format("text"))
        elif isinstance(cell, bool):
            sheet.write_boolean(row, place, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(row, place, cell)
        elif isinstance(cell, time | timedelta):
            _put(sheet, row, place, str(cell), self._format("text"))


def _put(sheet: Any, row: int, place: int, cell: str | float, style: Any) -> None:
    if not isinstance(cell, str):
        sheet.write_number(row, place, cell, style)
        return
    if len(cell) > _LONGEST:
        where = f"{sheet.get_name()} {row + 1}"
        raise BadValue(f"{where}: {len(cell):,} characters; a cell holds {_LONGEST:,}")
    sheet.write_string(row, place, cell, style)


def _write_column(sheet: Any, place: int, cells: Sequence[str | float | None], style: Any) -> None:
    for row, cell in enumerate(cells, 1):
        if cell is not None:
            _put(sheet, row, place, cell, style)


def _format_of(column: ColumnSchema, values: Column | None) -> str:
    if column.kind == "amount" and values is not None and (values[values != NO_AMOUNT] % 100).any():
        return "fine amount"
    return column.kind if column.kind in _FORMATS else "text"


def column_cells(
    column: ColumnSchema, values: Column, lang: Language = "zh"
) -> list[str | float | None]:
    """A typed column as what stands in its cells; None where nothing is given.

    Args:
        column: what it holds.
        values: its typed values.
        lang: language of the words of lists.
    """
    shown = _SHOWN.get(column.kind)
    if shown is not None:
        absent, convert = shown
        return [None if value == absent else convert(value) for value in values.tolist()]
    if column.kind == "flag":
        return [_word(FLAGS[not value], lang) if value >= 0 else None for value in values.tolist()]
    words = {choice.code: _word(choice, lang) for choice in column.choices}
    return [words.get(value, value) or None for value in values.tolist()]


def _word(choice: Choice, lang: Language) -> str:
    return choice.zh if lang == "zh" else choice.en


def _serial(day: int) -> float | str:
    """The spreadsheet serial of a day; text before March 1900, where serials go wrong."""
    serial = day + _SERIAL_OF_DAY_0
    return serial if serial > 60 else calendar_date(day).isoformat()


def _decimal(value: int, scale: int) -> float | str:
    """A scaled whole number as a cell's number, or as text where a cell would lose digits.

    >>> _decimal(12_345_000, SCALE), _decimal(12_345_678_901_234_567, SCALE)
    (1234.5, '1234567890123.4567')
    """
    digits = abs(value)
    while digits and digits % 10 == 0:
        digits //= 10
    if digits < _EXACT:
        return value / scale
    whole, part = divmod(abs(value), scale)
    return f"{'-' if value < 0 else ''}{whole}.{str(part).rjust(len(str(scale)) - 1, '0')}"


_SHOWN: Final[Mapping[str, tuple[int, Callable[[int], str | float]]]] = {
    "day": (NO_DAY, _serial),
    "amount": (NO_AMOUNT, lambda value: _decimal(value, SCALE)),
    "number": (NO_AMOUNT, lambda value: _decimal(value, 10**8)),
    "integer": (NO_INT, float),
}


def _offer_choices(sheet: Any, place: int, column: ColumnSchema, count: int) -> None:
    """A list to choose from; another word draws a question, as reading knows many synonyms."""
    words = FLAGS if column.kind == "flag" else column.choices
    if words:
        offer = {"validate": "list", "source": [w.zh for w in words], "error_type": "warning"}
        sheet.data_validation(1, place, max(count, 1), place, offer)


def _finish(sheet: Any, name: str, headers: Sequence[str], count: int) -> None:
    """Make the cells an Excel table with a header that stays in sight."""
    columns = [{"header": header} for header in headers]
    look = {"name": name, "columns": columns, "style": "Table Style Light 9"}
    sheet.add_table(0, 0, max(count, 1), len(headers) - 1, look)
    sheet.freeze_panes(1, 0)


def distinct(headers: list[str]) -> list[str]:
    """The headers made different from each other, as an Excel table needs whatever the case.

    >>> distinct(["金额", "Note", "note"])
    ['金额', 'Note', 'note (2)']
    """
    seen: set[str] = set()
    for place, header in enumerate(headers):
        name, number = header, 1
        while name.casefold() in seen:
            number += 1
            name = f"{header} ({number})"
        seen.add(name.casefold())
        headers[place] = name
    return headers


def breadth(text: str) -> int:
    """How many narrow characters a text is wide; Chinese ones count double.

    >>> breadth("账龄 A")
    6
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _width(column: ColumnSchema, cells: Sequence[str | float | None]) -> int:
    """A sensible width, from the header and the first rows."""
    header = breadth(column.zh) + 4  # room for the filter's arrow
    least = {"day": 12, "amount": 15}.get(column.kind, 9)
    longest = max((breadth(c) + 2 for c in cells[:500] if isinstance(c, str)), default=0)
    return min(40, max(least, header, longest))
