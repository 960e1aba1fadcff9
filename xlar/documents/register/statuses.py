"""What became of a document: sent, signed for, come back, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.core.registered import STATUSES
from xlar.documents.register import refresh, save
from xlar.documents.register.locks import WAIT, locked
from xlar.documents.register.merge import STATUS_DAYS, earliest_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from xlar.core.registered import RegisterRow, Status

#: The statuses a document may take after each; the same again corrects its day and details.
TRANSITIONS: Final[Mapping[Status, tuple[Status, ...]]] = MappingProxyType(
    {
        "draft": ("sent", "withdrawn"),
        "sent": ("sent", "acknowledged", "returned", "withdrawn"),
        "acknowledged": ("acknowledged", "withdrawn"),
        "returned": ("sent", "returned", "withdrawn"),
        "withdrawn": (),
    }
)


class UnknownNumber(XlarError, LookupError):
    """The register has no document of this number."""


class NotAllowed(XlarError, ValueError):
    """A document cannot take this status, or not on this day."""


@dataclass(frozen=True)
class Change:
    """One document that takes a status.

    Attributes:
        number: its number.
        status: the new status, one of `TRANSITIONS` of the present one.
        on: day of it: sent, signed for, come back or taken back.
        channel: how it was sent, where that is to be noted.
        tracking: under which number.
        reply: what the customer answered.
    """

    number: str
    status: Status
    on: date
    channel: str = ""
    tracking: str = ""
    reply: str = ""

    @property
    def noted(self) -> dict[str, str]:
        """What is to be noted beside the status, each in one line."""
        details = {"channel": self.channel, "tracking": self.tracking, "reply": self.reply}
        return {name: " ".join(text.split()) for name, text in details.items() if text.strip()}


def change(
    folder: Path,
    numbers: Iterable[str],
    status: Status,
    on: date,
    *,
    channel: str = "",
    tracking: str = "",
    reply: str = "",
    wait: float = WAIT,
) -> tuple[RegisterRow, ...]:
    """The rows of some documents after they took a status; all of them, or none and an error.

    Args:
        folder: the output folder.
        numbers: numbers of the documents.
        status: the new status, one of `TRANSITIONS` of the present one.
        on: day of it: sent, signed for, come back or taken back.
        channel: how it was sent, where that is to be noted.
        tracking: under which number.
        reply: what the customer answered.
        wait: seconds to wait for another process.

    Raises:
        XlarError: as `change_all` does.
    """
    wanted = dict.fromkeys(number.strip().upper() for number in numbers)
    changes = [Change(number, status, on, channel, tracking, reply) for number in wanted]
    return change_all(folder, changes, wait=wait)


def change_all(
    folder: Path, changes: Sequence[Change], *, wait: float = WAIT
) -> tuple[RegisterRow, ...]:
    """The rows of some documents after each took its status; all of them, or none and an error.

    Args:
        folder: the output folder.
        changes: in their order; a document may take several statuses one after the other.
        wait: seconds to wait for another process.

    Raises:
        UnknownNumber: a number the register does not have.
        NotAllowed: a document cannot take the status, or not on that day.
        BadLedger: the register has errors.
        FolderBusy, NotReadable, NotWritable: the register cannot be changed now.
    """
    with locked(folder, wait=wait):
        register = refresh(folder).sound()
        changed = changed_rows(register.rows, changes)
        rows = tuple(changed.get(row.number, row) for row in register.rows)
        save(replace(register, rows=rows))
    return tuple(changed.values())


def changed_rows(rows: Iterable[RegisterRow], changes: Iterable[Change]) -> dict[str, RegisterRow]:
    """The rows that changes make of some of these, by number; nothing is written.

    Args:
        rows: the register.
        changes: in their order.

    Raises:
        UnknownNumber: a number the register does not have.
        NotAllowed: a document cannot take the status, or not on that day; all reasons are told.
    """
    known = {row.number.upper(): row for row in rows}
    wanted = list(changes)
    _know(known, [change.number for change in wanted])
    changed: dict[str, RegisterRow] = {}
    reasons = []
    for one in wanted:
        row = known[one.number.upper()]
        row = changed.get(row.number, row)
        if reason := refusal(row, one.status, one.on):
            reasons.append(reason)
        else:
            changed[row.number] = _after(row, one)
    if reasons:
        raise NotAllowed(
            Text("；".join(one.zh for one in reasons) + "。没有改动任何登记。",
                 "; ".join(one.en for one in reasons) + "; nothing was changed")
        )  # fmt: skip
    return changed


def withdraw(
    folder: Path, numbers: Iterable[str], on: date, *, wait: float = WAIT
) -> tuple[RegisterRow, ...]:
    """The rows of some documents after they were taken back 撤回; numbers and files stay.

    Args:
        folder: the output folder.
        numbers: numbers of the documents.
        on: day of it.
        wait: seconds to wait for another process.

    Raises:
        XlarError: as `change` does.
    """
    return change(folder, numbers, "withdrawn", on, wait=wait)


def _know(known: Mapping[str, RegisterRow], numbers: Iterable[str]) -> None:
    """Raise `UnknownNumber` with every number that is not known."""
    unknown = [number for number in numbers if number.upper() not in known]
    if unknown:
        raise UnknownNumber(
            Text(
                f"发函登记中没有 {'、'.join(unknown)}。请用 xlar register 查看全部编号。",
                f"the register has no {', '.join(unknown)}; xlar register lists all numbers",
            )
        )


def refusal(row: RegisterRow, status: Status, on: date) -> Text | None:
    """Why a document cannot take a status on a day; None where it can.

    Args:
        row: the document.
        status: the status.
        on: day of it.
    """
    was, now = STATUSES[row.status], STATUSES[status]
    if status not in TRANSITIONS[row.status]:
        return Text(
            f"{row.number} 是“{was.zh}”，不能改为“{now.zh}”",
            f"{row.number} is {was.en} and cannot become {now.en}",
        )
    earliest, day = earliest_day(row, STATUS_DAYS.get(status, ""))
    if on < earliest:
        return Text(
            f"{row.number} 的“{now.zh}”日期 {on} 早于{day.zh} {earliest}",
            f"{row.number} cannot be {now.en} on {on}, before {earliest}, the {day.en}",
        )
    return None


def _after(row: RegisterRow, change: Change) -> RegisterRow:
    """The row in its new status; one that is sent again has not come back any more."""
    status = change.status
    values: dict[str, Any] = {"status": status, STATUS_DAYS[status]: change.on, **change.noted}
    if status == "sent":
        values["returned_on"] = None
    return replace(row, **values)
