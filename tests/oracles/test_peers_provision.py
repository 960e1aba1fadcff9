"""The published provision matrices of other sources, in our rules."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from ledgers import ledger_of
from oracles.peer_ledgers import load

from xlar.core.money import divide_round
from xlar.core.policy import Policy
from xlar.core.provision import provision

DAY = date(2026, 12, 31)
CASES = ("ECL-01", "ECL-02")


@pytest.mark.oracle
def test_all_of_the_group(oracles):
    assert {name for name, case in load(oracles).items() if case["group"] == "ecl"} == set(CASES)


@pytest.mark.oracle
def test_rates_are_losses_over_what_reached_the_band(oracles):
    case = load(oracles)["ECL-01"]
    given = case["params"]
    reached = [given["sales"], *given["remaining_after"], given["loss"]]
    rolls = [Fraction(after, before) for before, after in pairwise(reached)]
    losses = [Fraction(1)]
    for rate in reversed(rolls):
        losses.insert(0, losses[0] * rate)
    shown = [round(float(loss * 100), 1) for loss in losses]
    assert shown == [float(rate) for rate in case["expected"]["loss_rates_pct"]]
    allowance = [
        divide_round(balance * loss.numerator, loss.denominator)
        for balance, loss in zip(given["balances"], losses, strict=True)
    ]
    assert allowance == case["expected"]["provision"]
    assert sum(allowance) == case["expected"]["total"]


@pytest.mark.oracle
def test_given_rates(oracles):
    case = load(oracles)["ECL-02"]
    balances, rates = case["params"]["balances"], case["params"]["rates_pct"]
    lines = [
        f"2026-01-01 invoice C1 I{band} {balance} due {DAY - timedelta(30 * band)}"
        for band, balance in enumerate(balances)
    ]
    rules = {
        "limits": [0, 30, 60],
        "percentages": [str(Decimal(rate) / 100) for rate in rates],
    }
    report = provision(
        ledger_of("\n".join(lines)), DAY, policy=Policy.from_mapping({"provision": rules})
    )
    assert [Decimal(int(cents)) / 100 for cents in report.allowance] == case["expected"][
        "provision"
    ]
    assert Decimal(int(report.allowance.sum())) / 100 == case["expected"]["total"]
