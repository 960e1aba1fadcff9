"""Closed lists: the words an accountant may write in a column of kind ``choice`` or ``flag``."""

from __future__ import annotations

from typing import Final

from xlar.tables.names import Choice

TYPES: Final = (
    Choice(
        "invoice",
        "发票",
        "invoice",
        "蓝字 蓝字发票 蓝票 正票 正数发票 销售发票 普通发票 专用发票 专票 普票 增值税专用发票"
        " 增值税普通发票 电子发票 数电票 全电发票 应收单 inv debit debit_note sales_invoice",
    ),
    Choice(
        "credit_note",
        "红字",
        "credit note",
        "红字发票 红票 红冲 冲红 负数发票 退货 销售退回 折让 贷项通知单 贷项 credit credit_memo cn",
    ),
    Choice("opening", "期初", "opening", "期初余额 期初应收 年初 年初余额 opening_balance"),
    Choice("interest", "利息", "interest", "逾期利息 滞纳金 违约金 late_interest finance_charge"),
    Choice("fee", "费用", "fee", "手续费 服务费 运费 杂费 charge fees expense"),
    Choice("retention", "质保金", "retention", "保留金 质量保证金 保固金 retainage"),
    Choice("unbilled", "未开票", "unbilled", "未开票应收 暂估 暂估应收 已发货未开票 accrued"),
    Choice("other", "其他", "other", "其它 其他应收 其他应收单 others miscellaneous"),
)

METHODS: Final = (
    Choice(
        "transfer",
        "电汇",
        "transfer",
        "银行转账 转账 汇款 网银 银行 银行存款 银行汇款 对公转账 wire wire_transfer bank_transfer"
        " bank tt ach sepa eft",
    ),
    Choice("cash", "现金", "cash", "库存现金 现款"),
    Choice(
        "third_party",
        "第三方支付",
        "third party",
        "微信 支付宝 微信支付 扫码 刷卡 信用卡 card credit_card paypal alipay wechat_pay",
    ),
    Choice("bank_bill", "银承", "bank bill", "银行承兑汇票 银行承兑 银票 bank_acceptance_bill"),
    Choice("commercial_bill", "商承", "commercial bill", "商业承兑汇票 商业承兑 商票 trade_bill"),
    Choice("offset", "对冲", "offset", "三方抵账 抵账 抵债 互抵 往来对冲 netting set_off"),
    Choice("deduction", "抵减", "deduction", "扣款 抵扣 返利抵扣 返利 deductions rebate"),
    Choice("discount", "折扣", "discount", "现金折扣 cash_discount early_payment_discount"),
    Choice("charge", "手续费", "charge", "银行手续费 bank_charge bank_charges bank_fee"),
    Choice("rounding", "尾差", "rounding", "抹零 尾数 rounding_difference"),
)

STATUSES: Final = (
    Choice("normal", "正常", "normal", "启用 有效 active ok open enabled"),
    Choice(
        "frozen", "冻结", "frozen", "停用 暂停 停止发货 hold on_hold blocked suspended inactive"
    ),
    Choice("blacklisted", "黑名单", "blacklisted", "拉黑 禁止交易 blacklist banned"),
)

ACT_KINDS: Final = (
    Choice("call", "电话", "call", "致电 通话 电话催收 phone telephone phone_call"),
    Choice("email", "邮件", "email", "电子邮件 电邮 微信 短信 传真 mail message sms fax wechat"),
    Choice(
        "letter",
        "函件",
        "letter",
        "催款函 催收函 信函 律师函 挂号信 demand demand_letter reminder dunning dunning_letter",
    ),
    Choice("visit", "上门", "visit", "拜访 上门催收 面谈 走访 meeting"),
    Choice(
        "acknowledgement",
        "确认",
        "acknowledgement",
        "确认函 对账确认 客户确认 签认 盖章确认 回执 对账回执 acknowledgment acknowledged",
    ),
    Choice("suit", "诉讼", "suit", "起诉 仲裁 支付令 立案 lawsuit litigation arbitration"),
    Choice("promise", "承诺", "promise", "还款承诺 承诺书 付款承诺 promise_to_pay ptp"),
    Choice("plan", "分期协议", "plan", "分期 还款计划 分期付款 instalment_plan payment_plan"),
    Choice("guarantee", "担保", "guarantee", "保证 抵押 质押 guaranty surety"),
    Choice("judgment", "判决", "judgment", "裁决 调解书 判决书 裁决书 judgement award"),
    Choice("audit_confirmation", "询证函", "audit confirmation", "审计询证 审计函证 函证"),
    Choice("other", "其他", "other", "其它 others"),
)

LANGUAGES: Final = (
    Choice("zh", "中文", "Chinese", "汉语 简体中文 zh_cn"),
    Choice("en", "英文", "English", "英语 en_us en_gb"),
)

FLAGS: Final = (
    Choice("yes", "是", "yes", "y true t 1 √ ✓ ✔ ☑ 有 已 对 真 争议 有争议 履行 已履行"),
    Choice("no", "否", "no", "n false f 0 × ✗ ✘ ☐ 无 未 错 假 无争议 未履行"),
)
