"""The indicators 指标: rates, DSO and turnover by month, in total, by salesperson or by region.

``indicators(ledger, as_of, months=12)`` gives one row per line (all, a salesperson, a region),
currency and month, oldest month first. Amounts are minor units of the row's currency; a figure that
cannot be worked out is absent and says why. The definitions: docs/methods/indicators.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from xlar.core.aging import row_groups
from xlar.core.columns import NO_AMOUNT, texts
from xlar.core.dates import day_number
from xlar.core.fx import rate_of
from xlar.core.indicators.figures import figures_of
from xlar.core.indicators.formulas import Missing, scaled
from xlar.core.indicators.measures import Measures, Measuring
from xlar.core.indicators.months import Months, months_until
from xlar.core.money import decimals, multiply_fraction
from xlar.core.policy import Policy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Int32s, Int64s, Texts
    from xlar.core.indicators.formulas import Figure
    from xlar.core.ledger import Ledger

IndicatorsBy: TypeAlias = Literal["total", "salesperson", "region"]

AMOUNTS: Final = (
    "opening", "sales", "other", "received", "otherwise", "written_off", "recovered", "advances",
    "closing", "overdue", "unapplied", "notes",
)  # fmt: skip
"""Amounts of the report: opening + sales + other − received − otherwise − written_off + recovered
+ advances = closing."""

FIGURES: Final = (
    "collection_rate", "sales_collection_rate", "due_collection_rate", "overdue_rate",
    "bad_debt_rate", "turnover", "turnover_days", "dso", "dso_count_back", "best_possible_dso",
    "average_days_delinquent", "days_late", "days_late_simple", "collection_effectiveness",
    "contact_rate", "promise_rate", "concentration",
)  # fmt: skip
"""Figures of the report, in hundred-millionths."""


@dataclass(frozen=True, eq=False)
class IndicatorReport:
    """Indicators by line, currency and month, in that order; months oldest first.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from; the newest month ends on it.
        by: what a line is.
        policy: the settings, with the basis of VAT.
        key: place of the line in ``names``.
        names: names of the lines; blank for the total.
        currency: position in ``ledger.currencies``.
        first: first day of the row's month.
        last: its last day.
        amounts: minor units by name, see `AMOUNTS`.
        figures: hundred-millionths by name, see `FIGURES`; NO_AMOUNT where there is no figure.
        missing: why a figure is absent, by name; None where it is there.
        changes: figure less that of the month before; NO_AMOUNT where either is absent.
        check: by currency, what the movements of all months leave unexplained: 0.
    """

    ledger: Ledger
    as_of: int
    by: IndicatorsBy
    policy: Policy
    key: Int64s
    names: Texts
    currency: Int32s
    first: Int32s
    last: Int32s
    amounts: Mapping[str, Int64s]
    figures: Mapping[str, Int64s]
    missing: Mapping[str, tuple[Missing | None, ...]]
    changes: Mapping[str, Int64s]
    check: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.key)


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a report.

    Attributes:
        of_group: line of each group of the ledger.
        key: place of each line in ``names``.
        names: names of the keys.
        currency: position of each line's currency.
    """

    of_group: Int64s
    key: Int64s
    names: Texts
    currency: Int32s


def indicators(
    ledger: Ledger,
    as_of: date,
    *,
    months: int = 12,
    by: IndicatorsBy = "total",
    in_base: bool = False,
    policy: Policy | None = None,
) -> IndicatorReport:
    """The indicators of the last months.

    Args:
        ledger: the ledger.
        as_of: day looked from; its month is the newest and may be partial.
        months: how many months; those before the first document are left out.
        by: what a line is.
        in_base: several currencies together in the base currency, at the settings' rates.
        policy: settings.

    Raises:
        MissingRate: ``in_base``, and a currency has no rate.
        MissingTax: figures are to be without VAT and a document states no tax.
    """
    policy, day = policy or Policy(), day_number(as_of)
    rows = np.flatnonzero(ledger.documents.date <= day)
    lines = _lines(ledger, by, rows)
    earliest = int(ledger.documents.date[rows].min()) if len(rows) else day
    # One month more than asked for, so that the first of them has one to be compared with.
    covered = months_until(day, months + 1, earliest)
    found = Measuring(ledger, lines.of_group, len(lines.key), covered, policy).measures()
    check = _check(ledger, lines, found)  # before anything is rounded by conversion
    if in_base and len(set(lines.currency.tolist())) > 1:
        lines, found = _together(ledger, lines, found, policy)
    return _report(ledger, day, by, policy, lines, covered, months, found, check)


def _lines(ledger: Ledger, by: IndicatorsBy, rows: Int64s) -> Lines:
    """The lines with documents, each a key and a currency."""
    row_of_group, names = row_groups(ledger, "currency" if by == "total" else by)
    seen = np.zeros(int(row_of_group.max(initial=-1)) + 1, bool)
    seen[row_of_group[ledger.group[rows]]] = True
    present = np.flatnonzero(seen)
    place = np.where(seen, np.cumsum(seen) - 1, -1)
    key, currency = np.divmod(present, np.int64(max(len(ledger.currencies), 1)))
    names = names if by != "total" else texts([""])
    return Lines(place[row_of_group], key, names, currency.astype(np.int32))


def _together(
    ledger: Ledger, lines: Lines, found: Measures, policy: Policy
) -> tuple[Lines, Measures]:
    """Lines of one key as one, their sums converted to the base currency and rounded once."""
    keys, line_of = np.unique(lines.key, return_inverse=True)
    rates = []
    for place in lines.currency.tolist():
        code = ledger.currencies[place]
        shift = decimals(ledger.base_currency) - decimals(code)
        rates.append(rate_of(code, policy, ledger.base_currency) * Fraction(10) ** shift)

    def summed(table: Int64s) -> Int64s:
        result = np.zeros((len(keys), table.shape[1]), np.int64)
        np.add.at(result, line_of, table)
        return result

    def converted(table: Int64s) -> Int64s:
        return summed(
            np.stack([multiply_fraction(row, rate) for row, rate in zip(table, rates, strict=True)])
        )

    base = ledger.currencies.index(ledger.base_currency)
    merged = Lines(line_of[lines.of_group], keys, lines.names, np.full(len(keys), base, np.int32))
    return merged, Measures(
        {name: converted(table) for name, table in found.amounts.items()},
        {name: summed(table) for name, table in found.counts.items()},
        converted(found.sales_by_month),
        found.history,
        found.begin,
    )


def _report(
    ledger: Ledger,
    day: int,
    by: IndicatorsBy,
    policy: Policy,
    lines: Lines,
    covered: Months,
    months: int,
    found: Measures,
    check: Mapping[str, int],
) -> IndicatorReport:
    """The report of the measures; the extra month in front only serves the changes."""
    shown = slice(max(len(covered) - months, 0), None)
    width = len(covered.first[shown])
    figures = figures_of(found, covered, policy.indicators)
    values, changes, missing = {}, {}, {}
    for name in FIGURES:
        table = figures.get(name, [])
        numbers = np.array([[scaled(each) for each in row] for row in table], np.int64).reshape(
            len(table), len(covered)
        )
        values[name] = numbers[:, shown].ravel()
        changes[name] = _changes(numbers)[:, shown].ravel()
        missing[name] = tuple(_reason(each) for row in table for each in row[shown])
    amounts = {name: found.amounts[name][:, shown].ravel() for name in AMOUNTS}
    return IndicatorReport(
        ledger, day, by, policy,
        np.repeat(lines.key, width), lines.names, np.repeat(lines.currency, width),
        np.tile(covered.first[shown], len(lines.key)), np.tile(covered.last[shown], len(lines.key)),
        amounts, values, missing, changes, check,
    )  # fmt: skip


def _reason(figure: Figure) -> Missing | None:
    return figure if isinstance(figure, Missing) else None


def _changes(numbers: Int64s) -> Int64s:
    changes = np.full_like(numbers, NO_AMOUNT)
    if numbers.shape[1] > 1:
        now, before = numbers[:, 1:], numbers[:, :-1]
        known = (now != NO_AMOUNT) & (before != NO_AMOUNT)
        changes[:, 1:] = np.where(known, now - np.where(known, before, 0), NO_AMOUNT)
    return changes


def _check(ledger: Ledger, lines: Lines, found: Measures) -> dict[str, int]:
    """What opening and movements leave unexplained of the closing, added up without its sign."""
    rest = -found.amounts["closing"]
    for name in ("opening", "sales", "other", "recovered", "advances"):
        rest = rest + found.amounts[name]
    for name in ("received", "otherwise", "written_off"):
        rest = rest - found.amounts[name]
    size = np.abs(rest).sum(axis=1)
    return {
        ledger.currencies[place]: int(size[lines.currency == place].sum())
        for place in np.unique(lines.currency).tolist()
    }
