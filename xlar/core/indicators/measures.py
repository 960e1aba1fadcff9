"""All amounts and counts a report needs, as tables of lines and months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import settle
from xlar.core.columns import NEVER
from xlar.core.indicators.balances import Balances, balances
from xlar.core.indicators.contacts import contacts
from xlar.core.indicators.flows import Sales, brings_money, flows
from xlar.core.indicators.months import Months, months_back
from xlar.core.indicators.payments import Paid, collected_on_due, lateness, paid
from xlar.core.indicators.promised import promises_due

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Bools, Int32s, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


@dataclass(frozen=True, eq=False)
class Measures:
    """What the figures of a report are made of.

    Attributes:
        amounts: minor units by name, one row per line and one column per month.
        counts: the same of customers, promises and invoices.
        sales_by_month: sales of every calendar month of the books, newest last.
        history: first day of each of those months.
        begin: first day of the month sales begin in the books, NEVER where there are none.
    """

    amounts: Mapping[str, Int64s]
    counts: Mapping[str, Int64s]
    sales_by_month: Int64s
    history: Int32s
    begin: int


class Measuring:
    """The ledger looked at month by month.

    Args:
        ledger: the ledger.
        line_of_group: line of the report each group belongs to.
        lines: how many lines there are.
        months: the months.
        policy: settings.
    """

    def __init__(
        self, ledger: Ledger, line_of_group: Int64s, lines: int, months: Months, policy: Policy
    ) -> None:
        self.ledger, self.months, self.policy = ledger, months, policy
        self.line_of_group, self.lines = line_of_group, lines
        self.line = line_of_group[ledger.group]
        self._money = brings_money(ledger, policy)
        self._on_days: dict[int, Balances] = {}

    def measures(self) -> Measures:
        """Everything, in one pass over the months.

        Raises:
            MissingTax: figures are to be without VAT and a document states no tax.
        """
        last = self.months.last.tolist()
        sales = Sales(self.ledger, self.line, self.lines, last[-1], self.policy)
        found: dict[str, list[Int64s]] = {}
        before = self._look(self.months.before)
        for first, day in zip(self.months.first.tolist(), last, strict=True):
            now = self._look(day)
            for name, values in self._month(first, day, before, now, sales).items():
                found.setdefault(name, []).append(values)
            before = now
        tables = {name: np.stack(columns, axis=1) for name, columns in found.items()}
        counts = {name: tables.pop(name) for name in _COUNTS}
        moved = flows(self.ledger, self.line, self.lines, self.months, self.policy)
        left = tables.pop("left_balance")
        amounts = {**moved, **tables, "recovered": moved["written_off"] - left}
        return Measures(amounts, counts, *self._history(sales, last[-1]), sales.begin)

    def _look(self, day: int) -> Paid:
        settlement = settle(self.ledger, day, self.policy.aging.allocation)
        self._balances(day)
        return paid(settlement, day, self._money)

    def _balances(self, day: int) -> Balances:
        if day not in self._on_days:
            settlement = settle(self.ledger, day, self.policy.aging.allocation)
            self._on_days[day] = balances(
                settlement, day, self.line_of_group, self.lines, self.policy
            )
        return self._on_days[day]

    def _month(
        self, first: int, day: int, before: Paid, now: Paid, sales: Sales
    ) -> dict[str, Int64s]:
        opening, closing = self._balances(before.day), self._balances(day)
        collected, collectable = collected_on_due(now, before, self.line, self.lines)
        late = lateness(now, first, self.line, self.lines)
        listed, contacted = self._contacts(opening.late | closing.late, first, day)
        due, kept = promises_due(self.ledger, now, first, self.line_of_group, self.lines)
        settings = self.policy.indicators
        year_ago = months_back(day, settings.turnover_months)
        start = self._balances(year_ago)
        return {
            "opening": opening.open,
            "advances": opening.unapplied - closing.unapplied,
            "closing": closing.open,
            "overdue": closing.overdue,
            "unapplied": closing.unapplied,
            "left_balance": closing.written_off - opening.written_off,
            "receivables": closing.receivables,
            "current": closing.current,
            "not_due": closing.open - closing.overdue,
            "notes": closing.notes,
            "turnover_start": start.receivables + start.notes,
            "turnover_revenue": sales.within(year_ago + 1, day),
            "dso_sales": sales.within(day - settings.dso_days + 1, day),
            "collected": collected,
            "collectable": collectable,
            "paid": late.amount,
            "paid_days": late.amount_days,
            "largest": closing.concentration,
            "settled": late.count,
            "settled_days": late.days,
            "listed": listed,
            "contacted": contacted,
            "promises": due,
            "kept": kept,
        }

    def _contacts(self, listed: Bools, first: int, day: int) -> tuple[Int64s, Int64s]:
        return contacts(self.ledger, listed, first, day, self.line_of_group, self.lines)

    def _history(self, sales: Sales, until: int) -> tuple[Int64s, Int32s]:
        """Sales by calendar month since the books begin."""
        if sales.begin == NEVER:
            return np.zeros((self.lines, 0), np.int64), np.zeros(0, np.int32)
        begin, end = (np.datetime64(day, "D").astype("M8[M]") for day in (sales.begin, until))
        starts = np.arange(begin, end + 2).astype("M8[D]").astype(np.int64).astype(np.int32)
        columns = [
            sales.within(first, after - 1)
            for first, after in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)
        ]
        return np.stack(columns, axis=1), starts[:-1]


_COUNTS = ("settled", "settled_days", "listed", "contacted", "promises", "kept")
