"""The aging report on the screen: rows that fit the window, a bar per bucket, and the proof."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.table import Table
from rich.text import Text as Styled

from xlar.core.buckets import label_name
from xlar.core.problems import Text
from xlar.frames.field import Field, grouped
from xlar.frames.fields import bucket_field
from xlar.hosts.cli.grids import Grid
from xlar.hosts.cli.screens import GAP, HEAT, least_width, natural_width, screen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Console, RenderableType

    from xlar.core.problems import Language
    from xlar.hosts.cli.payloads import Payload

BAR: Final = 24
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def age_screen(
    grid: Grid, payload: Payload, gl: Mapping[str, str], lang: Language, target: Console
) -> RenderableType:
    """The aging report: its rows, then for each currency a bar per bucket, totals and the check."""
    table = screen(_age_rows(grid, payload, lang, target), lang, target.width)
    return Group(table, bars(payload, gl, lang))


def _age_rows(grid: Grid, payload: Payload, lang: Language, target: Console) -> Grid:
    """The rows with all buckets where they fit, else with what is due and not due."""
    natural = [natural_width(entry, grid, lang) for entry in grid.fields]
    needed = sum(least_width(e, n) + GAP for e, n in zip(grid.fields, natural, strict=True))
    labels = payload["buckets"]
    if needed <= target.width or len(labels) < 3:
        return grid
    first = sum(_is_early(label) for label in labels)
    early, late = Field("early", Text("未到期", "Not due"), "amount"), Field(
        "late", Text("逾期", "Overdue"), "amount"
    )  # fmt: skip
    if not first:
        first, early = 1, bucket_field(labels[0], lang)
        late = Field("late", Text("更早", "Older"), "amount")
    rows = []
    for row in grid.rows:
        amounts = [row[f"bucket {label}"] for label in labels]
        rows.append(dict(row) | {early.name: _sum(amounts[:first]), "late": _sum(amounts[first:])})
    kept = tuple(
        replace(entry, rank=5) if entry.name == "unapplied" else entry
        for entry in grid.fields
        if not entry.name.startswith("bucket ")
    )
    return Grid(grid.name, grid.title, (*kept, early, late), rows, grid.notes)


def _is_early(label: str) -> bool:
    return label == "not_due" or label.startswith("due_in_")


def _sum(amounts: Sequence[str]) -> str:
    return str(sum(map(Decimal, amounts[1:]), Decimal(amounts[0])))


def bars(payload: Payload, gl: Mapping[str, str], lang: Language) -> RenderableType:
    """For each currency the sums of the report with a bar per bucket, and its proof."""
    return Group(*(_bars(payload, code, gl.get(code), lang) for code in payload["totals"]))


def _bars(payload: Payload, code: str, gl: str | None, lang: Language) -> RenderableType:
    total = payload["totals"][code]
    sizes = {label: float(amount) for label, amount in total["buckets"].items()}
    gross = sum(max(size, 0.0) for size in sizes.values()) or 1.0
    widest = max([*sizes.values(), 1.0])
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    first = sum(_is_early(label) for label in sizes)
    for place, (label, amount) in enumerate(total["buckets"].items()):
        heat = HEAT[0] if place < first else HEAT[min(place - first + 1, len(HEAT) - 1)]
        table.add_row(
            label_name(label, lang),
            grouped(amount),
            f"{sizes[label] / gross:.1%}",
            Styled(bar(sizes[label] / widest), heat),
        )
    names = {
        "zh": ("未核销款", "余额合计", "核对差异", "与总账差异"),
        "en": ("unapplied", "total", "check", "difference to the general ledger"),
    }[lang]
    table.add_row(names[0], Styled(grouped(total["unapplied"]), "cyan"))
    table.add_row(Styled(names[1], "bold"), Styled(grouped(total["total"]), "bold"))
    rest = payload["check"].get(code, "0")
    table.add_row(names[2], _proof(rest))
    if gl is not None:
        table.add_row(names[3], _proof(gl))
    return Group(Styled(f"\n{code}", "bold"), table)


def _proof(difference: str) -> Styled:
    """A difference that should be nothing."""
    even = float(difference) == 0
    return Styled(f"{grouped(difference)} {'✓' if even else '✗'}", "green" if even else "bold red")


def bar(share: float) -> str:
    """A bar of at most `BAR` characters, in eighths of a character."""
    eighths = round(max(share, 0.0) * BAR * 8)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")
