"""The worklist: which facts hold of an item, the order they make, and what is proposed."""

from datetime import date

import pytest
from exact import ledger_from
from hypothesis import given
from ledger_strategies import ledgers
from ledgers import ledger_of

from xlar.core.collections import FACTS, MEASURES, worklist
from xlar.core.columns import NO_DAY
from xlar.core.dates import parse_iso
from xlar.core.policy import Policy
from xlar.core.stages import stages

DAY = date(2026, 6, 30)


def one(lines, **rules):
    """The facts and measures of the single item of a ledger."""
    policy = Policy.from_mapping({"collections": rules})
    report = worklist(ledger_of("customer C1 name 甲 collector 王\n" + lines), DAY, policy=policy)
    assert len(report) == 1
    return set(report.facts[0]), set(report.measures[0])


@pytest.mark.parametrize(
    ("issued", "due", "facts"),
    [
        ("2026-06-20", "2026-07-07", {"due_soon"}),  # d = −7
        ("2026-06-20", "2026-06-30", {"due_today"}),
        ("2026-06-20", "2026-06-29", {"overdue"}),
        ("2026-05-02", "2026-06-01", {"overdue", "not_contacted"}),  # d = 29
        ("2026-04-30", "2026-05-31", {"ultimatum", "not_contacted", "doubtful"}),  # d = 30
        ("2026-04-30", "2026-05-24", {"agent", "not_contacted", "doubtful"}),  # d = 37
        ("2025-10-01", "2025-11-25", {"legal", "not_contacted", "doubtful"}),  # d = 217
    ],
)
def test_the_stage_and_age_of_an_item(issued, due, facts):
    found, _ = one(f"{issued} invoice C1 A 100 due {due}")
    assert found == facts | {"class_a"}


def test_an_item_within_its_terms_is_not_listed():
    ledger = ledger_of("2026-06-20 invoice C1 A 100 due 2026-07-08")
    assert len(worklist(ledger, DAY)) == 0


@pytest.mark.parametrize(
    ("issued", "doubtful"), [("2026-05-01", False), ("2026-04-30", True)]
)  # 60 and 61 days ago
def test_unpaid_for_more_than_sixty_days_is_doubtful(issued, doubtful):
    found, _ = one(f"{issued} invoice C1 A 100 due 2026-06-10")
    assert ("doubtful" in found) == doubtful


@pytest.mark.parametrize(
    ("called", "silent"), [("2026-06-16", False), ("2026-06-15", True)]
)  # 14 and 15 days ago
def test_a_contact_counts_for_fourteen_days(called, silent):
    found, _ = one(
        f"2026-05-20 invoice C1 A 100 due 2026-06-10\n{called} act C1 call A answer 月底付"
    )
    assert ("not_contacted" in found) == silent


def test_an_answer_of_the_day_is_the_answer_to_the_daily_list():
    lines = """
        customer C1 name 甲
        2026-05-20 invoice C1 A 100 due 2026-06-10
        {} act C1 call A answer 月底付
    """
    assert worklist(ledger_of(lines.format("2026-06-30")), DAY).answered.tolist() == [True]
    assert worklist(ledger_of(lines.format("2026-06-29")), DAY).answered.tolist() == [False]


def test_a_running_promise_is_waited_for():
    found, measures = one("""
        2026-05-20 invoice C1 A 100 due 2026-06-10
        2026-06-20 promise C1 A 100 pay 2026-07-05
    """)
    assert "wait_promise" in measures
    assert "act_today" not in measures
    assert "promise_broken" not in found


def test_a_broken_promise_raises_the_priority_and_is_asked_about():
    found, measures = one("""
        2026-05-20 invoice C1 A 100 due 2026-06-10
        2026-06-11 promise C1 A 100 pay 2026-06-20
    """)
    assert "promise_broken" in found
    assert {"chase_promise", "act_today"} <= measures


def test_a_claim_about_to_lapse():
    # lapse 2026-11-20, warned of from 2026-05-20
    found, measures = one("2023-10-01 invoice C1 A 100 due 2023-11-20")
    assert "limitation" in found
    assert "acknowledge" in measures


def test_a_claim_that_has_lapsed():
    _, measures = one("2023-04-01 invoice C1 A 100 due 2023-05-20")
    assert "lapsed" in measures


def test_deliveries_stop_with_the_final_notice():
    assert "stop_deliveries" not in one("2026-05-20 invoice C1 A 100 due 2026-06-10")[1]
    assert "stop_deliveries" in one("2026-04-20 invoice C1 A 100 due 2026-05-20")[1]


def test_somebody_has_to_be_named():
    ledger = ledger_of("""
        customer C1 name 甲
        2026-05-20 invoice C1 A 100 due 2026-06-10
        2025-05-20 invoice C1 B 100 due 2026-03-31
    """)
    report = worklist(ledger, DAY)
    by_number = dict(zip(report.document.tolist(), report.measures, strict=True))
    assert "name_collector" in by_number[0]  # 20 days
    assert "name_collector" not in by_number[1]  # 91 days: past three months


def test_the_priority_is_the_sum_of_the_points():
    ledger = ledger_of("2025-10-01 invoice C1 A 100 due 2025-11-25")
    report = worklist(ledger, DAY)
    # class_a 40 + legal 30 + not_contacted 10 + doubtful 5
    assert report.priority.tolist() == [85]
    heavier = Policy.from_mapping({"collections": {"points": {"legal": 60}}})
    assert worklist(ledger, DAY, policy=heavier).priority.tolist() == [115]


def test_the_largest_customers_come_first():
    # 800 of 1,000 are C2's (A), 150 C1's (B), 50 C3's (C)
    ledger = ledger_of("""
        2026-06-20 invoice C1 A 150 due 2026-06-29
        2026-06-20 invoice C2 B 800 due 2026-06-29
        2026-06-20 invoice C3 C 50 due 2026-06-29
    """)
    report = worklist(ledger, DAY)
    assert report.document.tolist() == [1, 0, 2]
    assert [facts[0] for facts in report.facts] == ["class_a", "class_b", "class_c"]
    assert report.priority.tolist() == [60, 40, 30]


def test_equal_priorities_stand_by_what_the_customer_owes():
    ledger = ledger_of("""
        2026-06-20 invoice C1 A 10 due 2026-06-29
        2026-06-20 invoice C2 B 30 due 2026-06-29
        2026-06-20 invoice C2 C 20 due 2026-06-28
    """)
    points = dict.fromkeys(("class_a", "class_b", "class_c"), 0)
    policy = Policy.from_mapping({"collections": {"points": points}})
    assert worklist(ledger, DAY, policy=policy).document.tolist() == [2, 1, 0]


def test_the_last_contact_and_the_promise_stand_beside():
    ledger = ledger_of("""
        customer C1 name 甲
        2026-05-20 invoice C1 A 100 due 2026-06-10
        2026-06-12 act C1 call A
        2026-06-18 act C1 visit -
        2026-06-20 promise C1 - 50 pay 2026-07-05
    """)
    report = worklist(ledger, DAY)
    assert report.contacted_on.tolist() == [parse_iso("2026-06-18")]
    assert report.promised_until.tolist() == [parse_iso("2026-07-05")]


@given(ledgers())
def test_laws(case):
    """Every item of stage 2 and beyond once, by descending priority, with known codes."""
    tables, day = case
    ledger = ledger_from(tables)
    report = worklist(ledger, day)
    expected = stages(ledger, day)
    assert sorted(report.row.tolist()) == [
        place for place, stage in enumerate(expected.stage.tolist()) if stage >= 2
    ]
    assert (report.priority[:-1] >= report.priority[1:]).all()
    assert {code for codes in report.facts for code in codes} <= set(FACTS)
    assert {code for codes in report.measures for code in codes} <= set(MEASURES)
    assert set(report.promised_until.tolist()) <= {NO_DAY}  # these ledgers know no promises
