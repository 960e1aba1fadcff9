"""The aging report: bands, bases, credits, keys, and its proof; worked by hand."""

from __future__ import annotations

import pytest
from figures import aged, day
from ledgers import ledger_of

from xlar.core.aging import aging
from xlar.core.errors import XlarError
from xlar.core.policy import Policy

# days past due on 2026-03-31: -31 -30 -1 0 1 30 31 60 61, amounts 10 to 18 (CN-U8-01)
EDGES = ledger_of("""
    2025-12-01 invoice C001 INV-0 10.00 due 2026-05-01
    2025-12-01 invoice C001 INV-1 11.00 due 2026-04-30
    2025-12-01 invoice C001 INV-2 12.00 due 2026-04-01
    2025-12-01 invoice C001 INV-3 13.00 due 2026-03-31
    2025-12-01 invoice C001 INV-4 14.00 due 2026-03-30
    2025-12-01 invoice C001 INV-5 15.00 due 2026-03-01
    2025-12-01 invoice C001 INV-6 16.00 due 2026-02-28
    2025-12-01 invoice C001 INV-7 17.00 due 2026-01-30
    2025-12-01 invoice C001 INV-8 18.00 due 2026-01-29
""")

LIMITS = [
    # limits, bands with what stands in them; the sum is always 126.00
    (
        (0, 30, 60),  # 10 + 11 + 12 + 13 = 46; 14 + 15 = 29; 16 + 17 = 33; 18
        {"not_due": "46.00", "1-30": "29.00", "31-60": "33.00", "over_60": "18.00"},
    ),
    (
        (30, 60),  # no limit up to 0: 0 is put in front
        {"not_due": "46.00", "1-30": "29.00", "31-60": "33.00", "over_60": "18.00"},
    ),
    (
        (-31, -1, 0, 30, 60),  # T25: 10; 11 + 12 = 23; 13; 29; 33; 18
        {
            "due_in_31_up": "10.00",
            "due_in_1-30": "23.00",
            "due_in_0-0": "13.00",
            "1-30": "29.00",
            "31-60": "33.00",
            "over_60": "18.00",
        },
    ),
    (
        (-30, 0, 60),  # 10 + 11 = 21; 12 + 13 = 25; 29 + 33 = 62; 18
        {"due_in_30_up": "21.00", "due_in_0-29": "25.00", "1-60": "62.00", "over_60": "18.00"},
    ),
    (
        (-31, -1),  # 10; 11 + 12 = 23; everything due today or before 93
        {"due_in_31_up": "10.00", "due_in_1-30": "23.00", "over_-1": "93.00"},
    ),
    (
        (0,),  # not due, overdue
        {"not_due": "46.00", "over_0": "80.00"},
    ),
    (
        (0, 1, 29, 30),  # single days: day 1 14; 2-29 nothing; day 30 15; above 51
        {"not_due": "46.00", "1-1": "14.00", "30-30": "15.00", "over_30": "51.00"},
    ),
]


@pytest.mark.parametrize(("limits", "bands"), LIMITS)
def test_the_upper_edge_belongs_to_the_band(limits, bands):
    table = aged(EDGES, "2026-03-31", limits=limits)
    assert table == {("C001", "CNY"): {**bands, "total": "126.00"}}


LABELS = [
    ((0, 30, 60, 90, 180, 365), "due", "not_due 1-30 31-60 61-90 91-180 181-365 over_365"),
    ((30, 60), "due", "not_due 1-30 31-60 over_60"),
    ((-31, -1, 0, 30), "due", "due_in_31_up due_in_1-30 due_in_0-0 1-30 over_30"),
    ((-60, -30, 0), "due", "due_in_60_up due_in_30-59 due_in_0-29 over_0"),
    ((0, 30, 60), "document", "0-30 31-60 over_60"),
    ((30, 60), "document", "0-30 31-60 over_60"),
    ("audit", "due", "under_1y 1-2y 2-3y 3-4y 4-5y over_5y"),
]


@pytest.mark.parametrize(("limits", "basis", "labels"), LABELS)
def test_labels(limits, basis, labels):
    report = aging(EDGES, day("2026-03-31"), limits=limits, basis=basis)
    assert " ".join(report.labels) == labels


@pytest.mark.parametrize("limits", [(30, 0), (0, 30, 30), ()])
def test_limits_that_are_no_partition_are_refused(limits):
    with pytest.raises(XlarError):
        aging(EDGES, day("2026-03-31"), limits=limits)


def test_by_document_date():
    # 01-31 to 03-31: 28 + 31 = 59 days; 02-28: 31; 03-01: 30; 03-31: 0
    ledger = ledger_of("""
        2026-01-31 invoice C001 INV-1 1.00 due 2026-12-31
        2026-02-28 invoice C001 INV-2 2.00 due 2026-12-31
        2026-03-01 invoice C001 INV-3 4.00 due 2026-12-31
        2026-03-31 invoice C001 INV-4 8.00 due 2026-12-31
    """)
    table = aged(ledger, "2026-03-31", basis="document", limits=(0, 30, 58))
    bands = {"0-30": "12.00", "31-58": "2.00", "over_58": "1.00", "total": "15.00"}
    assert table == {("C001", "CNY"): bands}


AUDIT = [
    # document date, as of, band of full calendar years (T24)
    ("2025-11-22", "2026-11-21", "under_1y"),  # 364 days
    ("2025-11-21", "2026-11-21", "1-2y"),  # 365 days
    ("2023-11-22", "2026-11-21", "2-3y"),  # 1095 days, one of them 29 February
    ("2023-11-21", "2026-11-21", "3-4y"),  # 1096 days
    ("2024-02-29", "2025-02-27", "under_1y"),
    ("2024-02-29", "2025-02-28", "1-2y"),  # 29 February is one year old on 28 February
    ("2024-02-28", "2025-02-28", "1-2y"),
    ("2024-02-29", "2028-02-28", "3-4y"),  # in a leap year only on the 29th
    ("2024-02-29", "2028-02-29", "4-5y"),
    ("2026-01-01", "2026-12-31", "under_1y"),
    ("2025-12-31", "2026-12-31", "1-2y"),
    ("2021-11-22", "2026-11-21", "4-5y"),
    ("2021-11-21", "2026-11-21", "over_5y"),
]


@pytest.mark.parametrize(("document_date", "as_of", "band"), AUDIT)
def test_audit_bands_are_full_calendar_years(document_date, as_of, band):
    ledger = ledger_of(f"{document_date} invoice C001 INV-1 7.00 due {as_of}")
    table = aged(ledger, as_of, limits="audit")
    assert table == {("C001", "CNY"): {band: "7.00", "total": "7.00"}}


CREDITS = ledger_of("""
    2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
    2026-01-10 credit_note C001 CN-1 -30.00
    2026-03-20 receipt C001 R-1 25.00
""")


def test_credits_stand_in_their_own_column():
    # due 02-04 to 03-31 is 55 days; unapplied 30 + 25 = 55
    table = aged(CREDITS, "2026-03-31", allocation="explicit")
    assert table == {("C001", "CNY"): {"31-60": "100.00", "unapplied": "-55.00", "total": "45.00"}}


def test_credits_aged_by_their_own_date():
    # the note of 01-10 is 80 days old, the receipt of 03-20 11 days
    table = aged(CREDITS, "2026-03-31", allocation="explicit", credits="aged")
    bands = {"1-30": "-25.00", "31-60": "100.00", "61-90": "-30.00", "total": "45.00"}
    assert table == {("C001", "CNY"): bands}


def test_credits_in_the_audit_bands():
    table = aged(CREDITS, "2027-01-10", allocation="explicit", credits="aged", limits="audit")
    # 2026-01-05 and 01-10 are a year old: 100 - 30; 03-20 is not
    bands = {"under_1y": "-25.00", "1-2y": "70.00", "total": "45.00"}
    assert table == {("C001", "CNY"): bands}


def test_fifo_leaves_what_is_not_covered():
    # 100 - 30 - 25 = 45
    table = aged(CREDITS, "2026-03-31")
    assert table == {("C001", "CNY"): {"31-60": "45.00", "total": "45.00"}}


def test_more_credit_than_debt():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-03-20 receipt C001 R-1 125.00
    """)
    assert aged(ledger, "2026-03-31") == {
        ("C001", "CNY"): {"unapplied": "-25.00", "total": "-25.00"}
    }


def test_a_balance_of_nothing_made_of_something_is_listed():
    """100 open and 100 unapplied is not the same as nothing at all."""
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-03-20 receipt C001 R-1 100.00
    """)
    table = aged(ledger, "2026-03-31", allocation="explicit")
    assert table == {("C001", "CNY"): {"31-60": "100.00", "unapplied": "-100.00", "total": "0.00"}}
    assert aged(ledger, "2026-03-31", allocation="fifo") == {}


TWO = ledger_of("""
    customer C001 name 一号 salesperson 甲 region 华东
    customer C002 name 二号 salesperson 乙 region 华东
    2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
    2026-01-05 invoice C002 INV-2 40.00 due 2026-03-31
    2026-01-05 invoice C002 INV-3 7.00 due 2026-02-04 currency USD
    2026-03-01 receipt C002 R-1 9.00 currency USD
""")

BY = [
    (
        "customer",
        {
            ("C001", "CNY"): {"31-60": "100.00", "total": "100.00"},
            ("C002", "CNY"): {"not_due": "40.00", "total": "40.00"},
            ("C002", "USD"): {"unapplied": "-2.00", "total": "-2.00"},
        },
    ),
    (
        "salesperson",
        {
            ("甲", "CNY"): {"31-60": "100.00", "total": "100.00"},
            ("乙", "CNY"): {"not_due": "40.00", "total": "40.00"},
            ("乙", "USD"): {"unapplied": "-2.00", "total": "-2.00"},
        },
    ),
    (
        "region",
        {
            ("华东", "CNY"): {"not_due": "40.00", "31-60": "100.00", "total": "140.00"},
            ("华东", "USD"): {"unapplied": "-2.00", "total": "-2.00"},
        },
    ),
    (
        "currency",
        {
            ("CNY", "CNY"): {"not_due": "40.00", "31-60": "100.00", "total": "140.00"},
            ("USD", "USD"): {"unapplied": "-2.00", "total": "-2.00"},
        },
    ),
    (
        "invoice",
        {
            ("INV-1", "CNY"): {"31-60": "100.00", "total": "100.00"},
            ("INV-2", "CNY"): {"not_due": "40.00", "total": "40.00"},
            ("R-1", "USD"): {"unapplied": "-2.00", "total": "-2.00"},
        },
    ),
]


@pytest.mark.parametrize(("by", "table"), BY)
def test_by(by, table):
    assert aged(TWO, "2026-03-31", by=by) == table


def test_totals_are_per_currency():
    report = aging(TWO, day("2026-03-31"))
    assert {c: (t.total, t.unapplied, sum(t.buckets)) for c, t in report.totals.items()} == {
        "CNY": (14000, 0, 14000),
        "USD": (-200, -200, 0),
    }
    assert dict(report.check) == {"CNY": 0, "USD": 0}


def test_rows_are_sorted_by_customer_and_currency():
    report = aging(TWO, day("2026-03-31"))
    keys = list(zip(report.key.tolist(), report.currency.tolist(), strict=True))
    assert keys == sorted(keys)


def test_a_written_off_invoice_leaves_the_report_and_recovery_does_not_bring_it_back():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04 written_off_on 2026-06-01
        2026-01-05 invoice C001 INV-2 50.00 due 2026-02-04
        2026-07-01 receipt C001 R-1 300.00 for INV-1
    """)
    row = ("C001", "CNY")
    # due 02-04 to 05-31: 24 + 31 + 30 + 31 = 116 days
    assert aged(ledger, "2026-05-31")[row] == {"91-180": "1050.00", "total": "1050.00"}
    assert aged(ledger, "2026-06-01")[row] == {"91-180": "50.00", "total": "50.00"}
    # documents 1000 + 50 - 300 = 750, written off net of the recovery 1000 - 300 = 700: 50
    assert aged(ledger, "2026-07-01")[row] == {"91-180": "50.00", "total": "50.00"}


def test_disputed_items_are_aged_in_full():
    # T53: of 100,000 in all 5,000 in dispute: the aging still shows 100,000
    ledger = ledger_of(
        "2026-01-05 invoice C001 INV-1 100000.00 due 2026-02-04 disputed 1 disputed_amount 5000.00"
    )
    assert aged(ledger, "2026-02-04")["C001", "CNY"] == {
        "not_due": "100000.00",
        "total": "100000.00",
    }


def test_difference_to_the_general_ledger_is_shown():
    # total 140.00 against 150.00 in the general ledger
    policy = Policy.from_mapping({"gl_balance": {"CNY": "150.00"}})
    report = aging(TWO, day("2026-03-31"), policy=policy)
    assert dict(report.gl_difference) == {"CNY": -1000}


def test_a_general_ledger_balance_without_any_document_is_a_difference():
    policy = Policy.from_mapping({"gl_balance": {"EUR": "10.00"}})
    report = aging(TWO, day("2026-03-31"), policy=policy)
    assert dict(report.gl_difference) == {"EUR": -1000}


def test_options_come_from_the_policy():
    policy = Policy.from_mapping(
        {
            "aging": {
                "limits": [0, 10],
                "basis": "document",
                "allocation": "explicit",
                "credits": "aged",
            }
        }
    )
    report = aging(CREDITS, day("2026-03-31"), policy=policy)
    assert (report.basis, report.allocation, report.credits) == ("document", "explicit", "aged")
    assert report.labels == ("0-10", "over_10")
    assert report.buckets.tolist() == [[0, 4500]]


def test_nothing_on_a_day_before_the_first_document():
    report = aging(TWO, day("2020-01-01"))
    assert len(report) == 0
    assert set(report.check.values()) <= {0}
