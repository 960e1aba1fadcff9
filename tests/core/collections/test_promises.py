"""Promises to pay: kept, broken, running, beyond the final deadline."""

from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.collections import promise_report

INVOICE = "2026-06-01 invoice C1 A 1000 due 2026-07-01 terms N30"


def state(lines, day="2026-07-31"):
    report = promise_report(ledger_of(INVOICE + "\n" + lines), date.fromisoformat(day))
    return report.state.tolist()


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2026-07-05", ["running"]), ("2026-07-10", ["running"]), ("2026-07-11", ["broken"])],
)
def test_it_runs_through_its_day_and_is_broken_the_day_after(day, expected):
    assert state("2026-07-02 promise C1 A 400 pay 2026-07-10", day) == expected


def test_before_it_was_given_it_is_not_there():
    assert state("2026-07-02 promise C1 A 400 pay 2026-07-10", "2026-07-01") == []


@pytest.mark.parametrize(
    ("receipt", "expected"),
    [
        ("2026-07-10 receipt C1 R 400 for A", "kept"),
        ("2026-07-10 receipt C1 R 399.99 for A", "broken"),
        ("2026-07-11 receipt C1 R 400 for A", "broken"),  # a day late
        ("2026-07-02 receipt C1 R 400 for A", "broken"),  # came before it was given
        ("2026-07-10 receipt C1 R 400 for A reversed 2026-07-20", "broken"),  # bounced
    ],
)
def test_money_between_the_promise_and_its_day_keeps_it(receipt, expected):
    assert state("2026-07-02 promise C1 A 400 pay 2026-07-10\n" + receipt) == [expected]


def test_it_is_kept_as_soon_as_the_money_is_there():
    lines = "2026-07-02 promise C1 A 400 pay 2026-07-20\n2026-07-05 receipt C1 R 400 for A"
    assert state(lines, "2026-07-06") == ["kept"]


@pytest.mark.parametrize(
    ("paid_on", "expected"), [("2026-07-10", "kept"), ("2026-07-11", "broken")]
)
def test_a_promise_of_all_of_it_is_kept_where_nothing_was_open_on_its_day(paid_on, expected):
    lines = f"2026-07-02 promise C1 A - pay 2026-07-10\n{paid_on} receipt C1 R 1000 for A"
    assert state(lines) == [expected]


def test_what_the_user_says_goes_first():
    lines = "2026-07-02 promise C1 A 400 pay 2026-07-10 kept {}\n2026-07-09 receipt C1 R {} for A"
    assert state(lines.format(1, 10)) == ["kept"]
    assert state(lines.format(0, 400)) == ["broken"]


def test_one_for_the_account_counts_all_money_of_the_customer():
    lines = """
        2026-06-02 invoice C1 B 500 due 2026-07-02
        2026-07-02 promise C1 - 600 pay 2026-07-10
        2026-07-05 receipt C1 R1 500 for B
        2026-07-06 receipt C1 R2 100 for A
    """
    report = promise_report(ledger_of(INVOICE + lines), date(2026, 7, 31))
    assert (report.state.tolist(), report.received.tolist()) == (["kept"], [60_000])


@pytest.mark.parametrize(
    ("pay_by", "beyond"), [("2026-07-11", False), ("2026-07-12", True)]
)  # T20: final deadline 2026-07-11
def test_beyond_the_final_deadline_it_needs_approval(pay_by, beyond):
    lines = f"2026-07-02 promise C1 A 400 pay {pay_by}"
    report = promise_report(ledger_of(INVOICE + "\n" + lines), date(2026, 7, 3))
    assert report.needs_approval.tolist() == [beyond]


@pytest.mark.parametrize(
    ("approval", "approved"),
    [
        ("approval C1 AP promise A approved_by 王 valid_to 2026-07-31", True),
        ("approval C1 AP promise - approved_by 王", True),
        ("approval C1 AP promise A approved_by 王 valid_to 2026-07-14", False),
        ("approval C1 AP release A approved_by 王", False),
    ],
)
def test_an_approval_covers_it(approval, approved):
    lines = f"2026-07-02 promise C1 A 400 pay 2026-07-15\n2026-07-02 {approval}"
    report = promise_report(ledger_of(INVOICE + "\n" + lines), date(2026, 7, 3))
    assert report.approved.tolist() == [approved]


@pytest.mark.parametrize(
    ("amount", "expected"), [("100", "kept"), ("100.01", "broken"), ("-", "kept")]
)
def test_a_promise_for_two_invoices_is_one_promise(amount, expected):
    ledger = ledger_of(f"""
        2026-06-01 invoice C1 A 60 due 2026-07-01
        2026-06-01 invoice C1 B 40 due 2026-07-01
        2026-07-02 promise C1 A,B {amount} pay 2026-07-10
        2026-07-05 receipt C1 R1 60 for A
        2026-07-06 receipt C1 R2 40 for B
    """)
    report = promise_report(ledger, date(2026, 7, 31))
    assert report.state.tolist() == [expected] * 2


def test_an_approval_counts_from_its_day():
    ledger = ledger_of(f"""
        {INVOICE}
        2026-07-02 promise C1 A 400 pay 2026-07-15
        2026-07-05 approval C1 AP promise A approved_by 王
    """)
    days = (date(2026, 7, 4), date(2026, 7, 5))
    assert [promise_report(ledger, day).approved.tolist() for day in days] == [[False], [True]]


def test_the_earliest_stands_first():
    lines = """
        2026-07-03 promise C1 A 100 pay 2026-07-09
        2026-07-02 promise C1 A 200 pay 2026-07-10
    """
    report = promise_report(ledger_of(INVOICE + lines), date(2026, 7, 3))
    assert report.place.tolist() == [1, 0]
