"""The columns of reports: their names, titles in both languages, and what their values are.

One declaration for the command line, worksheet functions and sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.buckets import label_name
from xlar.core.credit import DECISIONS, REASONS
from xlar.core.next_action import ACTIONS
from xlar.core.problems import Text
from xlar.frames.department import DEPARTMENT
from xlar.frames.field import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.problems import Language

_ORIGIN_WORDS: Final = {
    "explicit": Text("核销表", "allocations table"),
    "reference": Text("红字原单", "reference of a credit note"),
    "shorthand": Text("收款单指定", "designated on the receipt"),
    "refund": Text("退款", "refund"),
    "fifo": Text("先进先出", "oldest first"),
}
_KIND_WORDS: Final = {
    "invoice": Text("应收", "invoice"),
    "credit_note": Text("红字", "credit note"),
    "receipt": Text("收款", "receipt"),
    "refund": Text("退款", "refund"),
}
_STATUS_WORDS: Final = {
    "normal": Text("正常", "normal"),
    "frozen": Text("冻结", "frozen"),
    "blacklisted": Text("黑名单", "blacklisted"),
}
_SEVERITY_WORDS: Final = {"error": Text("错误", "error"), "warning": Text("提醒", "warning")}

FIELDS: Final[Mapping[str, Field]] = {
    entry.name: entry
    for entry in (
        Field("document_no", Text("单据号", "Document")),
        Field("instalment", Text("期次", "Instalment"), "whole", rank=1),
        Field("kind", Text("类别", "Kind"), words=_KIND_WORDS, rank=4),
        Field("customer_id", Text("客户编码", "Customer")),
        Field("name", Text("客户名称", "Name"), rank=9),
        Field("currency", Text("币种", "Currency"), rank=8),
        Field("document_date", Text("单据日期", "Date"), "day", rank=6),
        Field("due_date", Text("到期日", "Due"), "day", rank=7),
        Field("amount", Text("金额", "Amount"), "amount"),
        Field("open", Text("未清金额", "Open"), "amount"),
        Field("days_past_due", Text("逾期天数", "Days past due"), "whole"),
        Field("disputed", Text("争议", "Disputed"), "flag", rank=3),
        Field("salesperson", Text("业务员", "Salesperson")),
        Field("region", Text("地区", "Region")),
        Field("total", Text("余额合计", "Total"), "amount"),
        Field("unapplied", Text("未核销款", "Unapplied"), "amount"),
        Field("grade", Text("等级", "Grade"), rank=4),
        Field("limit", Text("信用额度", "Limit"), "amount"),
        Field("exposure", Text("已占用", "Exposure"), "amount"),
        Field("headroom", Text("可用额度", "Headroom"), "amount", rank=5),
        Field("overdue", Text("逾期金额", "Overdue"), "amount", rank=6),
        Field("status", Text("状态", "Status"), words=_STATUS_WORDS, rank=3),
        Field("decision", Text("发货决定", "Decision"), words=DECISIONS),
        Field("reasons", Text("原因", "Reasons"), "words", words=REASONS, rank=10),
        Field("stage", Text("阶段码", "Stage"), "whole", rank=1),
        Field("stage_name", Text("阶段", "Stage name")),
        Field("step", Text("步骤", "Step"), "whole", rank=6),
        Field("level", Text("已发函", "Level"), "whole", rank=2),
        Field("final_deadline", Text("最后收款期限", "Final deadline"), "day", rank=5),
        Field("next_action", Text("下一步", "Next action"), words=ACTIONS, rank=9),
        Field("next_action_date", Text("下一步日期", "Next on"), "day", rank=8),
        Field("recovery_chance", Text("回收率", "Recovery"), "ratio", rank=3),
        Field("limitation_date", Text("时效届满", "Limitation"), "day", rank=4),
        Field("credit_no", Text("贷方单号", "Credit")),
        Field("invoice_no", Text("核销单据号", "Invoice")),
        Field("date", Text("日期", "Date"), "day"),
        Field("origin", Text("来源", "Origin"), words=_ORIGIN_WORDS, rank=7),
        Field("severity", Text("级别", "Severity"), words=_SEVERITY_WORDS),
        Field("table", Text("表", "Table"), rank=2),
        Field("row", Text("行", "Row"), "whole", rank=3),
        Field("cell", Text("单元格", "Cell"), rank=6),
        Field("column", Text("列", "Column"), rank=1),
        Field("found", Text("发现", "Found"), rank=5),
        Field("expected", Text("应为", "Expected"), rank=4),
        Field("message", Text("说明", "Message")),
        *DEPARTMENT,
    )
}

TITLES: Final[Mapping[str, Text]] = {
    "check": Text("数据检查", "Check of the data"),
    "items": Text("未清项", "Open items"),
    "age": Text("账龄分析", "Aging"),
    "credit": Text("信用监控", "Credit"),
    "stages": Text("逾期阶段", "Overdue stages"),
    "allocate": Text("核销明细", "Allocations"),
}
AS_OF: Final = Text("截止日期", "as of")
METHOD: Final = Text("核销方式", "allocation")
METHODS: Final = {
    "fifo": Text("先进先出", "oldest first"),
    "explicit": Text("仅按指定", "as designated"),
}
ROW_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "check": (
        "severity", "table", "row", "cell", "column", "found", "expected", "message",
    ),
    "items": (
        "document_no", "instalment", "kind", "customer_id", "currency", "document_date", "due_date",
        "amount", "open", "days_past_due", "disputed",
    ),
    "credit": (
        "customer_id", "currency", "grade", "limit", "exposure", "headroom", "overdue", "status",
        "decision", "reasons",
    ),
    "stages": (
        "document_no", "customer_id", "currency", "open", "days_past_due", "stage", "stage_name",
        "step", "level", "final_deadline", "next_action", "next_action_date", "recovery_chance",
        "limitation_date",
    ),
    "allocate": (
        "credit_no", "invoice_no", "instalment", "customer_id", "currency", "amount", "date",
        "origin",
    ),
}  # fmt: skip
AGE_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "customer": ("customer_id", "name"),
    "invoice": ("document_no", "kind", "customer_id", "name", "due_date", "days_past_due"),
    "salesperson": ("salesperson",),
    "region": ("region",),
    "currency": (),
}


def bucket_field(label: str, lang: Language) -> Field:
    """The column of an aging bucket.

    Its name is no bare ``1-30``, which a spreadsheet opening the CSV would take for a date.
    """
    return Field(
        f"bucket {label}", Text(label_name(label, "zh"), label_name(label, lang)), "amount"
    )
