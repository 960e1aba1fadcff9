"""The buttons 月报 and 回款预测."""

from __future__ import annotations

from datetime import date

import pytest
from small_books import SmallBook, write_small

from xlar.commands.reporting import facts_of
from xlar.core.dates import calendar_date
from xlar.core.forecast import forecast
from xlar.workbook.read import load


@pytest.fixture
def book(fake_excel, tmp_path):
    small = SmallBook(fake_excel, tmp_path / "ledger.xlsx")
    page = small.book.sheets["参数"]
    page.range("A3:B4").number_format = "@"
    page.range("A3:B4").value = [["documents.folder", "out"], ["company.name", "甲示例公司"]]
    return small


def test_the_report_of_last_month_lies_in_the_output_folder(book, tmp_path):
    outcome = book.run("report")
    assert outcome.done, outcome.message
    place = tmp_path / "out" / "月报" / "2026-06"
    assert outcome.message.zh == f"2026-06 月报已存入 {place}。"
    assert {path.suffix for path in outcome.files} == {".pdf", ".xlsx"}  # nobody sells here
    assert all(path.is_file() for path in outcome.files)


def test_another_month_and_only_some_formats(book):
    outcome = book.run("report", month="2026-05", formats="pdf")
    assert [path.name for path in outcome.files] == ["应收账款月报 2026-05.pdf"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [({"month": "2026-07"}, "还没有开始"), ({"month": "June"}, "不是月份"),
     ({"formats": "docx"}, "pdf")],
)  # fmt: skip
def test_what_cannot_be_made_is_told(book, arguments, said):
    outcome = book.run("report", **arguments)
    assert not outcome.done
    assert said in outcome.message.zh


def test_the_forecast_stands_on_a_sheet_of_its_own(small):
    outcome = small.run("forecast")
    assert outcome.sheets == ["回款预测"]
    rows = small.table("回款预测")
    ledger = small.context().books().ledger
    report = forecast(ledger, small.context().books().as_of)
    assert [row[4] for row in rows[:14]] == [amount / 100 for amount in report.expected[0]]
    notes = small.notes("回款预测")
    assert "未清 1,100.00 = 预计" in notes["核对 CNY"]


@pytest.mark.parametrize(
    ("day", "due"), [(date(2026, 6, 9), date(2026, 6, 19)), (date(2026, 6, 30), date(2026, 7, 31))]
)
def test_what_was_approved_by_the_day_of_the_report_is_in_force(tmp_path, day, due):
    extension = {
        "approval_no": "SP-1", "date": date(2026, 6, 10), "kind": "extension", "invoice_no": "@x",
        "customer_id": "0012", "extended_to": date(2026, 7, 31), "approved_by": "王",
    }  # fmt: skip
    loaded = load(write_small(tmp_path / "extended.xlsx", approvals=[extension]))
    assert not [one for one in loaded.problems if one.severity == "error"]
    facts = facts_of(loaded, day, tmp_path, "zh")
    documents = facts.ledger.documents
    place = documents.number.tolist().index("@x")
    assert calendar_date(int(documents.due[place])) == due
