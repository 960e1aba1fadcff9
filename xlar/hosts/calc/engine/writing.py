"""Values into a range, as Excel takes them: texts are read as if typed, dates bring a format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine.cell_errors import ERROR_TEXTS
from xlar.hosts.calc.engine.number_formats import BOOLEAN, DATE, GENERAL, MOMENT, FormatMap
from xlar.hosts.calc.engine.serials import EPOCH, Serial, cell_value, moment_of
from xlar.hosts.calc.engine.typed import Formula, Shown, as_excel_types

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlar.hosts.calc.engine.formulas import Formulas
    from xlar.hosts.calc.engine.number_formats import NumberFormats

_PLAIN: Final = {float, str, bool, Serial}
_CONTENTS: Final = 1 | 2 | 4 | 16  # com.sun.star.sheet.CellFlags: values, dates, texts, formulas


def write_rows(
    area: Any,
    rows: Sequence[Sequence[Any]],
    formats: NumberFormats,
    formulas: Formulas,
    shift: float,
) -> None:
    """Put rows of values into a UNO range of the same shape."""
    kinds: set[type] = set()
    for row in rows:
        kinds.update(map(type, row))
    if not kinds <= _PLAIN:
        rows = [[cell_value(cell) for cell in row] for row in rows]
    _Write(area, rows, formats, formulas, shift).run()


class _Write:
    """One bulk write: the values first, then the formats and formulas they bring along."""

    def __init__(
        self,
        area: Any,
        rows: Sequence[Sequence[Any]],
        formats: NumberFormats,
        formulas: Formulas,
        shift: float,
    ) -> None:
        self.area, self.formats, self.formulas, self.shift = area, formats, formulas, shift
        self.rows = [list(row) for row in rows]
        self.map = FormatMap.of(area)
        kinds = {formats.kind(key) for key, _ in self.map.areas}
        self.has_text, self.all_text = "text" in kinds, kinds == {"text"}
        self.codes: dict[int, list[tuple[int, str]]] = {}  # column: (row, format code)
        self.texts: dict[int, list[tuple[int, str]]] = {}  # column: (row, formula)

    def run(self) -> None:
        for column in range(len(self.rows[0]) if self.rows else 0):
            self._column(column)
        # Formats first: as long as the cells are empty no row height has to be found anew.
        for column, codes in self.codes.items():
            self._format(column, codes)
        self.area.setDataArray(tuple(map(tuple, self.rows)))
        for column, texts in self.texts.items():
            for first, run in _runs(texts):
                block = self._block(column, first, len(run))
                block.setFormulaArray(tuple((text,) for text in run))

    def _column(self, column: int) -> None:
        cells = [row[column] for row in self.rows]
        kinds = set(map(type, cells))
        if kinds == {float} and not self.has_text:
            return
        changed: dict[Any, Any] = {}
        if str in kinds and not self.all_text:
            texts = {cell for cell in cells if type(cell) is str and cell}
            changed = {text: typed for text in texts if (typed := as_excel_types(text)) != text}
        if kinds == {str} and not changed:
            return
        for row, cell in enumerate(cells):
            if type(cell) is not str or cell in changed:
                self.rows[row][column] = self._placed(row, column, changed.get(cell, cell), cell)

    def _placed(self, row: int, column: int, typed: Any, given: Any) -> Any:
        """The value for ``setDataArray``; what cannot go there is noted for later."""
        if self.has_text and self._is_text(row, column):
            return given if type(given) is str else _as_text(given)
        if type(typed) is Shown:
            self.codes.setdefault(column, []).append((row, typed.number_format))
            return typed.value - (self.shift if "y" in typed.number_format else 0)
        if type(typed) is Serial:
            self.codes.setdefault(column, []).append((row, MOMENT if typed % 1 else DATE))
            return float(typed) - self.shift
        if type(typed) is bool:
            self.codes.setdefault(column, []).append((row, BOOLEAN))
            return float(typed)
        if type(typed) is int:
            typed = Formula("=" + ERROR_TEXTS[typed])
        if type(typed) is Formula:
            self.texts.setdefault(column, []).append((row, self.formulas.to_calc(typed.text)))
            return ""
        return typed

    def _is_text(self, row: int, column: int) -> bool:
        return self.formats.kind(self._key(row, column)) == "text"

    def _key(self, row: int, column: int) -> int:
        origin = self.area.RangeAddress if len(self.map.areas) > 1 else None
        return (
            self.map.key(row + origin.StartRow, column + origin.StartColumn)
            if origin
            else (self.map.areas[0][0])
        )

    def _format(self, column: int, codes: list[tuple[int, str]]) -> None:
        """Give General cells the format their value brings; others keep theirs."""
        general = [
            (row, code)
            for row, code in codes
            if self.formats.kind(self._key(row, column)) == GENERAL.lower()
        ]
        for first, run in _runs(general):
            start = 0
            for end in range(1, len(run) + 1):
                if end == len(run) or run[end] != run[start]:
                    block = self._block(column, first + start, end - start)
                    block.NumberFormat = self.formats.key(run[start])
                    start = end

    def _block(self, column: int, row: int, height: int) -> Any:
        return self.area.getCellRangeByPosition(column, row, column, row + height - 1)


def _runs(marked: list[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that follow each other, as (first row, what stands there)."""
    first, run = 0, list[str]()
    for row, what in marked:
        if run and row != first + len(run):
            yield first, run
            run = []
        if not run:
            first = row
        run.append(what)
    if run:
        yield first, run


def _as_text(value: Any) -> str:
    """A value as the text that Excel keeps of it in a cell of the format ``@``."""
    if type(value) is bool:
        return str(value).upper()
    if type(value) is int:
        return ERROR_TEXTS[value]
    if type(value) is Serial:
        build: Callable[..., Any] = type(EPOCH)
        moment = moment_of(value, build)
        return str(moment) if value % 1 else f"{moment:%Y-%m-%d}"
    return f"{value:.15g}"


def clear(area: Any) -> None:
    """Empty the cells of a UNO range, whatever its size; formats stay."""
    area.clearContents(_CONTENTS)
