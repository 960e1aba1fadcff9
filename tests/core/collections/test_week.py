"""Monday's plan and Friday's result."""

from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.collections import WEEK_TASKS, week_plan, week_result
from xlar.core.dates import iso, parse_iso
from xlar.core.policy import Policy

TASKS = list(WEEK_TASKS)
TUESDAY = date(2026, 6, 30)  # of the week 2026-06-29 to 2026-07-05


def tasks(lines, day=TUESDAY, **rules):
    """Task, day and amount in yuan of a plan."""
    policy = Policy.from_mapping({"collections": rules})
    plan = week_plan(ledger_of("customer C1 name 甲 collector 王\n" + lines), day, policy=policy)
    return [
        (TASKS[task], iso(on), amount / 100)
        for task, on, amount in zip(
            plan.task.tolist(), plan.day.tolist(), plan.amount.tolist(), strict=True
        )
    ]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-07-06", [("call", "2026-06-29", 100), ("confirm", "2026-07-03", 100)]),
        ("2026-07-12", [("call", "2026-07-05", 100)]),
        ("2026-07-13", []),
        ("2026-07-03", [("confirm", "2026-06-30", 100), ("collect", "2026-07-03", 100)]),
        ("2026-07-02", [("confirm", "2026-06-29", 100), ("collect", "2026-07-02", 100)]),
    ],
)
def test_seven_days_before_three_days_before_and_on_the_day(due, expected):
    assert tasks(f"2026-06-20 invoice C1 A 100 due {due}") == expected


def test_the_days_before_due_are_settings():
    found = tasks("2026-06-20 invoice C1 A 100 due 2026-07-13", call_days=[10, 9, 8])
    assert [(task, day) for task, day, _ in found] == [
        ("call", "2026-07-03"), ("confirm", "2026-07-04"), ("collect", "2026-07-05"),
    ]  # fmt: skip


def test_what_is_late_is_done_on_monday():
    # d = 20 on the Tuesday: letter 1 has been due since 2026-06-11
    plan = week_plan(ledger_of("2026-05-20 invoice C1 A 100 due 2026-06-10"), TUESDAY)
    assert [(TASKS[task], iso(day)) for task, day in zip(plan.task, plan.day, strict=True)] == [
        ("action", "2026-06-29")
    ]
    assert plan.action.tolist()[0].startswith("L")


@pytest.mark.parametrize(
    ("pay_by", "kept", "listed"),
    [("2026-07-05", "-", True), ("2026-07-06", "-", False), ("2026-07-05", "1", False)],
)
def test_promises_that_name_a_day_of_the_week(pay_by, kept, listed):
    found = tasks(f"""
        2026-06-20 invoice C1 A 100 due 2026-08-10
        2026-06-20 promise C1 A 60 pay {pay_by} kept {kept}
    """)
    assert found == ([("promise", pay_by, 60)] if listed else [])


def test_the_tasks_stand_day_by_day():
    found = tasks("""
        2026-06-20 invoice C1 A 100 due 2026-07-03
        2026-06-20 invoice C1 B 50 due 2026-07-02
        2026-05-20 invoice C1 C 30 due 2026-06-10
    """)
    days = [day for _, day, _ in found]
    assert days == sorted(days)


RESULT = """
    customer C1 name 甲 collector 王
    customer C2 name 乙 collector 李
    2026-06-20 invoice C1 A 100 due 2026-07-02
    2026-06-20 invoice C2 B 200 due 2026-07-03
    2026-06-20 invoice C2 C 900 due 2026-09-30
    2026-06-20 promise C2 B 200 pay 2026-07-03
    2026-07-01 act C1 call A answer 今天付
    2026-07-02 receipt C1 R1 80 for A
    2026-07-03 receipt C2 R2 200 for B
    2026-07-03 receipt C2 R3 500 for C
"""


def result(day):
    found = week_result(ledger_of(RESULT), date.fromisoformat(day))
    columns = (
        found.customers, found.contacted, found.planned, found.received, found.promises, found.kept,
    )  # fmt: skip
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return dict(zip(found.collector.tolist(), rows, strict=True))


def test_what_came_of_the_plan_by_friday():
    # C falls due in September and is not planned: what came on it is not counted
    assert result("2026-07-03") == {
        "李": (1, 0, 20_000, 20_000, 1, 1),
        "王": (1, 1, 10_000, 8_000, 0, 0),
    }


def test_what_came_by_wednesday():
    assert result("2026-07-01") == {
        "李": (1, 0, 20_000, 0, 0, 0),
        "王": (1, 1, 10_000, 0, 0, 0),
    }


def test_money_before_monday_does_not_count():
    lines = RESULT + "2026-06-28 receipt C1 R0 20 for A\n"
    found = week_result(ledger_of(lines), date(2026, 7, 3))
    mine = found.collector.tolist().index("王")
    assert (found.planned[mine], found.received[mine]) == (8_000, 8_000)


def test_the_monday_of_the_result():
    assert week_result(ledger_of(RESULT), date(2026, 7, 3)).monday == parse_iso("2026-06-29")
