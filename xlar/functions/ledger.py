"""Worksheet functions of the family ledger."""

from dataclasses import replace
from typing import Final

from xlar.core.errors import UnknownCustomer
from xlar.core.problems import Language, Text
from xlar.documents.statement import last_statements
from xlar.frames.cells import problem_table, report_table
from xlar.functions import parameters as p
from xlar.functions.books import Books
from xlar.functions.convert import CellError
from xlar.functions.figures import Figures
from xlar.functions.statement import account_table
from xlar.functions.table import Impossible, worksheet_function

_TWO_CURRENCIES: Final = {
    CellError.NUM: Text(
        "客户有几种币种的未清项而没有指明币种",
        "the customer has open items in several currencies and none is named",
    )
}


def customer_place(books: Books, customer: str) -> int:
    """The position of a customer.

    Raises:
        UnknownCustomer: it is not in the ledger.
    """
    place = books.customers.get(customer)
    if place is None:
        raise UnknownCustomer(
            Text(
                f"账中没有客户“{customer}”。请核对客户编码；以 0 开头的编码须为文本",
                f'the ledger has no customer "{customer}"; check the identifier (leading zeros '
                "survive only as text)",
            )
        )
    return place


@worksheet_function("ledger", "=AR_LEDGER(customers[#All],invoices[#All],receipts[#All])")
def ar_ledger(ledger: p.FromTables) -> p.Handle:
    """由各表建立账套，返回其代号 / Builds the ledger of the tables and gives its handle.

    表中任何一格改变，代号随之改变；其他函数以此为 ledger / A changed cell changes the handle, which
    other functions take as ledger.
    """
    ledger.sound()
    return ledger.handle


@worksheet_function("ledger", "=AR_OPEN_ITEMS(ledger)")
def ar_open_items(
    ledger: p.Ledger, as_of: p.AsOf, customer: p.OneCustomer = None, *, lang: Language = "zh"
) -> p.Spilled:
    """未清项表：每张未结清的单据与未核销款 / The open items: documents with an amount left.

    欠我方为正，未核销款为负 / Owed to us is positive, credit not applied negative.
    """
    figures = ledger.on(as_of)
    if customer is None:
        return report_table(figures.items, lang)
    place = customer_place(ledger, customer)
    items = figures.items
    mine = figures.ledger.documents.customer[items.document] == place
    part = replace(
        items,
        document=items.document[mine],
        open=items.open[mine],
        days_past_due=items.days_past_due[mine],
    )
    return report_table(part, lang)


@worksheet_function("ledger", '=AR_BALANCE("0001",ledger)', errors=_TWO_CURRENCIES)
def ar_balance(
    customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf, currency: p.OneCurrency = None
) -> p.Amount:
    """客户的余额：未清项减未核销款 / The customer's balance: open items less unapplied credit."""
    return _amount(ledger, ledger.on(as_of), "balance", customer, currency)


@worksheet_function("ledger", '=AR_OVERDUE("0001",ledger)', errors=_TWO_CURRENCIES)
def ar_overdue(
    customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf, currency: p.OneCurrency = None
) -> p.Amount:
    """客户已逾期的金额，不减未核销款 / What of the customer's items is past due.

    当天到期的不算逾期；未核销款另计 / Due today is not overdue; unapplied credit is not deducted.
    """
    return _amount(ledger, ledger.on(as_of), "overdue", customer, currency)


@worksheet_function("ledger", '=AR_UNAPPLIED("0001",ledger)', errors=_TWO_CURRENCIES)
def ar_unapplied(
    customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf, currency: p.OneCurrency = None
) -> p.Amount:
    """客户的未核销款，负数或 0 / The customer's credit not applied, negative or 0."""
    return _amount(ledger, ledger.on(as_of), "unapplied", customer, currency)


@worksheet_function("ledger", '=AR_STATEMENT("0001",ledger,"2026-06-30","2026-04-01")')
def ar_statement(
    customer: p.Customer,
    ledger: p.Ledger,
    as_of: p.AsOf,
    from_: p.From = None,
    *,
    lang: Language = "zh",
) -> p.Spilled:
    """客户的对账明细：期初、发生额与逐笔余额 / The customer's account: opening, movements, balance.

    每种币种以期末余额和核对差异结束 / Each currency ends with the closing balance and the check.
    """
    place = customer_place(ledger, customer)
    start = from_ or last_statements(ledger.letters, as_of).get(customer) or as_of.replace(day=1)
    return account_table(ledger.on(as_of), place, start, lang)


@worksheet_function("ledger", "=AR_PROBLEMS(customers[#All],invoices[#All])")
def ar_problems(ledger: p.ProblemsOf, *, lang: Language = "zh") -> p.Spilled:
    """数据中的全部错误与提醒 / Every error and warning found in the data.

    参数与 AR_LEDGER 相同，全部空白为本工作簿；行号从标题行起算，标题行为 1 / Takes the tables of
    AR_LEDGER, or none for this workbook; rows count from the headers, which are row 1.
    """
    return problem_table(ledger.problems, lang)


def _amount(
    books: Books, figures: Figures, name: str, customer: str, currency: str | None
) -> float:
    """An amount of a customer in one currency."""
    place = customer_place(books, customer)
    if currency is None:
        among = figures.currencies[place]
        if len(among) > 1:
            raise _several(figures, customer, among)
        if not among:
            return 0.0
        at = among[0]
    elif currency not in figures.ledger.currencies:
        return 0.0
    else:
        at = figures.ledger.currencies.index(currency)
    minor: int = getattr(figures, name)[place][at]
    return minor / figures.units[at]


def _several(figures: Figures, customer: str, among: list[int]) -> Impossible:
    codes = [figures.ledger.currencies[at] for at in among]
    return Impossible(
        Text(
            f"客户 {customer} 的未清项有几种币种：{'、'.join(codes)}。请在 currency 中指明一种",
            f"customer {customer} has open items in {', '.join(codes)}; name one as currency",
        )
    )
