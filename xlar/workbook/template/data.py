"""The sheets on which the user keeps data: one Excel table each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.documents.register.sheet import REGISTER
from xlar.tables.grid import letters
from xlar.tables.schema import TABLES
from xlar.workbook.template import names, styles
from xlar.workbook.template.columns import as_text
from xlar.workbook.template.grids import choice_word
from xlar.workbook.template.kit import Page
from xlar.workbook.template.tables import LAST_ROW, draw_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.grids import TableGrid
    from xlar.workbook.template.kit import Kit

_HEADER: Final = 3
_FIRST: Final = _HEADER + 1

_HINTS: Final[Mapping[str, Text]] = {
    "customers": Text(
        "每个客户一行。深色表头必填；额度空白 = 未核定，0 = 不赊销；状态改为“冻结”即停止发货。",
        "One row per customer. Dark headers are required; a blank limit means none set, 0 no "
        "credit; the status frozen stops deliveries.",
    ),
    "invoices": Text(
        "每张发票一行，金额含税；红字写负数。到期日空白时按账期推算。红色 = 仍有逾期未收。",
        "One row per invoice, with tax; credit notes are negative. A blank due date follows from "
        "the terms. Red: still overdue.",
    ),
    "receipts": Text(
        "每笔收款一行；知道付的是哪张发票就填“核销单据号”，不知道则留空，按先到期先核销。退款写负数。",
        "One row per receipt; name the invoice it pays if known, else the oldest is settled first. "
        "Refunds are negative.",
    ),
    "allocations": Text(
        "只在一笔收款分配到几张发票，或用红字冲抵时填写。",
        "Only where one receipt pays several invoices, or a credit note is set against one.",
    ),
    "acts": Text(
        "每次电话、函件、上门、确认各一行；送达日期关系到诉讼时效，请保留证据。",
        "One row per call, letter, visit or acknowledgement; the day of delivery matters for the "
        "limitation period: keep the proof.",
    ),
    "promises": Text(
        "客户答应付款时记一行；到期未付的填“否”。",
        "One row per promise to pay; write no where it was not kept.",
    ),
    "plans": Text(
        "分期还款协议每期一行；客户签字盖章之日填“签订日期”，协议作废填“终止日期”。",
        "One row per instalment of an agreement; Signed On is the day the customer signed, "
        "Cancelled On the day it ended.",
    ),
    "approvals": Text(
        "放货、超额、展期、抵减等例外各一行：谁、为什么、到哪天。展期要填“展期至”。",
        "One row per exception: who allowed it, why, until when. An extension needs Extended To.",
    ),
    "slips": Text(
        "发出的对账单、询证函各一行；收到回执填日期与结果，有差异的每种原因一行。",
        "One row per statement or confirmation sent; fill in the day and result when it comes "
        "back, one row per cause of a difference.",
    ),
    "scores": Text(
        "每半年评一次；付款记录、交易历史、合作年限空白时由账上计算。人工改等级须写理由。",
        "Assess every half year; payment, trading and years follow from the ledger where blank. A "
        "grade decided by hand needs a reason.",
    ),
    "signals": Text(
        "看到或听到的预警信号，发现一条记一行；不再成立时填“解除日期”。",
        "One row per warning sign seen or heard; fill in Cleared On when it no longer holds.",
    ),
    "targets": Text(
        "每人每月一行：回款金额、回款率、周转天数；提成比例空白取参数。",
        "One row per person and month: cash, rate and days; a blank commission rate is that of "
        "the settings.",
    ),
    "allowances": Text(
        "单项计提坏账准备的客户，每个评估期间一行：损失率或金额，只填一项；依据必填。结束评估填“有效期至”。",
        "Customers assessed on their own, one row per period: a loss rate or an amount, and why. "
        "Fill in Valid To when it ends.",
    ),
    "register": Text(
        "由“登记簿”按钮从输出文件夹的 register.csv 更新；发出的函件决定催收级别。",
        "Filled by the button Register from register.csv in the output folder; what was sent "
        "decides the next letter.",
    ),
}
_KEYS: Final[Mapping[str, str]] = {
    **{name: TABLES[name].en.split()[-1] for name in TABLES},
    REGISTER.name: "Register",
}
_NAMED: Final = (
    ("customers", "customer_id", names.CUSTOMER_IDS),
    ("customers", "name", names.CUSTOMER_NAMES),
    ("invoices", "invoice_no", names.INVOICE_NOS),
)
_CUSTOMER_LISTS: Final = (
    "invoices", "receipts", "acts", "promises", "plans", "approvals", "slips", "scores", "signals",
    "allowances",
)  # fmt: skip
_INVOICE_LISTS: Final = ("receipts", "allocations", "promises")


def data_page(name: str) -> Page:
    """The sheet of one of the ledger's tables, or of the register.

    Args:
        name: English name of the table.

    >>> data_page("customers").code_name, data_page("register").title.zh
    ('SheetCustomers', '发函登记')
    """
    schema = REGISTER if name == REGISTER.name else TABLES[name]
    return Page(
        _KEYS[name], Text(schema.zh, schema.en), partial(_draw, name=name), color=styles.ACCENT
    )


def _draw(canvas: Canvas, kit: Kit, *, name: str) -> None:
    grid = kit.grids[name]
    canvas.band(kit.sheet(_KEYS[name]), _HINTS[name], len(grid.headers))
    draw_table(canvas, grid, _HEADER, abouts=True)
    if any(column.about.zh for column in grid.schema.columns):
        canvas.sheet.set_row_pixels(_HEADER - 1, 44)
    canvas.sheet.freeze_panes(_FIRST, 2)
    bottom, right = _FIRST + len(grid.rows) - 1, len(grid.headers) - 1
    canvas.sheet.ignore_errors(
        {"number_stored_as_text": f"A{_FIRST + 1}:{letters(right)}{LAST_ROW}"}
    )
    canvas.page((0, 0, bottom, right), header=_HEADER)
    _lists(canvas, grid)
    if name in _RULES:
        _RULES[name](canvas, grid)
    for table, column, defined in _NAMED:
        if table == name:
            header = grid.schema.by_name[column].title(kit.lang)
            kit.workbook.define_name(defined, f"={table}[{header}]")


def _lists(canvas: Canvas, grid: TableGrid) -> None:
    """Offer the customers and invoices there are."""
    for tables, column, source in (
        (_CUSTOMER_LISTS, "customer_id", names.CUSTOMER_IDS),
        (_INVOICE_LISTS, "invoice_no", names.INVOICE_NOS),
    ):
        if grid.schema.name in tables:
            at = _place(grid, column)
            canvas.choices((_FIRST, at, LAST_ROW, at), f"={source}")
    if grid.schema.name == "signals":
        at = _place(grid, "signal")
        canvas.choices((_FIRST, at, LAST_ROW, at), f"={names.SIGNALS}")


def _place(grid: TableGrid, column: str) -> int:
    return [one.name for one in grid.schema.columns].index(column)


def _cell(grid: TableGrid, column: str) -> str:
    """The first cell of a column as a rule for its whole row names it."""
    return f"${letters(_place(grid, column))}{_FIRST + 1}"


def _rows(grid: TableGrid) -> tuple[int, int, int, int]:
    return (_FIRST, 0, LAST_ROW, len(grid.headers) - 1)


def _customer_rules(canvas: Canvas, grid: TableGrid) -> None:
    status = _cell(grid, "status")
    choices = grid.schema.by_name["status"].choices
    for code, ink, fill in (
        ("blacklisted", styles.BAD, styles.BAD_FILL),
        ("frozen", styles.WARN, styles.WARN_FILL),
    ):
        word = choice_word(choices, code, canvas.lang)
        canvas.rule(_rows(grid), f'={status}="{word}"', font_color=ink, bg_color=fill)
    for column in ("limit_to", "security_to"):
        at, cell = _place(grid, column), _cell(grid, column)
        canvas.rule(
            (_FIRST, at, LAST_ROW, at), f"=AND(ISNUMBER({cell}),{cell}<{names.DAY})",
            font_color=styles.BAD,
        )  # fmt: skip


def _invoice_rules(canvas: Canvas, grid: TableGrid) -> None:
    number, written_off = _cell(grid, "invoice_no"), _cell(grid, "written_off_on")
    disputed, amount = _cell(grid, "disputed"), _cell(grid, "disputed_amount")
    yes = "是" if canvas.lang == "zh" else "yes"
    canvas.rule(_rows(grid), f'={written_off}<>""', font_color=styles.MUTED, italic=True)
    canvas.rule(_rows(grid), f'=OR({disputed}="{yes}",N({amount})>0)', bg_color=styles.WARN_FILL)
    late = f'=AND({number}<>"",IFERROR(INDEX({names.OPEN_DAYS},{_open(number)})>0,FALSE))'
    canvas.rule((_FIRST, 0, LAST_ROW, _place(grid, "due_date")), late, font_color=styles.BAD)


def _open(number: str) -> str:
    """The place of a document among those open.

    Excel finds it at once. To have all numbers made comparable for Calc takes longer, so this is
    done only where a number of the list is not even equal to itself.
    """
    first = f"INDEX({names.OPEN_NUMBERS},1)"
    plain = f"MATCH({number},{names.OPEN_NUMBERS},0)"
    made = f"MATCH({number},{as_text(names.OPEN_NUMBERS)},0)"
    return f"IF({first}={as_text(first)},{plain},{made})"


def _receipt_rules(canvas: Canvas, grid: TableGrid) -> None:
    reversed_on = _cell(grid, "reversed_on")
    canvas.rule(_rows(grid), f'={reversed_on}<>""', font_color=styles.MUTED, italic=True)


def _signal_rules(canvas: Canvas, grid: TableGrid) -> None:
    cleared = _cell(grid, "cleared_on")
    canvas.rule(_rows(grid), f'={cleared}<>""', font_color=styles.MUTED, italic=True)


def _promise_rules(canvas: Canvas, grid: TableGrid) -> None:
    kept, pay_by = _cell(grid, "kept"), _cell(grid, "pay_by")
    no = "否" if canvas.lang == "zh" else "no"
    broken = f'=OR({kept}="{no}",AND({kept}="",ISNUMBER({pay_by}),{pay_by}<{names.DAY}))'
    canvas.rule(_rows(grid), broken, font_color=styles.BAD, bg_color=styles.BAD_FILL)


_RULES: Final = {
    "customers": _customer_rules,
    "invoices": _invoice_rules,
    "receipts": _receipt_rules,
    "promises": _promise_rules,
    "signals": _signal_rules,
}
