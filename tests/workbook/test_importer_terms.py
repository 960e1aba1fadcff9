"""Codes of terms, and due dates compared with terms."""

from __future__ import annotations

import pytest
from exports import codes, column, import_with, imported, open_amounts, problem, texts_of

CODED = """
    Invoice No | Customer | Invoice Date | Due Date | Amount | Payment Terms
    INV-1      | C1       | 2026-01-05   |          | 100.00 | Z001
    INV-2      | C1       | 2026-01-05   |          | 200.00 | 30 days
    INV-3      | C1       | 2026-01-05   |          | 300.00 | Z001
"""


def test_a_code_a_due_date_depends_on_is_an_error_with_the_line_to_paste(tmp_path):
    result = imported(tmp_path, CODED)
    found = problem(result, "unmapped_terms")
    assert (found.severity, found.row) == ("error", 2)
    assert 'not understood: "Z001" (2 rows); 2 documents without a due date' in found.text("en")
    assert 'Write Z001 = "N30" in map.toml under [terms]' in found.text("en")
    assert "看不懂的账期代码“Z001”（2 行），2 张单据没有到期日、要靠它推算" in found.text("zh")
    assert codes(result) == ["unmapped_terms"]  # no further complaint about the same rows
    assert result.ledger is None


def test_the_map_translates_codes(tmp_path):
    result = imported(tmp_path, CODED, '[terms]\nz001 = "N10"\n')
    assert codes(result) == []
    assert column(result, "invoices", "terms") == ["N10", "30 days", "N10"]
    assert "term codes translated into terms: 2; e.g. invoices: Z001 → N10" in texts_of(result)


def test_a_code_can_be_left_blank(tmp_path):
    result = imported(tmp_path, CODED, '[terms]\nZ001 = ""\n')
    assert codes(result) == ["no_terms", "no_terms"]
    assert column(result, "invoices", "terms") == ["", "30 days", ""]


def test_a_code_no_due_date_depends_on_is_a_warning_and_left_blank(tmp_path):
    text = CODED.replace("2026-01-05   |          |", "2026-01-05   | 2026-02-04 |")
    result = imported(tmp_path, text)
    found = problem(result, "unmapped_terms")
    assert found.severity == "warning"
    assert "已留空" in found.text("zh")
    assert column(result, "invoices", "terms") == ["", "30 days", ""]
    assert open_amounts(result, "2026-01-05")["INV-1"] == "100.00"


DUE = """
    Invoice No | Customer | Invoice Date | Due Date   | Amount  | Terms
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00  | N30
    INV-2      | C1       | 2026-01-05   | 2026-02-10 | 200.00  | N30
    INV-3      | C1       | 2026-01-05   | 2026-03-31 | 300.00  |
    INV-4      | C1       | 2026-01-05   |            | 400.00  | 月结30
    CN-1       | C1       | 2026-01-05   | 2026-01-06 | -50.00  | N30
"""


def test_due_dates_that_differ_from_the_terms_are_told_and_kept(tmp_path):
    result = imported(tmp_path, DUE)
    found = problem(result, "due_differs")
    assert (found.severity, found.row) == ("warning", 3)
    assert "1 due dates differ from document date + term" in found.text("en")
    assert "(such as 3: 2026-02-10, N30 → 2026-02-04)" in found.text("en")
    assert "1 张单据的到期日与“单据日期 + 账期”不符" in found.text("zh")
    assert column(result, "invoices", "due_date")[1] == "2026-02-10"


def test_due_dates_can_be_computed_from_the_terms(tmp_path):
    result = imported(tmp_path, DUE, "[options]\nrecompute_due = true\n")
    assert column(result, "invoices", "due_date")[:4] == [
        "2026-02-04",
        "2026-02-04",
        "2026-03-31",  # no term: as given
        "2026-03-02",  # 31 January + 30 days
    ]
    said = texts_of(result)
    assert "due dates recomputed from the terms, changed: 1; e.g. 3: 2026-02-10" in said
    assert "no term, due date kept as given: 1; e.g. 4" in said
    assert codes(result) == ["no_reference"]


def test_terms_from_receipt_count_from_the_day_of_receipt(tmp_path):
    text = """
        Invoice No | Customer | Invoice Date | Received On | Due Date   | Amount | Terms
        INV-1      | C1       | 2026-06-01   | 2026-06-09  | 2026-07-09 | 100.00 | 票到30天
        INV-2      | C1       | 2026-06-01   |             | 2026-07-01 | 100.00 | 票到30天
    """
    assert "due_differs" not in codes(imported(tmp_path, text))


@pytest.mark.parametrize(
    ("customer_terms", "own", "due"),
    [("N30", "", "2026-02-04"), ("N30", "N10", "2026-01-15")],
)
def test_the_term_of_a_document_goes_before_its_customers(tmp_path, customer_terms, own, due):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "customers.csv").write_text(
        f"customer_id,name,terms\nC1,One,{customer_terms}\n", encoding="utf-8"
    )
    (tmp_path / "raw" / "invoices.csv").write_text(
        "invoice_no,customer_id,invoice_date,due_date,amount,terms\n"
        f"INV-1,C1,2026-01-05,2026-12-31,100.00,{own}\n",
        encoding="utf-8",
    )
    result = import_with(tmp_path / "raw", tmp_path, "[options]\nrecompute_due = true\n")
    assert column(result, "invoices", "due_date") == [due]
