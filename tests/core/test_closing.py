"""Closed months: what was added, removed and changed in rows dated up to the closing day."""

from __future__ import annotations

import pytest
from ledgers import tables_of

from xlar.core.closing import Change, changes_since, closed_rows
from xlar.core.dates import parse_iso

BOOKS = """
2026-05-12 invoice C1 INV-7 1000.00 due 2026-06-11
2026-05-20 receipt C1 R-1 400.00 for INV-7
2026-05-25 receipt C1 R-2 100.00
2026-05-25 allocation R-2 INV-7 100.00
2026-06-03 invoice C1 INV-8 70.00 due 2026-07-03
"""
CLOSED = parse_iso("2026-05-31")


def changes(after, before=BOOKS):
    return changes_since(
        closed_rows(tables_of(before), CLOSED), closed_rows(tables_of(after), CLOSED)
    )


def told(found):
    """Changes as short lines."""
    return [
        f"{one.kind} {one.table} {'/'.join(part for part in one.key if part)} "
        f"{one.column}: {one.old} > {one.new}"
        for one in found
    ]


def test_nothing_changed():
    assert changes(BOOKS) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # the example of the method page
        ("INV-7 1000.00", "INV-7 900.00", ["changed invoices INV-7 amount: 1000.00 > 900.00"]),
        (
            "due 2026-06-11",
            "due 2026-06-20",
            ["changed invoices INV-7 due_date: 2026-06-11 > 2026-06-20"],
        ),
        ("R-1 400.00 for INV-7", "R-1 400.00 for -", ["changed receipts R-1 invoice_no: INV-7 > "]),
        (
            "2026-05-20 receipt C1 R-1",
            "2026-05-21 receipt C1 R-1",
            ["changed receipts R-1 receipt_date: 2026-05-20 > 2026-05-21"],
        ),
        (
            "allocation R-2 INV-7 100.00",
            "allocation R-2 INV-7 60.00",
            ["changed allocations R-2/INV-7 amount: 100.00 > 60.00"],
        ),
        # moved past the closing day, or out of the books
        ("2026-05-25 receipt", "2026-06-25 receipt", ["removed receipts R-2 : 100.00 > "]),
        (
            "2026-05-25 allocation R-2 INV-7 100.00",
            "",
            ["removed allocations R-2/INV-7 : 100.00 > "],
        ),
        # what is dated later is no matter of the closed month
        ("INV-8 70.00", "INV-8 700.00", []),
        ("due 2026-06-11", "due 2026-06-11 written_off 2026-06-30", []),
        ("for INV-7", "for INV-7 reversed 2026-06-10", []),
        # but a reversal dated into it is
        (
            "for INV-7",
            "for INV-7 reversed 2026-05-28",
            ["changed receipts R-1 reversed_on:  > 2026-05-28"],
        ),
        # what makes no figure
        ("due 2026-06-11", "due 2026-06-11 notes 改 disputed 1", []),
    ],
)
def test_a_change(old, new, expected):
    assert old in BOOKS
    assert told(changes(BOOKS.replace(old, new))) == expected


def test_a_row_entered_late_is_added_with_its_line():
    (change,) = changes(BOOKS + "2026-05-30 invoice C1 INV-9 50.00 due 2026-06-29")
    assert change == Change("invoices", ("INV-9", ""), "added", "", "", "50.00", 4)


def test_rows_sorted_anew_are_no_change():
    lines = BOOKS.strip().splitlines()
    assert changes("\n".join(reversed(lines))) == ()


def test_instalments_and_parts_are_told_apart():
    before = """
    2026-05-01 invoice C1 INV-1 100.00 due 2026-06-01 instalment 1
    2026-05-01 invoice C1 INV-1 200.00 due 2026-07-01 instalment 2
    2026-05-02 receipt C1 R-1 30.00 for INV-1
    2026-05-02 receipt C1 R-1 40.00
    """
    after = before.replace("200.00", "210.00").replace("40.00", "50.00")
    assert told(changes(after, before)) == [
        "changed invoices INV-1/2 amount: 200.00 > 210.00",
        "changed receipts R-1/#2 amount: 40.00 > 50.00",
    ]


def test_a_whole_table_that_is_gone():
    assert told(changes("2026-05-12 invoice C1 INV-7 1000.00 due 2026-06-11")) == [
        "removed receipts R-1 : 400.00 > ",
        "removed receipts R-2 : 100.00 > ",
        "removed allocations R-2/INV-7 : 100.00 > ",
    ]


def test_a_column_that_came_later_is_no_change():
    # the program learned to keep a column: rows kept before do not have it
    before = closed_rows(tables_of(BOOKS), CLOSED)
    invoices = before["invoices"]
    short = type(invoices)(invoices.columns[:-1], tuple(row[:-1] for row in invoices.rows))
    assert changes_since({**before, "invoices": short}, before) == ()
