"""What users do to their workbooks: hidden sheets, formulas, totals, two books, wrong words."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
import xlwings as xw
from hard_books import ARGUMENTS, AS_OF, HARD, SHEETS, arguments_for, body, command, fill


@pytest.fixture
def book(fake_excel, tmp_path):
    found = fill(xw.Book())
    assert fake_excel.writes
    found.save(tmp_path / "ledger.xlsx")
    return found


@pytest.mark.parametrize("sheet", ["账龄分析", "明细穿透", "检查结果"])
@pytest.mark.parametrize("state", [False, 2])
def test_a_hidden_report_sheet_is_written_all_the_same(book, sheet, state):
    name = {"账龄分析": "aging", "明细穿透": "drill", "检查结果": "check"}[sheet]
    arguments = ARGUMENTS.get(name, {})
    assert command(book, name, **arguments).done
    book.sheets[0].activate()
    book.sheets[sheet].visible = state
    outcome = command(book, name, **arguments)
    assert outcome.done, outcome.message.zh


def test_plain_sheets_do_as_well_as_tables(fake_excel):
    book = fill(xw.Book(), tables=False)
    assert not fake_excel.engine.calculations()
    assert command(book, "aging").done
    rows = {row["客户编码"]: row for row in body(book, "账龄分析")}
    assert rows["0012"]["余额合计"] == 200.0


def test_a_book_of_1904_shows_the_same_days(fake_excel):
    book = xw.Book()
    book.impl.data.epoch_1904 = True
    fill(book)
    assert fake_excel.writes
    assert command(book, "drill", customer="0012").done
    (row,) = body(book, "明细穿透")
    assert row["到期日"] == dt.datetime(2026, 5, 31)
    assert row["逾期天数"] == 30.0


def test_currency_cells_are_read_to_the_cent(book):
    """COM hands a currency cell over as a decimal of four places."""
    book.sheets["发票"][f"E2:E{len(HARD) + 2}"].number_format = "¥#,##0.00"
    command(book, "aging")
    rows = {row["客户编码"]: row for row in body(book, "账龄分析")}
    assert rows["0012"]["余额合计"] == 200.0


def test_formulas_in_the_data_are_read_by_their_values(book):
    book.sheets["发票"]["E3"].formula = "=150+50.25"
    command(book, "aging")
    rows = {row["客户编码"]: row for row in body(book, "账龄分析")}
    assert rows["0012"]["余额合计"] == 200.25


def test_amounts_and_days_of_a_report_are_numbers_with_formats(book):
    command(book, "drill", customer="0012")
    page = book.sheets["明细穿透"]
    top = next(n for n in range(1, 40) if page.range((n, 1)).value == "单据号")
    heads = page.range((top, 1), (top, 20)).value
    line = {head: page.range((top + 1, n)) for n, head in enumerate(heads, 1) if head}
    assert line["未清金额"].raw_value == 200.0
    assert line["未清金额"].number_format == "#,##0.00"
    assert line["到期日"].number_format == "yyyy-mm-dd"
    assert line["单据号"].number_format == "@"


def test_the_totals_row_of_a_table_is_no_document(book):
    book.sheets["发票"].tables[0].show_totals = True
    book.sheets["发票"].range((len(HARD) + 3, 5)).formula = "=SUM(E2:E20)"
    assert command(book, "aging").done
    rows = {row["客户编码"]: row for row in body(book, "账龄分析")}
    assert rows["0012"]["余额合计"] == 200.0


def test_import_below_a_totals_row_is_refused_untouched(book, fake_excel, tmp_path):
    book.sheets["发票"].tables[0].show_totals = True
    before = fake_excel.state(book)
    outcome = command(book, "import", **arguments_for("import", tmp_path))
    assert not outcome.done
    assert fake_excel.state(book)["sheets"]["发票"] == before["sheets"]["发票"]


def test_import_into_a_table_that_excel_grows_by_itself_or_not(book, fake_excel, tmp_path):
    fake_excel.engine.auto_expand = False
    assert command(book, "import", **arguments_for("import", tmp_path)).done
    assert book.sheets["发票"].tables[0].range.last_cell.row == len(HARD) + 4


def test_import_writes_nothing_over_what_stands_below_the_table(book, fake_excel, tmp_path):
    book.sheets["发票"].range((len(HARD) + 4, 2)).value = "note below"
    before = fake_excel.state(book)["sheets"]["发票"]
    outcome = command(book, "import", **arguments_for("import", tmp_path))
    assert not outcome.done
    assert fake_excel.state(book)["sheets"]["发票"] == before


def test_the_copy_of_values_holds_no_formula_and_no_hidden_sheet(book, tmp_path):
    command(book, "aging")
    secret = book.sheets.add("secret")
    secret["A1"].value = "hidden words"
    book.sheets["发票"].activate()
    secret.visible = False
    book.sheets["发票"]["E3"].formula = "=150+50"
    assert command(book, "values", file=str(tmp_path / "copy.xlsx")).done
    copy = openpyxl.load_workbook(tmp_path / "copy.xlsx")
    assert not {"secret", "参数"} & set(copy.sheetnames)
    cells = [cell for page in copy for row in page.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert copy["发票"]["E3"].value == 200
    assert [copy["发票"].cell(n, 1).value for n in range(2, len(HARD) + 2)] == list(HARD)
    raw = (tmp_path / "copy.xlsx").read_bytes()
    assert b"hidden words" not in raw


@pytest.fixture
def two(fake_excel):
    """A ledger that is not the active book, and beside it another in which all owe the tenfold."""
    first = fill(xw.Book())
    invoices = [list(row) for row in SHEETS["发票"]]
    for row in invoices[1:]:
        row[4] *= 10
    second = fill(xw.Book(), {**SHEETS, "发票": invoices})
    assert fake_excel.engine.app.data[0].name == second.name
    return first, second


def test_a_command_writes_to_its_own_book_alone(two, fake_excel):
    first, second = two
    untouched = fake_excel.state(second)
    assert command(first, "refresh").done
    assert fake_excel.state(second) == untouched
    rows = {row["客户编码"]: row for row in body(first, "账龄分析")}
    assert rows["0012"]["余额合计"] == 200.0
    assert command(second, "refresh").done
    rows = {row["客户编码"]: row for row in body(second, "账龄分析")}
    assert rows["0012"]["余额合计"] == 2000.0


def test_the_selection_of_another_book_is_not_taken_for_ones_own(two):
    """xlwings gives the selection of the active book whichever book is asked."""
    first, second = two
    for one, cell in ((first, "A3"), (second, "A4")):
        one.activate()
        one.sheets["客户"].activate()
        one.sheets["客户"][cell].select()
    outcome = command(first, "drill")  # selected in it: 0012; in the active book: 1-2
    assert "1-2" not in outcome.message.zh
    if outcome.done:
        assert "0012" in outcome.message.zh


def test_commands_in_turns_do_not_mix(two):
    first, second = two
    for _ in range(2):
        for one, owed in ((first, 200.0), (second, 2000.0)):
            assert command(one, "drill", customer="0012").done
            assert [row["未清金额"] for row in body(one, "明细穿透")] == [owed]


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("aging", {"as_of": "soon"}),
        ("aging", {"customer": "0012"}),
        ("drill", {"customer": "nobody"}),
        ("order", {"customer": "0012", "amount": "viel"}),
        ("order", {}),
        ("import", {"file": "/no/such/file.csv"}),
        ("nosuch", {}),
    ],
)
def test_wrong_use_is_told_and_changes_nothing(book, fake_excel, name, arguments):
    before = fake_excel.state(book)
    outcome = command(book, name, **arguments)
    assert not outcome.done
    assert outcome.message.zh
    assert outcome.message.en
    assert "Error" not in outcome.message.zh
    assert "内部出错" not in outcome.message.zh
    assert fake_excel.state(book) == before


def test_an_empty_book_is_told_so(fake_excel):
    book = xw.Book()
    assert not fake_excel.writes
    outcome = command(book, "aging")
    assert not outcome.done
    assert "内部出错" not in outcome.message.zh


def test_the_day_asked_for_comes_before_that_of_the_book(book):
    command(book, "aging", as_of="2026-05-31")
    rows = {row["客户编码"]: row for row in body(book, "账龄分析")}
    assert rows["0012"]["未到期"] == 200.0  # due on the very day is not overdue
    command(book, "aging")
    rows = {row["客户编码"]: row for row in body(book, "账龄分析")}
    assert rows["0012"]["1-30天"] == 200.0
    assert AS_OF.isoformat() in str(book.sheets["账龄分析"].used_range.value)
