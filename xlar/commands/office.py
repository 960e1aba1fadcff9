"""What the buttons for documents share: the desk of an open workbook, making, and the register.

Documents are decided by what went out before, so what was typed on the sheet 发函登记 must have
reached the register first.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xlar.commands.context import Cancelled, CannotRun, Outcome, Silent
from xlar.commands.desk import Desk, output_folder
from xlar.commands.producing import ending, produce
from xlar.commands.register_changes import typed_changes
from xlar.commands.register_sheet import RegisterSheet
from xlar.commands.write import carry_out
from xlar.core.errors import BadLedger, XlarError
from xlar.core.problems import Text, errors
from xlar.documents.register import read_register
from xlar.documents.register.batch import Cancelled as BatchCancelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.commands.context import Context
    from xlar.commands.write import Step
    from xlar.core.policy import Policy
    from xlar.core.registered import RegisterRow
    from xlar.documents.content import Document, Skipped
    from xlar.tables.load import Loaded

FORMATS: Final = ("pdf", "docx", "xlsx", "eml")


def place_of(context: Context, policy: Policy) -> Path | None:
    """The file of the open workbook; None where it was never saved and nothing lies beside it.

    Raises:
        CannotRun: it was never saved, and a setting names a file or folder beside it.
    """
    path = Path(context.book.fullname)
    if path.is_absolute():
        return path
    named = policy.documents.folder, policy.documents.wording, policy.documents.template
    if any(name and not Path(name).expanduser().is_absolute() for name in named):
        raise CannotRun(
            Text(
                "参数中的文件夹在工作簿旁边，而工作簿不在本机的文件夹里；请先保存到本机。",
                "A setting names a folder beside the workbook, which is in no folder of this "
                "computer; save it here first.",
            )
        )
    return None


def folder_of(context: Context, loaded: Loaded) -> Path:
    """The output folder that the settings name.

    Raises:
        BadLedger: a setting is wrong.
        CannotRun: the workbook was never saved, and the folder lies beside it.
    """
    if wrong := [one for one in errors(loaded.problems) if one.table == "settings"]:
        raise BadLedger(wrong)
    return output_folder(None, loaded.policy, place_of(context, loaded.policy))


def desk_of(context: Context) -> Desk:
    """The desk of the open workbook.

    Raises:
        BadLedger: the data or the register has errors.
        BadDocuments: the company has no name, or the wording has errors.
        CannotRun: 发函登记 has changes that are not in the register yet.
        NotReadable, NotWritable: the output folder cannot be used.
    """
    books = context.books()
    desk = Desk.of(
        books.ledger, books.as_of, books.policy, place_of(context, books.policy),
        lang=context.lang, texts=books.loaded.source.texts,
    )  # fmt: skip
    settled_sheet(context, desk.folder, desk.register)
    return desk


def settled_sheet(context: Context, folder: Path, register: Sequence[RegisterRow]) -> RegisterSheet:
    """The sheet 发函登记, on which nothing waits to be registered.

    Raises:
        BadLedger: something on it cannot be read.
        CannotRun: something was typed there that is not in the register yet.
    """
    sheet = RegisterSheet.of(context.book, folder)
    known = {row.number: row for row in register}
    if sheet.place and typed_changes(known, sheet.rows, sheet.place).changes:
        raise CannotRun(
            Text(
                "“发函登记”上有还没有登记的改动；请先点“登记簿”。",
                "The sheet 发函登记 has changes that are not in the register; run Register first.",
            )
        )
    return sheet


def formats_of(context: Context, *, statements: bool = False) -> list[str] | None:
    """The formats asked for; None for those of the settings.

    Args:
        context: what was asked.
        statements: whether workbook pages can be made.

    Raises:
        CannotRun: there is no such format, or not of this document.
    """
    asked: list[str] | None = context.arguments.get("formats")
    if asked is None:
        return None
    known = FORMATS if statements else [one for one in FORMATS if one != "xlsx"]
    wanted = [one.lower() for one in asked]
    if unknown := [one for one in wanted if one not in known]:
        raise CannotRun(
            Text(
                f"没有格式 {'、'.join(unknown)}；可用的：{'、'.join(known)}。",
                f"no format {', '.join(unknown)}; try {', '.join(known)}",
            )
        )
    return wanted


def made(
    context: Context,
    desk: Desk,
    documents: Sequence[Document],
    skipped: Sequence[Skipped],
    *,
    statements: bool = False,
    sheets: Sequence[str] = (),
) -> Outcome:
    """Make and register the documents, then show them on 发函登记 where the workbook has it.

    Args:
        context: the open workbook and the person waiting.
        desk: where to and under which settings.
        documents: contents without numbers.
        skipped: who gets none.
        statements: whether workbook pages can be made.
        sheets: sheets written before.

    Raises:
        Cancelled: the person wants to stop; nothing was made.
        BadDocuments: a character cannot be printed; nothing was made.
        FolderBusy, NotReadable, NotWritable: the folder cannot be used; nothing was made.
    """
    try:
        batch = produce(
            desk, documents, formats_of(context, statements=statements),
            progress=context.ui.progress, cancelled=context.ui.cancelled,
        )  # fmt: skip
    except BatchCancelled as stopped:
        raise Cancelled from stopped
    told, nobody = ending(batch, is_preview=False), [*skipped, *batch.skipped]
    without = Text(f"未制作 {len(nobody)} 家。", f"; none for {len(nobody)}") if nobody else None
    updated, trouble = _shown(context, desk) if batch.rows else ([], None)
    parts = [part for part in (told, without, trouble) if part is not None]
    return Outcome(
        Text("".join(_sentence(part.zh) for part in parts), "".join(part.en for part in parts)),
        (*desk.problems, *batch.problems),
        batch.files(),
        [*sheets, *updated],
    )


def _sentence(text: str) -> str:
    return text if text.endswith("。") else f"{text}。"


def _shown(context: Context, desk: Desk) -> tuple[list[str], Text | None]:
    """The sheet 发函登记 brought up to date, and what kept it from that."""
    try:
        sheet = RegisterSheet.of(context.book, desk.folder)
        if sheet.place is None:
            return [], None
        rows = read_register(desk.folder, desk.lang).sound().rows
        steps = sheet.steps(rows, context.lang)
    except XlarError as reason:
        return [], _not_shown(reason)
    trouble = shown(context, steps)
    return [] if trouble else [sheet.place.sheet or ""], trouble


def shown(context: Context, steps: Sequence[Step]) -> Text | None:
    """What kept the sheet 发函登记 from being brought up to date; None where it was.

    The register itself has changed by now: a sheet that cannot be written does not undo that, and
    there is nothing left to be cancelled.

    Args:
        context: the open workbook.
        steps: what to write.
    """
    try:
        carry_out(replace(context, ui=Silent()), steps)
    except XlarError as reason:
        return _not_shown(reason)
    return None


def _not_shown(reason: XlarError) -> Text:
    zh, en = reason.text("zh").rstrip("。"), reason.text("en")
    return Text(f"“发函登记”没有更新（{zh}）。", f"; 发函登记 was not updated ({en})")
