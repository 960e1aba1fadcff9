"""Help for those who ask for it: the last error, and what this installation and workbook are."""

from __future__ import annotations

import platform
import sys
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

import xlar
from xlar.commands.cells import Column
from xlar.commands.checking import counts, proof
from xlar.commands.context import Outcome
from xlar.commands.failures import last_failure, state_folder
from xlar.commands.live import LiveBook
from xlar.commands.report import Report, is_live, sheet_named, steps_for
from xlar.commands.write import carry_out
from xlar.core.problems import Text, errors
from xlar.tables.load import checked, source_of
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlar.commands.context import Context
    from xlar.core.problems import Language
    from xlar.tables.load import Loaded

TITLE: Final = Text("诊断", "Diagnosis")
_PACKAGES: Final = ("xlwings", "pandas", "numpy", "XlsxWriter", "typst", "docxtpl")
_SECRET: Final = ("company.",)  # not for whoever is asked for help


def last_error(context: Context) -> Outcome:
    """Tell the last command that failed."""
    failure = last_failure()
    if failure is None:
        return Outcome(Text("没有记录到失败的命令。", "No failed command is on record."))
    message = Text(
        f"{failure.when} {failure.book} {failure.command}：{failure.zh}",
        f"{failure.when} {failure.book} {failure.command}: {failure.en}",
    )
    context.ui.tell("\n\n".join(part for part in (message[context.lang], failure.trace) if part))
    return Outcome(message)


def diagnose(context: Context) -> Outcome:
    """Write versions, host, tables, settings, counts and differences to the sheet 诊断."""
    live = LiveBook(context.book)
    loaded = checked(source_of(live))
    rows = [
        *_versions(context.book),
        *_places(live, loaded, context.lang),
        *_sheets(context.book, context.lang),
        *_settings(loaded, context.lang),
        *_state(context, loaded),
    ]
    titles = Text("项目", "Item")[context.lang], Text("内容", "Content")[context.lang]
    columns = [
        Column(title, "text", cells)
        for title, cells in zip(titles, zip(*rows, strict=True), strict=True)
    ]
    report = Report(TITLE, TITLE[context.lang], columns)
    carry_out(context, steps_for(context, report))
    sheet = sheet_named(context, TITLE)
    wrong = len(errors(loaded.problems))
    message = Text(
        f"见“{sheet}”；数据错误 {wrong} 条。", f"See {sheet}; {wrong} errors in the data."
    )
    return Outcome(message, loaded.problems, sheets=[sheet])


def _versions(book: Any) -> Iterator[tuple[str, str]]:
    yield "xlar", xlar.__version__
    yield "Python", f"{platform.python_version()} {sys.executable}"
    yield "System", platform.platform()
    yield "Host", _host(book)
    for package in _PACKAGES:
        with suppress(PackageNotFoundError):
            yield package, version(package)


def _host(book: Any) -> str:
    """The program that holds the workbook, as far as it says."""
    parts = [str(getattr(book.app.engine, "name", ""))]
    with suppress(Exception):  # a host may not know its version; it is told without
        parts.append(str(book.app.version))
    return " ".join(parts)


def _places(live: LiveBook, loaded: Loaded, lang: Language) -> Iterator[tuple[str, str]]:
    """Where every table was found, and how many rows it has."""
    for name, schema in TABLES.items():
        place = loaded.source.places.get(name)
        table = loaded.source.tables.get(name)
        if place is None or table is None:
            yield schema.title(lang), Text("未找到", "not found")[lang]
        else:
            rows = f"{len(table):,}"
            where = f"{place.sheet} {place.cell(place.header_row, None)}"
            yield schema.title(lang), Text(f"{where}，{rows} 行", f"{where}, {rows} rows")[lang]
    yield "1904", str(live.epoch_1904)


def _sheets(book: Any, lang: Language) -> Iterator[tuple[str, str]]:
    """The sheets that hold formulas of ours."""
    live = [sheet.name for sheet in book.sheets if is_live(sheet)]
    yield Text("含 AR 公式的表", "sheets with AR formulas")[lang], ", ".join(live) or "–"


def _settings(loaded: Loaded, lang: Language) -> Iterator[tuple[str, str]]:
    label = Text("参数", "setting")[lang]
    for name, value in loaded.source.settings.items():
        if not name.startswith(_SECRET):
            yield f"{label} {name}", value


def _state(context: Context, loaded: Loaded) -> Iterator[tuple[str, str]]:
    yield from counts(loaded, context.lang)
    wrong = len(errors(loaded.problems))
    yield Text("错误", "errors")[context.lang], str(wrong)
    yield Text("提醒", "warnings")[context.lang], str(len(loaded.problems) - wrong)
    yield from proof(context, loaded)
    yield "xlar state", str(state_folder())
    failure = last_failure()
    if failure is not None:
        label = Text("最后错误", "last error")[context.lang]
        yield label, f"{failure.when} {failure.command}: {getattr(failure, context.lang)}"
