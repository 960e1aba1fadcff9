"""Customers whose loss is assessed on its own: a rate or an amount, for as long as it holds."""

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from exact import ledger_from
from hypothesis import given
from hypothesis import strategies as st
from ledger_strategies import CUSTOMERS, FIRST, SPAN, ledgers
from ledgers import ledger_of, table_of

from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.provision import provision
from xlar.frames.provision import provision_table
from xlar.frames.tabulated import cells_of, payload_of

YEAR_END = date(2026, 12, 31)
BOOK = """
    customer C1 name 甲公司
    customer C2 name 乙公司
    customer C3 name 丙公司 currency USD
    2026-06-30 invoice C1 A 1000 due 2026-07-30
    2026-06-30 invoice C2 B 500 due 2026-07-30
    2026-06-30 invoice C2 D 100 due 2026-07-30 currency USD
"""


def report_of(text, day=YEAR_END, **changes):
    return provision(
        ledger_of(BOOK + text), day, policy=Policy.from_mapping({"provision": changes})
    )


def own_rows(report):
    """Customer, currency, balance, rate and allowance of those on their own."""
    own, ledger = report.own, report.ledger
    return [
        (ledger.customers.id[c], ledger.currencies[k], balance, rate, loss)
        for c, k, balance, rate, loss in zip(
            own.customer.tolist(), own.currency.tolist(), own.balance.tolist(), own.rate,
            own.allowance.tolist(), strict=True,
        )
    ]  # fmt: skip


def test_a_rate_counts_for_every_balance_of_the_customer():
    # 500.00 × 80 % = 400.00; USD 100.00 × 80 % = 80.00; the matrix keeps C1: 1,000.00 × 5 % = 50.00
    report = report_of("2026-09-30 allowance C2 rate 0.8 reason 停业")
    assert own_rows(report) == [
        ("C2", "CNY", 50_000, Fraction(4, 5), 40_000),
        ("C2", "USD", 10_000, Fraction(4, 5), 8_000),
    ]
    assert report.balance[report.balance != 0].tolist() == [100_000]
    assert {code: one.closing for code, one in report.movements.items()} == {
        "CNY": 5_000 + 40_000, "USD": 8_000,
    }  # fmt: skip
    assert set(report.check.values()) == {0}


def test_an_amount_counts_for_the_balance_in_the_customers_currency():
    # 350.00 of 500.00 is 70 %; USD 100.00 stays in the matrix: × 5 % = 5.00
    report = report_of("2026-09-30 allowance C2 amount 350 reason 停业")
    assert own_rows(report) == [("C2", "CNY", 50_000, Fraction(7, 10), 35_000)]
    assert {code: one.closing for code, one in report.movements.items()} == {
        "CNY": 5_000 + 35_000, "USD": 500,
    }  # fmt: skip
    assert set(report.check.values()) == {0}


def test_a_loss_is_rounded_once_half_away_from_zero():
    # 0.10 × 25 % = 0.025 → 0.03
    text = """
        customer C9 name 小公司
        2026-06-30 invoice C9 X 0.10 due 2026-07-30
        2026-06-30 allowance C9 rate 0.25 reason 停业
    """
    assert own_rows(report_of(text)) == [("C9", "CNY", 10, Fraction(1, 4), 3)]


@pytest.mark.parametrize(
    ("day", "allowances"),
    [
        ("2026-09-29", []),  # the day before the first
        ("2026-09-30", [25_000]),  # 500.00 × 50 %
        ("2026-10-31", [25_000]),  # its last day
        ("2026-11-01", [45_000]),  # 500.00 × 90 %, the row after it
        ("2026-12-31", [45_000]),
    ],
)
def test_a_day_in_the_past_goes_by_what_held_then(day, allowances):
    report = report_of(
        """
        2026-09-30 allowance C2 rate 0.5 reason 逾期 valid_to 2026-10-31
        2026-11-01 allowance C2 rate 0.9 reason 停业
        """,
        date.fromisoformat(day),
    )
    cny = [loss for _, code, _, _, loss in own_rows(report) if code == "CNY"]
    assert cny == allowances


def test_an_amount_above_the_balance_counts_up_to_it_and_is_told():
    # 600.00 for a balance of 500.00: 500.00; nothing is left of C3, so 10.00 are above it too
    report = report_of("""
        2026-09-30 allowance C2 amount 600 reason 停业
        2026-09-30 allowance C3 amount 10 reason 破产
    """)
    assert own_rows(report) == [("C2", "CNY", 50_000, Fraction(1), 50_000)]
    assert report.own.excess_balance.tolist() == [50_000, 0]
    assert payload_of(provision_table(report))["above_balance"] == [
        {"customer_id": "C2", "currency": "CNY", "amount": "600.00", "balance": "500.00"},
        {"customer_id": "C3", "currency": "USD", "amount": "10.00", "balance": "0.00"},
    ]
    below = [row[0] for row in cells_of(provision_table(report)).footer]
    assert "C2 的单项计提 600.00 大于余额 500.00（单项计提第 2 行），按余额计提" in below
    assert "C3 的单项计提 10.00 大于余额 0.00（单项计提第 3 行），按余额计提" in below


def test_an_amount_of_the_whole_balance_is_not_above_it():
    report = report_of("2026-09-30 allowance C2 amount 500 reason 停业")
    assert report.own.excess.tolist() == []
    assert own_rows(report) == [("C2", "CNY", 50_000, Fraction(1), 50_000)]


def test_what_was_paid_leaves_the_balance():
    # 500.00 − 200.00 = 300.00 × 80 % = 240.00
    report = report_of("""
        2026-09-30 allowance C2 rate 0.8 reason 停业
        2026-10-01 receipt C2 R 200 for B
    """)
    assert own_rows(report)[0] == ("C2", "CNY", 30_000, Fraction(4, 5), 24_000)


def test_rows_show_the_reason():
    table = provision_table(report_of("2026-09-30 allowance C2 rate 0.8 reason 停业"))
    *_, last = payload_of(table)["rows"]
    assert (last["customer_id"], last["band"], last["loss_rate"]) == ("C2", "individual", "0.80")
    assert last["individual_reason"] == "停业"
    cells = cells_of(table)
    assert cells.fields[-1].title["zh"] == "单项依据"
    assert cells.columns[-1].count("停业") == 2  # CNY and USD


def test_small_companies_keep_no_allowance():
    report = report_of(
        "2026-09-30 allowance C2 amount 350 reason 停业", gaap="small"
    )  # no rate either: nothing is provided for
    assert own_rows(report) == [("C2", "CNY", 50_000, Fraction(0), 0)]


@given(
    ledgers(),
    st.lists(
        st.tuples(
            st.sampled_from(CUSTOMERS), st.integers(0, SPAN), st.integers(0, 100),
            st.one_of(st.none(), st.integers(0, 10**6)),
        ),
        unique_by=lambda row: row[0],
    ),
)  # fmt: skip
def test_laws(made, assessed):
    """Matrix and customers on their own hold all open debits, and no loss exceeds its balance."""
    tables, as_of = made
    known = set(tables["customers"].column("customer_id", "text").tolist())
    rows = [
        {
            "customer_id": customer,
            "valid_from": FIRST + start,
            "reason": "停业",
            **({"rate": percent * 10**6} if amount is None else {"amount": amount * 10**4}),
        }
        for customer, start, percent, amount in assessed
        if customer in known
    ]
    ledger = ledger_from({**tables, "allowances": table_of("allowances", rows)})
    report = provision(ledger, as_of)
    items = open_items(ledger, as_of)
    shown = report.balance.sum() + report.own.balance.sum()
    assert shown == items.open[items.open > 0].sum()
    assert set(report.check.values()) <= {0}
    assert (report.own.allowance <= report.own.balance).all()
    assert (report.own.allowance >= 0).all()
    assert all(0 <= rate <= 1 for rate in report.own.rate)
    assert np.unique(report.own.customer * 9 + report.own.currency).size == len(report.own.row)
