"""Days as numbers: calendar months, month ends, spreadsheet serials.

A day number counts days since 1970-01-01, as numpy's ``datetime64[D]`` does. Years and months are
calendar units: a day that the target month lacks becomes that month's last day
(29 February + 12 months = 28 February).
"""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np

from xlar.core.columns import NEVER, NO_DAY, Int32s
from xlar.core.errors import BadValue

_EPOCH: Final = date(1970, 1, 1).toordinal()
FIRST_DAY: Final = date(1970, 1, 1).toordinal() - _EPOCH  # a document cannot be older
LAST_DAY: Final = date(2199, 12, 31).toordinal() - _EPOCH


def day_number(day: date) -> int:
    """The day number of a calendar date.

    >>> day_number(date(2026, 6, 30))
    20634
    """
    return day.toordinal() - _EPOCH


def calendar_date(day: int) -> date:
    """The calendar date of a day number.

    >>> calendar_date(20634)
    datetime.date(2026, 6, 30)
    """
    return date.fromordinal(int(day) + _EPOCH)


def iso(day: int) -> str | None:
    """A day number as ``YYYY-MM-DD``; None where there is no such day.

    >>> iso(20634), iso(NO_DAY)
    ('2026-06-30', None)
    """
    return None if day in (NO_DAY, NEVER) else calendar_date(day).isoformat()


def parse_iso(text: str) -> int:
    """The day number of ``YYYY-MM-DD``.

    Raises:
        BadValue: not such a date.

    >>> parse_iso("2026-06-30")
    20634
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as mistake:
        raise BadValue(f"not a date of the form YYYY-MM-DD: {text!r}") from mistake
    if day.isoformat() != text.strip():  # 20260630 and 2026-W27-2 are ISO dates too
        raise BadValue(f"not a date of the form YYYY-MM-DD: {text!r}")
    return day_number(day)


def add_months(days: Int32s, months: int | Int32s) -> Int32s:
    """The same day of the month, so many calendar months later; clamped to the month's end.

    >>> [iso(d) for d in add_months(np.array([parse_iso("2026-01-31")]), 1)]
    ['2026-02-28']
    """
    dates = np.asarray(days, np.int64).astype("datetime64[D]")
    start = dates.astype("datetime64[M]")
    offset = dates - start.astype("datetime64[D]")
    target = start + np.asarray(months).astype("timedelta64[M]")
    first = target.astype("datetime64[D]")
    last = (target + 1).astype("datetime64[D]") - 1
    shifted: Int32s = np.minimum(first + offset, last).astype(np.int64).astype(np.int32)
    return shifted


def add_months_to(day: int, months: int) -> int:
    """`add_months` for a single day.

    >>> iso(add_months_to(parse_iso("2024-02-29"), 36))
    '2027-02-28'
    """
    return int(add_months(np.array([day], np.int32), months)[0])


def month_start(days: Int32s) -> Int32s:
    """The first day of the month of each day."""
    months = np.asarray(days, np.int64).astype("datetime64[D]").astype("datetime64[M]")
    return months.astype("datetime64[D]").astype(np.int64).astype(np.int32)


def month_end(days: Int32s) -> Int32s:
    """The last day of the month of each day.

    >>> [iso(d) for d in month_end(np.array([parse_iso("2024-02-03")]))]
    ['2024-02-29']
    """
    months = np.asarray(days, np.int64).astype("datetime64[D]").astype("datetime64[M]")
    return ((months + 1).astype("datetime64[D]") - 1).astype(np.int64).astype(np.int32)


def latest_day_aged(as_of: int, months: int) -> int:
    """The latest day that is at least ``months`` calendar months old on ``as_of``.

    The inverse of `add_months`: a document of 29 February reaches one year on 28 February.

    >>> iso(latest_day_aged(parse_iso("2025-02-28"), 12))
    '2024-02-29'
    """
    day = add_months_to(as_of, -months)
    while add_months_to(day + 1, months) <= as_of:
        day += 1
    return day


def from_serial(serial: int, *, epoch_1904: bool = False) -> int:
    """The day number of a spreadsheet serial.

    Args:
        serial: whole days in the workbook's date system.
        epoch_1904: whether the workbook counts from 1904.

    Raises:
        BadValue: serial 60 of the 1900 system, the 29 February 1900 that never was.

    >>> iso(from_serial(46203)), iso(from_serial(44741, epoch_1904=True))
    ('2026-06-30', '2026-06-30')
    """
    if epoch_1904:
        return serial + day_number(date(1904, 1, 1))
    if serial == 60:
        raise BadValue("serial 60 is 29 February 1900, which does not exist")
    return serial + day_number(date(1899, 12, 31 if serial < 60 else 30))
