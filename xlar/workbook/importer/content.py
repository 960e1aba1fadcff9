"""Whether the cells of a column look like what its header promises."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from xlar.core.errors import BadValue
from xlar.core.terms import parse_term
from xlar.tables.cells import choice, currency, day_in_text, flag, text
from xlar.tables.cells import day as day_of
from xlar.tables.figures import RATE_SCALE, integer, scaled
from xlar.tables.findings import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlar.tables.names import ColumnSchema
    from xlar.workbook.importer.model import Raw

_SAMPLE: Final = 200


def fitting(cells: Sequence[Raw], column: ColumnSchema) -> float:
    """The share of a column's first cells that are of its kind; 1 where there are none.

    Args:
        cells: the cells.
        column: what they may be.
    """
    sample = sampled(cells)
    if not sample:
        return 1.0
    test = _test(column)
    return sum(test(cell) for cell in sample) / len(sample)


def sampled(cells: Sequence[Raw]) -> list[Raw]:
    """The first cells that are not blank."""
    sample = []
    for cell in cells:
        if not is_blank(cell):
            sample.append(cell)
            if len(sample) == _SAMPLE:
                break
    return sample


def _test(column: ColumnSchema) -> Callable[[Raw], bool]:
    if column.kind == "choice":
        return lambda cell: _reads(partial(choice, words=column.words), cell)
    if column.name == "terms":
        return is_term_or_code
    readers: dict[str, Callable[[Any], object]] = {
        "day": _day,
        "amount": scaled,
        "number": partial(scaled, scale=RATE_SCALE),
        "integer": integer,
        "flag": flag,
        "currency": currency,
        "id": _identifier,
    }
    reader = readers.get(column.kind)
    return (lambda _: True) if reader is None else (lambda cell: _reads(reader, cell))


def _reads(reader: Callable[[Any], object], cell: Raw) -> bool:
    try:
        reader(cell)
    except BadValue:
        return False
    return True


def _day(cell: Raw) -> None:
    """A date in any order; not a small number, which may be anything."""
    if isinstance(cell, str):
        day_in_text(cell)
    elif isinstance(cell, bool | int | float) and not 20_000 <= cell < 80_000:
        raise BadValue("not a date")
    else:
        day_of(cell)  # type: ignore[arg-type]


def _identifier(cell: Raw) -> None:
    """Anything but a date, a fraction or a negative number."""
    if isinstance(cell, float) and cell != int(cell):
        raise BadValue("a fraction")
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        raise BadValue("not an identifier")


def is_term_or_code(cell: Raw) -> bool:
    """Whether a cell is a term of payment or a short code for one.

    >>> is_term_or_code("30 days"), is_term_or_code("Z001"), is_term_or_code("as agreed with Mr X")
    (True, True, False)
    """
    plain = text(cell) if cell is not None else ""
    try:
        parse_term(plain)
    except BadValue:
        return 0 < len(plain) <= 6 and " " not in plain
    return True
