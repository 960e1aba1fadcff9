"""Plans, disputes, holds, approvals and slips on sheets of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.commands.reports import on_sheet, written
from xlar.frames.shown import AGREEMENTS, SLIPS
from xlar.frames.tabulated import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from xlar.commands.context import Books, Context, Outcome
    from xlar.commands.report import Report
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.frames.tabulated import Tabulated

    _Made = Callable[[Ledger, date, Policy], Tabulated]

PLANS_SHEET: Final = "分期跟踪"
DISPUTES_SHEET: Final = "争议"
HOLDS_SHEET: Final = "发货控制"
SLIPS_SHEET: Final = "回执跟踪"
APPROVALS_SHEET: Final = "审批清单"
CONTROL_SHEET: Final = "对账控制表"
DIFFERENCES_SHEET: Final = "差异汇总"
DUE_SHEET: Final = "应对账客户"
_WORKLIST: Final = "催收工作台"
_STATEMENT: Final = "对账单"


def plans_report(context: Context, books: Books) -> Report:
    """The sheet 分期跟踪: what of each instalment is paid, and what is due now."""
    return _sheet(context, books, AGREEMENTS["plans"], PLANS_SHEET, _WORKLIST)


def disputes_report(context: Context, books: Books) -> Report:
    """The sheet 争议: what is disputed, why and for how long, by reason and salesperson below."""
    return _sheet(context, books, AGREEMENTS["disputes"], DISPUTES_SHEET, PLANS_SHEET)


def holds_report(context: Context, books: Books) -> Report:
    """The sheet 发货控制: who gets no goods, who must ask, and who was released by whom."""
    return _sheet(context, books, AGREEMENTS["holds"], HOLDS_SHEET, DISPUTES_SHEET)


def approvals_report(context: Context, books: Books) -> Report:
    """The sheet 审批清单: which approvals hold, which run out soon, which have run out."""
    return _sheet(context, books, AGREEMENTS["approvals"], APPROVALS_SHEET, HOLDS_SHEET)


def slips_report(context: Context, books: Books) -> Report:
    """The sheet 回执跟踪: every slip with its reconciliation."""
    return _sheet(context, books, SLIPS["slips"], SLIPS_SHEET, _STATEMENT)


def control_report(context: Context, books: Books) -> Report:
    """The sheet 对账控制表: how much of the balance was sent and confirmed."""
    return _sheet(context, books, SLIPS["control"], CONTROL_SHEET, SLIPS_SHEET)


def differences_report(context: Context, books: Books) -> Report:
    """The sheet 差异汇总: what the slips that came back explain, by cause."""
    return _sheet(context, books, SLIPS["differences"], DIFFERENCES_SHEET, CONTROL_SHEET)


def due_report(context: Context, books: Books) -> Report:
    """The sheet 应对账客户: who is to be sent a statement again."""
    return _sheet(context, books, SLIPS["due"], DUE_SHEET, DIFFERENCES_SHEET)


def agreements(context: Context) -> Outcome:
    """Write the sheets 分期跟踪, 争议, 发货控制 and 审批清单."""
    return written(context, [plans_report, disputes_report, holds_report, approvals_report])


def slips(context: Context) -> Outcome:
    """Write the sheets 回执跟踪, 对账控制表, 差异汇总 and 应对账客户."""
    return written(context, [slips_report, control_report, differences_report, due_report])


def _sheet(context: Context, books: Books, made: _Made, name: str, after: str) -> Report:
    table = made(books.ledger, books.as_of, books.policy)
    return on_sheet(cells_of(table, context.lang), context.lang, name, after)
