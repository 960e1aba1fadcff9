"""Closing a month, and what changed since in the rows of closed months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from xlar.core.aging import aging
from xlar.core.closing import Change, changes_since, closed_rows
from xlar.core.dates import day_number, iso
from xlar.core.errors import BadValue, XlarError
from xlar.core.money import format_minor
from xlar.core.problems import Message, Problem, Text
from xlar.documents.closing import Closing, Month, read_closing, write_closing
from xlar.documents.register.locks import locked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy
    from xlar.tables.load import Loaded

_DO: Final = (
    "如属有意，请重新关账并接受变动，否则请改回",
    "Close the month again and accept it if it is meant, else take it back",
)
_SINCE: Final = {
    "added": Message.of(
        "closed_row_added",
        (
            "{month} 关账后增加了 {number}，{new}",
            "{number} ({new}) was added after {month} was closed",
        ),
        action=_DO,
        severity="warning",
    ),
    "removed": Message.of(
        "closed_row_removed",
        (
            "{month} 关账时的 {number}（{old}）不见了",
            "{number} ({old}) was there when {month} was closed",
        ),
        action=_DO,
        severity="warning",
    ),
    "changed": Message.of(
        "closed_row_changed",
        (
            "{month} 关账后改动了 {number}",
            "{number} was changed after {month} was closed",
        ),
        ("关账时的“{old}”", 'what stood there then, "{old}"'),
        _DO,
        "warning",
    ),
}
_MOST: Final = 200
_MORE: Final = Message.of(
    "closed_rows_changed",
    (
        "{month} 关账后另有 {count} 处变动",
        "{count} more changes since {month} was closed",
    ),
    action=("全部变动见 xlar close 或月报", "xlar close and the monthly report list them all"),
    severity="warning",
)


class CannotClose(XlarError):
    """A month that cannot be closed, or not yet."""


@dataclass(frozen=True)
class Closed:
    """What closing a month did, or why it did nothing.

    Attributes:
        month: the month.
        changes: changes in months closed before.
        closing: what is kept now.
        path: the file written; None where the changes must be accepted first.
    """

    month: str
    changes: tuple[Change, ...]
    closing: Closing
    path: Path | None


def last_day(month: str) -> date:
    """The last day of a month written as YYYY-MM.

    Raises:
        BadValue: not such a month.

    >>> last_day("2026-02")
    datetime.date(2026, 2, 28)
    """
    try:
        first = date.fromisoformat(f"{month.strip()}-01")
    except ValueError as mistake:
        raise BadValue(
            Text(f"“{month}”不是月份，应如 2026-05。", f"{month!r} is no month; expected 2026-05")
        ) from mistake
    return (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def last_month(day: date) -> str:
    """The last month that is over on a day.

    >>> last_month(date(2026, 6, 30)), last_month(date(2026, 6, 29))
    ('2026-06', '2026-05')
    """
    return f"{(day + timedelta(1)).replace(day=1) - timedelta(1):%Y-%m}"


def close_month(
    loaded: Loaded, ledger: Ledger, folder: Path, month: str, day: date, *, accept: bool
) -> Closed:
    """Close a month: keep its rows and those before.

    Args:
        loaded: the source.
        ledger: its ledger.
        folder: the output folder.
        month: the month, YYYY-MM.
        day: the day it is done; the month must be over.
        accept: whether changes in months closed before are accepted, and later months opened again.

    Raises:
        BadValue: no month.
        CannotClose: the month is not over.
        FolderBusy, NotReadable, NotWritable: the closing file cannot be used.
    """
    end = last_day(month)
    if end > day:
        raise CannotClose(Text(f"{month} 还没有结束（{day}）。", f"{month} is not over on {day}"))
    rows = closed_rows(loaded.source.tables, day_number(end))
    with locked(folder):
        before = read_closing(folder)
        changes = () if before is None else changes_of(loaded, before)
        entry = Month(
            end.isoformat()[:7],
            day.isoformat(),
            balances(ledger, end, loaded.policy),
            {name: len(one.rows) for name, one in rows.items()},
            len(changes),
        )
        earlier = () if before is None else before.months
        months = (*(one for one in earlier if one.month < entry.month), entry)
        closing = Closing(day_number(end), rows, months)
        reopens = before is not None and closing.locked_to < before.locked_to
        refused = (changes or reopens) and not accept
        path = None if refused else write_closing(folder, closing)
    return Closed(entry.month, changes, closing, path)


def balances(ledger: Ledger, day: date, policy: Policy) -> dict[str, str]:
    """The open balance of a day by currency, as text.

    Args:
        ledger: the ledger.
        day: the day.
        policy: settings.
    """
    totals = aging(ledger, day, policy=policy, by="currency").totals
    return {code: format_minor(total.total, code) for code, total in totals.items()}


def changes_of(loaded: Loaded, closing: Closing) -> tuple[Change, ...]:
    """What changed in closed months.

    Args:
        loaded: the source as it is.
        closing: what was kept.
    """
    return changes_since(closing.rows, closed_rows(loaded.source.tables, closing.locked_to))


def with_closing(loaded: Loaded, folder: Path) -> Loaded:
    """The source with the changes in closed months among its problems, as warnings.

    Args:
        loaded: the source.
        folder: the output folder.

    Raises:
        NotReadable: the closing file cannot be read.
    """
    closing = read_closing(folder)
    if closing is None:
        return loaded
    found = problems_of(loaded, closing, changes_of(loaded, closing))
    return replace(loaded, problems=(*loaded.problems, *found))


def problems_of(loaded: Loaded, closing: Closing, changes: Sequence[Change]) -> list[Problem]:
    """Changes in closed months as warnings; of very many, the first and how many more.

    Args:
        loaded: the source.
        closing: what was kept.
        changes: what changed.
    """
    month = closing.months[-1].month if closing.months else (iso(closing.locked_to) or "")[:7]
    problems = [_problem(loaded, month, change) for change in changes[:_MOST]]
    more = len(changes) - _MOST
    if more > 0:
        problems.append(Problem(_MORE, values={"month": month, "count": more}))
    return problems


def _problem(loaded: Loaded, month: str, change: Change) -> Problem:
    column = change.column or None
    values = {
        "month": month,
        "number": number_of(change),
        "old": change.old,
        "new": change.new,
    }
    cell = None if change.line is None else loaded.source.locate(change.table, change.line, column)
    found = change.new if change.kind == "changed" else ""
    return Problem(_SINCE[change.kind], change.table, change.line, column, found, cell, values)


def number_of(change: Change) -> str:
    """What people call the row: its numbers.

    >>> number_of(Change("invoices", ("FQ001", "2"), "removed", "", "5.00", "", None))
    'FQ001 / 2'
    """
    return " / ".join(part for part in change.key if part)
