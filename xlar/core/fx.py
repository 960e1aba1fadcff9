"""Foreign currency: amounts in the base currency, revaluation gain, realised difference.

A document is booked at its own rate, else at the policy's. An open item keeps that rate until it
is settled; at the closing rates of the policy it shows an unrealised gain, and each allocation
realises the difference between the rates of its two documents (IAS 21.28, CAS 19). Rates are
units of the base currency for one unit of the other. The definition: docs/methods/credit.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import allocation_rows
from xlar.core.errors import MissingRate
from xlar.core.items import open_items
from xlar.core.money import decimals, divide_round, multiply_fraction
from xlar.core.policy import Policy
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import TypeAlias

    from xlar.core.allocation import AllocationMethod, AllocationRows
    from xlar.core.columns import Int32s, Int64s
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger

    Positions: TypeAlias = Int32s | Int64s

RATE_SCALE: Final = 10**8  # a document's rate is a whole number of hundred-millionths


@dataclass(frozen=True, eq=False)
class Revaluation:
    """Open items in the base currency.

    Attributes:
        items: the open items the other columns go with.
        booked: open amounts at the rates of the documents, minor units of the base currency.
        closing: open amounts at the closing rates.
        booked_by_currency: sums of ``booked`` by the currency of the items.
        closing_by_currency: sums of ``closing`` by the currency of the items.
    """

    items: OpenItems
    booked: Int64s
    closing: Int64s
    booked_by_currency: Mapping[str, int]
    closing_by_currency: Mapping[str, int]

    @property
    def gain(self) -> Int64s:
        """The unrealised gain of each item (a loss is negative), minor units of the base."""
        return self.closing - self.booked


@dataclass(frozen=True, eq=False)
class RealisedDifferences:
    """What each allocation gained or lost by the change of the rate.

    Attributes:
        allocations: the allocations the column goes with.
        gain: minor units of the base currency; a loss is negative.
    """

    allocations: AllocationRows
    gain: Int64s


def revaluation(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    allocation: AllocationMethod | None = None,
) -> Revaluation:
    """The open items in the base currency, as booked and at the closing rates ``policy.rates``.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
        allocation: another method than the policy's.

    Raises:
        MissingRate: a currency of an open item has no closing rate.
    """
    policy = policy or Policy()
    items = open_items(ledger, as_of, policy=policy, allocation=allocation)
    booked = booked_amounts(ledger, items.document, items.open, policy)
    currency = ledger.documents.currency[items.document]
    closing = np.zeros_like(booked)
    sums: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for place in np.unique(currency).tolist():
        code, rows = ledger.currencies[place], currency == place
        closing[rows] = convert(items.open[rows], code, ledger.base_currency, policy)
        sums[0][code] = int(booked[rows].sum())
        sums[1][code] = int(closing[rows].sum())
    return Revaluation(items, booked, closing, *sums)


def realised_differences(
    ledger: Ledger,
    as_of: date,
    *,
    policy: Policy | None = None,
    allocation: AllocationMethod | None = None,
) -> RealisedDifferences:
    """The exchange difference of every allocation effective on a day.

    ``amount × (rate of the credit − rate of the debit)``, rounded once: an invoice of 100.00 at 85
    paid at 80 loses 500.00.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; its rates stand in where a document has none.
        allocation: another method than the policy's.

    Raises:
        MissingRate: a document has no rate and the policy has none for its currency.
    """
    policy = policy or Policy()
    rows = allocation_rows(ledger, as_of, policy=policy, allocation=allocation)
    received = booked_rates(ledger, rows.credit, policy)
    change = np.subtract(received, booked_rates(ledger, rows.debit, policy))
    currency = ledger.documents.currency[rows.debit]
    gain = np.where(change < 0, -rows.amount, rows.amount)
    return RealisedDifferences(rows, _at_rates(ledger, currency, gain, np.abs(change)))


def booked_amounts(ledger: Ledger, document: Positions, amount: Int64s, policy: Policy) -> Int64s:
    """Amounts of documents in the base currency, at the rates the documents were booked at.

    Args:
        ledger: the ledger.
        document: positions in ``ledger.documents``.
        amount: minor units of the documents' currencies.
        policy: its rates stand in where a document has none.

    Raises:
        MissingRate: a document has no rate and the policy has none for its currency.
    """
    rates = booked_rates(ledger, document, policy)
    return _at_rates(ledger, ledger.documents.currency[document], amount, rates)


def booked_rates(ledger: Ledger, document: Positions, policy: Policy) -> Int64s:
    """The rates documents were booked at, in hundred-millionths; 1 in the base currency.

    Raises:
        MissingRate: a document has no rate and the policy has none for its currency.
    """
    currency = ledger.documents.currency[document]
    rates = ledger.documents.rate[document].astype(np.int64)
    for place in np.unique(currency).tolist():
        rows, code = currency == place, ledger.currencies[place]
        if code == ledger.base_currency:
            rates[rows] = RATE_SCALE
            continue
        rows &= rates <= 0
        if rows.any():
            scaled = rate_of(code, policy, ledger.base_currency) * RATE_SCALE
            rates[rows] = divide_round(scaled.numerator, scaled.denominator)
    return rates


def rate_of(currency: str, policy: Policy, base_currency: str) -> Fraction:
    """Units of the base currency for one unit of ``currency``, exactly.

    Raises:
        MissingRate: the policy has no rate for the currency.

    >>> from decimal import Decimal
    >>> rate_of("USD", Policy(rates={"USD": Decimal("7.1")}), "CNY")
    Fraction(71, 10)
    """
    if currency == base_currency:
        return Fraction(1)
    if currency not in policy.rates:
        raise MissingRate(
            Text(
                f"没有 {currency} 对 {base_currency} 的汇率；请填写设置 rates.{currency}"
                f"（1 {currency} 等于多少 {base_currency}）。",
                f"no rate from {currency} to {base_currency}: fill in the setting rates.{currency} "
                f"({base_currency} for one {currency})",
            )
        )
    return Fraction(policy.rates[currency])


def convert(
    amount: Int64s, source: str, target: str, policy: Policy, base_currency: str | None = None
) -> Int64s:
    """Amounts of one currency in another, through the base, rounded once.

    Args:
        amount: minor units of ``source``.
        source: currency of the amounts.
        target: currency wanted.
        policy: the rates.
        base_currency: currency the rates are given in; the policy's where not given.

    Raises:
        MissingRate: one of the two currencies has no rate.

    >>> from decimal import Decimal
    >>> policy = Policy(rates={"USD": Decimal("7.1"), "JPY": Decimal("0.05")})
    >>> convert(np.array([10_000]), "USD", "CNY", policy).tolist()
    [71000]
    >>> convert(np.array([10_000]), "USD", "JPY", policy).tolist()
    [14200]
    """
    if source == target:
        return amount
    base = base_currency or policy.base_currency
    ratio = rate_of(source, policy, base) / rate_of(target, policy, base)
    ratio *= Fraction(10) ** (decimals(target) - decimals(source))
    return multiply_fraction(amount, ratio)


def _at_rates(ledger: Ledger, currency: Positions, amount: Int64s, rate: Int64s) -> Int64s:
    """Amounts in the base currency, each at its own rate (hundred-millionths, not negative).

    Both factors are split at the divisor, so that no product leaves 64 bits:
    ``amount × rate ÷ divisor`` with ``amount = a × divisor + b`` and ``rate = c × divisor + d`` is
    ``amount × c + a × d + b × d ÷ divisor``. Fewer decimals in the base divide once more by
    ``coarser``; more of them make the divisor smaller.
    """
    result = np.zeros(len(amount), np.int64)
    for place in np.unique(currency).tolist():
        rows = currency == place
        shift = decimals(ledger.currencies[place]) - decimals(ledger.base_currency)
        divisor, coarser = 10 ** (8 + min(shift, 0)), 10 ** max(shift, 0)
        units, parts = np.divmod(rate[rows], divisor)
        size = np.abs(amount[rows])
        whole, rest = np.divmod(size, divisor)
        carry, fraction = np.divmod(rest * parts, divisor)
        base, remainder = np.divmod(size * units + whole * parts + carry, coarser)
        base += divide_round(remainder * divisor + fraction, divisor * coarser)
        result[rows] = np.where(amount[rows] < 0, -base, base)
    return result
