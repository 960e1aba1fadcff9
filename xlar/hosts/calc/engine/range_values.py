"""The part of a range that is about what it holds: values and formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlar.hosts.calc.engine import bridge
from xlar.hosts.calc.engine.range_looks import RangeLooks
from xlar.hosts.calc.engine.reading import Block, constant_text, typed_rows
from xlar.hosts.calc.engine.writing import clear, write_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlar.hosts.calc.engine.books import Book

_ALL: Final = 1 | 2 | 4 | 8 | 16 | 32 | 256  # com.sun.star.sheet.CellFlags


class RangeValues(RangeLooks):
    """What a range holds; ``Range`` adds where it lies."""

    __slots__ = ()

    if TYPE_CHECKING:
        options: dict[str, Any]

        @property
        def address(self) -> str:
            """The address."""

        @property
        def _book(self) -> Book: ...

        def __len__(self) -> int: ...

    @property
    def raw_value(self) -> Any:
        """The values: a single one, or rows; see `Block` for what raw means."""
        if not len(self):
            return None
        book = self._book
        if len(self) == 1 or "chunksize" in self.options:
            rows = typed_rows(self.api, book.formats, book.shift)
            return rows[0][0] if len(self) == 1 else rows
        return Block.of(self.api, book.formats, book.shift)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if not len(self):
            return
        if value is None or value == "":
            clear(self.api)
        elif isinstance(value, str) and value.startswith("=") and len(self) > 1:
            self.formula = value
        else:
            book = self._book
            book.before_write(self.api)
            write_rows(self.api, self._rows(value), book.formats, book.formulas, book.shift)

    def _rows(self, value: Any) -> Sequence[Sequence[Any]]:
        """The values in the shape of the range; a single one fills it."""
        if not isinstance(value, (list, tuple)):
            return [[value] * self.box.columns] * self.box.rows
        rows = value if value and isinstance(value[0], (list, tuple)) else [value]
        if {(len(rows), len(row)) for row in rows} != {self.shape}:
            raise ValueError(f"the values do not fill {self.address}: {len(rows)} rows were given")
        return rows

    @property
    def formula(self) -> Any:
        """Formulas as Excel writes them; of other cells the text of what they hold."""
        if not len(self):
            return None
        data = self.api.getDataArray()
        texts = tuple(
            tuple(self._formula(text, cell) for text, cell in zip(*pair, strict=True))
            for pair in zip(self.api.getFormulaArray(), data, strict=True)
        )
        return texts[0][0] if len(self) == 1 else texts

    @formula.setter
    def formula(self, value: Any) -> None:
        if not len(self):
            return
        self._book.before_write(self.api)
        to_calc = self._book.formulas.to_calc
        if isinstance(value, str) and value.startswith("="):
            self._fill(value)
        elif isinstance(value, (list, tuple)):
            self.api.setFormulaArray(
                tuple(tuple(to_calc(str(cell)) for cell in row) for row in self._rows(value))
            )
        else:
            self.raw_value = value

    def _formula(self, text: str, cell: Any) -> str:
        """A formula, also one of an array, which Calc puts in braces; else the cell's text."""
        if text == cell or not text.startswith(("=", "{=")):
            return constant_text(cell)
        return self._book.formulas.to_excel(text[1:-1] if text.startswith("{") else text)

    def _fill(self, text: str) -> None:
        """Put one formula into every cell, its references moving along."""
        first, below, beside = self.api.getCellByPosition(0, 0), self.shape[0], self.shape[1]
        # Filling carries the looks of the first cell along, so only where all are alike.
        if self.api.getUniqueCellFormatRanges().Count > 1:
            at = first.CellAddress.Column, first.CellAddress.Row
            self.api.setFormulaArray(self._book.formulas.moved(text, at, self.shape))
            return
        first.setFormula(self._book.formulas.to_calc(text))
        # A formula that gives a date brings the format, as it does in Excel; filling spreads it.
        first.NumberFormat = first.NumberFormat
        direction = "com.sun.star.sheet.FillDirection"
        if below > 1:
            column = self.api.getCellRangeByPosition(0, 0, 0, below - 1)
            column.fillAuto(bridge.enum(direction, "TO_BOTTOM"), 1)
        if beside > 1:
            self.api.fillAuto(bridge.enum(direction, "TO_RIGHT"), 1)

    @property
    def formula_array(self) -> str | None:
        """The array formula over the range."""
        if not len(self):
            return None
        text = self.api.getArrayFormula()
        return self._book.formulas.to_excel(text[1:-1]) if text else self.formula

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        if len(self):
            self.api.setArrayFormula(self._book.formulas.to_calc(value))

    @property
    def has_array(self) -> bool:
        """Does one array formula fill the range?"""
        return bool(len(self)) and bool(self.api.getArrayFormula())

    def clear_contents(self) -> None:
        """Empty the cells; their looks stay."""
        if len(self):
            clear(self.api)

    def clear(self) -> None:
        """Empty the cells and take their looks away."""
        if len(self):
            self.api.clearContents(_ALL)
