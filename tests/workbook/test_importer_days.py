"""Cells of a column of days: what is certain, and what has two readings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from xlar.core.columns import NO_DAY
from xlar.core.dates import iso, parse_iso
from xlar.workbook.importer.days import day_column, exchanged, short_day, styles_of

if TYPE_CHECKING:
    from xlar.tables.cells import BadCell


def column(*cells, **options):
    """A column of days and the places of cells that are none."""
    wrong: list[tuple[int, BadCell]] = []
    made = day_column("invoice_date", "Date", cells, lambda *found: wrong.append(found), **options)
    return made, wrong


@pytest.mark.parametrize(
    "cell",
    [
        "2026-06-30",
        "2026/6/30",
        "2026.06.30",
        "2026年6月30日",
        "20260630",
        "30-Jun-2026",
        "Jun 30, 2026",
        "2026-06-30T00:00:00.000Z",
        " 2026-06-30 ",
        dt.date(2026, 6, 30),
        dt.datetime(2026, 6, 30, 8, 15),
        46203,
        46203.0,
        20260630,
    ],
)
def test_a_cell_of_one_reading_is_a_day_at_once(cell):
    made, wrong = column(cell)
    assert iso(made.values[0]) == "2026-06-30"
    assert not wrong


@pytest.mark.parametrize("cell", [None, "", "  ", "　"])
def test_a_blank_cell_is_no_day(cell):
    made, wrong = column(cell)
    assert made.values.tolist() == [NO_DAY]
    assert not wrong


@pytest.mark.parametrize("cell", ["soon", "31/31/2026", "2026-02-30", True, -3, dt.time(8, 15)])
def test_a_cell_that_is_no_date_is_reported_with_its_place(cell):
    made, wrong = column("2026-06-30", cell)
    assert [place for place, _ in wrong] == [1]
    assert made.values[1] == NO_DAY


def test_serials_of_a_1904_workbook_count_from_there():
    made, _ = column(44741, epoch_1904=True)
    assert iso(made.values[0]) == "2026-06-30"


def test_texts_of_two_readings_are_kept_with_both():
    made, _ = column("03/04/2026", "13/04/2026", "04/13/2026", "03/04/2026", "05/05/2026")
    assert made.texts == {"03/04/2026": [0, 3], "13/04/2026": [1], "04/13/2026": [2]}
    assert made.only("dmy") == ["13/04/2026"]
    assert made.only("mdy") == ["04/13/2026"]
    assert made.either() == ["03/04/2026"]
    assert made.count(made.either()) == 2
    assert made.first_place(["04/13/2026", "13/04/2026"]) == 1
    assert iso(made.values[4]) == "2026-05-05"  # the same day either way


@pytest.mark.parametrize(
    ("cells", "proven"),
    [
        (["13/04/2026", "03/04/2026"], "dmy"),
        (["04/13/2026", "03/04/2026"], "mdy"),
        (["03/04/2026"], None),
        (["13/04/2026", "04/13/2026"], None),
        (["2026-04-13"], None),
    ],
)
def test_an_order_is_proven_by_a_text_no_other_order_fits(cells, proven):
    assert column(*cells)[0].proven == proven


EARLY, LATE = dt.date(2026, 3, 4), dt.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("cells", "damaged"),
    [
        ([EARLY, "4/13/2026"], True),
        ([EARLY, "13/4/2026"], True),
        ([EARLY, EARLY, "4/13/2026", None], True),
        ([EARLY], False),  # no text left over
        ([LATE, "4/13/2026"], False),  # a real date with a day above 12 came through unharmed
        ([EARLY, "4/3/2026", "4/13/2026"], False),  # a text that would have become a date
        ([EARLY, "4/13/2026", "13/4/2026"], False),  # both orders: another trouble
        (["4/13/2026"], False),
    ],
)
def test_damage_shows_where_dates_and_texts_divide_at_the_twelfth(cells, damaged):
    assert column(*cells)[0].looks_damaged == damaged


@pytest.mark.parametrize(
    ("cells", "may_be"),
    [([EARLY], True), ([EARLY, LATE], False), ([EARLY, "4/13/2026"], False), ([None], False)],
)
def test_a_column_of_early_days_only_may_be_damaged(cells, may_be):
    assert column(*cells)[0].may_be_damaged == may_be


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("3/4/26", "mdy", "2026-03-04"),
        ("3/4/26", "dmy", "2026-04-03"),
        ("26/3/4", "ymd", "2026-03-04"),
        ("26-03-04", "ymd", "2026-03-04"),
        ("22-Jun-23", "dmy", "2023-06-22"),
        ("22-Jun-23", "mdy", "2023-06-22"),
        ("13/4/26", "mdy", None),
        ("3/4/6", "mdy", None),
        ("32/1/26", "dmy", None),
        ("22-Jux-23", "dmy", None),
        ("text", "dmy", None),
    ],
)
def test_a_year_of_two_digits_is_20xx_in_the_order_stated(text, order, day):
    found = short_day(text, order)
    assert (None if found is None else iso(found)) == day


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2013-06-04", "2013-04-06"),
        ("2013-05-05", "2013-05-05"),
        ("2013-06-13", None),
        ("2013-12-31", None),
    ],
)
def test_day_and_month_exchanged(before, after):
    found = exchanged(parse_iso(before))
    assert (None if found is None else iso(found)) == after


def test_styles_count_how_dates_are_written():
    cells = ["30-Mar-2026", "1-Apr-2026", "12/03/2026", "2026/01/18", None, 3, "  "]
    assert styles_of(cells) == {"9-Mmm-9999": 2, "9/9/9999": 1, "9999/9/9": 1}
