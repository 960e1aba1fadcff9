"""Every figure an accountant may change, in one immutable value.

The defaults are those of Chinese receivables practice; each setting has one name, the same in
``policy.toml``, on the sheet 参数 and here (``dunning.grace`` is ``Policy.dunning.grace``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from xlar.core.errors import BadPolicy, BadValue
from xlar.core.money import currency_code
from xlar.core.policy_agreements import AgreementsPolicy
from xlar.core.policy_collections import CollectionsPolicy
from xlar.core.policy_documents import CompanyPolicy, DocumentsPolicy
from xlar.core.policy_dunning import LADDER, DunningPolicy, StagePolicy, Step
from xlar.core.policy_forecast import ForecastPolicy
from xlar.core.policy_indicators import CommissionPolicy, IndicatorsPolicy
from xlar.core.policy_legal import LPR, InterestPolicy, LimitationPolicy
from xlar.core.policy_provision import ProvisionPolicy
from xlar.core.policy_scoring import ScoringPolicy, SignalsPolicy
from xlar.core.problems import Text
from xlar.core.settings import (
    ascends,
    build_settings,
    frozen,
    require,
    require_days,
    require_positive,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = [
    "LADDER",
    "LPR",
    "AgingPolicy",
    "AgreementsPolicy",
    "ClosingPolicy",
    "CollectionsPolicy",
    "CommissionPolicy",
    "CompanyPolicy",
    "CreditPolicy",
    "DocumentsPolicy",
    "DunningPolicy",
    "ForecastPolicy",
    "IndicatorsPolicy",
    "InterestPolicy",
    "LimitationPolicy",
    "Policy",
    "ProvisionPolicy",
    "ScoringPolicy",
    "SignalsPolicy",
    "StagePolicy",
    "Step",
    "TermsPolicy",
]


def _currency(name: str, setting: str) -> str:
    """The currency code a user means by ``name``."""
    try:
        return currency_code(name)
    except BadValue as mistake:
        raise BadPolicy(
            Text(
                f"设置 {setting}：“{name}”不是币种。", f'setting {setting}: "{name}" is no currency'
            )
        ) from mistake


def _by_currency(values: Mapping[str, Decimal], setting: str) -> Mapping[str, Decimal]:
    return MappingProxyType({_currency(name, setting): value for name, value in values.items()})


@dataclass(frozen=True)
class AgingPolicy:
    """How open items are aged.

    Attributes:
        limits: ascending bucket limits in days, or ``audit`` for full calendar years.
        basis: days counted from the due date or from the document date.
        allocation: what happens to credit not allocated explicitly.
        credits: unapplied credit in its own column, or aged by its own date.
    """

    limits: tuple[int, ...] | Literal["audit"] = (0, 30, 60, 90, 180, 365)
    basis: Literal["due", "document"] = "due"
    allocation: Literal["fifo", "explicit"] = "fifo"
    credits: Literal["separate", "aged"] = "separate"

    def __post_init__(self) -> None:
        fits = self.limits == "audit" or (self.limits and ascends(self.limits))
        require(fits, "aging.limits", "由小到大的天数，或 audit", "ascending days, or audit")


@dataclass(frozen=True)
class TermsPolicy:
    """How a due date follows from a term of payment.

    Attributes:
        monthly: 月结N is month end + N days, N/30 calendar months later at month end, or the first
            of the next month + N days.
        cutoff_day: last day of the month whose invoices belong to that month's 月结 (31: the end).
        by_grade: term of payment by credit grade, where neither invoice nor customer states one.
    """

    monthly: Literal["days", "months", "first_of_next"] = "days"
    cutoff_day: int = 31
    by_grade: Mapping[str, str] = frozen({})

    def __post_init__(self) -> None:
        require(1 <= self.cutoff_day <= 31, "terms.cutoff_day", "1 至 31", "1 to 31")


@dataclass(frozen=True)
class CreditPolicy:
    """When an order is released, approved or held.

    Attributes:
        ignore_overdue: open sums up to this are ignored when an item is past its final deadline.
        bank_bills: whether bank acceptance bills count in the exposure, as commercial bills do.
        large_order_days: an order above the average sales of so many days needs approval.
        sales_window_days: days of past sales the average is taken over.
        margin_days: days past due that do not yet count as overdue in the credit check.
        prepaid_grades: grades that are served against prepayment only.
    """

    ignore_overdue: Decimal = Decimal("50.00")
    bank_bills: bool = False
    large_order_days: int = 30
    sales_window_days: int = 365
    margin_days: int = 0
    prepaid_grades: tuple[str, ...] = ("D",)

    def __post_init__(self) -> None:
        require_days(self, "credit", "ignore_overdue", "margin_days")
        for name in ("large_order_days", "sales_window_days"):
            require(getattr(self, name) > 0, f"credit.{name}", "大于 0", "more than 0")


@dataclass(frozen=True)
class ClosingPolicy:
    """Which months are closed.

    Attributes:
        locked_to: last day of the last closed month; documents dated up to it should stay as they
            were when it was closed. None: no month is closed.
    """

    locked_to: date | None = None


@dataclass(frozen=True)
class Policy:
    """All settings.

    Attributes:
        base_currency: currency of the books.
        rates: units of the base currency for one unit of another, by currency.
        gl_balance: the general ledger's receivables balance by currency, to tie out against.

    >>> Policy().aging.limits
    (0, 30, 60, 90, 180, 365)
    >>> Policy.from_mapping({"aging": {"limits": [0, 30]}}).aging.limits
    (0, 30)
    """

    base_currency: str = "CNY"
    rates: Mapping[str, Decimal] = frozen({})
    gl_balance: Mapping[str, Decimal] = frozen({})
    aging: AgingPolicy = AgingPolicy()
    terms: TermsPolicy = field(default_factory=TermsPolicy)
    credit: CreditPolicy = CreditPolicy()
    dunning: DunningPolicy = field(default_factory=DunningPolicy)
    interest: InterestPolicy = field(default_factory=InterestPolicy)
    limitation: LimitationPolicy = field(default_factory=LimitationPolicy)
    stages: StagePolicy = field(default_factory=StagePolicy)
    company: CompanyPolicy = field(default_factory=CompanyPolicy)
    documents: DocumentsPolicy = field(default_factory=DocumentsPolicy)
    closing: ClosingPolicy = ClosingPolicy()
    provision: ProvisionPolicy = field(default_factory=ProvisionPolicy)
    collections: CollectionsPolicy = field(default_factory=CollectionsPolicy)
    agreements: AgreementsPolicy = field(default_factory=AgreementsPolicy)
    indicators: IndicatorsPolicy = field(default_factory=IndicatorsPolicy)
    commission: CommissionPolicy = field(default_factory=CommissionPolicy)
    forecast: ForecastPolicy = field(default_factory=ForecastPolicy)
    scoring: ScoringPolicy = field(default_factory=ScoringPolicy)
    signals: SignalsPolicy = field(default_factory=SignalsPolicy)

    def __post_init__(self) -> None:
        require_positive(self.rates, "rates")

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Policy:
        """The defaults, with the given settings in their place.

        Args:
            values: nested mapping as ``tomllib`` reads it from ``policy.toml``.

        Raises:
            BadPolicy: an unknown name (with the nearest known one), a value of the wrong kind, or
                one out of its range.
        """
        policy = build_settings(cls, values)
        return replace(
            policy,
            base_currency=_currency(policy.base_currency, "base_currency"),
            rates=_by_currency(policy.rates, "rates"),
            gl_balance=_by_currency(policy.gl_balance, "gl_balance"),
        )
