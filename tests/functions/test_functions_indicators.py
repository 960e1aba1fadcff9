"""AR_KPI, AR_DSO, AR_CEI, AR_TURNOVER_DAYS, AR_COMMISSION: what they give and what they refuse."""

from __future__ import annotations

import pytest
from cell_tables import CUSTOMERS, TABLES, rows, serial

from xlar.functions.convert import CellError

INVOICES = rows("""
    单据号 | 客户编码 | 单据日期 | 到期日 | 金额
    I-1 | C1 | 2026-01-05 | 2026-02-04 | 50
    I-2 | C2 | 2026-03-02 | 2026-03-31 | 70
    I-3 | C2 | 2026-03-02 | 2026-03-31 | 80
""")
RECEIPTS = rows("""
    收款单号 | 客户编码 | 收款日期 | 金额 | 核销单据号
    R-3 | C2 | 2026-03-05 | 80 | I-3
""")
DAY = serial("2026-03-31")


@pytest.fixture
def books(session):
    """Calls a function for books of 120 open, 50 of it overdue, and sales of 200 in 90 days."""
    handle = session.call("AR_LEDGER", (CUSTOMERS, INVOICES, RECEIPTS))
    return lambda name, *args: session.call(name, (handle, *args))


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ((), 54.0),  # 120 ÷ 200 × 90
        (("简单",), 54.0),
        (("best possible",), 31.5),  # 70 ÷ 200 × 90
        (("平均逾期",), 22.5),
        (("count-back",), 24.8),  # 120 of the 150 of March's 31 days
        (("simple", 31.0), 24.8),  # 120 ÷ 150 × 31
    ],
)
def test_dso(books, args, expected):
    assert books("AR_DSO", DAY, *args) == expected


def test_cei(books):
    # opening 50, new 150, closing 120, of which 70 not due: 80 ÷ 130
    assert books("AR_CEI", DAY) == pytest.approx(80 / 130, abs=1e-8)


NO_FIGURE = [
    ("AR_TURNOVER_DAYS", (DAY,), "历史不够"),
    ("AR_DSO", (DAY, "简单", 100.0), "历史不够"),
    ("AR_DSO", (serial("2026-12-31"),), "无销售"),
    ("AR_DSO", (serial("2025-12-31"),), "没有单据"),
]


@pytest.mark.parametrize(("name", "args", "reason"), NO_FIGURE)
def test_an_impossible_figure_is_an_error_with_its_reason(session, books, name, args, reason):
    assert books(name, *args) is CellError.NUM
    assert reason in str(session.call("AR_LASTERROR", ()))


@pytest.mark.parametrize("args", [("weighted",), ("simple", 0.0), ("simple", "many")])
def test_a_wrong_argument_is_a_value_error(books, args):
    assert books("AR_DSO", DAY, *args) is CellError.VALUE


def test_turnover_days_with_a_shorter_window(session):
    settings = rows("""
        设置 | 值
        indicators.turnover_months | 3
    """)
    handle = session.call("AR_LEDGER", (CUSTOMERS, INVOICES, RECEIPTS, *[None] * 4, settings))
    # 200 ÷ ((0 + 120) ÷ 2) = 3.333 in three months; 365 × 3/12 ÷ 3.333 = 27.375
    assert session.call("AR_TURNOVER_DAYS", (handle, DAY)) == 27.375


def test_two_currencies_are_one_figure_at_the_rates_of_the_settings(ask):
    # open 500 + 400 + 100.50 + 30 and 50 USD at 7; sold since 2 April 400 + 100.50 and 50 USD
    expected = 1_380.5 * 90 / 850.5
    assert ask("AR_DSO", ..., serial("2026-06-30")) == pytest.approx(expected, abs=1e-8)


def test_two_currencies_need_a_rate(session):
    tables = ("customers", "invoices", "receipts")
    handle = session.call("AR_LEDGER", tuple(TABLES[name] for name in tables))
    assert session.call("AR_DSO", (handle, serial("2026-06-30"))) is CellError.NUM
    assert "rates.USD" in str(session.call("AR_LASTERROR", ()))


def column(table, title):
    place = table[0].index(title)
    return [row[place] for row in table[1:] if row[1] and row[0] != "合计"]


def test_indicators_spill_by_month(books):
    table = books("AR_KPI", DAY)
    assert table[0][:3] == ("月份", "币种", "期初")
    assert column(table, "月份") == ["2026-01", "2026-02", "2026-03"]
    assert column(table, "期末") == [50, 50, 120]
    assert column(table, "DSO") == ["", "", 54.0]


@pytest.mark.parametrize(
    ("by", "title"), [("业务员", "业务员"), ("region", "地区"), ("客户", "名次")]
)
def test_indicators_by(books, by, title):
    assert books("AR_KPI", DAY, by)[0][0] == title


def test_so_many_months(books):
    assert column(books("AR_KPI", DAY, "total", 1.0), "月份") == ["2026-03"]


def test_value_classes(books):
    table = books("AR_KPI", DAY, "customer")
    assert column(table, "客户编码") == ["C2", "C1"]
    assert column(table, "价值类") == ["A", "A"]  # 58 %, and the one that crosses 80 %


def test_commission_with_its_control(books):
    table = books("AR_COMMISSION", DAY)
    assert table[1][:8] == (1.0, "李四", "CNY", 80.0, 80.0, 0.0, 0.8, 0.0)
    assert table[2][0] == "合计"
    assert "核对差异 0.00" in str(table[-1])


def test_commission_line_by_line(books):
    table = books("AR_COMMISSION", DAY, None, "明细")
    assert column(table, "收款单号") == ["R-3"]
    assert column(table, "提成额") == [0.8]


def test_commission_of_another_period(books):
    assert len(books("AR_COMMISSION", DAY, serial("2026-03-06"))) == 1  # the titles alone
    assert books("AR_COMMISSION", DAY, serial("2026-04-06")) is CellError.VALUE
