"""Plans, disputes, holds and slips as tables: names, values, sums, blanks."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.collections.control import control_table
from xlar.core.collections.disputes import dispute_report
from xlar.core.collections.holds import hold_report
from xlar.core.collections.slips import CAUSES, SLIP_KIND_WORDS, slip_report
from xlar.core.plans import plan_report
from xlar.core.records import DIFFERENCE_KINDS, SlipKind
from xlar.frames import agreements as tables
from xlar.frames.tabulated import cells_of, payload_of
from xlar.tables.record_tables import DISPUTE_REASONS as DISPUTE_CHOICES

SLIP = "2026-02-28 slip C1 SL-1 800.00 sent 2026-03-02 returned 2026-03-09 result differing"
DISPUTE = "disputed_amount 100.00 dispute_reason price disputed_on 2026-03-01"
BOOKS = f"""
customer C1 name 甲公司 collector 李 salesperson 张 limit 10000.00
2026-01-05 invoice C1 INV-1 1000.00 due 2026-02-04 {DISPUTE}
2026-02-10 plan C1 PL-1 1 300.00 due 2026-02-28 invoice_no INV-1
2026-02-10 plan C1 PL-1 2 700.00 due 2026-03-31 invoice_no INV-1
2026-02-20 receipt C1 R-1 200.00 for INV-1
2026-03-01 approval C1 AP-1 release - approved_by 王 reason 已承诺 valid_to 2026-04-30
{SLIP} their_balance 750.00 difference_kind rebate difference 50.00
2026-02-28 slip C1 SL-2 800.00 kind negative
"""
AS_OF = day("2026-03-10")


@pytest.fixture(scope="module")
def ledger():
    return ledger_of(BOOKS)


def test_plans_with_their_sums(ledger):
    payload = payload_of(tables.plans_table(plan_report(ledger, AS_OF)))
    first, second = payload["rows"]
    assert first == {
        "plan_no": "PL-1", "customer_id": "C1", "name": "甲公司", "collector": "李",
        "instalment": 1, "due_date": "2026-02-28", "currency": "CNY", "amount": "300.00",
        "paid": "200.00", "open": "100.00", "due_now": "100.00", "days_past_due": 10,
        "plan_state": "broken", "signed_on": "2026-02-10",
    }  # fmt: skip
    assert (second["due_now"], second["days_past_due"]) == ("700.00", -21)
    assert payload["totals"]["CNY"] == {
        "currency": "CNY", "amount": "1000.00", "paid": "200.00", "open": "800.00",
        "due_now": "800.00",
    }  # fmt: skip


def test_disputes_with_what_is_not_disputed(ledger):
    payload = payload_of(tables.disputes_table(dispute_report(ledger, AS_OF)))
    (row,) = payload["rows"]
    assert (row["open"], row["disputed_part"], row["undisputed"]) == ("800.00", "100.00", "700.00")
    assert (row["dispute_reason"], row["days_open"], row["slow"]) == ("price", 9, False)
    assert payload["totals"]["CNY"]["undisputed"] == "700.00"


def test_a_release_says_by_whom_why_and_until_when(ledger):
    (row,) = payload_of(tables.holds_table(hold_report(ledger, AS_OF)))["rows"]
    assert row["decision"] == "release"
    assert row["reasons"] == ["past_final_deadline"]
    assert [row[name] for name in ("approval_no", "approved_on", "approved_by",
                                   "approval_reason", "approved_to")] == [
        "AP-1", "2026-03-01", "王", "已承诺", "2026-04-30",
    ]  # fmt: skip


def test_without_an_approval_its_columns_are_blank(ledger):
    (row,) = payload_of(tables.holds_table(hold_report(ledger, day("2026-05-01"))))["rows"]
    assert row["decision"] == "approve"
    assert {row[name] for name in row if name.startswith("approv")} == {None}


def test_a_slip_is_a_line_of_the_reconciliation(ledger):
    first, second = payload_of(tables.slips_table(slip_report(ledger, AS_OF)))["rows"]
    # 800 − 50 = 750 = theirs
    assert [first[name] for name in ("our_balance", "our_items", "their_balance", "their_items",
                                     "unexplained", "confirmed")] == [
        "800.00", "50.00", "750.00", "0.00", "0.00", "750.00",
    ]  # fmt: skip
    assert (first["slip_state"], first["difference_kinds"]) == ("reconciled", ["rebate"])
    assert (second["slip_state"], second["slip_kind"], second["their_balance"]) == (
        "not_sent", "negative", None,
    )  # fmt: skip


def test_the_control_table_states_shares(ledger):
    (row,) = payload_of(tables.control_sheet(control_table(ledger, AS_OF)))["rows"]
    assert [row[name] for name in ("slip_form", "balance", "slips_sent", "sent_amount",
                                   "confirmed_part")] == [
        "statement", "800.00", 1, "800.00", "750.00",
    ]  # fmt: skip
    assert [row[name] for name in ("sent_share", "returned_share", "confirmed_share")] == [
        "1.00", "1.00", "0.9375",
    ]  # fmt: skip


MADE = (
    lambda ledger, day: tables.plans_table(plan_report(ledger, day)),
    lambda ledger, day: tables.disputes_table(dispute_report(ledger, day)),
    lambda ledger, day: tables.holds_table(hold_report(ledger, day)),
    lambda ledger, day: tables.slips_table(slip_report(ledger, day)),
    lambda ledger, day: tables.control_sheet(control_table(ledger, day)),
)


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_table_has_cells_in_both_languages_also_when_empty(ledger, made, lang):
    table = cells_of(made(ledger, AS_OF), lang)
    assert len({len(column) for column in table.columns}) == 1
    assert len({field.title[lang] for field in table.fields}) == len(table.fields)
    empty = ledger_of("2026-01-05 invoice C1 INV-1 1.00 due 2027-01-01\ncustomer C1 limit 5.00")
    assert {len(column) for column in cells_of(made(empty, AS_OF), lang).columns} == {0}


def test_words_for_every_code_of_the_records():
    assert set(CAUSES) == set(DIFFERENCE_KINDS) - {""}
    assert list(SLIP_KIND_WORDS) == [kind.name.lower() for kind in SlipKind]
    words = tables.disputes_table(dispute_report(ledger_of(BOOKS), AS_OF)).fields
    reasons = next(field for field in words if field.name == "dispute_reason").words
    assert set(reasons) - {""} == {choice.code for choice in DISPUTE_CHOICES}
