"""Signs seen or found: one row per customer and signal."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_INT, blanks, constant
from xlar.core.ledger import Columns
from xlar.core.signal_catalogue import sign_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.columns import Bools, Column, Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger
    from xlar.core.policy import SignalsPolicy


@dataclass(frozen=True, eq=False)
class Marks(Columns):
    """Signals of customers on a day.

    Attributes:
        customer: position in ``Ledger.customers``.
        code: code of the signal, or the user's own words.
        weight: how grave it is.
        date: day it was recorded; the day looked from where the figures show it.
        found: whether the figures show it.
        by: who saw it; evidence: how it is known.
        measured: figure it was found by, in hundred-millionths, NO_AMOUNT = none.
        usual: what the figure is set against, or NO_AMOUNT.
    """

    customer: Int32s
    code: Texts
    weight: Int64s
    date: Int32s
    found: Bools
    by: Texts
    evidence: Texts
    measured: Int64s
    usual: Int64s

    def of(self, rows: Column) -> Marks:
        """The marks at these places."""
        return Marks(*(getattr(self, one.name)[rows] for one in fields(self)))


def recorded(ledger: Ledger, as_of: int, policy: SignalsPolicy) -> Marks:
    """The signals people recorded that hold on a day.

    A signal recorded more than once counts once, as its newest row says.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: the weights.
    """
    rows = ledger.records.signals
    holds = np.flatnonzero((rows.date <= as_of) & (rows.cleared_on > as_of))
    codes = {text: sign_code(text) for text in set(rows.signal[holds].tolist())}
    code = np.array([codes[text] for text in rows.signal[holds].tolist()], object)
    newest = np.lexsort((-holds, -rows.date[holds]))
    _, place = np.unique(_pairs(rows.customer[holds], code)[newest], return_index=True)
    kept = np.sort(newest[place])
    chosen, names = holds[kept], code[kept]
    usual = np.array([policy.weight_of(name) for name in names.tolist()], np.int64)
    stated = rows.weight[chosen].astype(np.int64)
    none = constant(NO_AMOUNT, len(chosen), np.int64)
    return Marks(
        rows.customer[chosen], names, np.where(stated == NO_INT, usual, stated),
        rows.date[chosen], constant(0, len(chosen), np.bool_), rows.by[chosen],
        rows.evidence[chosen], none, none,
    )  # fmt: skip


def found_mark(
    code: str, customer: Int64s, figures: tuple[Int64s, Int64s], as_of: int, policy: SignalsPolicy
) -> Marks:
    """A signal that the figures of these customers show.

    Args:
        code: its code.
        customer: positions of the customers.
        figures: what was measured of each, and what it is set against.
        as_of: day looked from.
        policy: the weights.
    """
    count = len(customer)
    return Marks(
        customer.astype(np.int32),
        np.full(count, code, object),
        constant(policy.weight_of(code), count, np.int64),
        constant(as_of, count, np.int32),
        constant(1, count, np.bool_),
        blanks(count),
        blanks(count),
        *figures,
    )


def joined(marks: Sequence[Marks]) -> Marks:
    """The marks one after the other."""
    return Marks(
        *(np.concatenate([getattr(one, field.name) for one in marks]) for field in fields(Marks))
    )


def without_repeats(marks: Marks) -> Bools:
    """Which marks count: what is recorded and found of one customer counts once, as recorded."""
    first = np.zeros(len(marks), bool)
    _, place = np.unique(_pairs(marks.customer, marks.code), return_index=True)
    first[place] = True
    return first


def _pairs(customer: Int32s, code: Texts) -> Int64s:
    """Customer and signal as one number."""
    _, name = np.unique(code.astype(str), return_inverse=True)
    return customer.astype(np.int64) * (len(name) + 1) + name
