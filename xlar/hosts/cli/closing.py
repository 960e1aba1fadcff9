"""``xlar close``: close a month, and list what changed in months closed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from xlar.commands.closed_months import balances, changes_of, close_month, problems_of
from xlar.commands.desk import output_folder, usable
from xlar.core.dates import calendar_date, day_number
from xlar.core.problems import Text
from xlar.documents.closing import read_closing
from xlar.frames.closing import changes_table
from xlar.frames.field import grouped
from xlar.hosts.cli.mistakes import DATA_ERRORS, WrongUse, say, say_problems
from xlar.hosts.cli.reports import present

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from xlar.commands.closed_months import Closed
    from xlar.core.closing import Change
    from xlar.core.ledger import Ledger
    from xlar.documents.closing import Closing
    from xlar.hosts.cli.request import Request
    from xlar.tables.load import Loaded


def close(request: Request, month: str | None, output: str | None, *, accept: bool) -> None:
    """Close a month, or list what changed since the last was closed.

    Args:
        request: source, day and form of the result.
        month: the month as written; None to list only.
        output: the output folder, None for that of the settings.
        accept: whether changes in months closed before are accepted.

    Raises:
        WrongUse: there is no output folder, or no month was closed yet.
        typer.Exit: changes must be accepted first; nothing was closed.
    """
    loaded, ledger = request.sound()
    folder = _folder(request, loaded, output)
    day = request.day(loaded)
    before = read_closing(folder)
    if month is not None:
        closed = close_month(loaded, ledger, folder, month, day, accept=accept)
        if closed.path is None:
            _refuse(request, loaded, closed, before)
        if loaded.policy.closing.locked_to != calendar_date(closed.closing.locked_to):
            say(_hint(closed)[request.lang])
        _show(request, loaded, ledger, closed.closing, closed.changes)
    elif before is not None:
        _show(request, loaded, ledger, before, changes_of(loaded, before))
    else:
        raise WrongUse(
            Text(
                "还没有关过账；请用 --month 指定月份，如 --month 2026-05。",
                "no month was closed yet; name one, as --month 2026-05",
            )
        )


def _folder(request: Request, loaded: Loaded, output: str | None) -> Path:
    """The output folder, which must be named: one in Documents may belong to another ledger."""
    if output is None and not loaded.policy.documents.folder:
        raise WrongUse(
            Text(
                "请用 --output 或参数 documents.folder 指明输出文件夹，关账文件存在那里。",
                "name the output folder, where the closing file is kept: --output, or the setting "
                "documents.folder",
            )
        )
    return usable(output_folder(output, loaded.policy, request.source))


def _refuse(request: Request, loaded: Loaded, closed: Closed, before: Closing | None) -> None:
    if before is not None:
        say_problems(problems_of(loaded, before, closed.changes), request.lang)
    why = Text(
        f"已关账月份有 {len(closed.changes)} 处变动，{closed.month} 没有关账；核对后加 --accept。",
        f"{len(closed.changes)} changes in closed months; {closed.month} was not closed. Check "
        "them, then add --accept",
    )
    if not closed.changes:
        why = Text(
            f"以后的月份已关账；重关 {closed.month} 会把它们重新打开，确认请加 --accept。",
            f"later months are closed; closing {closed.month} again opens them: add --accept",
        )
    say(why[request.lang])
    raise typer.Exit(DATA_ERRORS)


def _hint(closed: Closed) -> Text:
    day = calendar_date(closed.closing.locked_to)
    return Text(
        f"请在参数中把 closing.locked_to 填为 {day}。", f"set closing.locked_to to {day} in 参数"
    )


def _show(
    request: Request,
    loaded: Loaded,
    ledger: Ledger,
    closing: Closing,
    changes: Sequence[Change],
) -> None:
    """The changes, with the balance as it was and as it is."""
    month, end = closing.months[-1], calendar_date(closing.locked_to)
    now = balances(ledger, end, loaded.policy)
    notes = [
        (Text("月份", "month"), Text(month.month, month.month)),
        (Text("关账时余额", "balance when closed"), _listed(month.balances)),
        (Text("现在余额", "balance now"), _listed(now)),
    ]
    facts = {
        "month": month.month,
        "locked_to": end.isoformat(),
        "documents": dict(month.documents),
        "balances": dict(month.balances),
        "balances_now": now,
        "accepted": month.accepted,
    }
    present(request, changes_table(changes, day_number(request.day(loaded)), notes, facts))


def _listed(amounts: Mapping[str, str]) -> Text:
    shown = "  ".join(f"{code} {grouped(text)}" for code, text in amounts.items())
    return Text(shown, shown)
