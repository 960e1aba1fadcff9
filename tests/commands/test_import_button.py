"""An export joins the tables of the open workbook, or nothing does."""

from __future__ import annotations

import csv

import pytest

from xlar.commands.context import Silent

HEADER = ("发票号", "客户编号", "开票日期", "价税合计", "到期日")


def _export(path, rows, header=HEADER):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def export(tmp_path):
    """Two new invoices, one that is there already, one that is there with another amount."""
    rows = [
        ("INV-9", "0012", "2026-06-20", "80.00", "2026-07-20"),
        ("007", "1-2", "2026-06-21", "20.50", "2026-07-21"),
        ("@x", "0012", "2026-05-20", "500.00", "2026-06-19"),
        ("1E5", "0012", "2026-01-05", "999.00", "2026-02-04"),
    ]
    return _export(tmp_path / "export.csv", rows)


def test_new_invoices_join_the_table_which_grows(small, export):
    outcome = small.run("import", file=str(export))
    assert outcome.done, outcome.message.zh
    rows = small.rows("发票")
    assert [row[0] for row in rows[1:]] == ["1E5", "@x", "=1+1", "INV-9", "007"]
    assert rows[5][:2] == ["007", "1-2"]
    assert rows[5][3] == 20.5
    assert small.book.sheets["发票"].tables[0].range.last_cell.row == 6
    assert small.run("check").done
    assert small.notes("检查结果")["发票"] == "5"


def test_the_old_rows_are_as_they_were(small, export):
    before = {
        place: cell
        for place, cell in small.state()["sheets"]["发票"]["cells"].items()
        if place[0] <= 4
    }
    small.run("import", file=str(export))
    after = small.state()["sheets"]["发票"]["cells"]
    assert {place: after[place] for place in before} == before


def test_what_was_there_already_is_listed_and_not_added(small, export):
    outcome = small.run("import", file=str(export))
    assert "已有而未重复导入 2 行" in outcome.message.zh
    listed = {row[1]: row[3] for row in small.table("导入结果") if row[1]}
    assert listed["@x"] == "已有，未重复导入"
    assert "请核对" in listed["1E5"]
    assert small.notes("导入结果")["发票"] == "新增 2 行，已有 2 行"


def test_importing_twice_adds_nothing_the_second_time(small, export):
    small.run("import", file=str(export))
    before = small.state()["sheets"]["发票"]
    outcome = small.run("import", file=str(export))
    assert outcome.done
    assert "没有新数据" in outcome.message.zh
    assert small.state()["sheets"]["发票"] == before


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("I-9", "9999", "2026-06-20", "80.00", "2026-07-20"), "9999"),  # no such customer
        (("I-9", "0012", "gestern", "80.00", "2026-07-20"), "gestern"),
        (("I-9", "0012", "2026-06-20", "viel", "2026-07-20"), "viel"),
    ],
)
def test_with_any_error_nothing_is_written_but_the_list(small, tmp_path, row, told):
    good = ("I-8", "0012", "2026-06-20", "80.00", "2026-07-20")
    path = _export(tmp_path / "bad.csv", [good, row])
    before = small.state()["sheets"]
    outcome = small.run("import", file=str(path))
    assert not outcome.done
    assert outcome.sheets == ["检查结果"]
    after = small.state()["sheets"]
    assert {name: after[name] for name in before} == before
    assert any(told in str(cell) for row in small.table("检查结果") for cell in row)
    assert "bad.csv" in str(small.table("检查结果")[0][1])


def test_an_entry_that_does_not_fit_the_workbook_is_named_by_its_number(small, tmp_path):
    path = _export(tmp_path / "e.csv", [("I-9", "9999", "2026-06-20", "80.00", "2026-07-20")])
    small.run("import", file=str(path))
    assert small.table("检查结果")[0][1] == "[e.csv]发票 I-9"


def test_whichever_write_fails_the_tables_are_as_before(small, export):
    before = small.state()
    for number in range(1, 60):
        small.excel.fail_after(number)
        outcome = small.run("import", file=str(export))
        small.excel.fail_after(None)
        if outcome.done:
            break
        assert small.state() == before, small.excel.writes[-1]
    assert number > 8
    assert outcome.done


def test_a_table_the_book_lacks_gets_a_sheet(fake_excel, tmp_path):
    from small_books import SmallBook

    small = SmallBook(fake_excel, tmp_path / "l.xlsx")
    small.book.sheets["收款"].delete()
    header = ("收款单号", "客户编码", "收款日期", "金额")
    path = tmp_path / "收款.csv"
    _export(path, [("R-9", "0012", "2026-06-25", "100.00")], header)
    both = tmp_path / "both"
    both.mkdir()
    path.rename(both / "收款.csv")
    _export(both / "发票.csv", [("INV-9", "0012", "2026-06-20", "80.00", "2026-07-20")])
    outcome = small.run("import", file=str(both))
    assert outcome.done, outcome.message.zh
    assert small.rows("收款")[1][:4] == ["R-9", "0012", small.rows("收款")[1][2], 100]
    assert small.book.sheets["收款"].tables[0].name == "receipts"
    small.run("aging")
    assert small.table("账龄分析")[0][3] == 1480  # 1,500 + 80 − 100


def test_a_column_the_table_lacks_is_put_on_its_right(fake_excel, tmp_path):
    from small_books import SmallBook

    small = SmallBook(fake_excel, tmp_path / "l.xlsx")
    page = small.book.sheets["发票"]
    page.tables[0].resize(page.range("A1:F4"))
    page.range("G1:Z1").clear_contents()
    header = (*HEADER, "合同号")
    path = _export(
        tmp_path / "e.csv",
        [("INV-9", "0012", "2026-06-20", "80.00", "2026-07-20", "HT-001")],
        header,
    )
    assert small.run("import", file=str(path)).done
    rows = small.rows("发票")
    assert rows[0][6] == "合同号"
    assert rows[4][6] == "HT-001"
    assert rows[1][6] is None
    assert page.tables[0].range.address == "$A$1:$G$5"


def test_a_formula_of_the_users_beside_the_table_is_left(small, export):
    page = small.book.sheets["发票"]
    right = page.tables[0].range.last_cell.column
    page.range((2, right + 2)).formula = "=SUM(D2:D4)"
    assert small.run("import", file=str(export)).done
    assert page.range((2, right + 2)).formula == "=SUM(D2:D4)"


def test_what_stands_below_the_table_is_not_written_over(small, export):
    page = small.book.sheets["发票"]
    page.range("B6").value = "小计见下"
    before = small.state()
    outcome = small.run("import", file=str(export))
    assert not outcome.done
    assert "发票!B6" in outcome.message.zh
    assert small.state() == before


def test_a_row_of_totals_is_told(small, export):
    small.book.sheets["发票"].tables[0].show_totals = True
    before = small.state()
    outcome = small.run("import", file=str(export))
    assert "汇总行" in outcome.message.zh
    assert small.state() == before


def test_a_plain_sheet_without_an_excel_table_is_filled_below(blank, export):
    from datetime import date

    from xlar.commands.context import Context
    from xlar.commands.running import run

    page = blank.sheets[0]
    page.name = "发票"
    page.range("A1:B9").number_format = "@"
    page.range("A1").value = [
        ["单据号", "客户编码", "单据日期", "金额", "到期日"],
        ["I-1", "0012", date(2026, 6, 1), 80, date(2026, 7, 1)],
    ]
    outcome = run("import", Context(blank, date(2026, 6, 30), arguments={"file": str(export)}))
    assert outcome.done, outcome.message.zh
    assert page.range("A3:B6").value == [
        ["INV-9", "0012"], ["007", "1-2"], ["@x", "0012"], ["1E5", "0012"],
    ]  # fmt: skip


class _Chooses(Silent):
    def __init__(self, path) -> None:
        self.path = path

    def choose_file(self, title, suffixes):
        assert "导入" in title
        assert ".csv" in suffixes
        return self.path


def test_the_user_may_choose_the_file(small, export):
    assert small.run("import", ui=_Chooses(export)).done


@pytest.mark.parametrize(("path", "told"), [(None, "没有选择"), ("nothing.csv", "nothing.csv")])
def test_no_file_is_told(small, path, told):
    from pathlib import Path

    before = small.state()
    outcome = small.run("import", ui=_Chooses(None if path is None else Path(path)))
    assert told in outcome.message.zh
    assert small.state() == before


def test_a_book_with_errors_of_its_own_takes_nothing_in(small, export):
    small.book.sheets["发票"].range("D3").value = "viel"
    outcome = small.run("import", file=str(export))
    assert not outcome.done
    assert small.book.sheets["发票"].range("A5").value is None
