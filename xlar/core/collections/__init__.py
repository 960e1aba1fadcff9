"""The collections desk: the list by priority, promises, the week."""

from xlar.core.collections.promises import STATES, PromiseReport, promise_report
from xlar.core.collections.week import WEEK_TASKS, WeekPlan, WeekResult, week_plan, week_result
from xlar.core.collections.worklist import FACTS, MEASURES, Worklist, worklist

__all__ = [
    "FACTS",
    "MEASURES",
    "STATES",
    "WEEK_TASKS",
    "PromiseReport",
    "WeekPlan",
    "WeekResult",
    "Worklist",
    "promise_report",
    "week_plan",
    "week_result",
    "worklist",
]
