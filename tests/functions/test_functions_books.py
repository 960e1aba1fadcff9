"""Handles name content; lost ledgers heal from the workbook's tables; room is bounded."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from cell_tables import BOOK, CUSTOMERS, INVOICES, LEDGER_ARGS, RECEIPTS, SETTINGS, TABLES, serial
from hypothesis import given
from hypothesis import strategies as st

from xlar.functions.books import LedgerStore, Recent, handle_key
from xlar.functions.call import NeedsTables, Session
from xlar.functions.content import normal_rows, table_digest
from xlar.functions.convert import CellError

NA, VALUE = CellError.NA, CellError.VALUE
TODAY = dt.date(2026, 7, 15)


def fresh(**options):
    return Session(lambda: TODAY, LedgerStore(**options))


def changed(table, row, column, cell):
    cells = [list(line) for line in table]
    cells[row][column] = cell
    return cells


def ledger_of(count):
    invoices = [("单据号", "客户编码", "单据日期", "金额")]
    return invoices + [(f"I-{n}", "C1", 46_000.0, 1.0) for n in range(count)]


# Handles.


def test_a_handle_shows_twelve_digits_and_the_number_of_documents(session):
    handle = session.call("AR_LEDGER", (None, ledger_of(1284)))
    assert re.fullmatch("[0-9a-f]{12} · 1,284", handle)
    assert session.call("AR_BALANCE", ("C1", handle[:12])) == 1284.0


def test_equal_tables_have_equal_handles_in_another_process_and_on_another_day():
    first = fresh().call("AR_LEDGER", LEDGER_ARGS)
    lists = tuple(None if one is None else [list(row) for row in one] for one in LEDGER_ARGS)
    later = Session(lambda: dt.date(2027, 1, 1))
    assert later.call("AR_LEDGER", lists) == first


@pytest.mark.parametrize(
    ("table", "row", "column", "cell"),
    [
        ("customers", 1, 1, "甲公司 "),
        ("customers", 1, 3, 1000.01),
        ("invoices", 1, 0, "I-1a"),
        ("invoices", 1, 4, 600.01),
        ("invoices", 7, 6, 1.0),
        ("receipts", 1, 2, serial("2026-05-11")),
        ("settings", 1, 1, "2026-07-01"),
    ],
)
def test_a_changed_cell_changes_the_handle(session, handle, table, row, column, cell):
    tables = {**TABLES, table: changed(TABLES[table], row, column, cell)}
    args = [tables.get(name) for name in ("customers", "invoices", "receipts")]
    other = session.call("AR_LEDGER", (*args, *(None,) * 4, tables["settings"]))
    assert other[:12] != handle[:12]


@pytest.mark.parametrize("cell", [True, "1", b"1", CellError.NA, dt.date(2026, 6, 30), "#N/A", ""])
def test_a_cell_of_another_kind_is_another_content(cell):
    assert table_digest((("a", 1.0),)) != table_digest((("a", cell),))


@given(
    st.lists(st.lists(st.text(max_size=3) | st.floats() | st.booleans(), max_size=4), max_size=4)
)
def test_blanks_below_and_to_the_right_are_no_content(table):
    padded = [[*row, "", None] for row in table] + [["", None]]
    assert table_digest(normal_rows(padded)) == table_digest(normal_rows(table))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("3f9c12ab45de · 1,284", "3f9c12ab45de"),
        (" 3f9c12ab45de ", "3f9c12ab45de"),
        ("3F9C12AB45DE", None),
        ("3f9c12ab45d", None),
        ("3f9c12ab45de1", None),
        ("", None),
    ],
)
def test_what_is_a_handle(text, key):
    assert handle_key(text) == key


def test_serial_numbers_of_1904_are_other_days(session):
    invoices = (("单据号", "客户编码", "单据日期", "金额"), ("I-1", "C1", 44_000.0, 5.0))
    first = session.call("AR_LEDGER", (None, invoices))
    second = session.call("AR_LEDGER", (None, invoices), epoch_1904=True)
    assert first == second
    at_1900 = session.call("AR_OPEN_ITEMS", (first,))
    at_1904 = session.call("AR_OPEN_ITEMS", (first,), epoch_1904=True)
    assert at_1900[1][5] == at_1904[1][5] == 44_000.0
    assert at_1904[1][9] == at_1900[1][9] - 1462  # the same number is 1462 days later


# Healing.


def lost(handle, book, *args, name="AR_BALANCE"):
    """What a process that does not know the handle answers, once it has been given the tables."""
    session = fresh()
    given = args or ("C1", handle)
    with pytest.raises(NeedsTables) as asked:
        session.call(name, given)
    assert asked.value.handle == handle
    result = session.call(name, given, book=book)
    return result, session


def test_an_unknown_handle_heals_from_the_same_tables(handle):
    result, session = lost(handle, BOOK)
    assert result == 900.0
    assert session.call("AR_BALANCE", ("C3", handle)) == -30.0


@pytest.mark.parametrize(
    "args",
    [
        (None, INVOICES),
        (CUSTOMERS, INVOICES),
        (None, INVOICES, RECEIPTS),
        (None, INVOICES, None, None, None, None, None, SETTINGS),
    ],
)
def test_any_subset_of_the_tables_is_tried(args):
    handle = fresh().call("AR_LEDGER", args)
    result, _ = lost(handle, BOOK)
    assert result == (900.0 if RECEIPTS in args else 1000.0)


def test_healing_finds_the_right_one_of_two_tables(handle):
    book = {"发票": changed(INVOICES, 1, 4, 1.0), "tbl_invoices": INVOICES, **BOOK, "发票明细": ()}
    book["发票"] = changed(INVOICES, 1, 4, 1.0)
    assert lost(handle, book)[0] == 900.0


def test_an_edited_table_does_not_heal_and_says_what_to_do(handle):
    book = {**BOOK, "发票": changed(INVOICES, 1, 4, 601.0)}
    result, session = lost(handle, book)
    assert result is NA
    assert "请重新计算 AR_LEDGER 所在的单元格" in session.mistakes.text(1, "zh")
    assert "Ctrl+Alt+F9" in session.mistakes.text(1, "en")


def test_a_lost_handle_is_not_answered_from_what_was_kept_about_failure(handle):
    _, session = lost(handle, {"发票": ()})
    assert session.call("AR_BALANCE", ("C1", handle), book=BOOK) == 900.0


# This workbook.


def test_without_a_ledger_the_workbook_is_meant(session):
    with pytest.raises(NeedsTables) as asked:
        session.call("AR_BALANCE", ("C1",))
    assert (asked.value.handle, asked.value.only_settings) == ("", False)
    assert session.call("AR_BALANCE", ("C1",), book=BOOK) == 900.0
    assert session.call("AR_AGING", (), book=BOOK)[-1][0].startswith("截止日期 2026-06-30")


def test_the_workbook_and_its_handle_share_one_ledger(session, handle):
    assert session.call("AR_BALANCE", ("C1",), book=BOOK) == 900.0
    assert session.call("AR_BALANCE", ("C1", handle)) == 900.0
    assert len(session.store) == 1


def test_an_edit_shows_at_once(session):
    assert session.call("AR_BALANCE", ("C1",), book=BOOK) == 900.0
    edited = {**BOOK, "发票": changed(INVOICES, 1, 4, 601.0)}
    assert session.call("AR_BALANCE", ("C1",), book=edited) == 901.0
    assert session.call("AR_BALANCE", ("C1",), book=BOOK) == 900.0


def test_two_workbooks_are_kept_apart(session):
    other = {"invoices": (("单据号", "客户编码", "单据日期", "金额"), ("I", "C1", 46_000.0, 7.0))}
    for _ in range(2):
        assert session.call("AR_BALANCE", ("C1",), book=BOOK, book_id="a") == 900.0
        assert session.call("AR_BALANCE", ("C1",), book=other, book_id="b") == 7.0


def test_days_past_due_asks_for_the_settings_alone(session):
    with pytest.raises(NeedsTables) as asked:
        session.call("AR_DAYS_PAST_DUE", ("2026-06-20",))
    assert asked.value.only_settings
    book = {"参数": SETTINGS}
    assert session.call("AR_DAYS_PAST_DUE", ("2026-06-20",), book=book) == 10.0
    assert session.call("AR_DAYS_PAST_DUE", ("2026-06-20",), book={}) == 25.0  # today
    ranged = session.call("AR_DAYS_PAST_DUE", ((("2026-06-20",), ("",)),), book=book)
    assert ranged == ((10.0,), ("",))


def test_without_an_as_of_day_in_the_settings_today_counts():
    session = fresh()
    handle = session.call("AR_LEDGER", (None, INVOICES))
    assert session.call("AR_DAYS_PAST_DUE", ("2026-07-14", None, handle)) == 1.0


def test_a_new_day_is_a_new_result():
    days = [dt.date(2026, 6, 30)]
    session = Session(lambda: days[-1])
    handle = session.call("AR_LEDGER", (None, INVOICES))
    assert session.call("AR_OVERDUE", ("C1", handle)) == 600.0
    days.append(dt.date(2026, 7, 11))
    assert session.call("AR_OVERDUE", ("C1", handle)) == 1000.0


@pytest.mark.parametrize("book", [{}, {"客户": CUSTOMERS}, {"x": INVOICES}])
def test_a_workbook_without_invoices(session, book):
    assert session.call("AR_AGING", (), book=book) is VALUE
    assert "本工作簿中没有发票表" in session.mistakes.text(1, "zh")


def test_two_tables_of_one_kind_are_not_guessed_between(session):
    book = {"应收明细": INVOICES, "应收单": INVOICES}
    assert session.call("AR_AGING", (), book=book) is VALUE
    assert "应收明细、应收单" in session.mistakes.text(1, "zh")
    assert session.call("AR_BALANCE", ("C1",), book={**book, "发票": INVOICES}) == 1000.0


def test_problems_of_the_workbook(session):
    assert len(session.call("AR_PROBLEMS", (), book=BOOK)) == 1


# Room.


def test_the_ledger_used_longest_ago_makes_room():
    session = fresh(count=2)
    first, second, third = (session.call("AR_LEDGER", (None, ledger_of(n))) for n in (1, 2, 3))
    assert len(session.store) == 2
    assert session.call("AR_BALANCE", ("C1", second)) == 2.0
    with pytest.raises(NeedsTables):
        session.call("AR_BALANCE", ("C1", first))
    session.call("AR_LEDGER", (None, ledger_of(4)))
    assert session.call("AR_OVERDUE", ("C1", second)) == 2.0
    with pytest.raises(NeedsTables):
        session.call("AR_BALANCE", ("C1", third))


def test_documents_bound_the_store_too():
    session = fresh(count=9, documents=10)
    for count in (4, 5, 6):
        session.call("AR_LEDGER", (None, ledger_of(count)))
    assert len(session.store) == 1
    session.call("AR_LEDGER", (None, ledger_of(50)))
    assert len(session.store) == 1  # the last one stays, however large


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6)), max_size=40))
def test_recent_never_keeps_more_than_its_room(puts):
    recent = Recent(count=3, weight=10)
    weights = {}
    for key, weight in puts:
        recent.put(key, key, weight)
        weights[key] = weight
        assert recent.get(key) == key
        kept = [one for one in weights if recent.get(one) is not None]
        assert len(kept) <= 3
        assert sum(weights[one] for one in kept) <= 10
        recent.get(key)


def test_a_result_outlives_its_ledger():
    session = fresh(count=1)
    handle = session.call("AR_LEDGER", LEDGER_ARGS)
    table = session.call("AR_AGING", (handle,))
    session.call("AR_LEDGER", (None, ledger_of(1)))
    assert session.call("AR_AGING", (handle,)) is table
