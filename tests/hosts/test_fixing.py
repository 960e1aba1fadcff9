"""allocate --write: FIFO becomes explicit, and the open items stay what they were."""

from __future__ import annotations

import json

import pytest
from folders import ledger_folder
from hypothesis import Phase, given, settings
from ledger_strategies import ledgers
from terminal import xlar

from xlar.core.allocation import allocation_rows
from xlar.core.build import build
from xlar.core.items import open_items as items_on
from xlar.core.policy import Policy
from xlar.hosts.cli import fixing
from xlar.hosts.cli.mistakes import WrongUse
from xlar.workbook.book import write_book
from xlar.workbook.read import read_source

AS_OF = ["--as-of", "2026-06-30"]


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    monkeypatch.delenv("XLAR_LANG", raising=False)


def open_items(source, *options):
    result = xlar("items", source, *AS_OF, "--format", "json", *options)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)["rows"]


def test_a_folder_gets_the_rows_and_keeps_its_open_items(folder):
    before = open_items(folder)
    result = xlar("allocate", folder, *AS_OF, "--write")
    assert result.exit_code == 0
    assert "已写入 1 条核销行" in result.stderr
    assert (folder / "allocations.csv").read_text(encoding="utf-8") == (
        "credit_no,invoice_no,instalment,amount,date\nR-2,INV-1,,100.00,2026-06-12\n"
    )
    assert open_items(folder, "--allocation", "explicit") == before
    assert xlar("check", folder).exit_code == 0


def test_an_extended_invoice_comes_after_those_due_before(tmp_path):
    books = ledger_folder(
        tmp_path / "extended",
        approvals="approval_no,date,customer_id,kind,invoice_no,approved_by,extended_to\n"
        "SP-1,2026-06-01,C001,extension,INV-1,Wang,2027-01-31\n",
    )
    before = open_items(books)
    assert xlar("allocate", books, *AS_OF, "--write").exit_code == 0
    assert "R-2,INV-2,,100.00," in (books / "allocations.csv").read_text(encoding="utf-8")
    assert open_items(books, "--allocation", "explicit") == before


def test_a_second_time_there_is_nothing_left_to_write(folder):
    xlar("allocate", folder, *AS_OF, "--write")
    result = xlar("allocate", folder, *AS_OF, "--write")
    assert (result.exit_code, result.stderr) == (0, "没有需要写入的核销行。\n")
    assert not (folder / "allocations.csv.bak").exists()


ENGLISH = "credit_no,invoice_no,amount,date\nR-1,INV-2,10.00,2026-06-10\n"
CHINESE = "核销日期,贷方单号,核销单据号,备注,核销金额\r\n2026-06-10,R-1,INV-2,手工,10.00\r\n"


@pytest.mark.parametrize(
    ("old", "added"),
    [
        (ENGLISH, "R-2,INV-1,100.00,2026-06-12\n"),
        (CHINESE, "2026-06-12,R-2,INV-1,,100.00\r\n"),
    ],
    ids=["English", "Chinese, other order, further column"],
)
def test_rows_are_added_under_the_columns_that_are_there(tmp_path, old, added):
    receipts = (
        "receipt_no,customer_id,receipt_date,amount\n"
        "R-1,C001,2026-06-10,10.00\nR-2,C001,2026-06-12,100.00\n"
    )
    folder = ledger_folder(tmp_path / "ledger", receipts=receipts)
    path = folder / "allocations.csv"
    path.write_bytes(old.encode())
    before = open_items(folder)
    assert xlar("allocate", folder, *AS_OF, "--write").exit_code == 0
    assert path.read_bytes().decode() == old + added
    assert (folder / "allocations.csv.bak").read_bytes() == old.encode()
    assert open_items(folder, "--allocation", "explicit") == before


def test_the_encoding_of_the_file_is_kept(tmp_path):
    folder = ledger_folder(tmp_path / "ledger")
    path = folder / "核销.csv"
    path.write_bytes("贷方单号,核销单据号,核销金额,核销日期\n".encode("gbk"))
    assert xlar("allocate", folder, *AS_OF, "--write").exit_code == 0
    assert path.read_bytes().decode("gbk").splitlines()[1] == "R-2,INV-1,100.00,2026-06-12"


def test_instalments_are_named(tmp_path):
    invoices = (
        "invoice_no,instalment,customer_id,invoice_date,due_date,amount\n"
        "INV-1,1,C001,2026-05-01,2026-05-31,60.00\nINV-1,2,C001,2026-05-01,2026-06-30,60.00\n"
    )
    receipts = "receipt_no,customer_id,receipt_date,amount\nR-1,C001,2026-06-10,100.00\n"
    folder = ledger_folder(tmp_path / "ledger", invoices=invoices, receipts=receipts)
    before = open_items(folder)
    assert xlar("allocate", folder, *AS_OF, "--write").exit_code == 0
    assert (folder / "allocations.csv").read_text(encoding="utf-8").splitlines()[1:] == [
        "R-1,INV-1,1,60.00,2026-06-10",
        "R-1,INV-1,2,40.00,2026-06-10",
    ]
    assert open_items(folder, "--allocation", "explicit") == before


@pytest.fixture
def book(folder, tmp_path):
    path = tmp_path / "book.xlsx"
    source = read_source(folder)
    write_book(path, source.tables, settings={"base_currency": "CNY"}, extras=source.extras)
    return path


def test_a_workbook_is_written_anew(book, tmp_path):
    before, untouched = open_items(book), book.read_bytes()
    new = tmp_path / "new.xlsx"
    result = xlar("allocate", book, *AS_OF, "--write", "--out", new)
    assert (result.exit_code, result.stdout) == (0, "")
    assert book.read_bytes() == untouched
    assert open_items(new, "--allocation", "explicit") == before


def test_a_workbook_is_never_changed(book):
    result = xlar("allocate", book, *AS_OF, "--write")
    assert result.exit_code == 2
    assert "--out 新文件.xlsx" in result.stderr


def test_the_rows_written_are_reported_on_request(folder):
    result = xlar("allocate", folder, *AS_OF, "--write", "--format", "json")
    rows = json.loads(result.stdout)["rows"]
    assert [(row["credit_no"], row["origin"]) for row in rows] == [("R-2", "fifo")]


def test_nothing_is_written_of_a_ledger_with_errors(tmp_path):
    bad = ledger_folder(tmp_path / "bad", customers="customer_id,name\nC001,甲\n")
    assert xlar("allocate", bad, *AS_OF, "--write").exit_code == 1
    assert not (bad / "allocations.csv").exists()


def test_a_file_without_the_header_is_refused(folder):
    text = "贷方,借方\n"
    with pytest.raises(WrongUse, match="no header of allocations"):
        fixing.extended(text, [], folder / "核销.csv")


def test_the_count_is_told_in_english(folder):
    result = xlar("allocate", folder, *AS_OF, "--write", "--lang", "en")
    assert "1 allocation rows written to" in result.stderr


@settings(max_examples=200, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(ledgers())
def test_what_is_written_keeps_the_open_items_of_any_ledger(drawn):
    tables, day = drawn
    ledger, _ = build(tables, Policy())
    rows = fixing.only_fifo(allocation_rows(ledger, day, allocation="fifo"))
    fixed = fixing.fixed_tables(tables, rows)
    try:
        fixing.prove(fixed, Policy(), rows)
    except WrongUse:
        # only where allocations dated later need the same money
        assert (ledger.allocations.start > rows.as_of).any()
        return
    before = items_on(ledger, day, allocation="fifo")
    after = items_on(build(fixed, Policy())[0], day, allocation="explicit")
    assert after.document.tolist() == before.document.tolist()
    assert after.open.tolist() == before.open.tolist()


def test_money_withdrawn_from_one_invoice_counts_for_the_next_from_that_day(tmp_path):
    # R-1 was allocated to INV-2 until 1 June; from then on FIFO lays it over INV-1
    folder = ledger_folder(
        tmp_path / "ledger",
        invoices=(
            "invoice_no,customer_id,invoice_date,due_date,amount\n"
            "INV-1,C001,2026-05-01,2026-05-31,60.00\nINV-2,C001,2026-05-02,2026-06-30,60.00\n"
        ),
        receipts="receipt_no,customer_id,receipt_date,amount\nR-1,C001,2026-05-20,60.00\n",
        allocations=(
            "credit_no,invoice_no,amount,date,reversed_on\nR-1,INV-2,60.00,2026-05-20,2026-06-01\n"
        ),
    )
    before = open_items(folder)
    assert xlar("allocate", folder, *AS_OF, "--write").exit_code == 0
    written = (folder / "allocations.csv").read_text(encoding="utf-8").splitlines()[2]
    assert written == "R-1,INV-1,60.00,2026-06-01,"
    assert open_items(folder, "--allocation", "explicit") == before


def test_fifo_that_later_allocations_contradict_is_not_written(tmp_path):
    # on 30 May R-1 lies over INV-1, the oldest; the user allocated it to INV-2 on 10 June
    invoices = (
        "invoice_no,customer_id,invoice_date,due_date,amount\n"
        "INV-1,C001,2026-05-01,2026-05-31,60.00\nINV-2,C001,2026-05-02,2026-06-30,60.00\n"
    )
    folder = ledger_folder(
        tmp_path / "ledger",
        invoices=invoices,
        receipts="receipt_no,customer_id,receipt_date,amount\nR-1,C001,2026-05-20,60.00\n",
        allocations="credit_no,invoice_no,amount,date\nR-1,INV-2,60.00,2026-06-10\n",
    )
    untouched = (folder / "allocations.csv").read_bytes()
    result = xlar("allocate", folder, "--as-of", "2026-05-30", "--write", "--lang", "en")
    assert result.exit_code == 2
    assert "FIFO on 2026-05-30 conflicts with allocations after it" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (folder / "allocations.csv").read_bytes() == untouched
    assert xlar("allocate", folder, "--as-of", "2026-06-10", "--write").exit_code == 0


def test_a_part_withdrawn_on_the_day_looked_from_is_free_from_that_day_only(tmp_path):
    # INV-1 is 1.01; six times 0.01 until one is withdrawn on 2 January: 0.96 open from then on,
    # but 0.95 the day before, so a row dated 1 January would be too much
    allocations = "credit_no,invoice_no,amount,date,reversed_on\n"
    allocations += "CN-1,INV-1,0.01,2026-01-01,\n" * 5 + "CN-1,INV-1,0.01,2026-01-01,2026-01-02\n"
    folder = ledger_folder(
        tmp_path / "ledger",
        invoices=(
            "invoice_no,customer_id,invoice_date,due_date,amount\n"
            "INV-1,C001,2026-01-01,2026-01-31,1.01\nCN-1,C001,2026-01-01,,-5.00\n"
        ),
        receipts="receipt_no,customer_id,receipt_date,amount,invoice_no\n",
        allocations=allocations,
    )
    assert xlar("allocate", folder, "--as-of", "2026-01-02", "--write").exit_code == 0
    written = (folder / "allocations.csv").read_text(encoding="utf-8").splitlines()[-1]
    assert written == "CN-1,INV-1,0.96,2026-01-02,"
