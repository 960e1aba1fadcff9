"""What an import works on, and what it hands back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from xlar.tables.grid import address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from xlar.core.ledger import Ledger
    from xlar.core.problems import Language, Problem, Text
    from xlar.core.tables import Tables
    from xlar.tables.faults import Fault

Raw: TypeAlias = "str | int | float | bool | date | None"  # a cell as the file has it
DateOrder: TypeAlias = Literal["mdy", "dmy", "ymd"]
_SHOWN: Final = 5
Confidence: TypeAlias = Literal["stated", "certain", "likely", "guess", "unused"]


@dataclass(frozen=True, eq=False)
class Grid:
    """One sheet or file: a header and columns of cells.

    Attributes:
        label: name of the sheet or file, for messages.
        header: the titles as they stand there.
        columns: the cells, column by column.
        rows: row of each entry as the user sees it.
        names: what the user's map may call it.
        addressed: whether cells have addresses, as on a sheet.
        first_column: number of the first column on the sheet, from 0.
        faults: cells without a usable value, by row and column of the sheet.
        epoch_1904: whether serial numbers count from 1904.
    """

    label: str
    header: tuple[str, ...]
    columns: tuple[Sequence[Raw], ...]
    rows: Sequence[int]
    names: tuple[str, ...] = ()
    addressed: bool = False
    first_column: int = 0
    faults: Mapping[tuple[int, int], Fault] = field(default_factory=dict)
    epoch_1904: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def address(self, place: int, header: str | None) -> str | None:
        """The address of a cell such as ``发票!D7``, or None where there are none."""
        if not self.addressed or header not in self.header:
            return None
        return address(self.label, self.rows[place], self.first_column + self.header.index(header))

    def row(self, place: int) -> tuple[Raw, ...]:
        """The cells of one entry."""
        return tuple(column[place] for column in self.columns)


@dataclass(frozen=True, slots=True)
class Mapped:
    """What became of one column of the source.

    Attributes:
        source: sheet or file.
        header: the title there.
        table: English name of the table it belongs to, or None where the sheet was left aside.
        column: English name of the column it fills, or None where it fills none.
        confidence: 0 to 1.
        how: in words.
    """

    source: str
    header: str
    table: str | None
    column: str | None
    confidence: float
    how: Text

    @property
    def level(self) -> Confidence:
        """How sure the match is, as a word.

        >>> Mapped("a.csv", "Inv No", "invoices", "invoice_no", 0.8, None).level
        'likely'
        """
        if self.column is None:
            return "unused"
        if self.confidence >= 1:
            return "stated"
        if self.confidence >= 0.95:
            return "certain"
        return "likely" if self.confidence >= 0.75 else "guess"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the import did, or found worth telling.

    Attributes:
        what: in words.
        count: how many rows or cells it concerns.
        examples: what they are, as the user sees them; the report lists them, a line shows five.
    """

    what: Text
    count: int
    examples: tuple[str, ...] = ()

    def text(self, lang: Language = "zh") -> str:
        """The step in one line."""
        shown = ("；" if lang == "zh" else "; ").join(self.examples[:_SHOWN])
        tail = "" if not shown else (f"；例如 {shown}" if lang == "zh" else f"; e.g. {shown}")
        rows = f"{self.count:,} 处" if lang == "zh" else f"{self.count:,}"
        return (
            f"{self.what[lang]}：{rows}{tail}"
            if lang == "zh"
            else f"{self.what[lang]}: {rows}{tail}"
        )


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row of the source that is not in the ledger.

    Attributes:
        source: sheet or file.
        row: row as the user sees it.
        reason: why it was set aside.
        cells: the row as it stood, by header.
    """

    source: str
    row: int
    reason: Text
    cells: Mapping[str, Raw]


@dataclass(frozen=True, eq=False)
class ImportResult:
    """What came of an import.

    Attributes:
        ledger: the ledger, or None where there are errors.
        tables: typed tables in the contract's form.
        extras: columns of the source that fill no column of ours, by table and header.
        settings: what goes on the sheet 参数.
        problems: everything found, errors first.
        steps: what was done, in order.
        mapping: what became of each column.
        set_aside: rows left out, with the reason.
    """

    ledger: Ledger | None
    tables: Tables
    extras: Mapping[str, Mapping[str, Sequence[Raw]]]
    settings: Mapping[str, str | date | None]
    problems: tuple[Problem, ...]
    steps: tuple[Step, ...]
    mapping: tuple[Mapped, ...]
    set_aside: tuple[SetAside, ...]

    @property
    def ok(self) -> bool:
        """Whether a book may be written: nothing found is an error."""
        return all(problem.severity != "error" for problem in self.problems)
