"""Disputes and delivery holds, worked by hand."""

from __future__ import annotations

import pytest
from figures import aged, day
from ledgers import ledger_of

from xlar.core.collections.disputes import dispute_report
from xlar.core.collections.holds import hold_report
from xlar.core.columns import NO_INT
from xlar.core.dunning import dunning_run
from xlar.core.policy import Policy

INVOICE = "customer C1\n2026-01-05 invoice C1 INV-1 100000.00 due 2026-02-04"
DISPUTED = f"{INVOICE} disputed_amount 5000.00 dispute_reason quality disputed_on 2026-03-01\n"


def disputes(text, as_of="2026-03-31", policy=None):
    report = dispute_report(ledger_of(text), day(as_of), policy=policy)
    return list(
        zip(report.ledger.documents.number[report.document], report.open.tolist(),
            report.disputed.tolist(), report.reason, report.days_open.tolist(),
            report.is_slow.tolist(), strict=True)
    )  # fmt: skip


def test_a_dispute_leaves_the_aging_and_lowers_the_letter():  # T53
    ledger = ledger_of(DISPUTED)
    assert aged(ledger, "2026-03-31")["C1", "CNY"]["total"] == "100000.00"
    (letter,) = dunning_run(ledger, day("2026-03-31"), policy=Policy(), register=()).letters
    assert letter.total == 95_000_00
    assert disputes(DISPUTED) == [("INV-1", 100_000_00, 5_000_00, "quality", 30, False)]


@pytest.mark.parametrize(
    ("as_of", "found"),
    [("2026-02-28", []), ("2026-03-01", [0]), ("2026-03-31", [30]), ("2026-04-01", [31])],
)
def test_days_open_count_from_the_day_it_was_raised(as_of, found):
    assert [row[4] for row in disputes(DISPUTED, as_of)] == found


def test_more_days_than_set_are_slow():
    assert disputes(DISPUTED, "2026-04-01")[0][5]
    policy = Policy.from_mapping({"agreements": {"dispute_days": 31}})
    assert not disputes(DISPUTED, "2026-04-01", policy)[0][5]


def test_no_more_than_what_is_open_is_disputed():
    paid = f"{DISPUTED}2026-03-10 receipt C1 R-1 97000.00 for INV-1"
    assert disputes(paid) == [("INV-1", 3_000_00, 3_000_00, "quality", 30, False)]


def test_a_dispute_without_day_or_reason_stands_last():
    more = (
        f"{DISPUTED}2026-01-05 invoice C1 INV-2 70.00 due 2026-02-04 disputed_amount 70.00\n"
        "2026-01-05 invoice C1 INV-3 80.00 due 2026-02-04 disputed_amount 8.00 "
        "disputed_on 2026-01-10"
    )
    rows = disputes(more)
    assert [row[0] for row in rows] == ["INV-3", "INV-1", "INV-2"]
    assert rows[-1][3:] == ("", NO_INT, False)


def test_what_is_paid_is_disputed_no_more():
    assert disputes(f"{DISPUTED}2026-03-10 receipt C1 R-1 100000.00 for INV-1") == []


CUSTOMERS = """
customer C1 limit 1000000.00
customer C2 limit 1000000.00 status frozen
customer C3 limit 1000000.00
customer C4 limit 1000000.00
2026-01-05 invoice C1 INV-1 100.00 due 2026-02-04
2026-01-05 invoice C2 INV-2 100.00 due 2026-12-31
2026-01-05 invoice C3 INV-3 100.00 due 2026-02-04
2026-01-05 invoice C4 INV-4 100.00 due 2026-12-31
2026-03-01 approval C3 AP-1 release - approved_by 王 reason 已承诺 valid_to 2026-04-30
"""


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (
            "2026-03-31",
            [("C2", "hold", ""), ("C1", "approve", ""), ("C3", "release", "AP-1")],
        ),
        ("2026-05-01", [("C2", "hold", ""), ("C1", "approve", ""), ("C3", "approve", "")]),
    ],
)
def test_who_is_held_who_must_ask_and_who_was_released(as_of, expected):
    report = hold_report(ledger_of(CUSTOMERS), day(as_of))
    numbers = [
        report.ledger.records.approvals.number[place] if place >= 0 else ""
        for place in report.approval.tolist()
    ]
    customer = report.ledger.customers.id[report.credit.customer[report.row]].tolist()
    decision = [report.credit.decision[row] for row in report.row.tolist()]
    assert list(zip(customer, decision, numbers, strict=True)) == expected
