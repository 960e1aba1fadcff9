"""Who gets which letter: every rule by a hand-worked ledger.

Unless a case says otherwise an invoice is due on 2026-03-01 on terms of 30 days, so that its
final deadline is 2026-03-11 and d days past due is 2026-03-01 + d.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from ledgers import ledger_of

from xlar.core.build import build
from xlar.core.dunning import Demand, dunning_run
from xlar.core.dunning_skips import REASONS, Skip
from xlar.core.errors import BadValue, MissingRate, UnknownCustomer
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.registered import RegisteredItem, RegisterRow
from xlar.workbook.demo import AS_OF, demo_tables

DUE = date(2026, 3, 1)
INVOICE = "2026-01-30 invoice C1 I1 1000.00 due 2026-03-01"


def day(past_due):
    return DUE + timedelta(days=past_due)


def row(level, sent, *items, number="CK-2026-0001", **changes):
    """A letter of a level that went out so many days past due, for the items (I1 by default)."""
    on = day(sent) if isinstance(sent, int) else sent
    values = {
        "number": number, "kind": "letter", "level": level, "customer_id": "C1",
        "currency": "CNY", "amount": 100_000, "date": on, "as_of": on, "status": "sent",
        "sent_on": on,
        "items": items or (RegisteredItem("I1", 0, level),),
    }  # fmt: skip
    return RegisterRow(**(values | changes))


def run(text, past_due, *register, policy=None, **options):
    """The run over a ledger so many days past due; ``policy`` is a mapping of settings."""
    policy = Policy.from_mapping(policy or {})
    ledger = ledger_of(text, policy)
    as_of = day(past_due) if isinstance(past_due, int) else past_due
    return dunning_run(ledger, as_of, policy=policy, register=register, **options)


def levels(found):
    """Level by item of the only letter, or the reason of the only skip."""
    if found.letters:
        (letter,) = found.letters
        numbers = found.ledger.documents.number
        return {numbers[item.document]: item.level for item in letter.items}
    (skip,) = found.skipped
    return skip.reason


def reason(found):
    """Reason and next day of the only skip."""
    assert not found.letters
    (skip,) = found.skipped
    return skip.reason, skip.next_on


# --- by the ladder -----------------------------------------------------------------------------

# d, level of the first letter of grade A: by age, at most L5; L3 from the day after the deadline
FIRST = [(1, 1), (4, 1), (5, 2), (10, 2), (11, 3), (13, 3), (16, 3), (17, 4), (20, 4), (21, 5),
         (30, 5), (300, 5)]  # fmt: skip


@pytest.mark.parametrize(("past_due", "level"), FIRST)
def test_level_of_a_first_letter_by_age(past_due, level):
    found = run(f"customer C1 grade A\n{INVOICE}", past_due)
    assert levels(found) == {"I1": level}
    assert found.letters[0].level == level


@pytest.mark.parametrize("past_due", [1, 30, 300])
def test_first_letters_from_level_1_where_the_policy_says_so(past_due):
    assert levels(run(INVOICE, past_due, policy={"dunning": {"first_letter": "from_1"}})) == {
        "I1": 1
    }


# T21: level by grade on the days of the ladder; D: L3 on 1, L4 on 5, L6 on 13 (first: at most L5)
BY_GRADE = [
    ("", 5, 2), ("B", 5, 2), ("C", 5, 1), ("C", 17, 3), ("C", 21, 5), ("D", 1, 3), ("D", 5, 4),
    ("D", 13, 4),
]  # fmt: skip


@pytest.mark.parametrize(("grade", "past_due", "level"), BY_GRADE)
def test_level_by_grade(grade, past_due, level):
    text = f"customer C1 grade {grade or '-'}\n{INVOICE}"
    assert levels(run(text, past_due)) == {"I1": level}


def test_the_final_notice_of_grade_d_follows_a_letter_before_it():
    text = f"customer C1 grade D\n{INVOICE}"
    assert levels(run(text, 13, row(4, 5))) == {"I1": 6}


# T22: sent level and day, day looked from, level or (reason, next day): max(day n, sent + gap n)
FOLLOWING = [
    ((3, 13), 16, ("too_soon", 17)),
    ((3, 13), 17, 4),
    ((3, 20), 17 + 4, ("too_soon", 24)),  # L3 late on day 20: L4 on 24, not on 17
    ((3, 20), 23, ("too_soon", 24)),
    ((3, 20), 24, 4),
    ((1, 1), 4, ("too_soon", 5)),
    ((1, 1), 5, 2),
    ((2, 9), 11, 3),  # past the final deadline: L3 at once
    ((5, 21), 29, ("too_soon", 30)),
    ((5, 21), 30, 6),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "past_due", "expected"), FOLLOWING)
def test_the_letter_after_the_one_sent(sent, past_due, expected):
    found = run(INVOICE, past_due, row(*sent))
    if isinstance(expected, tuple):
        assert reason(found) == (expected[0], day(expected[1]))
    else:
        assert levels(found) == {"I1": expected}


def test_a_letter_sent_after_the_day_looked_from_has_not_raised_the_level_yet():
    # on day 5 nothing is known of a letter of day 9, but a letter of an earlier day is refused
    assert reason(run(INVOICE, 5, row(1, 9)))[0] == "later"


@pytest.mark.parametrize("status", ["draft", "returned", "withdrawn"])
def test_what_did_not_arrive_raises_no_level(status):
    found = run(INVOICE, 5, row(1, 1, status=status))
    assert levels(found) == ("draft_pending" if status == "draft" else {"I1": 2})
    # by age: the level of a letter that counts for nothing is not remembered
    found = run(INVOICE, 4, row(3, 2, status=status))
    assert levels(found) == ("draft_pending" if status == "draft" else {"I1": 1})


def test_withdrawing_a_letter_lets_the_level_go_back():
    sent = (row(1, 1), row(2, 5, number="CK-2026-0002"))
    assert levels(run(INVOICE, 13, *sent)) == {"I1": 3}
    back = replace(sent[1], status="withdrawn")
    assert levels(run(INVOICE, 9, sent[0], back)) == {"I1": 2}


def test_after_the_last_letter_there_is_none():
    assert reason(run(INVOICE, 60, row(6, 30))) == ("no_level", None)


# once more after 7 days, and no second time: L6 on day 30 and again on 37
REPEATS = [(36, ("too_soon", 37), [30]), (37, 6, [30]), (44, "no_level", [30, 37])]


@pytest.mark.parametrize(("past_due", "expected", "sent"), REPEATS)
def test_the_last_letter_is_repeated_as_often_as_the_policy_allows(past_due, expected, sent):
    rows = [row(6, on, number=f"CK-2026-{on:04}") for on in sent]
    found = run(INVOICE, past_due, *rows, policy={"dunning": {"last_repeats": 1}})
    if isinstance(expected, tuple):
        assert reason(found) == (expected[0], day(expected[1]))
    else:
        assert levels(found) == (expected if isinstance(expected, str) else {"I1": expected})


def test_grace_puts_the_first_letter_off():
    text = f"customer C1 grace 15\n{INVOICE}"
    assert reason(run(text, 15)) == ("not_due", day(16))
    assert levels(run(text, 16)) == {"I1": 3}


# --- one letter per customer and currency ------------------------------------------------------

TWO = """
    2026-01-30 invoice C1 I1 1000.00 due 2026-03-01
    2026-02-14 invoice C1 I2 500.00 due 2026-03-16
"""


def test_each_item_has_its_own_level_and_the_letter_the_highest():
    # on day 17 I1 (L3 sent on 13) comes to L4; I2, due 2026-03-16, is 2 days late: L1
    found = run(TWO, 17, row(3, 13))
    (letter,) = found.letters
    assert levels(found) == {"I1": 4, "I2": 1}
    assert (letter.level, letter.total) == (4, 150_000)
    assert [item.is_new for item in letter.items] == [True, True]


STAGGERED = """
    2026-01-30 invoice C1 I1 1000.00 due 2026-03-01
    2026-02-12 invoice C1 I2 500.00 due 2026-03-14
"""


def test_an_item_that_calls_for_nothing_new_is_listed_with_the_level_it_has():
    # on day 14 I1 (L3 on 13) waits for day 17, I2 is one day late: L1. The letter's level is 3, and
    # one of level 3 went out yesterday: not before day 17, when I1 comes to L4
    assert reason(run(STAGGERED, 14, row(3, 13))) == ("too_soon", day(17))
    found = run(STAGGERED, 14, row(3, 13), policy={"dunning": {"interval": 1}})
    assert levels(found) == {"I1": 3, "I2": 1}
    assert [item.is_new for item in found.letters[0].items] == [False, True]


def test_items_stand_oldest_due_first():
    text = """
        2026-01-30 invoice C1 B 1.00 due 2026-03-01
        2026-01-30 invoice C1 A 1.00 due 2026-03-01
        2026-01-10 invoice C1 Z 100.00 due 2026-02-01
    """
    found = run(text, 5)
    assert list(levels(found)) == ["Z", "A", "B"]


def test_an_item_with_all_its_letters_is_left_to_the_agent():
    sent = row(6, 30)
    text = INVOICE + "\n2026-03-02 invoice C1 I2 500.00 due 2026-04-01"
    found = run(text, date(2026, 4, 7), sent)  # I1: 37 days, I2: 6 days
    assert levels(found) == {"I2": 2}


def test_currencies_get_letters_of_their_own():
    text = f"""
        {INVOICE}
        2026-01-30 invoice C1 I2 500.00 due 2026-03-01 currency USD
    """
    found = run(text, 1)
    assert [(one.currency, one.total) for one in found.letters] == [(0, 100_000), (1, 50_000)]


def test_a_letter_in_one_currency_says_nothing_about_another():
    text = f"""
        {INVOICE}
        2026-01-30 invoice C1 I2 500.00 due 2026-03-01 currency USD
    """
    found = run(text, 1, row(1, 1))
    assert [found.ledger.currencies[one.currency] for one in found.letters] == ["USD"]
    assert [one.reason for one in found.skipped] == ["already"]


def test_instalments_of_one_invoice_are_items_of_their_own():
    text = """
        2026-01-30 invoice C1 I1 50.00 due 2026-03-01 instalment 1
        2026-01-30 invoice C1 I1 50.00 due 2026-03-06 instalment 2
    """
    (letter,) = run(text, 1).letters
    assert [(item.demanded, item.days_past_due) for item in letter.items] == [(5_000, 1)]


def test_a_refund_beyond_credit_is_demanded_from_its_own_date():
    text = """
        2026-03-01 receipt C1 R1 100.00
        2026-03-02 refund C1 RF1 -160.00
    """
    (letter,) = run(text, 6).letters
    assert (letter.total, letter.items[0].days_past_due) == (6_000, 5)


# --- reminders before due ----------------------------------------------------------------------

SOON = "2026-02-01 invoice C1 I1 1000.00 due 2026-03-01"
REMINDED = [(-8, "not_due"), (-7, {"I1": 0}), (-1, {"I1": 0}), (0, "not_due")]


@pytest.mark.parametrize(("past_due", "expected"), REMINDED)
def test_reminder_in_the_week_before_due(past_due, expected):
    found = run(SOON, past_due)
    assert levels(found) == expected
    if found.letters:
        assert (found.letters[0].level, found.letters[0].pay_by) == (0, None)


def test_nobody_is_reminded_twice():
    assert reason(run(SOON, -5, row(0, -7))) == ("not_due", day(1))


def test_no_reminder_where_something_is_overdue():
    # a letter about I1 goes; I2, due in three days, is none of its business
    text = INVOICE + "\n2026-02-14 invoice C1 I2 500.00 due 2026-03-09"
    assert levels(run(text, 5)) == {"I1": 2}


def test_no_reminder_either_while_the_next_letter_has_to_wait():
    text = INVOICE + "\n2026-02-14 invoice C1 I2 500.00 due 2026-03-09"
    assert reason(run(text, 7, row(2, 5))) == ("too_soon", day(11))


def test_a_reminder_where_all_that_is_overdue_is_disputed():
    text = """
        2026-01-30 invoice C1 I1 1000.00 due 2026-03-01 disputed 1
        2026-02-14 invoice C1 I2 500.00 due 2026-03-09
    """
    assert levels(run(text, 5)) == {"I2": 0}


# --- what is not demanded ----------------------------------------------------------------------


def test_the_undisputed_part_is_still_demanded():
    # T53: 5,000 of 100,000 disputed: the letter is about 95,000
    text = "2026-01-30 invoice C1 I1 100000.00 due 2026-03-01 disputed_amount 5000.00"
    (letter,) = run(text, 1).letters
    assert (letter.total, letter.items[0].disputed) == (9_500_000, 500_000)


def test_the_disputed_part_stays_left_out_when_the_rest_is_part_paid():
    # FIFO passes over the dispute: 1,000 - 300 paid = 700 open, of which 200 disputed
    text = """
        2026-01-30 invoice C1 I1 1000.00 due 2026-03-01 disputed_amount 200.00
        2026-02-05 receipt C1 R1 300.00
    """
    (letter,) = run(text, 1).letters
    assert letter.total == 50_000


SILENT = [
    ("2026-01-30 invoice C1 I1 1000.00 due 2026-03-01 disputed 1", "disputed"),
    ("2026-01-30 invoice C1 I1 1000.00 due 2026-03-01 type unbilled", "unbilled"),
    (f"{INVOICE}\n2026-03-02 act C1 suit I1", "sued"),
    (f"{INVOICE}\n2026-03-02 promise C1 I1 1000.00 pay 2026-03-31", "promise"),
    ("2023-01-01 invoice C1 I1 1000.00 due 2023-03-05", "write_off"),
]


@pytest.mark.parametrize(("text", "expected"), SILENT, ids=[case[1] for case in SILENT])
def test_nothing_is_left_to_demand(text, expected):
    assert reason(run(text, 5))[0] == expected


def test_a_retention_is_not_demanded_before_its_day():
    text = "2026-01-30 invoice C1 I1 1000.00 due 2026-03-01 type retention"
    assert reason(run(text, -3))[0] == "not_due"
    assert levels(run(text, 1)) == {"I1": 1}


def test_the_rest_is_demanded_where_one_item_is_in_court():
    text = TWO + "\n2026-03-02 act C1 suit I1"
    assert levels(run(text, 17)) == {"I2": 1}


# promise: words after the customer, day looked from → level, or reason and next day
PROMISES = [
    ("I1 - pay 2026-03-20", 5, ("promise", date(2026, 3, 21))),
    ("I1 1000.00 pay 2026-03-20", 19, ("promise", date(2026, 3, 21))),  # the last day still runs
    ("I1 1000.00 pay 2026-03-20", 20, 4),  # broken
    ("I1 100.00 pay 2026-03-20", 5, ("promise", date(2026, 3, 21))),  # the item is under promise
    ("- - pay 2026-03-20", 5, ("promise", date(2026, 3, 21))),  # all there is
    ("- 1000.00 pay 2026-03-20", 5, ("promise", date(2026, 3, 21))),  # the whole sum
    ("- 999.99 pay 2026-03-20", 5, 2),  # less than is demanded
]  # fmt: skip


@pytest.mark.parametrize(("words", "past_due", "expected"), PROMISES)
def test_promise(words, past_due, expected):
    found = run(f"{INVOICE}\n2026-03-02 promise C1 {words}", past_due)
    if isinstance(expected, tuple):
        assert reason(found) == expected
    else:
        assert levels(found) == {"I1": expected}


def test_two_promises_for_the_account_are_added_up():
    text = f"""
        {INVOICE}
        2026-03-02 promise C1 - 400.00 pay 2026-03-20
        2026-03-03 promise C1 - 600.00 pay 2026-03-25
    """
    assert reason(run(text, 5)) == ("promise", date(2026, 3, 26))


def test_a_promise_made_later_is_not_known_yet():
    assert levels(run(f"{INVOICE}\n2026-03-08 promise C1 I1 - pay 2026-03-20", 5)) == {"I1": 2}


def test_a_promise_for_one_item_spares_that_item_only():
    text = TWO + "\n2026-03-17 promise C1 I1 1000.00 pay 2026-03-31"
    assert levels(run(text, 17)) == {"I2": 1}


def test_a_promise_for_everything_does_not_cover_what_came_after_it():
    text = """
        2026-01-30 invoice C1 I1 1000.00 due 2026-03-01
        2026-03-04 invoice C1 I2 500.00 due 2026-03-05 terms N30
        2026-03-02 promise C1 - - pay 2026-03-31
    """
    assert levels(run(text, 5)) == {"I2": 1}


def test_a_promised_sum_is_one_of_the_customers_own_currency():
    text = """
        2026-01-30 invoice C1 I1 10.00 due 2026-03-01 currency USD
        2026-01-30 invoice C1 I2 100.00 due 2026-03-01
        2026-03-02 promise C1 - 100.00 pay 2026-03-31
    """
    found = run(text, 5, policy={"dunning": {"minimum_amount": 0}})
    assert [one.total for one in found.letters] == [1_000]
    assert [one.reason for one in found.skipped] == ["promise"]


# --- sums that stand against a letter ----------------------------------------------------------

EXPLICIT = {"aging": {"allocation": "explicit"}}

# demanded, unapplied credit, minimum → letter or reason
SUMS = [
    ("50.00", "-", "50.00", "letter"),
    ("49.99", "-", "50.00", "below_minimum"),
    ("100.00", "50.00", "50.00", "letter"),
    ("100.00", "50.01", "50.00", "below_minimum"),
    ("100.00", "100.00", "50.00", "covered"),
    ("100.00", "200.00", "50.00", "covered"),
    ("0.01", "-", "0", "letter"),
]


@pytest.mark.parametrize(("amount", "credit", "least", "expected"), SUMS)
def test_minimum_amount_and_unapplied_credit(amount, credit, least, expected):
    text = f"2026-01-30 invoice C1 I1 {amount} due 2026-03-01"
    if credit != "-":
        text += f"\n2026-02-10 receipt C1 R1 {credit}"
    found = run(text, 1, policy=EXPLICIT | {"dunning": {"minimum_amount": least}})
    assert levels(found) == ({"I1": 1} if expected == "letter" else expected)


def test_the_letter_states_what_is_unapplied_and_does_not_deduct_it():
    text = f"{INVOICE}\n2026-02-10 receipt C1 R1 300.00"
    (letter,) = run(text, 1, policy=EXPLICIT).letters
    assert (letter.total, letter.unapplied) == (100_000, 30_000)


def test_first_in_first_out_has_set_the_credit_off_already():
    text = f"{INVOICE}\n2026-02-10 receipt C1 R1 300.00"
    (letter,) = run(text, 1).letters
    assert (letter.total, letter.unapplied) == (70_000, 0)


def test_the_minimum_is_one_of_the_letters_currency():
    # 50 units: 49 yen have no decimals, 50 yen are enough
    text = "2026-01-30 invoice C1 I1 {} due 2026-03-01 currency JPY"
    assert levels(run(text.format(49), 1)) == "below_minimum"
    assert levels(run(text.format(50), 1)) == {"I1": 1}


# --- what stands in the register ---------------------------------------------------------------


def test_a_blocked_customer_gets_none():
    text = f"customer C1 block 2026-03-10\n{INVOICE}"
    assert reason(run(text, 9)) == ("blocked", date(2026, 3, 11))
    assert levels(run(text, 10)) == {"I1": 2}


@pytest.mark.parametrize("status", ["frozen", "blacklisted"])
def test_a_frozen_customer_gets_letters_like_any_other(status):
    assert levels(run(f"customer C1 status {status}\n{INVOICE}", 1)) == {"I1": 1}


REGISTERED = [
    ({"status": "draft"}, 2, "draft_pending"),
    ({"status": "draft", "as_of": day(2)}, 2, "already"),
    ({"as_of": day(2)}, 2, "already"),
    ({"as_of": day(2), "status": "acknowledged"}, 2, "already"),
    ({"as_of": day(3), "sent_on": day(3)}, 2, "later"),
    ({"as_of": day(2), "status": "withdrawn"}, 2, {"I1": 1}),
    ({"as_of": day(2), "status": "returned"}, 2, {"I1": 1}),
    ({"kind": "statement", "as_of": day(2), "items": ()}, 2, {"I1": 1}),
    ({"customer_id": "C2", "as_of": day(2)}, 2, {"I1": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "past_due", "expected"), REGISTERED)
def test_an_earlier_document(changes, past_due, expected):
    found = run(INVOICE, past_due, row(1, 1, **changes))
    assert levels(found) == expected
    if isinstance(expected, str):
        assert found.skipped[0].number == "CK-2026-0001"


def test_a_batch_twice_for_one_day_sends_nothing_twice():
    first = run(INVOICE, 5)
    again = run(INVOICE, 5, row(2, 5, status="draft"))
    assert levels(first) == {"I1": 2}
    assert reason(again) == ("already", None)


# interval of 14 days, L6 of 1 March repeated: not on the 14th, on the 15th
@pytest.mark.parametrize(("on", "expected"), [(14, "too_soon"), (15, {"I1": 6})])
def test_interval_between_letters_of_one_level(on, expected):
    text = "2025-10-01 invoice C1 I1 1000.00 due 2026-01-01"
    sent = row(6, date(2026, 3, 1))
    policy = {"dunning": {"interval": 14, "last_repeats": 9}}
    assert levels(run(text, date(2026, 3, on), sent, policy=policy)) == expected


def test_a_letter_of_a_higher_level_need_not_wait_for_the_interval():
    assert levels(run(INVOICE, 5, row(1, 1), policy={"dunning": {"interval": 30}})) == {"I1": 2}


def test_a_new_item_waits_for_the_interval():
    # I1, due on day 15, had L1 on day 16 and comes to L2 on day 20; I2, due on day 16, comes to L1
    # on day 17: a letter of level 1 would follow one of yesterday
    text = """
        2026-02-14 invoice C1 I1 1000.00 due 2026-03-16 terms N60
        2026-02-14 invoice C1 I2 500.00 due 2026-03-17 terms N60
    """
    sent = row(1, 16)
    assert reason(run(text, 17, sent)) == ("too_soon", day(20))
    assert levels(run(text, 20, sent)) == {"I1": 2, "I2": 1}


def test_without_anything_higher_to_come_the_interval_is_waited_out():
    # I1 was paid meanwhile; I2 alone waits until 16 + 7
    text = """
        2026-02-14 invoice C1 I1 1000.00 due 2026-03-16 terms N60
        2026-02-14 invoice C1 I2 500.00 due 2026-03-17 terms N60
        2026-03-17 receipt C1 R1 1000.00 for I1
    """
    assert reason(run(text, 17, row(1, 16))) == ("too_soon", day(23))


# --- levels asked for, customers asked for -----------------------------------------------------


def test_a_level_asked_for_goes_before_the_ladder():
    assert levels(run(INVOICE, 2, level=4)) == {"I1": 4}
    assert levels(run(INVOICE, 60, row(6, 55), level=6)) == {"I1": 6}
    assert levels(run("2023-01-01 invoice C1 I1 100.00 due 2023-03-05", 5, level=3)) == {"I1": 3}


def test_a_level_asked_for_does_not_make_claims_that_are_none():
    assert reason(run(INVOICE, 0, level=3))[0] == "not_due"
    disputed = f"{INVOICE} disputed 1"
    assert reason(run(disputed, 5, level=3))[0] == "disputed"
    assert reason(run(f"customer C1 block 2026-04-01\n{INVOICE}", 5, level=3))[0] == "blocked"
    assert reason(run(INVOICE, 5, row(1, 1, status="draft"), level=3))[0] == "draft_pending"


def test_a_reminder_asked_for():
    assert levels(run(SOON, -7, row(0, -8), level=0)) == {"I1": 0}
    assert reason(run(SOON, -8, level=0))[0] == "not_due"
    assert reason(run(SOON, 0, level=0))[0] == "not_due"


@pytest.mark.parametrize("level", [7, -1, 9])
def test_a_level_the_ladder_does_not_have(level):
    with pytest.raises(BadValue, match=f"no letter of level {level}"):
        run(INVOICE, 5, level=level)


def test_other_kinds_have_no_levels():
    with pytest.raises(BadValue, match="only letters have levels"):
        run(INVOICE, 5, kind="stop", level=3)


def test_only_the_customers_asked_for():
    text = f"""
        {INVOICE}
        2026-01-30 invoice C2 J1 500.00 due 2026-03-01
        2026-01-30 receipt C3 R1 500.00
    """
    found = run(text, 1, customers=["C2", "C3"])
    assert levels(replace(found, skipped=())) == {"J1": 1}
    assert [(one.customer, one.reason) for one in found.skipped] == [(2, "nothing_open")]


def test_an_unknown_customer():
    with pytest.raises(UnknownCustomer, match='no customer "C9"'):
        run(INVOICE, 1, customers=["C9"])


def test_nobody_asked_for_is_nobody():
    found = run(INVOICE, 1, customers=[])
    assert (found.letters, found.skipped) == ((), ())


def test_an_empty_ledger():
    found = run("customer C1", 1)
    assert (found.letters, found.skipped) == ((), ())


# --- last day to pay, fees ---------------------------------------------------------------------


def test_last_day_to_pay_counts_from_the_date_of_the_letter():
    (letter,) = run(INVOICE, 5, date=day(7)).letters
    assert (letter.date, letter.pay_by) == (day(7), day(14))


def test_last_day_to_pay_by_level():
    policy = {"dunning": {"payment_days": 5, "level_payment_days": {"2": 10}}}
    assert run(INVOICE, 1, policy=policy).letters[0].pay_by == day(6)
    assert run(INVOICE, 5, policy=policy).letters[0].pay_by == day(15)


def fees(*ranges):
    return {"dunning": {"fees": list(ranges)}}


def test_there_are_no_fees_unless_agreed():
    assert run(INVOICE, 30).letters[0].fee == 0


def test_a_fee_for_each_item_of_the_level():
    # 2 % of 1,000.00 at L4, fixed 5.00 at L1
    policy = fees({"level": 4, "rate": "0.02"}, {"level": 1, "fixed": 5})
    (letter,) = run(TWO, 17, row(3, 13), policy=policy).letters
    assert [item.fee for item in letter.items] == [2_000, 500]
    assert (letter.fee, letter.total) == (2_500, 150_000)


def test_a_fee_is_charged_once_for_an_item_and_level():
    policy = fees({"level": 2, "fixed": 10})
    assert run(INVOICE, 9, row(2, 5), level=2, policy=policy).letters[0].fee == 0
    withdrawn = row(2, 5, status="withdrawn")
    assert run(INVOICE, 9, withdrawn, level=2, policy=policy).letters[0].fee == 1_000


def test_an_item_listed_beside_others_costs_nothing_again():
    ranges = [{"level": 3, "fixed": 9}, {"level": 1, "fixed": 2}]
    policy = {"dunning": {"interval": 1, "fees": ranges}}
    (letter,) = run(STAGGERED, 14, row(3, 13), policy=policy).letters
    assert [item.fee for item in letter.items] == [0, 200]


def test_the_fee_is_taken_on_what_is_demanded():
    text = "2026-01-30 invoice C1 I1 100000.00 due 2026-03-01 disputed_amount 5000.00"
    (letter,) = run(text, 1, policy=fees({"level": 1, "rate": "0.01"})).letters
    assert letter.fee == 95_000


# --- agency, lawyer, stop ----------------------------------------------------------------------


def special(kind, text, past_due, *register, **options):
    found = run(text, past_due, *register, kind=kind, **options)
    outcome = levels(found)
    return list(outcome) if isinstance(outcome, dict) else outcome


# the hand-over: from day 37, when all letters were sent
AGENCY = [
    (36, (row(6, 30),), "not_due"),
    (37, (row(6, 30),), ["I1"]),
    (37, (row(5, 21),), "not_due"),  # the final notice is still to come
    (300, (row(6, 30),), ["I1"]),
]


@pytest.mark.parametrize(("past_due", "register", "expected"), AGENCY)
def test_hand_over_to_an_agent(past_due, register, expected):
    assert special("agency", INVOICE, past_due, *register) == expected


def test_nothing_is_handed_over_twice():
    done = row(-1, 40, RegisteredItem("I1"), number="WT-2026-0001", kind="agency")
    assert special("agency", INVOICE, 50, row(6, 30), done) == "already"
    by_act = f"{INVOICE}\n2026-04-10 act C1 other I1"
    assert special("agency", by_act, 50, row(6, 30)) == "not_due"


def test_a_withdrawn_hand_over_can_be_made_again():
    done = row(-1, 40, RegisteredItem("I1"), kind="agency", status="withdrawn")
    assert special("agency", INVOICE, 50, row(6, 30), done) == ["I1"]


def test_what_is_not_late_enough_stays_with_us():
    text = INVOICE + "\n2026-03-20 invoice C1 I2 500.00 due 2026-04-01"
    assert special("agency", text, 45, row(6, 30)) == ["I1"]


# the lawyer's letter: from day 217, with all that is over 37 days
def test_lawyers_letter():
    text = INVOICE + "\n2026-07-01 invoice C1 I2 500.00 due 2026-08-01"
    assert special("lawyer", text, 216, row(6, 30)) == "not_due"
    found = run(text, 217, row(6, 30), kind="lawyer")
    assert levels(found) == {"I1": 7, "I2": 7}  # the level that the ladder gives it
    assert found.letters[0].pay_by == day(224)


def test_no_lawyers_letter_in_court():
    text = f"{INVOICE}\n2026-05-01 act C1 suit I1"
    assert special("lawyer", text, 217, row(6, 30)) == "sued"


STOPS = [
    ("", 29, "not_due"),
    ("", 30, ["I1"]),
    ("customer C1 status frozen\n", 1, ["I1"]),
    ("customer C1 status blacklisted\n", 1, ["I1"]),
    ("customer C1 limit 999.99\n", 1, ["I1"]),  # over the limit
    ("customer C1 limit 1000.00\n", 1, "not_due"),
    ("customer C1 grade D\n", 1, ["I1"]),  # served against prepayment only
    ("customer C1 status frozen\n", 0, "not_due"),  # nothing is overdue
]


@pytest.mark.parametrize(("customer", "past_due", "expected"), STOPS)
def test_stop_of_deliveries(customer, past_due, expected):
    assert special("stop", customer + INVOICE, past_due) == expected


def test_a_stop_lists_all_that_is_overdue_and_comes_again_only_for_more():
    done = row(-1, 30, RegisteredItem("I1"), number="TF-2026-0001", kind="stop")
    assert special("stop", TWO, 30) == ["I1", "I2"]
    assert special("stop", INVOICE, 40, done) == "already"
    # I2, due on day 15, is itself 30 days late on day 45
    assert special("stop", TWO, 44, done) == "already"
    assert special("stop", TWO, 45, done) == ["I1", "I2"]


def test_a_stop_needs_the_rates_the_credit_standing_needs():
    text = f"""
        {INVOICE}
        2026-01-30 invoice C1 I2 500.00 due 2026-03-01 currency USD
    """
    with pytest.raises(MissingRate):
        run(text, 30, kind="stop")


@pytest.mark.parametrize("kind", ["agency", "lawyer", "stop"])
def test_for_customers_named_by_the_user_all_that_is_overdue_is_taken_up(kind):
    assert special(kind, TWO, 17, customers=["C1"]) == ["I1", "I2"]


# --- the words of a skip -----------------------------------------------------------------------


def test_every_reason_has_words_in_both_languages():
    assert all(text.zh and text.en for text in REASONS.values())


SKIPS = [
    (Skip(0, 0, "below_minimum", 1), "低于最低发函金额", "below the minimum amount"),
    (
        Skip(0, 0, "draft_pending", 1, number="CK-2026-0001"),
        "尚有草稿未发出或撤回（CK-2026-0001）",
        "a draft is neither sent nor withdrawn yet (CK-2026-0001)",
    ),
    (
        Skip(0, 0, "promise", 1, next_on=date(2026, 3, 21)),
        "还款承诺尚未到期，2026-03-21 起可发",
        "a promise to pay is running, next on 2026-03-21",
    ),
]


@pytest.mark.parametrize(("skip", "zh", "en"), SKIPS)
def test_words_of_a_skip(skip, zh, en):
    assert (skip.text("zh"), skip.text("en")) == (zh, en)


def test_a_skip_states_what_is_overdue():
    text = TWO + "\n2026-01-30 invoice C1 I3 70.00 due 2026-12-01"
    (skip,) = run(f"customer C1 block 2026-12-31\n{text}", 17).skipped
    assert skip.amount == 150_000


# --- laws --------------------------------------------------------------------------------------


def demo_run(kind="letter"):
    policy = Policy.from_mapping({"rates": {"USD": "7.15"}})
    ledger, _ = build(demo_tables(), policy)
    return dunning_run(ledger, AS_OF, policy=policy, kind=kind)


@pytest.fixture(scope="module", params=["letter", "agency", "lawyer", "stop"])
def whole(request):
    return demo_run(request.param)


def test_everyone_with_something_open_has_one_letter_or_one_reason(whole):
    items = open_items(whole.ledger, whole.as_of)
    owing = set(whole.ledger.group[items.document[items.open > 0]].tolist())
    outcomes = [*whole.letters, *whole.skipped]
    groups = [one.customer * len(whole.ledger.currencies) + one.currency for one in outcomes]
    assert sorted(groups) == sorted(owing)


def test_no_letter_demands_more_than_is_open(whole):
    items = open_items(whole.ledger, whole.as_of)
    opened = dict(zip(items.document.tolist(), items.open.tolist(), strict=True))
    for letter in whole.letters:
        for item in letter.items:
            assert 0 < item.demanded == opened[item.document] - item.disputed


def test_the_level_of_a_letter_is_that_of_its_highest_item(whole):
    for letter in whole.letters:
        assert letter.level == max(item.level for item in letter.items)
        assert any(item.is_new for item in letter.items)


def test_a_run_sent_and_run_again_next_day_repeats_no_level():
    first = demo_run()
    ledger = first.ledger
    sent = [registered(ledger, letter, place) for place, letter in enumerate(first.letters)]
    again = dunning_run(ledger, first.as_of + timedelta(days=1), register=sent)
    before = {(letter.customer, letter.currency): letter.level for letter in first.letters}
    for letter in again.letters:
        assert letter.level > before.get((letter.customer, letter.currency), -1)


def registered(ledger, letter: Demand, place):
    documents = ledger.documents
    items = tuple(
        RegisteredItem(
            documents.number[item.document], int(documents.instalment[item.document]), item.level
        )
        for item in letter.items
    )
    return RegisterRow(
        f"CK-2026-{place:04}", "letter", letter.level, ledger.customers.id[letter.customer],
        ledger.currencies[letter.currency], letter.total, letter.date, letter.date,
        status="sent", sent_on=letter.date, items=items,
    )  # fmt: skip


def test_a_day_walked_through_gives_the_whole_ladder():
    """Every letter sent on the day it is made: L0 at -7, then 1, 5, 11 (deadline), 17, 21, 30."""
    sent, found = [], []
    for past_due in range(-10, 60):
        outcome = run(INVOICE, past_due, *sent)
        for letter in outcome.letters:
            found.append((past_due, letter.level))
            number = f"CK-2026-{len(sent):04}"
            sent.append(row(letter.level, past_due, number=number))
    assert found == [(-7, 0), (1, 1), (5, 2), (11, 3), (17, 4), (21, 5), (30, 6)]
