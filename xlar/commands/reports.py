"""The reports of the ledger on sheets of their own, one by one or all together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from xlar.commands.cells import Column
from xlar.commands.context import Outcome
from xlar.commands.report import Report, sheet_named, steps_for
from xlar.commands.write import Recalculate, carry_out
from xlar.core.aging import aging
from xlar.core.commission import commission
from xlar.core.credit import credit
from xlar.core.forecast import forecast
from xlar.core.indicators import indicators
from xlar.core.problems import Text
from xlar.core.provision import provision
from xlar.core.scoring import score
from xlar.core.signals import warnings
from xlar.frames import sheet_titles as titles
from xlar.frames.cells import report_table
from xlar.frames.commission import commission_table
from xlar.frames.forecast import forecast_table
from xlar.frames.indicators import kpi_table
from xlar.frames.provision import provision_table
from xlar.frames.scoring import score_table
from xlar.frames.signals import warning_table
from xlar.frames.tabulated import cells_of
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.commands.cells import CellKind
    from xlar.commands.context import Books, Context
    from xlar.commands.write import Step
    from xlar.core.problems import Language
    from xlar.frames.cells import ReportTable
    from xlar.frames.field import Field
    from xlar.frames.shown import Made, Shown

    Maker = Callable[[Context, Books], Report]


def aging_report(context: Context, books: Books) -> Report:
    """The sheet 账龄分析: balance by bucket, customer and currency, with its proof."""
    report = aging(books.ledger, books.as_of, policy=books.policy)
    table = report_table(report, context.lang)
    return on_sheet(table, context.lang, titles.AGING, TABLES["allocations"].sheet)


def credit_report(context: Context, books: Books) -> Report:
    """The sheet 信用监控: limit, exposure and decision of every customer."""
    report = credit(books.ledger, books.as_of, policy=books.policy)
    return on_sheet(report_table(report, context.lang), context.lang, titles.CREDIT, titles.AGING)


def score_report(context: Context, books: Books) -> Report:
    """The sheet 客户评分: score, grade, advised limit and review of every customer."""
    report = score(books.ledger, books.as_of, policy=books.policy)
    table = cells_of(score_table(report), context.lang)
    return on_sheet(table, context.lang, titles.SCORING, titles.CREDIT)


def warning_report(context: Context, books: Books) -> Report:
    """The sheet 风险预警: signals seen and found, alarms and class of risk by customer."""
    report = warnings(books.ledger, books.as_of, policy=books.policy)
    table = cells_of(warning_table(report), context.lang)
    return on_sheet(table, context.lang, titles.WARNINGS, titles.SCORING)


def forecast_report(context: Context, books: Books) -> Report:
    """The sheet 回款预测: cash by week with a range, beside two plain forecasts."""
    report = forecast(books.ledger, books.as_of, policy=books.policy)
    return on_sheet(
        cells_of(forecast_table(report), context.lang),
        context.lang,
        titles.FORECAST,
        titles.CREDIT,
    )


def provision_report(context: Context, books: Books) -> Report:
    """The sheet 坏账准备: the allowance by portfolio and band, its movement and entries."""
    report = provision(books.ledger, books.as_of, policy=books.policy)
    table = cells_of(provision_table(report), context.lang)
    return on_sheet(table, context.lang, titles.ALLOWANCE, titles.CREDIT)


def indicators_report(context: Context, books: Books) -> Report:
    """The sheet 指标: the indicators of the last twelve months, each with its trend."""
    report = indicators(books.ledger, books.as_of, policy=books.policy)
    table = cells_of(kpi_table(report), context.lang)
    return on_sheet(table, context.lang, titles.INDICATORS, titles.FORECAST)


def commission_report(context: Context, books: Books) -> Report:
    """The sheet 提成: commission of the month, ranked, with its control total."""
    first = books.as_of.replace(day=1)
    report = commission(books.ledger, first, books.as_of, policy=books.policy)
    table = cells_of(commission_table(report), context.lang)
    return on_sheet(table, context.lang, titles.COMMISSION, titles.INDICATORS)


REPORTS: Final[Sequence[Maker]] = (
    aging_report,
    credit_report,
    score_report,
    warning_report,
    forecast_report,
    provision_report,
    indicators_report,
    commission_report,
)
"""The reports that 刷新全部 makes anew, in the order of their sheets."""


def aging_sheet(context: Context) -> Outcome:
    """Write the sheet 账龄分析."""
    return written(context, [aging_report])


def credit_sheet(context: Context) -> Outcome:
    """Write the sheet 信用监控."""
    return written(context, [credit_report])


def score_sheet(context: Context) -> Outcome:
    """Write the sheet 客户评分."""
    return written(context, [score_report])


def warning_sheet(context: Context) -> Outcome:
    """Write the sheet 风险预警."""
    return written(context, [warning_report])


def forecast_sheet(context: Context) -> Outcome:
    """Write the sheet 回款预测."""
    return written(context, [forecast_report])


def provision_sheet(context: Context) -> Outcome:
    """Write the sheet 坏账准备."""
    return written(context, [provision_report])


def indicators_sheet(context: Context) -> Outcome:
    """Write the sheet 指标."""
    return written(context, [indicators_report])


def commission_sheet(context: Context) -> Outcome:
    """Write the sheet 提成."""
    return written(context, [commission_report])


def refresh(context: Context) -> Outcome:
    """Write every report, all or none."""
    return written(context, REPORTS)


def written(context: Context, makers: Sequence[Maker], books: Books | None = None) -> Outcome:
    """The reports, computed first and then written together.

    Args:
        context: the open workbook.
        makers: what makes each report of the ledger.
        books: what the workbook holds, where it has been read already.

    Raises:
        BadLedger: the data has errors; nothing is written.
        CannotRun: a sheet holds something else where a report needs room.
    """
    books = books or context.books()
    steps: list[Step] = []
    sheets = []
    for place, maker in enumerate(makers):
        context.step(place, len(makers), Text("计算 …", "computing …"))
        report = maker(context, books)
        sheets.append(sheet_named(context, report.sheet))
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


def makers_of(shown: Shown, sheets: Mapping[str, Text], after: Text) -> list[Maker]:
    """What makes reports that people choose by name, each on a sheet after the one before.

    Args:
        shown: the reports by name.
        sheets: the titles of the sheets of those wanted, in their order.
        after: title of the sheet that the first one follows.
    """
    befores = (after, *sheets.values())
    return [
        partial(_chosen, shown[name], sheet, before)
        for (name, sheet), before in zip(sheets.items(), befores, strict=False)
    ]


def _chosen(made: Made, sheet: Text, after: Text, context: Context, books: Books) -> Report:
    table = made(books.ledger, books.as_of, books.policy)
    return on_sheet(cells_of(table, context.lang), context.lang, sheet, after)


def columns_of(table: ReportTable, lang: Language) -> list[Column]:
    """The columns of a report as they are written to a sheet, its sums and checks below."""
    below = [list(cells) for cells in zip(*table.footer, strict=True)] or [[] for _ in table.fields]
    return [
        Column(entry.title[lang], _look(entry), [*cells, *more])
        for entry, cells, more in zip(table.fields, table.columns, below, strict=True)
    ]


def _look(field: Field) -> CellKind:
    """How a column is shown: the numbers of a report have two decimals."""
    return "decimal" if field.kind == "number" else field.kind


def on_sheet(table: ReportTable, lang: Language, sheet: Text, after: Text) -> Report:
    """A table as the report of a sheet of its own.

    Args:
        table: the table.
        lang: language of titles and words.
        sheet: title of the sheet.
        after: title of the sheet that a new one follows.
    """
    notes = [(label[lang], value) for label, value in table.notes]
    headings = table.title.zh, table.title.en
    return Report(sheet, table.title[lang], columns_of(table, lang), notes, after, headings)
