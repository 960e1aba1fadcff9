"""Workbooks of all five formats: which sheet is which table, where it begins and ends."""

import datetime as dt
import zipfile

import pytest
import xlwt
from books import DAY, ENTRY, FORMATS, INVOICES, Error, invoices, write, write_xlsx

from xlar.core.dates import day_number
from xlar.workbook.read import read_source

CUSTOMERS = [["客户编码", "客户名称"], ["C001", "甲示例公司"]]


def numbers(source):
    return source.tables["invoices"].columns["invoice_no"].tolist()


def found(source):
    return [(problem.code, problem.cell) for problem in source.problems]


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_format_gives_the_same_table(tmp_path, suffix):
    rows = [
        ["00012", "C001", DAY, 1234.5],
        [10023, "C001", "2026年3月5日", "¥1,234.50"],
        ["INV-3", "客户二", 46086, -12],
    ]
    source = read_source(invoices(tmp_path / f"book{suffix}", *rows))
    table = source.tables["invoices"]
    assert source.problems == ()
    assert numbers(source) == ["00012", "10023", "INV-3"]
    assert table.columns["customer_id"].tolist() == ["C001", "C001", "客户二"]
    assert table.columns["invoice_date"].tolist() == [day_number(DAY)] * 3
    assert table.columns["amount"].tolist() == [12_345_000, 12_345_000, -120_000]
    assert table.rows.tolist() == [2, 3, 4]


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsb", ".xls"])
def test_workbooks_that_count_from_1904(tmp_path, suffix):
    rows = [["A", "C001", DAY, 1], ["B", "C001", 44624, 1]]  # 46086 - 1462 days
    path = invoices(tmp_path / f"book{suffix}", *rows, epoch_1904=True)
    days = read_source(path).tables["invoices"].columns["invoice_date"]
    assert days.tolist() == [day_number(DAY)] * 2


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
def test_truths_and_times_are_told_apart(tmp_path, suffix):
    rows = [[*ENTRY, True], ["INV-2", *ENTRY[1:], False]]
    source = read_source(invoices(tmp_path / f"book{suffix}", *rows, header=[*INVOICES, "争议"]))
    assert source.tables["invoices"].columns["disputed"].tolist() == [1, 0]


@pytest.mark.parametrize("suffix", FORMATS)
def test_titles_above_the_header_are_passed_over(tmp_path, suffix):
    rows = [["示例公司应收账款明细"], [], ["截至", DAY], INVOICES, ENTRY]
    source = read_source(write(tmp_path / f"book{suffix}", {"发票": rows}))
    assert numbers(source) == ["INV-1"]
    assert source.tables["invoices"].rows.tolist() == [5]
    assert source.locate("invoices", 5, "amount") == "发票!D5"


def test_a_table_need_not_begin_in_the_first_column(tmp_path):
    rows = [["", "", *row] for row in ([], INVOICES, [*ENTRY[:3], "x"])]
    [problem] = read_source(write(tmp_path / "book.xlsx", {"发票": rows})).problems
    assert (problem.cell, problem.row) == ("发票!F3", 3)


def test_a_header_below_row_20_is_not_looked_for(tmp_path):
    rows = [["导出说明"]] * 20 + [INVOICES, ENTRY]
    assert found(read_source(write(tmp_path / "book.xlsx", {"发票": rows}))) == [
        ("no_header", "发票!A1")
    ]


def test_the_first_complete_row_is_the_header(tmp_path):
    rows = [["客户编码", "金额"], INVOICES, ENTRY]
    assert numbers(read_source(write(tmp_path / "book.xlsx", {"发票": rows}))) == ["INV-1"]


@pytest.mark.parametrize("name", ["发票", "Invoices", "invoices", "应收账款明细", "ar_invoices"])
def test_sheets_by_any_name_of_the_table(tmp_path, name):
    assert numbers(read_source(write(tmp_path / "book.xlsx", {name: [INVOICES, ENTRY]}))) == [
        "INV-1"
    ]


@pytest.mark.parametrize("title", ["发票", "invoices", "ar_invoices", "tbl_invoices", "Invoices"])
def test_an_excel_table_is_found_on_a_renamed_sheet(tmp_path, title):
    path = write_xlsx(
        tmp_path / "book.xlsx",
        {"二〇二六": [["备忘"], [], INVOICES, ENTRY, ["INV-2", *ENTRY[1:]]]},
        tables=[("二〇二六", "A3:D5", title)],
    )
    source = read_source(path)
    assert numbers(source) == ["INV-1", "INV-2"]
    assert source.locate("invoices", 4, "amount") == "二〇二六!D4"


def test_what_stands_beside_an_excel_table_is_not_its_data(tmp_path):
    rows = [INVOICES, [*ENTRY, "旁注"], ["制表人：某"]]
    path = write_xlsx(tmp_path / "book.xlsx", {"发票": rows}, tables=[("发票", "A1:D2", "发票")])
    source = read_source(path)
    assert numbers(source) == ["INV-1"]
    assert source.problems == ()
    assert source.extras["invoices"] == {}


def test_an_excel_table_with_a_default_name_still_bounds_its_sheet(tmp_path):
    rows = [INVOICES, ENTRY, ["以下为说明"]]
    path = write_xlsx(tmp_path / "book.xlsx", {"发票": rows}, tables=[("发票", "A1:D2", "表1")])
    assert read_source(path).problems == ()


def test_the_total_row_of_an_excel_table_is_no_entry(tmp_path):
    rows = [INVOICES, ENTRY, ["合计", "", "", 1234.5]]
    path = write_xlsx(
        tmp_path / "book.xlsx", {"发票": rows}, tables=[("发票", "A1:D3", "发票")], totals=True
    )
    source = read_source(path)
    assert numbers(source) == ["INV-1"]
    assert source.problems == ()


def test_entries_below_an_excel_table_are_not_dropped_silently(tmp_path):
    rows = [INVOICES, ENTRY, ["INV-2", *ENTRY[1:]], ["INV-3", *ENTRY[1:]]]
    path = write_xlsx(tmp_path / "book.xlsx", {"发票": rows}, tables=[("发票", "A1:D2", "发票")])
    [problem] = read_source(path).problems
    assert (problem.code, problem.cell, problem.values) == (
        "rows_below_table",
        "发票!A3",
        {"count": 2},
    )


def test_an_excel_table_goes_before_a_sheet_of_the_name(tmp_path):
    sheets = {"发票": [["草稿"]], "数据": [INVOICES, ENTRY]}
    path = write_xlsx(tmp_path / "book.xlsx", sheets, tables=[("数据", "A1:D2", "invoices")])
    assert numbers(read_source(path)) == ["INV-1"]


def test_a_title_goes_before_an_alias_and_the_other_sheet_is_told(tmp_path):
    sheets = {"应收明细": [INVOICES, ["X", *ENTRY[1:]]], "发票": [INVOICES, ENTRY]}
    source = read_source(write(tmp_path / "book.xlsx", sheets))
    assert numbers(source) == ["INV-1"]
    assert found(source) == [("ignored_sheet", "应收明细!A1")]


def test_a_report_whose_name_is_an_alias_is_no_rival(tmp_path):
    sheets = {"应收账款": [["客户", "余额"], ["甲", 1]], "发票": [INVOICES, ENTRY]}
    assert read_source(write(tmp_path / "book.xlsx", sheets)).problems == ()


def test_hidden_rows_filters_and_hidden_sheets_are_read(tmp_path):
    import xlsxwriter  # the options this test needs are in no helper

    book = xlsxwriter.Workbook(tmp_path / "book.xlsx")
    book.add_worksheet("首页")
    sheet = book.add_worksheet("发票")
    for number, row in enumerate(
        [INVOICES, ["A", "C", "2026-01-01", 1], ["B", "C", "2026-01-01", 2]]
    ):
        sheet.write_row(number, 0, row)
    sheet.autofilter("A1:D3")
    sheet.filter_column("A", "x == A")
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.hide()
    book.close()
    assert numbers(read_source(tmp_path / "book.xlsx")) == ["A", "B"]


def test_rows_wholly_blank_are_skipped_and_numbers_stay(tmp_path):
    rows = [INVOICES, ENTRY, [], ["", " ", "\u3000", ""], ["INV-2", *ENTRY[1:]]]
    source = read_source(write(tmp_path / "book.xlsx", {"发票": rows}))
    assert source.problems == ()
    assert source.tables["invoices"].rows.tolist() == [2, 5]


def test_rows_that_only_number_themselves_are_blank(tmp_path):
    rows = [["序号", *INVOICES], [1, *ENTRY], [2, "", "", "", ""], [3, "", "", "", ""]]
    source = read_source(write(tmp_path / "book.xlsx", {"发票": rows}))
    assert source.problems == ()
    assert source.extras["invoices"] == {"序号": [1.0]}


def test_further_columns_are_carried_along_untouched(tmp_path):
    header = [*INVOICES, "毛利", "毛利", "", "客户名称"]
    row = [*ENTRY, 0.25, dt.date(2026, 1, 1), "", " 甲 "]
    extras = read_source(invoices(tmp_path / "book.xlsx", row, header=header)).extras["invoices"]
    assert extras == {"毛利": [0.25], "毛利 (2)": [dt.date(2026, 1, 1)], "客户名称": [" 甲 "]}


def test_all_tables_of_a_workbook(tmp_path):
    sheets = {
        "客户": CUSTOMERS,
        "发票": [INVOICES, ENTRY],
        "收款": [["收款单号", "客户编码", "收款日期", "金额"], ["R-1", "C001", DAY, 100]],
        "核销": [["贷方单号", "核销单据号", "核销金额", "核销日期"], ["R-1", "INV-1", 60, DAY]],
        "催收与确认记录": [["日期", "客户编码", "类别"], [DAY, "C001", "电话"]],
        "还款承诺": [["客户编码", "承诺日期", "付款日"], ["C001", DAY, DAY]],
    }
    source = read_source(write(tmp_path / "book.xlsx", sheets))
    assert source.problems == ()
    assert {name: len(table) for name, table in source.tables.items()} == dict.fromkeys(
        ["customers", "invoices", "receipts", "allocations", "acts", "promises"], 1
    )


def test_an_empty_sheet_beside_the_invoices_is_no_table(tmp_path):
    sheets = {"发票": [INVOICES, ENTRY], "收款": []}
    source = read_source(write(tmp_path / "book.xlsx", sheets))
    assert source.problems == ()
    assert set(source.tables) == {"invoices"}


def test_a_table_of_headers_only_has_no_rows(tmp_path):
    source = read_source(write(tmp_path / "book.xlsx", {"发票": [INVOICES]}))
    assert (source.problems, len(source.tables["invoices"])) == ((), 0)


@pytest.mark.parametrize(
    ("name", "address"),
    [("发票", "发票!D2"), ("Invoices", "Invoices!D2"), ("AR Invoices", "'AR Invoices'!D2")],
)
def test_addresses_are_those_the_spreadsheet_uses(tmp_path, name, address):
    path = write(tmp_path / "book.xlsx", {name: [INVOICES, [*ENTRY[:3], "x"]]})
    assert [problem.cell for problem in read_source(path).problems] == [address]


def test_cells_merged_over_rows_are_named_as_such(tmp_path):
    rows = [INVOICES, ENTRY, ["INV-2", "", *ENTRY[2:]]]
    path = write_xlsx(tmp_path / "book.xlsx", {"发票": rows}, merged=[("发票", "B2:B3")])
    assert found(read_source(path)) == [("merged_cell", "发票!B3")]


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        # a group title over two headers
        ([["单据", "", "客户", "金额"], ["单据号", "单据日期", "客户编码", ""], ENTRY], ["A1:B1"]),
        # a header over two columns, of which only the first would be read
        ([[*INVOICES, ""], [*ENTRY, 5]], ["D1:E1"]),
        # a header over two rows with a second line beside it
        ([INVOICES, ["", "", "年-月-日", "元"], ENTRY], ["A1:A2", "B1:B2"]),
        # the same header twice, in two languages
        ([INVOICES, ["invoice_no", "customer_id", "invoice_date", "amount"], ENTRY], []),
    ],
)
def test_headers_that_are_merged_or_in_two_lines(tmp_path, rows, merged):
    path = write_xlsx(
        tmp_path / "book.xlsx", {"发票": rows}, merged=[("发票", area) for area in merged]
    )
    problems = [problem for problem in read_source(path).problems if problem.row in {1, 2}]
    assert [problem.code for problem in problems] == ["merged_header"]


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        ([["应收账款明细", "", "", ""], INVOICES, ENTRY], ["A1:D1"]),
        ([INVOICES, ["", "", "", ""], ENTRY], ["A1:A2", "B1:B2", "C1:C2", "D1:D2"]),
        ([[*INVOICES, "其他", ""], [*ENTRY, 1, 2]], ["E1:F1"]),
    ],
)
def test_merged_cells_that_do_no_harm(tmp_path, rows, merged):
    path = write_xlsx(
        tmp_path / "book.xlsx", {"发票": rows}, merged=[("发票", area) for area in merged]
    )
    assert found(read_source(path)) == []


def test_a_missing_header_below_a_merged_title_is_still_a_missing_header(tmp_path):
    rows = [["应收账款明细", "", ""], INVOICES[:3], ENTRY[:3]]
    path = write_xlsx(tmp_path / "book.xlsx", {"发票": rows}, merged=[("发票", "A1:C1")])
    assert found(read_source(path)) == [("missing_column", "发票!A2")]


def test_a_file_is_told_by_its_content_not_its_extension(tmp_path):
    path = invoices(tmp_path / "book.xlsx", ENTRY).rename(tmp_path / "book.xls")
    assert numbers(read_source(path)) == ["INV-1"]


def test_chart_sheets_are_passed_over(tmp_path):
    import xlsxwriter  # the options this test needs are in no helper

    book = xlsxwriter.Workbook(tmp_path / "book.xlsx")
    sheet = book.add_worksheet("发票")
    for number, row in enumerate([INVOICES, ["A", "C", "2026-01-01", 1]]):
        sheet.write_row(number, 0, row)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=发票!$D$2:$D$2"})
    book.add_chartsheet("收款").set_chart(chart)
    book.close()
    assert numbers(read_source(tmp_path / "book.xlsx")) == ["A"]


def test_sheets_linked_by_absolute_paths(tmp_path):
    path = invoices(tmp_path / "book.xlsx", ENTRY, ["INV-2", *ENTRY[1:3], Error()])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    links = "xl/_rels/workbook.xml.rels"
    parts[links] = parts[links].replace(b'Target="worksheets/', b'Target="/xl/worksheets/')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert found(read_source(path)) == [("error_cell", "发票!D3")]


def test_errors_in_the_second_sheet_of_an_old_workbook(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("首页").write(0, 0, "x")
    sheet = book.add_sheet("发票")
    for number, row in enumerate([INVOICES, ["A", "C", "2026-01-01"]]):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    sheet.row(1).set_cell_error(3, 0x2A)
    book.save(str(tmp_path / "book.xls"))
    assert found(read_source(tmp_path / "book.xls")) == [("error_cell", "发票!D2")]
