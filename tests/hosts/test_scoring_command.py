"""``xlar score`` and ``xlar warnings`` as a user meets them."""

from __future__ import annotations

import pytest
import terminal
from terminal import xlar

pytestmark = pytest.mark.usefixtures("wide")


def json_of(*words):
    return terminal.json_of(*words, "--as-of", "2026-06-30")


def test_scores_of_the_folder(folder):
    payload = json_of("score", folder)
    assert (payload["show"], payload["since"]) == ("score", "2025-12-30")
    ids = [row["customer_id"] for row in payload["rows"]]
    assert ids == sorted(ids)
    for row in payload["rows"]:
        assert row["score_grade"] in {"A", "B", "C", "D", None}
        assert row["score"] is None or 0 <= float(row["score"]) <= 100


@pytest.mark.parametrize(("show", "column"), [("review", "changes"), ("file", "file_missing")])
def test_show(folder, show, column):
    payload = json_of("score", folder, "--show", show)
    assert payload["show"] == show
    assert all(column in row for row in payload["rows"])


def test_since(folder):
    assert json_of("score", folder, "--since", "2026-03-31")["since"] == "2026-03-31"


def test_a_signal_in_the_folder_is_seen(folder):
    customer = json_of("score", folder)["rows"][0]["customer_id"]
    (folder / "signals.csv").write_text(
        f"date,customer_id,signal,by,evidence\n2026-06-01,{customer},被他人起诉,李,公告\n", "utf-8"
    )
    (row,) = [one for one in json_of("warnings", folder)["rows"] if one["recorded"]]
    assert (row["customer_id"], row["recorded"], row["risk"]) == (customer, ["sued"], "warning")
    signals = json_of("warnings", folder, "--by", "signal")["rows"]
    (seen,) = [one for one in signals if one["signal_source"] == "recorded"]
    assert (seen["date"], seen["weight"], seen["evidence"]) == ("2026-06-01", 8, "公告")


def test_the_screen_is_in_words(folder):
    shown = xlar("score", folder, "--as-of", "2026-06-30").stdout
    for text in ("客户评分", "评定等级", "等级分布", "比较日期 2025-12-30"):
        assert text in shown
    english = xlar("warnings", folder, "--as-of", "2026-06-30", "--lang", "en").stdout
    for text in ("Warnings", "by risk"):
        assert text in english


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("score", "--show", "all"), "--show"),
        (("score", "--since", "soon"), "--since"),
        (("score", "--since", "2026-07-01", "--as-of", "2026-06-30"), "2026-07-01"),
        (("warnings", "--by", "month"), "--by"),
    ],
)
def test_wrong_use_is_exit_2(folder, words, said):
    command, *rest = words
    result = xlar(command, folder, *rest)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("command", ["score", "warnings"])
def test_a_csv_and_a_workbook(folder, tmp_path, command):
    for name in ("out.csv", "out.xlsx"):
        path = tmp_path / name
        result = xlar(command, folder, "--as-of", "2026-06-30", "--out", path)
        assert result.exit_code == 0, result.stderr
        assert path.stat().st_size > 50
