"""The sheet 对账单: choose a customer, and its account stands below."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from xlar.core.problems import Text
from xlar.frames.cells import CHECK
from xlar.functions.statement import STATEMENT_FIELDS
from xlar.workbook.template import names, styles
from xlar.workbook.template.canvas import serial
from xlar.workbook.template.columns import LAST, as_text
from xlar.workbook.template.kit import Page
from xlar.workbook.template.settings_page import HEADERS

if TYPE_CHECKING:
    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.kit import Kit

_WIDTHS: Final = (12, 16, 17, 22, 20, 16, 16, 17)
_KINDS: Final = tuple(field.kind for field in STATEMENT_FIELDS)
_TOP: Final = 9
_HINT: Final = Text(
    "在浅黄格中选客户和起始日，下方即为该客户的往来明细；正式对账单用“本客户对账单”按钮制作。",
    "Choose a customer and a first day; the account stands below. The button Statement makes the "
    "document to send.",
)
_CHOOSE: Final = Text("请选择客户", "Choose a customer")
_CUSTOMER: Final = Text("客户编码", "Customer")
_NAME: Final = Text("客户名称", "Name")
_FROM: Final = Text("起始日", "From")
_AS_OF: Final = Text("截止日期", "As of")
_PAYMENT: Final = (
    ("company.name", Text("收款单位", "Payee")),
    ("company.bank", Text("开户行", "Bank")),
    ("company.account", Text("账号", "Account")),
)


def _draw(canvas: Canvas, kit: Kit) -> None:
    canvas.band(kit.sheet("Statement"), _HINT, len(_WIDTHS))
    for place, (width, kind) in enumerate(zip(_WIDTHS, _KINDS, strict=True)):
        canvas.column(place, width, "cell", kind)
    customer, start = example(kit)
    _draw_head(canvas, kit, customer, start)
    _draw_payment(canvas, kit)
    arguments = (names.STATEMENT_CUSTOMER, names.LEDGER, names.AS_OF, names.STATEMENT_FROM)
    call = f"AR_STATEMENT({','.join(arguments)})"
    formula = f'=IF({names.STATEMENT_CUSTOMER}="","{_CHOOSE[kit.lang]}",{call})'
    rows = (
        [[_CHOOSE[kit.lang]]]
        if customer is None
        else kit.figures.rows(
            "AR_STATEMENT", customer, kit.figures.handle, kit.figures.as_of, start
        )
    )
    canvas.spill(_TOP, 0, formula, rows, kinds=_KINDS[: len(rows[0])], header=True)
    area = (_TOP + 1, 0, LAST, len(_WIDTHS) - 1)
    first = _TOP + 2
    currency, entry, number = (as_text(f"${column}{first}") for column in "ACD")
    check = f'{entry}="{CHECK[kit.lang]}"'
    canvas.rule(area, f"=AND({check},N($H{first})<>0)", font_color=styles.BAD, bold=True)
    canvas.rule(area, f"={check}", font_color=styles.MUTED)
    canvas.rule(area, f'=AND({number}="",{currency}<>"")', bold=True, bg_color=styles.SOFT)
    canvas.rule(area, f'={currency}<>""', bottom=1, border_color=styles.LINE)
    canvas.sheet.freeze_panes(_TOP + 1, 0)
    canvas.sheet.ignore_errors({"number_stored_as_text": f"A1:H{LAST}"})
    printed = (0, 0, _TOP + len(rows) - 1, len(_WIDTHS) - 1)
    canvas.page(printed, landscape=False, header=_TOP)


def example(kit: Kit) -> tuple[str | None, float | None]:
    """The customer shown at first, the one with most receipts, and the first day of its account.

    The day is the first of a quarter; both are None where the template has no data.
    """
    if kit.day is None:
        return None, None
    start = serial(kit.day.replace(month=(kit.day.month - 1) // 3 * 3 + 1, day=1))
    grid = kit.grids["receipts"]
    names_of = [column.name for column in grid.schema.columns]
    customer, day = names_of.index("customer_id"), names_of.index("receipt_date")
    counts = Counter(str(row[customer]) for row in grid.rows if float(row[day] or 0) >= start)
    return max(counts, key=lambda one: (counts[one], one), default=None), start


def _draw_head(canvas: Canvas, kit: Kit, customer: str | None, start: float | None) -> None:
    """Who the account is of, and from when to when."""
    canvas.put(3, 0, _CUSTOMER, "label")
    canvas.put(3, 1, customer, "input", "text", bold=True)
    canvas.choices((3, 1, 3, 1), f"={names.CUSTOMER_IDS}")
    kit.name(names.STATEMENT_CUSTOMER, "Statement", "$B$4")
    canvas.put(3, 3, _NAME, "label")
    chosen = names.STATEMENT_CUSTOMER
    found = f"INDEX({names.CUSTOMER_NAMES},MATCH({chosen},{names.CUSTOMER_IDS},0))"
    grid = kit.grids["customers"]
    known = {str(row[0]): str(row[1]) for row in grid.rows}
    canvas.formula(
        3, 4, f'=IF({chosen}="","",IFERROR({found},""))', known.get(str(customer), ""), "value"
    )
    canvas.put(4, 0, _FROM, "label")
    canvas.put(4, 1, start, "input", "day")
    kit.name(names.STATEMENT_FROM, "Statement", "$B$5")
    canvas.put(4, 3, _AS_OF, "label")
    today = {"zh": "今天", "en": "today"}[kit.lang]
    formula = f'=IF({names.AS_OF}="","{today}",{names.AS_OF})'
    canvas.formula(4, 4, formula, kit.figures.as_of or today, "value", "day")


def _draw_payment(canvas: Canvas, kit: Kit) -> None:
    """Where to pay, from the settings."""
    name, value = (HEADERS[place][kit.lang] for place in (0, 1))
    for row, (setting, label) in enumerate(_PAYMENT, 5):
        canvas.put(row, 0, label, "label")
        formula = f'=IFERROR(INDEX(settings[{value}],MATCH("{setting}",settings[{name}],0))&"","")'
        canvas.formula(row, 1, formula, str(kit.settings.get(setting, "")), "value")


PAGE: Final = Page("Statement", Text("对账单", "Statement"), _draw, styles.GOOD)
