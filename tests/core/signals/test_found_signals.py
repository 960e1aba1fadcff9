"""Signals the ledger shows, each at its threshold and just below it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from ledgers import ledger_of

from xlar.core.columns import NO_AMOUNT
from xlar.core.dates import calendar_date, parse_iso
from xlar.core.policy import Policy
from xlar.core.signals import warnings
from xlar.core.signals.found import growth
from xlar.core.signals.receipts import turns

AS_OF = date(2026, 6, 30)
DAY = parse_iso("2026-06-30")
ONE = 10**8


def settings(**signals):
    return Policy.from_mapping({"signals": signals})


def found(text, policy=None):
    """What the figures show: measured and usual by customer and signal."""
    report = warnings(ledger_of(text), AS_OF, policy=policy)
    ids, marks = report.ledger.customers.id, report.marks
    return {
        (ids[marks.customer[place]], marks.code[place]): (
            int(marks.measured[place]) / ONE,
            int(marks.usual[place]) / ONE,
        )
        for place in range(len(marks))
        if marks.found[place]
    }


def day(back):
    return calendar_date(DAY - back)


# --- growth --------------------------------------------------------------------------------------


def sales(*periods):
    """Sales of 30-day periods, the last one first, in the middle of each."""
    return "\n".join(
        f"{day(30 * place + 15)} invoice C1 I-{place} {amount} due {day(30 * place + 5)}\n"
        f"{day(30 * place + 5)} receipt C1 R-{place} {amount} for I-{place}"
        for place, amount in enumerate(periods)
    )


@pytest.mark.parametrize(
    ("periods", "grows"),
    [
        # usual 100, spread 0
        (("200.00",) + ("100.00",) * 8, False),  # twice is not above twice
        (("200.01",) + ("100.00",) * 8, True),
        # 50 100 150 50 100 150 50 100: median 100, deviations 50 0 50 50 0 50 50 0 → 50;
        # 3 × 1.4826 × 50 = 222.39 above the usual 100
        (("322.39", "50.00", "100.00", "150.00", "50.00", "100.00", "150.00", "50.00", "100.00"),
         False),
        (("322.40", "50.00", "100.00", "150.00", "50.00", "100.00", "150.00", "50.00", "100.00"),
         True),
        # the period of the first document is not whole: seven before the last leave six
        (("900.00",) + ("100.00",) * 7, True),
        (("900.00",) + ("100.00",) * 6, False),
    ],
)  # fmt: skip
def test_sudden_growth(periods, grows):
    assert (("C1", "grows_too_fast") in found(sales(*periods))) == grows


def test_growth_is_measured_as_a_multiple_of_the_usual():
    policy = Policy()
    ledger = ledger_of(sales("250.00", *("100.00",) * 8))
    concerned, measured, usual = growth(ledger, DAY, policy)
    assert (concerned.tolist(), measured.tolist(), usual.tolist()) == (
        [True],
        [5 * ONE // 2],
        [ONE],
    )


def test_without_sales_nothing_grows():
    concerned, measured, _ = growth(ledger_of("customer C1"), DAY, Policy())
    assert (concerned.tolist(), measured.tolist()) == ([False], [NO_AMOUNT])


# --- receipts ------------------------------------------------------------------------------------


def payments(*receipts, first=400, apart=40):
    """Invoices of 100.00, each paid by the given amounts 40 days apart, oldest first."""
    rows = []
    for place, amount in enumerate(receipts):
        back = first - apart * place
        rows += [
            f"{day(back + 20)} invoice C1 I-{place} 100.00 due {day(back)}",
            f"{day(back)} receipt C1 R-{place} {amount} for I-{place}",
        ]
    return "\n".join(rows)


FULL = ("100.00",) * 6


def recently(*amounts):
    return payments(*amounts, first=60, apart=10).replace(" I-", " N-").replace(" R-", " S-")


@pytest.mark.parametrize(
    ("before", "lately", "turned"),
    [
        (FULL, ("100.00", "100.00", "100.00"), False),
        (FULL, ("40.00", "40.00", "100.00"), True),  # two of three
        (FULL, ("40.00", "100.00", "100.00"), False),  # one of three is below half
        (FULL, ("40.00", "40.00"), False),  # two receipts are too few
        (("40.00",) * 6, ("40.00",) * 3, False),  # always so
        (("100.00",) * 4, ("40.00",) * 3, False),  # four before make no habit
        (("40.00", *("100.00",) * 4), ("40.00", "40.00", "100.00"), True),  # 2/3 above 2 × 1/5
        (("40.00", "40.00", *("100.00",) * 3), ("40.00", "40.00", "100.00"), False),  # 2 × 2/5
    ],
)
def test_turning_to_part_payments(before, lately, turned):
    policy = Policy.from_mapping({"aging": {"allocation": "explicit"}})
    text = f"{payments(*before)}\n{recently(*lately)}"
    assert (("C1", "part_payments") in found(text, policy)) == turned


def test_two_receipts_of_one_day_that_pay_an_invoice_are_no_part_payments():
    text = """
        2026-06-01 invoice C1 I-1 100.00 due 2026-06-20
        2026-06-20 receipt C1 R-1 40.00 for I-1
        2026-06-20 receipt C1 R-2 60.00 for I-1
        2026-06-01 invoice C1 I-2 100.00 due 2026-06-20
        2026-06-20 receipt C1 R-3 40.00 for I-2
        2026-06-21 receipt C1 R-4 60.00 for I-2
    """
    part = turns(ledger_of(text), DAY, Policy())["part_payments"]
    assert part.recent.tolist() == [ONE // 4]  # R-3 alone


def test_a_credit_note_settles_like_money():
    text = """
        2026-06-01 invoice C1 I-1 100.00 due 2026-06-20
        2026-06-10 credit_note C1 CN-1 -5.00 ref I-1
        2026-06-20 receipt C1 R-1 95.00 for I-1
    """
    assert turns(ledger_of(text), DAY, Policy())["part_payments"].recent.tolist() == [0]


@pytest.mark.parametrize(
    ("amount", "share"),
    [
        ("30000.00", 1),  # leaves 12,345.67 open
        ("50000.00", 1),  # 7,654.33 too much
        ("42345.67", 0),  # exactly the invoice
        ("35000.00", 0),  # no multiple of 10,000
    ],
)
def test_round_sums_fit_no_invoice(amount, share):
    text = f"2026-06-01 invoice C1 I-1 42345.67 due 2026-06-20\n2026-06-20 receipt C1 R-1 {amount}"
    assert turns(ledger_of(text), DAY, Policy())["round_sums"].recent.tolist() == [share * ONE]


def test_a_round_invoice_paid_in_full_is_no_round_sum():
    text = "2026-06-01 invoice C1 I-1 30000.00 due 2026-06-20\n2026-06-20 receipt C1 R-1 30000.00"
    assert turns(ledger_of(text), DAY, Policy())["round_sums"].recent.tolist() == [0]


def test_turning_to_round_sums():
    lately = recently("90.00", "90.00", "90.00")
    text = f"{payments(*FULL)}\n{lately}"
    policy = Policy.from_mapping(
        {"aging": {"allocation": "explicit"}, "signals": {"round_sum": 30}}
    )
    assert found(text, policy)["C1", "round_sums"] == (1.0, 0.0)
    assert ("C1", "round_sums") not in found(text)  # 90.00 is no multiple of 10,000


# --- the others ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reversed_on", "bounced"),
    [("2026-06-30", True), ("2026-07-01", False), ("2026-04-02", True), ("2026-04-01", False)],
)
def test_a_receipt_that_bounced_within_the_recent_days(reversed_on, bounced):
    text = f"2026-03-01 receipt C1 R-1 5.00 reversed {reversed_on}"
    assert (("C1", "cheque_bounced") in found(text)) == bounced


def test_a_receipt_corrected_on_its_own_day_did_not_bounce():
    assert found("2026-06-01 receipt C1 R-1 5.00 reversed 2026-06-01") == {}


def broken(count):
    return "\n".join(
        ["customer C1"]
        + [f"2026-05-01 promise C1 - 5.00 pay 2026-05-1{n} kept 0" for n in range(count)]
    )


def test_two_broken_promises_are_a_signal():
    assert found(broken(1)) == {}
    assert found(broken(2)) == {("C1", "breaks_promises"): (2.0, 2.0)}
    assert found(broken(1), settings(broken_promises=1)) == {("C1", "breaks_promises"): (1.0, 1.0)}


def disputes(recent, before):
    days = ["2026-06-15"] * recent + ["2026-01-15"] * before
    return "\n".join(
        f"2026-01-01 invoice C1 I-{n} 5.00 due 2026-12-31 disputed 1 disputed_on {on}"
        for n, on in enumerate(days)
    )


@pytest.mark.parametrize(
    ("recent", "before", "rises"),
    [
        (1, 0, False),  # one is none too many
        (2, 0, True),
        (2, 4, True),  # 4 in 365 days are 0.986 in 90: two are more than twice as many
        (2, 5, False),  # 1.23 in 90
    ],
)
def test_rising_disputes(recent, before, rises):
    assert (("C1", "rising_disputes") in found(disputes(recent, before))) == rises


def test_a_dispute_without_a_day_is_of_the_day_of_its_document():
    text = """
        2026-06-01 invoice C1 I-1 5.00 due 2026-12-31 disputed 1
        2026-06-01 invoice C1 I-2 5.00 due 2026-12-31 disputed 1
    """
    assert found(text) == {("C1", "rising_disputes"): (2.0, 0.0)}


def balances(*amounts):
    return "\n".join(
        f"2026-06-01 invoice C{n:02} I-{n} {amount} due 2026-12-31"
        for n, amount in enumerate(amounts)
    )


@pytest.mark.parametrize(
    ("large", "others", "concerned"),
    [
        ("225.00", 9, False),  # 225 ÷ 1,125 is exactly a fifth
        ("225.01", 9, True),
        ("500.00", 8, False),  # nine customers are too few
    ],
)
def test_concentration(large, others, concerned):
    text = balances(large, *("100.00",) * others)
    assert (("C00", "concentration") in found(text)) == concerned


def test_concentration_counts_net_balances_in_the_base_currency():
    policy = Policy.from_mapping({"rates": {"USD": "7"}})
    text = balances("40.00", *("100.00",) * 9).replace("I-0 40.00", "I-0 40.00 currency USD")
    assert found(text, policy)["C00", "concentration"] == pytest.approx((280 / 1180, 0.2))
    paid = text + "\n2026-06-02 receipt C00 R-1 20.00 currency USD"
    assert ("C00", "concentration") not in found(paid, policy)


def test_slower_than_its_own_habit():
    rows = []
    for n in range(6):
        rows += [
            f"{day(300 - n * 20)} invoice C1 I-{n} 5.00 due {day(290 - n * 20)}",
            f"{day(288 - n * 20)} receipt C1 R-{n} 5.00 for I-{n}",
        ]
    rows += [f"{day(60)} invoice C1 N-{n} 5.00 due {day(40)}" for n in range(3)]
    assert found("\n".join(rows))["C1", "pays_later"] == (40.0, 2.0)


def test_an_empty_ledger_shows_nothing():
    report = warnings(ledger_of(""), AS_OF)
    assert (len(report.marks), report.concerned.tolist()) == (0, [])
    assert np.array_equal(report.points, np.zeros(0))
