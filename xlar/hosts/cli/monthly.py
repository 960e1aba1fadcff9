"""``xlar report``: the monthly report as PDF and workbook, and drafts for the salespeople."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.commands.closed_months import last_month
from xlar.commands.desk import output_folder, usable
from xlar.commands.reporting import FORMATS, day_of_month, facts_of, make_report
from xlar.core.dates import day_number
from xlar.core.problems import Text
from xlar.frames.fields import FIELDS
from xlar.frames.tabulated import Tabulated
from xlar.hosts.cli.mistakes import WrongUse
from xlar.hosts.cli.reports import present
from xlar.hosts.cli.request import choice, working

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.commands.reporting import Reported
    from xlar.hosts.cli.request import Request


def report(request: Request, month: str | None, formats: str | None, output: str | None) -> None:
    """Make the report of a month.

    Args:
        request: source, day and form of the result.
        month: the month as written; None for the last that is over.
        formats: endings as written; None for all.
        output: the output folder, None for that of the settings.

    Raises:
        WrongUse: an option cannot be carried out.
        XlarError: the report cannot be made.
    """
    wanted = _formats(formats)
    loaded, _ = request.sound()
    day = request.day(loaded)
    day = day_of_month(month or last_month(day), day)
    folder = usable(output_folder(output, loaded.policy, request.source))
    with working(Text("编制月报 …", "preparing the report …"), request.lang):
        facts = facts_of(loaded, day, folder, request.lang)
        made = make_report(facts, folder, wanted)
    present(request, _table(made))


def _formats(text: str | None) -> Sequence[str]:
    """The formats written as ``pdf,xlsx``."""
    if text is None:
        return FORMATS
    parts = [part for part in text.replace("，", ",").split(",") if part.strip()]
    if not parts:
        raise WrongUse(
            Text(
                f"--formats 应为 {'、'.join(FORMATS)}。", f"--formats: one of {', '.join(FORMATS)}"
            )
        )
    return [choice("--formats", part, FORMATS) or "" for part in parts]


def _table(made: Reported) -> Tabulated:
    """The files, with what the report says in short."""
    content, files = made.report, [str(path) for path in made.files]
    notes = [(Text("月份", "month"), Text(content.month, content.month))]
    for card in content.cards:
        shown = f"{card.value}  {card.change}".rstrip()
        notes.append((Text(card.title, card.title), Text(shown, shown)))
    return Tabulated(
        "report",
        Text("月报", "Monthly report"),
        day_number(content.day),
        (FIELDS["file"],),
        {"file": files},
        notes=tuple(notes),
        facts={
            "month": content.month,
            "currency": content.currency,
            "figures": {card.name: card.plain or None for card in content.cards},
            "findings": list(content.findings),
        },
    )
