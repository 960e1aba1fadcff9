"""``xlar provision`` as a user meets it."""

from __future__ import annotations

import json

import pytest
import terminal
from terminal import xlar

from xlar.frames.shown import PROVISION

pytestmark = pytest.mark.usefixtures("wide")


def json_of(*words):
    return terminal.json_of("provision", *words, "--as-of", "2026-06-30")


def cents(amount):
    return round(float(amount) * 100)


def test_the_movement_closes_and_the_check_is_nothing(folder):
    payload = json_of(folder)
    assert list(payload) == [
        "as_of", "method", "gaap", "bands", "movement", "entries", "check", "above_balance",
        "rows", "totals",
    ]  # fmt: skip
    move = {name: cents(value) for name, value in payload["movement"]["CNY"].items()}
    assert move["closing"] == (
        move["opening"] + move["charge"] - move["reversal"] - move["written_off"]
        + move["recovered"] + move["other"]
    )  # fmt: skip
    assert payload["check"]["CNY"] == "0.00"
    allowances = sum(cents(row["allowance"]) for row in payload["rows"] if row["currency"] == "CNY")
    assert allowances == move["closing"] == cents(payload["totals"]["CNY"]["allowance"])


def test_rows_have_codes_and_exact_texts(folder):
    row = json_of(folder)["rows"][0]
    assert list(row) == [
        "portfolio", "customer_id", "name", "currency", "band", "balance", "loss_rate", "allowance",
        "individual_reason",
    ]  # fmt: skip
    assert (row["band"], row["loss_rate"], row["customer_id"]) == ("under_1y", "0.05", None)


@pytest.mark.parametrize("show", [name for name in PROVISION if name != "rolls"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_table_is_shown(folder, show, lang):
    result = xlar(
        "provision", folder, "--show", show, "--as-of", "2026-06-30", "--lang", lang
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "2026-06-30" in result.stdout


def test_too_short_a_past_is_one_message(folder, tmp_path):
    rules = tmp_path / "rules.toml"
    rules.write_text('[provision]\nmethod = "roll_rates"\n', encoding="utf-8")
    for words in (("--policy", rules), ("--show", "rolls")):
        result = xlar("provision", folder, "--as-of", "2026-06-30", *words)
        assert result.exit_code != 0
        assert "迁徙率需要 3 段" in result.stderr
        assert "Traceback" not in result.stderr


def test_roll_rates_by_month(tmp_path):
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "invoices.csv").write_text(
        "invoice_no,customer_id,invoice_date,due_date,amount\nA,C1,2026-01-01,2026-03-31,100\n",
        encoding="utf-8",
    )
    (folder / "receipts.csv").write_text(
        "receipt_no,customer_id,receipt_date,amount,invoice_no\nR,C1,2026-04-15,40,A\n",
        encoding="utf-8",
    )
    (folder / "policy.toml").write_text(
        '[provision]\nmethod = "roll_rates"\nlimits = [0, 30]\ninterval_months = 1\nwindows = 1\n',
        encoding="utf-8",
    )
    words = ("--show", "rolls", "--format", "json", "--as-of", "2026-04-30")
    rows = json.loads(xlar("provision", folder, *words).stdout)["rows"]
    first, mean = rows[:2]
    assert (first["window_from"], first["window_to"]) == ("2026-03-31", "2026-04-30")
    assert (first["balance"], first["still_open"], first["roll_rate"]) == (
        "100.00",
        "60.00",
        "0.60",
    )
    assert (mean["roll_row"], mean["roll_rate"], mean["loss_rate"]) == ("mean", "0.60", "0.60")


def test_subsequent_receipts_need_a_later_day(folder):
    words = ("provision", folder, "--show", "subsequent", "--as-of", "2026-03-31")
    assert xlar(*words).exit_code == 0  # up to the last receipt there is
    assert xlar(*words, "--until", "2026-03-31").exit_code == 2
    result = xlar(*words, "--until", "2026-06-30", "--format", "json")
    payload = json.loads(result.stdout)
    for total in payload["totals"].values():
        assert 0 <= float(total["share"]) <= 1


def test_a_workbook_and_a_csv(folder, tmp_path):
    book = tmp_path / "p.xlsx"
    words = ("provision", folder, "--as-of", "2026-06-30")
    assert xlar(*words, "--out", book).exit_code == 0
    assert book.stat().st_size > 5_000
    header = xlar(*words, "--format", "csv").stdout.splitlines()[0]
    assert header.lstrip("\ufeff").startswith("portfolio,customer_id,name,currency,band")
