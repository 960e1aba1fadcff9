"""The parts of a score, 0 to 100 points each: written down, or measured from the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NEVER, NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.customer_sales import first_days
from xlar.core.dates import add_months_to, latest_day_aged
from xlar.core.indicators.flows import is_sale
from xlar.core.ledger import Kind
from xlar.core.money import divide_round
from xlar.core.policy_scoring import COMPONENTS
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.payment_record import PaymentRecord
    from xlar.core.policy import ScoringPolicy
    from xlar.core.scoring.assessments import Assessments

_BEST = 100
_PER_RANK = 25  # payment priority 1 … 5 is 100 … 0 points


def points_by_part(
    ledger: Ledger,
    as_of: int,
    assessed: Assessments,
    record: PaymentRecord,
    policy: ScoringPolicy,
) -> Mapping[str, Int64s]:
    """The points of every customer by part of the score, NO_INT where a part is not known.

    What is written down goes before what the ledger shows.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        assessed: the assessments that hold.
        record: the payment record.
        policy: settings.
    """
    found = {name: assessed.given(name) for name in COMPONENTS}
    rank = found["priority"]
    found["priority"] = np.where(rank == NO_INT, NO_INT, _BEST - _PER_RANK * (rank - 1))
    measured = {
        "payment": payment_points(record, policy),
        "trading": trading_points(ledger, as_of, policy),
        "years": years_points(ledger, as_of, policy),
    }
    for name, points in measured.items():
        found[name] = np.where(found[name] == NO_INT, points, found[name])
    return found


def payment_points(record: PaymentRecord, policy: ScoringPolicy) -> Int64s:
    """Points by weighted days late, less those for broken promises and for growing slower.

    Args:
        record: the payment record.
        policy: points by days, and what is taken off.
    """
    points = np.zeros(len(record.amount), np.int64)
    for days, worth in _falling(policy.late_points):
        # amount-days ≤ days × amount, so that nothing is rounded
        points[record.amount_days <= days * record.amount] = worth
    points -= policy.broken_promise_points * record.broken_promises
    points -= policy.slower_points * record.habit.slower
    known = (record.amount > 0) | (record.broken_promises > 0)
    return np.where(known, np.maximum(points, 0), NO_INT)


def trading_points(ledger: Ledger, as_of: int, policy: ScoringPolicy) -> Int64s:
    """Share of the last months in which the customer bought, NO_INT before he has bought at all.

    Args:
        ledger: the ledger.
        as_of: day number looked from; months end on its day of the month.
        policy: how many months.
    """
    documents, months = ledger.documents, policy.trading_months
    edges = np.array([add_months_to(as_of, -back) for back in range(months, -1, -1)])
    bought = is_sale(ledger) & (documents.kind == Kind.INVOICE) & (documents.date <= as_of)
    rows = np.flatnonzero(bought)
    month = np.searchsorted(edges, documents.date[rows]) - 1  # (edge, next edge]
    counted = month >= 0
    active = np.zeros((len(ledger.customers), months), bool)
    active[documents.customer[rows[counted]], month[counted]] = True
    ever = np.zeros(len(active), bool)
    ever[documents.customer[rows]] = True
    share = divide_round(_BEST * active.sum(axis=1).astype(np.int64), months)
    return np.where(ever, share, NO_INT)


def years_points(ledger: Ledger, as_of: int, policy: ScoringPolicy) -> Int64s:
    """Points by full years since the first day of business, else since the first document.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        policy: points by years.
    """
    given = ledger.customers.since
    since = np.where(given == NO_DAY, first_days(ledger, as_of), given)
    points = np.zeros(len(since), np.int64)
    for years, worth in reversed(_falling(policy.years_points)):
        points[since <= latest_day_aged(as_of, 12 * years)] = worth
    return np.where((since == NEVER) | (since > as_of), NO_INT, points)


def weighed(points: Mapping[str, Int64s], policy: ScoringPolicy) -> tuple[Int64s, Int64s]:
    """Σ weight × points, and Σ weight, over the parts of each customer that are known.

    Args:
        points: points by part.
        policy: the weights.
    """
    count = len(next(iter(points.values())))
    total, weights = np.zeros((2, count), np.int64)
    for name, weight in policy.weights.items():
        known = points[name] != NO_INT
        total += np.where(known, weight * points[name], 0)
        weights += weight * known
    return total, weights


def score_of(total: Int64s, weights: Int64s, policy: ScoringPolicy) -> Int64s:
    """Scores in hundred-millionths; NO_AMOUNT where less than half of the weights is known.

    Args:
        total: Σ weight × points.
        weights: Σ weight of what is known.
        policy: all weights.
    """
    enough = 2 * weights >= sum(policy.weights.values())
    scaled = divide_round(total * NUMBER_SCALE, np.maximum(weights, 1))
    return np.where(enough, scaled, NO_AMOUNT)


def _falling(points: Mapping[str, int]) -> list[tuple[int, int]]:
    """Numbers and their points, the largest number first."""
    return sorted(((int(key), worth) for key, worth in points.items()), reverse=True)
