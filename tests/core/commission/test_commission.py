"""Commission rule by rule: what is earned, when, at which rate, and what is taken back."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import ledger_of

from xlar.core.columns import NO_AMOUNT
from xlar.core.commission import AMOUNTS, LINE_KINDS, commission
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.policy import Policy


def run(text, start, end, **settings):
    policy = Policy.from_mapping(
        {"aging": {"allocation": settings.pop("allocation", "explicit")}, "commission": settings}
    )
    ledger = ledger_of(text, policy)
    report = commission(ledger, date.fromisoformat(start), date.fromisoformat(end), policy=policy)
    assert set(report.check.values()) == {0}
    return report


def amounts(report, *names, row=0):
    return tuple(int(report.amounts[name][row]) / 100 for name in names)


def lines(report):
    """Receipt, invoice, kind and commission of every line."""
    found, number = report.lines, report.ledger.documents.number
    return [
        (number[receipt], number[invoice], LINE_KINDS[kind], amount / 100)
        for receipt, invoice, kind, amount in zip(
            found.receipt.tolist(), found.invoice.tolist(), found.kind.tolist(),
            found.amount.tolist(), strict=True,
        )
    ]  # fmt: skip


MARCH = """
    customer C1 salesperson 甲
    2026-01-01 invoice C1 I-1 113000.00 due 2026-03-04
    2026-01-01 invoice C1 I-2 50000.00 due 2026-03-01
    2026-01-01 invoice C1 I-3 80000.00 due 2026-02-28
    2026-01-01 invoice C1 I-4 60000.00 due 2026-01-30
    2026-01-01 invoice C1 I-5 60000.00 due 2026-01-29
    2025-08-01 invoice C1 I-6 10000.00 due 2025-09-01
    2026-03-01 receipt C1 R-1 113000.00 for I-1    # d = −3
    2026-03-01 receipt C1 R-2 50000.00 for I-2     # d = 0
    2026-03-01 receipt C1 R-3 80000.00 for I-3 {bill}
    2026-03-01 receipt C1 R-4 60000.00 for I-4     # d = 30
    2026-03-01 receipt C1 R-5 60000.00 for I-5     # d = 31
    2026-03-01 receipt C1 R-6 10000.00 for I-6     # d = 181
    2026-03-01 receipt C1 R-7 20000.00
"""


def test_commission_of_a_month():
    report = run(MARCH.format(bill=""), "2026-03-01", "2026-03-31")
    assert [amount for *_, amount in lines(report)] == [1130, 500, 640, 480, 360, 0]
    assert report.lines.days.tolist() == [-3, 0, 1, 30, 31, 181]
    assert amounts(report, "payable", "base", "unapplied", "received") == (
        3_110, 373_000, 20_000, 393_000,
    )  # fmt: skip


BILL = "method commercial_bill bill_due 2026-03-20 reversed 2026-04-02"


def test_a_bill_that_bounces_is_taken_back_at_the_rate_paid():
    text = MARCH.format(bill=BILL)
    assert amounts(run(text, "2026-03-01", "2026-03-31"), "payable") == (3_110,)
    april = run(text, "2026-04-01", "2026-04-30")
    assert lines(april) == [("R-3", "I-3", "reversed", -640)]
    assert amounts(april, "payable", "taken_back", "base", "received") == (
        -640, -640, -80_000, -80_000,
    )  # fmt: skip


CASH_DAY = [
    # bill, setting, commission of March, commission of April
    ("method commercial_bill bill_due 2026-04-20", "due", 0, 640),
    ("method bank_bill bill_due 2026-04-20", "due", 0, 640),
    ("method commercial_bill bill_due 2026-04-20", "receipt", 640, 0),
    ("method transfer", "due", 640, 0),
    # dishonoured on the day it fell due: it never was cash
    ("method commercial_bill bill_due 2026-04-20 reversed 2026-04-20", "due", 0, 0),
    ("method commercial_bill bill_due 2026-04-20 reversed 2026-04-20", "receipt", 640, -640),
]


@pytest.mark.parametrize(("bill", "bill_day", "march", "april"), CASH_DAY)
def test_the_day_a_bill_is_cash(bill, bill_day, march, april):
    text = f"""
        customer C1 salesperson 甲
        2026-01-01 invoice C1 I-3 80000.00 due 2026-02-28
        2026-03-01 receipt C1 R-3 80000.00 for I-3 {bill}
    """
    for start, end, expected in (
        ("2026-03-01", "2026-03-31", march), ("2026-04-01", "2026-04-30", april),
    ):  # fmt: skip
        report = run(text, start, end, bill_day=bill_day)
        assert sum(amount for *_, amount in lines(report)) == expected


FACTORS = [
    (-100, 100), (0, 100), (1, 80), (30, 80), (31, 60), (60, 60), (61, 40), (90, 40), (91, 20),
    (180, 20), (181, 0), (4_000, 0),
]  # fmt: skip


@pytest.mark.parametrize(("days", "percent"), FACTORS)
def test_what_is_earned_by_age(days, percent):
    due = date.fromordinal(date(2026, 3, 10).toordinal() - days)
    text = f"""
        customer C1 salesperson 甲
        2014-01-01 invoice C1 I-1 100.00 due {due}
        2026-03-10 receipt C1 R-1 100.00 for I-1
    """
    report = run(text, "2026-03-01", "2026-03-31", rate=1)
    assert amounts(report, "earned") == (percent,)


def test_factors_and_rate_are_settings():
    text = MARCH.format(bill="")
    report = run(text, "2026-03-01", "2026-03-31", rate=0.02, factors={"0": 1}, factor_beyond=0.5)
    # 2 % of 163,000 in full and of 210,000 by half
    assert amounts(report, "earned") == (3_260 + 2_100,)


def test_each_line_is_rounded_half_away_from_zero():
    text = """
        customer C1 salesperson 甲
        2026-01-01 invoice C1 I-1 0.50 due 2026-06-01
        2026-01-01 invoice C1 I-2 0.49 due 2026-06-01
        2026-03-01 receipt C1 R-1 0.50 for I-1 reversed 2026-04-01
        2026-03-01 receipt C1 R-2 0.49 for I-2
    """
    assert amounts(run(text, "2026-03-01", "2026-03-31"), "earned") == (0.01,)
    assert amounts(run(text, "2026-04-01", "2026-04-30"), "taken_back") == (-0.01,)


NO_COMMISSION = [
    "2026-03-01 receipt C1 R-1 100.00 for I-1 method discount",
    "2026-03-01 receipt C1 R-1 100.00 for I-1 method offset document A-1",
    "2026-03-01 credit_note C1 N-1 -100.00 ref I-1",
    "2026-03-01 receipt C1 R-1 100.00 for I-1 reversed 2026-03-15",
    "2026-02-28 receipt C1 R-1 100.00 for I-1",
    "2026-04-01 receipt C1 R-1 100.00 for I-1",
]


@pytest.mark.parametrize("row", NO_COMMISSION)
def test_nothing_is_earned_on_what_is_no_cash_of_the_period(row):
    text = f"customer C1 salesperson 甲\n2026-01-01 invoice C1 I-1 100.00 due 2026-06-01\n{row}"
    report = run(text, "2026-03-01", "2026-03-31")
    assert len(report) == len(report.lines) == 0


def test_money_earns_when_it_is_applied():
    text = """
        customer C1 salesperson 甲
        2026-02-10 receipt C1 R-1 100.00
        2026-03-05 invoice C1 I-1 100.00 due 2026-04-05
        2026-03-20 allocation R-1 I-1 100.00
    """
    february = run(text, "2026-02-01", "2026-02-28")
    assert amounts(february, "received", "base", "unapplied", "earned") == (100, 0, 100, 0)
    march = run(text, "2026-03-01", "2026-03-31")
    assert amounts(march, "received", "base", "unapplied", "earned") == (0, 100, -100, 1)
    assert lines(march) == [("R-1", "I-1", "applied", 1)]


def test_money_not_designated_earns_on_the_oldest_item_with_fifo():
    text = """
        customer C1 salesperson 甲
        2026-01-01 invoice C1 I-1 100.00 due 2026-02-01
        2026-01-01 invoice C1 I-2 100.00 due 2026-06-01
        2026-03-01 receipt C1 R-1 150.00
    """
    report = run(text, "2026-03-01", "2026-03-31", allocation="fifo")
    assert lines(report) == [("R-1", "I-1", "earned", 0.8), ("R-1", "I-2", "earned", 0.5)]


def test_an_allocation_undone_is_taken_back_and_earned_anew():
    text = """
        customer C1 salesperson 甲
        2026-01-01 invoice C1 I-1 100.00 due 2026-03-01
        2026-01-01 invoice C1 I-2 100.00 due 2026-01-10
        2026-03-01 receipt C1 R-1 100.00
        2026-03-01 allocation R-1 I-1 100.00 reversed_on 2026-04-02
        2026-04-02 allocation R-1 I-2 100.00
    """
    report = run(text, "2026-04-01", "2026-04-30")
    assert lines(report) == [("R-1", "I-1", "returned", -1), ("R-1", "I-2", "applied", 0.6)]


REFUNDS = [
    # the refund takes what is not applied: nothing earned, nothing taken back
    ("2026-03-02 receipt C1 R-2 30.00\n2026-04-05 refund C1 F-1 -30.00", 0, 30 - 30),
    # nothing is left to pay it out of: the latest receipt gives it back
    ("2026-04-05 refund C1 F-1 -30.00", -0.3, -30),
    # goods came back: the credit note finds the invoice paid, and its money goes out
    ("2026-04-01 credit_note C1 N-1 -40.00\n2026-04-05 refund C1 F-1 -40.00", -0.4, -40),
    # more than ever came in: not below nothing
    ("2026-04-05 refund C1 F-1 -500.00", -1, -100),
]


@pytest.mark.parametrize(("rows", "taken_back", "base"), REFUNDS)
def test_what_is_paid_back_is_taken_back(rows, taken_back, base):
    text = f"""
        customer C1 salesperson 甲
        2026-01-01 invoice C1 I-1 100.00 due 2026-06-01
        2026-03-01 receipt C1 R-1 100.00 for I-1
        {rows}
    """
    report = run(text, "2026-04-01", "2026-04-30")
    assert amounts(report, "taken_back", "base") == (taken_back, base)


def test_the_latest_receipts_give_a_refund_back():
    text = """
        customer C1 salesperson 甲
        2026-01-01 invoice C1 I-1 100.00 due 2026-06-01
        2026-01-01 invoice C1 I-2 50.00 due 2026-06-01
        2026-03-01 receipt C1 R-1 100.00 for I-1
        2026-03-02 receipt C1 R-2 50.00 for I-2
        2026-04-05 refund C1 F-1 -70.00
    """
    report = run(text, "2026-04-01", "2026-04-30")
    assert lines(report) == [("R-1", "I-1", "returned", -0.2), ("R-2", "I-2", "returned", -0.5)]


def test_a_penalty_on_what_was_written_off():
    text = """
        customer C1 salesperson 甲
        2025-01-01 invoice C1 I-1 1000.00 due 2025-02-01 written_off 2026-03-15
        2025-03-01 receipt C1 R-1 200.00 for I-1
        2026-04-10 receipt C1 R-2 100.00 for I-1
    """
    march = run(text, "2026-03-01", "2026-03-31", write_off_penalty=0.05)
    assert amounts(march, "penalty", "payable") == (40, -40)
    april = run(text, "2026-04-01", "2026-04-30", write_off_penalty=0.05)
    assert amounts(april, "penalty", "received", "base") == (-5, 100, 100)  # recovered
    assert amounts(run(text, "2026-03-01", "2026-04-30"), "penalty") == (0,)


# --- targets and ranking ------------------------------------------------------------------------

TEAM = """
    customer C1 salesperson 甲
    customer C2 salesperson 乙
    customer C3
    2026-01-01 invoice C1 I-1 300.00 due 2026-06-01
    2026-01-01 invoice C2 I-2 300.00 due 2026-06-01
    2026-01-01 invoice C3 I-3 300.00 due 2026-06-01
    2026-03-01 receipt C1 R-1 100.00 for I-1
    2026-03-01 receipt C2 R-2 200.00 for I-2
    2026-03-01 receipt C3 R-3 100.00 for I-3
    2026-03-01 target 甲 80.00 commission_rate 0.03
    2026-03-01 target 乙 400.00
    2026-04-01 target 甲 50.00
    2026-02-01 target 甲 70.00
"""


def rows(report):
    return list(zip(report.rank.tolist(), report.salesperson.tolist(), strict=True))


def test_salespeople_are_ranked_by_cash_and_equals_share_a_place():
    report = run(TEAM, "2026-03-01", "2026-03-31")
    assert rows(report) == [(1, "乙"), (2, ""), (2, "甲")]


def test_or_by_attainment_of_the_target():
    report = run(TEAM, "2026-03-01", "2026-03-31", ranking="attainment")
    assert rows(report) == [(1, "甲"), (2, "乙"), (3, "")]
    assert report.attainment.tolist() == [125_000_000, 50_000_000, NO_AMOUNT]


def test_the_rate_of_a_target_comes_first_in_its_month():
    report = run(TEAM, "2026-03-01", "2026-03-31")
    assert amounts(report, "earned", row=2) == (3,)
    assert amounts(report, "earned", row=0) == (2,)


def test_what_was_paid_at_a_rate_is_taken_back_at_it():
    text = TEAM.replace("R-1 100.00 for I-1", "R-1 100.00 for I-1 reversed 2026-04-03")
    report = run(text, "2026-04-01", "2026-04-30")
    assert amounts(report, "taken_back", "target") == (-3, 50)


def test_targets_of_all_months_of_the_period_add_up():
    report = run(TEAM, "2026-02-15", "2026-03-31")
    assert report.amounts["target"].tolist() == [40_000, NO_AMOUNT, 15_000]


def test_a_target_nobody_collected_for_is_shown():
    report = run("customer C1 salesperson 甲\n2026-03-01 target 甲 80.00", "2026-03-01",
                 "2026-03-31")  # fmt: skip
    assert rows(report) == [(1, "甲")]
    assert report.attainment.tolist() == [0]


def test_currencies_are_ranked_apart():
    text = TEAM + """
        2026-01-01 invoice C1 U-1 300.00 due 2026-06-01 currency USD
        2026-03-01 receipt C1 RU-1 10.00 for U-1 currency USD
    """  # fmt: skip
    report = run(text, "2026-03-01", "2026-03-31")
    codes = [report.ledger.currencies[place] for place in report.currency]
    assert list(zip(codes, rows(report), strict=True))[-1] == ("USD", (1, "甲"))
    assert report.check == {"CNY": 0, "USD": 0}


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadValue, match="before it begins"):
        run(TEAM, "2026-03-31", "2026-03-01")


def test_an_empty_ledger_has_no_commission():
    report = run("", "2026-03-01", "2026-03-31")
    assert len(report) == 0
    assert list(report.amounts) == list(AMOUNTS)


WRONG = [
    ({"rate": 1.5}, "commission.rate"),
    ({"rate": -0.1}, "commission.rate"),
    ({"factors": {}}, "commission.factors"),
    ({"factors": {"soon": 1}}, "commission.factors"),
    ({"factors": {"0": 2}}, "commission.factors.0"),
    ({"write_off_penalty": 2}, "commission.write_off_penalty"),
    ({"bill_day": "never"}, "commission.bill_day"),
    ({"ranking": "age"}, "commission.ranking"),
]


@pytest.mark.parametrize(("settings", "name"), WRONG)
def test_a_wrong_setting_is_refused_by_name(settings, name):
    with pytest.raises(BadPolicy) as caught:
        Policy.from_mapping({"commission": settings})
    assert name in caught.value.text("zh")
