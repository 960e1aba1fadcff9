"""The same report by a plain program: one document after another, with `Decimal` and `date`.

The rules are those of the engine (documents of the day, reversals, write-offs, disputed parts,
refunds before old items, oldest due first), so both do the same work; what it takes is what a
script of an accounting department takes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from xlar.core.columns import NEVER, NO_DAY
from xlar.core.dates import calendar_date
from xlar.core.ledger import Kind

if TYPE_CHECKING:
    from xlar.core.ledger import Ledger

ZERO = Decimal(0)


@dataclass
class Document:
    number: str
    instalment: int
    kind: str
    customer: str
    currency: str
    date: date
    due: date | None
    amount: Decimal
    disputed: Decimal
    written_off_on: date
    reversed_on: date
    open: Decimal = ZERO


@dataclass
class OpenItem:
    document: Document
    open: Decimal
    days_past_due: int | None


def documents_of(ledger: Ledger) -> list[Document]:
    """The documents of a ledger as rows."""
    columns = ledger.documents
    return [
        Document(
            number=columns.number[place],
            instalment=int(columns.instalment[place]),
            kind=Kind(columns.kind[place]).name.lower(),
            customer=ledger.customers.id[columns.customer[place]],
            currency=ledger.currencies[columns.currency[place]],
            date=calendar_date(columns.date[place]),
            due=None if columns.due[place] == NO_DAY else calendar_date(columns.due[place]),
            amount=Decimal(int(columns.amount[place])) / 100,
            disputed=Decimal(int(columns.disputed[place])) / 100,
            written_off_on=_day(columns.written_off_on[place]),
            reversed_on=_day(columns.reversed_on[place]),
        )
        for place in range(len(columns))
    ]


def _day(number: int) -> date:
    return date.max if number == NEVER else calendar_date(number)


def open_items(documents: list[Document], day: date) -> list[OpenItem]:
    """The open items of a day, by customer and currency."""
    accounts: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in documents:
        if document.date <= day < document.reversed_on:
            document.open = ZERO if document.written_off_on <= day else document.amount
            accounts[document.customer, document.currency].append(document)
    items = []
    for _, account in sorted(accounts.items()):
        debits = [document for document in account if document.amount > 0]
        credits_ = [document for document in account if document.amount < 0]
        debits.sort(key=lambda d: (d.kind != "refund", d.due, d.date, d.number, d.instalment))
        credits_.sort(key=lambda c: (c.date, c.number))
        _lay_over(debits, credits_)
        for document in account:
            if document.open:
                days = None if document.due is None else (day - document.due).days
                items.append(OpenItem(document, document.open, days))
    return items


def _lay_over(debits: list[Document], credits_: list[Document]) -> None:
    waiting = iter(debits)
    debit, room = next(waiting, None), ZERO
    if debit is not None:
        room = max(debit.open - debit.disputed, ZERO)
    for credit in credits_:
        while debit is not None and credit.open:
            taken = min(-credit.open, room)
            credit.open += taken
            debit.open -= taken
            room -= taken
            if not room:
                debit = next(waiting, None)
                if debit is not None:
                    room = max(debit.open - debit.disputed, ZERO)


def aging(items: list[OpenItem], limits: tuple[int, ...]) -> dict[tuple[str, str], list[Decimal]]:
    """Per customer and currency the bands, and unapplied credit as the last figure."""
    table: dict[tuple[str, str], list[Decimal]] = {}
    for item in items:
        key = item.document.customer, item.document.currency
        line = table.setdefault(key, [ZERO] * (len(limits) + 2))
        if item.days_past_due is None:
            line[-1] += item.open
            continue
        for place, limit in enumerate(limits):
            if item.days_past_due <= limit:
                line[place] += item.open
                break
        else:
            line[len(limits)] += item.open
    return table


def report(
    documents: list[Document], day: date, limits: tuple[int, ...]
) -> dict[tuple[str, str], list[Decimal]]:
    """The aging report of a day, with the proof that it adds up to the balance.

    Raises:
        SystemExit: it does not.
    """
    table = aging(open_items(documents, day), limits)
    balance = ZERO
    for document in documents:
        if document.date <= day < document.reversed_on and document.written_off_on > day:
            balance += document.amount
    if sum((sum(line, ZERO) for line in table.values()), ZERO) != balance:
        raise SystemExit("the row loop does not add up")
    return table
