"""The credit limit advised: average monthly sales × (term ÷ 30 + ⅓) × factor of the grade."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

from xlar.core.approvals import approved_limits
from xlar.core.columns import NEVER, NO_AMOUNT
from xlar.core.customer_sales import customer_sales, first_days
from xlar.core.dates import add_months, add_months_to
from xlar.core.exposure import minor_by_currency, sum_by_customer
from xlar.core.fx import convert
from xlar.core.indicators.flows import is_sale
from xlar.core.ledger import DOCUMENT_TYPES
from xlar.core.money import divide_round, to_minor
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlar.core.columns import Bools, Int64s, Texts
    from xlar.core.ledger import Ledger
    from xlar.core.policy import Policy

#: Where an advised limit comes from, with its words.
LIMIT_BASES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "": Text("", ""),
        "formula": Text("按公式", "by formula"),
        "trial": Text("新客户试用额度", "trial limit of a new customer"),
        "approved": Text("审批", "approved"),
    }
)
_MONTHS = 12
_THIRTY = 30
_RETENTION = DOCUMENT_TYPES.index("retention")


@dataclass(frozen=True, eq=False)
class LimitAdvice:
    """Advised limits.

    Attributes:
        amount: minor units of the customer's currency, NO_AMOUNT = no advice.
        basis: where each comes from, a code of `LIMIT_BASES`.
    """

    amount: Int64s
    basis: Texts


def limit_advice(
    ledger: Ledger, as_of: int, grade: Texts, exempt: Bools, policy: Policy
) -> LimitAdvice:
    """The limit advised for each customer.

    An approved limit goes first as long as it is valid, then the formula; a new customer without a
    grade, who is to be scored later, gets the trial limit.

    Args:
        ledger: the ledger.
        as_of: day number looked from.
        grade: grade of each customer by the score or by hand, blank = none.
        exempt: who is not scored.
        policy: settings.

    Raises:
        MissingRate: a currency that must be converted has no rate.
    """
    amount, basis = _formula(ledger, as_of, grade, policy)
    fresh = (amount == NO_AMOUNT) & _is_new(ledger, as_of, policy) & (grade == "") & ~exempt
    amount[fresh] = _trial(ledger, fresh, policy)
    basis[fresh] = "trial"
    approved, _ = approved_limits(ledger, as_of)
    amount = np.where(approved == NO_AMOUNT, amount, approved)
    basis[approved != NO_AMOUNT] = "approved"
    return LimitAdvice(amount, basis)


def _formula(ledger: Ledger, as_of: int, grade: Texts, policy: Policy) -> tuple[Int64s, Texts]:
    """``sales ÷ months × (term + 10) ÷ 30 × factor``, down to full steps, in whole numbers."""
    year = add_months_to(as_of, -_MONTHS) + 1
    sales = np.maximum(customer_sales(ledger, year, as_of, policy), 0)
    months, term = _months(ledger, as_of), _term(ledger, year, as_of, policy)
    step = minor_by_currency(ledger, policy.scoring.limit_step)[ledger.customers.currency]
    amount = np.full(len(sales), NO_AMOUNT, np.int64)
    for name, factor in policy.scoring.limit_factors.items():
        rows = np.flatnonzero((grade == name) & (months > 0))
        top, bottom = factor.as_integer_ratio()
        # T ÷ 30 + ⅓ = (T + 10) ÷ 30
        steps = sales[rows] * (term[rows] + _THIRTY // 3) * top
        steps //= _THIRTY * bottom * months[rows] * np.maximum(step[rows], 1)
        amount[rows] = steps * step[rows]
    basis = np.where(amount == NO_AMOUNT, "", "formula").astype(object)
    return amount, basis


def _months(ledger: Ledger, as_of: int) -> Int64s:
    """Months of sales: those begun since the first document, at most 12; 0 without a document."""
    first = first_days(ledger, as_of)
    known = np.flatnonzero(first != NEVER)
    months = np.zeros(len(first), np.int64)
    for begun in range(_MONTHS):
        months[known] += add_months(first[known], begun) <= as_of
    return months


def _term(ledger: Ledger, first: int, last: int, policy: Policy) -> Int64s:
    """Days from start to due date, weighted by amount, whole days; 0 without sales.

    Retentions fall due years later and are no term of payment.
    """
    documents = ledger.documents
    sold = is_sale(ledger) & ledger.is_debit & (documents.type != _RETENTION)
    rows = np.flatnonzero(sold & (documents.date >= first) & (documents.date <= last))
    customer, currency = documents.customer[rows], documents.currency[rows]
    days = np.maximum(documents.due[rows].astype(np.int64) - documents.start[rows], 0)
    amount = documents.amount[rows]
    weight = sum_by_customer(ledger, customer, currency, amount, policy)
    weighted = sum_by_customer(ledger, customer, currency, amount * days, policy)
    return divide_round(weighted, np.maximum(weight, 1))


def _is_new(ledger: Ledger, as_of: int, policy: Policy) -> Bools:
    """Customers whose business has begun lately, or not yet."""
    first = first_days(ledger, as_of)
    return first > add_months_to(as_of, -policy.scoring.trial_months)


def _trial(ledger: Ledger, rows: Bools, policy: Policy) -> Int64s:
    """The trial limit in the currency of each of these customers, down to full steps."""
    base = ledger.base_currency
    step = minor_by_currency(ledger, policy.scoring.limit_step)
    currency = ledger.customers.currency[rows]
    amount = np.zeros(len(currency), np.int64)
    trial = np.array([to_minor(policy.scoring.trial_limit, base)], np.int64)
    for place in np.unique(currency).tolist():
        own = int(convert(trial, base, ledger.currencies[place], policy, base)[0])
        amount[currency == place] = own // max(int(step[place]), 1) * int(step[place])
    return amount
