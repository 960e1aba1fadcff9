"""Clear the example 清空示例数据: the rows of the demonstration go, those of the user stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.commands.appending import Bottom, bottom_of
from xlar.commands.cells import area
from xlar.commands.context import Cancelled, Outcome
from xlar.commands.live import LiveBook
from xlar.commands.merging import KEYS, keys_of
from xlar.commands.saved import Saved
from xlar.commands.write import carry_out
from xlar.core.problems import Text
from xlar.tables.load import checked, source_of
from xlar.tables.schema import TABLES
from xlar.workbook.demo import demo_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import ExitStack

    from xlar.commands.context import Context
    from xlar.core.tables import Table
    from xlar.tables.load import Loaded
    from xlar.tables.sheets import ExcelTable

_OWNER: Final[Mapping[str, str]] = {
    "customers": "name", "invoices": "customer_id", "receipts": "customer_id",
}  # fmt: skip
"""What must agree besides the key: a number alone may be the user's own by chance."""

_REFERENCE: Final = re.compile(
    r"""
    "[^"]*" | \[[^\]]*\]                            # texts, columns of tables
    | (?:'[^']*'|[\w.]+)!\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?   # cells of other sheets
    | (?<![\w.$])(?P<column>\$?[A-Z]{1,3})(?P<row>\d+)(?![\w(!.\[])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Keep:
    """Rows of which only some stay; they move up, and an Excel table ends below the last.

    Attributes:
        sheet: name of the sheet.
        corner: row and column of the first cell below the header, from 1.
        size: height and width of the rows there are.
        kept: which of them stay, from 0.
        table: the Excel table they belong to, None for a plain sheet.
    """

    sheet: str
    corner: tuple[int, int]
    size: tuple[int, int]
    kept: Sequence[int]
    table: ExcelTable | None = None

    def carry_out(self, book: Any, undo: ExitStack) -> None:
        """Save all, clear all, write those that stay, and give the table its new size."""
        page = book.sheets[self.sheet]
        body = area(page, *self.corner, *self.size)
        saved = Saved.of(body)
        undo.callback(saved.restore)
        body.clear_contents()
        if self.kept:
            self._stay(page, saved)
        if self.table is not None:
            undo.callback(self._resize, page, self.size[0])
            self._resize(page, max(len(self.kept), 1))  # a table has one row at least

    def _stay(self, page: Any, saved: Saved) -> None:
        place = area(page, *self.corner, len(self.kept), self.size[1])
        top = self.corner[0]
        cells = [
            [
                moved(cell, top + old, top + new) if kind == "formula" else cell
                for cell, kind in zip(saved.cells[old], saved.classes[old], strict=True)
            ]
            for new, old in enumerate(self.kept)
        ]
        Saved(place, cells, [saved.classes[old] for old in self.kept]).restore()

    def _resize(self, page: Any, height: int) -> None:
        assert self.table is not None
        (row, column), width = self.corner, self.size[1]
        page.tables[self.table.name].resize(area(page, row - 1, column, height + 1, width))


def moved(formula: str, old: int, new: int) -> str:
    """A formula of one row as it reads in another: what it says of its own row it says of that.

    Args:
        formula: the formula.
        old: its row, from 1.
        new: the row it moves to.

    >>> moved('=E7*LOG7(1)+$F$7+E71+Q7!A7&"E7"&[@E7]', 7, 4)
    '=E4*LOG7(1)+$F$7+E71+Q7!A7&"E7"&[@E7]'
    """

    def renamed(hit: re.Match[str]) -> str:
        return f"{hit['column']}{new}" if hit["row"] == str(old) else hit[0]

    return _REFERENCE.sub(renamed, formula)


def clear_demo(context: Context) -> Outcome:
    """Remove the rows of the demonstration from the tables of the workbook, all or none."""
    live = LiveBook(context.book)
    context.step(0, 0, Text("读取工作簿 …", "reading the workbook …"))
    loaded = checked(source_of(live))
    found = _demo_rows(loaded)
    if not found:
        return Outcome(
            Text("工作簿中没有示例数据，未作改动。", "No example data here; nothing was changed.")
        )
    steps = [_keep(live, loaded, name, rows) for name, rows in found.items()]
    zh = "、".join(f"{TABLES[name].zh} {len(rows):,} 行" for name, rows in found.items())
    en = ", ".join(f"{len(rows):,} {name}" for name, rows in found.items())
    question = Text(
        f"将删除示例数据：{zh}；您自己录入的行保留。继续吗？",
        f"Example data will be removed: {en}; rows of your own stay. Go on?",
    )
    if not context.ui.ask(context.say(question)):
        raise Cancelled
    carry_out(context, steps)
    return Outcome(
        Text(
            f"已删除示例数据：{zh}。请在“参数”中填写自己的公司、清空截止日期，再点“检查”。",
            f"Example data removed: {en}. Now enter your company on Settings, clear the as-of "
            "date there, and click Check.",
        ),
        sheets=[step.sheet for step in steps],
    )


def _demo_rows(loaded: Loaded) -> dict[str, set[int]]:
    """The rows on their sheets of the demonstration's entries, by table."""
    found = {}
    for name, demo in demo_tables().items():
        table = loaded.source.tables.get(name)
        if table is None:
            continue
        known = set(_identities(demo))
        is_demo = [identity in known for identity in _identities(table)]
        if any(is_demo):
            found[name] = set(table.rows[np.array(is_demo)].tolist())
    return found


def _identities(table: Table) -> Sequence[tuple[Any, ...]]:
    owner = _OWNER.get(table.name)
    return keys_of(table, (*KEYS[table.name], owner) if owner else KEYS[table.name])


def _keep(live: LiveBook, loaded: Loaded, name: str, demo: set[int]) -> Keep:
    """What stays of a table without these rows; rows that are blank throughout go as well."""
    bottom = bottom_of(live, loaded.source.places[name])
    sheet = bottom.place.sheet or ""
    left, right, last = _extent(live, bottom)
    first, grid = bottom.place.header_row + 1, live.grid(sheet)
    kept = [
        row - first
        for row in range(first, last + 1)
        if row not in demo
        and row < grid.top + len(grid.rows)
        and any(
            cell != "" for cell in grid.rows[row - grid.top][left - grid.left :][: right + 1 - left]
        )
    ]
    return Keep(sheet, (first, left + 1), (last + 1 - first, right + 1 - left), kept, bottom.area)


def _extent(live: LiveBook, bottom: Bottom) -> tuple[int, int, int]:
    """First and last position of the columns, from 0, and the last row of a table.

    On a plain sheet all columns move: a remark beside a row belongs to it.
    """
    if bottom.area is not None:
        return bottom.area.left, bottom.area.right, bottom.area.bottom
    grid = live.grid(bottom.place.sheet or "")
    width = max((len(row) for row in grid.rows), default=1)
    return grid.left, grid.left + width - 1, bottom.row
