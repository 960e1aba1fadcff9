"""The payment record a second time: part by part with `Fraction`, on the plain reference ledger."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction

import reference

from xlar.core.money import decimals


@dataclass
class Record:
    """Sums of one customer in minor units of his currency."""

    amount: int = 0
    amount_days: int = 0
    late: int = 0
    held_days: int = 0
    invoices: dict = field(default_factory=lambda: defaultdict(list))


def half_up(value):
    size = abs(value)
    whole = int(size + Fraction(1, 2))
    return whole if value >= 0 else -whole


def parts(book, day, method):
    """Amount, day, days late and whether unpaid, of every part of every invoice."""
    settled = reference.settle(book, day, method)
    found = defaultdict(list)
    for row in settled.rows:
        if row.credit.kind == "receipt" and row.debit.kind == "invoice":
            paid_on = max(row.credit.date, row.debit.date)
            late = (paid_on - row.debit.due).days
            found[row.debit].append((row.amount, paid_on, late, False))
    for document, left in settled.open.items():
        rest = left + settled.written_off[document]
        rest -= min(document.disputed, rest)
        if document.kind == "invoice" and document.due < day and rest > 0:
            found[document].append((rest, day, (day - document.due).days, True))
    return found


def records(book, day, rates, method="fifo", window=365):
    """The record of every customer; sums are converted once per currency, as the rule says."""
    sums = defaultdict(lambda: defaultdict(lambda: [Fraction(0)] * 4))
    result = defaultdict(Record)
    for document, found in parts(book, day, method).items():
        result[document.customer].invoices[document.key] = found
        for amount, on, late, unpaid in found:
            counted = min(document.written_off_on, day) if unpaid else on
            if counted <= day - timedelta(days=window):
                continue
            minor = Fraction(amount) * 10 ** decimals(document.currency)
            held = (on - document.date).days
            own = sums[document.customer][document.currency]
            for place, value in enumerate((1, late, late > 0, held)):
                own[place] += minor * value
    for customer, by_currency in sums.items():
        target = book.customers[customer]["currency"] or "CNY"
        for currency, values in by_currency.items():
            ratio = Fraction(rates[currency]) / Fraction(rates[target])
            ratio *= Fraction(10) ** (decimals(target) - decimals(currency))
            converted = [half_up(value * ratio) for value in values]
            record = result[customer]
            record.amount += converted[0]
            record.amount_days += converted[1]
            record.late += converted[2]
            record.held_days += converted[3]
    return result
