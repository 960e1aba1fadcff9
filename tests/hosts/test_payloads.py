"""Payloads: exactly the keys of the contract, amounts and ratios as strings, null where absent."""

from __future__ import annotations

import json
from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.aging import aging
from xlar.core.allocation import allocation_rows
from xlar.core.credit import credit
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.stages import stages
from xlar.hosts.cli import payloads

AS_OF = date(2026, 6, 30)
LEDGER = """
    customer C001 name 甲公司 grade A limit 1000.00 salesperson 张 region 华东
    customer C002 name 乙公司 currency JPY
    2026-05-01 invoice C001 INV-1 1000.00 due 2026-05-31 disputed_amount 100.00 disputed 1
    2026-06-01 invoice C001 INV-2 200.05 due 2026-07-01
    2026-06-02 invoice C001 INV-3 300.00 instalment 2 due 2026-07-02
    2026-06-10 receipt C001 R-1 50.00 for INV-1
    2026-06-11 credit_note C002 CN-1 -700 currency JPY
    2026-06-12 receipt C001 R-9 10.00 currency USD
"""


@pytest.fixture
def ledger():
    return ledger_of(LEDGER)


def test_items_have_exactly_the_keys_of_the_contract(ledger):
    payload = payloads.items_payload(open_items(ledger, AS_OF))
    assert list(payload) == ["as_of", "allocation", "rows"]
    assert all(
        list(row)
        == [
            "document_no", "instalment", "kind", "customer_id", "currency", "document_date",
            "due_date", "amount", "open", "days_past_due", "disputed",
        ]
        for row in payload["rows"]
    )  # fmt: skip


def test_an_open_invoice_as_an_item(ledger):
    payload = payloads.items_payload(open_items(ledger, AS_OF))
    # 1000.00 − 50.00 = 950.00; 31 May to 30 June is 30 days
    assert payload["rows"][0] == {
        "document_no": "INV-1",
        "instalment": None,
        "kind": "invoice",
        "customer_id": "C001",
        "currency": "CNY",
        "document_date": "2026-05-01",
        "due_date": "2026-05-31",
        "amount": "1000.00",
        "open": "950.00",
        "days_past_due": 30,
        "disputed": True,
    }


def test_a_credit_has_neither_due_date_nor_days_past_due(ledger):
    rows = payloads.items_payload(open_items(ledger, AS_OF))["rows"]
    credit_note = next(row for row in rows if row["kind"] == "credit_note")
    assert (credit_note["due_date"], credit_note["days_past_due"]) == (None, None)
    assert (credit_note["amount"], credit_note["open"]) == ("-700", "-700")  # yen have no decimals


def test_items_stand_by_customer_currency_date_and_number(ledger):
    rows = payloads.items_payload(open_items(ledger, AS_OF))["rows"]
    assert [row["document_no"] for row in rows] == ["INV-1", "INV-2", "INV-3", "R-9", "CN-1"]
    assert [row["instalment"] for row in rows] == [None, None, 2, None, None]


def test_aging_by_customer_has_exactly_the_keys_of_the_contract(ledger):
    payload = payloads.age_payload(aging(ledger, AS_OF, limits=(0, 30)))
    assert list(payload) == [
        "as_of", "basis", "limits", "allocation", "credits", "by", "buckets", "rows", "totals",
        "check",
    ]  # fmt: skip
    assert payload["rows"][0] == {
        "customer_id": "C001",
        "name": "甲公司",
        "currency": "CNY",
        "total": "1450.05",
        "unapplied": "0.00",
        "buckets": {"not_due": "500.05", "1-30": "950.00", "over_30": "0.00"},
    }
    assert payload["totals"]["USD"] == {
        "total": "-10.00",
        "unapplied": "-10.00",
        "buckets": {"not_due": "0.00", "1-30": "0.00", "over_30": "0.00"},
    }
    assert payload["check"] == {"CNY": "0.00", "JPY": "0", "USD": "0.00"}


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("salesperson", ["salesperson"]),
        ("region", ["region"]),
        ("currency", []),
        (
            "invoice",
            ["document_no", "kind", "customer_id", "name", "due_date", "days_past_due"],
        ),
    ],
)
def test_other_keys_take_the_place_of_the_customer(ledger, by, keys):
    payload = payloads.age_payload(aging(ledger, AS_OF, by=by))
    wanted = [*keys, "currency", "total", "unapplied", "buckets"]
    assert payload["by"] == by
    assert all(list(row) == wanted for row in payload["rows"])


def test_a_key_that_is_blank_is_null(ledger):
    rows = payloads.age_payload(aging(ledger, AS_OF, by="region"))["rows"]
    assert {row["region"] for row in rows} == {None, "华东"}


def test_the_audit_preset_names_its_limits(ledger):
    payload = payloads.age_payload(aging(ledger, AS_OF, limits="audit"))
    assert (payload["limits"], payload["basis"]) == ("audit", "document")


def test_credit_has_exactly_the_keys_of_the_contract():
    ledger = ledger_of("""
        customer C001 grade A limit 1000.00
        customer C002
        2026-05-01 invoice C001 INV-1 1200.00 due 2026-05-31
    """)
    policy = Policy()
    payload = payloads.credit_payload(credit(ledger, AS_OF, policy=policy), "fifo")
    assert list(payload) == ["as_of", "allocation", "rows"]
    # due 31 May after 30 days, final deadline 10 June; 1000 − 1200 = −200
    assert payload["rows"] == [
        {
            "customer_id": "C001",
            "currency": "CNY",
            "grade": "A",
            "limit": "1000.00",
            "exposure": "1200.00",
            "headroom": "-200.00",
            "overdue": "1200.00",
            "status": "normal",
            "decision": "hold",
            "reasons": ["over_limit", "past_final_deadline"],
        },
        {
            "customer_id": "C002",
            "currency": "CNY",
            "grade": None,
            "limit": None,
            "exposure": "0.00",
            "headroom": None,
            "overdue": "0.00",
            "status": "normal",
            "decision": "approve",
            "reasons": ["no_limit"],
        },
    ]


def test_stages_have_exactly_the_keys_of_the_contract(ledger):
    payload = payloads.stages_payload(stages(ledger, AS_OF), "zh")
    assert list(payload) == ["as_of", "allocation", "rows"]
    first = payload["rows"][0]
    assert list(first) == [
        "document_no", "customer_id", "currency", "open", "days_past_due", "stage", "stage_name",
        "step", "level", "final_deadline", "next_action", "next_action_date", "recovery_chance",
        "limitation_date",
    ]  # fmt: skip
    # d = 30 is stage 5, step 10, chance 93 %
    assert (first["stage"], first["stage_name"], first["step"]) == (5, "最后通牒", 10)
    assert first["recovery_chance"] == "0.93"
    assert first["final_deadline"] == "2026-06-10"  # 30 days of term, a third of it later


def test_the_stage_is_named_in_english_on_request(ledger):
    rows = payloads.stages_payload(stages(ledger, AS_OF), "en")["rows"]
    assert rows[0]["stage_name"] == "final notice"


def test_a_claim_in_court_has_no_limitation_date():
    ledger = ledger_of("""
        2026-01-01 invoice C001 INV-1 100.00 due 2026-01-31
        2026-05-10 act C001 suit INV-1
    """)
    rows = payloads.stages_payload(stages(ledger, AS_OF), "zh")["rows"]
    assert rows[0]["limitation_date"] is None


def test_allocations_name_where_they_come_from():
    ledger = ledger_of("""
        2026-01-01 invoice C001 INV-1 100.00 due 2026-01-31
        2026-01-02 invoice C001 INV-2 100.00 due 2026-02-01
        2026-02-01 receipt C001 R-1 60.00 for INV-2
        2026-02-02 receipt C001 R-2 70.00
    """)
    payload = payloads.allocate_payload(allocation_rows(ledger, AS_OF))
    assert list(payload) == ["as_of", "allocation", "rows"]
    assert [
        (row["credit_no"], row["invoice_no"], row["amount"], row["date"], row["origin"])
        for row in payload["rows"]
    ] == [
        ("R-1", "INV-2", "60.00", "2026-02-01", "shorthand"),
        ("R-2", "INV-1", "70.00", "2026-02-02", "fifo"),
    ]
    assert list(payload["rows"][0]) == [
        "credit_no", "invoice_no", "instalment", "customer_id", "currency", "amount", "date",
        "origin",
    ]  # fmt: skip


def test_every_payload_is_plain_enough_for_json(ledger):
    policy = Policy.from_mapping({"rates": {"USD": 7, "JPY": 0.05}})
    for payload in (
        payloads.items_payload(open_items(ledger, AS_OF)),
        payloads.age_payload(aging(ledger, AS_OF)),
        payloads.age_payload(aging(ledger, AS_OF, by="invoice")),
        payloads.credit_payload(credit(ledger, AS_OF, policy=policy), "fifo"),
        payloads.stages_payload(stages(ledger, AS_OF), "zh"),
        payloads.allocate_payload(allocation_rows(ledger, AS_OF)),
    ):
        assert json.loads(json.dumps(payload)) == payload


@pytest.mark.parametrize(
    ("ten_thousandths", "text"),
    [(0, "0.00"), (1300, "0.13"), (2385, "0.2385"), (9650, "0.965"), (10_000, "1.00")],
)
def test_a_ratio_is_a_decimal_string(ten_thousandths, text):
    assert payloads.ratio(ten_thousandths) == text
