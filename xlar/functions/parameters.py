"""What worksheet functions take and give: annotations with the kind and the words of each.

A function of the table is written with these alone, so that a parameter that several functions have
is explained once.
"""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Final, Literal, TypeAlias

from xlar.core.aging import By as _By
from xlar.core.buckets import Basis as _Basis
from xlar.core.buckets import Limits as _Limits
from xlar.core.forecast import By as _ForecastBy
from xlar.core.problems import Text
from xlar.core.terms import Term
from xlar.frames.cells import ReportTable
from xlar.functions.books import Books
from xlar.functions.table import Given
from xlar.tables.names import Choice

# Keys.
Customer: TypeAlias = Annotated[
    str, Given("customer", Text("客户编码", "identifier of the customer"))
]
Document: TypeAlias = Annotated[
    str,
    Given(
        "document",
        Text("单据号；分期写作 单据号#期次", "number of the document; an instalment as NUMBER#2"),
    ),
]

# The ledger and the day.
Ledger: TypeAlias = Annotated[
    Books,
    Given(
        "ledger",
        Text(
            "AR_LEDGER 所在的单元格；空白为本工作簿的各表",
            "the cell of AR_LEDGER; blank: the tables of this workbook",
        ),
        inferred=True,
    ),
]
SettingsOf: TypeAlias = Annotated[
    Books | None,
    Given(
        "ledger",
        Text(
            "AR_LEDGER 所在的单元格，取其参数；空白为默认参数",
            "the cell of AR_LEDGER, for its settings; blank: the default settings",
        ),
    ),
]
AsOf: TypeAlias = Annotated[
    dt.date,
    Given(
        "as_of",
        Text(
            "截止日期；空白为参数中的截止日期，再为今天",
            "the day looked from; blank: the as-of date of the settings, else today",
        ),
        inferred=True,
    ),
]

# Options of reports.
BY: Final = (
    Choice("customer", "客户", "customer"),
    Choice("salesperson", "业务员", "salesperson", "销售员"),
    Choice("region", "地区", "region", "区域"),
    Choice("currency", "币种", "currency"),
    Choice("invoice", "单据", "invoice", "发票 单据号 document"),
)
BASIS: Final = (
    Choice("due", "到期日", "due date", "到期"),
    Choice("document", "单据日期", "document date", "单据日 开票日期 发票日期"),
)
By: TypeAlias = Annotated[
    _By,
    Given("choice", Text("每行是什么；空白为客户", "what a row is; blank: a customer"), BY),
]
ForecastBy: TypeAlias = Annotated[
    _ForecastBy,
    Given("choice", Text("每行是什么；空白为币种", "what a row is; blank: a currency"), BY[:-1]),
]
Weeks: TypeAlias = Annotated[
    int | None,
    Given("count", Text("预测几周；空白取参数", "weeks looked ahead; blank: the settings'")),
]
KPI_BY: Final = (
    Choice("total", "合计", "total", "全部 all"),
    Choice("salesperson", "业务员", "salesperson", "销售员"),
    Choice("region", "地区", "region", "区域"),
    Choice("customer", "客户", "customer", "价值分类 ABC classes"),
)
KpiBy: TypeAlias = Annotated[
    Literal["total", "salesperson", "region", "customer"],
    Given(
        "choice",
        Text(
            "每行是什么；空白为合计，客户为 ABC 价值分类",
            "what a row is; blank: the total; customer: value classes ABC",
        ),
        KPI_BY,
    ),
]
Months: TypeAlias = Annotated[
    int, Given("count", Text("最近几个月；空白为 12", "how many months; blank: 12"))
]
DSO_METHODS: Final = (
    Choice("dso", "简单", "simple", "普通 dso"),
    Choice("dso_count_back", "倒推", "count-back", "倒扣 countback"),
    Choice("best_possible_dso", "最佳", "best possible", "bpdso best"),
    Choice("average_days_delinquent", "平均逾期", "delinquent", "拖欠 平均逾期天数 add"),
)
DsoMethod: TypeAlias = Annotated[
    Literal["dso", "dso_count_back", "best_possible_dso", "average_days_delinquent"],
    Given("choice", Text("方法；空白为简单", "the method; blank: simple"), DSO_METHODS),
]
DsoDays: TypeAlias = Annotated[
    int | None,
    Given("count", Text("取最近几天的销售；空白取参数", "days of sales; blank: the settings'")),
]
PeriodFrom: TypeAlias = Annotated[
    dt.date | None,
    Given(
        "day", Text("期间的第一天；空白为截止月的一日", "first day; blank: the first of the month")
    ),
]
COMMISSION_BY: Final = (
    Choice("salesperson", "业务员", "salesperson", "销售员"),
    Choice("line", "明细", "line", "收款 lines receipt"),
)
CommissionBy: TypeAlias = Annotated[
    Literal["salesperson", "line"],
    Given(
        "choice",
        Text("每行是什么；空白为业务员", "what a row is; blank: a salesperson"),
        COMMISSION_BY,
    ),
]
Limits: TypeAlias = Annotated[
    _Limits | None,
    Given(
        "limits",
        Text(
            "账龄分段的天数，如 0,30,60，或一列数字，或 audit（按整年）；空白取参数",
            "days that part the buckets, as 0,30,60, a range of numbers, or audit (full years); "
            "blank: the settings'",
        ),
    ),
]
Basis: TypeAlias = Annotated[
    _Basis | None,
    Given(
        "choice",
        Text("账龄起算日；空白取参数", "the date days are counted from; blank: the settings'"),
        BASIS,
    ),
]
OneCustomer: TypeAlias = Annotated[
    str | None,
    Given("customer", Text("只列这个客户；空白为全部", "only this customer; blank: all")),
]
OneCurrency: TypeAlias = Annotated[
    str | None,
    Given(
        "currency",
        Text(
            "币种；客户只有一种币种的未清项时可空白",
            "the currency; may be blank where the open items are in one currency",
        ),
    ),
]
From: TypeAlias = Annotated[
    dt.date | None,
    Given(
        "day",
        Text(
            "起始日；空白为上次对账单的次日，没有则为截止月的第一天",
            "first day; blank: the day after the last statement, else the first of the month",
        ),
    ),
]

# Days, terms and amounts.
Days: TypeAlias = Annotated[
    int, Given("days", Text("天数；未到期为负数", "days past due; negative: not due yet"))
]
Due: TypeAlias = Annotated[dt.date, Given("day", Text("到期日", "the due date"))]
Start: TypeAlias = Annotated[
    dt.date, Given("day", Text("账期起算日：单据日或签收日", "first day of the term"))
]
Terms: TypeAlias = Annotated[
    Term, Given("terms", Text("账期，如 N30、月结30", "the term of payment, as N30 or EOM+15"))
]
Sum: TypeAlias = Annotated[Decimal, Given("amount", Text("金额", "the amount"))]
Until: TypeAlias = Annotated[
    dt.date, Given("day", Text("计息的最后一天（含）", "the last day that earns, included"))
]
Rate: TypeAlias = Annotated[
    int,
    Given(
        "rate",
        Text(
            "利率，写明周期：日万分之五、月1%、年6%；数字为年利率，如 0.06",
            "the rate with its period, as 6% a year or 0.05%/day; a number is a year's, as 0.06",
        ),
    ),
]
ORDERS: Final = Text("本次订单金额，按客户的币种", "amount of the order in the customer's currency")
Customers: TypeAlias = Annotated[
    Sequence[str], Given("customer", Text("客户编码", "identifier of the customer"))
]
Orders: TypeAlias = Annotated[Sequence[Decimal], Given("amount", ORDERS)]
Count: TypeAlias = Annotated[
    int, Given("count", Text("倒数第几条；空白为最近一条", "which, from the last; blank: the last"))
]

# What is shown.
Detail: TypeAlias = Literal["decision", "reasons", "code"]
DETAIL: Final = (
    Choice("decision", "决定", "decision"),
    Choice("reasons", "原因", "reasons", "reason"),
    Choice("code", "代码", "code"),
)
ShowDecision: TypeAlias = Annotated[
    Detail,
    Given("choice", Text("显示什么；空白为决定", "what to show; blank: the decision"), DETAIL),
]
StagePart: TypeAlias = Literal["name", "code", "step", "level"]
STAGE_PARTS: Final = (
    Choice("name", "名称", "name", "阶段"),
    Choice("code", "代码", "code", "阶段码"),
    Choice("step", "步骤", "step"),
    Choice("level", "级别", "level", "已发函"),
)
ShowStage: TypeAlias = Annotated[
    StagePart,
    Given("choice", Text("显示什么；空白为阶段名称", "what to show; blank: the name"), STAGE_PARTS),
]
ActionPart: TypeAlias = Literal["action", "date", "code"]
ACTION_PARTS: Final = (
    Choice("action", "措施", "action", "下一步"),
    Choice("date", "日期", "date"),
    Choice("code", "代码", "code"),
)
ShowAction: TypeAlias = Annotated[
    ActionPart,
    Given("choice", Text("显示什么；空白为措施", "what to show; blank: the action"), ACTION_PARTS),
]

ProvisionPart: TypeAlias = Literal[
    "allowance", "tie_out", "reclassification", "subsequent", "tax", "off_book"
]
PROVISION_PARTS: Final = (
    Choice("allowance", "坏账准备", "allowance", "准备"),
    Choice("tie_out", "账龄勾稽", "tie-out", "勾稽"),
    Choice("reclassification", "重分类", "reclassification"),
    Choice("subsequent", "期后回款", "subsequent receipts"),
    Choice("tax", "税前扣除", "tax"),
    Choice("off_book", "账销案存", "off book"),
)
ShowProvision: TypeAlias = Annotated[
    ProvisionPart,
    Given(
        "choice",
        Text("哪张表；空白为坏账准备", "which table; blank: the allowance"),
        PROVISION_PARTS,
    ),
]

SCORE_PARTS: Final = (
    Choice("score", "评分", "score", "分数 scores"),
    Choice("review", "复评", "review", "复评名单 reviews"),
    Choice("file", "档案", "file", "信用档案 files"),
)
ShowScores: TypeAlias = Annotated[
    Literal["score", "review", "file"],
    Given("choice", Text("哪张表；空白为评分", "which table; blank: the scores"), SCORE_PARTS),
]
SLIP_TABLES: Final = (
    Choice("slips", "回执", "slips", "回执跟踪 明细"),
    Choice("control", "控制表", "control", "对账控制表"),
    Choice("differences", "差异", "differences", "差异汇总"),
    Choice("due", "应对账", "due", "应对账客户"),
)
ShowSlips: TypeAlias = Annotated[
    Literal["slips", "control", "differences", "due"],
    Given("choice", Text("哪张表；空白为回执", "which table; blank: the slips"), SLIP_TABLES),
]
WARNINGS_BY: Final = (
    Choice("customer", "客户", "customer"),
    Choice("signal", "信号", "signal", "明细 signals"),
)
WarningsBy: TypeAlias = Annotated[
    Literal["customer", "signal"],
    Given(
        "choice", Text("每行是什么；空白为客户", "what a row is; blank: a customer"), WARNINGS_BY
    ),
]

# Tables: one parameter for each that books are made of.
FromTables: TypeAlias = Annotated[
    Books, Given("tables", Text("各表", "the tables"), required=("invoices",))
]
ProblemsOf: TypeAlias = Annotated[Books, Given("tables", Text("各表", "the tables"))]

# Results.
Amount: TypeAlias = Annotated[float | None, "amount"]
Whole: TypeAlias = Annotated[float | None, "whole"]
Ratio: TypeAlias = Annotated[float, "ratio"]
Score: TypeAlias = Annotated[float | None, "number"]
Number: TypeAlias = Annotated[float, "number"]
Words: TypeAlias = Annotated[str, "text"]
Mixed: TypeAlias = Annotated[Any, "text"]
Answers: TypeAlias = Annotated[list[Any], "text"]
Day: TypeAlias = Annotated[dt.date | None, "day"]
Handle: TypeAlias = Annotated[str, "handle"]
Spilled: TypeAlias = Annotated[ReportTable, "table"]
