"""What auditors ask for beside the allowance, on sheets of their own."""

from __future__ import annotations

SHEETS = ["账龄勾稽", "重分类", "期后回款", "税前扣除", "账销案存"]


def test_every_table_has_its_sheet_and_missing_history_is_told(small):
    outcome = small.run("audit", as_of="2026-06-30")
    assert outcome.done
    assert outcome.sheets == SHEETS  # half a year is too short for roll rates
    assert "迁徙率需要" in outcome.message.zh
    assert "roll rates need" in outcome.message.en


def test_subsequent_receipts_reach_to_the_last_receipt(small):
    # On 28 February 1,000.00 of 1E5 was open; on 1 March 700.00 came: 70 %.
    small.run("audit", as_of="2026-02-28")
    assert small.notes("期后回款")["收款截至"] == "2026-03-01"
    first, total = small.table("期后回款")
    assert first[0] == "0012"
    assert first[-3:] == total[-3:] == [1000, 700, 0.7]


def test_nothing_came_after_the_last_receipt(small):
    small.run("audit", as_of="2026-06-30")
    assert small.notes("期后回款")["收款截至"] == "2026-06-30"
    assert [row[-2] for row in small.table("期后回款")] == [0, 0, 0]


def test_receivables_stand_below_what_is_reclassified(small):
    small.run("audit", as_of="2026-06-30")
    # 800 of 0012 and 300 of 1-2; nobody has a credit
    assert [row[-1] for row in small.table("重分类") if row[0] == "应收账款"] == [1100]
    assert [row[-1] for row in small.table("重分类") if row[0] == "合同负债"] == [0]


def test_in_english(small):
    outcome = small.run("audit", lang="en", as_of="2026-06-30")
    assert outcome.sheets == [
        "Aging Tie-out", "Reclassification", "Subsequent Receipts", "Tax Deductions",
        "Written-off Claims",
    ]  # fmt: skip
