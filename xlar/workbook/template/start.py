"""The first sheet: what to do, in which state everything is, what the buttons do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.workbook.ribbon import TITLE
from xlar.workbook.template import names, styles
from xlar.workbook.template.kit import Page
from xlar.workbook.template.reports import REPORTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

_WIDTHS: Final = (5, 24, 82, 26)
_HINT: Final = Text(
    "数据在表里，规则在参数里，报表是公式。照下面的步骤做一遍，大约十分钟。",
    "Data stands in tables, rules in settings, reports are formulas. The steps below take about "
    "ten minutes.",
)
_STEPS: Final[tuple[tuple[str, Text, Text], ...]] = (
    (
        "", Text("启用宏", "Enable macros"),
        Text(
            "打开文件时点上方黄条的“启用内容”。不启用也能看：表中是上次的结果，只是不再更新。",
            "Click Enable Content on the yellow bar. Without it the last results can be read, but "
            "are not updated.",
        ),
    ),
    (
        "Settings", Text("填写参数", "Fill in the settings"),
        Text(
            "公司名称、开户行和账号会印在函件上；截止日期留空就是今天；外币填汇率。",
            "Company, bank and account are printed on documents; a blank as-of date means today; "
            "foreign currencies need a rate.",
        ),
    ),
    (
        "Customers", Text("录入客户", "Enter customers"),
        Text(
            "至少填客户编码和名称；信用额度、账期、业务员决定信用监控和到期日。",
            "Identifier and name at least; limit, terms and salesperson decide credit and due "
            "dates.",
        ),
    ),
    (
        "Invoices", Text("录入发票", "Enter invoices"),
        Text(
            "可直接粘贴，也可用“导入”读取其他系统导出的文件；有错一行都不写。",
            "Paste them, or use Import for an export of another system; where anything is wrong "
            "nothing is written.",
        ),
    ),
    (
        "Receipts", Text("录入收款", "Enter receipts"),
        Text(
            "知道付的是哪张发票就写上，不知道就留空；一笔付几张的，写在“核销”表。",
            "Name the invoice paid where known; a receipt for several goes to Allocations.",
        ),
    ),
    (
        "Aging", Text("检查后看报表", "Check, then read"),
        Text(
            "点“检查”看有没有问题，再看账龄分析、信用监控和指标看板；核对差异应为 0。",
            "Click Check, then read Aging, Credit and Dashboard; the check below the aging should "
            "be 0.",
        ),
    ),
    (
        "Worklist", Text("对账与催收", "Statements and letters"),
        Text(
            "催收工作台列出今天该做的事；对账单和催款函一键制作，编号登记，不会重复发。",
            "The worklist says what to do today; statements and letters are made with one click, "
            "numbered and registered, nothing twice.",
        ),
    ),
)  # fmt: skip
_FURTHER: Final[Mapping[str, Text]] = {
    "Statement": Text(
        "选一个客户和起始日，看他的对账单：期初、每笔增减、余额。",
        "Choose a customer and a first day: opening balance, every movement, balance.",
    ),
    "Dashboard": Text(
        "一页看清：余额、逾期、账龄、阶段、趋势、回款预测。",
        "All of it on a page: balance, overdue, aging, stages, trends, forecast.",
    ),
}
_EXAMPLE: Final = Text(
    "现在各表中是一家虚构公司的示例数据，金额、名称、号码都不是真的，可以随意试改；"
    "试完点“清空示例数据”，再录入自己的数据。",
    "The tables now hold the made-up data of a company that does not exist; try anything, then "
    "click Clear the example and enter your own.",
)
_NOT_TODAY: Final = Text(
    "注意：截止日期不是今天，各报表是那一天的情形。日常使用请在“参数”中清空截止日期。",
    "Note: the as-of date is not today; the reports show that day. For daily work clear it on "
    "Settings.",
)
_TODAY: Final = Text("以今天为准", "The reports look from today")
_READY: Final = Text("数据没有错误，报表可用", "The data has no errors; the reports stand")
_FAULTY: Final = Text(
    "数据有错误，报表暂不可用：请点“检查”", "The data has errors; click Check to see them"
)
_CONNECTION: Final = Text(
    "启用宏后，第一次计算时自动连接 Python；连不上时状态栏会说明原因，也可点“诊断”。",
    "Python is connected with the first calculation after macros are enabled; the status bar says "
    "why if it fails, and so does Diagnose.",
)


def _draw(canvas: Canvas, kit: Kit) -> None:
    sheet = canvas.sheet
    for place, width in enumerate(_WIDTHS):
        canvas.column(place, width, "plain")
    canvas.band(Text("应收账款工作簿", "Receivables workbook"), _HINT, len(_WIDTHS))
    row = _draw_state(canvas, kit, 3)
    row = _draw_steps(canvas, kit, row + 1)
    row = _draw_reports(canvas, kit, row + 1)
    if kit.commands:
        row = _draw_commands(canvas, kit, row + 1)
    sheet.hide_gridlines(2)
    canvas.page((0, 0, row, len(_WIDTHS) - 1), landscape=False)


def _section(canvas: Canvas, row: int, title: Text) -> int:
    canvas.sheet.set_row_pixels(row, 28)
    for column in range(len(_WIDTHS)):
        canvas.put(row, column, title if column == 0 else None, "section")
    return row + 1


def _draw_state(canvas: Canvas, kit: Kit, top: int) -> int:
    """How things stand: connection, ledger, day."""
    row = _section(canvas, top, Text("状态", "State"))
    if kit.day is not None:
        canvas.put(row, 1, Text("示例数据", "Example"), "bold")
        canvas.put(row, 2, _EXAMPLE, "wrap")
        row += 1
    canvas.put(row, 1, Text("连接", "Connection"), "bold")
    canvas.put(row, 2, _CONNECTION, "muted")
    row += 1
    canvas.put(row, 1, Text("账套", "Ledger"), "bold")
    formula = f'=IF(ISERROR({names.LEDGER}),"{_FAULTY[kit.lang]}","{_READY[kit.lang]}")'
    canvas.formula(row, 2, formula, _READY[kit.lang], "wrap")
    canvas.formula(row, 3, f"={names.LEDGER}", kit.figures.handle, "muted")
    row += 1
    canvas.put(row, 1, Text("截止日期", "As of"), "bold")
    warning, fine = _NOT_TODAY[kit.lang], _TODAY[kit.lang]
    formula = f'=IF(OR({names.AS_OF}="",{names.AS_OF}=TODAY()),"{fine}","{warning}")'
    canvas.formula(row, 2, formula, fine if kit.day is None else warning, "wrap")
    canvas.rule((row, 2, row, 2), f'=$C${row + 1}<>"{fine}"', font_color=styles.BAD, bold=True)
    day = f"={names.DAY}"
    canvas.formula(row, 3, day, kit.figures.shown_day, "value", "day")
    for line in range(top + 1, row + 1):
        canvas.sheet.set_row_pixels(line, 40)
    return row + 1


def _draw_steps(canvas: Canvas, kit: Kit, top: int) -> int:
    row = _section(canvas, top, Text("怎么开始", "How to begin"))
    for number, (key, title, about) in enumerate(_STEPS, 1):
        canvas.sheet.set_row_pixels(row, 44)
        canvas.put(row, 0, float(number), "step")
        canvas.put(row, 1, title, "bold", indent=1)
        canvas.put(row, 2, about, "wrap")
        if key:
            canvas.link(row, 3, kit.sheet(key), f"→ {kit.sheet(key)}", indent=1)
        row += 1
    return row


def _draw_reports(canvas: Canvas, kit: Kit, top: int) -> int:
    """Every sheet of formulas, in the order of the sheets."""
    row = _section(canvas, top, Text("报表", "Reports"))
    for key in kit.pages:
        report = REPORTS.get(key)
        about = report.hint if report else _FURTHER.get(key)
        if about is None:
            continue
        canvas.sheet.set_row_pixels(row, 42)
        canvas.link(row, 1, kit.sheet(key), kit.sheet(key), indent=1)
        canvas.put(row, 2, about, "wrap")
        canvas.put(row, 3, report.function if report else None, "muted", indent=1)
        row += 1
    return row


def _draw_commands(canvas: Canvas, kit: Kit, top: int) -> int:
    title = Text(f"功能区“{TITLE.zh}”选项卡上的按钮", f"The buttons of the tab {TITLE.en}")
    row = _section(canvas, top, title)
    for command in kit.commands:
        canvas.sheet.set_row_pixels(row, 42)
        canvas.put(row, 1, command.title, "bold", indent=1)
        canvas.put(row, 2, command.about, "wrap")
        canvas.put(row, 3, kit.groups.get(command.group, command.group), "muted", indent=1)
        row += 1
    return row


PAGE: Final = Page("Start", Text("开始", "Start"), _draw, styles.BRAND)
