"""The formulas of the indicators, each on plain whole numbers and exact.

Amounts are minor units of one currency, all with VAT or all without. A result is a `Fraction`, or
`Missing` where there is no such figure: a rate of nothing is not 0. Definitions, sources and worked
examples: docs/methods/indicators.md.
"""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, TypeAlias

from xlar.core.columns import NO_AMOUNT
from xlar.core.money import divide_round
from xlar.core.problems import Text
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Missing(Enum):
    """Why there is no such figure."""

    NO_SALES = "no_sales"
    NOTHING_OPEN = "nothing_open"
    NOTHING_DUE = "nothing_due"
    NOTHING_PAID = "nothing_paid"
    SHORT_HISTORY = "short_history"
    BEYOND_HISTORY = "beyond_history"
    NOBODY_LISTED = "nobody_listed"
    NO_PROMISE = "no_promise"
    NOT_POSITIVE = "not_positive"


#: The reasons in words.
REASONS: Final[Mapping[str, Text]] = {
    "no_sales": Text("期间无销售", "no sales in the period"),
    "nothing_open": Text("期初与新增均无应收", "nothing was open and nothing new"),
    "nothing_due": Text("期间无到期应收", "nothing was due"),
    "nothing_paid": Text("期间无收款", "nothing was paid"),
    "short_history": Text("账上的历史不够长", "the books do not reach back far enough"),
    "beyond_history": Text(
        "应收大于账上全部销售", "receivables are above all sales that are known"
    ),
    "nobody_listed": Text("期间无人逾期", "nobody was overdue"),
    "no_promise": Text("期间无到期的承诺", "no promise fell due"),
    "not_positive": Text("分母不大于 0", "the base is not above 0"),
}

Figure: TypeAlias = Fraction | Missing


def scaled(figure: Figure) -> int:
    """A figure in hundred-millionths, rounded half away from zero; NO_AMOUNT where missing.

    >>> scaled(Fraction(1, 3)), scaled(Missing.NO_SALES) == NO_AMOUNT
    (33333333, True)
    """
    if isinstance(figure, Missing):
        return NO_AMOUNT
    return divide_round(figure.numerator * NUMBER_SCALE, figure.denominator)


def share(part: int, whole: int, missing: Missing) -> Figure:
    """A part of a whole; missing where the whole is 0 or less.

    >>> share(36, 60, Missing.NOTHING_OPEN)
    Fraction(3, 5)
    """
    return Fraction(part, whole) if whole > 0 else missing


def sales_outstanding(receivables: int, sales: int, days: int) -> Figure:
    """DSO: receivables ÷ sales × days of those sales.

    Of the receivables not yet due it is the best possible DSO.

    >>> round(float(sales_outstanding(10_869, 17_674, 90)), 2)
    55.35
    """
    return Fraction(receivables * days, sales) if sales > 0 else Missing.NO_SALES


def count_back(receivables: int, months: Sequence[tuple[int, int]]) -> Figure:
    """DSO by count-back: the days whose sales, newest first, make up the receivables.

    Args:
        receivables: what is open.
        months: sales and days of each month, newest first.

    >>> round(float(count_back(212, [(100, 31), (80, 30), (70, 31)])), 2)
    75.17
    """
    passed, rest = 0, receivables
    for sales, days in months:
        if rest <= sales:
            part = Fraction(rest * days, sales) if rest > 0 else Fraction(0)
            return passed + part
        rest -= sales
        passed += days
    return Fraction(0) if receivables <= 0 else Missing.BEYOND_HISTORY


def collection_effectiveness(opening: int, sales: int, closing: int, current: int) -> Figure:
    """CEI: (opening + sales − closing) ÷ (opening + sales − closing not yet due).

    Args:
        opening: open at the start.
        sales: new in the period.
        closing: open at the end.
        current: of that, not yet due.

    >>> collection_effectiveness(100, 200, 120, 70)
    Fraction(18, 23)
    """
    return share(opening + sales - closing, opening + sales - current, Missing.NOTHING_DUE)


def turnover(revenue: int, first: int, last: int) -> Figure:
    """Turnover: revenue ÷ the average of receivables and notes at both ends.

    Args:
        revenue: of the whole window.
        first: receivables and notes at its start.
        last: at its end.

    >>> round(float(turnover(36_000_000, 6_200_000, 6_800_000)), 3)
    5.538
    """
    return share(2 * revenue, first + last, Missing.NOT_POSITIVE)


def turnover_days(turns: Figure, days: Fraction | int) -> Figure:
    """Days of one turn: days of the window ÷ turnover.

    Args:
        turns: the turnover.
        days: days of the window it was taken over.

    >>> turnover_days(Fraction(72, 13), 360)
    Fraction(65, 1)
    """
    if isinstance(turns, Missing):
        return turns
    return days / turns if turns > 0 else Missing.NO_SALES


def less(figure: Figure, other: Figure) -> Figure:
    """A difference of two figures, such as average days delinquent = DSO − best possible DSO.

    >>> less(Fraction(18), Fraction(21, 2))
    Fraction(15, 2)
    """
    if isinstance(figure, Missing):
        return figure
    return other if isinstance(other, Missing) else figure - other
