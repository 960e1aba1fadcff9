"""Cells of an .ods sheet without a usable value: error values, formulas without a result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from xlar.tables import cell_messages as say
from xlar.tables.cells import ERROR_TEXT
from xlar.tables.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUSPICIOUS: Final = re.compile(
    rb"value-type\s*=\s*[\"']error[\"']|>\s*(?:#|Err:)"
    rb"|<[\w.-]+:table-cell(?![^>]*value-type)[^>]*formula\s*=[^>]*>"
)
_CELLS: Final = ("table-cell", "covered-table-cell")


def ods_faults(content: bytes) -> Mapping[str, list[Fault]]:
    """The cells with an error value or a formula without a stored result, by sheet.

    Args:
        content: the part ``content.xml``.

    Raises:
        expat.ExpatError: not well-formed.
    """
    if not _SUSPICIOUS.search(content):
        return {}
    scan = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scan.start
    parser.EndElementHandler = scan.end
    parser.CharacterDataHandler = scan.text
    parser.Parse(content, True)
    return scan.faults


@dataclass
class _Scan:
    """Where in the document the parser stands."""

    faults: dict[str, list[Fault]] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    repeated_rows: int = 1
    column: int = 0
    cell: dict[str, str] | None = None
    paragraphs: int = 0
    words: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.rpartition(":")[2]
        values = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if element == "table":
            self.sheet, self.row = values.get("name", ""), 0
        elif element == "table-row":
            self.row, self.column = self.row + 1, 0
            self.repeated_rows = int(values.get("number-rows-repeated", "1"))
        elif element in _CELLS:
            # LibreOffice states the kind of an error in an attribute of its own namespace.
            error = "error" in (attributes.get("calcext:value-type"), values.get("value-type"))
            self.cell = {**values, "error": "yes" if error else ""}
            self.paragraphs, self.words = 0, []
        elif element == "p" and self.cell is not None:
            self.paragraphs += 1

    def text(self, data: str) -> None:
        if self.cell is not None:
            self.words.append(data)

    def end(self, name: str) -> None:
        element = name.rpartition(":")[2]
        if element == "table-row":
            self.row += self.repeated_rows - 1
        elif element in _CELLS and self.cell is not None:
            self._close(self.cell)
            self.cell = None

    def _close(self, cell: Mapping[str, str]) -> None:
        shown = "".join(self.words).strip()
        formula = cell.get("formula")
        found = None
        if cell["error"] or (formula and ERROR_TEXT.fullmatch(shown)):
            found = say.ERROR_CELL, shown or "#ERROR!"
        elif formula and "value-type" not in cell and not self.paragraphs:
            found = say.NO_VALUE, formula.partition(":")[2] or formula
        if found:
            fault = Fault(self.row, self.column, *found)
            self.faults.setdefault(self.sheet, []).append(fault)
        self.column += int(cell.get("number-columns-repeated", "1"))
