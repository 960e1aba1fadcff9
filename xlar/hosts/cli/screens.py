"""Reports on the screen: coloured tables that fit the window, and a bar per aging bucket."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Any, Final

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text as Styled

from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType

    from xlar.core.problems import Language
    from xlar.frames.field import Field
    from xlar.hosts.cli.grids import Grid
    from xlar.hosts.cli.payloads import Payload

MOST_ROWS: Final = 1_000
_PAGE_WIDTH: Final = 250
_RIGHT: Final = ("amount", "whole", "ratio", "number")
_SHORTEST_NAME: Final = 10
_SHORTEST_SENTENCE: Final = 24
_WRAPPED: Final = (
    "message", "reasons", "expected", "file_missing", "documents_missing", "individual_reason",
)  # fmt: skip
_BLANK: Final[tuple[Any, ...]] = (None, "", False, [])
GAP: Final = 2  # blanks between columns
HEAT: Final = ("green", "yellow", "orange1", "dark_orange", "red1", "red3", "magenta")
_WORD_STYLES: Final[Mapping[str, str]] = {
    "error": "bold red", "warning": "yellow",
    "hold": "bold red", "approve": "yellow", "release": "green",
    "frozen": "cyan", "blacklisted": "bold magenta",
}  # fmt: skip
STAGE_STYLES: Final = {
    1: "green", 2: "yellow", 3: "yellow", 4: "orange1",
    5: "red1", 6: "red3", 7: "magenta", 8: "bold magenta",
}  # fmt: skip


def console() -> Console:
    """The console of stdout, which does without colour where nobody is looking."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)


def page() -> tuple[Console, StringIO]:
    """A console of ample width without colour that writes into a text, and the text."""
    text = StringIO()
    return Console(file=text, width=_PAGE_WIDTH, highlight=False, emoji=False, markup=False), text


def screen(grid: Grid, lang: Language, width: int) -> RenderableType:
    """A grid as a table that fits the width; what is left out is said below it."""
    grid = _without_blank_columns(grid)
    rows = grid.rows[:MOST_ROWS]
    shown = [[entry.shown(row[entry.name], lang) for entry in grid.fields] for row in rows]
    natural = [natural_width(entry, grid, lang) for entry in grid.fields]
    kept, left_out = _fitting(grid.fields, natural, width)
    widths = _widths(
        [grid.fields[place] for place in kept], [natural[place] for place in kept], width
    )
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    for place, size in zip(kept, widths, strict=True):
        entry = grid.fields[place]
        table.add_column(
            entry.title[lang],
            justify="right" if entry.kind in _RIGHT else "left",
            no_wrap=entry.name not in _WRAPPED,
            overflow="ellipsis" if entry.name == "name" else "fold",
            width=size,
        )
    for row, line in zip(rows, shown, strict=True):
        table.add_row(*(Styled(line[place], _style(grid.fields[place], row)) for place in kept))
    return Group(heading(grid, lang), table, *_remarks(grid, left_out, lang))


def with_notes(
    grid: Grid, notes: Sequence[tuple[Text, str]], lang: Language, width: int
) -> RenderableType:
    """A grid as a table with notes below it.

    Args:
        grid: the grid.
        notes: labels and texts.
        lang: language of titles and words.
        width: of the window, in characters.
    """
    lines = [Styled(f"{label[lang]}  {text}".rstrip()) for label, text in notes]
    return Group(screen(grid, lang, width), *lines)


def _without_blank_columns(grid: Grid) -> Grid:
    """The grid without the lesser columns in which no row has anything to show."""
    used = tuple(
        entry
        for entry in grid.fields
        if not entry.rank or any(row[entry.name] not in _BLANK for row in grid.rows)
    )
    return replace(grid, fields=used)


def heading(grid: Grid, lang: Language) -> Styled:
    """The title of a report with the day and the method."""
    parts = [f"{title[lang]} {value}" for title, value in grid.notes[:2]]
    line = Styled().append(grid.title[lang], "bold")
    if parts:
        line.append("  " + "  ".join(parts), "dim")
    return line


def natural_width(entry: Field, grid: Grid, lang: Language) -> int:
    """The width of a column that shows everything."""
    values = (entry.shown(row[entry.name], lang) for row in grid.rows[:MOST_ROWS])
    return max([cell_len(entry.title[lang]), *map(cell_len, values)])


def least_width(entry: Field, natural: int) -> int:
    """The width a column needs at least: names are cut short, sentences broken, figures never."""
    if entry.name == "name":
        return min(natural, _SHORTEST_NAME)
    return min(natural, _SHORTEST_SENTENCE) if entry.name in _WRAPPED else natural


def _fitting(
    fields: Sequence[Field], natural: Sequence[int], width: int
) -> tuple[list[int], list[Field]]:
    """The places of the columns that fit, and the columns left out, least wanted first."""
    kept = list(range(len(fields)))
    left_out = []
    needed = [least_width(entry, size) for entry, size in zip(fields, natural, strict=True)]
    while sum(needed[place] + GAP for place in kept) > width:
        rank, place = min(((fields[p].rank or 99, p) for p in kept), default=(99, 0))
        if rank == 99:
            break
        kept.remove(place)
        left_out.append(fields[place])
    return kept, left_out


def _widths(fields: Sequence[Field], natural: Sequence[int], width: int) -> list[int]:
    """The width of each column: what it needs at least, and what is spare to the texts in turn."""
    widths = [least_width(entry, size) for entry, size in zip(fields, natural, strict=True)]
    spare = width - sum(widths) - GAP * len(widths)
    for place, size in enumerate(natural):
        extra = max(min(size - widths[place], spare), 0)
        widths[place] += extra
        spare -= extra
    return widths


def _remarks(grid: Grid, left_out: Sequence[Field], lang: Language) -> list[RenderableType]:
    """What the table does not show, and how to see it."""
    remarks = []
    if len(grid.rows) > MOST_ROWS:
        remarks.append(
            Text(
                f"共 {len(grid.rows):,} 行，仅显示前 {MOST_ROWS:,} 行；全部请用 --format csv。",
                f"{len(grid.rows):,} rows, the first {MOST_ROWS:,} shown; all with --format csv",
            )
        )
    if left_out:
        names = [entry.title for entry in left_out]
        remarks.append(
            Text(
                f"窗口较窄，未显示：{'、'.join(name.zh for name in names)}。",
                f"not shown in a window this narrow: {', '.join(name.en for name in names)}",
            )
        )
    return [Styled(remark[lang], "dim") for remark in remarks]


def _style(entry: Field, row: Mapping[str, Any]) -> str:
    """The colour of a value."""
    value = row[entry.name]
    if entry.name in ("decision", "status", "severity"):
        return _WORD_STYLES.get(value, "")
    if entry.name == "stage_name":
        return STAGE_STYLES.get(row["stage"], "")
    if entry.name == "days_past_due" and isinstance(value, int) and value > 0:
        return HEAT[min(1 + value // 60, len(HEAT) - 1)]
    if entry.kind == "amount" and value is not None and not value.strip("-0."):
        return "dim"
    if entry.kind == "amount" and value is not None and value.startswith("-"):
        return "cyan" if entry.name in ("open", "unapplied", "amount") else "red"
    return "dim" if entry.name in ("currency", "due_date", "document_date") else ""


def check_screen(grid: Grid, payload: Payload, lang: Language) -> RenderableType:
    """The problems, each with its place, and how much was read."""
    counts = payload["counts"]
    read = Text(
        f"客户 {counts['customers']:,}，发票 {counts['invoices']:,} 行，"
        f"收款 {counts['receipts']:,} 行，核销 {counts['allocations']:,} 行",
        f"{counts['customers']:,} customers, {counts['invoices']:,} invoice rows, "
        f"{counts['receipts']:,} receipt rows, {counts['allocations']:,} allocation rows",
    )
    found = Text(
        f"错误 {counts['errors']} 条，提醒 {counts['warnings']} 条",
        f"{counts['errors']} errors, {counts['warnings']} warnings",
    )
    style = "bold red" if counts["errors"] else "yellow" if counts["warnings"] else "bold green"
    lines = [
        Styled(problem["message"], _WORD_STYLES[problem["severity"]])
        for problem in payload["problems"][:MOST_ROWS]
    ]
    remarks = _remarks(grid, (), lang)
    return Group(
        Styled(grid.title[lang], "bold"),
        *lines,
        *remarks,
        Styled(read[lang], "dim"),
        Styled(found[lang], style),
    )
