"""Table results that show whole: each array formula gets as many cells as its result has.

LibreOffice before 24.8 shows of a table only what fits into the cells that were marked when the
formula was entered, and a formula typed into one cell shows the first title. So a formula that is
one call of a table function is entered anew over the cells its table needs, if they are free.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from .formulas import called_function, spots_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .formulas import Shape, Spot

_CONTENT = 1 | 2 | 4 | 16  # values, dates, texts, formulas


def fit(doc: Any, office: Any, fresh: dict[str, set[Shape]]) -> None:
    """Give every table the cells it needs.

    Args:
        doc: the document.
        office: what all documents share (`service.Office`).
        fresh: the sizes results have had since the last time, by function.
    """
    for spot in list(spots_of(doc)):
        name = office.function_of(called_function(spot.formula) or "")
        if name in fresh and spot.shape not in fresh[name]:
            with one_step(doc, name):
                _fit(office, spot)


def _fit(office: Any, spot: Spot) -> None:
    first = spot.cells.getCellByPosition(0, 0)
    spot.cells.setArrayFormula("")
    target = _resized(spot, _measured(office, spot, first))
    first.setArrayFormula("")
    is_free = target is not None and not target.queryContentCells(_CONTENT).Count
    spot.enter(office.functions, target if is_free else None)


def _measured(office: Any, spot: Spot, cell: Any) -> Shape:
    """The size of a formula's table: it is entered into one cell, and what it asks for is seen."""
    office.shape = (1, 1)
    spot.enter(office.functions, cell)
    cell.getError()  # makes LibreOffice calculate it now
    return office.shape  # type: ignore[no-any-return]


def _resized(spot: Spot, shape: Shape) -> Any:
    """The range of a size that begins where a formula does; None where the sheet ends before."""
    at = spot.cells.RangeAddress
    bottom, right = at.StartRow + shape[0] - 1, at.StartColumn + shape[1] - 1
    sheet = spot.cells.Spreadsheet
    whole = sheet.RangeAddress
    if bottom > whole.EndRow or right > whole.EndColumn:
        return None
    return sheet.getCellRangeByPosition(at.StartColumn, at.StartRow, right, bottom)


@contextlib.contextmanager
def one_step(doc: Any, title: str) -> Iterator[None]:
    """Changes as part of what the user did last: one undo takes both back.

    Args:
        doc: a spreadsheet document.
        title: of the step; where the user has done nothing yet, no step is left.
    """
    manager = doc.UndoManager
    is_first = not manager.isUndoPossible()
    if is_first:
        manager.enterUndoContext(title)
    else:
        manager.enterHiddenUndoContext()
    doc.lockControllers()
    try:
        yield
    finally:
        doc.unlockControllers()
        manager.leaveUndoContext()
        if is_first:
            _forget(manager)


def _forget(manager: Any) -> None:
    """Leave no step, unless this is part of a larger one, such as a command that still runs."""
    try:
        manager.clear()
    except Exception as error:
        if type(error).__name__.rpartition(".")[2] != "UndoContextNotClosedException":
            raise
