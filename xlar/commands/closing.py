"""The button 关账: close a month, with what changed in months closed before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.commands.cells import Column
from xlar.commands.checking import list_problems
from xlar.commands.closed_months import close_month, last_day, last_month, problems_of
from xlar.commands.context import CannotRun, Outcome
from xlar.commands.live import LiveBook
from xlar.commands.office import folder_of
from xlar.commands.write import Block, Fill, carry_out
from xlar.core.problems import Text
from xlar.documents.closing import read_closing
from xlar.tables.cells import shown
from xlar.tables.findings import is_blank
from xlar.tables.schema import SETTINGS
from xlar.tables.settings import setting_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xlar.commands.closed_months import Closed
    from xlar.commands.context import Context
    from xlar.core.problems import Problem
    from xlar.tables.load import Loaded

_SETTING: Final = "closing.locked_to"


def close(context: Context) -> Outcome:
    """Close a month and write the closing day to 参数; changes in closed months are asked about."""
    books = context.books()
    folder = folder_of(context, books.loaded)
    if not books.policy.documents.folder:
        raise CannotRun(
            Text(
                "请先在参数 documents.folder 填写输出文件夹，关账文件存在那里。",
                "Name the output folder, where the closing file is kept: documents.folder in 参数.",
            )
        )
    month: str = context.arguments.get("month") or last_month(books.as_of)
    accept: bool | None = context.arguments.get("accept")
    before = read_closing(folder)
    closed = close_month(
        books.loaded, books.ledger, folder, month, books.as_of, accept=bool(accept)
    )
    found = [] if before is None else problems_of(books.loaded, before, closed.changes)
    if closed.path is None and accept is None and _agreed(context, closed):
        closed = close_month(books.loaded, books.ledger, folder, month, books.as_of, accept=True)
    if closed.path is None:
        return _refused(context, closed, found)
    told = _noted(context, books.loaded, last_day(closed.month))
    return Outcome(
        Text(f"{closed.month} 已关账。{told.zh}", f"{closed.month} is closed. {told.en}"),
        problems=found,
        files=[closed.path],
    )


def _agreed(context: Context, closed: Closed) -> bool:
    question = Text(
        f"已关账月份有 {len(closed.changes)} 处变动。接受并为 {closed.month} 关账吗？",
        f"{len(closed.changes)} changes in closed months. Accept them and close {closed.month}?",
    )
    if not closed.changes:
        question = Text(
            f"以后的月份已关账，会重新打开。为 {closed.month} 关账吗？",
            f"Later months are closed and will be open again. Close {closed.month}?",
        )
    return context.ui.ask(context.say(question))


def _refused(context: Context, closed: Closed, found: Sequence[Problem]) -> Outcome:
    sheet = list_problems(context, found)
    message = Text(
        f"已关账月份有 {len(closed.changes)} 处变动，列在“{sheet}”上；{closed.month} 没有关账。",
        f"{len(closed.changes)} changes in closed months, see {sheet}; {closed.month} stays open.",
    )
    return Outcome(message, found, sheets=[sheet], done=False)


def _noted(context: Context, loaded: Loaded, day: date) -> Text:
    """Write the closing day to its setting; what to do where there is no such row."""
    if loaded.policy.closing.locked_to == day:
        return Text("", "")
    found = _place(LiveBook(context.book))
    if found is None:
        return Text(f"请在参数中把 {_SETTING} 填为 {day}。", f"Set {_SETTING} to {day} in 参数.")
    sheet, place = found
    cell = Block(*place, [Column("", "day", [day])])
    carry_out(context, [Fill(sheet, place, (1, 1), [cell])])
    return Text(f"参数中的关账日已改为 {day}。", f"The closing day in 参数 is now {day}.")


def _place(book: LiveBook) -> tuple[str, tuple[int, int]] | None:
    """Sheet, row and column of the setting's value, also where it is blank; None without a row."""
    for name in book.names:
        if SETTINGS.is_named(name):
            grid = book.grid(name)
            for row, cells in enumerate(grid.rows, grid.top):
                at = next((i for i, cell in enumerate(cells) if not is_blank(cell)), None)
                if at is not None and setting_name(shown(cells[at])) == _SETTING:
                    return name, (row, grid.left + at + 2)
    return None
