"""What a monthly report says, as frozen data without any layout.

Renderers take every figure and word from here: the PDF, and the workbook with its native charts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    import datetime as dt

    from xlar.core.problems import Language

CellKind: TypeAlias = Literal["text", "figure", "amount", "whole", "number", "ratio", "day"]
"""``figure`` is a text that stands to the right."""

Tone: TypeAlias = Literal["good", "bad", "plain"]
ChartKind: TypeAlias = Literal["stacked", "line", "bars", "outlook"]
Role: TypeAlias = Literal["bar", "line", "low", "high"]


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure with its change.

    Attributes:
        name: its name in code; plain: its value as JSON has it, blank where there is none.
        title: what it is; value: as people read it.
        change: against the month before, blank where there is none.
        tone: whether the change is welcome.
    """

    name: str
    plain: str
    title: str
    value: str
    change: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Head:
    """A column of a grid."""

    title: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        title: its heading.
        heads: its columns.
        rows: machine values: amounts in minor units, numbers and ratios in hundred-millionths,
            days as day numbers, None for nothing.
        totals: rows in bold below them.
        currency: currency of its amounts.
        note: a line in small print below it.
    """

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Any, ...], ...]
    totals: tuple[tuple[Any, ...], ...] = ()
    currency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of a chart, one per label; None where there is none.

    Attributes:
        name: what they are.
        values: the figures.
        role: bars are stacked where there are several; low and high are the ends of a range.
    """

    name: str
    values: tuple[float | None, ...]
    role: Role = "bar"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart.

    Attributes:
        title: its heading.
        kind: how it is drawn; ``bars`` lie, one below the other.
        labels: what the figures belong to.
        series: the figures.
        scale: what a figure is divided by where it is shown.
        unit: the unit of what is shown.
        digits: decimals shown.
    """

    title: str
    kind: ChartKind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    scale: int = 1
    unit: str = ""
    digits: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts beside each other."""

    left: Grid | Chart
    right: Grid | Chart


@dataclass(frozen=True, slots=True)
class Remarks:
    """Sentences, each a point of its own."""

    texts: tuple[str, ...]


Part: TypeAlias = Grid | Chart | Pair | Remarks


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name in code, heading, and parts."""

    name: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """A monthly report.

    Attributes:
        month: ``2026-06``.
        day: day of its figures.
        lang: its language.
        company: whose it is.
        title: heading; subtitle: month and day.
        currency: currency of its charts and key figures.
        cards: key figures.
        findings: what matters, in sentences.
        sections: the rest.
        notes: bases and methods, in small print at the end.
    """

    month: str
    day: dt.date
    lang: Language
    company: str
    title: str
    subtitle: str
    currency: str
    cards: tuple[Card, ...]
    findings: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its files are called, without ending."""
        return f"{self.title} {self.month}"
