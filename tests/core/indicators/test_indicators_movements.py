"""Movements and collection rates, on ledgers small enough to be worked out beside them."""

from __future__ import annotations

import pytest
from indicator_ledgers import COLLECTION, amounts, figure, run

from xlar.core.dates import calendar_date
from xlar.core.indicators import Missing


def test_the_three_collection_rates():
    # opening 1.0 m, sales 2.0 m, received 1.8 m, closing 1.2 m; 1.44 m of the 1.6 m due
    report = run(COLLECTION, "2026-01-31")
    assert amounts(report, "opening", "sales", "received", "closing") == (1e6, 2e6, 1.8e6, 1.2e6)
    assert figure(report, "collection_rate") == 0.6
    assert figure(report, "sales_collection_rate") == 0.9
    assert figure(report, "due_collection_rate") == 0.9


DUE = [
    # 400 of the 1,000 came as a discount: it was to be received, and was not
    ("2026-01-20 receipt C1 R-1 600.00 for I-1\n2026-01-21 receipt C1 R-2 400.00 for I-1 "
     "method discount", 0.6),
    # a credit note ends what is to be received: 600 of 700
    ("2026-01-20 receipt C1 R-1 600.00 for I-1\n2026-01-21 credit_note C1 N-1 -300.00 ref I-1",
     0.8571),
    # paid before the month: nothing was left to receive in it
    ("2025-12-20 receipt C1 R-1 1000.00 for I-1", Missing.NOTHING_DUE),
    # bounced in the month it came in
    ("2026-01-20 receipt C1 R-1 600.00 for I-1 reversed 2026-01-28", 0.0),
    # came before, bounced in the month: received is negative, and all of it is to receive again
    ("2025-12-20 receipt C1 R-1 600.00 for I-1 reversed 2026-01-28", -1.5),
    # not applied to it
    ("2026-01-20 receipt C1 R-1 600.00", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), DUE)
def test_due_collection_rate(rows, expected):
    text = f"customer C1\n2025-12-01 invoice C1 I-1 1000.00 due 2026-01-10\n{rows}"
    assert figure(run(text, "2026-01-31"), "due_collection_rate") == expected


def test_a_write_off_was_to_be_received():
    text = """
        customer C1
        2025-12-01 invoice C1 I-1 1000.00 due 2026-01-10 written_off 2026-01-25
        2026-01-20 receipt C1 R-1 600.00 for I-1
    """
    assert figure(run(text, "2026-01-31"), "due_collection_rate") == 0.6
    assert figure(run(text, "2026-02-28"), "due_collection_rate") is Missing.NOTHING_DUE


def test_no_rate_without_a_base():
    report = run("customer C1\n2026-01-05 receipt C1 R-1 10.00", "2026-01-31")
    assert figure(report, "collection_rate") is Missing.NOTHING_OPEN
    assert figure(report, "sales_collection_rate") is Missing.NO_SALES
    assert figure(report, "overdue_rate") is Missing.NOTHING_OPEN


# --- movements ----------------------------------------------------------------------------------

MOVES = [
    # what happens in January, and the movement it shows up in
    ("2026-01-05 invoice C1 I-9 100.00", "sales", 100),
    ("2026-01-05 credit_note C1 N-1 -40.00", "sales", -40),
    ("2026-01-05 invoice C1 I-9 100.00 type interest", "other", 100),
    ("2026-01-05 invoice C1 I-9 100.00 type fee", "other", 100),
    ("2026-01-05 invoice C1 I-9 100.00 type opening", "other", 100),
    ("2026-01-05 invoice C1 I-9 100.00 type retention", "sales", 100),
    ("2026-01-05 receipt C1 R-1 30.00", "received", 30),
    ("2026-01-05 receipt C1 R-1 30.00 method bank_bill bill_due 2026-06-01", "received", 30),
    ("2026-01-05 receipt C1 R-1 30.00 method discount", "otherwise", 30),
    ("2026-01-05 receipt C1 R-1 30.00 method offset document A-1", "otherwise", 30),
    ("2026-01-05 refund C1 F-1 -30.00", "received", -30),
    ("2026-01-05 receipt C1 R-1 30.00 reversed 2026-01-31", "received", 0),
    ("2025-12-05 receipt C1 R-1 30.00 reversed 2026-01-31", "received", -30),
    ("2026-01-05 receipt C1 R-1 30.00 reversed 2026-02-01", "received", 30),
    ("2026-01-05 receipt C1 R-1 30.00 reversed 2026-01-05", "received", 0),
    ("2025-12-05 invoice C1 I-9 100.00 written_off 2026-01-31", "written_off", 100),
    ("2026-01-05 invoice C1 I-9 100.00 written_off 2026-01-05", "written_off", 100),
]  # fmt: skip


@pytest.mark.parametrize(("row", "name", "expected"), MOVES)
def test_a_movement(row, name, expected):
    text = f"customer C1\n2025-11-01 invoice C1 I-0 1000.00\n{row}"
    report = run(text, "2026-01-31")
    assert amounts(report, name) == (expected,)
    assert report.check == {"CNY": 0}


def test_money_after_a_write_off_is_a_recovery():
    text = """
        customer C1
        2025-11-01 invoice C1 I-1 1000.00
        2025-12-05 receipt C1 R-0 200.00 for I-1
        2026-01-10 receipt C1 R-1 50.00 for I-1
        2025-11-01 invoice C1 I-2 70.00 written_off 2025-12-31
        2026-01-12 receipt C1 R-2 30.00 for I-2
    """
    report = run(text, "2026-01-31")
    assert amounts(report, "received", "written_off", "recovered") == (80, 0, 30)
    assert amounts(report, "opening", "closing") == (800, 750)


def test_the_rate_of_bad_debts_counts_what_was_open_on_the_day():
    text = """
        customer C1
        2025-11-01 invoice C1 I-1 1000.00 written_off 2026-01-20
        2025-12-05 receipt C1 R-0 200.00 for I-1
        2026-01-02 invoice C1 I-2 16000.00
        2026-01-25 receipt C1 R-1 100.00 for I-1
    """
    report = run(text, "2026-01-31")
    assert amounts(report, "written_off", "recovered") == (800, 100)
    assert figure(report, "bad_debt_rate") == 0.05


def test_unapplied_money_is_an_advance():
    text = """
        customer C1
        2026-01-02 invoice C1 I-1 100.00
        2026-01-05 receipt C1 R-1 160.00 for I-1
    """
    report = run(text, "2026-01-31")
    assert amounts(report, "received", "advances", "unapplied", "closing") == (160, 60, -60, 0)


def test_a_month_opens_with_what_the_one_before_closed():
    report = run(COLLECTION, "2026-03-15", months=3)
    assert [str(calendar_date(day)) for day in report.first] == [
        "2026-01-01", "2026-02-01", "2026-03-01",
    ]  # fmt: skip
    assert str(calendar_date(report.last[-1])) == "2026-03-15"
    opening, closing = report.amounts["opening"], report.amounts["closing"]
    assert opening[1:].tolist() == closing[:-1].tolist()


def test_months_before_the_first_document_are_left_out():
    report = run(COLLECTION, "2026-01-31", months=24)
    assert [str(calendar_date(day)) for day in report.first] == [
        "2025-11-01", "2025-12-01", "2026-01-01",
    ]  # fmt: skip
