"""The words of the checks on receipts, allocations, acts and promises."""

from __future__ import annotations

from typing import Final

from xlar.core.build.messages import message

# -- receipts ----------------------------------------------------------------------------------
RECEIPT_PARTS: Final = message(
    "receipt_parts",
    "error",
    (
        "同一收款单号的各行客户、日期、币种或冲销日不一致",
        "rows of one receipt differ in customer, date, currency or reversal",
    ),
    ("与第 {other} 行一致", "the same as in row {other}"),
    ("请更正，或使用不同的收款单号", "Correct it, or use another number"),
)
REVERSED_EARLY: Final = message(
    "reversed_early",
    "error",
    ("冲销日早于发生日", "reversed before it happened"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正冲销日", "Correct the day"),
)
UNKNOWN_INVOICE: Final = message(
    "unknown_invoice",
    "error",
    ("核销的单据号不存在", "the invoice to settle does not exist"),
    ("发票表中的单据号", "a number of the invoices table"),
    ("请更正单据号；期初单据请补录（类型“期初”）", "Correct it; add opening items with type 期初"),
)
OTHER_CUSTOMER: Final = message(
    "other_customer",
    "error",
    ("核销的单据属于另一客户({customer})", "the document belongs to another customer ({customer})"),
    ("同一客户的单据", "a document of the same customer"),
    (
        "代付请记在欠款客户名下，并在“付款人”注明",
        "Book a third-party payment under the customer who owes, with the payer named",
    ),
)
OTHER_CURRENCY: Final = message(
    "other_currency",
    "error",
    ("核销的单据是另一币种({currency})", "the document is in another currency ({currency})"),
    ("同一币种的单据", "a document in the same currency"),
    (
        "请按收款币种核销，折算差额另行入账",
        "Settle in the currency of the invoice; book the exchange difference apart",
    ),
)
NEGATIVE_PART: Final = message(
    "negative_part",
    "error",
    ("负数行不能核销单据", "a negative row cannot settle a document"),
    ("正数", "a positive amount"),
    (
        "退票请填原收款的冲销日；退款请清空核销单据号",
        "For a bounced receipt fill its reversal day; for a refund clear the number",
    ),
)
EXCESS_UNAPPLIED: Final = message(
    "excess_unapplied",
    "warning",
    ("收款超过该单据未清金额", "the receipt exceeds what is open on the document"),
    ("不超过 {open}", "at most {open}"),
    ("多出的 {excess} 留作未核销", "The excess of {excess} stays unapplied"),
)
REFERENCE_EXCESS: Final = message(
    "reference_excess",
    "warning",
    ("红字金额超过原单据未清金额", "the credit note exceeds what is open on its invoice"),
    ("不超过 {open}", "at most {open}"),
    ("多出的 {excess} 留作未核销", "The excess of {excess} stays unapplied"),
)
REFUND_NAMES_INVOICE: Final = message(
    "refund_names_invoice",
    "warning",
    ("退款行填写了发票号", "a refund names an invoice"),
    ("空白，或所退的红字、收款单号", "blank, or the credit note or receipt paid back"),
    ("先冲减该客户的未核销款", "It is set against the customer's unapplied credit"),
)
NETTING: Final = message(
    "netting",
    "error",
    ("抵减、对冲没有依据文件号", "netting without an approved document"),
    (
        "依据文件号（红字单、三方协议或审批号）",
        "a credit note, three-party agreement or approval number",
    ),
    ("请填写依据文件号，否则不得抵账", "Fill in the document, or do not net"),
)
THIRD_PARTY_PAYER: Final = message(
    "third_party_payer",
    "warning",
    ("付款人与客户不一致且无备注", "the payer is not the customer and there is no note"),
    ("代付说明", "a note on the third-party payment"),
    ("请在备注中说明代付", "Explain it in the notes"),
)
LONG_BILL: Final = message(
    "long_bill",
    "warning",
    ("票据期限超过六个月", "the bill runs for more than six months"),
    ("收款日起六个月内到期", "due within six months"),
    ("请核对票据到期日", "Check the due date of the bill"),
)
DISCOUNT_TOO_LARGE: Final = message(
    "discount_too_large",
    "warning",
    ("折扣或尾差超过单据金额的 2%", "discount or rounding above 2 % of the document"),
    ("不超过 {limit}", "at most {limit}"),
    ("请确认已获批准", "Make sure it is approved"),
)

# -- allocations -------------------------------------------------------------------------------
UNKNOWN_CREDIT: Final = message(
    "unknown_credit",
    "error",
    ("贷方单号既不是收款也不是红字单据", "neither a receipt nor a credit note"),
    ("收款单号或红字单据号", "a receipt or credit note number"),
    ("请更正贷方单号", "Correct the number"),
)
AMBIGUOUS_NUMBER: Final = message(
    "ambiguous_number",
    "error",
    ("该号码既是收款单号又是红字单据号", "the number is both a receipt and a credit note"),
    ("唯一的号码", "a number used once"),
    ("请更改其中一个单号", "Change one of the two"),
)
NOT_POSITIVE: Final = message(
    "not_positive",
    "error",
    ("核销金额不是正数", "the amount allocated is not positive"),
    ("正数", "a positive amount"),
    ("请更正；撤销请填撤销日期", "Correct it; to undo, fill in the reversal day"),
)
OVER_ALLOCATED_DEBIT: Final = message(
    "over_allocated_debit",
    "error",
    ("核销金额超过单据 {number} 的未清金额", "more than is open on {number}"),
    ("不超过 {open}", "at most {open}"),
    ("请更正核销金额", "Correct the amount"),
)
OVER_ALLOCATED_CREDIT: Final = message(
    "over_allocated_credit",
    "error",
    ("核销金额超过贷方 {number} 的余额", "more than is left on {number}"),
    ("不超过 {open}", "at most {open}"),
    ("请更正核销金额", "Correct the amount"),
)

# -- acts and promises -------------------------------------------------------------------------
UNKNOWN_ACT: Final = message(
    "unknown_act",
    "error",
    ("不认识的记录类别", "not a known kind of act"),
    ("电话、邮件、函件、上门、确认、诉讼等", "call, email, letter, visit, acknowledgement, suit …"),
    ("请从列表中选择", "Choose one of the list"),
)
DELIVERED_EARLY: Final = message(
    "delivered_early",
    "error",
    ("送达日早于发出日", "delivered before it was sent"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正", "Correct it"),
)
ACT_WITHOUT_DOCUMENT: Final = message(
    "act_without_document",
    "warning",
    ("该记录没有写明单据号", "the act names no document"),
    ("单据号，或“全部”", "document numbers, or 全部"),
    ("未列明的单据不中断诉讼时效", "It restarts no limitation period until documents are named"),
)
PAY_BEFORE_PROMISE: Final = message(
    "pay_before_promise",
    "error",
    ("承诺付款日早于承诺日期", "the day to pay is before the promise"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正", "Correct it"),
)
