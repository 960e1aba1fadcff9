"""Scoring: payment record, score and grade, limit advice, review list, credit file."""

from xlar.core.scoring.credit_file import NOTES
from xlar.core.scoring.limits import LIMIT_BASES
from xlar.core.scoring.report import REASONS, ScoreReport, score
from xlar.core.scoring.review import CHANGES, PARTS, REVIEWS

__all__ = [
    "CHANGES",
    "LIMIT_BASES",
    "NOTES",
    "PARTS",
    "REASONS",
    "REVIEWS",
    "ScoreReport",
    "score",
]
