"""A column of days on its way from cells to day numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.columns import NO_DAY
from xlar.core.dates import calendar_date
from xlar.tables.cells import BadCell, TwoWayDay, day, day_in_text
from xlar.tables.findings import is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from xlar.core.columns import Int32s
    from xlar.tables.cells import Order
    from xlar.workbook.importer.model import DateOrder, Raw

_SHORT: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2}|[A-Za-z]{3,9})[-/. ](\d{1,2})")
_PIECE: Final = re.compile(r"\d+|[A-Za-z]+")


@dataclass(eq=False)
class DayColumn:
    """A column of days, some of which still have two readings.

    Attributes:
        name: English name of the column it fills.
        header: the title in the source.
        values: day numbers; NO_DAY where nothing is given or nothing is settled yet.
        real: places of cells that are real dates.
        texts: places by text, for texts with two orders of day and month.
        readings: both ways to read each of them.
        short: places by text with a year of two digits.
    """

    name: str
    header: str
    values: Int32s
    real: list[int] = field(default_factory=list)
    texts: dict[str, list[int]] = field(default_factory=dict)
    readings: dict[str, TwoWayDay] = field(default_factory=dict)
    short: dict[str, list[int]] = field(default_factory=dict)

    def only(self, order: Order) -> list[str]:
        """The texts that can be read in this order and not in the other."""
        contrary: Order = "dmy" if order == "mdy" else "mdy"
        return [text for text, both in self.readings.items() if both.day(contrary) is None]

    def either(self) -> list[str]:
        """The texts that can be read in both orders."""
        return [
            text
            for text, both in self.readings.items()
            if both.day("dmy") is not None and both.day("mdy") is not None
        ]

    def count(self, texts: Sequence[str]) -> int:
        """How many cells hold one of these texts."""
        return sum(len(self.texts[text]) for text in texts)

    def first_place(self, texts: Sequence[str]) -> int:
        """The place of the first cell that holds one of these texts."""
        return min(self.texts[text][0] for text in texts)

    @property
    def proven(self) -> Order | None:
        """The one order that fits every text of the column, or None."""
        dmy, mdy = bool(self.only("dmy")), bool(self.only("mdy"))
        if dmy == mdy:
            return None
        return "dmy" if dmy else "mdy"

    @property
    def looks_damaged(self) -> bool:
        """Whether real dates and texts divide exactly at the twelfth day of the month."""
        return self.proven is not None and not self.either() and self._only_early_days()

    @property
    def may_be_damaged(self) -> bool:
        """Whether it has real dates only, all of which an exchange could have made."""
        return not self.readings and self._only_early_days()

    def _only_early_days(self) -> bool:
        days = self.values[self.real].tolist()
        return bool(days) and all(calendar_date(one).day <= 12 for one in days)


def day_column(
    name: str,
    header: str,
    cells: Sequence[Raw],
    report: Callable[[int, BadCell], None],
    *,
    epoch_1904: bool = False,
) -> DayColumn:
    """The cells as days where they leave no doubt; the rest kept with both readings.

    Args:
        name: English name of the column they fill.
        header: the title in the source.
        cells: the cells.
        report: what to do about a cell that is no date.
        epoch_1904: whether serial numbers count from 1904.
    """
    column = DayColumn(name, header, np.full(len(cells), NO_DAY, np.int32))
    known = {cell: _read(cell) for cell in set(cells) if isinstance(cell, str)}
    for place, cell in enumerate(cells):
        if cell is None:
            continue
        reading = known[cell] if isinstance(cell, str) else _date(cell, epoch_1904)
        if isinstance(reading, BadCell):
            report(place, reading)
        elif isinstance(reading, TwoWayDay):
            column.texts.setdefault(str(cell), []).append(place)
            column.readings[str(cell)] = reading
        elif reading is None:
            column.short.setdefault(str(cell), []).append(place)
        else:
            column.values[place] = reading
            if isinstance(cell, dt.date):
                column.real.append(place)
    return column


def _date(cell: float | dt.date, epoch_1904: bool) -> int | BadCell:
    try:
        return day(cell, epoch_1904=epoch_1904)
    except BadCell as mistake:
        return mistake


def _read(text: str) -> int | TwoWayDay | BadCell | None:
    """What a text says; None for a year of two digits."""
    if is_blank(text):
        return NO_DAY
    try:
        return day_in_text(text)
    except BadCell as mistake:
        return None if _SHORT.fullmatch(text.strip()) else mistake


def short_day(text: str, order: DateOrder) -> int | None:
    """The day of a text with a year of two digits, which is 20xx; None where there is none.

    >>> from xlar.core.dates import iso
    >>> iso(short_day("3/4/26", "mdy")), iso(short_day("22-Jun-23", "dmy"))
    ('2026-03-04', '2023-06-22')
    """
    found = _SHORT.fullmatch(text.strip())
    if found is None:
        return None
    one, mark, two, three = found.groups()
    year = one if order == "ymd" else three
    if len(year) != 2:
        return None
    full = f"20{one}-{two}-{three}" if order == "ymd" else f"{one}{mark}{two}{mark}20{three}"
    try:
        known = day_in_text(full)
    except BadCell:
        return None
    if isinstance(known, int):
        return known
    return None if order == "ymd" else known.day(order)


def exchanged(day_number: int) -> int | None:
    """The day with day and month exchanged, or None where there is no such day.

    >>> from xlar.core.dates import iso, parse_iso
    >>> iso(exchanged(parse_iso("2013-06-04"))), exchanged(parse_iso("2013-06-14"))
    ('2013-04-06', None)
    """
    known = calendar_date(day_number)
    return TwoWayDay(known.day, known.month, known.year).day("mdy")


def styles_of(cells: Sequence[Raw]) -> Counter[str]:
    """How dates are written in a column: each style with its number of cells.

    >>> sorted(styles_of(["30-Mar-2026", "12/03/2026", "2026/01/18", "29/1/2026"]).items())
    [('9-Mmm-9999', 1), ('9/9/9999', 2), ('9999/9/9', 1)]
    """
    styles: Counter[str] = Counter()
    for text, count in Counter(cell for cell in cells if isinstance(cell, str)).items():
        if not is_blank(text):
            styles[_PIECE.sub(_style, text.strip())] += count
    return styles


def _style(piece: re.Match[str]) -> str:
    if not piece[0].isdigit():
        return "Mmm"
    return "9999" if len(piece[0]) > 2 else "9"
