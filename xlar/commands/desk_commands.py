"""The commands of the collections desk."""

from __future__ import annotations

from typing import Final

from xlar.commands.command import AS_OF, CUSTOMERS, FORMATS, Command, Parameter
from xlar.core.problems import Text

DESK_COMMANDS: Final = (
    Command(
        "worklist", Text("催收工作台", "Worklist"), "collection",
        Text(
            "逐笔列出逾期和将到期的款项：阶段、下一步、时效、联系、承诺、下一封函和处理意见。",
            "Every item overdue or soon due: stage, next step, limitation, contact, promise, "
            "next letter and the proposed measure.",
        ),
        "worklist:worklist", (AS_OF,), "SortCustomExcel",
    ),
    Command(
        "plan", Text("本周计划", "Week's plan"), "collection",
        Text(
            "周一的计划：到期前 7 天致电、3 天确认、当日收款、跟踪承诺；另页是本周结果。",
            "Monday's plan day by day: calls, confirmations, collections, promises, next "
            "actions; and on a sheet of its own what came of it so far.",
        ),
        "week:plan", (AS_OF,), "FilePrint",
    ),
    Command(
        "promises", Text("承诺跟踪", "Promises"), "collection",
        Text(
            "每笔还款承诺：已履行、违约还是进行中，承诺后到账多少，是否超过最后收款期限。",
            "Every promise to pay: kept, broken or running, what came since, and whether it "
            "reaches beyond the final deadline.",
        ),
        "week:promises", (AS_OF,), "DataValidation",
    ),
    Command(
        "agreements", Text("分期与争议", "Plans, disputes"), "collection",
        Text(
            "分期各期已付多少、是否违约；争议的原因和天数；停止发货、需审批和已批准放货的客户；审批清单。",
            "What of each instalment is paid and which plans are broken; disputes by reason "
            "and days open; deliveries held or released by whom; approvals.",
        ),
        "agreements:agreements", (AS_OF,), "OutlineSubtotals",
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
            CUSTOMERS,
            Parameter(
                "kind", "choice", Text("类别", "Kind"),
                Text("不填为催款函", "default: letter"),
                ("letter", "agency", "lawyer", "stop"),
            ),
            Parameter(
                "level", "whole", Text("级别", "Level"),
                Text("全部用这一级，不填按催收阶梯", "for all; default: by the ladder"),
            ),
            FORMATS,
            AS_OF,
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
)  # fmt: skip
