"""Foreign currency: booked, revalued and realised, worked by hand."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from ledgers import ledger_of

from xlar.core.errors import MissingRate
from xlar.core.fx import booked_amounts, booked_rates, convert, realised_differences, revaluation
from xlar.core.items import open_items
from xlar.core.money import divide_round, format_minor
from xlar.core.policy import Policy

MARCH = "2026-03-31"


def rates(base="CNY", **by_currency):
    numbers = {name: Decimal(rate) for name, rate in by_currency.items()}
    return Policy(base_currency=base, rates=numbers)


def revalued(text, policy, as_of=MARCH):
    """By document: open in its own currency; booked, closing and gain in the base."""
    ledger = ledger_of(text, policy)
    report = revaluation(ledger, date.fromisoformat(as_of), policy=policy)
    found = {}
    for row, document in enumerate(report.items.document):
        own = ledger.currencies[ledger.documents.currency[document]]
        found[ledger.documents.number[document]] = (
            format_minor(int(report.items.open[row]), own),
            *(
                format_minor(int(column[row]), ledger.base_currency)
                for column in (report.booked, report.closing, report.gain)
            ),
        )
    return found


def realised(text, policy=None, as_of=MARCH):
    """The differences as text, in order of the allocations."""
    policy = policy or Policy()
    ledger = ledger_of(text, policy)
    report = realised_differences(ledger, date.fromisoformat(as_of), policy=policy)
    return [format_minor(minor, ledger.base_currency) for minor in report.gain.tolist()]


# --- open items --------------------------------------------------------------------------------

TWO = """
    2026-03-31 invoice C1 SI1 100.00 due 2026-04-30
    2026-03-30 invoice C2 SI2 100.00 due 2026-04-29 currency USD rate 80
"""


def test_open_items_in_the_base_currency_at_their_own_rates():
    found = revalued(TWO, rates(base="CNY", USD="80"))
    assert found["SI1"] == ("100.00", "100.00", "100.00", "0.00")
    assert found["SI2"] == ("100.00", "8000.00", "8000.00", "0.00")


def test_sums_by_currency_are_in_the_base_and_nothing_else_is_added():
    policy = rates(USD="85")
    report = revaluation(ledger_of(TWO), date(2026, 3, 31), policy=policy)
    assert report.booked_by_currency == {"CNY": 100_00, "USD": 8_000_00}
    assert report.closing_by_currency == {"CNY": 100_00, "USD": 8_500_00}


def test_revaluation_gain_at_the_closing_rate():
    # 100 × (85 − 80) = 500
    assert revalued(TWO, rates(USD="85"))["SI2"] == ("100.00", "8000.00", "8500.00", "500.00")


def test_revaluation_loss_and_unapplied_credit():
    text = TWO + "2026-03-31 receipt C3 R-1 10.00 currency USD rate 82"
    found = revalued(text, rates(USD="79.5"))
    assert found["SI2"][-1] == "-50.00"
    assert found["R-1"] == ("-10.00", "-820.00", "-795.00", "25.00")


def test_document_without_a_rate_is_booked_at_the_policys():
    text = "2026-03-30 invoice C1 SI1 100.00 due 2026-04-29 currency USD"
    assert revalued(text, rates(USD="7.1"))["SI1"] == ("100.00", "710.00", "710.00", "0.00")


def test_partly_paid_item_keeps_its_own_rate():
    text = """
        2026-03-01 invoice C1 SI1 100.00 due 2026-03-31 currency USD rate 7
        2026-03-10 receipt C1 R-1 40.00 for SI1 currency USD rate 6.8
    """
    # 60 × 7 = 420
    assert revalued(text, rates(USD="7.5"))["SI1"] == ("60.00", "420.00", "450.00", "30.00")


def test_base_document_has_the_rate_one_whatever_it_says():
    text = "2026-03-01 invoice C1 SI1 100.00 due 2026-03-31 rate 7"
    assert revalued(text, Policy())["SI1"] == ("100.00", "100.00", "100.00", "0.00")


def test_currencies_with_other_decimals():
    text = """
        2026-03-01 invoice C1 SI1 1001 due 2026-03-31 currency JPY rate 0.0475
        2026-03-01 invoice C1 SI2 1.001 due 2026-03-31 currency KWD rate 23.3
    """
    found = revalued(text, rates(JPY="0.05", KWD="23"))
    # 1,001 × 0.0475 = 47.5475 → 47.55; 1.001 × 23.3 = 23.3233 → 23.32
    assert found["SI1"] == ("1001", "47.55", "50.05", "2.50")
    assert found["SI2"] == ("1.001", "23.32", "23.02", "-0.30")


def test_base_currency_without_decimals():
    text = "2026-03-01 invoice C1 SI1 1.005 due 2026-03-31 currency KWD rate 490.5"
    # 1.005 × 490.5 = 492.9525 → 493
    found = revalued(text, rates(base="JPY", KWD="490.5"))
    assert found["SI1"] == ("1.005", "493", "493", "0")


def test_missing_closing_rate():
    with pytest.raises(MissingRate, match=r"no rate from USD to CNY: .* rates\.USD"):
        revalued(TWO, Policy())


def test_missing_rate_of_a_document():
    text = "2026-03-30 invoice C1 SI1 100.00 due 2026-04-29 currency EUR"
    with pytest.raises(MissingRate, match=r"rates\.EUR"):
        booked_rates(ledger_of(text), np.array([0]), Policy())


def test_rate_of_a_settled_currency_is_not_asked_for():
    text = """
        2026-03-01 invoice C1 SI1 100.00 due 2026-03-31 currency USD rate 7
        2026-03-10 receipt C1 R-1 100.00 for SI1 currency USD rate 7
    """
    assert revalued(text, Policy()) == {}


# --- realised ----------------------------------------------------------------------------------


def invoiced_and_received(received, rate_then, rate_now):
    return f"""
        2026-03-31 invoice C1 SI1 100.00 due 2026-03-31 currency EUR rate {rate_then}
        2026-03-31 receipt C1 PE1 {received} currency EUR rate {rate_now}
        2026-03-31 allocation PE1 SI1 100.00
    """


@pytest.mark.parametrize(
    ("received", "rate_then", "rate_now", "expected"),
    [
        ("100.00", "85", "80", "-500.00"),  # received less in the base than was booked
        ("200.00", "85", "80", "-500.00"),  # only what is allocated is realised
        ("100.00", "80", "85", "500.00"),
        ("100.00", "80", "80", "0.00"),
        ("100.00", "7.12345678", "7.12345679", "0.00"),  # 0.000001 is no cent
        ("100.00", "7.1", "7.10005", "0.01"),  # half a cent, away from zero
        ("100.00", "7.10005", "7.1", "-0.01"),
    ],
)
def test_realised_difference(received, rate_then, rate_now, expected):
    assert realised(invoiced_and_received(received, rate_then, rate_now)) == [expected]


def test_realised_difference_of_credit_laid_over_by_fifo():
    text = """
        2026-03-01 invoice C1 SI1 100.00 due 2026-03-31 currency USD rate 7
        2026-03-01 invoice C1 SI2 100.00 due 2026-04-30 currency USD rate 7.2
        2026-03-20 receipt C1 R-1 150.00 currency USD rate 7.1
    """
    # SI1: 100 × (7.1 − 7) = 10; SI2: 50 × (7.1 − 7.2) = −5
    assert realised(text) == ["10.00", "-5.00"]


def test_nothing_is_realised_in_the_base_currency():
    text = """
        2026-03-01 invoice C1 SI1 100.00 due 2026-03-31
        2026-03-20 receipt C1 R-1 100.00 for SI1
    """
    assert realised(text) == ["0.00"]


def test_reversed_receipt_realises_nothing():
    text = invoiced_and_received("100.00", "85", "80").replace(
        "rate 80", "rate 80 reversed 2026-04-02"
    )
    assert realised(text, as_of="2026-04-01") == ["-500.00"]
    assert realised(text, as_of="2026-04-02") == []


def test_realised_and_open_add_up_to_all_that_was_booked():
    text = """
        2026-03-01 invoice C1 SI1 100.00 due 2026-03-31 currency USD rate 7
        2026-03-20 receipt C1 R-1 30.00 for SI1 currency USD rate 6.9
        2026-03-25 receipt C1 R-2 20.00 for SI1 currency USD rate 7.3
    """
    ledger, policy, day = ledger_of(text), rates(USD="7"), date(2026, 3, 31)
    documents = ledger.documents
    booked = booked_amounts(ledger, np.arange(len(documents)), documents.amount, policy)
    still_open = revaluation(ledger, day, policy=policy).booked
    gain = realised_differences(ledger, day, policy=policy).gain
    # 700 − 207 − 146 = 347; open 50 × 7 = 350; realised −3 + 6 = 3
    assert booked.sum() == 347_00
    assert booked.sum() == still_open.sum() - gain.sum()


# --- conversion --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minor", "source", "target", "expected"),
    [
        (115_00, "CNY", "CNY", 115_00),
        (115_00, "USD", "CNY", 816_50),  # × 7.1
        (816_50, "CNY", "USD", 115_00),
        (-1, "USD", "CNY", -7),
        (100, "JPY", "CNY", 5_00),  # × 0.05
        (1, "CNY", "JPY", 0),  # 0.01 ÷ 0.05 = 0.2 yen
        (3, "CNY", "JPY", 1),  # 0.6 yen
        (1_00, "USD", "JPY", 142),  # 7.1 ÷ 0.05
    ],
)
def test_conversion_through_the_base(minor, source, target, expected):
    policy = rates(USD="7.1", JPY="0.05")
    assert convert(np.array([minor]), source, target, policy).tolist() == [expected]


def test_rates_with_many_decimals_are_exact():
    rate = "7.123456789012345678"
    exact = divide_round(*(Fraction(rate) * 10**15).as_integer_ratio())
    assert convert(np.array([10**15]), "USD", "CNY", rates(USD=rate)).tolist() == [exact]


def exact_base_amount(minor, rate, source_decimals, base_decimals):
    value = Fraction(minor, 10**source_decimals) * Fraction(rate, 10**8) * 10**base_decimals
    return divide_round(value.numerator, value.denominator)


@pytest.mark.parametrize(
    ("base", "foreign", "shift"),
    [("CNY", "USD", (2, 2)), ("CNY", "JPY", (0, 2)), ("JPY", "KWD", (3, 0))],
)
def test_base_amounts_equal_exact_fractions(base, foreign, shift):
    source = random.Random(20260630)
    ledger = ledger_of(
        f"2026-03-01 invoice C1 SI1 1 currency {foreign} rate 1", Policy(base_currency=base)
    )
    rows = np.zeros(1, np.int64)
    for _ in range(300):
        minor = source.choice((1, -1)) * source.randrange(10 ** source.randrange(1, 13))
        rate = source.randrange(1, 10 ** source.randrange(2, 12))
        documents = replace(ledger.documents, rate=np.array([rate]))
        at_rate = replace(ledger, documents=documents)
        found = booked_amounts(at_rate, rows, np.array([minor]), Policy(base_currency=base))
        assert found.tolist() == [exact_base_amount(minor, rate, *shift)]


# --- cases of other systems --------------------------------------------------------------------


def lines_of(case):
    """The documents and allocations of a case; the rupee is the base currency."""
    for document in case["documents"]:
        kind = "receipt" if document["type"] == "payment" else "invoice"
        due = f"due {document['due']} " if document["due"] else ""
        yield (
            f"{document['date']} {kind} {document['customer']} {document['id']} "
            f"{abs(document['amount'])} {due}currency {document['currency']} "
            f"rate {document['rate']}"
        )
    for row in case["allocations"]:
        yield f"{row['date']} allocation {row['credit']} {row['debit']} {row['amount']}"


def as_amount(value):
    return f"{Decimal(str(value)):.2f}"


def run_revaluation(case, text):
    expected = case["expected"]["fx"]
    rate = str(case["params"]["revaluation_rate"])
    assert list(revalued(text, rates(base="INR", USD=rate)).values()) == [
        tuple(
            as_amount(expected[name])
            for name in ("foreign_open", "base_before", "base_after", "revaluation_gain")
        )
    ]


def run_open(case, text):
    expected = case["expected"]
    found = revalued(text, rates(base="INR", USD="80"), case["as_of"])
    for name, foreign in expected["foreign_open"].items():
        assert found[name][:2] == (as_amount(foreign), as_amount(expected["base_open"][name]))
    assert sum(Decimal(row[1]) for row in found.values()) == expected["base_total"]


def run_realised(case, text):
    expected = case["expected"]
    policy = rates(base="INR")
    assert realised(text, policy) == [as_amount(expected["realised_fx_base"])]
    ledger = ledger_of(text, policy)
    items = open_items(ledger, date.fromisoformat(case["as_of"]), policy=policy)
    found = {
        ledger.documents.number[place]: open_ / 100
        for place, open_ in zip(items.document, items.open.tolist(), strict=True)
    }
    assert found == expected["foreign_open"]


def run_future(case, text):
    expected, policy = case["expected"], rates(base="INR", USD="80")
    before = revalued(text, policy, case["as_of"])
    assert before["SI1"][:2] == ("100.00", as_amount(expected["base"]["outstanding"]))
    assert realised(text, policy, case["as_of"]) == []
    later = "2026-04-01"
    assert revalued(text, policy, later) == {}
    assert realised(text, policy, later) == [as_amount(-expected["fx_loss_on_settlement"])]


RUN = {
    "ERP-AR-07": run_revaluation,
    "ERP-AR-15": run_open,
    "ERP-AR-16a": run_future,
    "ERP-REC-03": run_realised,
    "ERP-REC-05": run_realised,
}


def peer_cases(oracles):
    cases = json.loads((oracles / "peers" / "cases.json").read_text("utf-8"))["cases"]
    return {case["id"]: case for case in cases if case["group"] in {"fx", "multi_currency"}}


@pytest.mark.oracle
@pytest.mark.parametrize("name", RUN)
def test_peer_case(oracles, name):
    case = peer_cases(oracles)[name]
    RUN[name](case, "\n".join(lines_of(case)))


@pytest.mark.oracle
def test_every_peer_case_runs(oracles):
    assert set(peer_cases(oracles)) == set(RUN)
