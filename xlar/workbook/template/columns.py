"""The columns of reports: where they stand on a sheet and what they hold, by their titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlar.frames.fields import FIELDS
from xlar.tables.grid import letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.problems import Language

HEADER: Final = 4
"""Row of the titles of a report on its sheet, from 0."""

FIRST: Final = HEADER + 1
_LOOKS: Final[Mapping[str, str]] = {"words": "text", "flag": "text", "number": "decimal"}

LAST: Final = 20_000
"""The last row that formats and formulas over a report reach."""


@dataclass(frozen=True)
class Columns:
    """Where the columns of a report stand.

    Attributes:
        titles: their titles.
        lang: language of these.
    """

    titles: Sequence[str]
    lang: Language

    def place(self, name: str) -> int:
        """The position of a column by its English name."""
        return self.titles.index(FIELDS[name].title[self.lang])

    def cell(self, name: str) -> str:
        """Its first cell as a rule for whole rows names it."""
        return f"${letters(self.place(name))}{FIRST + 1}"

    def text(self, name: str) -> str:
        """The same for a column of texts, as a rule compares them."""
        return as_text(self.cell(name))

    def area(self, name: str = "") -> tuple[int, int, int, int]:
        """The cells of a column, or of all."""
        first = self.place(name) if name else 0
        last = first if name else len(self.titles) - 1
        return FIRST, first, LAST, last

    def range(self, name: str) -> str:
        """The cells of a column as a formula on another sheet refers to them."""
        letter = letters(self.place(name))
        return f"${letter}${FIRST + 1}:${letter}${LAST + 1}"


def as_text(cells: str) -> str:
    """Texts in the result of a function of ours, as a formula may compare them in every program.

    Calc 7.4 finds the texts of an add-in's array unequal to any other when it compares them whole.

    >>> as_text("$S$4:$S$9")
    '$S$4:$S$9&""'
    """
    return f'{cells}&""'


def beginning(cell: str) -> str:
    """A criterion for such texts: Calc 7.4 does find them by a pattern.

    >>> beginning("$B$4")
    '$B$4&"*"'
    """
    return f'{cell}&"*"'


def kinds_of(titles: Sequence[str], lang: Language) -> list[str]:
    """What the columns of a report hold, by their titles; those of no field are buckets.

    >>> kinds_of(["客户编码", "到期日", "1-30天"], "zh")
    ['text', 'day', 'bucket']
    """
    known = {field.title[lang]: field.kind for field in FIELDS.values()}
    kinds = [known.get(title, "bucket") for title in titles]
    return [_LOOKS.get(kind, kind) for kind in kinds]
