"""The register on the sheet 发函登记, what was typed there, and taking documents back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from xlar.commands.context import CannotRun, Outcome, Silent
from xlar.commands.office import folder_of, settled_sheet, shown
from xlar.commands.register_changes import Typed, typed_changes
from xlar.commands.register_sheet import RegisterSheet
from xlar.commands.report import data_sheet_named
from xlar.commands.selection import selected
from xlar.commands.write import carry_out
from xlar.core.errors import BadLedger
from xlar.core.problems import Text, errors
from xlar.documents.register import read_register
from xlar.documents.register.sheet import REGISTER
from xlar.documents.register.statuses import Change, change_all, changed_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.commands.context import Context
    from xlar.documents.register import Register

_MOST_TOLD: Final = 5


def register(context: Context) -> Outcome:
    """Take over what was typed on 发函登记, and show the register there."""
    folder = folder_of(context, context.load())
    known = read_register(folder, context.lang).sound()
    sheet = RegisterSheet.of(context.book, folder)
    typed = _typed(context, known, sheet)
    if wrong := errors(typed.problems):
        raise BadLedger(wrong)
    count = len({one.number for one in typed.changes})
    message = Text(
        f"登记簿共 {len(known.rows)} 份" + (f"；已登记表上 {count} 份的改动。" if count else "。"),
        f"{len(known.rows)} documents in the register"
        + (f"; changes of {count} taken over" if count else ""),
    )
    problems = (*known.problems, *sheet.problems, *typed.problems)
    return replace(_carried_out(context, known, sheet, typed.changes, message), problems=problems)


def _typed(context: Context, known: Register, sheet: RegisterSheet) -> Typed:
    """What was typed; where sheet and register differ the person says which of them is right."""
    if sheet.place is None:
        return Typed()
    rows = {row.number: row for row in known.rows}
    asked: bool | None = context.arguments.get("correct")
    typed = typed_changes(rows, sheet.rows, sheet.place, is_right=bool(asked))
    differences = typed.differences
    if differences and asked is None and not isinstance(context.ui, Silent):
        listed = "\n".join(one.text(context.lang) for one in differences[:_MOST_TOLD])
        question = Text(
            f"表上与登记簿有 {len(differences)} 处不同，以表上为准吗？",
            f"Sheet and register differ in {len(differences)} places. Is the sheet right?",
        )
        if context.ui.ask(f"{context.say(question)}\n{listed}"):
            return typed_changes(rows, sheet.rows, sheet.place, is_right=True)
    return typed


def withdraw(context: Context) -> Outcome:
    """Take documents back: those asked for, else those of the selected rows."""
    numbers = _numbers(context)
    folder = folder_of(context, context.load())
    known = read_register(folder, context.lang).sound()
    on = context.arguments.get("on") or context.today
    changes = [Change(number, "withdrawn", on) for number in numbers]
    sheet = settled_sheet(context, folder, known.rows)
    changed_rows(known.rows, changes)
    listed = "、".join(numbers)
    question = Text(f"撤回 {listed} 吗？", f"Withdraw {', '.join(numbers)}?")
    if not context.ui.ask(context.say(question)):
        return Outcome(Text("没有撤回。", "Nothing was withdrawn."), done=False)
    message = Text(f"已撤回 {listed}。", f"Withdrawn: {', '.join(numbers)}.")
    return _carried_out(context, known, sheet, changes, message)


def _numbers(context: Context) -> list[str]:
    """The numbers asked for, else those of the selected rows.

    Raises:
        CannotRun: neither says any.
    """
    asked: list[str] | None = context.arguments.get("numbers")
    cells = None if asked else selected(context.book)
    if cells is not None:
        asked = [str(cell) for row in cells.rows if (cell := cells.value("number", row)) != ""]
    if not asked:
        sheet = data_sheet_named(context, REGISTER.sheet)
        raise CannotRun(
            Text(
                f"请在“{sheet}”上选中函件所在的行，或给出编号，如 CK-2026-0001。",
                f"Select rows on {sheet}, or give numbers such as CK-2026-0001.",
            )
        )
    return list(dict.fromkeys(number.strip().upper() for number in asked))


def _carried_out(
    context: Context,
    known: Register,
    sheet: RegisterSheet,
    changes: Sequence[Change],
    message: Text,
) -> Outcome:
    """Change the register, then show it; a sheet that has no room is found out before."""
    changed = changed_rows(known.rows, changes)
    rows = [changed.get(row.number, row) for row in known.rows]
    steps = sheet.steps(rows, context.lang)
    context.step(0, 0, Text("登记 …", "registering …"))
    if not changes:
        carry_out(context, steps)
    else:
        change_all(known.folder, changes)
        if trouble := shown(context, steps):
            return Outcome(Text(message.zh + trouble.zh, message.en + trouble.en))
    place = sheet.place
    return Outcome(
        message, sheets=[(place and place.sheet) or data_sheet_named(context, REGISTER.sheet)]
    )
