"""Hand-made documents for the tests of every renderer: each kind, short, long and hostile.

All companies, people and figures are invented.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sample_parts import (
    AGENT,
    AUDITOR,
    COMPANY,
    CUSTOMER,
    DAY,
    ENGLISH_COMPANY,
    ENGLISH_CUSTOMER,
    LONG_NAME,
    RARE,
    credit,
    item,
    labels,
    wording,
)

from xlar.core.capitals import in_capitals
from xlar.documents.content import (
    Agreement,
    Block,
    Document,
    Item,
    Letter,
    Movement,
    Reconciliation,
    Statement,
)

__all__ = [  # the parts too: tests take everything from here
    "AGENT",
    "AUDITOR",
    "COMPANY",
    "CUSTOMER",
    "DAY",
    "ENGLISH_COMPANY",
    "ENGLISH_CUSTOMER",
    "LONG_NAME",
    "RARE",
    "agency",
    "confirmation",
    "credit",
    "english_letter",
    "english_statement",
    "every",
    "item",
    "labels",
    "lawyer",
    "letter",
    "long_name",
    "long_statement",
    "negative_balance",
    "one_item_letter",
    "plan",
    "promise",
    "rare_names",
    "reconciliation",
    "statement",
    "stop",
    "two_currencies",
    "wording",
]


def _base(kind: str, number: str, language: str = "zh", **changes: object) -> dict[str, object]:
    english = language == "en"
    return {
        "kind": kind,
        "level": -1,
        "number": number,
        "date": DAY,
        "as_of": DAY,
        "language": language,
        "company": ENGLISH_COMPANY if english else COMPANY,
        "customer": ENGLISH_CUSTOMER if english else CUSTOMER,
        "currency": "CNY",
        "total": 0,
        "capitals": "",
        "wording": wording(language),
    } | changes


def _letter(kind: str, number: str, language: str = "zh", **changes: object) -> Letter:
    items = changes.get("items", ())
    total = sum(one.open for one in items)  # type: ignore[attr-defined]
    currency = str(changes.get("currency", "CNY"))
    capitals = in_capitals(total, currency) if language == "zh" else ""
    values = _base(kind, number, language, total=total, capitals=capitals)
    return Letter(**(values | changes))  # type: ignore[arg-type]


def one_item_letter() -> Letter:
    """A short letter with one item."""
    return _letter(
        "letter",
        "CK-2026-0001",
        level=1,
        pay_by=date(2026, 7, 7),
        items=(item("24312000000123456789", 1_130_000_50, 5, level=1, contract_no="HT-2026-018"),),
        wording=wording(title="付款提示函", subject="关于货款到期的提示"),
    )


def letter() -> Letter:
    """A demand with five items of different levels, a disputed part and interest."""
    items = (
        item("INV-2026-0101", 86_500_00, 45, level=6, contract_no="HT-2025-107"),
        item(
            "INV-2026-0118", 1_204_300_25, 33, paid=204_300_25, level=5, contract_no="HT-2025-107"
        ),
        item("INV-2026-0133", 56_000_00, 21, level=5, instalment=1, contract_no="HT-2026-003"),
        item("INV-2026-0133", 56_000_00, 17, level=4, instalment=2, contract_no="HT-2026-003"),
        item("INV-2026-0150", 9_999_99, 13, level=3, disputed=5_000_00, open=4_999_99),
    )
    return _letter("letter", "CK-2026-0002", level=6, pay_by=date(2026, 7, 7), items=items,
        interest=1_121_92,
        notes=("逾期利息按合同约定的日万分之五暂计至截止日，实际金额以付清之日计算为准。",),
    )  # fmt: skip


def english_letter() -> Letter:
    """A demand in English and in dollars."""
    items = (
        item("EXP-2026-031", 18_750_00, 33, level=5, contract_no="PO-77812"),
        item("EXP-2026-040", 6_120_75, 21, level=5, contract_no="PO-77901"),
    )
    return _letter("letter", "CK-2026-0003", "en", level=5, currency="USD",
        pay_by=date(2026, 7, 7), items=items)  # fmt: skip


def _block(currency: str, opening: int, lines: list[tuple[int, str, str, int]], **more: object
           ) -> Block:  # fmt: skip
    """A block from (days before DAY, kind, number, signed change); items must add up to closing."""
    balance, movements = opening, []
    for days, kind, number, change in lines:
        balance += change
        movements.append(
            Movement(
                date=DAY - timedelta(days=days),
                kind=kind,
                number=number,
                reference="HT-2026-003" if kind == "invoice" and currency == "CNY" else "",
                debit=max(change, 0),
                credit=max(-change, 0),
                balance=balance,
            )
        )
    values: dict[str, object] = {
        "currency": currency, "opening": opening, "movements": tuple(movements),
        "closing": balance, "items": (), "aging": (), "unapplied": (), "bills": (), "check": 0,
    }  # fmt: skip
    return Block(**(values | more))  # type: ignore[arg-type]


def _aging(items: tuple[Item, ...]) -> tuple[tuple[str, int], ...]:
    limits = ((0, "not_due"), (30, "1-30"), (60, "31-60"), (90, "61-90"), (180, "91-180"),
              (365, "181-365"), (10**6, "over_365"))  # fmt: skip
    sums = dict.fromkeys((label for _, label in limits), 0)
    for one in items:
        sums[next(label for limit, label in limits if one.days_past_due <= limit)] += one.open
    return tuple(sums.items())


STATEMENT_WORDING: dict[str, object] = {
    "title": "对账单",
    "subject": "",
    "salutation": "北辰商贸有限公司：",
    "paragraphs": (
        "现将贵公司与我公司 2026年6月1日至 2026年6月30日的往来账目列示如下，请予核对。",
    ),
    "closing": (
        "请贵公司于 2026年7月15日前将下方回执填写并盖章后寄回。回执仅用于核对账目，不影响任何"
        "一方依法享有的权利。",
    ),
}


def _statement(number: str, blocks: tuple[Block, ...], language: str = "zh", **changes: object
               ) -> Statement:  # fmt: skip
    first = blocks[0]
    capitals = in_capitals(first.closing, first.currency) if language == "zh" else ""
    values = _base(
        "statement",
        number,
        language,
        currency=first.currency,
        total=first.closing,
        capitals=capitals,
        wording=wording(**STATEMENT_WORDING),
        blocks=blocks,
        start=date(2026, 6, 1),
        reply_by=date(2026, 7, 15),
    )
    return Statement(**(values | changes))  # type: ignore[arg-type]


def _cny_block() -> Block:
    items = (
        item("INV-2026-0090", 60_000_00, 100, paid=10_000_00, contract_no="HT-2025-107"),
        item("INV-2026-0150", 120_000_00, 12, contract_no="HT-2026-003"),
        item("INV-2026-0171", 45_600_80, -14, contract_no="HT-2026-003"),
    )
    lines = [
        (29, "invoice", "INV-2026-0150", 120_000_00),
        (22, "receipt", "SK-2026-0301", -80_000_00),
        (16, "invoice", "INV-2026-0171", 45_600_80),
        (9, "credit_note", "CN-2026-0012", -5_000_00),
        (3, "receipt", "SK-2026-0322", -15_000_00),
    ]
    return _block("CNY", 150_000_00, lines, items=items, aging=_aging(items),
        bills=(("BA-20260417-0031", date(2026, 10, 17), 80_000_00),))  # fmt: skip


def statement() -> Statement:
    """A statement of five movements: 150,000.00 + 165,600.80 - 100,000.00 = 215,600.80."""
    return _statement("DZ-2026-0001", (_cny_block(),))


def two_currencies() -> Statement:
    """A statement in yuan and dollars, the dollars with an unapplied receipt."""
    items = (item("EXP-2026-031", 18_750_00, 33), item("EXP-2026-040", 6_120_75, 21))
    unapplied = (credit("SK-2026-0400", 1_000_00, 2),)
    lines = [(21, "invoice", "EXP-2026-040", 6_120_75), (2, "receipt", "SK-2026-0400", -1_000_00)]
    dollars = _block("USD", 18_750_00, lines, items=items, unapplied=unapplied,
        aging=_aging(items))  # fmt: skip
    return _statement("DZ-2026-0002", (_cny_block(), dollars))


def negative_balance() -> Statement:
    """A customer who paid too much: we owe them."""
    unapplied = (credit("SK-2026-0500", 32_000_50, 8),)
    lines = [(8, "receipt", "SK-2026-0500", -32_000_50)]
    block = _block("CNY", 0, lines, unapplied=unapplied, aging=_aging(()))
    return _statement("DZ-2026-0003", (block,))


def long_statement(count: int = 400) -> Statement:
    """A statement of so many invoices, each open: the sum of 100.01, 200.02, …"""
    amounts = [(place + 1) * 100_01 for place in range(count)]
    lines = [
        (29 - place * 29 // count, "invoice", f"INV-2026-{place + 1:04}", amount)
        for place, amount in enumerate(amounts)
    ]
    items = tuple(
        item(
            f"INV-2026-{place + 1:04}", amount, place * 29 // count - 29, contract_no="HT-2026-003"
        )
        for place, amount in enumerate(amounts)
    )
    return _statement("DZ-2026-0004", (_block("CNY", 0, lines, items=items, aging=_aging(items)),))


def english_statement() -> Statement:
    """The dollars of `two_currencies` in English."""
    words = wording(
        "en",
        title="Statement of Account",
        subject="",
        salutation="Dear Ms Müller-Łukasz,",
        paragraphs=("Please find below the movements and open items of your account with us.",),
        closing=("Please return the slip below by 15 July 2026.", "Yours faithfully,"),
    )
    dollars = two_currencies().blocks[1]
    return _statement("DZ-2026-0005", (dollars,), "en", wording=words)


def confirmation(*, negative: bool = False) -> Statement:
    """A request of the auditor's to confirm two balances, one of them in the customer's favour."""
    words = wording(
        title="企业询证函",
        subject="",
        salutation="北辰商贸有限公司：",
        paragraphs=(
            "本公司聘请的明鉴会计师事务所（虚构）正在对本公司财务报表进行审计，按照审计准则的要求，应当询证"
            "本公司与贵公司的往来账项。下列信息出自本公司账簿记录，如与贵公司记录相符，请在本函下端“信息证"
            "明无误”处签章证明；如有不符，请在“信息不符”处列明不符项目。",
            "本函仅为复核账目之用，并非催款结算。若款项在上述日期之后已经付清，仍请及时函复为盼。",
        ),
        closing=(),
    )
    dollars = _block("USD", -2_500_00, [])
    return _statement("XZ-2026-0001", (_cny_block(), dollars), kind="confirmation", wording=words,
        addressee=AUDITOR, negative=negative)  # fmt: skip


def agency() -> Letter:
    """A hand-over note to a law firm with its list of evidence."""
    words = wording(
        title="委托追收移交单",
        subject="",
        salutation="郑律师：",
        paragraphs=("现将下列逾期账款移交贵所处理，相关债权凭证见证据清单。",),
        closing=("请贵所收到后三个工作日内书面确认并告知处理方案。",),
    )
    evidence = (
        "购销合同 HT-2025-107 原件一份",
        "增值税发票 INV-2026-0101、INV-2026-0118 记账联复印件",
        "签收单三份，签收人李望舒，2026年4月16日",
        "催款函 CK-2026-0002 及挂号信回执，2026年6月3日签收",
    )
    return _letter("agency", "WT-2026-0001", items=letter().items[:2], wording=words,
        addressee=AGENT, evidence=evidence)  # fmt: skip


def lawyer() -> Letter:
    """A draft that a law firm is to finish: no firm, no seal."""
    words = wording(
        title="律师函",
        subject="",
        salutation="北辰商贸有限公司：",
        paragraphs=(
            "受云杉精密机械（虚构）有限公司委托，就贵公司拖欠货款一事，郑重致函如下。",
            "请贵公司自收到本函之日起七日内付清全部欠款；逾期未付，委托人将依法通过诉讼途径主张权利。",
        ),
        closing=("本函由承办律师审定签署后发出。",),
    )
    return _letter("lawyer", "LS-2026-0001", items=letter().items[:3], wording=words,
        pay_by=date(2026, 7, 7))  # fmt: skip


def stop() -> Letter:
    """A notice that deliveries stop."""
    words = wording(
        title="停止发货通知",
        subject="关于暂停供货的通知",
        paragraphs=(
            "因贵公司下列款项已超过最后收款期限，我公司自 2026年7月1日起暂停发货，待款项付清后"
            "恢复。",
        ),
    )
    return _letter("stop", "TH-2026-0001", items=letter().items[:2], wording=words)


def promise() -> Agreement:
    """The customer's promise to pay on one day."""
    words = wording(
        title="还款承诺书",
        subject="",
        salutation="致：云杉精密机械（虚构）有限公司",
        paragraphs=("我公司确认截至 2026年6月30日尚欠贵公司下列款项，并承诺按下列日期足额支付。",),
        closing=("如未按期支付，我公司愿依合同约定承担违约责任。本承诺书自盖章之日起生效。",),
    )
    items = letter().items[:2]
    total = sum(one.open for one in items)
    values = _base("promise", "CN-2026-0001", total=total, capitals=in_capitals(total))
    return Agreement(**(values | {
        "wording": words, "items": items, "schedule": ((date(2026, 7, 31), total),)
    }))  # type: ignore[arg-type]  # fmt: skip


def plan() -> Agreement:
    """T55: 100,000.00 in three instalments, the last bears the rest."""
    words = wording(
        title="分期还款协议",
        subject="",
        salutation="",
        paragraphs=(
            "甲乙双方经友好协商，就乙方所欠甲方货款的分期偿还事宜，依据《中华人民共和国民法典》，达成如下协议：",
            "一、乙方确认截至 2026年6月30日尚欠甲方下列款项。",
        ),
        closing=(
            "二、乙方按上表所列日期和金额将款项汇入甲方账户，每期以到账日为准。",
            "三、任何一期逾期超过五日，其余各期视为同时到期，甲方有权要求乙方一次性付清全部余款。",
            "四、本协议一式两份，双方各执一份，自双方盖章之日起生效。",
        ),
    )
    schedule = (
        (date(2026, 7, 31), 33_333_33), (date(2026, 8, 31), 33_333_33),
        (date(2026, 9, 30), 33_333_34),
    )  # fmt: skip
    values = _base("plan", "FQ-2026-0001", total=100_000_00, capitals=in_capitals(100_000_00))
    return Agreement(**(values | {
        "wording": words, "items": (item("INV-2026-0099", 100_000_00, 60),), "schedule": schedule
    }))  # type: ignore[arg-type]  # fmt: skip


def reconciliation() -> Reconciliation:
    """T54: ours 128,000 - 20,000 = 108,000 = theirs 98,000 + 10,000."""
    words = wording(
        title="往来余额调节表",
        subject="",
        salutation="",
        paragraphs=("双方就截至 2026年6月30日的往来余额核对如下。",),
        closing=("调节后余额双方一致。",),
    )
    values = _base("reconciliation", "TJ-2026-0001", total=128_000_00, wording=words)
    return Reconciliation(**(values | {
        "theirs": 98_000_00,
        "ours_adjust": (("in_transit", "贵公司 2026年6月29日汇出，我公司尚未入账", -20_000_00),),
        "theirs_adjust": (("not_received", "发票 INV-2026-0171 尚未收到", 10_000_00),),
        "difference": 0,
    }))  # type: ignore[arg-type]  # fmt: skip


def long_name() -> Letter:
    """A letter from and to companies with names of 60 characters."""
    return replace(
        one_item_letter(),
        company=replace(COMPANY, name=LONG_NAME),
        customer=replace(CUSTOMER, name=LONG_NAME),
    )


def rare_names() -> Letter:
    """A letter to a customer whose name has characters outside GB 2312."""
    name = f"{RARE}贸易有限公司"
    return replace(
        one_item_letter(),
        customer=replace(CUSTOMER, name=name, contact="赵䶮"),
        wording=wording(salutation=f"{name}："),
    )


def every() -> dict[str, Document]:
    """Each sample by the name of its function."""
    makers = (
        one_item_letter, letter, english_letter, statement, two_currencies, negative_balance,
        english_statement, long_statement, confirmation, agency, lawyer, stop, promise, plan,
        reconciliation, long_name, rare_names,
    )  # fmt: skip
    return {maker.__name__: maker() for maker in makers}
