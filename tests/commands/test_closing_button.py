"""Closing a month: what is kept, what changed since, and the closing day on 参数."""

from __future__ import annotations

import json
from datetime import date

import pytest
from small_books import AS_OF, SmallBook, write_small

from xlar.commands.closed_months import last_day
from xlar.commands.context import Silent
from xlar.core.errors import BadValue
from xlar.documents.closing import FILE


class Refusing(Silent):
    def __init__(self):
        self.asked = []

    def ask(self, question):
        self.asked.append(question)
        return False


@pytest.fixture
def book(fake_excel, tmp_path):
    """The small ledger with an output folder and a row for the closing day."""
    path = tmp_path / "ledger.xlsx"
    small = SmallBook(fake_excel, path)
    page = small.book.sheets["参数"]
    page.range("A3:B4").number_format = "@"
    page.range("A3:B4").value = [["documents.folder", "out"], ["closing.locked_to", None]]
    return small


def kept(tmp_path):
    return json.loads((tmp_path / "out" / FILE).read_text(encoding="utf-8"))


def amount_of_1e5(book, amount):
    book.book.sheets["发票"].range("D2").value = amount


def test_closing_keeps_the_rows_and_notes_the_day(book, tmp_path):
    outcome = book.run("close", month="2026-05")
    assert outcome.done, outcome.message
    assert outcome.message.zh == "2026-05 已关账。参数中的关账日已改为 2026-05-31。"
    assert outcome.files == [tmp_path / "out" / FILE]
    found = kept(tmp_path)
    assert found["locked_to"] == "2026-05-31"
    assert [row[0] for row in found["rows"]["invoices"]] == ["1E5", "@x"]  # =1+1 is of June
    # 1000 − 700 + 500
    assert found["months"][0]["balances"] == {"CNY": "800.00"}
    assert book.book.sheets["参数"].range("B4").value.date() == date(2026, 5, 31)
    assert book.context().load().policy.closing.locked_to == date(2026, 5, 31)


def test_the_month_is_the_last_that_is_over(book, tmp_path):
    assert book.run("close").done
    assert kept(tmp_path)["months"][-1]["month"] == "2026-06"


def test_a_change_shows_in_the_check_with_its_cell(book):
    book.run("close", month="2026-05")
    assert book.run("check").message.zh.startswith("错误 0 条，提醒 0 条")
    amount_of_1e5(book, 1_100)
    outcome = book.run("check")
    assert outcome.done
    (problem,) = outcome.problems
    assert problem.cell == "发票!D2"
    assert problem.text("zh") == (
        "发票!D2：2026-05 关账后改动了 1E5；发现“1100.00”；应为关账时的“1000.00”。"
        "如属有意，请重新关账并接受变动，否则请改回"
    )


def test_a_row_added_and_one_removed(book):
    book.run("close", month="2026-05")
    book.append(
        "发票",
        单据号="N-1",
        客户编码="0012",
        单据日期=date(2026, 5, 30),
        到期日=date(2026, 6, 29),
        金额=50,
    )
    book.book.sheets["收款"].range("C2").value = date(2026, 6, 1)  # moved out of the month
    told = [problem.text("en") for problem in book.run("check").problems]
    assert len(told) == 2
    assert "N-1 (50.00) was added after 2026-05 was closed" in told[0]
    assert "R-1 (700.00) was there when 2026-05 was closed" in told[1]


def test_the_next_month_is_closed_only_when_the_changes_are_accepted(book, tmp_path):
    book.run("close", month="2026-05")
    amount_of_1e5(book, 1_100)
    person = Refusing()
    outcome = book.run("close", ui=person, month="2026-06")
    assert not outcome.done
    assert "1 处变动" in person.asked[0]
    assert "2026-06 没有关账" in outcome.message.zh
    assert book.table("检查结果")[0][4] == "1100.00"
    assert kept(tmp_path)["locked_to"] == "2026-05-31"
    assert book.run("close", month="2026-06", accept=True).done
    assert [(one["month"], one["accepted"]) for one in kept(tmp_path)["months"]] == [
        ("2026-05", 0),
        ("2026-06", 1),
    ]
    assert not book.run("check").problems


def test_who_says_no_beforehand_is_not_asked(book):
    book.run("close", month="2026-05")
    amount_of_1e5(book, 1_100)
    person = Refusing()
    assert not book.run("close", ui=person, month="2026-06", accept=False).done
    assert person.asked == []


def test_closing_an_earlier_month_opens_the_later_ones(book, tmp_path):
    book.run("close", month="2026-05")
    person = Refusing()
    assert not book.run("close", ui=person, month="2026-04").done
    assert "重新打开" in person.asked[0]
    assert book.run("close", month="2026-04", accept=True).done
    assert [one["month"] for one in kept(tmp_path)["months"]] == ["2026-04"]


@pytest.mark.parametrize(("month", "said"), [("2026-07", "还没有结束"), ("June", "不是月份")])
def test_what_is_no_closed_month(book, month, said):
    outcome = book.run("close", month=month)
    assert not outcome.done
    assert said in outcome.message.zh


def test_without_an_output_folder_nothing_is_closed(small):
    outcome = small.run("close", month="2026-05")
    assert not outcome.done
    assert "documents.folder" in outcome.message.zh


def test_without_a_row_for_the_day_the_person_is_told(fake_excel, tmp_path):
    path = write_small(tmp_path / "bare.xlsx", {"documents.folder": "out"})
    bare = SmallBook(fake_excel, tmp_path / "other.xlsx")
    bare.book = type(bare.book)(str(path))
    assert (
        "请在参数中把 closing.locked_to 填为 2026-05-31"
        in bare.run("close", month="2026-05").message.zh
    )


def test_a_damaged_file_is_told(book, tmp_path):
    book.run("close", month="2026-05")
    (tmp_path / "out" / FILE).write_text("{", encoding="utf-8")
    for name in ("close", "check"):
        outcome = book.run(name)
        assert not outcome.done
        assert "不是关账文件" in outcome.message.zh


@pytest.mark.parametrize(
    ("month", "day"),
    [("2026-01", "2026-01-31"), ("2024-02", "2024-02-29"), ("2026-12", "2026-12-31")],
)
def test_the_last_day_of_a_month(month, day):
    assert last_day(month).isoformat() == day


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "2026-5-1", "05/2026"])
def test_no_month(month):
    with pytest.raises(BadValue):
        last_day(month)


def test_the_day_of_the_small_ledger():
    assert date(2026, 6, 30) == AS_OF  # June is over on it
