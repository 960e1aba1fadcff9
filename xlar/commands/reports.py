"""The reports of the ledger on sheets of their own, one by one or all together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.commands.cells import Column
from xlar.commands.context import Outcome
from xlar.commands.report import Report, steps_for
from xlar.commands.write import Recalculate, carry_out
from xlar.core.aging import aging
from xlar.core.credit import credit
from xlar.core.problems import Text
from xlar.frames.cells import report_table
from xlar.frames.fields import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlar.commands.context import Books, Context
    from xlar.commands.write import Step
    from xlar.core.problems import Language
    from xlar.frames.cells import ReportTable

    Maker = Callable[[Context, Books], Report]

AGING_SHEET: Final = "账龄分析"
CREDIT_SHEET: Final = "信用监控"


def aging_report(context: Context, books: Books) -> Report:
    """The sheet 账龄分析: balance by bucket, customer and currency, with its proof."""
    report = aging(books.ledger, books.as_of, policy=books.policy)
    table = report_table(report, context.lang)
    return _sheet(context.lang, AGING_SHEET, table, "核销")


def credit_report(context: Context, books: Books) -> Report:
    """The sheet 信用监控: limit, exposure and decision of every customer."""
    report = credit(books.ledger, books.as_of, policy=books.policy)
    return _sheet(context.lang, CREDIT_SHEET, report_table(report, context.lang), AGING_SHEET)


REPORTS: Final[Sequence[Maker]] = (aging_report, credit_report)
"""The reports that 刷新全部 makes anew, in the order of their sheets."""


def aging_sheet(context: Context) -> Outcome:
    """Write the sheet 账龄分析."""
    return written(context, [aging_report])


def credit_sheet(context: Context) -> Outcome:
    """Write the sheet 信用监控."""
    return written(context, [credit_report])


def refresh(context: Context) -> Outcome:
    """Write every report, all or none."""
    return written(context, REPORTS)


def written(context: Context, makers: Sequence[Maker]) -> Outcome:
    """The reports, computed first and then written together.

    Args:
        context: the open workbook.
        makers: what makes each report of the ledger.

    Raises:
        BadLedger: the data has errors; nothing is written.
        CannotRun: a sheet holds something else where a report needs room.
    """
    books = context.books()
    steps: list[Step] = []
    sheets = []
    for place, maker in enumerate(makers):
        context.step(place, len(makers), Text("计算 …", "computing …"))
        report = maker(context, books)
        sheets.append(report.sheet)
        steps += steps_for(context, report)
    carry_out(context, steps)
    live = sum(isinstance(step, Recalculate) for step in steps)
    zh, en = "、".join(sheets), ", ".join(sheets)
    as_of = books.as_of.isoformat()
    return Outcome(
        Text(
            f"已更新 {zh}，截止 {as_of}{f'；其中 {live} 张是公式，已重算' if live else ''}。",
            f"{en} as of {as_of}{f'; {live} of formulas, recalculated' if live else ''}.",
        ),
        problems=books.loaded.problems,
        sheets=sheets,
    )


def columns_of(table: ReportTable, lang: Language) -> list[Column]:
    """The columns of a report as they are written to a sheet, its sums and checks below."""
    below = [list(cells) for cells in zip(*table.footer, strict=True)] or [[] for _ in table.fields]
    return [
        Column(entry.title[lang], entry.kind, [*cells, *more])
        for entry, cells, more in zip(table.fields, table.columns, below, strict=True)
    ]


def _sheet(
    lang: Language,
    name: str,
    table: ReportTable,
    after: str,
) -> Report:
    title = TITLES[table.name]
    notes = [(label[lang], value) for label, value in table.notes]
    return Report(name, title[lang], columns_of(table, lang), notes, after, (title.zh, title.en))
