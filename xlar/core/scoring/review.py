"""Which customers are to be assessed anew, and what changed since an earlier day."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NO_DAY, NO_INT
from xlar.core.dates import add_months
from xlar.core.policy_scoring import COMPONENTS
from xlar.core.problems import Text
from xlar.core.signals.report import sum_points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Bools, Int32s, Int64s, Texts
    from xlar.core.policy import Policy
    from xlar.core.scoring.assessments import Assessments
    from xlar.core.signals import WarningReport

#: Why a customer is to be assessed anew, with the words.
REVIEWS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "never": Text("从未评定", "never assessed"),
        "half_year": Text("到期复评", "assessment due again"),
        "signal": Text("出现预警信号", "warning signals"),
        "grade_differs": Text("评分等级与档案不符", "grade differs from the file"),
    }
)

PARTS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "payment": Text("付款记录", "payment record"),
        "finance": Text("财务状况", "finance"),
        "trading": Text("交易历史", "trading history"),
        "industry": Text("行业", "industry"),
        "years": Text("合作年限", "years together"),
        "third_party": Text("第三方评级", "third-party rating"),
        "references": Text("同行评价", "trade references"),
        "owner": Text("经营者", "owner"),
        "profile": Text("企业概况", "profile"),
        "priority": Text("付款优先级", "payment priority"),
    }
)
"""The parts of a score with their words."""

#: What changed, with the words.
CHANGES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        f"{name}_{way}": Text(f"{part.zh}{zh}", f"{part.en} {en}")
        for name, part in PARTS.items()
        for way, zh, en in (("up", "上升", "up"), ("down", "下降", "down"))
    }
)


def review_days(assessed: Assessments, months: int) -> Int32s:
    """The day each assessment is due again, NO_DAY where there is none.

    So many calendar months later, or on its last day where that is sooner.

    Args:
        assessed: the newest assessments.
        months: calendar months after which one is due.
    """
    known = np.flatnonzero(assessed.row >= 0)
    days = np.full(len(assessed.row), NO_DAY, np.int32)
    days[known] = add_months(assessed.assessed_on[known], months)
    days[known] = np.minimum(days[known], assessed.valid_to[known])
    return days


def reviews(
    warned: WarningReport,
    assessed: Assessments,
    scored: tuple[Texts, Bools, Bools],
    policy: Policy,
) -> dict[str, Bools]:
    """Why customers are to be assessed anew, by code of `REVIEWS`.

    Args:
        warned: the warning signals.
        assessed: the newest assessments.
        scored: grade of each customer, who is exempt, and who does business.
        policy: settings.
    """
    grade, exempt, active = scored
    day, assessed_on = warned.as_of, assessed.assessed_on
    due = review_days(assessed, policy.scoring.review_months)
    on_file = warned.ledger.customers.grade
    fresh = _points_since(warned, assessed_on, policy.scoring.recent_days)
    differs = (grade != "") & (on_file != "") & (grade != on_file)
    found = {
        "never": active & (assessed_on == NO_DAY),
        "half_year": (due != NO_DAY) & (due <= day),
        "signal": fresh >= policy.signals.review_at,
        "grade_differs": differs.astype(bool),
    }
    return {code: concerned & ~exempt for code, concerned in found.items()}


def _points_since(warned: WarningReport, assessed_on: Int32s, recent_days: int) -> Int64s:
    """The weights of the signals that the last assessment did not know.

    What the figures show it knew, unless it was made before the days that are compared.
    """
    marks = warned.marks
    known_to = assessed_on[marks.customer]
    seen = np.where(marks.found, warned.as_of - recent_days + 1, marks.date)
    return sum_points(marks.of(np.flatnonzero(seen > known_to)), len(assessed_on))


def changes(now: Mapping[str, Int64s], before: Mapping[str, Int64s]) -> dict[str, Bools]:
    """Which parts of the score rose and which fell, by code of `CHANGES`.

    Args:
        now: points by part.
        before: the same on the earlier day.
    """
    found = {}
    for name in COMPONENTS:
        known = (now[name] != NO_INT) & (before[name] != NO_INT)
        found[f"{name}_up"] = known & (now[name] > before[name])
        found[f"{name}_down"] = known & (now[name] < before[name])
    return found
