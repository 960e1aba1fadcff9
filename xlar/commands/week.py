"""The week of the collections desk on sheets: plan, result, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.commands.desk import known_letters
from xlar.commands.office import place_of
from xlar.commands.reports import on_sheet, written
from xlar.core.collections import promise_report, week_plan, week_result
from xlar.core.registered import sent_letters, with_register
from xlar.frames import sheet_titles as titles
from xlar.frames.collections import plan_table, promises_table, result_table
from xlar.frames.tabulated import cells_of

if TYPE_CHECKING:
    from xlar.commands.context import Books, Context, Outcome
    from xlar.commands.report import Report


def plan_report(context: Context, books: Books) -> Report:
    """The sheet 本周计划: what is to be done on each day of the week."""
    letters = known_letters(books.policy, place_of(context, books.policy), context.lang)
    plan = week_plan(
        with_register(books.ledger, letters),
        books.as_of,
        policy=books.policy,
        sent=sent_letters(books.ledger, letters),
    )
    return on_sheet(
        cells_of(plan_table(plan), context.lang),
        context.lang,
        titles.WEEK_PLAN,
        titles.WORKLIST,
    )


def result_report(context: Context, books: Books) -> Report:
    """The sheet 本周结果: what came of the plan so far, by collector."""
    result = week_result(books.ledger, books.as_of, policy=books.policy)
    table = cells_of(result_table(result), context.lang)
    return on_sheet(table, context.lang, titles.WEEK_RESULT, titles.WEEK_PLAN)


def promises_report(context: Context, books: Books) -> Report:
    """The sheet 承诺跟踪: which promises were kept."""
    report = promise_report(books.ledger, books.as_of, policy=books.policy)
    table = cells_of(promises_table(report), context.lang)
    return on_sheet(table, context.lang, titles.PROMISE_STATUS, titles.WORKLIST)


def plan(context: Context) -> Outcome:
    """Write the sheets 本周计划 and 本周结果."""
    return written(context, [plan_report, result_report])


def promises(context: Context) -> Outcome:
    """Write the sheet 承诺跟踪."""
    return written(context, [promises_report])
