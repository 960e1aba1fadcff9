"""Stages, ladder, letters and the next action, worked by hand.

Most cases speak of one invoice of 30 days due on day 0: its final deadline is day 10, and every
day in a case, of letters and calls too, is counted from the due date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from ledgers import ledger_of

from xlar.core.columns import NEVER, NO_DAY
from xlar.core.dates import calendar_date, day_number, iso
from xlar.core.ladder import track_of
from xlar.core.next_action import ACTIONS, SentLetters, action_name
from xlar.core.policy import LADDER, DunningPolicy, Policy, Step
from xlar.core.stages import (
    STAGES,
    promise_needs_approval,
    recovery_chance,
    stage_of,
    stages,
    step_of,
)
from xlar.core.terms import final_days, parse_term

DUE = date(2026, 6, 1)


def on(days):
    return DUE + timedelta(days)


def report_of(d, *, customer="", invoice="", lines=(), sent=(), policy=None):
    """The report of the one invoice ``d`` days past due.

    ``lines`` are further lines of the ledger with ``{day}`` for days from the due date; ``sent``
    holds (level, day) of letters.
    """
    text = f"""
        customer C1 {customer}
        {on(-30)} invoice C1 INV-1 1000.00 due {on(0)} {invoice}
    """
    text += "\n".join(f"{on(day)} {rest}" for day, rest in lines)
    ledger = ledger_of(text)
    return stages(ledger, on(d), policy=policy, sent=letters(sent))


def letters(sent):
    return SentLetters(
        np.zeros(len(sent), np.int64),
        np.array([level for level, _ in sent], np.int8),
        np.array([day_number(on(day)) for _, day in sent], np.int32),
    )


def action_of(d, **options):
    """The next action and its day, counted from the due date."""
    report = report_of(d, **options)
    day = report.next_action_date[0]
    counted = None if day == NO_DAY else (calendar_date(day) - DUE).days
    return report.next_action[0], counted


def policy_of(**settings):
    return Policy(dunning=DunningPolicy(**settings))


# --- stage and step ----------------------------------------------------------------------------

# (days past due, stage, step)
BY_DAYS = [
    (-1000, 1, 0),
    (-8, 1, 0),
    (-7, 2, 0),
    (-1, 2, 0),
    (0, 3, 0),
    (1, 4, 1),
    (4, 4, 1),
    (5, 4, 2),
    (9, 4, 3),
    (13, 4, 4),
    (17, 4, 5),
    (20, 4, 5),
    (21, 4, 7),
    (24, 4, 8),
    (27, 4, 9),
    (29, 4, 9),
    (30, 5, 10),
    (36, 5, 10),
    (37, 6, 11),
    (216, 6, 11),
    (217, 7, 12),
    (2000, 7, 12),
]


@pytest.mark.parametrize(("days", "stage", "step"), BY_DAYS)
def test_stage_and_step_follow_from_the_days_past_due(days, stage, step):
    assert stage_of(np.array([days]), Policy().stages).tolist() == [stage]
    assert step_of(np.array([days]), LADDER).tolist() == [step]


@pytest.mark.parametrize("d", [-8, -7, 0, 21, 37])
def test_report_shows_days_stage_and_step(d):
    report = report_of(d)
    stage, step = next((stage, step) for days, stage, step in BY_DAYS if days == d)
    assert (report.days_past_due[0], report.stage[0], report.step[0]) == (d, stage, step)


def test_letters_do_not_change_stage_and_step():
    assert report_of(13, sent=[(6, 12)]).stage[0] == 4
    assert report_of(13, sent=[(6, 12)]).step[0] == 4


def test_stages_follow_the_settings():
    settings = replace(
        Policy().stages, warning_days=3, ultimatum_day=10, agent_day=20, legal_day=90
    )
    days = np.array([-4, -3, 9, 10, 20, 90])
    assert stage_of(days, settings).tolist() == [1, 2, 4, 5, 6, 7]


def test_every_stage_has_a_name_in_both_languages():
    assert list(STAGES) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [STAGES[code].zh for code in STAGES] == [
        "合同期内",
        "预警期",
        "到期",
        "逾期",
        "最后通牒",
        "专业追账",
        "付诸法律",
        "坏账",
    ]
    assert all(STAGES[code].en for code in STAGES)


# --- bad debts ---------------------------------------------------------------------------------

OLD = """
    customer C1
    2022-01-31 invoice C1 INV-1 1000.00 due 2022-02-28
"""


@pytest.mark.parametrize(("as_of", "stage"), [("2025-02-28", 7), ("2025-03-01", 8)])
def test_bad_debt_when_three_years_have_passed(as_of, stage):
    assert stages(ledger_of(OLD), date.fromisoformat(as_of)).stage.tolist() == [stage]


@pytest.mark.parametrize(
    ("line", "as_of", "stage"),
    [
        # received 2024-06-30: quiet for a year on 2025-06-30
        ("2024-06-30 receipt C1 R-1 1.00 for INV-1", "2025-06-29", 7),
        ("2024-06-30 receipt C1 R-1 1.00 for INV-1", "2025-06-30", 8),
        # laid over by age counts as received
        ("2024-06-30 receipt C1 R-1 1.00", "2025-06-29", 7),
        # reversed, it was never received
        ("2024-06-30 receipt C1 R-1 1.00 for INV-1 reversed 2024-07-15", "2025-06-29", 8),
        # a credit note is no money
        ("2024-06-30 credit_note C1 CN-1 -1.00 ref INV-1", "2025-06-29", 8),
    ],
)
def test_money_received_in_the_last_year_keeps_a_debt_from_being_bad(line, as_of, stage):
    ledger = ledger_of(OLD + line)
    assert stages(ledger, date.fromisoformat(as_of)).stage.tolist() == [stage]


def test_bad_debt_waits_for_write_off_since_the_day_it_became_one():
    report = stages(ledger_of(OLD), date(2026, 6, 30))
    assert report.next_action.tolist() == ["write_off"]
    assert iso(report.next_action_date[0]) == "2025-03-01"


def test_bad_debt_counts_from_the_end_of_the_quiet_year_if_that_is_later():
    ledger = ledger_of(OLD + "2024-06-30 receipt C1 R-1 1.00 for INV-1")
    report = stages(ledger, date(2026, 6, 30))
    assert iso(report.next_action_date[0]) == "2025-06-30"


def test_written_off_item_has_left_the_report():
    ledger = ledger_of(OLD.rstrip() + " written_off 2025-06-01")
    assert len(stages(ledger, date(2025, 6, 1))) == 0
    assert len(stages(ledger, date(2025, 5, 31))) == 1


# --- recovery chance, final deadline, promise, limitation ---------------------------------------


@pytest.mark.parametrize(
    ("days", "chance"),
    [
        (-30, 10_000),
        (0, 10_000),
        (15, 9_650),  # half-way from 100 % to 93 %
        (30, 9_300),
        (45, 8_900),
        (60, 8_500),
        (120, 6_767),  # 73 − 16 × 30 ÷ 90 = 67.666…
        (400, 2_385),  # 25 − 12 × 35 ÷ 365 = 23.849…
        (365, 2_500),
        (730, 1_300),
        (1000, 1_300),
    ],
)
def test_recovery_chance(days, chance):
    assert recovery_chance(np.array([days], np.int32), Policy().stages).tolist() == [chance]


def test_recovery_chance_never_rises_with_the_days():
    chances = recovery_chance(np.arange(-10, 800), Policy().stages)
    assert (np.diff(chances) <= 0).all()


def test_recovery_chance_of_points_of_ones_own():
    settings = replace(Policy().stages, recovery=((10, 9_000), (20, 1_000)))
    days = np.array([0, 10, 15, 20, 21])
    assert recovery_chance(days, settings).tolist() == [9_000, 9_000, 5_000, 1_000, 1_000]


@pytest.mark.parametrize(
    ("terms", "due", "final"),
    [
        ("N30", "2026-07-01", "2026-07-11"),
        ("N60", "2026-07-31", "2026-08-20"),
        ("N45", "2026-07-16", "2026-07-31"),
        ("N20", "2026-06-21", "2026-06-27"),
        ("N7", "2026-06-08", "2026-06-10"),
        ("COD", "2026-06-01", "2026-06-01"),
    ],
)
def test_final_deadline_is_reported(terms, due, final):
    report = stages(ledger_of(f"2026-06-01 invoice C1 I 1.00 terms {terms}"), date(2026, 6, 1))
    assert iso(report.ledger.documents.due[0]) == due
    assert iso(report.final_deadline[0]) == final


def test_final_deadline_agrees_with_the_terms():
    start, due = (
        np.array([day_number(date(2026, 5, 15))]),
        np.array([day_number(date(2026, 6, 30))]),
    )
    assert iso(final_days(parse_term("月结30"), start, due)[0]) == "2026-07-10"


@pytest.mark.parametrize(("pay_by", "needs"), [("2026-07-11", False), ("2026-07-12", True)])
def test_promise_beyond_the_final_deadline_needs_approval(pay_by, needs):
    final = day_number(date(2026, 7, 11))
    assert promise_needs_approval(day_number(date.fromisoformat(pay_by)), final) is needs


def test_limitation_is_three_years_from_the_due_date():
    assert iso(report_of(5).limitation_date[0]) == "2029-06-01"


def test_limitation_begins_anew_with_a_demand_delivered():
    lines = [(20, f"act C1 letter INV-1 sent {on(20)} delivered {on(23)}")]
    assert iso(report_of(40, lines=lines).limitation_date[0]) == "2029-06-24"


def test_limitation_never_lapses_while_proceedings_run():
    report = report_of(300, lines=[(250, "act C1 suit INV-1")])
    assert report.limitation_date[0] == NEVER


# --- letters: nothing sent yet -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("d", "action"),
    [
        (-20, ("L0", -7)),  # to come when the warning period begins
        (-8, ("L0", -7)),
        (-7, ("L0", -7)),  # due today
        (-1, ("L0", -7)),  # late
        (0, ("L1", 1)),  # too late for a reminder before due
        (1, ("L1", 1)),
        (4, ("L1", 1)),
        (5, ("L2", 5)),  # by age: the highest letter whose day has come
        (10, ("L2", 5)),
        (11, ("L3", 11)),  # past the final deadline: at once, before day 13
        (13, ("L3", 11)),
        (17, ("L4", 17)),
        (21, ("L5", 21)),
        (30, ("L5", 21)),  # a first letter by age is L5 at most
        (300, ("L5", 21)),
    ],
)
def test_first_letter_by_age(d, action):
    assert action_of(d) == action


@pytest.mark.parametrize(
    ("d", "action"), [(-3, ("L0", -7)), (0, ("L1", 1)), (8, ("L1", 1)), (300, ("L1", 1))]
)
def test_first_letter_from_level_1(d, action):
    assert action_of(d, policy=policy_of(first_letter="from_1")) == action


@pytest.mark.parametrize(("maximum", "action"), [(4, ("L4", 17)), (2, ("L3", 11)), (6, ("L6", 30))])
def test_highest_first_letter_is_a_setting(maximum, action):
    # with at most L2 the final deadline still calls for L3
    assert action_of(40, policy=policy_of(first_letter_max=maximum)) == action


@pytest.mark.parametrize(("d", "action"), [(-5, ("L1", 1)), (0, ("L1", 1)), (6, ("L2", 5))])
def test_after_the_reminder_before_due(d, action):
    report_action = action_of(d, sent=[(0, -7)])
    assert report_action == action


def test_reminder_before_due_is_no_letter_level():
    assert report_of(-5, sent=[(0, -7)]).level[0] == 0


# --- letters: one after the other --------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "d", "action"),
    [
        ([(1, 1)], 2, ("L2", 5)),
        ([(1, 3)], 4, ("L2", 7)),  # gap 4 after a late letter
        ([(1, 1), (2, 5)], 6, ("call", 9)),  # the call on day 9 comes before L3
        ([(3, 13)], 14, ("L4", 17)),
        ([(3, 20)], 20, ("call", 21)),  # L4 not before day 24; the talk on day 21 is next
        ([(4, 17)], 18, ("L5", 21)),
        ([(5, 21)], 22, ("call", 21)),  # letter sent, talk not yet held
        ([(6, 30)], 31, ("handover", 37)),
        ([(6, 40)], 41, ("handover", 37)),  # late, and still the rung the item stands on
        ([(6, 30)], 217, ("L7", 217)),
        ([(7, 217)], 218, ("lawsuit", 217)),
    ],
)
def test_next_step_after_letters(sent, d, action):
    assert action_of(d, sent=sent) == action


def called(*days):
    return [(day, "act C1 call INV-1") for day in days]


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ((3, 20), ("L4", 24)),  # sent late: 20 + 4, not ladder day 17
        ((3, 13), ("L4", 17)),
        ((4, 23), ("L5", 27)),
        ((5, 21), ("L6", 30)),  # 21 + 3 = 24, the ladder says 30
        ((5, 29), ("L6", 32)),
        ((6, 30), ("L7", 217)),  # 30 + 180 = 210, the ladder says 217
        ((6, 50), ("L7", 230)),
    ],
)
def test_day_of_the_next_letter(sent, expected):
    # a ladder of letters only, without calls in between
    only = tuple(rung for rung in LADDER if rung.level >= 0)
    policy = policy_of(ladder=tuple(replace(rung, action="letter") for rung in only))
    assert action_of(sent[1], sent=[sent], policy=policy) == expected


def test_level_is_the_highest_sent_by_the_day():
    sent = [(1, 1), (2, 5), (1, 9), (3, 14)]
    assert report_of(13, sent=sent).level[0] == 2
    assert report_of(14, sent=sent).level[0] == 3


def test_gap_counts_from_the_last_time_the_level_was_sent():
    # L4 sent on day 17 and again on day 20: L5 on 24; the talk of day 21 was held
    sent = [(4, 17), (4, 20)]
    assert action_of(22, sent=sent, lines=called(21)) == ("L5", 24)


def test_a_letter_of_a_lower_level_does_not_delay_the_next():
    assert action_of(18, sent=[(3, 13), (1, 16)]) == ("L4", 17)


def test_letters_sent_later_are_not_known_yet():
    assert action_of(2, sent=[(1, 3)]) == ("L1", 1)


# --- the final deadline ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "d", "action"),
    [
        ([(1, 1)], 10, ("L2", 5)),  # not past it yet
        ([(1, 1)], 11, ("L3", 11)),  # past it: formal at once, L2 is left out
        ([(2, 9)], 10, ("call", 9)),
        ([(2, 9)], 11, ("L3", 11)),  # the call of day 9 was not made and blocks nothing
        ([(1, 12)], 12, ("call", 9)),  # L1 went out past the deadline: L3 waits for its gap
        ([(1, 12)], 15, ("L3", 16)),  # 12 + 4
        ([(3, 5)], 13, ("L4", 17)),  # formal already
    ],
)
def test_past_the_final_deadline(sent, d, action):
    assert action_of(d, sent=sent) == action


def test_first_letter_from_1_comes_before_the_formal_demand():
    policy = policy_of(first_letter="from_1")
    assert action_of(40, policy=policy) == ("L1", 1)
    assert action_of(40, sent=[(1, 40)], policy=policy) == ("handover", 37)
    lines = [(40, "act C1 other INV-1")]
    assert action_of(40, sent=[(1, 40)], lines=lines, policy=policy) == ("L3", 44)


def test_cash_on_delivery_is_demanded_formally_on_the_first_day():
    ledger = ledger_of(f"{DUE} invoice C1 INV-1 100.00 terms COD")
    report = stages(ledger, on(1))
    assert (report.next_action[0], iso(report.next_action_date[0])) == ("L3", str(on(1)))


# --- grades ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "levels"),
    [
        ("A", [(0, -7), (1, 1), (2, 5), (3, 13), (4, 17), (5, 21), (6, 30), (7, 217)]),
        ("", [(0, -7), (1, 1), (2, 5), (3, 13), (4, 17), (5, 21), (6, 30), (7, 217)]),
        ("C", [(0, -7), (1, 1), (3, 13), (5, 21), (6, 30), (7, 217)]),
        ("D", [(3, 1), (4, 5), (6, 13), (7, 217)]),
    ],
)
def test_letters_of_a_grade(grade, levels):
    track = track_of(DunningPolicy(), grade)
    assert [(rung.level, rung.day) for rung in track if rung.level >= 0] == levels


@pytest.mark.parametrize(
    ("grade", "sent", "d", "action"),
    [
        ("B", [(1, 1)], 2, ("L2", 5)),
        ("C", [(1, 1)], 2, ("call", 9)),
        ("C", [(1, 1)], 13, ("L3", 11)),
        ("C", [(3, 13)], 14, ("L5", 21)),  # L4 is left out
        ("C", [], 6, ("L1", 1)),  # no L2 to choose by age
        ("D", [], -3, ("L3", 1)),  # no reminders at all
        ("D", [], 1, ("L3", 1)),
        ("D", [(3, 1)], 2, ("L4", 5)),
        ("D", [(4, 5)], 9, ("call", 9)),
        ("D", [(4, 5)], 13, ("L6", 13)),
        ("D", [], 40, ("L4", 5)),  # by age at most L5, and L5 is no letter of this grade
        ("D", [(1, 1)], 2, ("L3", 5)),  # was grade B when L1 went out: 1 + gap 4
    ],
)
def test_next_step_by_grade(grade, sent, d, action):
    assert action_of(d, customer=f"grade {grade}", sent=sent) == action


def test_grades_of_several_customers_in_one_report():
    text = f"""
        customer C1 grade A
        customer C2 grade D
        customer C3
        {on(-30)} invoice C1 I1 1.00 due {on(0)}
        {on(-30)} invoice C2 I2 1.00 due {on(0)}
        {on(-30)} invoice C3 I3 1.00 due {on(0)}
    """
    assert stages(ledger_of(text), on(6)).next_action.tolist() == ["L2", "L4", "L2"]


# --- grace -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("customer", "settings", "d", "action"),
    [
        ("grace 3", {}, 1, ("L1", 4)),
        ("grace 3", {}, 5, ("L1", 4)),  # by age after grace
        ("grace 3", {}, 8, ("L2", 8)),
        ("", {"grace": 3}, 1, ("L1", 4)),
        ("grace 0", {"grace": 3}, 1, ("L1", 1)),  # the customer's own comes first
        ("", {"grace_edge": "strict"}, 1, ("L1", 2)),
        ("grace 3", {"grace_edge": "strict"}, 1, ("L1", 5)),
        ("grace 3", {}, -9, ("L0", -7)),  # the reminder before due knows no grace
        ("grace 15", {}, 12, ("L3", 16)),  # deadline past, but nothing goes out while grace runs
        ("grace 15", {}, 9, ("L3", 16)),
    ],
)
def test_grace(customer, settings, d, action):
    assert action_of(d, customer=customer, policy=policy_of(**settings)) == action


def test_grace_puts_off_calls_too():
    assert action_of(10, customer="grace 3", sent=[(2, 8)]) == ("L3", 11)
    assert action_of(9, customer="grace 3", sent=[(3, 8)]) == ("call", 12)


# --- calls, hand-over, lawsuit -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("acts", "d", "action"),
    [
        ([], 22, ("call", 21)),
        (called(21), 22, ("call", 24)),  # done: the next talk
        (called(20), 22, ("call", 21)),  # before its day: not this one
        ([(21, "act C1 visit INV-1")], 22, ("call", 24)),
        ([(21, "act C1 call -")], 22, ("call", 24)),  # about the account as a whole
        ([(21, "act C1 email INV-1")], 22, ("call", 21)),  # no call
        ([(23, "act C1 call INV-1")], 22, ("call", 21)),  # not yet made
        ([], 25, ("call", 24)),  # day 21's talk is overtaken, day 24's is due
        (called(21, 24, 27), 28, ("L6", 30)),
        ([], 30, ("L6", 30)),
    ],
)
def test_calls(acts, d, action):
    assert action_of(d, sent=[(5, 21)], lines=acts) == action


def test_calls_of_another_item_do_not_count():
    text = f"""
        customer C1
        {on(-30)} invoice C1 INV-1 1000.00 due {on(0)}
        {on(-30)} invoice C1 INV-2 1000.00 due {on(0)}
        {on(21)} act C1 call INV-2
    """
    sent = SentLetters(np.array([0, 1]), np.array([5, 5]), np.full(2, day_number(on(21))))
    report = stages(ledger_of(text), on(22), sent=sent)
    assert report.next_action_date.tolist() == [day_number(on(21)), day_number(on(24))]


def test_call_never_blocks_a_letter():
    # L4 on day 23 put L5 off to day 27; the talk of day 24 was not held, L5 goes out all the same
    assert action_of(26, sent=[(4, 23)]) == ("call", 24)
    assert action_of(27, sent=[(4, 23)]) == ("L5", 27)
    assert action_of(28, sent=[(4, 23)], lines=called(27)) == ("L5", 27)


def test_letter_comes_before_the_call_of_the_same_day():
    assert action_of(20, sent=[(4, 17)]) == ("L5", 21)


@pytest.mark.parametrize(
    ("acts", "d", "sent", "action"),
    [
        ([], 50, 6, ("handover", 37)),
        ([(40, "act C1 other INV-1")], 50, 6, ("L7", 217)),
        ([(36, "act C1 other INV-1")], 50, 6, ("handover", 37)),  # before its day
        ([(40, "act C1 other INV-1")], 300, 7, ("lawsuit", 217)),
        ([(250, "act C1 suit INV-1")], 300, 7, ("", None)),
        ([(250, "act C1 judgment INV-1")], 300, 7, ("", None)),
        ([(250, "act C1 suit -")], 300, 7, ("lawsuit", 217)),  # names no item
        ([(12, "act C1 suit INV-1")], 15, 0, ("", None)),  # the court has it: nothing to send
    ],
)
def test_handover_and_lawsuit(acts, d, sent, action):
    assert action_of(d, sent=[(sent, 31)] if sent else [], lines=acts) == action


def test_ladder_without_rungs_asks_for_nothing():
    assert action_of(50, policy=policy_of(ladder=())) == ("", None)


def test_ladder_of_ones_own():
    ladder = (
        Step(1, 10, 0, "letter", 1, "一", "one"),
        Step(2, 20, 5, "letter", 2, "二", "two"),
        Step(3, 90, 30, "letter", 8, "八", "eight"),
    )
    policy = policy_of(ladder=ladder)
    assert action_of(5, policy=policy) == ("L1", 10)
    assert action_of(17, sent=[(1, 17)], policy=policy) == ("L2", 22)
    assert action_of(30, sent=[(2, 25)], policy=policy) == ("L8", 90)
    assert action_of(91, sent=[(8, 90)], policy=policy) == ("", None)


# --- exceptions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block", "d", "action"),
    [
        (20, 14, ("L3", 21)),  # due on day 11, put off to the day after the block
        (20, 20, ("L4", 21)),
        (20, 21, ("L5", 21)),  # the block is over
        (-3, -9, ("L0", -2)),
        (-20, -9, ("L0", -7)),
    ],
)
def test_blocked_customer(block, d, action):
    assert action_of(d, customer=f"block {on(block)}") == action


def test_block_that_ends_before_the_action_changes_nothing():
    assert action_of(-20, customer=f"block {on(-10)}") == ("L0", -7)


@pytest.mark.parametrize(
    ("invoice", "d", "action"),
    [
        ("disputed 1", 14, ("dispute", 14)),  # all of it: settle the dispute first
        ("disputed 1", -20, ("dispute", -20)),
        ("disputed_amount 999.99", 14, ("L3", 11)),  # a cent is undisputed and demanded
        ("disputed_amount 1000.00", 14, ("dispute", 14)),
    ],
)
def test_disputed_item(invoice, d, action):
    assert action_of(d, invoice=invoice) == action


def test_item_of_which_only_the_disputed_part_is_open():
    lines = [(-1, "receipt C1 R-1 400.00 for INV-1")]
    assert action_of(14, invoice="disputed_amount 600.00", lines=lines) == ("dispute", 14)


@pytest.mark.parametrize(
    ("d", "action"), [(-3, ("", None)), (0, ("", None)), (1, ("L1", 1)), (11, ("L3", 11))]
)
def test_retention_is_not_dunned_before_it_is_due(d, action):
    assert action_of(d, invoice="type retention") == action


def test_goods_not_invoiced_yet_are_not_dunned():
    assert action_of(14, invoice="type unbilled") == ("", None)


def test_credits_have_no_row():
    lines = [(-5, "credit_note C1 CN-1 -1.00"), (-4, "receipt C1 R-1 2000.00")]
    assert len(report_of(14, lines=lines)) == 0


def test_refund_left_open_is_a_debt_due_on_its_own_day():
    ledger = ledger_of(f"customer C1\n{DUE} refund C1 RF-1 -50.00")
    report = stages(ledger, on(3))
    assert (report.open[0], report.days_past_due[0], report.stage[0]) == (50_00, 3, 4)


def test_rows_stand_in_the_order_of_the_open_items():
    text = f"""
        customer C2
        customer C1
        {on(-30)} invoice C2 B 1.00 due {on(0)}
        {on(-29)} invoice C1 A 1.00 due {on(0)}
        {on(-30)} invoice C1 C 1.00 due {on(0)}
    """
    report = stages(ledger_of(text), on(3))
    assert report.ledger.documents.number[report.document].tolist() == ["C", "A", "B"]


def test_part_payment_leaves_the_rest_on_the_ladder():
    report = report_of(14, lines=[(2, "receipt C1 R-1 400.00 for INV-1")])
    assert (report.open[0], report.next_action[0]) == (600_00, "L3")


def test_empty_ledger():
    assert len(stages(ledger_of("customer C1"), DUE)) == 0


def test_every_action_has_words_in_both_languages():
    assert [name for name in ACTIONS if name.startswith("L")] == [f"L{level}" for level in range(8)]
    assert all(action_name(name).zh and action_name(name).en for name in ACTIONS)


@pytest.mark.parametrize("grade", ["A", "C", "D"])
@pytest.mark.parametrize("first_letter", ["by_age", "from_1"])
def test_whoever_sends_each_letter_when_it_is_due_climbs_the_ladder_once(grade, first_letter):
    ledger = ledger_of(f"""
        customer C1 grade {grade}
        {on(-30)} invoice C1 INV-1 1000.00 due {on(0)}
    """)
    policy, sent, found = policy_of(first_letter=first_letter), [], []
    for d in range(-10, 260):
        report = stages(ledger, on(d), policy=policy, sent=letters(sent))
        action, day = report.next_action[0], report.next_action_date[0]
        if action.startswith("L") and day <= report.as_of:
            sent.append((int(action[1:]), d))
            found.append(f"{action} {d}")
    # the final deadline (day 10) brings L3 to day 11; L4 then waits for its ladder day
    assert (
        ", ".join(found)
        == {
            "A": "L0 -7, L1 1, L2 5, L3 11, L4 17, L5 21, L6 30, L7 217",
            "C": "L0 -7, L1 1, L3 11, L5 21, L6 30, L7 217",
            "D": "L3 1, L4 5, L6 13, L7 217",
        }[grade]
    )


# --- the page of the method ---------------------------------------------------------------------


def worked_cases():
    text = (Path(__file__).parents[2] / "docs/methods/stages.md").read_text("utf-8")
    cell = r" ([^|]*?) ?"
    row = rf"^\| ([−\d]+) \| ([ACD]) \|{cell}\|{cell}\| (\w+) \| ([−\d]+) \|"
    return [
        (int(d.replace("−", "-")), grade, sent, more, action, int(day.replace("−", "-")))
        for d, grade, sent, more, action, day in re.findall(row, text, re.MULTILINE)
    ]


@pytest.mark.parametrize(("d", "grade", "sent", "more", "action", "day"), worked_cases())
def test_worked_case_of_the_page(d, grade, sent, more, action, day):
    (number,) = re.findall(r"\d+", more.replace("from_1", "")) or ["0"]
    customer = f"grade {grade}"
    if "宽限" in more:
        customer += f" grace {number}"
    if "暂停" in more:
        customer += f" block {on(int(number))}"
    found = action_of(
        d,
        customer=customer,
        sent=[(int(level), int(when)) for level, when in re.findall(r"L(\d) @(\d+)", sent)],
        lines=called(int(number)) if "已谈" in more else (),
        policy=policy_of(first_letter="from_1" if "from_1" in more else "by_age"),
    )
    assert found == (action, day)


def test_the_page_has_worked_cases():
    assert len(worked_cases()) == 19
