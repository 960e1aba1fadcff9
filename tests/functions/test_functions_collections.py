"""The functions of the collections desk: what spills, worked by hand on the sample ledger.

C1 owes 500 on I-1, due 2026-05-01, and 400 on I-2, due 2026-07-10; C2 owes 100.50 on I-3, due
2026-06-30, and 50 USD on U-1. The day is 2026-06-30, a Tuesday.
"""

from __future__ import annotations

import pytest
from cell_tables import INVOICES, LEDGER_ARGS, TABLES, rows, serial

from xlar.functions.convert import CellError
from xlar.functions.tables import ORDER

PLANS = rows("""
    协议号 | 客户编码 | 期次 | 到期日 | 金额 | 签订日期 | 单据号
    PL-1 | C1 | 1 | 2026-06-20 | 200 | 2026-05-05 | I-1
    PL-1 | C1 | 2 | 2026-07-20 | 300 | 2026-05-05 | I-1
""")
SLIPS = rows("""
    对账单号|客户编码|余额日期|我方余额|发出日期|回执日期|回执结果|对方余额|差异原因|差异金额
    SL-1 | C1 | 2026-05-31 | 500 | 2026-06-01 | 2026-06-10 | 不符 | 430 | 在途货款 | 60
    SL-2 | C2 | 2026-05-31 | 100.5 | 2026-06-01 | - | - | - | - | -
""")
APPROVALS = rows("""
    审批号 | 审批日期 | 客户编码 | 事项 | 审批人 | 有效期至
    SP-1 | 2026-06-01 | C1 | 放货 | 王 | 2026-07-15
    SP-2 | 2026-01-01 | C2 | 放货 | 王 | 2026-06-29
""")


@pytest.fixture
def tables_of(session):
    """Calls a function on the sample ledger with further tables: its rows by their titles."""

    def call(name, *options, lang="zh", **tables):
        given = TABLES | tables
        handle = session.call("AR_LEDGER", tuple(given.get(one) for one in ORDER))
        head, *body = session.call(name, (handle, None, *options), lang=lang)
        return [dict(zip(head, row, strict=True)) for row in body]

    return call


def test_the_list_spills_the_most_pressing_first(ask):
    table = ask("AR_WORKLIST", ...)
    assert table[0][:3] == ("优先级", "单据号", "客户编码")
    body = [row for row in table[1:] if isinstance(row[0], float)]
    assert {row[1] for row in body} == {"I-1", "I-3", "U-1", "P-1"}  # I-2 is due in ten days
    assert [row[0] for row in body] == sorted((row[0] for row in body), reverse=True)
    stage = table[0].index("阶段")
    assert {row[stage] for row in body} == {"最后通牒", "到期", "专业追账"}


def test_in_english(ask):
    table = ask("AR_WORKLIST", ..., lang="en")
    assert table[0][0] == "Priority"
    assert "within terms" not in {row[9] for row in table[1:]}


def test_promises_spill(session):
    promises = rows("""
        客户编码 | 承诺日期 | 付款日 | 金额 | 单据号
        C1 | 2026-05-20 | 2026-06-10 | 200 | I-1
        C2 | 2026-06-20 | 2026-07-10 | 50 | -
    """)
    given = TABLES | {"promises": promises}
    handle = session.call("AR_LEDGER", tuple(given.get(name) for name in ORDER))
    head, first, second = session.call("AR_PROMISES", (handle,))
    state = head.index("履行情况")
    assert (first[state], second[state]) == ("违约", "进行中")


def test_without_promises_there_are_titles_only(session):
    handle = session.call("AR_LEDGER", LEDGER_ARGS)
    assert len(session.call("AR_PROMISES", (handle,))) == 1


def test_the_plan_of_the_week_goes_from_monday_to_sunday(tables_of):
    found = tables_of("AR_WEEK_PLAN")
    days = [row["任务日"] for row in found]
    assert days == sorted(days)
    assert serial("2026-06-29") <= days[0]
    assert days[-1] <= serial("2026-07-05")
    tasks = {(row["任务"], row["单据号"]): row for row in found}
    # I-3 is due on Tuesday; I-2 is called about on Friday, 7 days before 10 July
    assert tasks["到期收款", "I-3"]["任务日"] == serial("2026-06-30")
    assert tasks["到期前致电", "I-2"]["任务日"] == serial("2026-07-03")
    assert tasks["办下一步", "I-1"]["任务日"] == serial("2026-06-29")
    assert tasks["办下一步", "I-1"]["金额"] == 500.0


def test_the_plan_of_the_week_of_another_day(ask):
    head, *body = ask("AR_WEEK_PLAN", ..., serial("2026-07-08"))
    assert {row[head.index("任务日")] // 7 for row in body} == {serial("2026-07-06") // 7}


def test_the_result_of_the_week_holds_the_plan_against_the_money(tables_of):
    receipts = (*TABLES["receipts"], ("R-9", "C1", serial("2026-06-30"), 120.0, "I-1"))
    first, *sums = tables_of("AR_WEEK_RESULT", receipts=receipts)
    assert (first["催收人"], first["币种"], first["回款"]) == ("未指定", "CNY", 120.0)
    total = next(row for row in sums if row["催收人"] == "合计" and row["币种"] == "CNY")
    assert (total["计划金额"], total["回款"]) == (first["计划金额"], 120.0)
    assert sums[-1]["催收人"] == "截止日期 2026-06-30；周 2026-06-29 – 2026-06-30"


def test_plans_say_what_is_paid_and_due_now(tables_of):
    first, second, total, _ = tables_of("AR_PLANS", plans=PLANS)
    # 100 came on I-1 after the plan was signed; it goes to the first instalment, 10 days late
    assert (first["已付"], first["未清金额"], first["逾期天数"]) == (100.0, 100.0, 10.0)
    assert (first["协议状态"], second["现应付"]) == ("违约", 300.0)
    assert (total["协议号"], total["现应付"]) == ("合计", 400.0)


def test_disputes_say_why_and_since_when(tables_of):
    head = (*INVOICES[0], "争议金额", "争议原因", "争议日期")
    plain = [(*row, "", "", "") for row in INVOICES[2:]]
    disputed = (*INVOICES[1], 80.0, "价格", serial("2026-06-10"))
    found = tables_of("AR_DISPUTES", invoices=(head, disputed, *plain))
    item, total, reason, seller, _ = found
    assert (item["单据号"], item["争议原因"], item["争议天数"]) == ("I-1", "价格", 20.0)
    assert (item["争议金额"], item["无争议金额"]) == (80.0, 420.0)
    assert [row["单据号"] for row in (total, reason, seller)] == [
        "合计", "按原因：价格", "按业务员：张三",
    ]  # fmt: skip


def test_holds_and_approvals(tables_of):
    held = {row["客户编码"]: row for row in tables_of("AR_HOLDS", approvals=APPROVALS)}
    assert held["C3"]["发货决定"] == "停止发货"
    assert {row.get("审批号") for row in held.values()} <= {"", "SP-1"}
    states = [(row["审批号"], row["审批状态"], row["剩余天数"])
              for row in tables_of("AR_APPROVALS", approvals=APPROVALS)]  # fmt: skip
    assert states[0] == ("SP-1", "即将到期", 15.0)
    assert states[1][:2] == ("SP-2", "已失效")


def test_slips_out_back_and_differing(tables_of):
    first, second = tables_of("AR_SLIPS", slips=SLIPS)
    # 500 − 60 in transit = 440, theirs is 430: 10 nobody explains
    assert (first["回执状态"], first["未调平差额"]) == ("不符待查", 10.0)
    assert (second["回执状态"], second["在外天数"]) == ("逾期未回", 29.0)


@pytest.mark.parametrize("show", ["控制表", "对账控制表", "control"])
def test_the_control_table(tables_of, show):
    rows_of = {row["币种"]: row for row in tables_of("AR_SLIPS", show, slips=SLIPS)}
    row = rows_of["CNY"]
    assert (row["发出份数"], row["发函金额"]) == (2.0, 600.5)
    assert row["未回金额"] == 100.5
    assert row["回函比例"] == pytest.approx(500 / 600.5)


def test_differences_by_cause_and_who_is_due_again(tables_of):
    causes = [
        (row["差异类别"], row["差异金额"]) for row in tables_of("AR_SLIPS", "差异", slips=SLIPS)
    ]
    assert causes == [("在途货款", 60.0), ("未说明", 10.0)]
    due = tables_of("AR_SLIPS", "due", slips=SLIPS, lang="en")
    assert {row["Customer"] for row in due} == {"C1", "C2", "C4"}


@pytest.mark.parametrize(
    "name", ["AR_PLANS", "AR_DISPUTES", "AR_APPROVALS", "AR_SLIPS"]
)  # fmt: skip
def test_where_nothing_is_recorded_there_are_titles_only(tables_of, name):
    assert tables_of(name) == []


def test_an_unknown_table_of_slips_is_a_value_error(ask):
    assert ask("AR_SLIPS", ..., None, "x") == CellError.VALUE
