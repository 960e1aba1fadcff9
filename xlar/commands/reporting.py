"""The monthly report 月报 as files, and the button that makes it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlar.commands.closed_months import balances, changes_of, last_day, last_month
from xlar.commands.context import CannotRun, Outcome
from xlar.commands.office import folder_of
from xlar.core.approvals import with_approvals
from xlar.core.dates import calendar_date
from xlar.core.errors import BadLedger
from xlar.core.problems import Text
from xlar.core.registered import sent_letters, with_register
from xlar.documents.closing import read_closing
from xlar.documents.register import read_register
from xlar.documents.register.filenames import safe_name
from xlar.documents.register.storage import PRIVATE, make_folder, replace_file
from xlar.documents.report import (
    ClosedMonths,
    Facts,
    MonthlyReport,
    monthly_report,
    report_pdf,
    report_workbook,
    seller_drafts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from xlar.commands.context import Context
    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow
    from xlar.tables.load import Loaded

FORMATS: Final = ("pdf", "xlsx", "eml")
FOLDER: Final = Text("月报", "monthly reports")
_DRAFTS: Final = Text("逾期清单", "overdue")
_RENDERERS: Final[Mapping[str, Callable[[MonthlyReport], bytes]]] = {
    "pdf": report_pdf,
    "xlsx": report_workbook,
}


@dataclass(frozen=True)
class Reported:
    """A monthly report that was made.

    Attributes:
        report: its content.
        folder: the folder of its month.
        files: the files written.
    """

    report: MonthlyReport
    folder: Path
    files: tuple[Path, ...]


def report(context: Context) -> Outcome:
    """Make the monthly report: PDF, workbook, and a draft for every salesperson."""
    books = context.books()
    month: str = context.arguments.get("month") or last_month(books.as_of)
    folder = folder_of(context, books.loaded)
    context.step(0, 0, Text("编制月报 …", "preparing the report …"))
    facts = facts_of(books.loaded, day_of_month(month, books.as_of), folder, context.lang)
    made = make_report(facts, folder, _formats(context))
    where = made.folder
    return Outcome(
        Text(
            f"{made.report.month} 月报已存入 {where}。", f"The report {made.report.month}: {where}."
        ),
        problems=books.loaded.problems,
        files=made.files,
    )


def _formats(context: Context) -> Sequence[str]:
    """The formats asked for, all unless any are.

    Raises:
        CannotRun: one of them is none.
    """
    asked: list[str] = [one.strip().lower() for one in context.arguments.get("formats") or FORMATS]
    if unknown := [one for one in asked if one not in FORMATS]:
        listed = ", ".join(FORMATS)
        raise CannotRun(
            Text(
                f"月报没有格式 {unknown[0]}；可用：{listed}。",
                f"no format {unknown[0]}; try {listed}",
            )
        )
    return asked


def day_of_month(month: str, day: date) -> date:
    """The day of a month's figures: its last, or the day looked from where it is not over.

    Args:
        month: the month, YYYY-MM.
        day: the day looked from.

    Raises:
        BadValue: no month.
        CannotRun: the month has not begun.
    """
    end = last_day(month)
    if end.replace(day=1) > day:
        raise CannotRun(Text(f"{month} 还没有开始（{day}）。", f"{month} has not begun on {day}"))
    return min(end, day)


def facts_of(loaded: Loaded, day: date, folder: Path, lang: Language) -> Facts:
    """The figures of a report, with the register and the closed months of the output folder.

    Args:
        loaded: the source.
        day: day of the figures; what was approved by then is in force.
        folder: the output folder.
        lang: language of the report.

    Raises:
        BadLedger: the data or the register has errors.
        NotReadable: the register or the closing file cannot be read.
    """
    if loaded.ledger is None:
        raise BadLedger(loaded.problems)
    ledger = with_approvals(loaded.ledger, day, loaded.policy)
    rows: Sequence[RegisterRow] = ()
    closed = None
    if loaded.policy.documents.folder:  # one in Documents may belong to another ledger
        rows = read_register(folder, lang).sound().rows
        closed = _closed(loaded, ledger, folder)
    sent = sent_letters(ledger, rows)
    return Facts(with_register(ledger, rows), loaded.policy, lang, day, sent, closed)


def _closed(loaded: Loaded, ledger: Ledger, folder: Path) -> ClosedMonths | None:
    closing = read_closing(folder)
    if closing is None or not closing.months:
        return None
    now = balances(ledger, calendar_date(closing.locked_to), loaded.policy)
    month = closing.months[-1].month
    return ClosedMonths(month, changes_of(loaded, closing), closing.balances, now)


def make_report(facts: Facts, folder: Path, formats: Sequence[str]) -> Reported:
    """Write the report; what was made for the month before is replaced.

    Args:
        facts: its figures.
        folder: the output folder; the files lie in a folder of the month within it.
        formats: ``pdf``, ``xlsx``, ``eml``.

    Raises:
        BadAddress: the company's own e-mail address is none.
        NotWritable: a file cannot be written.
    """
    content = monthly_report(facts)
    files = {
        f"{content.name}.{ending}": render(content)
        for ending, render in _RENDERERS.items()
        if ending in formats
    }
    if "eml" in formats:
        for draft in seller_drafts(facts):
            files[f"{_DRAFTS[facts.lang]} {safe_name(draft.name)}.eml"] = draft.data
    place = folder / FOLDER[facts.lang] / content.month
    make_folder(place)
    for name, data in files.items():
        replace_file(place / name, data)
    with suppress(OSError):  # there are files of another program in it
        (place / PRIVATE).rmdir()
    return Reported(content, place, tuple(place / name for name in files))
