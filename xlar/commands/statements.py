"""Statements of account 对账单 and confirmations 询证函, for one customer or all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.commands.context import CannotRun
from xlar.commands.office import desk_of, made
from xlar.commands.selection import customer_of
from xlar.core.problems import Text

if TYPE_CHECKING:
    from datetime import date

    from xlar.commands.context import Context, Outcome


def statement(context: Context) -> Outcome:
    """Make the statement of one customer: the one asked for, else that of the selected row."""
    return _statements(context, [customer_of(context.book, context.arguments.get("customer"))])


def statements(context: Context) -> Outcome:
    """Make the statements of all customers, or of those asked for."""
    return _statements(context, context.arguments.get("customers"))


def _statements(context: Context, customers: list[str] | None) -> Outcome:
    start: date | None = context.arguments.get("start")
    desk = desk_of(context)
    if start is not None and start > desk.day:
        raise CannotRun(
            Text(f"起始日 {start} 晚于截止日期 {desk.day}。", f"{start} is after {desk.day}")
        )
    _preparing(context)
    documents, skipped = desk.statements(start=start, customers=customers)
    return made(context, desk, documents, skipped, statements=True)


def confirmations(context: Context) -> Outcome:
    """Make requests to confirm balances, for the auditor."""
    desk = desk_of(context)
    _preparing(context)
    documents, skipped = desk.confirmations(
        negative=bool(context.arguments.get("negative")),
        customers=context.arguments.get("customers"),
    )
    return made(context, desk, documents, skipped, statements=True)


def _preparing(context: Context) -> None:
    context.step(0, 0, Text("编制对账单 …", "preparing statements …"))
