"""Aging buckets: a partition of the days past due, or of full calendar years.

Every day falls in exactly one bucket; the upper edge belongs to the bucket.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from xlar.core.dates import latest_day_aged
from xlar.core.errors import BadValue

if TYPE_CHECKING:
    from xlar.core.columns import Int32s, Int64s
    from xlar.core.problems import Language

Limits: TypeAlias = tuple[int, ...] | Literal["audit"]
Basis: TypeAlias = Literal["due", "document"]

_AUDIT_LABELS: Final = ("under_1y", "1-2y", "2-3y", "3-4y", "4-5y", "over_5y")


@dataclass(frozen=True)
class Buckets:
    """A partition of days into aging buckets.

    Attributes:
        limits: ascending upper edges in days, or ``audit`` for full calendar years.
        basis: the date the days are counted from.
        labels: one name per bucket, oldest last.
    """

    limits: Limits
    basis: Basis
    labels: tuple[str, ...]

    @classmethod
    def of(cls, limits: Limits, basis: Basis = "due") -> Buckets:
        """The buckets with the given limits.

        Without a limit of 0 or less, 0 is put in front, so that what is not due stands apart; by
        document date it is dropped, because no document is younger than 0 days. ``audit`` always
        counts from the document date.

        Raises:
            BadValue: limits are missing or not ascending.

        >>> Buckets.of((30, 60)).labels
        ('not_due', '1-30', '31-60', 'over_60')
        >>> Buckets.of((-31, -1, 0, 30)).labels
        ('due_in_31_up', 'due_in_1-30', 'due_in_0-0', '1-30', 'over_30')
        >>> Buckets.of((0, 30, 60), "document").labels
        ('0-30', '31-60', 'over_60')
        """
        if limits == "audit":
            return cls("audit", "document", _AUDIT_LABELS)
        if any(low >= high for low, high in pairwise(limits)):
            raise BadValue(f"limits must ascend: {','.join(map(str, limits))}")
        if basis == "document":
            limits = tuple(limit for limit in limits if limit > 0)
        elif limits and limits[0] > 0:
            limits = (0, *limits)
        if not limits:
            raise BadValue("at least one limit is needed")
        return cls(limits, basis, _labels(limits, basis))

    def index(self, days: Int32s, as_of: int) -> Int64s:
        """The bucket of each date the days are counted from.

        Args:
            days: due dates or document dates as day numbers, as `basis` says.
            as_of: day number looked from.
        """
        if self.limits == "audit":
            edges = [latest_day_aged(as_of, 12 * years) for years in range(5, 0, -1)]
            return 5 - np.searchsorted(np.array(edges, np.int32), days, side="left")
        past = np.int32(as_of) - np.asarray(days, np.int32)
        return np.searchsorted(np.array(self.limits, np.int32), past, side="left")


def _labels(limits: tuple[int, ...], basis: Basis) -> tuple[str, ...]:
    if basis == "document":
        first = f"0-{limits[0]}"
    else:
        first = "not_due" if limits[0] == 0 else f"due_in_{-limits[0]}_up"
    middle = [
        f"due_in_{-high}-{-low - 1}" if high <= 0 else f"{low + 1}-{high}"
        for low, high in pairwise(limits)
    ]
    return (first, *middle, f"over_{limits[-1]}")


_NAMES: Final = {
    "not_due": ("未到期", "not due"),
    "due_in_0-0": ("今日到期", "due today"),
    "under_1y": ("1年以内", "under 1 year"),
    "over_1y": ("1年以上", "over 1 year"),
}


def label_name(label: str, lang: Language = "zh") -> str:
    """A bucket's name for people.

    >>> label_name("1-30"), label_name("over_365"), label_name("due_in_1-30", "en")
    ('1-30天', '365天以上', 'due in 1-30 days')
    """
    chinese = lang == "zh"
    if label in _NAMES:
        return _NAMES[label][0 if chinese else 1]
    if label.startswith("over_") and label.endswith("y"):
        years = label.removeprefix("over_").removesuffix("y")
        return f"{years}年以上" if chinese else f"over {years} years"
    if label.endswith("y"):
        return f"{label[:-1]}年" if chinese else f"{label[:-1]} years"
    if label.startswith("due_in_"):
        days = label.removeprefix("due_in_").replace("_up", "+")
        return f"未到期{days}天" if chinese else f"due in {days} days"
    if label.startswith("over_"):
        days = label.removeprefix("over_")
        return f"{days}天以上" if chinese else f"over {days} days"
    return f"{label}天" if chinese else f"{label} days"
