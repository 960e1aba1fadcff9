"""Rows that are no entries, and cells that hold nothing usable."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.tables import cell_messages as say
from xlar.tables.findings import is_blank
from xlar.tables.messages import TOTAL_ROW
from xlar.tables.names import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from xlar.core.problems import Problem
    from xlar.tables.grid import RawTable
    from xlar.tables.names import Kind

WANTED: Final[Mapping[Kind, Text]] = {
    "id": Text("号码或编码", "an identifier"),
    "text": Text("文字", "a text"),
    "day": Text("日期，如 2026-06-30", "a date such as 2026-06-30"),
    "amount": Text("数字，如 1234.50", "a number such as 1234.50"),
    "number": Text("数字", "a number"),
    "integer": Text("整数", "a whole number"),
    "flag": Text("是 或 否", "yes or no"),
    "choice": Text("列表中的词", "a word of the list"),
    "currency": Text("币种代码", "a currency code"),
}
_TOTALS: Final = frozenset(
    {"合计", "总计", "小计", "共计", "总和", "本页合计", "本月合计", "累计"}
    | {"total", "totals", "subtotal", "grandtotal", "sum"}
)
_MOST_LISTED: Final = 10


def listed(rows: Sequence[int]) -> str:
    """Row numbers in a sentence, the first ten of them.

    >>> listed([3, 5]), listed(range(2, 20))
    ('3, 5', '2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …')
    """
    shown = ", ".join(map(str, rows[:_MOST_LISTED]))
    return f"{shown}, …" if len(rows) > _MOST_LISTED else shown


def blank_rows(raw: RawTable, missing: Mapping[str, AbstractSet[int]]) -> AbstractSet[int]:
    """Positions of the rows in which none of the table's own columns holds anything.

    Args:
        raw: the table.
        missing: positions of the blank cells of every required column.
    """
    candidates = set.intersection(*map(set, missing.values())) if missing else set()
    if not candidates:
        return candidates
    faulty = {row for row, _ in raw.faults}
    return {
        index
        for index in candidates
        if raw.rows[index] not in faulty
        and all(is_blank(cells[index]) for cells in raw.columns.values())
    }


def total_rows(raw: RawTable, missing: Mapping[str, AbstractSet[int]]) -> Mapping[int, str]:
    """The word for a total in every row that is one, by position.

    A row is a total when it says so and lacks something that every entry has.
    """
    totals = {}
    for index in set().union(*missing.values()):
        for cells in (*raw.columns.values(), *raw.extras.values()):
            cell = cells[index]
            if isinstance(cell, str) and fold(cell) in _TOTALS:
                totals[index] = cell.strip()
                break
    return totals


def total_problems(raw: RawTable, totals: Mapping[int, str]) -> list[Problem]:
    """One problem for every row that is a total."""
    return [raw.problem(TOTAL_ROW, raw.rows[index], found=word) for index, word in totals.items()]


def missing_problems(
    raw: RawTable, missing: Mapping[str, AbstractSet[int]], left_out: AbstractSet[int]
) -> list[Problem]:
    """A problem for every required cell that is blank, unless its row or cell has one already."""
    problems = []
    for name, indices in missing.items():
        position, wanted = raw.place.positions[name], WANTED[raw.schema.by_name[name].kind]
        for index in indices - left_out:
            row = raw.rows[index]
            if (row, position) not in raw.faults:
                words = say.MERGED_CELL if _is_merged(raw, row, position) else say.BLANK
                problems.append(raw.problem(words, row, name, wanted=wanted))
    return problems


def _is_merged(raw: RawTable, row: int, position: int) -> bool:
    return any(
        top <= row <= bottom and left <= position <= right
        for top, left, bottom, right in raw.merged
    )


def fault_problems(raw: RawTable) -> list[Problem]:
    """A problem for every cell without a usable value; one warning for a column carried along."""
    own = {position: name for name, position in raw.place.positions.items()}
    problems = []
    others: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for (row, position), (words, seen) in sorted(raw.faults.items()):
        name = own[position]
        if name in raw.columns:
            wanted = WANTED[raw.schema.by_name[name].kind]
            problems.append(raw.problem(words, row, name, seen, wanted=wanted))
        else:
            others[name].append((row, seen))
    for name, cells in others.items():
        row, seen = cells[0]
        problems.append(raw.problem(say.ERROR_CELL_OTHER, row, name, seen, count=len(cells)))
    return problems
