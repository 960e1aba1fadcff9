"""The placeholders a text may use, kind of document by kind: a closed list.

``{total}`` in a text stands for a value of the document it is in. Every kind has its own list, so
that a text asking for what its document cannot know is found before anything is made.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


class Placeholder(NamedTuple):
    """What a placeholder stands for, and where its value comes from where it can be blank."""

    meaning: Text
    source: str = ""

    @property
    def is_optional(self) -> bool:
        """Whether a document can lack it; then its paragraph needs a condition ``if``."""
        return bool(self.source)


def _one(zh: str, en: str, source: str = "") -> Placeholder:
    return Placeholder(Text(zh, en), source)


_COMMON: Final = {
    "customer": _one("客户名称", "name of the customer"),
    "customer_code": _one("客户编码", "code of the customer"),
    "customer_tax_id": _one("客户统一社会信用代码", "tax id of the customer", "customers.tax_id"),
    "customer_contact": _one("客户联系人", "contact of the customer", "customers.contact"),
    "company": _one("我公司名称", "name of the company"),
    "company_tax_id": _one("我公司统一社会信用代码", "its tax id", "company.tax_id"),
    "company_contact": _one("我公司联系人", "its contact", "company.contact"),
    "company_phone": _one("我公司电话", "its telephone", "company.phone"),
    "company_email": _one("我公司邮箱", "its e-mail", "company.email"),
    "bank": _one("开户行", "bank", "company.bank"),
    "account": _one("账号", "account number", "company.account"),
    "date": _one("文件日期", "date of the document"),
    "as_of": _one("截止日期", "day the figures are of"),
}
_SEVERAL: Final = {"several": _one("多于一笔时为“1”", "“1” where there are several items", "–")}
_PHRASES: Final = {
    "items": _one("所列单据", "the documents listed"),
    "contracts": _one("合同号一句，可能没有", "the contracts in brackets, if any"),
    "sum": _one("金额一句", "the amount in words of a sentence"),
}
_DELAYS: Final = {
    "delay": _one("到期与逾期一句", "due date and delay in a sentence"),
    "falling": _one("将到期一句", "the coming due date in a sentence"),
    "by_due": _one("到期日一句", "the due date to pay by"),
}
_CLAIM: Final = {
    **_SEVERAL,
    "total": _one("合计金额，带币种", "total with its currency"),
    "capitals": _one("大写金额", "total in Chinese capitals"),
    "currency": _one("币种", "currency"),
    "count": _one("笔数", "number of items"),
    "contract": _one("合同号，至多三个", "contract numbers, three at most", "invoices.contract_no"),
    "more_contracts": _one("多于三个合同时为“1”", "“1” where there are more", "–"),
}
_DEMAND: Final = {
    **_CLAIM,
    "days": _one("最长逾期天数", "most days overdue"),
    "first_due": _one("最早到期日", "earliest due date"),
    "last_due": _one("最晚到期日", "latest due date"),
    "pay_by": _one("最后付款日", "last day to pay"),
    "previous": _one("以前发出的函件及签收情况", "letters sent before, with delivery", "register"),
    "disputed": _one("未列入的争议金额", "disputed part left out", "invoices.disputed_amount"),
    "unapplied": _one("未核销款项", "credit not yet applied", "receipts"),
    "interest": _one("暂计逾期利息", "late interest so far", "documents.print_interest"),
    "fee": _one("催款费用", "dunning fee", "dunning.fees"),
}
_LETTER: Final = {**_COMMON, **_DEMAND, **_PHRASES, **_DELAYS}
_AGREEMENT: Final = {
    **_CLAIM,
    **_PHRASES,
    "parts": _one("期数", "number of payments"),
    "first_day": _one("首期付款日", "day of the first payment"),
    "last_day": _one("末期付款日", "day of the last payment"),
}
_ANSWER: Final = {"reply_by": _one("最迟回复日", "last day to answer")}
_BALANCES: Final = {"balances": _one("各币种余额", "balance in each currency"), **_ANSWER}

#: Placeholders that stand for a phrase of ``[phrases]``, which has placeholders of its own.
PHRASES: Final = (*_PHRASES, *_DELAYS)

#: The placeholders of each kind of document, by name.
PLACEHOLDERS: Final[Mapping[str, Mapping[str, Placeholder]]] = MappingProxyType(
    {
        "labels": {name: _COMMON[name] for name in ("customer", "company", "date", "as_of")},
        "phrases": _DEMAND,
        "letter": _LETTER,
        "agency": _LETTER,
        "lawyer": _LETTER,
        "stop": _LETTER,
        "promise": {**_COMMON, **_AGREEMENT},
        "plan": {**_COMMON, **_AGREEMENT},
        "statement": {
            **_COMMON,
            **_BALANCES,
            "start": _one("对账期间首日", "first day of the period"),
            "interest": _DEMAND["interest"],
        },
        "confirmation": {
            **_COMMON,
            **_BALANCES,
            "auditor": _one("会计师事务所名称", "audit firm", "documents.auditor"),
            "auditor_address": _one("其地址", "its address", "documents.auditor_address"),
            "auditor_contact": _one("其联系人", "its contact", "documents.auditor_contact"),
            "auditor_phone": _one("其电话", "its telephone", "documents.auditor_phone"),
            "auditor_email": _one("其邮箱", "its e-mail", "documents.auditor_email"),
        },
        "reconciliation": {
            **_COMMON,
            "ours": _one("我方账面余额", "balance in our books"),
            "theirs": _one("对方账面余额", "balance in their books"),
            "difference": _one("未查明差异", "unexplained difference"),
        },
    }
)
