"""The same commands in a real spreadsheet program."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter

import pytest
import xlwings as xw
from small_books import write_small

from xlar.commands import write
from xlar.commands.context import Context
from xlar.commands.live import LiveBook, cells_of
from xlar.commands.running import run
from xlar.commands.saved import formats_of
from xlar.core.aging import aging
from xlar.core.approvals import with_approvals
from xlar.core.money import decimals
from xlar.tables.load import source_of
from xlar.workbook.book import write_book
from xlar.workbook.demo import AS_OF, demo_settings, demo_tables
from xlar.workbook.demo.rows import table_of
from xlar.workbook.read import load, read_source

pytestmark = pytest.mark.office


@pytest.fixture(scope="module", autouse=True)
def _calc_is_active(calc):
    """Sheets are activated through the active engine."""
    before = xw.engines.active
    xw.engines.active = calc.engine
    yield
    xw.engines.active = before


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.xlsx"
    tables = demo_tables()
    write_book(path, tables, settings=demo_settings(tables))
    return path


@pytest.fixture(scope="module")
def demo(calc, demo_file):
    """The demonstration ledger, open; tests only add reports to it."""
    book = calc.books.open(demo_file)
    yield book
    book.close()


@pytest.fixture
def small(calc, tmp_path):
    path = write_small(tmp_path / "small.xlsx")
    yield calc.books.open(path)
    for book in [book for book in calc.books if book.name == path.name]:
        book.close()


def done(book, name, **arguments):
    outcome = run(name, Context(book, AS_OF, arguments=arguments))
    assert outcome.done, outcome.message.zh
    return outcome


def state(book):
    """Values, formulas and tables of every sheet, and the number formats of the reports."""
    return {
        sheet.name: (
            sheet.used_range.address,
            cells_of(sheet.used_range),
            sheet.used_range.formula,
            [(part.address, found) for part, found in formats_of(sheet.used_range)]
            if sheet.name in ("账龄分析", "信用监控")
            else [],
            [(table.name, table.range.address) for table in sheet.tables],
        )
        for sheet in book.sheets
    }


def rows_of(book, sheet):
    used = book.sheets[sheet].used_range
    return used.options(ndim=2).value


def test_the_open_book_reads_as_the_file(demo, demo_file):
    live, file = source_of(LiveBook(demo)), read_source(demo_file)
    for name, table in file.tables.items():
        for column, values in table.columns.items():
            assert live.tables[name].columns[column].tolist() == values.tolist(), (name, column)
    assert live.settings == file.settings


def test_aging_shows_the_figures_of_the_core(demo, demo_file):
    done(demo, "aging")
    ledger = with_approvals(load(demo_file).ledger, AS_OF)
    report = aging(ledger, AS_OF)
    rows = rows_of(demo, "账龄分析")
    header = next(n for n, row in enumerate(rows) if row[0] == "客户编码")
    body = rows[header + 1 : header + 1 + len(report)]
    units = [10 ** decimals(ledger.currencies[place]) for place in report.currency]
    assert [row[0] for row in body] == ledger.customers.id[report.key].tolist()
    assert [[round(cell * unit) for cell in row[5:]]
            for row, unit in zip(body, units, strict=True)] == report.buckets.tolist()  # fmt: skip
    checks = [row for row in rows if row[0] == "核对差异"]
    assert {(row[2], row[3]) for row in checks} == {("CNY", 0), ("USD", 0)}


@pytest.mark.parametrize("command", ["refresh", "check", "credit", "diagnose", "last_error"])
def test_every_command_runs_on_the_demonstration(demo, command):
    outcome = done(demo, command)
    for sheet in outcome.sheets:
        assert rows_of(demo, sheet)[0][0]


def test_a_figure_is_explained_to_the_cent(demo):
    done(demo, "aging")
    page = demo.sheets["账龄分析"]
    rows = rows_of(demo, "账龄分析")
    header = next(n for n, row in enumerate(rows) if row[0] == "客户编码")
    row = next(n for n in range(header + 1, len(rows)) if (rows[n][6] or 0) > 0)
    page.activate()
    page.range((row + 1, 7)).select()
    done(demo, "drill")
    notes = dict(row[:2] for row in rows_of(demo, "明细穿透")[1:12])
    assert notes["与所选数字之差"] == "0.00"
    back = demo.sheets["明细穿透"].range("B3")
    assert "账龄分析" in back.formula
    assert back.value.startswith("账龄分析!G")


def test_an_order_is_answered(demo):
    outcome = done(demo, "order", customer="0001", amount="1000")
    assert "0001 CNY 1,000.00" in outcome.message.zh


def test_the_copy_is_a_ledger_with_the_same_figures(demo, demo_file, tmp_path):
    done(demo, "values", file=str(tmp_path / "copy.xlsx"))
    copy, own = load(tmp_path / "copy.xlsx"), load(demo_file)
    assert copy.ledger is not None, [problem.text() for problem in copy.problems]
    assert copy.ledger.documents.amount.tolist() == own.ledger.documents.amount.tolist()
    assert copy.ledger.documents.date.tolist() == own.ledger.documents.date.tolist()


def test_an_import_joins_the_table(small, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(
        "发票号,客户编号,开票日期,价税合计,到期日\n"
        "007,1-2,2026-06-21,20.50,2026-07-21\n@x,0012,2026-05-20,500.00,2026-06-19\n",
        encoding="utf-8",
    )
    done(small, "import", file=str(path))
    assert small.sheets["发票"].range("A5:B5").value == ["007", "1-2"]
    assert small.sheets["发票"].tables["invoices"].range.shape[0] == 5
    done(small, "check")
    assert dict(row[:2] for row in rows_of(small, "检查结果")[1:6])["发票"] == "4"


def test_texts_stay_texts_also_after_saving_and_opening_again(calc, small, tmp_path):
    done(small, "refresh")
    before = {sheet: rows_of(small, sheet) for sheet in ("账龄分析", "信用监控")}
    assert before["账龄分析"][6][:2] == ["0012", "甲公司"]
    assert before["账龄分析"][7][:2] == ["1-2", "=1+1"]
    small.save(tmp_path / "saved.xlsx")
    small.close()
    again = calc.books.open(tmp_path / "saved.xlsx")
    try:
        assert {sheet: rows_of(again, sheet) for sheet in before} == before
        assert not [p for p in load(tmp_path / "saved.xlsx").problems if p.severity == "error"]
        done(again, "refresh")
        assert {sheet: rows_of(again, sheet) for sheet in before} == before
    finally:
        again.close()


@pytest.mark.parametrize("fails_at", [1, 4, 6])
def test_a_failure_in_the_middle_leaves_the_book_as_before(small, monkeypatch, fails_at):
    run("refresh", Context(small, AS_OF, arguments={"as_of": "2026-05-31"}))
    page = small.sheets["账龄分析"]
    page.range("D7").formula = "=400+400"
    page.range("B7").number_format = "General"
    before, left = state(small), [fails_at]
    real = write.write_columns

    def failing(*arguments):
        real(*arguments)
        left[0] -= 1
        if not left[0]:
            raise OSError("the program went away")

    monkeypatch.setattr(write, "write_columns", failing)
    outcome = run("refresh", Context(small, AS_OF))
    assert not outcome.done
    assert state(small) == before


def test_a_sheet_of_live_formulas_is_recalculated_not_overwritten(small):
    small.sheets.add("账龄分析").range("A1").value = "账龄分析"
    page = small.sheets["账龄分析"]
    page.range("A5:L9").formula_array = "=AR_AGING(ledger,as_of)"
    outcome = done(small, "aging")
    assert "重算" in outcome.message.zh
    assert "AR_AGING" in page.range("B6").formula.upper()


def test_two_books_do_not_mix(calc, small, tmp_path):
    other = calc.books.open(write_small(tmp_path / "other.xlsx"))
    try:
        before = state(other)
        done(small, "refresh")
        assert state(other) == before
    finally:
        other.close()


def test_twenty_thousand_invoices(calc, tmp_path):
    start = date(2025, 1, 1)
    invoices = [
        {
            "invoice_no": f"{number:08}", "customer_id": f"{number % 400:04}",
            "invoice_date": start + timedelta(days=number % 500),
            "due_date": start + timedelta(days=number % 500 + 30), "amount": 100 + number,
        }
        for number in range(20_000)
    ]  # fmt: skip
    path = tmp_path / "large.xlsx"
    write_book(path, {"invoices": table_of("invoices", invoices)}, settings={"as_of": AS_OF})
    book = calc.books.open(path)
    try:
        began = perf_counter()
        done(book, "refresh")
        assert perf_counter() - began < 30
        rows = rows_of(book, "账龄分析")
        total = next(row for row in rows if row[0] == "合计")
        # Σ (100 + n) hundredths over those dated until 30 June 2026: all, as day 499 is 15 May
        assert total[3] == pytest.approx((20_000 * 100 + 19_999 * 20_000 / 2) / 100)
        book.sheets["账龄分析"].activate()
        book.sheets["账龄分析"].range("D7").select()
        done(book, "drill")
    finally:
        book.close()
