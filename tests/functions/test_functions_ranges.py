"""Ranges in the place of single values."""

from __future__ import annotations

import pytest
from cell_tables import serial

from xlar.functions.convert import CellError

NA, VALUE = CellError.NA, CellError.VALUE


@pytest.mark.parametrize(
    ("name", "args", "expected"),
    [
        ("AR_BALANCE", ((("C1",), ("C3",)), ...), ((900.0,), (-30.0,))),
        ("AR_BALANCE", ((("C1", "C3"),), ...), ((900.0, -30.0),)),
        ("AR_BALANCE", ((("C1", ""), ("C9", None)), ...), ((900.0, ""), (NA, ""))),
        ("AR_BALANCE", ((("C1",),), ...), 900.0),
        (
            "AR_BALANCE",
            ((("C1",), ("C3",)), ..., (("2026-05-09", "2026-06-30"),)),
            ((600.0, 900.0), (0.0, -30.0)),
        ),
        ("AR_BALANCE", ("C1", ..., (("2026-05-09",), ("",))), ((600.0,), (900.0,))),
        (
            "AR_BALANCE",
            ((("C1",), ("C3",), ("C4",)), ..., (("2026-06-30",), ("2026-06-30",))),
            ((900.0,), (-30.0,), (NA,)),
        ),
        ("AR_BALANCE", (((CellError.DIV0,), ("C1",)), ...), ((CellError.DIV0,), (900.0,))),
        ("AR_OVERDUE", ([["C1"], ["C3"]], ...), ((500.0,), (0.0,))),
        ("AR_UNAPPLIED", ((("C3",), ("C1",)), ...), ((-30.0,), (0.0,))),
        ("AR_BUCKET", (((0.0, 1.0), (31.0, "x")),), (("未到期", "1-30天"), ("31-60天", VALUE))),
        ("AR_DAYS_PAST_DUE", ((("2026-06-29",), ("2026-07-01",)), None, ...), ((1.0,), (-1.0,))),
        (
            "AR_DUE_DATE",
            ((("2026-05-15",),), (("N30", "N60"),)),
            ((serial("2026-06-14"), serial("2026-07-14")),),
        ),
        ("AR_CREDIT_LIMIT", ((("C1",), ("C2",)), ...), ((1000.0,), ("",))),
        ("AR_CREDIT_USED", ((("C1",), ("C3",)), ...), ((900.0,), (-30.0,))),
        ("AR_CREDIT_AVAILABLE", ((("C1",), ("C3",)), ...), ((100.0,), (530.0,))),
        (
            "AR_CREDIT_CHECK",
            ((("C1",), ("C3",), ("C9",), ("",)), ((100.0,), (1.0,), (1.0,), (1.0,)), ...),
            (("需审批",), ("停止发货",), (NA,), ("",)),
        ),
        (
            "AR_CREDIT_CHECK",
            ("C1", ((0.0, 100.0, 101.0),), ..., None, "code"),
            (("release", "approve", "hold"),),
        ),
        (
            "AR_CREDIT_CHECK",
            ("C1", 100.0, ..., None, (("code", "决定"),)),
            (("approve", "需审批"),),
        ),
        ("AR_STAGE", ((("I-1",), ("I-3",), ("I-9",)), ...), (("专业追账",), ("到期",), (NA,))),
        ("AR_STAGE", ("I-1", ..., None, (("code", "step"),)), ((6.0, 11.0),)),
        ("AR_NEXT_ACTION", ((("I-3",), ("S-1",)), ...), (("提示客户",), ("",))),
        (
            "AR_FINAL_DEADLINE",
            ((("2026-05-15",), ("2026-05-16",)), "N30"),
            ((serial("2026-06-24"),), (serial("2026-06-25"),)),
        ),
        ("AR_RECOVERY_CHANCE", (((0.0, 45.0),),), ((1.0, 0.89),)),
        ("AR_LIMITATION", ((("I-1",), ("S-1",)), ...), ((serial("2029-05-01"),), ("",))),
        (
            "AR_INTEREST",
            (((100_000.0,), (0.0,)), "2026-03-31", "2026-06-30", "年4.5%"),
            ((1121.92,), (0.0,)),
        ),
        ("AR_RMB", (((1.0, 2.0),),), (("人民币壹元整", "人民币贰元整"),)),
        ("AR_RMB", (((True, 1.0),),), ((VALUE, "人民币壹元整"),)),
        ("AR_AGING", (..., ((serial("2026-06-30"),), (1.0,))), VALUE),
    ],
)
def test_range(ask, name, args, expected):
    assert ask(name, *args) == expected


def test_a_range_with_mistakes_notes_the_first_of_them(session, ask):
    ask("AR_BALANCE", (("C8",), ("C9",)), ...)
    assert [one.message.en.split(";")[0] for one in session.mistakes] == [
        'the ledger has no customer "C8"'
    ]


def test_a_handle_in_a_range_of_one_cell(session, handle):
    assert session.call("AR_BALANCE", ("C1", ((handle,),))) == 900.0


def test_truth_values_are_not_taken_for_the_number_they_equal(ask):
    assert ask("AR_BUCKET", 1.0) == "1-30天"
    assert ask("AR_BUCKET", True) == VALUE
    assert ask("AR_BUCKET", ((1.0,), (2.0,))) == (("1-30天",), ("1-30天",))
    assert ask("AR_BUCKET", ((True,), (2.0,))) == ((VALUE,), ("1-30天",))
