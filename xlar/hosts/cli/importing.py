"""``xlar import RAW -o BOOK``: an export of any make becomes a clean workbook, with a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from rich.console import Group
from rich.text import Text as Styled

from xlar.core.errors import BadLedger, BadPolicy
from xlar.core.problems import Text
from xlar.frames.field import Field
from xlar.hosts.cli import screens
from xlar.hosts.cli.grids import Grid
from xlar.hosts.cli.mistakes import WrongUse, language
from xlar.hosts.cli.request import choice, existing, settings_of, working, writable
from xlar.tables.schema import TABLES
from xlar.workbook.importer import import_file, write_import

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

    from xlar.core.problems import Language
    from xlar.workbook.importer.model import DateOrder, ImportResult, Mapped

_MOST_SHOWN: Final = 20
_LEVELS: Final = {
    "stated": Text("指定", "stated"),
    "certain": Text("确定", "certain"),
    "likely": Text("很可能", "likely"),
    "guess": Text("推测", "guess"),
    "unused": Text("未使用", "unused"),
}
_FIELDS: Final = (
    Field("source", Text("来源", "Source"), rank=1),
    Field("header", Text("原表头", "Header")),
    Field("table", Text("表", "Table"), rank=3),
    Field("column", Text("列", "Column")),
    Field("confidence", Text("把握", "Confidence"), "ratio"),
    Field("level", Text("判断", "Level"), words=_LEVELS),
    Field("how", Text("依据", "How"), rank=2),
)


def import_raw(
    raw: str,
    book: str,
    *,
    map_file: str | None,
    date_order: str | None,
    repair_swapped_dates: bool,
    lang: str | None,
    policy: str | None,
) -> None:
    """Import an export and write the workbook.

    Raises:
        WrongUse: an option that cannot be carried out.
        BadLedger: the export has errors; nothing is written.
    """
    chosen = cast("Language", choice("--lang", lang, ("zh", "en")) or language())
    source = existing(raw)
    target = writable(book, source)
    if target.suffix.lower() != ".xlsx":
        raise WrongUse(
            Text(
                f"-o 要给出 .xlsx 文件名，而不是“{book}”。",
                f"-o: expected a .xlsx file, found {book!r}",
            )
        )
    order = cast("DateOrder | None", choice("--date-order", date_order, ("mdy", "dmy", "ymd")))
    columns = None if map_file is None else existing(map_file)
    settings = None if policy is None else settings_of(policy)
    with working(Text(f"导入 {source.name} …", f"importing {source.name} …"), chosen):
        try:
            result = import_file(
                source,
                map_file=columns,
                date_order=order,
                repair_swapped_dates=repair_swapped_dates,
                policy=settings,
            )
        except BadPolicy as mistake:
            raise WrongUse(mistake.message) from mistake
        if not result.ok:
            raise BadLedger(result.problems)
        _write(result, target)
    console = screens.console()
    console.print(_report(result, target, chosen, console.width))


def _write(result: ImportResult, target: Path) -> None:
    try:
        write_import(result, target)
    except OSError as mistake:
        raise WrongUse(
            Text(
                f"无法写入 {target}（{mistake.strerror}）。",
                f"{target} cannot be written ({mistake.strerror})",
            )
        ) from mistake


def _report(result: ImportResult, target: Path, lang: Language, width: int) -> RenderableType:
    """What was taken for what, what was done, what was found, and where it lies now."""
    title = Text("列的对应", "What became of each column")
    rows = [_mapped(mapped, lang) for mapped in result.mapping]
    lines: list[RenderableType] = [
        screens.screen(Grid("import", title, _FIELDS, rows), lang, width)
    ]
    lines += [Styled(f"· {step.text(lang)}") for step in result.steps]
    lines += [Styled(p.text(lang), "yellow") for p in result.problems[:_MOST_SHOWN]]
    if len(result.problems) > _MOST_SHOWN:
        rest = len(result.problems) - _MOST_SHOWN
        more = Text(
            f"另有 {rest} 条提醒，见工作簿的“导入报告”。",
            f"{rest} more warnings on the sheet 导入报告 of the workbook",
        )
        lines.append(Styled(more[lang], "yellow"))
    counts = "，".join(f"{TABLES[name].zh} {len(table):,}" for name, table in result.tables.items())
    english = ", ".join(f"{len(table):,} {name}" for name, table in result.tables.items())
    written = Text(f"已写入 {target}（{counts}）", f"written to {target} ({english})")
    lines.append(Styled(written[lang], "bold green"))
    return Group(*lines)


def _mapped(mapped: Mapped, lang: Language) -> dict[str, Any]:
    """A column's fate as a row."""
    table = TABLES.get(mapped.table or "")
    column = table.by_name.get(mapped.column or "") if table else None
    return {
        "source": mapped.source,
        "header": mapped.header,
        "table": table.title(lang) if table else None,
        "column": column.title(lang) if column else mapped.column,
        "confidence": f"{mapped.confidence:.2f}" if mapped.column else None,
        "level": mapped.level,
        "how": mapped.how[lang],
    }
