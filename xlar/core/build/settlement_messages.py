"""The words of the checks on receipts, allocations, acts and promises."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message

# -- receipts ----------------------------------------------------------------------------------
RECEIPT_PARTS: Final = Message.of(
    "receipt_parts",
    (
        "同一收款单号的各行客户、日期、币种或冲销日不一致",
        "rows of one receipt differ in customer, date, currency or reversal",
    ),
    ("与第 {other} 行一致", "the same as in row {other}"),
    ("请更正，或使用不同的收款单号", "Correct it, or use another number"),
)
REVERSED_EARLY: Final = Message.of(
    "reversed_early",
    ("冲销日早于发生日", "reversed before it happened"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正冲销日", "Correct the day"),
)
UNKNOWN_INVOICE: Final = Message.of(
    "unknown_invoice",
    ("核销的单据号不存在", "the invoice to settle does not exist"),
    ("发票表中的单据号", "a number of the invoices table"),
    ("请更正单据号；期初单据请补录（类型“期初”）", "Correct it; add opening items with type 期初"),
)
OTHER_CUSTOMER: Final = Message.of(
    "other_customer",
    ("核销的单据属于另一客户({customer})", "the document belongs to another customer ({customer})"),
    ("同一客户的单据", "a document of the same customer"),
    (
        "代付请记在欠款客户名下，并在“付款人”注明",
        "Book a third-party payment under the customer who owes, with the payer named",
    ),
)
OTHER_CURRENCY: Final = Message.of(
    "other_currency",
    ("核销的单据是另一币种({currency})", "the document is in another currency ({currency})"),
    ("同一币种的单据", "a document in the same currency"),
    (
        "请按收款币种核销，折算差额另行入账",
        "Settle in the currency of the invoice; book the exchange difference apart",
    ),
)
NEGATIVE_PART: Final = Message.of(
    "negative_part",
    ("负数行不能核销单据", "a negative row cannot settle a document"),
    ("正数", "a positive amount"),
    (
        "退票请填原收款的冲销日；退款请清空核销单据号",
        "For a bounced receipt fill its reversal day; for a refund clear the number",
    ),
)
EXCESS_UNAPPLIED: Final = Message.of(
    "excess_unapplied",
    ("收款超过该单据未清金额", "the receipt exceeds what is open on the document"),
    ("不超过 {open}", "at most {open}"),
    ("多出的 {excess} 留作未核销", "The excess of {excess} stays unapplied"),
    severity="warning",
)
REFERENCE_EXCESS: Final = Message.of(
    "reference_excess",
    ("红字金额超过原单据未清金额", "the credit note exceeds what is open on its invoice"),
    ("不超过 {open}", "at most {open}"),
    ("多出的 {excess} 留作未核销", "The excess of {excess} stays unapplied"),
    severity="warning",
)
REFUND_NAMES_INVOICE: Final = Message.of(
    "refund_names_invoice",
    ("退款行填写了发票号", "a refund names an invoice"),
    ("空白，或所退的红字、收款单号", "blank, or the credit note or receipt paid back"),
    ("先冲减该客户的未核销款", "It is set against the customer's unapplied credit"),
    severity="warning",
)
NETTING: Final = Message.of(
    "netting",
    ("抵减、对冲没有依据文件号", "netting without an approved document"),
    (
        "依据文件号（红字单、三方协议或审批号）",
        "a credit note, three-party agreement or approval number",
    ),
    ("请填写依据文件号，否则不得抵账", "Fill in the document, or do not net"),
)
THIRD_PARTY_PAYER: Final = Message.of(
    "third_party_payer",
    ("付款人与客户不一致且无备注", "the payer is not the customer and there is no note"),
    ("代付说明", "a note on the third-party payment"),
    ("请在备注中说明代付", "Explain it in the notes"),
    severity="warning",
)
LONG_BILL: Final = Message.of(
    "long_bill",
    ("票据期限超过六个月", "the bill runs for more than six months"),
    ("收款日起六个月内到期", "due within six months"),
    ("请核对票据到期日", "Check the due date of the bill"),
    severity="warning",
)
DISCOUNT_TOO_LARGE: Final = Message.of(
    "discount_too_large",
    ("折扣或尾差超过单据金额的 2%", "discount or rounding above 2 % of the document"),
    ("不超过 {limit}", "at most {limit}"),
    ("请确认已获批准", "Make sure it is approved"),
    severity="warning",
)

# -- allocations -------------------------------------------------------------------------------
UNKNOWN_CREDIT: Final = Message.of(
    "unknown_credit",
    ("贷方单号既不是收款也不是红字单据", "neither a receipt nor a credit note"),
    ("收款单号或红字单据号", "a receipt or credit note number"),
    ("请更正贷方单号", "Correct the number"),
)
AMBIGUOUS_NUMBER: Final = Message.of(
    "ambiguous_number",
    ("该号码既是收款单号又是红字单据号", "the number is both a receipt and a credit note"),
    ("唯一的号码", "a number used once"),
    ("请更改其中一个单号", "Change one of the two"),
)
NOT_POSITIVE: Final = Message.of(
    "not_positive",
    ("核销金额不是正数", "the amount allocated is not positive"),
    ("正数", "a positive amount"),
    ("请更正；撤销请填撤销日期", "Correct it; to undo, fill in the reversal day"),
)
OVER_ALLOCATED_DEBIT: Final = Message.of(
    "over_allocated_debit",
    ("核销金额超过单据 {number} 的未清金额", "more than is open on {number}"),
    ("不超过 {open}", "at most {open}"),
    ("请更正核销金额", "Correct the amount"),
)
OVER_ALLOCATED_CREDIT: Final = Message.of(
    "over_allocated_credit",
    ("核销金额超过贷方 {number} 的余额", "more than is left on {number}"),
    ("不超过 {open}", "at most {open}"),
    ("请更正核销金额", "Correct the amount"),
)

# -- acts and promises -------------------------------------------------------------------------
UNKNOWN_ACT: Final = Message.of(
    "unknown_act",
    ("不认识的记录类别", "not a known kind of act"),
    ("电话、邮件、函件、上门、确认、诉讼等", "call, email, letter, visit, acknowledgement, suit …"),
    ("请从列表中选择", "Choose one of the list"),
)
DELIVERED_EARLY: Final = Message.of(
    "delivered_early",
    ("送达日早于发出日", "delivered before it was sent"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正", "Correct it"),
)
ACT_WITHOUT_DOCUMENT: Final = Message.of(
    "act_without_document",
    ("该记录没有写明单据号", "the act names no document"),
    ("单据号，或“全部”", "document numbers, or 全部"),
    ("未列明的单据不中断诉讼时效", "It restarts no limitation period until documents are named"),
    severity="warning",
)
PAY_BEFORE_PROMISE: Final = Message.of(
    "pay_before_promise",
    ("承诺付款日早于承诺日期", "the day to pay is before the promise"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正", "Correct it"),
)
