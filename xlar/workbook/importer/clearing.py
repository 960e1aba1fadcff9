"""Clearing groups: items an accounting program has set against each other.

An item with a clearing document is settled on the clearing date. Within a group (clearing document,
customer, currency and date) credits are laid over debits, oldest first. What the credits lack was
paid by a posting that the export does not contain: it becomes one receipt named after the clearing
document. What they have too much of was paid out or set against something outside: one refund.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlar.core.build.findings import plain_amount
from xlar.core.columns import NO_INT
from xlar.workbook.importer import settle_messages as say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlar.core.problems import Message
    from xlar.workbook.importer.notes import Notes
    from xlar.workbook.importer.parts import Merged
    from xlar.workbook.importer.receipts import Made


@dataclass(frozen=True, slots=True)
class Item:
    """A cleared document.

    Attributes:
        place: its place in the invoices.
        number: document number.
        instalment: number of the instalment, or NO_INT.
        customer: customer identifier.
        currency: currency as stated, or blank.
        date: day of the document.
        amount: ten-thousandths, negative for a credit.
        cleared_on: clearing date.
        document: number of the clearing document.
    """

    place: int
    number: str
    instalment: int
    customer: str
    currency: str
    date: int
    amount: int
    cleared_on: int
    document: str


def clear(items: Iterable[Item], invoices: Merged, made: Made, notes: Notes) -> int:
    """Settle cleared items and return the number of groups.

    Args:
        items: documents with a clearing document and date.
        invoices: where they stand, for the warnings.
        made: where receipts and allocations go.
        notes: where the warnings go.
    """
    groups: defaultdict[tuple[str, str, str, int], list[Item]] = defaultdict(list)
    for item in items:
        groups[item.document, item.customer, item.currency, item.cleared_on].append(item)
    for group in groups.values():
        group.sort(key=lambda item: (item.date, item.number, item.instalment, item.place))
        _clear_group(group, invoices, made, notes)
    return len(groups)


def _clear_group(group: list[Item], invoices: Merged, made: Made, notes: Notes) -> None:
    debits = [item for item in group if item.amount > 0]
    credits_ = [item for item in group if item.amount < 0]
    left = [abs(item.amount) for item in credits_]
    turn = 0
    lacking: list[tuple[Item, int]] = []
    for debit in debits:
        owed = debit.amount
        while owed and turn < len(credits_):
            amount = min(owed, left[turn])
            _allocate(made, credits_[turn].number, debit.number, debit, amount)
            owed, left[turn] = owed - amount, left[turn] - amount
            turn += not left[turn]
        if owed:
            lacking.append((debit, owed))
    surplus = [(credit, rest) for credit, rest in zip(credits_, left, strict=True) if rest]
    if lacking:
        _paid_outside(lacking, invoices, made, notes)
    elif surplus:
        _refunded_outside(surplus, invoices, made, notes)


def _paid_outside(
    lacking: list[tuple[Item, int]], invoices: Merged, made: Made, notes: Notes
) -> None:
    """One receipt for what the credits of a group lack."""
    number = _counter_entry(made, lacking, 1)
    for debit, owed in lacking:
        _allocate(made, number, debit.number, debit, owed)
    _warn(say.CLEARED_OUTSIDE, number, lacking, invoices, notes)


def _refunded_outside(
    surplus: list[tuple[Item, int]], invoices: Merged, made: Made, notes: Notes
) -> None:
    """One refund for what the credits of a group have too much of."""
    number = _counter_entry(made, surplus, -1)
    for credit, rest in surplus:
        _allocate(made, credit.number, number, credit, rest, instalment=NO_INT)
    _warn(say.REFUNDED_OUTSIDE, number, surplus, invoices, notes)


def _counter_entry(made: Made, rest: list[tuple[Item, int]], sign: int) -> str:
    first = rest[0][0]
    number = made.number(f"RC-{first.document}")
    made.receipt(
        first.place,
        receipt_no=number,
        customer_id=first.customer,
        receipt_date=first.cleared_on,
        amount=sign * sum(amount for _, amount in rest),
        currency=first.currency,
        notes=f"清账凭证 {first.document}，不在本次导出中"
        f" · cleared by {first.document}, not in this extract",
    )
    return number


def _allocate(
    made: Made, credit: str, debit: str, item: Item, amount: int, *, instalment: int | None = None
) -> None:
    made.allocation(
        item.place,
        credit_no=credit,
        invoice_no=debit,
        instalment=item.instalment if instalment is None else instalment,
        amount=amount,
        date=item.cleared_on,
    )


def _warn(
    message: Message, number: str, rest: list[tuple[Item, int]], invoices: Merged, notes: Notes
) -> None:
    first = rest[0][0]
    amount = plain_amount(sum(amount for _, amount in rest))
    invoices.problem(
        notes, message, first.place, "clearing_document",
        document=first.document, amount=amount, number=number,
    )  # fmt: skip
