"""Folders of CSV files: names, encodings, separators, quotation, row numbers."""

import pytest
from books import folder

from xlar.workbook.files import BadFile
from xlar.workbook.folder import decoded, records
from xlar.workbook.read import load, read_source

HEADER = "invoice_no,customer_id,invoice_date,amount"
INVOICES = f"{HEADER}\nINV-1,C001,2026-03-05,1234.50\n"
CHINESE = "单据号,客户编码,单据日期,金额,备注\nINV-1,甲公司,2026年3月5日,1234.50,华东销售一部\n"


def found(path):
    return [(problem.code, problem.row) for problem in read_source(path).problems]


def invoice(path):
    return {
        name: column[0] for name, column in read_source(path).tables["invoices"].columns.items()
    }


@pytest.mark.parametrize("name", ["invoices", "发票", "Invoices", "应收明细", "ar_invoices"])
def test_files_by_any_name_of_the_table(tmp_path, name):
    assert invoice(folder(tmp_path / "f", **{name: INVOICES}))["invoice_no"] == "INV-1"


@pytest.mark.parametrize("suffix", ["csv", "CSV", "tsv", "txt"])
def test_files_by_any_extension_of_tables(tmp_path, suffix):
    (tmp_path / f"invoices.{suffix}").write_text(INVOICES, encoding="utf-8")
    assert invoice(tmp_path)["amount"] == 12_345_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "gb2312", "utf-16"])
def test_encodings(tmp_path, encoding):
    path = folder(tmp_path / "f", invoices=CHINESE.encode(encoding))
    assert invoice(path)["customer_id"] == "甲公司"
    assert invoice(path)["notes"] == "华东销售一部"


@pytest.mark.parametrize(
    "data",
    [
        "Müller, Café, Ångström".encode("latin-1"),
        "繁體中文客戶名稱與備註說明應收帳款".encode("big5"),
        "売掛金の明細".encode("shift-jis"),
        b"\xff\xfa\x00\x01",
        b"ab\0c",
        b"\xef\xbb\xbf\xff",
    ],
)
def test_other_encodings_are_not_guessed(data):
    with pytest.raises(BadFile) as caught:
        decoded(data)
    assert caught.value.words.code == "bad_encoding"


@pytest.mark.parametrize("text", ["", "abc", "客户", "客户喆堃镕以及甲乙丙丁公司名称一二三四五六"])
def test_chinese_in_gbk_is_believed(text):
    assert decoded(text.encode("gb18030")) == text


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_separators(tmp_path, mark):
    text = INVOICES.replace(",", mark)
    assert invoice(folder(tmp_path / "f", invoices=text))["amount"] == 12_345_000


def test_a_line_that_names_the_separator_is_no_header(tmp_path):
    path = folder(tmp_path / "f", invoices="sep=;\n" + INVOICES.replace(",", ";"))
    assert read_source(path).tables["invoices"].rows.tolist() == [3]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path, end):
    data = INVOICES.replace("\n", end).encode()
    assert invoice(folder(tmp_path / "f", invoices=data))["amount"] == 12_345_000


def test_rows_are_numbered_by_the_line_they_begin_on(tmp_path):
    text = (
        f'{HEADER},notes\nA,C,2026-03-05,1,"two\nlines"\n\nB,C,2026-03-05,2,\n'
        'C,C,2026-03-05,"1,234.50","a ""word"""\n'
    )
    source = read_source(folder(tmp_path / "f", invoices=text))
    table = source.tables["invoices"]
    assert table.rows.tolist() == [2, 5, 6]
    assert table.columns["notes"].tolist() == ["two\nlines", "", 'a "word"']
    assert table.columns["amount"].tolist() == [10_000, 20_000, 12_345_000]


def test_problems_of_csv_name_row_and_column_but_no_cell(tmp_path):
    [problem] = read_source(folder(tmp_path / "f", invoices=INVOICES + "A,C,x,1\n")).problems
    assert (problem.cell, problem.row, problem.column) == (None, 3, "invoice_date")
    assert problem.where("en") == "invoices, row 3, invoice_date"


def test_titles_above_the_header(tmp_path):
    path = folder(tmp_path / "f", invoices="应收明细\n\n" + INVOICES)
    assert read_source(path).tables["invoices"].rows.tolist() == [4]


def test_short_rows_are_filled_with_blanks(tmp_path):
    path = folder(tmp_path / "f", invoices=f"{HEADER},notes,terms\nA,C,2026-03-05,1\n")
    assert read_source(path).problems == ()
    path = folder(tmp_path / "g", invoices=f"{HEADER}\nA,C,2026-03-05\n")
    assert found(path) == [("missing_value", 2)]


def test_rows_with_more_fields_than_headers_are_shifted(tmp_path):
    path = folder(
        tmp_path / "f", invoices=INVOICES + "A,C,2026-03-05,1,234.50\nB,C,2026-03-05,1,\n"
    )
    [problem] = read_source(path).problems
    assert (problem.code, problem.row, problem.found) == ("too_many_fields", 3, "234.50")
    assert problem.values == {"count": 5, "width": 4}


@pytest.mark.parametrize("bad", ['A,C,2026-03-05,"1\nB,C,x,2\n', 'A,C,"2026"-03-05,1\n'])
def test_quotation_marks_without_a_partner(tmp_path, bad):
    assert ("open_quote", 3) in found(folder(tmp_path / "f", invoices=INVOICES + bad))


def test_a_very_long_field_is_reported_and_does_not_stop_the_reader(tmp_path):
    path = folder(tmp_path / "f", invoices=f"{HEADER},notes\nA,C,2026-03-05,1,{'x' * 2_000_000}\n")
    [problem] = read_source(path).problems
    assert (problem.code, problem.column, len(problem.found)) == ("cell_too_long", "notes", 80)


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty_file"), ("\n\n", "empty_file"), ("a,b\n1,2\n", "no_header"), ('"', "open_quote")],
)
def test_files_without_a_header(tmp_path, text, code):
    assert found(folder(tmp_path / "f", invoices=text))[0][0] == code


def test_a_folder_without_invoices_lists_what_is_there(tmp_path):
    path = folder(tmp_path / "f", customers="customer_id,name\nC,甲\n", misc="x\n1\n")
    [problem] = read_source(path).problems
    assert (problem.code, problem.values["seen"]) == ("no_invoices", "customers.csv, misc.csv")


def test_an_empty_folder(tmp_path):
    assert found(tmp_path) == [("no_invoices", None)]


def test_two_files_of_one_table(tmp_path):
    path = folder(tmp_path / "f", invoices=INVOICES, 发票=INVOICES)
    [problem] = read_source(path).problems
    assert (problem.code, problem.values["seen"]) == ("two_tables", "invoices.csv, 发票.csv")


def test_a_file_under_another_name_with_the_headers_of_a_table_is_told(tmp_path):
    path = folder(tmp_path / "f", invoices=INVOICES, invoices_2025=INVOICES, report="a,b\n1,2\n")
    [problem] = read_source(path).problems
    assert (problem.code, problem.severity, problem.found) == (
        "ignored_file",
        "warning",
        "invoices_2025.csv",
    )


def test_settings_and_policy_of_a_folder(tmp_path):
    path = folder(
        tmp_path / "f", invoices=INVOICES, settings="as_of,2026-06-30\n总账余额,1234.50\n"
    )
    (path / "policy.toml").write_text("[dunning]\ngrace = 5\n", encoding="utf-8")
    loaded = load(path)
    assert loaded.as_of.isoformat() == "2026-06-30"
    assert loaded.policy.dunning.grace == 5
    assert dict(loaded.policy.gl_balance).keys() == {"CNY"}


def test_a_wrong_policy_file_is_a_problem(tmp_path):
    path = folder(tmp_path / "f", invoices=INVOICES)
    (path / "policy.toml").write_text("[dunning]\ngrase = 5\n", encoding="utf-8")
    loaded = load(path)
    assert [problem.code for problem in loaded.problems if problem.severity == "error"] == [
        "bad_policy"
    ]
    assert loaded.ledger is None


def test_records_end_where_a_quotation_mark_is_never_closed():
    assert records('a\n1\n"2\n3\n').broken == 3


def test_places_of_csv_are_no_cells(tmp_path):
    assert (
        read_source(folder(tmp_path / "f", invoices=INVOICES)).locate("invoices", 2, "amount")
        is None
    )
