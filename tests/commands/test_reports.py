"""The reports on their sheets: figures, looks, what is made anew and what is left alone."""

from __future__ import annotations

import pytest
from small_books import INVOICES, write_small

HEADER = [
    "客户编码", "客户名称", "币种", "余额合计", "未核销款", "未到期", "1-30天", "31-60天",
    "61-90天", "91-180天", "181-365天", "365天以上",
]  # fmt: skip


def test_aging_shows_the_figures_worked_by_hand(small):
    outcome = small.run("aging")
    assert (outcome.done, outcome.sheets) == (True, ["账龄分析"])
    rows = small.rows("账龄分析")
    assert rows[0][0] == "账龄分析"
    assert rows[5] == HEADER
    assert small.table("账龄分析") == [
        ["0012", "甲公司", "CNY", 800, 0, 0, 500, 0, 0, 300, 0, 0],
        ["1-2", "=1+1", "CNY", 300, 0, 300, 0, 0, 0, 0, 0, 0],
        ["合计", None, "CNY", 1100, 0, 300, 500, 0, 0, 300, 0, 0],
        ["核对差异", None, "CNY", 0, *[None] * 8],
    ]


def test_notes_name_day_method_and_area(small):
    small.run("aging")
    assert small.notes("账龄分析") == {
        "截止日期": "2026-06-30", "核销方式": "先进先出", "本表范围": "A1:L10",
    }  # fmt: skip


def test_aging_of_an_earlier_day_knows_nothing_of_later_documents(small):
    small.run("aging", as_of="2026-02-28")
    assert small.table("账龄分析")[0][:4] == ["0012", "甲公司", "CNY", 1000]


def test_amounts_and_texts_have_their_number_formats(small):
    small.run("aging")
    page = small.book.sheets["账龄分析"]
    assert page.range("A7:C10").number_format == "@"
    assert page.range("D7:L10").number_format == "#,##0.00"
    assert page.range("A6").font.bold


def test_a_report_follows_the_sheet_it_belongs_behind(small):
    small.run("aging")
    small.run("credit")
    names = [sheet.name for sheet in small.book.sheets]
    assert names.index("信用监控") == names.index("账龄分析") + 1


def test_the_user_stays_on_the_sheet_he_looked_at(small):
    small.book.sheets["收款"].activate()
    small.run("aging")
    assert small.book.sheets.active.name == "收款"


def test_credit_gives_decision_and_reason(small):
    small.run("credit")
    rows = {row[0]: row for row in small.table("信用监控")}
    assert rows["1-2"][4:7] == [200, 300, -100]
    assert rows["1-2"][-2:] == ["停止发货", "信用占用加本次订单超过信用额度"]


def test_making_a_report_again_changes_nothing(small):
    small.run("aging")
    before = small.state()
    small.run("aging")
    assert small.state() == before


def test_rows_of_a_longer_report_before_are_cleared(small):
    small.run("aging")
    small.book.sheets["发票"].range("A4:F4").clear_contents()  # customer 1-2 has nothing left
    small.run("aging")
    keys = [row[0] for row in small.table("账龄分析") if any(row)]
    assert keys == ["0012", "合计", "核对差异"]
    assert small.notes("账龄分析")["本表范围"] == "A1:L9"


def test_what_stands_beside_and_below_a_report_stays(small):
    small.run("aging")
    page = small.book.sheets["账龄分析"]
    page.range("N7").value = "我的备注"
    page.range("A20").formula = "=SUM(D7:D8)"
    assert small.run("aging").done
    assert page.range("N7").value == "我的备注"
    assert page.range("A20").formula == "=SUM(D7:D8)"


@pytest.mark.parametrize("address", ["A1", "D8", "L10"])
def test_a_sheet_with_something_else_in_the_way_is_refused_and_left(small, address):
    page = small.book.sheets.add("账龄分析")
    page.range(address).value = "别人的"
    before = small.state()
    outcome = small.run("aging")
    assert not outcome.done
    assert f"账龄分析!{address}" in outcome.message.zh
    assert "别人的" in outcome.message.en
    assert small.state() == before


def test_a_note_of_the_user_in_the_way_of_a_growing_report_is_refused(small):
    small.run("aging")
    small.book.sheets["账龄分析"].range("A11").value = "小结"
    small.append("发票", 单据号="I-9", 客户编码="0012", 单据日期=46_150.0, 金额=5.0, 币种="USD")
    outcome = small.run("aging")
    assert "账龄分析!A11" in outcome.message.zh
    assert small.rows("账龄分析")[10][0] == "小结"


@pytest.mark.parametrize("formula", ["=AR_AGING(ledger)", '=IFERROR(AR_AGING(),"")'])
def test_a_sheet_of_live_formulas_is_recalculated_not_overwritten(small, formula):
    page = small.book.sheets.add("账龄分析")
    page.range("A4").formula = formula
    outcome = small.run("aging")
    assert outcome.done
    assert "重算" in outcome.message.zh
    assert page.range("A4").formula == formula
    assert small.excel.engine.calculations() == 1


def test_refresh_writes_every_report(small):
    assert small.run("refresh").sheets[:2] == ["账龄分析", "信用监控"]
    assert small.table("账龄分析")
    assert small.table("信用监控")


def test_refresh_writes_none_where_one_has_no_room(small):
    small.book.sheets.add("信用监控").range("A3").value = "别人的"
    before = small.state()
    assert not small.run("refresh").done
    assert small.state() == before


def test_english_titles(small):
    small.run("aging", lang="en")
    assert small.rows("Aging")[5][:4] == ["Customer", "Name", "Currency", "Total"]
    names = [sheet.name for sheet in small.book.sheets]
    assert small.run("aging", lang="zh").sheets == ["Aging"]  # known again as the report's own
    assert [sheet.name for sheet in small.book.sheets] == names
    assert small.rows("Aging")[0][0] == "账龄分析"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_sheet_of_formulas_is_found_under_its_english_title(small, lang):
    small.book.sheets.add("Credit").range("A5").formula = "=AR_CREDIT(ledger,as_of)"
    outcome = small.run("credit", lang=lang)
    assert outcome.sheets == ["Credit"]
    assert "信用监控" not in [sheet.name for sheet in small.book.sheets]
    assert "recalculated" in outcome.message.en


def test_a_sheet_of_somebody_else_under_the_other_title_is_let_be(small):
    small.book.sheets.add("Aging").range("A1").value = "Aging of the vines"
    outcome = small.run("aging")
    assert outcome.sheets == ["账龄分析"]
    assert small.rows("Aging") == [["Aging of the vines"]]


def test_a_sheet_is_found_whatever_its_case(small):
    small.run("aging", lang="en")
    small.book.sheets["Aging"].name = "AGING"
    assert small.run("aging", lang="en").sheets == ["AGING"]


def test_without_invoices_the_problem_is_listed_and_nothing_else_changes(small):
    small.book.sheets["发票"].delete()
    names = [sheet.name for sheet in small.book.sheets]
    outcome = small.run("aging")
    assert not outcome.done
    assert [sheet.name for sheet in small.book.sheets] == [*names, "检查结果"]


def test_two_books_do_not_mix(small, tmp_path):
    import xlwings as xw

    other = xw.Book(str(write_small(tmp_path / "other.xlsx", invoices=INVOICES[:1])))
    before = small.excel.state(other)
    small.run("aging")
    assert small.excel.state(other) == before
    assert small.table("账龄分析")[0][3] == 800
