"""The same ledger as a folder and as a workbook gives the same answers."""

from __future__ import annotations

import json

import pytest
import terminal
from folders import CUSTOMERS, INVOICES, ledger_folder

from xlar.workbook.book import write_book
from xlar.workbook.read import read_source

COMMANDS = ("items", "age", "credit", "stages", "allocate")


def book_of(folder, path, **settings):
    """The folder's ledger as a workbook."""
    source = read_source(folder)
    write_book(path, source.tables, settings=settings, extras=source.extras)
    return path


def xlar(*words):
    result = terminal.xlar(*words)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    home = tmp_path_factory.mktemp("sources")
    folder = ledger_folder(home / "ledger")
    return folder, book_of(folder, home / "book.xlsx", as_of="2026-06-30")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_and_a_workbook_agree(sources, command):
    folder, book = sources
    options = ["--format", "json", "--as-of", "2026-06-30"]
    assert xlar(command, folder, *options) == xlar(command, book, *options)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_day_of_the_workbook_holds_unless_another_is_given(sources, command):
    _, book = sources
    stated = json.loads(xlar(command, book, "--format", "json")[1])
    other = json.loads(xlar(command, book, "--format", "json", "--as-of", "2026-05-31")[1])
    assert (stated["as_of"], other["as_of"]) == ("2026-06-30", "2026-05-31")


def test_a_problem_in_a_workbook_names_its_cell(tmp_path):
    folder = ledger_folder(tmp_path / "ledger", customers=CUSTOMERS.replace("C002", "C009"))
    code, out, err = xlar("check", book_of(folder, tmp_path / "book.xlsx"), "--format", "json")
    problem = json.loads(out)["problems"][0]
    assert code == 1
    assert (problem["table"], problem["row"], problem["cell"]) == ("invoices", 4, "发票!B4")
    assert problem["found"] == "C002"
    assert "发票!B4" in err


def test_a_problem_in_a_folder_names_its_row(tmp_path):
    folder = ledger_folder(tmp_path / "ledger", customers=CUSTOMERS.replace("C002", "C009"))
    problem = json.loads(xlar("check", folder, "--format", "json")[1])["problems"][0]
    assert (problem["table"], problem["row"], problem["cell"]) == ("invoices", 4, None)


def test_without_customers_those_of_the_documents_count(tmp_path):
    folder = ledger_folder(tmp_path / "ledger", customers="")
    checked = json.loads(xlar("check", folder, "--format", "json")[1])
    assert checked["counts"]["customers"] == 2
    rows = json.loads(xlar("age", folder, "--format", "json", "--as-of", "2026-06-30")[1])["rows"]
    assert [row["customer_id"] for row in rows] == ["C001", "C002"]


def test_only_invoices_must_exist(tmp_path):
    folder = ledger_folder(tmp_path / "ledger", customers="", receipts="")
    code, out, _ = xlar("items", folder, "--format", "json", "--as-of", "2026-06-30")
    assert code == 0
    assert len(json.loads(out)["rows"]) == 3


def test_a_folder_without_invoices_is_one_problem(tmp_path):
    folder = ledger_folder(tmp_path / "ledger", invoices="")
    code, out, err = xlar("items", folder)
    assert (code, out, len(err.splitlines())) == (1, "", 1)


def test_further_columns_do_not_matter(tmp_path):
    lines = INVOICES.splitlines()
    wider = "\n".join([lines[0] + ",仓库", *(line + ",一号库" for line in lines[1:])])
    folder = ledger_folder(tmp_path / "wide", invoices=wider + "\n")
    options = ["--format", "json", "--as-of", "2026-06-30"]
    plain = ledger_folder(tmp_path / "plain")
    assert xlar("items", folder, *options) == xlar("items", plain, *options)


def test_an_empty_ledger_gives_empty_reports(tmp_path):
    folder = ledger_folder(
        tmp_path / "empty", customers="", receipts="", invoices=INVOICES.splitlines()[0] + "\n"
    )
    for command in COMMANDS:
        code, out, err = xlar(command, folder, "--format", "json", "--as-of", "2026-06-30")
        assert code == 0, err
        assert json.loads(out)["rows"] == []
        assert xlar(command, folder)[0] == 0
