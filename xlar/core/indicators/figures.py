"""The figures that follow from the measures, cell by cell and exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from xlar.core.indicators import formulas as f
from xlar.core.indicators.formulas import Missing
from xlar.core.indicators.months import months_back

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.indicators.formulas import Figure
    from xlar.core.indicators.measures import Measures
    from xlar.core.indicators.months import Months
    from xlar.core.policy import IndicatorsPolicy

    Cell = Mapping[str, int]

_YEAR_MONTHS: Final = 12


def figures_of(
    found: Measures, months: Months, settings: IndicatorsPolicy
) -> dict[str, list[list[Figure]]]:
    """Every figure by name, a row for each line and a column for each month.

    Args:
        found: the measures.
        months: the months they are of.
        settings: windows, and the days of the year.
    """
    measured = {
        name: table.tolist() for group in (found.amounts, found.counts)
        for name, table in group.items()
    }  # fmt: skip
    figures: dict[str, list[list[Figure]]] = {}
    for line in range(len(found.sales_by_month)):
        cells = [
            {name: table[line][place] for name, table in measured.items()}
            for place in range(len(months))
        ]
        row = [
            _rates(cell)
            | _turnover(cell, found.begin, day, settings)
            | _days(cell, found.begin, day, settings)
            | {"dso_count_back": f.count_back(cell["receivables"], _newest_first(found, line, day))}
            for cell, day in zip(cells, months.last.tolist(), strict=True)
        ]
        for name in row[0]:
            figures.setdefault(name, []).append([month[name] for month in row])
    return figures


def _rates(cell: Cell) -> dict[str, Figure]:
    new = cell["sales"] + cell["other"]
    return {
        "collection_rate": f.share(cell["received"], cell["opening"] + new, Missing.NOTHING_OPEN),
        "sales_collection_rate": f.share(cell["received"], cell["sales"], Missing.NO_SALES),
        "due_collection_rate": f.share(cell["collected"], cell["collectable"], Missing.NOTHING_DUE),
        "overdue_rate": f.share(cell["overdue"], cell["closing"], Missing.NOTHING_OPEN),
        "bad_debt_rate": f.share(cell["written_off"], cell["sales"], Missing.NO_SALES),
        "days_late": f.share(cell["paid_days"], cell["paid"], Missing.NOTHING_PAID),
        "days_late_simple": f.share(cell["settled_days"], cell["settled"], Missing.NOTHING_PAID),
        "collection_effectiveness": f.collection_effectiveness(
            cell["opening"], new, cell["closing"], cell["not_due"]
        ),
        "contact_rate": f.share(cell["contacted"], cell["listed"], Missing.NOBODY_LISTED),
        "promise_rate": f.share(cell["kept"], cell["promises"], Missing.NO_PROMISE),
        "concentration": f.share(cell["largest"], cell["closing"], Missing.NOTHING_OPEN),
    }


def _turnover(cell: Cell, begin: int, day: int, settings: IndicatorsPolicy) -> dict[str, Figure]:
    """Turnover over its window, missing where the books begin within it."""
    months = settings.turnover_months
    turns: Figure = Missing.SHORT_HISTORY
    if months_back(day, months) + 1 >= begin:
        end = cell["receivables"] + cell["notes"]
        turns = f.turnover(cell["turnover_revenue"], cell["turnover_start"], end)
    days = Fraction(settings.year_days * months, _YEAR_MONTHS)
    return {"turnover": turns, "turnover_days": f.turnover_days(turns, days)}


def _days(cell: Cell, begin: int, day: int, settings: IndicatorsPolicy) -> dict[str, Figure]:
    """DSO over its days, missing where the books begin within them."""
    days, sales = settings.dso_days, cell["dso_sales"]
    if day - days + 1 < begin:
        return dict.fromkeys(
            ("dso", "best_possible_dso", "average_days_delinquent"), Missing.SHORT_HISTORY
        )
    dso = f.sales_outstanding(cell["receivables"], sales, days)
    best = f.sales_outstanding(cell["current"], sales, days)
    return {"dso": dso, "best_possible_dso": best, "average_days_delinquent": f.less(dso, best)}


def _newest_first(found: Measures, line: int, day: int) -> list[tuple[int, int]]:
    """Sales and days of the months of the books up to a day, the newest first."""
    known = int(found.history.searchsorted(day, side="right"))
    starts = [*found.history[:known].tolist(), day + 1]
    sales = found.sales_by_month[line, :known].tolist()
    days = [after - start for start, after in pairwise(starts)]
    return list(zip(sales, days, strict=True))[::-1]
