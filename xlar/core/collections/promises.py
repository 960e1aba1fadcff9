"""Promises to pay 还款承诺: kept, broken, running, and which of them needed approval.

What the user says of a promise comes first. Else it is kept once the money that came after it was
given, up to the day it named, reaches its amount (without an amount: once nothing of what it named
is open); broken the day after that day; running until then. It is no extension: due dates stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import settle
from xlar.core.columns import NO_DAY, texts
from xlar.core.dates import day_number
from xlar.core.indicators.flows import brings_money
from xlar.core.indicators.payments import paid
from xlar.core.indicators.promised import kept_by_money, received_since
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.records import ApprovalKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger

STATES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "kept": Text("已履行", "kept"),
        "broken": Text("违约", "broken"),
        "running": Text("进行中", "running"),
    }
)


@dataclass(frozen=True, eq=False)
class PromiseReport:
    """The promises given by a day, the earliest first.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        place: their positions in ``ledger.promises``.
        received: money that came since the promise, up to the day it names, minor units of the
            customer's currency, or the named document's.
        state: code of `STATES`.
        final_deadline: of the named document, day number, NO_DAY where none is named.
        needs_approval: whether it reaches beyond that deadline.
        approved: whether an approval of kind promise covers it.
    """

    ledger: Ledger
    as_of: int
    place: Int64s
    received: Int64s
    state: Texts
    final_deadline: Int32s
    needs_approval: Bools
    approved: Bools

    def __len__(self) -> int:
        return len(self.place)


def promise_report(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> PromiseReport:
    """What has become of every promise given by a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    policy = policy or Policy()
    day, promises = day_number(as_of), ledger.promises
    place = np.flatnonzero(promises.promised_on <= day)
    place = place[np.lexsort((promises.pay_by[place], promises.promised_on[place]))]
    settlement = settle(ledger, day, policy.aging.allocation)
    now = paid(settlement, day, brings_money(ledger, policy))
    received = received_since(ledger, now, place)
    reached = kept_by_money(ledger, now, place)
    said = promises.kept[place]
    over = promises.pay_by[place] < day
    state = np.where(reached, "kept", np.where(over, "broken", "running"))
    state = np.where(said > 0, "kept", np.where(said == 0, "broken", state))
    document = promises.document[place]
    named = document >= 0
    final = np.full(len(place), NO_DAY, np.int32)
    final[named] = ledger.documents.final[document[named]]
    beyond = (final != NO_DAY) & (promises.pay_by[place] > final)
    return PromiseReport(
        ledger,
        day,
        place,
        received,
        texts(state.tolist()),
        final,
        beyond,
        _approved(ledger, place, day),
    )


def _approved(ledger: Ledger, place: Int64s, day: int) -> Bools:
    """Which promises an approval covers: of the customer, its document if it names one, in time."""
    promises, approvals = ledger.promises, ledger.records.approvals
    granted = np.flatnonzero(approvals.kind == ApprovalKind.PROMISE)
    covered = np.zeros(len(place), bool)
    for row in granted.tolist():
        named = approvals.document[row]
        mine = promises.customer[place] == approvals.customer[row]
        mine &= (named < 0) | (promises.document[place] == named)
        mine &= (promises.pay_by[place] <= approvals.valid_to[row]) & (approvals.date[row] <= day)
        covered |= mine
    return covered
