"""The commands agree with each other, and so do the forms of their output, on the demonstration."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from typer.testing import CliRunner

from xlar.hosts.cli import request
from xlar.hosts.cli.app import app

DAYS = ("2024-12-31", "2025-06-30", "2025-12-31", "2026-05-12", "2026-06-30")
REPORTS = ("items", "age", "credit", "stages", "allocate")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    result = CliRunner().invoke(app, ["demo", str(folder)], env={"COLUMNS": "100"})
    assert result.exit_code == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(request, "load", cache(request.load))  # read once for all tests
        yield folder / "应收账款示例.xlsx"


def run(*words):
    result = CliRunner().invoke(app, [str(word) for word in words], env={"XLAR_LANG": "zh"})
    assert result.exit_code == 0, result.stderr
    return result.stdout


def payload(*words):
    return json.loads(run(*words, "--format", "json"))


def sums(rows, column):
    """The sum of a column by currency."""
    totals = Counter()
    for row in rows:
        totals[row["currency"]] += Decimal(row[column])
    return {code: total for code, total in totals.items() if total}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("method", ["fifo", "explicit"])
def test_the_aging_is_the_sum_of_the_open_items(book, day, method):
    options = [book, "--as-of", day, "--allocation", method]
    items, aging = payload("items", *options), payload("age", *options)
    totals = {code: Decimal(total["total"]) for code, total in aging["totals"].items()}
    assert sums(items["rows"], "open") == totals
    assert {Decimal(rest) for rest in aging["check"].values()} == {Decimal(0)}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("by", ["customer", "salesperson", "region", "currency", "invoice"])
def test_every_key_gives_the_same_totals(book, day, by):
    aging = payload("age", book, "--as-of", day, "--by", by)
    assert aging["totals"] == payload("age", book, "--as-of", day)["totals"]
    for column in ("total", "unapplied"):
        expected = {c: Decimal(t[column]) for c, t in aging["totals"].items() if Decimal(t[column])}
        assert sums(aging["rows"], column) == expected


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("limits", ["0,30,60,90", "-31,-1,0,30,60", "0", "audit"])
def test_every_row_is_the_sum_of_its_buckets_and_unapplied(book, day, limits):
    aging = payload("age", book, "--as-of", day, f"--limits={limits}")
    assert aging["rows"]
    for row in (*aging["rows"], *aging["totals"].values()):
        parts = [Decimal(amount) for amount in row["buckets"].values()]
        assert sum(parts) + Decimal(row["unapplied"]) == Decimal(row["total"])
        assert list(row["buckets"]) == aging["buckets"]


@pytest.mark.parametrize("day", DAYS)
def test_stages_cover_exactly_the_open_debits(book, day):
    items = payload("items", book, "--as-of", day)["rows"]
    debits = [row for row in items if Decimal(row["open"]) > 0]
    stages = payload("stages", book, "--as-of", day)["rows"]
    assert [(row["document_no"], row["open"]) for row in stages] == [
        (row["document_no"], row["open"]) for row in debits
    ]
    assert [row["days_past_due"] for row in stages] == [row["days_past_due"] for row in debits]


@pytest.mark.parametrize("day", DAYS)
def test_what_is_overdue_is_the_same_for_credit_and_aging(book, day):
    standing = payload("credit", book, "--as-of", day)["rows"]
    aging = payload("age", book, "--as-of", day)["rows"]
    overdue = Counter()
    for row in aging:
        late = sum(Decimal(a) for name, a in row["buckets"].items() if name != "not_due")
        overdue[row["customer_id"], row["currency"]] += late
    for row in standing:
        assert Decimal(row["overdue"]) == overdue[row["customer_id"], row["currency"]]


@pytest.mark.parametrize("day", DAYS)
def test_allocations_and_open_items_account_for_every_receipt(book, day):
    rows = payload("allocate", book, "--as-of", day)["rows"]
    given = Counter()
    for row in rows:
        given[row["credit_no"]] += Decimal(row["amount"])
    for item in payload("items", book, "--as-of", day)["rows"]:
        if Decimal(item["open"]) < 0:
            assert given[item["document_no"]] == Decimal(item["open"]) - Decimal(item["amount"])


@pytest.mark.parametrize("day", ["2024-12-31", "2025-12-31", "2026-06-30"])
def test_fixing_the_allocation_keeps_the_open_items(book, day, tmp_path):
    new = tmp_path / "new.xlsx"
    run("allocate", book, "--as-of", day, "--write", "--out", new)
    before = payload("items", book, "--as-of", day)["rows"]
    after = payload("items", new, "--as-of", day, "--allocation", "explicit")["rows"]
    assert after == before
    assert run("allocate", new, "--as-of", day, "--write", "--out", tmp_path / "again.xlsx") == ""
    assert not (tmp_path / "again.xlsx").exists()


@pytest.mark.parametrize("command", REPORTS)
def test_rows_stand_by_customer_and_currency(book, command):
    rows = payload(command, book)["rows"]
    keys = [(row["customer_id"], row["currency"]) for row in rows]
    assert keys == sorted(keys)


@pytest.mark.parametrize("command", REPORTS)
def test_the_day_comes_from_the_workbook(book, command):
    assert payload(command, book)["as_of"] == "2026-06-30"


def flat(row):
    """A row of a payload as the cells of a CSV file."""
    cells = {}
    for name, value in row.items():
        if isinstance(value, dict):
            cells |= {f"bucket {label}": amount for label, amount in value.items()}
        elif isinstance(value, list):
            cells[name] = " ".join(value)
        elif isinstance(value, bool):
            cells[name] = "yes" if value else "no"
        else:
            cells[name] = "" if value is None else str(value)
    return cells


@pytest.mark.parametrize("command", REPORTS)
def test_csv_says_what_json_says(book, command):
    text = run(command, book, "--format", "csv").removeprefix("\ufeff")
    assert list(csv.DictReader(io.StringIO(text))) == [
        flat(row) for row in payload(command, book)["rows"]
    ]


@pytest.mark.parametrize("command", REPORTS)
def test_the_workbook_says_what_json_says(book, command, tmp_path):
    out = tmp_path / "out.xlsx"
    run(command, book, "--out", out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    rows = payload(command, book)["rows"]
    assert sheet.max_row == len(rows) + 1
    amounts = {"items": "open", "age": "total", "credit": "exposure", "stages": "open"}
    column = amounts.get(command, "amount")
    place = list(flat(rows[0])).index(column)
    values = [row[place] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [Decimal(str(value)) for value in values] == [Decimal(row[column]) for row in rows]


def is_chinese(text):
    return any("CJK" in unicodedata.name(character, "") for character in text)


@pytest.mark.parametrize("command", ["items", "credit", "stages", "allocate"])
def test_english_screens_are_english(book, command):
    assert not is_chinese(run(command, book, "--lang", "en"))


@pytest.mark.parametrize("command", ["check", *REPORTS])
def test_codes_are_english_whatever_the_language(book, command):
    chinese = payload(command, book, "--lang", "zh")
    english = payload(command, book, "--lang", "en")
    for texts in (chinese, english):
        for row in texts.get("rows", texts.get("problems")):
            for name in ("stage_name", "message", "expected"):
                row.pop(name, None)
    assert chinese == english


@pytest.mark.parametrize("command", REPORTS)
def test_the_demonstration_looks_as_agreed(book, command, golden, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown = [line.rstrip() for line in run(command, book).splitlines()]
    golden(f"cli/demo-{command}.txt", "\n".join([*shown[:40], "…", *shown[-30:]]) + "\n")
