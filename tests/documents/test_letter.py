"""Letters from a ledger: figures, words, earlier letters, evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default

import pytest
from ledgers import ledger_of

from xlar.core.build import build
from xlar.core.capitals import from_capitals
from xlar.core.errors import MissingRate, UnknownCustomer
from xlar.core.policy import Policy
from xlar.core.registered import RegisteredItem, RegisterRow
from xlar.documents.content import Party, Skipped
from xlar.documents.faults import BadDocuments
from xlar.documents.letter import letters
from xlar.documents.render.eml import draft
from xlar.documents.wording import built_in
from xlar.workbook.demo import AS_OF, demo_tables

COMPANY = {"name": "云杉精密机械（虚构）有限公司", "bank": "江宁商业银行", "account": "3200"}

# T53: 100,000.00 of which 5,000.00 are disputed; due 2026-03-01, terms of 30 days
LEDGER = """
    customer C1 name 北辰商贸有限公司 grade {grade} language {language}
    2026-01-30 invoice C1 I1 100000.00 due 2026-03-01 disputed_amount 5000.00 contract_no HT-1
    2026-02-12 invoice C1 I2 500.50 due 2026-03-14 contract_no HT-2
"""
ONE = LEDGER.split("2026-02-12", maxsplit=1)[0]
LETTER = RegisterRow(
    "CK-2026-0001", "letter", 3, "C1", "CNY", 9_500_000, date(2026, 3, 14), date(2026, 3, 14),
    status="acknowledged", sent_on=date(2026, 3, 14), delivered_on=date(2026, 3, 16),
    channel="EMS", tracking="1234", items=(RegisteredItem("I1", 0, 3),),
)  # fmt: skip


def made(text=LEDGER, on=date(2026, 3, 2), *, grade="-", language="zh", policy=None, **options):
    """Letters and skips; without other options the customer's only letter can be taken as [0]."""
    settings = Policy.from_mapping({"company": COMPANY, **(policy or {})})
    ledger = ledger_of(text.format(grade=grade, language=language), settings)
    return letters(ledger, on, policy=settings, **options)


def only(*arguments, **options):
    ((letter,), _) = made(*arguments, **options)
    return letter


def body(letter):
    return "\n".join((*letter.wording.paragraphs, *letter.wording.closing))


# --- figures -----------------------------------------------------------------------------------


def test_the_letter_is_about_the_undisputed_part():
    letter = only()
    assert (letter.total, letter.currency) == (9_500_000, "CNY")
    assert letter.capitals == "人民币玖万伍仟元整"
    (item,) = letter.items
    assert (item.number, item.amount, item.open, item.disputed) == (
        "I1", 10_000_000, 9_500_000, 500_000,
    )  # fmt: skip
    assert (item.document_date, item.due_date) == (date(2026, 1, 30), date(2026, 3, 1))
    assert (item.days_past_due, item.level, item.contract_no) == (1, 1, "HT-1")


def test_head_of_the_letter():
    letter = only(date=date(2026, 3, 4))
    assert (letter.kind, letter.level, letter.number) == ("letter", 1, "")
    assert (letter.date, letter.as_of, letter.pay_by) == (
        date(2026, 3, 4), date(2026, 3, 2), date(2026, 3, 11),
    )  # fmt: skip
    assert (letter.company.name, letter.customer.name) == (COMPANY["name"], "北辰商贸有限公司")
    assert (letter.addressee, letter.evidence, letter.interest) == (None, (), None)


def test_the_figures_stand_in_the_words():
    letter = only()
    assert (
        "截至2026年3月2日，贵公司有1笔款项（合同编号：HT-1）已过约定的付款期限，金额为人民币95,000.00元（大写："
        "人民币玖万伍仟元整），已于2026年3月1日到期，逾期1天。"
    ) in body(letter)
    assert "请贵公司予以核对，并于2026年3月9日前（含当日）安排付款。" in body(letter)
    assert any("金额人民币5,000.00元未列入" in note for note in letter.notes)


def test_several_items_are_spoken_of_as_several():
    # 2026-03-15: I1 14 days (past its final deadline, so L3), I2 one day
    letter = only(on=date(2026, 3, 15))
    assert "2笔款项（合同编号：HT-1、HT-2）逾期未付，合计人民币95,500.50元" in body(letter)
    assert "最早一笔于2026年3月1日到期，最长已逾期14天" in body(letter)
    assert [item.level for item in letter.items] == [3, 1]


CONTRACTS = [
    ([], "2笔款项逾期未付"),
    (["HT-1"], "款项（合同编号：HT-1）逾期未付"),
    (["HT-1", "HT-1"], "款项（合同编号：HT-1）逾期未付"),
    (["HT-3", "HT-2", "HT-1"], "款项（合同编号：HT-3、HT-2、HT-1）逾期未付"),
    (["HT-3", "HT-2", "HT-1", "HT-4"], "款项（合同编号：HT-3、HT-2、HT-1等）逾期未付"),
]


@pytest.mark.parametrize(("contracts", "expected"), CONTRACTS)
def test_contracts_are_named_as_far_as_there_is_room(contracts, expected):
    lines = [
        f"2026-01-30 invoice C1 I{place} 100.00 due 2026-03-01 contract_no {contract}"
        for place, contract in enumerate(contracts or ["-", "-"])
    ]
    assert expected in body(only("\n".join(lines), on=date(2026, 3, 14)))


def test_a_reminder_has_no_last_day_to_pay_but_the_due_date():
    letter = only(on=date(2026, 2, 27), text=ONE)
    assert (letter.level, letter.pay_by) == (0, None)
    assert "到期日为2026年3月1日" in body(letter)
    assert "于2026年3月1日前（含当日）安排付款" in body(letter)


def test_english_letters_have_no_capitals():
    letter = only(language="en")
    assert (letter.language, letter.capitals) == ("en", "")
    assert "CNY 95,000.00" in body(letter)
    assert "1 March 2026, 1 day ago" in body(letter)
    assert letter.wording.title == "Payment Notice"


def test_a_foreign_currency_in_chinese():
    text = "2026-01-30 invoice C1 I1 95000.00 due 2026-03-01 currency USD"
    letter = only(text)
    assert letter.capitals == "美元玖万伍仟元整"
    assert "金额为USD 95,000.00（大写：美元玖万伍仟元整）" in body(letter)


def test_each_currency_has_a_letter_of_its_own():
    text = LEDGER + "    2026-01-30 invoice C1 I3 70.00 due 2026-03-01 currency USD"
    found, _ = made(text)
    assert [(letter.currency, letter.total) for letter in found] == [
        ("CNY", 9_500_000),
        ("USD", 7_000),
    ]


# --- tone, seal, interest, fee, unapplied ------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "phrase"),
    [
        ("A", "想必是贵公司事务繁忙"),
        ("B", "想必是贵公司事务繁忙"),
        ("-", "请将付款凭证发送我公司以便及时核销"),
    ],
)
def test_the_grade_gives_the_tone(grade, phrase):
    assert phrase in body(only(grade=grade))


def test_a_firm_letter_to_grade_d():
    letter = only(grade="D")
    assert (letter.level, letter.wording.title) == (3, "催款函")
    assert "暂停受理贵公司的新增赊销订单" in body(letter)


def test_the_tone_can_be_set_by_grade():
    letter = only(grade="A", policy={"documents": {"tone": {"A": "firm"}}})
    assert "敬请重视" in body(letter)


@pytest.mark.parametrize(("show", "expected"), [(False, ""), (True, "seal.png")])
def test_the_seal_is_printed_only_where_it_is_wanted(show, expected):
    company = COMPANY | {"seal": "seal.png", "logo": "logo.png", "show_seal": show}
    letter = only(policy={"company": company})
    assert (letter.logo, letter.seal) == ("logo.png", expected)


def test_interest_is_printed_only_where_it_is_wanted():
    # 100,000 × 10 days × 10.95 % / 365 = 300.00 (日万分之三)
    text = LEDGER.replace("contract_no HT-1", "late_rate 日万分之三")
    assert only(text, on=date(2026, 3, 11)).interest is None
    letter = only(text, on=date(2026, 3, 11), policy={"documents": {"print_interest": True}})
    assert (letter.interest, letter.total) == (30_000, 9_500_000)
    assert "逾期利息暂计至2026年3月11日为人民币300.00元，未计入合计" in "\n".join(letter.notes)


def test_a_reminder_speaks_of_no_interest():
    options = {"policy": {"documents": {"print_interest": True}}, "on": date(2026, 2, 27)}
    assert only(text=ONE, **options).interest is None


def test_the_fee_stands_beside_the_total():
    letter = only(policy={"dunning": {"fees": [{"level": 1, "fixed": 20}]}})
    assert letter.total == 9_500_000
    assert any("催款费用为人民币20.00元，未计入合计" in note for note in letter.notes)


def test_what_is_unapplied_is_stated():
    text = LEDGER + "    2026-02-20 receipt C1 R1 300.00"
    letter = only(text, policy={"aging": {"allocation": "explicit"}})
    assert letter.total == 9_500_000
    assert any("贵公司另有款项人民币300.00元已到我公司账户" in note for note in letter.notes)


# --- earlier letters ---------------------------------------------------------------------------


def test_earlier_letters_are_named_with_their_delivery():
    letter = only(on=date(2026, 3, 18), register=[LETTER])
    assert letter.level == 4
    assert "我公司此前已发函：2026年3月14日催款函一（CK-2026-0001，2026年3月16日签收）。" in body(
        letter
    )


def test_in_english_too():
    letter = only(on=date(2026, 3, 18), register=[LETTER], language="en")
    assert "14 March 2026 First demand (CK-2026-0001, received 16 March 2026)." in body(letter)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "withdrawn"},
        {"status": "returned"},
        {"items": (RegisteredItem("I9", 0, 3),)},
        {"currency": "USD"},
        {"kind": "statement"},
    ],
)
def test_letters_that_do_not_count_are_not_named(changes):
    letter = only(on=date(2026, 3, 18), register=[replace(LETTER, **changes)])
    assert "CK-2026-0001" not in body(letter)


def test_the_reminder_before_due_is_no_earlier_letter():
    reminder = replace(
        LETTER, level=0, items=(RegisteredItem("I1", 0, 0),), date=date(2026, 2, 22),
        as_of=date(2026, 2, 22), sent_on=date(2026, 2, 22),
    )  # fmt: skip
    assert "CK-2026-0001" not in body(only(on=date(2026, 3, 6), register=[reminder]))


# --- agency, lawyer, stop ----------------------------------------------------------------------

EVIDENCE = (
    LEDGER
    + """
    2026-03-20 act C1 call I1 evidence 录音
    2026-03-25 act C1 visit -
    2026-03-26 act C1 letter I1 delivered 2026-03-28
    2026-03-21 promise C1 I1 95000.00 pay 2026-03-30
"""
)


def test_a_hand_over_note_lists_the_evidence():
    letter = only(
        EVIDENCE, date(2026, 4, 1), kind="agency", register=[LETTER], customers=["C1"],
        addressee=Party("长衡律师事务所（虚构）"),
    )  # fmt: skip
    assert letter.evidence == (
        "合同：HT-1",
        "合同：HT-2",
        "发票及交货签收凭证：I1（2026年1月30日）",
        "发票及交货签收凭证：I2（2026年2月12日）",
        "函件：2026年3月14日催款函一（CK-2026-0001，2026年3月16日签收，EMS 1234）",
        "催收与确认记录：2026年3月20日，电话，有证据",
        "催收与确认记录：2026年3月25日，上门",
        "催收与确认记录：2026年3月26日，函件，2026年3月28日签收",
        "还款承诺：2026年3月21日，付款日 2026年3月30日",
    )
    assert (letter.level, letter.pay_by, letter.total) == (-1, None, 9_550_050)
    assert letter.addressee == Party("长衡律师事务所（虚构）")
    assert [item.level for item in letter.items] == [-1, -1]


def test_what_happened_later_is_no_evidence_yet():
    letter = only(EVIDENCE, date(2026, 3, 20), kind="agency", customers=["C1"])
    assert letter.evidence[-1] == "催收与确认记录：2026年3月20日，电话，有证据"
    assert len(letter.evidence) == 5


def test_a_letter_without_a_receipt_is_listed_as_such():
    letter = only(
        LEDGER, date(2026, 4, 1), kind="agency", register=[replace(LETTER, status="sent")],
        customers=["C1"],
    )  # fmt: skip
    assert "函件：2026年3月14日催款函一（CK-2026-0001，无签收记录，EMS 1234）" in letter.evidence


def test_a_hand_over_note_goes_to_whoever_is_written_in_and_not_to_the_debtor():
    letter = only(LEDGER, date(2026, 4, 1), kind="agency", customers=["C1"])
    assert letter.addressee == Party("")


def test_a_lawyers_letter():
    letter = only(LEDGER, date(2026, 4, 1), kind="lawyer", customers=["C1"])
    assert (letter.kind, letter.level, letter.pay_by) == ("lawyer", -1, date(2026, 4, 8))
    assert [item.level for item in letter.items] == [7, 7]  # what the register takes the level from
    assert f"受{COMPANY['name']}（以下称委托人）的委托" in body(letter)


def test_a_stop_of_deliveries():
    letter = only(LEDGER, date(2026, 4, 1), kind="stop")
    assert (letter.kind, letter.level, letter.wording.title) == ("stop", -1, "停止发货通知")
    assert "自2026年4月1日起，我公司暂停向贵公司赊销发货" in body(letter)


def test_a_stop_is_an_earlier_letter_too():
    stop = replace(LETTER, number="TF-2026-0001", kind="stop", level=-1)
    assert "2026年3月14日停止发货通知（TF-2026-0001" in body(
        only(on=date(2026, 3, 18), register=[stop])
    )


# --- who gets none -----------------------------------------------------------------------------


def test_who_gets_none_is_listed_with_the_reason():
    found, skipped = made(LEDGER, date(2026, 3, 15), register=[replace(LETTER, status="draft")])
    assert found == []
    assert skipped == [Skipped("C1", "CNY", "draft_pending", "CK-2026-0001")]
    _, skipped = made("customer C1 block 2026-03-31\n" + LEDGER.split("\n", 2)[2])
    assert skipped == [Skipped("C1", "CNY", "blocked", next_on=date(2026, 4, 1))]


def test_a_level_asked_for():
    assert only(level=6).wording.title == "最后通知"


# --- what stands against making them -----------------------------------------------------------


def test_without_a_company_there_are_no_letters():
    with pytest.raises(BadDocuments) as caught:
        made(policy={"company": {"name": ""}})
    assert [problem.code for problem in caught.value.problems] == ["no_company"]


def test_a_text_that_asks_for_too_much_is_reported_with_the_customer():
    wording, problems = built_in().changed(
        {"letter": {"L1": {"closing": ["汇至{account}，{contract}"]}}}, "zh", "own.toml"
    )
    assert problems == []
    text = LEDGER.replace(" contract_no HT-1", "")
    with pytest.raises(BadDocuments) as caught:
        made(text, wording=wording)
    (problem,) = caught.value.problems
    assert problem.where() == "own.toml [letter.L1] closing 1"
    assert "（客户 北辰商贸有限公司）" in problem.text("zh")
    assert "invoices.contract_no" in problem.text("zh")


def test_a_level_of_ones_own_needs_words():
    ladder = [{"step": 1, "day": 1, "gap": 0, "action": "letter", "level": 9, "zh": "", "en": ""}]
    policy = {"dunning": {"ladder": ladder, "first_letter_max": 9}}
    with pytest.raises(BadDocuments) as caught:
        made(policy=policy)
    assert {problem.code for problem in caught.value.problems} == {"no_wording"}


def test_an_unknown_customer():
    with pytest.raises(UnknownCustomer):
        made(customers=["C9"])


def test_a_missing_rate_for_a_stop():
    with pytest.raises(MissingRate):
        made(LEDGER + "    2026-01-30 invoice C1 I3 70.00 due 2026-03-01 currency USD", kind="stop")


# --- hostile names -----------------------------------------------------------------------------

NAMES = ["=cmd|'/c calc'!A1", "../../x", "{{7*7}}", "{total}", "#show: evil", "甲" * 300]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_only_a_name(name):
    text = LEDGER.split("\n", 2)[2]
    ledger = ledger_of(text)
    names = ledger.customers.name.copy()
    names[0] = name
    ledger = replace(ledger, customers=replace(ledger.customers, name=names))
    ((letter,), _) = letters(
        ledger, date(2026, 3, 2), policy=Policy.from_mapping({"company": COMPANY})
    )
    assert letter.customer.name == name
    assert letter.wording.salutation == f"尊敬的{name}："


# --- the demonstration ledger ------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo_letters():
    policy = Policy.from_mapping({"company": COMPANY, "rates": {"USD": "7.15"}})
    ledger, _ = build(demo_tables(), policy)
    return letters(ledger, AS_OF, policy=policy)


def test_every_letter_adds_up_and_reads_well(demo_letters):
    found, _ = demo_letters
    assert len(found) > 40
    for letter in found:
        assert letter.total == sum(item.open for item in letter.items)
        assert letter.level == max(item.level for item in letter.items)
        if letter.language == "zh" and letter.currency == "CNY":
            assert from_capitals(letter.capitals) == letter.total
        words = (*letter.wording.paragraphs, *letter.wording.closing, *letter.notes)
        assert not any("{" in text or "  " in text or "，，" in text for text in words)


def test_the_same_ledger_gives_the_same_letters(demo_letters):
    policy = Policy.from_mapping({"company": COMPANY, "rates": {"USD": "7.15"}})
    ledger, _ = build(demo_tables(), policy)
    assert letters(ledger, AS_OF, policy=policy) == demo_letters


# --- e-mail ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "to"),
    [("letter", "li@beichen.example"), ("stop", "li@beichen.example"), ("agency", None),
     ("lawyer", None)],
)  # fmt: skip
def test_what_is_meant_for_an_agent_or_lawyer_is_not_mailed_to_the_debtor(kind, to):
    text = LEDGER.replace(" grade ", " email li@beichen.example grade ")
    letter = only(text, date(2026, 4, 1), kind=kind, customers=["C1"])
    message = message_from_bytes(draft(letter, []), policy=default)
    assert message["To"] == to
    assert message["Subject"] == letter.wording.subject
