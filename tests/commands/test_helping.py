"""Last error and diagnosis."""

from __future__ import annotations

import xlar
from xlar.commands.context import Silent


class Hears(Silent):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def tell(self, message: str) -> None:
        self.heard.append(message)


def test_no_failure_is_told(small):
    assert "没有" in small.run("last_error").message.zh


def test_the_last_failure_is_told_and_the_book_left_alone(small):
    small.run("drill", customer="8888")
    small.run("drill", customer="9999")
    before, ui = small.state(), Hears()
    outcome = small.run("last_error", ui=ui)
    assert outcome.done
    assert "9999" in outcome.message.zh
    assert "9999" in ui.heard[0]
    assert small.state() == before


def test_diagnosis_names_versions_tables_counts_and_differences(small):
    outcome = small.run("diagnose")
    assert outcome.done
    found = {row[0]: row[1] for row in small.table("诊断")}
    assert found["xlar"] == xlar.__version__
    assert found["Host"].startswith("excel 16")
    assert "xlwings" in found
    assert found["发票"] in ("3", "发票 发票!A1，3 行")
    assert found["参数 as_of"] == "2026-06-30"
    assert found["核对差异 CNY"] == "0.00"
    assert (found["错误"], found["提醒"]) == ("0", "0")


def test_diagnosis_of_a_broken_book_still_works(small):
    small.book.sheets["发票"].delete()
    assert small.run("diagnose").done
    found = {row[0]: row[1] for row in small.table("诊断")}
    assert found["发票"] == "未找到"
    assert found["错误"] != "0"


def test_particulars_of_the_company_are_not_in_it(small):
    page = small.book.sheets["参数"]
    page.range("A3:B3").number_format = "@"
    page.range("A3:B3").value = ["company.account", "6222 0000"]
    small.run("diagnose")
    assert not any("6222" in str(cell) for row in small.rows("诊断") for cell in row)


def test_sheets_of_live_formulas_are_named(small):
    small.book.sheets.add("我的表").range("A1").formula = "=AR_AGING()"
    small.run("diagnose")
    found = {row[0]: row[1] for row in small.table("诊断")}
    assert found["含 AR 公式的表"] == "我的表"
