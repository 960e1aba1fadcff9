"""Approvals granted: which hold, which run out soon, in what order they are listed."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.collections.granted import (
    APPROVAL_KIND_WORDS,
    APPROVAL_STATES,
    approval_report,
    named_approval,
)
from xlar.core.columns import NO_INT
from xlar.core.records import ApprovalKind

ITEMS = """
customer C1
customer C2
2026-01-05 invoice C1 INV-1 100.00 due 2026-02-04
2026-01-05 invoice C1 INV-2 100.00 due 2026-02-04
"""
APPROVALS = f"""{ITEMS}
2026-03-01 approval C1 AP-1 release - approved_by 王 valid_to 2026-03-31
2026-03-05 approval C1 AP-2 limit - amount 500.00 approved_by 王
2026-03-08 approval C1 AP-3 extension INV-1 approved_by 李 extended_to 2026-04-30 valid_to 2026-12-31
2026-03-08 approval C1 AP-3 extension INV-2 approved_by 李 extended_to 2026-04-30 valid_to 2026-12-31
2026-02-01 approval C2 AP-4 pause - approved_by 王 valid_to 2026-02-28
2026-02-01 approval C2 AP-5 pause - approved_by 王 valid_to 2026-03-09
"""  # noqa: E501 a row of the table is a line


def listed(as_of, text=APPROVALS, **options):
    report = approval_report(ledger_of(text), day(as_of), **options)
    numbers = report.ledger.records.approvals.number[report.row]
    return list(zip(numbers, report.state, report.days_left.tolist(), strict=True))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        # 31 March is 21 days after the 10th; 31 December 296
        (
            "2026-03-10",
            [
                ("AP-1", "expiring", 21), ("AP-3", "in_force", 296), ("AP-2", "in_force", NO_INT),
                ("AP-5", "expired", NO_INT), ("AP-4", "expired", NO_INT),
            ],
        ),
        # the last day still counts
        ("2026-02-28", [("AP-4", "expiring", 0), ("AP-5", "expiring", 9)]),
        ("2026-01-31", []),
    ],
)  # fmt: skip
def test_what_runs_out_first_stands_first_and_the_ended_last(as_of, expected):
    assert listed(as_of) == expected


@pytest.mark.parametrize(("within", "state"), [(21, "expiring"), (20, "in_force")])
def test_how_near_the_end_is_soon(within, state):
    found = {number: state for number, state, _ in listed("2026-03-10", within=within)}
    assert found["AP-1"] == state


def test_an_approval_of_several_documents_is_one_row():
    report = approval_report(ledger_of(APPROVALS), day("2026-03-10"))
    assert report.documents == ((), ("INV-1", "INV-2"), (), (), ())


def test_one_number_given_to_two_customers_is_two_approvals():
    text = f"""{ITEMS}
    2026-03-01 approval C1 AP-1 pause - approved_by 王
    2026-03-01 approval C2 AP-1 pause - approved_by 王
    """
    assert len(listed("2026-03-10", text)) == 2


def test_no_approvals_no_rows():
    assert listed("2026-03-10", ITEMS) == []


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (0, "审批 AP-1 王 至 2026-03-31", "approval AP-1 王 until 2026-03-31"),
        (1, "审批 AP-2 王", "approval AP-2 王"),
    ],
)
def test_an_approval_in_words(place, zh, en):
    named = named_approval(ledger_of(APPROVALS), place)
    assert (named.zh, named.en) == (zh, en)


def test_words_for_every_kind_and_state():
    assert list(APPROVAL_KIND_WORDS) == [kind.name.lower() for kind in ApprovalKind]
    assert {state for _, state, _ in listed("2026-03-10")} == set(APPROVAL_STATES)
