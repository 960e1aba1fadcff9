"""Reports as plain dictionaries of amounts in text, so a test reads like the page of a ledger."""

from __future__ import annotations

from datetime import date

from xlar.core.aging import aging
from xlar.core.allocation import allocation_rows
from xlar.core.dates import iso
from xlar.core.items import open_items
from xlar.core.ledger import Origin
from xlar.core.money import format_minor


def day(text):
    return date.fromisoformat(text)


def name_of(ledger, position):
    """``INV-1``, or ``INV-1#2`` for an instalment."""
    number, instalment = ledger.documents.number[position], ledger.documents.instalment[position]
    return f"{number}#{instalment}" if instalment else number


def amount_of(ledger, position, minor):
    currency = ledger.currencies[ledger.documents.currency[position]]
    return format_minor(int(minor), currency)


def items(ledger, as_of, method=None):
    """Open amounts by document."""
    found = open_items(ledger, day(as_of), allocation=method)
    pairs = zip(found.document, found.open, strict=True)
    return {name_of(ledger, place): amount_of(ledger, place, open_) for place, open_ in pairs}


def days_past_due(ledger, as_of, method=None):
    """Days past due of the open debits, by document."""
    found = open_items(ledger, day(as_of), allocation=method)
    pairs = zip(found.document, found.days_past_due.tolist(), strict=True)
    return {name_of(ledger, place): days for place, days in pairs if abs(days) < 10**6}


def rows(ledger, as_of, method=None):
    """Allocations in force as ``credit > debit amount from DAY (origin)``."""
    found = allocation_rows(ledger, day(as_of), allocation=method)
    return sorted(
        f"{name_of(ledger, credit)} > {name_of(ledger, debit)} "
        f"{amount_of(ledger, credit, amount)} "
        f"from {iso(int(start))} ({Origin(origin).name.lower()})"
        for credit, debit, amount, start, origin in zip(
            found.credit, found.debit, found.amount, found.date, found.origin, strict=True
        )
    )


def key_of(report, row):
    """What a row of an aging report is about."""
    if report.by == "customer":
        return str(report.ledger.customers.id[report.key[row]])
    if report.by == "invoice":
        return name_of(report.ledger, report.key[row])
    if report.by == "currency":
        return report.ledger.currencies[report.currency[row]]
    return str(report.key_names[report.key[row]])


def aged(ledger, as_of, **options):
    """The aging report: ``{(key, currency): {label: amount}}``, blank bands left out.

    ``unapplied`` and ``total`` stand beside the bands. The report's own proof is checked too.
    """
    report = aging(ledger, day(as_of), **options)
    assert set(report.check.values()) <= {0}, report.check
    table = {}
    for row in range(len(report)):
        currency = report.ledger.currencies[report.currency[row]]
        bands = zip(report.labels, report.buckets[row].tolist(), strict=True)
        line = {label: format_minor(minor, currency) for label, minor in bands if minor}
        if report.unapplied[row]:
            line["unapplied"] = format_minor(int(report.unapplied[row]), currency)
        line["total"] = format_minor(int(report.total[row]), currency)
        table[key_of(report, row), currency] = line
    return table
