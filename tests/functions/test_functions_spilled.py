"""Tables that spill: titles, rows, sums and checks worked by hand from tests/cell_tables.py."""

from __future__ import annotations

import pytest
from cell_tables import CUSTOMERS, INVOICES, LEDGER_ARGS, RECEIPTS, TABLES, rows, serial

from xlar.functions.convert import CellError
from xlar.functions.tables import ORDER

VALUE = CellError.VALUE
NAMES = {row[0]: row[1] for row in CUSTOMERS[1:]}
EMPTY = (("单据号", "客户编码", "单据日期", "金额"),)


def column(table, title):
    return [row[table[0].index(title)] for row in table[1:]]


def test_aging_ends_with_sums_check_day_and_method(ask):
    assert ask("AR_AGING", ..., None, None, "0,30,60") == (
        ("客户编码", "客户名称", "币种", "余额合计", "未核销款",
         "未到期", "1-30天", "31-60天", "60天以上"),
        ("C1", "甲公司", "CNY", 900.0, 0.0, 400.0, 0.0, 500.0, 0.0),
        ("C2", "乙公司", "CNY", 100.5, 0.0, 100.5, 0.0, 0.0, 0.0),
        ("C2", "乙公司", "USD", 50.0, 0.0, 0.0, 50.0, 0.0, 0.0),
        ("C3", "丙公司", "CNY", -30.0, -30.0, 0.0, 0.0, 0.0, 0.0),
        ("C4", "丁公司", "CNY", 30.0, 0.0, 20.0, 0.0, 0.0, 10.0),
        ("合计", "", "CNY", 1000.5, -30.0, 520.5, 0.0, 500.0, 10.0),
        ("合计", "", "USD", 50.0, 0.0, 0.0, 50.0, 0.0, 0.0),
        ("核对差异", "", "CNY", 0.0, "", "", "", "", ""),
        ("核对差异", "", "USD", 0.0, "", "", "", "", ""),
        ("截止日期 2026-06-30；核销方式 先进先出", *[""] * 8),
    )  # fmt: skip


def test_aging_in_english(ask):
    table = ask("AR_AGING", ..., None, "currency", "0,30", lang="en")
    assert table[0] == ("Currency", "Total", "Unapplied", "not due", "1-30 days", "over 30 days")
    assert [row[0] for row in table[1:]] == [
        "CNY", "USD", "Check CNY", "Check USD", "as of 2026-06-30; allocation oldest first",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        (None, ["C1", "C2", "C2", "C3", "C4"]),
        ("客户", ["C1", "C2", "C2", "C3", "C4"]),
        ("业务员", ["", "张三", "李四", "李四"]),
        ("salesperson", ["", "张三", "李四", "李四"]),
        ("地区", ["", ""]),
        ("币种", ["CNY", "USD"]),
        ("单据", ["I-1", "I-2", "I-3", "U-1", "R-2", "P-1", "P-1"]),
        ("发票", ["I-1", "I-2", "I-3", "U-1", "R-2", "P-1", "P-1"]),
    ],
)
def test_aging_by(ask, by, keys):
    table = ask("AR_AGING", ..., None, by)
    found = [row[0] for row in table[1:]]
    assert found[: len(keys)] == keys
    assert found[len(keys)][:2] in ("合计", "核对")


@pytest.mark.parametrize(
    ("limits", "labels"),
    [
        ("0,30", ["未到期", "1-30天", "30天以上"]),
        ("30，60", ["未到期", "1-30天", "31-60天", "60天以上"]),
        (((0.0, 30.0, ""),), ["未到期", "1-30天", "30天以上"]),
        (((0.0,), (30.0,)), ["未到期", "1-30天", "30天以上"]),
        (30.0, ["未到期", "1-30天", "30天以上"]),
        ("audit", ["1年以内", "1-2年", "2-3年", "3-4年", "4-5年", "5年以上"]),
        ("审计", ["1年以内", "1-2年", "2-3年", "3-4年", "4-5年", "5年以上"]),
    ],
)
def test_aging_limits(ask, limits, labels):
    assert list(ask("AR_AGING", ..., None, None, limits)[0][5:]) == labels


@pytest.mark.parametrize("basis", ["单据日期", "document", "DOCUMENT"])
def test_aging_from_the_date_of_the_document(ask, basis):
    table = ask("AR_AGING", ..., None, None, "0,30,60", basis)
    assert table[0][5:] == ("0-30天", "31-60天", "60天以上")
    assert table[1][5:] == (400.0, 0.0, 500.0)  # I-2 of 10 June, I-1 of 1 April


def test_aging_shows_the_difference_to_the_general_ledger(session):
    settings = (("名称", "值"), ("截止日期", "2026-06-30"), ("总账余额(CNY)", 990.5))
    tables = (CUSTOMERS, INVOICES, RECEIPTS, None, None, None, None, settings)
    table = session.call("AR_AGING", (session.call("AR_LEDGER", tables),))
    assert table[-2][:4] == ("与总账差异", "", "CNY", 10.0)


def test_statement_runs_from_opening_to_closing(ask):
    assert ask("AR_STATEMENT", "C1", ..., None, "2026-05-01") == (
        ("币种", "日期", "摘要", "单据号", "合同或原单", "应收增加", "应收减少", "余额"),
        ("CNY", serial("2026-05-01"), "期初余额", "", "", "", "", 600.0),
        ("CNY", serial("2026-05-10"), "收款", "R-1", "", "", 100.0, 500.0),
        ("CNY", serial("2026-06-10"), "发票", "I-2", "", 400.0, "", 900.0),
        ("CNY", serial("2026-06-30"), "期末余额", "", "", "", "", 900.0),
        ("CNY", "", "核对差异", "", "", "", "", 0.0),
    )


def test_statement_begins_with_the_month_unless_one_was_made(session, ask):
    assert ask("AR_STATEMENT", "C1", ...)[1][1] == serial("2026-06-01")
    register = rows("""
        编号 | 类别 | 客户编码 | 金额 | 日期 | 截止日 | 语言 | 状态
        DZ-2026-0001 | 对账单 | C1 | 500 | 2026-05-20 | 2026-05-20 | 中文 | 已发
    """)
    tables = (*LEDGER_ARGS[:6], register, LEDGER_ARGS[7])
    handle = session.call("AR_LEDGER", tables)
    assert session.call("AR_STATEMENT", ("C1", handle))[1][1] == serial("2026-05-21")


def test_statement_in_two_currencies_has_both_accounts(ask):
    table = ask("AR_STATEMENT", "C2", ..., None, "2026-01-01", lang="en")
    assert column(table, "Currency") == ["CNY"] * 4 + ["USD"] * 4
    assert column(table, "Kind")[-2:] == ["Closing balance", "Check"]
    assert column(table, "Balance") == [0.0, 100.5, 100.5, 0.0, 0.0, 50.0, 50.0, 0.0]


def test_open_items_of_all_and_of_one_customer(ask):
    table = ask("AR_OPEN_ITEMS", ...)
    assert column(table, "单据号") == ["I-1", "I-2", "I-3", "U-1", "R-2", "P-1", "P-1"]
    assert column(table, "未清金额") == [500.0, 400.0, 100.5, 50.0, -30.0, 10.0, 20.0]
    assert column(table, "逾期天数") == [60.0, -10.0, 0.0, 30.0, "", 149.0, -32.0]
    assert column(ask("AR_OPEN_ITEMS", ..., None, "C3"), "未清金额") == [-30.0]
    assert ask("AR_OPEN_ITEMS", ..., None, "C9") is CellError.NA


def test_credit_and_stages(ask):
    credit = ask("AR_CREDIT", ...)
    assert column(credit, "已占用") == [900.0, 450.5, -30.0, 30.0]  # C2: 100.50 + 50 USD × 7
    assert column(credit, "信用额度") == [1000.0, "", 500.0, ""]
    assert column(credit, "发货决定") == ["需审批", "需审批", "停止发货", "需审批"]
    assert column(credit, "客户名称") == [NAMES[one] for one in column(credit, "客户编码")]
    stages = ask("AR_STAGES", ...)
    assert column(stages, "客户名称") == [NAMES[one] for one in column(stages, "客户编码")]
    assert column(stages, "阶段码") == [6.0, 1.0, 3.0, 5.0, 6.0, 1.0]
    assert column(stages, "时效届满")[0] == serial("2029-05-01")


def test_credit_without_the_rate_it_needs_is_impossible(session):
    handle = session.call("AR_LEDGER", LEDGER_ARGS[:3])
    assert session.call("AR_CREDIT", (handle,)) is CellError.NUM
    assert "USD" in session.mistakes.text(1, "zh")


@pytest.mark.parametrize(
    ("name", "titles"),
    [("AR_AGING", 12), ("AR_OPEN_ITEMS", 11), ("AR_CREDIT", 11), ("AR_STAGES", 15)],
)
def test_an_empty_ledger_gives_the_titles(session, name, titles):
    handle = session.call("AR_LEDGER", (None, EMPTY))
    assert handle.endswith(" · 0")
    table = session.call(name, (handle,))
    assert len(table[0]) == titles
    assert [row for row in table[1:] if not row[0].startswith("截止日期")] == []


def test_a_customer_without_documents_has_an_empty_statement(session):
    customers = (("客户编码", "客户名称"), ("C1", "甲"))
    handle = session.call("AR_LEDGER", (customers, EMPTY))
    assert len(session.call("AR_STATEMENT", ("C1", handle))) == 1
    assert session.call("AR_BALANCE", ("C1", handle)) == 0.0


def test_bad_data_is_an_error_that_lists_the_problems(session):
    bad = (
        *INVOICES,
        ("I-1", "C1", "2026-06-01", "", 5.0, "", ""),
        ("I-8", "C7", "x", "", 5.0, "", ""),
    )
    tables = (CUSTOMERS, bad)
    assert session.call("AR_LEDGER", tables) is VALUE
    said = session.call("AR_LASTERROR", ())
    assert "AR_LEDGER #VALUE!：数据有 2 处错误，请先改正（AR_PROBLEMS 列出全部）" in said
    table = session.call("AR_PROBLEMS", tables)
    assert column(table, "级别") == ["错误", "错误"]
    assert sorted(zip(column(table, "行"), column(table, "列"), strict=True)) == [
        (9.0, "单据号"),
        (10.0, "单据日期"),
    ]


def test_problems_of_sound_data_are_the_titles_alone(session):
    assert len(session.call("AR_PROBLEMS", LEDGER_ARGS)) == 1


def test_error_values_in_a_table_are_problems_where_they_matter(session):
    bad = (INVOICES[0], ("I-1", "C1", "2026-06-01", "", CellError.NA, "", CellError.DIV0))
    table = session.call("AR_PROBLEMS", (None, bad), lang="en")
    assert column(table, "Found") == ["#N/A", "#DIV/0!"]
    assert column(table, "Column") == ["Amount", "Instalment"]


@pytest.mark.parametrize(
    "invoices",
    [None, "", "x", ((1.0,),), (("单据号",), ("I-1",)), (("I-1", "C1", 46000.0, 5.0),), ()],
)
def test_what_is_no_table_of_invoices(session, invoices):
    assert session.call("AR_LEDGER", (None, invoices)) is VALUE
    assert "AR_LEDGER #VALUE!" in session.call("AR_LASTERROR", ())


def test_a_table_with_a_title_above_its_headers(session):
    titled = (("发票明细", "", "", ""), *EMPTY, ("I-1", "C1", serial("2026-06-01"), 5.0))
    handle = session.call("AR_LEDGER", (None, titled))
    assert session.call("AR_BALANCE", ("C1", handle)) == 5.0


def test_the_ladder_is_part_of_the_ledger(session):
    ladder = rows("""
        步骤 | 追收程序 | 逾期天数 | 间隔天数 | 方式 | 函件级别
        1 | 提醒 | 50 | 0 | 函件 | 1
    """)
    plain = session.call("AR_LEDGER", LEDGER_ARGS)
    given = TABLES | {"ladder": ladder}
    handle = session.call("AR_LEDGER", tuple(given.get(name) for name in ORDER))
    assert session.call("AR_STAGE", ("I-1", plain, None, "step")) == 11.0
    assert session.call("AR_STAGE", ("I-1", handle, None, "step")) == 1.0


def test_letters_sent_raise_the_level(session):
    register = rows("""
        编号 | 类别 | 级别 | 客户编码 | 金额 | 日期 | 截止日 | 语言 | 状态 | 单据
        CK-2026-0001 | 催款函 | 3 | C1 | 500 | 2026-06-01 | 2026-06-01 | 中文 | 已发 | I-1:L3
    """)
    handle = session.call("AR_LEDGER", (*LEDGER_ARGS[:6], register, LEDGER_ARGS[7]))
    assert session.call("AR_STAGE", ("I-1", handle, None, "级别")) == 3.0
