"""A template made of a small ledger of one's own, with figures worked out by hand.

C1 owes 1,000 since 2026-05-31 and paid 400 on 2026-06-10: 600 are 30 days overdue on 2026-06-30.
C2 owes 500, due on 2026-07-20. C3 pays in dollars and owes 70, due on 2026-06-01.
"""

import datetime as dt
import re
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest

from xlar.workbook.demo.rows import table_of
from xlar.workbook.read import load
from xlar.workbook.template import template_body

DAY = dt.date(2026, 6, 30)
SETTINGS = {"as_of": DAY, "base_currency": "CNY", "rates.USD": 7.0, "company.name": "自家公司"}
NAMES = {"C1": "=1+1", "C2": '引号"与<括号>&符号', "C3": "{total} Ltd."}


def tables():
    customers = [
        {"customer_id": "C1", "name": NAMES["C1"], "salesperson": "甲", "credit_limit": 50_000},
        {"customer_id": "C2", "name": NAMES["C2"], "salesperson": "乙", "status": "frozen"},
        {"customer_id": "C3", "name": NAMES["C3"], "currency": "USD"},
    ]
    invoices = [
        {"invoice_no": "00000000000000000001", "customer_id": "C1", "amount": 100_000,
         "invoice_date": dt.date(2026, 5, 1), "due_date": dt.date(2026, 5, 31)},
        {"invoice_no": "I2", "customer_id": "C2", "amount": 50_000, "disputed": 1,
         "invoice_date": dt.date(2026, 6, 20), "due_date": dt.date(2026, 7, 20)},
        {"invoice_no": "I3", "customer_id": "C3", "amount": 7_000,
         "invoice_date": dt.date(2026, 5, 2), "due_date": dt.date(2026, 6, 1)},
    ]  # fmt: skip
    receipts = [
        {"receipt_no": "R1", "customer_id": "C1", "amount": 40_000,
         "receipt_date": dt.date(2026, 6, 10), "invoice_no": "00000000000000000001"},
    ]  # fmt: skip
    rows = {"customers": customers, "invoices": invoices, "receipts": receipts}
    return {name: table_of(name, entries) for name, entries in rows.items()}


@pytest.fixture(scope="module")
def body():
    return template_body(tables=tables(), settings=SETTINGS)


@pytest.fixture(scope="module")
def book(body):
    return openpyxl.load_workbook(BytesIO(body), data_only=True)


def column(sheet, place, first, count):
    return [sheet.cell(row, place).value for row in range(first, first + count)]


def test_texts_of_users_stay_texts(body, book):
    assert column(book["客户"], 2, 5, 3) == list(NAMES.values())
    with ZipFile(BytesIO(body)) as package:
        written = package.read("xl/worksheets/sheet3.xml").decode()
    assert re.findall(r"<f(?: [^>]*)?>", written) == ["<f>"]  # the way back to the first sheet


def test_long_numbers_keep_their_digits(book):
    assert book["发票"]["A5"].value == "00000000000000000001"


def test_days_and_amounts_are_numbers(book):
    sheet = book["发票"]
    assert (sheet["C5"].value, sheet["D5"].value) == (dt.datetime(2026, 5, 1), 1000)
    assert sheet["C5"].number_format == "yyyy-mm-dd"
    assert sheet["D5"].number_format.startswith("#,##0.00")


def test_words_of_lists_are_those_of_the_language(book):
    assert column(book["客户"], 11, 5, 3) == [None, "冻结", None]
    assert column(book["发票"], 17, 5, 3) == [None, "是", None]


def test_aging(book):
    sheet = book["账龄分析"]
    shown = sheet.iter_rows(min_row=6, max_row=8, max_col=7, values_only=True)
    rows = [[cell for cell in row if cell not in ("", None)] for row in shown]
    assert rows == [
        ["C1", "=1+1", "CNY", 600, 0, 0, 600],
        ["C2", NAMES["C2"], "CNY", 500, 0, 500, 0],
        ["C3", NAMES["C3"], "USD", 70, 0, 0, 70],
    ]


def test_cards(book):
    sheet = book["指标看板"]
    values = [sheet.cell(5, place).value for place in range(1, 12, 2)]
    assert values[:4] == [1100, 600, pytest.approx(600 / 1100), 0]
    assert values[4] == 2  # C1 is 100 over its limit of 500, C2 is frozen


def test_the_ranking_has_names_and_leaves_out_other_currencies(book):
    sheet = book["后台数据"]
    assert column(sheet, 12, 4, 3) == ["=1+1", None, None]
    assert column(sheet, 13, 4, 3) == [600, 0, 0]
    assert column(sheet, 16, 4, 2) == ["甲", None]
    assert column(sheet, 17, 4, 2) == [600, 0]


def test_stages_of_the_base_currency(book):
    sheet = book["后台数据"]
    stages = dict(zip(column(sheet, 7, 4, 8), column(sheet, 8, 4, 8), strict=True))
    assert {name: amount for name, amount in stages.items() if amount} == {
        "合同期内": 500,
        "最后通牒": 600,  # 30 days past due
    }


def test_the_statement_is_of_the_customer_who_paid(book):
    sheet = book["对账单"]
    assert (sheet["B4"].value, sheet["E4"].value) == ("C1", "=1+1")
    assert column(sheet, 8, 11, 4) == [0, 1000, 600, 600]
    assert column(sheet, 3, 11, 5) == ["期初余额", "发票", "收款", "期末余额", "核对差异"]


def test_the_payee_stands_on_the_statement(book):
    assert book["对账单"]["B6"].value == "自家公司"


def test_it_reads_back(tmp_path, body):
    path = tmp_path / "own.xlsx"
    path.write_bytes(body)
    loaded = load(path)
    assert [problem.severity for problem in loaded.problems] in ([], ["warning"])
    assert loaded.ledger.documents.amount.tolist() == [100_000, 50_000, 7_000, -40_000]
    assert loaded.as_of == DAY


def test_another_base_currency():
    settings = {**SETTINGS, "base_currency": "USD", "rates.CNY": 0.14}
    del settings["rates.USD"]
    made = template_body(tables=dollars(), settings=settings)
    sheet = openpyxl.load_workbook(BytesIO(made), data_only=True)["指标看板"]
    assert [sheet.cell(5, place).value for place in (1, 3)] == [70, 70]


def dollars():
    """The same ledger with a currency on every row."""
    rows = tables()
    customers = [{"customer_id": "C1", "name": "one", "currency": "CNY"},
                 {"customer_id": "C2", "name": "two", "currency": "CNY"},
                 {"customer_id": "C3", "name": "three", "currency": "USD"}]  # fmt: skip
    return {**rows, "customers": table_of("customers", customers)}


def test_a_ledger_with_errors_makes_no_template():
    unknown = [{"invoice_no": "I1", "customer_id": "C9", "amount": 100,
                "invoice_date": dt.date(2026, 5, 1)}]  # fmt: skip
    wrong = {**tables(), "invoices": table_of("invoices", unknown)}
    with pytest.raises(ValueError, match="AR_LEDGER"):
        template_body(tables=wrong, settings=SETTINGS)


def test_values_of_the_configuration_are_written():
    interpreter = r"%APPDATA%\uv\tools\xlar\Scripts\python.exe"
    made = template_body(demo=False, conf={"Interpreter_Win": interpreter})
    sheet = openpyxl.load_workbook(BytesIO(made))["xlar.conf"]
    rows = dict(sheet.iter_rows(max_col=2, values_only=True))
    assert rows["Interpreter_Win"] == interpreter
    assert rows["Transport"] is None  # the file of the user decides


def test_without_commands_no_buttons_are_explained():
    sheet = openpyxl.load_workbook(BytesIO(template_body(demo=False)))["开始"]
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert not any("按钮" in text for text in shown)
