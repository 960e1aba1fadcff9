"""Sums the customer has named a day for: promises to pay and the instalments of signed plans.

A pledge set is one promise, or one plan with all its instalments: its steps say how much by when,
its documents what for. Within a set the first step goes to the document due first, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NO_AMOUNT

if TYPE_CHECKING:
    from xlar.core.columns import Int64s
    from xlar.core.forecast.debits import OpenDebits
    from xlar.core.ledger import Ledger

_ALL: Final = 1 << 61  # more than any account holds


@dataclass(frozen=True, eq=False)
class Pledges:
    """What is pledged on which open debit, by when.

    Attributes:
        debit: places among the open debits.
        amount: minor units, positive; all pledges of a debit are at most what is open on it.
        day: day it is to be paid by, never before the day after the one looked from.
    """

    debit: Int64s
    amount: Int64s
    day: Int64s


@dataclass(frozen=True, eq=False)
class _Sets:
    """Steps of pledge sets and the debits each is for."""

    step_set: Int64s
    step_day: Int64s
    step_amount: Int64s
    made_on: Int64s  # of each set
    pair_set: Int64s
    pair_debit: Int64s


def pledges(ledger: Ledger, debits: OpenDebits) -> Pledges:
    """What customers have pledged to pay, of what is open.

    Running are promises and instalments made by then and not yet past their day. Where two sets
    name one document, the one made last holds.

    Args:
        ledger: the ledger.
        debits: the open debits of a day.
    """
    place = np.full(len(ledger.documents), -1, np.int64)
    place[debits.document] = np.arange(len(debits))
    sets = _joined(_promises(ledger, debits, place), _plans(ledger, debits, place))
    step, pair, amount = _laid_out(_newest(sets, len(debits)), debits)
    day = np.maximum(sets.step_day[step], debits.day + 1)
    return Pledges(pair, amount, day)


def kept_share(ledger: Ledger, day: int, usual: tuple[int, int], weight: int) -> float:
    """The share of promises kept, among those due by a day of which the user says so or not.

    Args:
        ledger: the ledger.
        day: day number looked from.
        usual: share taken where none is known, as a fraction.
        weight: how many promises that counts for.
    """
    promises = ledger.promises
    known = np.flatnonzero((promises.kept >= 0) & (promises.pay_by <= day))
    rows, first = np.unique(promises.row[known], return_index=True)
    kept = int((promises.kept[known][first] == 1).sum())
    above, below = usual
    return (kept + weight * above / below) / (len(rows) + weight)


def _promises(ledger: Ledger, debits: OpenDebits, place: Int64s) -> _Sets:
    """Running promises; one that names no document is for all items in the customer's currency."""
    promises = ledger.promises
    running = (promises.promised_on <= debits.day) & (promises.pay_by >= debits.day)
    rows = np.flatnonzero(running)
    _, first, number = np.unique(promises.row[rows], return_index=True, return_inverse=True)
    heads = rows[first]
    named = promises.document[rows] >= 0
    debit = place[promises.document[rows[named]]]
    owner = promises.customer[rows[~named]].astype(np.int64)
    account = owner * len(ledger.currencies) + ledger.customers.currency[owner]
    whole_set, whole_debit = _of_groups(debits, account, number[~named])
    return _Sets(
        np.arange(len(heads)),
        promises.pay_by[heads].astype(np.int64),
        _or_all(promises.amount[heads]),
        promises.promised_on[heads].astype(np.int64),
        np.concatenate([number[named][debit >= 0], whole_set]),
        np.concatenate([debit[debit >= 0], whole_debit]),
    )


def _plans(ledger: Ledger, debits: OpenDebits, place: Int64s) -> _Sets:
    """Signed plans; the rows of one number and customer are one set."""
    plans, named = ledger.records.plans, ledger.records.plan_documents
    holds = (plans.signed_on <= debits.day) & (plans.cancelled_on > debits.day)
    rows = np.flatnonzero(holds & (plans.due >= debits.day))
    names = [f"{plans.customer[row]}\0{plans.number[row]}" for row in rows.tolist()]
    _, first, number = np.unique(
        np.array(names, dtype=object).astype(str), return_index=True, return_inverse=True
    )
    set_of = np.full(len(plans), -1, np.int64)
    set_of[rows] = number
    pair_set, pair_debit = set_of[named.plan], place[named.document]
    met = (pair_set >= 0) & (pair_debit >= 0)
    silent = first[~np.isin(np.arange(len(first)), set_of[named.plan])]
    owner = plans.customer[rows[silent]].astype(np.int64)
    account = owner * len(ledger.currencies) + plans.currency[rows[silent]]
    whole_set, whole_debit = _of_groups(debits, account, number[silent])
    return _Sets(
        number,
        plans.due[rows].astype(np.int64),
        plans.amount[rows],
        plans.signed_on[rows[first]].astype(np.int64),
        np.concatenate([pair_set[met], whole_set]),
        np.concatenate([pair_debit[met], whole_debit]),
    )


def _or_all(amount: Int64s) -> Int64s:
    return np.where(amount == NO_AMOUNT, _ALL, amount)


def _of_groups(debits: OpenDebits, group: Int64s, number: Int64s) -> tuple[Int64s, Int64s]:
    """Every open debit of each group, with the group's number."""
    order = np.argsort(debits.group, kind="stable")
    ordered = debits.group[order]
    start = np.searchsorted(ordered, group)
    count = np.searchsorted(ordered, group, side="right") - start
    within = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(number, count), order[np.repeat(start, count) + within]


def _joined(one: _Sets, two: _Sets) -> _Sets:
    shift = len(one.made_on)
    return _Sets(
        np.concatenate([one.step_set, two.step_set + shift]),
        np.concatenate([one.step_day, two.step_day]),
        np.concatenate([one.step_amount, two.step_amount]),
        np.concatenate([one.made_on, two.made_on]),
        np.concatenate([one.pair_set, two.pair_set + shift]),
        np.concatenate([one.pair_debit, two.pair_debit]),
    )


def _newest(sets: _Sets, count: int) -> _Sets:
    """The sets with every debit in one of them only: the one made last."""
    order = np.lexsort((sets.pair_set, sets.made_on[sets.pair_set]))
    last = np.full(count, -1, np.int64)
    last[sets.pair_debit[order]] = sets.pair_set[order]
    debit = np.flatnonzero(last >= 0)
    return _Sets(sets.step_set, sets.step_day, sets.step_amount, sets.made_on, last[debit], debit)


def _laid_out(sets: _Sets, debits: OpenDebits) -> tuple[Int64s, Int64s, Int64s]:
    """The steps of every set laid over its debits: step, place of the debit, minor units.

    Steps and debits are cut to the smaller of their totals, so that both are ladders of one height
    and a row is the piece between two neighboring rungs.
    """
    steps = np.lexsort((sets.step_day, sets.step_set))
    pairs = np.lexsort((sets.pair_debit, debits.due[sets.pair_debit], sets.pair_set))
    debit, open_amount = sets.pair_debit[pairs], debits.amount[sets.pair_debit[pairs]]
    count = len(sets.made_on)
    owed = np.zeros(count, np.int64)
    np.add.at(owed, sets.pair_set[pairs], open_amount)
    step_amount = np.minimum(sets.step_amount[steps], owed[sets.step_set[steps]])
    pledged = np.zeros(count, np.int64)
    np.add.at(pledged, sets.step_set[steps], step_amount)
    height = np.minimum(owed, pledged)
    gives = _cut(step_amount, sets.step_set[steps], height)
    takes = _cut(open_amount, sets.pair_set[pairs], height)
    giving, taking = np.flatnonzero(gives), np.flatnonzero(takes)
    step_rungs, debit_rungs = np.cumsum(gives[giving]), np.cumsum(takes[taking])
    rungs = np.unique(np.concatenate([step_rungs, debit_rungs]))
    step = steps[giving[np.searchsorted(step_rungs, rungs)]]
    return step, debit[taking[np.searchsorted(debit_rungs, rungs)]], np.diff(rungs, prepend=0)


def _cut(amount: Int64s, number: Int64s, height: Int64s) -> Int64s:
    """Amounts of each set, in their order, until its height is reached."""
    running = np.cumsum(amount) - amount
    first = np.flatnonzero(np.r_[True, number[1:] != number[:-1]]) if len(number) else number
    counts = np.diff(np.r_[first, len(number)])
    before = running - np.repeat(running[first], counts)
    return np.clip(height[number] - before, 0, amount)
