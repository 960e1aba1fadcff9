"""Payments an export states on its invoices, as receipts with explicit allocations.

Three forms are understood: a date of settlement (paid in full on it), an amount paid with a date,
and a clearing document (`xlar.workbook.importer.clearing`). A status column is only compared with
them: it can contradict, never settle.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.build.findings import plain_amount
from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.problems import Text
from xlar.workbook.importer import settle_messages as say
from xlar.workbook.importer.clearing import Item, clear

if TYPE_CHECKING:
    from xlar.core.problems import Message
    from xlar.workbook.importer.notes import Notes
    from xlar.workbook.importer.options import Options
    from xlar.workbook.importer.parts import Merged
    from xlar.workbook.importer.receipts import Made

PAYMENT_COLUMNS: Final = ("settled_on", "amount_paid", "payment_status", "clearing_document")


@dataclass(frozen=True, slots=True)
class _Row:
    """What one invoice row says about its payment."""

    place: int
    number: str
    instalment: int
    customer: str
    currency: str
    date: int
    amount: int
    settled_on: int
    paid: int
    status: str
    clearing: str
    method: str
    method_note: str


def settle_invoices(invoices: Merged, made: Made, options: Options, notes: Notes) -> None:
    """Make the receipts and allocations that the invoices' own columns state.

    Args:
        invoices: the invoices, with the columns only exports have.
        made: where receipts and allocations go.
        options: what becomes of paid invoices without a date of payment.
        notes: where problems and steps go.
    """
    if not invoices.has(*PAYMENT_COLUMNS):
        return
    _leave_out(invoices, notes, "void", Text("状态为作废", "the status says void"))
    if not invoices.has("settled_on") and not _dates_missed(invoices, options, notes):
        return
    rows = _rows(invoices)
    cleared = [row for row in rows if row.clearing]
    _clear(cleared, invoices, made, notes)
    blank: Counter[bool] = Counter()
    early: list[_Row] = []
    count = len(made.receipts)
    for row in rows:
        if row.clearing or row.amount == NO_AMOUNT:
            continue
        settled = _settled_amount(row, invoices, notes)
        _compare_status(row, settled, invoices, notes, blank)
        if settled and row.settled_on == NO_DAY:
            invoices.problem(notes, say.PAID_WITHOUT_DATE, row.place, "settled_on")
        elif settled:
            _pay(row, settled, invoices, made, notes)
            if NO_DAY != row.date > row.settled_on:
                early.append(row)
    _report(invoices, notes, blank, early)
    notes.step(
        Text(
            "由发票上的付款列生成收款及核销", "receipts with allocations made from payment columns"
        ),
        len(made.receipts) - count,
        [str(receipt["receipt_no"]) for receipt in made.receipts[count : count + 5]],
    )


def _rows(invoices: Merged) -> list[_Row]:
    stated = invoices.has("amount_paid")
    paid = invoices.column("amount_paid", "amount").tolist()
    columns = (
        invoices.column("invoice_no", "text"),
        invoices.column("instalment", "integer"),
        invoices.column("customer_id", "text"),
        invoices.column("currency", "text"),
        invoices.column("invoice_date", "day"),
        invoices.column("amount", "amount"),
        invoices.column("settled_on", "day"),
        np.array(paid if stated else [NO_AMOUNT] * len(invoices), np.int64),
        invoices.column("payment_status", "text"),
        invoices.column("clearing_document", "text"),
        invoices.column("payment_method", "text"),
        invoices.column("payment_note", "text"),
    )
    lists = [column.tolist() for column in columns]
    return [_Row(place, *values) for place, values in enumerate(zip(*lists, strict=True))]


def _leave_out(invoices: Merged, notes: Notes, status: str, reason: Text) -> None:
    """Set aside the invoices of a status."""
    meant = invoices.column("payment_status", "text") == status
    for place in np.flatnonzero(meant).tolist():
        invoices.leave_out(notes, place, reason)
    if meant.any():
        invoices.keep(~meant)


def _dates_missed(invoices: Merged, options: Options, notes: Notes) -> bool:
    """Deal with a source that says what is paid but not when; whether all the rest can be told."""
    if options.paid_without_date == "set_aside":
        reason = Text("已付，但没有付款日期", "paid, without a date of payment")
        _leave_out(invoices, notes, "paid", reason)
    paid = invoices.column("payment_status", "text") == "paid"
    amount = invoices.column("amount_paid", "amount")
    paid |= (amount != NO_AMOUNT) & (amount != 0)
    places = np.flatnonzero(paid).tolist()
    if places:
        column = "amount_paid" if invoices.has("amount_paid") else "payment_status"
        invoices.problem(notes, say.NO_PAYMENT_DATES, places[0], column, count=len(places))
    return not places


def _clear(rows: list[_Row], invoices: Merged, made: Made, notes: Notes) -> None:
    items = []
    for row in rows:
        if row.settled_on == NO_DAY:
            invoices.problem(
                notes, say.CLEARING_WITHOUT_DATE, row.place, "settled_on", found=row.clearing
            )
        elif row.amount != NO_AMOUNT:
            items.append(
                Item(
                    row.place,
                    row.number,
                    row.instalment,
                    row.customer,
                    row.currency,
                    row.date,
                    row.amount,
                    row.settled_on,
                    row.clearing,
                )
            )
    groups = clear(items, invoices, made, notes)
    notes.step(
        Text(
            f"{groups:,} 个清账组：项目在清账日结清",
            f"{groups:,} clearing groups: items settled on the clearing date",
        ),
        len(items),
        list(dict.fromkeys(item.document for item in items)),
    )


def _settled_amount(row: _Row, invoices: Merged, notes: Notes) -> int:
    """What was paid of a document, in ten-thousandths."""
    has_date = row.settled_on != NO_DAY
    if not invoices.has("amount_paid"):
        return row.amount if has_date else 0
    if row.paid in (NO_AMOUNT, 0):
        if has_date:
            blank = row.paid == NO_AMOUNT
            message = say.DATE_WITHOUT_AMOUNT if blank else say.DATE_WITHOUT_PAYMENT
            invoices.problem(notes, message, row.place, "amount_paid")
        return 0
    return row.paid


def _compare_status(
    row: _Row, settled: int, invoices: Merged, notes: Notes, blank: Counter[bool]
) -> None:
    """Compare what the status says with what was paid."""
    if not invoices.has("payment_status") or not row.amount:
        return
    message: Message | None = None
    if not row.status:
        blank[bool(settled)] += 1
    elif row.status == "paid" and not settled:
        message = say.STATUS_PAID
    elif row.status == "paid" and abs(settled) < abs(row.amount):
        message = say.STATUS_PART
    elif row.status == "open" and settled == row.amount:
        message = say.STATUS_OPEN
    if message is not None:
        amounts = {"paid": plain_amount(settled), "amount": plain_amount(row.amount)}
        invoices.problem(notes, message, row.place, "payment_status", **amounts)


def _pay(row: _Row, settled: int, invoices: Merged, made: Made, notes: Notes) -> None:
    """One receipt, or one refund for a credit note, and its allocation."""
    if row.amount and (settled > 0) != (row.amount > 0):
        invoices.problem(
            notes, say.WRONG_SIGN, row.place, "amount_paid",
            found=plain_amount(settled), amount=plain_amount(row.amount),
        )  # fmt: skip
        return
    excess = abs(settled) - abs(row.amount)
    if excess > 0:
        invoices.problem(
            notes, say.OVERPAID, row.place, "amount_paid", found=plain_amount(settled),
            amount=plain_amount(row.amount), excess=plain_amount(excess),
        )  # fmt: skip
    part = "" if row.instalment == NO_INT else f"-{row.instalment}"
    number = made.number(f"RC-{row.number}{part}")
    made.receipt(
        row.place,
        receipt_no=number,
        customer_id=row.customer,
        receipt_date=row.settled_on,
        amount=settled,
        currency=row.currency,
        method=row.method,
        notes=row.method_note,
    )
    if row.amount:
        credit, debit = (number, row.number) if row.amount > 0 else (row.number, number)
        made.allocation(
            row.place,
            credit_no=credit,
            invoice_no=debit,
            instalment=row.instalment if row.amount > 0 else NO_INT,
            amount=min(abs(settled), abs(row.amount)),
            date=row.settled_on,
        )


def _report(invoices: Merged, notes: Notes, blank: Counter[bool], early: list[_Row]) -> None:
    if blank:
        place = int(np.flatnonzero(invoices.column("payment_status", "text") == "")[0])
        invoices.problem(
            notes, say.BLANK_STATUS, place, "payment_status",
            count=blank.total(), paid=blank[True], open=blank[False],
        )  # fmt: skip
    if early:
        rows = ", ".join(invoices.where(row.place) for row in early[:5])
        invoices.problem(
            notes, say.SETTLED_EARLY, early[0].place, "settled_on", count=len(early), rows=rows
        )
