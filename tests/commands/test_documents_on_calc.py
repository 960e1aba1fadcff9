"""The buttons for documents in a real spreadsheet program, on the demonstration ledger."""

from __future__ import annotations

import datetime as dt

import pytest
import xlwings as xw
from office_books import SETTINGS, command_line

from xlar.commands.context import Context
from xlar.commands.running import run
from xlar.documents.register import read_register
from xlar.workbook.book import write_book
from xlar.workbook.demo import AS_OF, demo_settings, demo_tables

pytestmark = pytest.mark.office

SOME = ["0001", "0002", "0003"]


@pytest.fixture(scope="module", autouse=True)
def _calc_is_active(calc):
    before = xw.engines.active
    xw.engines.active = calc.engine
    yield
    xw.engines.active = before


@pytest.fixture(scope="module")
def demo(calc, tmp_path_factory):
    """The demonstration ledger, open, with an output folder beside it."""
    path = tmp_path_factory.mktemp("office") / "demo.xlsx"
    tables = demo_tables()
    write_book(path, tables, settings={**demo_settings(tables), **SETTINGS})
    book = calc.books.open(path)
    yield book, path
    book.close()


def done(demo, name, **arguments):
    outcome = run(name, Context(demo[0], AS_OF, arguments=arguments))
    assert outcome.done, outcome.message.zh
    return outcome


def rows_of(book, sheet):
    return book.sheets[sheet].used_range.options(ndim=2).value


def below(book, sheet, header="客户编码"):
    rows = rows_of(book, sheet)
    first = next(n for n, row in enumerate(rows) if row[0] == header)
    return [dict(zip(rows[first], row, strict=True)) for row in rows[first + 1 :] if row[0]]


def registered(path):
    return [
        (row.number, row.kind, row.level, row.customer_id, row.currency, row.amount)
        for row in read_register(path.parent / "out").rows
    ]


def on_the_command_line(path, command, *words):
    rows = command_line(command, path, "--as-of", AS_OF, "--output", path.parent / "cli", *words)[
        "documents"
    ]
    return [
        (r["number"], r["kind"], -1 if r["level"] is None else r["level"], r["customer_id"],
         r["currency"] or "", round(float(r["amount"] or 0) * 100))
        for r in rows
    ]  # fmt: skip


def test_from_the_worklist_to_the_register(demo):
    """One story: statements, worklist, letters, what became of them, and a withdrawal."""
    book, path = demo
    named = [word for customer in SOME for word in ("--customer", customer)]
    done(demo, "statements", customers=",".join(SOME))
    assert registered(path) == on_the_command_line(path, "statements", *named)

    done(demo, "worklist")
    stages = {
        (row["document_no"], row["customer_id"]): row
        for row in command_line("stages", path, "--as-of", AS_OF)["rows"]
        if row["stage"] >= 2
    }
    listed = below(book, "催收工作台")
    assert len(listed) == len(stages)
    for row in listed:
        told = stages[row["单据号"], row["客户编码"]]
        assert (row["未清金额"], row["逾期天数"]) == (float(told["open"]), told["days_past_due"])
        assert (row["已发函"], row["步骤"]) == (told["level"], told["step"])
        assert row["处理意见"] is not None

    done(demo, "register")
    done(demo, "letters", preview="no")
    letters = [row for row in registered(path) if row[1] == "letter"]
    assert letters
    assert letters == on_the_command_line(path, "letters")
    preview = {row["客户编码"] for row in below(book, "催款函预览") if row["函件"]}
    assert preview == {row[3] for row in letters}

    page = book.sheets["发函登记"]
    assert [row["编号"] for row in below(book, "发函登记", "编号")] == [
        row[0] for row in registered(path)
    ]
    row = 2 + len(SOME)  # the first letter
    assert page.range((row, 1)).value == letters[0][0]
    page.range((row, 12)).value = dt.datetime.combine(AS_OF, dt.time())
    page.range((row, 14)).value = "SF001"
    done(demo, "register")
    first = next(r for r in read_register(path.parent / "out").rows if r.number == letters[0][0])
    assert (first.status, first.sent_on, first.tracking) == ("sent", AS_OF, "SF001")
    assert page.range((row, 11)).value == "已发"

    done(demo, "withdraw", numbers=letters[0][0], on=str(AS_OF))
    assert page.range((row, 11)).value == "撤回"


def test_the_register_survives_saving_and_opening_again(demo, calc, tmp_path):
    book, path = demo
    before = rows_of(book, "发函登记")
    book.save(tmp_path / "saved.xlsx")
    again = calc.books.open(tmp_path / "saved.xlsx")
    try:
        assert rows_of(again, "发函登记") == before
        (tmp_path / "out").symlink_to(path.parent / "out")
        outcome = run("register", Context(again, AS_OF))
        assert (outcome.done, outcome.problems) == (True, ())
        assert rows_of(again, "发函登记") == before
    finally:
        again.close()
