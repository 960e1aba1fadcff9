"""Cells that were blank, which undo must leave blank again.

LibreOffice 7.4 puts back what a bulk write replaced, but where there was nothing before it leaves
what was written. So each such write of a command is preceded by an action of ours: undone after
the write, on cells that are then where they were, it empties those that had been blank.
"""

from __future__ import annotations

from typing import Any

from .unoparts import Implements, service, uno

BLANKS = "org.xlar.calc.BlankCells"
"""Name of the service that makes such an action of an area about to be written to."""

_CONTENTS = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas


class BlankCells(Implements):
    """Undone, it empties the cells of an area that were blank when it was made.

    It keeps names and numbers, nothing of the document: Python may forget it on any thread.

    Args:
        ctx: the component context.
        document: the ``RuntimeUID`` of the document.
        area: a range of cells.
    """

    interfaces = ("com.sun.star.document.XUndoAction", "com.sun.star.lang.XServiceInfo")
    Title = "xlar"

    def __init__(self, ctx: Any, document: str, area: Any) -> None:
        self._ctx, self._document, self._sheet = ctx, document, area.Spreadsheet.Name
        self._blocks = tuple(
            (one.StartColumn, one.StartRow, one.EndColumn, one.EndRow)
            for one in area.queryEmptyCells().RangeAddresses
        )

    def undo(self) -> None:
        """Empty them, which itself is no step to undo."""
        doc = self._open()
        if doc is None or not self._blocks or not doc.Sheets.hasByName(self._sheet):
            return
        sheet = doc.Sheets.getByName(self._sheet)
        number = sheet.RangeAddress.Sheet
        address = uno().getClass("com.sun.star.table.CellRangeAddress")
        cells = doc.createInstance("com.sun.star.sheet.SheetCellRanges")
        cells.addRangeAddresses(tuple(address(number, *one) for one in self._blocks), False)
        doc.UndoManager.lock()
        try:
            cells.clearContents(_CONTENTS)
        finally:
            doc.UndoManager.unlock()

    def redo(self) -> None:
        """Nothing: the write itself is done again."""

    def getImplementationName(self) -> str:  # noqa: N802 - UNO's name
        """Its name among the services."""
        return BLANKS

    def supportsService(self, name: str) -> bool:  # noqa: N802 - UNO's name
        """Whether it is such a service."""
        return name == BLANKS

    def getSupportedServiceNames(self) -> Any:  # noqa: N802 - UNO's name
        """The one service it is."""
        return (BLANKS,)

    def _open(self) -> Any:
        """The document, where it is still open."""
        documents = service(self._ctx, "com.sun.star.frame.Desktop").Components.createEnumeration()
        while documents.hasMoreElements():
            doc = documents.nextElement()
            if getattr(doc, "RuntimeUID", None) == self._document:
                return doc
        return None
