"""Every function with one value: results worked by hand from tests/cell_tables.py.

On 2026-06-30: C1 owes I-1 600 less 100 paid (due 05-01, 60 days) and I-2 400 (due 07-10); C2 owes
I-3 100.50 (due that day) and U-1 50 USD (due 05-31, 30 days); C3 has 30 unapplied; C4 owes two
instalments of P-1: 10 (due 02-01) and 20 (due 08-01); S-1 is settled.
"""

from __future__ import annotations

import re

import pytest
from cell_tables import serial

from xlar.functions.convert import CellError

NA, VALUE, NUM = CellError.NA, CellError.VALUE, CellError.NUM
MAY_1 = serial("2026-05-01")


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("AR_BALANCE", ("C1", ...), 900.0),
        ("AR_BALANCE", ("C1", ..., serial("2026-05-09")), 600.0),
        ("AR_BALANCE", ("C1", ..., "2026-03-31"), 0.0),
        ("AR_BALANCE", ("C3", ...), -30.0),
        ("AR_BALANCE", ("C2", ..., None, "美元"), 50.0),
        ("AR_BALANCE", ("C2", ..., None, "CNY"), 100.5),
        ("AR_BALANCE", ("C2", ..., None, "EUR"), 0.0),
        ("AR_BALANCE", ("C2", ...), NUM),
        ("AR_BALANCE", ("C9", ...), NA),
        ("AR_BALANCE", (None, ...), VALUE),
        ("AR_BALANCE", (1.5, ...), VALUE),
        ("AR_BALANCE", (True, ...), VALUE),
        ("AR_BALANCE", ("C1", ..., "someday"), VALUE),
        ("AR_BALANCE", ("C1", "not a handle"), VALUE),
        ("AR_BALANCE", ("C1", 12.0), VALUE),
        ("AR_BALANCE", ("C1", CellError.REF), CellError.REF),
        ("AR_BALANCE", (CellError.DIV0, ...), CellError.DIV0),
        ("AR_BALANCE", ("C1", ..., None, None, "more"), VALUE),
        ("AR_OVERDUE", ("C1", ...), 500.0),
        ("AR_OVERDUE", ("C2", ..., None, "CNY"), 0.0),
        ("AR_OVERDUE", ("C3", ...), 0.0),
        ("AR_OVERDUE", ("C1", ..., "2026-05-01"), 0.0),
        ("AR_OVERDUE", ("C1", ..., "2026-05-02"), 600.0),
        ("AR_OVERDUE", ("C9", ...), NA),
        ("AR_UNAPPLIED", ("C3", ...), -30.0),
        ("AR_UNAPPLIED", ("C1", ...), 0.0),
        ("AR_UNAPPLIED", ("", ...), VALUE),
        ("AR_BUCKET", (45.0,), "31-60天"),
        ("AR_BUCKET", (30.0,), "1-30天"),
        ("AR_BUCKET", (0.0,), "未到期"),
        ("AR_BUCKET", (366.0,), "365天以上"),
        ("AR_BUCKET", ("45", "0,45"), "1-45天"),
        ("AR_BUCKET", (46.0, ((0.0, 45.0),)), "45天以上"),
        ("AR_BUCKET", (46.0, ((0.0,), (45.0,))), "45天以上"),
        ("AR_BUCKET", (-3.0, "-7,0"), "未到期0-6天"),
        ("AR_BUCKET", (1.5,), VALUE),
        ("AR_BUCKET", (True,), VALUE),
        ("AR_BUCKET", (None,), VALUE),
        ("AR_BUCKET", (5.0, "60,30"), VALUE),
        ("AR_BUCKET", (5.0, "audit"), VALUE),
        ("AR_DAYS_PAST_DUE", (MAY_1, "2026-06-30"), 60.0),
        ("AR_DAYS_PAST_DUE", (MAY_1, None, ...), 60.0),
        ("AR_DAYS_PAST_DUE", ("2026-07-10", "2026-06-30"), -10.0),
        ("AR_DAYS_PAST_DUE", ("x", "2026-06-30"), VALUE),
        ("AR_DUE_DATE", (serial("2026-05-15"), "月结30"), serial("2026-06-30")),
        ("AR_DUE_DATE", (serial("2026-05-15"), 30.0), serial("2026-06-14")),
        ("AR_DUE_DATE", (serial("2026-01-31"), "1个月"), serial("2026-02-28")),
        ("AR_DUE_DATE", (serial("2026-05-15"), "看情况"), VALUE),
        ("AR_DUE_DATE", (serial("2026-05-15"), None), VALUE),
        ("AR_CREDIT_LIMIT", ("C1", ...), 1000.0),
        ("AR_CREDIT_LIMIT", ("C2", ...), ""),
        ("AR_CREDIT_LIMIT", ("C9", ...), NA),
        ("AR_CREDIT_USED", ("C1", ...), 900.0),
        ("AR_CREDIT_USED", ("C2", ...), 450.5),
        ("AR_CREDIT_AVAILABLE", ("C1", ...), 100.0),
        ("AR_CREDIT_AVAILABLE", ("C3", ...), 530.0),
        ("AR_CREDIT_AVAILABLE", ("C2", ...), ""),
        ("AR_CREDIT_CHECK", ("C1", 100.0, ...), "需审批"),
        ("AR_CREDIT_CHECK", ("C1", 100.01, ...), "停止发货"),
        ("AR_CREDIT_CHECK", ("C1", 0.0, ...), "放行"),
        ("AR_CREDIT_CHECK", ("C1", 100.0, ..., None, "原因"), "有欠款超过最后收款期限"),
        ("AR_CREDIT_CHECK", ("C3", "1,000.00", ..., None, "code"), "hold"),
        ("AR_CREDIT_CHECK", ("C9", 1.0, ...), NA),
        ("AR_CREDIT_CHECK", ("C1", None, ...), VALUE),
        ("AR_CREDIT_CHECK", ("C1", "much", ...), VALUE),
        ("AR_CREDIT_CHECK", ("C1", 1.0, ..., None, "all"), VALUE),
        ("AR_STAGE", ("I-1", ...), "专业追账"),
        ("AR_STAGE", ("I-3", ...), "到期"),
        ("AR_STAGE", ("I-1", ..., "2026-05-02"), "逾期"),
        ("AR_STAGE", ("I-1", ..., None, "代码"), 6.0),
        ("AR_STAGE", ("I-1", ..., None, "step"), 11.0),
        ("AR_STAGE", ("I-1", ..., None, "级别"), 0.0),
        ("AR_STAGE", ("P-1", ..., None, "code"), 6.0),
        ("AR_STAGE", ("P-1#2", ..., None, "code"), 1.0),
        ("AR_STAGE", ("S-1", ...), ""),
        ("AR_STAGE", ("P-1#3", ...), NA),
        ("AR_STAGE", ("I-9", ...), NA),
        ("AR_STAGE", ("R-1", ...), NA),
        ("AR_STAGE", (None, ...), VALUE),
        ("AR_STAGE", ("I-1", ..., None, "colour"), VALUE),
        ("AR_NEXT_ACTION", ("I-3", ...), "提示客户"),
        ("AR_NEXT_ACTION", ("I-3", ..., None, "日期"), serial("2026-07-01")),
        ("AR_NEXT_ACTION", ("I-3", ..., None, "code"), "L1"),
        ("AR_NEXT_ACTION", ("S-1", ...), ""),
        ("AR_NEXT_ACTION", ("I-9", ...), NA),
        ("AR_FINAL_DEADLINE", (serial("2026-05-15"), "N30"), serial("2026-06-24")),
        ("AR_FINAL_DEADLINE", (serial("2026-05-15"), "COD"), serial("2026-05-15")),
        ("AR_FINAL_DEADLINE", (None, "N30"), VALUE),
        ("AR_RECOVERY_CHANCE", (0.0,), 1.0),
        ("AR_RECOVERY_CHANCE", (45.0,), 0.89),
        ("AR_RECOVERY_CHANCE", (10_000.0,), 0.13),
        ("AR_RECOVERY_CHANCE", ("soon",), VALUE),
        ("AR_LIMITATION", ("I-1", ...), serial("2029-05-01")),
        ("AR_LIMITATION", ("S-1", ...), ""),
        ("AR_LIMITATION", ("I-9", ...), NA),
        ("AR_INTEREST", (100_000.0, "2026-03-31", "2026-06-30", "年4.5%"), 1121.92),
        ("AR_INTEREST", (100_000.0, "2026-03-31", "2026-06-30", 0.045), 1121.92),
        ("AR_INTEREST", (100_000.0, "2026-03-31", "2026-03-31", "年4.5%"), 0.0),
        ("AR_INTEREST", (100_000.0, "2026-03-31", "2026-06-30", "万分之五"), VALUE),
        ("AR_INTEREST", (100_000.0, "2026-03-31", "2026-06-30"), VALUE),
        ("AR_RMB", (1409.5,), "人民币壹仟肆佰零玖元伍角"),
        ("AR_RMB", (-100.0,), "人民币负壹佰元整"),
        ("AR_RMB", (1.005,), "人民币壹元零壹分"),
        ("AR_RMB", (0.0,), "人民币零元整"),
        ("AR_RMB", ("ten",), VALUE),
        ("AR_RMB", (1e13,), VALUE),
        ("AR_RMB", (float("nan"),), VALUE),
        ("AR_NOTHING", (), CellError.NAME),
    ],
)  # fmt: skip
def test_value(ask, name, args, expected):
    assert ask(name, *args) == expected


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("AR_BUCKET", (0.0,), "not due"),
        ("AR_CREDIT_CHECK", ("C1", 100.0, ...), "needs approval"),
        ("AR_STAGE", ("I-1", ...), "collection agent"),
        ("AR_NEXT_ACTION", ("I-3", ...), "first reminder"),
        ("AR_RMB", (1.0,), "人民币壹元整"),
    ],
)
def test_words_in_english(ask, name, args, expected):
    assert ask(name, *args, lang="en") == expected


def test_days_of_a_workbook_that_counts_from_1904(session):
    start = serial("2026-05-15", epoch_1904=True)
    due = session.call("AR_DUE_DATE", (start, "N30"), epoch_1904=True)
    assert due == serial("2026-06-14", epoch_1904=True)


def test_settings_of_the_ledger_rule_functions_without_documents(session):
    settings = (("名称", "值"), ("aging.limits", "0,10"), ("terms.monthly", "months"))
    header = (("单据号", "客户编码", "单据日期", "金额"),)
    handle = session.call("AR_LEDGER", (None, header, *(None,) * 5, settings))
    assert session.call("AR_BUCKET", (45.0, None, handle)) == "10天以上"
    due = session.call("AR_DUE_DATE", (serial("2026-05-15"), "月结30", handle))
    assert due == serial("2026-06-30")


@pytest.mark.parametrize(
    ("name", "args", "message"),
    [
        ("AR_BALANCE", ("C9", ...), "AR_BALANCE (余额!B2) #N/A：账中没有客户“C9”。"),
        ("AR_BALANCE", ("C2", ...), "#NUM!：客户 C2 的未清项有几种币种：CNY、USD。请在 currency"),
        ("AR_BALANCE", ("C1", ..., "x"), "#VALUE!：参数 as_of：发现“x”，应为日期"),
        ("AR_BALANCE", (None, ...), "#VALUE!：缺少参数 customer，应为一个客户编码"),
        ("AR_BALANCE", ("C1", "C2"), "参数 ledger：发现“C2”，应为AR_LEDGER 所在的单元格"),
        ("AR_STAGE", ("I-9", ...), "账中没有单据“I-9”。请核对单据号；分期写作 单据号#期次"),
        ("AR_AGING", (..., None, "x"), "参数 by：发现“x”，应为客户、业务员、地区、币种、单据"),
        ("AR_BUCKET", (1.0, "audit"), "按整年分段要看单据日期"),
        ("AR_RMB", (((1.0, 2.0), (3.0, 4.0)), 1.0), "参数过多"),
    ],
)
def test_last_error_says_where_what_and_what_to_do(ask, name, args, message):
    ask(name, *args, caller="余额!B2")
    assert message in ask("AR_LASTERROR")


def test_last_error_counts_backwards_and_repeats_nothing(ask):
    assert ask("AR_LASTERROR") == ""
    ask("AR_RMB", "x")
    ask("AR_BUCKET", "y")
    ask("AR_BUCKET", "y")
    assert "“y”" in ask("AR_LASTERROR")
    assert "“x”" in ask("AR_LASTERROR", 2.0)
    assert ask("AR_LASTERROR", 3.0) == ""
    assert ask("AR_LASTERROR", 0.0) == VALUE


def test_an_error_value_passed_on_is_no_mistake_of_the_call(session, ask):
    ask("AR_BALANCE", CellError.NA, ...)
    assert not list(session.mistakes)


def test_last_error_in_english(ask):
    ask("AR_RMB", "x")
    assert (
        ask("AR_LASTERROR", lang="en") == 'AR_RMB #VALUE!: amount: found "x", expected an amount.'
    )


def test_an_unexpected_fault_is_logged_and_a_value_error(session, monkeypatch, caplog):
    def broken(*_args, **_named):
        raise ZeroDivisionError("nobody expected this")

    monkeypatch.setattr("xlar.functions.call.answered", broken)
    assert session.call("AR_RMB", (1.0,)) == VALUE
    assert "AR_RMB failed" in caplog.text
    assert re.search("internal error", session.mistakes.text(1, "en"))
