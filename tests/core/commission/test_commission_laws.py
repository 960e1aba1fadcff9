"""Laws of commission on every ledger, tried on random ones with bills, discounts and refunds."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
from exact import decimal, ledger_from
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ledger_strategies import CURRENCIES, SALESPEOPLE, ledgers

from xlar.core.columns import NO_AMOUNT, NO_DAY, texts
from xlar.core.commission import AMOUNTS, commission
from xlar.core.ledger import Kind
from xlar.core.policy import Policy
from xlar.core.tables import Table

MANY = settings(
    max_examples=120, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
METHODS = ("", "cash", "commercial_bill", "bank_bill", "discount")
policies = st.builds(
    lambda method, day, penalty: Policy.from_mapping(
        {
            "aging": {"allocation": method},
            "commission": {"bill_day": day, "write_off_penalty": penalty},
        }
    ),
    st.sampled_from(("fifo", "explicit")),
    st.sampled_from(("due", "receipt")),
    st.sampled_from((0, 0.03)),
)
spans = st.tuples(st.integers(0, 90), st.integers(0, 60), st.integers(1, 60))


@st.composite
def cases(draw):
    """A ledger whose receipts are of all methods, with targets; and a day."""
    source, day = draw(ledgers())
    receipts = source["receipts"]
    number = receipts.columns["receipt_no"]
    method = {
        name: draw(st.sampled_from(METHODS)) for name in dict.fromkeys(number.tolist())
    }  # parts of a receipt are one receipt
    chosen = [method[name] for name in number]
    bill = np.array([name.endswith("bill") for name in chosen], bool)
    due = receipts.columns["receipt_date"] + np.int32(draw(st.integers(0, 90)))
    refund = receipts.columns["amount"] < 0
    columns = {
        **receipts.columns,
        "method": texts(["" if back else name for name, back in zip(chosen, refund, strict=True)]),
        "bill_due": np.where(bill & ~refund, due, NO_DAY).astype(np.int32),
    }
    months = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 2)),
                           max_size=6, unique=True))  # fmt: skip
    targets = {
        "month": np.array([20_454 + 31 * month for month, _, _ in months], np.int32),
        "salesperson": texts([SALESPEOPLE[who] for _, who, _ in months]),
        "currency": texts([CURRENCIES[code] for _, _, code in months]),
        "amount": np.full(len(months), 500_000, np.int64),
        "commission_rate": np.array(
            [NO_AMOUNT if month == 1 else 10**6 * month for month, _, _ in months], np.int64
        ),
    }
    tables = {
        "receipts": Table("receipts", columns, receipts.rows),
        "targets": Table("targets", targets, np.arange(2, 2 + len(months), dtype=np.int32)),
    }
    return {**source, **tables}, day


def built(source):
    seen = set()
    targets = source["targets"].columns
    for key in zip(*(targets[name].tolist() for name in ("month", "salesperson", "currency")),
                   strict=True):  # fmt: skip
        assume(key not in seen)
        seen.add(key)
    return ledger_from(source)


@MANY
@given(cases(), policies, spans)
def test_base_and_unapplied_are_the_receipts(case, policy, span):
    source, day = case
    report = commission(built(source), day - timedelta(span[0]), day, policy=policy)
    assert set(report.check.values()) <= {0}
    amounts = report.amounts
    assert (amounts["received"] == amounts["base"] + amounts["unapplied"]).all()
    assert (
        amounts["payable"] == amounts["earned"] + amounts["taken_back"] - amounts["penalty"]
    ).all()


@MANY
@given(cases(), policies, spans)
def test_periods_add_up(case, policy, span):
    source, day = case
    ledger = built(source)
    middle, last = day + timedelta(span[1]), day + timedelta(span[1] + span[2])
    parts = [
        commission(ledger, first, until, policy=policy)
        for first, until in ((day, middle), (middle + timedelta(1), last))
    ]
    whole = commission(ledger, day, last, policy=policy)
    for name in ("received", "base", "unapplied", "penalty", "payable"):
        sums = {}
        for report in parts:
            for key, amount in by_key(report, name).items():
                sums[key] = sums.get(key, 0) + amount
        found = by_key(whole, name)
        assert {key: amount for key, amount in sums.items() if amount} == {
            key: amount for key, amount in found.items() if amount
        }


def by_key(report, name):
    keys = zip(report.salesperson.tolist(), report.currency.tolist(), strict=True)
    return dict(zip(keys, report.amounts[name].tolist(), strict=True))


@MANY
@given(cases(), st.sampled_from(("fifo", "explicit")))
def test_all_cash_ever_received_less_refunds(case, method):
    """From the first day on: what the receipts say, less what was paid back, never below 0."""
    source, day = case
    ledger = built(source)
    policy = Policy.from_mapping(
        {"aging": {"allocation": method}, "commission": {"bill_day": "receipt"}}
    )
    report = commission(ledger, day - timedelta(4000), day, policy=policy)
    found = {}
    for (_, currency), amount in by_key(report, "received").items():
        found[currency] = found.get(currency, 0) + decimal(ledger, currency, amount)
    documents = ledger.documents
    expected, refunds = {}, {}
    number = (day - timedelta(0)).toordinal() - 719_163
    for place in range(len(documents)):
        if not documents.date[place] <= number < documents.reversed_on[place]:
            continue
        currency = int(documents.currency[place])
        amount = decimal(ledger, currency, documents.amount[place])
        if documents.kind[place] == Kind.RECEIPT and documents.method[place] != 8:
            expected[currency] = expected.get(currency, Decimal(0)) - amount
        elif documents.kind[place] == Kind.REFUND:
            refunds[currency] = refunds.get(currency, Decimal(0)) + amount
    for currency, total in expected.items():
        cash = found.get(currency, Decimal(0))
        assert total - refunds.get(currency, Decimal(0)) <= cash <= total
        if currency not in refunds:
            assert cash == total


@MANY
@given(cases(), policies)
def test_what_is_earned_is_never_more_than_the_cash(case, policy):
    source, day = case
    report = commission(built(source), day - timedelta(4000), day, policy=policy)
    lines = report.lines
    assert (lines.base > 0).all()  # since the beginning nothing has been taken back
    assert (lines.amount <= lines.base).all()
    assert set(AMOUNTS) == set(report.amounts)
