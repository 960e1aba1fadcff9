"""The story the demonstration tells: habits, numbering, references, what collectors wrote down."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from xlar.workbook.demo.buyers import AS_OF, COUNT, LATENESS, OPENING, buyers, customer_rows
from xlar.workbook.demo.dice import Dice
from xlar.workbook.demo.records import act_rows, promise_rows
from xlar.workbook.demo.special import add_special_cases
from xlar.workbook.demo.trade import trade


@pytest.fixture(scope="module")
def plain():
    """Two years of trade without the special cases."""
    return trade(buyers())


@pytest.fixture(scope="module")
def books():
    found = trade(buyers())
    add_special_cases(found, buyers())
    return found


HABITS = {buyer.id: buyer.habit for buyer in buyers()}


def days_late(books):
    """Days from due date to each designated payment, by habit of the customer."""
    due = {bill.row["invoice_no"]: bill.due for bill in books.bills}
    late = defaultdict(list)
    for row in books.receipts:
        if row.get("invoice_no") in due:
            days = (row["receipt_date"] - due[row["invoice_no"]]).days
            late[HABITS[row["customer_id"]]].append(days)
    return late


def test_habits_differ_as_their_names_say(plain):
    mean = {habit: sum(days) / len(days) for habit, days in days_late(plain).items()}
    assert mean["prepaid"] < mean["prompt"] < mean["steady"] < mean["late"] < mean["slow"]


@pytest.mark.parametrize("habit", LATENESS)
def test_nobody_pays_before_his_habit_begins(plain, habit):
    assert min(days_late(plain)[habit]) >= LATENESS[habit][0]


def test_who_fails_pays_nothing_any_more(plain):
    stops = {buyer.id: buyer.stops for buyer in buyers() if buyer.stops}
    assert stops
    for row in plain.receipts:
        if row["customer_id"] in stops:
            assert row["receipt_date"] < stops[row["customer_id"]]


def test_who_fails_gets_no_new_goods_for_long(plain):
    stops = {buyer.id: buyer.stops for buyer in buyers() if buyer.stops}
    for row in plain.invoices:
        if row["customer_id"] in stops and row["amount"] > 0:
            assert row["invoice_date"] <= stops[row["customer_id"]] + timedelta(48)


def test_invoices_are_written_on_working_days_within_the_two_years(plain):
    for bill in plain.bills:
        assert bill.row["invoice_date"].weekday() < 5
        assert OPENING <= bill.row["invoice_date"] <= AS_OF


def test_each_customer_transfers_money_on_his_own_weekday(plain):
    pay_day = {buyer.id: buyer.pay_day for buyer in buyers()}
    assert all(
        row["receipt_date"].weekday() == pay_day[row["customer_id"]] for row in plain.receipts
    )


@pytest.mark.parametrize(
    ("table", "number", "day"),
    [("invoices", "invoice_no", "invoice_date"), ("receipts", "receipt_no", "receipt_date")],
)
def test_numbers_run_with_the_days_month_by_month(plain, table, number, day):
    rows = getattr(plain, table)
    for row in rows:
        assert row[number][2:6] == f"{row[day]:%y%m}"
    for before, after in pairwise(rows):
        assert before[day] <= after[day]
        assert before[number] <= after[number]


def test_the_parts_of_a_receipt_belong_together(books):
    parts = defaultdict(list)
    for row in books.receipts:
        parts[row["receipt_no"]].append(row)
    assert any(len(rows) > 1 for rows in parts.values())
    for rows in parts.values():
        same = {(r["customer_id"], r["receipt_date"], r["currency"], r["method"]) for r in rows}
        assert len(same) == 1


def test_no_invoice_is_paid_beyond_its_amount(books):
    owed = Counter()
    for row in books.invoices:
        owed[row.get("ref_no") or row["invoice_no"]] += row["amount"]
    for row in books.receipts:
        if "invoice_no" in row and "reversed_on" not in row:
            owed[row["invoice_no"]] -= row["amount"]
    for row in books.allocations:
        if "reversed_on" not in row:
            owed[row["invoice_no"]] -= row["amount"]
    assert min(amount for number, amount in owed.items() if number != "HZ001") >= 0


def test_credit_notes_name_an_earlier_invoice_of_the_same_customer(plain):
    known = {row["invoice_no"]: row for row in plain.invoices}
    notes = [row for row in plain.invoices if row["amount"] < 0]
    assert len(notes) >= 30
    for note in notes:
        original = known[note["ref_no"]]
        assert original["customer_id"] == note["customer_id"]
        assert original["invoice_date"] < note["invoice_date"]
        assert -note["amount"] < original["amount"]


def test_tax_is_thirteen_percent_and_only_at_home(plain):
    for row in plain.invoices:
        if row["currency"] == "CNY":
            net = row["amount"] - row["tax"]
            assert abs(row["tax"] - net * 13 / 100) < 2
        else:
            assert "tax" not in row
            assert "rate" in row


def test_bills_run_at_most_six_months(books):
    for row in books.receipts:
        if "bill_due" in row:
            assert row["bill_no"]
            assert 0 < (row["bill_due"] - row["receipt_date"]).days <= 180


def test_every_allocation_names_documents_that_exist(books):
    receipts = {row["receipt_no"] for row in books.receipts}
    invoices = {(row["invoice_no"], row.get("instalment")) for row in books.invoices}
    for row in books.allocations:
        assert row["credit_no"] in receipts
        assert (row["invoice_no"], row.get("instalment")) in invoices


def test_numbers_are_unique(books):
    keys = Counter((row["invoice_no"], row.get("instalment")) for row in books.invoices)
    assert max(keys.values()) == 1


def test_instalments_add_up_to_the_price(books):
    parts = defaultdict(list)
    for row in books.invoices:
        if "instalment" in row:
            parts[row["invoice_no"]].append(row)
    assert len(parts) == 6
    for rows in parts.values():
        assert [row["instalment"] for row in rows] == [1, 2, 3]
        assert sum(row["amount"] for row in rows) % 100 == 0
        assert all(a["due_date"] < b["due_date"] for a, b in pairwise(rows))


def test_a_retention_is_due_a_year_later_and_five_percent(books):
    amounts = {row["invoice_no"]: row["amount"] for row in books.invoices}
    retained = [row for row in books.invoices if row["type"] == "retention"]
    assert len(retained) >= 30
    for row in retained:
        assert row["due_date"] - row["invoice_date"] == timedelta(365)
        assert row["amount"] == amounts[row["notes"].split()[0]] // 20


def test_refunds_pay_back_what_was_paid_twice(books):
    twice = {r["customer_id"]: r["amount"] for r in books.receipts if r["receipt_no"][:2] == "CF"}
    back = {r["customer_id"]: r["amount"] for r in books.receipts if r["receipt_no"][:2] == "TK"}
    assert twice == {customer: -amount for customer, amount in back.items()}


def test_small_settlements_have_their_reason(books):
    for row in books.receipts:
        if row["method"] in ("discount", "charge", "rounding", "offset"):
            assert row["notes"]
            assert row["invoice_no"]
        if row["method"] == "offset" or row.get("document"):
            assert row["document"] == "DZ2026-007"
        if "payer" in row:
            assert "代付" in row["notes"]


@pytest.fixture(scope="module")
def acts(books):
    overdue = {}
    for bill in books.bills[::50]:
        if bill.due < AS_OF:
            entry = (bill.row["invoice_no"], bill.due)
            overdue.setdefault(bill.row["customer_id"], []).append(entry)
    return act_rows(buyers(), overdue)


def test_acts_stand_in_the_order_of_their_days(acts):
    days = [row["date"] for row in acts]
    assert days == sorted(days)
    assert days[-1] <= AS_OF


def test_letters_are_sent_before_they_are_delivered_and_some_never_are(acts):
    letters = [row for row in acts if row["kind"] == "letter"]
    delivered = [row for row in letters if "delivered_on" in row]
    assert 0 < len(delivered) < len(letters)
    assert all(row["sent_on"] < row["delivered_on"] for row in delivered)
    assert all("EX" in row["evidence"] for row in letters)


@pytest.mark.parametrize("kind", ["email", "call", "letter", "visit", "acknowledgement", "suit"])
def test_every_kind_of_contact_occurs(acts, kind):
    assert kind in {row["kind"] for row in acts}


def test_contacts_follow_the_due_date(books, acts):
    due = {bill.row["invoice_no"]: bill.due for bill in books.bills}
    for row in acts:
        if row.get("invoice_no") in due:
            assert row["date"] > due[row["invoice_no"]]


def test_promises_are_kept_broken_or_running():
    rows = promise_rows()
    assert {row.get("kept") for row in rows} == {False, None}
    for row in rows:
        assert row["promised_on"] < row["pay_by"]
        assert (row["pay_by"] < AS_OF) == ("kept" in row)


def test_customers_are_complete():
    rows = customer_rows()
    assert len(rows) == COUNT
    new = [row for row in rows if row["since"] > OPENING]
    assert 5 < len(new) < 40
    assert all(row["name"] and row["since"] >= date(2015, 1, 1) for row in rows)


def test_nobody_buys_before_he_is_a_customer(plain):
    since = {row["customer_id"]: row["since"] for row in customer_rows()}
    assert all(bill.row["invoice_date"] >= since[bill.row["customer_id"]] for bill in plain.bills)


def test_a_parent_is_a_customer_of_its_own():
    rows = {row["customer_id"]: row for row in customer_rows()}
    for row in rows.values():
        if "parent" in row:
            assert "parent" not in rows[row["parent"]]
            assert row["credit_limit"] is None
            assert rows[row["parent"]]["credit_limit"] > 0


@pytest.mark.parametrize(("low", "high"), [(1, 1), (1, 6), (-5, 5)])
def test_dice_stay_within_their_limits(low, high):
    dice = Dice(1)
    for draw in (dice.whole, dice.middling):
        seen = {draw(low, high) for _ in range(2_000)}
        assert (min(seen), max(seen)) == (low, high)


def test_the_middle_is_more_often():
    dice = Dice(2)
    seen = Counter(dice.middling(0, 10) for _ in range(5_000))
    assert seen[5] > 2 * seen[0]


def test_chance_is_what_it_says():
    dice = Dice(3)
    hits = sum(dice.chance(0.25) for _ in range(10_000))
    assert 2_300 < hits < 2_700
