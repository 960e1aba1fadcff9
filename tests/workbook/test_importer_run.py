"""Whole imports, small ones of each kind worked by hand."""

from __future__ import annotations

import datetime as dt
from datetime import date

import pytest
from books import write
from exports import codes, column, import_with, imported, open_amounts, problem, texts_of

from xlar.core.aging import aging
from xlar.core.policy import Policy
from xlar.workbook.importer import import_file

# Four invoices of an American export, each settled in full. On 2012-06-30: A is settled on the
# day and closed, B is due on the day and not overdue, C is 15 days late, D does not exist yet.
SETTLED = """
    country | customerID | invoiceNumber | InvoiceDate | DueDate | Amount | Disputed | SettledDate
    391 | 0379-ABCDE | 0000000001 | 5/2/2012  | 6/1/2012  | 55.94  | No  | 6/30/2012
    391 | 0379-ABCDE | 0000000002 | 5/31/2012 | 6/30/2012 | 61.7   | Yes | 7/4/2012
    406 | 8976-FGHIJ | 0000000003 | 5/16/2012 | 6/15/2012 | 94     | No  | 7/10/2012
    406 | 8976-FGHIJ | 0000000004 | 7/1/2012  | 7/31/2012 | 105.92 | No  | 7/31/2012
"""


def test_a_settled_export_ages_as_it_stood_on_the_day(tmp_path):
    result = imported(tmp_path, SETTLED)
    assert codes(result) == []
    report = aging(result.ledger, date(2012, 6, 30), limits=(0, 30, 60, 90))
    assert report.totals["CNY"].buckets == (6170, 9400, 0, 0, 0)
    assert column(result, "invoices", "invoice_no")[0] == "0000000001"
    assert open_amounts(result, "2012-07-31") == {}


def damaged(text: str) -> list[list[object]]:
    """The cells a spreadsheet set to day/month/year makes of a month/day/year export."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    for row in rows[1:]:
        for place in (3, 4, 7):
            month, day, year = map(int, row[place].split("/"))
            row[place] = dt.date(year, day, month) if day <= 12 else row[place]
        row[2], row[0] = float(row[2]), float(row[0])
    return rows


def test_a_damaged_workbook_is_refused_and_nothing_more_is_said_of_its_dates(tmp_path):
    path = write(tmp_path / "raw.xlsx", {"Sheet1": damaged(SETTLED)})
    result = import_with(path, tmp_path)
    assert set(codes(result)) == {"swapped_dates"}
    assert result.ledger is None
    assert result.tables == {}


def test_a_repaired_workbook_gives_the_figures_of_the_export(tmp_path):
    path = write(tmp_path / "raw.xlsx", {"Sheet1": damaged(SETTLED)})
    result = import_with(path, tmp_path, repair_swapped_dates=True)
    assert codes(result) == []
    truth = imported(tmp_path, SETTLED)
    for name in ("invoice_date", "due_date", "amount"):
        assert column(result, "invoices", name) == column(truth, "invoices", name)
    assert column(result, "receipts", "receipt_date") == column(truth, "receipts", "receipt_date")


# A quarter's export with four date styles, dollars in text, a full duplicate, blank status, a
# customer nobody knows and due dates that do not follow the terms.
DIRTY_CUSTOMERS = """customer_id,customer_name,payment_terms_days,credit_limit
K1,Acacia Test Group,14,5000
K2,Banksia Test Trust,30 days,"$2,000"
K2,BANKSIA TEST TRUST,30 days,"$2,000"
"""
HEADERS = (
    "invoice_id,customer_id,payment_method,status,issue_date,due_date,payment_date,"
    "amount_excl_gst,gst,amount_incl_gst,amount_paid\n"
)
DIRTY_INVOICES = """\
1,K1,,Open,30-Mar-2026,13/04/2026,,100.00,10.00,110.00,0.00
2,K1,EFT,Paid,12/03/2026,26/03/2026,26/03/2026,3850.00,385.00,"$4,235.00","$4,235.00"
3,K2,EFT,Paid,2026/01/18,17/02/2026,02/24/2026,200.00,20.00,220.00,220.00
4,K2,,Overdue,02/09/2026,11/03/2026,,300.00,30.00,330.00,0.00
5,K1,,,01/02/2026,15/02/2026,,400.00,40.00,440.00,0.00
6,K9,,Open,05/02/2026,07/03/2026,,500.00,40.00,550.00,0.00
2,K1,EFT,Paid,12/03/2026,26/03/2026,26/03/2026,3850.00,385.00,"$4,235.00","$4,235.00"
7,K1,,Open,20/02/2026,03/06/2026,,600.00,60.00,660.00,0.00
"""
CLEAN_UP = """
[options]
date_order = "dmy"
mixed_orders = "read"
date_window = ["2026-01-01", "2026-03-31"]
recompute_due = true
unknown_customers = "add"
currency = "AUD"
base_currency = "AUD"
"""


@pytest.fixture
def dirty(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "dirty_customers.csv").write_text(DIRTY_CUSTOMERS, encoding="utf-8")
    (raw / "dirty_invoices.csv").write_text(HEADERS + DIRTY_INVOICES, encoding="utf-8")
    return raw


def test_dirt_is_reported_before_it_is_cleaned(dirty, tmp_path):
    result = import_with(dirty, tmp_path)
    assert not result.ok
    assert {"mixed_dates", "currency_symbol", "net_and_tax"} <= set(codes(result))
    said = texts_of(result)
    assert "issue_date: dates written in 3 styles" in said
    assert "amount_incl_gst: amounts in text with symbols or separators read as numbers: 1" in said
    assert len(result.set_aside) == 2


def by_number(result, name: str) -> dict[object, object]:
    numbers, values = column(result, "invoices", "invoice_no"), column(result, "invoices", name)
    return dict(zip(numbers, values, strict=True))


def test_dirt_is_cleaned_as_the_map_says(dirty, tmp_path):
    result = import_with(dirty, tmp_path, CLEAN_UP)
    assert result.ok
    assert sorted(codes(result)) == ["blank_status", "net_and_tax"]
    dates, due = (by_number(result, name) for name in ("invoice_date", "due_date"))
    assert dates["4"] == "2026-02-09"  # 2 September lies outside the quarter
    assert due["1"] == "2026-04-13"  # 30 March + 14
    assert due["4"] == "2026-03-11"  # 9 February + 30
    assert due["7"] == "2026-03-06"  # 20 February + 14, not 3 June
    assert due["6"] == "2026-03-07"  # nobody knows the terms of K9
    assert open_amounts(result, "2026-03-31") == {
        "1": "110.00",
        "4": "330.00",
        "5": "440.00",
        "6": "550.00",
        "7": "660.00",
    }
    report = aging(result.ledger, date(2026, 3, 31), limits=(0, 30, 60, 90))
    # 5 is 44 days late (15 February), 4, 6 and 7 are 20, 24 and 25
    assert report.totals["AUD"].buckets == (11000, 154000, 44000, 0, 0)


def test_the_map_may_be_overridden_on_the_command_line(tmp_path):
    text = """
        Invoice No | Customer | Invoice Date | Due Date | Amount
        INV-1      | C1       | 3/4/2026     | 5/6/2026 | 100.00
    """
    toml = '[options]\ndate_order = "dmy"\n'
    assert column(imported(tmp_path, text, toml), "invoices", "invoice_date") == ["2026-04-03"]
    result = imported(tmp_path, text, toml, date_order="mdy")
    assert column(result, "invoices", "invoice_date") == ["2026-03-04"]


def test_the_policy_gives_the_base_currency_unless_the_map_does(tmp_path):
    text = SETTLED
    policy = Policy(base_currency="USD")
    assert imported(tmp_path, text, policy=policy).ledger.base_currency == "USD"
    toml = '[options]\nbase_currency = "EUR"\n'
    result = imported(tmp_path, text, toml, policy=policy)
    assert result.ledger.base_currency == "EUR"
    assert result.settings == {"as_of": None, "base_currency": "EUR"}


def test_problems_of_the_ledger_stand_at_their_place_in_the_source(tmp_path):
    rows = [
        ["Report", None, None, None, None, None],
        ["Invoice No", "Customer", "Invoice Date", "Due Date", "Amount", "Original Invoice"],
        ["INV-1", "C1", dt.date(2026, 1, 5), dt.date(2026, 1, 4), 100.0, None],
        ["CN-1", "C1", dt.date(2026, 1, 6), None, -20.0, "INV-9"],
    ]
    result = import_with(write(tmp_path / "raw.xlsx", {"Data": rows}), tmp_path)
    assert problem(result, "due_before_document").cell == "Data!D3"
    found = problem(result, "unknown_reference")
    assert (found.severity, found.cell, found.found) == ("error", "Data!F4", "INV-9")


def test_errors_stand_before_warnings(tmp_path):
    text = SETTLED.replace("6/30/2012", "6/30/2011").replace("105.92", "much  ")
    found = [one.severity for one in imported(tmp_path, text).problems]
    assert found == sorted(found)
    assert set(found) == {"error", "warning"}


def test_every_message_fills_its_places_in_both_languages(dirty, tmp_path):
    for toml in ("", CLEAN_UP, CLEAN_UP.replace("add", "error")):
        for one in import_with(dirty, tmp_path, toml).problems:
            for lang in ("zh", "en"):
                assert "{" not in one.text(lang)
                assert one.text(lang).strip()


def test_an_import_reads_only(dirty, tmp_path):
    before = {file: file.read_bytes() for file in dirty.iterdir()}
    import_with(dirty, tmp_path)
    assert {file: file.read_bytes() for file in dirty.iterdir()} == before


def test_receipts_of_a_folder_of_the_contract_are_kept(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "invoices.csv").write_text(
        "invoice_no,customer_id,invoice_date,due_date,amount\n1,C1,2026-01-05,2026-02-04,100\n"
    )
    (raw / "receipts.csv").write_text(
        "receipt_no,customer_id,receipt_date,amount,invoice_no\nR1,C1,2026-02-10,60,1\n"
    )
    result = import_file(raw)
    assert codes(result) == []
    assert open_amounts(result, "2026-02-10") == {"1": "40.00"}


def test_a_problem_that_names_another_row_names_that_of_the_source(tmp_path):
    rows = [
        ["收款单号", "客户编码", "收款日期", "金额"],
        ["R1", "C1", "2026-02-10", 60.0],
        [None, None, None, None],
        ["R1", "C1", "2026-02-11", 40.0],
    ]
    header = ["单据号", "客户编码", "单据日期", "到期日", "金额"]
    entry = ["1", "C1", "2026-01-05", "2026-02-04", 100.0]
    path = write(tmp_path / "raw.xlsx", {"发票": [header, entry], "收款": rows})
    found = problem(import_with(path, tmp_path), "receipt_parts")
    assert found.cell == "收款!A4"
    assert "第 2 行" in found.text("zh")


def test_a_ledger_built_of_several_files_names_the_file_of_another_row(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for month, amount in (("jan", "100.00"), ("feb", "120.00")):
        entry = f"1,C1,2026-01-05,2026-02-04,{amount}\n"
        (raw / f"{month}.csv").write_text(
            "Invoice No,Customer,Invoice Date,Due Date,Amount\n" + entry
        )
    found = problem(import_with(raw, tmp_path), "same_number")
    assert (found.table, found.row) == ("jan.csv", 2)
    assert "the same number as row feb.csv:2" in found.text("en")
