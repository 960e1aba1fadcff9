"""The score report 客户评分: score, grade, limit advised, and what to look at again, by customer.

Definitions, sources and worked examples: docs/methods/scoring.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from xlar.core.columns import NO_AMOUNT, NO_DAY, NO_INT
from xlar.core.customer_sales import customer_sales
from xlar.core.dates import add_months_to, day_number
from xlar.core.exposure import minor_by_currency
from xlar.core.flags import codes_of
from xlar.core.payment_record import payment_record
from xlar.core.policy import Policy
from xlar.core.policy_scoring import COMPONENTS
from xlar.core.problems import Text
from xlar.core.scoring.assessments import assessments
from xlar.core.scoring.credit_file import filled_share, missing, missing_documents, notes
from xlar.core.scoring.limits import limit_advice
from xlar.core.scoring.points import points_by_part, score_of, weighed
from xlar.core.scoring.review import PARTS, changes, review_days, reviews
from xlar.core.signals import warnings
from xlar.core.tables import NUMBER_SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s, Texts
    from xlar.core.ledger import Ledger
    from xlar.core.payment_record import PaymentRecord
    from xlar.core.policy import ScoringPolicy
    from xlar.core.scoring.assessments import Assessments
    from xlar.core.signals import WarningReport

Codes: TypeAlias = tuple[tuple[str, ...], ...]

WORST_GRADE: Final = "D"
_WEAK = 50  # points below which a part of the score is a reason
_DAY_LATE = 15 * NUMBER_SCALE

#: What stands behind a score, with the words.
REASONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "exempt": Text("免评", "not scored: exempt"),
        "too_little": Text("资料不足一半，未评分", "not scored: less than half is known"),
        "by_hand": Text("人工评定", "grade decided by hand"),
        "pays_late": Text("加权逾期超过 15 天", "weighted days late above 15"),
        "often_late": Text("逾期付款超过一半", "more than half is paid late"),
        "slower": Text("付款比以前慢", "pays later than before"),
        "broken_promises": Text("承诺未兑现", "broken promises"),
        **{
            f"weak_{name}": Text(f"{part.zh}低于 {_WEAK} 分", f"{part.en} below {_WEAK}")
            for name, part in PARTS.items()
        },
    }
)


@dataclass(frozen=True, eq=False)
class ScoreReport:
    """Score, grade and advice of every customer, as `Ledger.customers` stands.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        since: earlier day that it is compared with.
        points: points by part of the score, NO_INT = not known.
        known: share of the weights that is known, in hundred-millionths.
        score: 0 to 100 in hundred-millionths, NO_AMOUNT = not scored.
        grade: A to D by the score, or as decided by hand; blank = none.
        reasons: codes of `REASONS`.
        record: the payment record.
        limit: limit advised, minor units of the customer's currency, NO_AMOUNT = none.
        limit_basis: where it comes from, a code of `xlar.core.scoring.limits.LIMIT_BASES`.
        assessed_on: day of the newest assessment, NO_DAY = never.
        review_on: day the next one is due: the day looked from where it is due at once.
        review: why it is due, codes of `xlar.core.scoring.review.REVIEWS`.
        score_before: score on the earlier day, or NO_AMOUNT.
        grade_before: grade on the earlier day.
        changes: what changed since, codes of `xlar.core.scoring.review.CHANGES`.
        filled: share of the credit file that is there, in hundred-millionths.
        missing: names of the columns that are not.
        missing_documents: names of the documents that are not.
        notes: codes of `xlar.core.scoring.credit_file.NOTES`.
    """

    ledger: Ledger
    as_of: int
    since: int
    points: Mapping[str, Int64s]
    known: Int64s
    score: Int64s
    grade: Texts
    reasons: Codes
    record: PaymentRecord
    limit: Int64s
    limit_basis: Texts
    assessed_on: Int32s
    review_on: Int32s
    review: Codes
    score_before: Int64s
    grade_before: Texts
    changes: Codes
    filled: Int64s
    missing: Codes
    missing_documents: Codes
    notes: Codes

    def __len__(self) -> int:
        return len(self.score)


@dataclass(frozen=True, eq=False)
class _Scored:
    """Scores of one day."""

    assessed: Assessments
    points: Mapping[str, Int64s]
    weights: Int64s
    score: Int64s
    grade: Texts
    exempt: Bools


def score(
    ledger: Ledger, as_of: date, *, policy: Policy | None = None, since: date | None = None
) -> ScoreReport:
    """Score, grade and advised limit of every customer, and which to assess anew.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        policy: settings.
        since: earlier day to compare with; by default ``scoring.review_months`` before.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    policy = policy or Policy()
    day, settings = day_number(as_of), policy.scoring
    earlier = add_months_to(day, -settings.review_months) if since is None else day_number(since)
    past = payment_record(ledger, earlier, policy)
    before = _scored(ledger, earlier, past, policy)
    warned = warnings(ledger, as_of, policy=policy)
    now = _scored(ledger, day, warned.record, policy)
    advice = limit_advice(ledger, day, now.grade, now.exempt, policy)
    review, review_on = _review(warned, now, policy)
    gaps, papers = missing(ledger, settings), missing_documents(ledger, settings)
    count = len(now.score)
    return ScoreReport(
        ledger=ledger,
        as_of=day,
        since=earlier,
        points=now.points,
        known=now.weights * NUMBER_SCALE // sum(settings.weights.values()),
        score=now.score,
        grade=now.grade,
        reasons=codes_of(_reasons(now, warned.record, settings)),
        record=warned.record,
        limit=advice.amount,
        limit_basis=advice.basis,
        assessed_on=now.assessed.assessed_on,
        review_on=review_on,
        review=review,
        score_before=before.score,
        grade_before=before.grade,
        changes=codes_of(changes(now.points, before.points)),
        filled=filled_share([*gaps.values(), *papers.values()], count),
        missing=codes_of(gaps) if gaps else ((),) * count,
        missing_documents=codes_of(papers) if papers else ((),) * count,
        notes=codes_of(notes(ledger, day, settings)),
    )


def graded(total: Int64s, weights: Int64s, policy: ScoringPolicy) -> Texts:
    """The grade of each score, exactly: a score a hair below a limit is below it.

    Args:
        total: Σ weight × points.
        weights: Σ weight of what is known; a customer without a score has no grade.
        policy: least scores by grade.
    """
    scored = 2 * weights >= sum(policy.weights.values())
    grade = np.where(scored, WORST_GRADE, "").astype(object)
    for name, least in reversed(list(policy.grades.items())):
        grade[scored & (total >= least * weights)] = name
    return grade


def _scored(ledger: Ledger, day: int, record: PaymentRecord, policy: Policy) -> _Scored:
    settings, assessed = policy.scoring, assessments(ledger, day)
    points = points_by_part(ledger, day, assessed, record, settings)
    total, weights = weighed(points, settings)
    exempt = assessed.exempt | ledger.customers.exempt | _exempt_by_settings(ledger, day, policy)
    weights_used = np.where(exempt, 0, weights)
    grade = np.where(assessed.grade == "", graded(total, weights_used, settings), assessed.grade)
    return _Scored(
        assessed, points, weights, score_of(total, weights_used, settings), grade, exempt
    )  # fmt: skip


def _exempt_by_settings(ledger: Ledger, day: int, policy: Policy) -> Bools:
    """Customers who are not scored for their size, or because they buy so little."""
    settings = policy.scoring
    exempt: Bools = np.isin(ledger.customers.size, settings.exempt_sizes)
    if settings.exempt_sales:
        year = add_months_to(day, -12) + 1
        least = minor_by_currency(ledger, settings.exempt_sales)[ledger.customers.currency]
        exempt |= customer_sales(ledger, year, day, policy) <= least
    return exempt


def _reasons(now: _Scored, record: PaymentRecord, policy: ScoringPolicy) -> dict[str, Bools]:
    measured = record.days_late != NO_AMOUNT
    return {
        "exempt": now.exempt,
        "too_little": (now.score == NO_AMOUNT) & ~now.exempt,
        "by_hand": (now.assessed.grade != "").astype(bool),
        "pays_late": measured & (record.days_late > _DAY_LATE),
        "often_late": 2 * record.late > record.amount,
        "slower": record.habit.slower,
        "broken_promises": record.broken_promises > 0,
        **{
            f"weak_{name}": (now.points[name] != NO_INT) & (now.points[name] < _WEAK)
            for name in COMPONENTS
            if policy.weights.get(name)
        },
    }


def _review(warned: WarningReport, now: _Scored, policy: Policy) -> tuple[Codes, Int32s]:
    """Why customers are to be assessed anew, and the day they are."""
    days = review_days(now.assessed, policy.scoring.review_months)
    found = reviews(warned, now.assessed, (now.grade, now.exempt, _active(warned, policy)), policy)
    at_once = np.logical_or.reduce(list(found.values()))
    later = (days == NO_DAY) | (days > warned.as_of)
    return codes_of(found), np.where(at_once & later, warned.as_of, days).astype(np.int32)


def _active(warned: WarningReport, policy: Policy) -> Bools:
    """Customers with a document within the window."""
    documents, day = warned.ledger.documents, warned.as_of
    fresh = (documents.date > day - policy.scoring.window_days) & (documents.date <= day)
    active = np.zeros(len(warned.points), bool)
    active[documents.customer[fresh]] = True
    return active
