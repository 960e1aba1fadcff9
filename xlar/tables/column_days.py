"""Columns of days, and the one order of day and month their texts prove.

A text such as 03/04/2026 has two readings. It is read only where the column itself proves the
order: some text can stand in one order only (its day is above 12) and none contradicts it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xlar.core.columns import NO_DAY, Int32s
from xlar.core.dates import FIRST_DAY, LAST_DAY, from_serial
from xlar.core.problems import Text
from xlar.tables import cell_messages as say
from xlar.tables.cells import Order, TwoWayDay, day, day_in_text
from xlar.tables.findings import Finding, mapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ORDERS: Final[Mapping[Order, Text]] = {
    "dmy": Text("日/月/年", "day/month/year"),
    "mdy": Text("月/日/年", "month/day/year"),
}
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_DATES: Final = {dt.date, dt.datetime}
_FIRST_SERIAL: Final = 60  # the day before it never was; from it on, serials and days go together
_AFTER_SERIALS: Final = 10**6


def convert_days(cells: Sequence[Any], *, epoch_1904: bool = False) -> tuple[Int32s, list[Finding]]:
    """Day numbers, NO_DAY where blank or not a date.

    >>> convert_days([dt.date(1970, 1, 2), "1970年1月3日"])[0].tolist()
    [1, 2]
    """
    types = set(map(type, cells))
    if types <= _DATES:
        days = np.fromiter(map(dt.date.toordinal, cells), np.int32, len(cells))
        return days - np.int32(_EPOCH), []
    if types <= {float, int}:
        return _serials(cells, epoch_1904=epoch_1904)
    if types <= {*_DATES, str} and {cell for cell in cells if type(cell) is str} == {""}:
        return _numbers([cell.toordinal() - _EPOCH if cell else NO_DAY for cell in cells]), []
    absent: int | TwoWayDay = NO_DAY
    values, findings = mapped(cells, partial(_day, epoch_1904=epoch_1904), absent)
    two_way = {i: v for i, v in enumerate(values) if isinstance(v, TwoWayDay)}
    if two_way:
        order, finding = _order(cells, two_way)
        findings.append(finding)
        for index, either in two_way.items():
            values[index] = (order and either.day(order)) or NO_DAY
    return _numbers(values), findings


def _serials(cells: Sequence[Any], *, epoch_1904: bool) -> tuple[Int32s, list[Finding]]:
    """Serial numbers; what is none of a day that can be goes one by one."""
    numbers = np.array(cells, np.float64)
    plain = (numbers > _FIRST_SERIAL) & (numbers < _AFTER_SERIALS)
    days = np.where(plain, numbers, 0).astype(np.int32)
    days += np.int32(from_serial(_FIRST_SERIAL + 1, epoch_1904=epoch_1904) - _FIRST_SERIAL - 1)
    odd = np.flatnonzero(~plain | (days < FIRST_DAY) | (days > LAST_DAY)).tolist()
    convert = partial(day, epoch_1904=epoch_1904)
    days[odd], findings = mapped([cells[place] for place in odd], convert, NO_DAY)
    return days, [replace(finding, index=odd[finding.index]) for finding in findings]


def _numbers(values: Sequence[Any]) -> Int32s:
    return np.array(values, np.int32)


def _day(cell: Any, *, epoch_1904: bool) -> int | TwoWayDay:
    return day_in_text(cell) if isinstance(cell, str) else day(cell, epoch_1904=epoch_1904)


def _order(cells: Sequence[Any], two_way: Mapping[int, TwoWayDay]) -> tuple[Order | None, Finding]:
    """The order the texts prove, or None; and what is to be said about it."""
    dmy = [index for index, either in two_way.items() if either.day("mdy") is None]
    mdy = [index for index, either in two_way.items() if either.day("dmy") is None]
    texts = list(two_way)
    if dmy and mdy:
        counts = {"dmy_count": len(dmy), "mdy_count": len(mdy)}
        places = {"dmy_rows": dmy, "mdy_rows": mdy}
        return None, Finding(min(texts), say.MIXED_DAYS, counts, places, of_column=True)
    if not dmy and not mdy:
        return None, Finding(
            texts[0], say.AMBIGUOUS_DAYS, {"count": len(texts)}, {"rows": texts}, of_column=True
        )
    order: Order = "dmy" if dmy else "mdy"
    proofs = dmy or mdy
    dates = [cell.day for cell in cells if isinstance(cell, dt.date)]
    values = {"order": ORDERS[order], "dates": len(dates), "texts": len(texts)}
    if dates and max(dates) <= 12 and len(proofs) == len(texts):
        return None, Finding(texts[0], say.SWAPPED_DAYS, values, {"rows": texts}, of_column=True)
    values = {"order": ORDERS[order], "count": len(texts), "proof": cells[proofs[0]].strip()}
    return order, Finding(
        texts[0], say.DAY_ORDER, values, {"proof_row": proofs[:1]}, of_column=True
    )
