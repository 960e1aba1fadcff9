"""AR_SCORE, AR_GRADE, AR_LIMIT_ADVICE, AR_SCORES and AR_WARNINGS on the sample ledger.

C1 owes 500 of 600 due 2026-05-01 and paid 100 nine days late; it bought in two months of twelve and
for the first time in April: (25 × 40 + 17 × 15 + 20 × 10) ÷ 65 = 1,455 ÷ 65. C3 has paid 30 in
advance and bought nothing.
"""

from __future__ import annotations

import pytest

from xlar.functions.convert import CellError


@pytest.mark.parametrize(
    ("customer", "score", "grade", "limit"),
    [("C1", pytest.approx(1455 / 65), "D", 0.0), ("C3", "", "", 20_000.0)],
)
def test_score_grade_and_limit_of_a_customer(ask, customer, score, grade, limit):
    assert ask("AR_SCORE", customer, ...) == score
    assert ask("AR_GRADE", customer, ...) == grade
    assert ask("AR_LIMIT_ADVICE", customer, ...) == limit


@pytest.mark.parametrize("name", ["AR_SCORE", "AR_GRADE", "AR_LIMIT_ADVICE"])
def test_a_whole_column_in_one_call(ask, name):
    found = ask(name, (("C1",), ("C9",), ("C3",)), ...)
    single = [ask(name, customer, ...) for customer in ("C1", "C3")]
    assert found == ((single[0],), (CellError.NA,), (single[1],))


def test_an_earlier_day(ask):
    # on 2026-04-15 nothing is due or paid: trading 1 of 12 and years alone are too little
    assert ask("AR_SCORE", "C1", ..., 46127.0) == ""


def test_scores_spill(ask):
    table = ask("AR_SCORES", ...)
    row = dict(zip(table[0], table[1], strict=True))
    assert row["客户编码"] == "C1"
    assert (row["档案等级"], row["评定等级"]) == ("A", "D")
    assert row["加权迟付天数"] == 51.5  # (100 × 9 + 500 × 60) ÷ 600
    assert row["付款记录"] == 25.0
    reasons = "加权逾期超过 15 天；逾期付款超过一半；付款记录低于 50 分；交易历史低于 50 分"
    assert row["说明"] == f"{reasons}；合作年限低于 50 分"
    assert len(table) == 1 + 4


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("复评", ("客户编码", "客户名称", "档案等级")),
        ("review", ("客户编码", "客户名称", "档案等级")),
        ("档案", ("客户编码", "客户名称", "档案完整度")),
    ],
)
def test_the_other_tables(ask, show, titles):
    assert ask("AR_SCORES", ..., None, show)[0][:3] == titles


def test_warnings_spill(ask):
    table = ask("AR_WARNINGS", ...)
    rows = {row[0]: dict(zip(table[0], row, strict=True)) for row in table[1:]}
    assert set(rows) == {"C1", "C3", "C4"}
    assert rows["C1"]["数值预警"] == "逾期天数过长"
    assert rows["C1"]["最长逾期天数"] == 60.0
    assert rows["C3"]["数值预警"] == "信用等级过低"
    assert rows["C3"]["风险等级"] == "正常"
    # 10 open for 180 days and 5 paid after 31: (1,800 + 155) ÷ 15; too small to be long overdue
    assert rows["C4"]["数值预警"] == "收款天数过长"
    assert rows["C4"]["平均收款天数"] == pytest.approx(1955 / 15)


def test_warnings_by_signal(ask):
    table = ask("AR_WARNINGS", ..., None, "信号")
    assert table[0][:5] == ("客户编码", "客户名称", "风险等级", "日期", "信号")


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("AR_SCORES", (..., None, "全部")),
        ("AR_WARNINGS", (..., None, "业务员")),
        ("AR_SCORE", ("C1", "x")),
    ],
)
def test_what_cannot_be_answered_is_a_value_error(ask, name, args):
    assert ask(name, *args) == CellError.VALUE


def test_an_unknown_customer_is_not_available(ask):
    assert ask("AR_GRADE", "C9", ...) == CellError.NA
    assert "C9" in str(ask("AR_LASTERROR"))
