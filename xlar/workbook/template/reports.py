"""The sheets of reports: one spilled formula each, with room for more rows than the example has."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.frames.cells import CHECK, GL_DIFFERENCE, TOTAL
from xlar.frames.fields import FIELDS
from xlar.tables.grid import letters
from xlar.workbook.template import names, styles
from xlar.workbook.template.canvas import fitting
from xlar.workbook.template.columns import FIRST, HEADER, LAST, Columns, kinds_of
from xlar.workbook.template.kit import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

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
    """

    key: str
    title: Text
    function: str
    hint: Text
    rules: Callable[[Canvas, Columns], None]
    names: Mapping[str, str] = field(default_factory=dict)


def report_page(report: Report) -> Page:
    """The page of a report."""
    return Page(report.key, report.title, partial(_draw, report=report), styles.GOOD)


def _draw(canvas: Canvas, kit: Kit, *, report: Report) -> None:
    columns, rows = kit.figures.report(report.function)
    titles, width = columns.titles, len(columns.titles)
    kinds = kinds_of(titles, kit.lang)
    canvas.band(kit.sheet(report.key), report.hint, width)
    _state(canvas, kit)
    for place, (title, kind) in enumerate(zip(titles, kinds, strict=True)):
        texts = [cell for row in rows if any(row[1:]) and isinstance(cell := row[place], str)]
        least = _LEAST.get(kind, 8)
        canvas.column(place, fitting([f"{title}   ", *texts], least, 72), "cell", kind)
    formula = f"={report.function}({names.LEDGER},{names.AS_OF})"
    canvas.spill(HEADER, 0, formula, [titles, *rows], kinds, header=True)
    canvas.sheet.set_row_pixels(HEADER, 30)
    bottom = HEADER + len(rows)
    canvas.sheet.autofilter(HEADER, 0, bottom, width - 1)
    report.rules(canvas, columns)
    for name, column in report.names.items():
        kit.name(name, report.key, columns.range(column))
    canvas.rule(columns.area(), f'=$A{FIRST + 1}<>""', bottom=1, border_color=styles.LINE)
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


def _aging_rules(canvas: Canvas, columns: Columns) -> None:
    area, first = columns.area(), f"$A{FIRST + 1}"
    sums = ",".join(f'{first}="{text[columns.lang]}"' for text in (TOTAL, CHECK, GL_DIFFERENCE))
    canvas.rule(area, f"=OR({sums})", bold=True, bg_color=styles.SOFT)
    wrong = columns.cell("total")
    checks = ",".join(f'{first}="{text[columns.lang]}"' for text in (CHECK, GL_DIFFERENCE))
    canvas.rule(area, f"=AND(OR({checks}),N({wrong})<>0)", font_color=styles.BAD)
    oldest = letters(area[3])
    rule = f"=AND(ISNUMBER({oldest}{FIRST + 1}),{oldest}{FIRST + 1}>0)"
    canvas.rule((FIRST, area[3], LAST, area[3]), rule, font_color=styles.BAD, bold=True)


def _credit_rules(canvas: Canvas, columns: Columns) -> None:
    words = FIELDS["decision"].words
    decision = columns.cell("decision")
    for code, ink, fill in (
        ("hold", styles.BAD, styles.BAD_FILL),
        ("approve", styles.WARN, styles.WARN_FILL),
        ("release", styles.GOOD, styles.GOOD_FILL),
    ):
        rule = f'={decision}="{words[code][columns.lang]}"'
        canvas.rule(columns.area("decision"), rule, font_color=ink, bg_color=fill, bold=True)
    overdue = columns.cell("overdue")
    rule = f"=AND(ISNUMBER({overdue}),{overdue}>0)"
    canvas.rule(columns.area("overdue"), rule, font_color=styles.BAD)


def _stage_rules(canvas: Canvas, columns: Columns) -> None:
    stage, due = columns.cell("stage"), columns.cell("next_action_date")
    for least, fill in ((6, styles.BAD_FILL), (4, styles.WARN_FILL)):
        rule = f"=AND(ISNUMBER({stage}),{stage}>={least})"
        canvas.rule(columns.area("stage_name"), rule, bg_color=fill)
    rule = f'=AND(ISNUMBER({due}),{due}<=IF({names.AS_OF}="",TODAY(),{names.AS_OF}))'
    for name in ("next_action", "next_action_date"):
        canvas.rule(columns.area(name), rule, font_color=styles.BAD, bold=True)
    lapse = columns.cell("limitation_date")
    day = f'IF({names.AS_OF}="",TODAY(),{names.AS_OF})'
    rule = f"=AND(ISNUMBER({lapse}),{lapse}<EDATE({day},6))"
    canvas.rule(columns.area("limitation_date"), rule, font_color=styles.BAD)


REPORTS: Final[Mapping[str, Report]] = {
    report.key: report
    for report in (
        Report(
            "Aging", Text("账龄分析", "Aging"), "AR_AGING",
            Text(
                "按客户和币种。合计 = 各账龄段 + 未核销款；表末为合计与核对差异，差异应为 0。",
                "By customer and currency. Total = buckets + unapplied; the sums and the check, "
                "which should be 0, stand below.",
            ),
            _aging_rules,
        ),
        Report(
            "Credit", Text("信用监控", "Credit"), "AR_CREDIT",
            Text(
                "能不能发货：停止发货 = 先收款，需审批 = 请主管决定，放行 = 可以发；原因见末列。",
                "May it be delivered? Hold: payment first; approve: ask; release: yes. The reasons "
                "stand in the last column.",
            ),
            _credit_rules,
        ),
        Report(
            "Worklist", Text("催收工作台", "Worklist"), "AR_STAGES",
            Text(
                "每张未收单据走到哪一步、下一步做什么。红色 = 今天该做；可筛选自己的客户。",
                "How far each open item has come and what is next. Red: to be done today. Filter "
                "for your own customers.",
            ),
            _stage_rules,
            {names.OPEN_NUMBERS: "document_no", names.OPEN_DAYS: "days_past_due"},
        ),
    )
}  # fmt: skip
