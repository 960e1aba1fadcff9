"""Reading the tables of a workbook again: only the rows that have changed are read anew.

Of a table with which nothing was wrong, the columns of the rows that are the very same objects as
before stay as they are; its header and its changed rows are read as a table of their own. This
holds only while every cell can be read by itself. A date or a number in text may depend on other
cells of its column, so a table with such a text is read whole, as is one with any problem.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.tables import Table
from xlar.functions.content import Change, Content, kinds_in
from xlar.functions.convert import CellError
from xlar.functions.tables import BOOK_TABLES
from xlar.tables.cell_messages import ERROR_CELL
from xlar.tables.faults import Fault
from xlar.tables.headers import MOST_TITLE_ROWS
from xlar.tables.load import Source, source_of
from xlar.tables.schema import TABLES
from xlar.tables.sheets import CellsInMemory, Grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Column
    from xlar.functions.convert import Rows

_TOP: Final = MOST_TITLE_ROWS + 1  # rows that may say where a table begins
_FIGURES: Final = frozenset(("day", "amount", "number"))  # kinds in which a text may need others


class Reader:
    """Reads the tables of one workbook, whenever they have changed.

    Attributes:
        count: how many rows were read the last time.
    """

    def __init__(self) -> None:
        self.count = 0
        self._contents: Mapping[str, Content] = {}
        self._source: Source | None = None
        self._epoch_1904 = False
        self._alone: dict[str, bool] = {}

    def contents(self, tables: Mapping[str, Sequence[Sequence[Any]]]) -> dict[str, Content]:
        """The contents of tables.

        Args:
            tables: rows with headers by English name.
        """
        known = self._contents
        return {name: Content(rows, known.get(name)) for name, rows in tables.items()}

    def source(self, contents: Mapping[str, Content], *, epoch_1904: bool) -> Source:
        """The typed tables of contents.

        Args:
            contents: as this reader has made them last.
            epoch_1904: whether serial numbers count from 1904.
        """
        cuts = self._cuts(contents) if epoch_1904 == self._epoch_1904 else {}
        source = self._joined(contents, cuts, epoch_1904=epoch_1904) if cuts else None
        self._alone = {} if source is None else dict.fromkeys(cuts, True)
        if source is None:
            source = self._read(_rows(contents), epoch_1904=epoch_1904)
        self._contents, self._source, self._epoch_1904 = contents, source, epoch_1904
        return source

    def _read(self, tables: Mapping[str, Rows], *, epoch_1904: bool) -> Source:
        self.count = sum(map(len, tables.values()))
        return source_of(_workbook(tables, epoch_1904=epoch_1904))

    def _cuts(self, contents: Mapping[str, Content]) -> dict[str, Change]:
        """The tables that need not be read whole, and what of each stays, its top apart."""
        if self._source is None or contents.keys() != self._contents.keys():
            return {}
        wrong = {problem.table for problem in self._source.problems}
        return {
            name: cut
            for name, content in contents.items()
            if name in self._source.tables.keys() - wrong
            and (cut := _cut(self._contents[name].rows, content.rows, content.change))
            and self._stand_alone(name)
        }

    def _stand_alone(self, name: str) -> bool:
        """Whether every row of a table was an entry, and each cell could be read by itself."""
        if name not in self._alone:
            assert self._source is not None
            rows, place = self._contents[name].rows, self._source.places[name]
            entries = rows[place.header_row :]
            self._alone[name] = len(entries) == len(self._source.tables[name]) and not _texts_in(
                entries, name, place.positions
            )
        return self._alone[name]

    def _joined(
        self, contents: Mapping[str, Content], cuts: Mapping[str, Change], *, epoch_1904: bool
    ) -> Source | None:
        """What was read before with the changed rows in their places; None where that is unsure."""
        assert self._source is not None
        rows = _rows(contents)
        for name, cut in cuts.items():
            rows[name] = rows[name][:_TOP] + rows[name][cut.head : len(rows[name]) - cut.tail]
        news = self._read(rows, epoch_1904=epoch_1904)
        wrong = {problem.table for problem in news.problems}
        tables = dict(news.tables)
        for name, cut in cuts.items():
            place = news.places.get(name)
            if name in wrong or place is None or place != self._source.places[name]:
                return None
            first = place.header_row
            if len(tables[name]) != len(rows[name]) - first or _texts_in(
                rows[name][first:], name, place.positions
            ):
                return None
            tables[name] = _join(self._source.tables[name], tables[name], cut, first)
        return replace(news, tables=tables, extras={})


def _cut(old: Rows, new: Rows, change: Change) -> Change | None:
    """What stays of a table below its top; None where that is nothing."""
    head = max(change.head, _TOP)
    tail = min(change.tail, min(len(old), len(new)) - head)
    return Change(head, tail) if head - _TOP + tail > 0 <= tail else None


def _join(old: Table, new: Table, cut: Change, first: int) -> Table:
    """The top of a new table, the head of the old one, the rest of the new one, the old one's tail.

    Args:
        old: as it was.
        new: its top and its changed rows.
        cut: how many rows stay, the header's among those of the head.
        first: rows down to the header.
    """
    top, head, last = _TOP - first, cut.head - first, len(old) - cut.tail
    columns: dict[str, Column] = {
        name: np.concatenate([column[:top], old.columns[name][top:head], column[top:],
                              old.columns[name][last:]])
        for name, column in new.columns.items()
    }  # fmt: skip
    count = len(new) + head - top + cut.tail
    return Table(new.name, columns, np.arange(first + 1, first + 1 + count, dtype=np.int32))


def _texts_in(rows: Rows, name: str, positions: Mapping[str, int]) -> bool:
    """Whether a column of days or figures holds a text."""
    schema = TABLES[name]
    places = [at for own, at in positions.items()
              if own in schema.by_name and schema.by_name[own].kind in _FIGURES]  # fmt: skip
    cells = chain.from_iterable(map(itemgetter(at), rows) for at in places)
    return not {cell for cell in cells if type(cell) is str} <= {""}


def _rows(contents: Mapping[str, Content]) -> dict[str, Rows]:
    return {name: content.rows for name, content in contents.items()}


def _workbook(tables: Mapping[str, Rows], *, epoch_1904: bool) -> CellsInMemory:
    """Tables as a workbook; the register of letters is read elsewhere."""
    grids, faults = {}, {}
    for name, rows in tables.items():
        if name != "register":
            sheet = BOOK_TABLES[name].zh
            plain, faults[sheet] = _without_errors(rows)
            grids[sheet] = Grid(sheet, 1, 0, plain)
    return CellsInMemory(grids, (), epoch_1904, faults)


def _without_errors(rows: Rows) -> tuple[Rows, list[Fault]]:
    """The rows with error values blank, and these as faults."""
    if CellError not in kinds_in(rows):
        return rows, []
    faults = [
        Fault(row, position, ERROR_CELL, cell.text)
        for row, cells in enumerate(rows, 1)
        for position, cell in enumerate(cells)
        if isinstance(cell, CellError)
    ]
    blanked = tuple(
        tuple("" if isinstance(cell, CellError) else cell for cell in row) for row in rows
    )
    return blanked, faults
