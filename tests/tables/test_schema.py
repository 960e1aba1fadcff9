"""The declaration of the tables: complete, without ambiguity, and written down in the docs."""

from collections import Counter
from pathlib import Path

import pytest

from xlar.core.ledger import DOCUMENT_TYPES, METHODS, ActKind, Status
from xlar.core.records import DIFFERENCE_KINDS, ApprovalKind, SlipKind, SlipResult
from xlar.tables.choices import FLAGS
from xlar.tables.names import Choice, choice_words, fold
from xlar.tables.schema import SETTINGS, TABLES, table_named
from xlar.tables.schema_page import tables_page

DOCS = Path(__file__).resolve().parents[2] / "docs"
COLUMNS = [(table, column) for table in TABLES.values() for column in table.columns]

# The contract, column by column; a star means required.
CONTRACT = {
    "customers": "customer_id* name* grade credit_limit limit_to terms currency salesperson"
    " collector region status parent related portfolio size contact phone email address tax_id"
    " language since contract_to security deposit grace dunning_block_until notes"
    " deputy deputy_phone security_to documents exempt",
    "invoices": "invoice_no* customer_id* invoice_date* amount* instalment due_date terms"
    " received_on type ref_no tax currency rate late_rate contract_no order_no disputed"
    " disputed_amount disputed_on dispute_reason written_off_on notes",
    "receipts": "receipt_no* customer_id* receipt_date* amount* invoice_no currency rate method"
    " bill_no bill_due document payer reversed_on notes",
    "allocations": "credit_no* invoice_no* instalment amount* date* reversed_on",
    "acts": "date* customer_id* kind* invoice_no by sent_on delivered_on amount answer next"
    " evidence",
    "promises": "customer_id* promised_on* pay_by* amount invoice_no kept",
    "approvals": "approval_no* date* customer_id* kind* invoice_no amount approved_by* reason"
    " valid_to extended_to notes",
    "plans": "plan_no* customer_id* invoice_no instalment* due_date* amount* currency signed_on*"
    " cancelled_on notes",
    "slips": "slip_no* kind customer_id* as_of* currency balance* sent_on returned_on result"
    " their_balance difference_kind difference alternative_test notes",
    "signals": "date* customer_id* signal* by weight cleared_on evidence notes",
    "scores": "date* customer_id* payment finance trading industry years third_party references"
    " owner profile priority exempt grade by reason valid_to notes",
    "targets": "month* salesperson* currency amount rate days commission_rate notes",
    "allowances": "customer_id* valid_from* valid_to rate amount reason* by notes",
}
SHEETS = {
    "customers": "客户",
    "invoices": "发票",
    "receipts": "收款",
    "allocations": "核销",
    "acts": "催收与确认记录",
    "promises": "还款承诺",
    "approvals": "审批",
    "plans": "分期",
    "slips": "对账回执",
    "signals": "预警信号",
    "scores": "评分",
    "targets": "目标",
    "allowances": "单项计提",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_has_the_columns_of_the_contract(name):
    found = [column.name + "*" * column.required for column in TABLES[name].columns]
    assert found == CONTRACT[name].split()


def test_sheets_have_the_names_of_the_contract():
    assert {name: table.zh for name, table in TABLES.items()} == SHEETS


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_header_means_one_column_only(table):
    headers = Counter(header for column in table.columns for header in column.headers)
    assert [header for header, count in headers.items() if count > 1] == []


def test_a_name_means_one_table_only():
    names = Counter(name for table in [*TABLES.values(), SETTINGS] for name in table.names)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda one: one.name)
def test_a_column_is_found_by_each_of_its_headers(table, column):
    for header in (column.name, column.zh, column.en, *column.aliases.split()):
        assert table.find(header) is column


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda one: one.name)
def test_a_column_has_titles_and_a_meaning_in_both_languages(table, column):
    assert all([column.title("zh"), column.title("en"), column.about.zh, column.about.en])
    assert (column.kind == "choice") == bool(column.choices)
    assert table.by_name[column.name] is column


@pytest.mark.parametrize(
    "choices", [*(c.choices for _, c in COLUMNS if c.choices), FLAGS], ids=lambda c: c[0].code
)
def test_a_word_of_a_list_means_one_choice_only(choices):
    words = Counter(word for choice in choices for word in choice.folded)
    assert [word for word, count in words.items() if count > 1] == []


def codes(table, column):
    return [choice.code for choice in TABLES[table].by_name[column].choices]


def test_lists_offer_what_the_ledger_knows():
    assert codes("invoices", "type") == list(DOCUMENT_TYPES)
    assert codes("receipts", "method") == [method for method in METHODS if method]
    assert codes("customers", "status") == [status.name.lower() for status in Status]
    assert codes("acts", "kind") == [kind.name.lower() for kind in ActKind]
    assert codes("approvals", "kind") == [kind.name.lower() for kind in ApprovalKind]
    assert codes("slips", "kind") == [kind.name.lower() for kind in SlipKind]
    assert {"open" if one == "silent" else one for one in codes("slips", "result")} == {
        result.name.lower() for result in SlipResult
    }
    assert codes("slips", "difference_kind") == list(DIFFERENCE_KINDS[1:])


@pytest.mark.parametrize(
    ("table", "header", "name"),
    [
        ("invoices", "发票号码", "invoice_no"),
        ("invoices", "Invoice Number", "invoice_no"),
        ("invoices", "INVOICE NO.", "invoice_no"),
        ("invoices", "Invoice #", "invoice_no"),
        ("invoices", "invoice-no", "invoice_no"),
        ("invoices", "ｉｎｖｏｉｃｅ　ｎｏ", "invoice_no"),
        ("invoices", "单据号*", "invoice_no"),
        ("invoices", " 单 据 号 ", "invoice_no"),
        ("invoices", "开票日期", "invoice_date"),
        ("invoices", "Doc Date", "invoice_date"),
        ("invoices", "价税合计", "amount"),
        ("invoices", "含税金额", "amount"),
        ("invoices", "金额（元）", "amount"),
        ("invoices", "金额(CNY)", "amount"),
        ("invoices", "Amount (RMB)", "amount"),
        ("invoices", "到期日期", "due_date"),
        ("invoices", "不含税金额", None),
        ("invoices", "金额（万元）", None),
        ("invoices", "金额（美元）", None),
        ("invoices", "客户名称", None),
        ("customers", "客户编号", "customer_id"),
        ("customers", "客户代码", "customer_id"),
        ("customers", "Customer No", "customer_id"),
        ("customers", "现金保证金", "deposit"),
        ("receipts", "回款日期", "receipt_date"),
        ("receipts", "收款单号", "receipt_no"),
        ("allocations", "收款单号", "credit_no"),
        ("acts", "催收日期", "date"),
        ("promises", "承诺付款日期", "pay_by"),
    ],
)
def test_headers_as_exports_call_them(table, header, name):
    column = TABLES[table].find(header)
    assert (column and column.name) == name


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("发票", "invoices"), ("Invoices", "invoices"), ("tbl_invoices", "invoices"),
        ("ar_invoices", "invoices"), ("tbl_ar_invoices", "invoices"), ("表_发票", "invoices"),
        ("应收账款明细", "invoices"), ("客户档案", "customers"), ("收款", "receipts"),
        ("Payments", "receipts"), ("核销", "allocations"), ("催收记录", "acts"),
        ("承诺", "promises"),
        ("Sheet1", None), ("账龄分析", None), ("发票汇总", None), ("参数", None),
    ],
)  # fmt: skip
def test_tables_by_the_names_users_give(name, table):
    found = table_named(name)
    assert (found and found.name) == table


def test_fold_ignores_what_does_not_count():
    assert fold(" Credit_Limit * ") == fold("ＣＲＥＤＩＴ－ＬＩＭＩＴ") == "creditlimit"


def test_words_of_a_choice_include_its_titles():
    assert choice_words((Choice("cash", "现金", "cash"),)) == {"cash": "cash", "现金": "cash"}


def test_the_page_of_tables_is_up_to_date():
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == tables_page()
