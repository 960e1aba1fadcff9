"""The forecast as a table: its rows, sums, proof and words."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.forecast import forecast
from xlar.core.policy import Policy
from xlar.frames.forecast import forecast_table
from xlar.frames.tabulated import cells_of, footing_notes, payload_of

BOOKS = """
customer C1 name 甲公司 salesperson 张 region 华东
customer C2 name 乙公司 salesperson 李 region 华南
2026-01-01 invoice C1 INV-1 100.00 due 2026-01-31
2026-02-05 receipt C1 R-1 100.00 for INV-1
2026-02-01 invoice C1 INV-2 100.00 due 2026-03-02
2026-02-01 invoice C2 INV-3 50.00 due 2026-02-20 currency USD
2026-02-01 receipt C2 R-2 10.00
2026-02-01 invoice C1 INV-4 30.00 due 2026-02-10
2026-02-10 receipt C1 R-3 30.00 for INV-4 method bank_bill bill_due 2026-03-20
"""
POLICY = Policy.from_mapping({"forecast": {"weeks": 2, "shrinkage": 1}})


def payload(by="currency"):
    report = forecast(ledger_of(BOOKS), day("2026-03-02"), policy=POLICY, by=by)
    return payload_of(forecast_table(report))


def test_the_rows_are_weeks_and_what_comes_later():
    rows = [row for row in payload()["rows"] if row["currency"] == "CNY"]
    assert [(row["week"], row["week_from"], row["week_to"]) for row in rows] == [
        (1, "2026-03-03", "2026-03-09"),
        (2, "2026-03-10", "2026-03-16"),
        (3, "2026-03-17", None),
    ]
    assert [row["bills_due"] for row in rows] == ["0.00", "0.00", "30.00"]
    assert rows[2]["cash_low"] is None


def test_the_sums_and_the_proof():
    found = payload()
    cny = found["currencies"]["CNY"]
    assert (cny["open"], cny["loss"], cny["unapplied"], cny["check"]) == (
        "100.00", "0.00", "-10.00", "0.00",
    )  # fmt: skip
    assert cny["back_test"] is None  # the past is too short
    assert found["totals"]["CNY"]["forecast"] == "100.00"
    assert found["totals"]["CNY"]["cash"] == "130.00"
    assert found["totals"]["CNY"]["on_due"] == "100.00"
    # 10 days late: 97.67 % (100 − ⅓ × 7), a loss of 50.00 × 2.33 % = 1.165
    assert found["currencies"]["USD"]["loss"] == "1.17"
    assert found["totals"]["USD"]["forecast"] == "48.83"


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("customer", [("C1", "甲公司"), ("C2", "乙公司"), ("C2", "乙公司")]),
        ("salesperson", [("张",), ("李",), ("李",)]),
        ("region", [("华东",), ("华南",), ("华南",)]),
    ],
)
def test_finer_rows_name_what_they_are(by, keys):
    names = ("customer_id", "name") if by == "customer" else (by,)
    rows = [tuple(row[name] for name in names) for row in payload(by)["rows"]]
    assert sorted(set(rows)) == sorted(set(keys))
    assert len(rows) == 9  # three rows of a key and currency, with the credit of C2 in CNY


def test_the_cells_say_the_same_in_both_languages():
    report = forecast_table(forecast(ledger_of(BOOKS), day("2026-03-02"), policy=POLICY))
    zh, en = cells_of(report, "zh"), cells_of(report, "en")
    assert [field.title.zh for field in zh.fields][:4] == ["周次", "周起", "周止", "币种"]
    assert zh.columns == en.columns
    notes = {title.zh: text for title, text in zh.notes}
    assert "未清 100.00 = 预计 100.00 + 预计损失 0.00" in notes["核对 CNY"]
    assert (
        "open 50.00 = expected 48.83 + expected loss 1.17"
        in {title.en: text for title, text in en.notes}["check USD"]
    )
    assert [title.zh for title, _ in footing_notes(report)] == ["合计 CNY", "合计 USD"]
