"""What became of a document: sent, signed for, come back, taken back."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import XlarError
from xlar.core.problems import Text
from xlar.core.registered import STATUSES
from xlar.documents.register import refresh, save
from xlar.documents.register.locks import WAIT, locked
from xlar.documents.register.merge import STATUS_DAYS, earliest_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from xlar.core.registered import RegisterRow, Status
    from xlar.documents.register import Register

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
        UnknownNumber: a number the register does not have.
        NotAllowed: a document cannot take the status, or not on that day.
        BadLedger: the register has errors.
        FolderBusy, NotReadable, NotWritable: the register cannot be changed now.
    """
    details = {"channel": channel, "tracking": tracking, "reply": reply}
    noted = {name: " ".join(text.split()) for name, text in details.items() if text.strip()}
    with locked(folder, wait=wait):
        register = refresh(folder).sound()
        chosen = _chosen(register, numbers)
        _refuse(chosen, status, on)
        changed = {row.number: _after(row, status, on, noted) for row in chosen}
        rows = tuple(changed.get(row.number, row) for row in register.rows)
        save(replace(register, rows=rows))
    return tuple(changed.values())


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


def _chosen(register: Register, numbers: Iterable[str]) -> list[RegisterRow]:
    known = {row.number.upper(): row for row in register.rows}
    wanted = list(dict.fromkeys(number.strip().upper() for number in numbers))
    unknown = [number for number in wanted if number not in known]
    if unknown:
        raise UnknownNumber(
            Text(
                f"发函登记中没有 {'、'.join(unknown)}。请用 xlar register 查看全部编号。",
                f"the register has no {', '.join(unknown)}; xlar register lists all numbers",
            )
        )
    return [known[number] for number in wanted]


def _refuse(rows: Iterable[RegisterRow], status: Status, on: date) -> None:
    """Raise `NotAllowed` with every reason against a status."""
    reasons = []
    for row in rows:
        was, now = STATUSES[row.status], STATUSES[status]
        earliest, day = earliest_day(row, STATUS_DAYS.get(status, ""))
        if status not in TRANSITIONS[row.status]:
            reasons.append(
                Text(
                    f"{row.number} 是“{was.zh}”，不能改为“{now.zh}”",
                    f"{row.number} is {was.en} and cannot become {now.en}",
                )
            )
        elif on < earliest:
            reasons.append(
                Text(
                    f"{row.number} 的“{now.zh}”日期 {on} 早于{day.zh} {earliest}",
                    f"{row.number} cannot be {now.en} on {on}, before {earliest}, the {day.en}",
                )
            )
    if reasons:
        raise NotAllowed(
            Text("；".join(one.zh for one in reasons) + "。没有改动任何登记。",
                 "; ".join(one.en for one in reasons) + "; nothing was changed")
        )  # fmt: skip


def _after(row: RegisterRow, status: Status, on: date, noted: Mapping[str, str]) -> RegisterRow:
    """The row in its new status; one that is sent again has not come back any more."""
    values: dict[str, Any] = {"status": status, STATUS_DAYS[status]: on, **noted}
    if status == "sent":
        values["returned_on"] = None
    return replace(row, **values)
