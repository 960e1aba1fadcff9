"""What is expected of the open debits of a day, from what was known on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.forecast.debits import parts
from xlar.core.forecast.expected import Expected, expected_cash
from xlar.core.forecast.lateness import lateness
from xlar.core.stages import recovery_chance

if TYPE_CHECKING:
    from xlar.core.columns import Int32s, Int64s
    from xlar.core.forecast.debits import OpenDebits
    from xlar.core.forecast.history import Pieces
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


def outlook(
    ledger: Ledger,
    known: Pieces,
    debits: OpenDebits,
    row: Int64s,
    size: tuple[int, int],
    policy: Policy,
    *,
    is_past: bool = False,
) -> Expected:
    """The cash expected of the open debits, row by row and week by week.

    Args:
        ledger: the ledger.
        known: its pieces; what happened after the day of the debits is not looked at.
        debits: the open debits.
        row: the row of the result each belongs to.
        size: rows of the result, and weeks.
        policy: settings.
        is_past: whether the day is one of the past: a dispute without its day is then unknown.
    """
    currencies = np.int64(len(ledger.currencies))
    customer = debits.group // currencies
    asked = np.zeros(len(ledger.customers), np.int64)
    asked[customer] = 1
    late = lateness(known, known.group // currencies, debits.day, asked, policy.forecast)
    split = parts(ledger, debits, policy.forecast, is_past=is_past)
    chance = recovery_of(debits, policy)
    return expected_cash(debits, split, customer, late, chance, row, size)


def recovery_of(debits: OpenDebits, policy: Policy) -> Int32s:
    """The chance to recover each debit, in ten-thousandths.

    Args:
        debits: the open debits of a day.
        policy: settings.
    """
    return recovery_chance(debits.day - debits.due.astype(np.int64), policy.stages)
