"""Which table a sheet or file is, and what is said about its columns."""

from __future__ import annotations

import pytest
from books import write
from exports import codes, column, csv_text, import_with, imported, mapping, problem

INVOICES = """
    Invoice No | Customer | Invoice Date | Due Date   | Amount
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00
    INV-2      | C1       | 2026-01-06   | 2026-02-05 | 200.00
"""
UNKNOWN = """
    Beleg | Konto | Tag        | Termin     | Betrag
    INV-1 | C1    | 2026-01-05 | 2026-02-04 | 100.00
    INV-2 | C1    | 2026-01-06 | 2026-02-05 | 200.00
"""
MAP = """
[columns]
invoice_no = "Beleg"
customer_id = "konto"
invoice_date = "Tag"
due_date = "Termin"
amount = "Betrag"
"""


def raw(tmp_path, **files: str):
    folder = tmp_path / "raw"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(csv_text(text), encoding="utf-8")
    return folder


def test_the_mapping_of_every_column_is_reported_with_its_confidence(tmp_path):
    result = imported(tmp_path, INVOICES.replace("Due Date", "Colour  "))
    levels = {one.header: (one.column, one.level) for one in result.mapping}
    assert levels == {
        "Invoice No": ("invoice_no", "certain"),
        "Customer": ("customer_id", "certain"),
        "Invoice Date": ("invoice_date", "certain"),
        "Colour": (None, "unused"),
        "Amount": ("amount", "certain"),
    }
    assert result.mapping[0].how.zh == "表头同名"
    assert result.mapping[3].how.en == "not recognised, carried along"


def test_unknown_headers_are_not_guessed_but_offered_with_lines_to_paste(tmp_path):
    result = imported(tmp_path, UNKNOWN)
    missing = [one for one in result.problems if one.code == "missing_column"]
    assert len(missing) == 4
    amount = next(one for one in missing if one.values["column"] == "amount")
    assert amount.severity == "error"
    assert "no column recognised as Amount (required); it may be: Betrag (0.30)" in amount.text(
        "en"
    )
    assert '[columns] amount = "Betrag"' in amount.text("en")
    assert "没有认出“金额”列（必需），可能是：Betrag (0.30)" in amount.text("zh")
    assert "--map map.toml" in amount.text("zh")
    assert result.tables == {}


def test_the_map_states_columns_whatever_their_headers(tmp_path):
    result = imported(tmp_path, UNKNOWN, MAP)
    assert codes(result) == []
    assert {one.level for one in result.mapping} == {"stated"}
    assert column(result, "invoices", "amount") == [100, 200]


def test_a_header_the_map_names_and_nobody_has_is_an_error(tmp_path):
    result = imported(tmp_path, UNKNOWN, MAP.replace('"Betrag"', '"Betreff"'))
    found = problem(result, "no_such_header")
    assert found.severity == "error"
    assert 'names the header "Betreff" for amount, which does not exist' in found.text("en")
    assert "现有：Beleg, Konto, Tag, Termin, Betrag" in found.text("zh")


def test_a_table_the_map_names_and_nobody_has_is_an_error(tmp_path):
    found = problem(
        imported(tmp_path, INVOICES, '[tables]\nSheet9 = "invoices"\n'), "no_such_table"
    )
    assert "“Sheet9”不存在；现有：raw.csv" in found.text("zh")
    assert '"Sheet9" under [tables]' in found.text("en")


def test_a_column_can_be_left_out(tmp_path):
    result = imported(tmp_path, INVOICES, '[columns]\ndue_date = ""\n')
    assert mapping(result)["Due Date"] is None
    assert codes(result) == ["no_terms", "no_terms"]


def test_a_stated_table_can_hold_the_columns(tmp_path):
    result = imported(tmp_path, UNKNOWN, MAP.replace("[columns]", "[columns.invoices]"))
    assert codes(result) == []


def test_an_uncertain_column_is_a_warning_that_says_what_else_it_may_be(tmp_path):
    text = """
        Invoice No | Customer | Document Date | Posting Date | Due Date   | Amount
        INV-1      | C1       | 2026-01-05    | 2026-01-06   | 2026-02-04 | 100.00
    """
    found = problem(imported(tmp_path, text), "uncertain_column")
    assert found.severity == "warning"
    assert "Document Date was taken for Invoice Date, confidence 0.90" in found.text("en")
    assert "Posting Date may be it too" in found.text("en")
    assert "“Document Date”被当作单据日期，把握 0.90；Posting Date 也可能是" in found.text("zh")


def test_amounts_in_thousands_are_refused(tmp_path):
    found = problem(
        imported(tmp_path, INVOICES.replace("Amount", "应收金额（万元）")), "unit_header"
    )
    assert (found.severity, found.column) == (
        "error",
        "应收金额(万元)".replace("(", "（").replace(")", "）"),
    )


@pytest.mark.parametrize(
    ("files", "tables"),
    [
        ({"发票": INVOICES}, ["invoices"]),
        ({"anything": INVOICES}, ["invoices"]),
        ({"a": INVOICES, "b": INVOICES.replace("INV", "B")}, ["invoices"]),
        ({"2026发票明细": INVOICES}, ["invoices"]),
        (
            {
                "list": INVOICES,
                "收款": "收款单号 | 客户编码 | 收款日期 | 金额\nR1 | C1 | 2026-02-01 | 50.00",
            },
            ["invoices", "receipts"],
        ),
        (
            {
                "list": INVOICES,
                "money": "Receipt No | Customer | Receipt Date | Amount\nR1 | C1 | 2026-02-01 | 9",
            },
            ["invoices", "receipts"],
        ),
        (
            {"list": INVOICES, "master": "Customer No | Name | Limit\nC1 | One | 500.00"},
            ["customers", "invoices"],
        ),
    ],
)
def test_tables_are_told_by_name_and_by_columns(tmp_path, files, tables):
    result = import_with(raw(tmp_path, **files), tmp_path)
    assert sorted(result.tables) == tables
    assert result.ok


def test_what_is_nothing_of_ours_is_left_aside_with_a_warning(tmp_path):
    folder = raw(tmp_path, list=INVOICES, prices="Item | Price\nA | 1.00\nB | 2.00")
    result = import_with(folder, tmp_path)
    found = problem(result, "ignored_sheet")
    assert (found.severity, found.table) == ("warning", "prices.csv")
    assert "(2 rows)" in found.text("en")
    assert '[tables] "prices.csv" = "invoices" 等' in found.text("zh")
    assert [one.how.zh for one in result.mapping if one.header == "Price"] == ["该表未导入"]


def test_a_table_the_map_ignores_is_left_aside_in_silence(tmp_path):
    folder = raw(tmp_path, list=INVOICES, old=INVOICES.replace("INV", "OLD"))
    result = import_with(folder, tmp_path, '[tables]\nold = "ignore"\n')
    assert codes(result) == []
    assert column(result, "invoices", "invoice_no") == ["INV-1", "INV-2"]


def test_without_any_list_of_invoices_nothing_is_imported(tmp_path):
    folder = raw(tmp_path, a="Item | Price\nA | 1.00", b="x | y\n1 | 2")
    result = import_with(folder, tmp_path)
    found = problem(result, "no_invoices")
    assert "没有认出发票清单；见到的表：a.csv, b.csv" in found.text("zh")
    assert "no list of invoices recognised" in found.text("en")
    assert not result.ok


def test_payments_stated_twice_are_refused(tmp_path):
    sheets = {
        "发票": [
            ["单据号", "客户编码", "单据日期", "到期日", "金额", "回款日期"],
            ["1", "C1", "2026-01-05", "2026-02-04", 100.0, "2026-02-10"],
        ],
        "收款": [["收款单号", "客户编码", "收款日期", "金额"], ["R1", "C1", "2026-02-10", 100.0]],
    }
    result = import_with(write(tmp_path / "raw.xlsx", sheets), tmp_path)
    found = problem(result, "two_payment_sources")
    assert "付款既写在发票的“回款日期”列，又另有收款表" in found.text("zh")
    assert '[columns.invoices] settled_on = ""' in found.text("en")
    left_out = '[columns.invoices]\nsettled_on = ""\n'
    assert import_with(tmp_path / "raw.xlsx", tmp_path, left_out).ok


def test_a_workbook_in_the_contracts_form_is_imported_as_it_is(tmp_path):
    sheets = {
        "客户": [["客户编码", "客户名称"], ["C1", "甲"]],
        "发票": [
            ["单据号", "客户编码", "单据日期", "到期日", "金额"],
            ["1", "C1", "2026-01-05", "2026-02-04", 100.0],
            ["2", "C1", "2026-01-05", "2026-02-04", -30.0],
        ],
        "收款": [["收款单号", "客户编码", "收款日期", "金额"], ["R1", "C1", "2026-02-10", 70.0]],
        "核销": [
            ["贷方单号", "核销单据号", "核销金额", "核销日期"],
            ["R1", "1", 70.0, "2026-02-10"],
            ["2", "1", 30.0, "2026-02-10"],
        ],
    }
    result = import_with(write(tmp_path / "raw.xlsx", sheets), tmp_path)
    assert codes(result) == []
    assert sorted(result.tables) == ["allocations", "customers", "invoices", "receipts"]
    assert len(result.ledger.allocations) == 2


def test_the_map_says_what_a_sheet_is(tmp_path):
    folder = raw(tmp_path, customers=INVOICES, other=INVOICES.replace("INV", "X"))
    toml = '[tables]\ncustomers = "invoices"\n"other.csv" = "ignore"\n'
    result = import_with(folder, tmp_path, toml)
    assert codes(result) == []
    assert column(result, "invoices", "invoice_no") == ["INV-1", "INV-2"]
