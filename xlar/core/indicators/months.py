"""The months a report covers, the last of them up to the day looked from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.dates import add_months_to, month_end, month_start

if TYPE_CHECKING:
    from xlar.core.columns import Column, Int32s, Int64s


@dataclass(frozen=True, eq=False)
class Months:
    """Consecutive months, oldest first.

    Attributes:
        first: first day of each.
        last: last day of each; of the newest the day looked from.
    """

    first: Int32s
    last: Int32s

    def __len__(self) -> int:
        return len(self.first)

    @property
    def before(self) -> int:
        """The day before the first month: its closing is their opening."""
        return int(self.first[0]) - 1

    def place(self, day: Column) -> Int64s:
        """The month each day is in; 0 … are the months, −1 is before them or after."""
        found = np.searchsorted(self.first, day, side="right") - 1
        return np.where(np.asarray(day) > self.last[-1], -1, found)


def months_until(as_of: int, count: int, earliest: int) -> Months:
    """The last ``count`` months, none before that of the earliest day.

    Args:
        as_of: day looked from, in the newest month.
        count: how many.
        earliest: first day there is anything to report of.

    >>> from xlar.core.dates import iso, parse_iso
    >>> found = months_until(parse_iso("2026-06-15"), 3, parse_iso("2026-05-20"))
    >>> [iso(day) for day in found.first], [iso(day) for day in found.last]
    (['2026-05-01', '2026-06-01'], ['2026-05-31', '2026-06-15'])
    """
    newest = int(month_start(np.array([as_of]))[0])
    starts = [add_months_to(newest, -back) for back in range(count - 1, -1, -1)]
    oldest = min(int(month_start(np.array([earliest]))[0]), newest)
    first = np.array([day for day in starts if day >= oldest], np.int32)
    return Months(first, np.minimum(month_end(first), as_of).astype(np.int32))


def months_back(day: int, count: int) -> int:
    """The day so many months before; month ends go to month ends.

    >>> from xlar.core.dates import iso, parse_iso
    >>> iso(months_back(parse_iso("2025-02-28"), 12)), iso(months_back(parse_iso("2026-06-15"), 1))
    ('2024-02-29', '2026-05-15')
    """
    earlier = add_months_to(day, -count)
    if day == int(month_end(np.array([day]))[0]):
        return int(month_end(np.array([earlier]))[0])
    return earlier
