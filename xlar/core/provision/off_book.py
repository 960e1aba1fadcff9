"""Claims written off that go on outside the books, 账销案存."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.allocation import settle
from xlar.core.limitation import limitation_days
from xlar.core.policy import Policy
from xlar.core.provision.history import history
from xlar.core.provision.tax_losses import tax_reasons

if TYPE_CHECKING:
    from datetime import date

    from xlar.core.columns import Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger


@dataclass(frozen=True, eq=False)
class OffBook:
    """The items written off by a day, oldest write-off first.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        document: positions of the items.
        written_off_on: day each left the balance.
        written_off: what was open then, minor units.
        recovered: received on it since.
        claim: what is still claimed: less recoveries and credit notes since.
        tax_reason: why it may be deducted for income tax, blank where it may not yet.
        limitation_date: day the claim lapses.
    """

    ledger: Ledger
    as_of: int
    document: Int64s
    written_off_on: Int32s
    written_off: Int64s
    recovered: Int64s
    claim: Int64s
    tax_reason: Texts
    limitation_date: Int32s

    def __len__(self) -> int:
        return len(self.document)


def off_book(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> OffBook:
    """The claims that were written off and are kept.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    policy = policy or Policy()
    past = history(ledger, as_of, policy)
    first = int(ledger.documents.date.min(initial=past.as_of)) - 1
    lost = past.written_off(first, past.as_of)
    back = past.recovered_in(first, past.as_of)
    gone = np.flatnonzero(lost)
    gone = gone[np.argsort(past.gone_on[gone], kind="stable")]
    document = past.debit[gone]
    return OffBook(
        ledger,
        past.as_of,
        document,
        past.gone_on[gone],
        lost[gone],
        back[gone],
        settle(ledger, past.as_of, past.method).written_off[document],
        tax_reasons(ledger, document, lost[gone], past.as_of, policy),
        limitation_days(ledger, document, past.as_of, policy.limitation),
    )
