"""Who gets a statement, over which period, and what a confirmation and a reconciliation say."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.errors import UnknownCustomer
from xlar.core.policy import Policy
from xlar.core.registered import RegisterRow
from xlar.documents.faults import BadDocuments
from xlar.documents.statement import confirmations, reconciliation, statements

DAY = date(2026, 6, 30)
COMPANY = {
    "name": "云帆示例科技有限公司",
    "tax_id": "91350100M000100Y43",
    "bank": "示例银行",
    "account": "1",
}
AUDITOR = {"auditor": "示例会计师事务所", "auditor_address": "示例市示例路 1 号"}
LEDGER = """
    customer C1 name 甲示例公司
    customer C2 name 乙示例公司
    customer C3 name Third-Example-Ltd language en
    2026-05-05 invoice C1 I1 1000.00 due 2026-06-04
    2026-06-10 receipt C1 R1 400.00
    2026-06-20 invoice C3 I3 50.00 due 2026-07-20 currency USD
"""


def policy(**groups):
    return Policy.from_mapping({"company": COMPANY, "documents": AUDITOR, **groups})


def made(text=LEDGER, **options):
    return statements(ledger_of(text), DAY, **{"policy": policy(), **options})


def registered(**changes):
    row = {
        "number": "DZ-2026-0001",
        "kind": "statement",
        "level": -1,
        "customer_id": "C1",
        "currency": "CNY",
        "amount": 0,
        "date": date(2026, 5, 31),
        "as_of": date(2026, 5, 31),
        "status": "sent",
    }
    return RegisterRow(**(row | changes))


def test_everyone_with_a_balance_or_a_movement_gets_a_statement():
    documents, skipped = made()
    assert [one.customer.code for one in documents] == ["C1", "C3"]
    assert [(one.customer_id, one.reason) for one in skipped] == [("C2", "no_balance")]


def test_the_period_begins_with_the_month():
    (one, _), _ = made()
    assert one.start == date(2026, 6, 1)
    assert one.blocks[0].opening == 100_000
    assert one.total == 60_000
    assert one.capitals == "人民币陆佰元整"


@pytest.mark.parametrize(
    ("row", "start"),
    [
        ({}, "2026-06-01"),
        ({"as_of": date(2026, 3, 31)}, "2026-04-01"),
        ({"as_of": date(2026, 3, 31), "status": "withdrawn"}, "2026-06-01"),
        ({"as_of": date(2026, 3, 31), "kind": "letter"}, "2026-06-01"),
        ({"as_of": DAY}, "2026-06-01"),
    ],
)
def test_the_period_begins_after_the_last_statement_that_stands(row, start):
    (one, _), _ = made(register=[registered(**row)])
    assert one.start == date.fromisoformat(start)


def test_a_first_day_may_be_given():
    (one, _), _ = made(start=date(2026, 5, 1))
    assert [line.number for line in one.blocks[0].movements] == ["I1", "R1"]


def test_the_words_are_in_the_customers_language():
    (first, second), _ = made()
    assert (first.language, second.language) == ("zh", "en")
    assert second.capitals == ""
    assert "USD 50.00" in "".join(second.wording.mail)


def test_an_account_settled_in_the_period_still_gets_its_statement():
    text = LEDGER + "    2026-06-11 receipt C1 R2 600.00"
    (one, _), _ = made(text)
    assert (one.total, one.blocks[0].closing) == (0, 0)


def test_only_the_customers_asked_for():
    documents, skipped = made(customers=["C3"])
    assert [one.customer.code for one in documents] == ["C3"]
    assert skipped == []


def test_an_unknown_customer_is_an_error():
    with pytest.raises(UnknownCustomer, match="C9"):
        made(customers=["C9"])


def test_without_a_company_nothing_can_be_made():
    with pytest.raises(BadDocuments) as caught:
        made(policy=Policy())
    assert [problem.code for problem in caught.value.problems] == ["no_company"]


def test_interest_is_not_printed_unless_asked_for():
    lines = ledger_of(LEDGER.replace("due 2026-06-04", "due 2026-06-04 late_rate 年10%"))
    (quiet, _), _ = statements(lines, DAY, policy=policy())
    (loud, _), _ = statements(
        lines, DAY, policy=policy(documents={**AUDITOR, "print_interest": True})
    )
    # FIFO from 06-10: 6 days on 1,000.00 and 20 on 600.00 at 10 % = 1.643836 + 3.287671 = 4.93
    assert not any("利息暂计" in note for note in quiet.notes)
    assert any("4.93" in note for note in loud.notes)


def test_a_confirmation_goes_to_everyone_with_a_balance_and_back_to_the_auditor():
    documents, skipped = confirmations(ledger_of(LEDGER), DAY, policy=policy())
    assert [one.customer.code for one in documents] == ["C1", "C3"]
    assert {one.addressee.name for one in documents} == {"示例会计师事务所"}
    assert [one.customer_id for one in skipped] == ["C2"]
    assert "仅为复核账目之用，并非催款结算" in "".join(documents[0].wording.closing)


def test_a_negative_confirmation_asks_for_an_answer_only_if_different():
    (one, _), _ = confirmations(ledger_of(LEDGER), DAY, policy=policy(), negative=True)
    assert one.negative
    assert "无需回复" in "".join(one.wording.paragraphs)


def test_a_confirmation_without_an_auditor_is_refused():
    with pytest.raises(BadDocuments):
        confirmations(ledger_of(LEDGER), DAY, policy=policy(documents={}))


def test_a_reconciliation_ties_both_books():
    # ours 128,000 - in transit 20,000 = 108,000 = theirs 98,000 + invoice not received 10,000
    lines = ledger_of("2026-05-05 invoice C1 I1 128000.00 due 2026-06-04")
    one = reconciliation(
        lines, DAY, "C1", 9_800_000, policy=policy(),
        ours_adjust=[("在途货款", "6 月 29 日电汇", -2_000_000)],
        theirs_adjust=[("票未到", "I1 的一部分", 1_000_000)],
    )  # fmt: skip
    assert (one.total, one.difference) == (12_800_000, 0)


def test_what_a_reconciliation_cannot_explain_is_its_difference():
    lines = ledger_of("2026-05-05 invoice C1 I1 100.00 due 2026-06-04")
    assert reconciliation(lines, DAY, "C1", 9_000, policy=policy()).difference == 1_000
