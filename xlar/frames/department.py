"""The columns of the department's reports: scoring, collections, provision, indicators, forecast.

Taken in by `xlar.frames.fields.FIELDS`: a name and a title mean one kind of column in all reports.
"""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Text
from xlar.frames.field import Field

DEPARTMENT: Final = (
    # several reports
    Field("month", Text("月份", "Month")),
    Field("collector", Text("催收人", "Collector"), rank=5),
)
