"""What moved the receivables month by month: sales, money, other settlement, bad debts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NEVER
from xlar.core.dates import month_start
from xlar.core.indicators.vat import on_basis
from xlar.core.ledger import DOCUMENT_TYPES, METHODS, Kind

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Column, Int32s, Int64s
    from xlar.core.indicators.months import Months
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

NOT_SOLD: Final = tuple(DOCUMENT_TYPES.index(name) for name in ("interest", "fee", "opening"))
"""Types of invoice rows that are receivables and no sales."""


def is_sale(ledger: Ledger) -> Bools:
    """Which documents are sales: invoices and credit notes but interest, fees and opening items."""
    documents = ledger.documents
    sold: Bools = (documents.kind <= Kind.CREDIT_NOTE) & ~np.isin(documents.type, NOT_SOLD)
    return sold


def brings_money(ledger: Ledger, policy: Policy) -> Bools:
    """Which documents are money that came in or, as a refund, went out."""
    documents = ledger.documents
    without = [METHODS.index(name) for name in policy.indicators.without_money]
    money: Bools = (documents.kind >= Kind.RECEIPT) & ~np.isin(documents.method, without)
    return money


def add_up(place: Column, amount: Column, shape: tuple[int, ...]) -> Int64s:
    """Sums of amounts by their places in a table of that shape; places below 0 are left out."""
    sums = np.zeros(int(np.prod(shape)), np.int64)
    inside = place >= 0
    np.add.at(sums, place[inside], amount[inside])
    return sums.reshape(shape)


def flows(
    ledger: Ledger, line: Int64s, lines: int, months: Months, policy: Policy
) -> dict[str, Int64s]:
    """Amounts by line and month.

    ``received`` is money less what was paid back, bounced or dishonoured in the month;
    ``otherwise`` is settled without money: discounts, offsets, charges.

    Args:
        ledger: the ledger.
        line: line of the report each document belongs to.
        lines: how many lines there are.
        months: the months.
        policy: which methods bring no money.
    """
    documents = ledger.documents
    shape = lines, len(months)
    sold, money = is_sale(ledger), brings_money(ledger, policy)
    posted = documents.kind <= Kind.CREDIT_NOTE
    undone = np.where(documents.reversed_on > documents.date, documents.reversed_on, NEVER)
    never_there = documents.reversed_on <= documents.date
    added = np.where(never_there, -1, _cells(line, months, documents.date))
    taken_back = np.where(never_there, -1, _cells(line, months, undone))

    def summed(chosen: Bools, sign: int) -> Int64s:
        rows = np.flatnonzero(chosen)
        amount = documents.amount[rows] * sign
        return add_up(added[rows], amount, shape) - add_up(taken_back[rows], amount, shape)

    gross, day = _written_off(ledger)
    return {
        "sales": summed(sold, 1),
        "other": summed(posted & ~sold, 1),
        "received": summed(money, -1),
        "otherwise": summed(~posted & ~money, -1),
        "written_off": add_up(_cells(line, months, day), gross, shape),
    }


def _cells(line: Int64s, months: Months, day: Column) -> Int64s:
    """The cell of each document's line and its day's month, −1 outside the months."""
    month = months.place(day)
    return np.where(month < 0, -1, line * len(months) + month)


def _written_off(ledger: Ledger) -> tuple[Int64s, Int32s]:
    """What of each document was open, and left the balance, on the day it was written off."""
    documents, allocations = ledger.documents, ledger.allocations
    gone = documents.written_off_on != NEVER
    day = np.where(gone, np.maximum(documents.written_off_on, documents.date), NEVER)
    amount = np.where(gone, documents.amount, 0)
    for side, sign in ((allocations.debit, -1), (allocations.credit, 1)):
        held = gone[side] & (allocations.start <= day[side]) & (allocations.end > day[side])
        np.add.at(amount, side[held], sign * allocations.amount[held])
    return amount, day.astype(np.int32)


class Sales:
    """Sales in order of days, on one basis of VAT, to be summed over any window.

    Args:
        ledger: the ledger.
        line: line of the report each document belongs to.
        lines: how many lines there are.
        until: last day looked at.
        policy: the basis.

    Attributes:
        begin: first day of the month the books begin to have sales, NEVER where there are none.
    """

    def __init__(
        self, ledger: Ledger, line: Int64s, lines: int, until: int, policy: Policy
    ) -> None:
        documents = ledger.documents
        rows = np.flatnonzero(is_sale(ledger) & (documents.date <= until))
        rows = rows[np.argsort(documents.date[rows], kind="stable")]
        self._day, self._line, self._lines = documents.date[rows], line[rows], lines
        self._amount = on_basis(ledger, rows, documents.amount[rows], policy)
        self.begin = int(month_start(self._day[:1])[0]) if len(rows) else NEVER

    def within(self, first: int, last: int) -> Int64s:
        """The sales of each line from one day to another, both included."""
        start, stop = np.searchsorted(self._day, [first, last + 1])
        return add_up(self._line[start:stop], self._amount[start:stop], (self._lines,))
