"""The row of headers: where it is, which column means what, and who wins where two claim one."""

import datetime as dt

import pytest

from xlar.tables.grid import Place, address, found, letters
from xlar.tables.headers import header_row, is_complete, listed_headers, read_header, titles
from xlar.tables.schema import TABLES

INVOICES = TABLES["invoices"]
REQUIRED = ["单据号", "客户编码", "单据日期", "金额"]


def header(*cells, table=INVOICES, **options):
    return read_header(table, cells, **{"sheet": "发票", "row": 1} | options)


def codes(*cells):
    return [(problem.code, problem.column, problem.cell) for problem in header(*cells).problems]


def test_columns_stand_where_their_headers_do():
    place = header("备注", *REQUIRED, left=2, row=3).place
    assert place.positions == {
        "notes": 2,
        "invoice_no": 3,
        "customer_id": 4,
        "invoice_date": 5,
        "amount": 6,
    }
    assert place.headers["invoice_no"] == "单据号"
    assert place.cell(7, "amount") == "发票!G7"
    assert place.cell(7, None) == place.cell(7, "no such column") == "发票!C7"


def test_further_columns_keep_their_headers():
    place = header(*REQUIRED, "毛利", "", "毛利", "amount_2").place
    assert {name: at for name, at in place.positions.items() if at > 3} == {
        "毛利": 4,
        "毛利 (2)": 6,
        "amount_2": 7,
    }


def test_a_header_that_is_no_text_is_a_further_column():
    place = header(*REQUIRED, 2026.0, dt.date(2026, 1, 1), None).place
    assert [name for name in place.positions if name not in INVOICES.by_name] == [
        "2026",
        "2026-01-01",
    ]


@pytest.mark.parametrize(
    ("cells", "position", "others"),
    [
        # a title beats an alias, wherever it stands
        (["单据号", "客户", "客户编码", "单据日期", "金额"], ("customer_id", 2), {"客户": 1}),
        (
            ["单据号", "Customer", "Customer ID", "单据日期", "金额"],
            ("customer_id", 2),
            {"Customer": 1},
        ),
        (["发票号", "单据号", "客户编码", "单据日期", "金额"], ("invoice_no", 1), {"发票号": 0}),
        (["单据号", "客户编码", "日期", "单据日期", "金额"], ("invoice_date", 3), {"日期": 2}),
    ],
)
def test_a_title_beats_an_alias(cells, position, others):
    found_header = header(*cells)
    name, at = position
    assert found_header.problems == ()
    assert found_header.place.positions[name] == at
    extra = {n: p for n, p in found_header.place.positions.items() if n not in INVOICES.by_name}
    assert extra == others


@pytest.mark.parametrize(
    ("cells", "column", "cell"),
    [
        # of two amounts nobody but the user can say which is meant: with or without tax
        ([*REQUIRED, "价税合计"], "amount", "发票!E1"),
        (["单据号", "客户编码", "单据日期", "价税合计", "金额"], "amount", "发票!D1"),
        ([*REQUIRED, "金额"], "amount", "发票!E1"),
        # two aliases, or the same title twice
        (["发票号", "单据编号", *REQUIRED[1:]], "invoice_no", "发票!B1"),
        ([*REQUIRED, "单据号"], "invoice_no", "发票!E1"),
        ([*REQUIRED, "invoice_no"], "invoice_no", "发票!E1"),
    ],
)
def test_two_columns_of_one_meaning_are_an_error(cells, column, cell):
    assert codes(*cells) == [("duplicate_column", column, cell)]


@pytest.mark.parametrize(
    "title",
    [
        "金额（万元）",
        "金额(万)",
        "Amount (k)",
        "金额【千元】",
        "Amount (Millions)",
        "价税合计(亿元)",
    ],
)
def test_a_multiple_as_unit_is_an_error_of_its_own(title):
    assert codes(*REQUIRED[:3], title) == [("unit_header", "amount", "发票!D1")]


@pytest.mark.parametrize("title", ["金额（元）", "金额(人民币)", "Amount (CNY)", "金额（含税）"])
def test_a_plain_unit_is_none(title):
    assert codes(*REQUIRED[:3], title) == []


def test_every_missing_column_is_told():
    assert codes("单据号", "备注") == [
        ("missing_column", "customer_id", "发票!A1"),
        ("missing_column", "invoice_date", "发票!A1"),
        ("missing_column", "amount", "发票!A1"),
    ]


def test_a_missing_column_names_what_is_there():
    problem = header("单据号", "金额(美元)", "客户编码", "单据日期").problems[0]
    assert problem.values["seen"] == "单据号, 金额(美元), 客户编码, 单据日期"


@pytest.mark.parametrize(
    ("rows", "position"),
    [
        ([REQUIRED], 0),
        ([["明细"], [], REQUIRED], 2),
        ([["单据号", "金额"], REQUIRED], 1),
        ([["单据号", "金额"], ["单据号"], ["x"]], 0),
        ([["x"], ["单据号"]], 1),
        ([["备注"], ["x"]], None),
        ([["x", 1.0, None]], None),
        ([], None),
        ([["x"]] * 20 + [REQUIRED], None),
    ],
)
def test_the_row_of_headers(rows, position):
    assert header_row(INVOICES, rows) == position


def test_complete_headers():
    assert is_complete(INVOICES, [*REQUIRED, "x", None, 3.0])
    assert not is_complete(INVOICES, REQUIRED[1:])


def test_required_titles_in_both_languages():
    assert titles(TABLES["customers"])["zh"] == "客户编码、客户名称"
    assert titles(TABLES["customers"])["en"] == "customer_id, name"


def test_long_lists_of_headers_are_cut():
    assert len(listed_headers(["列" * 10] * 100)) == 201


@pytest.mark.parametrize(
    ("column", "name"),
    [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_letters_of_columns(column, name):
    assert letters(column) == name


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        ("发票", "发票!B3"),
        ("发票2026", "发票2026!B3"),
        ("2026发票", "'2026发票'!B3"),
        ("AR Invoices", "'AR Invoices'!B3"),
        ("it's", "'it''s'!B3"),
        ("a-b", "'a-b'!B3"),
    ],
)
def test_addresses_quote_sheets_as_spreadsheets_do(sheet, text):
    assert address(sheet, 3, 1) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
        ("a\n  b\tc", "a b c"),
        (dt.date(2026, 6, 30), "2026-06-30"),
        (1e20, "1E+20"),
        (True, "TRUE"),
    ],
)
def test_what_was_found_fits_on_a_line(cell, text):
    assert found(cell) == text


def test_a_place_in_csv_has_no_cells():
    assert Place(None, 1, {"amount": 3}).cell(2, "amount") is None
    assert Place("发票", 1, {}).cell(2, "amount") == "发票!A2"
    assert Place("发票", 1, {"amount": 3}).cell(None, "amount") is None
