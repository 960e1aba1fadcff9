"""What a column of an export can become: the schema's columns and those only exports have.

An export often states on the invoice what the ledger keeps elsewhere: when it was paid, how much,
by which clearing document, the customer's name. Such columns are targets of their own; the import
turns them into receipts, allocations and customers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.tables.names import Choice, ColumnSchema
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.tables.names import Kind

PAYMENT_STATUSES: Final = (
    Choice(
        "paid",
        "已付",
        "paid",
        "已付款 已收款 已结清 结清 已核销 已清 已清账 完成 settled closed cleared complete"
        " completed paid_in_full fully_paid",
    ),
    Choice(
        "partial", "部分付款", "partial", "部分收款 部分核销 partly_paid partially_paid part_paid"
    ),
    Choice(
        "open",
        "未付",
        "open",
        "未付款 未收款 未结清 未核销 未清 逾期 待收款 待付款 应收 unpaid outstanding overdue due"
        " not_paid pending sent past_due late",
    ),
    Choice("void", "作废", "void", "已作废 取消 已取消 voided cancelled canceled"),
)


def _target(name: str, zh: str, en: str, kind: Kind, aliases: str) -> ColumnSchema:
    choices = PAYMENT_STATUSES if name == "payment_status" else ()
    return ColumnSchema(name, zh, en, kind, Text(zh, en), aliases=aliases, choices=choices)


_ONLY_EXPORTS: Final[tuple[ColumnSchema, ...]] = (
    _target(
        "settled_on",
        "结清日期",
        "Settled On",
        "day",
        "付款日期 收款日期 回款日期 核销日期 清账日期 实收日期 到账日期 settled_date"
        " settlement_date settle_date clearing_date cleared_date cleared_on paid_date paid_on"
        " date_paid payment_date close_date closed_date date_settled date_closed",
    ),
    _target(
        "amount_paid",
        "已收金额",
        "Amount Paid",
        "amount",
        "已付金额 已核销金额 已收款 实收金额 收款金额 回款金额 累计收款 paid_amount amount_received"
        " received_amount amount_settled settled_amount paid payments",
    ),
    _target(
        "payment_status",
        "付款状态",
        "Payment Status",
        "choice",
        "状态 单据状态 收款状态 结清状态 核销状态 回款状态 status invoice_status paid_status state",
    ),
    _target(
        "payment_method",
        "付款方式",
        "Payment Method",
        "text",
        "收款方式 支付方式 回款方式 payment_type pay_method method_of_payment paid_by",
    ),
    _target(
        "clearing_document",
        "清账凭证",
        "Clearing Document",
        "id",
        "清账凭证号 清账单号 核销单号 clearing_accounting_document clearing_document_no"
        " clearing_doc clearing_no clrng_doc augbl",
    ),
    _target(
        "net_amount",
        "不含税金额",
        "Net Amount",
        "amount",
        "未税金额 税前金额 金额(不含税) net net_value amount_excl_tax amount_excl_vat"
        " amount_excl_gst amount_ex_gst amount_ex_tax amount_excluding_tax subtotal"
        " sub_total amount_net",
    ),
    _target(
        "customer_name",
        "客户名称",
        "Customer Name",
        "text",
        "客户 客户全称 购货单位 购货单位名称 购方名称 往来单位 往来单位名称"
        " customer_full_name client_name company_name company client debtor_name"
        " account_name bill_to",
    ),
    _target("salesperson", "业务员", "Salesperson", "text", "销售员 客户经理 sales_rep rep"),
    _target("region", "地区", "Region", "text", "区域 大区 省份 sales_region area territory"),
)

# Names used by accounting programs that are too special for the schema every reader uses.
_MORE: Final[Mapping[tuple[str, str], str]] = {
    (
        "invoices",
        "invoice_no",
    ): "accounting_document accounting_doc belnr voucher_no 凭证号 凭证编号"
    " 应收单据号 reference_number transaction_no trx_number",
    ("invoices", "customer_id"): "kunnr customer_account sold_to sold_to_party bill_to_id"
    " bill_to_customer partner_id business_partner",
    ("invoices", "invoice_date"): "issue_date issued_on date_issued bldat date_of_invoice trx_date"
    " 业务日期 单据日 开具日期",
    ("invoices", "amount"): "amount_incl_gst amount_incl_vat amount_incl_tax amount_including_tax"
    " total_incl_tax total_incl_vat invoice_total grand_total amount_in_transaction_currency"
    " amount_in_document_currency amount_in_doc_curr wrbtr 应收 应收款 应收账款 本币金额 票面金额",
    ("invoices", "tax"): "gst gst_amount 增值税税额",
    ("invoices", "currency"): "transaction_currency document_currency doc_currency waers",
    ("invoices", "terms"): "customer_payment_terms payment_terms_days terms_days zterm 账期天数",
    ("invoices", "due_date"): "date_due expected_date 应付日期",
    ("customers", "customer_id"): "kunnr bill_to_id partner_id",
    ("customers", "name"): "business_partner_full_name business_partner_name full_name name1"
    " customer_full_name trading_name",
    ("customers", "terms"): "customer_payment_terms payment_terms_days terms_days zterm 账期天数",
    ("customers", "since"): "member_since client_since start_date created_on creation_date",
    ("customers", "region"): "state province",
    ("receipts", "receipt_date"): "date_received date_paid paid_on",
}


def targets(table: str) -> tuple[tuple[ColumnSchema, tuple[str, ...]], ...]:
    """The columns a header of an export may mean in a table, each with further names.

    >>> [column.name for column, _ in targets("invoices") if column.name.startswith("settled")]
    ['settled_on']
    """
    own = TABLES[table].columns
    only = _ONLY_EXPORTS if table == "invoices" else ()
    return tuple(
        (column, tuple(_MORE.get((table, column.name), "").split())) for column in (*own, *only)
    )


def target(table: str, name: str) -> ColumnSchema | None:
    """The target of this English name, or None."""
    return next((column for column, _ in targets(table) if column.name == name), None)
