"""Every check on a ledger's data: what sets it off, and where it points."""

from __future__ import annotations

import pytest
from ledgers import problems_of, table_of

from xlar.core.build import build, messages, settlement_messages
from xlar.core.problems import Message

# rows count from 2 within each table, as under a header in row 1
CASES = [
    (
        "missing_value",
        "2026-01-05 invoice - INV-1 10.00 due 2026-02-01",
        [("invoices", 2, "customer_id")],
    ),
    (
        "missing_value",
        "2026-01-05 invoice C1 - 10.00 due 2026-02-01",
        [("invoices", 2, "invoice_no")],
    ),
    ("missing_value", "2026-01-05 receipt C1 R1 -", [("receipts", 2, "amount")]),
    (
        "unknown_customer",
        "customer C1\n2026-01-05 invoice C2 I1 10.00 due 2026-02-01",
        [("invoices", 2, "customer_id")],
    ),
    (
        "bad_currency",
        "2026-01-05 invoice C1 I1 10.00 due 2026-02-01 currency 元宝",
        [("invoices", 2, "currency")],
    ),
    (
        "too_many_decimals",
        "2026-01-05 invoice C1 I1 10.005 due 2026-02-01",
        [("invoices", 2, "amount")],
    ),
    (
        "too_many_decimals",
        "2026-01-05 invoice C1 I1 10.50 due 2026-02-01 currency JPY",
        [("invoices", 2, "amount")],
    ),
    (
        "amount_too_large",
        "2026-01-05 invoice C1 I1 10000000000000.01 due 2026-02-01",
        [("invoices", 2, "amount")],
    ),
    ("zero_amount", "2026-01-05 invoice C1 I1 0.00 due 2026-02-01", [("invoices", 2, "amount")]),
    ("zero_amount", "2026-01-05 receipt C1 R1 0.00", [("receipts", 2, "amount")]),
    (
        "date_out_of_range",
        "1969-12-31 invoice C1 I1 1.00 due 2026-02-01",
        [("invoices", 2, "invoice_date")],
    ),
    (
        "date_out_of_range",
        "2026-01-01 invoice C1 I1 1.00 due 2200-01-01",
        [("invoices", 2, "due_date")],
    ),
    (
        "bad_rate",
        "2026-01-01 invoice C1 I1 1.00 due 2026-01-01 currency USD rate -7",
        [("invoices", 2, "rate")],
    ),
    (
        "duplicate_customer",
        "customer C1\ncustomer C2\ncustomer C1",
        [("customers", 4, "customer_id")],
    ),
    ("unknown_parent", "customer C1 parent C9", [("customers", 2, "parent")]),
    (
        "parent_cycle",
        "customer C1 parent C2\ncustomer C2 parent C1",
        [("customers", 2, "parent"), ("customers", 3, "parent")],
    ),
    ("parent_cycle", "customer C1 parent C1", [("customers", 2, "parent")]),
    ("negative_limit", "customer C1 limit -1.00", [("customers", 2, "credit_limit")]),
    ("negative_deposit", "customer C1 deposit -1.00", [("customers", 2, "deposit")]),
    ("negative_grace", "customer C1 grace -1", [("customers", 2, "grace")]),
    ("unknown_grade", "customer C1 grade AAA", [("customers", 2, "grade")]),
    ("bad_tax_id", "customer C1 tax_id 91350100M000100Y4Z", [("customers", 2, "tax_id")]),
    ("unknown_status", "customer C1 status sleeping", [("customers", 2, "status")]),
    (
        "duplicate_invoice",
        "2026-01-05 invoice C1 I1 10.00 due 2026-02-01\n"
        "2026-01-06 invoice C1 I1 11.00 due 2026-02-01",
        [("invoices", 3, "invoice_no")],
    ),
    (
        "instalment_customer",
        "2026-01-05 invoice C1 I1 10.00 due 2026-02-01 instalment 1\n"
        "2026-01-05 invoice C2 I1 10.00 due 2026-02-01 instalment 2",
        [("invoices", 3, "invoice_no")],
    ),
    (
        "bad_instalment",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01 instalment 0",
        [("invoices", 2, "instalment")],
    ),
    ("unknown_terms", "2026-01-05 invoice C1 I1 1.00 terms 看情况", [("invoices", 2, "terms")]),
    ("unknown_terms", "customer C1 terms soon", [("customers", 2, "terms")]),
    ("no_terms", "2026-01-05 invoice C1 I1 1.00", [("invoices", 2, "due_date")]),
    (
        "not_received",
        "2026-01-05 invoice C1 I1 1.00 terms 票到30天",
        [("invoices", 2, "received_on")],
    ),
    (
        "due_before_document",
        "2026-01-05 invoice C1 I1 1.00 due 2026-01-04",
        [("invoices", 2, "due_date")],
    ),
    (
        "bad_late_rate",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01 late_rate 很多",
        [("invoices", 2, "late_rate")],
    ),
    (
        "disputed_too_large",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01 disputed_amount 1.01",
        [("invoices", 2, "disputed_amount")],
    ),
    (
        "tax_too_large",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01 tax 1.01",
        [("invoices", 2, "tax")],
    ),
    (
        "type_against_sign",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01 type credit_note",
        [("invoices", 2, "type")],
    ),
    (
        "written_off_early",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01 written_off 2026-01-04",
        [("invoices", 2, "written_off_on")],
    ),
    (
        "written_off_credit",
        "2026-01-05 credit_note C1 I1 -1.00 written_off 2026-02-04",
        [("invoices", 2, "written_off_on")],
    ),
    (
        "unknown_reference",
        "2026-01-05 credit_note C1 CN1 -1.00 ref I9",
        [("invoices", 2, "ref_no")],
    ),
    (
        "red_exceeds_blue",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-06 credit_note C1 CN1 -0.60 ref I1\n"
        "2026-01-06 credit_note C1 CN2 -0.50 ref I1",
        [("invoices", 4, "ref_no")],
    ),
    ("no_reference", "2026-01-05 credit_note C1 CN1 -1.00", [("invoices", 2, "ref_no")]),
    (
        "receipt_parts",
        "2026-01-05 receipt C1 R1 1.00\n2026-01-06 receipt C1 R1 1.00",
        [("receipts", 3, "receipt_no")],
    ),
    (
        "reversed_early",
        "2026-01-05 receipt C1 R1 1.00 reversed 2026-01-04",
        [("receipts", 2, "reversed_on")],
    ),
    ("unknown_invoice", "2026-01-05 receipt C1 R1 1.00 for I9", [("receipts", 2, "invoice_no")]),
    (
        "unknown_invoice",
        "2026-01-05 receipt C1 R1 1.00\n2026-01-06 allocation R1 I9 1.00",
        [("allocations", 2, "invoice_no")],
    ),
    (
        "other_customer",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-05 receipt C2 R1 1.00 for I1",
        [("receipts", 2, "invoice_no")],
    ),
    (
        "other_currency",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01 currency USD\n"
        "2026-01-05 receipt C1 R1 1.00 for I1",
        [("receipts", 2, "invoice_no")],
    ),
    (
        "negative_part",
        "2026-01-05 invoice C1 I1 9.00 due 2026-02-01\n2026-01-05 receipt C1 R1 5.00\n"
        "2026-01-05 receipt C1 R1 -1.00 for I1",
        [("receipts", 3, "invoice_no")],
    ),
    (
        "excess_unapplied",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-05 receipt C1 R1 1.50 for I1",
        [("receipts", 2, "invoice_no")],
    ),
    (
        "reference_excess",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-05 receipt C1 R1 0.80\n"
        "2026-01-05 allocation R1 I1 0.80\n2026-01-06 credit_note C1 CN1 -0.50 ref I1",
        [("invoices", 3, "ref_no")],
    ),
    (
        "refund_names_invoice",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-05 refund C1 R1 -0.50 for I1",
        [("receipts", 2, "invoice_no")],
    ),
    ("netting", "2026-01-05 receipt C1 R1 1.00 method deduction", [("receipts", 2, "document")]),
    ("third_party_payer", "2026-01-05 receipt C1 R1 1.00 payer 他人", [("receipts", 2, "payer")]),
    (
        "long_bill",
        "2026-01-05 receipt C1 R1 1.00 method commercial_bill bill_due 2026-07-06",
        [("receipts", 2, "bill_due")],
    ),
    (
        "discount_too_large",
        "2026-01-05 invoice C1 I1 100.00 due 2026-02-01\n"
        "2026-01-05 receipt C1 R1 2.01 for I1 method discount",
        [("receipts", 2, "amount")],
    ),
    (
        "unknown_credit",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-06 allocation R9 I1 1.00",
        [("allocations", 2, "credit_no")],
    ),
    (
        "ambiguous_number",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-05 credit_note C1 X1 -1.00\n"
        "2026-01-05 receipt C1 X1 1.00\n2026-01-06 allocation X1 I1 1.00",
        [("allocations", 2, "credit_no")],
    ),
    (
        "not_positive",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n"
        "2026-01-05 receipt C1 R1 1.00\n2026-01-06 allocation R1 I1 -1.00",
        [("allocations", 2, "amount")],
    ),
    (
        "over_allocated_debit",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-05 receipt C1 R1 9.00\n"
        "2026-01-06 allocation R1 I1 0.60\n2026-01-07 allocation R1 I1 0.60",
        [("allocations", 3, "amount")],
    ),
    (
        "over_allocated_credit",
        "2026-01-05 invoice C1 I1 9.00 due 2026-02-01\n2026-01-05 receipt C1 R1 1.00\n"
        "2026-01-06 allocation R1 I1 0.60\n2026-01-07 allocation R1 I1 0.60",
        [("allocations", 3, "amount")],
    ),
    (
        "unknown_act",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-06 act C1 祈祷 I1",
        [("acts", 2, "kind")],
    ),
    (
        "delivered_early",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n"
        "2026-01-06 act C1 letter I1 sent 2026-01-06 delivered 2026-01-05",
        [("acts", 2, "delivered_on")],
    ),
    (
        "act_without_document",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n2026-01-06 act C1 acknowledgement",
        [("acts", 2, "invoice_no")],
    ),
    (
        "pay_before_promise",
        "2026-01-05 invoice C1 I1 1.00 due 2026-02-01\n"
        "2026-01-06 promise C1 I1 1.00 pay 2026-01-05",
        [("promises", 2, "pay_by")],
    ),
]


IDS = [f"{case[0]}-{place}" for place, case in enumerate(CASES)]


@pytest.mark.parametrize(("code", "text", "places"), CASES, ids=IDS)
def test_a_wrong_row_is_reported_where_it_stands(code, text, places):
    _, problems = problems_of(text)
    found = [problem for problem in problems if problem.code == code]
    assert [(p.table, p.row, p.column) for p in found] == places
    for problem in found:
        assert "{" not in problem.text("zh") + problem.text("en")


@pytest.mark.parametrize(("code", "text"), [case[:2] for case in CASES], ids=IDS)
def test_a_wrong_row_sets_off_no_other_error(code, text):
    # what else is said of these rows are warnings that the small ledgers carry anyway
    _, problems = problems_of(text)
    others = {p.code for p in problems if p.severity == "error"} - {code}
    assert others <= {"missing_value"}


def test_every_message_is_set_off_by_a_case():
    words = [*vars(messages).values(), *vars(settlement_messages).values()]
    codes = {word.code for word in words if isinstance(word, Message)}
    too_large = {"total_too_large"}  # tested apart: it takes thousands of rows
    assert codes - too_large == {case[0] for case in CASES}


def test_errors_give_no_ledger_and_warnings_do():
    with_error, _ = problems_of("2026-01-05 invoice C1 I1 10.005 due 2026-02-01")
    with_warning, problems = problems_of("2026-01-05 invoice C1 I1 10.00")
    assert with_error is None
    assert with_warning is not None
    assert [p.severity for p in problems] == ["warning"]


def test_a_sum_beyond_64_bits_is_refused():
    row = {"customer_id": "C1", "amount": 10**17, "invoice_date": 20000, "due_date": 20000}
    rows = [{**row, "invoice_no": f"I{n}"} for n in range(4001)]
    ledger, problems = build({"invoices": table_of("invoices", rows)})
    assert ledger is None
    assert {p.code for p in problems} == {"total_too_large"}


def test_all_problems_come_at_once():
    _, problems = problems_of("""
        customer C1 limit -5.00 grade X
        2026-01-05 invoice C9 I1 10.005 terms 随缘
        2026-01-05 receipt C1 R1 1.00 for I9 reversed 2026-01-01
    """)
    assert {p.code for p in problems} >= {
        "negative_limit",
        "unknown_grade",
        "unknown_customer",
        "too_many_decimals",
        "unknown_terms",
        "unknown_invoice",
        "reversed_early",
    }


def test_what_follows_from_a_wrong_invoice_is_not_reported_again():
    _, problems = problems_of("""
        2026-01-05 invoice C1 I1 10.005 due 2026-02-01
        2026-01-06 receipt C1 R1 50.00 for I1
        2026-01-07 receipt C1 R2 50.00
        2026-01-07 allocation R2 I1 50.00
    """)
    assert [(p.code, p.table) for p in problems] == [("too_many_decimals", "invoices")]


def test_a_credit_note_allocated_explicitly_needs_no_reference():
    _, problems = problems_of("""
        2026-01-05 invoice C1 I1 10.00 due 2026-02-01
        2026-01-06 credit_note C1 N1 -4.00
        2026-01-07 allocation N1 I1 4.00
    """)
    assert problems == []
