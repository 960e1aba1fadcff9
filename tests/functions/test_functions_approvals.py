"""Extensions and releases as the worksheet functions see them."""

from __future__ import annotations

import datetime as dt

import pytest

from xlar.functions.call import Session
from xlar.functions.tables import ORDER

TODAY = dt.date(2026, 6, 30)
INVOICES = [
    ["单据号", "客户编码", "单据日期", "到期日", "金额"],
    ["INV-1", "C1", dt.date(2026, 3, 2), dt.date(2026, 4, 1), 1000.0],
]
HEAD = ["审批号", "审批日期", "客户编码", "事项", "单据号", "审批人", "展期至"]
EXTENSION = ["SP-1", dt.date(2026, 4, 5), "C1", "展期", "INV-1", "王", dt.date(2026, 7, 31)]


def session_of(**tables):
    session = Session(lambda: TODAY)
    given = {
        "customers": [["客户编码", "客户名称"], ["C1", "甲公司"]],
        "invoices": INVOICES,
        **tables,
    }
    handle = session.call("AR_LEDGER", tuple(given.get(name) for name in ORDER))
    return lambda name, *args: session.call(
        name, tuple(handle if one is ... else one for one in args)
    )


@pytest.mark.parametrize(
    ("as_of", "overdue"),
    # the contract's due date until the day of the approval, then 31 July
    [("2026-04-01", 0), ("2026-04-04", 1000), ("2026-04-05", 0), ("2026-07-31", 0),
     ("2026-08-01", 1000)],
)  # fmt: skip
def test_an_extension_counts_from_its_day(as_of, overdue):
    ask = session_of(approvals=[HEAD, EXTENSION])
    assert ask("AR_OVERDUE", "C1", ..., as_of) == overdue


def test_tables_and_single_cells_agree():
    ask = session_of(approvals=[HEAD, EXTENSION])
    titles, row, *_ = ask("AR_AGING", ..., "2026-06-30")
    assert dict(zip(titles, row, strict=True))["未到期"] == 1000
    titles, row = ask("AR_OPEN_ITEMS", ..., "2026-06-30")[:2]
    assert dict(zip(titles, row, strict=True))["逾期天数"] == -31
    assert ask("AR_STAGE", "INV-1", ..., "2026-06-30", "code") == 1


def test_without_it_the_contract_holds():
    ask = session_of()
    assert ask("AR_OVERDUE", "C1", ..., "2026-06-30") == 1000


WHY = "有欠款超过最后收款期限；未设定有效的信用额度"
RELEASE_HEAD = ["审批号", "审批日期", "客户编码", "事项", "审批人", "有效期至", "金额"]
RELEASE = ["SP-2", dt.date(2026, 6, 1), "C1", "放货", "王", dt.date(2026, 7, 15), 100.0]


@pytest.mark.parametrize(
    ("order", "as_of", "decision", "reasons"),
    [
        (100, "2026-06-30", "release", f"审批 SP-2 王 至 2026-07-15；{WHY}"),
        (100.01, "2026-06-30", "approve", WHY),
        (100, "2026-07-16", "approve", WHY),
    ],
)
def test_a_release_names_its_approval(order, as_of, decision, reasons):
    ask = session_of(approvals=[RELEASE_HEAD, RELEASE])
    assert ask("AR_CREDIT_CHECK", "C1", order, ..., as_of, "code") == decision
    assert ask("AR_CREDIT_CHECK", "C1", order, ..., as_of, "reasons") == reasons
