"""Figures of a ledger as a cell shows them, against worked figures.

Every expected figure is worked by hand in its case or its docstring, or printed in the
regulation it comes from; nothing here was copied from a run.
"""

from __future__ import annotations

import pytest
from spec_cells import CUSTOMERS, INVOICES, RECEIPTS, SETTINGS, TODAY, column, serial, table

from xlar.functions.call import Session
from xlar.functions.convert import CellError


@pytest.fixture
def session() -> Session:
    return Session(lambda: TODAY)


@pytest.fixture
def handle(session) -> str:
    return session.call(
        "AR_LEDGER", (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, SETTINGS)
    )


@pytest.mark.parametrize(
    ("amount", "words"),
    [  # the six examples printed in 支付结算办法附一, then the rule
        (1409.50, "人民币壹仟肆佰零玖元伍角"),
        (6007.14, "人民币陆仟零柒元壹角肆分"),
        (1680.32, "人民币壹仟陆佰捌拾元零叁角贰分"),
        (107000.53, "人民币壹拾万柒仟元零伍角叁分"),
        (16409.02, "人民币壹万陆仟肆佰零玖元零贰分"),
        (325.04, "人民币叁佰贰拾伍元零肆分"),
        (0.0, "人民币零元整"),
        (0.05, "人民币伍分"),
        (10.10, "人民币壹拾元零壹角"),
        (100000010.10, "人民币壹亿零壹拾元零壹角"),
        (1000100.0, "人民币壹佰万零壹佰元整"),
        (-100.0, "人民币负壹佰元整"),
        (1e12, "人民币壹万亿元整"),
    ],
)
def test_capitals(session, amount, words):
    assert session.call("AR_RMB", (amount,)) == words


@pytest.mark.parametrize(
    ("due", "until", "rate", "interest"),
    [
        ("2026-03-31", "2026-06-30", 0.045, 1121.92),  # 91 days × 4.5 % / 365
        ("2026-03-31", "2026-06-30", 0.039, 972.33),
        ("2026-03-31", "2026-06-30", "0.05%/day", 4550.00),
        ("2026-03-31", "2026-06-30", "日万分之五", 4550.00),
        ("2026-03-31", "2026-03-31", 0.045, 0.0),  # paid on the due date
        ("2026-03-31", "2026-04-01", 0.0365, 10.0),  # the next day: one day
    ],
)
def test_interest_on_100000(session, due, until, rate, interest):
    assert session.call("AR_INTEREST", (100_000.0, serial(due), serial(until), rate)) == interest


def test_interest_by_the_day_basis_of_the_settings(session):
    """91 days × 4.5 % / 360 on 100,000."""
    invoices = table("单据号 客户编码 单据日期 金额", ("I", "C", "2026-01-05", 1.0))
    settings = (("名称", "值"), ("interest.day_basis", 360.0))
    handle = session.call("AR_LEDGER", (None, invoices, *[None] * 5, settings))
    args = (100_000.0, serial("2026-03-31"), serial("2026-06-30"), 0.045, handle)
    assert session.call("AR_INTEREST", args) == 1137.50


def test_a_handle_names_the_content_and_counts_the_documents(handle):
    digits, _, count = handle.partition(" · ")
    assert len(digits) == 12
    assert int(digits, 16) >= 0
    assert count == "8"


@pytest.mark.parametrize(
    ("function", "customer", "amount"),
    [
        ("AR_BALANCE", "007", 650.0),
        ("AR_OVERDUE", "007", 250.0),
        ("AR_UNAPPLIED", "007", 0.0),
        ("AR_BALANCE", "C3", 99.99),
        ("AR_OVERDUE", "C3", 99.99),
        ("AR_BALANCE", "C4", -70.0),
        ("AR_OVERDUE", "C4", 0.0),
        ("AR_UNAPPLIED", "C4", -70.0),
        ("AR_CREDIT_LIMIT", "007", 1000.0),
        ("AR_CREDIT_USED", "007", 650.0),
        ("AR_CREDIT_AVAILABLE", "007", 350.0),
        ("AR_CREDIT_USED", "C2", 950.5),  # 250.50 + 100 × 7
        ("AR_CREDIT_LIMIT", "C4", 0.0),
        ("AR_CREDIT_AVAILABLE", "C4", 70.0),
    ],
)
def test_figures_of_a_customer(session, handle, function, customer, amount):
    assert session.call(function, (customer, handle)) == amount


def test_no_limit_is_a_blank_and_not_zero(session, handle):
    assert session.call("AR_CREDIT_LIMIT", ("C2", handle)) in {"", None}
    assert session.call("AR_CREDIT_AVAILABLE", ("C2", handle)) in {"", None}


@pytest.mark.parametrize(
    ("currency", "amount"), [("CNY", 250.5), ("USD", 100.0), ("人民币", 250.5)]
)
def test_a_balance_in_one_of_two_currencies(session, handle, currency, amount):
    assert session.call("AR_BALANCE", ("C2", handle, None, currency)) == amount


def test_currencies_are_never_added_up(session, handle):
    assert session.call("AR_BALANCE", ("C2", handle)) == CellError.NUM
    assert "USD" in session.call("AR_LASTERROR", ())


@pytest.mark.parametrize(
    ("day", "balance"),
    [
        ("2026-03-31", 0.0),  # before every document
        ("2026-04-01", 600.0),  # a document counts from its own day
        ("2026-05-19", 600.0),
        ("2026-05-20", 350.0),
        ("2026-06-30", 650.0),
        ("2027-01-01", 650.0),
    ],
)
def test_a_day_in_the_past_rebuilds_the_ledger_of_that_day(session, handle, day, balance):
    assert session.call("AR_BALANCE", ("007", handle, serial(day))) == balance


def test_open_items_add_up_to_the_balance(session, handle):
    rows = session.call("AR_OPEN_ITEMS", (handle,))
    items = dict(zip(column(rows, "单据号"), column(rows, "未清金额"), strict=True))
    assert items == {
        "I-1": 250.0,
        "I-2": 400.0,
        "I-3": 250.5,
        "I-4": 100.0,
        "I-5": 99.99,
        "R-3": -70.0,
    }
    days = dict(zip(column(rows, "单据号"), column(rows, "逾期天数"), strict=True))
    assert days == {"I-1": 60.0, "I-2": -1.0, "I-3": 0.0, "I-4": 30.0, "I-5": 514.0, "R-3": ""}


def test_open_items_of_one_customer(session, handle):
    rows = session.call("AR_OPEN_ITEMS", (handle, None, "007"))
    assert column(rows, "单据号") == ["I-1", "I-2"]
    assert column(rows, "客户编码") == ["007", "007"]


def test_aging_by_customer_with_its_proof(session, handle):
    rows = session.call("AR_AGING", (handle,))
    lines = {(row[0], row[2]): dict(zip(rows[0], row, strict=True)) for row in rows[1:]}

    def of(key: str, currency: str, *titles: str) -> list:
        return [lines[key, currency][title] for title in titles]

    parts = ("余额合计", "未核销款", "未到期", "1-30天", "31-60天", "365天以上")
    assert of("007", "CNY", *parts) == [650.0, 0.0, 400.0, 0.0, 250.0, 0.0]
    assert of("C2", "CNY", *parts) == [250.5, 0.0, 250.5, 0.0, 0.0, 0.0]
    assert of("C2", "USD", *parts) == [100.0, 0.0, 0.0, 100.0, 0.0, 0.0]
    assert of("C3", "CNY", *parts) == [99.99, 0.0, 0.0, 0.0, 0.0, 99.99]
    assert of("C4", "CNY", *parts) == [-70.0, -70.0, 0.0, 0.0, 0.0, 0.0]
    assert of("合计", "CNY", *parts) == [930.49, -70.0, 650.5, 0.0, 250.0, 99.99]
    assert of("合计", "USD", "余额合计") == [100.0]
    assert of("核对差异", "CNY", "余额合计") == [0.0]


def test_aging_shows_the_difference_to_the_general_ledger(session):
    """The general ledger says 900.00: 930.49 − 900.00 = 30.49."""
    settings = (("名称", "值"), ("总账余额 CNY", 900.0))
    wrong = session.call(
        "AR_LEDGER", (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, settings)
    )
    cells = [cell for row in session.call("AR_AGING", (wrong,)) for cell in row]
    assert any(cell in (30.49, -30.49) for cell in cells)


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("业务员", {("张", "CNY"): 749.99, ("李", "CNY"): 180.5, ("李", "USD"): 100.0}),
        ("salesperson", {("张", "CNY"): 749.99, ("李", "CNY"): 180.5, ("李", "USD"): 100.0}),
        ("currency", {("CNY", "CNY"): 930.49, ("USD", "USD"): 100.0}),
    ],
)
def test_aging_by_other_keys(session, handle, by, keys):
    rows = session.call("AR_AGING", (handle, None, by))
    total, currency = rows[0].index("余额合计"), rows[0].index("币种")
    found = {
        (row[0], row[currency]): row[total] for row in rows[1:] if (row[0], row[currency]) in keys
    }
    assert found == keys


def test_aging_by_document_date(session, handle):
    """I-3 of 31 May is 30 days old: 0-30; I-1 of 1 April 90 days: 61-90."""
    rows = session.call("AR_AGING", (handle, None, None, None, "document"))
    lines = {(row[0], row[2]): dict(zip(rows[0], row, strict=True)) for row in rows[1:]}
    assert lines["C2", "CNY"]["0-30天"] == 250.5
    assert lines["007", "CNY"]["61-90天"] == 250.0


@pytest.mark.parametrize("limits", ["0,30,60", ((0.0, 30.0, 60.0),), ((0.0,), (30.0,), (60.0,))])
def test_aging_with_other_limits(session, handle, limits):
    titles = session.call("AR_AGING", (handle, None, None, limits))[0]
    assert titles[-4:] == ("未到期", "1-30天", "31-60天", "60天以上")


@pytest.mark.parametrize(
    ("customer", "order", "decision", "reason"),
    [
        # 007 is past the final deadline of I-1: due 1 May + ⌊30/3⌋ days = 11 May
        ("007", 350.0, "approve", "past_final_deadline"),
        ("007", 350.01, "hold", "over_limit"),
        ("C2", 1.0, "approve", "no_limit"),
        ("C3", 1.0, "hold", "frozen"),
        ("C4", 70.0, "approve", "large_order"),  # without sales any order is large
        ("C4", 0.0, "release", ""),  # nothing is shipped
        ("C4", 70.01, "hold", "over_limit"),
    ],
)
def test_order_check(session, customer, order, decision, reason):
    # the average sales of a year are small here: large orders are looked at elsewhere
    settings = (*SETTINGS, ("credit.large_order_days", 36500.0))
    handle = session.call(
        "AR_LEDGER", (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, settings)
    )
    assert session.call("AR_CREDIT_CHECK", (customer, order, handle, None, "code")) == decision
    shown = session.call("AR_CREDIT_CHECK", (customer, order, handle))
    assert shown == {"release": "放行", "approve": "需审批", "hold": "停止发货"}[decision]
    reasons = session.call("AR_CREDIT_CHECK", (customer, order, handle, None, "reasons"))
    assert bool(reasons) == bool(reason)


@pytest.mark.parametrize(("order", "decision"), [(100_000.0, "放行"), (100_000.01, "停止发货")])
def test_an_order_up_to_the_limit_is_released(session, order, decision):
    """320,000 open − 20,000 unapplied + 100,000 in a bill not yet due + 100,000 = 500,000."""
    customers = table("客户编码 客户名称 信用额度", ("C", "甲", 500_000.0))
    invoices = table(
        "单据号 客户编码 单据日期 到期日 金额",
        ("I", "C", "2026-06-15", "2026-07-15", 320_000.0),
        ("J", "C", "2026-06-15", "2026-07-15", 100_000.0),
    )
    receipts = table(
        "收款单号 客户编码 收款日期 金额 核销单据号 方式 票号 票据到期日",
        ("B", "C", "2026-06-20", 100_000.0, "J", "商承", "123", "2026-10-20"),
        ("R", "C", "2026-06-21", 20_000.0, None, "电汇", None, None),
    )
    handle = session.call("AR_LEDGER", (customers, invoices, receipts))
    assert session.call("AR_CREDIT_USED", ("C", handle)) == 400_000.0
    assert session.call("AR_CREDIT_CHECK", ("C", order, handle)) == decision


def test_credit_table_agrees_with_the_scalars(session, handle):
    rows = session.call("AR_CREDIT", (handle,))
    assert column(rows, "客户编码") == ["007", "C2", "C3", "C4"]
    for title, function in (("已占用", "AR_CREDIT_USED"), ("信用额度", "AR_CREDIT_LIMIT")):
        single = [session.call(function, (name, handle)) for name in ("007", "C2", "C3", "C4")]
        assert column(rows, title) == single


def test_statement_runs_from_opening_to_closing(session, handle):
    """007 in June: 350 at the start, + 400, − 100 = 650."""
    rows = session.call("AR_STATEMENT", ("007", handle, None, serial("2026-06-01")))
    running = column(rows, "余额")
    assert running[0] == 350.0
    assert 750.0 in running
    assert running[-2:] == [650.0, 0.0]  # closing, and the difference of its check


def test_a_settled_document_has_no_stage(session):
    invoices = table("单据号 客户编码 单据日期 金额", ("I", "C", "2026-01-05", 10.0))
    receipts = table("收款单号 客户编码 收款日期 金额", ("R", "C", "2026-01-06", 10.0))
    handle = session.call("AR_LEDGER", (None, invoices, receipts))
    assert session.call("AR_STAGE", ("I", handle)) in {"", None}
    assert session.call("AR_NEXT_ACTION", ("I", handle)) in {"", None}
