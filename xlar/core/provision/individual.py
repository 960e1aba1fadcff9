"""Customers whose loss is assessed on its own 单项计提: by a rate, or as an amount.

A rate counts for all of the customer's balances, in every currency. An amount is one of the
customer's own currency and counts for that balance alone; what it owes in others stays in the
matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_AMOUNT
from xlar.core.money import divide_round
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from xlar.core.columns import Int64s
    from xlar.core.ledger import Ledger


@dataclass(frozen=True, eq=False)
class Individual:
    """The allowances of customers on their own, one row per customer and currency with a balance.

    Attributes:
        row: position of the assessment in ``ledger.records.allowances``.
        customer: position of the customer.
        currency: position of the currency.
        balance: its open debits, minor units.
        rate: the loss rate; of an amount its share of the balance.
        allowance: the expected loss, minor units, at most the balance.
        excess: positions in ``ledger.records.allowances`` of amounts above the balance they are
            for; such an amount counts up to the balance.
        excess_balance: that balance, minor units.
    """

    row: Int64s
    customer: Int64s
    currency: Int64s
    balance: Int64s
    rate: tuple[Fraction, ...]
    allowance: Int64s
    excess: Int64s
    excess_balance: Int64s


def individual_rows(ledger: Ledger, day: int) -> Int64s:
    """The assessment in force of each customer and currency, -1 where there is none.

    Args:
        ledger: the ledger.
        day: day number looked from; the first and the last day of an assessment both count.

    Returns:
        Positions in ``ledger.records.allowances``, numbered as `Ledger.group`.
    """
    own, width = ledger.records.allowances, len(ledger.currencies)
    found = np.full((len(ledger.customers), width), -1, np.int64)
    row = np.flatnonzero((own.valid_from <= day) & (day <= own.valid_to))
    whole = row[own.amount[row] == NO_AMOUNT]
    found[own.customer[whole]] = whole[:, None]
    part = row[own.amount[row] != NO_AMOUNT]
    found[own.customer[part], ledger.customers.currency[own.customer[part]]] = part
    return found.reshape(-1)


def individual(
    ledger: Ledger, document: Int64s, open_amount: Int64s, day: int, *, small: bool
) -> Individual:
    """The allowances of customers assessed on their own.

    Args:
        ledger: the ledger.
        document: positions of the debits.
        open_amount: their open amounts, minor units.
        day: day number looked from.
        small: whether no allowance is kept at all (小企业会计准则).
    """
    own, in_force = ledger.records.allowances, individual_rows(ledger, day)
    sums = np.zeros(len(in_force), np.int64)
    np.add.at(sums, ledger.group[document], open_amount)
    group = np.flatnonzero((in_force >= 0) & (sums != 0))
    row, balance = in_force[group], sums[group]
    amount, rate = own.amount[row], own.rate[row]
    allowance = [
        0 if small else _loss(*one)
        for one in zip(balance.tolist(), amount.tolist(), rate.tolist(), strict=True)
    ]
    rates = [
        Fraction(loss, total)
        if given != NO_AMOUNT
        else Fraction(0 if small else share, NUMBER_SCALE)
        for loss, total, given, share in zip(
            allowance, balance.tolist(), amount.tolist(), rate.tolist(), strict=True
        )
    ]
    customer, currency = np.divmod(group, np.int64(len(ledger.currencies)))
    stated = np.flatnonzero(in_force >= 0)
    given = own.amount[in_force[stated]]
    above = stated[(given != NO_AMOUNT) & (given > sums[stated])]
    return Individual(
        row, customer, currency, balance, tuple(rates), np.array(allowance, np.int64),
        in_force[above], sums[above],
    )  # fmt: skip


def _loss(balance: int, amount: int, rate: int) -> int:
    """The loss of one balance, rounded once half away from zero."""
    if amount != NO_AMOUNT:
        return min(amount, balance)
    return divide_round(balance * rate, NUMBER_SCALE)
