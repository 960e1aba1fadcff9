"""Every button on twenty thousand invoices in a real LibreOffice, and an office that dies."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
import xlwings as xw
from hard_books import command
from office_books import SETTINGS
from test_large_ledger import write_large

from xlar.commands.table import COMMANDS
from xlar.commands.write import Fill
from xlar.documents.register import read_register

pytestmark = pytest.mark.office

FEW = "00001,00002"
#: What each command is told; the documents are made for two customers.
ARGUMENTS = {
    "drill": {"customer": "00007"},
    "order": {"customer": "00007", "amount": "10.00"},
    "statement": {"customer": "00007", "formats": "xlsx"},
    "statements": {"customers": FEW, "formats": "xlsx"},
    "confirmations": {"customers": FEW, "formats": "docx"},
    "letters": {"customers": FEW, "formats": "docx", "preview": "否"},
}
#: In the order of a working day; the last two need what the others have made.
LAST = ["register", "withdraw"]
DAY = [name for name in COMMANDS if name not in [*LAST, "clear_demo"]] + LAST


@pytest.fixture(scope="module")
def office():
    """A LibreOffice for this module alone: one of its tests kills it."""
    from xlar.hosts.calc import engine

    before = xw.engines.active
    engine.activate(force=True)
    app = xw.App(visible=False, add_book=False)
    yield app
    if app in list(xw.apps):
        app.quit()
    xw.engines.active = before


@pytest.fixture(scope="module")
def large(office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("day")
    book = office.books.open(write_large(folder / "large.xlsx"))
    settings = book.sheets["参数"]
    for row, pair in enumerate({**SETTINGS, "documents.folder": str(folder / "out")}.items(), 3):
        settings.range((row, 1), (row, 2)).number_format = "@"
        settings.range((row, 1)).value = list(pair)
    book.save()
    return book


def arguments(name, tmp_path, book):
    if name == "import":
        export = tmp_path / "export.csv"
        export.write_text(
            "单据号,客户编码,单据日期,到期日,金额\nNEW-1,00007,2026-06-01,2026-07-01,12.50\n",
            "utf-8-sig",
        )
        return {"file": str(export)}
    if name == "values":
        return {"file": str(tmp_path / "copy.xlsx")}
    if name == "withdraw":
        made = read_register(Path(book.fullname).parent / "out").rows
        return {"numbers": made[0].number}
    return ARGUMENTS.get(name, {})


@pytest.mark.parametrize("name", DAY)
def test_each_command_does_its_work(large, tmp_path, name):
    outcome = command(large, name, **arguments(name, tmp_path, large))
    assert outcome.done, outcome.message.zh
    assert all(sheet in [page.name for page in large.sheets] for sheet in outcome.sheets)
    assert all(file.exists() for file in outcome.files)


def test_an_office_killed_in_the_middle_of_a_command_loses_nothing(office, large, monkeypatch):
    large.save()
    path, pid = large.fullname, office.pid
    kept = Path(path).read_bytes()
    write = Fill.carry_out

    def dying(step, *given):
        os.kill(pid, signal.SIGKILL)
        return write(step, *given)

    monkeypatch.setattr(Fill, "carry_out", dying)
    outcome = command(large, "aging")
    assert not outcome.done
    assert "LibreOffice" in outcome.message.zh
    assert Path(path).read_bytes() == kept
    monkeypatch.undo()
    with xw.App(visible=False, add_book=False) as again:
        book = again.books.open(path)
        assert command(book, "aging").done
        assert len(book.sheets["发票"].used_range.rows) in (20_001, 20_002)  # one was imported
