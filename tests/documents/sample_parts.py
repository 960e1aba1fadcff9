"""What the sample documents are put together from: parties, labels, words, items.

All companies, people and figures are invented. Labels come from the table in labels.md, so that
the samples do not depend on the shipped wording.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import xlar.documents
from xlar.documents.content import Item, Party, Wording

DAY = date(2026, 6, 30)
LABELS = Path(xlar.documents.__file__).parent / "render" / "labels.md"

COMPANY = Party(
    name="云杉精密机械（虚构）有限公司",
    tax_id="91350100M000100Y43",
    address="江宁市高新区松林路 88 号 3 号楼",
    contact="陈若水",
    phone="025-5550 0100",
    email="ar@yunshan.example",
    bank="江宁商业银行松林路支行",
    account="3200 0155 0010 0888 666",
)
ENGLISH_COMPANY = Party(
    name="Spruce Precision Machinery (Fictional) Co., Ltd.",
    tax_id="91350100M000100Y43",
    address="88 Songlin Road, High-Tech Zone, Jiangning",
    contact="Chen Ruoshui",
    phone="+86 25 5550 0100",
    email="ar@yunshan.example",
    bank="Jiangning Commercial Bank, Songlin Road Branch",
    account="3200 0155 0010 0888 666",
)
CUSTOMER = Party(
    name="北辰商贸有限公司",
    tax_id="91512081MA62K0260E",
    code="C0012",
    address="四川省简城市人民路 9 号",
    contact="李望舒",
    phone="028-5550 0199",
)
ENGLISH_CUSTOMER = Party(
    name="Harbour & Sons Trading GmbH",
    code="C0077",
    address="Große Bleichen 12, 20354 Hamburg, Germany",
    contact="Zoë Müller-Łukasz",
    phone="+49 40 5550 0177",
)
AUDITOR = Party(
    name="明鉴会计师事务所（虚构）",
    address="江宁市中山路 1 号 20 层 邮编 210000",
    contact="审计二部 周知白",
    phone="025-5550 0222",
)
AGENT = Party(
    name="衡正律师事务所（虚构）",
    address="江宁市法院街 6 号",
    contact="郑律师",
    phone="025-5550 0333",
)
RARE = "䶮㛃喆镕"
LONG_NAME = (
    "江宁高新技术产业开发区云杉新能源汽车动力电池精密结构件研发制造与售后服务一体化"
    "产业发展（集团）股份有限公司第二十三分公司"
    "销售处"
)


@cache
def labels(language: str) -> tuple[tuple[str, str], ...]:
    """Every label in a language, as the table in labels.md gives it."""
    found: list[tuple[str, str]] = []
    for line in LABELS.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) < 4 or "`" not in cells[0]:
            continue
        names = re.findall(r"`(\w+)`", cells[0])
        texts = [cells[1 if language == "zh" else 2]]
        if "…" in cells[0]:
            names = [f"level_{level}" for level in range(7)]
        if len(names) > 1:
            texts = texts[0].split(", ")
        found += zip(names, texts, strict=True)
    return tuple(found)


def wording(language: str = "zh", **changes: object) -> Wording:
    """The words of a sample letter."""
    texts: dict[str, object] = {
        "title": "催款函",
        "subject": "关于支付逾期货款的函",
        "salutation": "尊敬的李望舒先生/女士：",
        "paragraphs": (
            "承蒙贵公司长期以来对我公司的支持。经核对，截至 2026年6月30日，贵公司尚有下列货款"
            "已超过约定的付款期限，我公司至今未收到款项。为维护双方的合作关系，特此致函，请贵公司予以"
            "核实。",
            "请贵公司于 2026年7月7日前将上述款项汇入我公司下列账户。如已付款，请将付款凭证告知"
            "我公司联系人，并请不必理会本函。",
        ),
        "closing": (
            "如对金额有疑问，请于收到本函后三日内与我公司联系，以便双方及时核对。",
            "特此函告。",
        ),
        "mail": ("附件为催款函，请查收。",),
    }
    if language == "en":
        texts |= {
            "title": "Payment Demand",
            "subject": "Overdue invoices",
            "salutation": "Dear Ms Müller-Łukasz,",
            "paragraphs": (
                "Thank you for your continued business. According to our records as of 30 June "
                "2026 the invoices listed below have passed their due date and remain unpaid.",
                "Please remit the amount to the account given below by 7 July 2026. If you have "
                "already paid, kindly send us the remittance advice and disregard this letter.",
            ),
            "closing": (
                "If you have any question about the amounts, please contact us within three days.",
                "Yours faithfully,",
            ),
            "mail": ("Please find our letter attached.",),
        }
    texts |= changes
    return Wording(labels=labels(language), **texts)  # type: ignore[arg-type]


def item(number: str, amount: int, days: int, *, paid: int = 0, **changes: object) -> Item:
    """An invoice on 30-day terms, so many days past due on `DAY`."""
    due = DAY - timedelta(days=days)
    values: dict[str, object] = {
        "number": number,
        "instalment": 0,
        "contract_no": "",
        "document_date": due - timedelta(days=30),
        "due_date": due,
        "amount": amount,
        "open": amount - paid,
        "disputed": 0,
        "days_past_due": days,
        "level": -1,
    } | changes
    return Item(**values)  # type: ignore[arg-type]


def credit(number: str, amount: int, days: int) -> Item:
    """A receipt of so many days before `DAY` that pays nothing yet."""
    day = DAY - timedelta(days=days)
    return item(number, -amount, 0, document_date=day, due_date=None)
