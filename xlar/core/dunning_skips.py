"""Why a customer gets no letter, in words, and the checks that find it out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from xlar.core.columns import NEVER
from xlar.core.dates import calendar_date
from xlar.core.dunning_items import ITEM_REASONS
from xlar.core.problems import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlar.core.columns import Int8s
    from xlar.core.dunning_items import DunningItems
    from xlar.core.policy import DunningPolicy
    from xlar.core.problems import Language
    from xlar.core.registered import RegisterRow

#: Every reason for which no letter is made.
REASONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "blocked": Text("客户已暂停催收", "the customer is blocked from dunning"),
        "already": Text("该截止日的函件已经制作", "made already for this day"),
        "draft_pending": Text("尚有草稿未发出或撤回", "a draft is neither sent nor withdrawn yet"),
        "later": Text("登记簿中已有更晚的函件", "the register has a later one"),
        "covered": Text("未核销款项不少于逾期金额", "unapplied credit covers what is overdue"),
        "below_minimum": Text("低于最低发函金额", "below the minimum amount"),
        "too_soon": Text("距上次发函未满间隔", "too soon after the last letter"),
        "paused": Text("单据已暂停催收", "the items are paused by approval"),
        "promise": Text("还款承诺尚未到期", "a promise to pay is running"),
        "disputed": Text("金额全部有争议", "all of it is disputed"),
        "sued": Text("已进入诉讼程序", "the matter is in court"),
        "write_off": Text("已达坏账条件，应申请核销", "a bad debt, to be written off"),
        "retention": Text("质保金未到期", "a retention not yet due"),
        "unbilled": Text("尚未开票", "not yet invoiced"),
        "no_level": Text("各级函件均已发出", "the last letter has been sent"),
        "not_due": Text("未到发函日", "no letter is due yet"),
        "nothing_open": Text("没有未清款项", "nothing is open"),
    }
)


@dataclass(frozen=True, slots=True)
class Skip:
    """A customer and currency without a letter.

    Attributes:
        customer: position in ``Ledger.customers``; currency: in ``Ledger.currencies``.
        reason: code, see `REASONS`.
        amount: what the letter would have been about, else what is overdue; minor units.
        number: the registered document that stands against it.
        next_on: the first day on which the reason no longer holds, where it is known.
    """

    customer: int
    currency: int
    reason: str
    amount: int
    number: str = ""
    next_on: dt.date | None = None

    def text(self, lang: Language = "zh") -> str:
        """The reason in words, with the document and the day it speaks of.

        >>> Skip(0, 0, "too_soon", 100, next_on=dt.date(2026, 3, 15)).text("en")
        'too soon after the last letter, next on 2026-03-15'
        """
        words = REASONS[self.reason][lang]
        if self.number:
            words += f"（{self.number}）" if lang == "zh" else f" ({self.number})"
        if self.next_on is None:
            return words
        day = self.next_on.isoformat()
        return f"{words}，{day} 起可发" if lang == "zh" else f"{words}, next on {day}"


def registered_reason(
    rows: Sequence[RegisterRow], kind: str, as_of: dt.date
) -> tuple[str, str] | None:
    """Why a registered document stands against another: (reason, its number); None = nothing does.

    Args:
        rows: the register's rows of the customer and currency.
        kind: kind of document to be made.
        as_of: day it would be of.
    """
    mine = [row for row in rows if row.kind == kind and row.stands]
    for reason, stands in (
        ("already", [row for row in mine if row.as_of == as_of]),
        ("draft_pending", [row for row in mine if row.status == "draft"]),
        ("later", [row for row in mine if max(row.as_of, row.out_on) > as_of]),
    ):
        if stands:
            return reason, stands[-1].number
    return None


def next_free(rows: Sequence[RegisterRow], level: int, dunning: DunningPolicy) -> dt.date | None:
    """The first day on which a letter of a level may follow the last; None = there was none.

    Args:
        rows: the register's rows of the customer and currency.
        level: level of the letter to be made; what counts are letters of it and higher ones.
        dunning: the interval.
    """
    days = [
        row.out_on for row in rows if row.kind == "letter" and row.went_out and row.level >= level
    ]
    return max(days) + dt.timedelta(days=dunning.interval) if days else None


def nothing_to_demand(
    items: DunningItems, rows: slice, reason: Int8s
) -> tuple[str, dt.date | None]:
    """Why none of the items is demanded, and the first day on which one may be.

    It is the weightiest reason among the overdue items, unless one of them may be demanded and its
    letter is not due yet.

    Args:
        items: the open debits.
        rows: those of the customer and currency.
        reason: why each is not demanded.
    """
    late, free = items.days_past_due[rows] > 0, reason[rows] == 0
    if (late & free).any() or not late.any():
        day = min(items.next_day[rows][free].tolist(), default=NEVER)
        return "not_due", _after(int(day), items.as_of)
    code = int(reason[rows][late].min())
    name = ITEM_REASONS[code]
    days = {"paused": items.paused_until, "promise": items.promised_until}.get(name)
    if days is None:
        return name, None
    until = int(days[rows][reason[rows] == code].min())
    return name, _after(until + 1, items.as_of)


def _after(day: int, as_of: int) -> dt.date | None:
    return calendar_date(day) if as_of < day < NEVER else None
