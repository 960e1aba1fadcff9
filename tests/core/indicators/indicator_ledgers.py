"""Indicators of a ledger written as text, as a test reads them."""

from __future__ import annotations

from datetime import date

from ledgers import ledger_of

from xlar.core.columns import NO_AMOUNT
from xlar.core.indicators import indicators
from xlar.core.policy import Policy

EXPLICIT = {"aging": {"allocation": "explicit"}}


def run(text, day, *, months=1, by="total", policy=None, in_base=False):
    settings = Policy.from_mapping({**EXPLICIT, **(policy or {})})
    ledger = ledger_of(text, settings)
    day = date.fromisoformat(day)
    return indicators(ledger, day, months=months, by=by, in_base=in_base, policy=settings)


def amounts(report, *names, row=-1):
    """Amounts of a row in whole units."""
    return tuple(int(report.amounts[name][row]) / 100 for name in names)


def figure(report, name, row=-1):
    """A figure of a row as printed, or the reason why there is none."""
    value = int(report.figures[name][row])
    missing = report.missing[name][row]
    assert (value == NO_AMOUNT) == (missing is not None)
    return missing or round(value / 10**8, 4)


COLLECTION = """
    customer C1
    2025-11-10 invoice C1 I-1 1000000.00 due 2026-01-20   # open at the start, due in January
    2026-01-05 invoice C1 I-2 600000.00 due 2026-01-25    # new and due
    2026-01-06 invoice C1 I-3 1400000.00 due 2026-03-06   # new, not yet due
    2026-01-20 receipt C1 R-1 900000.00 for I-1
    2026-01-25 receipt C1 R-2 540000.00 for I-2
    2026-01-26 receipt C1 R-3 360000.00 for I-3
"""
