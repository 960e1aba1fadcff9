"""What follows from the register: levels from what was sent, limitation from what was delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.dates import iso
from xlar.core.ledger import ActKind
from xlar.core.limitation import limitation
from xlar.core.policy import Policy
from xlar.core.registered import (
    STATUSES,
    RegisteredItem,
    RegisterRow,
    sent_letters,
    unmatched_items,
    with_register,
)
from xlar.core.stages import stages

LEDGER = """
    2026-01-01 invoice C1 I1 100.00 due 2026-02-01
    2026-01-01 invoice C1 I2 50.00 due 2026-03-01 instalment 1
    2026-01-01 invoice C1 I2 50.00 due 2026-04-01 instalment 2
    2026-01-01 invoice C2 J1 100.00 due 2026-02-01
"""
AS_OF = date(2026, 6, 30)
LETTER = RegisterRow(
    "CK-2026-0001", "letter", 3, "C1", "CNY", 10_000, date(2026, 3, 1), date(2026, 2, 28),
    status="acknowledged", sent_on=date(2026, 3, 2), delivered_on=date(2026, 3, 5),
    items=(RegisteredItem("I1", 0, 3),),
)  # fmt: skip


def sent(*rows, ledger=LEDGER):
    """(number, instalment, level, day sent) of everything that counts as sent."""
    ledger = ledger_of(ledger)
    found = sent_letters(ledger, rows)
    documents = ledger.documents
    return [
        (documents.number[at], int(documents.instalment[at]), level, iso(on))
        for at, level, on in zip(
            found.document.tolist(), found.level.tolist(), found.sent_on.tolist(), strict=True
        )
    ]


def lapses(*rows, policy=None, ledger=LEDGER):
    """Day of lapse by number of invoice."""
    policy = Policy.from_mapping(policy or {})
    report = limitation(with_register(ledger_of(ledger), rows), AS_OF, policy=policy)
    numbers = report.ledger.documents.number[report.document].tolist()
    return dict(zip(numbers, map(iso, report.lapse.tolist()), strict=True))


# --- levels ------------------------------------------------------------------------------------

# status → whether the letter counts as sent
COUNTS = {
    "draft": False, "sent": True, "acknowledged": True, "returned": False, "withdrawn": False,
}  # fmt: skip


@pytest.mark.parametrize("status", COUNTS)
def test_only_what_went_out_raises_a_level(status):
    expected = [("I1", 0, 3, "2026-03-02")] if COUNTS[status] else []
    assert sent(replace(LETTER, status=status)) == expected


def test_every_status_has_words():
    assert set(STATUSES) == set(COUNTS)
    assert [STATUSES[code].zh for code in COUNTS] == ["草稿", "已发", "已签收", "退回", "撤回"]


def test_the_date_of_the_letter_stands_in_for_a_day_sent():
    assert sent(replace(LETTER, sent_on=None)) == [("I1", 0, 3, "2026-03-01")]


def test_each_item_has_its_own_level():
    items = (RegisteredItem("I1", 0, 3), RegisteredItem("I2", 2, 1))
    assert sent(replace(LETTER, items=items)) == [
        ("I1", 0, 3, "2026-03-02"),
        ("I2", 2, 1, "2026-03-02"),
    ]


def test_the_reminder_before_due_is_a_letter_of_level_0():
    items = (RegisteredItem("I1", 0, 0),)
    assert sent(replace(LETTER, level=0, items=items)) == [("I1", 0, 0, "2026-03-02")]


@pytest.mark.parametrize("kind", ["statement", "agency", "stop", "promise"])
def test_items_without_a_level_raise_none(kind):
    assert sent(replace(LETTER, kind=kind, level=-1, items=(RegisteredItem("I1"),))) == []


def test_the_lawyers_letter_brings_the_level_the_ladder_gives_it():
    row = replace(LETTER, kind="lawyer", level=-1, items=(RegisteredItem("I1", 0, 7),))
    assert sent(row) == [("I1", 0, 7, "2026-03-02")]


def test_an_item_of_another_customer_is_not_meant():
    assert sent(replace(LETTER, customer_id="C2")) == []


def test_an_invoice_comes_before_a_refund_of_the_same_number():
    ledger = """
        2026-01-01 invoice C1 X 100.00 due 2026-02-01
        2026-01-01 refund C1 X -70.00
    """
    row = replace(LETTER, items=(RegisteredItem("X", 0, 3),))
    found = sent_letters(ledger_of(ledger), [row])
    assert ledger_of(ledger).documents.amount[found.document].tolist() == [10_000]


def test_the_stage_report_shows_the_level_of_the_register():
    ledger = ledger_of(LEDGER)
    report = stages(ledger, AS_OF, sent=sent_letters(ledger, [LETTER]))
    levels = dict(zip(ledger.documents.number[report.document], report.level, strict=True))
    assert levels == {"I1": 3, "I2": 0, "J1": 0}


def test_an_empty_register():
    assert sent() == []
    ledger = ledger_of(LEDGER)
    assert with_register(ledger, []) is ledger
    assert unmatched_items(ledger, []) == ()


# --- limitation --------------------------------------------------------------------------------


def test_a_delivered_demand_restarts_the_items_it_names():
    # due 2026-02-01: 2029-02-01; delivered on 2026-03-05: 2029-03-05; instalments from the last
    assert lapses() == {"I1": "2029-02-01", "I2": "2029-04-01", "J1": "2029-02-01"}
    assert lapses(LETTER) == {"I1": "2029-03-05", "I2": "2029-04-01", "J1": "2029-02-01"}


@pytest.mark.parametrize("status", ["draft", "sent", "returned", "withdrawn"])
def test_only_what_was_signed_for_restarts(status):
    assert lapses(replace(LETTER, status=status))["I1"] == "2029-02-01"


def test_signed_for_on_no_known_day_restarts_nothing():
    assert lapses(replace(LETTER, delivered_on=None))["I1"] == "2029-02-01"


def test_a_policy_may_take_sending_for_delivery_after_some_days():
    policy = {"limitation": {"delivered_after_sending": 7}}
    # sent on 2026-03-02, taken as delivered on 2026-03-09
    assert lapses(replace(LETTER, status="sent"), policy=policy)["I1"] == "2029-03-09"
    assert lapses(replace(LETTER, status="returned"), policy=policy)["I1"] == "2029-02-01"
    assert lapses(LETTER, policy=policy)["I1"] == "2029-03-05"


def test_the_reminder_before_due_restarts_nothing():
    row = replace(LETTER, level=0, items=(RegisteredItem("I1", 0, 0),))
    assert lapses(row)["I1"] == "2029-02-01"


def test_an_item_that_is_named_without_a_level_of_its_own_is_demanded_all_the_same():
    row = replace(LETTER, items=(RegisteredItem("I1"),))
    assert lapses(row)["I1"] == "2029-03-05"


@pytest.mark.parametrize("kind", ["statement", "confirmation", "stop", "agency", "plan"])
def test_other_documents_restart_nothing(kind):
    assert lapses(replace(LETTER, kind=kind, level=-1))["I1"] == "2029-02-01"


def test_the_lawyers_letter_is_a_demand():
    row = replace(LETTER, kind="lawyer", level=-1, items=(RegisteredItem("I1", 0, 7),))
    assert lapses(row)["I1"] == "2029-03-05"


def test_a_delivery_after_the_day_looked_from_has_not_happened():
    assert lapses(replace(LETTER, delivered_on=date(2026, 7, 1)))["I1"] == "2029-02-01"


def test_the_acts_of_the_ledger_stay():
    ledger = ledger_of(
        LEDGER + "\n2026-05-01 act C2 letter J1 sent 2026-05-01 delivered 2026-05-04"
    )
    merged = with_register(ledger, [LETTER])
    assert (len(ledger.acts), len(merged.acts)) == (1, 2)
    assert merged.acts.kind.tolist() == [ActKind.LETTER, ActKind.LETTER]
    assert merged.documents is ledger.documents


def test_a_hand_over_note_that_went_out_is_the_hand_over():
    ledger = ledger_of(LEDGER)
    letters = replace(LETTER, level=6, items=(RegisteredItem("I1", 0, 6),))
    note = replace(
        LETTER, number="WT-2026-0001", kind="agency", level=-1, status="sent",
        sent_on=date(2026, 4, 1), items=(RegisteredItem("I1"),),
    )  # fmt: skip

    def next_action(rows):
        merged = with_register(ledger, rows)
        report = stages(merged, AS_OF, sent=sent_letters(merged, rows))
        return report.next_action[0]

    assert next_action([letters]) == "handover"
    assert next_action([letters, replace(note, status="draft")]) == "handover"
    assert next_action([letters, note]) == "L7"


# --- what the ledger does not know -------------------------------------------------------------


def test_items_the_ledger_lacks_are_named():
    row = replace(LETTER, items=(RegisteredItem("I1", 0, 3), RegisteredItem("I2", 9, 3)))
    assert unmatched_items(ledger_of(LEDGER), [row]) == ((row, RegisteredItem("I2", 9, 3)),)
    stranger = replace(LETTER, customer_id="C9")
    assert unmatched_items(ledger_of(LEDGER), [stranger]) == ((stranger, LETTER.items[0]),)
