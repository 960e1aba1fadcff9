"""Collecting problems from whole columns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT, Bools, Column, Int64s
from xlar.core.dates import calendar_date
from xlar.core.money import SCALE
from xlar.core.problems import Message, Problem
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.core.tables import Table


_RATES: Final = frozenset(("rate", "commission_rate"))
WHOLE_NUMBERS: Final = frozenset(
    (
        "instalment", "grace", "weight", "days", "priority", "payment", "finance", "trading",
        "industry", "years", "third_party", "references", "owner", "profile",
    )
)  # fmt: skip
"""Columns of 32 bits that hold whole numbers; all others of that width hold days."""


def shown(table: Table, column: str, place: int) -> str:
    """A typed value as the user would write it; blank where nothing is given."""
    if column not in table.columns:
        return ""
    value = table.columns[column][place]
    if isinstance(value, str):
        return value
    if value in (NO_AMOUNT, NO_DAY, NO_INT):
        return ""
    if value.dtype == np.int64:
        is_rate = column in _RATES
        return f"{Decimal(int(value)) / NUMBER_SCALE:f}" if is_rate else plain_amount(int(value))
    if value.dtype == np.int32 and column not in WHOLE_NUMBERS:
        return calendar_date(int(value)).isoformat()
    return str(value)


def plain_amount(amount: int) -> str:
    """Ten-thousandths as text with two to four decimals.

    >>> plain_amount(-12_345_000), plain_amount(15_005)
    ('-1234.50', '1.5005')
    """
    whole, part = divmod(abs(amount), SCALE)
    decimals = f"{part:04d}".rstrip("0").ljust(2, "0")
    return f"{'-' if amount < 0 else ''}{whole}.{decimals}"


class Findings:
    """The problems found so far, in the order they were found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(
        self,
        message: Message,
        table: Table,
        where: Bools | Int64s,
        column: str,
        **values: Column | Mapping[int, Any] | Callable[[int], Any],
    ) -> None:
        """Report every row of a table where something holds.

        Args:
            message: the words.
            table: where it was found.
            where: a mask over the rows, or their positions.
            column: the column to point at.
            values: per placeholder a column, a mapping or a function of the row's position.
        """
        marks = np.asarray(where)
        places = np.flatnonzero(marks) if marks.dtype == bool else marks
        for place in places.tolist():
            filled = {
                name: value(place) if callable(value) else value[place]
                for name, value in values.items()
            }
            self.problems.append(
                Problem(
                    message, table.name, int(table.rows[place]), column,
                    shown(table, column, place), values=filled,
                )
            )  # fmt: skip

    def has_errors(self) -> bool:
        """Whether anything found stops a run."""
        return any(problem.severity == "error" for problem in self.problems)
