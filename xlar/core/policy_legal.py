"""Settings that follow from law: late interest and limitation of action."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from xlar.core.dates import parse_iso
from xlar.core.errors import BadPolicy, BadValue
from xlar.core.problems import Text
from xlar.core.settings import frozen, require, require_positive

if TYPE_CHECKING:
    from collections.abc import Mapping


# One-year loan prime rate published by the National Interbank Funding Center, by day of
# publication; it stands until the next. Whoever charges statutory interest adds the newest.
LPR: Final[Mapping[str, Decimal]] = MappingProxyType(
    {
        "2019-08-20": Decimal("0.0425"),
        "2019-09-20": Decimal("0.0420"),
        "2019-11-20": Decimal("0.0415"),
        "2020-02-20": Decimal("0.0405"),
        "2020-04-20": Decimal("0.0385"),
        "2021-12-20": Decimal("0.0380"),
        "2022-01-20": Decimal("0.0370"),
        "2022-08-22": Decimal("0.0365"),
        "2023-06-20": Decimal("0.0355"),
        "2023-08-21": Decimal("0.0345"),
        "2024-07-22": Decimal("0.0335"),
        "2024-10-21": Decimal("0.0310"),
        "2025-05-20": Decimal("0.0300"),
    }
)


@dataclass(frozen=True)
class InterestPolicy:
    """Late interest 逾期利息.

    Attributes:
        day_basis: days of a year, 365 or 360.
        lpr: one-year loan prime rate by the day it was published, as a yearly fraction.
        markup: the statutory late rate is the prime rate times this (1.3 to 1.5).
        statutory: prime rate fixed at the day of breach, or following the table.
        sme: small seller against a public body or large enterprise, without an agreed rate:
            ``sme_daily`` a day instead (State Council order 802).
        sme_daily: that rate.
        warn_multiple: a contract rate above so many times the prime rate gets a note.
    """

    day_basis: Literal[365, 360] = 365
    lpr: Mapping[str, Decimal] = frozen(LPR)
    markup: Decimal = Decimal("1.5")
    statutory: Literal["fixed", "floating"] = "fixed"
    sme: bool = False
    sme_daily: Decimal = Decimal("0.0005")
    warn_multiple: Decimal = Decimal(4)

    def __post_init__(self) -> None:
        for day in self.lpr:
            try:
                parse_iso(day)
            except BadValue as mistake:
                raise BadPolicy(
                    Text(
                        f"设置 interest.lpr：“{day}”不是 YYYY-MM-DD 形式的日期。",
                        f'setting interest.lpr: "{day}" is not a date of the form YYYY-MM-DD',
                    )
                ) from mistake
        require_positive(self.lpr, "interest.lpr")
        for day, rate in self.lpr.items():
            name = f"interest.lpr.{day}"
            require(rate < 1, name, "小数，3% 写作 0.03", "a fraction, 0.03 for 3 percent")
        require(self.markup > 0, "interest.markup", "大于 0", "more than 0")


@dataclass(frozen=True)
class LimitationPolicy:
    """Limitation of action 诉讼时效 (民法典 188-195).

    Attributes:
        years: calendar years of the period.
        delivered_after_sending: a demand counts as delivered so many days after sending where no
            delivery is recorded; None = only a recorded delivery counts.
        warn_months: months before the lapse at which to warn.
    """

    years: int = 3
    delivered_after_sending: int | None = None
    warn_months: tuple[int, ...] = (6, 3, 1)

    def __post_init__(self) -> None:
        require(self.years > 0, "limitation.years", "大于 0", "more than 0")
