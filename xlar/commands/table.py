"""The one table of commands: ribbon, Calc's menu, command line and docs/commands.md read it.

Nothing heavy is imported here: what a command does is named, and loaded when it is run.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from xlar.commands.context import Context, Outcome

ParameterKind: TypeAlias = Literal[
    "text", "customer", "amount", "day", "whole", "flag", "choice", "list", "file", "folder"
]
MOST_CHARACTERS: Final = 255
"""How long a text about a command may be: more, and a ribbon shows no tip at all."""


@dataclass(frozen=True)
class Parameter:
    """Something a command can be told.

    Attributes:
        name: English name, as ``--set`` and programs use it.
        kind: what its value is; ``list`` is several texts.
        title: its name for people.
        about: what it does.
        choices: the permitted values of a ``choice``.
    """

    name: str
    kind: ParameterKind
    title: Text
    about: Text
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        name: English name.
        title: label of its button.
        group: key of its group in `GROUPS`.
        about: tip of its button, at most 255 characters.
        does: the function that does it, as ``module:function`` of this package.
        parameters: what it can be told.
        icon: picture of its button: an Office ``imageMso``.
    """

    name: str
    title: Text
    group: str
    about: Text
    does: str
    parameters: tuple[Parameter, ...] = ()
    icon: str = ""

    @property
    def run(self) -> Callable[[Context], Outcome]:
        """The function that does it, loaded now."""
        module, _, function = self.does.partition(":")
        found: Callable[[Context], Outcome] = getattr(
            import_module(f"xlar.commands.{module}"), function
        )
        return found


GROUPS: Final[Mapping[str, Text]] = {
    "data": Text("数据", "Data"),
    "aging": Text("账龄", "Aging"),
    "credit": Text("信用", "Credit"),
    "statements": Text("对账", "Statements"),
    "collection": Text("催收", "Collection"),
    "help": Text("帮助", "Help"),
}

_CUSTOMER: Final = Parameter(
    "customer", "customer", Text("客户编码", "Customer"),
    Text("不填则取所选单元格所在行的客户", "default: the customer of the selected row"),
)  # fmt: skip
_CUSTOMERS: Final = Parameter(
    "customers", "list", Text("客户编码", "Customers"),
    Text("只为这些客户，用逗号隔开；不填为全部", "only these, separated by commas; default: all"),
)  # fmt: skip
_AS_OF: Final = Parameter(
    "as_of", "day", Text("截止日期", "As of"),
    Text("不填取参数中的截止日期，再则今天", "default: the day of 参数, else today"),
)  # fmt: skip
_FORMATS: Final = Parameter(
    "formats", "list", Text("格式", "Formats"),
    Text("如 pdf,docx，不填取参数", "such as pdf,docx; default: those of 参数"),
)  # fmt: skip
_START: Final = Parameter(
    "start", "day", Text("起始日", "From"),
    Text("不填接上次对账单，再则本月 1 日", "default: after the last one"),
)  # fmt: skip

COMMANDS: Final[Mapping[str, Command]] = {
    command.name: command
    for command in (
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
            "checking:check", (_AS_OF,), "ErrorChecking",
        ),
        Command(
            "refresh", Text("刷新全部", "Refresh all"), "data",
            Text(
                "按现有数据重做账龄、信用等各张报表，要么全部更新，要么一张不动。",
                "Makes all reports anew from the data as it is now: all of them, or none.",
            ),
            "reports:refresh", (_AS_OF,), "RefreshAll",
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
            "reports:aging_sheet", (_AS_OF,), "PivotTableInsert",
        ),
        Command(
            "drill", Text("明细穿透", "Drill down"), "aging",
            Text(
                "选中报表里的任一数字，列出它由哪些单据组成；每张单据可跳到原始行，也可跳回报表。",
                "Select any figure of a report: its documents are listed, each with a link to its "
                "row in the data, and one back to the figure.",
            ),
            "drilling:drill", (_CUSTOMER, _AS_OF), "Filter",
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
            "reports:credit_sheet", (_AS_OF,), "ConditionalFormattingMenu",
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
                _CUSTOMER,
                Parameter(
                    "amount", "amount", Text("订单金额", "Amount"),
                    Text("按客户的币种", "in the customer's currency"),
                ),
                _AS_OF,
            ),
            "DataValidation",
        ),
        Command(
            "statement", Text("本客户对账单", "Statement"), "statements",
            Text(
                "为所选行的客户制作对账单，编号登记，存入输出文件夹。",
                "Makes the statement of the selected row's customer, numbered and registered.",
            ),
            "statements:statement", (_CUSTOMER, _START, _FORMATS, _AS_OF), "FileSaveAsPdfOrXps",
        ),
        Command(
            "statements", Text("批量对账单", "All statements"), "statements",
            Text(
                "为全部客户制作对账单；同一截止日不会重复发出，中断不留半份。",
                "Makes the statements of all customers; twice for one day sends nothing twice.",
            ),
            "statements:statements", (_CUSTOMERS, _START, _FORMATS, _AS_OF), "PrintPreviewAndPrint",
        ),
        Command(
            "confirmations", Text("询证函", "Confirmations"), "statements",
            Text(
                "为客户制作往来款询证函，供审计函证。",
                "Makes confirmation requests of balances for the auditor.",
            ),
            "statements:confirmations",
            (
                _CUSTOMERS,
                Parameter(
                    "negative", "flag", Text("消极式", "Negative"),
                    Text("仅在不符时回函", "an answer only where the balance differs"),
                ),
                _FORMATS,
                _AS_OF,
            ),
            "ReviewNewComment",
        ),
        Command(
            "worklist", Text("催收工作台", "Worklist"), "collection",
            Text(
                "逐笔列出逾期和将到期的款项：阶段、下一步、时效、联系、承诺、下一封函和处理意见。",
                "Every item overdue or soon due: stage, next step, limitation, contact, promise, "
                "next letter and the proposed measure.",
            ),
            "worklist:worklist", (_AS_OF,), "SortCustomExcel",
        ),
        Command(
            "letters", Text("批量催款函", "Letters"), "collection",
            Text(
                "先列出谁收哪一级、谁不发及原因（催款函预览），确认后制作并登记，不会重复。",
                "Lists who gets which letter, and who none and why, on 催款函预览; then makes, "
                "numbers and registers them, nothing twice.",
            ),
            "letters:letters",
            (
                Parameter(
                    "preview", "flag", Text("只预览", "Preview only"),
                    Text("是只列，否直接做，不填先问", "yes: list only; no: make them; else asks"),
                ),
                _CUSTOMERS,
                Parameter(
                    "kind", "choice", Text("类别", "Kind"),
                    Text("不填为催款函", "default: letter"),
                    ("letter", "agency", "lawyer", "stop"),
                ),
                Parameter(
                    "level", "whole", Text("级别", "Level"),
                    Text("全部用这一级，不填按催收阶梯", "for all; default: by the ladder"),
                ),
                _FORMATS,
                _AS_OF,
            ),
            "FileEmailAsPdfEmailAttachment",
        ),
        Command(
            "withdraw", Text("撤回", "Withdraw"), "collection",
            Text(
                "撤回所选编号的函件：级别退回，编号保留不再使用。",
                "Takes documents back: the level goes back, the number stays used.",
            ),
            "registering:withdraw",
            (
                Parameter(
                    "numbers", "list", Text("编号", "Numbers"),
                    Text("不填则取所选行的编号", "default: those of the selected rows"),
                ),
                Parameter(
                    "on", "day", Text("撤回日", "Day"), Text("不填为今天", "default: today"),
                ),
            ),
            "RemoveDuplicates",
        ),
        Command(
            "register", Text("登记簿", "Register"), "collection",
            Text(
                "登记表上填写的状态、日期、快递单号和答复，再把登记簿的现状写到“发函登记”。",
                "Takes over statuses, days, tracking numbers and replies typed on 发函登记, then "
                "shows the register there.",
            ),
            "registering:register",
            (
                Parameter(
                    "correct", "flag", Text("以表上为准", "The sheet is right"),
                    Text("与登记簿不同处以表为准，不填则先问", "where they differ; default: asks"),
                ),
            ),
            "FileVersionHistory",
        ),
        Command(
            "last_error", Text("最后错误", "Last error"), "help",
            Text(
                "最近一次没有做成的命令：何时、为什么、怎么办。",
                "The last command that failed: when, why, and what to do.",
            ),
            "helping:last_error", (), "TraceError",
        ),
        Command(
            "diagnose", Text("诊断", "Diagnose"), "help",
            Text(
                "在“诊断”上列出版本、程序、找到的表、参数、行数和核对差异，求助时附上。",
                "Lists versions, program, tables found, settings, counts and differences on 诊断.",
            ),
            "helping:diagnose", (), "ControlProperties",
        ),
    )
}  # fmt: skip
