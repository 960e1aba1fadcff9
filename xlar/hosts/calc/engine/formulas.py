"""Formulas in Excel's grammar and in Calc's: separators, sheets and tables are written otherwise.

Calc's own parser does the work. It loses references to tables (``Sales[amount]``) and error
values on the way, so these travel in disguise.
"""

from __future__ import annotations

import re
from typing import Any, Final

from xlar.hosts.calc.engine import bridge

_CALC, _EXCEL = 0, 3  # com.sun.star.sheet.AddressConvention: CALC_A1, XL_OOX
_TEXT: Final = r'"(?:[^"]|"")*"'
_SHEET: Final = r"'(?:[^']|'')*'"
_WORD: Final = r"[^\W\d][\w.]*"
_DISGUISED: Final = re.compile(
    rf"(?P<kept>{_TEXT}|{_SHEET})"
    rf"|(?P<table>{_WORD}\[(?:[^\[\]]|\[[^\[\]]*\])*\])"
    r"|(?P<error>#N/A|#VALUE!|#REF!|#DIV/0!|#NUM!|#NAME\?|#NULL!)"
    rf"|(?P<name>{_WORD})(?![\w.\[(!])"
)
_SPECIAL: Final = re.compile(r"(?<!\[)\[(#[A-Za-z ]+)\](?!\])")
_DATA: Final = "[[#Data]]"
_FUTURE: Final = re.compile(rf"{_TEXT}|_xlfn\.(?:_xlws\.)?")
_ALONE: Final = re.compile(r"=#[A-Z/0]+[!?]?")


class Formulas:
    """Translates the formulas of one document; every text once."""

    def __init__(self, document: Any) -> None:
        self._excel = self._parser(document, _EXCEL)
        self._calc = self._parser(document, _CALC)
        self._tables = document.DatabaseRanges
        self._origin = bridge.kind("com.sun.star.table.CellAddress")(0, 0, 0)
        self._to_calc: dict[str, str] = {}
        self._to_excel: dict[str, str] = {}

    @staticmethod
    def _parser(document: Any, convention: int) -> Any:
        parser = document.createInstance("com.sun.star.sheet.FormulaParser")
        parser.CompileEnglish = True
        parser.FormulaConvention = convention
        return parser

    def to_calc(self, text: str) -> str:
        """A formula of Excel as Calc takes it; other texts stay as they are."""
        if not text.startswith("="):
            return text
        if text not in self._to_calc:
            self._to_calc[text] = self._translated(text, self._excel, self._calc, (",", ";"))
        return self._to_calc[text]

    def moved(
        self, text: str, at: tuple[int, int], shape: tuple[int, int]
    ) -> tuple[tuple[str, ...], ...]:
        """A formula of Excel for every cell of a range, written for its first cell.

        Args:
            text: the formula.
            at: column and row of the first cell, from 0.
            shape: rows and columns of the range.
        """
        cell = bridge.kind("com.sun.star.table.CellAddress")
        column, row = at
        tokens = self._calc.parseFormula(self.to_calc(text)[1:], cell(0, column, row))
        return tuple(
            tuple(
                "=" + self._calc.printFormula(tokens, cell(0, column + right, row + down))
                for right in range(shape[1])
            )
            for down in range(shape[0])
        )

    def to_excel(self, text: str) -> str:
        """A formula of Calc as Excel writes it."""
        if text not in self._to_excel:
            found = self._translated(text, self._calc, self._excel, (";", ","))
            self._to_excel[text] = _FUTURE.sub(
                lambda m: m[0] if m[0].startswith('"') else "", found
            )
        return self._to_excel[text]

    def _translated(self, text: str, source: Any, target: Any, marks: tuple[str, str]) -> str:
        if _ALONE.fullmatch(text):
            return text
        hidden: list[str] = []
        # In Excel the name of a table means its body, in Calc the header too.
        tables = self._tables.ElementNames if source is self._excel else ()

        def disguise(found: re.Match[str]) -> str:
            if found["kept"] or (found["name"] and found["name"] not in tables):
                return found[0]
            plain = found[0] + _DATA if found["name"] else found[0]
            hidden.append(self._reference(plain, marks) if found["table"] else plain)
            return f"xlar_disguised_{len(hidden) - 1}_"

        bare = _DISGUISED.sub(disguise, text[1:])
        printed: str = target.printFormula(source.parseFormula(bare, self._origin), self._origin)
        for number, original in enumerate(hidden):
            printed = printed.replace(f"xlar_disguised_{number}_", original)
        return "=" + printed

    @staticmethod
    def _reference(text: str, marks: tuple[str, str]) -> str:
        """A reference to a table: Calc wants ``[[#All]]`` where Excel writes ``[#All]``."""
        if marks[1] == ";":
            return _SPECIAL.sub(r"[[\1]]", text.replace(*marks))
        return re.sub(r"\[\[(#[A-Za-z ]+)\]\]", r"[\1]", text.replace(_DATA, "").replace(*marks))
