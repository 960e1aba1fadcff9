"""Worksheet functions of the collections desk."""

from xlar.core.collections import promise_report, week_plan, week_result, worklist
from xlar.core.problems import Language
from xlar.frames.collections import plan_table, promises_table, result_table, worklist_table
from xlar.frames.shown import AGREEMENTS, SLIPS
from xlar.frames.tabulated import cells_of
from xlar.functions import parameters as p
from xlar.functions.credit import NO_RATE
from xlar.functions.table import worksheet_function


@worksheet_function("collections", "=AR_WORKLIST(ledger)")
def ar_worklist(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """催收工作台：逾期与将到期的单据，最急的在前 / What is overdue or due soon, in order.

    优先级为各原因分数之和，见参数 collections.points / The priority is the sum of the points of its
    reasons, the settings collections.points.
    """
    report = worklist(ledger.at(as_of), as_of, policy=ledger.policy, sent=ledger.sent)
    return cells_of(worklist_table(report, lang), lang)


@worksheet_function("collections", "=AR_WEEK_PLAN(ledger)")
def ar_week_plan(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """本周计划：周一至周日，每天该办什么 / The week's tasks, Monday to Sunday.

    到期前致电、确认、到期收款，付款承诺，逾期项的下一步；已过日的放在周一 / Calls before due,
    payments due, promises and next actions; what is past its day stands on Monday.
    """
    report = week_plan(ledger.at(as_of), as_of, policy=ledger.policy, sent=ledger.sent)
    return cells_of(plan_table(report), lang)


@worksheet_function("collections", "=AR_WEEK_RESULT(ledger)")
def ar_week_result(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """本周结果：周一至截止日，各催收人计划与收回 / What came of the week's plan so far.

    只计计划所列单据上的回款；表末为各币种合计 / By collector; only money on the items planned
    counts; sums by currency stand below.
    """
    report = week_result(ledger.at(as_of), as_of, policy=ledger.policy)
    return cells_of(result_table(report), lang)


@worksheet_function("collections", "=AR_PROMISES(ledger)")
def ar_promises(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """承诺跟踪：每笔还款承诺是否履行 / What has become of every promise to pay.

    “履行”一栏未填时按到账判断 / Where Kept is blank, the money decides.
    """
    report = promise_report(ledger.at(as_of), as_of, policy=ledger.policy)
    return cells_of(promises_table(report), lang)


@worksheet_function("collections", "=AR_PLANS(ledger)")
def ar_plans(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """分期跟踪：每期已付、未付、现应付与协议状态 / Instalments with what is paid and due now.

    任一期逾期超过参数 agreements.plan_grace 天即违约，余额即时到期 / One overdue by more than the
    setting agreements.plan_grace breaks the plan: its rest is due now.
    """
    return cells_of(AGREEMENTS["plans"](ledger.at(as_of), as_of, ledger.policy), lang)


@worksheet_function("collections", "=AR_DISPUTES(ledger)")
def ar_disputes(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """争议清单：未清单据的争议金额、原因和天数 / Open items in dispute, with reason and days open.

    表末为合计、按原因和按业务员的汇总 / Below stand the sums, by reason and by salesperson.
    """
    return cells_of(AGREEMENTS["disputes"](ledger.at(as_of), as_of, ledger.policy), lang)


@worksheet_function("collections", "=AR_HOLDS(ledger)", errors=NO_RATE)
def ar_holds(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """发货控制：停止发货、需审批、经审批放行的客户 / Who gets no goods, must ask, or was released.

    放行的写明审批号、审批人、理由和有效期 / A release names its approval: by whom, why, until when.
    """
    return cells_of(AGREEMENTS["holds"](ledger.at(as_of), as_of, ledger.policy), lang)


@worksheet_function("collections", "=AR_APPROVALS(ledger)")
def ar_approvals(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """审批清单：即将到期的在前，已失效的最后 / Approvals: those that run out soon first.

    最后一天在 30 天以内为即将到期 / Soon: the last day is within 30 days.
    """
    return cells_of(AGREEMENTS["approvals"](ledger.at(as_of), as_of, ledger.policy), lang)


@worksheet_function("collections", "=AR_SLIPS(ledger)")
def ar_slips(
    ledger: p.Ledger, as_of: p.AsOf, show: p.ShowSlips = "slips", *, lang: Language = "zh"
) -> p.Spilled:
    """回执跟踪：发出、收回、差异；或控制表、差异汇总、应对账客户 / Slips out, back and differing.

    控制表是审计用的发函、回函、确认比例；沉默不是同意 / Or the control table of auditors, the
    differences by cause, or who is due again. Silence is never agreement.
    """
    return cells_of(SLIPS[show](ledger.at(as_of), as_of, ledger.policy), lang)
