"""The workbook an import writes, and the report in it."""

from __future__ import annotations

import openpyxl
import pytest
from exports import csv_text, import_with, imported, open_amounts

from xlar.core.errors import BadLedger
from xlar.core.problems import Text
from xlar.workbook.importer import import_file, write_import
from xlar.workbook.importer.model import Mapped, Step
from xlar.workbook.read import load

RAW = """
    Invoice No | Customer | Invoice Date | Due Date | Amount | Settled Date | Posting Date | Colour
    0012 | C1 | 1/5/2026 | 2/4/2026 | $1,000.00 | 2/13/2026 | 1/6/2026 | red
    0013 | C1 | 1/6/2026 | 2/5/2026 | 200.00    |           | 1/7/2026 | blue
    0012 | C1 | 1/5/2026 | 2/4/2026 | $1,000.00 | 2/13/2026 | 1/6/2026 | red
    合计 |    |          |          | 2,200.00  |           |          |
"""


@pytest.fixture
def result(tmp_path):
    found = imported(tmp_path, RAW, '[options]\ncurrency = "USD"\nas_of = "2026-03-31"\n')
    assert found.ok
    return found


@pytest.fixture
def book(result, tmp_path):
    write_import(result, tmp_path / "book.xlsx")
    return openpyxl.load_workbook(tmp_path / "book.xlsx")


def rows(book, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in book[sheet].rows]


def test_the_book_has_the_ledger_and_the_report(book):
    assert book.sheetnames == ["参数", "发票", "收款", "核销", "导入报告", "搁置的行"]


@pytest.mark.usefixtures("book")
def test_the_book_is_read_as_the_same_ledger(result, tmp_path):
    loaded = load(tmp_path / "book.xlsx")
    assert [one for one in loaded.problems if one.severity == "error"] == []
    assert loaded.as_of.isoformat() == "2026-03-31"
    assert loaded.ledger.documents.number.tolist() == result.ledger.documents.number.tolist()
    assert loaded.ledger.documents.amount.tolist() == result.ledger.documents.amount.tolist()
    assert loaded.ledger.allocations.start.tolist() == result.ledger.allocations.start.tolist()


@pytest.mark.usefixtures("book")
def test_the_book_can_be_imported_again(result, tmp_path):
    again = import_file(tmp_path / "book.xlsx")
    assert again.ok
    assert open_amounts(again, "2026-03-31") == open_amounts(result, "2026-03-31")


def test_the_same_import_gives_the_same_bytes(result, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_import(result, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_report_tells_columns_steps_and_findings(book):
    report = rows(book, "导入报告")
    assert report[0] == ["类别", "内容", "位置或目标列", "数量或把握", "说明或例子"]
    assert ["结果 · result", "发票 · Invoices", None, 2, "行 · rows"] in report
    columns = {row[1]: row[2:4] for row in report if row[0] == "列 · column"}
    assert columns["raw.csv: Invoice No"] == ["发票.单据号 invoice_no", 0.99]
    assert columns["raw.csv: Settled Date"] == ["发票.settled_on", 0.98]
    assert columns["raw.csv: Colour"] == [None, None]
    steps = [row[1] for row in report if row[0] == "步骤 · step"]
    assert any("完全重复的行已搁置 · rows repeated in full set aside" in step for step in steps)
    warnings = [row for row in report if row[0] == "警告 · warning"]
    assert all("\n" in row[1] for row in warnings)  # both languages


def test_rows_set_aside_stand_there_in_full(book):
    aside = rows(book, "搁置的行")
    assert aside[0][:5] == ["来源", "行", "原因", "Invoice No", "Customer"]
    # totals and footers are looked for first, repetitions after
    assert aside[1][:4] == ["raw.csv", 5, "合计行 · a row of totals", "合计"]
    assert aside[2][:5] == [
        "raw.csv",
        4,
        "与第 2 行完全相同 · the same as row 2 in every cell",
        "0012",
        "C1",
    ]
    assert aside[2][7] == "$1,000.00"


def test_columns_without_a_place_are_carried_along(book):
    titles = [cell.value for cell in book["发票"][1]]
    assert titles[-3:] == ["Settled Date（原表）", "Posting Date（原表）", "Colour"]
    assert [row[-1] for row in rows(book, "发票")[1:]] == ["red", "blue"]


def test_without_rows_set_aside_there_is_no_such_sheet(tmp_path):
    found = imported(
        tmp_path, "\n".join(RAW.strip().splitlines()[:3]), '[options]\ncurrency = "USD"'
    )
    write_import(found, tmp_path / "book.xlsx")
    assert "搁置的行" not in openpyxl.load_workbook(tmp_path / "book.xlsx").sheetnames


def test_an_import_with_errors_writes_nothing(tmp_path):
    found = imported(tmp_path, RAW.replace("1/6/2026 | 2/5/2026", "soon | 2/5/2026"))
    with pytest.raises(BadLedger) as caught:
        write_import(found, tmp_path / "book.xlsx")
    assert [one.code for one in caught.value.problems] == ["bad_day"]
    assert not (tmp_path / "book.xlsx").exists()


@pytest.mark.parametrize(
    ("score", "column", "level"),
    [
        (1.0, "amount", "stated"),
        (0.99, "amount", "certain"),
        (0.95, "amount", "certain"),
        (0.94, "amount", "likely"),
        (0.75, "amount", "likely"),
        (0.74, "amount", "guess"),
        (0.99, None, "unused"),
    ],
)
def test_confidence_in_words(score, column, level):
    assert Mapped("raw.csv", "x", "invoices", column, score, Text("", "")).level == level


def test_a_step_in_one_line():
    step = Step(Text("已搁置", "set aside"), 1234, ("a", "b"))
    assert step.text("zh") == "已搁置：1,234 处；例如 a；b"
    assert step.text("en") == "set aside: 1,234; e.g. a; b"
    assert Step(Text("已搁置", "set aside"), 1).text("en") == "set aside: 1"


def test_a_line_shows_five_examples_and_the_report_all_of_them(tmp_path):
    rows = [f"INV-{n} | C1 | {n % 2 + 1}/14/2026 | 2026-03-01 | 1.00" for n in range(9)]
    text = "Invoice No | Customer | Invoice Date | Due Date | Amount\n" + "\n".join(rows)
    text += "\n" + "\n".join(f"X-{n} | C1 | {n}/2/2026 | 2026-03-01 | 1.00" for n in range(13, 25))
    toml = '[options]\ndate_order = "dmy"\nmixed_orders = "read"\n'
    found = imported(tmp_path, text, toml)
    step = next(one for one in found.steps if "read as month/day/year" in one.text("en"))
    assert step.count == 9
    assert step.text("en").count("→") == 5
    write_import(found, tmp_path / "book.xlsx")
    listed = [row[4] for row in rows_of(tmp_path) if "read as month/day/year" in str(row[1])]
    assert listed[0].count("→") == 9


def rows_of(tmp_path):
    return rows(openpyxl.load_workbook(tmp_path / "book.xlsx"), "导入报告")


def test_a_list_longer_than_a_cell_ends_with_an_ellipsis(tmp_path):
    entries = "\n".join(f"{n} | {'x' * 40}{n} | 2026-01-05 | 2026-02-04 | 1.00" for n in range(900))
    text = "Invoice No | Customer | Invoice Date | Due Date | Amount\n" + entries
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "invoices.csv").write_text(csv_text(text), encoding="utf-8")
    (folder / "customers.csv").write_text("customer_id,name\nC1,One\n", encoding="utf-8")
    found = import_with(folder, tmp_path, '[options]\nunknown_customers = "add"\n')
    write_import(found, tmp_path / "book.xlsx")
    listed = [row[4] for row in rows_of(tmp_path) if "customers added" in str(row[1])]
    assert len(listed[0]) <= 30_003
    assert listed[0].endswith("; …")
