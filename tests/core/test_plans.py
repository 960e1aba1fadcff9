"""Instalment plans, worked by hand: 100,000 in three parts, signed on 10 January."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from figures import day
from hypothesis import given
from hypothesis import strategies as st
from ledgers import ledger_of

from xlar.core.columns import NO_INT
from xlar.core.dates import iso
from xlar.core.plans import covered_until, plan_report
from xlar.core.policy import Policy

ITEMS = """
customer C1
2025-10-01 invoice C1 INV-1 60000.00 due 2025-10-31
2025-11-01 invoice C1 INV-2 40000.00 due 2025-11-30
"""
NAMED = """
2026-01-10 plan C1 PL-1 1 33333.33 due 2026-01-31 invoice_no INV-1,INV-2
2026-01-10 plan C1 PL-1 2 33333.33 due 2026-02-28 invoice_no INV-1,INV-2
2026-01-10 plan C1 PL-1 3 33333.34 due 2026-03-31 invoice_no INV-1,INV-2
"""
ACCOUNT = NAMED.replace(" invoice_no INV-1,INV-2", "")
BY_INSTALMENT = Policy.from_mapping({"agreements": {"plan_default": "instalment"}})


def report_of(more, as_of, plan=NAMED, policy=None):
    return plan_report(ledger_of(ITEMS + plan + more), day(as_of), policy=policy)


def yuan(column):
    return [minor / 100 for minor in column.tolist()]


def test_the_parts_add_up_to_the_debt():  # T55
    report = report_of("", "2026-01-10")
    assert yuan(report.open) == [33_333.33, 33_333.33, 33_333.34]
    assert int(report.open.sum()) == 100_000_00


@pytest.mark.parametrize("plan", [NAMED, ACCOUNT])
@pytest.mark.parametrize(
    ("receipts", "as_of", "paid", "state"),
    [
        ("", "2026-01-31", [0, 0, 0], "running"),  # due today is not overdue
        ("", "2026-02-01", [0, 0, 0], "broken"),
        ("2026-01-31 receipt C1 R-1 33333.33", "2026-02-28", [33_333.33, 0, 0], "running"),
        ("2026-01-31 receipt C1 R-1 33333.32", "2026-02-01", [33_333.32, 0, 0], "broken"),
        ("2026-01-31 receipt C1 R-1 50000.00", "2026-02-28", [33_333.33, 16_666.67, 0], "running"),
        # paid before it was signed: not for the plan
        ("2026-01-09 receipt C1 R-1 33333.33", "2026-02-01", [0, 0, 0], "broken"),
        # caught up: it holds again
        ("2026-02-10 receipt C1 R-1 33333.33", "2026-02-10", [33_333.33, 0, 0], "running"),
        (
            "2026-01-31 receipt C1 R-1 100000.00", "2026-02-01",
            [33_333.33, 33_333.33, 33_333.34], "fulfilled",
        ),
        # bounced
        (
            "2026-01-31 receipt C1 R-1 33333.33 reversed 2026-02-05", "2026-02-05", [0, 0, 0],
            "broken",
        ),
    ],
)  # fmt: skip
def test_what_is_paid_goes_to_the_instalments_in_order(plan, receipts, as_of, paid, state):
    report = report_of(receipts, as_of, plan)
    assert yuan(report.paid) == paid
    assert report.state.tolist() == [state] * 3


@pytest.mark.parametrize(
    ("policy", "due_now"),
    [(None, [33_333.33, 33_333.33, 33_333.34]), (BY_INSTALMENT, [33_333.33, 0, 0])],
)
def test_a_broken_plan_calls_in_the_rest_unless_set_otherwise(policy, due_now):
    assert yuan(report_of("", "2026-02-01", policy=policy).due_now) == due_now


def test_each_instalment_has_its_own_days_overdue():
    report = report_of("2026-01-31 receipt C1 R-1 33333.33", "2026-03-05")
    assert report.days_past_due.tolist() == [NO_INT, 5, -26]


def test_days_of_grace_put_off_the_break():
    policy = Policy.from_mapping({"agreements": {"plan_grace": 3}})
    assert set(report_of("", "2026-02-03", policy=policy).state) == {"running"}
    assert set(report_of("", "2026-02-04", policy=policy).state) == {"broken"}


def test_a_plan_that_ended_is_due_no_more():
    plan = NAMED.replace("invoice_no", "cancelled 2026-02-01 invoice_no")
    assert set(report_of("", "2026-01-31", plan).state) == {"running"}
    ended = report_of("", "2026-02-01", plan)
    assert (set(ended.state), ended.due_now.tolist()) == ({"cancelled"}, [0, 0, 0])


def test_a_plan_not_yet_signed_does_not_exist():
    assert len(report_of("", "2026-01-09")) == 0


def test_plans_on_the_account_share_what_came_by_due_date():
    plans = """
    2026-01-10 plan C1 PL-1 1 100.00 due 2026-01-31
    2026-01-10 plan C1 PL-1 2 100.00 due 2026-03-31
    2026-01-10 plan C1 PL-2 1 100.00 due 2026-02-28
    """
    report = report_of("2026-01-31 receipt C1 R-1 150.00", "2026-01-31", plans)
    assert yuan(report.paid) == [100, 0, 50]  # PL-1 1, PL-1 2, PL-2 1


def test_money_on_other_documents_pays_no_plan_that_names_its_own():
    more = """
    2025-09-01 invoice C1 INV-0 500.00 due 2025-09-30
    2026-01-20 receipt C1 R-1 500.00 for INV-0
    """
    assert report_of(more, "2026-01-31").paid.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("plan", "as_of", "until"),
    [
        (NAMED, "2026-01-31", {"INV-1": "2026-01-31", "INV-2": "2026-01-31"}),
        (ACCOUNT, "2026-01-31", {"INV-1": "2026-01-31", "INV-2": "2026-01-31"}),
        (NAMED.replace(",INV-2", ""), "2026-01-15", {"INV-1": "2026-01-31"}),
        (NAMED, "2026-02-01", {}),  # broken
    ],
)
def test_a_running_plan_covers_its_documents_until_the_next_instalment(plan, as_of, until):
    ledger = ledger_of(ITEMS + plan)
    days = covered_until(ledger, day(as_of), Policy()).tolist()
    found = {
        number: iso(one) for number, one in zip(ledger.documents.number, days, strict=True)
        if iso(one) is not None
    }  # fmt: skip
    assert found == until


AMOUNTS = st.integers(1, 50_000_00)


@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.lists(AMOUNTS, max_size=4))
def test_paid_and_open_add_up_and_earlier_ones_are_paid_first(parts, receipts):
    lines = [f"2025-01-01 invoice C1 INV {sum(parts) / 100:.2f} due 2025-01-31"]
    lines += [
        f"2025-02-01 plan C1 PL {place} {part / 100:.2f} due {date(2025, 2 + place, 1)}"
        for place, part in enumerate(parts, 1)
    ]
    lines += [
        f"2025-02-02 receipt C1 R{place} {part / 100:.2f}" for place, part in enumerate(receipts)
    ]
    report = plan_report(ledger_of("\n".join(lines)), date(2025, 3, 1))
    assert (report.paid + report.open).tolist() == parts
    assert int(report.paid.sum()) == min(sum(parts), sum(receipts))
    started = np.flatnonzero(report.paid > 0)
    assert (report.open[: max(len(started) - 1, 0)] == 0).all()
