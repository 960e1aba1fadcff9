"""Indicators, value classes and commission as tables: columns, sums, proofs and words."""

from __future__ import annotations

import pytest
from figures import day
from ledgers import ledger_of

from xlar.core.commission import commission
from xlar.core.indicators import FIGURES, indicators, value_classes
from xlar.core.policy import Policy
from xlar.frames.commission import commission_table, lines_table
from xlar.frames.indicators import classes_table, kpi_table
from xlar.frames.tabulated import cells_of, footing_notes, payload_of

BOOKS = """
customer C1 name 甲公司 salesperson 张 region 华东
customer C2 name 乙公司 salesperson 李 region 华南
2026-01-05 invoice C1 I-1 100.00 due 2026-02-04 instalment 1
2026-03-02 invoice C2 I-2 300.00 due 2026-04-01
2026-03-10 receipt C1 R-1 40.00
2026-03-11 receipt C2 R-2 310.00
2026-03-01 target 张 80.00 rate 0.9 days 45
2026-03-01 target 李 100.00
"""
POLICY = Policy()


def kpi(by="total", months=2, policy=POLICY):
    report = indicators(ledger_of(BOOKS), day("2026-03-31"), months=months, by=by, policy=policy)
    return kpi_table(report)


def test_a_row_is_a_month_with_amounts_and_figures():
    rows = payload_of(kpi())["rows"]
    assert [row["month"] for row in rows] == ["2026-02", "2026-03"]
    march = rows[1]
    assert (march["opening"], march["sales"], march["received"], march["advances"]) == (
        "100.00", "300.00", "350.00", "10.00",
    )  # fmt: skip
    assert (march["closing"], march["overdue"], march["overdue_rate"]) == ("60.00", "60.00", "1.00")
    assert march["dso"] == "13.50"  # 60 ÷ 400 × 90
    assert march["overdue_rate_change"] == "0.00"
    assert set(FIGURES) < set(march)


def test_what_cannot_be_worked_out_is_null_with_its_reasons():
    february = payload_of(kpi())["rows"][0]
    assert february["dso"] is None
    assert february["not_computed"][:2] == ["no_sales", "short_history"]
    cells = cells_of(kpi(), "zh")
    place = [field.name for field in cells.fields].index("dso")
    assert cells.columns[place] == [None, 13.5]


def test_the_table_says_on_which_basis_and_that_it_is_proven():
    payload = payload_of(kpi())
    assert (payload["by"], payload["vat"], payload["check"]) == ("total", "in", {"CNY": "0.00"})
    notes = {title.zh: text for title, text in cells_of(kpi(), "zh").notes}
    assert notes["增值税口径"] == "DSO、周转率的应收与销售均含税"
    assert "DSO 取 90 天销售" in notes["期间"]
    assert notes["核对差异 CNY"] == "0.00"
    without = Policy.from_mapping({"indicators": {"vat": "out", "vat_rate": 0.13}})
    english = {title.en: text for title, text in cells_of(kpi(policy=without), "en").notes}
    assert english["VAT"] == "DSO and turnover: both sides without VAT"


def test_the_months_together():
    total = payload_of(kpi())["totals"]["CNY"]
    assert (total["opening"], total["sales"], total["received"], total["closing"]) == (
        "100.00", "300.00", "350.00", "60.00",
    )  # fmt: skip
    assert total["collection_rate"] == "0.875"  # 350 ÷ (100 + 300)
    assert payload_of(kpi("region"))["totals"]["CNY"] == total


def test_by_salesperson_each_month_stands_beside_its_target():
    rows = {
        (row["salesperson"], row["month"]): row for row in payload_of(kpi("salesperson"))["rows"]
    }
    march = rows["张", "2026-03"]
    assert (march["target"], march["attainment"]) == ("80.00", "0.50")
    assert (march["target_rate"], march["target_days"]) == ("0.90", 45)
    other = rows["李", "2026-03"]
    assert (other["attainment"], other["target_rate"], other["target_days"]) == ("3.10", None, None)
    assert rows["张", "2026-02"]["target"] is None


def test_by_region_there_are_no_targets():
    rows = payload_of(kpi("region"))["rows"]
    assert {row["region"] for row in rows} == {"华东", "华南"}
    assert "target" not in rows[0]


def test_value_classes():
    report = value_classes(ledger_of(BOOKS), day("2026-03-05"))
    payload = payload_of(classes_table(report))
    assert payload["rows"] == [
        {
            "rank": 1, "customer_id": "C2", "name": "乙公司", "currency": "CNY", "open": "300.00",
            "share": "0.75", "cumulative": "0.75", "value_class": "A",
        },
        {
            "rank": 2, "customer_id": "C1", "name": "甲公司", "currency": "CNY", "open": "100.00",
            "share": "0.25", "cumulative": "1.00", "value_class": "A",
        },
    ]  # fmt: skip


@pytest.fixture
def march():
    return commission(ledger_of(BOOKS), day("2026-03-01"), day("2026-03-31"))


def test_commission_ranked_with_sums_and_control(march):
    payload = payload_of(commission_table(march))
    assert (payload["from"], payload["to"]) == ("2026-03-01", "2026-03-31")
    assert [(row["rank"], row["salesperson"]) for row in payload["rows"]] == [(1, "李"), (2, "张")]
    # 300 not due at 1 %; 40 paid 34 days late at 0.6 %
    assert [row["payable"] for row in payload["rows"]] == ["3.00", "0.24"]
    assert payload["totals"]["CNY"] == {
        "currency": "CNY", "received": "350.00", "commission_base": "340.00",
        "unapplied_cash": "10.00", "earned": "3.24", "taken_back": "0.00", "penalty": "0.00",
        "payable": "3.24", "target": "180.00", "attainment": "1.94444444",
    }  # fmt: skip
    assert payload["check"] == {"CNY": "0.00"}


def test_the_control_in_words(march):
    table = commission_table(march)
    notes = {title.en: text for title, text in cells_of(table, "en").notes}
    assert notes["check CNY"] == "received 350.00 = base 340.00 + unapplied 10.00; check 0.00"
    assert notes["period"] == "2026-03-01 – 2026-03-31"
    assert [title.zh for title, _ in footing_notes(table)] == ["合计 CNY"]


def test_the_sum_of_targets_counts_only_who_has_one():
    text = BOOKS.replace("2026-03-01 target 张 80.00 rate 0.9 days 45", "")
    report = commission(ledger_of(text), day("2026-03-01"), day("2026-03-31"))
    total = payload_of(commission_table(report))["totals"]["CNY"]
    assert (total["received"], total["target"], total["attainment"]) == ("350.00", "100.00", "3.10")


def test_commission_line_by_line(march):
    rows = payload_of(lines_table(march))["rows"]
    assert rows[1] == {
        "salesperson": "张", "currency": "CNY", "customer_id": "C1", "receipt_no": "R-1",
        "receipt_date": "2026-03-10", "invoice_no": "I-1", "instalment": 1,
        "commission_kind": "earned", "days_past_due": 34, "commission_base": "40.00",
        "commission_rate": "0.01", "factor": "0.60", "commission": "0.24",
    }  # fmt: skip
    assert rows[0]["instalment"] is None
    cells = cells_of(lines_table(march), "zh")
    kind = [field.name for field in cells.fields].index("commission_kind")
    assert cells.columns[kind] == ["本期回款", "本期回款"]
