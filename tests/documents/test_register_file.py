"""register.csv: written for Excel, read as people leave it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from batches import DAY, row
from hypothesis import given, settings
from hypothesis import strategies as st

from xlar.core.registered import STATUSES, RegisteredItem, RegisterRow
from xlar.documents.register.file import read_register_bytes, register_bytes
from xlar.documents.register.merge import merge
from xlar.documents.register.numbering import SERIES

ROW = replace(
    row("00123"), number="CK-2026-0001", status="sent", sent_on=date(2026, 7, 1),
    channel="EMS", tracking="1234567890123", files=("CK-2026-0001 甲.pdf",), batch="甲 001",
)  # fmt: skip


def merged(data):
    return merge(read_register_bytes(data), {})


def rows_of(data):
    found = merged(data)
    assert found.problems == ()
    return list(found.rows)


def codes(data):
    found = merged(data)
    return [(one.code, one.row, one.column) for one in found.problems]


def test_excel_shows_chinese_and_its_line_ends():
    data = register_bytes([ROW])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_file_reads_well():
    cells = list(csv.reader(io.StringIO(register_bytes([ROW]).decode("utf-8-sig"))))
    assert dict(zip(*cells, strict=True)) == {
        "编号": "CK-2026-0001", "类别": "催款函", "级别": "3", "客户编码": "'00123",
        "币种": "CNY", "金额": "1234.50", "日期": "2026-06-30", "截止日": "2026-06-30",
        "起始日": "", "语言": "中文", "状态": "已发", "发出日": "2026-07-01", "发送方式": "EMS",
        "快递单号": "'1234567890123", "签收日": "", "退回日": "", "撤回日": "", "客户答复": "",
        "单据": "INV-1#2:L3;INV-2:L1", "文件": "CK-2026-0001 甲.pdf", "批次": "甲 001",
    }  # fmt: skip


def test_in_english_titles_and_words_are_the_codes():
    titles, cells = csv.reader(io.StringIO(register_bytes([ROW], "en").decode("utf-8-sig")))
    assert titles[:3] == ["number", "kind", "level"]
    assert cells[1] == "letter"
    assert cells[titles.index("status")] == "sent"


TEXT = st.text(max_size=20).map(lambda text: " ".join(text.split()))
DAYS = st.none() | st.dates(date(1970, 1, 1), date(2199, 12, 31))
ROWS = st.builds(
    RegisterRow,
    number=st.integers(1, 10**6).map(str),
    kind=st.sampled_from(list(SERIES)),
    level=st.integers(-1, 7),
    customer_id=TEXT.filter(bool),
    currency=st.sampled_from(["CNY", "JPY", "KWD", ""]),
    amount=st.integers(-(10**15), 10**15),
    date=st.dates(date(1970, 1, 1)),
    as_of=st.dates(date(1970, 1, 1)),
    period_from=DAYS,
    language=st.sampled_from(["zh", "en"]),
    status=st.sampled_from(list(STATUSES)),
    sent_on=DAYS, delivered_on=DAYS, returned_on=DAYS, withdrawn_on=DAYS,
    channel=TEXT, tracking=TEXT, reply=TEXT, batch=TEXT,
    items=st.lists(
        st.builds(RegisteredItem, TEXT.filter(bool), st.integers(0, 99), st.integers(-1, 7)),
        max_size=3,
    ).map(tuple),
    files=st.lists(TEXT.map(lambda text: text.replace("|", "")).map(str.strip).filter(bool))
    .map(tuple),
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(ROWS, max_size=4, unique_by=lambda one: one.number), st.sampled_from(["zh", "en"]))
def test_every_row_comes_back_as_it_was(rows, language):
    found = merged(register_bytes(rows, language))
    assert [one for one in found.problems if one.severity == "error"] == []
    assert list(found.rows) == rows


@settings(deadline=None)
@given(st.text("=+-@'0123456789\t\"\n,;甲", max_size=12).map(str.strip))
def test_no_cell_begins_like_a_formula(text):
    data = register_bytes([replace(ROW, reply=text, tracking=text, batch=text)])
    for record in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
        assert not [cell for cell in record if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert rows_of(data)[0].reply == text


def test_an_empty_register_is_its_header():
    assert rows_of(register_bytes([])) == []


def edited(change, rows=(ROW,)):
    return change(register_bytes(rows).decode("utf-8-sig"))


def test_columns_may_stand_in_any_order():
    cells = list(csv.reader(io.StringIO(edited(str))))
    text = "\r\n".join(",".join(f'"{cell}"' for cell in reversed(record)) for record in cells)
    assert rows_of(text.encode("utf-8-sig")) == [ROW]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_separator_excel_writes_is_read(encoding, delimiter):
    plain = replace(ROW, items=(RegisteredItem("INV-1"),))
    text = edited(lambda text: text.replace(",", delimiter), [plain])
    assert rows_of(text.encode(encoding)) == [plain]


def test_days_in_the_form_of_excel_are_read():
    assert rows_of(edited(lambda text: text.replace("2026-06-30", "2026/6/30")).encode()) == [ROW]


def test_days_of_an_american_excel_are_told_by_those_that_are_certain():
    # 7/1/2026 alone could be 7 January; 6/30/2026 proves the month stands first
    text = edited(lambda text: text.replace("2026-06-30", "6/30/2026"))
    assert rows_of(text.replace("2026-07-01", "7/1/2026").encode()) == [ROW]


def test_blank_lines_and_cells_missing_at_the_end_are_no_mistake():
    text = edited(lambda text: text.replace("\r\n", "\r\n\r\n,,,\r\n").replace(",甲 001", ""))
    assert rows_of(text.encode()) == [replace(ROW, batch="")]


def test_further_columns_are_carried_along():
    text = edited(
        lambda text: text.replace("批次\r\n", "批次,备注\r\n").replace("1\r\n", "1,=x\r\n")
    )
    contents = read_register_bytes(text.encode())
    found = merge(contents, {})
    assert (contents.extras, dict(found.extras)) == (("备注",), {ROW.number: ("=x",)})
    assert (
        register_bytes(found.rows, "zh", contents.extras, found.extras).decode() == f"\ufeff{text}"
    )


@pytest.mark.parametrize(
    ("was", "now", "column"),
    [
        ("已发", "寄了", "status"),
        ("已发", "", "status"),
        ("2026-07-01", "下周", "sent_on"),
        ("'1234567890123", "1.23457E+12", "tracking"),
        ("催款函", "信", "kind"),
        ("1234.50", "一千", "amount"),
        ("'00123", "", "customer_id"),
    ],
)
def test_a_cell_that_cannot_be_read_is_reported_with_row_and_column(was, now, column):
    text = edited(lambda text: text.replace(was, now))
    assert codes(text.encode()) == [("register_bad_cell", 2, column)]


def test_a_problem_says_where_what_and_what_to_do():
    text = edited(lambda text: text.replace("已发", "寄了"))
    (problem,) = merged(text.encode()).problems
    assert problem.text("en") == (
        'register, row 2, status: the cell cannot be read; found "寄了"; '
        "expected draft, sent, acknowledged, returned, withdrawn. Correct and save it"
    )
    assert "草稿、已发、已签收、退回、撤回" in problem.text("zh")


def test_rows_are_counted_as_the_spreadsheet_does():
    second = replace(ROW, number="CK-2026-0002", reply="两行\n文字")
    third = replace(ROW, number="CK-2026-0003", channel="寄信")
    text = edited(lambda text: text.replace("寄信", "1E+15"), [ROW, second, third])
    # header 1, first 2, second 3 and 4, third 5
    assert codes(text.encode()) == [("register_bad_cell", 5, "channel")]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda text: text.replace("CK-2026-0001,", ",", 1), ("register_no_number", 2, "number")),
        (lambda text: text + text.splitlines()[1], ("register_number_twice", 3, "number")),
        (lambda text: text.replace("甲 001", "甲,001"), ("register_too_many_fields", 2, None)),
        (lambda text: text.replace("甲 001", '"甲 001'), ("register_open_quote", 2, None)),
        (lambda text: text.replace("起始日", "状态"), ("register_two_columns", 1, None)),
        (lambda text: text.replace("编号", "序"), ("register_header", 1, None)),
        (lambda text: text.replace("状态", ""), ("register_header", 1, None)),
        (lambda _: "", ("register_header", 1, None)),
        (lambda _: "\r\n \r\n", ("register_header", 1, None)),
    ],
)
def test_what_spoils_the_file_is_an_error(change, problem):
    assert problem in codes(edited(change).encode())


def test_a_file_in_no_known_encoding_is_an_error():
    assert codes(b"\xff\xff\x81") == [("register_encoding", None, None)]


def test_a_column_that_is_gone_is_missed_only_where_its_value_is_needed():
    cells = list(csv.reader(io.StringIO(edited(str))))
    place = cells[0].index("客户答复")
    text = "\r\n".join(",".join(c for at, c in enumerate(one) if at != place) for one in cells)
    assert rows_of(text.encode()) == [ROW]
    place = cells[0].index("金额")
    text = "\r\n".join(",".join(c for at, c in enumerate(one) if at != place) for one in cells)
    assert codes(text.encode()) == [("register_bad_cell", 2, "amount")]


@pytest.mark.parametrize(
    ("values", "column"),
    [
        ({"status": "sent", "sent_on": None}, "sent_on"),
        ({"status": "acknowledged", "sent_on": DAY}, "delivered_on"),
        ({"status": "returned", "sent_on": DAY}, "returned_on"),
        ({"status": "withdrawn", "sent_on": DAY}, "withdrawn_on"),
    ],
)
def test_a_status_without_its_day_is_pointed_out(values, column):
    (problem,) = merged(register_bytes([replace(ROW, **values)])).problems
    assert (problem.code, problem.column) == ("register_no_status_day", column)
    assert problem.severity == "warning"


def test_days_in_the_wrong_order_are_pointed_out():
    early = replace(ROW, status="acknowledged", delivered_on=date(2026, 6, 30))
    (problem,) = merged(register_bytes([early])).problems
    assert (problem.code, problem.column) == ("register_day_order", "delivered_on")
    assert "2026-07-01, the day it was sent" in problem.text("en")


def test_gaps_in_the_numbers_are_pointed_out():
    rows = [replace(ROW, number=f"CK-2026-{count:04d}") for count in (1, 4, 6)]
    found = [(one.code, one.found) for one in merged(register_bytes(rows)).problems]
    assert found == [
        ("register_missing_numbers", "CK-2026-0002 … CK-2026-0003"),
        ("register_missing_numbers", "CK-2026-0005"),
    ]
