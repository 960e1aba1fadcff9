"""Settings of the cash forecast."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlar.core.settings import require


@dataclass(frozen=True)
class ForecastPolicy:
    """How cash is forecast by week.

    Attributes:
        weeks: weeks looked ahead, the first beginning the day after.
        window_days: days of the past from which the customers' lateness is learned.
        shrinkage: a customer's own lateness weighs as much as the portfolio's once he has paid so
            many items.
        promise_kept: share of the promises kept, as long as few have fallen due.
        dispute_days: days for which nothing is expected on a disputed part.
        coverage: how often the cash should lie within the range.
        origins: past days, four weeks apart, on which the forecast is tested; 0 = no test.
    """

    weeks: int = 13
    window_days: int = 365
    shrinkage: int = 5
    promise_kept: Decimal = Decimal("0.7")
    dispute_days: int = 30
    coverage: Decimal = Decimal("0.8")
    origins: int = 12

    def __post_init__(self) -> None:
        require(1 <= self.weeks <= 53, "forecast.weeks", "1 至 53", "1 to 53")
        for name in ("window_days", "shrinkage"):
            require(getattr(self, name) > 0, f"forecast.{name}", "大于 0", "more than 0")
        for name in ("dispute_days", "origins"):
            require(getattr(self, name) >= 0, f"forecast.{name}", "不小于 0", "0 or more")
        kept = 0 <= self.promise_kept <= 1
        require(kept, "forecast.promise_kept", "0 至 1 的小数", "a fraction from 0 to 1")
        inside = 0 < self.coverage < 1
        require(inside, "forecast.coverage", "0 与 1 之间的小数", "a fraction between 0 and 1")
