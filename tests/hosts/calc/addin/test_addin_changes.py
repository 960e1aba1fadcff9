"""What the add-in tells its worker of tables that have changed, and what the worker makes of it."""

from __future__ import annotations

import gc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_ledger import TABLES

from xlar.core.ledger import Ledger
from xlar.functions.books import LedgerStore
from xlar.functions.call import Session
from xlar.functions.convert import CellError
from xlar.hosts.calc.addin.component import areas, live
from xlar.hosts.calc.worker import Desk, changed

A, B, C, X = ("a", 1.0), ("b", 2.0), ("c", 3.0), ("x", 9.0)
CALL = ("calls", "doc", 2, "zh", (("AR_BALANCE", ("C001",)),))


@pytest.fixture
def desk():
    desk = Desk(Session(lambda: date(2026, 6, 30)))
    desk.answer(("tables", "doc", 1, TABLES, False))
    return desk


# What has changed.


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ((A, B, C), (A, B, C), None),
        ((A, B, C), (A, X, C), (1, 1, (X,))),
        ((A, B), (A, X, B), (1, 1, (X,))),
        ((A, X, B), (A, B), (1, 1, ())),
        ((A, B), (A, B, C), (2, 0, (C,))),
        ((A, A), (A, A, A), (2, 0, (A,))),
        ((A, B, C), (X, B, X), (0, 0, (X, B, X))),
        ((), (A,), (0, 0, (A,))),
        ((A,), (), (0, 0, ())),
    ],
)
def test_the_rows_between_the_first_and_the_last_change_are_told(old, new, part):
    wanted = {} if part is None else {"t": part}
    assert areas.parts_of({"t": old, "same": (A,)}, {"t": new, "same": (A,)}) == wanted


@pytest.mark.parametrize("new", [{}, {"t": (A,), "u": ()}, {"u": (A,)}])
def test_of_other_tables_no_part_is_told(new):
    assert areas.parts_of({"t": (A,)}, new) is None


@given(*[st.lists(st.sampled_from([A, B, C]), max_size=6).map(tuple)] * 2)
def test_the_worker_puts_together_what_was_told(old, new):
    part = areas.parts_of({"t": old}, {"t": new}).get("t", (len(old), 0, ()))
    assert changed(old, *part) == new


# The worker.


def edited(amount):
    rows = TABLES["发票"]
    place = rows[0].index("金额")
    return (*rows[1][:place], amount, *rows[1][place + 1 :])


def part(row):
    return {"发票": (1, len(TABLES["发票"]) - 2, (row,))}


def test_an_edit_changes_the_answer(desk):
    [before] = desk.answer((*CALL[:2], 1, *CALL[3:]))
    amount = TABLES["发票"][1][TABLES["发票"][0].index("金额")]
    assert desk.answer(("changes", "doc", 1, 2, part(edited(amount + 1.0)), False))
    assert desk.answer(CALL) == [(before[0] + 1.0, True, False)]


def test_an_error_value_in_a_changed_row_is_one(desk):
    assert desk.answer(("changes", "doc", 1, 2, part(edited(CellError.NA.value)), False))
    assert desk.answer(CALL)[0][0] == CellError.VALUE.value


@pytest.mark.parametrize(("book", "known"), [("doc", 0), ("doc", 2), ("other", 1), ("other", -1)])
def test_changes_of_a_state_that_is_not_known_are_refused(desk, book, known):
    assert not desk.answer(("changes", book, known, 2, {}, False))
    assert desk.answer(CALL)[0] == (None, False, True)


def test_ledgers_of_earlier_tables_do_not_pile_up():
    store = LedgerStore(count=2)
    desk = Desk(Session(lambda: date(2026, 6, 30), store))
    desk.answer(("tables", "doc", 0, TABLES, False))
    desk.tidy()
    before = sum(isinstance(one, Ledger) for one in gc.get_objects())
    for state in range(1, 6):
        desk.answer(("changes", "doc", state - 1, state, part(edited(100.0 * state)), False))
        desk.answer(("calls", "doc", state, "zh", (("AR_AGING", ()),)))
        desk.tidy()
    assert sum(isinstance(one, Ledger) for one in gc.get_objects()) <= before + len(store)


# The add-in.


class Document:
    """A document of LibreOffice with nothing but what `live.Tables` asks of its calendar."""

    class NullDate:
        Year = 1899


class Told:
    """A link that keeps what is told; its worker knows the given state."""

    def __init__(self, known):
        self.known = known
        self.messages = []

    def ask(self, *message):
        self.messages.append(message)
        return message[0] == "tables" or message[2] == self.known


@pytest.fixture
def tables(monkeypatch):
    """The tables of a document whose cells are given by hand."""
    cells = {"发票": (A, B)}
    monkeypatch.setattr(areas, "areas_of", lambda *_: [])
    monkeypatch.setattr(areas, "tables_of", lambda *_: dict(cells))
    tables = live.Tables(Document, lambda _: [], lambda: None)
    tables.cells = cells
    return tables


def read_again(tables, rows):
    tables.cells["发票"] = rows
    tables._changed()  # what a listener of LibreOffice calls
    return tables.have_changed()


def test_tables_told_for_the_first_time_are_told_whole(tables):
    link = Told(0)
    tables.tell(link, "doc")
    assert link.messages == [("tables", "doc", 1, {"发票": (A, B)}, False)]


def test_of_tables_that_are_known_only_changes_are_told(tables):
    tables.tell(Told(0), "doc")
    link = Told(1)
    assert read_again(tables, (A, X))
    tables.tell(link, "doc")
    assert link.messages == [("changes", "doc", 1, 2, {"发票": (1, 0, (X,))}, False)]


def test_a_worker_that_does_not_know_the_rest_is_told_everything(tables):
    tables.tell(Told(0), "doc")
    link = Told(-1)
    read_again(tables, (A, X))
    read_again(tables, (A, X, C))
    tables.tell(link, "doc")
    assert [message[0] for message in link.messages] == ["changes", "tables"]
    assert link.messages[-1] == ("tables", "doc", 3, {"发票": (A, X, C)}, False)


def test_equal_cells_are_no_change(tables):
    tables.tell(Told(0), "doc")
    assert not read_again(tables, (tuple(A), ("b", 2.0)))
    assert tables.known_state == 1
