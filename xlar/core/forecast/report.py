"""The forecast report: cash by week with a range, its proof, and its test on the past.

Per row ``Σ weeks + later = open − expected loss`` to the minor unit. The definition with its edge
cases: docs/methods/forecast.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from xlar.core.aging import row_groups
from xlar.core.allocation import is_live, settle
from xlar.core.columns import NO_DAY
from xlar.core.dates import day_number
from xlar.core.forecast.backtest import BackTest, back_test
from xlar.core.forecast.debits import open_debits
from xlar.core.forecast.expected import CERTAIN, WEEK, average_delay, by_week, plain_cash
from xlar.core.forecast.history import pieces
from xlar.core.forecast.outlook import outlook, recovery_of
from xlar.core.indicators.flows import brings_money
from xlar.core.money import multiply_ratio
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Int32s, Int64s, Texts
    from xlar.core.forecast.debits import OpenDebits
    from xlar.core.forecast.history import Pieces
    from xlar.core.forecast.lateness import Floats
    from xlar.core.ledger import Ledger

By: TypeAlias = Literal["currency", "customer", "salesperson", "region"]


@dataclass(frozen=True, eq=False)
class ForecastReport:
    """Cash expected from what is open, by week.

    Columns of the two-dimensional figures are the weeks, the first beginning the day after
    ``as_of``; the last column holds what comes later.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        weeks: how many weeks.
        by: what a row is.
        key: position of the row's customer; place in ``key_names`` otherwise.
        key_names: names of the keys for salespersons and regions.
        currency: position of the row's currency.
        expected: cash from open items, minor units.
        low: lower end of the range of a week's cash; without the last column.
        high: its upper end.
        on_due: the cash if all paid on their due dates, what is overdue at once.
        on_average: the cash if all paid with the average delay.
        bills: bills held that fall due, minor units; on top of the cash from open items.
        open: open items, minor units.
        loss: part of them that is not expected to come at all.
        unapplied: credit not set against anything, at most 0; it brings no cash.
        delay: average days from due date to money by currency.
        tests: test on the past by currency; without those whose past is too short.
        check: Σ weeks + later + loss + unapplied − (Σ documents − Σ settled) by currency: 0.
    """

    ledger: Ledger
    as_of: int
    weeks: int
    by: By
    key: Int64s
    key_names: Texts
    currency: Int32s
    expected: Int64s
    low: Int64s
    high: Int64s
    on_due: Int64s
    on_average: Int64s
    bills: Int64s
    open: Int64s
    loss: Int64s
    unapplied: Int64s
    delay: Mapping[str, int]
    tests: Mapping[str, BackTest]
    check: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.key)

    def first_day(self, week: int) -> int:
        """First day of a week, counted from 0; of the last column, the day after all weeks."""
        return self.as_of + 1 + WEEK * week


def forecast(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    by: By = "currency",
    weeks: int | None = None,
) -> ForecastReport:
    """The cash forecast of a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
        by: what a row is.
        weeks: other weeks than the policy's, 1 to 53.

    Raises:
        BadPolicy: fewer or more weeks.
    """
    policy = policy or Policy()
    if weeks is not None:
        policy = replace(policy, forecast=replace(policy.forecast, weeks=weeks))
    day = day_number(as_of)
    known = pieces(ledger, as_of, policy)
    debits = open_debits(ledger, known, day)
    delay = _delays(ledger, known, day, policy)
    groups = _by_group(ledger, known, debits, delay, policy)
    tests = back_test(ledger, known, day, policy)
    rows, key_names = row_groups(ledger, by)
    table = groups.summed(rows)
    key, currency = np.divmod(table.row, np.int64(len(ledger.currencies)))
    low, high = _range(table, currency, tests, policy)
    codes = ledger.currencies
    return ForecastReport(
        ledger, day, policy.forecast.weeks, by, key, key_names, currency.astype(np.int32),
        table.expected, low, high, table.on_due, table.on_average, table.bills, table.open,
        table.loss, table.unapplied,
        {codes[place]: int(delay[place]) for place in np.unique(currency).tolist()},
        {codes[place]: test for place, test in tests.items()},
        _check(ledger, day, table, currency),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class _Figures:
    """Figures by row; see `ForecastReport`."""

    row: Int64s
    expected: Int64s
    variance: Floats
    on_due: Int64s
    on_average: Int64s
    bills: Int64s
    open: Int64s
    loss: Int64s
    unapplied: Int64s

    def summed(self, rows: Int64s) -> _Figures:
        """The figures of coarser rows: ``rows`` says which row each belongs to."""
        found, place = np.unique(rows[self.row], return_inverse=True)
        count = len(found)
        variance = np.zeros((count, self.variance.shape[1]))
        np.add.at(variance, place, self.variance)
        return _Figures(
            found,
            _sums(self.expected, place, count),
            variance,
            _sums(self.on_due, place, count),
            _sums(self.on_average, place, count),
            _sums(self.bills, place, count),
            _sums(self.open, place, count),
            _sums(self.loss, place, count),
            _sums(self.unapplied, place, count),
        )


def _sums(values: Int64s, place: Int64s, count: int) -> Int64s:
    sums = np.zeros((count, *values.shape[1:]), np.int64)
    np.add.at(sums, place, values)
    return sums


def _by_group(
    ledger: Ledger, known: Pieces, debits: OpenDebits, delay: Int64s, policy: Policy
) -> _Figures:
    """The figures of every group that has open items, bills or unapplied credit."""
    day, weeks = debits.day, policy.forecast.weeks
    held = _bills_held(ledger, day, policy)
    unapplied = settle(ledger, day, "fifo").unapplied
    present = np.unique(np.r_[debits.group, ledger.group[held], np.flatnonzero(unapplied)])
    row, size = np.searchsorted(present, debits.group), (len(present), weeks)
    found = outlook(ledger, known, debits, row, size, policy)
    risk = CERTAIN - recovery_of(debits, policy).astype(np.int64)
    lost = multiply_ratio(debits.amount, risk, CERTAIN)
    open_amount, loss = _sums(debits.amount, row, size[0]), _sums(lost, row, size[0])
    bills = by_week(
        ledger.documents.bill_due[held],
        -ledger.documents.amount[held],
        day,
        np.searchsorted(present, ledger.group[held]),
        size,
    )
    return _Figures(
        present,
        _whole(found.by_week, open_amount - loss),
        found.variance,
        plain_cash(debits, row, 0, size),
        plain_cash(debits, row, delay[debits.group % len(ledger.currencies)], size),
        bills,
        open_amount,
        loss,
        unapplied[present],
    )


def _whole(by_week: Floats, comes: Int64s) -> Int64s:
    """Cash until each week's end as whole minor units of each week, and the rest that comes later.

    Running totals are rounded, not weeks, so that the weeks and the rest add up.
    """
    running = np.minimum(np.floor(by_week + 0.5).astype(np.int64), comes[:, None])
    return np.diff(np.concatenate([running, comes[:, None]], axis=1), axis=1, prepend=0)


def _bills_held(ledger: Ledger, day: int, policy: Policy) -> Int64s:
    """Receipts by bill whose money has not come yet."""
    documents = ledger.documents
    waits = (documents.bill_due != NO_DAY) & (documents.bill_due > day)
    came_in = brings_money(ledger, policy) & (documents.amount < 0)
    return np.flatnonzero(waits & came_in & is_live(ledger, day))


def _delays(ledger: Ledger, known: Pieces, day: int, policy: Policy) -> Int64s:
    count = len(ledger.currencies)
    return average_delay(known, known.group % count, day, policy.forecast.window_days, count)


def _range(
    table: _Figures, currency: Int64s, tests: Mapping[int, BackTest], policy: Policy
) -> tuple[Int64s, Int64s]:
    """The range of every week's cash from open items and bills."""
    spread = NormalDist().inv_cdf((1 + float(policy.forecast.coverage)) / 2)
    widening = np.array([tests[place].widening if place in tests else 1.0 for place in currency])
    reach = np.rint(spread * widening[:, None] * np.sqrt(table.variance)).astype(np.int64)
    expected, bills = table.expected[:, :-1], table.bills[:, :-1]
    low = np.maximum(expected - reach, 0) + bills
    high = np.minimum(expected + reach, table.open[:, None]) + bills
    return low, high


def _check(ledger: Ledger, day: int, table: _Figures, currency: Int64s) -> dict[str, int]:
    documents, count = ledger.documents, len(ledger.currencies)
    balance = np.zeros(count, np.int64)
    posted = np.where(is_live(ledger, day), documents.amount, 0)
    np.add.at(balance, documents.currency, posted - settle(ledger, day, "fifo").written_off)
    forecast_sum = np.zeros(count, np.int64)
    np.add.at(forecast_sum, currency, table.expected.sum(axis=1) + table.loss + table.unapplied)
    return {
        code: int(forecast_sum[place] - balance[place])
        for place, code in enumerate(ledger.currencies)
        if place in currency or balance[place]
    }
