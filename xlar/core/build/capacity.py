"""How much of a document is still free over a span of days.

An allocation occupies its document from its start until its end. What counts is the largest sum
occupied at any one day, not the sum of all: an invoice paid by a receipt that bounced can be paid
again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from xlar.core.columns import Int32s, Int64s


def first_over(
    document: Int32s, start: Int32s, end: Int32s, amount: Int64s, size: Int64s
) -> Int64s:
    """The rows with which a document is first filled beyond its size.

    Args:
        document: the document each row occupies, as a position in ``size``.
        start: first day of each row.
        end: first day after it.
        amount: minor units occupied, positive.
        size: size of every document.

    Returns:
        Positions of the offending rows, at most one per document.

    >>> rows = [np.array(column) for column in ([0, 0, 0], [1, 2, 3], [3, 9, 9], [60, 40, 60])]
    >>> first_over(*rows, np.array([100])).tolist()
    []
    """
    count = len(document)
    if not count:
        return np.zeros(0, np.int64)
    rows = np.concatenate([np.arange(count), np.arange(count)])
    days = np.concatenate([start, end])
    change = np.concatenate([amount, -amount])
    order = np.lexsort(
        (rows, change > 0, days, document[rows])
    )  # on one day ends come before starts
    rows, change = rows[order], change[order]
    where = document[rows]
    filled = np.cumsum(change)  # every row ends, so each document begins at nothing
    over = (filled > size[where]) & (change > 0)
    places = np.flatnonzero(over)
    _, first = np.unique(where[places], return_index=True)
    return rows[places[first]]


class Occupancy:
    """What occupies one document, and what is left of it over a span of days.

    >>> invoice = Occupancy(100)
    >>> invoice.occupy(1, 5, 60)
    >>> invoice.occupy(5, 9, 30)
    >>> invoice.free(2, 9)
    40
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.total = 0
        self.ends: set[int] = set()
        self.spans: list[tuple[int, int, int]] = []

    def occupy(self, start: int, end: int, amount: int) -> None:
        """Take an amount from a day until before another."""
        self.total += amount
        self.ends.add(end)
        self.spans.append((start, end, amount))

    def free(self, start: int, end: int) -> int:
        """What is free on every day of a span, in minor units."""
        if len(self.ends) <= 1 and self.ends <= {end}:
            return self.size - self.total  # all end together: on the last day all of them count
        spans = [(s, e, a) for s, e, a in self.spans if s < end and e > start]
        days = {start, *(s for s, _, _ in spans if s > start)}
        return self.size - max(sum(a for s, e, a in spans if s <= day < e) for day in days)
