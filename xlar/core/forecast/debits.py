"""The open debits of a day, and the parts of them that are expected in different ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_DAY
from xlar.core.forecast.pledges import kept_share, pledges
from xlar.core.ledger import Columns

if TYPE_CHECKING:
    import numpy.typing as npt

    from xlar.core.columns import Int32s, Int64s
    from xlar.core.forecast.history import Pieces
    from xlar.core.ledger import Ledger
    from xlar.core.policy_forecast import ForecastPolicy


@dataclass(frozen=True, eq=False)
class OpenDebits(Columns):
    """What is open on a day, one row per debit.

    Attributes:
        document: positions in ``Ledger.documents``.
        group: their groups.
        amount: open amounts, minor units, positive.
        due: due dates.
        day: the day.
    """

    document: Int64s
    group: Int64s
    amount: Int64s
    due: Int32s
    day: int


@dataclass(frozen=True, eq=False)
class Parts(Columns):
    """Parts of the open debits.

    Attributes:
        debit: places among the open debits.
        amount: minor units, positive; those of a debit add up to what is open.
        hold: day until which nothing is expected: the day looked from, the promised day, or the
            end of a dispute.
        chance: chance that the part is paid on that day.
    """

    debit: Int64s
    amount: Int64s
    hold: Int64s
    chance: npt.NDArray[np.float64]


def open_debits(ledger: Ledger, known: Pieces, day: int) -> OpenDebits:
    """The debits open at the end of a day.

    Args:
        ledger: the ledger.
        known: its pieces.
        day: day number.
    """
    left = known.open_on(day)
    amount = np.zeros(len(ledger.documents), np.int64)
    np.add.at(amount, left.document, left.amount)
    document = np.flatnonzero(amount)
    # customer by customer: what is looked up by customer lies together in memory
    document = document[np.argsort(ledger.group[document], kind="stable")]
    due = ledger.documents.due[document]
    return OpenDebits(document, ledger.group[document], amount[document], due, day)


def parts(
    ledger: Ledger, debits: OpenDebits, settings: ForecastPolicy, *, is_past: bool = False
) -> Parts:
    """The open debits in parts: pledged, disputed, and the rest.

    Args:
        ledger: the ledger.
        debits: its open debits on a day.
        settings: settings.
        is_past: whether the day is one of the past: a dispute without its day is then unknown.
    """
    pledged = pledges(ledger, debits)
    rest = debits.amount.copy()
    np.subtract.at(rest, pledged.debit, pledged.amount)
    disputed = np.minimum(_disputed(ledger, debits, is_past), rest)
    rest -= disputed
    held, free = np.flatnonzero(disputed), np.flatnonzero(rest)
    weight = settings.shrinkage
    kept = kept_share(ledger, debits.day, settings.promise_kept.as_integer_ratio(), weight)
    until = np.full(len(held), debits.day + settings.dispute_days)
    return Parts(
        np.concatenate([pledged.debit, held, free]),
        np.concatenate([pledged.amount, disputed[held], rest[free]]),
        np.concatenate([pledged.day, until, np.full(len(free), debits.day)]),
        np.repeat([kept, 0.0], [len(pledged.debit), len(held) + len(free)]),
    )


def _disputed(ledger: Ledger, debits: OpenDebits, is_past: bool) -> Int64s:
    documents = ledger.documents
    raised = documents.disputed_on[debits.document]
    is_known = raised <= debits.day  # a missing day lies before all days
    if is_past:
        is_known &= raised != NO_DAY
    return np.where(is_known, documents.disputed[debits.document], 0)
