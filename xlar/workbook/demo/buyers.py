"""The customers of the demonstration: who they are, how they buy and how they pay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from xlar.workbook.demo import identity
from xlar.workbook.demo.dice import Dice

if TYPE_CHECKING:
    from collections.abc import Mapping

Row: TypeAlias = dict[str, Any]
Habit: TypeAlias = Literal["prompt", "steady", "late", "slow", "failing", "prepaid"]

AS_OF: Final = date(2026, 6, 30)
OPENING: Final = date(2024, 7, 1)
COUNT: Final = 120
SEED: Final = 20260630
FIRST_ABROAD: Final = 108  # the customers from here on are abroad and buy in US dollars

LATENESS: Final[Mapping[Habit, tuple[int, int]]] = {
    "prompt": (-8, 2),
    "steady": (-2, 14),
    "late": (8, 40),
    "slow": (30, 120),
    "failing": (20, 70),
    "prepaid": (-5, -1),
}  # days after the due date on which a bill is paid

FILE_DOCUMENTS: Final = ("营业执照", "开票资料", "购销合同", "授权委托书")
"""What the company wants to have of every customer."""
_NO_DEPUTY: Final = 9  # every so many-th customer has named no deputy

_FIRST_DAYS: Final = 20  # days in which old customers buy for the first time
_GRADES: Final[Mapping[Habit, str]] = {
    "prompt": "A", "steady": "B", "late": "C", "slow": "C", "failing": "D", "prepaid": "D",
}  # fmt: skip
_HABITS: Final[tuple[Habit, ...]] = (
    *("prompt",) * 8, *("steady",) * 8, *("late",) * 3, "slow", "failing",
)  # fmt: skip
_TERMS: Final = (
    "N30",
    "月结30",
    "月结60",
    "N45",
    "票到30天",
    "N60",
    "次月15日",
    "2/10 N30",
    "验收后30天",
)
_PAUSES: Final = (16, 21, 27, 34, 43, 56)  # mean days from one invoice to the next
_SIZES: Final = (6_000, 15_000, 32_000, 70_000, 150_000)  # typical invoice in yuan
_PARENTS: Final[Mapping[int, int]] = {31: 30, 32: 30, 33: 30, 51: 50, 52: 50, 71: 70, 72: 70}
_SPECIAL_HABITS: Final[Mapping[int, Habit]] = {
    5: "prepaid", 45: "prepaid", 13: "failing", 57: "failing", 88: "failing",
    112: "late", 114: "slow", 117: "slow",
}  # fmt: skip
_STATUSES: Final[Mapping[int, str]] = {
    13: "blacklisted", 57: "blacklisted", 19: "frozen", 39: "frozen", 59: "frozen",
}  # fmt: skip
_CONTRACT_ENDS: Final[Mapping[int, date]] = {
    8: date(2026, 3, 31), 27: date(2026, 5, 31), 64: date(2026, 6, 15), 3: date(2027, 12, 31),
}  # fmt: skip


@dataclass(frozen=True)
class Buyer:
    """A customer as he behaves.

    Attributes:
        index: number of the customer, from 0.
        habit: how he pays.
        term: term of payment.
        currency: what he buys in.
        pause: mean days from one invoice to the next.
        size: typical invoice in minor units.
        since: first day of business.
        stops: day from which he pays nothing any more, or None.
        pay_day: weekday on which he transfers money, Monday = 0.
    """

    index: int
    habit: Habit
    term: str
    currency: str
    pause: int
    size: int
    since: date
    stops: date | None
    pay_day: int

    @property
    def id(self) -> str:
        """The identifier; leading zeros have to survive."""
        return f"{self.index + 1:04d}"


def buyers() -> tuple[Buyer, ...]:
    """All customers of the demonstration.

    >>> len(buyers()), buyers()[0].id, {b.currency for b in buyers()} == {"CNY", "USD"}
    (120, '0001', True)
    """
    return tuple(_buyer(index) for index in range(COUNT))


def _buyer(index: int) -> Buyer:
    dice = Dice(SEED + index)
    usual = dice.pick(_HABITS)
    habit = _SPECIAL_HABITS.get(index, usual)
    abroad = index >= FIRST_ABROAD
    term = "预付" if habit == "prepaid" else "N60" if abroad else dice.pick(_TERMS)
    since = OPENING + timedelta(
        dice.whole(0, _FIRST_DAYS) if dice.chance(0.85) else dice.whole(200, 600)
    )
    stops = AS_OF - timedelta(dice.whole(60, 330)) if habit == "failing" else None
    return Buyer(
        index=index,
        habit=habit,
        term=term,
        currency="USD" if abroad else "CNY",
        pause=dice.pick(_PAUSES),
        size=dice.pick(_SIZES) * (20 if abroad else 100),
        since=since,
        stops=stops,
        pay_day=dice.whole(0, 4),
    )


def customer_rows() -> list[Row]:
    """The rows of the table customers."""
    return [_customer(buyer) for buyer in buyers()]


def _customer(buyer: Buyer) -> Row:
    index, abroad = buyer.index, buyer.index >= FIRST_ABROAD
    is_new = buyer.since > OPENING + timedelta(_FIRST_DAYS)
    row: Row = {
        "customer_id": buyer.id,
        "name": identity.foreign_name(index) if abroad else identity.company_name(index),
        "grade": _GRADES[buyer.habit],
        "credit_limit": _credit_limit(buyer),
        "terms": buyer.term,
        "currency": buyer.currency,
        "salesperson": identity.SALESPEOPLE[index % 6],
        "collector": identity.COLLECTORS[index % 3] if index % 17 else "",
        "region": "海外" if abroad else identity.REGIONS[index * 5 % 6],
        "status": _STATUSES.get(index, "normal"),
        "portfolio": "海外" if abroad else "经销" if index % 3 else "直销",
        "size": ("大型", "中型", "小型", "微型")[index % 4],
        "contact": identity.contact_name(index),
        "phone": identity.phone_number(index),
        "email": f"ar{buyer.id}@example.com",
        "address": identity.postal_address(index),
        "language": "en" if abroad else "zh",
        "documents": _papers(index),
        "since": buyer.since if is_new else date(2015 + index % 9, 1 + index % 12, 1 + index % 28),
        "notes": "虚构数据，仅供演示" if index == 0 else "",
    }
    if index % _NO_DEPUTY:
        row |= {
            "deputy": identity.contact_name(index + 7),
            "deputy_phone": identity.phone_number(index + COUNT),
        }
    if not abroad:
        row["tax_id"] = identity.tax_id(index + 1)
    if index in _PARENTS:  # the family's limit is the parent's
        row |= {"parent": f"{_PARENTS[index] + 1:04d}", "credit_limit": None}
    elif index in _PARENTS.values():
        row["credit_limit"] = 180_000_000
    if index in _CONTRACT_ENDS:
        row["contract_to"] = _CONTRACT_ENDS[index]
    return row | _extras(index)


def _papers(index: int) -> str:
    """The documents on file; some customers never sent all of them."""
    contract, authority = FILE_DOCUMENTS[2:]
    lacking = {contract} if index % 13 == 0 else {authority} if index % 19 == 0 else set()
    return "、".join(name for name in FILE_DOCUMENTS if name not in lacking)


def _credit_limit(buyer: Buyer) -> int | None:
    """A limit in minor units that most customers keep within; a few have none, or nothing."""
    if buyer.index % 40 == 11:
        return None
    if buyer.habit == "prepaid":
        return 0
    months = {"prompt": 4, "steady": 5, "late": 7, "slow": 9}.get(buyer.habit, 4)
    sales = buyer.size * 30 * months // buyer.pause
    return max(sales // 1_000_000, 1) * 1_000_000


def _extras(index: int) -> Row:
    """What only a few customers have: deposits, security, marks, blocks."""
    extras: dict[int, Row] = {
        2: {"related": True, "notes": "关联方（虚构）"},
        5: {"exempt": True},
        6: {
            "security": "股东连带保证",
            "security_to": date(2027, 6, 30),
            "limit_to": date(2026, 12, 31),
        },
        9: {"deposit": 5_000_000, "notes": "已收现金保证金"},
        16: {"grace": 3},
        20: {"security": "房产抵押", "security_to": date(2026, 5, 31)},
        24: {"dunning_block_until": date(2026, 7, 31), "notes": "对账中，暂停催收"},
        42: {"limit_to": date(2026, 5, 31)},
        45: {"exempt": True},
    }
    return extras.get(index, {})
