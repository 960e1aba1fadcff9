"""The titles of the sheets that show reports, by which they are drawn and found again."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Text

AGING: Final = Text("账龄分析", "Aging")
CREDIT: Final = Text("信用监控", "Credit")
WORKLIST: Final = Text("催收工作台", "Worklist")
WEEK_PLAN: Final = Text("本周计划", "Week Plan")
WEEK_RESULT: Final = Text("本周结果", "Week Result")
PROMISE_STATUS: Final = Text("承诺跟踪", "Promise Status")
PLAN_STATUS: Final = Text("分期跟踪", "Plan Status")
DISPUTES: Final = Text("争议", "Disputes")
HOLDS: Final = Text("发货控制", "Delivery Holds")
APPROVAL_LIST: Final = Text("审批清单", "Approval List")
STATEMENT: Final = Text("对账单", "Statement")
SLIP_STATUS: Final = Text("回执跟踪", "Slip Status")
SLIP_CONTROL: Final = Text("对账控制表", "Slip Control")
DIFFERENCES: Final = Text("差异汇总", "Differences")
DUE_AGAIN: Final = Text("应对账客户", "Due to Be Reconciled")
SCORING: Final = Text("客户评分", "Customer Grades")
WARNINGS: Final = Text("风险预警", "Warnings")
INDICATORS: Final = Text("指标", "Indicators")
COMMISSION: Final = Text("提成", "Commission")
ALLOWANCE: Final = Text("坏账准备", "Allowance")
ROLL_RATES: Final = Text("迁徙率", "Roll Rates")
TIE_OUT: Final = Text("账龄勾稽", "Aging Tie-out")
RECLASSIFICATION: Final = Text("重分类", "Reclassification")
SUBSEQUENT: Final = Text("期后回款", "Subsequent Receipts")
TAX_LOSSES: Final = Text("税前扣除", "Tax Deductions")
OFF_BOOK: Final = Text("账销案存", "Written-off Claims")
FORECAST: Final = Text("回款预测", "Forecast")
