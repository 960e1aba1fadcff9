"""The score report as tables: scores with limits, the review list, the credit files."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np

from xlar.core.dates import iso
from xlar.core.policy_scoring import COMPONENTS
from xlar.core.problems import Text
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Tabulated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Column, Int64s
    from xlar.core.scoring import ScoreReport

ScorePart: TypeAlias = Literal["score", "review", "file"]

PARTS: Final[Mapping[ScorePart, tuple[str, ...]]] = {
    "score": (
        "customer_id", "name", "currency", "file_grade", "score_grade", "score", "score_reasons",
        "limit", "limit_advice", "limit_basis", "days_late", "late_share", "collection_days",
        "broken_promises", "trend", *(f"{name}_points" for name in COMPONENTS[:6]), "review_on",
        "review",
    ),
    "review": (
        "customer_id", "name", "file_grade", "score_grade", "score", "grade_before", "score_before",
        "changes", "assessed_on", "review_on", "review",
    ),
    "file": (
        "customer_id", "name", "file_complete", "file_missing", "documents_missing", "file_notes",
    ),
}  # fmt: skip
"""The columns of each table."""

TITLES: Final[Mapping[ScorePart, Text]] = {
    "score": Text("客户评分", "Scores"),
    "review": Text("复评名单", "Review list"),
    "file": Text("信用档案", "Credit files"),
}
_SINCE: Final = Text("比较日期", "compared with")
_GRADES: Final = Text("等级分布", "by grade")
_NONE: Final = Text("未评", "none")


def score_table(report: ScoreReport, show: ScorePart = "score") -> Tabulated:
    """The scores, tabulated.

    Args:
        report: the scores.
        show: scores and limits of all customers; the ``review`` list of those to be assessed
            anew, with what changed; or what is missing in each credit ``file``.
    """
    rows = _rows(report, show)
    every = _values(report)
    values = {name: _taken(every[name], rows) for name in PARTS[show]}
    codes = [report.ledger.currencies[place] for place in report.ledger.customers.currency[rows]]
    since = iso(report.since) or ""
    return Tabulated(
        "score",
        TITLES[show],
        report.as_of,
        tuple(FIELDS[name] for name in PARTS[show]),
        values,
        codes,
        notes=((_SINCE, Text(since, since)), (_GRADES, _by_grade(report))),
        facts={"show": show, "since": since},
    )


def _rows(report: ScoreReport, show: ScorePart) -> Int64s:
    if show == "review":
        return np.array([row for row, why in enumerate(report.review) if why], np.int64)
    return np.arange(len(report), dtype=np.int64)


def _taken(values: Any, rows: Int64s) -> Column | list[Any]:
    if isinstance(values, np.ndarray):
        return values[rows]
    return [values[row] for row in rows.tolist()]


def _values(report: ScoreReport) -> dict[str, Any]:
    """Every column by the name of its field."""
    customers, record = report.ledger.customers, report.record
    return {
        "customer_id": customers.id,
        "name": customers.name,
        "currency": [report.ledger.currencies[place] for place in customers.currency.tolist()],
        "file_grade": customers.grade,
        "score_grade": report.grade,
        "score": report.score,
        "score_reasons": report.reasons,
        "limit": customers.credit_limit,
        "limit_advice": report.limit,
        "limit_basis": report.limit_basis,
        "days_late": record.days_late,
        "late_share": record.late_share,
        "collection_days": record.collection_days,
        "broken_promises": record.broken_promises,
        "trend": record.habit.trend,
        **{f"{name}_points": report.points[name] for name in COMPONENTS},
        "assessed_on": report.assessed_on,
        "review_on": report.review_on,
        "review": report.review,
        "grade_before": report.grade_before,
        "score_before": report.score_before,
        "changes": report.changes,
        "file_complete": report.filled,
        "file_missing": report.missing,
        "documents_missing": report.missing_documents,
        "file_notes": report.notes,
    }


def _by_grade(report: ScoreReport) -> Text:
    """How many customers have each grade."""
    counts = sorted(Counter(report.grade.tolist()).items(), key=lambda one: one[0] or "~")
    zh, en = (
        "  ".join(f"{grade or none} {count}" for grade, count in counts)
        for none in (_NONE.zh, _NONE.en)
    )
    return Text(zh, en)
