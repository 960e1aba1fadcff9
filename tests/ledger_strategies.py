"""Random ledgers: typed tables without errors, as hypothesis draws them.

Hypothesis draws plain tuples of small numbers; they are then read as documents. So an example
shrinks to few rows with small figures, and a thousand ledgers take seconds.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
from hypothesis import strategies as st
from reference import EPOCH, NEVER, free, read, table_of

from xlar.core import tables as tables_module
from xlar.core.columns import NO_DAY, texts
from xlar.core.dates import parse_iso

FIRST = parse_iso("2026-01-01")
SPAN = 120  # days within which documents are dated

CUSTOMERS = ("C1", "C2", "C3")
CURRENCIES = ("CNY", "USD", "JPY")
REGIONS = ("华东", "华南", "华东")
SALESPEOPLE = ("甲", "乙", "乙")

COLUMNS = {
    "customers": {
        "customer_id": "text", "name": "text", "currency": "text", "terms": "text",
        "salesperson": "text", "region": "text",
    },
    "invoices": {
        "invoice_no": "text", "customer_id": "text", "invoice_date": "day", "amount": "amount",
        "instalment": "integer", "due_date": "day", "terms": "text", "ref_no": "text",
        "currency": "text", "disputed": "flag", "disputed_amount": "amount",
        "written_off_on": "day", "type": "text", "rate": "number",
    },
    "receipts": {
        "receipt_no": "text", "customer_id": "text", "receipt_date": "day", "amount": "amount",
        "invoice_no": "text", "currency": "text", "reversed_on": "day", "rate": "number",
    },
    "allocations": {
        "credit_no": "text", "invoice_no": "text", "instalment": "integer", "amount": "amount",
        "date": "day", "reversed_on": "day",
    },
}  # fmt: skip
ABSENT = {kind: absent for kind, (_, absent) in tables_module.ABSENT.items()}
DTYPES = {kind: dtype for kind, (dtype, _) in tables_module.ABSENT.items()}


def build_tables(rows):
    """Typed tables of rows given as dictionaries, by table name."""
    tables = {}
    for name, columns in COLUMNS.items():
        entries = rows.get(name, [])
        tables[name] = table_of(
            name,
            {
                column: _column(kind, [entry.get(column, ABSENT[kind]) for entry in entries])
                for column, kind in columns.items()
            },
        )
    return tables


def _column(kind, values):
    return texts(values) if kind == "text" else np.array(values, DTYPES[kind])


days = st.integers(-5, SPAN + 60).map(lambda offset: EPOCH + timedelta(days=FIRST + offset))

# Few days and terms of half months, so that dates coincide: ties are where orders show.
DATES = st.one_of(st.sampled_from(range(0, SPAN, 15)), st.integers(0, SPAN))

# what, customer, currency, day, term, amount, other document, extra, reversed after
ENTRIES = st.tuples(
    st.integers(0, 19),
    st.sampled_from((0, 0, 0, 1, 1, 2)),
    st.sampled_from((0, 0, 0, 0, 1, 2)),
    DATES,
    st.sampled_from((30, 0, 1, 15, 30, 60, 90, -3)),
    st.integers(1, 60),
    st.integers(0, 7),
    st.integers(0, 19),
    st.integers(1, 40),
)
MOVES = st.tuples(
    st.integers(0, 9),
    st.integers(0, 9),
    DATES,
    st.integers(0, 60),
    st.integers(0, 60),
)


@st.composite
def tables(draw, entries=24, moves=6, unit=1):
    """Tables of a random ledger.

    Args:
        entries: most documents (instalments count once).
        moves: most explicit allocations tried; those without room are left out.
        unit: every amount is a multiple of so many whole currency units.
    """
    writer = _Writer(unit, crowded=draw(st.booleans()))
    for entry in draw(st.lists(ENTRIES, min_size=min(8, entries), max_size=entries)):
        writer.add(*entry)
    for move in draw(st.lists(MOVES, max_size=moves)) if moves else []:
        writer.allocate(*move)
    return build_tables(writer.rows)


@st.composite
def ledgers(draw, looks=1, **options):
    """Tables and days to look at them from, half of them days on which something happens.

    Args:
        looks: how many days.
        options: as for `tables`.
    """
    source = draw(tables(**options))
    turns = {
        int(day)
        for table in source.values()
        for column, values in table.columns.items()
        if COLUMNS[table.name][column] == "day"
        for day in values
        if day != NO_DAY
    }
    day = days
    if turns:
        turning = st.sampled_from(sorted(turns)).map(lambda turn: EPOCH + timedelta(days=turn))
        day = st.one_of(days, turning)
    return (source, *(draw(day) for _ in range(looks)))


class _Writer:
    """Reads drawn numbers as rows of the tables."""

    def __init__(self, unit, *, crowded):
        self.unit = unit
        self.crowded = crowded  # all documents in one account and on few days
        self.rows = {name: [] for name in COLUMNS}
        self.room = {}  # what credit notes by reference may still take of an invoice number
        self.numbers = {}  # invoice numbers by customer and currency
        for place, customer in enumerate(CUSTOMERS):
            self.rows["customers"].append(
                {
                    "customer_id": customer,
                    "name": f"客户{place}",
                    "currency": CURRENCIES[place] if place else "",
                    "terms": "N30",
                    "salesperson": SALESPEOPLE[place],
                    "region": REGIONS[place],
                }
            )

    def add(self, what, customer, currency, day, term, amount, other, extra, reversed_after):
        if self.crowded:
            customer, currency, day = 0, 0, day // 30 * 30
            term = 90 - day % 120 if term >= 15 else 0  # many fall due on one day
        entry = {
            "customer_id": CUSTOMERS[customer],
            "currency": CURRENCIES[currency],
            "amount": self._money(amount, currency),
        }
        known = self.numbers.setdefault((customer, currency), [])
        target = known[other % len(known)] if known else ""
        day += FIRST
        if what <= 6 or not target:
            self._invoice(entry, known, day, term, extra)
        elif what == 7:
            self._instalments(entry, known, day, term, 2 + extra % 2)
        elif what == 8:
            self._credit_note(entry, day, "")
        elif what == 9:
            self._credit_note(entry, day, target)
        elif what <= 12:
            entry["amount"] *= 1 + extra % 3  # so that money reaches more than one item
            self._receipt(entry, day, ["", ""][: 1 + extra % 2], extra, reversed_after)
        elif what <= 15:
            self._receipt(entry, day, [target], extra, reversed_after)
        elif what <= 17:
            second = known[(other + 1) % len(known)]
            self._receipt(entry, day, [target, second, ""][: 2 + extra % 2], extra, reversed_after)
        else:
            entry["amount"] *= -1
            self._receipt(entry, day, [""], extra, reversed_after)

    def _number(self, prefix, table):
        """A number of its own, in no order: neither rows nor dates follow it."""
        return f"{prefix}-{len(self.rows[table]) * 37 % 101:03}"

    def _money(self, amount, currency):
        """A figure with all the decimals its currency has, in ten-thousandths."""
        fraction = 0 if CURRENCIES[currency] == "JPY" else amount % 7 * 100
        return (amount * 10_000 + fraction) * self.unit

    def _invoice(self, entry, known, day, term, extra):
        number = self._number("INV", "invoices")
        entry |= {"invoice_no": number, "invoice_date": day}
        if term != 90:  # the rest by the customer's term of payment
            entry["due_date"] = day + term
        if extra in (1, 2):
            entry["disputed"] = 1
        if extra == 2:
            entry["disputed_amount"] = max(entry["amount"] // 30_000, 1) * 10_000
            entry["disputed_amount"] = min(entry["disputed_amount"], entry["amount"])
        if extra in (3, 4):
            entry["written_off_on"] = day + 10 * extra
        self.rows["invoices"].append(entry)
        known.append(number)
        self.room[number] = entry["amount"]

    def _instalments(self, entry, known, day, term, count):
        number = self._number("INS", "invoices")
        for instalment in range(1, count + 1):
            due = day + abs(term) + 30 * (instalment // 2)  # two of three on one day
            row = {"invoice_no": number, "invoice_date": day, "due_date": due}
            self.rows["invoices"].append({**entry, **row, "instalment": instalment})
        known.append(number)
        self.room[number] = count * entry["amount"]

    def _credit_note(self, entry, day, target):
        amount = min(entry["amount"], self.room[target]) if target else entry["amount"]
        if not amount:
            return
        if target:
            self.room[target] -= amount
        number = self._number("CN", "invoices")
        entry |= {"invoice_no": number, "invoice_date": day, "amount": -amount, "ref_no": target}
        self.rows["invoices"].append(entry)

    def _receipt(self, entry, day, targets, extra, reversed_after):
        number = self._number("R", "receipts")
        entry |= {"receipt_no": number, "receipt_date": day}
        if extra >= 16:
            entry["reversed_on"] = day + reversed_after
        for target in targets:
            self.rows["receipts"].append({**entry, "invoice_no": target})

    def allocate(self, credit, debit, day, amount, extra):
        """One explicit allocation as large as the two documents allow on all its days."""
        book = read(build_tables(self.rows))
        givers = [d for d in book.documents if d.amount < 0]
        if not givers:
            return
        giver = givers[credit % len(givers)]
        debits = [
            d
            for d in book.documents
            if d.kind == "invoice" and (d.customer, d.currency) == (giver.customer, giver.currency)
        ]
        if not debits:
            return
        taker = debits[debit % len(debits)]
        own = EPOCH + timedelta(days=FIRST + day)
        undone = own + timedelta(days=extra) if 1 <= extra <= 15 else NEVER
        start, end = max(own, giver.date, taker.date), min(undone, giver.reversed_on)
        turns = {start} | {a.start for a in book.allocations if start <= a.start < end}
        if start >= end:
            return
        room = min(min(free(book, giver, turn), free(book, taker, turn)) for turn in turns)
        step = Decimal(self.unit) * (1 if giver.currency == "JPY" else Decimal("0.01"))
        part = min(room, max(step, room * amount // 50 // step * step))
        if part <= 0:
            return
        row = {
            "credit_no": giver.number,
            "invoice_no": taker.number,
            "amount": int(part * 10_000),
            "date": FIRST + day,
        }
        if taker.instalment:
            row["instalment"] = taker.instalment
        if undone != NEVER:
            row["reversed_on"] = (undone - EPOCH).days
        self.rows["allocations"].append(row)
