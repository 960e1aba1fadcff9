"""Tables read again, only what has changed of them, are what they are when read afresh."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlar.functions.books import LedgerStore
from xlar.functions.content import Change, Content, change_of, normal_rows, table_digest
from xlar.functions.convert import CellError
from xlar.functions.reader import Reader

HEADERS = {
    "invoices": ("单据号", "客户编码", "单据日期", "到期日", "金额", "税额", "分期", "备注"),
    "receipts": ("收款单号", "客户编码", "收款日期", "金额", "核销单据号", "方式"),
    "settings": ("名称", "值"),
}
INVOICES = (
    HEADERS["invoices"],
    *(
        (f"I-{n}", f"C{n % 7}", 46_000.0 + n, 46_030.0 + n, 100.0 + n, "", "", "x")
        for n in range(60)
    ),
)
RECEIPTS = (
    HEADERS["receipts"],
    *((f"R-{n}", f"C{n % 7}", 46_040.0 + n, 50.0 + n, "", "") for n in range(40)),
)
BOOK = {"invoices": INVOICES, "receipts": RECEIPTS, "settings": (HEADERS["settings"],)}
ROWS_OF_BOOK = len(INVOICES) + len(RECEIPTS) + 1


def of(book, reader=None, *, epoch_1904=False):
    return LedgerStore().of(book, epoch_1904=epoch_1904, reader=reader)


def plain(value):
    """A ledger, or any part of it, as values that can be compared."""
    if isinstance(value, np.ndarray):
        return value.dtype.name, value.tolist()
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        return type(value).__name__, [(name, plain(getattr(value, name))) for name in names]
    return value


def assert_as_fresh(book, reader, *, epoch_1904=False):
    read, fresh = of(book, reader, epoch_1904=epoch_1904), of(book, epoch_1904=epoch_1904)
    assert read.handle == fresh.handle
    assert [str(problem) for problem in read.problems] == [str(one) for one in fresh.problems]
    assert read.problems == fresh.problems
    assert plain(read.ledger) == plain(fresh.ledger)


def with_cell(rows, row, column, cell):
    return (*rows[:row], (*rows[row][:column], cell, *rows[row][column + 1 :]), *rows[row + 1 :])


def reader_of(book=BOOK):
    reader = Reader()
    of(book, reader)
    return reader


# What is read.


@pytest.mark.parametrize("row", [1, 20, 21, 22, 59, 60])
def test_an_edit_reads_the_top_of_each_table_and_the_row(row):
    reader = reader_of()
    book = {**BOOK, "invoices": with_cell(INVOICES, row, 4, 7.0)}
    assert_as_fresh(book, reader)
    assert reader.count == 21 + (row > 20) + 21 + 1


def test_rows_between_two_edits_are_read_with_them():
    reader = reader_of()
    invoices = with_cell(with_cell(INVOICES, 30, 4, 7.0), 39, 4, 8.0)
    assert_as_fresh({**BOOK, "invoices": invoices}, reader)
    assert reader.count == 21 + 10 + 21 + 1


def test_edits_one_after_the_other_are_all_there():
    reader = reader_of()
    book = BOOK
    for row in (25, 40, 33, 60):
        book = {**book, "invoices": with_cell(book["invoices"], row, 4, 1000.0 + row)}
        assert_as_fresh(book, reader)
        assert reader.count < ROWS_OF_BOOK
    assert of(book, reader).ledger.documents.amount[[24, 39, 32, 59]].tolist() == [
        102_500, 104_000, 103_300, 106_000,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (0, 4, "数额"),  # the header
        (0, 7, "摘要"),
        (40, 2, "03/04/2026"),  # only the column can say which is the month
        (40, 4, "1.234"),
        (40, 4, CellError.NA),
        (40, 4, ""),
        (40, 6, "x"),
        (5, 4, "x"),
    ],
)
def test_where_a_row_cannot_be_read_alone_the_tables_are_read_whole(row, column, cell):
    reader = reader_of()
    assert_as_fresh({**BOOK, "invoices": with_cell(INVOICES, row, column, cell)}, reader)
    assert reader.count == ROWS_OF_BOOK
    assert_as_fresh(BOOK, reader)  # and back again


def test_a_table_with_text_for_figures_is_always_read_whole():
    written = with_cell(INVOICES, 50, 4, "1.5")
    reader = reader_of({**BOOK, "invoices": written})
    for cell in ("1.234", 5.0):
        assert_as_fresh({**BOOK, "invoices": with_cell(written, 30, 4, cell)}, reader)
        assert reader.count == len(INVOICES) + 21 + 1


def test_another_calendar_reads_everything():
    reader = reader_of()
    assert_as_fresh(BOOK, reader, epoch_1904=True)
    assert reader.count == ROWS_OF_BOOK


def test_another_table_reads_everything():
    reader = reader_of()
    assert_as_fresh({"invoices": INVOICES}, reader)
    assert reader.count == len(INVOICES)


def test_a_known_content_is_not_read_again():
    store, reader = LedgerStore(), Reader()
    first = store.of(BOOK, epoch_1904=False, reader=reader)
    store.of({**BOOK, "invoices": INVOICES[:-1]}, epoch_1904=False, reader=reader)
    count = reader.count
    assert store.of(BOOK, epoch_1904=False, reader=reader) is first
    assert reader.count == count


# Whatever is done to the rows.

CELLS = st.one_of(
    st.sampled_from(["", "I-3", "C1", "C9", " I-3 ", "合计", "USD", "CNY", "红字", "现金", "3"]),
    st.sampled_from([46_100.0, 46_000.5, 12.34, -50.0, 0.0, 1e17, 1.23456, 20260630.0, True, None]),
    st.sampled_from(["03/04/2026", "13/04/2026", "2026-06-01", "1.234", "1,234.5", "¥5"]),
    st.sampled_from([CellError.NA, "#N/A", "\u3000", "Ｉ-9", "x" * 40_000]),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["invoices", "receipts"]),
        st.sampled_from(["edit", "figure", "figure", "insert", "delete", "append", "blank"]),
        st.integers(0, 70),
        st.integers(0, 8),
        CELLS,
    ),
    min_size=1,
    max_size=6,
)


def after(rows, kind, row, column, cell):
    """The rows after one more step of a user."""
    row = min(row, len(rows) - 1)
    column %= len(rows[row])
    if kind == "edit":
        return with_cell(rows, row, column, cell)
    if kind == "figure" and row:
        place = rows[0].index("金额") if "金额" in rows[0] else column
        return with_cell(rows, row, place, float(column * 100 + row))
    if kind == "insert":
        return (*rows[:row], rows[row], *rows[row:])  # a number twice
    if kind == "delete" and len(rows) > 1:
        return (*rows[:row], *rows[row + column + 1 :])
    if kind == "append":
        return (*rows, (f"N-{row}", "C1", 46_200.0, *([40.0] * (len(rows[0]) - 3))))
    return (*rows[:row], ("",) * len(rows[row]), *rows[row:])


@given(STEPS)
def test_tables_read_again_are_as_read_afresh(steps):
    reader, book = reader_of(), BOOK
    for table, *step in steps:
        rows = after(book[table], *step)
        book = {**book, table: rows or INVOICES}
        assert_as_fresh(book, reader)


@given(STEPS)
def test_contents_known_in_part_are_as_worked_out_afresh(steps):
    rows = INVOICES * 200
    content = Content(rows)
    for _, *step in steps:
        rows = after(rows, step[0], step[1] * 150, *step[2:])
        content = Content(rows, content)
        assert content.rows == normal_rows(rows)
        assert content.digest == table_digest(rows)


# Changes.

A, B, C = ("a",), ("b",), ("c",)


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ((), (), (0, 0)),
        ((A,), (), (0, 0)),
        ((A, B), (A, B), (2, 0)),
        ((A, B), (A, C, B), (1, 1)),
        ((A, C, B), (A, B), (1, 1)),
        ((A, A), (A, A, A), (2, 0)),
        ((A, B, C), (B, C), (0, 2)),
        ((A, B, C), (A, tuple("b"), C), (1, 1)),
    ],
)
def test_what_two_versions_share(old, new, change):
    assert change_of(old, new) == Change(*change)
