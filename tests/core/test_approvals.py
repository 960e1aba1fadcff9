"""Approvals as they act on a ledger: extensions, pauses, releases and limits for a time."""

from __future__ import annotations

import pytest
from figures import day, days_past_due
from ledgers import ledger_of

from xlar.core.approvals import approved_limits, in_force, with_approvals
from xlar.core.collections import worklist
from xlar.core.columns import NEVER, NO_AMOUNT
from xlar.core.credit import credit
from xlar.core.dates import iso
from xlar.core.dunning import dunning_run
from xlar.core.policy import Policy
from xlar.core.records import ApprovalKind
from xlar.core.stages import stages

# N30 of 2026-03-02: due 04-01, final deadline 04-11
ITEMS = """
customer C1 terms N30 limit 10000.00
2026-03-02 invoice C1 INV-1 1000.00
2026-03-12 invoice C1 INV-2 2000.00
"""
CONTRACT = Policy.from_mapping({"dunning": {"extension": "contract"}})


def extended(more, as_of, policy=None):
    ledger = with_approvals(ledger_of(ITEMS + more), day(as_of), policy)
    documents = ledger.documents
    return {
        number: (iso(due), iso(final))
        for number, due, final in zip(
            documents.number, documents.due.tolist(), documents.final.tolist(), strict=True
        )
    }


PLAIN = {"INV-1": ("2026-04-01", "2026-04-11"), "INV-2": ("2026-04-11", "2026-04-21")}
NAMED = "2026-04-05 approval C1 AP-1 extension INV-1 approved_by 王 extended_to 2026-05-31"


def test_an_extension_moves_due_date_and_final_deadline_from_its_day_on():
    assert extended(NAMED, "2026-04-04") == PLAIN
    # 04-11 is 10 days after 04-01, and so is 06-10 after 05-31
    assert extended(NAMED, "2026-04-05") == PLAIN | {"INV-1": ("2026-05-31", "2026-06-10")}


def test_dates_of_the_contract_stay_by_setting():
    assert extended(NAMED, "2026-06-30", CONTRACT) == PLAIN


def test_days_past_due_follow():
    ledger = ledger_of(ITEMS + NAMED)
    moved = with_approvals(ledger, day("2026-06-30"))
    assert days_past_due(ledger, "2026-06-30")["INV-1"] == 90
    assert days_past_due(moved, "2026-06-30")["INV-1"] == 30


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        # the account: what was there by then
        (
            "2026-03-10 approval C1 AP-1 extension - approved_by 王 extended_to 2026-05-31",
            PLAIN | {"INV-1": ("2026-05-31", "2026-06-10")},
        ),
        # never earlier
        (
            "2026-04-05 approval C1 AP-1 extension INV-1 approved_by 王 extended_to 2026-03-31",
            PLAIN,
        ),
        # the last one given holds, though it is shorter
        (
            f"{NAMED}\n2026-04-20 approval C1 AP-2 extension INV-1 approved_by 王 "
            "extended_to 2026-05-10",
            PLAIN | {"INV-1": ("2026-05-10", "2026-05-20")},
        ),
        (
            f"{NAMED}\n2026-04-20 approval C1 AP-2 extension - approved_by 王 "
            "extended_to 2026-05-10",
            {"INV-1": ("2026-05-10", "2026-05-20"), "INV-2": ("2026-05-10", "2026-05-20")},
        ),
        (
            f"{NAMED}\n"
            "2026-04-01 approval C1 AP-0 extension - approved_by 王 extended_to 2026-04-30",
            {"INV-1": ("2026-05-31", "2026-06-10"), "INV-2": ("2026-04-30", "2026-05-10")},
        ),
        # withdrawn: it held to its last day
        (f"{NAMED} valid_to 2026-04-30", PLAIN),
        # other approvals move nothing
        (NAMED.replace("extension", "promise"), PLAIN),
    ],
)
def test_which_dates_extensions_move(more, expected):
    assert extended(more, "2026-05-01") == expected


def test_without_approvals_the_ledger_is_the_same_object():
    ledger = ledger_of(ITEMS + NAMED)
    assert with_approvals(ledger, day("2026-04-04")) is ledger


@pytest.mark.parametrize(
    ("as_of", "reasons"),
    [
        ("2026-05-09", []),
        ("2026-05-10", ["blocked"]),
        ("2026-05-31", ["blocked"]),
        ("2026-06-01", []),
    ],
)
def test_a_pause_of_the_account_stops_letters_from_its_day_to_its_last(as_of, reasons):
    pause = "2026-05-10 approval C1 AP-1 pause - approved_by 王 valid_to 2026-05-31"
    ledger = with_approvals(ledger_of(ITEMS + pause), day(as_of))
    run = dunning_run(ledger, day(as_of), policy=Policy(), register=())
    assert [one.reason for one in run.skipped] == reasons


def test_a_pause_without_an_end_goes_on():
    pause = "2026-05-10 approval C1 AP-1 pause - approved_by 王"
    ledger = with_approvals(ledger_of(ITEMS + pause), day("2030-01-01"))
    run = dunning_run(ledger, day("2030-01-01"), policy=Policy(), register=())
    assert [one.reason for one in run.skipped] == ["blocked"]


PAUSED = "2026-05-10 approval C1 AP-1 pause INV-1 approved_by 王 valid_to 2026-05-31"


def letters_of(more, as_of, **options):
    """Demanded by document on the letters of a day, and reason and next day of every skip."""
    ledger = with_approvals(ledger_of(ITEMS + more), day(as_of))
    run = dunning_run(ledger, day(as_of), policy=Policy(), register=(), **options)
    number = ledger.documents.number
    demanded = {number[one.document]: one.demanded for made in run.letters for one in made.items}
    return demanded, [(one.reason, one.next_on and str(one.next_on)) for one in run.skipped]


@pytest.mark.parametrize(
    ("as_of", "demanded"),
    [
        # 1,000.00 of INV-1 and 2,000.00 of INV-2, both overdue since April
        ("2026-05-09", {"INV-1": 1_000_00, "INV-2": 2_000_00}),
        ("2026-05-10", {"INV-2": 2_000_00}),  # the first day of the pause
        ("2026-05-31", {"INV-2": 2_000_00}),  # its last
        ("2026-06-01", {"INV-1": 1_000_00, "INV-2": 2_000_00}),
    ],
)
def test_a_pause_of_documents_holds_these_and_no_others_from_letters(as_of, demanded):
    assert letters_of(PAUSED, as_of) == (demanded, [])


@pytest.mark.parametrize(
    ("options", "demanded"),
    [({"level": 3}, {"INV-2": 2_000_00}), ({"kind": "stop"}, {"INV-2": 2_000_00})],
)
def test_a_pause_holds_letters_asked_for_as_well(options, demanded):
    # d of INV-2 on 05-20 is 39: stage 6, deliveries are stopped
    assert letters_of(PAUSED, "2026-05-20", **options) == (demanded, [])


@pytest.mark.parametrize(
    ("more", "skipped"),
    [
        (PAUSED.replace("INV-1", "INV-1,INV-2"), [("paused", "2026-06-01")]),
        (PAUSED.replace("INV-1", "全部"), [("paused", "2026-06-01")]),
        # the first of them is free on 05-26
        (
            f"{PAUSED}\n2026-05-10 approval C1 AP-2 pause INV-2 approved_by 王 valid_to 2026-05-25",
            [("paused", "2026-05-26")],
        ),
        # the longer of two counts
        (
            f"{PAUSED.replace('INV-1', '全部')}\n"
            "2026-05-11 approval C1 AP-2 pause INV-1,INV-2 approved_by 王 valid_to 2026-06-15",
            [("paused", "2026-06-16")],
        ),
        # without an end no day is known
        ("2026-05-10 approval C1 AP-1 pause INV-1,INV-2 approved_by 王", [("paused", None)]),
        # paused and promised: the pause is told
        (
            f"{PAUSED.replace('INV-1', '全部')}\n"
            "2026-05-10 promise C1 INV-1 1000.00 pay 2026-06-20",
            [("paused", "2026-06-01")],
        ),
    ],
)
def test_where_all_that_is_overdue_is_paused_there_is_no_letter(more, skipped):
    assert letters_of(more, "2026-05-20") == ({}, skipped)


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        ("2026-05-09", "2026-05-09"),
        ("2026-05-10", "2026-06-01"),
        ("2026-05-31", "2026-06-01"),
        ("2026-06-01", "2026-06-01"),
    ],
)
def test_a_pause_of_documents_puts_off_their_next_step_alone(as_of, first):
    text = ITEMS + PAUSED
    paused, plain = (stages(ledger_of(one), day(as_of)) for one in (text, ITEMS))
    assert paused.next_action.tolist() == plain.next_action.tolist()
    due = [iso(one) for one in paused.next_action_date.tolist()]
    assert max(due[0], as_of) == first
    assert paused.next_action_date[1] == plain.next_action_date[1]
    items = worklist(ledger_of(text), day(as_of))
    waits = {
        items.ledger.documents.number[document]: "act_later" in measures
        for document, measures in zip(items.document.tolist(), items.measures, strict=True)
    }
    assert waits == {"INV-1": first > as_of, "INV-2": False}


def test_an_open_pause_of_a_document_never_comes_to_its_next_step():
    pause = "2026-05-10 approval C1 AP-1 pause INV-1 approved_by 王"
    report = stages(ledger_of(ITEMS + pause), day("2026-06-30"))
    assert iso(report.next_action_date[0]) == "2199-12-31"


@pytest.mark.parametrize(
    ("as_of", "holds"), [("2026-04-04", 0), ("2026-04-05", 1), ("2026-05-31", 1), ("2026-06-01", 0)]
)
def test_an_approval_holds_from_its_date_to_its_last_day(as_of, holds):
    release = "2026-04-05 approval C1 AP-1 release - approved_by 王 valid_to 2026-05-31"
    day_of = day(as_of).toordinal() - day("1970-01-01").toordinal()
    assert len(in_force(ledger_of(ITEMS + release), ApprovalKind.RELEASE, day_of)) == holds


def decision(more, as_of="2026-05-15", order=100_00, customer=""):
    text = ITEMS.replace("limit 10000.00", f"limit 10000.00 {customer}") + more
    report = credit(ledger_of(text), day(as_of), orders={"C1": order})
    return report.decision[0], list(report.reasons[0]), int(report.approval[0])


RELEASE = "2026-05-01 approval C1 AP-1 release - approved_by 王 valid_to 2026-05-31"
LATE = ["past_final_deadline"]


@pytest.mark.parametrize(
    ("more", "options", "expected"),
    [
        ("", {}, ("approve", LATE, -1)),
        (RELEASE, {}, ("release", LATE, 0)),
        (RELEASE, {"as_of": "2026-06-01"}, ("approve", LATE, -1)),
        # up to its amount
        (f"{RELEASE} amount 100.00", {}, ("release", LATE, 0)),
        (f"{RELEASE} amount 99.99", {}, ("approve", LATE, -1)),
        # a hold stays a hold
        (RELEASE, {"customer": "status frozen"}, ("hold", ["frozen", *LATE], -1)),
        # the items it names are tolerated, others are not
        (RELEASE.replace(" - ", " INV-1,INV-2 "), {}, ("release", [], -1)),
        (RELEASE.replace(" - ", " INV-1 "), {}, ("approve", LATE, -1)),
        # another kind is no release
        (RELEASE.replace("release", "promise"), {}, ("approve", LATE, -1)),
    ],
)
def test_an_approval_releases_what_needs_one(more, options, expected):
    assert decision(more, **options) == expected


@pytest.mark.parametrize(("order", "decided"), [(5_000_00, "hold"), (4_000_00, "approve")])
def test_an_approved_limit_takes_the_place_of_the_customers_own(order, decided):
    # exposure 3,000 + 4,000 = 7,000 exactly; the customer's own limit would allow 10,000
    limit = "2026-05-01 approval C1 AP-1 limit - amount 7000.00 approved_by 王 valid_to 2026-05-31"
    assert decision(limit, order=order)[0] == decided
    assert "over_limit" not in decision(limit, "2026-06-01", order=5_000_00)[1]


def test_the_limit_given_last_holds():
    limits = """
    2026-05-01 approval C1 AP-1 limit - amount 7000.00 approved_by 王
    2026-05-02 approval C1 AP-2 limit - amount 9000.00 approved_by 王 valid_to 2026-05-31
    """
    amount, until = approved_limits(ledger_of(ITEMS + limits), 20_590)  # 2026-05-17
    assert (amount.tolist(), [iso(one) for one in until.tolist()]) == ([9000_00], ["2026-05-31"])
    amount, until = approved_limits(ledger_of(ITEMS), 20_590)
    assert (amount.tolist(), until.tolist()) == ([NO_AMOUNT], [NEVER])
