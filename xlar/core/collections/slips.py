"""Slips 对账回执: what was sent to be confirmed, what came back, how differences are explained.

A balance is reconciled (余额调节表) when ours less our items equals theirs plus their items;
silence never means agreement. Definition with worked figures: docs/methods/reconciliation.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT, texts
from xlar.core.dates import day_number
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.records import DIFFERENCE_KINDS, SlipResult

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger

#: What has become of a slip, with its words.
SLIP_STATES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "not_sent": Text("未发出", "not sent"),
        "waiting": Text("待回执", "waiting"),
        "silent": Text("逾期未回", "silent"),
        "agreed": Text("相符", "agreed"),
        "reconciled": Text("不符已调平", "reconciled"),
        "differing": Text("不符待查", "differing"),
    }
)
#: Causes of differences with their words.
CAUSES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "in_transit": Text("在途货款", "in transit"),
        "not_received": Text("票未到", "invoice not received"),
        "return_not_credited": Text("退货未冲", "return not credited"),
        "rebate": Text("返利", "rebate"),
        "price": Text("单价", "price"),
        "other": Text("其他", "other"),
    }
)
#: What was sent, with its words.
SLIP_KIND_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "statement": Text("对账单", "statement"),
        "confirmation": Text("询证函", "confirmation"),
        "negative": Text("消极式询证函", "negative confirmation"),
    }
)
THEIRS: Final = ("not_received",)
"""Differences to be put right in the customer's books; all others concern ours."""


@dataclass(frozen=True, eq=False)
class SlipReport:
    """One row per slip made by a day, the latest day of balance first, by customer and number.

    Amounts are minor units of the slip's currency, NO_AMOUNT where they cannot be said.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        row: first row of each slip in ``ledger.records.slips``.
        state: code of `SLIP_STATES`.
        days_out: days since it was sent, of one that has not come back; else NO_INT.
        balance: our balance as stated.
        our_items: differences to be put right in our books, once the slip is back.
        their_balance: balance by the customer's books.
        their_items: differences to be put right in theirs.
        unexplained: ours less our items, less theirs plus their items; 0 = reconciled.
        confirmed: what of our balance the answer bears out.
        kinds: codes of the causes named.
        alternative: whether an alternative test was made.
    """

    ledger: Ledger
    as_of: int
    row: Int64s
    state: Texts
    days_out: Int32s
    balance: Int64s
    our_items: Int64s
    their_balance: Int64s
    their_items: Int64s
    unexplained: Int64s
    confirmed: Int64s
    kinds: tuple[tuple[str, ...], ...]
    alternative: Bools

    def __len__(self) -> int:
        return len(self.row)

    @property
    def is_sent(self) -> Bools:
        """Which of them went out."""
        sent: Bools = (self.state != "not_sent").astype(bool)
        return sent

    @property
    def is_back(self) -> Bools:
        """Which of them came back with an answer."""
        return np.isin(self.state, ("agreed", "reconciled", "differing"))


def slip_report(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> SlipReport:
    """The slips made by a day; an answer counts from the day it came.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; a slip is silent after ``documents.confirm_days``.
    """
    policy, slips, day = policy or Policy(), ledger.records.slips, day_number(as_of)
    rows, slip, first = _slips(ledger, day)
    back = (slips.returned_on[first] != NO_DAY) & (slips.returned_on[first] <= day)
    back &= slips.result[first] != SlipResult.OPEN
    theirs, ours_off, theirs_off, mask = _differences(ledger, rows, slip, len(first))
    balance = slips.balance[first]
    agreed = back & (slips.result[first] == SlipResult.AGREED)
    theirs = np.where(agreed & (theirs == NO_AMOUNT), balance, theirs)
    known = back & (theirs != NO_AMOUNT)
    rest = np.where(known, balance - ours_off - theirs - theirs_off, NO_AMOUNT)
    sent = back | ((slips.sent_on[first] != NO_DAY) & (slips.sent_on[first] <= day))
    out = np.where(sent & ~back & (slips.sent_on[first] != NO_DAY), day - slips.sent_on[first], -1)
    state = np.select(
        [agreed, back & (rest == 0), back, out > policy.documents.confirm_days, sent],
        ["agreed", "reconciled", "differing", "silent", "waiting"], "not_sent",
    )  # fmt: skip
    return SlipReport(
        ledger, day, first, texts(state.tolist()),
        np.where(out >= 0, out, NO_INT).astype(np.int32),
        balance, np.where(back, ours_off, NO_AMOUNT), np.where(back, theirs, NO_AMOUNT),
        np.where(back, theirs_off, NO_AMOUNT), rest, _confirmed(balance, theirs, ours_off, back),
        tuple(_kinds(each) for each in np.where(back, mask, 0).tolist()),
        slips.alternative[first],
    )  # fmt: skip


def _slips(ledger: Ledger, day: int) -> tuple[Int64s, Int64s, Int64s]:
    """Rows known by the day, the slip of each, and the first row of each slip."""
    slips = ledger.records.slips
    rows = np.flatnonzero(slips.as_of <= day)
    keys = rows, slips.number[rows].astype(str), slips.customer[rows], -slips.as_of[rows]
    rows = rows[np.lexsort(keys)]
    number, customer = slips.number[rows], slips.customer[rows]
    new = np.ones(len(rows), bool)
    new[1:] = (number[1:] != number[:-1]) | (customer[1:] != customer[:-1])
    return rows, np.cumsum(new) - 1, rows[new]


def _differences(
    ledger: Ledger, rows: Int64s, slip: Int64s, count: int
) -> tuple[Int64s, Int64s, Int64s, Int64s]:
    """Their balance of each slip, what concerns our books and theirs, and the causes as bits."""
    slips = ledger.records.slips
    theirs = np.full(count, NO_AMOUNT, np.int64)
    stated = slips.their_balance[rows] != NO_AMOUNT
    # written from the last to the first, so that the first row that states it holds
    theirs[slip[stated][::-1]] = slips.their_balance[rows[stated]][::-1]
    amount = np.where(slips.difference[rows] == NO_AMOUNT, 0, slips.difference[rows])
    cause = slips.difference_kind[rows].astype(np.int64)
    is_theirs = np.isin(cause, [DIFFERENCE_KINDS.index(name) for name in THEIRS])
    sums = np.zeros((2, count), np.int64)
    np.add.at(sums, (is_theirs.astype(np.int64), slip), amount)
    mask = np.zeros(count, np.int64)
    np.bitwise_or.at(mask, slip, np.int64(1) << cause)
    return theirs, sums[0], sums[1], mask


def _confirmed(balance: Int64s, theirs: Int64s, ours_off: Int64s, back: Bools) -> Int64s:
    """What of our balance the answer bears out: theirs, up to ours; 0 while nothing came back.

    Where they state no balance, ours less the differences named.
    """
    found = np.where(theirs == NO_AMOUNT, balance - ours_off, np.minimum(balance, theirs))
    return np.where(back, np.maximum(found, np.minimum(balance, 0)), 0)


def _kinds(mask: int) -> tuple[str, ...]:
    return tuple(name for bit, name in enumerate(DIFFERENCE_KINDS) if name and mask >> bit & 1)


__all__ = ["CAUSES", "SLIP_KIND_WORDS", "SLIP_STATES", "THEIRS", "SlipReport", "slip_report"]
