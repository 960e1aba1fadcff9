"""Grids: every key of every payload has a column, and values read well in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.aging import aging
from xlar.core.allocation import allocation_rows
from xlar.core.credit import DECISIONS, REASONS, credit
from xlar.core.items import open_items
from xlar.core.problems import Text
from xlar.core.stages import stages
from xlar.frames.field import Field, grouped, percent
from xlar.frames.fields import bucket_field
from xlar.hosts.cli import payloads
from xlar.hosts.cli.grids import grid_of

AS_OF = date(2026, 6, 30)
LEDGER = """
    customer C001 name 甲公司 credit_limit 1000.00
    2026-05-01 invoice C001 INV-1 1000.00 due 2026-05-31
    2026-06-10 receipt C001 R-1 50.00
"""


def all_payloads():
    ledger = ledger_of(LEDGER)
    return {
        "items": payloads.items_payload(open_items(ledger, AS_OF)),
        "age": payloads.age_payload(aging(ledger, AS_OF)),
        "credit": payloads.credit_payload(credit(ledger, AS_OF), "fifo"),
        "stages": payloads.stages_payload(stages(ledger, AS_OF), "zh"),
        "allocate": payloads.allocate_payload(allocation_rows(ledger, AS_OF)),
    }


@pytest.mark.parametrize("command", ["items", "credit", "stages", "allocate"])
def test_the_columns_are_the_keys_in_their_order(command):
    payload = all_payloads()[command]
    grid = grid_of(command, payload, "zh")
    assert [entry.name for entry in grid.fields] == list(payload["rows"][0])


def test_the_columns_of_the_aging_are_its_keys_and_buckets():
    payload = all_payloads()["age"]
    names = [entry.name for entry in grid_of("age", payload, "zh").fields]
    assert names[:5] == ["customer_id", "name", "currency", "total", "unapplied"]
    assert names[5:] == [f"bucket {label}" for label in payload["buckets"]]


@pytest.mark.parametrize("command", ["items", "age", "credit", "stages", "allocate"])
def test_every_value_can_be_shown(command):
    for lang in ("zh", "en"):
        grid = grid_of(command, all_payloads()[command], lang)
        for row in grid.rows:
            assert all(isinstance(entry.shown(row[entry.name], lang), str) for entry in grid.fields)


@pytest.mark.parametrize("command", ["items", "age", "credit", "stages", "allocate"])
def test_titles_differ_within_a_report(command):
    fields = grid_of(command, all_payloads()[command], "zh").fields
    for lang in ("zh", "en"):
        assert len({entry.title[lang] for entry in fields}) == len(fields)


def test_the_notes_of_the_aging_hold_totals_and_check():
    notes = {
        title["en"]: value for title, value in grid_of("age", all_payloads()["age"], "en").notes
    }
    assert notes == {
        "as of": "2026-06-30",
        "allocation": "oldest first",
        "total CNY": "950.00",
        "unapplied CNY": "0.00",
        "check CNY": "0.00",
    }


@pytest.mark.parametrize(
    ("kind", "value", "zh", "en"),
    [
        ("text", None, "", ""),
        ("text", "甲", "甲", "甲"),
        ("amount", "1234.50", "1,234.50", "1,234.50"),
        ("amount", "-0.05", "-0.05", "-0.05"),
        ("amount", "1200", "1,200", "1,200"),
        ("whole", -3, "-3", "-3"),
        ("ratio", "0.965", "96.5%", "96.5%"),
        ("ratio", "0.00", "0%", "0%"),
        ("flag", True, "是", "yes"),
        ("flag", False, "", ""),
        ("day", "2026-06-30", "2026-06-30", "2026-06-30"),
    ],
)
def test_values_read_well(kind, value, zh, en):
    field = Field("x", Text("某", "x"), kind)
    assert (field.shown(value, "zh"), field.shown(value, "en")) == (zh, en)


@pytest.mark.parametrize("words", [DECISIONS, REASONS], ids=["decisions", "reasons"])
def test_codes_are_shown_in_words(words):
    field = Field("x", Text("某", "x"), words=words)
    for code, text in words.items():
        assert field.shown(code, "zh") == text.zh
        assert field.shown(code, "en") == text.en


def test_several_codes_are_joined():
    field = Field("reasons", Text("原因", "Reasons"), "words", REASONS)
    assert field.shown(["no_limit", "frozen"], "en") == (
        f"{REASONS['no_limit'].en}; {REASONS['frozen'].en}"
    )


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("not_due", "未到期", "not due"),
        ("1-30", "1-30天", "1-30 days"),
        ("1-2y", "1-2年", "1-2 years"),
    ],
)
def test_buckets_are_named_for_people(label, zh, en):
    assert (bucket_field(label, "zh").title["zh"], bucket_field(label, "en").title["en"]) == (
        zh,
        en,
    )


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0.00", "0.00"),
        ("999.99", "999.99"),
        ("-1000.00", "-1,000.00"),
        ("123456789", "123,456,789"),
    ],
)
def test_amounts_are_grouped(amount, text):
    assert grouped(amount) == text


@pytest.mark.parametrize(
    ("ratio", "text"), [("1.00", "100%"), ("0.6767", "67.67%"), ("0.1", "10%")]
)
def test_ratios_are_percentages(ratio, text):
    assert percent(ratio) == text
