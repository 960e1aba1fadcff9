"""The sheets of reports and what colors their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.frames import sheet_titles
from xlar.frames.cells import CHECK, GL_DIFFERENCE, TOTAL
from xlar.frames.fields import FIELDS
from xlar.tables.grid import letters
from xlar.workbook.template import names, styles
from xlar.workbook.template.columns import FIRST, LAST, Columns
from xlar.workbook.template.desk_reports import DESK_REPORTS
from xlar.workbook.template.report import KEY, Report, sum_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.workbook.template.canvas import Canvas


def _aging_rules(canvas: Canvas, columns: Columns) -> None:
    area = columns.area()
    sums = ",".join(f'{KEY}="{text[columns.lang]}"' for text in (TOTAL, CHECK, GL_DIFFERENCE))
    canvas.rule(area, f"=OR({sums})", bold=True, bg_color=styles.SOFT)
    wrong = columns.cell("total")
    checks = ",".join(f'{KEY}="{text[columns.lang]}"' for text in (CHECK, GL_DIFFERENCE))
    canvas.rule(area, f"=AND(OR({checks}),N({wrong})<>0)", font_color=styles.BAD)
    oldest = letters(area[3])
    rule = f"=AND(ISNUMBER({oldest}{FIRST + 1}),{oldest}{FIRST + 1}>0)"
    canvas.rule((FIRST, area[3], LAST, area[3]), rule, font_color=styles.BAD, bold=True)


def _credit_rules(canvas: Canvas, columns: Columns) -> None:
    words = FIELDS["decision"].words
    decision = columns.text("decision")
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
    rule = f"=AND(ISNUMBER({due}),{due}<={names.DAY})"
    for name in ("next_action", "next_action_date"):
        canvas.rule(columns.area(name), rule, font_color=styles.BAD, bold=True)
    lapse = columns.cell("limitation_date")
    rule = f"=AND(ISNUMBER({lapse}),{lapse}<EDATE({names.DAY},6))"
    canvas.rule(columns.area("limitation_date"), rule, font_color=styles.BAD)


def _indicator_rules(canvas: Canvas, columns: Columns) -> None:
    """Trends in color: what got better is green, what got worse is red."""
    sum_rule(canvas, columns)
    for name, better in (
        ("collection_rate_change", ">"), ("overdue_rate_change", "<"), ("dso_change", "<"),
    ):  # fmt: skip
        change = columns.cell(name)
        for sign, ink in ((better, styles.GOOD), ({">": "<", "<": ">"}[better], styles.BAD)):
            rule = f"=AND(ISNUMBER({change}),{change}{sign}0)"
            canvas.rule(columns.area(name), rule, font_color=ink)


def _commission_rules(canvas: Canvas, columns: Columns) -> None:
    sum_rule(canvas, columns)
    rank, taken = columns.cell("rank"), columns.cell("taken_back")
    canvas.rule(columns.area("salesperson"), f"={rank}=1", bold=True, font_color=styles.GOOD)
    rule = f"=AND(ISNUMBER({taken}),{taken}<0)"
    canvas.rule(columns.area("taken_back"), rule, font_color=styles.BAD)
    reached = columns.cell("attainment")
    for rule, ink in (
        (f"=AND(ISNUMBER({reached}),{reached}>=1)", styles.GOOD),
        (f"=AND(ISNUMBER({reached}),{reached}<0.8)", styles.BAD),
    ):
        canvas.rule(columns.area("attainment"), rule, font_color=ink)


def _provision_rules(canvas: Canvas, columns: Columns) -> None:
    band = columns.text("band")
    canvas.rule(columns.area(), f'=AND({KEY}<>"",{band}="")', bold=True, bg_color=styles.SOFT)
    balance = columns.cell("balance")
    empty = f'=AND({band}<>"",ISNUMBER({balance}),{balance}=0)'
    canvas.rule(columns.area(), empty, font_color=styles.MUTED)


def _scoring_rules(canvas: Canvas, columns: Columns) -> None:
    """Grades in color, bold where they differ from the file; reviews that are due stand out."""
    grade, on_file = columns.text("score_grade"), columns.text("file_grade")
    differs = f'=AND({grade}<>"",{on_file}<>"",{grade}<>{on_file})'
    canvas.rule(columns.area("file_grade"), differs, font_color=styles.WARN, bold=True)
    for letter, ink, fill in (
        ("A", styles.GOOD, styles.GOOD_FILL),
        ("C", styles.WARN, styles.WARN_FILL),
        ("D", styles.BAD, styles.BAD_FILL),
    ):
        rule = f'={grade}="{letter}"'
        canvas.rule(columns.area("score_grade"), rule, font_color=ink, bg_color=fill, bold=True)
    why = columns.text("review")
    for name in ("review_on", "review"):
        canvas.rule(columns.area(name), f'={why}<>""', font_color=styles.WARN)
    trend = columns.cell("trend")
    rule = f"=AND(ISNUMBER({trend}),{trend}>7)"
    canvas.rule(columns.area("trend"), rule, font_color=styles.BAD)


def _warning_rules(canvas: Canvas, columns: Columns) -> None:
    """Classes of risk in color; a customer to be assessed anew is bold."""
    risk, words = columns.text("risk"), FIELDS["risk"].words
    for code, ink, fill in (
        ("danger", styles.BAD, styles.BAD_FILL),
        ("warning", styles.WARN, styles.WARN_FILL),
        ("watch", styles.BRAND, styles.SOFT),
    ):
        rule = f'={risk}="{words[code][columns.lang]}"'
        for name in ("risk", "risk_points"):
            canvas.rule(columns.area(name), rule, font_color=ink, bg_color=fill, bold=True)
    alarm = columns.text("alarms")
    canvas.rule(columns.area("alarms"), f'={alarm}<>""', font_color=styles.BAD)


def _forecast_rules(canvas: Canvas, columns: Columns) -> None:
    """What comes after the last week stands apart; ranges and comparisons are pale."""
    sum_rule(canvas, columns)
    week, last = columns.cell("week"), columns.text("week_to")
    canvas.rule(
        columns.area(), f'=AND(ISNUMBER({week}),{last}="")', italic=True, bg_color=styles.SOFT
    )
    for name in ("cash_low", "cash_high", "on_due", "on_average"):
        canvas.rule(columns.area(name), f"=ISNUMBER({week})", font_color=styles.MUTED)
    canvas.rule(columns.area("cash"), f"=ISNUMBER({week})", bold=True, font_color=styles.BRAND)


REPORTS: Final[Mapping[str, Report]] = {
    report.key: report
    for report in (
        Report(
            "Aging", sheet_titles.AGING, "AR_AGING",
            Text(
                "按客户和币种。合计 = 各账龄段 + 未核销款；表末为合计与核对差异，差异应为 0。",
                "By customer and currency. Total = buckets + unapplied; the sums and the check, "
                "which should be 0, stand below.",
            ),
            _aging_rules,
        ),
        Report(
            "Credit", sheet_titles.CREDIT, "AR_CREDIT",
            Text(
                "能不能发货：停止发货 = 先收款，需审批 = 请主管决定，放行 = 可以发；原因见末列。",
                "May it be delivered? Hold: payment first; approve: ask; release: yes. The reasons "
                "stand in the last column.",
            ),
            _credit_rules,
        ),
        Report(
            "Worklist", sheet_titles.WORKLIST, "AR_WORKLIST",
            Text(
                "最急的在前：优先级是各原因分数之和。红色 = 今天该做；可筛选自己的客户。",
                "The most pressing first: the priority is the sum of the points of its reasons. "
                "Red: to be done today. Filter for your own customers.",
            ),
            _stage_rules,
            {names.OPEN_NUMBERS: "document_no", names.OPEN_DAYS: "days_past_due"},
        ),
        *DESK_REPORTS,
        Report(
            "Scoring", sheet_titles.SCORING, "AR_SCORES",
            Text(
                "评定等级与档案等级不符的标出；付款、交易、年限由账上计算，其余取自“评分”。复评原因非空即应复评。",
                "Grades that differ from the file stand out. Payment, trading and years come from "
                "the ledger, the rest from Scores. A reason for review: assess anew.",
            ),
            _scoring_rules,
        ),
        Report(
            "Warnings", sheet_titles.WARNINGS, "AR_WARNINGS",
            Text(
                "权重合计定风险等级；“数据显示”由账上查出，“记录的信号”取自“预警信号”；数值预警不计入合计。",
                "The sum of weights sets the risk. Found in the data: from the ledger; recorded: "
                "from Signals. Alarms are not in the sum.",
            ),
            _warning_rules,
        ),
        Report(
            "Provision", sheet_titles.ALLOWANCE, "AR_PROVISION",
            Text(
                "按组合和账龄段计提；表末为合计、本期变动（期初＋计提－转回－核销＋收回＝期末）和应做的分录。"
                "方法与比例在“参数”里改，单项计提在同名的表里。",
                "By portfolio and band; below stand the sums, the movement of the period and the "
                "entries to book. Method and rates are settings; customers on their own stand in "
                "Individual Allowances.",
            ),
            _provision_rules,
        ),
        Report(
            "Indicators", sheet_titles.INDICATORS, "AR_KPI",
            Text(
                "最近十二个月，附比较：绿色变好，红色变差。空白 = 算不出，原因见末列，口径在上方。",
                "The last twelve months with their trend: green is better, red is worse. Blank: no "
                "such figure; the reason stands in the last column, the basis above.",
            ),
            _indicator_rules,
        ),
        Report(
            "Commission", sheet_titles.COMMISSION, "AR_COMMISSION",
            Text(
                "截止月一日至截止日。回款 = 提成基数 + 未核销回款；比例、系数在参数和目标中修改。",
                "From the first of the month to the as-of date. Received = base + not applied; "
                "change rates and factors in the settings and targets.",
            ),
            _commission_rules,
        ),
        Report(
            "Forecast", sheet_titles.FORECAST, "AR_FORECAST",
            Text(
                "每周 7 天，从次日起；每币种末行为以后。旁边是“都到期日付款”和“都按平均延迟”。",
                "Weeks of 7 days from the day after; the last row of a currency is what comes "
                "later. Beside it: if all paid when due, or at the average delay.",
            ),
            _forecast_rules,
        ),
    )
}  # fmt: skip
