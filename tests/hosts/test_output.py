"""What is written: JSON one row a line, CSV and workbooks without formulas, files whole or not."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from xlar.core.problems import Text
from xlar.frames.field import Field
from xlar.frames.fields import bucket_field
from xlar.hosts.cli import output
from xlar.hosts.cli.grids import Grid
from xlar.hosts.cli.mistakes import WrongUse

FIELDS = (
    Field("customer_id", Text("客户编码", "Customer")),
    Field("total", Text("余额", "Total"), "amount"),
    Field("due_date", Text("到期日", "Due"), "day"),
    Field("days", Text("天数", "Days"), "whole"),
    Field("chance", Text("回收率", "Chance"), "ratio"),
    Field("disputed", Text("争议", "Disputed"), "flag"),
    Field("reasons", Text("原因", "Reasons"), "words", {"no_limit": Text("无额度", "no limit")}),
)
ROW = {
    "customer_id": "0012",
    "total": "-1234.50",
    "due_date": "2026-06-30",
    "days": -3,
    "chance": "0.965",
    "disputed": True,
    "reasons": ["no_limit", "other"],
}


def grid_of(*rows):
    return Grid(
        "age", Text("账龄", "Aging"), FIELDS, rows, ((Text("截止日期", "as of"), "2026-06-30"),)
    )


def csv_rows(grid):
    return list(csv.reader(io.StringIO(output.csv_text(grid).removeprefix(output.BOM))))


def sheet_of(path):
    book = openpyxl.load_workbook(path)
    return book, book.worksheets[0]


def test_json_is_one_object_with_each_row_on_a_line():
    payload = {"as_of": "2026-06-30", "rows": [{"名": "甲"}, {"名": "乙"}], "totals": {}}
    text = output.json_text(payload)
    assert json.loads(text) == payload
    assert text.splitlines()[3] == '    {"名": "甲"},'


def test_json_of_nothing_is_still_an_object():
    assert json.loads(output.json_text({"rows": []})) == {"rows": []}


def test_csv_begins_with_a_byte_order_mark_and_english_names():
    text = output.csv_text(grid_of(ROW))
    assert text.startswith("\ufeffcustomer_id,total,due_date,")


def test_csv_holds_numbers_plain_and_texts_as_they_are():
    assert csv_rows(grid_of(ROW))[1] == [
        "0012", "-1234.50", "2026-06-30", "-3", "0.965", "yes", "no_limit other",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@sum", "\tx", "\rx"])
def test_csv_disarms_texts_that_look_like_formulas(text):
    assert csv_rows(grid_of(ROW | {"customer_id": text}))[1][0] == f"'{text}"


def test_csv_leaves_absent_values_blank():
    assert csv_rows(grid_of(dict.fromkeys(ROW)))[1] == [""] * len(FIELDS)


def test_a_bucket_header_is_no_date_in_a_spreadsheet():
    assert bucket_field("1-30", "zh").name == "bucket 1-30"


def test_a_workbook_holds_numbers_as_numbers_and_text_as_text(tmp_path):
    path = tmp_path / "age.xlsx"
    output.write_workbook(path, grid_of(ROW), "zh")
    book, sheet = sheet_of(path)
    assert [cell.value for cell in sheet[1]] == [
        "客户编码", "余额", "到期日", "天数", "回收率", "争议", "原因",
    ]  # fmt: skip
    values = [cell.value for cell in sheet[2]]
    assert values[0] == "0012"
    assert values[1] == -1234.5
    assert values[2].isoformat() == "2026-06-30T00:00:00"
    assert values[3:] == [-3, 0.965, "是", "无额度；other"]
    assert book.worksheets[1]["B2"].value == "2026-06-30"


def test_a_workbook_never_holds_a_formula_or_link_from_data(tmp_path):
    path = tmp_path / "age.xlsx"
    texts = ["=1+1", '=HYPERLINK("http://x")', "http://example.com", "123"]
    output.write_workbook(path, grid_of(*(ROW | {"customer_id": text} for text in texts)), "en")
    _, sheet = sheet_of(path)
    cells = [sheet.cell(row, 1) for row in range(2, 6)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_workbook_without_rows_has_its_header(tmp_path):
    path = tmp_path / "age.xlsx"
    output.write_workbook(path, grid_of(), "en")
    assert sheet_of(path)[1]["A1"].value == "Customer"


def test_a_file_is_written_whole(tmp_path):
    path = tmp_path / "a.json"
    output.write_file(path, "账龄\n")
    assert path.read_bytes() == "账龄\n".encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


def test_a_failing_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.json"
    path.write_text("old", encoding="utf-8")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(WrongUse, match="cannot be written"):
        output.write_file(path, "new")
    assert path.read_text(encoding="utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]
