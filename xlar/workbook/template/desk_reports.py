"""The sheets of the collections desk: the week, promises, plans, disputes, slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.frames import sheet_titles
from xlar.frames.fields import FIELDS
from xlar.workbook.template import names, styles
from xlar.workbook.template.report import Report, sum_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.columns import Columns

_GOOD: Final = (styles.GOOD, styles.GOOD_FILL)
_WARN: Final = (styles.WARN, styles.WARN_FILL)
_BAD: Final = (styles.BAD, styles.BAD_FILL)
_CALM: Final = (styles.BRAND, styles.SOFT)


def _states(
    canvas: Canvas, columns: Columns, name: str, looks: Mapping[str, tuple[str, str]]
) -> None:
    """Color the states of a column, by their codes."""
    state, words = columns.text(name), FIELDS[name].words
    for code, (ink, fill) in looks.items():
        rule = f'={state}="{words[code][columns.lang]}"'
        canvas.rule(columns.area(name), rule, font_color=ink, bg_color=fill, bold=True)


def _positive(canvas: Canvas, columns: Columns, name: str, also: str = "TRUE") -> None:
    """What is above 0 in red, where something else holds too."""
    figure = columns.cell(name)
    rule = f"=AND(ISNUMBER({figure}),N({figure})>0,{also})"
    canvas.rule(columns.area(name), rule, font_color=styles.BAD)


def _week_plan_rules(canvas: Canvas, columns: Columns) -> None:
    """What is to be done by today stands out; a line parts the days."""
    action = columns.text("next_action")
    nothing = FIELDS["next_action"].words[""][columns.lang]
    canvas.rule(columns.area("next_action"), f'={action}="{nothing}"', font_color=styles.LINE)
    day = columns.cell("task_on")
    for name in ("task_on", "task"):
        rule = f"=AND(ISNUMBER({day}),{day}<={names.DAY})"
        canvas.rule(columns.area(name), rule, font_color=styles.BAD, bold=True)
    row = int(day.lstrip("$A"))
    before = f"$A{row - 1}"
    canvas.rule(
        columns.area(), f"=AND(ISNUMBER({day}),ISNUMBER({before}),{day}<>{before})",
        top=1, top_color=styles.ACCENT,
    )  # fmt: skip


def _week_result_rules(canvas: Canvas, columns: Columns) -> None:
    """A plan reached is green, one on which nothing came is red; so are promises not kept."""
    sum_rule(canvas, columns)
    planned, received = columns.cell("planned"), columns.cell("received")
    for holds, ink in ((f"{received}>={planned}", styles.GOOD), (f"{received}<=0", styles.BAD)):
        rule = f"=AND(ISNUMBER({planned}),N({planned})>0,{holds})"
        canvas.rule(columns.area("received"), rule, font_color=ink, bold=True)
    due, kept = columns.cell("promises_due"), columns.cell("promises_kept")
    canvas.rule(
        columns.area("promises_kept"), f"=AND(ISNUMBER({due}),ISNUMBER({kept}),{kept}<{due})",
        font_color=styles.BAD, bold=True,
    )  # fmt: skip


def _promise_rules(canvas: Canvas, columns: Columns) -> None:
    """States in color; a promise beyond the deadline that nobody approved stands out."""
    _states(canvas, columns, "promise_state", {"kept": _GOOD, "broken": _BAD, "running": _CALM})
    beyond, approved = columns.text("needs_approval"), columns.text("approved")
    rule = f'=AND({beyond}<>"",{approved}="")'
    canvas.rule(columns.area("needs_approval"), rule, font_color=styles.WARN, bold=True)


def _plan_rules(canvas: Canvas, columns: Columns) -> None:
    """States in color; what is due now is bold, instalments that are late are red."""
    sum_rule(canvas, columns)
    looks = {"broken": _BAD, "running": _CALM, "fulfilled": _GOOD, "cancelled": _WARN}
    _states(canvas, columns, "plan_state", looks)
    _positive(canvas, columns, "days_past_due", f"N({columns.cell('open')})>0")
    _positive(canvas, columns, "due_now", f'{columns.text("customer_id")}<>""')


def _dispute_rules(canvas: Canvas, columns: Columns) -> None:
    """Sums stand apart; disputes that stay open for long stand out."""
    whose, currency = columns.text("customer_id"), columns.text("currency")
    rule = f'=AND({currency}<>"",{whose}="")'
    canvas.rule(columns.area(), rule, bold=True, bg_color=styles.SOFT)
    slow = columns.text("slow")
    for name in ("days_open", "slow"):
        canvas.rule(columns.area(name), f'={slow}<>""', font_color=styles.BAD, bold=True)


def _slip_rules(canvas: Canvas, columns: Columns) -> None:
    """States in color; a difference nobody explains is red."""
    looks = {
        "agreed": _GOOD, "reconciled": _GOOD, "differing": _BAD, "silent": _WARN, "waiting": _CALM,
    }  # fmt: skip
    _states(canvas, columns, "slip_state", looks)
    rest = columns.cell("unexplained")
    rule = f"=AND(ISNUMBER({rest}),N({rest})<>0)"
    canvas.rule(columns.area("unexplained"), rule, font_color=styles.BAD, bold=True)


def _control_rules(canvas: Canvas, columns: Columns) -> None:
    """What differs or stays silent stands out beside the share confirmed."""
    _positive(canvas, columns, "differing")
    silent = columns.cell("silent")
    rule = f"=AND(ISNUMBER({silent}),N({silent})>0)"
    canvas.rule(columns.area("silent"), rule, font_color=styles.WARN)
    share = columns.cell("confirmed_share")
    canvas.rule(
        columns.area("confirmed_share"), f"=ISNUMBER({share})", bold=True, font_color=styles.BRAND
    )


DESK_REPORTS: Final = (
    Report(
        "WeekPlan", sheet_titles.WEEK_PLAN, "AR_WEEK_PLAN",
        Text(
            "周一至周日每天该办的事：到期前 7 天致电、3 天确认、当日收款，跟踪承诺，办下一步。"
            "红色 = 今天以前该办；可筛选催收人。",
            "Day by day, Monday to Sunday: calls 7 days before due, confirmations, payments due, "
            "promises, next actions. Red: to be done by today. Filter by collector.",
        ),
        _week_plan_rules,
    ),
    Report(
        "WeekResult", sheet_titles.WEEK_RESULT, "AR_WEEK_RESULT",
        Text(
            "周五看：计划所列单据本周收回多少、联系了几家、承诺兑现几笔。绿色 = 计划全部收回；"
            "计划外的收款不计。",
            "For Friday: what came on the items planned, customers contacted, promises kept. "
            "Green: all of the plan came in; other money is not counted.",
        ),
        _week_result_rules,
    ),
    Report(
        "PromiseStatus", sheet_titles.PROMISE_STATUS, "AR_PROMISES",
        Text(
            "还款承诺记在“还款承诺”：承诺之后、付款日之前到账足额为已履行。“超最后期限”而未审批的标出。",
            "Promises stand on Promises; kept: enough came by the day of payment. Those beyond the "
            "final deadline without approval stand out.",
        ),
        _promise_rules,
    ),
    Report(
        "PlanStatus", sheet_titles.PLAN_STATUS, "AR_PLANS",
        Text(
            "协议记在“分期”：回款依次冲各期。任一期逾期即违约，“现应付”为全部余额（可在参数中改）。",
            "Agreements stand on Plans; money goes to their instalments in order. One that is late "
            "breaks the plan, and its whole rest is due now (a setting).",
        ),
        _plan_rules,
    ),
    Report(
        "Disputes", sheet_titles.DISPUTES, "AR_DISPUTES",
        Text(
            "争议记在“发票”：账龄不减争议，函件减争议。红色 = 久未解决；表末按原因、按业务员汇总。",
            "Disputes stand on Invoices: the aging keeps them, letters leave them out. Red: open "
            "for long. Below: by reason and salesperson.",
        ),
        _dispute_rules,
    ),
    Report(
        "SlipStatus", sheet_titles.SLIP_STATUS, "AR_SLIPS",
        Text(
            "回执记在“对账回执”：我方余额 − 我方待调 = 对方余额 + 对方待调，差额为未调平。"
            "逾期未回不是同意。",
            "Slips out and back stand on Slips: ours − our items = theirs + their items; what is "
            "left is unexplained. Silence is never agreement.",
        ),
        _slip_rules,
    ),
    Report(
        "SlipControl", sheet_titles.SLIP_CONTROL, "AR_SLIPS",
        Text(
            "审计用，每个余额日期一行。确认比例 =（相符 + 不符中已确认）÷ 余额；"
            "含替代的比例另加已做替代测试的未回函。",
            "For the audit, a row per day of balance. Confirmed = (agreed + confirmed of "
            "differing) ÷ balance; covered adds silent ones tested otherwise.",
        ),
        _control_rules,
        show="control",
    ),
)  # fmt: skip
