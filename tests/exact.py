"""Reports of the engine as `Decimal` by document, to set beside those of ``reference.py``."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from xlar.core.allocation import allocation_rows
from xlar.core.build import build
from xlar.core.dates import calendar_date
from xlar.core.items import open_items
from xlar.core.ledger import Kind, Origin
from xlar.core.money import decimals
from xlar.core.policy import Policy


def ledger_from(source):
    ledger, problems = build(source, Policy())
    assert ledger is not None, [str(problem) for problem in problems if problem.severity == "error"]
    return ledger


def key(ledger, position):
    documents = ledger.documents
    return (
        Kind(documents.kind[position]).name.lower(),
        documents.number[position],
        int(documents.instalment[position]),
    )


def decimal(ledger, currency, minor):
    return Decimal(int(minor)).scaleb(-decimals(ledger.currencies[currency]))


def open_by_document(ledger, day, method):
    found = open_items(ledger, day, allocation=method)
    return {
        key(ledger, place): decimal(ledger, ledger.documents.currency[place], amount)
        for place, amount in zip(found.document, found.open, strict=True)
    }


def rows_by_document(ledger, day, method):
    found = allocation_rows(ledger, day, allocation=method)
    return Counter(
        {
            (
                key(ledger, credit),
                key(ledger, debit),
                Origin(origin).name.lower(),
                calendar_date(start),
            ): decimal(ledger, ledger.documents.currency[credit], amount)
            for credit, debit, origin, start, amount in _merged(found)
        }
    )


def _merged(found):
    """Rows of the same pair, origin and day added up: one receipt may name an invoice twice."""
    sums = defaultdict(int)
    columns = (found.credit, found.debit, found.origin, found.date, found.amount)
    for credit, debit, origin, start, amount in zip(*(c.tolist() for c in columns), strict=True):
        sums[credit, debit, origin, start] += amount
    return [(*pair, amount) for pair, amount in sums.items()]


def report_by_customer(report):
    table = {}
    for row in range(len(report)):
        currency = report.currency[row]
        line = [decimal(report.ledger, currency, minor) for minor in report.buckets[row]]
        name = (report.ledger.customers.id[report.key[row]], report.ledger.currencies[currency])
        table[name] = (line, decimal(report.ledger, currency, report.unapplied[row]))
    return table
