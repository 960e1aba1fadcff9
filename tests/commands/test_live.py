"""The open workbook reads as the file does."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import xlwings as xw
from small_books import write_small

from xlar.commands.live import LiveBook, cells_of, epoch_1904, plain, plain_rows
from xlar.tables.load import checked, source_of
from xlar.workbook.read import read_source


def test_tables_of_the_open_book_are_those_of_the_file(small, tmp_path):
    path = write_small(tmp_path / "same.xlsx")
    live, file = source_of(LiveBook(small.book)), read_source(path)
    assert live.places == file.places
    assert live.settings == file.settings
    assert list(live.tables) == list(file.tables)
    for name, table in file.tables.items():
        for column, values in table.columns.items():
            assert live.tables[name].columns[column].tolist() == values.tolist(), (name, column)


def test_settings_and_day_are_read(small):
    loaded = checked(source_of(LiveBook(small.book)))
    assert loaded.as_of == dt.date(2026, 6, 30)
    assert not loaded.problems


def test_excel_tables_with_their_places(small):
    tables = {table.name: table for table in LiveBook(small.book).tables}
    invoices = tables["invoices"]
    assert (invoices.sheet, invoices.top, invoices.left, invoices.bottom) == ("发票", 1, 0, 4)
    assert invoices.columns[:2] == ("单据号", "客户编码")
    assert (invoices.header, invoices.has_totals) == (True, False)


def test_a_row_of_totals_does_not_belong_to_the_body(small):
    small.book.sheets["发票"].tables[0].show_totals = True
    table = next(t for t in LiveBook(small.book).tables if t.name == "invoices")
    assert (table.bottom, table.has_totals) == (4, True)


def test_a_sheet_is_read_in_one_call(small, monkeypatch):
    calls = []
    read = xw.Range.raw_value.fget
    monkeypatch.setattr(xw.Range, "raw_value", property(lambda r: calls.append(r) or read(r)))
    live = LiveBook(small.book)
    source_of(live)
    assert len(calls) <= len(small.book.sheets)


def test_a_plain_sheet_is_read_as_far_as_it_is_used(blank):
    book = blank
    book.sheets[0].name = "发票"
    book.sheets[0].range("B3").value = [
        ["单据号", "客户编码", "单据日期", "金额"], ["I-1", "C1", "2026-06-01", 80],
    ]  # fmt: skip
    source = source_of(LiveBook(book))
    assert source.locate("invoices", 4, "amount") == "发票!E4"
    assert source.tables["invoices"].columns["amount"].tolist() == [800_000]


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!"])
def test_an_error_value_is_a_problem_with_its_place(small, error):
    small.book.sheets["发票"].range("D3").value = error
    [problem] = source_of(LiveBook(small.book)).problems
    assert (problem.cell, problem.found, problem.severity) == ("发票!D3", error, "error")


def test_an_amount_in_a_currency_format_is_the_amount(small):
    place = small.book.sheets["发票"].range("D3")
    place.number_format = "$#,##0.00"
    assert isinstance(place.raw_value, Decimal)
    table = source_of(LiveBook(small.book)).tables["invoices"]
    assert table.columns["amount"].tolist()[1] == 5_000_000


def test_an_identifier_that_became_a_date_is_a_problem(small):
    place = small.book.sheets["发票"].range("A3")
    place.number_format = "General"
    place.value = "1-2"
    [problem] = source_of(LiveBook(small.book)).problems
    assert problem.cell == "发票!A3"
    assert "日期" in problem.text("zh")


@pytest.mark.parametrize("epoch", [False, True])
def test_days_are_right_in_both_date_systems(small, epoch):
    small.book.impl.data.epoch_1904 = epoch
    small.book.sheets["发票"].range("C2").value = dt.datetime(2026, 1, 5)
    live = LiveBook(small.book)
    assert live.epoch_1904 is epoch
    days = source_of(live).tables["invoices"].columns["invoice_date"]
    assert days.tolist()[0] == 20_458  # 2026-01-05


def test_a_host_that_knows_no_date_system_has_that_of_1900():
    class Host:
        @property
        def api(self):
            raise OSError("gone")

    assert not epoch_1904(Host())


@pytest.mark.parametrize("year", [1899, 1904])
def test_the_date_system_of_calc_is_its_day_zero(year):
    class Host:
        class api:  # noqa: N801
            class NullDate:
                Year = year

    assert epoch_1904(Host()) is (year == 1904)


def test_an_empty_sheet_has_no_rows(blank):
    assert LiveBook(blank).grid("Sheet1").rows == []


@pytest.mark.parametrize(
    ("raw", "shape", "rows"),
    [
        ("x", (1, 1), [["x"]]),
        ((("a", "b"),), (1, 2), [["a", "b"]]),
        (("a", "b"), (1, 2), [["a", "b"]]),
        (("a", "b"), (2, 1), [["a"], ["b"]]),
        ([["a"], ["b"]], (2, 1), [["a"], ["b"]]),
    ],
)
def test_every_host_gives_rows(raw, shape, rows):
    class Area:
        raw_value = raw

    Area.shape = shape
    assert cells_of(Area()) == rows


def test_a_host_may_tell_days_from_numbers():
    class Day(float):
        pass

    class Rows(tuple):
        __slots__ = ()

        def typed(self):
            return [[Day(46_203.5), 46_203.5]]

    class Area:
        raw_value = Rows()
        shape = 1, 2

    rows, _ = plain_rows(cells_of(Area()))
    assert rows == [[dt.datetime(2026, 6, 30, 12), 46_203.5]]


def test_numbers_that_are_no_errors_stay_numbers():
    assert plain_rows([[-2_146_826_000, 7, True]]) == ([[-2_146_826_000.0, 7.0, True]], [])


def test_a_day_has_no_time_zone():
    assert plain(dt.datetime(2026, 6, 30, 8, 15, tzinfo=dt.UTC)) == dt.datetime(2026, 6, 30, 8, 15)


def test_what_excel_for_mac_gives_for_an_error_is_one():
    rows, [fault] = plain_rows([["a", object()]])
    assert (rows, fault.seen) == ([["a", ""]], "#ERROR!")
