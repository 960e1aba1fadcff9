"""The warning report 风险预警: what was seen and found of each customer, and his class of risk."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.dates import day_number
from xlar.core.payment_record import payment_record
from xlar.core.policy import Policy
from xlar.core.policy_scoring import CLASSES
from xlar.core.problems import Text
from xlar.core.signals.alarms import alarms, longest_overdue
from xlar.core.signals.found import found
from xlar.core.signals.marks import joined, recorded, without_repeats

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int64s
    from xlar.core.ledger import Ledger
    from xlar.core.payment_record import PaymentRecord
    from xlar.core.policy import SignalsPolicy
    from xlar.core.signals.marks import Marks

#: The classes of risk with their words, the mildest first.
RISKS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "normal": Text("正常", "normal"),
        "watch": Text("关注", "watch"),
        "warning": Text("预警", "warning"),
        "danger": Text("高危", "danger"),
    }
)


@dataclass(frozen=True, eq=False)
class WarningReport:
    """What warns of each customer; columns by customer stand as `Ledger.customers`.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        record: the payment record.
        marks: signals that hold, by customer; a signal both seen and found is there once, as seen.
        points: sum of the weights of each customer's signals.
        risk: class of risk, a place in `RISKS`.
        longest: days past due of the oldest open invoice, NO_INT = none.
        alarms: which customers are cause for each numeric alarm.
        review: whether the sum of weights asks for a new assessment.
    """

    ledger: Ledger
    as_of: int
    record: PaymentRecord
    marks: Marks
    points: Int64s
    risk: Int64s
    longest: Int64s
    alarms: Mapping[str, Bools]
    review: Bools

    @property
    def concerned(self) -> Int64s:
        """Positions of the customers with a signal or an alarm."""
        any_alarm = np.logical_or.reduce(list(self.alarms.values()))
        marked = np.bincount(self.marks.customer, minlength=len(self.points)) > 0
        return np.flatnonzero(marked | any_alarm)


def warnings(ledger: Ledger, as_of: date, *, policy: Policy | None = None) -> WarningReport:
    """What warns of each customer on a day.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    policy = policy or Policy()
    day = day_number(as_of)
    record = payment_record(ledger, day, policy)
    every = joined(
        [recorded(ledger, day, policy.signals), found(ledger, day, record, policy)]
    )  # fmt: skip
    marks = every.of(np.flatnonzero(without_repeats(every)))
    marks = marks.of(np.argsort(marks.customer, kind="stable"))
    points = sum_points(marks, len(ledger.customers))
    longest = longest_overdue(ledger, day, policy)
    raised = alarms(ledger, longest, record, policy)
    return WarningReport(
        ledger, day, record, marks, points, _risk(points, policy.signals), longest, raised,
        points >= policy.signals.review_at,
    )  # fmt: skip


def sum_points(marks: Marks, count: int) -> Int64s:
    """The sum of the weights by customer.

    Args:
        marks: signals.
        count: how many customers there are.
    """
    points = np.zeros(count, np.int64)
    np.add.at(points, marks.customer, marks.weight)
    return points


def _risk(points: Int64s, policy: SignalsPolicy) -> Int64s:
    """The class of risk of each sum of weights: the highest it reaches."""
    risk = np.zeros(len(points), np.int64)
    for place, name in enumerate(CLASSES, 1):
        if name in policy.classes:
            risk[points >= policy.classes[name]] = place
    return risk
