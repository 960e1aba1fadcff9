"""The values-only copy 只留数值副本: a workbook that may leave the house.

It is written afresh from what the visible sheets show, so nothing hidden can be in it: no
formulas, macros, names, links, connections or hidden sheets. Colours and charts stay behind too.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.commands.cells import area
from xlar.commands.context import CannotRun, Outcome
from xlar.commands.live import LiveBook
from xlar.commands.saved import GENERAL, TEXT, formats_of
from xlar.commands.write import is_visible
from xlar.core.problems import Text
from xlar.tables.schema import SETTINGS
from xlar.tables.settings_schema import SETTING_TABLES, WORDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlar.commands.context import Context
    from xlar.tables.names import TableSchema
    from xlar.tables.sheets import ExcelTable, Grid

_PRIVATE: Final[Sequence[TableSchema]] = (SETTINGS, WORDING, *SETTING_TABLES.values())
_WIDEST: Final = 60
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def values_copy(context: Context) -> Outcome:
    """Write the copy; the open workbook is only read."""
    path = _target(context)
    live = LiveBook(context.book)
    names = [sheet.name for sheet in context.book.sheets if _may_leave(sheet)]
    if not names:
        raise CannotRun(Text("没有可外发的工作表。", "There is no sheet that may be sent."))
    draft = path.with_name(f".{path.name}")
    try:
        draft.write_bytes(_copied(context, live, names))
        draft.replace(path)
    except OSError as mistake:
        raise CannotRun(
            Text(
                f"无法写入 {path}（{mistake.strerror}）；若已打开请先关闭。",
                f"{path} cannot be written ({mistake.strerror}); close it if it is open",
            )
        ) from mistake
    finally:
        draft.unlink(missing_ok=True)
    message = Text(
        f"已写入 {path}：{len(names)} 张工作表，只有数值；参数、隐藏表、公式、名称和链接都不在内。",
        f"Written to {path}: {len(names)} sheets of values, without settings, hidden sheets, "
        "formulas, names and links.",
    )
    return Outcome(message, files=[path])


def _may_leave(sheet: Any) -> bool:
    """Whether a sheet is visible and holds no settings or wording."""
    return is_visible(sheet) and not any(one.is_named(sheet.name) for one in _PRIVATE)


def _target(context: Context) -> Path:
    """The file to write: as asked for, else beside the workbook under a name not yet taken.

    Raises:
        CannotRun: the workbook has no folder yet, or the name is no ``.xlsx`` or its own.
    """
    book = Path(context.book.fullname)
    asked: Path | None = context.arguments.get("file")
    if asked is None:
        if not book.is_absolute() or not book.parent.is_dir():
            raise CannotRun(
                Text(
                    "工作簿还没有保存过；请先保存，或给出副本的文件名。",
                    "Save the workbook first, or give the name of the copy.",
                )
            )
        return next(path for path in _free_names(book) if not path.exists())
    if asked.suffix.lower() != ".xlsx" or asked.resolve() == book.resolve():
        raise CannotRun(
            Text(
                f"副本要另给一个 .xlsx 文件名，而不是“{asked}”。",
                f"the copy needs an .xlsx name of its own, not {asked}",
            )
        )
    return asked


def _free_names(book: Path) -> Iterator[Path]:
    stem = f"{book.stem} 数值副本"
    yield book.with_name(f"{stem}.xlsx")
    number = 1
    while True:
        number += 1
        yield book.with_name(f"{stem} ({number}).xlsx")


def _copied(context: Context, live: LiveBook, names: Sequence[str]) -> bytes:
    """The copy of these sheets as a file."""
    import xlsxwriter  # heavy, and only this command needs it

    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        copy = _Copy(workbook)
        for place, name in enumerate(names):
            context.step(place, len(names), Text(f"复制 {name} …", f"copying {name} …"))
            tables = [table for table in live.tables if table.sheet == name]
            copy.add(context.book.sheets[name], live, tables)
    return file.getvalue()


class _Copy:
    """The copy being written."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats: dict[str, Any] = {}

    def add(self, sheet: Any, live: LiveBook, tables: Sequence[ExcelTable]) -> None:
        """A sheet with its values, number formats, widths and tables."""
        page, grid = self._workbook.add_worksheet(sheet.name), live.grid(sheet.name)
        if not grid.rows:
            return
        shown = _shown_formats(sheet, grid)
        for x in range(len(grid.rows[0])):
            width = sheet.range((1, grid.left + x + 1)).column_width
            page.set_column(grid.left + x, grid.left + x, min(width or 10, _WIDEST))
        for y, row in enumerate(grid.rows):
            for x, cell in enumerate(row):
                if cell != "":
                    self._put(page, grid.top - 1 + y, grid.left + x, cell, shown[x][y])
        for fault in live.faults(sheet.name):
            page.write_string(fault.row - 1, fault.position, fault.seen)
        for table in tables:
            _add_table(page, table)

    def _put(self, page: Any, row: int, column: int, cell: Any, number_format: str) -> None:
        look = self._look(number_format)
        if isinstance(cell, bool):
            page.write_boolean(row, column, cell, look)
        elif isinstance(cell, dt.datetime):
            page.write_datetime(row, column, cell, look)
        elif isinstance(cell, str):
            page.write_string(row, column, cell, look)
        else:
            page.write_number(row, column, cell, look)

    def _look(self, number_format: str) -> Any:
        if number_format not in self._formats:
            look = self._workbook.add_format({"num_format": number_format})
            self._formats[number_format] = look
        return self._formats[number_format]


def _shown_formats(sheet: Any, grid: Grid) -> list[Sequence[str]]:
    """The number format of every cell of a grid, by column; texts need none but that of texts."""
    height = len(grid.rows)
    shown: list[Sequence[str]] = []
    for x in range(len(grid.rows[0])):
        if all(isinstance(row[x], str) for row in grid.rows):
            shown.append([TEXT] * height)
            continue
        formats = [GENERAL] * height
        for part, number_format in formats_of(area(sheet, grid.top, grid.left + x + 1, height, 1)):
            start = part.row - grid.top
            formats[start : start + part.shape[0]] = [number_format] * part.shape[0]
        shown.append(formats)
    return shown


def _add_table(page: Any, table: ExcelTable) -> None:
    if not table.header or table.bottom <= table.top:
        return
    columns = [{"header": title} for title in table.columns]
    look = {"name": table.name, "columns": columns, "style": "Table Style Light 9"}
    page.add_table(table.top - 1, table.left, table.bottom - 1, table.right, look)
