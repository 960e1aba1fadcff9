"""The tables of records beside the ledger, from approvals to individual allowances.

Declared as those of `xlar.tables.schema`, which takes them in.
"""

from __future__ import annotations

from typing import Final

from xlar.tables.names import Choice, TableSchema, declared

APPROVAL_KINDS: Final = (
    Choice("release", "放货", "release", "放行 发货 发货审批 放货审批 delivery order"),
    Choice("limit", "超额", "limit", "额度 超额度 临时额度 额度审批 over_limit credit_limit"),
    Choice("promise", "承诺超期", "promise", "承诺 超期承诺 late_promise"),
    Choice("extension", "展期", "extension", "延期 延期付款 展期协议 extend extended"),
    Choice("write_off", "核销坏账", "write-off", "核销 坏账核销 bad_debt writeoff"),
    Choice("netting", "抵减", "netting", "抵扣 对冲 抵账 返利 offset deduction set_off"),
    Choice("pause", "暂停催收", "pause", "停催 暂停 hold stop_dunning"),
    Choice("other", "其他", "other", "其它 others"),
)
SLIP_KINDS: Final = (
    Choice("statement", "对账单", "statement", "对账 对账函 reconciliation account_statement"),
    Choice("confirmation", "询证函", "confirmation", "函证 积极式询证函 审计询证 positive"),
    Choice("negative", "消极式询证函", "negative confirmation", "消极式 消极式函证 negative"),
)
SLIP_RESULTS: Final = (
    Choice("agreed", "相符", "agreed", "无误 一致 确认 信息证明无误 confirmed matches ok"),
    Choice("differing", "不符", "differing", "有差异 不一致 信息不符 differs disagreed different"),
    Choice("silent", "未回", "silent", "未回函 未答复 无回复 none no_reply outstanding"),
)
DIFFERENCE_KINDS: Final = (
    Choice("in_transit", "在途货款", "in transit", "在途 货款在途 款项在途 cash_in_transit"),
    Choice("not_received", "票未到", "invoice not received", "发票未到 未收到发票 missing_invoice"),
    Choice("return_not_credited", "退货未冲", "return not credited", "退货 未冲红 returns"),
    Choice("rebate", "返利", "rebate", "返点 折扣 促销 promotion discount"),
    Choice("price", "单价", "price", "价格 单价差 price_difference"),
    Choice("other", "其他", "other", "其它 others"),
)
DISPUTE_REASONS: Final = (
    Choice("quality", "质量", "quality", "质量问题 品质 残次 damaged defective"),
    Choice("quantity", "数量", "quantity", "数量差异 短少 少货 短货 shortage"),
    Choice("price", "价格", "price", "单价 价格差异 price_difference"),
    Choice("delivery", "交期", "delivery", "交货 延迟交货 未到货 late_delivery not_delivered"),
    Choice("return", "退货", "return", "退换货 returned returns"),
    Choice("rebate", "返利", "rebate", "折扣 返点 促销 discount promotion"),
    Choice("paperwork", "票据", "paperwork", "发票 开票 票据问题 单据 invoice_error documents"),
    Choice("other", "其他", "other", "其它 others"),
)

_CUSTOMER: Final = """
customer_id* | id | 客户编码 | Customer ID | 客户的编码 | identifier of the customer
    客户编号 客户代码 客户号 客户ID customer customer_no customer_number customer_code account
"""
_NOTES: Final = """
notes | text | 备注 | Notes | 说明 | remarks
    摘要 note remark remarks comment comments memo
"""

_APPROVALS: Final = f"""
approval_no* | id | 审批号 | Approval No. | 审批单的编号 | number of the approval
    审批单号 审批编号 批准号 approval approval_number approval_id number
date* | day | 审批日期 | Date | 批准的日期 | day it was given
    日期 批准日期 approved_on approval_date
{_CUSTOMER.strip()}
kind* | choice | 事项 | Kind | 放货、超额、展期等 | release, limit, extension, …
    类别 类型 审批事项 type approval_type matter
invoice_no | id | 单据号 | Invoice No. | 可列多个，空白为整户 | one or several; blank: the account
    发票号 发票号码 单据编号 涉及单据 invoice invoice_number invoices inv_no
amount | amount | 金额 | Amount | 批准到多少，空白不限 | up to how much; blank: no limit
    批准金额 审批金额 approved_amount
approved_by* | text | 审批人 | Approved By | 谁批准的 | who gave it
    批准人 approver approved
reason | text | 理由 | Reason | 为什么批准 | why
    原因 审批理由 grounds
valid_to | day | 有效期至 | Valid To | 最后有效日，空白不限 | last day; blank: open-ended
    有效期 截止日期 valid_until expires
extended_to | day | 展期至 | Extended To | 展期后的新到期日 | new due date of an extension
    新到期日 延期至 new_due_date extension_to
{_NOTES.strip()}
"""
_PLANS: Final = f"""
plan_no* | id | 协议号 | Plan No. | 分期还款协议的编号 | number of the agreement
    分期协议号 协议编号 计划号 plan plan_number agreement_no
{_CUSTOMER.strip()}
invoice_no | id | 单据号 | Invoice No. | 可列多个，空白为整户 | one or several; blank: the account
    发票号 发票号码 单据编号 涉及单据 invoice invoice_number invoices inv_no
instalment* | integer | 期次 | Instalment | 第几期，从 1 起 | number, from 1
    期数 分期 期号 installment instalment_no
due_date* | day | 到期日 | Due Date | 本期应付的日期 | day this instalment is due
    到期日期 应付日期 付款日 due pay_by
amount* | amount | 金额 | Amount | 本期金额 | amount of the instalment
    本期金额 应付金额 instalment_amount
currency | currency | 币种 | Currency | 空白为客户的币种 | blank: the customer's
    币别 货币 ccy curr currency_code
signed_on* | day | 签订日期 | Signed On | 客户签字盖章之日 | day the customer signed
    签署日期 签订日 协议日期 signed agreement_date
cancelled_on | day | 终止日期 | Cancelled On | 协议终止之日 | day the agreement ended
    终止日 解除日期 cancelled ended_on
{_NOTES.strip()}
"""
_SLIPS: Final = f"""
slip_no* | id | 对账单号 | Slip No. | 发出的对账单或询证函的编号 | number of what was sent
    回执号 函证编号 单号 编号 slip statement_no confirmation_no number
kind | choice | 种类 | Kind | 对账单、询证函；空白为对账单 | statement or confirmation
    类别 类型 type slip_type
{_CUSTOMER.strip()}
as_of* | day | 截止日期 | As Of | 余额的日期 | day of the balance
    对账日期 余额日期 基准日 statement_date balance_date
currency | currency | 币种 | Currency | 空白为客户的币种 | blank: the customer's
    币别 货币 ccy curr currency_code
balance* | amount | 我方余额 | Our Balance | 发出时所列的余额 | balance as stated
    余额 账面余额 our_balance book_balance
sent_on | day | 发出日期 | Sent On | 发出的日期 | day sent
    发出 发函日期 寄出日期 sent sent_date
returned_on | day | 回执日期 | Returned On | 收到回执的日期 | day the slip came back
    回函日期 回执日 收回日期 returned replied_on
result | choice | 结果 | Result | 相符、不符或未回 | agreed, differing or silent
    回执结果 回函结果 reply answer
their_balance | amount | 对方余额 | Their Balance | 客户所列的余额 | balance by their books
    对方账面余额 客户余额 customer_balance
difference_kind | choice | 差异原因 | Difference Kind | 在途货款、票未到等 | in transit, …
    差异类别 差异类型 difference_type reason
difference | amount | 差异金额 | Difference | 此原因的金额 | amount of this cause
    差额 difference_amount
alternative_test | flag | 替代测试 | Alternative Test | 未回函时是否已做 | done where silent
    替代程序 alternative
{_NOTES.strip()}
"""
_SIGNALS: Final = f"""
date* | day | 日期 | Date | 发现的日期 | day it was seen
    发现日期 记录日期 预警日期 observed_on
{_CUSTOMER.strip()}
signal* | text | 信号 | Signal | 名称或代码，也可自拟 | its name or code, or your own words
    预警信号 信号名称 信号代码 warning indicator signal_code
by | text | 记录人 | By | 谁发现的 | who saw it
    发现人 经办人 reporter observed_by
weight | integer | 权重 | Weight | 空白取参数 | blank: the policy's
    分值 权数 points
cleared_on | day | 解除日期 | Cleared On | 不再成立之日 | day it no longer held
    解除日 消除日期 cleared resolved_on
evidence | text | 依据 | Evidence | 怎么知道的 | how it is known
    说明 情况 证据 proof description
{_NOTES.strip()}
"""
_SCORES: Final = f"""
date* | day | 评定日期 | Date | 评分的日期 | day of the assessment
    日期 评分日期 评级日期 assessed_on score_date
{_CUSTOMER.strip()}
payment | integer | 付款记录 | Payment Record | 0–100，空白由账上计算 | blank: from the ledger
    付款 付款记录得分 payment_record payment_score
finance | integer | 财务状况 | Finance | 0–100 | 0–100
    财务 财务得分 financial finance_score
trading | integer | 交易历史 | Trading History | 0–100，空白由账上计算 | blank: from the ledger
    交易 交易记录 trading_history trading_score
industry | integer | 行业 | Industry | 0–100 | 0–100
    行业状况 行业得分 industry_score sector
years | integer | 合作年限 | Years Together | 0–100，空白由账上计算 | blank: from the ledger
    合作年限得分 年限 years_together years_score
third_party | integer | 第三方评级 | Third-party Rating | 0–100 | 0–100
    第三方 外部评级 third_party_rating external
references | integer | 同行评价 | Trade References | 0–100，可选 | 0–100, optional
    其他供应商评价 供应商评价 trade_references
owner | integer | 经营者 | Owner | 0–100，可选 | 0–100, optional
    老板 负责人 经营者评价 management
profile | integer | 企业概况 | Profile | 0–100，可选 | 0–100, optional
    概况 企业形象 company_profile
priority | integer | 付款优先级 | Payment Priority | 1–5，1 最先付我方，可选 | 1–5, 1: pays us first
    优先级 payment_priority
exempt | flag | 免评 | Exempt | 政府、小额、现金客户可免评 | not scored: public, small, cash
    是否免评 exempted
grade | text | 评定等级 | Grade | A–D，人工评定时填写 | A–D where decided by hand
    等级 信用等级 credit_grade
by | text | 评定人 | By | 谁评定的 | who assessed
    评分人 经办人 assessor assessed_by
reason | text | 理由 | Reason | 免评或人工评定的理由 | why exempt or decided by hand
    原因 说明 grounds
valid_to | day | 有效期至 | Valid To | 最后有效日 | last day
    有效期 valid_until expires
{_NOTES.strip()}
"""
_TARGETS: Final = f"""
month* | day | 月份 | Month | 该月任一天 | any day of the month
    目标月份 年月 期间 period target_month
salesperson* | text | 业务员 | Salesperson | 与客户表的业务员一致 | as in the customers table
    销售员 销售人员 客户经理 销售代表 sales_rep sales_person rep
currency | currency | 币种 | Currency | 空白为本位币 | blank: base currency
    币别 货币 ccy curr currency_code
amount | amount | 回款目标 | Amount | 当月应收回的金额 | cash to collect in the month
    目标 目标金额 金额 回款金额 target target_amount
rate | number | 回款率目标 | Rate | 如 0.9 即 90% | such as 0.9 for 90%
    目标回款率 回款率 collection_rate target_rate
days | integer | 周转天数目标 | Days | 应收账款周转天数 | turnover days
    目标周转天数 周转天数 回款天数 turnover_days target_days
commission_rate | number | 提成比例 | Commission Rate | 空白取参数 | blank: the policy's
    提成率 佣金比例 commission
{_NOTES.strip()}
"""
_ALLOWANCES: Final = f"""
{_CUSTOMER.strip()}
valid_from* | day | 起始日 | From | 自该日起按单项计提 | first day it is assessed on its own
    起始日期 开始日期 评估日期 from start starts_on
valid_to | day | 有效期至 | Valid To | 最后一天，空白为仍有效 | last day; blank: still
    终止日 截止日期 终止日期 until valid_until ends_on
rate | number | 损失率 | Loss Rate | 如 0.8；或填计提金额 | such as 0.8; or an amount
    预期损失率 计提比例 单项损失率 expected_loss loss rate_of_loss
amount | amount | 计提金额 | Amount | 按客户的币种；或填损失率 | in its currency; or a rate
    金额 预期损失 准备金额 单项金额 allowance_amount loss_amount
reason* | text | 依据 | Reason | 单项计提的依据 | why it is assessed on its own
    理由 原因 计提依据 评估依据 grounds basis
by | text | 评估人 | By | 谁评估的 | who assessed
    经办人 审批人 assessor assessed_by
{_NOTES.strip()}
"""

RECORD_TABLES: Final[tuple[TableSchema, ...]] = (
    declared(
        "approvals", "审批", "Approvals", "审批记录 审批表 批准 approval", _APPROVALS,
        {"kind": APPROVAL_KINDS},
    ),
    declared(
        "plans", "分期", "Plans", "分期还款 分期协议 分期计划 还款计划 plan instalment_plans",
        _PLANS,
    ),
    declared(
        "slips", "对账回执", "Slips", "回执 对账记录 函证记录 函证 slip confirmations", _SLIPS,
        {"kind": SLIP_KINDS, "result": SLIP_RESULTS, "difference_kind": DIFFERENCE_KINDS},
    ),
    declared(
        "signals", "预警信号", "Signals", "预警 预警记录 信号 signal warning_signals", _SIGNALS
    ),
    declared("scores", "评分", "Scores", "评分记录 信用评分表 score scoring", _SCORES),
    declared("targets", "目标", "Targets", "回款目标 目标表 target", _TARGETS),
    declared(
        "allowances", "单项计提", "Individual Allowances",
        "单项计提坏账准备 单项评估 个别认定 单项认定 allowances specific_allowances", _ALLOWANCES,
    ),
)  # fmt: skip
"""The tables in the order of the workbook."""
