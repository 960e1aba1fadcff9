"""import: an export becomes a workbook; what was done is said."""

from __future__ import annotations

import json

import pytest
from terminal import xlar

RAW = """\
Invoice Number,Client,Invoice Date,Due Date,Invoice Amount,Settled Date
10001,Example Harbor Ltd.,2026-01-05,2026-02-04,1200.00,2026-02-10
10002,Example Harbor Ltd.,2026-05-05,2026-06-04,800.00,
"""


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.delenv("XLAR_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "160")
    path = tmp_path / "raw.csv"
    path.write_text(RAW, encoding="utf-8")
    return path


def test_an_export_becomes_a_ledger(raw, tmp_path):
    book = tmp_path / "book.xlsx"
    assert xlar("import", raw, "-o", book).exit_code == 0
    result = xlar("items", book, "--as-of", "2026-06-30", "--format", "json")
    rows = json.loads(result.stdout)["rows"]
    assert [(row["document_no"], row["open"]) for row in rows] == [("10002", "800.00")]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ["列的对应", "Invoice Number", "单据号", "已写入"]), ("en", ["Invoice", "written to"])],
)
def test_the_mapping_and_the_result_are_shown(raw, tmp_path, lang, words):
    shown = xlar("import", raw, "-o", tmp_path / "book.xlsx", "--lang", lang).stdout
    assert all(word in shown for word in words)


def test_a_map_states_the_columns(raw, tmp_path):
    columns = tmp_path / "map.toml"
    columns.write_text('[columns]\ncustomer_id = "Client"\n', encoding="utf-8")
    result = xlar("import", raw, "-o", tmp_path / "book.xlsx", "--map", columns)
    assert result.exit_code == 0, result.stderr
    assert "指定" in result.stdout


def test_ambiguous_dates_are_refused_until_the_order_is_given(raw, tmp_path):
    book = tmp_path / "book.xlsx"
    raw.write_text(RAW.replace("2026-01-05", "05/01/2026").replace("2026-05-05", "06/05/2026"))
    refused = xlar("import", raw, "-o", book)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert not book.exists()
    assert xlar("import", raw, "-o", book, "--date-order", "dmy").exit_code == 0


def test_with_errors_nothing_is_written(raw, tmp_path):
    book = tmp_path / "book.xlsx"
    raw.write_text(RAW.replace("1200.00", "a lot"), encoding="utf-8")
    result = xlar("import", raw, "-o", book)
    assert (result.exit_code, result.stdout) == (1, "")
    assert all(line.startswith(("错误：", "提醒：")) for line in result.stderr.splitlines())
    assert not book.exists()


WRONG = {
    "no book": (["import", "RAW"], "缺少选项", "Missing option"),
    "missing raw": (["import", "RAWX", "-o", "BOOK"], "找不到文件", "no such file"),
    "not xlsx": (["import", "RAW", "-o", "BOOK.csv"], "要给出 .xlsx", "expected a .xlsx file"),
    "date order": (
        ["import", "RAW", "-o", "BOOK", "--date-order", "x"],
        "--date-order",
        "one of mdy",
    ),
    "missing map": (["import", "RAW", "-o", "BOOK", "--map", "RAWX"], "找不到", "no such file"),
    "bad map": (["import", "RAW", "-o", "BOOK", "--map", "RAW"], "TOML", "TOML"),
}


@pytest.mark.parametrize(("words", "zh", "en"), WRONG.values(), ids=WRONG.keys())
def test_wrong_use_is_one_line_and_exit_code_2(raw, tmp_path, words, zh, en):
    places = {
        "RAW": raw, "RAWX": f"{raw}x", "BOOK": tmp_path / "b.xlsx", "BOOK.csv": tmp_path / "b.csv",
    }  # fmt: skip
    given = [str(places.get(word, word)) for word in words]
    for lang, expected in (("zh", zh), ("en", en)):
        result = xlar(*given, "--lang", lang)
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1
        assert expected in result.stderr
