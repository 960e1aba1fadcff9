"""The figures of the dashboard, worked out from the reports whose formulas the sheet repeats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from xlar.frames.cells import CHECK, GL_DIFFERENCE, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlar.workbook.template.columns import Columns
    from xlar.workbook.template.kit import Kit

MOST: Final = 10
"""How many customers the ranking of the overdue has."""

SELLERS: Final = 6
"""How many salespeople it has."""

MONTHS: Final = 12
"""Months of the trends."""

WEEKS: Final = 13
"""Weeks of the forecast shown."""

SUMS: Final = (TOTAL, CHECK, GL_DIFFERENCE)
"""What stands in place of a name in the rows below a report."""


@dataclass(frozen=True)
class Rank:
    """A place in a ranking.

    Attributes:
        row: row of the report, from 1.
        name: who.
        amount: how much.
    """

    row: int
    name: str
    amount: float


def ranked(rows: Iterable[Rank], most: int) -> list[Rank]:
    """The largest amounts above 0, equal ones in the order of their rows.

    >>> [one.name for one in ranked([Rank(1, "A", 5), Rank(2, "B", 9), Rank(3, "C", 0)], 2)]
    ['B', 'A']
    """
    late = [one for one in rows if one.amount > 0]
    return sorted(late, key=lambda one: -one.amount)[:most]


@dataclass(frozen=True)
class ChartFigures:
    """The figures of the dashboard, in the base currency.

    Attributes:
        kit: what the template is made from.
    """

    kit: Kit

    @property
    def base(self) -> str:
        """The base currency."""
        return str(self.kit.settings.get("base_currency") or "CNY")

    @property
    def aging(self) -> tuple[Columns, list[list[Any]]]:
        """Aging by currency, in the buckets of the settings."""
        return self.kit.figures.report("AR_AGING", "currency")

    @property
    def sellers(self) -> tuple[Columns, list[list[Any]]]:
        """What is not due and what is overdue, by salesperson."""
        return self.kit.figures.report("AR_AGING", "salesperson", 0.0, "due")

    @property
    def credit(self) -> tuple[Columns, list[list[Any]]]:
        """The credit report."""
        return self.kit.figures.report("AR_CREDIT")

    @property
    def stages(self) -> tuple[Columns, list[list[Any]]]:
        """The stages of open items."""
        return self.kit.figures.report("AR_STAGES")

    @property
    def worklist(self) -> tuple[Columns, list[list[Any]]]:
        """The list of the collections desk."""
        return self.kit.figures.report("AR_WORKLIST")

    @property
    def months(self) -> tuple[Columns, list[list[Any]]]:
        """The indicators by month."""
        return self.kit.figures.report("AR_KPI")

    @property
    def forecast(self) -> tuple[Columns, list[list[Any]]]:
        """The cash by week."""
        return self.kit.figures.report("AR_FORECAST")

    @cached_property
    def own_aging(self) -> list[Any]:
        """The aging of the base currency."""
        columns, rows = self.aging
        blank = [self.base, *[0.0] * (len(columns.titles) - 1)]
        return next((row for row in rows if row[0] == self.base), blank)

    @property
    def buckets(self) -> list[str]:
        """The titles of the buckets."""
        return list(self.aging[0].titles[3:])

    @cached_property
    def overdue(self) -> float:
        """What is overdue."""
        total = SUMS[0][self.kit.lang]
        rows = self.sellers[1]
        mine = (row[-1] for row in rows if row[0] == total and row[1] == self.base)
        return float(sum(mine))

    def of_month(self, month: str, name: str) -> float:
        """A figure of a month in the base currency; 0 where there is none.

        Args:
            month: the month, YYYY-MM.
            name: name of the column.
        """
        return self._one(self.months, "month", month, name)

    def of_week(self, week: int, name: str) -> float:
        """A figure of a week of the forecast in the base currency; 0 where there is none.

        Args:
            week: number of the week.
            name: name of the column.
        """
        return self._one(self.forecast, "week", float(week), name)

    def _one(
        self, report: tuple[Columns, list[list[Any]]], key: str, value: Any, name: str
    ) -> float:
        columns, rows = report
        currency, which, figure = (columns.place(one) for one in ("currency", key, name))
        mine = (row[figure] for row in rows if row[currency] == self.base and row[which] == value)
        return float(sum(cell for cell in mine if isinstance(cell, int | float)))

    @cached_property
    def top(self) -> list[Rank]:
        """The customers most overdue."""
        columns, rows = self.credit
        customer, currency, overdue = map(columns.place, ("customer_id", "currency", "overdue"))
        known = {row[0]: str(row[1]) for row in self.kit.grids["customers"].rows}
        mine = (
            Rank(place, known.get(row[customer], row[customer]), row[overdue])
            for place, row in enumerate(rows, 1)
            if row[currency] == self.base
        )
        return ranked(mine, MOST)

    @cached_property
    def late_sellers(self) -> list[Rank]:
        """The salespeople with most overdue."""
        labels = {text[self.kit.lang] for text in SUMS}
        mine = (
            Rank(place, row[0], row[-1])
            for place, row in enumerate(self.sellers[1], 1)
            if row[1] == self.base and row[0] not in labels
        )
        return ranked(mine, SELLERS)
