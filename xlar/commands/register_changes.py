"""What was typed on the sheet 发函登记 since it was written, as changes of the register.

The sheet may be older than the register. A status that the register has gone past is therefore no
change, a blank cell says nothing, and what differs otherwise is taken over only where the person
says that the sheet is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Message, Problem
from xlar.core.registered import STATUSES
from xlar.documents.register.columns import COLUMNS
from xlar.documents.register.merge import STATUS_DAYS
from xlar.documents.register.statuses import TRANSITIONS, Change, changed_rows, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.registered import RegisterRow, Status
    from xlar.tables.grid import Place

_DETAILS: Final = ("channel", "tracking", "reply")
_TITLES: Final = {one.name: one.zh for one in COLUMNS}

UNKNOWN: Final = Message.of(
    "register_unknown_number",
    ("登记簿中没有这个编号", "the register has no document of this number"),
    ("输出文件夹的登记簿中的编号", "a number of the register in the output folder"),
    (
        "请核对参数 documents.folder；自己写的函件请加到 register.csv",
        "Check the setting documents.folder; letters of your own belong into register.csv",
    ),
)
NO_WAY: Final = Message.of(
    "register_status_not_allowed",
    ("{reason}", "{reason}"),
    action=("请改回，或撤回后重做", "Change it back, or withdraw the document and make it again"),
)
NO_DAY: Final = Message.of(
    "register_day_missing",
    ("状态改为“{status}”，却没有日期", 'the status becomes "{status}", but its day is blank'),
    ("日期，如 2026-06-30", "a day such as 2026-06-30"),
    ("请填写日期", "Fill in the day"),
)
NOT_SENT: Final = Message.of(
    "register_not_sent",
    ("“{status}”的函件不能登记这一项", 'this cannot be noted of a document that is "{status}"'),
    ("", ""),
    ("请同时把状态改为“已发”并填写发出日", "Set the status to sent and fill in the day as well"),
)
DIFFERS: Final = Message.of(
    "register_differs",
    (
        "登记簿中是“{registered}”，没有采用表上的内容",
        'the register says "{registered}", which stays',
    ),
    ("", ""),
    (
        "要以表上为准，请再次运行“登记簿”并确认",
        "Run Register again and say that the sheet is right",
    ),
    "warning",
)


@dataclass
class Typed:
    """What was typed on the sheet.

    Attributes:
        changes: changes of the register, in their order.
        problems: errors, because of which nothing is changed; and what was not taken over.
    """

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def differences(self) -> list[Problem]:
        """Where sheet and register say different things and the register was left as it is."""
        return [problem for problem in self.problems if problem.message is DIFFERS]


def typed_changes(
    known: Mapping[str, RegisterRow],
    sheet: Mapping[int, RegisterRow],
    place: Place,
    *,
    is_right: bool = False,
) -> Typed:
    """The changes that the rows of a sheet ask for.

    Args:
        known: the register by number.
        sheet: what the sheet says, by row.
        place: where its columns stand.
        is_right: whether the sheet is right where both say something and it differs.
    """
    typed = Typed()
    for row, said in sheet.items():
        _Row(typed, place, row, known.get(said.number), said, is_right).read()
    return typed


@dataclass(frozen=True)
class _Row:
    """One row of the sheet against the register."""

    typed: Typed
    place: Place
    row: int
    known: RegisterRow | None
    said: RegisterRow
    is_right: bool

    def read(self) -> None:
        """Note what the row asks for."""
        if self.known is None:
            self._problem(UNKNOWN, "number", self.said.number)
            return
        way = self._way(self.known)
        if way is None:
            return
        details = self._details(self.known, moves=bool(way))
        if way:
            self._go(self.known, way, details)
        else:
            self._correct(self.known, details)

    def _way(self, known: RegisterRow) -> list[Status] | None:
        """The statuses the document is to take, one after the other; None where it cannot."""
        wanted = self.said.status
        if wanted == known.status:
            wanted = self._implied(known)
        way = way_to(known.status, wanted)
        if way == ["sent"] and known.status == "returned":
            is_resent = self._says(known, "sent_on")
            return way if is_resent else []
        if way is None and not self._is_older(known, wanted):
            reason = refusal(known, wanted, known.date)
            self._problem(NO_WAY, "status", STATUSES[wanted].zh, reason=reason)
            return None
        return way or []

    def _is_older(self, known: RegisterRow, wanted: Status) -> bool:
        """Whether the register has gone past what the sheet says, and the sheet does not know."""
        knows = getattr(self.said, STATUS_DAYS[known.status]) is not None
        return not knows and way_to(wanted, known.status) is not None

    def _implied(self, known: RegisterRow) -> Status:
        """The status that days typed without one mean: a day of sending means it was sent."""
        for status in ("withdrawn", "returned", "acknowledged", "sent"):
            column = STATUS_DAYS[status]
            is_new = getattr(known, column) is None and getattr(self.said, column) is not None
            if is_new and way_to(known.status, status):
                return status
        return known.status

    def _go(self, known: RegisterRow, way: list[Status], details: dict[str, str]) -> None:
        """Take the statuses of the way, each on the day typed for it."""
        days = {status: getattr(self.said, STATUS_DAYS[status]) for status in way}
        row = known
        changes: list[Change] = []
        for status in way:
            column, on = STATUS_DAYS[status], days[status]
            if on is None:
                self._problem(NO_DAY, column, status=STATUSES[status])
                return
            if reason := refusal(row, status, on):
                self._problem(NO_WAY, column, on.isoformat(), reason=reason)
                return
            noted = details if status == way[-1] else {}
            changes.append(Change(known.number, status, on, **noted))
            row = changed_rows([row], changes[-1:])[known.number]
        self.typed.changes += changes

    def _correct(self, known: RegisterRow, details: dict[str, str]) -> None:
        """Note details and a corrected day of the present status."""
        column = STATUS_DAYS.get(known.status)
        on = None if column is None else self._corrected_day(known, column)
        for name in STATUS_DAYS.values():
            if name != column and self._says(known, name):
                self._differs(known, name)
        if on is None and not details:
            return
        if known.status not in TRANSITIONS[known.status]:
            for name, text in details.items():
                self._problem(NOT_SENT, name, text, status=STATUSES[known.status])
            return
        day = on or getattr(known, column or "")
        if day is None:
            self._problem(NO_DAY, column, status=STATUSES[known.status])
        elif reason := refusal(known, known.status, day):
            self._problem(NO_WAY, column, day.isoformat(), reason=reason)
        else:
            self.typed.changes.append(Change(known.number, known.status, day, **details))

    def _corrected_day(self, known: RegisterRow, column: str) -> date | None:
        """The day typed for the present status, where it is another than the register's."""
        if not self._says(known, column):
            return None
        if getattr(known, column) is None or self.is_right:
            day: date = getattr(self.said, column)
            return day
        self._differs(known, column)
        return None

    def _details(self, known: RegisterRow, *, moves: bool) -> dict[str, str]:
        """Channel, tracking number and reply as typed, where they are to be noted."""
        details = {}
        for name in _DETAILS:
            if not self._says(known, name):
                continue
            if not getattr(known, name) or moves or self.is_right:
                details[name] = getattr(self.said, name)
            else:
                self._differs(known, name)
        return details

    def _says(self, known: RegisterRow, name: str) -> bool:
        """Whether the sheet says something that the register does not."""
        said = getattr(self.said, name)
        return bool(said) and said != getattr(known, name)

    def _differs(self, known: RegisterRow, name: str) -> None:
        registered = str(getattr(known, name) or "")
        self._problem(DIFFERS, name, str(getattr(self.said, name)), registered=registered)

    def _problem(self, words: Message, column: str | None, found: str = "", **values: Any) -> None:
        cell = self.place.cell(self.row, column)
        problem = Problem(words, "register", self.row, column, found, cell, values)
        self.typed.problems.append(problem)


def way_to(status: Status, wanted: Status) -> list[Status] | None:
    """The shortest way from a status to another, without the first; None where there is none.

    >>> way_to("draft", "acknowledged"), way_to("sent", "sent"), way_to("withdrawn", "sent")
    (['sent', 'acknowledged'], [], None)
    """
    ways: list[list[Status]] = [[status]]
    seen = {status}
    for way in ways:
        if way[-1] == wanted:
            return way[1:]
        for following in TRANSITIONS[way[-1]]:
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return None
