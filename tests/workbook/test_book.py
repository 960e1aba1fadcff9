"""Writing a ledger as a workbook."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zipfile import ZipFile

import numpy as np
import openpyxl
import pytest
from ledgers import table_of, tables_of

from xlar.core.columns import constant, texts
from xlar.core.errors import BadValue
from xlar.core.tables import Table
from xlar.tables.schema import TABLES
from xlar.workbook.book import MOST_ROWS, Page, write_book
from xlar.workbook.read import load, read_source

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = """
    customer C001 name 甲公司 grade A limit 10000.00 terms N30 status frozen related 1 grace 3
    2026-01-05 invoice C001 0012 1000.00 due 2026-02-04 type retention rate 7.1234
    2026-01-20 credit_note C001 CN-1 -100.00 ref 0012 disputed 0
    2026-02-01 receipt C001 R-1 600.00 method bank_bill reversed 2026-03-01
    2026-02-10 allocation R-1 0012 100.00
"""


def written(path: Path, text: str = LEDGER, **options) -> openpyxl.Workbook:
    write_book(path, tables_of(text), **options)
    return openpyxl.load_workbook(path)


def cell(book: openpyxl.Workbook, sheet: str, header: str, row: int = 2):
    titles = [one.value for one in book[sheet][1]]
    return book[sheet].cell(row, titles.index(header) + 1)


@pytest.fixture
def book(tmp_path):
    return written(tmp_path / "book.xlsx")


def test_sheets_bear_chinese_names_and_tables_english_ones(book):
    assert book.sheetnames == ["参数", "客户", "发票", "收款", "核销"]
    names = {sheet.title: list(sheet.tables) for sheet in book}
    assert names == {
        "参数": ["settings"],
        "客户": ["customers"],
        "发票": ["invoices"],
        "收款": ["receipts"],
        "核销": ["allocations"],
    }
    assert book.active.title == "发票"


def test_every_column_of_the_contract_is_there_in_order(book):
    titles = [one.value for one in book["发票"][1]]
    assert titles == [column.zh for column in TABLES["invoices"].columns]
    assert [one.name for one in book["发票"].tables["invoices"].tableColumns] == titles


def test_the_header_stays_in_sight_and_filters(book):
    sheet = book["发票"]
    assert sheet.freeze_panes == "A2"
    assert sheet.tables["invoices"].ref == "A1:V3"
    assert sheet.tables["invoices"].autoFilter.ref == "A1:V3"


@pytest.mark.parametrize(
    ("sheet", "header", "value", "number_format"),
    [
        ("发票", "单据号", "0012", "@"),
        ("发票", "单据日期", dt.datetime(2026, 1, 5), "yyyy-mm-dd"),
        ("发票", "金额", 1000, "#,##0.00"),
        ("发票", "汇率", 7.1234, "0.########"),
        ("发票", "类型", "质保金", "@"),
        ("发票", "备注", None, "@"),
        ("客户", "状态", "冻结", "@"),
        ("客户", "关联方", "是", "@"),
        ("客户", "宽限天数", 3, "0"),
        ("客户", "信用额度", 10000, "#,##0.00"),
        ("收款", "方式", "银承", "@"),
    ],
)
def test_cells_hold_values_of_their_kind(book, sheet, header, value, number_format):
    found = cell(book, sheet, header)
    assert found.value == value
    style = book[sheet].column_dimensions[found.column_letter] if value is None else found
    assert style.number_format == number_format


def test_flags_that_say_no_are_words_and_absent_ones_blank(book):
    assert cell(book, "发票", "争议", 3).value == "否"
    assert cell(book, "发票", "争议", 2).value is None


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "@x", "-1-2", "1-2", "0012", "1E5", "TRUE", "http://example.com", "_x0041_"],
)
def test_texts_stay_the_texts_they_are(tmp_path, text):
    row = {"invoice_no": text, "customer_id": text, "invoice_date": 20454, "amount": 10_000}
    path = tmp_path / "book.xlsx"
    write_book(path, {"invoices": table_of("invoices", [row | {"notes": text}])})
    with ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    source = read_source(path)
    assert source.problems == ()
    assert source.tables["invoices"].columns["notes"].tolist() == [text]


def test_amounts_keep_four_decimals_where_they_have_them(tmp_path):
    book = written(tmp_path / "b.xlsx", "2026-01-05 invoice C001 1 0.1234 due 2026-02-04")
    assert cell(book, "发票", "金额").value == 0.1234
    assert cell(book, "发票", "金额").number_format == "#,##0.00##"


def test_an_amount_a_cell_would_round_is_kept_as_text(tmp_path):
    book = written(tmp_path / "b.xlsx", "2026-01-05 invoice C001 1 1234567890123.45 due 2026-02-04")
    assert cell(book, "发票", "金额").value == 1234567890123.45  # 15 digits fit
    book = written(tmp_path / "b.xlsx", "2026-01-05 invoice C001 1 -9123456789012.3456")
    assert cell(book, "发票", "金额").value == "-9123456789012.3456"
    amounts = read_source(tmp_path / "b.xlsx").tables["invoices"].columns["amount"]
    assert amounts.tolist() == [-91234567890123456]


def test_what_is_written_is_read_as_the_same_ledger(tmp_path):
    path = tmp_path / "book.xlsx"
    written(path)
    before, after = tables_of(LEDGER), read_source(path).tables
    for name, table in before.items():
        for column, values in table.columns.items():
            assert after[name].columns[column].tolist() == values.tolist(), (name, column)
    assert load(path).ledger is not None


def test_a_ledger_without_anything_has_an_empty_table_of_invoices(tmp_path):
    book = written(tmp_path / "b.xlsx", "")
    assert book.sheetnames == ["参数", "发票"]
    assert book["发票"].tables["invoices"].ref == "A1:V2"


def test_settings_stand_on_their_sheet_with_what_they_mean(tmp_path):
    path = tmp_path / "book.xlsx"
    book = written(
        path,
        settings={"as_of": dt.date(2026, 6, 30), "base_currency": "USD", "dunning.grace": "3"},
        notes={"dunning.grace": "宽限"},
    )
    rows = [[one.value for one in row] for row in book["参数"].rows]
    assert rows[0] == ["设置", "值", "说明"]
    assert rows[1][:2] == ["as_of", dt.datetime(2026, 6, 30)]
    assert rows[2][1:] == ["USD", "本位币 · currency of the books"]
    assert rows[3] == ["dunning.grace", "3", "宽限"]
    loaded = load(path)
    assert loaded.as_of == dt.date(2026, 6, 30)
    assert loaded.policy.base_currency == "USD"
    assert loaded.policy.dunning.grace == 3


def test_further_columns_follow_under_titles_of_their_own(tmp_path):
    carried = {
        "Colour": ["red", None],
        "备注": ["=x", 3.5],
        "Seen": [dt.date(2026, 1, 2), dt.datetime(2026, 1, 2, 8, 15)],
        "ok": [True, dt.time(8, 15)],
    }
    book = written(tmp_path / "b.xlsx", extras={"invoices": carried})
    titles = [one.value for one in book["发票"][1]]
    assert titles[-4:] == ["Colour", "备注 (2)", "Seen", "ok"]
    assert [cell(book, "发票", "Colour", row).value for row in (2, 3)] == ["red", None]
    assert [cell(book, "发票", "备注 (2)", row).value for row in (2, 3)] == ["=x", 3.5]
    assert cell(book, "发票", "备注 (2)").data_type == "s"
    assert cell(book, "发票", "Seen").value == dt.datetime(2026, 1, 2)
    assert cell(book, "发票", "Seen", 3).value == dt.datetime(2026, 1, 2, 8, 15)
    assert [cell(book, "发票", "ok", row).value for row in (2, 3)] == [True, "08:15:00"]


def test_further_sheets_follow(tmp_path):
    page = Page("报告", ("a", "b"), [("x\ny", 1), (None, dt.date(2026, 1, 2))], (30, 10))
    sheet = written(tmp_path / "b.xlsx", pages=[page])["报告"]
    assert [[one.value for one in row] for row in sheet.rows] == [
        ["a", "b"],
        ["x\ny", 1],
        [None, dt.datetime(2026, 1, 2)],
    ]
    assert sheet["A2"].alignment.wrap_text
    assert sheet.auto_filter.ref == "A1:B3"
    assert sheet.freeze_panes == "A2"


def test_closed_lists_are_offered(book):
    offers = {str(one.sqref): one.formula1 for one in book["发票"].data_validations.dataValidation}
    assert '"发票,红字,期初,利息,费用,质保金,未开票,其他"' in offers.values()
    assert '"是,否"' in offers.values()
    assert all(len(formula) <= 257 for formula in offers.values())


def test_columns_are_as_wide_as_what_they_hold(tmp_path):
    long = "2026-01-05 invoice C001 " + "N" * 60 + " 1.00 due 2026-02-04"
    book = written(tmp_path / "b.xlsx", long)
    widths = {
        one.value: book["发票"].column_dimensions[one.column_letter].width
        for one in book["发票"][1]
    }
    assert 40 <= widths["单据号"] <= 41
    assert 12 <= widths["单据日期"] <= 13


def test_the_same_ledger_gives_the_same_bytes(tmp_path):
    written(tmp_path / "a.xlsx")
    written(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_existing_file_is_replaced_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_text("old")
    path.chmod(0o640)
    written(path)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_run_that_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_text("old")
    row = {"invoice_no": "1", "notes": "x" * 32_768}
    with pytest.raises(BadValue, match="32,768 characters; a cell holds 32,767"):
        write_book(path, {"invoices": table_of("invoices", [row])})
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]


def test_more_rows_than_a_sheet_has_are_refused(tmp_path):
    rows = constant(1, MOST_ROWS, np.int32)
    with pytest.raises(BadValue, match="1,048,576 rows; a sheet has 1,048,575 below its header"):
        write_book(tmp_path / "b.xlsx", {"invoices": Table("invoices", {}, rows)})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_the_callers_mistake(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_book(tmp_path / "none" / "b.xlsx", {})


def test_control_characters_do_not_spoil_the_file(tmp_path):
    path = tmp_path / "b.xlsx"
    row = {"invoice_no": "1", "notes": "a\x0bb\x00c\nd"}
    write_book(path, {"invoices": table_of("invoices", [row])})
    assert openpyxl.load_workbook(path)["发票"].max_row == 2


def test_a_column_of_dates_before_march_1900_is_text(tmp_path):
    day = (dt.date(1900, 2, 1) - dt.date(1970, 1, 1)).days
    row = {"invoice_no": "1", "invoice_date": day}
    write_book(tmp_path / "b.xlsx", {"invoices": table_of("invoices", [row])})
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert cell(book, "发票", "单据日期").value == "1900-02-01"


def test_words_that_are_no_choice_stay_as_they_are(tmp_path):
    columns = {"invoice_no": texts(["1"]), "type": texts(["strange"])}
    table = Table("invoices", columns, np.array([2], np.int32))
    write_book(tmp_path / "b.xlsx", {"invoices": table})
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert cell(book, "发票", "类型").value == "strange"
