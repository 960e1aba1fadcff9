"""AR_PROVISION and AR_ROLL_RATES: what spills and what is refused."""

from __future__ import annotations

import pytest
from cell_tables import TABLES, rows

from xlar.functions.convert import CellError
from xlar.functions.tables import ORDER


def test_bands_sums_movement_and_entries_spill(ask):
    table = ask("AR_PROVISION", ...)
    assert table[0] == (
        "组合", "客户编码", "客户名称", "币种", "账龄段", "余额", "损失率", "准备金额",
        "单项依据",
    )  # fmt: skip
    firsts = [row[0] for row in table]
    assert "合计" in firsts
    assert "期末准备" in firsts
    assert "借 信用减值损失　贷 坏账准备" in firsts
    # everything of tests/cell_tables.py is under a year old: 5 % of 500 + 400 + 100.50 + 10 + 20
    closing = next(row for row in table if row[0] == "期末准备" and row[3] == "CNY")
    assert closing[7] == pytest.approx(51.53, abs=0.001)  # 1,030.50 × 5 % = 51.525


def test_in_english(ask):
    table = ask("AR_PROVISION", ..., lang="en")
    assert table[0][4:] == ("Band", "Balance", "Loss rate", "Allowance", "Why on its own")


@pytest.mark.parametrize("show", ["勾稽", "重分类", "税前扣除", "账销案存", "off_book"])
def test_the_other_tables(ask, show):
    assert ask("AR_PROVISION", ..., None, show)[0][0] in ("客户编码", "单据号")


def test_roll_rates_need_a_past(ask):
    assert ask("AR_ROLL_RATES", ...) == CellError.VALUE


def test_roll_rates_by_month(session):
    settings = rows("""
        名称 | 值
        provision.limits | 0,30
        provision.interval_months | 1
        provision.windows | 1
        截止日期 | 2026-06-30
    """)
    given = TABLES | {"settings": settings}
    handle = session.call("AR_LEDGER", tuple(given.get(name) for name in ORDER))
    head, *body = session.call("AR_ROLL_RATES", (handle,))
    assert head[-2:] == ("迁徙率", "损失率")
    assert body


def test_an_unknown_table_is_a_value_error(ask):
    assert ask("AR_PROVISION", ..., None, "x") == CellError.VALUE
