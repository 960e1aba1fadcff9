"""Statements of other systems: running balance, period totals and the strip of open items."""

from __future__ import annotations

from datetime import date

import pytest
from peer_ledgers import Run, load

from xlar.core.aging import aging
from xlar.core.money import to_minor
from xlar.core.policy import Policy
from xlar.documents.accounts import Accounts

pytestmark = pytest.mark.oracle

ALL = {"BC-STM-01", "GNC-STM-01"}


@pytest.fixture
def cases(oracles):
    return load(oracles)


def test_every_case_of_the_group_is_run(cases):
    assert {name for name, case in cases.items() if case["group"] == "statement"} == ALL


def test_running_balance_and_totals_of_a_period(cases):
    run = Run(cases["GNC-STM-01"])
    expected = run.case["expected"]
    policy = Policy.from_mapping({"base_currency": "USD", "aging": {"allocation": "explicit"}})
    accounts = Accounts(run.ledger, date.fromisoformat(run.as_of), policy)
    block = accounts.block(0, 0, date(1980, 1, 1))
    assert [line.balance for line in block.movements] == [
        to_minor(balance, "USD") for balance in expected["running_balance"]
    ]
    assert sum(line.debit for line in block.movements) == to_minor(expected["period_debits"], "USD")
    assert sum(line.credit for line in block.movements) == to_minor(
        expected["period_credits"], "USD"
    )
    assert block.closing == to_minor(expected["closing_balance"], "USD")
    found = {item.number: item.open for item in (*block.items, *block.unapplied)}
    assert found == {name: to_minor(open_, "USD") for name, open_ in expected["open"].items()}


def test_an_item_due_on_the_last_day_is_in_the_strip_and_not_overdue(cases):
    # month ends back from 2017-02-22 as days past due: 02-21 is 1, 01-31 is 22, 12-31 is 53 …
    run = Run({**cases["BC-STM-01"], "currency": "CNY"})
    limits = (0, 21, 52, 83, 113)
    report = aging(run.ledger, date(2017, 2, 22), limits=limits, allocation="explicit")
    not_due, *late = report.totals["CNY"].buckets
    expected = run.case["expected"]["buckets"]
    names = ("col5", "col4", "col3", "col2", "col1")
    assert not_due == to_minor(expected["not overdue"])
    assert late == [to_minor(expected[name]) for name in names]
