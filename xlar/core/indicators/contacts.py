"""Who of those on the list was reached: the contact rate 接触率."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.indicators.flows import add_up
from xlar.core.ledger import ActKind

if TYPE_CHECKING:
    from xlar.core.columns import Bools, Int64s
    from xlar.core.ledger import Ledger

REACHED: Final = (
    ActKind.CALL, ActKind.EMAIL, ActKind.LETTER, ActKind.VISIT, ActKind.ACKNOWLEDGEMENT,
    ActKind.PROMISE, ActKind.PLAN,
)  # fmt: skip
"""Acts by which a customer was reached or answered; suits and audits are no contact."""


def contacts(
    ledger: Ledger, listed: Bools, first: int, last: int, line_of_group: Int64s, lines: int
) -> tuple[Int64s, Int64s]:
    """How many customers were on the list in a month, and how many of them were contacted.

    A customer counts once for each currency he is overdue in.

    Args:
        ledger: the ledger.
        listed: which groups were overdue at the start or at the end of the month.
        first: first day of the month.
        last: its last day.
        line_of_group: line of the report each group belongs to.
        lines: how many lines there are.
    """
    acts = ledger.acts
    rows = np.isin(acts.kind, REACHED) & (acts.date >= first) & (acts.date <= last)
    reached = np.zeros(len(ledger.customers), bool)
    reached[acts.customer[rows]] = True
    groups = np.flatnonzero(listed)
    met = reached[groups // max(len(ledger.currencies), 1)].astype(np.int64)
    line, ones = line_of_group[groups], np.ones(len(groups), np.int64)
    return add_up(line, ones, (lines,)), add_up(line, met, (lines,))
