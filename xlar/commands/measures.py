"""The proposed measure 处理意见 for an item on the worklist, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xlar.core.next_action import action_name
from xlar.core.problems import Text

if TYPE_CHECKING:
    from datetime import date

_ULTIMATUM: Final = 5  # stage 最后通牒: deliveries stop
_NAMELESS_DAYS: Final = 90  # overdue up to three months and nobody named to collect


@dataclass(frozen=True)
class Situation:
    """What decides the measure for an item.

    Attributes:
        as_of: day looked from.
        stage: overdue stage 1 to 8.
        days_past_due: as_of − due date.
        action: code of the next action, blank for none.
        action_on: day it is due.
        promised_until: last day of a running promise, None without one.
        limitation: day the claim lapses, None while proceedings run.
        warn_from: first day on which that lapse is warned of.
        collector: who collects from the customer, blank for nobody.
    """

    as_of: date
    stage: int
    days_past_due: int
    action: str
    action_on: date | None
    promised_until: date | None
    limitation: date | None
    warn_from: date | None
    collector: str


def measure(now: Situation) -> Text:
    """What is to be done about an item.

    Args:
        now: its situation.

    >>> from datetime import date
    >>> day = date(2026, 6, 30)
    >>> measure(Situation(day, 4, 11, "L2", day, None, None, None, "李")).zh
    '今天：再度提示'
    """
    parts = [part for part in (_first(now), _stop(now), _lapse(now), _nobody(now)) if part]
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))


def _first(now: Situation) -> Text | None:
    """A promise is waited for; else the next action, today where it is due."""
    until, day = now.promised_until, now.action_on
    if until is not None and now.action != "write_off":
        return Text(f"等待 {until} 前的还款承诺", f"wait for the promise to pay by {until}")
    if not now.action:
        return None
    name = action_name(now.action)
    if day is None or day <= now.as_of:
        return Text(f"今天：{name.zh}", f"today: {name.en}")
    return Text(f"{day}：{name.zh}", f"{day}: {name.en}")


def _stop(now: Situation) -> Text | None:
    return Text("停止发货", "stop deliveries") if now.stage >= _ULTIMATUM else None


def _lapse(now: Situation) -> Text | None:
    if now.limitation is None or now.warn_from is None or now.as_of < now.warn_from:
        return None
    day = now.limitation
    if day < now.as_of:
        return Text(f"时效已于 {day} 届满", f"the claim lapsed on {day}")
    return Text(
        f"时效 {day} 届满，请取得签收或书面确认", f"lapses on {day}: get it acknowledged in writing"
    )


def _nobody(now: Situation) -> Text | None:
    if now.collector or not 0 < now.days_past_due <= _NAMELESS_DAYS:
        return None
    return Text("指定催收人", "name a collector")
