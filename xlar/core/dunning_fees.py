"""Dunning fees 催款费用, where the contract provides for them.

Each range of a level charges the part of the amount that lies in it: a fixed sum plus a rate of
that part, not below its minimum nor above its maximum. Fees are charged once for each item and
level; they never change the invoice and stand apart from what is demanded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.core.money import decimals, divide_round

if TYPE_CHECKING:
    from decimal import Decimal

    from xlar.core.policy_dunning import FeeRange


def dunning_fee(amount: int, level: int, fees: tuple[FeeRange, ...], currency: str = "CNY") -> int:
    """The fee a letter costs for one item, in minor units.

    Args:
        amount: what is demanded of the item, minor units.
        level: level of the letter.
        fees: the ranges of all levels, in any order.
        currency: currency of the amount and of the ranges.

    >>> from decimal import Decimal
    >>> from xlar.core.policy_dunning import FeeRange
    >>> low = FeeRange(1, fixed=Decimal(10), rate=Decimal("0.05"))
    >>> high = FeeRange(1, threshold=Decimal(100), fixed=Decimal(20), rate=Decimal("0.02"))
    >>> dunning_fee(15_000, 1, (low, high))  # 10 + 100 × 5 % and 20 + 50 × 2 %
    3600
    """
    mine = sorted((one for one in fees if one.level == level), key=lambda one: one.threshold)
    total, upper = 0, amount
    for one in reversed(mine):
        lower = minor_units(one.threshold, currency)
        if amount < lower:
            continue
        fee = minor_units(one.fixed, currency) + _share(upper - lower, one.rate)
        fee = max(fee, minor_units(one.minimum, currency))
        if one.maximum:
            fee = min(fee, minor_units(one.maximum, currency))
        total, upper = total + fee, lower
    return total


def minor_units(amount: Decimal, currency: str) -> int:
    """An amount of the policy in minor units; the policy does not know the currency's decimals."""
    return _share(10 ** decimals(currency), amount)


def _share(amount: int, rate: Decimal) -> int:
    numerator, denominator = rate.as_integer_ratio()
    return divide_round(amount * numerator, denominator)
