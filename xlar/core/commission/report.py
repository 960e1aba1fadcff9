"""Commission 提成: what salespeople earn on the cash their customers paid in a period.

``commission(ledger, start, end)`` is the difference of two standings, the evening before and the
last day, so periods add up and what was earned is taken back exactly as it was paid when a receipt
bounces, is refunded or is moved elsewhere. The definition: docs/methods/commission.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NO_AMOUNT
from xlar.core.commission.earned import cash_days, standing
from xlar.core.commission.rates import earned, factors, rates
from xlar.core.commission.sellers import Sellers, targets_between
from xlar.core.dates import day_number
from xlar.core.errors import BadValue
from xlar.core.indicators.flows import add_up
from xlar.core.money import divide_round, multiply_fraction
from xlar.core.order import sort_order
from xlar.core.policy import Policy
from xlar.core.problems import Text
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Int8s, Int32s, Int64s, Texts
    from xlar.core.commission.earned import Standing
    from xlar.core.ledger import Ledger

AMOUNTS: Final = (
    "received", "base", "unapplied", "earned", "taken_back", "penalty", "payable", "target",
)  # fmt: skip
"""Amounts of the report: received = base + unapplied; payable = earned + taken_back − penalty."""

LINE_KINDS: Final = ("earned", "applied", "reversed", "returned")
"""Cash of the period; earlier cash applied now; a receipt that did not hold; one that was refunded
or applied to something else."""


@dataclass(frozen=True, eq=False)
class CommissionLines:
    """What a receipt earned on an invoice in the period, by salesperson, currency and receipt.

    Attributes:
        row: row of the report it belongs to.
        receipt: position in ``ledger.documents``.
        invoice: position in ``ledger.documents``.
        kind: position in `LINE_KINDS`.
        days: days past due when the receipt came.
        base: cash, minor units; negative where it is taken back.
        rate: share of the cash in hundred-millionths.
        factor: what of it is earned, in hundred-millionths.
        amount: commission, minor units; negative where it is taken back.
    """

    row: Int64s
    receipt: Int64s
    invoice: Int64s
    kind: Int8s
    days: Int64s
    base: Int64s
    rate: Int64s
    factor: Int64s
    amount: Int64s

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, eq=False)
class CommissionReport:
    """Commission by salesperson and currency, best first within each currency.

    Attributes:
        ledger: the ledger looked at.
        start: first day number of the period.
        end: its last.
        policy: the settings.
        salesperson: who; blank for customers without one.
        currency: position in ``ledger.currencies``.
        rank: place within the currency, from 1; equals share one.
        amounts: minor units by name, see `AMOUNTS`; a target NO_AMOUNT where none is set.
        attainment: received ÷ target in hundred-millionths, NO_AMOUNT without a target.
        lines: what the sums are made of.
        check: by currency, received less base and unapplied: 0.
    """

    ledger: Ledger
    start: int
    end: int
    policy: Policy
    salesperson: Texts
    currency: Int32s
    rank: Int64s
    amounts: Mapping[str, Int64s]
    attainment: Int64s
    lines: CommissionLines
    check: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.salesperson)


def commission(
    ledger: Ledger, start: date, end: date, *, policy: Policy | None = None
) -> CommissionReport:
    """The commission of a period.

    Args:
        ledger: the ledger.
        start: first day.
        end: last day.
        policy: settings.

    Raises:
        BadValue: the period ends before it begins.
    """
    policy, first, last = policy or Policy(), day_number(start), day_number(end)
    if last < first:
        raise BadValue(
            Text(
                f"期间的最后一天 {end} 早于第一天 {start}。",
                f"the period ends on {end}, before it begins on {start}",
            )
        )
    sellers = Sellers.of(ledger)
    before, now = standing(ledger, first - 1, policy), standing(ledger, last, policy)
    lines = _lines(ledger, before, now, sellers, (first, last), policy)
    sums = _sums(ledger, before, now, sellers, lines, policy)
    sums["target"] = targets_between(ledger, first, last, sellers)
    return _ranked(ledger, sellers, sums, lines, (first, last), policy)


def _lines(
    ledger: Ledger,
    before: Standing,
    now: Standing,
    sellers: Sellers,
    period: tuple[int, int],
    policy: Policy,
) -> CommissionLines:
    """What changed between the two standings, pair by pair; ``row`` is a place in ``sellers``."""
    documents = ledger.documents
    pairs, place = np.unique(np.r_[before.pair, now.pair], return_inverse=True)
    old, new = np.zeros((2, len(pairs)), np.int64)
    old[place[: len(before.pair)]] = before.amount
    new[place[len(before.pair) :]] = now.amount
    changed = np.flatnonzero(old != new)
    receipt, invoice = np.divmod(pairs[changed], max(len(documents), 1))
    old, new = old[changed], new[changed]
    seller, cash_day = sellers.of_group[ledger.group[invoice]], cash_days(ledger, policy)[receipt]
    days = documents.date[receipt].astype(np.int64) - documents.due[invoice]
    rate = rates(ledger, cash_day, seller, sellers, policy)
    factor = factors(days, policy.commission)
    kind = np.where(
        new > old,
        np.where(cash_day >= period[0], 0, 1),
        np.where(documents.reversed_on[receipt] <= period[1], 2, 3),
    )
    amount = earned(new, rate, factor) - earned(old, rate, factor)
    return CommissionLines(
        seller, receipt, invoice, kind.astype(np.int8), days, new - old, rate, factor, amount
    )


def _sums(
    ledger: Ledger,
    before: Standing,
    now: Standing,
    sellers: Sellers,
    lines: CommissionLines,
    policy: Policy,
) -> dict[str, Int64s]:
    """The amounts of every salesperson and currency."""
    of_group, shape = sellers.of_group, (len(sellers),)
    share = Fraction(policy.commission.write_off_penalty)
    fined = multiply_fraction(now.written_off, share)
    fined -= multiply_fraction(before.written_off, share)
    less = lines.amount < 0
    sums = {
        "received": add_up(of_group, now.received - before.received, shape),
        "base": add_up(lines.row, lines.base, shape),
        "unapplied": add_up(of_group, now.unapplied - before.unapplied, shape),
        "earned": add_up(lines.row[~less], lines.amount[~less], shape),
        "taken_back": add_up(lines.row[less], lines.amount[less], shape),
        "penalty": add_up(of_group[ledger.group], fined, shape),
    }
    sums["payable"] = sums["earned"] + sums["taken_back"] - sums["penalty"]
    return sums


def _ranked(
    ledger: Ledger,
    sellers: Sellers,
    sums: dict[str, Int64s],
    lines: CommissionLines,
    period: tuple[int, int],
    policy: Policy,
) -> CommissionReport:
    """The report: salespersons with anything to show, best first within each currency."""
    shown = np.zeros(len(sellers), bool)
    for name, values in sums.items():
        shown |= values != (NO_AMOUNT if name == "target" else 0)
    shown[lines.row] = True
    places = np.flatnonzero(shown)
    reached = _attainment(sums["received"][places], sums["target"][places])
    by_cash = policy.commission.ranking == "received"
    merit = sums["received"][places] if by_cash else reached
    person, currency = np.divmod(places, max(sellers.currencies, 1))
    order = np.lexsort((person, _descending(merit), currency))
    places, currency, merit = places[order], currency[order], merit[order]
    row_of = np.zeros(len(sellers), np.int64)
    row_of[places] = np.arange(len(places))
    return CommissionReport(
        ledger, *period, policy,
        sellers.names[person[order]], currency.astype(np.int32), _ranks(currency, merit),
        {name: values[places] for name, values in sums.items()},
        reached[order], _in_order(ledger, lines, row_of), _check(ledger, sellers, sums),
    )  # fmt: skip


def _descending(merit: Int64s) -> Int64s:
    """Keys that sort the largest first; of NO_AMOUNT there is no negative, so it is one off."""
    return -np.maximum(merit, NO_AMOUNT + 1)


def _attainment(received: Int64s, target: Int64s) -> Int64s:
    """Received ÷ target; NO_AMOUNT where there is no target above 0."""
    return np.array(
        [
            divide_round(cash * NUMBER_SCALE, goal) if goal > 0 else NO_AMOUNT
            for cash, goal in zip(received.tolist(), target.tolist(), strict=True)
        ],
        np.int64,
    )


def _ranks(currency: Int64s, merit: Int64s) -> Int64s:
    """The place of each row within its currency; equals share one."""
    row = np.arange(len(currency))
    first = np.r_[True, currency[1:] != currency[:-1]]
    new = first | np.r_[True, merit[1:] != merit[:-1]]
    begin = np.maximum.accumulate(np.where(first, row, 0))
    leader: Int64s = np.maximum.accumulate(np.where(new, row, 0))
    return leader - begin + 1


def _in_order(ledger: Ledger, lines: CommissionLines, row_of: Int64s) -> CommissionLines:
    """The lines by row, day and number of the receipt and of the invoice."""
    documents = ledger.documents
    row = row_of[lines.row]
    order = sort_order(
        [row, documents.date[lines.receipt]],
        lambda tied: [
            documents.number[lines.receipt[tied]],
            documents.number[lines.invoice[tied]],
            documents.instalment[lines.invoice[tied]],
        ],
    )
    columns = {one.name: getattr(lines, one.name)[order] for one in fields(lines)}
    return CommissionLines(**{**columns, "row": row[order]})


def _check(ledger: Ledger, sellers: Sellers, sums: dict[str, Int64s]) -> dict[str, int]:
    """Received less base and unapplied, added up without regard to its sign."""
    rest = np.abs(sums["received"] - sums["base"] - sums["unapplied"])
    by_currency = rest.reshape(-1, max(sellers.currencies, 1))
    return dict(zip(ledger.currencies, by_currency.sum(axis=0).tolist(), strict=True))
