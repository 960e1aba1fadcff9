"""Number formats: Excel's codes, Calc's keys, and what kind of value a format shows."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.hosts.calc.engine import bridge

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind: TypeAlias = Literal["general", "text", "date", "bool", "number"]

GENERAL: Final = "General"
TEXT: Final = "@"
DATE: Final = "yyyy-mm-dd"
MOMENT: Final = "yyyy-mm-dd hh:mm:ss"
BOOLEAN: Final = "BOOLEAN"

# com.sun.star.util.NumberFormat
_DATE, _TIME, _TEXT, _LOGICAL = 2, 4, 256, 1024
# Each locale has its own ten thousand keys; the first of them is General.
_KEYS_PER_LOCALE: Final = 10_000
# What stays as it is in a format code: quoted text, escaped characters, currencies, AM/PM.
_FIXED: Final = re.compile(r'"[^"]*"|\\.|\[\$[^\]]*\]|AM/PM|A/P')
_COLOR: Final = re.compile(r"\[([A-Z]{3,})\]")


def excel_code(code: str) -> str:
    """A format code as Excel writes it: Calc has capitals for days, hours and colors.

    >>> excel_code("YYYY-MM-DD HH:MM"), excel_code('[RED]0" D"')
    ('yyyy-mm-dd hh:mm', '[Red]0" D"')
    """
    if code in {"BOOLEAN", "General"}:
        return GENERAL
    parts, at = [], 0
    for fixed in _FIXED.finditer(code):
        parts += [_lowered(code[at : fixed.start()]), fixed[0]]
        at = fixed.end()
    return "".join([*parts, _lowered(code[at:])])


def _lowered(part: str) -> str:
    colored = _COLOR.sub(lambda found: f"[{found[1].capitalize()}]", part)
    return re.sub(r"(?<![\[A-Za-z])[DMYHS]+|(?<=\[)[HMS]+(?=\])", lambda m: m[0].lower(), colored)


class NumberFormats:
    """The number formats of one document."""

    def __init__(self, document: Any) -> None:
        self._formats = document.NumberFormats
        self._english = bridge.kind("com.sun.star.lang.Locale")("en", "US", "")
        self._keys: dict[str, int] = {GENERAL: 0}
        self._kinds: dict[int, Kind] = {}

    def key(self, code: str) -> int:
        """The document's key of an Excel format code, added where it is new.

        Raises:
            ValueError: the code is no number format.
        """
        if code not in self._keys:
            found = self._formats.queryKey(code, self._english, False)
            self._keys[code] = found if found != -1 else self._added(code)
        return self._keys[code]

    def _added(self, code: str) -> int:
        try:
            return int(self._formats.addNew(code, self._english))
        except bridge.kind("com.sun.star.util.MalformedNumberFormatException") as error:
            raise ValueError(f"{code!r} is not a number format") from error

    def code(self, key: int) -> str:
        """The Excel format code of a key."""
        if key % _KEYS_PER_LOCALE == 0:
            return GENERAL
        entry = self._formats.getByKey(key)
        if entry.Locale.Language not in {"en", ""}:
            key = self._formats.addNewConverted(entry.FormatString, entry.Locale, self._english)
            entry = self._formats.getByKey(key)
        return excel_code(entry.FormatString)

    def kind(self, key: int) -> Kind:
        """What a cell of that format shows."""
        if key not in self._kinds:
            self._kinds[key] = self._read_kind(key)
        return self._kinds[key]

    def _read_kind(self, key: int) -> Kind:
        if key % _KEYS_PER_LOCALE == 0:
            return "general"
        bits = self._formats.getByKey(key).Type
        if bits & (_DATE | _TIME):
            return "date"
        if bits & _TEXT:
            return "text"
        return "bool" if bits & _LOGICAL else "number"


@dataclass(slots=True)
class FormatMap:
    """The number formats of a range, asked for once.

    Attributes:
        areas: (key, area) for every part of the range with one format.
    """

    areas: Sequence[tuple[int, Any]]
    _columns: dict[int, tuple[list[int], list[int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, area: Any) -> FormatMap:
        """The map of a UNO range; its rows and columns are those of the sheet, from 0."""
        groups = area.getUniqueCellFormatRanges()
        ranges = [groups.getByIndex(index) for index in range(groups.Count)]
        if len(ranges) == 1:
            return cls([(ranges[0].NumberFormat, area.RangeAddress)])
        return cls([(one.NumberFormat, part) for one in ranges for part in one.RangeAddresses])

    def key(self, row: int, column: int) -> int:
        """The format of one cell."""
        if len(self.areas) == 1:
            return self.areas[0][0]
        if column not in self._columns:
            self._columns[column] = self._column(column)
        starts, keys = self._columns[column]
        return keys[bisect_right(starts, row) - 1]

    def _column(self, column: int) -> tuple[list[int], list[int]]:
        parts = sorted(
            (area.StartRow, key)
            for key, area in self.areas
            if area.StartColumn <= column <= area.EndColumn
        )
        return [start for start, _ in parts], [key for _, key in parts]
