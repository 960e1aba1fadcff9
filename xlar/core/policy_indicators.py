"""Settings of indicators and commission: bases, windows, and what collected cash earns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from xlar.core.ledger import METHODS
from xlar.core.settings import frozen, require

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHOLE: Final = 100  # percent


@dataclass(frozen=True)
class IndicatorsPolicy:
    """How the indicators 指标 are worked out.

    Attributes:
        vat: sales and receivables with VAT (``in``) or both without (``out``); never mixed.
        vat_rate: rate that stands in where a document states no tax; None = such a document is
            refused, by its number.
        dso_days: days of sales that simple DSO looks back on.
        turnover_months: months of revenue the turnover looks back on.
        year_days: days of a year in turnover days, 365 or 360.
        without_money: methods of receipt that settle an item and bring no money.
        top_percent: percent of the customers, largest first, whose share is the concentration.
        abc: percent of the receivables in the value classes A, B and C.
    """

    vat: Literal["in", "out"] = "in"
    vat_rate: Decimal | None = None
    dso_days: int = 90
    turnover_months: int = 12
    year_days: Literal[365, 360] = 365
    without_money: tuple[str, ...] = ("offset", "deduction", "discount", "charge", "rounding")
    top_percent: int = 20
    abc: tuple[int, int, int] = (80, 15, 5)

    def __post_init__(self) -> None:
        rate = self.vat_rate
        require(
            rate is None or 0 <= rate < 1,
            "indicators.vat_rate",
            "小数，13% 写作 0.13",
            "a fraction, 0.13 for 13 percent",
        )
        for name in ("dso_days", "turnover_months"):
            require(getattr(self, name) > 0, f"indicators.{name}", "大于 0", "more than 0")
        known = set(self.without_money) <= set(METHODS[1:])
        names = ", ".join(METHODS[1:])
        require(known, "indicators.without_money", f"收款方式：{names}", f"methods: {names}")
        percent = 0 < self.top_percent <= _WHOLE
        require(percent, "indicators.top_percent", "1 至 100", "1 to 100")
        classes = sum(self.abc) == _WHOLE and min(self.abc) >= 0
        require(classes, "indicators.abc", "三个百分数，合计 100", "three percentages, 100 in all")


@dataclass(frozen=True)
class CommissionPolicy:
    """What a salesperson earns on the cash his customers pay.

    Attributes:
        rate: share of the cash received; a target's own comes first.
        factors: what of it is earned by days past due of the invoice paid, upper edge inclusive.
        factor_beyond: what is earned on older invoices.
        bill_day: a bill is cash on its due date (``due``) or when it is received (``receipt``).
        write_off_penalty: share of amounts written off that is taken back.
        ranking: by cash received (``received``) or by attainment of the target (``attainment``).
    """

    rate: Decimal = Decimal("0.01")
    factors: Mapping[str, Decimal] = frozen(
        {
            "0": Decimal(1),
            "30": Decimal("0.8"),
            "60": Decimal("0.6"),
            "90": Decimal("0.4"),
            "180": Decimal("0.2"),
        }
    )
    factor_beyond: Decimal = Decimal(0)
    bill_day: Literal["due", "receipt"] = "due"
    write_off_penalty: Decimal = Decimal(0)
    ranking: Literal["received", "attainment"] = "received"

    def __post_init__(self) -> None:
        for name in ("rate", "factor_beyond", "write_off_penalty"):
            _fraction(f"commission.{name}", getattr(self, name))
        require(
            self.factors and all(map(_is_whole, self.factors)),
            "commission.factors",
            "天数 = 系数，如 {0 = 1, 30 = 0.8}",
            "days = factor, such as {0 = 1, 30 = 0.8}",
        )
        for day, factor in self.factors.items():
            _fraction(f"commission.factors.{day}", factor)


def _fraction(name: str, value: Decimal) -> None:
    require(0 <= value <= 1, name, "0 至 1 的小数，1% 写作 0.01", "a fraction, 0.01 for 1 percent")


def _is_whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal()
