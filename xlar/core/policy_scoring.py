"""Settings of scoring and warning signals: what a score is made of, and when to be alarmed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from xlar.core.settings import frozen, require, require_days
from xlar.core.signal_catalogue import SIGNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COMPONENTS: Final = (
    "payment", "finance", "trading", "industry", "years", "third_party", "references", "owner",
    "profile", "priority",
)  # fmt: skip
"""What a score is made of, in the order it is shown."""

FILE_FIELDS: Final = (
    "name", "tax_id", "contact", "phone", "email", "address", "region", "salesperson", "collector",
    "portfolio", "size", "since", "contract_to", "credit_limit", "grade", "deputy", "deputy_phone",
    "security", "security_to",
)  # fmt: skip
"""What a credit file may be asked to hold."""

CLASSES: Final = ("watch", "warning", "danger")
_WHOLE: Final = 100
_MOST_DOCUMENTS: Final = 60


@dataclass(frozen=True)
class ScoringPolicy:
    """How customers are scored, and what follows.

    Attributes:
        weights: weight of each part of the score; one without a weight does not count.
        late_points: weighted days late up to which so many points are given; beyond, none.
        years_points: points from so many full years together.
        trading_months: months looked back on; buying in every one of them is 100 points.
        broken_promise_points: points of the payment record each broken promise costs.
        slower_points: points it costs to pay clearly later than before.
        window_days: days of payments the record is measured from.
        recent_days: last days of these, set against the days before.
        grades: least score of each grade, best first; below them all it is D.
        limit_factors: factor of the advised limit by grade; no factor, no advice.
        limit_step: the advised limit is a multiple of this, rounded down.
        trial_limit: limit advised for new customers without a score, base currency.
        trial_months: calendar months a customer counts as new.
        review_months: calendar months after which an assessment is due again.
        exempt_sizes: sizes of customers that are not scored, as written in their table.
        exempt_sales: customers who buy no more than this a year are not scored; 0 = all are.
        file_fields: columns of the customers that a complete credit file fills in.
        file_documents: names of the documents that a complete credit file holds.
        public_sizes: sizes that mean a public body; large_sizes: a large enterprise, as written.
        sme_seller: whether long terms of such buyers get a note (State Council order 802).
    """

    weights: Mapping[str, int] = frozen(
        {"payment": 40, "finance": 20, "trading": 15, "industry": 10, "years": 10, "third_party": 5}
    )
    late_points: Mapping[str, int] = frozen({"0": 100, "7": 85, "15": 70, "30": 50, "60": 25})
    years_points: Mapping[str, int] = frozen({"5": 100, "3": 80, "2": 60, "1": 40, "0": 20})
    trading_months: int = 12
    broken_promise_points: int = 5
    slower_points: int = 10
    window_days: int = 365
    recent_days: int = 90
    grades: Mapping[str, int] = frozen({"A": 85, "B": 70, "C": 55})
    limit_factors: Mapping[str, Decimal] = frozen(
        {"A": Decimal("1.5"), "B": Decimal("1.2"), "C": Decimal("0.8"), "D": Decimal(0)}
    )
    limit_step: Decimal = Decimal(1000)
    trial_limit: Decimal = Decimal(20000)
    trial_months: int = 6
    review_months: int = 6
    exempt_sizes: tuple[str, ...] = ()
    exempt_sales: Decimal = Decimal(0)
    file_fields: tuple[str, ...] = (
        "name", "tax_id", "contact", "deputy", "phone", "address", "region", "salesperson",
        "collector", "size", "since", "contract_to", "credit_limit", "grade",
    )  # fmt: skip
    file_documents: tuple[str, ...] = ()
    public_sizes: tuple[str, ...] = ("机关", "事业单位", "政府", "公共机构", "public")
    large_sizes: tuple[str, ...] = ("大", "大型", "大型企业", "large")
    sme_seller: bool = True

    def __post_init__(self) -> None:
        _known("scoring.weights", self.weights, COMPONENTS)
        _known("scoring.file_fields", self.file_fields, FILE_FIELDS)
        require(
            len(self.file_documents) <= _MOST_DOCUMENTS, "scoring.file_documents",
            f"至多 {_MOST_DOCUMENTS} 份文件", f"{_MOST_DOCUMENTS} documents at most",
        )  # fmt: skip
        _not_negative("scoring.weights", self.weights)
        some = sum(self.weights.values()) > 0
        require(some, "scoring.weights", "至少一项大于 0", "at least one above 0")
        for name in ("late_points", "years_points"):
            _points_by_number(f"scoring.{name}", getattr(self, name))
        falling = list(self.grades.values())
        falls = falling == sorted(set(falling), reverse=True)
        require(falls, "scoring.grades", "由高到低的分数", "scores in falling order")
        for grade, factor in self.limit_factors.items():
            require(factor >= 0, f"scoring.limit_factors.{grade}", "不小于 0", "0 or more")
        for name in ("trading_months", "window_days", "recent_days", "limit_step", "review_months"):
            require(getattr(self, name) > 0, f"scoring.{name}", "大于 0", "more than 0")
        require_days(
            self, "scoring", "broken_promise_points", "slower_points", "trial_limit",
            "trial_months", "exempt_sales",
        )  # fmt: skip


@dataclass(frozen=True)
class SignalsPolicy:
    """Which signs alarm, and how much.

    Attributes:
        weights: other weights than the catalogue's, by code of the signal.
        own_weight: weight of signals in the user's own words that state none.
        classes: sum of weights from which a customer is of each class of risk.
        review_at: sum of weights since the last assessment that asks for a new one.
        slower_days: an invoice may be paid so many days later than usual before it counts.
        spreads: how many spreads (1.4826 × median deviation) are out of the usual.
        least_invoices: invoices that make a habit.
        broken_promises: broken promises within the window that are a signal.
        growth_factor: sales of 30 days above so many times the median are sudden growth.
        part_share: share of recent receipts that are part payments or round sums.
        round_sum: a multiple of this is a round sum.
        dispute_factor: disputes raised above so many times the usual pace are rising.
        concentration: share of all receivables that one customer should not exceed.
        overdue_days: alarm: an item past due by more days.
        alarm_grades: alarm: these grades.
        collection_days: alarm: days from invoice to payment, on average more than this.
    """

    weights: Mapping[str, int] = frozen({})
    own_weight: int = 3
    classes: Mapping[str, int] = frozen({"watch": 1, "warning": 8, "danger": 15})
    review_at: int = 5
    slower_days: int = 7
    spreads: int = 3
    least_invoices: int = 5
    broken_promises: int = 2
    growth_factor: int = 2
    part_share: Decimal = Decimal("0.5")
    round_sum: Decimal = Decimal(10000)
    dispute_factor: int = 2
    concentration: Decimal = Decimal("0.2")
    overdue_days: int = 30
    alarm_grades: tuple[str, ...] = ("D",)
    collection_days: int = 90

    def __post_init__(self) -> None:
        _known("signals.weights", self.weights, tuple(SIGNS))
        _known("signals.classes", self.classes, CLASSES)
        _not_negative("signals.weights", self.weights)
        bounds = list(self.classes.values())
        rises = bounds == sorted(set(bounds)) and min(bounds, default=1) > 0
        require(rises, "signals.classes", "由低到高、大于 0", "rising, above 0")
        for name in ("review_at", "least_invoices", "broken_promises", "growth_factor",
                     "round_sum", "dispute_factor"):  # fmt: skip
            require(getattr(self, name) > 0, f"signals.{name}", "大于 0", "more than 0")
        for name in ("part_share", "concentration"):
            share = 0 < getattr(self, name) <= 1
            require(share, f"signals.{name}", "0 至 1 的小数", "a fraction up to 1")
        require_days(
            self, "signals", "own_weight", "slower_days", "spreads", "overdue_days",
            "collection_days",
        )  # fmt: skip

    def weight_of(self, code: str) -> int:
        """The weight of a signal.

        Args:
            code: its code, or the user's own words.

        >>> SignalsPolicy().weight_of("sued"), SignalsPolicy().weight_of("仓库着火")
        (8, 3)
        """
        sign = SIGNS.get(code)
        return self.weights.get(code, self.own_weight if sign is None else sign.weight)


def _known(name: str, given: Iterable[str], known: tuple[str, ...]) -> None:
    names = ", ".join(known)
    require(set(given) <= set(known), name, f"其中的名称：{names}", f"names of these: {names}")


def _not_negative(name: str, values: Mapping[str, int]) -> None:
    for key, value in values.items():
        require(value >= 0, f"{name}.{key}", "不小于 0", "0 or more")


def _points_by_number(name: str, points: Mapping[str, int]) -> None:
    require(
        points and all(key.removeprefix("-").isdecimal() for key in points),
        name,
        "数 = 分数，如 {0 = 100, 7 = 85}",
        "number = points, such as {0 = 100, 7 = 85}",
    )
    for key, value in points.items():
        require(0 <= value <= _WHOLE, f"{name}.{key}", "0 至 100", "0 to 100")
