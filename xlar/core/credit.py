"""The credit report 信用监控: limit, exposure and the answer to an order, one row per customer.

An order is held (``hold``), needs approval (``approve``) or is released (``release``); every reason
is listed. An approval in force releases what needs approval, never what is held. The definition
with its edge cases: docs/methods/credit.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np

from xlar.core.approvals import NO_APPROVAL, approved_limits, releases, tolerated
from xlar.core.columns import NEVER, NO_AMOUNT
from xlar.core.dates import day_number
from xlar.core.errors import UnknownCustomer
from xlar.core.exposure import exposures, family_of, minor_by_currency, sum_by_customer
from xlar.core.flags import codes_of
from xlar.core.items import open_items
from xlar.core.ledger import DOCUMENT_TYPES, Kind, Status
from xlar.core.policy import Policy
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from xlar.core.columns import Bools, Int32s, Int64s
    from xlar.core.exposure import Families
    from xlar.core.items import OpenItems
    from xlar.core.ledger import Ledger

Decision: TypeAlias = Literal["release", "approve", "hold"]

HOLD_REASONS: Final = ("frozen", "blacklisted", "grade_d", "over_limit")

#: Every reason in the order they are listed, with its words.
REASONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "frozen": Text("客户已冻结，停止发货", "the customer is frozen: deliveries are stopped"),
        "blacklisted": Text(
            "客户已列入黑名单，不再赊销", "the customer is blacklisted: no more credit"
        ),
        "grade_d": Text(
            "信用等级须先款后货，预收款不足", "the credit grade requires prepayment, which is short"
        ),
        "over_limit": Text(
            "信用占用加本次订单超过信用额度", "exposure plus order is above the limit"
        ),
        "past_final_deadline": Text(
            "有欠款超过最后收款期限", "an item is past its final deadline of payment"
        ),
        "contract_expired": Text("合同已到期", "the contract has run out"),
        "large_order": Text(
            "本次订单明显大于平常销量", "the order is far above the customer's average sales"
        ),
        "no_limit": Text("未设定有效的信用额度", "no valid credit limit is set"),
    }
)

#: The decisions with their words.
DECISIONS: Final[Mapping[Decision, Text]] = MappingProxyType(
    {
        "release": Text("放行", "release"),
        "approve": Text("需审批", "needs approval"),
        "hold": Text("停止发货", "hold"),
    }
)

_NO_SALES: Final = tuple(DOCUMENT_TYPES.index(name) for name in ("interest", "fee"))


@dataclass(frozen=True, eq=False)
class CreditReport:
    """Limit, exposure and decision of every customer, in order of identifier.

    Amounts are minor units of the customer's currency.

    Attributes:
        ledger: the ledger looked at.
        as_of: day number looked from.
        customer: positions in ``ledger.customers``.
        currency: positions in ``ledger.currencies``.
        limit: credit limit the row is judged by, NO_AMOUNT = none set.
        exposure: what counts against the limit; the family's where its limit is used.
        headroom: limit − exposure, NO_AMOUNT without a limit.
        overdue: open debits past due by more than the margin; the customer's own.
        order: the order asked about, 0 = none.
        decision: ``release``, ``approve`` or ``hold``.
        reasons: the codes of all reasons, in the order of `REASONS`.
        approval: position of the approval that releases it nevertheless, -1 = none does.
    """

    ledger: Ledger
    as_of: int
    customer: Int64s
    currency: Int32s
    limit: Int64s
    exposure: Int64s
    headroom: Int64s
    overdue: Int64s
    order: Int64s
    decision: tuple[Decision, ...]
    reasons: tuple[tuple[str, ...], ...]
    approval: Int64s

    def __len__(self) -> int:
        return len(self.customer)


def credit(
    ledger: Ledger,
    as_of: date,
    *,
    orders: Mapping[str, int] | None = None,
    policy: Policy | None = None,
) -> CreditReport:
    """The credit standing of every customer, and the answer to the given orders.

    Args:
        ledger: the ledger.
        as_of: day looked from.
        orders: amount of an order by customer identifier, minor units of the customer's currency.
            An order of 0 or less ships nothing new and is released.
        policy: settings.

    Raises:
        UnknownCustomer: an order names a customer that is not in the ledger.
        MissingRate: a currency that must be converted has no rate.
    """
    policy = policy or Policy()
    customers, day = ledger.customers, day_number(as_of)
    order, asked = _orders(ledger, orders or {})
    items = open_items(ledger, as_of, policy=policy)
    own = exposures(ledger, items, policy)
    limit, exposure, family = _judged_by(ledger, day, own, policy)
    flags = {
        "frozen": customers.status == Status.FROZEN,
        "blacklisted": customers.status == Status.BLACKLISTED,
        "grade_d": np.isin(customers.grade, policy.credit.prepaid_grades) & (own + order > 0),
        "over_limit": _above(exposure + order, limit) | _family_above(family, order),
        "past_final_deadline": _past_final(ledger, items, policy),
        "contract_expired": (customers.contract_to != NEVER) & (customers.contract_to < day),
        "large_order": _large(ledger, day, order, policy),
        "no_limit": limit == NO_AMOUNT,
    }
    decision, reasons = _decide(flags, checked=~asked | (order > 0))
    decision, approval = _approved(decision, releases(ledger, day, order))
    return CreditReport(
        ledger, day, np.arange(len(own)), customers.currency, limit, exposure,
        np.where(limit == NO_AMOUNT, NO_AMOUNT, limit - exposure),
        _overdue(ledger, items, policy), order, decision, reasons, approval,
    )  # fmt: skip


def _judged_by(
    ledger: Ledger, as_of: int, own: Int64s, policy: Policy
) -> tuple[Int64s, Int64s, Families]:
    """The limit and the exposure each row is judged by: its own, or those of its family.

    A root and members without a valid limit of their own go by the root's limit and what the family
    owes together.
    """
    customers = ledger.customers
    own_limit = np.where(customers.limit_to < as_of, NO_AMOUNT, customers.credit_limit)
    approved, _ = approved_limits(ledger, as_of)
    own_limit = np.where(approved == NO_AMOUNT, own_limit, approved)
    family = family_of(ledger, own, own_limit, policy)
    is_root = family.root == np.arange(len(own))
    by_family = family.shared & (family.limit != NO_AMOUNT) & (is_root | (own_limit == NO_AMOUNT))
    limit = np.where(by_family, family.limit, own_limit)
    return limit, np.where(by_family, family.exposure, own), family


def _orders(ledger: Ledger, orders: Mapping[str, int]) -> tuple[Int64s, Bools]:
    """The order of each customer, and whether one was given."""
    order = np.zeros(len(ledger.customers), np.int64)
    asked = np.zeros(len(order), bool)
    places = {name: place for place, name in enumerate(ledger.customers.id)} if orders else {}
    for name, amount in orders.items():
        if name not in places:
            raise UnknownCustomer(
                Text(f"客户表中没有客户“{name}”。", f'the ledger has no customer "{name}"')
            )
        order[places[name]], asked[places[name]] = amount, True
    return order, asked


def _above(exposure: Int64s, limit: Int64s) -> Bools:
    above: Bools = (limit != NO_AMOUNT) & (exposure > limit)
    return above


def _family_above(family: Families, order: Int64s) -> Bools:
    return family.shared & _above(family.exposure + order, family.limit)


def _past_final(ledger: Ledger, items: OpenItems, policy: Policy) -> Bools:
    """Which customers have an item past its final deadline that is not too small to matter."""
    documents, rows = ledger.documents, items.document
    least = minor_by_currency(ledger, policy.credit.ignore_overdue)
    past = items.open > least[documents.currency[rows]]
    past &= (documents.final[rows] < items.as_of) & ~tolerated(ledger, items.as_of)[rows]
    found = np.zeros(len(ledger.customers), bool)
    found[documents.customer[rows[past]]] = True
    return found


def _overdue(ledger: Ledger, items: OpenItems, policy: Policy) -> Int64s:
    late = (items.open > 0) & (items.days_past_due > policy.credit.margin_days)
    rows, documents = items.document[late], ledger.documents
    customer, currency = documents.customer[rows], documents.currency[rows]
    return sum_by_customer(ledger, customer, currency, items.open[late], policy)


def _large(ledger: Ledger, as_of: int, order: Int64s, policy: Policy) -> Bools:
    """Which orders are above the average sales of ``large_order_days`` days.

    ``order > large_order_days × sales ÷ days``, multiplied out, so nothing is rounded.
    """
    asked = order > 0
    if not asked.any():
        return asked
    documents, settings = ledger.documents, policy.credit
    of_asked = asked[documents.customer] & (documents.date <= as_of)
    first = np.full(len(order), as_of, np.int64)
    np.minimum.at(first, documents.customer[of_asked], documents.date[of_asked])
    sold = of_asked & (documents.kind <= Kind.CREDIT_NOTE) & ~np.isin(documents.type, _NO_SALES)
    rows = np.flatnonzero(sold & (documents.date > as_of - settings.sales_window_days))
    customer, currency = documents.customer[rows], documents.currency[rows]
    sales = sum_by_customer(ledger, customer, currency, documents.amount[rows], policy)
    days = np.minimum(settings.sales_window_days, as_of - first + 1)
    days = np.maximum(days, settings.large_order_days)
    return asked & (order * days > settings.large_order_days * np.maximum(sales, 0))


def _decide(
    flags: Mapping[str, Bools], checked: Bools
) -> tuple[tuple[Decision, ...], tuple[tuple[str, ...], ...]]:
    """Decision and reasons of each row; rows not checked are released."""
    reasons = codes_of({name: flags[name] & checked for name in REASONS})
    decisions = {each: _decision(each) for each in set(reasons)}
    return tuple(decisions[each] for each in reasons), reasons


def _decision(reasons: tuple[str, ...]) -> Decision:
    if not reasons:
        return "release"
    return "hold" if any(reason in HOLD_REASONS for reason in reasons) else "approve"


def _approved(
    decision: tuple[Decision, ...], release: Int64s
) -> tuple[tuple[Decision, ...], Int64s]:
    """The decisions with approvals applied, and the approval that made each a release."""
    covered = np.array([each == "approve" for each in decision], bool) & (release >= 0)
    final: tuple[Decision, ...] = tuple(
        "release" if is_covered else each
        for each, is_covered in zip(decision, covered.tolist(), strict=True)
    )
    return final, np.where(covered, release, NO_APPROVAL)
