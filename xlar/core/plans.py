"""Instalment plans 分期: what of each instalment is paid, which plans hold and which are broken.

A plan spreads a debt: each instalment has its own due date and its own days overdue. What has been
settled on the documents of a plan since it was signed goes to its instalments in order. Once one is
overdue the plan is broken, and by default the whole rest is due. Definition with worked figures:
docs/methods/agreements.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.allocation import allocation_rows, is_live
from xlar.core.columns import NO_DAY, NO_INT, texts
from xlar.core.dates import day_number
from xlar.core.ledger import Kind
from xlar.core.policy import Policy
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger

#: What a plan has come to, with its words.
PLAN_STATES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "running": Text("履行中", "running"),
        "broken": Text("违约", "broken"),
        "fulfilled": Text("已付清", "fulfilled"),
        "cancelled": Text("已终止", "cancelled"),
    }
)


@dataclass(frozen=True, eq=False)
class PlanReport:
    """The instalments of the plans signed by a day, plan by plan in their order.

    Attributes:
        ledger: the ledger.
        as_of: day number looked from.
        row: positions in ``ledger.records.plans``.
        paid: settled of each instalment, minor units.
        open: what is left of it.
        due_now: what of that is due: overdue, due on the day, or called in with the whole rest.
        days_past_due: as_of − due date of an instalment with something left, NO_INT otherwise.
        state: code of `PLAN_STATES`, the same for all instalments of a plan.
    """

    ledger: Ledger
    as_of: int
    row: Int64s
    paid: Int64s
    open: Int64s
    due_now: Int64s
    days_past_due: Int32s
    state: Texts

    def __len__(self) -> int:
        return len(self.row)


def plan_report(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> PlanReport:
    """What has become of every instalment.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings; ``agreements.plan_default`` and ``plan_grace``.
    """
    policy, plans, day = policy or Policy(), ledger.records.plans, day_number(as_of)
    row, plan = _in_order(ledger, day)
    amount, due = plans.amount[row], plans.due[row].astype(np.int64)
    cancelled = plans.cancelled_on[row] <= day
    paid = _laid_out(ledger, as_of, row, plan, policy)
    left = amount - paid
    grace = policy.agreements.plan_grace
    broken = _any(plan, (left > 0) & (due + grace < day) & ~cancelled)
    fulfilled = ~_any(plan, left > 0)
    called = broken & (policy.agreements.plan_default == "whole")
    now = ((due <= day) | called) & ~cancelled
    state = np.select([cancelled, fulfilled, broken], [*_ENDED], "running")
    late = np.where((left > 0) & ~cancelled, day - due, NO_INT)
    return PlanReport(
        ledger, day, row, paid, left, np.where(now, left, 0), late.astype(np.int32),
        texts(state.tolist()),
    )  # fmt: skip


_ENDED: Final = ("cancelled", "fulfilled", "broken")


def covered_until(ledger: Ledger, as_of: date, policy: Policy) -> Int64s:
    """The next due date of a running plan for each document it covers, NO_DAY elsewhere.

    A plan covers the documents it names; one that names none, all documents in its currency that
    the customer had when it was signed.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
    """
    until = np.full(len(ledger.documents), NO_DAY, np.int64)
    if not len(ledger.records.plans):
        return until
    report, plans = plan_report(ledger, as_of, policy=policy), ledger.records.plans
    waits = (report.state == "running").astype(bool) & (report.open > 0)
    rows = report.row[waits]
    document, row = _covered(ledger, rows)
    first = np.full(len(until), np.iinfo(np.int64).max, np.int64)
    np.minimum.at(first, document, plans.due[row].astype(np.int64))
    until[document] = first[document]
    return until


def _in_order(ledger: Ledger, day: int) -> tuple[Int64s, Int64s]:
    """Instalments of plans signed by the day, plan by plan, and the number of each one's plan."""
    plans = ledger.records.plans
    row = np.flatnonzero(plans.signed_on <= day)
    _, name = np.unique(plans.number[row].astype(str), return_inverse=True)
    order = np.lexsort((plans.instalment[row], name))
    return row[order], name[order]


def _any(plan: Int64s, holds: Bools) -> Bools:
    """Whether it holds of any instalment of the plan of each."""
    found = np.zeros(int(plan.max(initial=-1)) + 1, bool)
    found[plan[holds]] = True
    result: Bools = found[plan]
    return result


def _laid_out(ledger: Ledger, as_of: date, row: Int64s, plan: Int64s, policy: Policy) -> Int64s:
    """What is settled of each instalment: what came for its plan, the earliest due first.

    Plans that name no documents share what came on the account, by their due dates.
    """
    plans = ledger.records.plans
    named = np.isin(row, ledger.records.plan_documents.plan)
    account = plans.customer[row].astype(np.int64) * len(ledger.currencies) + plans.currency[row]
    pool = np.where(_any(plan, named), plan, int(plan.max(initial=0)) + 1 + account)
    _, pool = np.unique(pool, return_inverse=True)
    came = _came(ledger, as_of, row, pool, policy)
    amount = np.where(plans.cancelled_on[row] <= day_number(as_of), 0, plans.amount[row])
    order = np.lexsort((plans.instalment[row], plan, plans.due[row], pool))
    running, sorted_pool = np.cumsum(amount[order]), pool[order]
    start = np.searchsorted(sorted_pool, sorted_pool)
    before = running - amount[order]
    before -= before[start]
    paid = np.zeros(len(row), np.int64)
    paid[order] = np.clip(came[sorted_pool] - before, 0, amount[order])
    return paid


def _came(ledger: Ledger, as_of: date, row: Int64s, pool: Int64s, policy: Policy) -> Int64s:
    """What was settled for each pool since the first of its plans was signed.

    On documents a plan names: all that was allocated to them; on the account: the receipts that
    hold, less refunds.
    """
    plans, documents = ledger.records.plans, ledger.documents
    count = int(pool.max(initial=-1)) + 1
    signed = np.full(count, np.iinfo(np.int64).max, np.int64)
    np.minimum.at(signed, pool, plans.signed_on[row].astype(np.int64))
    came = np.zeros(count, np.int64)
    of_document = np.full(len(documents), -1, np.int64)
    pool_of_row = np.full(len(plans), -1, np.int64)
    pool_of_row[row] = pool
    named = ledger.records.plan_documents
    met = np.flatnonzero(pool_of_row[named.plan] >= 0)
    of_document[named.document[met]] = pool_of_row[named.plan[met]]
    rows = allocation_rows(ledger, as_of, policy=policy)
    target = of_document[rows.debit]
    inside = np.flatnonzero(target >= 0)
    inside = inside[rows.date[inside] >= signed[target[inside]]]
    np.add.at(came, target[inside], rows.amount[inside])
    silent = ~np.isin(row, named.plan)
    group = plans.customer[row].astype(np.int64) * len(ledger.currencies) + plans.currency[row]
    of_group = np.full(ledger.group_count, -1, np.int64)
    of_group[group[silent]] = pool[silent]
    money = is_live(ledger, day_number(as_of)) & (documents.kind >= Kind.RECEIPT)
    receipts = np.flatnonzero(money & (of_group[ledger.group] >= 0))
    target = of_group[ledger.group[receipts]]
    since = documents.date[receipts] >= signed[target]
    np.add.at(came, target[since], -documents.amount[receipts[since]])
    result: Int64s = np.maximum(came, 0)
    return result


def _covered(ledger: Ledger, rows: Int64s) -> tuple[Int64s, Int64s]:
    """Pairs of a document and an instalment that covers it."""
    plans, named, documents = ledger.records.plans, ledger.records.plan_documents, ledger.documents
    met = np.isin(named.plan, rows)
    document, row = [named.document[met]], [named.plan[met]]
    for one in rows[~np.isin(rows, named.plan)].tolist():  # instalments of plans, which are few
        mine = ledger.is_debit & (documents.customer == plans.customer[one])
        mine &= documents.currency == plans.currency[one]
        mine &= documents.date <= plans.signed_on[one]
        document.append(np.flatnonzero(mine).astype(np.int32))
        row.append(np.full(len(document[-1]), one, np.int32))
    return np.concatenate(document).astype(np.int64), np.concatenate(row).astype(np.int64)


__all__ = ["PLAN_STATES", "PlanReport", "covered_until", "plan_report"]
