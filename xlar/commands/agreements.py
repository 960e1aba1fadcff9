"""Plans, disputes, holds, approvals and slips on sheets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.commands.reports import on_sheet, written
from xlar.frames import sheet_titles as titles
from xlar.frames.shown import AGREEMENTS, SLIPS
from xlar.frames.tabulated import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from xlar.commands.context import Books, Context, Outcome
    from xlar.commands.report import Report
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.core.problems import Text
    from xlar.frames.tabulated import Tabulated

    _Made = Callable[[Ledger, date, Policy], Tabulated]


def plans_report(context: Context, books: Books) -> Report:
    """The sheet 分期跟踪: what of each instalment is paid, and what is due now."""
    return _sheet(context, books, AGREEMENTS["plans"], titles.PLAN_STATUS, titles.WORKLIST)


def disputes_report(context: Context, books: Books) -> Report:
    """The sheet 争议: what is disputed, why and for how long, by reason and salesperson below."""
    return _sheet(context, books, AGREEMENTS["disputes"], titles.DISPUTES, titles.PLAN_STATUS)


def holds_report(context: Context, books: Books) -> Report:
    """The sheet 发货控制: who gets no goods, who must ask, and who was released by whom."""
    return _sheet(context, books, AGREEMENTS["holds"], titles.HOLDS, titles.DISPUTES)


def approvals_report(context: Context, books: Books) -> Report:
    """The sheet 审批清单: which approvals hold, which run out soon, which have run out."""
    return _sheet(context, books, AGREEMENTS["approvals"], titles.APPROVAL_LIST, titles.HOLDS)


def slips_report(context: Context, books: Books) -> Report:
    """The sheet 回执跟踪: every slip with its reconciliation."""
    return _sheet(context, books, SLIPS["slips"], titles.SLIP_STATUS, titles.STATEMENT)


def control_report(context: Context, books: Books) -> Report:
    """The sheet 对账控制表: how much of the balance was sent and confirmed."""
    return _sheet(context, books, SLIPS["control"], titles.SLIP_CONTROL, titles.SLIP_STATUS)


def differences_report(context: Context, books: Books) -> Report:
    """The sheet 差异汇总: what the slips that came back explain, by cause."""
    return _sheet(context, books, SLIPS["differences"], titles.DIFFERENCES, titles.SLIP_CONTROL)


def due_report(context: Context, books: Books) -> Report:
    """The sheet 应对账客户: who is to be sent a statement again."""
    return _sheet(context, books, SLIPS["due"], titles.DUE_AGAIN, titles.DIFFERENCES)


def agreements(context: Context) -> Outcome:
    """Write the sheets 分期跟踪, 争议, 发货控制 and 审批清单."""
    return written(context, [plans_report, disputes_report, holds_report, approvals_report])


def slips(context: Context) -> Outcome:
    """Write the sheets 回执跟踪, 对账控制表, 差异汇总 and 应对账客户."""
    return written(context, [slips_report, control_report, differences_report, due_report])


def _sheet(context: Context, books: Books, made: _Made, sheet: Text, after: Text) -> Report:
    table = made(books.ledger, books.as_of, books.policy)
    return on_sheet(cells_of(table, context.lang), context.lang, sheet, after)
