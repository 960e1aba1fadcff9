"""The commands of data, aging, credit and statements."""

from __future__ import annotations

from typing import Final

from xlar.commands.command import AS_OF, CUSTOMER, CUSTOMERS, FORMATS, START, Command, Parameter
from xlar.core.problems import Text

BOOK_COMMANDS: Final = (
    Command(
        "import", Text("导入", "Import"), "data",
        Text(
            "选一个其他系统导出的文件，先查后导：新单据接在各表末尾，已有的不重复，有错就一行不写。",
            "Adds an export of another system to the tables: new documents only, checked "
            "together with what is there; where anything is wrong nothing is written.",
        ),
        "importing:import_export",
        (
            Parameter(
                "file", "file", Text("文件", "File"),
                Text("导出的文件，不填则弹出选择", "the export; default: asks for it"),
            ),
            Parameter(
                "date_order", "choice", Text("日期顺序", "Date order"),
                Text("03/04/2026 这类日期的顺序", "how to read dates such as 03/04/2026"),
                ("ymd", "mdy", "dmy"),
            ),
        ),
        "GetExternalDataFromText",
    ),
    Command(
        "check", Text("检查", "Check"), "data",
        Text(
            "检查全部数据，在“检查结果”上列出每个问题：哪一格、是什么、应为什么、怎么办，可点击跳转。",
            "Checks all data and lists every problem on 检查结果: which cell, what is there, "
            "what should be, what to do; a click leads to the cell.",
        ),
        "checking:check", (AS_OF,), "ErrorChecking",
    ),
    Command(
        "refresh", Text("刷新全部", "Refresh all"), "data",
        Text(
            "按现有数据重做账龄、信用等各张报表，要么全部更新，要么一张不动。",
            "Makes all reports anew from the data as it is now: all of them, or none.",
        ),
        "reports:refresh", (AS_OF,), "RefreshAll",
    ),
    Command(
        "clear_demo", Text("清空示例数据", "Clear the example"), "data",
        Text(
            "删去各表中的示例数据，先问后删；您自己录入的行保留，参数不变。",
            "Removes the example data from the tables, after asking; rows of your own and the "
            "settings stay.",
        ),
        "clearing:clear_demo", (), "Consolidate",
    ),
    Command(
        "aging", Text("账龄分析", "Aging"), "aging",
        Text(
            "按客户和币种列出余额与各账龄段，并附核对：账龄合计与单据余额、与总账的差异。",
            "Balance by aging bucket, customer and currency, with its proof: the difference to "
            "the documents and to the general ledger.",
        ),
        "reports:aging_sheet", (AS_OF,), "PivotTableInsert",
    ),
    Command(
        "drill", Text("明细穿透", "Drill down"), "aging",
        Text(
            "选中报表里的任一数字，列出它由哪些单据组成；每张单据可跳到原始行，也可跳回报表。",
            "Select any figure of a report: its documents are listed, each with a link to its "
            "row in the data, and one back to the figure.",
        ),
        "drilling:drill", (CUSTOMER, AS_OF), "Filter",
    ),
    Command(
        "values", Text("只留数值副本", "Values-only copy"), "aging",
        Text(
            "另存一份可放心外发的工作簿：公式都变成数值，没有宏、隐藏表、名称、链接和参数。",
            "Saves a copy that is safe to send: values instead of formulas, no macros, hidden "
            "sheets, names, links or settings.",
        ),
        "copying:values_copy",
        (
            Parameter(
                "file", "file", Text("文件", "File"),
                Text("副本的 .xlsx 文件名，不填则在原文件旁", "default: beside the workbook"),
            ),
        ),
        "TableExportMenu",
    ),
    Command(
        "credit", Text("信用监控", "Credit"), "credit",
        Text(
            "逐个客户列出额度、已占用、可用额度、逾期和能否发货，并说明原因。",
            "Limit, exposure, headroom, overdue and the answer to deliveries for every "
            "customer, with the reasons.",
        ),
        "reports:credit_sheet", (AS_OF,), "ConditionalFormattingMenu",
    ),
    Command(
        "order", Text("订单检查", "Check an order"), "credit",
        Text(
            "选中客户编码和金额两列的若干行，或给出客户和金额：放行、需审批还是停发，原因是什么。",
            "Select rows of customer and amount, or give them: release, approve or hold, and "
            "why.",
        ),
        "ordering:check_orders",
        (
            CUSTOMER,
            Parameter(
                "amount", "amount", Text("订单金额", "Amount"),
                Text("按客户的币种", "in the customer's currency"),
            ),
            AS_OF,
        ),
        "DataValidation",
    ),
    Command(
        "score", Text("信用评分", "Score"), "credit",
        Text(
            "逐个客户列出评分、等级、建议额度、付款记录和复评日期，等级与档案不符的标出。",
            "Score, grade, advised limit, payment record and next review of every customer; "
            "marks grades that differ from the file.",
        ),
        "reports:score_sheet", (AS_OF,), "WhatIfAnalysisMenu",
    ),
    Command(
        "warnings", Text("风险预警", "Warnings"), "credit",
        Text(
            "列出有预警的客户：记录的信号、数据显示的信号（付款变慢、销售突增等）、数值预警和风险等级。",
            "Customers with warnings: signals recorded, signals the figures show (slower, "
            "sudden growth …), alarms and class of risk.",
        ),
        "reports:warning_sheet", (AS_OF,), "MacroSecurity",
    ),
    Command(
        "statement", Text("本客户对账单", "Statement"), "statements",
        Text(
            "为所选行的客户制作对账单，编号登记，存入输出文件夹。",
            "Makes the statement of the selected row's customer, numbered and registered.",
        ),
        "statements:statement", (CUSTOMER, START, FORMATS, AS_OF), "FileSaveAsPdfOrXps",
    ),
    Command(
        "statements", Text("批量对账单", "All statements"), "statements",
        Text(
            "为全部客户制作对账单；同一截止日不会重复发出，中断不留半份。",
            "Makes the statements of all customers; twice for one day sends nothing twice.",
        ),
        "statements:statements", (CUSTOMERS, START, FORMATS, AS_OF), "PrintPreviewAndPrint",
    ),
    Command(
        "confirmations", Text("询证函", "Confirmations"), "statements",
        Text(
            "为客户制作往来款询证函，供审计函证。",
            "Makes confirmation requests of balances for the auditor.",
        ),
        "statements:confirmations",
        (
            CUSTOMERS,
            Parameter(
                "negative", "flag", Text("消极式", "Negative"),
                Text("仅在不符时回函", "an answer only where the balance differs"),
            ),
            FORMATS,
            AS_OF,
        ),
        "ReviewNewComment",
    ),
    Command(
        "slips", Text("回执跟踪", "Slips"), "statements",
        Text(
            "对账单和询证函：发出、相符、不符、逾期未回；差异调节与汇总；控制表；哪些客户该对账了。",
            "Statements and confirmations out and back, differences reconciled and added up, "
            "the control table, and who is due to be reconciled.",
        ),
        "agreements:slips", (AS_OF,), "TableExportMenu",
    ),
)  # fmt: skip
