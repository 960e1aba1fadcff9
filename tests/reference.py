"""The rules of the ledger a second time: row by row, with `Decimal` and `date`, slow and plain.

Nothing here is shared with the engine except the typed tables both read. Property tests compare
the two item by item, so a rule must be wrong in the same way twice to go unnoticed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT, texts
from xlar.core.tables import Table

EPOCH = date(1970, 1, 1)
NEVER = date.max
ZERO = Decimal(0)


@dataclass(eq=False)
class Document:
    number: str
    instalment: int
    kind: str
    customer: str
    currency: str
    date: date
    due: date | None
    amount: Decimal  # signed: what the customer owes is positive
    disputed: Decimal = ZERO
    written_off_on: date = NEVER
    reversed_on: date = NEVER

    @property
    def key(self):
        return (self.kind, self.number, self.instalment)

    def exists(self, day):
        return self.date <= day < self.reversed_on


@dataclass(eq=False)
class Allocation:
    credit: Document
    debit: Document
    amount: Decimal
    start: date
    end: date
    origin: str

    def effective(self, day):
        return self.start <= day < self.end


@dataclass
class Book:
    documents: list[Document] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    customers: dict[str, dict] = field(default_factory=dict)


@dataclass
class Settled:
    """What stands open on a day, and every allocation that holds on it."""

    open: dict[Document, Decimal]
    written_off: dict[Document, Decimal]
    rows: list[Allocation]


def _rows(tables, name):
    table = tables.get(name)
    if table is None:
        return
    for place in range(len(table)):
        row = {}
        for column, values in table.columns.items():
            value = values[place]
            row[column] = value if isinstance(value, str) else int(value)
        yield row


def _day(row, name, absent=None):
    value = row.get(name, NO_DAY)
    return absent if value == NO_DAY else EPOCH + timedelta(days=value)


def _amount(row, name):
    value = row.get(name, NO_AMOUNT)
    return None if value == NO_AMOUNT else Decimal(value) / 10_000


def read(tables, base_currency="CNY"):
    """The book written in the typed tables; only the terms ``N`` (days) are understood."""
    book = Book()
    for row in _rows(tables, "customers"):
        book.customers[row["customer_id"]] = row
    for row in _rows(tables, "invoices"):
        book.documents.append(_invoice(row, book, base_currency))
    parts = defaultdict(list)
    for row in _rows(tables, "receipts"):
        parts[row["receipt_no"]].append(row)
    wishes = []
    for rows in parts.values():
        receipt = _receipt(rows, book, base_currency)
        book.documents.append(receipt)
        for row in rows:
            if row.get("invoice_no") and _amount(row, "amount") > 0:
                wanted = _amount(row, "amount")
                wishes.append((receipt, _items(book, row["invoice_no"]), wanted, "shorthand"))
    for row in _rows(tables, "invoices"):
        if row.get("ref_no") and _amount(row, "amount") < 0:
            note = next(
                d for d in book.documents if d.key[:2] == ("credit_note", row["invoice_no"])
            )
            wishes.append((note, _items(book, row["ref_no"]), -note.amount, "reference"))
    _place_allocations(book, tables, wishes)
    return book


def _customer_value(book, customer, name):
    return book.customers.get(customer, {}).get(name, "")


def _invoice(row, book, base_currency):
    amount, customer = _amount(row, "amount"), row["customer_id"]
    currency = row.get("currency") or _customer_value(book, customer, "currency") or base_currency
    day, due = _day(row, "invoice_date"), None
    if amount > 0:
        due = _day(row, "due_date")
        if due is None:
            terms = row.get("terms") or _customer_value(book, customer, "terms")
            due = day + timedelta(days=int(terms.lstrip("N") or 0))
    instalment = row.get("instalment", NO_INT)
    disputed = ZERO
    if amount > 0 and row.get("disputed", -1) == 1:
        part = _amount(row, "disputed_amount")
        disputed = amount if part is None else part
    return Document(
        number=row["invoice_no"],
        instalment=0 if instalment == NO_INT else instalment,
        kind="invoice" if amount > 0 else "credit_note",
        customer=customer,
        currency=currency,
        date=day,
        due=due,
        amount=amount,
        disputed=disputed,
        written_off_on=_day(row, "written_off_on", NEVER) if amount > 0 else NEVER,
    )


def _receipt(rows, book, base_currency):
    """All rows of one number are one receipt; a negative sum is a refund."""
    row, amount = rows[0], sum(_amount(row, "amount") for row in rows)
    customer = row["customer_id"]
    currency = row.get("currency") or _customer_value(book, customer, "currency") or base_currency
    day = _day(row, "receipt_date")
    return Document(
        number=row["receipt_no"],
        instalment=0,
        kind="receipt" if amount > 0 else "refund",
        customer=customer,
        currency=currency,
        date=day,
        due=None if amount > 0 else day,
        amount=-amount,
        reversed_on=_day(row, "reversed_on", NEVER),
    )


def _items(book, number, instalment=None):
    """The invoice rows of a number, the earliest due first."""
    found = [d for d in book.documents if d.kind == "invoice" and d.number == number]
    if instalment is not None:
        found = [d for d in found if d.instalment == instalment]
    return sorted(found, key=settlement_order)


def settlement_order(debit):
    return (debit.due, debit.date, debit.number, debit.instalment)


def spending_order(credit):
    return (credit.date, credit.number)


def _place_allocations(book, tables, wishes):
    """Explicit rows as they stand; what is only a wish takes what is open on the day it starts.

    Day by day in the order in which they take effect, because a ledger cut at any day must say
    what the whole ledger says of that day.
    """
    queue = []
    for row in _rows(tables, "allocations"):
        number = row["credit_no"]
        credit = next(d for d in book.documents if d.amount < 0 and d.number == number)
        instalment = row.get("instalment", NO_INT)
        (debit,) = _items(book, row["invoice_no"], None if instalment == NO_INT else instalment)
        start = max(_day(row, "date"), credit.date, debit.date)
        end = min(_day(row, "reversed_on", NEVER), credit.reversed_on)
        queue.append((start, 0, credit, [debit], _amount(row, "amount"), "explicit", end))
    for credit, debits, amount, origin in wishes:
        start = max(credit.date, debits[0].date)
        rank = 1 if origin == "reference" else 2
        queue.append((start, rank, credit, debits, amount, origin, credit.reversed_on))
    queue.sort(key=lambda wish: (wish[0], wish[1], spending_order(wish[2])))
    for start, _, credit, debits, amount, origin, end in queue:
        if start >= end:
            continue
        left = amount
        for debit in debits:
            part = left if origin == "explicit" else min(left, free(book, debit, start))
            if part:
                book.allocations.append(Allocation(credit, debit, part, start, end, origin))
                left -= part


def free(book, document, day):
    """What the user's own allocations leave of a document on a day, unsigned."""
    used = sum(
        a.amount for a in book.allocations if document in (a.credit, a.debit) and a.effective(day)
    )
    return abs(document.amount) - used


def settle(book, day, method="fifo"):
    """The ledger of a day, rebuilt from the dates of documents, allocations and reversals."""
    alive = [d for d in book.documents if d.exists(day)]
    rows = [a for a in book.allocations if a.effective(day)]
    left = {d: abs(d.amount) for d in alive}
    for row in rows:
        left[row.credit] -= row.amount
        left[row.debit] -= row.amount
    written_off = dict.fromkeys(alive, ZERO)
    for document in alive:
        if document.written_off_on <= day:
            written_off[document], left[document] = left[document], ZERO
    for group in sorted({(d.customer, d.currency) for d in alive}):
        members = [d for d in alive if (d.customer, d.currency) == group]
        givers = sorted((d for d in members if d.amount < 0), key=spending_order)
        refunds = sorted((d for d in members if d.kind == "refund"), key=settlement_order)
        rows += _lay(left, givers, refunds, dict.fromkeys(refunds, ZERO), "refund")
        if method == "fifo":
            debits = sorted((d for d in members if d.amount > 0), key=settlement_order)
            rows += _lay(left, givers, debits, {d: d.disputed for d in debits}, "fifo")
    signed = {d: left[d] if d.amount > 0 else -left[d] for d in alive}
    return Settled(signed, written_off, rows)


def _lay(left, givers, debits, passed_over, origin):
    """Credit after credit laid over debit after debit, leaving what is passed over of each."""
    rows = []
    for debit in debits:
        for credit in givers:
            amount = min(left[credit], max(left[debit] - passed_over[debit], ZERO))
            if amount:
                left[credit] -= amount
                left[debit] -= amount
                later = max(credit.date, debit.date)
                rows.append(Allocation(credit, debit, amount, later, NEVER, origin))
    return rows


def labels(limits, basis="due"):
    """The names of the bands, one more than limits."""
    if limits == "audit":
        return ["under_1y", "1-2y", "2-3y", "3-4y", "4-5y", "over_5y"]
    limits = effective_limits(limits, basis)
    first = "not_due" if limits[0] == 0 else f"due_in_{-limits[0]}_up"
    names = [f"0-{limits[0]}" if limits[0] > 0 else first]
    for low, high in pairwise(limits):
        names.append(f"due_in_{-high}-{-low - 1}" if high <= 0 else f"{low + 1}-{high}")
    return [*names, f"over_{limits[-1]}"]


def effective_limits(limits, basis="due"):
    if basis == "document":
        return [limit for limit in limits if limit != 0]
    return list(limits) if limits[0] <= 0 else [0, *limits]


def band(days, limits):
    """The one band of a number of days, upper edge inclusive."""
    for place, limit in enumerate(limits):
        if days <= limit:
            return place
    return len(limits)


def years_elapsed(start, day):
    years = 0
    while anniversary(start, years + 1) <= day:
        years += 1
    return years


def anniversary(start, years):
    try:
        return start.replace(year=start.year + years)
    except ValueError:  # 29 February in a common year
        return start.replace(year=start.year + years, day=28)


def aging(book, day, limits=(0, 30, 60, 90, 180, 365), basis="due", method="fifo", apart=True):
    """Bands, unapplied and total of every customer and currency that has anything open."""
    count = len(labels(limits, basis))
    table = defaultdict(lambda: {"buckets": [ZERO] * count, "unapplied": ZERO, "total": ZERO})
    for document, amount in settle(book, day, method).open.items():
        if not amount:
            continue
        row = table[document.customer, document.currency]
        row["total"] += amount
        if document.amount < 0 and apart:
            row["unapplied"] += amount
            continue
        if limits == "audit":
            place = min(years_elapsed(document.date, day), 5)
        else:
            own = document.due if basis == "due" and document.amount > 0 else document.date
            place = band((day - own).days, effective_limits(limits, basis))
        row["buckets"][place] += amount
    return dict(table)


def cut(tables, day):
    """The tables as they stood at the end of a day: later rows gone, later reversals undone."""
    number = (day - EPOCH).days
    kept = {}
    for name, date_column, undone in (
        ("invoices", "invoice_date", "written_off_on"),
        ("receipts", "receipt_date", "reversed_on"),
        ("allocations", "date", "reversed_on"),
    ):
        table = tables[name]
        columns = _where(table.columns, table.columns[date_column] <= number)
        later = columns[undone] > number
        columns[undone] = np.where(later, np.int32(NO_DAY), columns[undone])
        kept[name] = columns
    invoices = set(kept["invoices"]["invoice_no"])
    documents = invoices | set(kept["receipts"]["receipt_no"])
    for name, reference in (("invoices", "ref_no"), ("receipts", "invoice_no")):
        column = kept[name][reference]
        kept[name][reference] = texts([n if n in invoices else "" for n in column])
    moves = kept["allocations"]
    pairs = zip(moves["credit_no"], moves["invoice_no"], strict=True)
    known = np.array([{credit, debit} <= documents for credit, debit in pairs], bool)
    kept["allocations"] = _where(moves, known)
    return {**tables, **{name: table_of(name, columns) for name, columns in kept.items()}}


def _where(columns, keep):
    return {name: values[keep] for name, values in columns.items()}


def table_of(name, columns):
    """A table of the given columns, its rows numbered as below a header."""
    count = len(next(iter(columns.values())))
    return Table(name, columns, np.arange(2, count + 2, dtype=np.int32))
