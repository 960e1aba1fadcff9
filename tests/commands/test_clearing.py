"""The example goes, the user's rows stay, and nothing is lost where Excel refuses."""

from __future__ import annotations

from datetime import date

import pytest
import xlwings as xw
from office_books import Asked
from small_books import AS_OF, SmallBook
from workbook.template_books import template

from xlar.commands.clearing import moved
from xlar.commands.context import Context
from xlar.commands.live import LiveBook
from xlar.commands.running import run
from xlar.tables.load import checked, source_of
from xlar.workbook.book import write_book
from xlar.workbook.demo import demo_settings, demo_tables

DEMO = demo_tables()
ROWS = {name: len(table) for name, table in DEMO.items()}


class OpenBook(SmallBook):
    """Any workbook in the Excel in memory."""

    def __init__(self, excel, path):
        self.excel, self.book = excel, xw.Book(str(path))


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.xlsx"
    write_book(path, DEMO, settings=demo_settings(DEMO))
    return path


@pytest.fixture
def demo(fake_excel, demo_file):
    """The demonstration ledger in the Excel in memory."""
    return OpenBook(fake_excel, demo_file)


def read(book):
    return checked(source_of(LiveBook(book)))


def lengths(book):
    return {name: len(table) for name, table in read(book).source.tables.items() if len(table)}


def own_rows(demo):
    demo.append("客户", 客户编码="0077", 客户名称="我的客户")
    demo.append("发票", 单据号="007", 客户编码="0077", 单据日期=date(2026, 6, 1), 金额=12.5)
    demo.append("收款", 收款单号="S1", 客户编码="0077", 收款日期=date(2026, 6, 2), 金额=2.5)


def test_a_workbook_of_the_example_alone_is_empty_afterwards(demo):
    outcome = demo.run("clear_demo")
    assert outcome.done
    assert lengths(demo.book) == {}
    assert f"发票 {ROWS['invoices']:,} 行" in outcome.message.zh
    for sheet in demo.book.sheets:
        for table in sheet.tables:
            if sheet.name != "参数":
                assert table.range.shape[0] == 2  # header and a blank row


def test_headers_tables_and_settings_stay(demo):
    tables = {sheet.name: [one.name for one in sheet.tables] for sheet in demo.book.sheets}
    heads = {name: demo.rows(name)[0] for name, found in tables.items() if found}
    settings = demo.rows("参数")
    demo.run("clear_demo")
    assert {s.name: [one.name for one in s.tables] for s in demo.book.sheets} == tables
    assert {name: demo.rows(name)[0] for name in heads} == heads
    assert demo.rows("参数") == settings


def test_rows_of_the_user_stay_as_they_are(demo):
    own_rows(demo)
    demo.run("clear_demo")
    loaded = read(demo.book)
    assert loaded.ledger is not None
    assert lengths(demo.book) == {"customers": 1, "invoices": 1, "receipts": 1}
    assert demo.rows("发票")[1][:2] == ["007", "0077"]
    documents = loaded.ledger.documents
    assert sorted(documents.number.tolist()) == ["007", "S1"]
    assert sorted(documents.amount.tolist()) == [-250, 1250]


def test_rows_between_those_of_the_example_move_up_in_their_order(demo):
    page = demo.book.sheets["客户"]
    for row, name in ((50, "乙"), (10, "甲")):
        page.range((row, 1)).value = f"M{row}"
        page.range((row, 2)).value = name
    demo.run("clear_demo")
    assert [row[:2] for row in demo.rows("客户")[1:] if any(row)] == [["M10", "甲"], ["M50", "乙"]]


def test_columns_of_the_user_stay_with_their_rows(demo):
    own_rows(demo)
    page = demo.book.sheets["发票"]
    (height, width), last = page.tables[0].range.shape, page.tables[0].range.last_cell.row
    page.tables[0].resize(page.range((1, 1), (height, width + 1)))
    page.range((1, width + 1)).value = "我的备注"
    amount = demo.rows("发票")[0].index("金额")
    letter = chr(ord("A") + amount)
    page.range((last, width + 1)).formula = f"={letter}{last}*2"
    demo.run("clear_demo")
    assert demo.rows("发票")[0][width] == "我的备注"
    assert page.range((2, width + 1)).formula == f"={letter}2*2"


def test_an_example_row_that_was_changed_goes_a_number_used_anew_stays(demo):
    page, head = demo.book.sheets["发票"], demo.rows("发票")[0]
    page.range((2, head.index("金额") + 1)).value = 1.0
    page.range((3, head.index("客户编码") + 1)).value = "我的"
    number = demo.rows("发票")[2][0]
    demo.run("clear_demo")
    assert [row[0] for row in demo.rows("发票")[1:] if row[0]] == [number]


def test_again_there_is_nothing_to_remove(demo):
    own_rows(demo)
    demo.run("clear_demo")
    before = demo.state()
    outcome = demo.run("clear_demo")
    assert outcome.done
    assert outcome.message.zh == "工作簿中没有示例数据，未作改动。"
    assert demo.state() == before


def test_a_ledger_of_the_user_has_no_example(small):
    before = small.state()
    assert small.run("clear_demo", lang="en").message.en.startswith("No example data here")
    assert small.state() == before


def test_it_asks_first_and_no_means_no(demo):
    before, person = demo.state(), Asked(answer=False)
    outcome = demo.run("clear_demo", ui=person)
    assert not outcome.done
    assert demo.state() == before
    [question] = person.questions
    assert f"客户 {ROWS['customers']:,} 行" in question


@pytest.mark.parametrize("number", [1, 2, 3, 6, 15, 25])
def test_a_write_that_fails_leaves_the_workbook_as_it_was(demo, number):
    own_rows(demo)
    before = demo.state()
    demo.excel.fail_after(number)
    outcome = demo.run("clear_demo")
    demo.excel.fail_after(None)
    if outcome.done:  # fewer writes than that
        assert lengths(demo.book) == {"customers": 1, "invoices": 1, "receipts": 1}
    else:
        assert demo.state() == before


def test_a_row_of_totals_must_be_hidden_first(demo):
    demo.book.sheets["发票"].tables[0].show_totals = True
    before = demo.state()
    outcome = demo.run("clear_demo")
    assert "汇总行" in outcome.message.zh
    assert demo.state() == before


def test_plain_sheets_keep_what_stands_beside_a_row(fake_excel):
    demo = DEMO["customers"].columns
    ids, names = demo["customer_id"].tolist(), demo["name"].tolist()
    rows = [["客户编码", "客户名称", "", "备忘"], [ids[0], names[0], "", "示例"],
            ["K1", "自己的", "", "别丢"], [ids[1], names[1], "", ""]]  # fmt: skip
    assert fake_excel.engine
    book = xw.Book()
    book.sheets[0].name = "客户"
    book.sheets[0].range("A:B").number_format = "@"
    book.sheets[0].range("A1").value = rows
    outcome = run("clear_demo", Context(book, AS_OF))
    assert "客户 2 行" in outcome.message.zh
    assert book.sheets[0].range("A1:D2").options(empty="").value == [rows[0], rows[2]]
    assert book.sheets[0].range("A3:D4").options(empty="").value == [[""] * 4] * 2


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=E9*2", "=E3*2"),
        ("=$E9+AB9", "=$E3+AB3"),
        ("=E$9+$E$9", "=E$9+$E$9"),
        ("=SUM(E9:G9)", "=SUM(E3:G3)"),
        ("=E99+E8+LOG9(2)+TAX9", "=E99+E8+LOG9(2)+TAX3"),
        ("=客户!E9+'A B'!E9:F9", "=客户!E9+'A B'!E9:F9"),
        ('="E9"&[@E9]&发票[E9]', '="E9"&[@E9]&发票[E9]'),
    ],
)
def test_a_formula_speaks_of_its_own_row_wherever_it_goes(formula, expected):
    assert moved(formula, 9, 3) == expected


@pytest.mark.office
def test_the_template_is_cleared_in_a_real_spreadsheet_program(calc, tmp_path):
    path = tmp_path / "template.xlsm"
    path.write_bytes(template())
    book = calc.books.open(path)
    before = xw.engines.active
    xw.engines.active = calc.engine
    try:
        outcome = run("clear_demo", Context(book, AS_OF))
        assert outcome.done
        loaded = read(book)
        assert lengths(book) == {}
        assert not loaded.problems
        areas = {one.name: one.range for sheet in book.sheets for one in sheet.tables}
        assert {areas[name].shape[0] for name in DEMO} == {2}
        again = run("clear_demo", Context(book, AS_OF))
        assert again.message.zh == "工作簿中没有示例数据，未作改动。"
    finally:
        xw.engines.active = before
        book.close()
