"""Worksheet functions of the family credit."""

from typing import Any, Final

from xlar.core.collections.granted import named_approval
from xlar.core.columns import NO_AMOUNT
from xlar.core.credit import DECISIONS, CreditReport, credit
from xlar.core.errors import XlarError
from xlar.core.money import decimals, divide_round
from xlar.core.problems import Language, Text
from xlar.frames.cells import report_table
from xlar.frames.fields import FIELDS
from xlar.functions import parameters as p
from xlar.functions.books import Books
from xlar.functions.convert import CellError
from xlar.functions.figures import Figures
from xlar.functions.ledger import customer_place
from xlar.functions.table import worksheet_function

NO_RATE: Final = {
    CellError.NUM: Text(
        "有外币需折算而参数中没有汇率", "a currency must be converted and has no rate"
    )
}
"""What #NUM! means where sums in several currencies are added up."""


@worksheet_function("credit", "=AR_CREDIT(ledger)", errors=NO_RATE)
def ar_credit(ledger: p.Ledger, as_of: p.AsOf, *, lang: Language = "zh") -> p.Spilled:
    """信用监控表：每个客户的额度、占用与发货决定 / Limit, exposure and decision of every customer.

    金额按客户的币种 / Amounts are in the customer's currency.
    """
    return report_table(ledger.on(as_of).credit, lang)


@worksheet_function("credit", '=AR_CREDIT_LIMIT("0001",ledger)', errors=NO_RATE)
def ar_credit_limit(customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf) -> p.Amount:
    """客户的信用额度，未设定时为空白 / The customer's credit limit, blank where none is set.

    没有自己的额度的成员看集团的额度 / Members without one of their own go by the family's.
    """
    return _figure(ledger, ledger.on(as_of), "limit", customer)


@worksheet_function("credit", '=AR_CREDIT_USED("0001",ledger)', errors=NO_RATE)
def ar_credit_used(customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf) -> p.Amount:
    """客户已占用的信用 / What counts against the customer's limit.

    未清项 − 未核销款 + 未到期票据 − 现金保证金 / Open items − unapplied credit + bills held − cash
    deposit.
    """
    return _figure(ledger, ledger.on(as_of), "exposure", customer)


@worksheet_function("credit", '=AR_CREDIT_AVAILABLE("0001",ledger)', errors=NO_RATE)
def ar_credit_available(customer: p.Customer, ledger: p.Ledger, as_of: p.AsOf) -> p.Amount:
    """客户的可用额度，未设额度时为空白 / Limit less exposure, blank where no limit is set.

    负数为已超额度 / Negative: the limit is exceeded.
    """
    return _figure(ledger, ledger.on(as_of), "headroom", customer)


@worksheet_function(
    "credit", '=AR_CREDIT_CHECK("0001",50000,ledger)', columnwise=True, errors=NO_RATE
)
def ar_credit_check(
    customer: p.Customers,
    order: p.Orders,
    ledger: p.Ledger,
    as_of: p.AsOf,
    show: p.ShowDecision = "decision",
    *,
    lang: Language = "zh",
) -> p.Answers:
    """对一张订单的答复：放行、需审批或停止发货 / The answer to an order: release, approval, hold.

    刚好等于额度可放行；退货等负数放行 / Exactly at the limit passes; 0 or less is released.
    """
    figures = ledger.on(as_of)
    answers: list[Any] = [None] * len(customer)
    waiting: list[dict[str, tuple[int, int]]] = []  # of each customer, one order a report
    turn: dict[str, int] = {}
    for place, (name, amount) in enumerate(zip(customer, order, strict=True)):
        try:
            code = figures.ledger.currencies[
                figures.credit_columns["currency"][customer_place(ledger, name)]
            ]
        except XlarError as mistake:
            answers[place] = mistake
            continue
        minor = divide_round(*amount.scaleb(decimals(code)).as_integer_ratio())
        turn[name] = turn.get(name, 0) + 1
        if turn[name] > len(waiting):
            waiting.append({})
        waiting[turn[name] - 1][name] = minor, place
    for orders in waiting:
        asked = {name: minor for name, (minor, _) in orders.items()}
        report = credit(figures.ledger, figures.day, orders=asked, policy=figures.policy)
        for name, (_, place) in orders.items():
            row = ledger.customers[name]
            answers[place] = _answer(report, row, show, lang)
    return answers


def _answer(report: CreditReport, row: int, show: str, lang: Language) -> str:
    """The answer to one order; with the reasons, the approval that releases it nevertheless."""
    decision, approval = report.decision[row], int(report.approval[row])
    if show == "decision":
        return DECISIONS[decision][lang]
    if show != "reasons":
        return decision
    named = () if approval < 0 else (named_approval(report.ledger, approval)[lang],)
    return FIELDS["reasons"].shown((*named, *report.reasons[row]), lang)


def _figure(books: Books, figures: Figures, name: str, customer: str) -> float | None:
    """An amount of the credit report in the customer's currency, None where there is none."""
    place = customer_place(books, customer)
    minor = figures.credit_columns[name][place]
    if minor == NO_AMOUNT:
        return None
    return minor / figures.units[figures.credit_columns["currency"][place]]
