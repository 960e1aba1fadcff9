"""A sheet of a report: one spilled formula, with room for more rows than the example has."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from math import ceil, inf
from typing import TYPE_CHECKING, Any, Final

from xlar.frames.cells import TOTAL
from xlar.frames.fields import AS_OF
from xlar.tables.grid import letters
from xlar.workbook.template import names, styles
from xlar.workbook.template.canvas import apart, fitting
from xlar.workbook.template.columns import FIRST, HEADER, LAST, Columns, as_text, kinds_of
from xlar.workbook.template.kit import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.core.problems import Text
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

KEY: Final = as_text(f"$A{FIRST + 1}")
"""What a row is about, as a rule for whole rows compares it."""

_FILLED: Final = as_text(f"$A{FIRST + 1}&$B{FIRST + 1}")
"""Something in every row, also where nobody is named in the first cell."""

_LINE: Final = {"bottom": 1, "bottom_color": styles.LINE}
"""The line below a row. Excel lays all rules that hold over each other; Calc applies the first of
the areas that has one. So every rule draws the line, and the one for the line alone has an area of
its own, which comes last."""

_NOTES: Final = 3
"""Row above the titles, from 0, in which stands what a report says in its last row."""

_NOTES_LINE: Final = 20  # pixels
_BREADTH: Final = 8  # columns

_LEAST: Final = {"amount": 15, "bucket": 14, "day": 12, "whole": 9, "ratio": 9}


@dataclass(frozen=True)
class Report:
    """A report with a sheet of its own.

    Attributes:
        key: of its page.
        title: of its page.
        function: the worksheet function.
        hint: what it shows and how to read it.
        rules: what colors its rows.
        names: columns that rules of other sheets look at, by the name they get.
        show: which of several tables the function gives, as a code; "" for the first.
    """

    key: str
    title: Text
    function: str
    hint: Text
    rules: Callable[[Canvas, Columns], None]
    names: Mapping[str, str] = field(default_factory=dict)
    show: str = ""


def report_page(report: Report) -> Page:
    """The page of a report."""
    return Page(report.key, report.title, partial(_draw, report=report), styles.GOOD)


def _draw(canvas: Canvas, kit: Kit, *, report: Report) -> None:
    columns, rows = kit.figures.report(report.function, *([report.show] if report.show else ()))
    titles, width = columns.titles, len(columns.titles)
    kinds = kinds_of(titles, kit.lang)
    canvas.band(kit.sheet(report.key), report.hint, width)
    _state(canvas, kit)
    for place, (title, kind) in enumerate(zip(titles, kinds, strict=True)):
        texts = [cell for row in rows if any(row[1:]) and isinstance(cell := row[place], str)]
        least = _LEAST.get(kind, 8)
        more = apart(kinds, place)
        wide = fitting([f"{title}   ", *texts], least, 72) + more.get("indent", 0)
        canvas.column(place, wide, "cell", kind, **more)
    _further_notes(canvas, kit, rows, width)
    show = f',"{report.show}"' if report.show else ""
    formula = f"={report.function}({names.LEDGER},{names.AS_OF}{show})"
    canvas.spill(HEADER, 0, formula, [titles, *rows], kinds, header=True)
    canvas.sheet.set_row_pixels(HEADER, 30)
    bottom = HEADER + len(rows)
    canvas.sheet.autofilter(HEADER, 0, bottom, width - 1)
    canvas.lines = _LINE
    last_words = f"{AS_OF[kit.lang]} "
    is_last = f'LEFT({KEY},{len(last_words)})="{last_words}"'
    canvas.rule((FIRST, 0, LAST, 0), f"={is_last}", bottom=0, font_color="#FFFFFF")
    report.rules(canvas, columns)
    for name, column in report.names.items():
        kit.name(name, report.key, columns.range(column))
    top, left, last, right = columns.area()
    filled = f'=AND({_FILLED}<>"",NOT({is_last}))'
    canvas.rule((top, left, last + 1, right), filled)  # an area of its own: see _LINE
    canvas.sheet.freeze_panes(FIRST, 2)
    canvas.sheet.ignore_errors({"number_stored_as_text": f"A{FIRST}:{letters(width - 1)}{LAST}"})
    canvas.page((0, 0, bottom, width - 1), header=HEADER)


def _state(canvas: Canvas, kit: Kit) -> None:
    """The day of the report, in sight of its figures."""
    label = {"zh": "截止日期", "en": "As of"}[kit.lang]
    today = {"zh": "今天", "en": "today"}[kit.lang]
    formula = f'=IF({names.AS_OF}="","{today}",{names.AS_OF})'
    canvas.put(2, 0, label, "label")
    canvas.formula(2, 1, formula, kit.figures.as_of or today, "value", "day")


def _further_notes(canvas: Canvas, kit: Kit, rows: Sequence[Sequence[Any]], width: int) -> None:
    """What the last row says beside the day, where there is room; there its cell would cut it."""
    begins, parted = AS_OF[kit.lang], {"zh": "；", "en": "; "}[kit.lang]
    last_row = next((str(row[0]) for row in rows if str(row[0]).startswith(f"{begins} ")), "")
    said = last_row.partition(parted)[2]
    if not said:
        return
    keys = f"$A${FIRST + 1}:$A${LAST + 1}"
    found = f'INDEX({keys},MATCH("{begins} *",{keys},0))'
    formula = f'=IFERROR(MID({found},FIND("{parted}",{found})+{len(parted)},999),"")'
    last = min(width, _BREADTH) - 1
    canvas.sheet.merge_range(_NOTES, 0, _NOTES, last, "", canvas.styles.get("muted"))
    canvas.formula(_NOTES, 0, formula, said, "muted")
    room = sum(canvas.widths[place] for place in range(last + 1))
    canvas.sheet.set_row_pixels(_NOTES, _NOTES_LINE * ceil(fitting([said], most=inf) / room))


def sum_rule(canvas: Canvas, columns: Columns) -> None:
    """The sums below a report stand out."""
    rule = f'={KEY}="{TOTAL[columns.lang]}"'
    canvas.rule(columns.area(), rule, bold=True, bg_color=styles.SOFT)
