"""Which day is meant: the order of day and month, and dates damaged by a regional setting.

A column of texts such as 03/04/2026 is read in an order only where the user states one or where
exactly one order fits every value of it; the value that proves it is told. A workbook through which
a spreadsheet with the other order has gone shows it: real dates none of which has a day above 12,
and texts all of which have one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xlar.core.columns import NO_DAY
from xlar.core.dates import iso
from xlar.core.problems import Text
from xlar.workbook.importer import date_messages as say
from xlar.workbook.importer.date_messages import ORDER_NAMES
from xlar.workbook.importer.days import exchanged, short_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Message
    from xlar.tables.cells import Order
    from xlar.workbook.importer.days import DayColumn
    from xlar.workbook.importer.model import DateOrder, Grid
    from xlar.workbook.importer.notes import Notes
    from xlar.workbook.importer.options import Options


@dataclass(frozen=True)
class Orders:
    """Settles the columns of days of one sheet or file; one program wrote them all.

    Attributes:
        grid: the sheet or file.
        options: what the user stated.
        by_column: orders stated for single columns, by English name.
        notes: where problems and steps go.
    """

    grid: Grid
    options: Options
    by_column: Mapping[str, DateOrder]
    notes: Notes

    def settle(self, columns: Sequence[DayColumn]) -> None:
        """Fill in every day, or report why that would be a guess."""
        damaged = [column for column in columns if column.looks_damaged]
        if damaged and self.options.real_dates == "check":
            suspects = [column for column in columns if column.may_be_damaged]
            for column in [*damaged, *suspects]:
                self._treat_damage(column)
        proven = {column.proven for column in columns} - {None}
        common = proven.pop() if len(proven) == 1 else None
        for column in columns:
            stated = self.by_column.get(column.name, self.options.date_order)
            if column.short:
                self._settle_short(column, stated or column.proven)
            if column.texts:
                self._settle_texts(column, stated, common)

    def _treat_damage(self, column: DayColumn) -> None:
        """Exchange day and month of the real dates back, or refuse."""
        if self.options.repair_swapped_dates:
            self._exchange_back(column)
            return
        texts = list(column.texts)
        dates = [str(iso(int(column.values[place]))) for place in column.real[:3]]
        if column.proven is None:
            self.notes.problem(
                say.SUSPECT_DATES, self.grid, None, column.header,
                dates=len(column.real), date_samples=", ".join(dates),
            )  # fmt: skip
            return
        self.notes.problem(
            say.SWAPPED_DATES, self.grid, None, column.header,
            dates=len(column.real), texts=column.count(texts), order=ORDER_NAMES[column.proven],
            date_samples=", ".join(dates), text_samples=_some(texts),
        )  # fmt: skip

    def _exchange_back(self, column: DayColumn) -> None:
        changed = []
        for place in column.real:
            before = int(column.values[place])
            after = exchanged(before)
            if after is not None and after != before:
                column.values[place] = after
                changed.append(f"{self.grid.rows[place]}: {iso(before)} → {iso(after)}")
        self._step(
            column,
            Text("真日期的日与月已换回", "day and month of real dates exchanged back"),
            len(changed),
            changed,
        )

    def _settle_texts(
        self, column: DayColumn, stated: DateOrder | None, common: Order | None
    ) -> None:
        """Read texts in the order stated, proven, or common to the file."""
        if stated == "ymd":
            self._report_texts(
                say.OTHER_ORDER, column, list(column.texts), order=ORDER_NAMES["ymd"]
            )
        elif stated is not None:
            self._read_as_stated(column, stated)
        elif column.only("dmy") and column.only("mdy"):
            self._report_mixed(column)
        elif column.proven is not None:
            self._read_as_proven(column, column.proven)
        elif common is not None:
            _read(column, common)
            self._report_texts(
                say.ORDER_ADOPTED, column, column.either(), order=ORDER_NAMES[common]
            )
        else:
            self._report_texts(say.AMBIGUOUS_DATES, column, column.either())

    def _read_as_proven(self, column: DayColumn, order: Order) -> None:
        _read(column, order)
        proof = min(column.only(order), key=lambda text: column.texts[text][0])
        row = self.grid.rows[column.texts[proof][0]]
        name = ORDER_NAMES[order]
        self._step(
            column,
            Text(f"按{name.zh}读取，依据是第 {row} 行", f"read as {name.en}; proof is row {row}"),
            column.count(list(column.texts)),
            [proof],
        )

    def _read_as_stated(self, column: DayColumn, order: Order) -> None:
        """Read every text in an order; those that cannot be, in the other where that is allowed."""
        other: Order = "mdy" if order == "dmy" else "dmy"
        odd = column.only(other)
        names = {"order": ORDER_NAMES[order], "other": ORDER_NAMES[other]}
        if column.count(odd) > column.count(column.only(order)):
            self._report_texts(
                say.CONTRARY_DATES, column, odd, **names, name=column.name, code=other
            )
        elif odd and self.options.mixed_orders == "error":
            self._report_texts(say.OTHER_ORDER, column, odd, **names)
        _read(column, order)
        if odd and self.options.mixed_orders == "read":
            what = Text(
                f"不能按{names['order'].zh}读取、改按{names['other'].zh}读取的日期",
                f"dates that are not {names['order'].en} read as {names['other'].en}",
            )
            examples = [
                f"{self.grid.rows[place]}: {text} → {iso(column.readings[text].day(other) or 0)}"
                for text in odd
                for place in column.texts[text]
            ]
            self._step(column, what, column.count(odd), examples)

    def _report_mixed(self, column: DayColumn) -> None:
        dmy, mdy = column.only("dmy"), column.only("mdy")
        self.notes.problem(
            say.MIXED_DATES, self.grid, column.first_place(mdy), column.header,
            dmy=column.count(dmy), dmy_samples=_some(dmy), mdy=column.count(mdy),
            mdy_samples=_some(mdy), both=column.count(column.either()),
        )  # fmt: skip

    def _report_texts(
        self, message: Message, column: DayColumn, texts: Sequence[str], **values: Any
    ) -> None:
        self.notes.problem(
            message, self.grid, column.first_place(texts), column.header,
            count=column.count(texts), samples=_some(texts), **values,
        )  # fmt: skip

    def _settle_short(self, column: DayColumn, order: DateOrder | None) -> None:
        """Read texts with a year of two digits, as 20xx, if the order is known."""
        wrong = []
        for text, places in column.short.items():
            known = None if order is None else short_day(text, order)
            if known is None:
                wrong.append(text)
            else:
                column.values[places] = known
        count = sum(len(column.short[text]) for text in wrong)
        if wrong:
            first = min(column.short[text][0] for text in wrong)
            samples = _some(wrong)
            self.notes.problem(
                say.SHORT_YEARS, self.grid, first, column.header, count=count, samples=samples
            )
        total = sum(map(len, column.short.values()))
        what = Text("两位年份按 20xx 读取", "years of two digits read as 20xx")
        self._step(
            column, what, total - count, [text for text in column.short if text not in wrong]
        )

    def apply_window(self, column: DayColumn, window: tuple[int, int]) -> None:
        """Exchange day and month of dates outside a window where that leads inside.

        Only dates whose order was open to doubt are touched: real dates and texts such as
        03/04/2026.

        Args:
            column: days, settled.
            window: first and last day that can be.
        """
        first, last = window
        span = f"{iso(first)} … {iso(last)}"
        doubtful = [*column.real, *(place for places in column.texts.values() for place in places)]
        moved = []
        for place in sorted(doubtful):
            before = int(column.values[place])
            after = None if before == NO_DAY or first <= before <= last else exchanged(before)
            if after is not None and first <= after <= last:
                column.values[place] = after
                moved.append(f"{self.grid.rows[place]}: {iso(before)} → {iso(after)}")
        what = Text(
            f"日期在 {span} 之外、日月互换后在其内，已互换",
            f"outside {span}, inside with day and month exchanged, so exchanged",
        )
        self._step(column, what, len(moved), moved)
        beyond = (column.values < first) | (column.values > last)
        outside = np.flatnonzero((column.values != NO_DAY) & beyond).tolist()
        if outside:
            samples = [f"{self.grid.rows[p]}: {iso(column.values[p])}" for p in outside[:3]]
            self.notes.problem(
                say.OUTSIDE_WINDOW, self.grid, outside[0], column.header,
                count=len(outside), window=span, samples="; ".join(samples),
            )  # fmt: skip

    def _step(self, column: DayColumn, what: Text, count: int, examples: Sequence[str]) -> None:
        label, header = self.grid.label, column.header
        where = Text(f"{label}“{header}”：{what.zh}", f"{label}, {header}: {what.en}")
        self.notes.step(where, count, examples)


def _read(column: DayColumn, order: Order) -> None:
    """Read every text in an order, in the other where that one is impossible."""
    other: Order = "mdy" if order == "dmy" else "dmy"
    for text, places in column.texts.items():
        both = column.readings[text]
        known = both.day(order)
        known = both.day(other) if known is None else known
        column.values[places] = NO_DAY if known is None else known


def _some(texts: Sequence[str]) -> str:
    """The first few, as a list to read."""
    return ", ".join(text.strip() for text in texts[:3])
