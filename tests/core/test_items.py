"""Open items: what is listed, in which order, signed, and how many days past due."""

from __future__ import annotations

import numpy as np
import pytest
from figures import day, days_past_due, items, name_of
from ledgers import ledger_of

from xlar.core.columns import NO_INT
from xlar.core.items import open_items
from xlar.core.policy import Policy


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        ("2026-02-03", -1),
        ("2026-02-04", 0),
        ("2026-02-05", 1),
        ("2026-03-06", 30),
        ("2026-03-07", 31),
    ],
)
def test_days_past_due_is_as_of_less_due_date(as_of, days):
    ledger = ledger_of("2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04")
    assert days_past_due(ledger, as_of) == {"INV-1": days}


def test_a_bounced_receipt_leaves_the_original_due_date():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 1000.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 1000.00 for INV-1 reversed 2026-03-01
    """)
    assert items(ledger, "2026-02-28") == {}
    # 02-04 to 03-01: 24 days left in February and one in March
    assert days_past_due(ledger, "2026-03-01") == {"INV-1": 25}


def test_a_dishonoured_bill_runs_on_from_the_original_due_date():
    # T51: due 03-31, dishonoured 10-10: 30 + 31 + 30 + 31 + 31 + 30 + 10 = 193
    ledger = ledger_of("""
        2026-03-01 invoice C001 INV-1 226000.00 due 2026-03-31
        2026-04-10 receipt C001 R-1 226000.00 for INV-1 method commercial_bill reversed 2026-10-10
    """)
    assert items(ledger, "2026-10-09") == {}
    assert items(ledger, "2026-10-10") == {"INV-1": "226000.00"}
    assert days_past_due(ledger, "2026-10-10") == {"INV-1": 193}


def test_what_a_refund_leaves_is_due_on_its_own_date():
    ledger = ledger_of("""
        2026-01-10 receipt C001 R-1 30.00
        2026-02-03 refund C001 RF-1 -80.00
    """)
    assert items(ledger, "2026-02-13") == {"RF-1": "50.00"}
    assert days_past_due(ledger, "2026-02-13") == {"RF-1": 10}


def test_credits_have_no_days_past_due():
    ledger = ledger_of("""
        2026-01-10 receipt C001 R-1 30.00
        2026-01-11 credit_note C001 CN-1 -20.00
    """)
    found = open_items(ledger, day("2026-02-13"))
    assert found.days_past_due.tolist() == [NO_INT, NO_INT]
    assert found.open.tolist() == [-3000, -2000]


def test_order_is_customer_currency_date_number_instalment():
    ledger = ledger_of("""
        2026-01-03 invoice C002 INV-9 10.00 due 2026-02-01
        2026-01-02 invoice C001 INV-3 10.00 due 2026-02-01 currency USD
        2026-01-02 invoice C001 INV-8 10.00 due 2026-02-01 instalment 2
        2026-01-02 invoice C001 INV-8 10.00 due 2026-02-01 instalment 1
        2026-01-02 invoice C001 INV-7 10.00 due 2026-05-01
        2026-01-01 invoice C001 INV-6 10.00 due 2026-03-01
    """)
    found = open_items(ledger, day("2026-01-31"))
    assert [name_of(ledger, place) for place in found.document] == [
        "INV-6", "INV-7", "INV-8#1", "INV-8#2", "INV-3", "INV-9",
    ]  # fmt: skip


def test_a_receipt_in_several_rows_is_one_item():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 50.00 due 2026-02-04
        2026-02-01 receipt C001 R-1 70.00 for INV-1
        2026-02-01 receipt C001 R-1 30.00
    """)
    assert items(ledger, "2026-02-01", "explicit") == {"R-1": "-50.00"}


def test_a_document_is_there_on_its_own_date_and_not_before():
    ledger = ledger_of("2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04")
    assert items(ledger, "2026-01-04") == {}
    assert items(ledger, "2026-01-05") == {"INV-1": "100.00"}


def test_the_past_is_rebuilt_from_the_dates():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-01-20 receipt C001 R-1 40.00 for INV-1
        2026-02-10 receipt C001 R-2 60.00
        2026-02-15 allocation R-2 INV-1 60.00 reversed 2026-03-01
    """)
    history = {
        "2026-01-19": {"INV-1": "100.00"},
        "2026-01-20": {"INV-1": "60.00"},
        "2026-02-10": {"INV-1": "60.00", "R-2": "-60.00"},
        "2026-02-15": {},
        "2026-02-28": {},
        "2026-03-01": {"INV-1": "60.00", "R-2": "-60.00"},
    }
    assert {as_of: items(ledger, as_of, "explicit") for as_of in history} == history


def test_the_method_is_the_policys_unless_given():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04
        2026-02-10 receipt C001 R-1 60.00
    """)
    explicit = Policy.from_mapping({"aging": {"allocation": "explicit"}})
    assert open_items(ledger, day("2026-02-10")).open.tolist() == [4000]
    found = open_items(ledger, day("2026-02-10"), policy=explicit)
    assert (found.open.tolist(), found.allocation) == ([10000, -6000], "explicit")
    again = open_items(ledger, day("2026-02-10"), policy=explicit, allocation="fifo")
    assert (again.open.tolist(), again.allocation) == ([4000], "fifo")


def test_yen_have_no_decimals():
    ledger = ledger_of("""
        2026-01-05 invoice C001 INV-1 1200 due 2026-02-04 currency JPY
        2026-01-06 receipt C001 R-1 200 for INV-1 currency JPY
    """)
    assert items(ledger, "2026-01-06") == {"INV-1": "1000"}


def test_a_ledger_of_one_invoice_on_an_earlier_day_has_no_items():
    ledger = ledger_of("2026-01-05 invoice C001 INV-1 100.00 due 2026-02-04")
    found = open_items(ledger, day("2020-01-01"))
    assert len(found) == 0
    assert found.open.dtype == np.int64
