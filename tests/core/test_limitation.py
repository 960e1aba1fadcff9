"""Limitation of action: hand-worked dates, every kind of event, and a plain second reading."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from figures import amount_of, day, name_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import ledger_of

from xlar.core.columns import NEVER
from xlar.core.dates import day_number, iso, parse_iso
from xlar.core.ledger import ActKind
from xlar.core.limitation import Cause, guarantee_lapse, limitation, limitation_days
from xlar.core.policy import Policy

ONE = "2023-10-21 invoice C1 INV-1 1000.00 due 2023-11-20"


def policy(**values):
    return Policy.from_mapping({"limitation": values})


def lapses(text, as_of="2026-06-30", **values):
    """Last day of the period by document; None while proceedings run."""
    ledger = ledger_of(text)
    report = limitation(ledger, day(as_of), policy=policy(**values))
    pairs = zip(report.document, report.lapse, strict=True)
    return {name_of(ledger, place): iso(lapse) for place, lapse in pairs}


def lapse(events="", as_of="2026-06-30", **values):
    return lapses(f"{ONE}\n{events}", as_of, **values)["INV-1"]


def warnings(text, as_of, **values):
    report = limitation(ledger_of(text), day(as_of), policy=policy(**values))
    return [[iso(day) for day in row] for row in report.warnings], report.warned().tolist()


# Examples T30 to T33


def test_three_calendar_years_after_the_due_date():
    assert lapse() == "2026-11-20"  # T30


def test_warnings_six_three_and_one_month_before():
    days = ["2026-05-20", "2026-08-20", "2026-10-20"]  # T30
    assert warnings(ONE, "2026-05-19") == ([days], [0])
    assert warnings(ONE, "2026-05-20") == ([days], [1])
    assert warnings(ONE, "2026-10-19") == ([days], [2])
    assert warnings(ONE, "2026-12-31") == ([days], [3])


def test_a_demand_delivered_begins_a_new_period():
    event = "2025-03-10 act C1 letter INV-1 sent 2025-03-10 delivered 2025-03-15"
    assert lapse(event) == "2028-03-15"  # T30


def test_a_demand_drafted_and_never_sent_changes_nothing():
    assert lapse("2025-03-15 act C1 letter INV-1") == "2026-11-20"  # T30


def test_an_auditor_s_confirmation_changes_nothing():
    event = "2025-03-15 act C1 audit_confirmation INV-1 delivered 2025-03-15 evidence signed"
    assert lapse(event) == "2026-11-20"  # T30


def test_the_29th_of_february_lapses_on_the_28th():
    assert lapses("2024-01-01 invoice C1 INV-1 1.00 due 2024-02-29") == {
        "INV-1": "2027-02-28"
    }  # T31


def test_months_before_the_end_of_august_end_in_february():
    text = "2023-08-01 invoice C1 INV-1 1.00 due 2023-08-31"
    assert warnings(text, "2026-03-01")[0] == [["2026-02-28", "2026-05-31", "2026-07-31"]]  # T31


def test_a_letter_after_the_lapse_changes_nothing():
    event = "2026-12-01 act C1 letter INV-1 delivered 2026-12-01"
    assert lapse(event, "2026-12-31") == "2026-11-20"  # T32


def test_the_customer_s_acknowledgement_after_the_lapse_begins_a_new_period():
    event = "2026-12-01 act C1 acknowledgement INV-1"
    assert lapse(event, "2026-12-31") == "2029-12-01"  # T32


def test_instalments_run_from_the_last_of_them():
    text = """
    2026-01-01 invoice C1 PLAN 300.00 instalment 1 due 2026-04-30
    2026-01-01 invoice C1 PLAN 300.00 instalment 2 due 2026-05-31
    2026-01-01 invoice C1 PLAN 400.00 instalment 3 due 2026-06-30
    """
    expected = {"PLAN#1": "2029-06-30", "PLAN#2": "2029-06-30", "PLAN#3": "2029-06-30"}
    assert lapses(text) == expected  # T33


SUIT = "2026-05-10 act C1 suit INV-1 delivered 2027-01-20"


def test_nothing_lapses_while_a_lawsuit_runs():
    assert lapse(SUIT, "2026-05-09") == "2026-11-20"
    assert lapse(SUIT, "2026-05-10") is None  # T33
    assert lapse(SUIT, "2027-01-19") is None
    assert lapse("2026-05-10 act C1 suit INV-1", "2030-01-01") is None


def test_the_end_of_a_lawsuit_begins_a_new_period():
    assert lapse(SUIT, "2027-01-20") == "2030-01-20"  # T33


def test_a_guarantee_without_a_period_ends_after_six_months():
    assert iso(guarantee_lapse(parse_iso("2026-08-31"))) == "2027-02-28"  # T33
    assert iso(guarantee_lapse(parse_iso("2026-01-15"))) == "2026-07-15"


# Every kind of event


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("act C1 letter INV-1 delivered 2025-03-15", "2028-03-15"),
        ("act C1 email INV-1 delivered 2025-03-15", "2028-03-15"),
        ("act C1 email INV-1 sent 2025-03-15", "2026-11-20"),
        ("act C1 call INV-1", "2026-11-20"),
        ("act C1 call INV-1 evidence recording", "2028-03-15"),
        ("act C1 visit INV-1", "2026-11-20"),
        ("act C1 visit INV-1 evidence record", "2028-03-15"),
        ("act C1 acknowledgement INV-1", "2028-03-15"),
        ("act C1 promise INV-1", "2028-03-15"),
        ("act C1 plan INV-1", "2028-03-15"),
        ("act C1 guarantee INV-1", "2028-03-15"),
        ("act C1 judgment INV-1", "2027-03-15"),  # two years to enforce it
        ("act C1 other INV-1 delivered 2025-03-15 evidence paper", "2026-11-20"),
        ("promise C1 INV-1 100.00 pay 2025-04-30", "2028-03-15"),
        ("receipt C1 R-1 100.00 for INV-1", "2028-03-15"),
        ("credit_note C1 CN-1 -100.00 ref INV-1", "2026-11-20"),
    ],
)
def test_what_each_event_does_to_the_period(event, expected):
    assert lapse(f"2025-03-15 {event}") == expected


@pytest.mark.parametrize(
    "event",
    [
        "act C1 letter - delivered 2025-03-15",
        "act C1 acknowledgement -",
        "act C1 suit -",
        "promise C1 - 100.00 pay 2025-04-30",
    ],
)
def test_what_names_no_document_changes_nothing(event):
    assert lapse(f"2025-03-15 {event}") == "2026-11-20"


def test_only_the_documents_an_act_lists_begin_anew():
    text = f"""{ONE}
    2023-10-21 invoice C1 INV-2 1000.00 due 2023-11-20
    2023-10-21 invoice C1 INV-3 1000.00 due 2023-11-20
    2025-03-15 act C1 acknowledgement INV-1,INV-3"""
    expected = {"INV-1": "2028-03-15", "INV-2": "2026-11-20", "INV-3": "2028-03-15"}
    assert lapses(text) == expected


@pytest.mark.parametrize("delivered", ["2023-11-19", "2023-11-20"])
def test_a_reminder_up_to_the_due_date_changes_nothing(delivered):
    event = f"2023-11-10 act C1 letter INV-1 delivered {delivered}"
    assert lapse(event) == "2026-11-20"


def test_an_acknowledgement_before_the_due_date_does_not_shorten_the_period():
    assert lapse("2023-11-01 act C1 acknowledgement INV-1") == "2026-11-20"


def test_a_delivery_counts_on_its_day_not_on_the_day_of_sending():
    event = "2025-03-10 act C1 letter INV-1 sent 2025-03-10 delivered 2025-03-15"
    assert lapse(event, "2025-03-14") == "2026-11-20"
    assert lapse(event, "2025-03-15") == "2028-03-15"


def test_a_delivery_after_the_lapse_is_too_late_even_if_sent_before():
    event = "2026-11-19 act C1 letter INV-1 sent 2026-11-19 delivered 2026-11-21"
    assert lapse(event, "2026-12-31") == "2026-11-20"


def test_a_delivery_on_the_last_day_is_in_time():
    event = "2026-11-19 act C1 letter INV-1 sent 2026-11-19 delivered 2026-11-20"
    assert lapse(event, "2026-12-31") == "2029-11-20"


def test_delivery_can_be_assumed_some_days_after_sending():
    event = "2025-03-10 act C1 letter INV-1 sent 2025-03-10"
    assert lapse(event, delivered_after_sending=5) == "2028-03-15"
    assert lapse(event, delivered_after_sending=0) == "2028-03-10"
    assert lapse(event) == "2026-11-20"
    assert lapse("2025-03-10 act C1 letter INV-1", delivered_after_sending=5) == "2026-11-20"


def test_a_recorded_delivery_is_not_replaced_by_the_assumed_one():
    event = "2025-03-10 act C1 letter INV-1 sent 2025-03-10 delivered 2025-03-20"
    assert lapse(event, delivered_after_sending=5) == "2028-03-20"


def test_events_after_the_day_looked_from_have_not_happened():
    event = "2026-07-01 act C1 acknowledgement INV-1"
    assert lapse(event, "2026-06-30") == "2026-11-20"
    assert lapse(event, "2026-07-01") == "2029-07-01"


def test_the_last_of_many_events_counts_whatever_their_order():
    events = [
        "2024-02-01 act C1 letter INV-1 delivered 2024-02-01",
        "2025-08-01 act C1 call INV-1 evidence recording",
        "2024-09-01 promise C1 INV-1 100.00 pay 2024-09-30",
        "2025-01-01 act C1 letter INV-1 delivered 2025-01-05",
    ]
    assert lapse("\n".join(events)) == lapse("\n".join(reversed(events))) == "2028-08-01"


def test_each_demand_must_come_before_the_lapse_of_its_own_period():
    # 2026-11-20 would have lapsed; the demand of 2025 moved it to 2028-03-15, so 2028-01-10 counts
    events = """2025-03-15 act C1 letter INV-1 delivered 2025-03-15
    2028-01-10 act C1 letter INV-1 delivered 2028-01-10"""
    assert lapse(events, "2028-06-30") == "2031-01-10"


def test_a_claim_revived_by_the_customer_can_be_demanded_again():
    events = """2026-12-01 act C1 letter INV-1 delivered 2026-12-01
    2027-02-01 act C1 promise INV-1
    2028-03-01 act C1 letter INV-1 delivered 2028-03-01"""
    assert lapse(events, "2028-06-30") == "2031-03-01"


def test_a_demand_on_the_day_of_the_customer_s_own_act_follows_it():
    events = """2026-12-01 act C1 letter INV-1 delivered 2026-12-01
    2026-12-01 act C1 acknowledgement INV-1"""
    assert lapse(events, "2026-12-31") == "2029-12-01"


# Part payments


def test_a_part_payment_counts_from_the_day_of_the_receipt_not_of_its_booking():
    events = """2025-03-15 receipt C1 R-1 100.00
    2025-09-01 allocation R-1 INV-1 100.00"""
    assert lapse(events, "2025-08-31") == "2026-11-20"
    assert lapse(events, "2025-09-01") == "2028-03-15"


def test_credit_laid_over_oldest_first_is_no_part_payment_of_the_item():
    assert lapse("2025-03-15 receipt C1 R-1 100.00") == "2026-11-20"


def test_a_receipt_that_bounced_is_no_part_payment():
    event = "2025-03-15 receipt C1 R-1 100.00 for INV-1 reversed 2025-06-01"
    assert lapse(event, "2025-05-31") == "2028-03-15"
    assert lapse(event, "2025-06-01") == "2026-11-20"


@pytest.mark.parametrize(
    ("method", "counts"),
    [
        ("transfer", True),
        ("cash", True),
        ("third_party", True),
        ("bank_bill", True),
        ("commercial_bill", True),
        ("discount", False),
        ("charge", False),
        ("rounding", False),
        ("offset", False),
        ("deduction", False),
    ],
)
def test_only_what_the_customer_paid_is_a_part_payment(method, counts):
    event = f"2025-03-15 receipt C1 R-1 100.00 for INV-1 method {method} document A-1"
    assert lapse(event) == ("2028-03-15" if counts else "2026-11-20")


def test_a_part_payment_after_the_lapse_is_an_own_act_of_the_customer():
    assert lapse("2026-12-01 receipt C1 R-1 100.00 for INV-1", "2026-12-31") == "2029-12-01"


# Proceedings


def test_a_lawsuit_filed_after_the_lapse_changes_nothing():
    assert lapse("2026-12-01 act C1 suit INV-1", "2027-06-30") == "2026-11-20"


def test_a_judgment_ends_the_lawsuit_and_leaves_two_years_to_enforce_it():
    events = """2026-05-10 act C1 suit INV-1
    2027-03-01 act C1 judgment INV-1"""
    assert lapse(events, "2027-02-28") is None
    assert lapse(events, "2027-03-01") == "2029-03-01"


def test_the_two_years_of_enforcement_begin_anew_by_a_demand():
    events = """2025-03-01 act C1 judgment INV-1
    2026-04-01 act C1 letter INV-1 delivered 2026-04-01"""
    assert lapse(events) == "2028-04-01"


def test_a_demand_during_the_lawsuit_does_not_end_it():
    events = f"""{SUIT}
    2026-12-15 act C1 letter INV-1 delivered 2026-12-15"""
    assert lapse(events, "2026-12-31") is None
    assert lapse(events, "2027-02-01") == "2030-01-20"


def test_while_proceedings_run_there_is_nothing_to_warn_of():
    found, warned = warnings(f"{ONE}\n{SUIT}", "2026-12-31")
    assert (found, warned) == ([[None, None, None]], [0])


# Which claims, and the report


def test_every_open_claim_is_listed_with_what_is_open():
    text = f"""{ONE}
    2023-10-21 invoice C1 PAID 10.00 due 2023-11-20
    2024-01-01 receipt C1 R-1 10.00 for PAID
    2023-10-21 invoice C1 LOST 500.00 due 2023-11-20 written_off 2025-01-01
    2023-10-21 invoice C1 A-0 200.00 due 2023-11-20
    2024-01-01 receipt C1 R-2 50.00 for A-0
    2026-07-01 invoice C1 LATER 10.00 due 2026-07-31
    2026-01-01 refund C2 RF-1 -30.00"""
    ledger = ledger_of(text)
    report = limitation(ledger, day("2026-06-30"))
    rows = zip(report.document, report.open, report.cause, strict=True)
    assert [(name_of(ledger, p), amount_of(ledger, p, o), Cause(c)) for p, o, c in rows] == [
        ("A-0", "150.00", Cause.PAYMENT),
        ("INV-1", "1000.00", Cause.DUE),
        ("LOST", "500.00", Cause.DUE),  # written off, and the claim kept
        ("RF-1", "30.00", Cause.DUE),
    ]


def test_the_report_names_start_and_cause():
    report = limitation(
        ledger_of(f"{ONE}\n2025-03-15 act C1 letter INV-1 delivered 2025-03-15"), day("2026-06-30")
    )
    assert [iso(start) for start in report.last_start] == ["2025-03-15"]
    assert report.cause.tolist() == [Cause.DEMAND]
    assert report.has_lapsed.tolist() == [False]


def test_the_last_day_itself_has_not_lapsed():
    for as_of, lapsed in [("2026-11-20", False), ("2026-11-21", True)]:
        report = limitation(ledger_of(ONE), day(as_of))
        assert report.has_lapsed.tolist() == [lapsed]


def test_the_period_and_the_warnings_are_settings():
    assert lapse(years=2) == "2025-11-20"
    assert warnings(ONE, "2026-06-30", warn_months=[12, 1]) == ([["2025-11-20", "2026-10-20"]], [1])
    assert warnings(ONE, "2026-06-30", warn_months=[]) == ([[]], [0])


def test_instalments_of_other_customers_and_later_ones_stand_apart():
    text = """
    2026-01-01 invoice C1 P 10.00 instalment 1 due 2026-04-30
    2026-08-01 invoice C1 P 10.00 instalment 2 due 2026-08-31
    2026-01-01 invoice C1 Q 10.00 instalment 1 due 2026-05-31
    """
    assert lapses(text) == {"P#1": "2029-04-30", "Q#1": "2029-05-31"}
    expected = {"P#1": "2029-08-31", "Q#1": "2029-05-31", "P#2": "2029-08-31"}
    assert lapses(text, "2026-08-01") == expected


def test_an_empty_ledger_has_no_claims():
    report = limitation(ledger_of("2026-01-01 receipt C1 R-1 10.00"), day("2026-06-30"))
    assert (len(report), report.warnings.shape, report.warned().tolist()) == (0, (0, 3), [])


def test_days_of_chosen_documents():
    ledger = ledger_of(
        f"""{ONE}
        2024-01-01 invoice C1 INV-2 10.00 due 2024-01-31
        2025-03-15 receipt C1 R-1 10.00 for INV-1
        2025-06-01 act C1 suit INV-2"""
    )
    names = ledger.documents.number.tolist()
    chosen = np.array([names.index(name) for name in ("R-1", "INV-2", "INV-1")])
    found = limitation_days(ledger, chosen, parse_iso("2026-06-30"))
    assert found.tolist() == [NEVER, NEVER, parse_iso("2028-03-15")]
    assert limitation_days(ledger, chosen[:0], parse_iso("2026-06-30")).tolist() == []


# The rules once more, event by event in plain Python

EVENTS = st.lists(
    st.tuples(
        st.sampled_from([kind.name.lower() for kind in ActKind]),
        st.sampled_from(["INV-1", "INV-2", "INV-1,INV-2", "-"]),
        st.integers(-40, 2600),  # day of the act, after the due date of INV-1
        st.sampled_from([None, 0, 3, 400]),  # delivered or ended so many days later
        st.booleans(),  # with evidence
    ),
    max_size=8,
)
DUE = {"INV-1": "2023-11-20", "INV-2": "2024-02-29"}


def years_later(day_, years):
    try:
        return day_.replace(year=day_.year + years)
    except ValueError:
        return day_.replace(year=day_.year + years, day=28)


def happened_by(name, events, today):
    """(day, rank, kind, end) of the events that concern a document."""
    due = date.fromisoformat(DUE["INV-1"]).toordinal()
    for kind, named, offset, after, evidenced in events:
        on = date.fromordinal(due + offset)
        end = None if after is None else date.fromordinal(due + offset + after)
        if name not in named or on > today:
            continue
        if kind in ("letter", "email") and end and end <= today:
            yield end, 3, "demand", end
        if kind in ("call", "visit") and evidenced:
            yield on, 3, "demand", on
        if kind in ("acknowledgement", "promise", "plan", "guarantee"):
            yield on, 1, "own", on
        if kind == "suit":
            yield on, 4, "suit", end if end and end <= today else None
        if kind == "judgment":
            yield on, 5, "judgment", on


def expected_lapse(name, events, today):
    start, years, pending = date.fromisoformat(DUE[name]), 3, False
    for on, _, kind, end in sorted(
        happened_by(name, events, today), key=lambda event: (event[0], event[1], str(event[3]))
    ):
        alive = pending or on <= years_later(start, years)
        if kind in ("demand", "suit") and not alive:
            continue
        if kind == "judgment":
            years, pending = 2, False
        if end is None:
            pending = True
        else:
            start = max(start, end)
    return None if pending else years_later(start, years).isoformat()


@settings(
    max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(EVENTS, st.integers(0, 3000))
def test_the_period_agrees_with_a_plain_reading_of_the_rules(events, later):
    today = date.fromordinal(date.fromisoformat(DUE["INV-1"]).toordinal() + 110 + later)
    lines = [f"2023-10-01 invoice C1 {name} 10.00 due {due}" for name, due in DUE.items()]
    for kind, named, offset, after, evidenced in events:
        on = date.fromordinal(date.fromisoformat(DUE["INV-1"]).toordinal() + offset)
        line = f"{on} act C1 {kind} {named}"
        if after is not None:
            line += f" delivered {date.fromordinal(on.toordinal() + after)}"
        lines.append(line + (" evidence paper" if evidenced else ""))
    ledger = ledger_of("\n".join(lines))
    report = limitation(ledger, today)
    found = {
        name_of(ledger, place): iso(lapse)
        for place, lapse in zip(report.document, report.lapse, strict=True)
    }
    assert found == {name: expected_lapse(name, events, today) for name in DUE}
    assert (report.has_lapsed == (report.lapse < day_number(today))).all()


# Slips and plans

SLIP = "2024-12-31 slip C1 SL-1 1.00 sent 2025-01-05 returned 2025-03-15 result agreed"


@pytest.mark.parametrize(
    ("event", "as_of", "expected"),
    [
        (SLIP, "2025-03-14", "2026-11-20"),
        (SLIP, "2025-03-15", "2028-03-15"),
        # the customer's own act counts after the lapse too
        (SLIP.replace("returned 2025", "returned 2027"), "2027-12-31", "2030-03-15"),
        (SLIP.replace("sent", "kind confirmation sent"), "2026-01-01", "2026-11-20"),
        (SLIP.replace("sent", "kind negative sent"), "2026-01-01", "2026-11-20"),
        (SLIP.replace("agreed", "differing"), "2026-01-01", "2026-11-20"),
        # made before the invoice: it does not list it
        (SLIP.replace("2024-12-31", "2023-01-31"), "2026-01-01", "2026-11-20"),
    ],
)
def test_a_statement_returned_as_right_acknowledges_what_it_lists(event, as_of, expected):
    assert lapse(event, as_of) == expected


@pytest.mark.parametrize(
    ("bounced", "written_off", "expected"),
    [
        # paid on the day of the balance, open again since: it did not stand on the statement
        ("2025-02-01", "", "2026-11-20"),
        ("2024-12-31", "", "2028-03-15"),  # bounced by then: it did
        ("", "written_off 2024-12-31", "2026-11-20"),
        ("", "written_off 2025-01-01", "2028-03-15"),
    ],
)
def test_what_the_statement_did_not_list_is_not_acknowledged(bounced, written_off, expected):
    receipt = f"2024-12-01 receipt C1 R-1 1000.00 for INV-1 reversed {bounced}" if bounced else ""
    text = f"{ONE} {written_off}\n{receipt}\n{SLIP}"
    assert lapses(text, "2026-01-01") == {"INV-1": expected}


@pytest.mark.parametrize(
    ("plan", "as_of", "expected"),
    [
        ("invoice_no INV-1", "2025-03-14", "2026-11-20"),
        ("invoice_no INV-1", "2025-03-15", "2028-06-30"),
        # ended: from its end, as soon as that has come, at the latest from the last instalment
        ("invoice_no INV-1 cancelled 2025-05-31", "2025-05-30", "2028-06-30"),
        ("invoice_no INV-1 cancelled 2025-05-31", "2025-05-31", "2028-05-31"),
        ("invoice_no INV-1 cancelled 2025-07-31", "2025-07-31", "2028-06-30"),
        # an agreement that names no document restarts none
        ("", "2025-03-15", "2026-11-20"),
    ],
)
def test_a_plan_runs_from_its_last_instalment(plan, as_of, expected):
    lines = "\n".join(
        f"2025-03-15 plan C1 PL-1 {part} 0.50 due {due} {plan}"
        for part, due in ((1, "2025-05-31"), (2, "2025-06-30"))
    )
    assert lapse(lines, as_of) == expected
