"""Accounts: opening, movements and closing, as a statement prints them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from ledger_strategies import tables
from ledgers import ledger_of

from xlar.core.build import build
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.documents.accounts import Accounts


def block(text, as_of, start, currency="CNY", **aging):
    ledger = ledger_of(text)
    accounts = Accounts(ledger, date.fromisoformat(as_of), Policy.from_mapping({"aging": aging}))
    return accounts.block(0, ledger.currencies.index(currency), date.fromisoformat(start))


def lines(one):
    return [
        (str(m.date)[5:], m.kind, m.number, m.debit, m.credit, m.balance) for m in one.movements
    ]


ACCOUNT = """
    2026-01-05 invoice C1 I1 1000.00 due 2026-02-04 contract_no HT-1
    2026-02-01 receipt C1 R1 600.00 for I1 reversed 2026-03-10
    2026-02-10 credit_note C1 N1 -100.00 ref I1
    2026-03-02 refund C1 F1 -50.00
    2026-03-20 receipt C1 R2 200.00
"""


def test_a_statement_opens_with_the_balance_of_the_day_before():
    # 1000 - 600 - 100 = 300
    one = block(ACCOUNT, "2026-03-31", "2026-03-01")
    assert one.opening == 30_000


def test_every_change_of_the_balance_is_a_line():
    one = block(ACCOUNT, "2026-03-31", "2026-03-01")
    assert lines(one) == [
        ("03-02", "refund", "F1", 5_000, 0, 35_000),
        ("03-10", "reversal", "R1", 60_000, 0, 95_000),
        ("03-20", "receipt", "R2", 0, 20_000, 75_000),
    ]
    assert (one.closing, one.check) == (75_000, 0)


def test_invoices_carry_their_contract():
    one = block(ACCOUNT, "2026-01-31", "2026-01-01")
    assert [(m.number, m.reference) for m in one.movements] == [("I1", "HT-1")]


def test_a_write_off_leaves_and_a_recovery_does_not_change_the_balance():
    text = """
        2026-01-05 invoice C1 I1 1000.00 due 2026-02-04 written_off 2026-03-01
        2026-02-01 receipt C1 R1 400.00 for I1
        2026-04-01 receipt C1 R2 100.00 for I1
    """
    one = block(text, "2026-04-30", "2026-01-01")
    assert lines(one)[2:] == [
        ("03-01", "write_off", "I1", 0, 60_000, 0),
        ("04-01", "receipt", "R2", 0, 10_000, -10_000),
        ("04-01", "recovery", "I1", 10_000, 0, 0),
    ]
    assert (one.closing, one.items, one.unapplied, one.check) == (0, (), (), 0)


def test_a_bill_held_is_shown_until_it_is_due():
    text = """
        2026-01-05 invoice C1 I1 500.00 due 2026-02-04
        2026-02-01 receipt C1 R1 500.00 for I1 method bank_bill bill_due 2026-07-31 bill_no PJ-9
    """
    assert block(text, "2026-06-30", "2026-06-01").bills == (("PJ-9", date(2026, 7, 31), 50_000),)
    assert block(text, "2026-07-31", "2026-07-01").bills == ()


def test_credit_not_allocated_stands_by_itself_under_explicit_allocation():
    one = block(ACCOUNT, "2026-03-31", "2026-03-01", allocation="explicit")
    # the refund of 50 is paid back out of R2's 200
    assert [(i.number, i.open) for i in one.items] == [("I1", 90_000)]
    assert [(i.number, i.open) for i in one.unapplied] == [("R2", -15_000)]


@pytest.mark.parametrize("method", ["fifo", "explicit"])
@given(drawn=tables())
@settings(max_examples=60, deadline=None)
def test_opening_and_movements_give_the_open_items(method, drawn):
    ledger, _ = build(drawn)
    policy = Policy.from_mapping({"aging": {"allocation": method}})
    days = ledger.documents.date
    first = date(1970, 1, 1) + timedelta(days=int(days.min()))
    last = date(1970, 1, 1) + timedelta(days=int(days.max()))
    for as_of in (first + (last - first) / 2, last, last + timedelta(days=200)):
        accounts = Accounts(ledger, as_of, policy)
        items = open_items(ledger, as_of, policy=policy)
        for customer in range(len(ledger.customers)):
            for currency in accounts.currencies(customer):
                one = accounts.block(customer, currency, first + (as_of - first) / 2)
                mine = ledger.documents.customer[items.document] == customer
                mine &= ledger.documents.currency[items.document] == currency
                assert one.closing == int(items.open[mine].sum())
                moved = sum(m.debit - m.credit for m in one.movements)
                assert one.opening + moved == one.closing
                assert sum(i.open for i in (*one.items, *one.unapplied)) == one.closing
                assert one.check == 0
