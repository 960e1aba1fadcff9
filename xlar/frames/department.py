"""The columns of the department's reports: scoring, collections, provision, indicators, forecast.

Taken in by `xlar.frames.fields.FIELDS`: a name and a title mean one kind of column in all reports.
"""

from __future__ import annotations

from typing import Final

from xlar.core.collections import FACTS, MEASURES, WEEK_TASKS
from xlar.core.collections import STATES as PROMISE_STATES
from xlar.core.collections.disputes import DISPUTE_REASONS
from xlar.core.collections.granted import APPROVAL_KIND_WORDS, APPROVAL_STATES
from xlar.core.collections.slips import CAUSES, SLIP_KIND_WORDS, SLIP_STATES
from xlar.core.indicators import REASONS as NO_FIGURE
from xlar.core.plans import PLAN_STATES
from xlar.core.problems import Text
from xlar.core.provision import TAX_REASONS
from xlar.core.scoring import CHANGES, LIMIT_BASES, PARTS, REVIEWS
from xlar.core.scoring import NOTES as FILE_NOTES
from xlar.core.scoring import REASONS as SCORE_REASONS
from xlar.core.signal_catalogue import SIGNS
from xlar.core.signals import ALARMS, RISKS
from xlar.frames.field import Field
from xlar.tables.schema import TABLES

_SLIP_FORMS: Final = {
    "statement": Text("对账单", "statement"),
    "audit": Text("询证函", "confirmation"),
}
_CAUSES: Final = {**CAUSES, "unexplained": Text("未说明", "unexplained")}
_BOOKS: Final = {
    "ours": Text("我方", "ours"),
    "theirs": Text("对方", "theirs"),
    "": Text("待查", "to be found"),
}
_ROLL_WORDS: Final = {"window": Text("期间", "window"), "mean": Text("平均", "mean")}
_CHANGE_WORDS: Final = {
    "added": Text("增加", "added"),
    "removed": Text("删除", "removed"),
    "changed": Text("改动", "changed"),
}

_COMMISSION_WORDS: Final = {
    "earned": Text("本期回款", "cash of the period"),
    "applied": Text("前期回款本期核销", "earlier cash applied now"),
    "reversed": Text("退票或冲销", "reversed"),
    "returned": Text("退款或改核销", "refunded or allocated anew"),
}

_SOURCE_WORDS: Final = {
    "recorded": Text("人工记录", "recorded"),
    "found": Text("数据显示", "found in the data"),
}
SIGN_NAMES: Final = {code: sign.name for code, sign in SIGNS.items()}
FILE_WORDS: Final = {
    name: Text(column.zh, column.en) for name, column in TABLES["customers"].by_name.items()
}

DEPARTMENT: Final = (
    # several reports
    Field("month", Text("月份", "Month")),
    Field("collector", Text("催收人", "Collector"), rank=5),
    # forecast
    Field("week", Text("周次", "Week"), "whole"),
    Field("week_from", Text("周起", "From"), "day"),
    Field("week_to", Text("周止", "To"), "day", rank=6),
    Field("forecast", Text("预计回款", "Cash expected"), "amount"),
    Field("bills_due", Text("票据到期", "Bills due"), "amount", rank=5),
    Field("cash", Text("预计现金", "Cash"), "amount"),
    Field("cash_low", Text("区间下限", "Low"), "amount", rank=4),
    Field("cash_high", Text("区间上限", "High"), "amount", rank=4),
    Field("on_due", Text("按到期日", "If paid when due"), "amount", rank=2),
    Field("on_average", Text("按平均延迟", "If paid at average delay"), "amount", rank=2),
    # indicators
    Field("opening", Text("期初", "Opening"), "amount", rank=4),
    Field("sales", Text("销售", "Sales"), "amount", rank=6),
    Field("other", Text("其他新增", "Other new"), "amount", rank=1),
    Field("received", Text("回款", "Received"), "amount"),
    Field("otherwise", Text("其他核销", "Settled otherwise"), "amount", rank=1),
    Field("written_off", Text("核销坏账", "Written off"), "amount", rank=1),
    Field("recovered", Text("收回坏账", "Recovered"), "amount", rank=1),
    Field("advances", Text("未核销增加", "Advances"), "amount", rank=1),
    Field("closing", Text("期末", "Closing"), "amount"),
    Field("notes", Text("应收票据", "Bills held"), "amount", rank=1),
    Field("collection_rate", Text("回款率A", "Collection rate A"), "ratio"),
    Field("sales_collection_rate", Text("回款率B", "Collection rate B"), "ratio", rank=3),
    Field("due_collection_rate", Text("到期回款率C", "Collection rate C"), "ratio", rank=4),
    Field("overdue_rate", Text("逾期率", "Overdue rate"), "ratio"),
    Field("bad_debt_rate", Text("坏账率", "Bad-debt rate"), "ratio", rank=2),
    Field("turnover", Text("周转率", "Turnover"), "number", rank=3),
    Field("turnover_days", Text("周转天数", "Turnover days"), "number", rank=5),
    Field("dso", Text("DSO", "DSO"), "number", rank=9),
    Field("dso_count_back", Text("倒推DSO", "DSO count-back"), "number", rank=5),
    Field("best_possible_dso", Text("最佳DSO", "DSO best possible"), "number", rank=2),
    Field("average_days_delinquent", Text("平均逾期天数", "Days delinquent"), "number", rank=2),
    Field("days_late", Text("加权迟付天数", "Days late"), "number", rank=3),
    Field("days_late_simple", Text("简单迟付天数", "Days late, simple"), "number", rank=1),
    Field("collection_effectiveness", Text("CEI", "CEI"), "ratio", rank=8),
    Field("contact_rate", Text("接触率", "Contact rate"), "ratio", rank=3),
    Field("promise_rate", Text("承诺兑现率", "Promises kept"), "ratio", rank=3),
    Field("concentration", Text("集中度", "Concentration"), "ratio", rank=2),
    Field("collection_rate_change", Text("回款率A较上月", "Change of rate A"), "ratio", rank=2),
    Field("overdue_rate_change", Text("逾期率较上月", "Change of overdue"), "ratio", rank=2),
    Field("dso_change", Text("DSO较上月", "Change of DSO"), "number", rank=2),
    Field("not_computed", Text("未能计算的原因", "Not computed"), "words", words=NO_FIGURE, rank=1),
    Field("target", Text("目标", "Target"), "amount", rank=7),
    Field("attainment", Text("完成率", "Attainment"), "ratio", rank=7),
    Field("target_rate", Text("回款率目标", "Target rate"), "ratio", rank=3),
    Field("target_days", Text("周转天数目标", "Target days"), "whole", rank=3),
    Field("rank", Text("名次", "Rank"), "whole"),
    Field("share", Text("占比", "Share"), "ratio"),
    Field("cumulative", Text("累计占比", "Cumulative"), "ratio"),
    Field("value_class", Text("价值类", "Class")),
    # commission
    Field("commission_base", Text("提成基数", "Commission base"), "amount"),
    Field("unapplied_cash", Text("未核销回款", "Not applied"), "amount", rank=5),
    Field("earned", Text("提成", "Earned"), "amount", rank=6),
    Field("taken_back", Text("收回提成", "Taken back"), "amount", rank=6),
    Field("penalty", Text("坏账扣款", "Penalty"), "amount", rank=4),
    Field("payable", Text("应付提成", "Payable"), "amount"),
    Field("receipt_no", Text("收款单号", "Receipt")),
    Field("receipt_date", Text("收款日期", "Received on"), "day", rank=5),
    Field("commission_kind", Text("事由", "Reason"), words=_COMMISSION_WORDS, rank=6),
    Field("commission_rate", Text("提成比例", "Rate"), "ratio", rank=3),
    Field("factor", Text("系数", "Factor"), "ratio", rank=4),
    Field("commission", Text("提成额", "Commission"), "amount"),
    # collections
    Field("priority", Text("优先级", "Priority"), "whole"),
    Field("facts", Text("优先原因", "Why"), "words", words=FACTS, rank=8),
    Field("measures", Text("处理意见", "Measures"), "words", words=MEASURES, rank=10),
    Field("contacted_on", Text("最近联系日", "Contacted on"), "day", rank=4),
    Field("promised_until", Text("承诺付款至", "Promised by"), "day", rank=5),
    Field("answered", Text("当日已答复", "Answered today"), "flag", rank=2),
    Field("promised_on", Text("承诺日期", "Promised on"), "day", rank=4),
    Field("pay_by", Text("付款日", "Pay by"), "day"),
    Field("promised_amount", Text("承诺金额", "Promised"), "amount"),
    Field("received_since", Text("承诺后到账", "Received since"), "amount"),
    Field("promise_state", Text("履行情况", "State"), words=PROMISE_STATES),
    Field("needs_approval", Text("超最后期限", "Beyond deadline"), "flag", rank=3),
    Field("approved", Text("已审批", "Approved"), "flag", rank=3),
    Field("contact", Text("联系人", "Contact"), rank=2),
    Field("phone", Text("电话", "Telephone"), rank=2),
    Field("task_on", Text("任务日", "On"), "day"),
    Field("task", Text("任务", "Task"), words=WEEK_TASKS),
    Field("planned", Text("计划金额", "Planned"), "amount"),
    Field("customers", Text("客户数", "Customers"), "whole", rank=4),
    Field("contacted", Text("已联系", "Contacted"), "whole", rank=4),
    Field("promises_due", Text("到期承诺", "Promises due"), "whole", rank=3),
    Field("promises_kept", Text("已履行承诺", "Promises kept in time"), "whole", rank=3),
    # plans, disputes, holds
    Field("plan_no", Text("协议号", "Plan")),
    Field("paid", Text("已付", "Paid"), "amount", rank=4),
    Field("due_now", Text("现应付", "Due now"), "amount"),
    Field("plan_state", Text("协议状态", "Plan state"), words=PLAN_STATES),
    Field("signed_on", Text("签订日期", "Signed on"), "day", rank=3),
    Field("disputed_part", Text("争议金额", "Disputed part"), "amount"),
    Field("undisputed", Text("无争议金额", "Undisputed"), "amount", rank=5),
    Field("dispute_reason", Text("争议原因", "Dispute"), words=DISPUTE_REASONS),
    Field("disputed_on", Text("争议日期", "Disputed on"), "day", rank=4),
    Field("days_open", Text("争议天数", "Days open"), "whole"),
    Field("slow", Text("久未解决", "Slow"), "flag", rank=2),
    Field("approval_no", Text("审批号", "Approval"), rank=7),
    Field("approved_on", Text("审批日期", "Approved on"), "day", rank=3),
    Field("approved_by", Text("审批人", "Approved by"), rank=6),
    Field("approval_reason", Text("审批理由", "Why approved"), rank=4),
    Field("approved_to", Text("有效期至", "Valid to"), "day", rank=6),
    # slips
    Field("slip_no", Text("对账单号", "Slip")),
    Field("slip_kind", Text("种类", "Form of slip"), words=SLIP_KIND_WORDS, rank=3),
    Field("slip_form", Text("函证种类", "Form"), words=_SLIP_FORMS),
    Field("balance_on", Text("余额日期", "Balance on"), "day"),
    Field("slip_state", Text("回执状态", "Slip state"), words=SLIP_STATES),
    Field("our_balance", Text("我方余额", "Our balance"), "amount"),
    Field("our_items", Text("我方待调", "Our items"), "amount", rank=6),
    Field("their_balance", Text("对方余额", "Their balance"), "amount"),
    Field("their_items", Text("对方待调", "Their items"), "amount", rank=6),
    Field("unexplained", Text("未调平差额", "Unexplained"), "amount"),
    Field("confirmed", Text("已确认金额", "Confirmed"), "amount", rank=5),
    Field("difference_kinds", Text("差异原因", "Differences"), "words", words=CAUSES, rank=4),
    Field("sent_on", Text("发出日期", "Sent on"), "day", rank=3),
    Field("returned_on", Text("回执日期", "Returned on"), "day", rank=3),
    Field("days_out", Text("在外天数", "Days out"), "whole", rank=2),
    Field("alternative_test", Text("替代测试", "Alternative test"), "flag", rank=1),
    Field("slips_sent", Text("发出份数", "Slips sent"), "whole"),
    Field("sent_amount", Text("发函金额", "Sent"), "amount"),
    Field("agreed", Text("相符金额", "Agreed"), "amount"),
    Field("differing", Text("不符金额", "Differing"), "amount"),
    Field("confirmed_part", Text("不符中已确认", "Confirmed of differing"), "amount", rank=4),
    Field("silent", Text("未回金额", "Silent"), "amount"),
    Field("alternative", Text("替代测试金额", "Tested otherwise"), "amount", rank=3),
    Field("sent_share", Text("发函比例", "Sent of balance"), "ratio"),
    Field("returned_share", Text("回函比例", "Returned of sent"), "ratio"),
    Field("confirmed_share", Text("确认比例", "Confirmed of balance"), "ratio"),
    Field("covered_share", Text("含替代的比例", "Covered of balance"), "ratio", rank=4),
    # approvals, differences by cause, balances to be reconciled again
    Field("approval_kind", Text("审批事项", "Permits"), words=APPROVAL_KIND_WORDS),
    Field("approval_state", Text("审批状态", "Approval state"), words=APPROVAL_STATES),
    Field("approved_amount", Text("审批金额", "Approved amount"), "amount", rank=6),
    Field("extended_to", Text("展期至", "Extended to"), "day", rank=5),
    Field("days_left", Text("剩余天数", "Days left"), "whole", rank=6),
    Field("cause", Text("差异类别", "Cause"), words=_CAUSES),
    Field("books", Text("应调账方", "Books"), words=_BOOKS),
    Field("slip_count", Text("份数", "Slips"), "whole"),
    Field("difference", Text("差异金额", "Difference"), "amount"),
    Field("reconciled_on", Text("最近对账日", "Last reconciled"), "day"),
    Field("days_since", Text("距今天数", "Days since"), "whole"),
    # provision
    Field("portfolio", Text("组合", "Portfolio"), rank=6),
    Field("band", Text("账龄段", "Band")),
    Field("balance", Text("余额", "Balance"), "amount"),
    Field("loss_rate", Text("损失率", "Loss rate"), "ratio"),
    Field("allowance", Text("准备金额", "Allowance"), "amount"),
    Field("individual_reason", Text("单项依据", "Why on its own"), rank=8),
    Field("roll_row", Text("期间或平均", "Line"), words=_ROLL_WORDS, rank=5),
    Field("window_from", Text("期间起", "Window from"), "day", rank=4),
    Field("window_to", Text("期间止", "Window to"), "day", rank=4),
    Field("still_open", Text("期末仍未收", "Still open"), "amount", rank=3),
    Field("roll_rate", Text("迁徙率", "Roll rate"), "ratio"),
    Field("source_balance", Text("上年来源段", "A year ago"), "amount"),
    Field("documents", Text("单据", "Documents"), rank=2),
    Field("net_credit", Text("重分类余额", "Reclassified balance"), "amount"),
    Field("received_later", Text("期后回款额", "Received since"), "amount"),
    Field("tax_reason", Text("扣除依据", "Ground"), words=TAX_REASONS),
    Field("written_off_on", Text("核销日", "Written off on"), "day", rank=4),
    Field("claim", Text("仍可主张", "Still claimed"), "amount"),
    # scoring
    Field("score", Text("评分", "Score"), "number"),
    Field("score_grade", Text("评定等级", "Grade by score")),
    Field("file_grade", Text("档案等级", "Grade on file"), rank=4),
    *(
        Field(f"{name}_points", Text(part.zh, part.en.capitalize()), "whole", rank=2)
        for name, part in PARTS.items()
    ),
    Field("late_share", Text("逾期付款比例", "Paid late"), "ratio", rank=3),
    Field("collection_days", Text("平均收款天数", "Collection days"), "number", rank=3),
    Field("broken_promises", Text("未兑现承诺", "Broken promises"), "whole", rank=4),
    Field("trend", Text("比以前慢（天）", "Slower by days"), "number", rank=4),
    Field("score_reasons", Text("说明", "Reasons"), "words", words=SCORE_REASONS, rank=7),
    Field("limit_advice", Text("建议额度", "Advised limit"), "amount", rank=9),
    Field("limit_basis", Text("额度依据", "Basis"), words=LIMIT_BASES, rank=3),
    Field("assessed_on", Text("评定日期", "Assessed on"), "day", rank=5),
    Field("review_on", Text("复评日期", "Review on"), "day", rank=6),
    Field("review", Text("复评原因", "Review"), "words", words=REVIEWS, rank=8),
    Field("score_before", Text("前期评分", "Score before"), "number", rank=4),
    Field("grade_before", Text("前期等级", "Grade before"), rank=4),
    Field("changes", Text("变化", "Changes"), "words", words=CHANGES, rank=7),
    Field("file_complete", Text("档案完整度", "File complete"), "ratio"),
    Field("file_missing", Text("缺少的资料", "Missing"), "words", words=FILE_WORDS),
    Field("documents_missing", Text("缺少的文件", "Documents missing"), "words", rank=2),
    Field("file_notes", Text("档案提示", "Notes"), "words", words=FILE_NOTES, rank=3),
    # warning signals
    Field("risk", Text("风险等级", "Risk"), words=RISKS),
    Field("risk_points", Text("权重合计", "Points"), "whole"),
    Field("recorded", Text("记录的信号", "Recorded signals"), "words", words=SIGN_NAMES, rank=9),
    Field(
        "found_signals", Text("数据显示", "Found in the data"), "words", words=SIGN_NAMES, rank=9
    ),
    Field("alarms", Text("数值预警", "Alarms"), "words", words=ALARMS, rank=8),
    Field("longest_overdue", Text("最长逾期天数", "Longest overdue"), "whole", rank=5),
    Field("review_asked", Text("需复评", "Review"), "flag", rank=6),
    Field("signal", Text("信号", "Signal"), words=SIGN_NAMES),
    Field("signal_source", Text("来源", "Source"), words=_SOURCE_WORDS, rank=7),
    Field("weight", Text("权重", "Weight"), "whole"),
    Field("signal_by", Text("记录人", "By"), rank=4),
    Field("evidence", Text("依据", "Evidence"), rank=5),
    Field("measured", Text("测得", "Measured"), "number", rank=6),
    Field("usual", Text("对照", "Against"), "number", rank=6),
    # monthly report
    Field("file", Text("文件", "File")),
    # closed months
    Field("change", Text("变动", "Change"), words=_CHANGE_WORDS),
    Field("old_value", Text("原值", "Was")),
    Field("new_value", Text("现值", "Is now")),
)
