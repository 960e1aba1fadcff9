"""Sorting by several columns at once, fast where the columns are small whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlar.core.columns import Bools, Column, Int64s

_BITS = 63


def sort_order(
    keys: Sequence[Column], tie_breakers: Callable[[Int64s], Sequence[Column]] | None = None
) -> Int64s:
    """The positions that sort the rows by the keys, the first key first.

    The keys and the row number are packed into one 64-bit word where they fit, and the words are
    sorted. Texts are compared only where all keys are equal: two invoices of one customer with the
    same two dates.

    Args:
        keys: columns of whole numbers.
        tie_breakers: given positions, further columns (texts or numbers) to sort those rows by.

    >>> sort_order([np.array([2, 1, 2]), np.array([5, 9, 4])]).tolist()
    [1, 2, 0]
    """
    places, same = _sorted(keys)
    if tie_breakers is None or not same.any():
        return places
    tied = np.flatnonzero(np.r_[False, same] | np.r_[same, False])
    rows = places[tied]
    among = np.zeros(len(places), bool)
    among[rows] = True
    if not _descends(tie_breakers(np.flatnonzero(among))).any():
        return places  # their order is that of the rows, as in most tables
    breakers = tie_breakers(rows)
    run = np.cumsum(np.r_[True, ~same])[tied]
    if (_descends(breakers) & (run[1:] == run[:-1])).any():
        # the row itself comes last, so that equal rows keep the order they were given in
        columns = [_comparable(column) for column in breakers]
        places[tied] = rows[np.lexsort((rows, *reversed(columns), run))]
    return places


def _descends(columns: Sequence[Column]) -> Bools:
    """Where a row comes before the one above it, by the columns from the first on."""
    less = np.zeros(max(0, len(columns[0]) - 1), bool)
    equal = ~less
    for column in columns:
        less |= equal & (column[1:] < column[:-1]).astype(bool)
        equal &= (column[1:] == column[:-1]).astype(bool)
    return less


def _sorted(keys: Sequence[Column]) -> tuple[Int64s, Bools]:
    """The sorting positions, and where a row's keys equal those of the row before."""
    count = len(keys[0])
    lows = [int(key.min()) for key in keys] if count else []
    widths = (
        [(int(key.max()) - low).bit_length() for key, low in zip(keys, lows, strict=True)]
        if count
        else []
    )
    row_bits = count.bit_length()
    if sum(widths) + row_bits <= _BITS:
        word = np.zeros(count, np.int64)
        for key, low, width in zip(keys, lows, widths, strict=bool(count)):
            word <<= width
            word += key
            word -= low
        word <<= row_bits
        word += np.arange(count)
        word.sort()  # sorting the words themselves is several times faster than sorting positions
        places = word & ((1 << row_bits) - 1)
        word >>= row_bits
        return places, word[1:] == word[:-1]
    places = np.lexsort(tuple(reversed(keys)))
    same = np.ones(count - 1, bool)
    for key in keys:
        column = key[places]
        same &= column[1:] == column[:-1]
    return places, same


def _comparable(column: Column) -> Column:
    return column.astype(str) if column.dtype == object else column
