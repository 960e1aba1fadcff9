"""Days as numbers, against `datetime` and plain calendar arithmetic."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.core.columns import NEVER, NO_DAY
from xlar.core.dates import (
    FIRST_DAY,
    LAST_DAY,
    add_months,
    add_months_to,
    calendar_date,
    day_number,
    from_serial,
    iso,
    latest_day_aged,
    month_end,
    month_start,
    parse_iso,
)
from xlar.core.errors import BadValue

dates = st.dates(date(1970, 1, 1), date(2199, 12, 31))
months = st.integers(-1200, 1200)


def shifted(day, by):
    """So many months later, day by day of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def test_the_range_of_documents():
    assert (FIRST_DAY, iso(LAST_DAY)) == (0, "2199-12-31")


@pytest.mark.parametrize(
    ("text", "number"), [("1970-01-01", 0), ("1969-12-31", -1), ("2026-06-30", 20634)]
)
def test_day_numbers_count_from_1970(text, number):
    assert (parse_iso(text), iso(number)) == (number, text)


@given(dates)
def test_dates_and_numbers_come_back(day):
    number = day_number(day)
    assert number == (day - date(1970, 1, 1)).days
    assert calendar_date(number) == calendar_date(np.int32(number)) == day
    assert parse_iso(f" {day.isoformat()} ") == number
    assert parse_iso(iso(number)) == number


def test_there_is_no_text_for_no_day():
    assert [iso(day) for day in (NO_DAY, NEVER, np.int32(NEVER))] == [None, None, None]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-06",
        "2026-6-30",
        "2026/06/30",
        "20260630",
        "2026-W27-2",
        "2026-02-29",
        "2026-13-01",
        "30-06-2026",
        "2026-06-30T00:00",
        "2026-06-31",
        "昨天",
    ],
)
def test_what_is_no_iso_date_is_refused(text):
    with pytest.raises(BadValue, match="YYYY-MM-DD"):
        parse_iso(text)


@pytest.mark.parametrize(
    ("start", "by", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 36, "2027-02-28"),  # T31
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", -6, "2026-02-28"),  # T31
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2026-05-31", 0, "2026-05-31"),
    ],
)
def test_months_later(start, by, expected):
    assert iso(add_months_to(parse_iso(start), by)) == expected


@given(st.lists(dates, max_size=6), months)
def test_months_of_a_column_are_those_of_the_calendar(days, by):
    days = [day for day in days if day.year + by // 12 >= 1 and day.year + by // 12 + 1 < 9999]
    found = add_months(np.array([day_number(day) for day in days], np.int32), by)
    assert found.dtype == np.int32
    assert [calendar_date(day) for day in found] == [shifted(day, by) for day in days]


@given(st.lists(st.tuples(dates, st.integers(0, 120)), min_size=1, max_size=6))
def test_each_row_can_have_its_own_number_of_months(pairs):
    days = np.array([day_number(day) for day, _ in pairs], np.int32)
    found = add_months(days, np.array([by for _, by in pairs], np.int32))
    assert [calendar_date(day) for day in found] == [shifted(day, by) for day, by in pairs]


@given(dates)
def test_first_and_last_day_of_a_month(day):
    column = np.array([day_number(day)], np.int32)
    first, last = calendar_date(month_start(column)[0]), calendar_date(month_end(column)[0])
    assert first == day.replace(day=1)
    assert last == day.replace(day=monthrange(day.year, day.month)[1])
    assert (month_start(column).dtype, month_end(column).dtype) == (np.int32, np.int32)


@pytest.mark.parametrize(
    ("as_of", "by", "expected"),
    [
        ("2025-02-28", 12, "2024-02-29"),  # T24: 29 February reaches a year on 28 February
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-02-28", 12, "2023-02-28"),
        ("2026-11-21", 12, "2025-11-21"),
        ("2026-11-21", 36, "2023-11-21"),
        ("2026-03-30", 1, "2026-02-28"),
        ("2026-02-28", 1, "2026-01-31"),
    ],
)
def test_latest_day_of_an_age(as_of, by, expected):
    assert iso(latest_day_aged(parse_iso(as_of), by)) == expected


@given(dates, st.integers(0, 130))
def test_latest_day_of_an_age_is_the_last_one_that_old(as_of, by):
    found = calendar_date(latest_day_aged(day_number(as_of), by))
    assert shifted(found, by) <= as_of < shifted(found + timedelta(1), by)


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (25569, "1970-01-01"),
        (36526, "2000-01-01"),
        (46203, "2026-06-30"),
        (2958465, "9999-12-31"),
    ],
)
def test_serials_of_the_1900_system(serial, day):
    assert calendar_date(from_serial(serial)).isoformat() == day


def test_the_day_that_never_was_is_refused():
    with pytest.raises(BadValue, match="29 February 1900"):
        from_serial(60)


@pytest.mark.parametrize(
    ("serial", "day"),
    [(0, "1904-01-01"), (1, "1904-01-02"), (60, "1904-03-01"), (44741, "2026-06-30")],
)
def test_serials_of_the_1904_system(serial, day):
    assert calendar_date(from_serial(serial, epoch_1904=True)).isoformat() == day


@given(st.integers(61, 200_000))
def test_the_two_systems_are_1462_days_apart(serial):
    assert from_serial(serial, epoch_1904=True) == from_serial(serial) + 1462
