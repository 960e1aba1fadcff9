"""Rows of an export that are no entries: blank ones, totals, footers, and repeated ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from xlar.core.problems import Message, Text
from xlar.tables.findings import is_blank
from xlar.tables.grid import found
from xlar.tables.names import fold
from xlar.tables.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.workbook.importer.guess import Guess
    from xlar.workbook.importer.model import Grid, Raw
    from xlar.workbook.importer.notes import Notes

_TOTALS: Final = frozenset(
    {"合计", "总计", "小计", "共计", "总和", "累计", "本页合计", "本月合计", "本年累计"}
    | {"total", "totals", "subtotal", "grandtotal", "sum", "overalltotal", "reporttotal"}
)

REPEATED: Final = Message(
    "repeated_row",
    "error",
    Text("与第 {other} 行完全相同", "the same as row {other} in every cell"),
    Text("不重复的行", "a row that stands once"),
    Text(
        '请删除其中一行；或在 map.toml 的 [options] 写 duplicates = "set_aside"，只留第一行',
        'Delete one of them, or write duplicates = "set_aside" in map.toml under [options]',
    ),
)


def entries_only(grid: Grid, guess: Guess, notes: Notes) -> Grid:
    """The grid without blank rows, total rows and footers; the latter two are set aside.

    A total row has a word such as 合计 in it and no identifier of its own; a footer has a text in
    one cell and nothing else.
    """
    key = key_place(guess)
    width = len(TABLES[guess.table].required)
    wanted = []
    for place in range(len(grid)):
        cells = grid.row(place)
        filled = [number for number, cell in enumerate(cells) if not is_blank(cell)]
        if not filled:
            continue
        if _is_total(cells, filled, key):
            notes.leave_out(grid, place, Text("合计行", "a row of totals"))
        elif width > 2 and _is_footer(cells, filled, key):
            reason = Text("只有一格文字，不是一笔数据", "one text and nothing else")
            notes.leave_out(grid, place, reason)
        else:
            wanted.append(place)
    return chosen(grid, wanted)


def _is_total(cells: tuple[Raw, ...], filled: list[int], key: int | None) -> bool:
    """Whether a word for a total stands in place of an identifier, or where there is none."""
    places = filled if key is None or key not in filled else [key]
    return any(fold(found(cells[place]).rstrip(":：")) in _TOTALS for place in places)


def _is_footer(cells: tuple[Raw, ...], filled: list[int], key: int | None) -> bool:
    return len(filled) == 1 and filled[0] != key and isinstance(cells[filled[0]], str)


def key_place(guess: Guess) -> int | None:
    """The place of the identifier that a table's entries have, or None."""
    match = guess.taken.get(TABLES[guess.table].columns[0].name)
    return None if match is None else match.place


def chosen(grid: Grid, places: Sequence[int]) -> Grid:
    """The grid with these entries only."""
    if len(places) == len(grid):
        return grid
    columns = tuple([column[place] for place in places] for column in grid.columns)
    return replace(grid, columns=columns, rows=[grid.rows[place] for place in places])


class Repeats:
    """Finds rows that stood before, in any sheet or file with the same headers.

    Args:
        treatment: ``set_aside``, ``error`` or ``keep``.
        notes: where they are listed.
    """

    def __init__(self, treatment: str, notes: Notes) -> None:
        self._treatment, self._notes = treatment, notes
        self._seen: dict[Any, tuple[str, int, tuple[Raw, ...]]] = {}
        self.exact = self.spelled = 0

    def without(self, grid: Grid, guess: Guess) -> Grid:
        """The grid without rows that stood before."""
        if self._treatment == "keep":
            return grid
        key = key_place(guess)
        wanted = []
        for place in range(len(grid)):
            cells = tuple(_trimmed(cell) for cell in grid.row(place))
            form = (
                guess.table,
                grid.header,
                tuple(map(_folded, cells)),
                None if key is None else cells[key],
            )
            first = self._seen.setdefault(form, (grid.label, int(grid.rows[place]), cells))
            stays = first[2] is cells
            if stays or self._repeated(grid, place, first, same=first[2] == cells):
                wanted.append(place)
        return chosen(grid, wanted)

    def _repeated(self, grid: Grid, place: int, first: tuple[str, int, Any], *, same: bool) -> bool:
        """Report or set aside a repeated row; whether it stays."""
        other = str(first[1]) if first[0] == grid.label else f"{first[0]}:{first[1]}"
        if self._treatment == "error":
            self._notes.problem(REPEATED, grid, place, grid.header[0], other=other)
            return True
        if same:
            self.exact += 1
            reason = Text(f"与第 {other} 行完全相同", f"the same as row {other} in every cell")
        else:
            self.spelled += 1
            reason = Text(
                f"与第 {other} 行只有大小写或空格不同",
                f"differs from row {other} only in case or blanks",
            )
        self._notes.leave_out(grid, place, reason)
        return False


def _trimmed(cell: Raw) -> Raw:
    if isinstance(cell, str):
        return cell.strip() or None
    return cell


def _folded(cell: Raw) -> Raw:
    return " ".join(cell.casefold().split()) if isinstance(cell, str) else cell
