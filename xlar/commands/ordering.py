"""The check of orders 订单检查: release, approve or hold, for one customer or selected rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xlar.commands.cells import Column, decimal_of
from xlar.commands.context import CannotRun, Outcome
from xlar.commands.report import Report, sheet_named, steps_for
from xlar.commands.reports import columns_of
from xlar.commands.selection import selected
from xlar.commands.write import carry_out
from xlar.core.collections.granted import named_approval
from xlar.core.credit import DECISIONS, REASONS, credit
from xlar.core.errors import BadValue, UnknownCustomer
from xlar.core.money import decimals, format_minor, to_minor
from xlar.core.problems import Text
from xlar.frames.cells import report_table
from xlar.frames.field import grouped
from xlar.tables.cells import identifier
from xlar.tables.grid import address, found

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from typing import Any

    from xlar.commands.context import Context
    from xlar.commands.selection import Selection
    from xlar.core.credit import CreditReport
    from xlar.core.ledger import Ledger

TITLE: Final = Text("订单检查", "Check of orders")
APPROVAL: Final = Text("放行依据", "Released by")
_MOST_TOLD: Final = 3


def check_orders(context: Context) -> Outcome:
    """Answer orders, on the sheet 订单检查 and in the message."""
    wanted = _wanted(context)
    books = context.books()
    orders = _minor(books.ledger, wanted)
    report = credit(books.ledger, books.as_of, orders=orders, policy=books.policy)
    carry_out(context, steps_for(context, _page(context, report, orders)))
    answers = [_answer(report, place) for place in _places(report, orders)[:_MOST_TOLD]]
    more = len(orders) > _MOST_TOLD
    zh = "；".join(answer.zh for answer in answers) + ("……" if more else "")
    en = "; ".join(answer.en for answer in answers) + (" …" if more else "")
    return Outcome(Text(f"{zh}。", f"{en}."), sheets=[sheet_named(context, TITLE)])


def _wanted(context: Context) -> dict[str, Decimal]:
    """Amount of the orders of each customer: as asked for, else as selected.

    Raises:
        CannotRun: neither says any.
    """
    customer: str | None = context.arguments.get("customer")
    amount: Decimal | None = context.arguments.get("amount")
    cells = None if customer else selected(context.book)
    if amount is None:
        wanted = {} if cells is None else _selected_orders(cells)
    else:
        wanted = {(cells.customer() if cells else customer) or "": amount}
    if not wanted or "" in wanted:
        raise CannotRun(
            Text(
                "请选中“客户编码”和“订单金额”两列的行，或给出客户编码和订单金额。",
                "Select rows of customer and amount, or give a customer and an amount.",
            )
        )
    return wanted


def _selected_orders(cells: Selection) -> dict[str, Decimal]:
    """The orders of the selected rows: by their headers, else customer left and amount right."""
    wanted: dict[str, Decimal] = {}
    for row in cells.rows:
        customer, amount = cells.value("customer_id", row), cells.value("amount", row)
        if (customer == "" or amount == "") and cells.width >= 2:
            customer = cells.cell(row, cells.column)
            amount = cells.cell(row, cells.column + cells.width - 1)
        if customer == "" or amount == "":
            continue
        name = identifier(customer)
        wanted[name] = wanted.get(name, 0) + _amount(cells, row, amount)
    return wanted


def _amount(cells: Selection, row: int, amount: Any) -> Decimal:
    try:
        return decimal_of(amount)
    except BadValue as mistake:
        where = address(cells.grid.sheet, row, cells.column - 1)
        raise CannotRun(
            Text(
                f"{where} 一行的“{found(amount)}”不是金额。",
                f"row of {where}: {found(amount)!r} is not an amount",
            )
        ) from mistake


def _minor(ledger: Ledger, wanted: Mapping[str, Decimal]) -> dict[str, int]:
    """The orders in minor units of their customers' currencies."""
    customers = ledger.customers
    places = {name: place for place, name in enumerate(customers.id.tolist())}
    orders = {}
    for name, amount in wanted.items():
        if name not in places:
            raise UnknownCustomer(Text(f"数据中没有客户“{name}”。", f"no customer {name!r}"))
        code = ledger.currencies[customers.currency[places[name]]]
        try:
            orders[name] = to_minor(amount, code)
        except BadValue as mistake:
            places_of = decimals(code)
            raise CannotRun(
                Text(
                    f"{name} 的订单金额 {amount} 超过 {code} 的 {places_of} 位小数。",
                    f"{name}: {amount} has more than the {places_of} decimals of {code}",
                )
            ) from mistake
    return orders


def _places(report: CreditReport, orders: Mapping[str, int]) -> list[int]:
    """Rows of the report whose customers have an order."""
    names = report.ledger.customers.id[report.customer].tolist()
    return [place for place, name in enumerate(names) if name in orders]


def _page(context: Context, report: CreditReport, orders: Mapping[str, int]) -> Report:
    lang = context.lang
    table, places = report_table(report, lang), _places(report, orders)
    columns = [
        Column(column.title, column.kind, [column.cells[place] for place in places])
        for column in columns_of(table, lang)
    ]
    amounts = [_units(report, place) for place in places]
    order = Column(Text("订单金额", "Order")[lang], "amount", amounts)
    approvals = [_approval(report, place) for place in places]
    approval = Column(APPROVAL[lang], "text", [text[lang] if text else "" for text in approvals])
    names = [entry.name for entry in table.fields]
    at, why = 1 + names.index("currency"), names.index("reasons")
    notes = [(label[lang], value) for label, value in table.notes]
    shown = [*columns[:at], order, *columns[at:why], approval, *columns[why:]]
    return Report(TITLE, TITLE[lang], shown, notes)


def _units(report: CreditReport, place: int) -> float:
    code = report.ledger.currencies[report.currency[place]]
    return int(report.order[place]) / int(10 ** decimals(code))


def _approval(report: CreditReport, place: int) -> Text | None:
    """The approval that releases an order nevertheless, in words: its number, who, until when."""
    approval = int(report.approval[place])
    return None if approval < 0 else named_approval(report.ledger, approval)


def _answer(report: CreditReport, place: int) -> Text:
    """The answer to one order in words."""
    name = report.ledger.customers.id[report.customer[place]]
    code = report.ledger.currencies[report.currency[place]]
    amount = grouped(format_minor(int(report.order[place]), code))
    decision = DECISIONS[report.decision[place]]
    reasons = [REASONS[reason] for reason in report.reasons[place]]
    approval = _approval(report, place)
    if approval is not None:
        reasons.insert(0, approval)
    zh = "、".join(reason.zh for reason in reasons)
    en = ", ".join(reason.en for reason in reasons)
    return Text(
        f"{name} {code} {amount}：{decision.zh}{f'（{zh}）' if zh else ''}",
        f"{name} {code} {amount}: {decision.en}{f' ({en})' if en else ''}",
    )
