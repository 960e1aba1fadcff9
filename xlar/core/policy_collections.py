"""Settings of the collections desk: what comes first, the daily and weekly rhythm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlar.core.settings import frozen, require, require_days

if TYPE_CHECKING:
    from collections.abc import Mapping

POINTS: Mapping[str, int] = {
    "class_a": 40, "class_b": 20, "class_c": 10,
    "due_soon": 5, "due_today": 10, "overdue": 20, "ultimatum": 25, "agent": 30, "legal": 30,
    "limitation": 20, "promise_broken": 15, "not_contacted": 10, "doubtful": 5,
}  # fmt: skip


@dataclass(frozen=True)
class CollectionsPolicy:
    """How the worklist is put in order, and the rhythm of the desk.

    Attributes:
        points: what each fact adds to the priority of an item.
        contact_days: an overdue item nobody has spoken about for so many days is said to be so.
        doubtful_days: unpaid so many days after delivery or invoice: 呆账候选.
        call_days: days before due at which to call, to confirm, and to collect.
        answer_hour: by when the responsible person answers the daily list, for people to read.
    """

    points: Mapping[str, int] = frozen(POINTS)
    contact_days: int = 14
    doubtful_days: int = 60
    call_days: tuple[int, int, int] = (7, 3, 0)
    answer_hour: str = "18:00"

    def __post_init__(self) -> None:
        require_days(self, "collections", "contact_days", "doubtful_days")
        unknown = sorted(set(self.points) - set(POINTS))
        names = ", ".join(POINTS)
        require(
            not unknown, "collections.points", f"其中的名称：{names}", f"names of these: {names}"
        )
        first, second, third = self.call_days
        require(
            first > second > third >= 0, "collections.call_days", "由大到小的三个天数",
            "three days, descending",
        )  # fmt: skip

    def worth(self, name: str) -> int:
        """The points of a fact: as set, else the built-in ones.

        >>> CollectionsPolicy().worth("overdue")
        20
        """
        return self.points.get(name, POINTS[name])
