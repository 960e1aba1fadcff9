"""Exposure: what a customer, and a family of customers, owes and has promised by bill.

``exposure = open items − unapplied credit + bills held until paid − cash deposit``, in the
customer's currency. Open items are signed, so unapplied credit is in their sum; goods shipped and
not yet invoiced are invoice rows of the type ``unbilled`` and open items like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from xlar.core.columns import NO_AMOUNT
from xlar.core.fx import convert
from xlar.core.ledger import METHODS, Kind
from xlar.core.money import decimals, divide_round

if TYPE_CHECKING:
    from decimal import Decimal

    from xlar.core.columns import Bools, Column, Int64s
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy


@dataclass(frozen=True, eq=False)
class Families:
    """Customers with their topmost parent, and what each family owes together.

    Attributes:
        root: position of the topmost parent of each customer; its own where it has none.
        shared: which customers belong to a family of more than one.
        limit: the root's credit limit, minor units of the customer's currency; NO_AMOUNT = none.
        exposure: the family's exposure, minor units of the customer's currency.
    """

    root: Int64s
    shared: Bools
    limit: Int64s
    exposure: Int64s


def sum_by_customer(
    ledger: Ledger, customer: Column, currency: Column, amount: Int64s, policy: Policy
) -> Int64s:
    """The sum of amounts per customer, in the customer's currency.

    Each customer's sum per currency is converted once, through the base currency.

    Args:
        ledger: the ledger.
        customer: position of each amount's customer.
        currency: position of each amount's currency.
        amount: minor units.
        policy: the rates.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    width = len(ledger.currencies)
    sums = np.zeros(len(ledger.customers) * width, np.int64)
    np.add.at(sums, customer.astype(np.int64) * width + currency, amount)
    table = sums.reshape(-1, width)
    own = ledger.customers.currency
    result = np.zeros(len(table), np.int64)
    for source in np.flatnonzero(table.any(axis=0)).tolist():
        rows = np.flatnonzero(table[:, source])
        result[rows] += _to_currencies(ledger, table[rows, source], source, own[rows], policy)
    return result


def minor_by_currency(ledger: Ledger, amount: Decimal) -> Int64s:
    """A setting's amount in minor units of each of the ledger's currencies.

    Decimals a currency lacks are rounded.

    Args:
        ledger: the ledger.
        amount: the same figure in whole units, whatever the currency.
    """
    scaled = (amount.scaleb(decimals(code)) for code in ledger.currencies)
    return np.array([divide_round(*one.as_integer_ratio()) for one in scaled], np.int64)


def exposures(ledger: Ledger, items: OpenItems, policy: Policy) -> Int64s:
    """The exposure of each customer by itself, minor units of its currency.

    Args:
        ledger: the ledger.
        items: the open items on the day looked at.
        policy: settings.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    documents = ledger.documents
    bills = bills_held(ledger, items.as_of, bank_bills=policy.credit.bank_bills)
    rows = np.concatenate([items.document, bills])
    amount = np.concatenate([items.open, -documents.amount[bills]])
    customer, currency = documents.customer[rows], documents.currency[rows]
    owed = sum_by_customer(ledger, customer, currency, amount, policy)
    return np.subtract(owed, ledger.customers.deposit)


def bills_held(ledger: Ledger, as_of: int, *, bank_bills: bool = False) -> Int64s:
    """The positions of receipts by bill that is not paid yet: it falls due after the day.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        bank_bills: whether bank acceptance bills count beside commercial ones.
    """
    documents = ledger.documents
    by_bill = documents.method == METHODS.index("commercial_bill")
    if bank_bills:
        by_bill |= documents.method == METHODS.index("bank_bill")
    held = by_bill & (documents.kind == Kind.RECEIPT) & (documents.bill_due > as_of)
    return np.flatnonzero(held & (documents.date <= as_of) & (documents.reversed_on > as_of))


def family_of(ledger: Ledger, exposure: Int64s, limit: Int64s, policy: Policy) -> Families:
    """The family of each customer; a customer without parents and children is one by itself.

    Args:
        ledger: the ledger.
        exposure: each customer's own exposure, minor units of its currency.
        limit: each customer's own limit, minor units of its currency, NO_AMOUNT = none.
        policy: the rates.

    Raises:
        MissingRate: members keep their accounts in different currencies, and one has no rate.
    """
    root = roots(ledger.customers.parent)
    own = ledger.customers.currency
    size = np.bincount(root, minlength=len(root))
    together, ceiling = exposure.copy(), limit[root]
    shared = size[root] > 1
    members = np.flatnonzero(shared)
    if len(members):
        total = np.zeros(len(root), np.int64)
        for currency in np.unique(own[members]).tolist():
            rows = members[own[members] == currency]
            above = own[root[rows]]
            part = _to_currencies(ledger, exposure[rows], currency, above, policy)
            np.add.at(total, root[rows], part)
        together[members] = _from_roots(ledger, total, root, members, policy)
        ceiling[members] = _from_roots(ledger, limit, root, members, policy)
    return Families(root, shared, ceiling, together)


def roots(parent: Column) -> Int64s:
    """The topmost ancestor of each customer, its own position where it has no parent.

    Customers whose parents lead round in a circle count as without parent.

    Args:
        parent: position of each customer's parent, -1 = none.

    >>> roots(np.array([-1, 0, 1, -1, 5, 4])).tolist()
    [0, 0, 0, 3, 4, 5]
    """
    itself = np.arange(len(parent), dtype=np.int64)
    above = np.where(parent >= 0, parent, itself)
    for _ in range(len(parent).bit_length()):  # each round doubles the steps taken
        above = above[above]
    return np.where(parent[above] < 0, above, itself) if len(parent) else itself


def _from_roots(
    ledger: Ledger, amount: Int64s, root: Int64s, members: Int64s, policy: Policy
) -> Int64s:
    """Amounts of the roots in the currency of each member; NO_AMOUNT stays what it is."""
    own, above = ledger.customers.currency, root[members]
    result = amount[above]
    for currency in np.unique(own[above]).tolist():
        rows = np.flatnonzero((own[above] == currency) & (result != NO_AMOUNT))
        result[rows] = _to_currencies(ledger, result[rows], currency, own[members[rows]], policy)
    return result


def _to_currencies(
    ledger: Ledger, amount: Int64s, source: int, target: Column, policy: Policy
) -> Int64s:
    """Amounts of one currency, each in a currency of its own (positions in ``currencies``)."""
    result = amount.copy()
    for place in np.unique(target).tolist():
        rows = target == place
        names = ledger.currencies[source], ledger.currencies[place]
        result[rows] = convert(amount[rows], *names, policy, ledger.base_currency)
    return result
