"""What converting a column finds, before it is known which rows and cells that are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from xlar.tables import cell_messages as say
from xlar.tables.cells import ERROR_TEXT, TIDY, BadCell

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from xlar.core.problems import Message

_T = TypeVar("_T")

LONGEST: Final = 32_767  # characters a cell of a spreadsheet can hold


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem in a column.

    Attributes:
        index: position of the entry it concerns first.
        words: the words of the problem.
        values: what fills their placeholders.
        places: placeholders that list rows, as positions of entries.
        of_column: whether it concerns the column rather than this one entry.
    """

    index: int
    words: Message
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Sequence[int]] = field(default_factory=dict)
    of_column: bool = False


def is_blank(cell: object) -> bool:
    r"""Whether a cell holds nothing but blanks.

    >>> is_blank(""), is_blank("\u3000"), is_blank(0.0)
    (True, True, False)
    """
    return cell is None or (isinstance(cell, str) and not cell.translate(TIDY).strip())


def mapped(
    cells: Sequence[Any], convert: Callable[[Any], _T], absent: _T
) -> tuple[list[_T], list[Finding]]:
    """Every cell converted, equal cells once; ``absent`` for blanks and for what does not convert.

    >>> mapped(["1", "", "1"], int, 0)
    ([1, 0, 1], [])
    """
    keys: Sequence[Hashable] = cells
    if bool in set(map(type, cells)):  # True equals 1, yet is another cell
        keys = [(type(cell), cell) for cell in cells]
    done: dict[Hashable, _T] = {}
    mistakes: dict[Hashable, BadCell] = {}
    for key, cell in dict(zip(keys, cells, strict=True)).items():
        try:
            done[key] = absent if is_blank(cell) else _one(cell, convert)
        except BadCell as mistake:
            done[key] = absent
            mistakes[key] = mistake
    findings = [
        Finding(index, mistakes[key].words, mistakes[key].values)
        for index, key in enumerate(keys)
        if mistakes and key in mistakes
    ]
    return [done[key] for key in keys], findings


def _one(cell: Any, convert: Callable[[Any], _T]) -> _T:
    if isinstance(cell, str) and len(cell) > LONGEST:
        raise BadCell(say.TOO_LONG, count=f"{len(cell):,}")
    if isinstance(cell, str) and ERROR_TEXT.fullmatch(cell.strip()):
        raise BadCell(say.ERROR_CELL)
    return convert(cell)
