"""Laws of the importer over random exports."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from books import write
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from xlar.core.items import open_items
from xlar.workbook.importer import import_file

HEADER = ["Invoice No", "Customer", "Invoice Date", "Due Date", "Amount", "Settled Date"]
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 12, 31)
few = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
STYLES = {
    "dmy": lambda day: f"{day.day}/{day.month}/{day.year}",
    "mdy": lambda day: f"{day.month:02}-{day.day:02}-{day.year}",
    "ymd": lambda day: day.isoformat(),
    "named": lambda day: f"{day.day}-{MONTHS[3 * day.month - 3 : 3 * day.month]}-{day.year}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
}


@dataclass(frozen=True)
class Invoice:
    number: str
    customer: str
    date: dt.date
    due: dt.date
    cents: int
    settled: dt.date | None

    def open_on(self, day: dt.date) -> int:
        closed = self.settled is not None and self.settled <= day
        return self.cents if self.date <= day and not closed else 0

    def cells(self, style) -> list[object]:
        settled = "" if self.settled is None else style(self.settled)
        amount = f"{self.cents / 100:.2f}"
        return [self.number, self.customer, style(self.date), style(self.due), amount, settled]


@st.composite
def invoices(draw) -> list[Invoice]:
    count = draw(st.integers(1, 12))
    made = []
    for number in range(count):
        date = draw(st.dates(FIRST, LAST))
        due = date + dt.timedelta(draw(st.integers(0, 90)))
        later = st.integers(0, 120).map(lambda days, date=date: date + dt.timedelta(days))
        cents = draw(st.integers(1, 10**9).filter(bool)) * draw(st.sampled_from([1, 1, 1, -1]))
        customer = f"C{draw(st.integers(1, 3))}"
        settled = draw(st.none() | later)
        made.append(Invoice(f"{number:04}", customer, date, due, cents, settled))
    return made


def imported(rows: list[list[object]], suffix: str = ".csv", **options):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"raw{suffix}"
        if suffix == ".csv":
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            path.write_text(text.getvalue(), encoding="utf-8", newline="")
        else:
            write(path, {"Sheet1": rows})
        return import_file(path, **options)


def open_on(result, day: dt.date) -> dict[str, int]:
    assert result.ledger is not None, [str(one) for one in result.problems]
    items = open_items(result.ledger, day, allocation="explicit")
    numbers = result.ledger.documents.number
    return {
        numbers[p]: a for p, a in zip(items.document.tolist(), items.open.tolist(), strict=True)
    }


@few
@given(invoices(), st.sampled_from(sorted(STYLES)), st.dates(FIRST, LAST))
def test_a_settled_export_is_open_as_its_dates_say(made, style, day):
    rows = [HEADER, *(one.cells(STYLES[style]) for one in made)]
    order = style if style in ("dmy", "mdy") else None
    result = imported(rows, date_order=order)
    expected = {one.number: one.open_on(day) for one in made if one.open_on(day)}
    assert open_on(result, day) == expected


@few
@given(invoices(), st.randoms(use_true_random=False), st.dates(FIRST, LAST))
def test_the_order_of_rows_changes_nothing(made, random, day):
    rows = [one.cells(STYLES["ymd"]) for one in made]
    shuffled = random.sample(rows, len(rows))
    assert open_on(imported([HEADER, *rows]), day) == open_on(imported([HEADER, *shuffled]), day)


@few
@given(invoices(), st.data())
def test_rows_that_stand_twice_count_once(made, data):
    rows = [one.cells(STYLES["ymd"]) for one in made]
    again = data.draw(st.lists(st.sampled_from(rows), max_size=5))
    result = imported([HEADER, *rows, *again])
    assert len(result.set_aside) == len(again)
    assert open_on(result, LAST) == open_on(imported([HEADER, *rows]), LAST)


@few
@given(invoices(), st.sampled_from(["dmy", "mdy"]))
def test_without_a_stated_order_dates_are_proven_or_refused_never_wrong(made, style):
    rows = [HEADER, *(one.cells(STYLES[style]) for one in made)]
    result = imported(rows)
    if result.ledger is None:
        assert {one.code for one in result.problems if one.severity == "error"} == {
            "ambiguous_dates"
        }
    else:
        assert open_on(result, LAST) == open_on(imported(rows, date_order=style), LAST)
        count = len(made)
        truth = [(one.date - dt.date(1970, 1, 1)).days for one in made]
        assert result.ledger.documents.date[:count].tolist() == truth


def harmed(day: dt.date, style: str) -> object:
    """What a spreadsheet of the other order makes of a date in text."""
    if day.day <= 12:
        return dt.date(day.year, day.day, day.month)
    return STYLES[style](day)


@few
@given(invoices(), st.sampled_from(["dmy", "mdy"]))
def test_a_damaged_workbook_is_refused_and_its_repair_is_the_truth(made, style):
    columns = [[one.date for one in made], [one.due for one in made]]
    columns.append([one.settled for one in made if one.settled])
    # damage shows where some column has days on both sides of the twelfth
    assume(any({day.day <= 12 for day in days} == {True, False} for days in columns))
    rows = [HEADER, *(one.cells(lambda day: harmed(day, style)) for one in made)]
    refused = imported(rows, ".xlsx")
    assert refused.ledger is None
    assert "swapped_dates" in {one.code for one in refused.problems}
    repaired = imported(rows, ".xlsx", repair_swapped_dates=True)
    truth = imported([HEADER, *(one.cells(STYLES[style]) for one in made)], date_order=style)
    for name in ("date", "due", "amount"):
        found = getattr(repaired.ledger.documents, name).tolist()
        assert found == getattr(truth.ledger.documents, name).tolist()


CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "0012", "=1+1", "合计", "13/13/2026", "3/4/26", "1.234", "-", "N/A", "￥"]
    ),
    st.text(max_size=8),
    st.dates(dt.date(1900, 1, 1), dt.date(2300, 1, 1)).map(str),
    st.floats(allow_nan=False).map(str),
    st.integers(-(10**20), 10**20).map(str),
)
TITLES = st.sampled_from([*HEADER, "Status", "Amount Paid", "Clearing Document", "Terms", "X", ""])


@settings(max_examples=100, deadline=None)
@given(
    st.lists(TITLES, min_size=1, max_size=8),
    st.lists(st.lists(CELLS, min_size=1, max_size=9), max_size=6),
)
def test_whatever_stands_in_a_file_the_answer_is_problems_never_a_crash(titles, rows):
    text = io.StringIO()
    csv.writer(text).writerows([titles, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raw.csv"
        path.write_text(text.getvalue(), encoding="utf-8", errors="replace", newline="")
        result = import_file(path)
    for one in result.problems:
        assert one.text("zh")
        assert one.text("en")
    assert result.ok == (result.ledger is not None or not result.problems)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".xlsb"])
@settings(max_examples=8, deadline=None)
@given(
    rows=st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.booleans(),
                st.dates(dt.date(1901, 1, 1), dt.date(2200, 1, 1)),
                st.floats(-1e9, 1e9, allow_nan=False),
                st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), max_size=6),
            ),
            min_size=6,
            max_size=6,
        ),
        max_size=5,
    )
)
def test_the_same_holds_for_workbooks(suffix, rows):
    result = imported([HEADER, *rows], suffix)
    assert result.ledger is None or result.ok
    for one in result.problems:
        assert one.text("zh")
