"""The check of the data: every problem on the sheet 检查结果, with a link to its cell."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from xlar.commands.cells import Column, Link
from xlar.commands.context import CannotRun, Outcome
from xlar.commands.report import Report, sheet_named, steps_for
from xlar.commands.write import carry_out
from xlar.core.aging import aging
from xlar.core.money import format_minor
from xlar.core.problems import Text, errors
from xlar.frames.cells import problem_table
from xlar.frames.field import grouped
from xlar.frames.fields import FIELDS
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from xlar.commands.context import Context
    from xlar.core.problems import Language, Problem
    from xlar.tables.load import Loaded

TITLE: Final = Text("检查结果", "Check of the data")
_CELL: Final = re.compile(r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^']+))!(?P<cell>[A-Z]+\d+)")


def check(context: Context) -> Outcome:
    """Check the data and list what was found, also where nothing was."""
    loaded = _with_closed_months(context, context.load())
    notes = [*counts(loaded, context.lang), *proof(context, loaded)]
    sheet = list_problems(context, loaded.problems, notes)
    wrong = len(errors(loaded.problems))
    warnings = len(loaded.problems) - wrong
    message = Text(
        f"错误 {wrong} 条，提醒 {warnings} 条，详见“{sheet}”。",
        f"{wrong} errors, {warnings} warnings: see the sheet {sheet}.",
    )
    return Outcome(message, loaded.problems, sheets=[sheet], done=not wrong)


def _with_closed_months(context: Context, loaded: Loaded) -> Loaded:
    """The source with what changed in closed months among its problems."""
    if loaded.policy.documents.folder:
        from xlar.commands.closed_months import with_closing  # only with an output folder
        from xlar.commands.office import folder_of

        with suppress(CannotRun):  # a workbook never saved has no month closed
            return with_closing(loaded, folder_of(context, loaded))
    return loaded


def list_problems(
    context: Context, problems: Sequence[Problem], notes: Sequence[tuple[str, str]] = ()
) -> str:
    """Write problems to the sheet 检查结果; nothing else of the workbook changes.

    Args:
        context: the open workbook.
        problems: what was found.
        notes: what stands above them.

    Returns:
        The name of the sheet.
    """
    sheets = {sheet.name for sheet in context.book.sheets}
    report = problem_report(problems, context.lang, sheets, notes)
    carry_out(context, steps_for(context, report))
    return sheet_named(context, TITLE)


def problem_report(
    problems: Sequence[Problem],
    lang: Language,
    sheets: Collection[str],
    notes: Sequence[tuple[str, str]] = (),
) -> Report:
    """Problems as a report, errors first.

    Args:
        problems: what was found.
        lang: language of its words.
        sheets: the sheets that a link can lead to.
        notes: what stands above them.
    """
    ranked = sorted(problems, key=lambda problem: problem.severity != "error")
    table = problem_table(ranked, lang)
    texts = [
        Column(FIELDS[name].title[lang], "text", table.column(name))
        for name in ("severity", "table", "column", "found", "expected", "message")
    ]
    links = Column(
        FIELDS["cell"].title[lang], "link", [link_to(one, lang, sheets) for one in ranked]
    )
    count = (Text("问题", "problems")[lang], str(len(ranked)))
    shown = [texts[0], links, *texts[1:]]
    return Report(TITLE, TITLE[lang], shown, (count, *notes))


def link_to(problem: Problem, lang: Language, sheets: Collection[str]) -> Link:
    r"""A link to the cell of a problem; its place as mere text where it has no cell here.

    >>> from xlar.core.problems import Problem
    >>> from xlar.tables.messages import NO_INVOICES
    >>> found = Problem(NO_INVOICES, "invoices", cell="'Q 1'!D7")
    >>> link_to(found, "zh", {"Q 1"}).formula, link_to(found, "zh", ()).formula
    ('=HYPERLINK("#\'Q 1\'!D7","\'Q 1\'!D7")', '="\'Q 1\'!D7"')
    """
    found = _CELL.fullmatch(problem.cell or "")
    if found is not None:
        sheet = (found["quoted"] or "").replace("''", "'") or found["plain"]
        if sheet in sheets:
            return Link(problem.cell or "", sheet, found["cell"])
    return Link(problem.where(lang))


def counts(loaded: Loaded, lang: Language) -> list[tuple[str, str]]:
    """How many rows of each table were read."""
    return [
        (TABLES[name].title(lang), f"{len(table):,}")
        for name, table in loaded.source.tables.items()
    ]


def proof(context: Context, loaded: Loaded) -> list[tuple[str, str]]:
    """The differences of the aging report to the documents and to the general ledger."""
    if loaded.ledger is None:
        return []
    report = aging(loaded.ledger, context.day(loaded), policy=loaded.policy)
    checked = Text("核对差异", "check")
    against = Text("与总账差异", "difference to the general ledger")
    return [
        (f"{label[context.lang]} {code}", grouped(format_minor(rest, code)))
        for label, rests in ((checked, report.check), (against, report.gl_difference))
        for code, rest in rests.items()
    ]
