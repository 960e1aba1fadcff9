"""The monthly report as PDF, through typst, with its charts as SVG."""

from __future__ import annotations

import calendar
import json
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from xlar.core.columns import NO_AMOUNT, NO_INT
from xlar.core.dates import iso
from xlar.core.money import format_minor
from xlar.documents.render.coverage import unprintable
from xlar.documents.render.pdf import compiler
from xlar.documents.render.printed_tables import TEMPLATES
from xlar.documents.report.charts import svg
from xlar.documents.report.content import Chart, Grid, Pair, Remarks
from xlar.documents.report.facts import number_text, percent_text
from xlar.frames.field import grouped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.documents.report.content import CellKind, MonthlyReport, Part, Section

_WIDE: Final = 500.0  # points across the page
_HALF: Final = 242.0
_HEIGHTS: Final = {_WIDE: 190.0, _HALF: 150.0}
_SHOWN: Final[Mapping[CellKind, Callable[[Any], str]]] = {
    "ratio": percent_text,
    "number": number_text,
    "day": lambda day: iso(day) or "",
    "whole": lambda number: f"{number:,}",
}
_SHORT: Final = 22  # rows of a section that is not parted
_NO_GLYPH: Final = "〓"  # printed for a character no font of ours has


def report_pdf(report: MonthlyReport) -> bytes:
    """The report as PDF; the same report gives the same bytes.

    Args:
        report: its content.
    """
    folder = Path(tempfile.mkdtemp(prefix="xlar-"))
    try:
        root = folder / "templates"
        shutil.copytree(TEMPLATES, root)
        page = _page(report, root)
        (root / "document.json").write_text(_printable(page), "utf-8")
        midnight = calendar.timegm(report.day.timetuple())
        made: bytes = compiler(root, "report.typ").compile(
            format="pdf", pdf_tags=False, timestamp=midnight
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return made


def _printable(page: dict[str, Any]) -> str:
    """The page as JSON, with a sign for every character the fonts lack."""
    text = json.dumps(page, ensure_ascii=False)
    return text.translate({ord(sign): _NO_GLYPH for sign in unprintable(text)})


def _page(report: MonthlyReport, root: Path) -> dict[str, Any]:
    """What the template shows; charts are written beside it."""
    drawn: list[str] = []

    def part(one: Part, width: float) -> dict[str, Any]:
        if isinstance(one, Pair):
            return {"kind": "pair", "parts": [part(side, _HALF) for side in (one.left, one.right)]}
        if isinstance(one, Remarks):
            return {"kind": "remarks", "texts": list(one.texts)}
        if isinstance(one, Grid):
            return {"kind": "grid", **_grid(one, width)}
        return {"kind": "chart", "title": one.title, "unit": one.unit,
                "path": _chart(one, width, root, drawn)}  # fmt: skip

    return {
        "kind": "report",
        "lang": report.lang,
        "day": [report.day.year, report.day.month, report.day.day],
        "company": report.company,
        "title": report.title,
        "subtitle": report.subtitle,
        "cards": [
            {"title": card.title, "value": card.value, "change": card.change, "tone": card.tone}
            for card in report.cards
        ],
        "findings": list(report.findings),
        "sections": [
            {
                "title": section.title,
                "together": _fits_a_page(section),
                "parts": [part(one, _WIDE) for one in section.parts],
            }
            for section in report.sections
        ],
        "notes": list(report.notes),
    }


def _fits_a_page(section: Section) -> bool:
    """Whether a section is short enough to stay on one page."""
    grids = [one for one in section.parts if isinstance(one, Grid)]
    return sum(len(one.rows) + len(one.totals) for one in grids) <= _SHORT


def _chart(chart: Chart, width: float, root: Path, drawn: list[str]) -> str:
    drawing = svg(chart, width, _HEIGHTS[width])
    name = f"chart-{len(drawn)}.svg"
    drawn.append(name)
    signs = {ord(sign): _NO_GLYPH for sign in unprintable(drawing)}
    (root / name).write_text(drawing.translate(signs), "utf-8")
    return f"/{name}"


def _grid(grid: Grid, width: float) -> dict[str, Any]:
    kinds = [head.kind for head in grid.heads]
    return {
        "title": grid.title,
        "heads": [head.title for head in grid.heads],
        "sides": ["l" if kind == "text" else "r" for kind in kinds],
        "rows": [_texts(row, kinds, grid.currency) for row in grid.rows],
        "totals": [_texts(row, kinds, grid.currency) for row in grid.totals],
        "note": grid.note,
        "narrow": width < _WIDE,
    }


def _texts(row: Sequence[Any], kinds: Sequence[CellKind], currency: str) -> list[str]:
    return [cell_text(value, kind, currency) for value, kind in zip(row, kinds, strict=True)]


def cell_text(value: Any, kind: CellKind, currency: str) -> str:
    """A machine value of a grid as people read it; nothing for what is absent.

    >>> cell_text(123456, "amount", "CNY"), cell_text(None, "amount", "CNY")
    ('1,234.56', '')
    >>> cell_text(35_651_234, "ratio", ""), cell_text("甲", "text", "")
    ('35.7%', '甲')
    """
    if value is None or value == "" or (kind != "text" and value in (NO_AMOUNT, NO_INT)):
        return ""
    shown = _SHOWN.get(kind, str)
    return grouped(format_minor(value, currency or "CNY")) if kind == "amount" else shown(value)
