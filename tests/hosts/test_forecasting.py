"""``xlar forecast`` as a user meets it."""

from __future__ import annotations

import pytest
import terminal
from terminal import xlar

pytestmark = pytest.mark.usefixtures("wide")


def json_of(*words):
    return terminal.json_of("forecast", *words, "--as-of", "2026-06-30")


def test_the_rows_and_the_loss_add_up_to_the_open_items(folder):
    payload = json_of(folder)
    assert payload["by"] == "currency"
    assert len(payload["rows"]) == 14
    cny = payload["currencies"]["CNY"]
    assert cny["open"] == "1350.05"  # what `xlar age` shows
    expected = sum(round(float(row["forecast"]) * 100) for row in payload["rows"])
    assert expected + round(float(cny["loss"]) * 100) == 135_005
    assert cny["check"] == "0.00"


@pytest.mark.parametrize("by", ["customer", "salesperson", "region"])
def test_by_and_weeks(folder, by):
    payload = json_of(folder, "--by", by, "--weeks", "4")
    assert payload["by"] == by
    assert {row["week"] for row in payload["rows"]} == {1, 2, 3, 4, 5}


def test_the_screen_shows_the_weeks_the_proof_and_the_sums(folder):
    shown = xlar("forecast", folder, "--as-of", "2026-06-30").stdout
    for text in ("回款预测", "2026-07-01", "核对 CNY", "预计损失", "合计 CNY"):
        assert text in shown
    shown = xlar("forecast", folder, "--as-of", "2026-06-30", "--lang", "en").stdout
    assert "expected loss" in shown


def test_a_workbook_and_a_csv(folder, tmp_path):
    book = tmp_path / "f.xlsx"
    assert xlar("forecast", folder, "--as-of", "2026-06-30", "--out", book).exit_code == 0
    assert book.stat().st_size > 5_000
    lines = xlar("forecast", folder, "--as-of", "2026-06-30", "--format", "csv").stdout.splitlines()
    assert lines[0].lstrip("\ufeff").split(",")[:5] == [
        "week", "week_from", "week_to", "currency", "forecast",
    ]  # fmt: skip
    assert len(lines) == 15


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--weeks", "54"], "1 到 53"),
        (["--weeks", "many"], "1 到 53"),
        (["--by", "invoice"], "currency、customer、salesperson、region"),
    ],
)
def test_wrong_use(folder, words, said):
    result = xlar("forecast", folder, *words)
    assert result.exit_code == 2
    assert said in result.stderr
