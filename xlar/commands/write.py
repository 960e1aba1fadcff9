"""The plan of everything a command writes: complete before the first write, undone as one.

Every write saves what it is about to change. Where one fails, those before it are taken back in
reverse order: values and formulas return, sheets made are deleted, and the error goes on its way.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from xlar.commands.cells import area, write_columns
from xlar.commands.saved import Saved
from xlar.core.errors import XlarError
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlar.commands.cells import Column
    from xlar.commands.context import Context

_SETTINGS_WHILE_WRITING: Final = (("calculation", "manual"), ("screen_updating", False))


class Step(Protocol):
    """One thing to do to a workbook."""

    @property
    def sheet(self) -> str:
        """The sheet it is done to, for a message."""

    def carry_out(self, book: Any, undo: ExitStack) -> None:
        """Do it, having told ``undo`` before how to take it back."""


@dataclass(frozen=True)
class NewSheet:
    """A sheet to be made.

    Attributes:
        sheet: its name.
        after: name of the sheet it follows; "" or unknown for the last one.
    """

    sheet: str
    after: str = ""

    def carry_out(self, book: Any, undo: ExitStack) -> None:
        """Make it, and go back to the sheet the user looks at."""
        active = book.sheets.active.name
        names = [sheet.name for sheet in book.sheets]
        follows = self.after if self.after in names else names[-1]
        undo.callback(_only, book, names, active)
        book.sheets.add(self.sheet, after=book.sheets[follows])
        book.sheets[active].activate()


def _only(book: Any, names: Sequence[str], active: str) -> None:
    """Delete every other sheet: one that got no name yet has one of the host's choosing."""
    for sheet in [sheet for sheet in book.sheets if sheet.name not in names]:
        sheet.delete()
    book.sheets[active].activate()


@dataclass(frozen=True)
class Block:
    """Columns to be written side by side.

    Attributes:
        row: row of their first cells, from 1.
        column: column of the first of them, from 1.
        columns: the cells; titles are not written.
    """

    row: int
    column: int
    columns: Sequence[Column]

    @property
    def height(self) -> int:
        """How many rows it has."""
        return len(self.columns[0].cells) if self.columns else 0


@dataclass(frozen=True)
class Fill:
    """An area of a sheet whose content is replaced.

    Attributes:
        sheet: name of the sheet.
        corner: row and column of its first cell, from 1.
        size: its height and width.
        blocks: what stands in it afterwards; the rest of it is blank.
        is_new: whether the sheet is made by the same plan, so that nothing need be saved.
    """

    sheet: str
    corner: tuple[int, int]
    size: tuple[int, int]
    blocks: Sequence[Block]
    is_new: bool = False

    def carry_out(self, book: Any, undo: ExitStack) -> None:
        """Save the area, clear it and write the blocks; number formats return before content."""
        sheet = book.sheets[self.sheet]
        if not self.is_new:
            place = area(sheet, *self.corner, *self.size)
            undo.callback(Saved.of(place).restore)
            place.clear_contents()
        for block in self.blocks:
            write_columns(sheet, block.row, block.column, block.columns, undo)


@dataclass(frozen=True)
class Show:
    """A sheet brought before the user, also where it was hidden.

    Attributes:
        sheet: name of the sheet.
    """

    sheet: str

    def carry_out(self, book: Any, undo: ExitStack) -> None:
        """Make it visible and go there."""
        sheet, active = book.sheets[self.sheet], book.sheets.active
        undo.callback(active.activate)
        if not is_visible(sheet):
            undo.callback(setattr, sheet, "visible", sheet.visible)
            sheet.visible = True
        sheet.activate()


def is_visible(sheet: Any) -> bool:
    """Whether a sheet can be seen; Excel has -1 for yes, 0 for hidden, 2 for very hidden.

    Args:
        sheet: an `xlwings.Sheet`.
    """
    return sheet.visible in (True, -1)


@dataclass(frozen=True)
class Recalculate:
    """The formulas of the workbook computed anew.

    Attributes:
        sheet: the sheet it is done for.
    """

    sheet: str

    def carry_out(self, book: Any, undo: ExitStack) -> None:  # noqa: ARG002 - changes no content
        """Recalculate."""
        book.app.calculate()


class NotWritten(XlarError):
    """The host refused a write; the workbook is as it was."""

    def __init__(self, where: str, mistake: BaseException) -> None:
        reason = reason_of(mistake)
        super().__init__(
            Text(
                f"“{where}”写不进去（{reason}），工作簿已恢复原样。工作表若受保护，"
                "或有单元格正在编辑，请先解除再试。",
                f"{where} could not be written ({reason}); the workbook is as it was. Unprotect "
                "the sheet or leave the cell being edited, and try again.",
            )
        )


class NotRestored(XlarError):
    """The host refused a write, and to take back those before it."""

    def __init__(self, where: str, mistake: BaseException, second: Exception) -> None:
        first, then = reason_of(mistake), reason_of(second)
        super().__init__(
            Text(
                f"“{where}”写不进去（{first}），而且没能完全恢复（{then}）。"
                "请不要保存：关闭工作簿，再重新打开。",
                f"{where} could not be written ({first}), and not all could be taken back "
                f"({then}). Do not save: close the workbook and open it again.",
            )
        )


def reason_of(mistake: BaseException) -> str:
    """What an error says to people: Excel's wraps a sentence in numbers.

    >>> reason_of(ValueError(-2147352567, "Exception occurred.", (0, "Excel", "It is protected.")))
    'It is protected.'
    >>> reason_of(OSError("read-only"))
    'read-only'
    """
    for part in mistake.args:
        if isinstance(part, tuple) and len(part) > 2 and isinstance(part[2], str):
            return part[2]
    return str(mistake) or type(mistake).__name__


def carry_out(context: Context, steps: Sequence[Step]) -> None:
    """Do everything, or nothing.

    Args:
        context: the workbook and the person waiting.
        steps: what to do, in order.

    Raises:
        Cancelled: the person wants to stop; the workbook is as it was.
        NotWritten: the host refused a write; the workbook is as it was.
        NotRestored: it refused a write, and to take back another.
        ConnectionError: the host has ended, and the workbook with it.
    """
    undo, writing = ExitStack(), Text("写入 …", "writing …")
    where = context.book.name
    with _undisturbed(context.book.app):
        try:
            for place, step in enumerate(steps):
                context.step(place, len(steps), writing)
                where = step.sheet
                step.carry_out(context.book, undo)
            context.step(len(steps), len(steps), writing)
        except ConnectionError:  # the program has ended: there is nothing left to take back
            raise
        except BaseException as mistake:
            _take_back(undo, where, mistake)
            if isinstance(mistake, XlarError) or not isinstance(mistake, Exception):
                raise
            raise NotWritten(where, mistake) from mistake


def _take_back(undo: ExitStack, where: str, mistake: BaseException) -> None:
    """Undo everything; one thing that cannot be undone does not keep the others from it."""
    try:
        undo.close()
    except Exception as second:
        raise NotRestored(where, mistake, second) from second


@contextmanager
def _undisturbed(app: Any) -> Iterator[None]:
    """No recalculation and no flicker while writing, where the host can do without them."""
    with ExitStack() as restore:
        for name, value in _SETTINGS_WHILE_WRITING:
            with suppress(NotImplementedError):
                before = getattr(app, name)
                setattr(app, name, value)
                restore.callback(partial(setattr, app, name), before)
        yield
