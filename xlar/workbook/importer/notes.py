"""Collecting what an import finds and does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlar.core.problems import Problem
from xlar.workbook.importer.model import Mapped, SetAside, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.core.problems import Message, Text
    from xlar.workbook.importer.model import Grid

_MOST_EXAMPLES = 1000  # as many as one cell of the report can hold


class Notes:
    """What an import collects on its way.

    Attributes:
        problems: problems found so far.
        steps: what was done.
        mapping: what became of each column.
        set_aside: rows left out.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.steps: list[Step] = []
        self.mapping: list[Mapped] = []
        self.set_aside: list[SetAside] = []

    def problem(
        self,
        message: Message,
        grid: Grid | None = None,
        place: int | None = None,
        header: str | None = None,
        /,
        *,
        found: str = "",
        **values: Any,
    ) -> None:
        """Report a problem at a cell, a row, a column or the source as a whole."""
        label = None if grid is None else grid.label
        row = None if grid is None or place is None else int(grid.rows[place])
        cell = None if grid is None or place is None else grid.address(place, header)
        self.problems.append(Problem(message, label, row, header, found, cell, values))

    def step(self, what: Text, count: int, examples: Sequence[str] = ()) -> None:
        """Record something done, unless it concerned nothing."""
        if count:
            self.steps.append(Step(what, count, tuple(examples[:_MOST_EXAMPLES])))

    def leave_out(self, grid: Grid, place: int, reason: Text) -> None:
        """Record a row of the source that does not go into the ledger."""
        cells = dict(zip(grid.header, grid.row(place), strict=True))
        self.set_aside.append(SetAside(grid.label, int(grid.rows[place]), reason, cells))
