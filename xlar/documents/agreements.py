"""Agreements with a customer about what he owes: a promise to pay, a plan of instalments.

A promise changes no due date, and may reach to the final deadline without approval; a plan divides
the sum into equal monthly payments, the last of which takes what division leaves over.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from xlar.core.capitals import in_capitals
from xlar.core.dates import add_months_to, calendar_date, day_number
from xlar.core.dunning import DemandItem, oldest_first
from xlar.core.errors import BadValue, UnknownCustomer
from xlar.core.items import open_items
from xlar.core.policy import Policy
from xlar.core.problems import Text, errors
from xlar.core.stages import promise_needs_approval
from xlar.documents.content import Agreement
from xlar.documents.faults import BadDocuments
from xlar.documents.figures import day
from xlar.documents.letter import claim_values, item_of, seal_of
from xlar.documents.parties import (
    company_party,
    company_problems,
    customer_party,
    language_of,
    party_values,
)
from xlar.documents.wording import built_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xlar.core.columns import Int64s
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger
    from xlar.documents.wording import Wordings

    Schedule = tuple[tuple[dt.date, int], ...]


@dataclass(frozen=True)
class Debt:
    """What an agreement is about: overdue items of a customer in one currency.

    Attributes:
        customer: position in ``Ledger.customers``; currency: in ``Ledger.currencies``.
        lines: the items, oldest due first, without their disputed parts.
    """

    ledger: Ledger
    as_of: dt.date
    customer: int
    currency: int
    lines: tuple[DemandItem, ...]

    @property
    def total(self) -> int:
        """What the items come to, minor units."""
        return sum(line.demanded for line in self.lines)


def debt(
    ledger: Ledger,
    as_of: dt.date,
    customer: str,
    *,
    policy: Policy | None = None,
    currency: str | None = None,
    numbers: Collection[str] | None = None,
) -> Debt:
    """What a customer owes, as an agreement would list it.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        customer: identifier.
        policy: settings.
        currency: its code; the customer's own unless given.
        numbers: the only documents to take, due or not; None = all that are overdue.

    Raises:
        UnknownCustomer: the customer is not in the ledger.
        BadValue: nothing is open that fits.
    """
    found = np.flatnonzero(ledger.customers.id == customer)
    if not len(found):
        raise UnknownCustomer(
            Text(f"客户表中没有客户“{customer}”。", f'the ledger has no customer "{customer}"')
        )
    place = int(found[0])
    code = currency or ledger.currencies[int(ledger.customers.currency[place])]
    items, documents = open_items(ledger, as_of, policy=policy), ledger.documents
    mine = (items.open > 0) & (documents.customer[items.document] == place)
    position = ledger.currencies.index(code) if code in ledger.currencies else -1
    mine &= documents.currency[items.document] == position
    mine &= (
        (items.days_past_due > 0)
        if numbers is None
        else np.isin(documents.number[items.document], list(numbers))
    )
    lines = _lines(items, np.flatnonzero(mine))
    if not lines:
        raise BadValue(
            Text(
                f"客户“{customer}”没有可列入协议的{code}欠款。",
                f'customer "{customer}" has no debt in {code} to agree upon',
            )
        )
    return Debt(ledger, as_of, place, position, lines)


def _lines(items: OpenItems, rows: Int64s) -> tuple[DemandItem, ...]:
    """The undisputed parts of open items, oldest due first."""
    disputed = items.ledger.documents.disputed
    found = {}
    for row in rows.tolist():
        at, opened = int(items.document[row]), int(items.open[row])
        left_out = min(int(disputed[at]), opened)
        if opened > left_out:
            days = int(items.days_past_due[row])
            found[at] = DemandItem(at, opened - left_out, left_out, days, -1, is_new=False)
    return tuple(found[at] for at in oldest_first(items.ledger, found))


def instalments(total: int, parts: int, first: dt.date) -> Schedule:
    """A sum in equal monthly payments: (day, minor units), adding up to the cent.

    Args:
        total: minor units.
        parts: how many payments.
        first: day of the first; the others are on the same day of the following months, or on
            their last day where they are shorter.

    Raises:
        BadValue: no payments, or more of them than minor units.

    >>> [part for _, part in instalments(10_000_000, 3, dt.date(2026, 1, 31))]
    [3333333, 3333333, 3333334]
    >>> [str(day) for day, _ in instalments(300, 3, dt.date(2026, 1, 31))]
    ['2026-01-31', '2026-02-28', '2026-03-31']
    """
    if not 1 <= parts <= total:
        raise BadValue(
            Text(
                f"期数应为 1 以上，且每期不少于一个最小货币单位；发现 {parts}。",
                f"payments must be 1 or more, each of a minor unit at least; found {parts}",
            )
        )
    start, part = day_number(first), total // parts
    days = [calendar_date(add_months_to(start, place)) for place in range(parts)]
    return tuple(zip(days, [part] * (parts - 1) + [total - part * (parts - 1)], strict=True))


def promise_schedule(what: Debt, date: dt.date, payment_days: int) -> Schedule:
    """The payments of a promise where nothing else was agreed.

    Each item is to be paid by its final deadline 最后收款期限; where that is past, so many days
    after the promise, which needs approval.

    Args:
        what: the items.
        date: day of the promise.
        payment_days: days to pay where the deadline is past.
    """
    late = date + dt.timedelta(days=payment_days)
    days: dict[dt.date, int] = {}
    for line in what.lines:
        final = calendar_date(int(what.ledger.documents.final[line.document]))
        pay_by = final if final >= date else late
        days[pay_by] = days.get(pay_by, 0) + line.demanded
    return tuple(sorted(days.items()))


def needs_approval(what: Debt, schedule: Schedule) -> bool:
    """Whether the payments reach beyond the final deadline of an item they are for.

    The payments are taken to settle the items in the order of their deadlines.

    Args:
        what: the items.
        schedule: the payments, adding up to their sum.
    """
    final = what.ledger.documents.final
    payments = iter(sorted(schedule))
    to_pay = paid = 0
    on = schedule[0][0]
    for line in sorted(what.lines, key=lambda line: int(final[line.document])):
        to_pay += line.demanded
        while paid < to_pay:
            on, part = next(payments)
            paid += part
        if promise_needs_approval(day_number(on), int(final[line.document])):
            return True
    return False


def promise(
    what: Debt,
    *,
    policy: Policy | None = None,
    wording: Wordings | None = None,
    date: dt.date | None = None,
    pay_by: dt.date | None = None,
) -> Agreement:
    """A promise to pay 还款承诺书 for the customer to sign, without its number.

    Args:
        what: what is owed, from `debt`.
        policy: settings.
        wording: the texts, the built-in ones unless given.
        date: day of the promise, the day of the figures unless given.
        pay_by: one day for the whole sum; None = each item by its final deadline.

    Raises:
        BadDocuments: the company has no name, or a text asks for what is not known.
        BadValue: the day to pay lies before the promise.
    """
    policy, date = policy or Policy(), date or what.as_of
    if pay_by is None:
        schedule = promise_schedule(what, date, policy.dunning.payment_days)
    else:
        schedule = ((pay_by, what.total),)
    return _agreement("promise", what, schedule, date, policy, wording)


def plan(
    what: Debt,
    parts: int,
    *,
    policy: Policy | None = None,
    wording: Wordings | None = None,
    date: dt.date | None = None,
    first: dt.date | None = None,
) -> Agreement:
    """An agreement on instalments 分期还款协议 for both to sign, without its number.

    Args:
        what: what is owed, from `debt`.
        parts: how many monthly payments.
        policy: settings.
        wording: the texts, the built-in ones unless given.
        date: day of the agreement, the day of the figures unless given.
        first: day of the first payment, a month after the agreement unless given.

    Raises:
        BadDocuments: the company has no name, or a text asks for what is not known.
        BadValue: no payments, too many, or the first lies before the agreement.
    """
    date = date or what.as_of
    start = first or calendar_date(add_months_to(day_number(date), 1))
    schedule = instalments(what.total, parts, start)
    return _agreement("plan", what, schedule, date, policy or Policy(), wording)


def _agreement(
    kind: Literal["promise", "plan"],
    what: Debt,
    schedule: Schedule,
    date: dt.date,
    policy: Policy,
    wording: Wordings | None,
) -> Agreement:
    if schedule[0][0] < date:
        raise BadValue(
            Text(
                f"付款日 {schedule[0][0]} 早于签订日 {date}。",
                f"the day to pay, {schedule[0][0]}, lies before the agreement of {date}",
            )
        )
    ledger, code = what.ledger, what.ledger.currencies[what.currency]
    language = language_of(ledger, what.customer, policy)
    company, customer = company_party(policy), customer_party(ledger, what.customer)
    items = tuple(item_of(ledger, line) for line in what.lines)
    values: Mapping[str, str] = {
        **party_values(company, customer),
        **claim_values(what.total, items, code, language),
        "date": day(date, language),
        "as_of": day(what.as_of, language),
        "parts": str(len(schedule)),
        "first_day": day(schedule[0][0], language),
        "last_day": day(schedule[-1][0], language),
    }
    filled = (wording or built_in()).fill(kind, language, values)
    if problems := [*errors(company_problems(policy)), *filled.problems]:
        raise BadDocuments(problems)
    return Agreement(
        kind=kind,
        level=-1,
        number="",
        date=date,
        as_of=what.as_of,
        language=language,
        company=company,
        customer=customer,
        currency=code,
        total=what.total,
        capitals=in_capitals(what.total, code) if language == "zh" else "",
        wording=filled.wording,
        notes=filled.notes,
        logo=policy.company.logo,
        seal=seal_of(policy),
        items=items,
        schedule=schedule,
    )
