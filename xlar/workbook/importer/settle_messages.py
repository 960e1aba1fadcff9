"""The words of problems with payments that an export states on its invoices."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message

_NOTHING: Final = ("", "")

PAID_WITHOUT_DATE: Final = Message.of(
    "paid_without_date",
    ("已付款，但没有付款日期", "paid, but without a date of payment"),
    ("付款日期", "the date of payment"),
    (
        '请补填付款日期；日期在其他列时，在 map.toml 写 [columns] settled_on = "表头"',
        'Fill it in; if another column holds it, write [columns] settled_on = "header" in map.toml',
    ),
)
NO_PAYMENT_DATES: Final = Message.of(
    "no_payment_dates",
    (
        "{count} 张单据已付，但没有一列是付款日期",
        "{count} documents are paid, but no column holds the dates of payment",
    ),
    ("付款日期列", "a column of dates of payment"),
    (
        (
            '请在 map.toml 写 [columns] settled_on = "表头"；只需要未付单据时，在 [options] 写 '
            'paid_without_date = "set_aside"'
        ),
        (
            'Write [columns] settled_on = "header" in map.toml; if only open documents matter,'
            ' paid_without_date = "set_aside" under [options]'
        ),
    ),
)
DATE_WITHOUT_AMOUNT: Final = Message.of(
    "date_without_amount",
    ("有付款日期，但已付金额为空", "a date of payment, but the amount paid is blank"),
    ("已付金额", "the amount paid"),
    (
        '请补填；若有日期即为全额付清，在 map.toml 写 [columns] amount_paid = ""',
        'Fill it in; if a date means paid in full, write [columns] amount_paid = "" in map.toml',
    ),
)
DATE_WITHOUT_PAYMENT: Final = Message.of(
    "date_without_payment",
    ("有付款日期，但已付金额为零", "a date of payment, but nothing paid"),
    _NOTHING,
    ("按未付处理；请核对", "Taken as not paid; check it"),
    severity="warning",
)
WRONG_SIGN: Final = Message.of(
    "payment_sign",
    (
        "已付金额与单据金额 {amount} 的正负相反",
        "the amount paid has the opposite sign of the document's {amount}",
    ),
    ("同号的金额", "an amount of the same sign"),
    (
        "请更正；退款请作为负数收款单独列出",
        "Correct it; list a refund as a negative receipt of its own",
    ),
)
OVERPAID: Final = Message.of(
    "overpaid",
    ("已付金额大于单据金额 {amount}", "more was paid than the document's {amount}"),
    _NOTHING,
    ("多出的 {excess} 留作未核销；请核对", "The excess of {excess} stays unapplied; check it"),
    severity="warning",
)
STATUS_PAID: Final = Message.of(
    "status_paid",
    ("状态为已付，但没有付款记录", "the status says paid, but no payment is stated"),
    ("付款日期与金额，或未付的状态", "date and amount of payment, or an open status"),
    (
        '请更正；若状态不可信，在 map.toml 写 [columns] payment_status = ""，只看付款列',
        'Correct it; if the status is unreliable, write [columns] payment_status = "" in map.toml',
    ),
)
STATUS_OPEN: Final = Message.of(
    "status_open",
    ("状态为未付，但已全额付款", "the status says open, but it is paid in full"),
    ("一致的状态与付款", "a status that agrees with the payment"),
    (
        '请更正；若状态不可信，在 map.toml 写 [columns] payment_status = ""，只看付款列',
        'Correct it; if the status is unreliable, write [columns] payment_status = "" in map.toml',
    ),
)
STATUS_PART: Final = Message.of(
    "status_part",
    (
        "状态为已付，但只付了 {paid}（单据金额 {amount}）",
        "the status says paid, but only {paid} of {amount} is",
    ),
    _NOTHING,
    ("按实付金额处理；请核对", "The amount paid counts; check it"),
    severity="warning",
)
BLANK_STATUS: Final = Message.of(
    "blank_status",
    (
        "{count} 行的状态为空：{paid} 行有付款，按已付处理；{open} 行无付款，按未付处理",
        "{count} rows have no status: {paid} with a payment count as paid, {open} without as open",
    ),
    _NOTHING,
    ("请核对这些行", "Check these rows"),
    severity="warning",
)
UNKNOWN_PAYMENT_STATUS: Final = Message.of(
    "unknown_payment_status",
    ("看不懂的付款状态（{count} 行）", "a payment status that is not understood ({count} rows)"),
    ("已付、部分付款、未付或作废", "paid, partial, open or void"),
    (
        '请在 map.toml 的 [values.payment_status] 写 "{found}" = "paid"（或 partial、open、void）',
        (
            'Write "{found}" = "paid" (or partial, open, void) in map.toml under'
            " [values.payment_status]"
        ),
    ),
)
SETTLED_EARLY: Final = Message.of(
    "settled_early",
    (
        "{count} 笔付款早于其单据日期（行 {rows}）",
        "{count} payments are earlier than their documents (rows {rows})",
    ),
    _NOTHING,
    (
        "自单据日期起冲减；如非预付，请核对日期的日月是否写反",
        "They count from the document's date; unless prepaid, check for day and month exchanged",
    ),
    severity="warning",
)
TWO_SOURCES: Final = Message.of(
    "two_payment_sources",
    (
        "付款既写在发票的“{header}”列，又另有收款表，会重复计算",
        "payments stand both in the column {header} of the invoices and in a receipts table",
    ),
    ("只用其中之一", "one of them"),
    (
        '请在 map.toml 写 [columns.invoices] {column} = ""，或在 [tables] 把收款表设为 "ignore"',
        'Write [columns.invoices] {column} = "" in map.toml, or set the receipts to "ignore"',
    ),
)
CLEARING_WITHOUT_DATE: Final = Message.of(
    "clearing_without_date",
    ("有清账凭证，但没有清账日期", "a clearing document without a clearing date"),
    ("清账日期", "the clearing date"),
    (
        '请补填；日期在其他列时，在 map.toml 写 [columns] settled_on = "表头"',
        'Fill it in; if another column holds it, write [columns] settled_on = "header" in map.toml',
    ),
)
CLEARED_OUTSIDE: Final = Message.of(
    "cleared_outside",
    (
        "清账凭证 {document} 的贷方不足，差 {amount}：其收款不在本次导出中",
        "clearing document {document} lacks {amount} of credit: its receipt is not in this extract",
    ),
    _NOTHING,
    ("已补记收款 {number}；请核对", "Entered as receipt {number}; check it"),
    severity="warning",
)
REFUNDED_OUTSIDE: Final = Message.of(
    "refunded_outside",
    (
        "清账凭证 {document} 的贷方多出 {amount}：其退款或借方不在本次导出中",
        "clearing document {document} has {amount} of credit too much, paid out elsewhere",
    ),
    _NOTHING,
    ("已补记退款 {number}；请核对", "Entered as refund {number}; check it"),
    severity="warning",
)
