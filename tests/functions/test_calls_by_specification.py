"""Errors, handles, workbooks and ranges: how functions behave in a sheet.

Every expected figure is worked by hand in its case or its docstring, or printed in the
regulation it comes from; nothing here was copied from a run.
"""

from __future__ import annotations

from datetime import date

import pytest
from spec_cells import CUSTOMERS, INVOICES, RECEIPTS, SETTINGS, TODAY, column, serial, table

from xlar.functions.call import NeedsTables, Session
from xlar.functions.convert import CellError
from xlar.functions.registry import FUNCTIONS


@pytest.fixture
def session() -> Session:
    return Session(lambda: TODAY)


@pytest.fixture
def handle(session) -> str:
    return session.call(
        "AR_LEDGER", (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, SETTINGS)
    )


@pytest.mark.parametrize(
    ("name", "args", "error"),
    [
        ("AR_BALANCE", ("nobody",), CellError.NA),
        ("AR_STAGE", ("no such",), CellError.NA),
        ("AR_CREDIT_CHECK", ("nobody", 1.0), CellError.NA),
        ("AR_LIMITATION", ("no such",), CellError.NA),
    ],
)
def test_unknown_names_are_not_available(session, handle, name, args, error):
    assert session.call(name, (*args, handle)) == error
    assert args[0] in session.call("AR_LASTERROR", ())


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("AR_DUE_DATE", (46174.0, "soon")),
        ("AR_DUE_DATE", ("yesterday", "N30")),
        ("AR_DAYS_PAST_DUE", ("x", 46174.0)),
        ("AR_BUCKET", ("x",)),
        ("AR_BUCKET", (1.0, "30,0")),
        ("AR_RMB", ("x",)),
        ("AR_INTEREST", (1.0, 46174.0, 46175.0, "x")),
        ("AR_RECOVERY_CHANCE", ("x",)),
    ],
)
def test_wrong_arguments_are_value_errors_with_words(session, name, args):
    assert session.call(name, args) == CellError.VALUE
    said = session.call("AR_LASTERROR", ())
    assert name in said
    assert session.call("AR_LASTERROR", (), lang="en") != said


@pytest.mark.parametrize("name", [n for n, f in FUNCTIONS.items() if f.parameters])
@pytest.mark.parametrize("junk", ["", None, "x", -1.0, 1e300, True, CellError.REF, (("a", 1.0),)])
def test_no_argument_makes_a_function_raise(session, name, junk):
    """Whatever stands in the cells: an answer, an error value, or the wish for the tables."""
    parameters = FUNCTIONS[name].parameters
    try:
        session.call(name, (junk,) * len(parameters))
    except NeedsTables:
        assert {"ledger", "table"} & {one.kind for one in parameters}


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("AR_BALANCE", (CellError.REF, "handle")),
        ("AR_BUCKET", (CellError.DIV0,)),
        ("AR_DUE_DATE", (46174.0, CellError.NAME)),
    ],
)
def test_an_error_in_an_argument_is_passed_on(session, handle, name, args):
    args = tuple(handle if one == "handle" else one for one in args)
    error = next(one for one in args if isinstance(one, CellError))
    assert session.call(name, args) == error


def test_a_bad_ledger_is_an_error_and_its_problems_are_listed(session):
    invoices = table("单据号 客户编码 单据日期 金额", ("I", "C", "sometime", 10.0))
    assert session.call("AR_LEDGER", (None, invoices)) == CellError.VALUE
    assert "sometime" in session.call("AR_LASTERROR", ())
    rows = session.call("AR_PROBLEMS", (None, invoices))
    assert column(rows, "发现") == ["sometime"]
    assert column(rows, "行") == [2.0]


def test_a_number_cut_by_the_spreadsheet_is_told(session):
    invoices = table("单据号 客户编码 单据日期 金额", (2.5e19, "C", "2026-01-05", 10.0))
    assert session.call("AR_LEDGER", (None, invoices)) == CellError.VALUE


def test_a_cell_with_an_error_value_in_a_table_is_a_problem(session):
    invoices = table("单据号 客户编码 单据日期 金额", ("I", "C", "2026-01-05", CellError.NA))
    assert session.call("AR_LEDGER", (None, invoices)) == CellError.VALUE
    assert "#N/A" in str(session.call("AR_PROBLEMS", (None, invoices)))


def test_leading_zeros_tell_customers_apart(session, handle):
    assert session.call("AR_BALANCE", ("007", handle)) == 650.0
    assert session.call("AR_BALANCE", ("7", handle)) == CellError.NA


def test_the_same_tables_have_the_same_handle_in_another_process(handle):
    other = Session(lambda: TODAY)
    args = (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, SETTINGS)
    assert other.call("AR_LEDGER", args) == handle


@pytest.mark.parametrize("place", [0, 1, 2, 7])
def test_a_changed_cell_of_any_table_changes_the_handle(session, handle, place):
    args = [CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, SETTINGS]
    rows = [list(row) for row in args[place]]
    column_of_numbers = next(c for c, cell in enumerate(rows[1]) if isinstance(cell, float))
    rows[1][column_of_numbers] += 1.0
    args[place] = tuple(map(tuple, rows))
    changed = session.call("AR_LEDGER", tuple(args))
    assert isinstance(changed, str)
    assert changed.split(" ")[0] != handle.split(" ")[0]


def test_an_unknown_handle_asks_for_the_tables_and_is_healed(handle):
    restarted = Session(lambda: TODAY)
    with pytest.raises(NeedsTables):
        restarted.call("AR_BALANCE", ("007", handle))
    tables = {"客户": CUSTOMERS, "发票": INVOICES, "收款": RECEIPTS, "参数": SETTINGS}
    assert restarted.call("AR_BALANCE", ("007", handle), book=tables, book_id="a.xlsm") == 650.0
    assert restarted.call("AR_BALANCE", ("C4", handle)) == -70.0  # known from now on


def test_an_unknown_handle_with_other_tables_is_not_available(handle):
    restarted = Session(lambda: TODAY)
    tables = {"发票": INVOICES}
    assert restarted.call("AR_BALANCE", ("007", handle), book=tables) == CellError.NA
    assert restarted.call("AR_LASTERROR", ())


def test_without_ledger_the_workbook_itself_is_meant(session):
    with pytest.raises(NeedsTables):
        session.call("AR_BALANCE", ("007",))
    tables = {"客户": CUSTOMERS, "发票": INVOICES, "收款": RECEIPTS, "参数": SETTINGS}
    assert session.call("AR_BALANCE", ("007",), book=tables, book_id="a") == 650.0


def test_two_workbooks_do_not_mix(session):
    """The same customer owes 10 in one and 20 in the other, asked in turns."""
    books = {
        name: {"发票": table("单据号 客户编码 单据日期 金额", ("I", "C", "2026-01-05", owed))}
        for name, owed in (("a", 10.0), ("b", 20.0))
    }
    asked = [session.call("AR_BALANCE", ("C",), book=books[n], book_id=n) for n in "abab"]
    assert asked == [10.0, 20.0, 10.0, 20.0]


def test_an_edit_in_the_workbook_is_seen_at_once(session):
    for owed in (10.0, 11.0, 10.0):
        rows = {"发票": table("单据号 客户编码 单据日期 金额", ("I", "C", "2026-01-05", owed))}
        assert session.call("AR_BALANCE", ("C",), book=rows, book_id="a") == owed


def test_the_day_of_the_settings_comes_before_today():
    """As of 19 May 007 still owes 600; today it would be 650."""
    session = Session(lambda: TODAY)
    settings = (*SETTINGS, ("截止日期", serial("2026-05-19")))
    args = (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, settings)
    handle = session.call("AR_LEDGER", args)
    assert session.call("AR_BALANCE", ("007", handle)) == 600.0
    assert session.call("AR_BALANCE", ("007", handle, serial("2026-06-30"))) == 650.0


def test_a_new_day_gives_new_figures():
    """I-2 falls due on 1 July: on 2 July it is overdue too, though nothing in the cells changed."""
    days = [TODAY]
    session = Session(lambda: days[0])
    args = (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, SETTINGS)
    handle = session.call("AR_LEDGER", args)
    assert session.call("AR_OVERDUE", ("007", handle)) == 250.0
    days[0] = date(2026, 7, 2)
    assert session.call("AR_OVERDUE", ("007", handle)) == 650.0


def test_a_range_of_customers_gives_a_range(session, handle):
    names = (("007",), ("C3",), ("nobody",), (None,))
    found = session.call("AR_BALANCE", (names, handle))
    assert found[:3] == ((650.0,), (99.99,), (CellError.NA,))


def test_a_column_against_a_row_gives_a_table(session):
    found = session.call("AR_BUCKET", (((1.0,), (31.0,)),))
    assert found == (("1-30天",), ("31-60天",))
    days = session.call(
        "AR_DAYS_PAST_DUE", (((46174.0,), (46175.0,)), ((46176.0, 46177.0, 46178.0),))
    )
    assert days == ((2.0, 3.0, 4.0), (1.0, 2.0, 3.0))


def test_ranges_of_two_sizes_leave_what_does_not_fit_not_available(session):
    """Excel: a column of two beside a column of three has no partner for the third."""
    days = session.call(
        "AR_DAYS_PAST_DUE", (((46174.0,), (46175.0,)), ((46176.0,), (46177.0,), (46178.0,)))
    )
    assert days == ((2.0,), (2.0,), (CellError.NA,))
