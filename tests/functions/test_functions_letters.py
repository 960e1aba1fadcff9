"""The register of letters as cells: the same as register.csv."""

from __future__ import annotations

import datetime as dt

import pytest
from cell_tables import rows, serial

from xlar.core.registered import RegisteredItem
from xlar.functions.convert import CellError
from xlar.functions.letters import read_letters

DAY = dt.date(2026, 6, 1)
(HEADER,) = rows(
    "编号 | 类别 | 级别 | 客户编码 | 币种 | 金额 | 日期 | 截止日 | 语言 | 状态 | 发出日 | 单据"
)


def row(day, **changes):
    cells = {
        "编号": "CK-2026-0001", "类别": "催款函", "级别": 3.0, "客户编码": "00123", "币种": "CNY",
        "金额": 1234.5, "日期": day, "截止日": day, "语言": "中文", "状态": "已发", "发出日": day,
        "单据": "I-1:L3",
    }  # fmt: skip
    return tuple({**cells, **changes}.values())


@pytest.mark.parametrize(
    ("day", "epoch"),
    [
        (serial("2026-06-01"), False),
        (serial("2026-06-01", epoch_1904=True), True),
        ("2026-06-01", False),
        ("2026/6/1", False),
        (DAY, False),
    ],
)
def test_a_row(day, epoch):
    letters, problems = read_letters((HEADER, row(day)), epoch_1904=epoch)
    (letter,) = letters
    assert problems == ()
    assert (letter.number, letter.kind, letter.level, letter.customer_id) == (
        "CK-2026-0001", "letter", 3, "00123",
    )  # fmt: skip
    assert (letter.amount, letter.date, letter.sent_on) == (123_450, DAY, DAY)
    assert letter.items == (RegisteredItem("I-1", 0, 3),)


@pytest.mark.parametrize("table", [(), (HEADER,)])
def test_a_register_without_rows(table):
    assert read_letters(table) == ((), ())


def test_blank_rows_are_passed_over():
    letters, problems = read_letters((HEADER, ("",) * 12, row(DAY), (None,) * 12))
    assert (len(letters), problems) == (1, ())


@pytest.mark.parametrize(
    ("changes", "column"),
    [({"日期": "x"}, "date"), ({"状态": CellError.NA}, "status"), ({"金额": "lots"}, "amount")],
)
def test_what_is_wrong_in_a_row_is_a_problem(changes, column):
    letters, problems = read_letters((HEADER, row(DAY, **changes)))
    assert letters == ()
    assert [(one.table, one.column, one.severity) for one in problems] == [
        ("register", column, "error")
    ]


def test_a_table_with_other_headers_is_a_problem():
    letters, problems = read_letters(rows("a | b\n1 | 2"))
    assert letters == ()
    assert [one.code for one in problems] == ["register_header"]
