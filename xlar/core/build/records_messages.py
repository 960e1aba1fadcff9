"""The words of the checks on the records beside the ledger."""

from __future__ import annotations

from typing import Final

from xlar.core.problems import Message

ENDS_EARLY: Final = Message.of(
    "ends_before_start",
    ("日期早于其开始的日期", "the day is before the one it begins on"),
    ("不早于 {date} 的日期", "{date} or later"),
    ("请更正日期", "Correct the day"),
)
NO_NEW_DUE_DATE: Final = Message.of(
    "no_new_due_date",
    ("展期审批没有新的到期日", "an extension without its new due date"),
    ("展期后的到期日", "the new due date"),
    ("请填写“展期至”", "Fill in Extended To"),
)
NOT_POSITIVE: Final = Message.of(
    "not_positive",
    ("应为正数", "it should be positive"),
    ("大于 0", "more than 0"),
    ("请更正", "Correct it"),
)
NEGATIVE: Final = Message.of(
    "negative_value",
    ("不能为负数", "it may not be negative"),
    ("0 或正数", "0 or more"),
    ("请更正", "Correct it"),
)
INSTALMENT_TWICE: Final = Message.of(
    "instalment_twice",
    ("同一协议的期次重复", "the agreement has this instalment twice"),
    ("与第 {other} 行不同的期次", "a number other than that of row {other}"),
    ("请更正期次，或删去重复的行", "Correct it, or remove the row"),
)
PARTS_DIFFER: Final = Message.of(
    "parts_differ",
    ("同一编号的各行不一致", "rows of one number differ"),
    ("与第 {other} 行一致", "the same as in row {other}"),
    ("请更正，或使用不同的编号", "Correct it, or use another number"),
)
RESULT_WITHOUT_DAY: Final = Message.of(
    "result_without_day",
    ("有回执结果而没有回执日期", "an answer without the day it came"),
    ("收到回执的日期", "the day the slip came back"),
    ("请填写回执日期；未收到则清空结果", "Fill in the day, or clear the result"),
)
OUT_OF_RANGE: Final = Message.of(
    "out_of_range",
    ("超出范围", "out of range"),
    ("{low} 至 {high}", "{low} to {high}"),
    ("请更正", "Correct it"),
)
UNKNOWN_SCORE_GRADE: Final = Message.of(
    "unknown_score_grade",
    ("不认识的等级", "not a known grade"),
    ("A、B、C 或 D", "A, B, C or D"),
    ("请更正，或清空以按评分定级", "Correct it, or clear it to go by the score"),
)
GRADE_WITHOUT_REASON: Final = Message.of(
    "grade_without_reason",
    ("人工评定或免评没有写明理由", "decided by hand or exempt, without a reason"),
    ("一句理由", "a reason"),
    ("请填写理由，以便复核", "Fill in the reason for the review"),
    severity="warning",
)
TARGET_TWICE: Final = Message.of(
    "target_twice",
    ("同一业务员同月同币种的目标重复", "the salesperson has two targets for the month"),
    ("每人每月每币种一行", "one row per person, month and currency"),
    ("请并入第 {other} 行", "Merge it into row {other}"),
)
UNKNOWN_SALESPERSON: Final = Message.of(
    "unknown_salesperson",
    ("客户表中没有这位业务员", "no customer has this salesperson"),
    ("客户表中的业务员", "a salesperson of the customers table"),
    ("请核对姓名；无客户的业务员没有回款", "Check the name; without customers there is no cash"),
    severity="warning",
)
RATE_OR_AMOUNT: Final = Message.of(
    "rate_or_amount",
    ("损失率与计提金额应填其一", "neither or both of loss rate and amount are given"),
    ("损失率或计提金额，只填一项", "a loss rate or an amount, one of them"),
    ("请只填其中一项", "Fill in one of them"),
)
NOT_A_SHARE: Final = Message.of(
    "not_a_share",
    ("不是 0 至 1 的小数", "not a fraction from 0 to 1"),
    ("如 0.8 即 80%", "such as 0.8 for 80 %"),
    ("请更正", "Correct it"),
)
PERIODS_OVERLAP: Final = Message.of(
    "periods_overlap",
    ("同一客户的期间重叠", "two periods of the customer overlap"),
    ("与第 {other} 行不重叠的期间", "a period apart from that of row {other}"),
    (
        "请在前一行填写“有效期至”，或更正起始日",
        "Fill in Valid To of the earlier row, or correct From",
    ),
)
