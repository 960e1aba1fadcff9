"""The sheets beside 参数 that hold settings in rows: the ladder, fees, rates, and the wording.

Like `xlar.tables.schema`, but of settings rather than of the ledger: none of them has to exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.tables.choices import LANGUAGES
from xlar.tables.names import Choice, declared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.tables.names import TableSchema

ACTIONS: Final = (
    Choice("letter", "函件", "letter", "发函 催款函 信函"),
    Choice("call", "电话", "call", "上门 面谈 谈话 沟通 电话或上门 visit phone talk"),
    Choice("handover", "移交", "hand-over", "委托 委托第三方 移交第三方 agent agency"),
    Choice("lawsuit", "诉讼", "lawsuit", "起诉 仲裁 法律诉讼 court legal"),
)
DOCUMENT_KINDS: Final = (
    Choice("statement", "对账单", "statement"),
    Choice("confirmation", "询证函", "confirmation"),
    Choice("letter", "催款函", "letter", "函件"),
    Choice("agency", "委托移交单", "hand-over note"),
    Choice("lawyer", "律师函草稿", "lawyer's letter", "律师函"),
    Choice("stop", "停止发货通知", "stop notice"),
    Choice("promise", "还款承诺书", "promise to pay"),
    Choice("plan", "分期还款协议", "plan of instalments"),
    Choice("reconciliation", "余额调节表", "reconciliation"),
    Choice("phrases", "短语", "phrases"),
    Choice("labels", "标签", "labels", "栏目"),
)
TONES: Final = (
    Choice("standard", "标准", "standard", "一般"),
    Choice("soft", "缓和", "soft", "委婉"),
    Choice("firm", "严格", "firm", "强硬"),
)


_LADDER: Final = """
step* | integer | 步骤 | Step | 由小到大，0 为到期前 | ascending, 0 before the due date
    序号 no number
zh* | text | 追收程序 | Name | 这一步叫什么 | what the step is called
    名称 程序 步骤名称 step_name
day* | number | 逾期天数 | Day | 从这一天起走到这一步 | days past due on which it is reached
    天数 days days_past_due
gap | integer | 间隔天数 | Gap | 与上一封函件至少间隔几天 | least days after the letter before
    间隔 interval
action* | choice | 方式 | Action | 发函、电话、移交或诉讼 | what is done
    措施 类别 kind
level | number | 函件级别 | Level | 不发函的一步留空 | of the letter, blank for no letter
    级别 letter letter_level
en | text | 英文名称 | English Name | 空白则同中文 | blank: as in Chinese
    英文名 英文
"""

_FEES: Final = """
level* | integer | 函件级别 | Level | 收取费用的函件 | the letter that costs it
    级别 letter_level
threshold | amount | 起点金额 | Threshold | 未付金额从此起算 | for what is open from here up
    门槛 起点 from
fixed | amount | 固定金额 | Fixed | 固定部分 | the fixed part
    固定
rate | number | 比例 | Rate | 小数，0.5% 写作 0.005 | a fraction: 0.5% is 0.005
    费率
minimum | amount | 最低 | Minimum | 不低于 | at least
    最低金额 min
maximum | amount | 最高 | Maximum | 不高于，0 为不限 | at most, 0 for no limit
    最高金额 max
"""

_LPR: Final = """
day* | day | 发布日 | Day | 自这一天起适用 | the rate stands from this day
    发布日期 日期 date published
rate* | number | 利率 | Rate | 小数，3% 写作 0.03 | a fraction: 3% is 0.03
    一年期 年利率 一年期LPR
"""

_RATES: Final = """
currency* | currency | 币种 | Currency | 外币 | the foreign currency
    币别 外币
rate* | number | 汇率 | Rate | 一单位外币折合本位币 | base currency for one unit
    折算率 exchange_rate
"""

_WORDING: Final = """
kind* | choice | 类别 | Kind | 哪种函件，或短语、标签 | which document, or phrases, labels
    document
variant | text | 级别 | Variant | 函件级别、积极式或消极式、名称 | L3, positive, negative, a name
    level 名称 name
tone | choice | 语气 | Tone | 空白为标准 | blank: standard
    口气
language | choice | 语言 | Language | 空白为中文 | blank: Chinese
    lang
title | text | 标题 | Title | 页首标题 | heading of the page
    heading
subject | text | 主题 | Subject | 函件与邮件的主题 | subject of letter and e-mail
    事由
salutation | text | 称呼 | Salutation | 首行称呼 | first line
    抬头
paragraphs | text | 正文 | Text | 表格之前，一行一段 | before the table, a line each
    文字 内容 body
closing | text | 结尾 | Closing | 表格之后，一行一段 | after the table, a line each
    结束语
mail | text | 邮件正文 | Mail | 邮件的文字，一行一段 | text of the e-mail
    邮件
notes | text | 附注 | Notes | 页末小字，一行一条 | small print, a line each
    注
"""

SETTING_TABLES: Final[Mapping[str, TableSchema]] = {
    schema.name: schema
    for schema in (
        declared(
            "ladder",
            "催收阶梯",
            "Ladder",
            "追收程序 催收程序 阶梯 dunning_ladder collection_ladder",
            _LADDER,
            {"action": ACTIONS},
        ),
        declared("fees", "催款费用", "Fees", "催收费用 dunning_fees", _FEES),
        declared("lpr", "LPR", "LPR", "LPR利率 一年期LPR 贷款市场报价利率 prime_rates", _LPR),
        declared("rates", "汇率", "Rates", "汇率表 exchange_rates", _RATES),
    )
}
"""The tables of settings that are part of the policy, by English name."""

WORDING: Final = declared(
    "wording",
    "函件模板",
    "Wording",
    "函件文字 文字模板 措辞 templates letter_templates texts",
    _WORDING,
    {"kind": DOCUMENT_KINDS, "tone": TONES, "language": LANGUAGES},
)
"""The texts of documents; what a row says: docs/wording.md."""
