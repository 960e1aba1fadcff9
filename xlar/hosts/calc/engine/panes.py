"""Rows and columns of a sheet that stay in sight while the others scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlar.hosts.calc.engine.members import Member, UnsupportedMember

if TYPE_CHECKING:
    from xlar.hosts.calc.engine.sheets import Sheet


class FreezePanes(Member):
    """What stays in sight of one sheet."""

    __slots__ = ("sheet",)

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def freeze_at(self, frozen_range: str) -> None:
        """Keep everything down to the last row and column of a range in sight.

        Args:
            frozen_range: such as ``A1:B5``, or whole rows ``1:5`` or columns ``A:B``.

        Raises:
            UnsupportedMember: the book has no window; Calc splits windows, not sheets.
        """
        box, whole = self.sheet.range(frozen_range).box, self.sheet.cells.box
        self._freeze(
            0 if box.columns == whole.columns else box.column + box.columns - 1,
            0 if box.rows == whole.rows else box.row + box.rows - 1,
        )

    def unfreeze(self) -> None:
        """Let everything scroll."""
        self._freeze(0, 0)

    def _freeze(self, columns: int, rows: int) -> None:
        """Calc knows panes only of the sheet in front; the user's returns there afterwards."""
        controller = self.sheet.book.controller
        before = controller.ActiveSheet
        controller.setActiveSheet(self.sheet.api)
        try:
            controller.freezeAtPosition(columns, rows)
            if (columns or rows) and not controller.hasFrozenPanes():
                raise UnsupportedMember("FreezePanes", "freeze_at")
        finally:
            controller.setActiveSheet(before)
