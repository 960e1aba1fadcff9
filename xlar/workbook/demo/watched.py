"""Customers the department watches: signals it saw, and those it assessed anew in June."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from xlar.workbook.demo.buyers import SEED, Row
from xlar.workbook.demo.dice import Dice
from xlar.workbook.demo.identity import COLLECTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

_REASSESSED: Final = date(2026, 6, 8)

# Signals seen: day, customer, signal, weight, day cleared, how it is known.
_SIGNALS: Final = (
    ("2025-11-20", 34, "搬到更便宜的场所", None, "2026-04-20", "原址装修，已迁回"),
    ("2026-03-10", 13, "老板难以找到", None, None, "三次上门未见负责人"),
    ("2026-03-24", 13, "不回电话", None, None, "连续两周无人接听"),
    ("2026-04-15", 13, "支票或票据被退", None, None, "开户行退票通知"),
    ("2026-04-28", 57, "被他人起诉", 10, None, "法院公告，货款纠纷"),
    ("2026-05-06", 88, "财务人员回避联系", None, None, "预约对账两次未到"),
    ("2026-05-20", 88, "不回电话", None, None, "仅回复短信"),
    ("2026-05-18", 87, "被他人起诉", None, None, "其他供应商起诉，已立案"),
    ("2026-06-02", 63, "主要产品停产", 6, None, "业务员走访"),
    ("2026-06-09", 60, "主管或员工频繁更换", None, None, "半年内第三任采购经理"),
    ("2026-06-16", 22, "门店货架空置", None, None, "巡店照片"),
    ("2026-06-18", 22, "门店大幅低于底价打折", None, None, "促销海报"),
    ("2026-06-23", 41, "股东不和、经营无方向", None, None, "工商变更记录"),
)


def signal_rows() -> list[Row]:
    """The warning signals somebody recorded."""
    rows = []
    for place, (day, index, signal, weight, cleared, evidence) in enumerate(_SIGNALS):
        row: Row = {
            "date": date.fromisoformat(day),
            "customer_id": f"{index + 1:04d}",
            "signal": signal,
            "by": COLLECTORS[place % 3],
            "evidence": evidence,
        }
        if weight is not None:
            row["weight"] = weight
        if cleared is not None:
            row["cleared_on"] = date.fromisoformat(cleared)
        rows.append(row)
    return rows


def reassessed_rows(first: Sequence[Row]) -> list[Row]:
    """The half-yearly assessment of June, as far as it has come: two customers in five.

    Args:
        first: the assessments at the end of the year before.
    """
    rows = []
    for row in first:
        number = int(row["customer_id"])
        if number % 5 > 1 or "reason" in row:
            continue
        dice = Dice(5_000 * SEED + number)
        finance = min(max(row["finance"] + dice.whole(-12, 10), 0), 100)
        rows.append(row | {"date": _REASSESSED + timedelta(dice.whole(0, 15)), "finance": finance})
    return rows
