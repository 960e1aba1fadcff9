"""``xlar kpi`` and ``xlar commission`` as a user meets them."""

from __future__ import annotations

import pytest
import terminal
from folders import INVOICES, ledger_folder
from terminal import xlar

TARGETS = "month,salesperson,amount\n2026-06-01,张示例,300.00\n"


pytestmark = pytest.mark.usefixtures("wide")


@pytest.fixture
def folder(tmp_path):
    return ledger_folder(tmp_path / "ledger", targets=TARGETS)


def json_of(*words):
    return terminal.json_of(*words, "--as-of", "2026-06-30")


def test_the_newest_month_closes_with_what_aging_shows(folder):
    payload = json_of("kpi", folder)
    assert [row["month"] for row in payload["rows"]] == [f"2026-0{month}" for month in range(1, 7)]
    newest = payload["rows"][-1]
    age = json_of("age", folder)["totals"]["CNY"]
    assert newest["closing"] == age["total"] == "1350.05"
    assert newest["overdue"] == "1150.00"  # 850 of INV-1 and 300
    assert payload["check"] == {"CNY": "0.00"}


def test_months_and_by(folder):
    payload = json_of("kpi", folder, "--months", "2", "--by", "salesperson")
    assert [(row["salesperson"], row["month"]) for row in payload["rows"]] == [
        ("张示例", "2026-05"), ("张示例", "2026-06"), ("李示例", "2026-05"), ("李示例", "2026-06"),
    ]  # fmt: skip
    assert payload["rows"][1]["attainment"] == "0.50"  # 150 of 300


def test_by_customer_gives_the_value_classes(folder):
    rows = json_of("kpi", folder, "--by", "customer")["rows"]
    assert [(row["customer_id"], row["value_class"]) for row in rows] == [
        ("C001", "A"),
        ("C002", "A"),
    ]


def test_commission_of_the_month_looked_from(folder):
    payload = json_of("commission", folder)
    assert (payload["from"], payload["to"]) == ("2026-06-01", "2026-06-30")
    # 50 designated and 100 laid over INV-1, 10 and 12 days late: 0.40 + 0.80
    assert [(row["salesperson"], row["payable"]) for row in payload["rows"]] == [("张示例", "1.20")]
    assert payload["totals"]["CNY"]["received"] == "150.00"


def test_commission_of_another_period_line_by_line(folder):
    payload = json_of("commission", folder, "--from", "2026-06-11", "--to", "2026-06-12",
                      "--by", "line")  # fmt: skip
    assert [(row["receipt_no"], row["commission"]) for row in payload["rows"]] == [("R-2", "0.80")]


def test_the_screens(folder):
    shown = xlar("kpi", folder, "--as-of", "2026-06-30").stdout
    for text in ("指标", "2026-06", "回款率A", "增值税口径", "核对差异 CNY"):
        assert text in shown
    shown = xlar("commission", folder, "--as-of", "2026-06-30", "--lang", "en").stdout
    for text in ("Commission", "received 150.00 = base 150.00 + unapplied 0.00; check 0.00"):
        assert text in " ".join(shown.split())


@pytest.mark.parametrize("command", ["kpi", "commission"])
def test_a_workbook_and_a_csv(folder, tmp_path, command):
    book = tmp_path / "k.xlsx"
    assert xlar(command, folder, "--as-of", "2026-06-30", "--out", book).exit_code == 0
    assert book.stat().st_size > 5_000
    lines = xlar(command, folder, "--as-of", "2026-06-30", "--format", "csv").stdout.splitlines()
    assert "currency" in lines[0]
    assert len(lines) > 1


def test_documents_without_tax_are_named_where_vat_is_to_be_left_out(folder):
    policy = folder / "policy.toml"
    policy.write_text('[indicators]\nvat = "out"\n', encoding="utf-8")
    result = xlar("kpi", folder, "--as-of", "2026-06-30")
    assert result.exit_code == 1
    assert "INV-" in result.stderr
    assert "indicators.vat_rate" in result.stderr
    stated = INVOICES.replace("amount\n", "amount,tax\n").replace(".00\n", ".00,10.00\n")
    (folder / "invoices.csv").write_text(stated.replace(".05\n", ".05,10.00\n"), encoding="utf-8")
    assert xlar("kpi", folder, "--as-of", "2026-06-30").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["kpi", "--months", "0"], "1 到 120"),
        (["kpi", "--months", "many"], "1 到 120"),
        (["kpi", "--by", "invoice"], "total、salesperson、region、customer"),
        (["commission", "--by", "region"], "salesperson、line"),
        (["commission", "--from", "soon"], "--from"),
        (["commission", "--from", "2026-06-02", "--to", "2026-06-01"], "早于"),
    ],
)
def test_wrong_use(folder, words, said):
    result = xlar(words[0], folder, *words[1:])
    assert result.exit_code == 2
    assert said in result.stderr
