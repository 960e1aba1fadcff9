"""Settings of the loss allowance 坏账准备."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from xlar.core.settings import ascends, frozen, require

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_MOST_YEARS: Final = 6
_DAYS_OF_MONTH: Final = 30


@dataclass(frozen=True)
class ProvisionPolicy:
    """How the loss allowance is measured.

    Attributes:
        method: aging percentages, or loss rates from roll rates 迁徙率.
        percentages: loss rate of each band, youngest first.
        years: how many bands of full calendar years by document date; the last is open.
        limits: bands of days past due with these upper edges instead of years.
        interval_months: months from one snapshot to the next, the length of a band.
        windows: how many intervals back the roll rates are averaged over, at least.
        weighted: average by balances instead of plainly.
        forward: factor for what is expected of the future; no rate exceeds 1.
        gaap: ``cas`` with an allowance, ``small`` 小企业会计准则 without.
        opening: allowance at the start of the period by currency; none = 0.
        other: other movements of the allowance in the period by currency.
        period_from: first day of the period; None = 1 January of the year looked from.
        revenue: yearly revenue in the base currency for the tax rule; 0 = the share is not tested.
        tax_small_sum: single sums up to this are a tax loss after one year.
        tax_share: share of the revenue up to which they are, too.
    """

    method: Literal["percentage", "roll_rates"] = "percentage"
    percentages: tuple[Decimal, ...] = tuple(
        Decimal(percent) / 100 for percent in (5, 10, 30, 50, 80, 100)
    )
    years: int = 6
    limits: tuple[int, ...] = ()
    interval_months: int = 12
    windows: int = 3
    weighted: bool = False
    forward: Decimal = Decimal(1)
    gaap: Literal["cas", "small"] = "cas"
    opening: Mapping[str, Decimal] = frozen({})
    other: Mapping[str, Decimal] = frozen({})
    period_from: date | None = None
    revenue: Decimal = Decimal(0)
    tax_small_sum: Decimal = Decimal(50_000)
    tax_share: Decimal = Decimal("0.0001")

    def __post_init__(self) -> None:
        self._check_bands()
        rates = all(0 <= rate <= 1 for rate in self.percentages)
        require(rates, "provision.percentages", "0 至 1 的小数", "fractions from 0 to 1")
        for name in ("windows", "interval_months", "forward"):
            require(getattr(self, name) > 0, f"provision.{name}", "大于 0", "more than 0")
        for name in ("revenue", "tax_small_sum", "tax_share"):
            require(getattr(self, name) >= 0, f"provision.{name}", "不小于 0", "0 or more")

    def _check_bands(self) -> None:
        require(2 <= self.years <= _MOST_YEARS, "provision.years", "2 至 6", "2 to 6")
        require(
            not self.limits or ascends(self.limits), "provision.limits",
            "由小到大的天数", "ascending days",
        )  # fmt: skip
        if self.method != "roll_rates":
            return
        length = _DAYS_OF_MONTH * self.interval_months
        even = all(high - low == length for low, high in pairwise((0, *self.limits)) if high)
        fits = even if self.limits else self.interval_months == 12
        require(
            fits, "provision.interval_months", "与账龄段等长：一年 12 个月，或每段 30 天 × 月数",
            "the length of a band: 12 months for years, or 30 days a month",
        )  # fmt: skip
