"""Settings of collection: the ladder 追收程序, letters, stages 阶段 and the recovery chance."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Literal

from xlar.core.settings import ascends, frozen, require, require_days

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Step:
    """One rung of the collection ladder 追收程序.

    Attributes:
        step: number of the rung, 0 before the due date.
        day: days past due on which it is reached.
        gap: least days after the letter before it.
        action: ``letter``, ``call``, ``handover`` or ``lawsuit``.
        level: the letter's level, or -1 where the rung is no letter.
        zh: name in Chinese.
        en: name in English.
    """

    step: int
    day: int
    gap: int
    action: Literal["letter", "call", "handover", "lawsuit"]
    level: int
    zh: str
    en: str


LADDER: Final = (
    Step(0, -7, 0, "letter", 0, "到期提醒", "reminder before due"),
    Step(1, 1, 0, "letter", 1, "提示客户", "first reminder"),
    Step(2, 5, 4, "letter", 2, "再度提示", "second reminder"),
    Step(3, 9, 4, "call", -1, "了解问题", "ask for the reason"),
    Step(4, 13, 4, "letter", 3, "第一次正式催账", "first formal demand"),
    Step(5, 17, 4, "letter", 4, "郑重通知", "solemn notice"),
    Step(6, 21, 4, "letter", 5, "第二次正式催账", "second formal demand"),
    Step(7, 21, 0, "call", -1, "压迫式谈话", "firm talk"),
    Step(8, 24, 3, "call", -1, "第一次经理对话", "first talk of managers"),
    Step(9, 27, 3, "call", -1, "第二次经理对话", "second talk of managers"),
    Step(10, 30, 3, "letter", 6, "最后通知", "final notice"),
    Step(11, 37, 7, "handover", -1, "委托第三方", "hand over to an agent"),
    Step(12, 217, 180, "lawsuit", 7, "提出法律诉讼", "legal action"),
)


@dataclass(frozen=True)
class FeeRange:
    """A dunning fee agreed by contract, for what of an item lies above a threshold.

    Attributes:
        level: the letter that costs it.
        threshold: the fee is for open amounts from here up to the next range of the level.
        fixed: fixed part.
        rate: part of the amount within the range, as a fraction.
        minimum: the least the range costs.
        maximum: the most it costs, 0 = no limit.
    """

    level: int
    threshold: Decimal = Decimal(0)
    fixed: Decimal = Decimal(0)
    rate: Decimal = Decimal(0)
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        require_days(
            self, "dunning.fees", "level", "threshold", "fixed", "rate", "minimum", "maximum"
        )


@dataclass(frozen=True)
class DunningPolicy:
    """The collection ladder and who gets a letter.

    Attributes:
        ladder: the rungs, in order.
        skip_steps: rungs left out, by credit grade.
        letter_days: other days for letters, by grade: ``{"D": {"3": 1, "4": 5, "6": 13}}``;
            levels not named there are left out for that grade.
        grace: days of grace for customers without their own.
        grace_edge: whether the last day of grace already counts.
        first_letter: level of the first letter for old debts: by age, or from level 1.
        first_letter_max: the highest level a first letter by age can have.
        minimum_amount: less than this is not dunned, in the currency of the letter.
        payment_days: last day to pay = letter date + so many days.
        level_payment_days: other days to pay, by level: ``{"6": 10}``.
        interval: a letter of one level, or a lower one, follows the last only after so many days.
        last_repeats: the last letter of the ladder may be repeated so many times.
        extension: whether a signed extension 展期 moves the due date, or everything goes on by the
            contract's.
        fees: dunning fees, where the contract provides for them.
    """

    ladder: tuple[Step, ...] = LADDER
    skip_steps: Mapping[str, tuple[int, ...]] = frozen({"C": (2, 5)})
    letter_days: Mapping[str, Mapping[str, int]] = frozen({"D": {"3": 1, "4": 5, "6": 13}})
    grace: int = 0
    grace_edge: Literal["inclusive", "strict"] = "inclusive"
    first_letter: Literal["by_age", "from_1"] = "by_age"
    first_letter_max: int = 5
    minimum_amount: Decimal = Decimal("50.00")
    payment_days: int = 7
    level_payment_days: Mapping[str, int] = frozen({})
    interval: int = 7
    last_repeats: int = 0
    extension: Literal["due_date", "contract"] = "due_date"
    fees: tuple[FeeRange, ...] = ()

    def __post_init__(self) -> None:
        days = [rung.day for rung in self.ladder]
        require(
            days == sorted(days) and ascends(tuple(rung.step for rung in self.ladder)),
            "dunning.ladder",
            "按步骤和天数由小到大排列",
            "steps and days in ascending order",
        )
        require_days(
            self, "dunning", "grace", "minimum_amount", "payment_days", "interval", "last_repeats"
        )
        _require_levels(self.level_payment_days, "dunning.level_payment_days")
        for grade, letters in self.letter_days.items():
            _require_levels(letters, f"dunning.letter_days.{grade}")


def _require_levels(days: Mapping[str, int], name: str) -> None:
    for level in days:
        require(
            level.isdecimal(),
            f"{name}.{level}",
            "函件级别（数字）",
            "the level of a letter (a number)",
        )


@dataclass(frozen=True)
class StagePolicy:
    """Overdue stages 阶段 and the recovery chance.

    Attributes:
        warning_days: days before the due date at which the warning period 预警期 begins.
        ultimatum_day: days past due on which 最后通牒 begins.
        agent_day: days past due on which 专业追账 begins.
        legal_day: days past due on which 付诸法律 begins.
        bad_debt_months: an item is a bad debt so many months after its due date …
        bad_debt_quiet_months: … when nothing was received on it in the last so many months.
        recovery: (days past due, chance in ten-thousandths), linear between, flat after.
    """

    warning_days: int = 7
    ultimatum_day: int = 30
    agent_day: int = 37
    legal_day: int = 217
    bad_debt_months: int = 36
    bad_debt_quiet_months: int = 12
    recovery: tuple[tuple[int, int], ...] = (
        (0, 10_000),
        (30, 9_300),
        (60, 8_500),
        (90, 7_300),
        (180, 5_700),
        (270, 4_200),
        (365, 2_500),
        (730, 1_300),
    )

    def __post_init__(self) -> None:
        days = [-self.warning_days, 0, 1, self.ultimatum_day, self.agent_day, self.legal_day]
        require(
            days == sorted(days),
            "stages",
            "预警期、最后通牒、专业追账、付诸法律的天数由小到大",
            "warning_days, ultimatum_day, agent_day and legal_day one after the other",
        )
        points = self.recovery
        require(
            points
            and ascends(tuple(day for day, _ in points))
            and all(0 <= chance <= 10_000 for _, chance in points),
            "stages.recovery",
            "天数由小到大、收回概率 0 至 10000 的列表",
            "ascending days with chances from 0 to 10000",
        )
