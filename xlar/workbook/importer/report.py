"""The report of an import: the sheets 导入报告 and 搁置的行, and the book they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.errors import BadLedger
from xlar.core.problems import errors
from xlar.tables.grid import found
from xlar.tables.schema import TABLES
from xlar.workbook.book import Page, write_book
from xlar.workbook.importer.load import OUR_PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from xlar.core.problems import Text
    from xlar.workbook.book import Cell
    from xlar.workbook.importer.model import ImportResult, Mapped, Raw

_LEVELS: Final = {
    "stated": "指定 · stated",
    "certain": "确定 · certain",
    "likely": "很可能 · likely",
    "guess": "推测 · guess",
    "unused": "未使用 · unused",
}
_LONGEST: Final = 30_000
_SEVERITY: Final = {"error": "错误 · error", "warning": "警告 · warning"}


def write_import(result: ImportResult, path: Path) -> None:
    """Write the imported ledger with its report as a workbook.

    Args:
        result: an import without errors.
        path: the ``.xlsx`` file, replaced if it exists.

    Raises:
        BadLedger: the import has errors; nothing is written.
        OSError: the file cannot be written.
    """
    if not result.ok:
        raise BadLedger(errors(result.problems))
    extras = {
        table: {header: [_cell(cell) for cell in cells] for header, cells in columns.items()}
        for table, columns in result.extras.items()
    }
    pages = [report_page(result)]
    if result.set_aside:
        pages.append(set_aside_page(result))
    write_book(path, result.tables, settings=result.settings, extras=extras, pages=pages)


def report_page(result: ImportResult) -> Page:
    """The sheet 导入报告: what was taken for what, what was done, what was found."""
    rows: list[tuple[Cell, ...]] = []
    for name, table in result.tables.items():
        title = f"{TABLES[name].zh} · {TABLES[name].en}"
        rows.append(("结果 · result", title, None, len(table), "行 · rows"))
    rows += [_mapping_row(mapped) for mapped in result.mapping]
    rows += [
        ("步骤 · step", _both(step.what), None, step.count, _listed(step.examples))
        for step in result.steps
    ]
    rows += [
        (_SEVERITY[p.severity], f"{p.text('zh')}\n{p.text('en')}", p.where("zh"), None, p.found)
        for p in result.problems
    ]
    header = ("类别", "内容", "位置或目标列", "数量或把握", "说明或例子")
    return Page(OUR_PAGES[0], header, rows, (16, 90, 30, 14, 60))


def _listed(examples: tuple[str, ...]) -> str:
    """All examples in one cell, as far as it holds them."""
    text = "; ".join(examples)
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition("; ")[0] + "; …"


def _mapping_row(mapped: Mapped) -> tuple[Cell, ...]:
    goal = None
    if mapped.table and mapped.column:
        column = TABLES[mapped.table].by_name.get(mapped.column)
        title = mapped.column if column is None else f"{column.zh} {mapped.column}"
        goal = f"{TABLES[mapped.table].zh}.{title}"
    score = round(mapped.confidence, 2) if mapped.column else None
    how = f"{_LEVELS[mapped.level]}；{_both(mapped.how)}"
    return ("列 · column", f"{mapped.source}: {mapped.header}", goal, score, how)


def set_aside_page(result: ImportResult) -> Page:
    """The sheet 搁置的行: every row of the source that is not in the ledger, as it stood."""
    headers = list(dict.fromkeys(header for row in result.set_aside for header in row.cells))
    rows = [
        (row.source, row.row, _both(row.reason), *(_cell(row.cells.get(h)) for h in headers))
        for row in result.set_aside
    ]
    return Page(OUR_PAGES[1], ("来源", "行", "原因", *headers), rows, (24, 8, 40, 16))


def _both(text: Text) -> str:
    return f"{text.zh} · {text.en}"


def _cell(cell: Raw) -> Cell:
    """A cell of the source as it can be written again."""
    return found(cell) if isinstance(cell, bool) else cell
