"""Import 导入: an export of another system joins the tables of the workbook, or nothing does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xlar.commands.appending import appended, bottom_of, new_sheet
from xlar.commands.cells import Column
from xlar.commands.context import CannotRun, Outcome
from xlar.commands.live import LiveBook
from xlar.commands.merging import Addition, addition, joined
from xlar.commands.report import Report, data_sheet_named, sheet_named, steps_for
from xlar.commands.write import carry_out
from xlar.core.build import build
from xlar.core.errors import BadLedger
from xlar.core.problems import Text, errors
from xlar.core.tables import empty_table
from xlar.tables.load import checked, source_of
from xlar.tables.schema import TABLES
from xlar.workbook.book import column_cells
from xlar.workbook.importer import import_file
from xlar.workbook.importer.load import KNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from xlar.commands.context import Context
    from xlar.commands.write import Step
    from xlar.core.problems import Problem
    from xlar.core.tables import Table
    from xlar.tables.load import Loaded
    from xlar.workbook.importer import ImportResult

TITLE: Final = Text("导入结果", "Result of the import")
_SHOWN: Final = ("customer_id", "amount")


def import_export(context: Context) -> Outcome:
    """Add the new entries of an export to the tables of the workbook, all or none."""
    path = _chosen(context)
    live = LiveBook(context.book)
    loaded = checked(source_of(live))
    if errors(loaded.problems) and loaded.source.tables:
        raise BadLedger(loaded.problems)
    context.step(0, 0, Text(f"读取 {path.name} …", f"reading {path.name} …"))
    result = _imported(context, path, loaded)
    additions = _additions(loaded, result)
    steps = _steps(context, live, loaded, additions)
    _check_together(loaded, additions, path)
    report = _page(context, path, additions, result)
    carry_out(context, [*steps, *steps_for(context, report)])
    sheet = sheet_named(context, TITLE)
    added = [(name, len(one.new)) for name, one in additions.items() if len(one.new)]
    known = sum(len(one.known) for one in additions.values())
    zh = "，".join(f"{TABLES[name].zh} {count:,} 行" for name, count in added) or "没有新数据"
    en = ", ".join(f"{count:,} {name}" for name, count in added) or "nothing new"
    return Outcome(
        Text(
            f"已导入：{zh}；已有而未重复导入 {known:,} 行，见“{sheet}”。",
            f"Imported: {en}; {known:,} were there already, see {sheet}.",
        ),
        result.problems,
        sheets=[*(data_sheet_named(context, TABLES[name].sheet) for name, _ in added), sheet],
    )


def _chosen(context: Context) -> Path:
    """The file to import.

    Raises:
        CannotRun: none was chosen, or it is not there.
    """
    path: Path | None = context.arguments.get("file")
    if path is None:
        title = Text("选择要导入的文件", "Choose the file to import")
        path = context.ui.choose_file(title[context.lang], KNOWN)
    if path is None:
        raise CannotRun(Text("没有选择文件。", "No file was chosen."))
    if not path.exists():
        raise CannotRun(Text(f"找不到文件 {path}。", f"no such file: {path}"))
    return path


def _imported(context: Context, path: Path, loaded: Loaded) -> ImportResult:
    """The export as a ledger of its own.

    Raises:
        BadLedger: it has errors.
    """
    order = context.arguments.get("date_order")
    result = import_file(path, date_order=order, policy=loaded.policy)
    if not result.ok:
        raise BadLedger([_of_file(problem, path) for problem in result.problems])
    return result


def _of_file(problem: Problem, path: Path) -> Problem:
    """A problem of an export, with the name of the file before its cell."""
    return replace(problem, cell=f"[{path.name}]{problem.where('zh')}")


def _additions(loaded: Loaded, result: ImportResult) -> Mapping[str, Addition]:
    """What the import means for each table.

    Customers are added only to a workbook that lists them: where it does not, its customers are
    those of its documents, and a list of some would make the others unknown.
    """
    tables = loaded.source.tables
    return {
        name: addition(tables.get(name, empty_table(name)), table)
        for name, table in result.tables.items()
        if name != "customers" or name in tables or "invoices" not in tables
    }


def _check_together(loaded: Loaded, additions: Mapping[str, Addition], path: Path) -> None:
    """Check the tables as they will be.

    Raises:
        BadLedger: they are no ledger together.
    """
    tables: dict[str, Table] = dict(loaded.source.tables)
    firsts = {}
    for name, one in additions.items():
        table = tables.get(name, empty_table(name))
        firsts[name] = int(table.rows.max(initial=1)) + 1
        tables[name] = joined(table, one.new, firsts[name])

    def placed(problem: Problem) -> Problem:
        """A problem with its cell in the workbook, or the number of its entry in the file."""
        name, row = problem.table or "", problem.row or 0
        if name in firsts and row >= firsts[name]:
            schema, new = TABLES[name], additions[name].new
            key = new.columns[schema.columns[0].name][row - firsts[name]]
            return replace(problem, cell=f"[{path.name}]{schema.zh} {key}")
        return replace(problem, cell=loaded.source.locate(name, problem.row, problem.column))

    _, found = build(tables, loaded.policy)
    if errors(found):
        raise BadLedger([placed(problem) for problem in found])


def _steps(
    context: Context, live: LiveBook, loaded: Loaded, additions: Mapping[str, Addition]
) -> list[Step]:
    """What it takes to add the new entries."""
    steps: list[Step] = []
    for name, one in additions.items():
        if not len(one.new):
            continue
        place = loaded.source.places.get(name)
        if place is None:
            steps += new_sheet(one.new, context.lang)
        else:
            steps += appended(live, bottom_of(live, place), one.new, context.lang)
    return steps


def _page(
    context: Context, path: Path, additions: Mapping[str, Addition], result: ImportResult
) -> Report:
    """The sheet 导入结果: what was added, what was there already, what was done to the export."""
    lang = context.lang
    notes = [(Text("文件", "file")[lang], path.name)]
    notes += [
        (
            TABLES[name].title(lang),
            Text(
                f"新增 {len(one.new):,} 行，已有 {len(one.known):,} 行",
                f"{len(one.new):,} added, {len(one.known):,} there already",
            )[lang],
        )
        for name, one in additions.items()
    ]
    rows = [row for name, one in additions.items() for row in _known_rows(context, name, one)]
    done, warning = Text("步骤", "step")[lang], Text("提醒", "warning")[lang]
    rows += [(done, "", "", step.text(lang)) for step in result.steps]
    rows += [(warning, "", "", problem.text(lang)) for problem in result.problems]
    titles = (
        Text("表", "Table"),
        Text("号码", "Number"),
        Text("客户编码", "Customer"),
        Text("说明", "Remark"),
    )
    columns = [
        Column(title[lang], "text", [row[place] for row in rows])
        for place, title in enumerate(titles)
    ]
    return Report(TITLE, TITLE[lang], columns, notes)


def _known_rows(context: Context, name: str, one: Addition) -> list[tuple[str, str, str, str]]:
    """The entries that were there already, each with what differs."""
    lang, schema = context.lang, TABLES[name]
    same = Text("已有，未重复导入", "there already, not added")[lang]
    differs = Text(
        "已有，但客户、币种或金额不同，未改动：请核对",
        "there already with another customer, currency or amount; not changed: please compare",
    )[lang]
    keys = column_cells(schema.columns[0], one.known.columns[schema.columns[0].name])
    customers = one.known.column("customer_id", "text").tolist()
    return [
        (schema.title(lang), str(key or ""), customer, differs if other else same)
        for key, customer, other in zip(keys, customers, one.differs.tolist(), strict=True)
    ]
