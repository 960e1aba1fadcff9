"""Orders are answered from what is selected or given."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw
from small_books import SmallBook, write_small


@pytest.fixture
def orders(small):
    """A sheet of the user's with orders."""
    page = small.book.sheets.add("新订单")
    page.range("A1:B5").number_format = "@"
    page.range("B2:B5").number_format = "0.00"
    page.range("A1").value = [["客户编码", "订单金额"], ["0012", 200], ["1-2", 50], ["0012", 0.01]]
    return small


@pytest.mark.parametrize(
    ("amount", "answer"),
    [("200", "放行"), ("200.01", "停止发货"), ("￥1,000", "停止发货")],
)
def test_an_order_up_to_the_limit_is_released(small, amount, answer):
    # 0012 has a limit of 1,000 and owes 800; its item of 146 days is past every deadline only
    # where the final deadline has passed, which needs approval.
    outcome = small.run("order", customer="0012", amount=amount)
    assert outcome.done
    decision = small.table("订单检查")[0]
    held = answer == "停止发货"
    assert (answer in outcome.message.zh) is held or "需审批" in outcome.message.zh
    assert ("信用占用加本次订单超过信用额度" in str(decision[-1])) is held


def test_the_sheet_shows_order_and_reasons(small):
    small.run("order", customer="1-2", amount="50")
    rows = small.rows("订单检查")
    header = next(row for row in rows if row[0] == "客户编码")
    found = dict(zip(header, small.table("订单检查")[0], strict=True))
    assert found["订单金额"] == 50
    assert (found["信用额度"], found["已占用"]) == (200, 300)
    assert found["发货决定"] == "停止发货"


def test_selected_rows_are_answered_orders_of_one_customer_together(orders):
    orders.select("新订单", "A2:B4")
    outcome = orders.run("order")
    assert outcome.done
    rows = orders.table("订单检查")
    assert [(row[0], row[3]) for row in rows] == [("0012", 200.01), ("1-2", 50)]


def test_without_headers_the_left_cell_is_the_customer_and_the_right_one_the_amount(orders):
    orders.book.sheets["新订单"].range("A1:B1").clear_contents()
    orders.select("新订单", "A2:B2")
    orders.run("order")
    assert orders.table("订单检查")[0][3] == 200


def test_the_customer_of_the_selected_row_with_an_amount_given(small):
    small.select("客户", "A3")
    assert small.run("order", amount="50").done
    assert small.table("订单检查")[0][0] == "1-2"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"customer": "9999", "amount": "5"}, "9999"),
        ({"customer": "0012", "amount": "abc"}, "abc"),
        ({"customer": "0012", "amount": "0.001"}, "0.001"),
        ({"customer": "0012"}, "请选中"),
        ({}, "请选中"),
        ({"amount": "5"}, "请选中"),
    ],
)
def test_what_cannot_be_answered_is_told_and_changes_nothing(small, arguments, told):
    small.select("参数", "A1")
    before = small.state()
    outcome = small.run("order", **arguments)
    assert not outcome.done
    assert told in outcome.message.zh
    assert small.state() == before


def test_a_selected_word_for_an_amount_is_told_with_its_cell(orders):
    orders.book.sheets["新订单"].range("B3").value = "五十"
    orders.select("新订单", "A3:B3")
    assert "新订单!A3" in orders.run("order").message.zh


def test_a_book_without_invoices_cannot_answer(blank):
    from datetime import date

    from xlar.commands.context import Context
    from xlar.commands.running import run

    context = Context(blank, date(2026, 6, 30), arguments={"customer": "1", "amount": "1"})
    outcome = run("order", context)
    assert not outcome.done
    assert outcome.sheets == ["检查结果"]


# 1E5 of 0012 is past its final deadline: an order needs approval, up to the limit of 1,000.
RELEASE = {
    "approval_no": "SP-1", "date": dt.date(2026, 6, 22), "customer_id": "0012", "kind": "release",
    "amount": 150_00, "approved_by": "王", "valid_to": dt.date(2026, 7, 15),
}  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "lang", "told", "released_by"),
    [
        ("150", "zh", "放行（审批 SP-1 王 至 2026-07-15、", "审批 SP-1 王 至 2026-07-15"),
        ("150", "en", "release (approval SP-1 王 until 2026-07-15, ",
         "approval SP-1 王 until 2026-07-15"),
        ("150.01", "zh", "需审批（有欠款超过最后收款期限", None),
        ("200.01", "zh", "停止发货（信用占用加本次订单超过信用额度", None),
    ],
)  # fmt: skip
def test_a_release_names_its_approval(fake_excel, tmp_path, amount, lang, told, released_by):
    book = SmallBook(fake_excel, tmp_path / "plain.xlsx")
    book.book = xw.Book(str(write_small(tmp_path / "released.xlsx", approvals=[RELEASE])))
    outcome = book.run("order", customer="0012", amount=amount, lang=lang)
    assert told in outcome.message[lang]
    title = {"zh": "放行依据", "en": "Released by"}[lang]
    [sheet] = outcome.sheets
    header = next(row for row in book.rows(sheet) if title in row)
    assert book.table(sheet)[0][header.index(title)] == released_by


def test_an_approved_limit_is_the_limit_of_its_time(fake_excel, tmp_path):
    # exposure 800 + order 500 = 1,300: above the customer's own 1,000, at most the approved 1,300
    limit = RELEASE | {"approval_no": "SP-2", "kind": "limit", "amount": 1_300_00}
    book = SmallBook(fake_excel, tmp_path / "plain.xlsx")
    book.book = xw.Book(str(write_small(tmp_path / "raised.xlsx", approvals=[limit])))
    assert "需审批" in book.run("order", customer="0012", amount="500").message.zh
    assert "停止发货" in book.run("order", customer="0012", amount="500.01").message.zh
    later = book.run("order", customer="0012", amount="500", as_of="2026-07-16")
    assert "停止发货" in later.message.zh
