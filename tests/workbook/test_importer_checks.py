"""What an import tells about a source beyond its errors."""

from __future__ import annotations

import pytest
from books import write
from exports import codes, import_with, imported, problem, texts_of

BASIC = """
    Invoice No | Customer | Invoice Date | Due Date   | Amount
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | {amount}
"""


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("", ["currency_symbol"]),
        ('[options]\ncurrency = "AUD"\n', []),
        ('[options]\nbase_currency = "USD"\n', []),
        ('[options]\ncurrency = "EUR"\n', ["currency_symbol"]),
    ],
)
def test_a_symbol_that_contradicts_the_currency_is_told(tmp_path, toml, expected):
    result = imported(tmp_path, BASIC.format(amount="$1,234.50"), toml)
    assert codes(result) == expected
    if expected and not toml:
        found = problem(result, "currency_symbol")
        assert "金额带有“$”（1 处），而单据币种按 CNY 处理" in found.text("zh")
        assert "amounts carry $ (1 times), while the documents count as CNY" in found.text("en")


@pytest.mark.parametrize("amount", ["¥1,234.50", "￥100", "1 234,50", "(12.00)", "１２元"])
def test_amounts_in_text_are_read_and_told(tmp_path, amount):
    result = imported(tmp_path, BASIC.format(amount=amount))
    assert "amounts in text with symbols or separators read as numbers: 1" in texts_of(result)


def test_the_currency_of_documents_without_one_is_told(tmp_path):
    result = imported(tmp_path, BASIC.format(amount="1.00"))
    assert "no column of currency: documents count as CNY: 1" in texts_of(result)
    assert result.ledger.currencies == ("CNY",)


def test_the_currency_stated_is_that_of_the_documents(tmp_path):
    result = imported(tmp_path, BASIC.format(amount="1.00"), '[options]\ncurrency = "USD"\n')
    assert result.ledger.documents.currency.tolist() == [1]
    assert result.ledger.currencies == ("CNY", "USD")
    assert result.settings["base_currency"] == "CNY"


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([611365.0, 1234567890.0], True),
        ([1234567890.0, 1234567891.0], False),
        ([1.0, 2.0, 10.0, 100.0], False),  # an ordinary sequence of short numbers
        (["0000611365", "1234567890"], False),
    ],
)
def test_numbers_that_may_have_lost_their_zeros_are_told(tmp_path, numbers, told):
    header = ["Invoice No", "Customer", "Invoice Date", "Due Date", "Amount"]
    rows = [[number, "C1", "2026-01-05", "2026-02-04", 1.0] for number in numbers]
    result = import_with(write(tmp_path / "raw.xlsx", {"Sheet1": [header, *rows]}), tmp_path)
    assert codes(result) == (["leading_zeros"] if told else [])
    if told:
        found = problem(result, "leading_zeros")
        assert found.severity == "warning"
        assert "611365, 1234567890" in found.text("zh")
        assert "cannot be restored" in found.text("en")


TAXED = """
    Invoice No | Customer | Invoice Date | Due Date   | Net Amount | Tax   | Amount
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | 100.00     | 13.00 | 113.00
    INV-2      | C1       | 2026-01-05   | 2026-02-04 | 200.00     | 25.99 | 226.00
    INV-3      | C1       | 2026-01-05   | 2026-02-04 | 300.00     |       | 339.00
    INV-4      | C1       | 2026-01-05   | 2026-02-04 | 400.00     | 40.00 | 452.00
"""


def test_net_and_tax_that_do_not_make_up_the_amount_are_told_once(tmp_path):
    found = problem(imported(tmp_path, TAXED), "net_and_tax")
    assert (found.severity, found.row) == ("warning", 3)
    assert "net + tax is not the amount in 2 rows" in found.text("en")
    assert "(such as 3: 200.00 + 25.99 / 226.00; 5: 400.00 + 40.00 / 452.00)" in found.text("en")
    assert "最大差 12.00" in found.text("zh")


SPELLED = """
    Invoice No | Customer | Invoice Date | Due Date   | Amount | Category
    INV-1      | C1       | 2026-01-05   | 2026-02-04 | 1.00   | Events
    INV-2      | C1       | 2026-01-05   | 2026-02-04 | 2.00   | events
    INV-3      | C1       | 2026-01-05   | 2026-02-04 | 3.00   | E.vents
    INV-4      | C1       | 2026-01-05   | 2026-02-04 | 4.00   | Fees
    INV-5      | C1       | 2026-01-05   | 2026-02-04 | 5.00   |
    INV-6      | C1       | 2026-01-05   | 2026-02-04 | 6.00   | Fees
    INV-7      | C1       | 2026-01-05   | 2026-02-04 | 7.00   | Fees
    INV-8      | C1       | 2026-01-05   | 2026-02-04 | 8.00   | Events
    INV-9      | C1       | 2026-01-05   | 2026-02-04 | 9.00   | Events
"""


def test_one_word_in_several_spellings_and_blanks_are_told(tmp_path):
    said = texts_of(imported(tmp_path, SPELLED + SPELLED.replace("INV", "X").split("\n", 2)[2]))
    assert "Category: one word spelled in several ways: 10" in said
    assert "'Events' / 'events' / 'E.vents'" in said
    assert "Category: blank cells: 2" in said


def test_several_styles_of_dates_are_told(tmp_path):
    text = SPELLED.replace("INV-1      | C1       | 2026-01-05", "INV-1 | C1 | 5-Jan-2026")
    said = texts_of(imported(tmp_path, text))
    assert "Invoice Date: dates written in 2 styles: 9" in said
    assert "9999-9-9 × 8; 9-Mmm-9999 × 1" in said


def test_wrong_cells_are_errors_at_their_rows(tmp_path):
    text = """
        Invoice No | Customer | Invoice Date | Due Date   | Amount  | Disputed | Currency
        INV-1      | C1       | soon         | 2026-02-04 | 100.00  | No       | CNY
        INV-2      | C1       | 2026-01-05   | 2026-02-04 | a lot   | No       | CNY
        INV-3      | C1       | 2026-01-05   | 2026-02-04 | 300.00  | perhaps  | CNY
        INV-4      | C1       | 2026-01-05   | 2026-02-04 | 400.00  | No       | 12
        INV-5      |          | 2026-01-05   | 2026-02-04 | 500.001 | No       | CNY
    """
    result = imported(tmp_path, text)
    found = {(one.code, one.row, one.column) for one in result.problems if one.severity == "error"}
    assert found == {
        ("bad_day", 2, "Invoice Date"),
        ("bad_amount", 3, "Amount"),
        ("bad_flag", 4, "Disputed"),
        ("bad_currency", 5, "Currency"),
        ("missing_value", 6, "Customer"),
        ("too_many_decimals", 6, "Amount"),
    }
    assert result.ledger is None


def test_both_decimal_marks_in_one_column_are_told_with_their_rows(tmp_path):
    text = """
        Invoice No | Customer | Invoice Date | Due Date   | Amount
        INV-1      | C1       | 2026-01-05   | 2026-02-04 | 1,234.50
        INV-2      | C1       | 2026-01-05   | 2026-02-04 | 1.234,50
    """
    found = problem(imported(tmp_path, text), "mixed_styles")
    assert found.severity == "warning"
    assert "(rows 2)" in found.text("en")
    assert "(rows 3)" in found.text("en")


def test_a_long_column_is_judged_by_its_first_cells(tmp_path):
    rows = [f"INV-{n} | C1 | 2026-01-05 | 2026-02-04 | {n}.00" for n in range(1, 301)]
    head = "Invoice No | Customer | Booked Invoice Date | Due Date | Amount\n"
    result = imported(tmp_path, head + "\n".join(rows))
    assert len(result.tables["invoices"]) == 300
    assert codes(result) == ["uncertain_column"]
