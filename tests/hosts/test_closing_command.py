"""``xlar close``: months closed on the command line, and what changed since."""

from __future__ import annotations

import json

import pytest
import terminal
from folders import INVOICES, ledger_folder

from xlar.documents.closing import FILE

POLICY = '[documents]\nfolder = "out"\n'


pytestmark = pytest.mark.usefixtures("wide")


@pytest.fixture
def folder(tmp_path):
    path = ledger_folder(tmp_path / "ledger")
    (path / "policy.toml").write_text(POLICY, encoding="utf-8")
    return path


def xlar(*words):
    return terminal.xlar(*words, "--as-of", "2026-06-30")


def json_of(*words):
    result = xlar(*words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def change(folder, old, new):
    path = folder / "invoices.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_month_is_closed(folder):
    payload = json_of("close", folder, "--month", "2026-05")
    assert payload["month"] == "2026-05"
    assert payload["locked_to"] == "2026-05-31"
    assert payload["rows"] == []
    assert payload["documents"] == {"invoices": 2, "receipts": 0}
    assert payload["balances"] == {"CNY": "1300.00"} == payload["balances_now"]
    assert (folder / "out" / FILE).is_file()
    assert "closing.locked_to" in xlar("close", folder, "--month", "2026-05", "--accept").stderr


def test_what_changed_since_is_listed_with_the_balance_then_and_now(folder):
    json_of("close", folder, "--month", "2026-05")
    change(
        folder, "INV-1,C001,2026-05-01,2026-05-31,1000.00", "INV-1,C001,2026-05-01,2026-05-31,9.00"
    )
    payload = json_of("close", folder)
    assert payload["rows"] == [
        {
            "table": "invoices", "document_no": "INV-1", "change": "changed", "column": "amount",
            "old_value": "1000.00", "new_value": "9.00", "row": 2,
        }
    ]  # fmt: skip
    assert payload["balances"] == {"CNY": "1300.00"}
    assert payload["balances_now"] == {"CNY": "309.00"}
    shown = xlar("close", folder).stdout
    assert "发票" in shown
    assert "金额" in shown
    assert "改动" in shown


def test_check_lists_the_changes_as_warnings(folder):
    json_of("close", folder, "--month", "2026-05")
    change(folder, INVOICES.splitlines()[3], "INV-9,C002,2026-01-02,2026-02-01,300.00")
    problems = json_of("check", folder)["problems"]
    assert [(one["severity"], one["row"]) for one in problems] == [
        ("warning", None),
        ("warning", 4),
    ]
    assert "INV-3（300.00）不见了" in problems[0]["message"]
    assert "增加了 INV-9" in problems[1]["message"]


def test_the_next_month_waits_for_the_changes_to_be_accepted(folder):
    json_of("close", folder, "--month", "2026-05")
    change(folder, "1000.00", "900.00")
    refused = xlar("close", folder, "--month", "2026-06", "--format", "json")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "--accept" in refused.stderr
    assert "INV-1" in refused.stderr
    assert json_of("close", folder, "--month", "2026-06", "--accept")["accepted"] == 1
    assert json_of("check", folder)["problems"] == []


def test_an_earlier_month_opens_the_later_ones(folder):
    json_of("close", folder, "--month", "2026-05")
    refused = xlar("close", folder, "--month", "2026-04")
    assert refused.exit_code == 1
    assert "重新打开" in refused.stderr


def test_of_many_changes_the_first_are_told_and_how_many_more(folder):
    rows = [f"N-{n},C001,2026-05-02,2026-06-01,1.00" for n in range(250)]
    (folder / "invoices.csv").write_text(INVOICES + "\n".join(rows) + "\n", encoding="utf-8")
    json_of("close", folder, "--month", "2026-05")
    (folder / "invoices.csv").write_text(INVOICES, encoding="utf-8")
    problems = json_of("check", folder)["problems"]
    assert len(problems) == 201
    assert "另有 50 处变动" in problems[-1]["message"]
    assert len(json_of("close", folder)["rows"]) == 250


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--month", "2026-07"], "还没有结束"),
        (["--month", "soon"], "不是月份"),
        ([], "还没有关过账"),
    ],
)
def test_wrong_use(folder, words, said):
    result = xlar("close", folder, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_without_an_output_folder_it_must_be_named(folder, tmp_path):
    (folder / "policy.toml").unlink()
    assert xlar("close", folder, "--month", "2026-05").exit_code == 2
    elsewhere = tmp_path / "elsewhere"
    payload = json_of("close", folder, "--month", "2026-05", "--output", elsewhere)
    assert payload["month"] == "2026-05"
    assert (elsewhere / FILE).is_file()
