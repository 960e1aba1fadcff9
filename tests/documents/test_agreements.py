"""Promises to pay and plans of instalments, to the cent."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import ledger_of

from xlar.core.errors import BadValue, UnknownCustomer
from xlar.core.policy import Policy
from xlar.documents.agreements import (
    debt,
    instalments,
    needs_approval,
    plan,
    promise,
    promise_schedule,
)
from xlar.documents.faults import BadDocuments

COMPANY = {"company": {"name": "云杉精密机械（虚构）有限公司"}}
POLICY = Policy.from_mapping(COMPANY)
AS_OF = date(2026, 7, 5)

# I1: terms of 30 days, due 2026-07-01, final deadline 2026-07-11 (T19); I2: due 2026-05-01, final
# deadline 2026-05-11; I3 is not due; I4 in dollars
LEDGER = """
    customer C1 name 北辰商贸有限公司
    2026-06-01 invoice C1 I1 60000.00 due 2026-07-01 contract_no HT-1
    2026-04-01 invoice C1 I2 45000.00 due 2026-05-01 disputed_amount 5000.00
    2026-07-01 invoice C1 I3 1000.00 due 2026-07-31
    2026-06-01 invoice C1 I4 300.00 due 2026-07-01 currency USD
"""


def owed(text=LEDGER, as_of=AS_OF, **options):
    return debt(ledger_of(text, POLICY), as_of, "C1", policy=POLICY, **options)


def numbers(what):
    return [what.ledger.documents.number[line.document] for line in what.lines]


# --- what is owed ------------------------------------------------------------------------------


def test_an_agreement_is_about_what_is_overdue_and_not_disputed():
    # 40,000 of I2 + 60,000 of I1 = 100,000
    what = owed()
    assert numbers(what) == ["I2", "I1"]
    assert what.total == 10_000_000


def test_the_documents_can_be_named():
    assert numbers(owed(numbers=["I1", "I3"])) == ["I1", "I3"]


def test_another_currency():
    assert (numbers(owed(currency="USD")), owed(currency="USD").total) == (["I4"], 30_000)


def test_what_was_paid_since_is_left_out():
    text = LEDGER + "    2026-07-02 receipt C1 R1 60000.00 for I1"
    assert numbers(owed(text)) == ["I2"]


@pytest.mark.parametrize(
    "options", [{"currency": "EUR"}, {"numbers": ["I9"]}, {"numbers": []}, {"currency": "JPY"}]
)
def test_nothing_to_agree_upon(options):
    with pytest.raises(BadValue, match='customer "C1" has no debt'):
        owed(**options)


def test_an_unknown_customer():
    with pytest.raises(UnknownCustomer, match='no customer "C9"'):
        debt(ledger_of(LEDGER), AS_OF, "C9")


# --- schedules ---------------------------------------------------------------------------------


def test_a_hundred_thousand_in_three():
    # T55: 33,333.33 + 33,333.33 + 33,333.34
    assert instalments(10_000_000, 3, date(2026, 8, 5)) == (
        (date(2026, 8, 5), 3_333_333),
        (date(2026, 9, 5), 3_333_333),
        (date(2026, 10, 5), 3_333_334),
    )


# first day, days of the payments: the same day of each month, clamped to its end
MONTHS = [
    (date(2026, 1, 31), ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
    (date(2027, 12, 30), ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"]),
    (date(2026, 8, 15), ["2026-08-15", "2026-09-15", "2026-10-15", "2026-11-15"]),
]


@pytest.mark.parametrize(("first", "days"), MONTHS)
def test_payments_are_monthly(first, days):
    assert [str(day) for day, _ in instalments(400, 4, first)] == days


@pytest.mark.parametrize(("total", "parts"), [(100, 0), (100, -1), (2, 3)])
def test_payments_that_cannot_be_divided(total, parts):
    with pytest.raises(BadValue, match="payments must be 1 or more"):
        instalments(total, parts, AS_OF)


@given(total=st.integers(1, 10**15), parts=st.integers(1, 120))
def test_payments_add_up_and_differ_by_less_than_a_unit_each(total, parts):
    if parts > total:
        return
    amounts = [part for _, part in instalments(total, parts, AS_OF)]
    assert sum(amounts) == total
    assert len(set(amounts[:-1])) <= 1
    assert 0 <= amounts[-1] - amounts[0] < parts


def test_a_promise_reaches_to_the_final_deadline():
    # I1 by its deadline 07-11; the deadline of I2 is past: 7 days from the promise, 07-12
    assert promise_schedule(owed(), AS_OF, 7) == (
        (date(2026, 7, 11), 6_000_000),
        (date(2026, 7, 12), 4_000_000),
    )


# T20: 07-11 is accepted, 07-12 needs approval
@pytest.mark.parametrize(
    ("pay_by", "expected"), [(date(2026, 7, 11), False), (date(2026, 7, 12), True)]
)
def test_a_promise_beyond_the_final_deadline_needs_approval(pay_by, expected):
    what = owed(numbers=["I1"])
    assert needs_approval(what, ((pay_by, what.total),)) is expected


def test_each_item_is_held_against_its_own_deadline():
    # I1 (60,000, deadline 07-11) and I3 (1,000, due 07-31 + 10 = 08-10)
    what = owed(numbers=["I1", "I3"])
    in_time = ((date(2026, 7, 11), 6_000_000), (date(2026, 8, 10), 100_000))
    assert not needs_approval(what, in_time)
    assert needs_approval(what, ((date(2026, 7, 11), 5_999_999), (date(2026, 8, 10), 100_001)))
    assert needs_approval(what, ((date(2026, 7, 11), 6_000_000), (date(2026, 8, 11), 100_000)))
    assert not needs_approval(what, ((date(2026, 7, 11), 6_100_000),))


def test_the_default_promise_needs_approval_only_where_a_deadline_is_past():
    what = owed(numbers=["I1"])
    assert not needs_approval(what, promise_schedule(what, AS_OF, 7))
    assert needs_approval(owed(), promise_schedule(owed(), AS_OF, 7))


# --- the documents -----------------------------------------------------------------------------


def text_of(document):
    return "\n".join((*document.wording.paragraphs, *document.wording.closing))


def test_a_promise():
    document = promise(owed(), policy=POLICY)
    assert (document.kind, document.level, document.number) == ("promise", -1, "")
    assert (document.total, document.capitals) == (10_000_000, "人民币壹拾万元整")
    assert sum(part for _, part in document.schedule) == document.total
    assert document.wording.salutation == f"致：{COMPANY['company']['name']}"
    assert (
        "我公司北辰商贸有限公司确认：截至2026年7月5日，我公司尚欠贵公司下列2笔款项（合同编号：HT-1），合计人民币"
        "100,000.00元（大写：人民币壹拾万元整）。"
    ) in text_of(document)
    assert "最后付款日为2026年7月12日" in text_of(document)


def test_a_promise_of_the_whole_sum_by_one_day():
    document = promise(owed(), policy=POLICY, pay_by=date(2026, 7, 31))
    assert document.schedule == ((date(2026, 7, 31), 10_000_000),)


def test_a_plan():
    document = plan(owed(), 3, policy=POLICY)
    assert [str(day) for day, _ in document.schedule] == ["2026-08-05", "2026-09-05", "2026-10-05"]
    assert [part for _, part in document.schedule] == [3_333_333, 3_333_333, 3_333_334]
    assert "乙方分3期付清上述款项，首期于2026年8月5日前，末期于2026年10月5日前" in text_of(document)
    assert [item.number for item in document.items] == ["I2", "I1"]
    assert (document.items[0].open, document.items[0].disputed) == (4_000_000, 500_000)


def test_a_plan_with_a_first_day_of_its_own():
    document = plan(owed(), 2, policy=POLICY, first=date(2026, 7, 31))
    assert [str(day) for day, _ in document.schedule] == ["2026-07-31", "2026-08-31"]


def test_a_plan_signed_on_a_later_day():
    document = plan(owed(), 1, policy=POLICY, date=date(2026, 7, 8))
    assert (document.date, document.as_of) == (date(2026, 7, 8), AS_OF)
    assert document.schedule[0][0] == date(2026, 8, 8)


def test_a_plan_in_english():
    text = LEDGER.replace("北辰商贸有限公司", "Example language en")
    document = plan(owed(text), 3, policy=POLICY)
    assert (document.language, document.capitals) == ("en", "")
    assert "in 3 instalments, the first by 5 August 2026" in text_of(document)


@pytest.mark.parametrize("make", [promise, lambda what, **more: plan(what, 2, **more)])
def test_without_a_company_there_is_no_agreement(make):
    with pytest.raises(BadDocuments):
        make(owed(), policy=Policy())


def test_nobody_pays_before_he_signs():
    with pytest.raises(BadValue, match="2026-07-04, lies before the agreement of 2026-07-05"):
        promise(owed(), policy=POLICY, pay_by=date(2026, 7, 4))
    with pytest.raises(BadValue, match="lies before"):
        plan(owed(), 2, policy=POLICY, first=date(2026, 7, 1))
