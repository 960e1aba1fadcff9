"""The sheet behind the others: the ledger, and small tables of formulas for the dashboard.

These are in the base currency; other currencies stand in the reports. Each formula is written with
its value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.core.dates import calendar_date
from xlar.core.problems import Text
from xlar.core.stages import STAGES
from xlar.frames.fields import FIELDS
from xlar.tables.grid import letters
from xlar.workbook.template import names
from xlar.workbook.template.canvas import SERIAL_OF_DAY_0
from xlar.workbook.template.chart_figures import MONTHS, MOST, SELLERS, SUMS, WEEKS, ChartFigures
from xlar.workbook.template.columns import LAST, as_text, beginning, kinds_of
from xlar.workbook.template.kit import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from xlar.workbook.template.canvas import Canvas
    from xlar.workbook.template.chart_figures import Rank
    from xlar.workbook.template.columns import Columns
    from xlar.workbook.template.kit import Kit

KEY: Final = "ChartData"
FIRST: Final = 3
"""Row of the first figures of every block, from 0; their titles stand above."""

BASE: Final = f"$B${FIRST + 1}"
"""The cell of the base currency."""

BY_CURRENCY: Final = 18
"""First column of the aging by currency; amounts follow currency, total and unapplied."""

BY_SELLER: Final = 38
"""First column of the aging by salesperson, which ends with what is overdue."""

BY_STAGE: Final = 60
"""First column of the stages of all open items."""

_TREND, _CASH = 46, 52
"""First columns of the months, and of the weeks of the forecast."""

_ROOM: Final = 2_000  # rows of a spilled block that formulas reach
_AGING, _STAGES, _TOP, _SELLERS = 3, 6, 10, 14
_CUSTOMER: Final = Text("客户", "Customer")
_AMOUNT: Final = Text("金额", "Amount")
_OVERDUE: Final = Text("逾期", "Overdue")
_ROW: Final = Text("行", "Row")


_BLOCKS: Final[Mapping[str, tuple[int, int]]] = {
    "stages": (_STAGES, len(STAGES)),
    "top": (_TOP + 1, MOST),
    "sellers": (_SELLERS + 1, SELLERS),
    "trend": (_TREND, MONTHS),
    "dso": (_TREND, MONTHS),
    "cash": (_CASH, WEEKS),
}
"""First column and rows of each block a chart is drawn from."""


def series(kit: Kit, name: str, number: int = 1) -> tuple[str, str]:
    """The labels and the figures of a block, as a chart refers to them.

    Args:
        kit: what the template is made from.
        name: ``aging`` or one of the blocks.
        number: which figures, counted from 1 behind the labels.
    """
    column, count = _BLOCKS.get(name, (_AGING, len(ChartFigures(kit).buckets)))
    labels, figures = (
        f"={kit.cells(KEY, _span(place, FIRST, FIRST + count - 1))}"
        for place in (column, column + number)
    )
    return labels, figures


def spilled(column: int) -> str:
    """The cells of a spilled block in a column, with room for more rows."""
    return _span(column, FIRST, FIRST + _ROOM)


def _span(column: int, first: int, last: int) -> str:
    return f"${letters(column)}${first + 1}:${letters(column)}${last + 1}"


def _draw(canvas: Canvas, kit: Kit) -> None:
    figures = ChartFigures(kit)
    hint = Text(
        "账套代号与指标看板背后的数字（本位币）；请勿改动。",
        "The ledger, and what the dashboard is drawn from (base currency); not to be changed.",
    )
    canvas.band(kit.sheet(KEY), hint, _BAND)
    canvas.column(0, 15, "cell")
    canvas.put(FIRST, 0, Text("本位币", "Base currency"), "label")
    base = f'=IF({names.BASE}="","CNY",{names.BASE})'
    canvas.formula(FIRST, 1, base, figures.base, "value")
    _draw_ledger(canvas, kit)
    _draw_spills(canvas, kit, figures)
    _draw_aging(canvas, figures)
    _draw_stages(canvas, figures)
    _draw_top(canvas, kit, figures)
    _draw_sellers(canvas, figures)
    _draw_months(canvas, kit, figures)
    _draw_weeks(canvas, kit, figures)


_BAND: Final = _SELLERS + 3


def _titles(canvas: Canvas, column: int, *titles: Text) -> None:
    for place, title in enumerate(titles, column):
        canvas.put(FIRST - 1, place, title, "header")
        canvas.column(place, 16, "cell")


def _draw_ledger(canvas: Canvas, kit: Kit) -> None:
    """The ledger all reports look at."""
    canvas.put(FIRST + 1, 0, Text("账套", "Ledger"), "label")
    canvas.spill(FIRST + 1, 1, names.LEDGER_FORMULA, [[kit.figures.handle]])
    canvas.column(1, 24, "cell")
    kit.name(names.LEDGER, KEY, f"$B${FIRST + 2}")


def _draw_spills(canvas: Canvas, kit: Kit, figures: ChartFigures) -> None:
    """The reports that only the dashboard needs."""
    for at, (columns, rows), function, options in (
        (BY_CURRENCY, figures.aging, "AR_AGING", ',"currency"'),
        (BY_SELLER, figures.sellers, "AR_AGING", ',"salesperson",0,"due"'),
        (BY_STAGE, figures.stages, "AR_STAGES", ""),
    ):
        kinds = kinds_of(columns.titles, kit.lang)
        for place, kind in enumerate(kinds, at):
            canvas.column(place, 15, "cell", kind)
        formula = f"={function}({names.LEDGER},{names.AS_OF}{options})"
        canvas.spill(FIRST - 1, at, formula, [columns.titles, *rows], kinds, header=True)


def _draw_aging(canvas: Canvas, figures: ChartFigures) -> None:
    """Buckets of the base currency; the last takes in any that were added to the settings."""
    _titles(canvas, _AGING, Text("账龄", "Bucket"), _AMOUNT)
    currencies, last = spilled(BY_CURRENCY), len(figures.buckets) - 1
    for place, title in enumerate(figures.buckets):
        row, column = FIRST + place, BY_CURRENCY + 3 + place
        canvas.formula(row, _AGING, f'=${letters(column)}${FIRST}&""', title)
        formula = f"=SUMIF({currencies},{beginning(BASE)},{spilled(column)})"
        if place == last:
            total, unapplied = (
                f"SUMIF({currencies},{beginning(BASE)},{spilled(BY_CURRENCY + one)})"
                for one in (1, 2)
            )
            above = _span(_AGING + 1, FIRST, row - 1)
            formula = f"=ROUND({total}-{unapplied}-SUM({above}),2)"
        canvas.formula(row, _AGING + 1, formula, figures.own_aging[3 + place], "cell", "amount")


def _draw_stages(canvas: Canvas, figures: ChartFigures) -> None:
    """How much and how many items stand in each stage."""
    _titles(canvas, _STAGES, Text("阶段", "Stage"), _AMOUNT, Text("张数", "Items"))
    columns, rows = figures.stages
    wanted = ("stage", "currency", "open")
    stage, currency, amount = map(columns.place, wanted)
    stages, currencies, amounts = (
        _span(BY_STAGE + columns.place(name), FIRST, FIRST + LAST) for name in wanted
    )
    for row, (code, name) in enumerate(STAGES.items(), FIRST):
        mine = [one[amount] for one in rows if one[stage] == code and one[currency] == figures.base]
        which = f"{stages},{code},{currencies},{beginning(BASE)}"
        canvas.put(row, _STAGES, name)
        total = f"=ROUND(SUMIFS({amounts},{which}),2)"
        canvas.formula(row, _STAGES + 1, total, round(sum(mine), 2), "cell", "amount")
        count = f"=COUNTIFS({which})"
        canvas.formula(row, _STAGES + 2, count, float(len(mine)), "cell", "whole")


def _draw_months(canvas: Canvas, kit: Kit, figures: ChartFigures) -> None:
    """What was owed, not due and overdue, and DSO at the end of each month."""
    titles = Text("未逾期", "Not overdue"), Text("逾期", "Overdue"), Text("DSO", "DSO")
    _titles(canvas, _TREND, Text("月份", "Month"), *titles, Text("最佳可能", "Best possible"))
    columns, _ = figures.months
    key = f"{letters(_TREND)}{{row}}"
    found = _lookup(kit, "Indicators", columns, "month", key, is_text=True)
    newest = _month_of(kit.figures.shown_day)
    for place in range(MONTHS):
        row, back = FIRST + place, MONTHS - 1 - place
        month = f"{(newest - back) // 12}-{(newest - back) % 12 + 1:02}"
        first = f"EDATE({names.DAY},{-back})"
        label = f'=YEAR({first})&"-"&RIGHT("0"&MONTH({first}),2)'
        canvas.formula(row, _TREND, label, month)
        closing, overdue = (figures.of_month(month, name) for name in ("closing", "overdue"))
        late = found("overdue", row)
        canvas.formula(row, _TREND + 1, f"=ROUND({found('closing', row)}-{late},2)",
                       round(closing - overdue, 2), "cell", "amount")  # fmt: skip
        canvas.formula(row, _TREND + 2, f"={late}", overdue, "cell", "amount")
        for at, name in ((3, "dso"), (4, "best_possible_dso")):
            value = figures.of_month(month, name)
            canvas.formula(row, _TREND + at, f"={found(name, row)}", value, "cell", "decimal")


def _month_of(day: float) -> int:
    """The number of a day's month, from its serial."""
    found = calendar_date(int(day) - SERIAL_OF_DAY_0)
    return found.year * 12 + found.month - 1


def _draw_weeks(canvas: Canvas, kit: Kit, figures: ChartFigures) -> None:
    """The cash of each week, its parts, range and comparison."""
    wanted = ("forecast", "bills_due", "cash_low", "cash_high")
    titles = [FIELDS[name].title for name in wanted]
    _titles(canvas, _CASH, Text("周起", "From"), *titles, Text("周次", "Week"))
    columns, _ = figures.forecast
    number = _CASH + len(wanted) + 1
    found = _lookup(kit, "Forecast", columns, "week", f"{letters(number)}{{row}}")
    for place in range(WEEKS):
        row, week = FIRST + place, place + 1
        canvas.put(row, number, float(week), "cell", "whole")
        first = found("week_from", row)
        day = calendar_date(int(kit.figures.shown_day) - SERIAL_OF_DAY_0 + 1 + 7 * place)
        label = f'=IF({first}=0,"",MONTH({first})&"-"&DAY({first}))'
        canvas.formula(
            row,
            _CASH,
            label,
            f"{day.month}-{day.day}" if figures.of_week(week, "week_from") else "",
        )
        for at, name in enumerate(wanted, 1):
            value = figures.of_week(week, name)
            canvas.formula(row, _CASH + at, f"={found(name, row)}", value, "cell", "amount")


def _lookup(
    kit: Kit, page: str, columns: Columns, key: str, where: str, *, is_text: bool = False
) -> Callable[[str, int], str]:
    """Formulas that look up a figure of the base currency on the sheet of a report.

    Args:
        kit: what the template is made from.
        page: the sheet.
        columns: its columns.
        key: the column whose value is looked for.
        where: the cell that holds it, ``{row}`` standing for its row.
        is_text: whether it is a text.
    """
    keys, currencies = (kit.cells(page, columns.range(name)) for name in (key, "currency"))

    def formula(name: str, row: int) -> str:
        cells = kit.cells(page, columns.range(name))
        wanted = f"${where.format(row=row + 1)}"
        sought = beginning(wanted) if is_text else wanted
        return f"SUMIFS({cells},{currencies},{beginning(BASE)},{keys},{sought})"

    return formula


def _draw_top(canvas: Canvas, kit: Kit, figures: ChartFigures) -> None:
    """The customers most overdue."""
    _titles(canvas, _TOP, _ROW, _CUSTOMER, _OVERDUE)
    columns, _ = figures.credit
    overdue, currency, customer = (
        kit.cells("Credit", columns.range(name)) for name in ("overdue", "currency", "customer_id")
    )
    one = f"INDEX({customer},{{row}})"
    found = f"INDEX({names.CUSTOMER_NAMES},MATCH({as_text(one)},{names.CUSTOMER_IDS},0))"
    name = f"IFERROR({found},{one})"
    _ranking(canvas, _TOP, MOST, overdue, f"({as_text(currency)}={BASE})", name, figures.top)


def _draw_sellers(canvas: Canvas, figures: ChartFigures) -> None:
    """The salespeople with most overdue."""
    _titles(canvas, _SELLERS, _ROW, Text("业务员", "Salesperson"), _OVERDUE)
    person, currency = spilled(BY_SELLER), spilled(BY_SELLER + 1)
    overdue = spilled(BY_SELLER + len(figures.sellers[0].titles) - 1)
    labels = "*".join(f'({as_text(person)}<>"{text[figures.kit.lang]}")' for text in SUMS)
    mine, name = f"({as_text(currency)}={BASE})*{labels}", f"INDEX({person},{{row}})"
    _ranking(canvas, _SELLERS, SELLERS, overdue, mine, name, figures.late_sellers)


def _ranking(
    canvas: Canvas,
    at: int,
    most: int,
    amounts: str,
    mine: str,
    name: str,
    ranks: Sequence[Rank],
) -> None:
    """The largest amounts of a report: row of the report, name, amount.

    Args:
        canvas: the sheet.
        at: first column of the block.
        most: how many.
        amounts: the amounts of the report.
        mine: which of its rows count, as a product of conditions.
        name: formula of the name, ``{row}`` standing for the row of the report.
        ranks: the result.
    """
    first = amounts.partition(":")[0]
    row_letter, amount_letter = letters(at), letters(at + 2)
    for place in range(most):
        row = FIRST + place
        rank = ranks[place] if place < len(ranks) else None
        amount = f"${amount_letter}${row + 1}"
        above = f"${row_letter}${FIRST}:${row_letter}${row}"
        new = f"(COUNTIF({above},ROW({amounts})-ROW({first})+1)=0)"
        largest = f"LARGE(IF({mine}*ISNUMBER({amounts}),{amounts}),{place + 1})"
        found = f"=IF({amount}>0,MATCH(1,{mine}*({amounts}={amount})*{new},0),0)"
        canvas.spill(row, at, found, [[float(rank.row) if rank else 0.0]], ["whole"])
        one = f"${row_letter}${row + 1}"
        shown = f'=IF({one}=0,"",{name.format(row=one)})'
        canvas.formula(row, at + 1, shown, rank.name if rank else "")
        canvas.spill(
            row, at + 2, f"=IFERROR(MAX(0,{largest}),0)", [[rank.amount if rank else 0.0]],
            ["amount"],
        )  # fmt: skip


PAGE: Final = Page(KEY, Text("后台数据", "Workings"), _draw, visibility="hidden")
