"""The commands of figures and help."""

from __future__ import annotations

from typing import Final

from xlar.commands.command import AS_OF, Command, Parameter
from xlar.core.problems import Text

FIGURE_COMMANDS: Final = (
    Command(
        "forecast", Text("回款预测", "Forecast"), "figures",
        Text(
            "按周预计回款，带区间，旁边是“到期日付款”和“平均延迟”两种算法，并用过去检验。",
            "Cash by week with a range, beside what came if all paid when due or at the "
            "average delay; tested on the past.",
        ),
        "reports:forecast_sheet", (AS_OF,), "ChartTypeColumnInsertGallery",
    ),
    Command(
        "provision", Text("坏账准备", "Allowance"), "figures",
        Text(
            "按账龄百分比或迁徙率计提坏账准备，列出变动（期初、计提、转回、核销、收回、期末）和分录。",
            "The loss allowance by aging percentages or roll rates, with its movement and the "
            "entries to book.",
        ),
        "reports:provision_sheet", (AS_OF,), "AccountingFormat",
    ),
    Command(
        "audit", Text("审计附表", "For auditors"), "figures",
        Text(
            "坏账准备的附表：迁徙率（历史够时）、账龄勾稽、重分类、期后回款、税前扣除和账销案存。",
            "Beside the allowance: roll rates where the books reach back far enough, tie-out of "
            "bands, reclassification, subsequent receipts, tax deductions, written-off claims.",
        ),
        "auditing:audit", (AS_OF,), "OutlineSubtotals",
    ),
    Command(
        "indicators", Text("指标", "Indicators"), "figures",
        Text(
            "最近十二个月的回款率、逾期率、坏账率、周转、DSO、CEI 等，附与上月的比较和勾稽。",
            "Collection, overdue and bad-debt rates, turnover, DSO, CEI and more of the last "
            "twelve months, with their trend and proof.",
        ),
        "reports:indicators_sheet", (AS_OF,), "ChartTypeColumnInsertGallery",
    ),
    Command(
        "commission", Text("提成", "Commission"), "figures",
        Text(
            "本月业务员的提成：按回款与账龄，退票退款收回；附目标、排名和核对总数。",
            "Commission of the month on cash received, less for old items, taken back where it "
            "bounced; with targets, ranking and control total.",
        ),
        "reports:commission_sheet", (AS_OF,), "FunctionsFinancialInsertGallery",
    ),
    Command(
        "report", Text("月报", "Monthly report"), "figures",
        Text(
            "为上一个月编制月报（PDF 和工作簿，含图表），并为每位业务员写好逾期清单邮件草稿。",
            "The report of last month as PDF and workbook, with charts, and a mail draft with "
            "the overdue items of every salesperson.",
        ),
        "reporting:report",
        (
            Parameter(
                "month", "text", Text("月份", "Month"),
                Text("如 2026-05，不填为上月", "such as 2026-05; default: the last one over"),
            ),
            Parameter(
                "formats", "list", Text("格式", "Formats"),
                Text("pdf,xlsx,eml，不填为全部", "pdf,xlsx,eml; default: all"),
            ),
            AS_OF,
        ),
        "FilePrint",
    ),
    Command(
        "close", Text("关账", "Close the month"), "figures",
        Text(
            "为上一个月关账：留底当月及以前的行；此后的增加、删除、改动在“检查”和月报中列出。",
            "Closes last month: its rows and those before are kept; what is added, removed or "
            "changed later shows in Check and in the monthly report.",
        ),
        "closing:close",
        (
            Parameter(
                "month", "text", Text("月份", "Month"),
                Text("如 2026-05，不填为上月", "such as 2026-05; default: the last one over"),
            ),
            Parameter(
                "accept", "flag", Text("接受变动", "Accept changes"),
                Text("已关账月份有变动时，不填则先问", "of closed months; default: asks"),
            ),
            AS_OF,
        ),
        "Lock",
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
)  # fmt: skip
