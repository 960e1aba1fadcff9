"""The order of day and month, and dates damaged by a regional setting."""

from __future__ import annotations

import datetime as dt

import pytest
from exports import codes, grid, problem

from xlar.core.dates import iso
from xlar.workbook.importer.dates import Orders
from xlar.workbook.importer.days import day_column
from xlar.workbook.importer.notes import Notes
from xlar.workbook.importer.options import Options


def settled(options: Options | None = None, by_column=None, window=None, **columns):
    """Columns of days settled together: ISO dates by column, and the notes."""
    notes = Notes()
    rows = list(zip(*columns.values(), strict=True))
    source = grid(*rows, header=list(columns))
    orders = Orders(source, options or Options(), by_column or {}, notes)
    made = [day_column(name, name, cells, pytest.fail) for name, cells in columns.items()]
    orders.settle(made)
    if window:
        orders.apply_window(made[0], window)
    return {one.name: [iso(day) for day in one.values.tolist()] for one in made}, notes


def steps(notes: Notes) -> str:
    return "\n".join(step.text("en") for step in notes.steps)


def test_one_text_that_fits_one_order_only_proves_it_for_the_column():
    days, notes = settled(day=["3/4/2026", "4/13/2026"])
    assert days["day"] == ["2026-03-04", "2026-04-13"]
    assert codes(notes) == []
    assert "read as month/day/year; proof is row 3: 2; e.g. 4/13/2026" in steps(notes)


def test_the_step_is_told_in_chinese_too():
    _, notes = settled(day=["3/4/2026", "13/4/2026"])
    assert "raw.csv“day”：按日/月/年读取，依据是第 3 行" in notes.steps[0].text("zh")


def test_a_column_without_proof_is_refused():
    _, notes = settled(day=["3/4/2026", "5/6/2026"])
    found = problem(notes, "ambiguous_dates")
    assert found.severity == "error"
    assert found.row == 2
    assert "2 个日期既可以是日/月/年，也可以是月/日/年" in found.text("zh")
    assert "3/4/2026, 5/6/2026" in found.text("zh")
    assert "--date-order mdy 或 --date-order dmy" in found.text("zh")
    assert "2 dates may be day/month or month/day" in found.text("en")
    assert "state it by --date-order mdy" in found.text("en")


def test_a_stated_order_settles_it():
    days, notes = settled(Options(date_order="dmy"), day=["3/4/2026", "5/6/2026"])
    assert days["day"] == ["2026-04-03", "2026-06-05"]
    assert codes(notes) == []


def test_a_column_without_proof_takes_the_order_its_file_proves_elsewhere_and_says_so():
    days, notes = settled(
        invoiced=["1/13/2026", "2/13/2026"], due=["2/3/2026", "2026-03-01"], paid=["3/3/2026", ""]
    )
    assert days["due"] == ["2026-02-03", "2026-03-01"]
    found = problem(notes, "order_adopted")
    assert (found.severity, found.column) == ("warning", "due")
    assert "1 dates of this column prove no order" in found.text("en")
    assert "按同一文件其他列的月/日/年读取" in found.text("zh")


def test_columns_that_prove_different_orders_lend_none():
    _, notes = settled(one=["1/13/2026"], two=["13/1/2026"], three=["2/3/2026"])
    assert problem(notes, "ambiguous_dates").column == "three"


def test_two_orders_in_one_column_are_refused_with_counts():
    _, notes = settled(day=["13/4/2026", "14/4/2026", "4/13/2026", "1/2/2026"])
    found = problem(notes, "mixed_dates")
    assert found.severity == "error"
    assert found.row == 4  # the first of the other order
    assert "2 can only be day/month (such as 13/4/2026, 14/4/2026)" in found.text("en")
    assert "1 only month/day (such as 4/13/2026), 1 may be either" in found.text("en")
    assert "2 个只能是日/月/年" in found.text("zh")
    assert 'mixed_orders = "read"' in found.text("zh")


def test_a_stated_order_does_not_excuse_texts_of_the_other():
    days, notes = settled(
        Options(date_order="dmy"), day=["13/4/2026", "14/4/2026", "4/13/2026", "1/2/2026"]
    )
    found = problem(notes, "other_order")
    assert found.row == 4
    assert "1 dates cannot be read as day/month/year (such as 4/13/2026)" in found.text("en")
    assert "不能按日/月/年读取" in found.text("zh")
    assert days["day"][3] == "2026-02-01"


def test_texts_of_the_other_order_are_read_and_listed_where_that_is_allowed():
    options = Options(date_order="dmy", mixed_orders="read")
    days, notes = settled(options, day=["13/4/2026", "14/4/2026", "4/13/2026", "1/2/2026"])
    assert days["day"] == ["2026-04-13", "2026-04-14", "2026-04-13", "2026-02-01"]
    assert codes(notes) == []
    assert "dates that are not day/month/year read as month/day/year: 1" in steps(notes)
    assert "4/13/2026 → 2026-04-13" in steps(notes)


def test_a_column_that_proves_the_opposite_of_what_is_stated_is_refused_even_then():
    options = Options(date_order="dmy", mixed_orders="read")
    _, notes = settled(options, since=["3/19/2023", "1/2/2023"])
    found = problem(notes, "contrary_dates")
    assert found.severity == "error"
    assert '[date_orders]: since = "mdy"' in found.text("en")
    assert '[date_orders] 为该列单独说明：since = "mdy"' in found.text("zh")


def test_an_order_stated_for_one_column_goes_before_the_general_one():
    days, notes = settled(
        Options(date_order="dmy"), {"since": "mdy"}, since=["3/19/2023", "1/2/2023"]
    )
    assert days["since"] == ["2023-03-19", "2023-01-02"]
    assert codes(notes) == []


def test_year_first_does_not_fit_texts_with_the_year_last():
    _, notes = settled(Options(date_order="ymd"), day=["2026-03-04", "3/4/2026"])
    found = problem(notes, "other_order")
    assert "1 dates cannot be read as year/month/day" in found.text("en")


def test_years_of_two_digits_need_the_order_stated():
    _, notes = settled(day=["3/4/26", "2026-03-04"])
    found = problem(notes, "short_years")
    assert found.row == 2
    assert "1 dates have a year of two digits (such as 3/4/26)" in found.text("en")
    assert "年份只有两位" in found.text("zh")


@pytest.mark.parametrize(("order", "day"), [("mdy", "2026-03-04"), ("dmy", "2026-04-03")])
def test_years_of_two_digits_are_read_in_the_order_stated(order, day):
    days, notes = settled(Options(date_order=order), day=["3/4/26", "2026-01-01"])
    assert days["day"][0] == day
    assert codes(notes) == []
    assert "years of two digits read as 20xx: 1; e.g. 3/4/26" in steps(notes)


def test_a_year_of_two_digits_that_fits_no_day_is_reported():
    _, notes = settled(Options(date_order="mdy"), day=["13/4/26", "1/2/26"])
    assert "1 dates" in problem(notes, "short_years").text("en")


# The same four days of 2026 in an export of month/day/year: 4 March, 13 April, 6 May, 25 June.
# A computer set to day/month/year makes 3 April of the first and 5 June of the third.
DAMAGED = [dt.date(2026, 4, 3), "4/13/2026", dt.date(2026, 6, 5), "6/25/2026"]
TRUE = ["2026-03-04", "2026-04-13", "2026-05-06", "2026-06-25"]


def test_damaged_dates_are_diagnosed_and_refused():
    _, notes = settled(day=DAMAGED)
    found = problem(notes, "swapped_dates")
    assert found.severity == "error"
    english, chinese = found.text("en"), found.text("zh")
    assert "none of the 2 real dates has a day above 12" in english
    assert "the other 2 are texts that can only be month/day/year" in english
    assert "2026-04-03, 2026-06-05" in english
    assert "--repair-swapped-dates" in english
    assert "2 个真日期的日都不大于 12" in chinese
    assert "其余 2 个仍是文本且都只能是月/日/年" in chinese
    assert "--repair-swapped-dates" in chinese


def test_damaged_dates_are_restored_on_demand():
    days, notes = settled(Options(repair_swapped_dates=True), day=DAMAGED)
    assert days["day"] == TRUE
    assert codes(notes) == []
    assert "day and month of real dates exchanged back: 2" in steps(notes)
    assert "2026-04-03 → 2026-03-04" in steps(notes)


def test_damage_of_the_opposite_kind_is_restored_too():
    export = [dt.date(2026, 3, 4), "13/4/2026"]  # 3 April and 13 April, opened as month/day/year
    days, _ = settled(Options(repair_swapped_dates=True), day=export)
    assert days["day"] == ["2026-04-03", "2026-04-13"]


def test_the_user_may_say_that_the_dates_are_right_after_all():
    days, notes = settled(Options(real_dates="as_is"), day=DAMAGED)
    assert days["day"][0] == "2026-04-03"
    assert codes(notes) == []


def test_a_column_of_early_days_beside_a_damaged_one_is_suspected_and_restored_with_it():
    due = [dt.date(2026, 5, 4), dt.date(2026, 5, 5), None, None]
    _, notes = settled(day=DAMAGED, due=due)
    assert codes(notes) == ["swapped_dates", "swapped_dates"]
    assert notes.problems[1].column == "due"
    assert "其他列日月被弄乱" in notes.problems[1].text("zh")
    days, _ = settled(Options(repair_swapped_dates=True), day=DAMAGED, due=due)
    assert days["due"] == ["2026-04-05", "2026-05-05", None, None]


def test_a_column_with_a_late_day_beside_a_damaged_one_is_left_alone():
    due = [dt.date(2026, 5, 14), dt.date(2026, 5, 4), None, None]
    days, notes = settled(Options(repair_swapped_dates=True), day=DAMAGED, due=due)
    assert days["due"][:2] == ["2026-05-14", "2026-05-04"]
    assert codes(notes) == []


def test_early_days_alone_raise_no_suspicion():
    days, notes = settled(Options(repair_swapped_dates=True), day=[dt.date(2026, 4, 3)])
    assert days["day"] == ["2026-04-03"]
    assert notes.steps == []


QUARTER = (Options(date_window=("2026-01-01", "2026-03-31")).window, Options(date_order="dmy"))


def test_dates_outside_the_window_are_exchanged_where_that_leads_inside():
    window, options = QUARTER
    cells = ["02/09/2026", "05/03/2026", "30/01/2026", dt.date(2026, 12, 2)]
    days, notes = settled(options, window=window, day=cells)
    assert days["day"] == ["2026-02-09", "2026-03-05", "2026-01-30", "2026-02-12"]
    assert "outside 2026-01-01 … 2026-03-31, inside with day and month exchanged" in steps(notes)
    assert "2: 2026-09-02 → 2026-02-09; 5: 2026-12-02 → 2026-02-12" in steps(notes)
    assert codes(notes) == []


@pytest.mark.parametrize("cell", ["2026-09-02", "2-Sep-2026", "2026/09/02", "14/06/2026"])
def test_dates_of_one_reading_outside_the_window_are_left_and_reported(cell):
    window, options = QUARTER
    days, notes = settled(options, window=window, day=[cell, "01/02/2026"])
    assert days["day"][0] in ("2026-09-02", "2026-06-14")
    found = problem(notes, "outside_window")
    assert (found.severity, found.row) == ("warning", 2)
    assert "1 dates lie outside 2026-01-01 … 2026-03-31" in found.text("en")
    assert "1 个日期在 2026-01-01 … 2026-03-31 之外" in found.text("zh")


def test_the_ends_of_the_window_are_inside():
    window, options = QUARTER
    _, notes = settled(options, window=window, day=["2026-01-01", "2026-03-31"])
    assert codes(notes) == []
    assert notes.steps == []
