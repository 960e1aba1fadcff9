"""The sheets of plans, disputes, holds and slips, and what an extension does to a button."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw
from small_books import AS_OF, INVOICES, SmallBook, write_small

PLANS = [
    {
        "plan_no": "FQ-1", "customer_id": "0012", "instalment": part, "amount": 150_00,
        "due_date": due, "signed_on": dt.date(2026, 5, 1), "invoice_no": "1E5",
    }
    for part, due in ((1, dt.date(2026, 5, 31)), (2, dt.date(2026, 7, 31)))
]  # fmt: skip
SLIPS = [
    {
        "slip_no": "DZ-1", "customer_id": "0012", "as_of": dt.date(2026, 3, 31),
        "balance": 300_00, "sent_on": dt.date(2026, 4, 2), "returned_on": dt.date(2026, 4, 20),
        "result": "agreed",
    }
]  # fmt: skip
APPROVALS = [
    {
        "approval_no": "SP-1", "date": dt.date(2026, 6, 1), "customer_id": "0012",
        "kind": "extension", "invoice_no": "1E5", "approved_by": "王",
        "extended_to": dt.date(2026, 9, 30),
    }
]  # fmt: skip


@pytest.fixture
def recorded(fake_excel, tmp_path):
    def made(**rows):
        book = SmallBook(fake_excel, tmp_path / "plain.xlsx")
        path = tmp_path / "recorded.xlsx"
        book.book = xw.Book(str(write_small(path, **rows)))
        return book

    return made


def listed(book, sheet, first):
    rows = book.rows(sheet)
    place = next(n for n, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[place], row, strict=True)) for row in rows[place + 1 :] if row[0]]


def test_plans_disputes_holds_and_approvals_are_four_sheets(recorded):
    outcome = recorded(plans=PLANS)
    book, done = outcome, outcome.run("agreements")
    assert (done.done, done.sheets) == (True, ["分期跟踪", "争议", "发货控制", "审批清单"])
    first, second, total = listed(book, "分期跟踪", "协议号")
    assert (first["协议状态"], first["现应付"], first["逾期天数"]) == ("违约", 150, 30)
    assert (second["现应付"], second["逾期天数"]) == (150, -31)
    assert (total["协议号"], total["现应付"]) == ("合计", 300)
    decisions = {row["客户编码"]: row["发货决定"] for row in listed(book, "发货控制", "客户编码")}
    assert decisions == {"0012": "需审批", "1-2": "停止发货"}


def test_slips_control_differences_and_who_is_due_are_four_sheets(recorded):
    book = recorded(slips=SLIPS)
    sheets = ["回执跟踪", "对账控制表", "差异汇总", "应对账客户"]
    assert book.run("slips").sheets == sheets
    (slip,) = listed(book, "回执跟踪", "对账单号")
    assert (slip["回执状态"], slip["已确认金额"]) == ("相符", 300)
    # 1E5: 1,000 − 700 received on 1 March
    (row,) = listed(book, "对账控制表", "余额日期")
    assert (row["余额"], row["发函比例"], row["确认比例"]) == (300, 1, 1)


def test_an_extension_is_seen_by_the_buttons(recorded):
    book = recorded(approvals=APPROVALS)
    book.run("credit")
    rows = {row["客户编码"]: row for row in listed(book, "信用监控", "客户编码")}
    # 1E5 is due in September now: the 700 received settle @x (500), then 200 of 1E5
    assert (rows["0012"]["逾期金额"], rows["0012"]["已占用"]) == (0, 800)
    before = recorded(approvals=APPROVALS)
    before.run("credit", as_of="2026-05-31")
    rows = {row["客户编码"]: row for row in listed(before, "信用监控", "客户编码")}
    assert rows["0012"]["逾期金额"] == 300


def test_english(recorded):
    book = recorded(plans=PLANS)
    book.run("agreements", lang="en")
    assert book.rows("Plan Status")[0][0] == "Instalment plans"
    assert AS_OF.isoformat() in str(book.rows("Plan Status")[1])


def test_nothing_recorded_makes_empty_lists(small):
    assert small.run("slips").done
    assert small.run("agreements").done
    assert listed(small, "回执跟踪", "对账单号") == []


def test_approvals_are_listed(recorded):
    book = recorded(approvals=APPROVALS)
    book.run("agreements")
    (row,) = listed(book, "审批清单", "审批号")
    assert (row["审批事项"], row["单据"], row["审批人"], row["审批状态"]) == (
        "展期", "1E5", "王", "有效",
    )  # fmt: skip


def test_disputes_are_added_up_below_their_list(recorded):
    disputed = {
        "invoice_no": "D-1", "customer_id": "1-2", "invoice_date": dt.date(2026, 5, 1),
        "due_date": dt.date(2026, 5, 31), "amount": 100_00, "disputed_amount": 5_00,
        "dispute_reason": "quality", "disputed_on": dt.date(2026, 6, 10),
    }  # fmt: skip
    book = recorded(invoices=[*INVOICES, disputed])
    book.run("agreements")
    item, *sums = listed(book, "争议", "单据号")
    assert (item["争议原因"], item["争议天数"]) == ("质量", 20)
    assert [(row["单据号"], row["争议金额"]) for row in sums] == [
        ("合计", 5), ("按原因：质量", 5), ("按业务员：未填", 5),
    ]  # fmt: skip


def test_differences_and_who_is_due(recorded):
    differing = SLIPS[0] | {
        "result": "differing", "their_balance": 240_00, "difference_kind": "in_transit",
        "difference": 50_00,
    }  # fmt: skip
    book = recorded(slips=[differing])
    book.run("slips")
    # 300 − 240 = 50 in transit + 10 nobody explains
    assert [(row["差异类别"], row["差异金额"]) for row in listed(book, "差异汇总", "余额日期")] == [
        ("在途货款", 50), ("未说明", 10),
    ]  # fmt: skip
    due = {row["客户编码"]: row["未清金额"] for row in listed(book, "应对账客户", "客户编码")}
    assert due == {"0012": 800, "1-2": 300}
