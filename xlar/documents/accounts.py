"""A customer's account in one currency over a period: what a statement prints.

``opening + Σ debit − Σ credit = closing = Σ open items + unapplied``. The balance of a day is the
sum of the documents that count on it, less what was written off and not recovered; every line is a
change of that sum.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.aging import aging
from xlar.core.allocation import is_live, settle
from xlar.core.columns import NEVER, NO_DAY
from xlar.core.dates import calendar_date, day_number
from xlar.core.ledger import METHODS, Kind
from xlar.documents.content import Block, Item, Movement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from xlar.core.aging import AgingReport
    from xlar.core.columns import Column, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

_BILLS = [METHODS.index("bank_bill"), METHODS.index("commercial_bill")]
_Line = tuple[int, int, str, str, str, int]  # day, rank on the day, kind, number, reference, change


class Accounts:
    """Every account of a ledger on one day; what all of them need is worked out once.

    Args:
        ledger: the ledger.
        as_of: last day of the period.
        policy: aging limits and the method of allocation.
    """

    def __init__(self, ledger: Ledger, as_of: date, policy: Policy) -> None:
        self.ledger = ledger
        self.as_of = as_of
        self.day = day_number(as_of)
        self.policy = policy
        self.settlement = settle(ledger, self.day, policy.aging.allocation)

    @cached_property
    def _by_group(self) -> tuple[Int64s, Int64s]:
        """Documents sorted by group, and where each group begins and the last ends."""
        group = self.ledger.group
        order = np.argsort(group, kind="stable")
        return order, np.searchsorted(group[order], np.arange(self.ledger.group_count + 1))

    @cached_property
    def _aging(self) -> tuple[AgingReport, dict[int, int]]:
        report = aging(self.ledger, self.as_of, policy=self.policy)
        rows = self._group(report.key, report.currency)
        return report, {int(group): row for row, group in enumerate(rows)}

    @cached_property
    def _allocations_of(self) -> dict[int, list[int]]:
        """Explicit allocations by written-off debit."""
        documents, allocations = self.ledger.documents, self.ledger.allocations
        gone = np.flatnonzero(documents.written_off_on[allocations.debit] != NEVER)
        found: dict[int, list[int]] = {}
        for place in gone.tolist():
            found.setdefault(int(allocations.debit[place]), []).append(place)
        return found

    def _group(self, customer: Column | int, currency: Column | int) -> Int64s:
        return np.asarray(customer) * np.int64(len(self.ledger.currencies)) + currency

    def _documents(self, customer: int, currency: int) -> Int64s:
        order, first = self._by_group
        group = int(self._group(customer, currency))
        return order[first[group] : first[group + 1]]

    def currencies(self, customer: int) -> list[int]:
        """The currencies a customer has documents in, as positions in ``ledger.currencies``."""
        return [
            currency
            for currency in range(len(self.ledger.currencies))
            if len(self._documents(customer, currency))
        ]

    def block(self, customer: int, currency: int, start: date) -> Block:
        """The account of a customer in a currency from a day to ``as_of``.

        Args:
            customer: position of the customer.
            currency: position of the currency.
            start: first day of the period.
        """
        documents = self._documents(customer, currency)
        lines = sorted(self._lines(documents))
        first = day_number(start)
        balance = sum(line[-1] for line in lines if line[0] < first)
        opening, movements = balance, []
        for day, _, kind, number, reference, change in lines:
            if first <= day <= self.day:
                balance += change
                movements.append(
                    Movement(
                        calendar_date(day),
                        kind,
                        number,
                        reference,
                        max(change, 0),
                        max(-change, 0),
                        balance,
                    )
                )
        report, rows = self._aging
        row = rows.get(int(self._group(customer, currency)))
        buckets = [0] * len(report.labels) if row is None else report.buckets[row].tolist()
        total = 0 if row is None else int(report.total[row])
        return Block(
            currency=self.ledger.currencies[currency],
            opening=opening,
            movements=tuple(movements),
            closing=balance,
            items=tuple(self._items(documents, debit=True)),
            aging=tuple(zip(report.labels, buckets, strict=True)),
            unapplied=tuple(self._items(documents, debit=False)),
            bills=tuple(self._bills(documents)),
            check=balance - total,
        )

    def _lines(self, documents: Int64s) -> Iterator[_Line]:
        """Every change of the balance up to ``as_of``."""
        columns = self.ledger.documents
        for place in documents.tolist():
            day, amount = int(columns.date[place]), int(columns.amount[place])
            end = int(columns.reversed_on[place])
            if day > self.day or end <= day:
                continue
            number, reference = columns.number[place], columns.reference[place]
            kind = Kind(int(columns.kind[place]))
            reference = columns.contract_no[place] if kind is Kind.INVOICE else reference
            yield day, int(kind), kind.name.lower(), number, reference, amount
            if end <= self.day:
                yield end, 8, "reversal", number, reference, -amount
            gone = int(columns.written_off_on[place])
            if amount > 0 and gone <= self.day:
                yield from self._write_off(place, max(gone, day))

    def _write_off(self, place: int, gone: int) -> Iterator[_Line]:
        """The write-off of a document, and what was recovered on it since."""
        columns, allocations = self.ledger.documents, self.ledger.allocations
        number, left = columns.number[place], int(columns.amount[place])
        later = []
        for row in self._allocations_of.get(place, ()):
            start, end = int(allocations.start[row]), int(allocations.end[row])
            amount = int(allocations.amount[row])
            if start <= gone < end:
                left -= amount
            elif start > gone and start <= self.day:
                later.append((start, 7, "recovery", number, "", amount))
            if gone < end <= self.day and start <= self.day:
                later.append((end, 9, "write_off", number, "", -amount))
        yield gone, 6, "write_off", number, "", -left
        yield from later

    def _items(self, documents: Int64s, *, debit: bool) -> Iterator[Item]:
        columns = self.ledger.documents
        amount = self.settlement.open[documents]
        places = documents[amount > 0] if debit else documents[amount < 0]
        key = columns.due if debit else columns.date
        for place in places[np.lexsort((places, columns.date[places], key[places]))].tolist():
            due = int(columns.due[place])
            yield Item(
                number=columns.number[place],
                instalment=int(columns.instalment[place]),
                contract_no=columns.contract_no[place],
                document_date=calendar_date(columns.date[place]),
                due_date=None if due == NO_DAY else calendar_date(due),
                amount=int(columns.amount[place]),
                open=int(self.settlement.open[place]),
                disputed=int(columns.disputed[place]),
                days_past_due=0 if due == NO_DAY else self.day - due,
                level=-1,
            )

    def _bills(self, documents: Int64s) -> Iterator[tuple[str, date, int]]:
        columns = self.ledger.documents
        held = np.isin(columns.method[documents], _BILLS) & (columns.bill_due[documents] > self.day)
        held &= is_live(self.ledger, self.day)[documents] & (columns.amount[documents] < 0)
        for place in documents[held].tolist():
            number = columns.reference[place] or columns.number[place]
            yield number, calendar_date(columns.bill_due[place]), -int(columns.amount[place])
